"""The filter bar: what is asked, how many articles answer, and what the word being typed could mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import clipped, row
from tuireader.room.widgets.row_list import RowList
from tuireader.search.suggesting import Suggestion

_PLACEHOLDER = "type to filter: people, countries, words"
_SHORT_PLACEHOLDER = "filter"
_ROOM_FOR_WORDS = 64
"""Cells from which the longer placeholder is shown whole."""


class WrongPart(Highlighter):
    """Marks the part of a query that could not be read."""

    span: tuple[int, int] | None = None

    def __init__(self, ink: Callable[[], Style]) -> None:
        """
        Args:
            ink: gives what errors are written with; asked at each drawing, as the theme may be another.
        """
        self._ink = ink

    def highlight(self, text: Text) -> None:
        """Lay the mark over the part, in the line as it is drawn."""
        if self.span is not None:
            start, end = self.span
            text.stylize(self._ink() + Style(underline=True, bold=True), start, max(end, start + 1))


class FilterInput(Input):
    """The line that is typed in; Enter, Esc, Tab and the arrows are the screen's."""

    is_fresh = False
    """Whether nothing has been typed since the line was gone to."""

    async def _on_key(self, event: events.Key) -> None:
        """A second / takes the whole line, to be replaced by what is typed next; later it is a letter.

        Of all other keys Textual asks what the line does with them next.
        """
        if event.character == "/" and (self.is_fresh or not self.value):
            event.stop()
            event.prevent_default()
            self.action_select_all()

    def watch_value(self, value: str) -> None:
        """Whatever changes the line: what stands there was meant."""
        self.is_fresh = False


class FilterBar(Horizontal):
    """Sign, input line, and at the right end the count."""

    @dataclass
    class Changed(Message):
        """Another query is asked."""

        query: str
        cursor: int

    @dataclass
    class CountClicked(Message):
        """Somebody wants to know more of how many there are."""

    def __init__(self, *, id: str | None = None, placeholder: str = _PLACEHOLDER) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._quiet: str | None = None
        self._wrong = WrongPart(self._error_ink)

    def compose(self) -> ComposeResult:
        yield Static(Content("/ "), id="filter-sign")
        yield FilterInput(
            placeholder=self._placeholder,
            id="filter-input",
            compact=True,
            select_on_focus=False,
            highlighter=self._wrong,
        )
        yield Static(Content(""), id="filter-count")

    @property
    def input(self) -> FilterInput:
        """The line that is typed in."""
        return self.query_one(FilterInput)

    @property
    def text(self) -> str:
        """The query as typed."""
        return self.input.value

    def set_text(self, text: str, *, quietly: bool = False, cursor: int | None = None) -> None:
        """Put a query into the line, the cursor at its end or at `cursor`; `quietly` posts no `Changed`."""
        if text == self.input.value:
            return
        if quietly:
            self._quiet = text
        self.input.value = text
        self.input.cursor_position = len(text) if cursor is None else cursor

    @property
    def is_wrong(self) -> bool:
        """Whether the query could not be read."""
        return self._wrong.span is not None

    def set_count(self, words: str, *, wrong: tuple[int, int] | None = None) -> None:
        """Say how many articles answer, and which part of the query could not be read, if any."""
        count = self.query_one("#filter-count", Static)
        count.set_class(wrong is not None, "-error")
        count.update(Content(words))
        self._wrong.span = wrong
        self.input.refresh()

    def _error_ink(self) -> Style:
        error = self.app.current_theme.error
        return Style(color=Color.parse(error).rich_color) if error else Style.null()

    def on_resize(self, event: events.Resize) -> None:
        self.input.placeholder = (
            self._placeholder if event.size.width >= _ROOM_FOR_WORDS else _SHORT_PLACEHOLDER
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._quiet == event.value:
            self._quiet = None
            return
        self._quiet = None
        self.post_message(self.Changed(event.value, self.input.cursor_position))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()

    def on_click(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.id == "filter-count":
            event.stop()
            self.post_message(self.CountClicked())


class SuggestionMenu(RowList, can_focus=False):
    """People and countries the word being typed could mean, each with its count and kind."""

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id, signs=signs)
        self._suggestions: Sequence[Suggestion] = ()

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer these; an empty menu is not shown."""
        self._suggestions = suggestions
        self.styles.height = max(len(suggestions), 1)
        self.display = bool(suggestions)
        self.cursor = 0
        self.resized_rows()

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion under the cursor."""
        return self._suggestions[self.cursor] if self.display and self._suggestions else None

    @property
    def row_count(self) -> int:
        return len(self._suggestions)

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        base = self.base_ink
        if is_cursor:
            base = base + self.ink("cursor")
        item = self._suggestions[index]
        dim = base + self.ink("dim")
        count = str(item.articles) if item.articles else ""
        tail = " Tab " if is_cursor else "     "
        room = max(width - cell_len(count) - 19, 6)
        name = clipped(item.name, room, self.signs.ellipsis)
        detail = clipped(item.detail, room - cell_len(name) - 2, self.signs.ellipsis)
        lead = [
            Segment(f"{self.signs.cursor if is_cursor else ' '} ", base + self.ink("bar")),
            Segment(f"{item.kind:<9}", dim),
        ]
        left = [Segment(name, base + self.ink("name")), Segment(f"  {detail}" if detail else "", dim)]
        return row(left, width, base, [Segment(count, base), Segment(tail, dim)], lead=lead)


class FindInput(Input):
    """The line in which a find in the text is typed; Enter and Esc are the screen's."""


class FindBar(Horizontal):
    """Find in the open article: sign, input line and count; hidden until asked for."""

    def on_mount(self) -> None:
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static(Content("find: "), id="find-sign")
        yield FindInput(id="find-input", compact=True)
        yield Static(Content(""), id="find-count")

    @property
    def input(self) -> FindInput:
        """The line that is typed in."""
        return self.query_one(FindInput)

    def set_count(self, words: str) -> None:
        """Say which match of how many."""
        self.query_one("#find-count", Static).update(Content(words))
