"""The chips: each part of the query that narrows the list, to be taken away by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import Grounded, clipped, row
from tuireader.search.query import And, Flag, Node, Not, Query, Term


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of what is asked."""

    words: str
    rest: str
    """The query without it."""


def chips_of(query: Query) -> list[Chip]:
    """The parts of a query that narrow it, in their order; plain words alone make none: they are typed."""
    root = query.root
    if root is None:
        return []
    parts: Sequence[Node] = root.parts if isinstance(root, And) else (root,)
    sort = f" sort:{query.sort}" if query.states_sort else ""
    return [
        Chip(_words(part), " ".join(str(other) for other in parts if other is not part) + sort)
        for part in parts
        if not (isinstance(part, Term) and part.field is None and part.manner == "word")
    ]


def _words(part: Node) -> str:
    if isinstance(part, Not):
        return f"not {_words(part.part)}"
    if isinstance(part, Term) and part.field is not None:
        return f"{part.field} {part.text}"
    return part.value if isinstance(part, Flag) else str(part)


class Chips(Grounded, Widget):
    """One line of chips; hidden while there are none."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"chips--chip", "chips--cross"}  # noqa: RUF012 -- as Textual has it

    @dataclass
    class Dropped(Message):
        """A chip is to go."""

        chip: Chip

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self._signs = signs
        self.chips: Sequence[Chip] = ()
        self._ends: list[tuple[int, int]] = []

    def show(self, chips: Sequence[Chip]) -> None:
        """Show these."""
        self.chips = chips
        self.refresh()

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        chip_ink = base + self.get_component_rich_style("chips--chip", partial=True)
        cross_ink = base + self.get_component_rich_style("chips--cross", partial=True)
        segments: list[Segment] = []
        self._ends = []
        used = 3
        for number, chip in enumerate(self.chips):
            words = clipped(chip.words, 40, self._signs.ellipsis)
            cells = cell_len(words) + 4
            if used + cells + 4 > self.size.width and number:
                segments.append(Segment(f"+{len(self.chips) - number}", cross_ink))
                break
            segments += [Segment(f" {words} ", chip_ink), Segment("x ", cross_ink), Segment(" ", base)]
            self._ends.append((used, used + cells))
            used += cells + 1
        return row(segments, self.size.width, base, lead=[Segment("   ", base)])

    def on_click(self, event: events.Click) -> None:
        """A click takes a chip away."""
        event.stop()
        for chip, (start, end) in zip(self.chips, self._ends, strict=False):
            if start <= event.x < end:
                self.post_message(self.Dropped(chip))
