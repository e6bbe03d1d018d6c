"""The room's main screen: every action of the table, and what is kept in the notebook."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import on, work

from tuireader.errors import TuireaderError
from tuireader.notebook.values import Note
from tuireader.room.actions import ACTIONS, action_named
from tuireader.room.desk import Desk, PickItem, Scope, span_of_text
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.choosing import Choice, Chooser
from tuireader.room.screens.editor import NoteEditor, Written, tags_in
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.reading import ReadingScreen
from tuireader.room.typesetting import date_words
from tuireader.room.widgets.ink import clipped
from tuireader.room.widgets.reader import ReaderPane


class Named(Protocol):
    """Whatever has a headline: an open article, a row of the list."""

    @property
    def headline(self) -> str: ...


if TYPE_CHECKING:
    from tuireader.room.app import ReadingRoom

_SCREENFULS_AHEAD = 50
"""How many pages of the list are searched for the next unread article."""


class MainScreen(ReadingScreen):
    """List, reader and notebook under one's fingers."""

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__(desk, signs=signs, column=column, title=title, scan=scan)
        self._keeping = asyncio.Lock()
        self._deeds = 0

    # -- which action is at hand ---------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The same key may mean one thing in the list and another in the text."""
        is_typing = self.is_typing
        if action in _WHILE_TYPING:
            return is_typing
        where = _BY_METHOD.get(action)
        if where is None:
            return True
        return not is_typing and (where == "both" or (where == "text") == self.is_in_text)

    # -- moving --------------------------------------------------------------------------------------

    def action_down(self) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(1)
        else:
            self.articles.move(1)

    def action_up(self) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(-1)
        else:
            self.articles.move(-1)

    def action_first(self) -> None:
        if self.is_in_text:
            self.reader.scroll_to(y=0, animate=False, force=True)
        else:
            self.articles.cursor = 0

    def action_last(self) -> None:
        if self.is_in_text:
            self.reader.scroll_to(y=self.reader.virtual_size.height, animate=False, force=True)
        else:
            self.articles.cursor = self.articles.row_count - 1

    def action_page_down(self) -> None:
        if not self.is_in_text:
            self.articles.move(self.articles.page)
        elif self.reader.is_at_end:
            self._to_next_unread()
        else:
            self.reader.scroll_lines(max(self.reader.size.height - 2, 1))

    def action_page_up(self) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(-max(self.reader.size.height - 2, 1))
        else:
            self.articles.move(-self.articles.page)

    def action_half_page_down(self) -> None:
        self._half_page(1)

    def action_half_page_up(self) -> None:
        self._half_page(-1)

    def _half_page(self, direction: int) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(direction * max(self.reader.size.height // 2, 1))
        else:
            self.articles.move(direction * max(self.articles.page // 2, 1))

    def action_open(self) -> None:
        if not self.articles.row_count:
            return
        self.enter_text()
        self._mark_read()

    def action_leave(self) -> None:
        """The ladder of Esc: find, original, zen, text, filter, scope; it never quits."""
        if self.is_in_text:
            if self.reader.needle:
                self.reader.find("")
            elif self.reader.is_original:
                self.action_original()
            elif self.has_class("-zen"):
                self.action_zen()
            else:
                self.leave_text()
        elif self.filter_bar.text:
            self.filter_bar.set_text("")
        elif self.scope != "all":
            self._show_scope("all")
        else:
            self.say("q quits")

    def action_next(self) -> None:
        self._step_article(1)

    def action_previous(self) -> None:
        self._step_article(-1)

    def _step_article(self, direction: int) -> None:
        before = self.articles.cursor
        self.articles.move(direction)
        if self.articles.cursor == before:
            self.say("That was the last article" if direction > 0 else "That was the first article")
        elif self.is_in_text:
            self._mark_read()

    @work(group="unread", exclusive=True)
    async def _to_next_unread(self) -> None:
        """Open the next unread article below the cursor."""
        answer, at = self.articles.answer, self.articles.cursor + 1
        if answer is None:
            return
        page = max(self.articles.page, 20)

        def search() -> int | None:
            for start in range(at, min(at + _SCREENFULS_AHEAD * page, len(answer.ids)), page):
                for number, row in enumerate(
                    self.desk.rows(answer, start, min(start + page, len(answer.ids)))
                ):
                    if row is not None and not row.is_read:
                        return start + number
            return None

        found = await self.attempt(search)
        if found is None:
            self.say("No unread article below this one")
            return
        self.articles.cursor = found
        self._mark_read()

    def action_next_paragraph(self) -> None:
        self.reader.step_paragraph(1)

    def action_previous_paragraph(self) -> None:
        self.reader.step_paragraph(-1)

    def action_next_pane(self) -> None:
        if self.is_in_text:
            self.leave_text()
        else:
            self.action_open()

    # -- finding -------------------------------------------------------------------------------------

    def action_open_filter(self) -> None:
        self.open_filter()

    def action_find(self) -> None:
        if self.is_in_text:
            self.open_find()
        else:
            self.open_filter()

    def action_next_match(self) -> None:
        self.tell_step(self.reader.step("match", 1), "Nothing to step through: / finds in the text", "match")

    def action_previous_match(self) -> None:
        self.tell_step(self.reader.step("match", -1), "Nothing to step through: / finds in the text", "match")

    def action_next_mention(self) -> None:
        self.tell_step(self.reader.step("mention", 1), "Nobody is named in this text", "mention")

    def action_previous_mention(self) -> None:
        self.tell_step(self.reader.step("mention", -1), "Nobody is named in this text", "mention")

    def action_pick_people(self) -> None:
        here = self.reader.opened
        self._pick(
            "People", lambda: self.desk.people(here), self.desk.people_like, "No people have been found yet"
        )

    def action_pick_countries(self) -> None:
        here = self.reader.opened
        nothing = "No countries have been found yet"
        self._pick("Countries", lambda: self.desk.countries(here), self.desk.countries_like, nothing)

    def _pick(
        self,
        title: str,
        items: Callable[[], Sequence[PickItem]],
        like: Callable[[str], Sequence[PickItem]],
        nothing: str,
    ) -> None:
        chooser = Chooser(
            title,
            lambda: _choices(items()),
            signs=self.signs,
            hint="Enter lists the articles   Esc back",
            empty_words=nothing,
            search=lambda typed: _choices(like(typed)),
        )
        self.app.push_screen(chooser, self._picked)

    def _picked(self, query: str | None) -> None:
        if query is not None:
            self.set_filter(query)

    @on(ReaderPane.LinkFollowed)
    def _follow(self, event: ReaderPane.LinkFollowed) -> None:
        event.stop()
        self.set_filter(event.query)

    def action_show_all(self) -> None:
        self._show_scope("all")

    def action_show_unread(self) -> None:
        self._show_scope("unread")

    def action_show_bookmarked(self) -> None:
        self._show_scope("bookmarked")

    def action_show_noted(self) -> None:
        self._show_scope("noted")

    def _show_scope(self, scope: Scope) -> None:
        self.scope = scope
        self.ask(keep=True)

    def action_sort(self) -> None:
        self.next_sort()

    # -- keeping -------------------------------------------------------------------------------------

    @property
    def _uid(self) -> str | None:
        """The article that is meant: the open one in the text, the one under the cursor in the list."""
        if self.is_in_text and self.reader.opened is not None:
            return self.reader.opened.uid
        row = self.articles.row(self.articles.cursor)
        return row.hit.row.uid if row is not None else None

    @property
    def are_deeds_done(self) -> bool:
        """Whether all that was asked for is in the notebook."""
        return not self._deeds

    def _keep(self, job: Callable[[], str | None]) -> None:
        """Write to the notebook in a thread, then say what was written: never before it is on disk.

        One after the other, in the order of the keys: an undo must not overtake what it undoes.
        """
        self._deeds += 1
        self._keep_in_turn(job)

    @work(group="keep")
    async def _keep_in_turn(self, job: Callable[[], str | None]) -> None:
        async with self._keeping:
            words = await self.attempt(job)
        self._deeds -= 1
        if words:
            self.say(words)
        self.refresh_marks()

    def action_toggle_bookmark(self) -> None:
        uid = self._uid
        if uid is None:
            self.say("No article is selected")
            return

        def job() -> str:
            on = self.desk.toggle_bookmark(uid)
            if on is None:
                return "This article has left the library"
            return (
                f"Bookmarked {self.signs.dot} u undo"
                if on
                else f"Bookmark taken away {self.signs.dot} u undo"
            )

        self._keep(job)

    def action_toggle_read(self) -> None:
        uid = self._uid
        if uid is None:
            self.say("No article is selected")
            return

        def job() -> str:
            on = self.desk.toggle_read(uid)
            if on is None:
                return "This article has left the library"
            return f"Marked {'read' if on else 'unread'} {self.signs.dot} u undo"

        self._keep(job)

    def _mark_read(self) -> None:
        """Reading an article marks it read, without a word."""
        row = self.articles.row(self.articles.cursor)
        if row is not None and not row.is_read and not self.desk.notebook.readonly:
            uid = row.hit.row.uid
            self._keep(lambda: self.desk.mark_read(uid))

    def action_undo(self) -> None:
        self._keep(lambda: _done("Undone", self.desk.notebook.undo(), "Nothing to undo"))

    def action_redo(self) -> None:
        self._keep(lambda: _done("Done again", self.desk.notebook.redo(), "Nothing to redo"))

    def action_set_tags(self) -> None:
        row = self.articles.row(self.articles.cursor)
        uid = self._uid
        if uid is None or row is None:
            return
        opened = self.reader.opened
        headline = opened.stored.article.headline if opened and opened.uid == uid else row.hit.row.headline

        def typed(words: str | None) -> None:
            if words is not None:
                tags = tags_in(words)
                told = f"Tags kept: {', '.join(tags) or 'none'} {self.signs.dot} u undo"
                self._keep(
                    lambda: told if self.desk.set_tags(uid, tags) else "This article has left the library"
                )

        title = f"Tags of “{clipped(headline, 60)}”"
        self.app.push_screen(
            LineInput(title, lambda: " ".join(self.desk.tags(uid)), "tags, parted by spaces"), typed
        )

    # -- notes ---------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """A note on the passage at hand in the text, on the whole article in the list."""
        opened = self.reader.opened
        if self.is_in_text and opened is not None:
            self._open_editor(
                opened.uid, opened.stored.article, span=span_of_text(opened, self.reader.passage)
            )
            return
        row = self.articles.row(self.articles.cursor)
        if row is not None:
            self._open_editor(row.hit.row.uid, row.hit.row)
        else:
            self.say("No article is selected")

    def action_edit(self) -> None:
        """Edit the note on the paragraph at hand, else the article's first."""
        opened = self.reader.opened
        if opened is None:
            return
        here = self.reader.here if self.is_in_text else None
        notes = [placed.note for placed in opened.notes if placed.note.kind == "note"]
        at_hand = [p.note for p in opened.notes if p.passage and p.passage[-1].block == here and p.note.body]
        if at_hand or notes:
            self._open_editor(opened.uid, opened.stored.article, note=(at_hand or notes)[0])
        else:
            self.say("No note here: a writes one")

    def _open_editor(
        self, uid: str, named: Named, *, span: tuple[int, int] | None = None, note: Note | None = None
    ) -> None:
        """Open the editor at once, on the draft that was left there if there is one."""
        note_id = note.id if note else None
        draft = self.desk.draft_on(uid, note_id)
        opened = self.reader.opened
        # The passage is chosen in the text that is on the screen: it is kept with that text, whatever comes.
        stored = opened.stored if opened is not None and opened.uid == uid else None
        text = stored.article.text if stored is not None else ""
        if draft is not None and stored is not None:
            span = draft.span_in(text)
        quote = (note.quote or "") if note else (text[span[0] : span[1]] if span else "")
        title = f"{'Edit the note' if note else 'Note'} on “{clipped(named.headline, 70)}”"
        editor = NoteEditor(
            title=f"{title}  (the draft that was left; emptied, it goes)" if draft else title,
            quote=quote,
            body=draft.body if draft else (note.body if note else ""),
            tags=draft.tags if draft else (note.tags if note else ()),
            keep=lambda w: self.desk.write_note(
                uid, w.body, w.tags, note_id=note_id, stored=stored, span=span
            ),
            keep_draft=lambda w: self.desk.keep_draft(
                uid, w.body, w.tags, note_id=note_id, text=text, span=span
            ),
        )

        def closed(written: Written | None) -> None:
            if written is not None:
                self.say(f"Note saved {self.signs.dot} u undo")
            elif self.desk.draft_on(uid, note_id) is not None:
                self.say(f"Draft kept: {'e' if note else 'a'} goes on with it")
            self.refresh_marks()

        self.app.push_screen(editor, closed)

    def action_show_notes(self) -> None:
        def load() -> list[Choice[Note]]:
            return [
                Choice(
                    note,
                    clipped(note.body.replace("\n", " ") or f"“{note.quote}”", 200),
                    " ".join(f"#{tag}" for tag in note.tags),
                    date_words(note.updated),
                    lines=(
                        f"“{note.quote}”" if note.quote else "on the whole article",
                        f"{note.headline}{_state_words(note)}",
                    ),
                )
                for note in self.desk.notebook.notes()
            ]

        chooser: Chooser[Note] = Chooser(
            "All notes",
            load,
            signs=self.signs,
            hint="Enter goes to the passage   ctrl+x deletes   Esc back",
            empty_words="No notes yet: a writes one on the article or the paragraph",
            extra_lines=3,
            whole_screen=True,
            on_delete=self._delete_note,
        )
        self.app.push_screen(chooser, self._go_to_note)

    def _go_to_note(self, note: Note | None) -> None:
        if note is not None:
            self.go_to(note.uid, note)

    def _delete_note(self, note: Note) -> None:
        def job() -> str:
            self.desk.notebook.delete_note(note.id)
            return f"Note deleted {self.signs.dot} u brings it back"

        self._keep(job)

    def action_show_bookmarks(self) -> None:
        def load() -> list[Choice[str]]:
            return [
                Choice(
                    mark.uid,
                    mark.headline,
                    " ".join(f"#{tag}" for tag in mark.tags),
                    f"kept {date_words(mark.created)}",
                    lines=(
                        f" {self.signs.dot} ".join(
                            part for part in (date_words(mark.date), mark.source or "", mark.path) if part
                        ),
                    ),
                )
                for mark in self.desk.notebook.bookmarks()
            ]

        chooser: Chooser[str] = Chooser(
            "All bookmarks",
            load,
            signs=self.signs,
            hint="Enter reads   Esc back",
            empty_words="No bookmarks yet: b sets one",
            extra_lines=2,
            whole_screen=True,
        )
        self.app.push_screen(chooser, self._go_to_article)

    def _go_to_article(self, uid: str | None) -> None:
        if uid is not None:
            self.go_to(uid, None)

    @work(group="go", exclusive=True)
    async def go_to(self, uid: str, note: Note | None) -> None:
        """Open an article wherever it is, at a note's passage."""
        number = await self.attempt(lambda: self.desk.library.id_of(uid))
        if number is None:
            if not self.status.is_error:
                self.complain("This article has left the library; what was kept of it stays in the notebook")
            return
        passage = await self.attempt(lambda: self.desk.passage_of(note)) if note is not None else None
        answer = self.articles.answer
        if answer is None or number not in answer.ids:
            self.scope = "all"
            self.filter_bar.set_text("", quietly=True)
        self._wanted_passage = (uid, passage)
        await self._ask(uid, self._next_question())
        self.enter_text()
        self.open_article(uid)
        self._mark_read()

    # -- looking -------------------------------------------------------------------------------------

    def action_widen(self) -> None:
        self._set_column(4)

    def action_narrow(self) -> None:
        self._set_column(-4)

    def _set_column(self, by: int) -> None:
        before = self.reader.column
        self.reader.set_column(before + by)
        if self.reader.column == before:
            self.say(
                "The column is as wide as there is room" if by > 0 else "The column is as narrow as it goes"
            )
        else:
            self.say(f"Column of {self.reader.column}")

    def action_zen(self) -> None:
        self.toggle_class("-zen")
        if self.has_class("-zen"):
            self.enter_text()
            self.say("The text alone: z or Esc brings the list back")
        else:
            self.arrange_panes()

    def action_original(self) -> None:
        self.reader.toggle_original()
        self.say(
            "The original, as it was read: O brings the clean text back" if self.reader.is_original else ""
        )

    def action_info(self) -> None:
        opened = self.reader.opened
        if opened is not None:
            from tuireader.room.screens.sheets import InfoSheet

            self.app.push_screen(InfoSheet(opened, self.signs))

    def action_theme(self) -> None:
        name = self.room.next_theme()
        self.say(f'Theme {name}; to keep it: theme = "{name}" in config.toml')

    # -- the room ------------------------------------------------------------------------------------

    @property
    def room(self) -> "ReadingRoom":
        """The app, as what it is."""
        return cast("ReadingRoom", self.app)

    def action_commands(self) -> None:
        self.app.action_command_palette()

    def action_help(self) -> None:
        from tuireader.room.screens.sheets import help_sheet

        self.app.push_screen(help_sheet(self.signs, self.room.keys), self._run_named)

    def _run_named(self, id: str | None) -> None:
        action = action_named(id) if id else None
        if action is not None:
            self.run_named(action.method)

    def run_named(self, method: str) -> Any:
        """Run an action from the palette or the help."""
        return getattr(self, f"action_{method}")()

    def action_rescan(self) -> None:
        self.say("Looking for new and changed articles")
        self.scan()

    def action_quit(self) -> None:
        if self.is_in_text:
            self.leave_text()
        else:
            self.room.leave()

    @work(group="leave", exclusive=True)
    async def leave(self, code: int) -> None:
        """Keep the place, then go; a place that cannot be kept is no reason to stay."""
        keep = self.leave_place(None)
        if keep is not None:
            await self.attempt(keep)
        self.app.exit(return_code=code)

    async def greet(self) -> None:
        words = await self.attempt(self.desk.greeting)
        if words:
            self.say(words)

    def has_opened(self, uid: str) -> None:
        self._remember(uid)

    @work(group="remember", exclusive=True, thread=True, exit_on_error=False)
    def _remember(self, uid: str) -> None:
        try:
            self.desk.remember_article(uid)
        except TuireaderError as error:
            self.app.call_from_thread(self.complain, error)


def _choices(items: Sequence[PickItem]) -> list[Choice[str]]:
    """People or countries as rows to choose from, those of the open article apart."""
    return [
        Choice(
            item.query,
            item.name,
            item.detail,
            str(item.articles),
            group="in this article" if item.is_here else "in all articles",
        )
        for item in items
    ]


def _done(verb: str, what: str | None, nothing: str) -> str:
    return f"{verb}: {what}" if what else nothing


def _state_words(note: Note) -> str:
    if note.state == "unplaced":
        return "  (the passage is gone)"
    return "  (the passage has moved)" if note.state == "moved" else ""


_WHILE_TYPING = {"keep_typed", "drop_typed", "take_choice", "move_choice"}
"""Actions of keys that mean something else while a line is typed in."""

_BY_METHOD = {action.method: action.where for action in ACTIONS}
