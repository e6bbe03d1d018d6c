"""Sheets with rows to choose from, narrowed as one types: people, countries, notes, bookmarks, help."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuireader.errors import TuireaderError
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.rows_screen import RowsScreen
from tuireader.room.widgets.choice_rows import Choice, ChoiceRows, WholeRows
from tuireader.room.widgets.hints import Facts, Hints
from tuireader.room.widgets.row_list import RowList
from tuireader.text.fold import fold, words

T = TypeVar("T")

_AT_ONCE = 500
"""Rows that are narrowed at the key itself; more of them in a thread."""


class Chooser(RowsScreen[T | None], Generic[T]):
    """A sheet of choices, narrowed as one types; gives the chosen value, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        load: Callable[[], Sequence[Choice[T]]],
        *,
        signs: Glyphs,
        hint: str,
        empty_words: str,
        about: str = "",
        extra_lines: int = 0,
        whole_screen: bool = False,
        on_delete: Callable[[T], None] | None = None,
        on_edit: Callable[[T], None] | None = None,
        on_add: Callable[[], None] | None = None,
        search: Callable[[str], Sequence[Choice[T]]] | None = None,
        on_highlight: Callable[[T], None] | None = None,
        placeholder: str = "type to narrow",
        writes_whole: bool = False,
    ) -> None:
        """
        Args:
            title: what is chosen.
            load: gives all rows; called in a thread, while one may already type.
            signs: what to draw with.
            hint: the keys, in words.
            empty_words: what an empty sheet says: what to press.
            about: what stands under the title, in quiet lines.
            extra_lines: quiet lines under each title; with two or more the last stays blank.
            whole_screen: take the whole screen.
            search: gives further rows for what is typed, beyond those loaded; called in a thread.
            on_highlight: called with the value that the cursor has come to.
            on_edit: called with the value under the cursor on ctrl+e; the sheet closes.
            on_add: called on ctrl+a; the sheet closes.
            on_delete: called with the value under the cursor on ctrl+x; the row goes from the sheet.
            placeholder: what the line to type in says while it is empty.
            writes_whole: write each row over as many lines as that takes.
        """
        super().__init__()
        self._title = title
        self._load = load
        self._choices: list[Choice[T]] = []
        self._signs = signs
        self._hint = hint
        self._about = about
        self._empty = empty_words
        self._extra = extra_lines
        self._whole = whole_screen
        self._on_delete = on_delete
        self._on_edit = on_edit
        self._on_add = on_add
        self._search = search
        self._on_highlight = on_highlight
        self._placeholder = placeholder
        self._writes_whole = writes_whole
        self._at: tuple[T | None, int] | None = None
        self._is_filled = False
        self._is_taken_ahead = False
        """Whether Enter was pressed before there was a row to take."""
        if on_delete is not None:
            self._bindings.bind("ctrl+x", "delete", show=False, priority=True)
        if on_edit is not None:
            self._bindings.bind("ctrl+e", "edit", show=False, priority=True)
        if on_add is not None:
            self._bindings.bind("ctrl+a", "add", show=False, priority=True)

    def compose(self) -> ComposeResult:
        with Vertical(id="shelf" if self._whole else "picker", classes="sheet"):
            yield Static(Content(self._title), classes="sheet-title")
            if self._about:
                yield Static(Facts(self._about, self._signs.dot), classes="sheet-about")
            yield Input(placeholder=self._placeholder, id="picker-input", compact=True)
            kind = WholeRows[T] if self._writes_whole else ChoiceRows[T]
            yield kind(id="picker-rows", signs=self._signs, extra_lines=self._extra)
            yield Static(Hints(self._hint), classes="sheet-dim")

    def on_mount(self) -> None:
        self.begin()
        self._fill()

    def begin(self) -> None:
        """Give the keys to the line that narrows."""
        self.rows.can_focus = False
        self.set_focus(self.query_one(Input))

    def reload(self) -> None:
        """Take the rows anew; the cursor stays on its row, else at its place."""
        self._at = self.chosen, self.rows.cursor
        self._fill()

    @property
    def chosen(self) -> T | None:
        """The value under the cursor."""
        return self.rows.choices[self.rows.cursor].value if self.rows.row_count else None

    @work(description="work", exclusive=True)
    async def _fill(self) -> None:
        """Take the rows, narrowed to what has been typed meanwhile."""
        try:
            self._choices = list(await asyncio.to_thread(self._load))
        except TuireaderError as error:
            self._empty = str(error)
        self._is_filled = True
        self._narrow(self.query_one(Input).value)
        if self._whole:
            self.query_one(".sheet-title", Static).update(Content(f"{self._title} ({len(self._choices)})"))

    @property
    def rows(self) -> ChoiceRows[T]:
        """The rows that are left."""
        return self.query_one(ChoiceRows)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        """Keep the rows in which every word begins a word: no accents, any order."""
        sought = words(typed)
        if len(self._choices) > _AT_ONCE and sought:
            self._narrow_many(typed, sought)
        else:
            self._show_kept(typed, [choice for choice in self._choices if _has_all(choice, sought)])

    @work(description="work", exclusive=True, group="narrow")
    async def _narrow_many(self, typed: str, sought: Sequence[str]) -> None:
        """The same off the event loop: ten thousand rows take longer than a key may."""
        choices = self._choices
        kept = await asyncio.to_thread(lambda: [choice for choice in choices if _has_all(choice, sought)])
        if typed == self.query_one(Input).value:
            self._show_kept(typed, kept)

    def _show_kept(self, typed: str, kept: Sequence[Choice[T]]) -> None:
        cursor = 0
        if self._at is not None:
            value, cursor = self._at
            cursor = next((n for n, choice in enumerate(kept) if choice.value == value), cursor)
            self._at = None
        self.rows.show(kept, cursor=cursor)
        self._tell_highlighted()
        if self._is_taken_ahead and self._is_filled:
            self._is_taken_ahead = False
            self._choose()
        if not typed:
            self.rows.empty_words = (self._empty,)
        elif self._search is None:
            self.rows.empty_words = (f"Nothing here matches “{typed}”",)
        else:
            self.rows.empty_words = ("",)
            self._look_further(typed, kept)

    @work(description="work", exclusive=True, group="further")
    async def _look_further(self, typed: str, kept: Sequence[Choice[T]]) -> None:
        """Add what else answers: typos, other names, and rows beyond those loaded."""
        search = self._search
        if search is None:
            return
        try:
            found = await asyncio.to_thread(lambda: search(typed))
        except TuireaderError as error:
            self.rows.empty_words = (str(error),)
            self.rows.refresh()
            return
        if typed != self.query_one(Input).value:
            return
        known = {choice.value for choice in kept}
        loaded = {choice.value: choice for choice in self._choices}
        further = [loaded.get(choice.value, choice) for choice in found if choice.value not in known]
        if further:
            groups = list(dict.fromkeys(choice.group for choice in self._choices))
            both = [*kept, *further]
            both.sort(
                key=lambda choice: groups.index(choice.group) if choice.group in groups else len(groups)
            )
            # What comes above pushes nothing under the cursor that Enter was not meant for.
            under = self.chosen
            self.rows.show(both, cursor=next((n for n, c in enumerate(both) if c.value == under), 0))
        self.rows.empty_words = (f"Nothing matches “{typed}”",)
        self.rows.refresh()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._is_filled:
            self._choose()
        else:
            self._is_taken_ahead = True

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._tell_highlighted()

    def _tell_highlighted(self) -> None:
        if self._on_highlight is not None and self.rows.row_count and self.is_current:
            self._on_highlight(self.rows.choices[self.rows.cursor].value)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._choose()

    def _choose(self) -> None:
        if self.rows.row_count:
            self.dismiss(self.rows.choices[self.rows.cursor].value)

    def action_move(self, by: int) -> None:
        self.rows.move(by)

    def action_page(self, by: int) -> None:
        self.rows.move(by * self.rows.page)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_edit(self) -> None:
        if self._on_edit is not None and self.rows.row_count:
            value = self.rows.choices[self.rows.cursor].value
            self.dismiss(None)
            self._on_edit(value)

    def action_add(self) -> None:
        if self._on_add is not None:
            self.dismiss(None)
            self._on_add()

    def action_delete(self) -> None:
        if self._on_delete is not None and self.rows.row_count:
            choice = self.rows.choices[self.rows.cursor]
            self._choices.remove(choice)
            self._narrow(self.query_one(Input).value)
            self._on_delete(choice.value)


def _has_all(choice: Choice[T], sought: Sequence[str]) -> bool:
    if not sought:
        return True
    there = words(" ".join((choice.keys, choice.title, choice.detail, choice.tail, *choice.lines)))
    return all(any(word.startswith(part) for word in there) for part in map(fold, sought))
