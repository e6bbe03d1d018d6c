"""The foot of a sheet: what can be pressed, each key beside its words however narrow it is."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tuireader.text.wrap import wrap

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

_APART = "   "
"""What stands between two hints."""


class Hints(Visual):
    """Hints, parted by three spaces; a line ends between two of them.

    Where there are fewer lines than they take, the last one, which is the way out, stays.
    """

    def __init__(self, words: str) -> None:
        self._hints = words.split(_APART)

    def lines(self, width: int, most: int | None = None) -> list[str]:
        """The lines in so many cells, at most so many of them."""
        *kept, last = self._hints
        lines = _filled([*kept, last], width)
        while most is not None and len(lines) > most and kept:
            kept.pop()
            lines = _filled([*kept, last], width)
        return lines

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return Content("\n".join(self.lines(width, height))).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: "RulesMap", container_width: int) -> int:
        return cell_len(_APART.join(self._hints))

    def get_height(self, rules: "RulesMap", width: int) -> int:
        return len(self.lines(width))


class Facts(Hints):
    """Lines of facts, those of a line parted by a dot; a line ends between two, or in one that is long."""

    def __init__(self, words: str, dot: str) -> None:
        super().__init__(words)
        self._apart = f" {dot} "
        self._rows = [row.split(self._apart) for row in words.split("\n")]

    def lines(self, width: int, most: int | None = None) -> list[str]:
        return [line for row in self._rows for line in _filled(row, width, self._apart)][:most]


def _filled(hints: list[str], width: int, apart: str = _APART) -> list[str]:
    lines: list[str] = []
    for hint in hints:
        if lines and cell_len(lines[-1]) + len(apart) + cell_len(hint) <= width:
            lines[-1] += apart + hint
        else:
            lines += [hint[start:end] for start, end in wrap(hint, width, cell_len)]
    return lines
