"""The facets: what the list consists of, each value with its count, to be included or excluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from tuireader.room.dating import date_words
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import clipped, row
from tuireader.room.widgets.row_list import Divider, RowList
from tuireader.search.facets import Facets, FacetValue

Group = Literal["people", "countries", "months", "sources", "tags"]
_GROUPS: tuple[Group, ...] = get_args(Group)
MOST = 12
"""Values of a group that are listed."""


@dataclass(frozen=True, slots=True)
class More:
    """The row that says that a group has more values than are listed."""

    group: Group


class FacetsPane(RowList):
    """People, countries, months, sources and tags of what is listed."""

    @dataclass
    class Taken(Message):
        """A value is to narrow the list."""

        value: FacetValue
        excludes: bool
        """Whether those without it are wanted."""

    @dataclass
    class Further(Message):
        """All values of a group are to be seen."""

        group: Group

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id, signs=signs)
        self._values: Sequence[FacetValue | More] = ()
        self._starts: Sequence[Divider] = ()
        self.query_text = ""
        """The query that the values are of."""

    def show(self, facets: Facets | None, query: str) -> None:
        """Show what there is; the cursor stays on its value. None: it is being counted."""
        under = self.value
        self.query_text = query
        if facets is None:
            # What was counted before stays until the new counts are there: nothing flickers.
            self.empty_words = ("", "  Counting …")
            self.refresh()
            return
        values: list[FacetValue | More] = []
        starts: list[Divider] = []
        for group in _GROUPS:
            found: Sequence[FacetValue] = getattr(facets, group)
            if found:
                starts.append(Divider(len(values), group))
                values += found[:MOST]
                values += [More(group)] if len(found) > MOST else []
        self._values, self._starts = values, starts
        self.empty_words = () if values else ("", "  Nothing to tell of this list")
        names = [value.include if isinstance(value, FacetValue) else "" for value in values]
        # Where its value is gone the cursor stays in its place: the next key is meant for what is there.
        at = names.index(under.include) if under is not None and under.include in names else self.cursor
        self.set_reactive(RowList.cursor, self.validate_cursor(at))
        self.resized_rows()
        self.show_cursor()

    @property
    def value(self) -> FacetValue | None:
        """The value under the cursor."""
        value = self._values[self.cursor] if self._values else None
        return value if isinstance(value, FacetValue) else None

    @property
    def row_count(self) -> int:
        return len(self._values)

    @property
    def dividers(self) -> Sequence[Divider]:
        return self._starts

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        value = self._values[index]
        base = self.base_ink
        has_keys = is_cursor and self.has_focus
        if has_keys:
            base = base + self.ink("cursor")
        dim = base + self.ink("dim")
        if isinstance(value, More):
            sign = self.signs.cursor if has_keys else " "
            more = Segment(clipped(_MORE[value.group], width - 3, self.signs.ellipsis), dim)
            return row([more], width, base, lead=[Segment(f"{sign} ", base + self.ink("bar"))])
        is_asked = value.include in self.query_text
        sign = "+" if is_asked else (self.signs.cursor if has_keys else " ")
        count = f"{'' if value.is_exact else '~'}{value.articles:,}"
        tail = f" {count} "
        name = clipped(name_of(value), max(width - cell_len(tail) - 3, 3), self.signs.ellipsis)
        ink = self.ink("name") if index < self._named else self.ink("quiet")
        lead = [Segment(f"{sign} ", base + self.ink("bar"))]
        return row([Segment(name, base + ink)], width, base, [Segment(tail, dim)], lead=lead)

    @property
    def _named(self) -> int:
        """How many of the values are people and countries."""
        later = [start.start for start in self._starts if start.words not in ("people", "countries")]
        return later[0] if later else len(self._values)

    def take(self, *, excludes: bool) -> None:
        """Narrow the list by the value under the cursor, or go to all values of its group."""
        under = self._values[self.cursor] if self._values else None
        if isinstance(under, More):
            self.post_message(self.Further(under.group))
        elif under is not None:
            self.post_message(self.Taken(under, excludes))

    def clicked(self, *, again: bool) -> None:
        """A value is taken by the first click."""
        self.focus()
        self.take(excludes=False)


def name_of(value: FacetValue) -> str:
    """What a value is called: of a month `Dec 2024`."""
    return date_words(value.name) if value.include.startswith("date:") else value.name


_MORE: dict[Group, str] = {
    "people": "more: Enter picks from all",
    "countries": "more: Enter picks from all",
    "months": "more: Enter, the timeline",
    "sources": "more: Enter types source:",
    "tags": "more: Enter types tag:",
}
"""What leads from a group to the values that are not listed."""
