"""What is kept from the room: bookmarks, read marks, tags and notes, and the way back to them."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual import work

from tuireader.library.values import StoredArticle
from tuireader.notebook.values import Draft, Note
from tuireader.room.dating import date_words
from tuireader.room.desk import Desk
from tuireader.room.glyphs import Glyphs
from tuireader.room.noting import Candidate, Unsaved
from tuireader.room.page import PassageSpan
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.reading import ReadingScreen
from tuireader.room.tagging import tags_in, tags_line
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.ink import clipped

if TYPE_CHECKING:
    from tuireader.room.screens.editor import Written
    from tuireader.room.screens.notes import Goal


class Named(Protocol):
    """Whatever has a headline: an open article, a row of the list."""

    @property
    def headline(self) -> str: ...


class KeepingScreen(ReadingScreen):
    """Writes to the notebook, one deed after the other, and says so once it is on disk."""

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__(desk, signs=signs, column=column, title=title, scan=scan)
        self._keeping = asyncio.Lock()
        self._deeds = 0

    # -- deeds -------------------------------------------------------------------------------------------

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

    async def deeds_done(self) -> None:
        """Wait until what has been asked for by now is in the notebook."""
        async with self._keeping:
            return  # a lock is given in the order of asking

    def keep(self, job: Callable[[], str | None], then: Callable[[], object] | None = None) -> None:
        """Write to the notebook in a thread, then say what was written: never before it is on disk.

        One after the other, in the order of the keys: an undo must not overtake what it undoes.

        Args:
            job: writes, and gives the words to say.
            then: called when it is done, whether it went well or not.
        """
        self._deeds += 1
        self._keep_in_turn(job, then)

    @work(description="work", group="keep")
    async def _keep_in_turn(self, job: Callable[[], str | None], then: Callable[[], object] | None) -> None:
        async with self._keeping:
            words = await self.attempt(job)
        self._deeds -= 1
        if words:
            self.say(words)
        self.refresh_marks()
        if then is not None:
            then()

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

        self.keep(job)

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

        self.keep(job)

    def action_open(self) -> None:
        """Read the article under the cursor; that marks it read."""
        super().action_open()
        self._mark_read()

    def _mark_read(self) -> None:
        """Reading an article marks it read, without a word."""
        row = self.articles.row(self.articles.cursor)
        if row is not None and not row.is_read and not self.desk.notebook.readonly:
            uid = row.hit.row.uid
            self.keep(lambda: self.desk.mark_read(uid))

    def action_undo(self) -> None:
        self.undo()

    def action_redo(self) -> None:
        self.redo()

    def undo(self, then: Callable[[], object] | None = None) -> None:
        """Take back the last deed."""
        self.keep(lambda: _done("Undone", self.desk.notebook.undo(), "Nothing to undo"), then)

    def redo(self, then: Callable[[], object] | None = None) -> None:
        """Do again what was undone last."""
        self.keep(lambda: _done("Done again", self.desk.notebook.redo(), "Nothing to redo"), then)

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
                self.keep(
                    lambda: told if self.desk.set_tags(uid, tags) else "This article has left the library"
                )

        title = f"Tags of “{clipped(headline, 60)}”"
        self.app.push_screen(
            LineInput(title, lambda: tags_line(self.desk.tags(uid)), "tags, parted by spaces"), typed
        )

    # -- notes -------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """A note on the whole article under the cursor."""
        row = self.articles.row(self.articles.cursor)
        if row is not None:
            self._open_editor(row.hit.row.uid, row.hit.row)
        else:
            self.say("No article is selected")

    @work(description="work", group="go-on", exclusive=True)
    async def go_on_with(self, unsaved: Unsaved) -> None:
        """Open the editor on a draft, wherever it was left; its article, even its note, may be gone."""
        draft = unsaved.draft
        note_id = draft.note_id
        stored = await self.attempt(lambda: self.desk.library.article(draft.uid))
        note = await self.attempt(lambda: self.desk.notebook.note(note_id, deleted=True)) if note_id else None
        if note_id is None or note is not None:
            self._open_editor(draft.uid, unsaved, note=note, draft=draft, stored=stored)

    def _open_editor(
        self,
        uid: str,
        named: Named,
        *,
        span: tuple[int, int] | None = None,
        note: Note | None = None,
        draft: Draft | None = None,
        stored: StoredArticle | None = None,
    ) -> None:
        """Open the editor at once, on the draft that was left there if there is one."""
        from tuireader.room.screens.editor import NoteEditor

        note_id = note.id if note else None
        draft = draft or self.desk.draft_on(uid, note_id)
        opened = self.reader.opened
        # The passage is chosen in the text that is on the screen: it is kept with that text, whatever comes.
        if stored is None and opened is not None and opened.uid == uid:
            stored = opened.stored
        text = stored.article.text if stored is not None else ""
        if draft is not None and stored is not None:
            span = draft.span_in(text)
        quote = (note.quote or "") if note else (text[span[0] : span[1]] if span else "")
        if not quote and draft is not None and draft.anchor is not None:
            quote = draft.anchor.exact
        meanwhile = []

        def keep(written: "Written") -> None:
            kept = self.desk.write_note(
                uid,
                written.body,
                written.tags,
                note_id=note_id,
                stored=stored,
                span=span,
                draft=draft,
                headline=named.headline,
            )
            if note is not None and kept.revision > note.revision + 1:
                meanwhile.append(kept)

        title = f"{'Edit the note' if note else 'Note'} on “{clipped(named.headline, 70)}”"
        editor = NoteEditor(
            title=f"{title}  (the draft that was left; emptied, it goes)" if draft else title,
            quote=quote,
            body=draft.body if draft else (note.body if note else ""),
            tags=draft.tags if draft else (note.tags if note else ()),
            keep=keep,
            keep_draft=lambda w: self.desk.keep_draft(
                uid, w.body, w.tags, note_id=note_id, text=text, span=span, draft=draft
            ),
        )

        def closed(written: "Written | None") -> None:
            if written is not None:
                told = "Note saved over what another window wrote: u brings that back"
                self.say(told if meanwhile else f"Note saved {self.signs.dot} u undo")
            elif self.desk.draft_on(uid, note_id) is not None:
                self.say(f"Draft kept: {'e' if note else 'a'} goes on with it")
            self.refresh_marks()

        self.app.push_screen(editor, closed)

    def delete_note(self, note: Note, then: Callable[[], object] | None = None) -> None:
        """Delete a note or highlight."""

        def job() -> str:
            self.desk.notebook.delete_note(note.id)
            return f"{note.kind.capitalize()} deleted {self.signs.dot} u brings it back"

        self.keep(job, then)

    def ask_home(self, candidate: Candidate, then: Callable[[], object], read: Callable[[], object]) -> None:
        """Ask whether an article that is gone is another one now; what was made goes along only if so.

        Args:
            candidate: the two articles.
            then: called when the answer is kept.
            read: called to read the one that it may be now.
        """
        perhaps, there = candidate.perhaps, clipped(candidate.headline, 40)
        choices = [
            Choice("yes", "Yes: what was made on it goes along", lines=(f"to “{there}”", "")),
            Choice("no", "No, another story: it stays where it is", lines=("this is not asked again", "")),
            Choice("read", "Read it first", lines=(perhaps.path, "")),
        ]

        def answered(answer: str | None) -> None:
            if answer == "read":
                read()
            elif answer is not None:
                self.keep(take_over if answer == "yes" else refuse, then)

        def take_over() -> str:
            count = self.desk.take_over(candidate)
            if count is None:
                return "This article has left the library"
            return f"{count:,} went along to “{there}” {self.signs.dot} u undo"

        def refuse() -> str:
            self.desk.refuse(perhaps)
            return "It stays as it is"

        chooser: Chooser[str] = Chooser(
            f"“{clipped(perhaps.headline, 40)}” is gone",
            lambda: choices,
            signs=self.signs,
            hint="Enter takes it   Esc asks another time",
            empty_words="",
            about=f"{perhaps.likeness:.0%} of its words are in “{there}”: is it this one now?",
            extra_lines=2,
        )
        self.app.push_screen(chooser, answered)

    def edit_note(self, note: Note, *, here: bool = False) -> None:
        """Edit a note; `here` in the room, whatever editor is set."""
        self._open_editor(note.uid, note, note=note)

    # -- all that was kept -------------------------------------------------------------------------------

    def action_show_notes(self) -> None:
        from tuireader.room.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self), self._go_to_goal)

    def _go_to_goal(self, goal: "Goal | None") -> None:
        if goal is not None:
            self.go_to(goal.uid, goal.note, pins=goal.pins)

    def action_show_bookmarks(self) -> None:
        def load() -> list[Choice[str]]:
            return [
                Choice(
                    mark.uid,
                    mark.headline,
                    " ".join(f"#{tag}" for tag in mark.tags),
                    lines=(
                        f" {self.signs.dot} ".join(
                            part
                            for part in (
                                date_words(mark.date),
                                mark.source or "",
                                f"kept {date_words(mark.created)}",
                                mark.path,
                            )
                            if part
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

    @work(description="work", group="go", exclusive=True)
    async def go_to(
        self,
        uid: str,
        note: Note | None,
        *,
        pins: bool = False,
        place: tuple[int, int] | None = None,
        lit: PassageSpan | None = None,
    ) -> None:
        """Open an article wherever it is.

        Args:
            uid: the article.
            note: whose passage is gone to; None for where the article was left.
            pins: let the next selection be the note's new passage.
            place: a block and an offset to go to instead.
            lit: the passage to go to and to light.
        """
        if place is None or lit is not None:
            self.remember_place()
        number = await self.attempt(lambda: self.desk.library.id_of(uid))
        if number is None:
            if not self.status.is_error:
                self.complain("This article has left the library; what was kept of it stays in the notebook")
            return
        passage = await self.attempt(lambda: self.desk.passage_of(note)) if note is not None else None
        if place is not None:
            passage = lit or PassageSpan(place[0], place[1], place[1])
        answer = self.articles.answer
        if answer is None or number not in answer.ids:
            self.scope = "all"
            self.filter_bar.set_text("", quietly=True)
        self._wanted_passage = (uid, passage)
        await self._ask(uid, self._next_question())
        self.enter_text()
        self.open_article(uid)
        self._mark_read()
        if note is not None and pins:
            self.pinned_next(note)

    def remember_place(self) -> None:
        """Called before a place in the text is left for another."""

    def pinned_next(self, note: Note) -> None:
        """Called when a note waits for its passage to be shown by hand."""


def _done(verb: str, what: str | None, nothing: str) -> str:
    if not what:
        return nothing
    # The articles of a source come and go with a scan, which nobody has asked for yet.
    scans = what.startswith(("source ", "removal of the source "))
    return f"{verb}: {what}{': R brings the list up to date' if scans else ''}"
