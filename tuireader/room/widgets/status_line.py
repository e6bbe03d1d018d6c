"""The status line: what just happened, where one is in the text, and what can be pressed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tuireader.room.widgets.ink import Grounded, clipped, row
from tuireader.text.wrap import wrap

_UNDOABLE = re.compile(r"\bu (undo|brings it back)\b")
"""A message that says how to take back what it tells."""


_LEAST = 12
"""Cells of a message that are left before how to take it back, or that is cut off with it."""

_ROOM_FOR_KEYS = 60
"""Cells of a line from which a message leaves a part of it to the keys."""


_MOST_LINES, _ROOM_FOR_LINES = 3, 10
"""Lines that a long message may take, and lines of a screen from which it may take more than one."""


class StatusLine(Grounded, Widget):
    """One calm line at the bottom; more where a message would be cut off."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--dim", "status-line--error", "status-line--key"}

    @dataclass
    class Pressed(Message):
        """One of the hints was clicked."""

        index: int
        """Which one."""

    message: reactive[str] = reactive("")
    """What just happened."""
    is_error: reactive[bool] = reactive(False)
    busy: reactive[str] = reactive("")
    """Work in the background, with its progress."""
    place: reactive[str] = reactive("")
    """Where one is in the text: `32 % · 3 min left`."""
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys and what they do, most useful first."""
    _spans: Sequence[tuple[int, int]] = ()
    """Columns of the hints that are shown."""

    fade_after: ClassVar[float] = 10.0
    """Seconds until a message goes that calls for nothing."""
    _fading: Timer | None = None

    def say(self, words: str, *, is_error: bool = False) -> None:
        """Show what just happened; but for what went wrong and what can be undone it goes after a while."""
        self.message = words
        self.is_error = is_error
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
        if words and not is_error and not _UNDOABLE.search(words):
            self._fading = self.set_timer(self.fade_after, partial(self.say, ""))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines_in(width))

    def _lines_in(self, width: int) -> list[str]:
        """The message line by line: one, unless it is longer than that."""
        cells = max(width - 2, 1)
        if cell_len(self.message) <= cells or self.app.size.height < _ROOM_FOR_LINES:
            return [self.message]
        lines = [self.message[start:end] for start, end in wrap(self.message, cells, cell_len)]
        return lines[: _MOST_LINES - 1] + [" ".join(lines[_MOST_LINES - 1 :])] * (len(lines) >= _MOST_LINES)

    def watch_message(self) -> None:
        """A message of another length may need other lines."""
        if len(self._lines_in(self.size.width)) != self.size.height:
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        *above, message = self._lines_in(width)
        if above and y < len(above):
            ink = "error" if self.is_error else ""
            whole = Segment(above[y], self.rich_style + self._ink(ink))
            return row([whole], width, self.rich_style, lead=[Segment(" ", self.rich_style)])
        base = self.rich_style
        dim = base + self.get_component_rich_style("status-line--dim", partial=True)
        key = base + self.get_component_rich_style("status-line--key", partial=True)
        error = base + self.get_component_rich_style("status-line--error", partial=True)
        said = "  ".join(part for part in (message, self.busy) if part)
        # Where there is little room, what just happened is worth more than the keys.
        most = 3 * width // 4 if width >= _ROOM_FOR_KEYS else width
        most = max(most, cell_len(message) + 4)
        right = self._right(self.place, width - min(cell_len(said) + 4, most), dim, key, base)
        used = sum(cell_len(segment.text) for segment in right)
        self._spans = _spans_of(right, width - used - 1, key)
        left = [Segment(_fitted(said, max(width - used - 3, 0)), error if self.is_error else base)]
        return row(left, width, base, [*right, Segment(" ", base)], lead=[Segment(" ", base)])

    def _ink(self, part: str) -> Style:
        return self.get_component_rich_style(f"status-line--{part}", partial=True) if part else Style.null()

    def _right(self, place: str, room: int, dim: Style, key: Style, base: Style) -> Sequence[Segment]:
        segments = []
        if place and cell_len(place) <= room:
            segments.append(Segment(place, dim))
            room -= cell_len(place)
        for pressed, words in self.hints:
            needed = cell_len(pressed) + cell_len(words) + 4
            if needed > room:
                break
            segments += [
                Segment("   " if segments else "", base),
                Segment(pressed, key),
                Segment(f" {words}", dim),
            ]
            room -= needed
        return segments

    def on_click(self, event: events.Click) -> None:
        """A click on a hint does what its key does, where the screen says so."""
        for index, (start, end) in enumerate(self._spans):
            if start <= event.x < end and event.y == self.size.height - 1:
                event.stop()
                self.post_message(self.Pressed(index))


def _fitted(said: str, cells: int) -> str:
    """A message in so many cells; how to take back what it tells is not what is cut off."""
    undo = _UNDOABLE.search(said)
    if undo is None or cell_len(said) <= cells:
        return clipped(said, cells)
    # With the dot before it.
    tail = said[said.rfind(" ", 0, max(undo.start() - 1, 0)) :]
    room = cells - cell_len(tail)
    return clipped(said[: -len(tail)], room) + tail if room >= _LEAST else clipped(said, cells)


def _spans_of(drawn: Sequence[Segment], start: int, key: Style) -> list[tuple[int, int]]:
    """From where to where each hint stands: its key, drawn so, and the words behind it."""
    spans: list[tuple[int, int]] = []
    for segment in drawn:
        end = start + cell_len(segment.text)
        if segment.style == key:
            spans.append((start, end))
        elif spans and segment.text.strip():
            spans[-1] = (spans[-1][0], end)
        start = end
    return spans
