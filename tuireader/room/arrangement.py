"""How the room was arranged by hand, and how wide each pane is then; knows nothing of widgets."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, Self

ROOM_FOR_THREE = 140
"""Cells from which the facets stand beside list and text (`design.md` section 5)."""

ROOM_FOR_TWO = 100
"""Cells from which list and text stand side by side."""

FACETS_LEAST, LIST_LEAST, TEXT_LEAST = 16, 24, 36
"""Cells that a pane keeps, wherever a border is moved to."""

_FACETS = 30
_LIST_LEAST, _LIST_MOST = 30, (56, 63)
"""What a list is given by itself: a headline in it is read at a glance; beside the text, and beside both."""

Border = Literal["facets", "list"]
"""The line at the right of a pane."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was set by hand; None where nothing was."""

    facets: int | None = None
    """Cells of the facets, where they stand beside list and text."""
    list_of_three: int | None = None
    """Cells of the list there."""
    list_of_two: int | None = None
    """Cells of the list where it stands beside the text alone."""
    column: int | None = None
    """Cells of the text's column."""
    column_over: int | None = None
    """What the settings stated when the column was set: another number there counts again."""
    is_compact: bool = False
    """Whether the list has one line an article."""
    is_indented: bool = False
    """Whether paragraphs are told by their first line, not by a blank one."""

    @classmethod
    def of(cls, kept: str | None) -> Self:
        """The arrangement that was kept as text; what cannot be read there is as if nothing was set."""
        try:
            values: Any = json.loads(kept or "{}")
        except ValueError:
            return cls()
        known = {field.name for field in fields(cls)}
        read: dict[str, Any] = {
            name: value
            for name, value in (values.items() if isinstance(values, dict) else ())
            if name in known and type(value) is (bool if name.startswith("is_") else int)
        }
        return cls(**read)

    def __str__(self) -> str:
        """As it is kept."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    # -- panes ---------------------------------------------------------------------------------------

    def shares(self, width: int) -> tuple[int, int]:
        """Cells of facets and list in a room so wide; the text takes the rest but the lines between them."""
        if width >= ROOM_FOR_THREE:
            facets = _within(self.facets or _FACETS, FACETS_LEAST, width - 2 - LIST_LEAST - TEXT_LEAST)
            by_itself = _within((width - _FACETS) * 2 // 5 - 1, _LIST_LEAST, _LIST_MOST[1])
            return facets, _within(
                self.list_of_three or by_itself, LIST_LEAST, width - 2 - facets - TEXT_LEAST
            )
        by_itself = _within(width * 2 // 5, _LIST_LEAST, _LIST_MOST[0])
        cells = _within(self.list_of_two or by_itself, LIST_LEAST, width - 1 - TEXT_LEAST)
        return cells, cells

    def border_at(self, border: Border, width: int) -> int:
        """The column in which a border stands."""
        facets, articles = self.shares(width)
        if border == "facets":
            return facets
        return facets + 1 + articles if width >= ROOM_FOR_THREE else articles

    def with_border(self, border: Border, column: int, width: int) -> Self:
        """The same with a border moved to a column, or as near to it as the panes allow; no other moves."""
        facets, articles = self.shares(width)
        if width < ROOM_FOR_THREE:
            return replace(self, list_of_two=_within(column, LIST_LEAST, width - 1 - TEXT_LEAST))
        if border == "list":
            most = width - 2 - facets - TEXT_LEAST
            return replace(self, facets=facets, list_of_three=_within(column - facets - 1, LIST_LEAST, most))
        both = facets + articles
        facets = _within(column, FACETS_LEAST, both - LIST_LEAST)
        return replace(self, facets=facets, list_of_three=both - facets)

    def without_widths(self, width: int) -> Self:
        """The same with the panes of this layout as wide as they are by themselves."""
        if width < ROOM_FOR_THREE:
            return replace(self, list_of_two=None)
        return replace(self, facets=None, list_of_three=None)

    # -- the column ----------------------------------------------------------------------------------

    def column_or(self, stated: int) -> int:
        """Cells of the text's column: as set by hand, as long as the settings state what they stated then."""
        return self.column if self.column is not None and self.column_over == stated else stated


def _within(cells: int, least: int, most: int) -> int:
    return max(least, min(cells, most))
