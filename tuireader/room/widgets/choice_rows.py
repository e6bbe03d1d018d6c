"""Rows to choose from: with what stands behind and under a title, cut to their lines or written whole."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from tuireader.room.glyphs import Glyphs
from tuireader.room.widgets.ink import clipped, row
from tuireader.room.widgets.row_list import Divider, RowList
from tuireader.text.wrap import wrap

T = TypeVar("T")

_ROOM_FOR_COLUMN = 60
"""Cells of a list from which the column of keys is as wide as it likes."""

_COLUMN, _NARROW_COLUMN = 18, 12
"""Cells of the column of keys, and where there is less room."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A row: a title with what stands behind it, and under it any number of quiet lines."""

    value: T
    title: str
    detail: str = ""
    tail: str = ""
    """At the right end: a count, a date."""
    lines: tuple[str, ...] = ()
    group: str = ""
    """Rows of one group stand together under the group's name."""
    keys: str = ""
    """What is pressed for it: in a column before the title, in rows that are written whole."""


class ChoiceRows(RowList, Generic[T]):
    """The rows of a chooser."""

    def __init__(self, *, id: str, signs: Glyphs, extra_lines: int) -> None:
        super().__init__(id=id, signs=signs)
        self._extra = extra_lines
        self.choices: Sequence[Choice[T]] = ()
        self._dividers: Sequence[Divider] = ()

    def show(self, choices: Sequence[Choice[T]], *, cursor: int = 0) -> None:
        """Show these rows."""
        self.choices = choices
        starts = [
            Divider(index, choice.group)
            for index, choice in enumerate(choices)
            if choice.group and (index == 0 or choices[index - 1].group != choice.group)
        ]
        # One group alone needs no name.
        is_parted = len(starts) > 1 or (starts and starts[0].start > 0)
        self._dividers = starts if is_parted else ()
        self.set_reactive(RowList.cursor, self.validate_cursor(cursor))
        self.resized_rows()
        self.show_cursor()

    @property
    def row_count(self) -> int:
        return len(self.choices)

    @property
    def row_height(self) -> int:
        return 1 + self._extra

    @property
    def dividers(self) -> Sequence[Divider]:
        return self._dividers

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        item = self.choices[index]
        base = self.base_ink
        last = self._extra > 1 and line == self.row_height - 1
        if last:
            return Strip.blank(width, base)
        if is_cursor:
            base = base + self.ink("cursor")
        dim = base + self.ink("dim")
        lead = [Segment(f"{self.signs.cursor if is_cursor else ' '} ", base + self.ink("bar"))]
        tail = f"{item.tail} "
        room = width - cell_len(tail) - 4
        title, rest = self._title_of(item, max(room, 8))
        ink = base + self.ink("title" if self._extra else "name")
        if line == 1 and rest:
            return row([Segment(clipped(rest, width - 3, self.signs.ellipsis), ink)], width, base, lead=lead)
        if line:
            if line > len(item.lines):
                return Strip.blank(width, self.base_ink)
            text = clipped(item.lines[line - 1], width - 3, self.signs.ellipsis)
            return row([Segment(text, dim)], width, base, lead=lead)
        detail = clipped(item.detail, room - cell_len(title) - 2, self.signs.ellipsis)
        left = [Segment(title, ink)]
        if detail:
            left.append(Segment(f"  {detail}", dim))
        return row(left, width, base, [Segment(tail, dim)], lead=lead)

    def _title_of(self, item: Choice[T], room: int) -> tuple[str, str]:
        """A title in its line, and what of it goes on in the next, where nothing else stands there."""
        title = item.title
        if self._extra and not item.lines:
            (_, end), *further = wrap(title, room, cell_len)
            return title[:end], title[further[0][0] :] if further else ""
        return clipped(title, room, self.signs.ellipsis), ""


class WholeRows(ChoiceRows[T]):
    """Rows that are written whole, each over as many lines as that takes."""

    def __init__(self, *, id: str, signs: Glyphs, extra_lines: int = 0) -> None:
        super().__init__(id=id, signs=signs, extra_lines=extra_lines)
        self._pieces: Sequence[Sequence[tuple[str, str, str]]] = ()
        """Of each row its lines: keys, title, and what stands behind that."""
        self._ends: Sequence[int] = ()
        """Line behind each row, dividers left out."""
        self._set_for: tuple[object, ...] = ()
        self._column = 0
        """Cells of the column of keys."""

    # -- where rows are ------------------------------------------------------------------------------

    def resized_rows(self) -> None:
        self._break()
        super().resized_rows()

    def _break(self) -> None:
        """Break all rows into lines, unless that is done."""
        set_for = (self.size.width, self.choices)
        if self._set_for != set_for:
            self._set_for = set_for
            self._column = 0
            if any(choice.keys for choice in self.choices):
                self._column = _COLUMN if self.size.width >= _ROOM_FOR_COLUMN else _NARROW_COLUMN
            self._pieces = [self._broken(choice) for choice in self.choices]
            self._ends = list(accumulate(map(len, self._pieces)))

    def _broken(self, choice: Choice[T]) -> Sequence[tuple[str, str, str]]:
        column = self._column
        room = max(self.size.width - 3 - column, 8)
        # The first line has the tail as well.
        beside = max(room - cell_len(choice.tail) - 2 * bool(choice.tail), 8)
        whole = f"{choice.title}  {choice.detail}" if choice.detail else choice.title
        if not choice.keys and cell_len(whole) <= beside:  # as most of ten thousand are
            return (("", *_parted(whole, len(choice.title))),)
        keys = _lines(choice.keys, max(column - 2, 1)) if choice.keys else []
        # Without a column it is told by its indent where a row begins.
        indent = "" if column else "  "
        texts = [
            (indent if start else "", *_parted(whole[start:end], len(choice.title) - start))
            for start, end in _hanging(whole, beside, room - len(indent))
        ]
        height = max(len(keys), len(texts))
        keys += [""] * (height - len(keys))
        texts += [("", "", "")] * (height - len(texts))
        return [(key, lead + title, rest) for key, (lead, title, rest) in zip(keys, texts, strict=True)]

    def height_of(self, index: int) -> int:
        return len(self._pieces[index])

    def top_of(self, index: int) -> int:
        before = self._ends[index - 1] if index else 0
        return before + sum(1 for divider in self.dividers if divider.start <= index)

    def row_at(self, line: int) -> tuple[int, int]:
        before = 0
        for divider in self.dividers:
            at = self.top_of(divider.start) - 1
            if line == at:
                return -1, 0
            if line < at:
                break
            before += 1
        index = bisect_right(self._ends, line - before)
        return index, line - before - (self._ends[index - 1] if index else 0)

    @property
    def page(self) -> int:
        lines = self._ends[-1] if self._ends else 1
        return max(1, self.size.height * self.row_count // max(lines, 1))

    # -- drawing -------------------------------------------------------------------------------------

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        item = self.choices[index]
        base = self.base_ink
        if is_cursor:
            base = base + self.ink("cursor")
        dim = base + self.ink("dim")
        keys, title, rest = self._pieces[index][line]
        lead = [Segment(f"{self.signs.cursor if is_cursor else ' '} ", base + self.ink("bar"))]
        column = self._column
        left = [Segment(f"{keys:<{column}}", base + self.ink("name"))] if column else []
        left += [Segment(title, base if column else base + self.ink("name")), Segment(rest, dim)]
        tail = [Segment(f"{item.tail} ", dim)] if item.tail and not line else []
        return row(left, width, base, tail, lead=lead)


def _lines(text: str, cells: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, cells, cell_len)]


def _hanging(text: str, first: int, others: int) -> list[tuple[int, int]]:
    """Wrap a text whose first line has another number of cells than the others."""
    head, *rest = wrap(text, first, cell_len)
    if not rest or first == others:
        return [head, *rest]
    at = rest[0][0]
    return [head, *((start + at, end + at) for start, end in wrap(text[at:], others, cell_len))]


def _parted(text: str, at: int) -> tuple[str, str]:
    """A piece of a row as what is of its title and what stands behind that."""
    at = max(at, 0)
    return text[:at], text[at:]
