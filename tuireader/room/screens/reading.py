"""Filter bar, list and reader, and how they move together. What is kept stands in `main`."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from tuireader.errors import TuireaderError
from tuireader.library.values import Progress
from tuireader.room.actions import ACTIONS, Action
from tuireader.room.desk import Desk, ListRow, Scope, Sort
from tuireader.room.glyphs import Glyphs
from tuireader.room.typesetting import PassageSpan
from tuireader.room.widgets.article_list import ArticleList
from tuireader.room.widgets.filter_bar import FilterBar, FilterInput, FindBar, FindInput, SuggestionMenu
from tuireader.room.widgets.reader import ReaderPane, Step
from tuireader.room.widgets.row_list import RowList
from tuireader.room.widgets.rule import Rule
from tuireader.room.widgets.status_line import StatusLine
from tuireader.search.engine import Answer
from tuireader.search.suggesting import Suggestion

T = TypeVar("T")

_OPEN_AFTER = 0.04
"""Seconds a row must stay under the cursor before it is opened: a held key must not flood the reader."""

ROOM_FOR_TWO = 100
"""Cells from which list and text stand side by side (`design.md` section 5)."""

_LOOK_EVERY = 1.0
"""Seconds between looks at what another window or a scan has changed."""

_SORTS: tuple[Sort, ...] = ("relevance", "date", "oldest", "length")
_SORT_WORDS = {
    "relevance": "best first",
    "date": "newest first",
    "oldest": "oldest first",
    "length": "longest first",
}
_SCOPE_WORDS: dict[Scope, str] = {
    "all": "",
    "unread": "unread",
    "bookmarked": "bookmarked",
    "noted": "with notes",
}

_PRINTED_KEYS = {"PgDn": "pagedown", "PgUp": "pageup"}


def textual_keys(keys: tuple[str, ...]) -> str:
    """Keys as printed, as Textual names them: parted by commas; a key nobody has where there is none."""
    return ",".join(_PRINTED_KEYS.get(key, key) for key in keys) or "f24"


def bindings_of(actions: tuple[Action, ...]) -> list[BindingType]:
    """Textual's bindings for the table of actions; ids let a user's keymap change the keys."""
    return [
        Binding(
            textual_keys(action.keys),
            action.method,
            action.words,
            show=False,
            # In order, before the next key is looked at: "/macorn" typed at once must all reach the filter.
            priority=True,
            id=action.id,
        )
        for action in actions
    ]


class ReadingScreen(Screen[None]):
    """Finds articles and reads them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(ACTIONS),
        Binding("enter", "keep_typed", show=False, priority=True),
        Binding("escape", "drop_typed", show=False, priority=True),
        Binding("tab", "take_choice", show=False, priority=True),
        Binding("down", "move_choice(1)", show=False, priority=True),
        Binding("up", "move_choice(-1)", show=False, priority=True),
    ]
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__()
        self.desk = desk
        self.signs = signs
        self._column = column
        self._title_words = title
        self._scan_first = scan
        self.scope: Scope = "all"
        self.sort: Sort = "relevance"
        self.total = 0
        """Articles in the library."""
        self._library_seen = -1
        self._notebook_seen = -1
        self._opening: Timer | None = None
        self._wanted_passage: tuple[str, PassageSpan | None] | None = None
        self._menu_wanted = False
        self._target: str | None = None
        """The article that is shown, or about to be."""
        self._offer_after = ""
        self._has_chosen = False
        self._asked = 0
        self._asked_text = ""
        self._answered = 0

    # -- parts ---------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield FilterBar(id="filter")
        yield Rule("┬" if self.signs.divider == "│" else "+", id="rule-top", signs=self.signs)
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield SuggestionMenu(id="menu", signs=self.signs)
                yield ArticleList(id="list", signs=self.signs)
            yield ReaderPane(id="reader", signs=self.signs, column=self._column)
        yield FindBar(id="find")
        yield Rule("┴" if self.signs.divider == "│" else "+", id="rule-bottom", signs=self.signs)
        yield StatusLine(id="status")

    @property
    def articles(self) -> ArticleList:
        """The list."""
        return self.query_one(ArticleList)

    @property
    def reader(self) -> ReaderPane:
        """The text."""
        return self.query_one(ReaderPane)

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self.query_one(StatusLine)

    @property
    def filter_bar(self) -> FilterBar:
        """The line at the head."""
        return self.query_one(FilterBar)

    @property
    def menu(self) -> SuggestionMenu:
        """What the word being typed could mean."""
        return self.query_one(SuggestionMenu)

    @property
    def is_in_text(self) -> bool:
        """Whether the text has the focus."""
        return self.focused is self.reader

    @property
    def is_narrow(self) -> bool:
        """Whether list and text are shown one at a time."""
        return self.app.size.width < ROOM_FOR_TWO or (self.has_class("-zen") and self.has_class("-reading"))

    def on_mount(self) -> None:
        self.set_class(self.signs.divider != "│", "-ascii")
        self.articles.empty_words = ("Reading the articles …",)
        self.start()

    @work(group="start", exclusive=True)
    async def start(self) -> None:
        """Show what is there, where it was left; then look for what is new."""
        await self.attempt(self.desk.load_drafts)
        last = await self.attempt(lambda: self.desk.notebook.recall("room.article"))
        await self._ask(last, self._next_question())
        if self._scan_first or not self.total:
            self.scan(is_first=True)
        self.set_interval(_LOOK_EVERY, self.look_for_changes)
        await self.greet()

    async def greet(self) -> None:
        """What the room says when it opens."""

    async def attempt(self, job: Callable[[], T]) -> T | None:
        """Run what may block on the disk off the event loop; say what went wrong, and give None then."""
        try:
            return await asyncio.to_thread(job)
        except TuireaderError as error:
            self.complain(error)
            return None

    def say(self, words: str) -> None:
        """Tell what just happened."""
        self.status.say(words)

    def complain(self, error: TuireaderError | str) -> None:
        """Tell what went wrong and what to do."""
        self.status.say(str(error), is_error=True)

    # -- asking --------------------------------------------------------------------------------------

    def ask(self, *, select: str | None = None, keep: bool = False) -> None:
        """Answer the query as it stands; put the cursor on `select`, or keep it where it is."""
        if keep and select is None:
            row = self.articles.row(self.articles.cursor)
            select = row.hit.row.uid if row is not None else None
        self._ask_soon(select, self._next_question())

    def _next_question(self) -> int:
        """A number for what is asked now; answers to lower ones are void."""
        self._asked += 1
        return self._asked

    @property
    def is_typing(self) -> bool:
        """Whether a line is typed in."""
        return isinstance(self.focused, FilterInput | FindInput)

    @property
    def is_behind(self) -> bool:
        """Whether what is on the screen is not yet what the next key will mean."""
        if self.is_typing:
            return False
        opened = self.reader.opened
        is_opening = self._target is not None and (opened is None or opened.uid != self._target)
        return self.is_asking or (self.is_in_text and is_opening)

    @property
    def is_asking(self) -> bool:
        """Whether the list does not yet show what is asked."""
        return self._answered != self._asked or self.filter_bar.text != self._asked_text

    @work(group="filter", exclusive=True)
    async def _ask_soon(self, select: str | None, number: int) -> None:
        await self._ask(select, number)

    async def _ask(self, select: str | None, number: int) -> None:
        query, scope, sort = self.filter_bar.text, self.scope, self.sort
        self._asked_text = query
        page = max(self.articles.page, 20)

        def work() -> tuple[Answer, int, int, Sequence[ListRow | None], int]:
            answer = self.desk.answer(query, scope, sort)
            cursor = self._index_of(answer, select)
            start = max(cursor - page, 0)
            rows = self.desk.rows(answer, start, min(cursor + 2 * page, len(answer.ids)))
            return answer, cursor, start, rows, self.desk.library.count()

        found = await self.attempt(work)
        if number != self._asked:
            return  # something else is asked by now
        self._answered = number
        if found is None:
            return
        answer, cursor, start, rows, self.total = found
        if answer.error is not None and query.strip():
            # The last good list stays; the bar says what is wrong and where.
            wrong = answer.error
            self.filter_bar.set_count("not understood", wrong=(wrong.start, wrong.end))
            self.complain(wrong.message)
            return
        if self.status.is_error or self.filter_bar.is_wrong:
            self.say("")
        self._say_empty(query)
        self.articles.show(answer, rows, start, cursor)
        self._say_count(answer)
        if not len(answer.ids):
            self._target = None
            self.reader.show(None)

    def _index_of(self, answer: Answer, uid: str | None) -> int:
        """Where an article stands in an answer; 0 where it does not."""
        if uid is None:
            return 0
        number = self.desk.library.id_of(uid)
        try:
            return answer.ids.index(number) if number is not None else 0
        except ValueError:
            return 0

    def _say_count(self, answer: Answer) -> None:
        narrowed = bool(self.filter_bar.text.strip()) or self.scope != "all"
        if narrowed:
            plus = "" if answer.total_is_exact else "+"
            words = f"{answer.total:,}{plus} of {self.total:,}"
            if self.scope != "all":
                words = f"{_SCOPE_WORDS[self.scope]} {self.signs.dot} {words}"
        else:
            words = f"{self.total:,} article{'s' if self.total != 1 else ''}"
            if not self.has_class("-narrow"):
                words = f"{words} {self.signs.dot} {self._title_words}"
        if self.sort != "relevance":
            words = f"{words} {self.signs.dot} {_SORT_WORDS[self.sort]}"
        self.filter_bar.set_count(words)

    def _say_empty(self, query: str) -> None:
        if not self.total:
            words: tuple[str, ...] = ("No articles yet.", "", "Quit with q, then: tuireader add FOLDER")
        elif query.strip():
            words = (f"Nothing matches “{query.strip()}”.", "", "Esc clears the filter.")
        elif self.scope != "all":
            words = (f"No articles {_SCOPE_WORDS[self.scope]}.", "", "1 lists all of them.")
        else:
            words = ()
        self.articles.empty_words = words
        self.reader.empty_words = () if self.total else ("Nothing to read yet.",)

    @on(ArticleList.WindowWanted)
    def _fetch_window(self, event: ArticleList.WindowWanted) -> None:
        event.stop()
        self._fill(event.generation, event.start, event.stop_at)

    @work(group="window", exclusive=True)
    async def _fill(self, generation: int, start: int, stop: int) -> None:
        answer = self.articles.answer
        if answer is None:
            return
        rows = await self.attempt(lambda: self.desk.rows(answer, start, stop))
        if rows is not None:
            self.articles.fill(generation, start, rows)

    def refresh_marks(self) -> None:
        """Draw list and text with what the notebook says now, without moving either."""
        start, stop = self.articles.window
        self._fill(self.articles.generation, start, stop)
        if self._target is not None:
            self.open_article(self._target)

    # -- what has changed elsewhere ------------------------------------------------------------------

    @work(group="look", exclusive=True)
    async def look_for_changes(self) -> None:
        """Take over what another window wrote, and what a scan has brought."""

        versions = await self.attempt(self.desk.versions)
        if versions is None:
            return
        library, notebook = versions
        if self._library_seen not in (-1, library):
            self.ask(keep=True)
        if self._notebook_seen not in (-1, notebook):
            self.refresh_marks()
        self._library_seen, self._notebook_seen = library, notebook

    @work(group="scan", exclusive=True, thread=True)
    def scan(self, *, is_first: bool = False) -> None:
        """Bring the library up to date while the room is in use; `is_first` says nothing of nothing new."""
        worker = get_current_worker()

        def tell(progress: Progress) -> None:
            of = f" of {progress.total:,}" if progress.total else ""
            words = f"Reading articles: {progress.done:,}{of}"
            self.app.call_from_thread(setattr, self.status, "busy", words)

        try:
            report = self.desk.scan(tell, lambda: worker.is_cancelled)
        except TuireaderError as error:
            self.app.call_from_thread(self._scan_failed, error)
        else:
            changed = report.added + report.updated + report.removed
            words = "" if is_first else "Nothing new"
            if changed:
                counts = ((report.added, "new"), (report.updated, "changed"), (report.removed, "gone"))
                words = ", ".join(f"{count:,} {what}" for count, what in counts if count)
            if report.skipped:
                words = f"{words}  {len(report.skipped):,} skipped (tuireader sources says why)".strip()
            self.app.call_from_thread(self._scan_done, bool(changed), words)

    def _scan_failed(self, error: TuireaderError) -> None:
        self.status.busy = ""
        self.complain(error)

    def _scan_done(self, changed: bool, words: str) -> None:
        self.status.busy = ""
        if words:
            self.say(words)
        if changed or not self.total:
            self.ask(keep=True)

    # -- opening -------------------------------------------------------------------------------------

    @on(RowList.Highlighted, "#list")
    def _highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        if self._opening is not None:
            self._opening.stop()
        if event.by_hand and not self.is_in_text:
            # What was said of another article would be read as said of this one.
            self.say("")
        row = self.articles.row(event.index)
        if row is not None and self.reader.opened is not None and row.hit.row.uid == self.reader.opened.uid:
            self.open_article(row.hit.row.uid)
            return
        if self.is_in_text:
            self.open_under_cursor()
        else:
            self._opening = self.set_timer(_OPEN_AFTER, self.open_under_cursor)

    def open_under_cursor(self) -> None:
        """Show the article under the cursor."""
        row = self.articles.row(self.articles.cursor)
        if row is not None:
            self.open_article(row.hit.row.uid)
        elif self.articles.row_count:
            self._opening = self.set_timer(_OPEN_AFTER, self.open_under_cursor)

    def open_article(self, uid: str) -> None:
        """Show an article in the reader, or show it anew."""
        self._target = uid
        self._open(uid)

    @work(group="open", exclusive=True)
    async def _open(self, uid: str) -> None:
        answer = self.articles.answer
        left = self.leave_place(uid)
        if left is not None:
            # A place that cannot be kept (a full disk) is no reason not to read on.
            await self.attempt(left)
        opened = await self.attempt(lambda: self.desk.open(uid, answer))
        if uid != self._target or (opened is None and self.status.is_error):
            return
        self.reader.show(opened)
        if self._wanted_passage is not None and self._wanted_passage[0] == uid:
            passage = self._wanted_passage[1]
            self._wanted_passage = None
            if passage is not None:
                self.reader.show_passage(passage)
        self.has_opened(uid)

    def leave_place(self, next_uid: str | None) -> Callable[[], None] | None:
        """What keeps the place in the article that is left; None when there is nothing to keep."""
        opened = self.reader.opened
        if opened is None or opened.uid == next_uid or self.desk.notebook.readonly:
            return None
        uid, place = opened.uid, self.reader.place
        if place == opened.position or (place is None and opened.position is None):
            return None
        block, offset = place or (0, 0)
        return lambda: self.desk.notebook.set_position(uid, block, offset)

    def has_opened(self, uid: str) -> None:
        """Called when an article is on the screen."""

    @on(RowList.Chosen, "#list")
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_open()

    @on(ReaderPane.Moved)
    def _moved(self, event: ReaderPane.Moved) -> None:
        event.stop()
        self.show_status()

    def show_status(self) -> None:
        """Where one is, and what can be pressed there."""
        reader = self.reader
        if reader.opened is None or (self.is_narrow and not self.has_class("-reading")):
            self.status.place = ""
        else:
            left = reader.minutes_left
            rest = f" {self.signs.dot} {left} min left" if left and not reader.is_at_end else ""
            self.status.place = f"{reader.progress_words}{rest}"
        if self.is_in_text:
            ahead = ("space", "next unread") if reader.is_at_end else ("]", f"next {reader.ahead}")
            self.status.hints = (ahead, ("/", "find"), ("a", "note"), ("?", "help"), ("Esc", "list"))
        elif isinstance(self.focused, FilterInput):
            self.status.hints = (("Enter", "list"), ("Tab", "take name"), ("Esc", "clear"))
        elif isinstance(self.focused, FindInput):
            self.status.hints = (("Enter", "keep, n N step"), ("Esc", "stop"))
        else:
            self.status.hints = (
                ("Enter", "read"),
                ("/", "filter"),
                ("?", "help"),
                ("b", "mark"),
                ("a", "note"),
                ("q", "quit"),
            )

    # -- panes ---------------------------------------------------------------------------------------

    def on_descendant_focus(self) -> None:
        self.show_status()
        self.reader.refresh()

    def on_resize(self, event: Resize) -> None:
        self.call_later(self.arrange_panes)

    def _join_rules(self) -> None:
        """Let the rules meet the line between the panes."""
        both = self.query_one("#left").display and self.reader.display
        column = self.reader.region.x if both else -1
        for rule in self.query(Rule):
            rule.join = column
        answer = self.articles.answer
        if answer is not None and not self.filter_bar.is_wrong:
            self._say_count(answer)
        self.show_status()

    def arrange_panes(self) -> None:
        """Show list and text as there is room: in code, so that the focus can follow before the next key."""
        is_reading = self.has_class("-reading")
        alone = self.is_narrow
        self.query_one("#left").display = not (alone and is_reading)
        self.reader.display = is_reading or not alone
        self.reader.set_class(alone, "-alone")
        hides_bars = self.has_class("-zen") and is_reading
        self.filter_bar.display = not hides_bars
        self.query_one("#rule-top").display = not hides_bars
        self.call_after_refresh(self._join_rules)

    def enter_text(self) -> None:
        """Give the text the focus; where there is room for one, show it alone."""
        self.add_class("-reading")
        self.arrange_panes()
        self.set_focus(self.reader)

    def leave_text(self) -> None:
        """Back to the list."""
        self.remove_class("-reading")
        self.arrange_panes()
        self.set_focus(self.articles)
        self.call_after_refresh(self.articles.show_cursor)

    def open_filter(self) -> None:
        """Go to the filter bar."""
        self.remove_class("-reading")
        self.arrange_panes()
        line = self.filter_bar.input
        self.set_focus(line)
        line.cursor_position = len(line.value)

    # -- stepping in the text ------------------------------------------------------------------------

    def tell_step(self, step: Step | None, nothing: str, unit: str) -> None:
        """Say where a step led."""
        if step is None:
            self.say(nothing)
            return
        what = f" {self.signs.dot} {step.what}" if step.what not in (unit, "") else ""
        wrapped = f" {self.signs.dot} from the other end" if step.has_wrapped else ""
        self.say(f"{unit} {step.number} of {step.total}{what}{wrapped}")

    # -- the filter bar ------------------------------------------------------------------------------

    @on(FilterBar.Changed)
    def _filter_changed(self, event: FilterBar.Changed) -> None:
        event.stop()
        opened = self.reader.opened
        self.ask(select=opened.uid if opened is not None and not event.query.strip() else None)
        # A suggestion that was just taken suggests nothing; the next letter does.
        self._menu_wanted = self.is_typing and event.query != self._offer_after
        self._has_chosen = False
        self._suggest(event.query, event.cursor)

    @work(group="suggest", exclusive=True)
    async def _suggest(self, query: str, cursor: int) -> None:
        if not query.strip() or not self._menu_wanted:
            self.menu.show(())
            return
        suggestions = await self.attempt(lambda: self.desk.suggest(query, cursor))
        self.menu.show(suggestions if suggestions and self._menu_wanted else ())

    # Enter, Esc, Tab and the arrows, while a line is typed in.

    def action_keep_typed(self) -> None:
        """Enter: go to what the filter lists, or to what was found."""
        if isinstance(self.focused, FindInput):
            self._close_find()
        elif self._has_chosen and self.menu.chosen is not None:
            self.take(self.menu.chosen)
        else:
            self._close_filter()

    def action_drop_typed(self) -> None:
        """Esc: no filter, or nothing looked for, any more."""
        if isinstance(self.focused, FindInput):
            self.reader.find("")
            self._close_find()
        else:
            self.filter_bar.set_text("")
            self._close_filter()

    def action_take_choice(self) -> None:
        """Tab: write the suggestion in place of what was typed for it."""
        chosen = self.menu.chosen
        if chosen is not None:
            self.take(chosen)
        else:
            self.action_keep_typed()

    def action_move_choice(self, direction: int) -> None:
        """Down or up: another suggestion, or on to the list."""
        at = self.menu.cursor + direction
        if isinstance(self.focused, FindInput):
            self.tell_find(self.reader.step("match", direction))
        elif self.menu.chosen is None or at >= self.menu.row_count:
            self._close_filter()
        else:
            self.menu.cursor = at
            self._has_chosen = True

    def take(self, chosen: Suggestion) -> None:
        """Write a suggestion in place of what was typed for it."""
        text = self.filter_bar.text
        rest = text[chosen.end :].lstrip()
        before = f"{text[: chosen.start]}{chosen.insert} "
        self._menu_wanted = False
        self.menu.show(())
        self._offer_after = before + rest
        self.filter_bar.set_text(before + rest, cursor=len(before))

    @on(RowList.Chosen, "#menu")
    def _suggestion_clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        chosen = self.menu.chosen
        if chosen is not None:
            self.take(chosen)

    def set_filter(self, query: str) -> None:
        """Ask this, and go to the list."""
        self.filter_bar.set_text(query)
        self._close_filter()

    def _close_filter(self) -> None:
        self._menu_wanted = False
        self.menu.show(())
        self.leave_text()

    # -- the find bar --------------------------------------------------------------------------------

    @on(FindInput.Changed, "#find-input")
    def _find_changed(self, event: FindInput.Changed) -> None:
        event.stop()
        found = self.reader.find(event.value)
        if not event.value.strip():
            self.query_one(FindBar).set_count("")
        elif not found:
            self.query_one(FindBar).set_count("not in this text")
        else:
            self.tell_find(self.reader.step("match", 1))

    def tell_find(self, step: Step | None) -> None:
        """Say which match of how many, in the find bar."""
        self.query_one(FindBar).set_count(f"{step.number} of {step.total}" if step else "")

    def open_find(self) -> None:
        """Open the find bar and go there."""
        bar = self.query_one(FindBar)
        bar.display = True
        bar.input.value = ""
        bar.set_count("")
        self.set_focus(bar.input)

    def _close_find(self) -> None:
        self.query_one(FindBar).display = False
        self.enter_text()

    # -- actions are in `main` -----------------------------------------------------------------------

    def action_open(self) -> None:
        """Read the article under the cursor."""
        raise NotImplementedError

    def next_sort(self) -> None:
        """Sort the list another way."""
        self.sort = _SORTS[(_SORTS.index(self.sort) + 1) % len(_SORTS)]
        self.say(f"Sorted: {_SORT_WORDS[self.sort]}")
        self.ask(keep=True)
