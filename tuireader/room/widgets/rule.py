"""A thin line across the room, with a join where the panes are parted."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tuireader.room.glyphs import UNICODE, Glyphs


class Rule(Widget):
    """One line of rule."""

    ALLOW_SELECT = False

    joins: reactive[tuple[int, ...]] = reactive(())
    """Columns at which lines between the panes meet it."""

    def __init__(self, join_sign: str, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self._join_sign = join_sign
        self._signs = signs

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        rule = self._signs.rule * width
        for join in self.joins:
            if 0 <= join < width:
                rule = rule[:join] + self._join_sign + rule[join + 1 :]
        return Strip([Segment(rule, self.rich_style)]).adjust_cell_length(width, self.rich_style)
