"""A list drawn by lines: any number of rows at the cost of those on the screen.

Textual's OptionList, DataTable and ListView measure every row (2 s and more at 100,000 rows, measured); this
one knows only how many rows there are and asks for the lines that are visible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import Grounded, clipped, row
from tuireader.text.wrap import wrap


@dataclass(frozen=True, slots=True)
class Divider:
    """A line before a row that begins a group."""

    start: int
    words: str


class RowList(Grounded, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor, of equal height unless a subclass says otherwise; subclasses paint them."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--cursor",
        "row-list--title",
        "row-list--quiet",
        "row-list--dim",
        "row-list--mark",
        "row-list--hit",
        "row-list--name",
        "row-list--bar",
    }

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor; `watch_cursor` repaints the two rows that change, not all."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row."""

        rows: "RowList"
        index: int
        by_hand: bool = False
        """Whether the reader moved it there, not a new list."""

        @property
        def control(self) -> "RowList":
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was taken with a click."""

        rows: "RowList"
        index: int

        @property
        def control(self) -> "RowList":
            return self.rows

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.empty_words: Sequence[str] = ()
        """What an empty list says, line by line: what to press."""

    # -- what subclasses say -------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def row_height(self) -> int:
        """Lines of a row."""
        return 1

    def height_of(self, index: int) -> int:
        """Lines of one row; who says other than `row_height` says in `top_of` and `row_at` where rows are."""
        return self.row_height

    @property
    def gap(self) -> int:
        """Blank lines that end a row."""
        return 0

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        """One line of a row."""
        raise NotImplementedError

    @property
    def dividers(self) -> Sequence[Divider]:
        """Where groups begin, in order; a handful at most."""
        return ()

    # -- where rows are ------------------------------------------------------------------------------

    def top_of(self, index: int) -> int:
        """The first line of a row."""
        return index * self.row_height + sum(1 for divider in self.dividers if divider.start <= index)

    def row_at(self, line: int) -> tuple[int, int]:
        """The row a line belongs to and the line's number in it; (-1, 0) for a line between rows."""
        before = 0
        for divider in self.dividers:
            at = divider.start * self.row_height + before
            if line < at:
                break
            if line == at:
                return -1, 0
            before += 1
        return divmod(line - before, self.row_height)

    def _divider_at(self, line: int) -> Divider | None:
        return next((divider for divider in self.dividers if line == self.top_of(divider.start) - 1), None)

    # -- drawing -------------------------------------------------------------------------------------

    def ink(self, part: str) -> Style:
        """The style of one part, over the list's own."""
        return self.get_component_rich_style(f"row-list--{part}", partial=True)

    def resized_rows(self) -> None:
        """Call after the number or height of rows has changed."""
        last = self.row_count - 1
        lines = self.top_of(last) + self.height_of(last) if last >= 0 else 0
        self.virtual_size = Size(self.scrollable_content_region.width, lines)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        width = self.size.width
        index, part = self.row_at(line)
        if not 0 <= index < self.row_count:
            return self.paint_between(line, width)
        return self.paint(index, part, width, index == self.cursor)

    def paint_between(self, line: int, width: int) -> Strip:
        """A line that belongs to no row: a divider, what an empty list says, or nothing."""
        base = self.base_ink
        dim = base + self.ink("dim")
        divider = self._divider_at(line)
        if divider is not None:
            rule = self.signs.rule
            left = f"  {rule}{rule} {clipped(divider.words, max(width - 6, 1), self.signs.ellipsis)} "
            return row([Segment(left + rule * max(width - cell_len(left) - 1, 0), dim)], width, base)
        if not self.row_count:
            words = [
                text[start:end]
                for text in self.empty_words
                for start, end in wrap(text, max(width - 4, 8), cell_len)
            ]
            if 0 <= line - 1 < len(words):
                return row([Segment(f"  {words[line - 1]}", dim)], width, base)
        return Strip.blank(width, base)

    def on_resize(self) -> None:
        self.resized_rows()
        self.show_cursor()

    # -- the cursor ----------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.row_count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        for index in (old, new):
            if 0 <= index < self.row_count:
                self.refresh_lines(self.top_of(index), self.height_of(index) - self.gap)
        self.show_cursor()
        if old != new:
            self.post_message(self.Highlighted(self, new, by_hand=True))

    def show_cursor(self) -> None:
        """Scroll so far that the whole row under the cursor can be seen."""
        height = self.size.height
        if not height or not self.row_count:
            return
        top, lines = self.top_of(self.cursor), self.height_of(self.cursor)
        bottom = top + lines
        y = self.scroll_offset.y
        if self._divider_at(top - 1) is not None:
            top -= 1
        if top < y or self.cursor == 0:
            y = top if self.cursor else 0
        elif bottom > y + height:
            y = max(bottom - height, 0) if lines < height else top
        self.scroll_to(y=y, animate=False, force=True)

    @property
    def page(self) -> int:
        """Rows that fit on the screen, at least one."""
        return max(1, self.size.height // max(1, self.row_height))

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        self.cursor += rows

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index, _ = self.row_at(self.scroll_offset.y + offset.y)
        if 0 <= index < self.row_count:
            was = self.cursor
            self.cursor = index
            self.clicked(again=index == was or event.chain > 1)

    def clicked(self, *, again: bool) -> None:
        """The row under the cursor was clicked, `again` when the cursor was there: that chooses it."""
        if again:
            self.post_message(self.Chosen(self, self.cursor))
