"""A thin line across the room, with a join where the panes are parted."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tuireader.room.glyphs import UNICODE, Glyphs


class Rule(Widget):
    """One line of rule."""

    ALLOW_SELECT = False

    join: reactive[int] = reactive(-1)
    """Column at which the line between the panes meets it; -1 for none."""

    def __init__(self, join_sign: str, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self._join_sign = join_sign
        self._signs = signs

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        rule = self._signs.rule * width
        if 0 <= self.join < width:
            rule = rule[: self.join] + self._join_sign + rule[self.join + 1 :]
        return Strip([Segment(rule, self.rich_style)]).adjust_cell_length(width, self.rich_style)
