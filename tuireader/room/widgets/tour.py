"""Ten keys to begin with, at the foot of the room: shown at the first start, and when asked for."""

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import Grounded, clipped, row

TEN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("move.down", "move.up"), "move", "down and up"),
    (("article.open",), "read", "read the article"),
    (("article.leave",), "back", "back to the list"),
    (("move.page-down",), "page on", "page on, then the next unread"),
    (("find.find",), "find anyone", "find people, countries, words"),
    (("people.pick-people",), "people", "who is named in it"),
    (("article.toggle-bookmark",), "bookmark", "bookmark the article"),
    (("note.write",), "note", "write a note on the passage"),
    (("notebook.undo",), "undo", "take back what was done last"),
    (("room.help",), "every key", "every key, to search through"),
)
"""Ids of actions, and what they do in a word and in several."""

_NAMES = {"enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab", "backspace": "Back"}
_KEY = 7
"""Cells for keys, with the space behind them."""
_SEVERAL = 30
"""Cells from which there is room for several words."""
_COLUMNS = ((100, 5), (36, 2), (0, 1))
"""Columns by the width from which they fit."""
_LEAST = Size(36, 12)
"""The smallest room in which it comes by itself."""


class Tour(Grounded, Widget):
    """A title and the ten keys, with how to be rid of them; hidden until it is called."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tour--title", "tour--dim", "tour--key"}

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.display = False
        self.is_asked_for = False
        """Whether the reader called it; at the first start it comes by itself."""
        self._keys: Mapping[str, tuple[str, ...]] = {}

    def call(self, keys: Mapping[str, tuple[str, ...]], *, is_asked_for: bool) -> None:
        """Show it, with the keys of each action as they are set."""
        self._keys = keys
        self.is_asked_for = is_asked_for
        self.display = True

    @property
    def has_room(self) -> bool:
        """Whether list and text stay usable beside it."""
        room = self.app.size
        return room.width >= _LEAST.width and room.height >= _LEAST.height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + -(-len(TEN) // _columns(width))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        dim = base + self.get_component_rich_style("tour--dim", partial=True)
        key = base + self.get_component_rich_style("tour--key", partial=True)
        if not y:
            title = base + self.get_component_rich_style("tour--title", partial=True)
            go = "any key goes on"
            if width >= _COLUMNS[0][0]:
                more = "ctrl+a adds a folder of yours", ": tour brings this back"
                go = f" {self.signs.dot} ".join((go, *more))
            left = [Segment(" Ten keys to begin" if width >= _COLUMNS[0][0] else " Ten keys", title)]
            return row(left, width, base, [Segment(f"{go} ", dim)] if width >= _LEAST.width else ())
        columns = _columns(width)
        lines = -(-len(TEN) // columns)
        cell = (width - 1) // columns
        segments = [Segment(" ", base)]
        for ids, one, several in TEN[y - 1 :: lines]:
            pressed = " ".join(
                _NAMES.get(self._keys[id][0], self._keys[id][0]) for id in ids if self._keys[id]
            )
            words = several if cell - _KEY >= _SEVERAL else one
            strip = Strip(
                [
                    Segment(f"{clipped(pressed or ':', _KEY - 1, self.signs.ellipsis)}", key),
                    Segment(" " * max(_KEY - len(pressed or ":"), 1), base),
                    Segment(clipped(words, cell - _KEY - 1, self.signs.ellipsis), dim),
                ]
            )
            segments += strip.adjust_cell_length(cell, base)
        return row(segments, width, base)


def _columns(width: int) -> int:
    return next(columns for least, columns in _COLUMNS if width >= least)
