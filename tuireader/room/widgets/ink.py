"""Pieces of styled text, and how they become a strip of exactly so many cells."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as _Base
else:
    # No widget: of several bases Textual takes the style sheet of the first widget alone.
    _Base = object


class Grounded(_Base):
    """For a widget that draws line by line: it knows its style without asking all it stands in at each.

    And its component classes are styled when it first draws with them: Textual styles all of each widget when
    it is mounted, shown or not, and again at each change of a class above it.
    """

    _base_ink: Style | None = None

    @property
    def base_ink(self) -> Style:
        """What `rich_style` gives, worked out once for each change of the styles."""
        if self._base_ink is None:
            self._base_ink = self.rich_style
        return self._base_ink

    def notify_style_update(self) -> None:
        """Called by Textual when the styles have changed."""
        super().notify_style_update()
        self._base_ink = None

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Called by Textual for the style of a part of the widget."""
        for name in super()._get_component_classes().intersection(names):
            if name not in self._component_styles:
                part = DOMNode(classes=name)
                part._attach(self)
                self.app.stylesheet.apply(part)
                self._component_styles[name] = part.styles
        return super().get_component_styles(*names)

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]
        """Called by Textual for what is to be styled anew: what was drawn with."""
        return frozenset(self._component_styles)


Span = tuple[int, int, Style]
"""Start, end (code points, end exclusive) and the style laid over."""


def inked(text: str, base: Style, spans: Iterable[Span]) -> list[Segment]:
    """`text` cut where spans begin and end, later spans laid over earlier ones."""
    kept = [(max(start, 0), min(end, len(text)), style) for start, end, style in spans]
    kept = [span for span in kept if span[0] < span[1]]
    if not kept:
        return [Segment(text, base)] if text else []
    cuts = sorted({0, len(text), *(start for start, _, _ in kept), *(end for _, end, _ in kept)})
    segments = []
    for begin, stop in pairwise(cuts):
        style = base
        for start, end, over in kept:
            if start <= begin and stop <= end:
                style = style + over
        segments.append(Segment(text[begin:stop], style))
    return segments


def clipped(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` in at most `cells` cells, cut with an ellipsis where it is longer."""
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    if cells == 1:
        return ellipsis
    cut = set_cell_size(text, cells - 1).rstrip()
    return cut + ellipsis


def clipped_at_word(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` in at most `cells` cells, cut between words where there is one to cut at."""
    if cell_len(text) <= cells:
        return text
    words = set_cell_size(text, max(cells - 1, 0))
    if text[len(words) : len(words) + 1].strip() and " " in words.strip():
        words = words.rsplit(" ", 1)[0]
    return words.rstrip(" ,;:") + ellipsis if words.strip() else clipped(text, cells, ellipsis)


def row(
    left: Sequence[Segment],
    width: int,
    base: Style,
    right: Sequence[Segment] = (),
    *,
    lead: Sequence[Segment] = (),
) -> Strip:
    """One line: `lead`, `left`, space, and `right` at the far end; exactly `width` cells."""
    used = sum(cell_len(segment.text) for segment in (*lead, *left))
    tail = sum(cell_len(segment.text) for segment in right)
    gap = width - used - tail
    if right and gap < 1:
        room = max(width - tail - 1, 0)
        strip = Strip([*lead, *left]).adjust_cell_length(room, base)
        return Strip([*strip, Segment(" ", base), *right]).adjust_cell_length(width, base)
    return Strip([*lead, *left, Segment(" " * max(gap, 0), base), *right]).adjust_cell_length(width, base)
