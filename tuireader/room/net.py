"""The last line of defence: no control character leaves a widget, wherever it came from.

Text is made terminal-safe where it enters (`tuireader.text.safe`); this net is the second layer, for what a
mistake of ours would let through. Control characters take no cell, so deleting them keeps the layout whole.
Measured at 0.1 ms a frame (`notes/reliability.md`, section 1, point 3).
"""

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_FORBIDDEN: dict[int, str | None] = dict.fromkeys(
    [
        *range(0x20),
        0x7F,
        *range(0x80, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_FORBIDDEN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class ControlNet(LineFilter):
    """Deletes control and bidi characters from every segment that is drawn."""

    def __init__(self, before: Sequence[LineFilter] = ()) -> None:
        """
        Args:
            before: filters that a line goes through first: one by one, Textual makes a strip of it for each.
        """
        super().__init__()
        self.before = tuple(before)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with nothing in them that could act on the terminal."""
        for line_filter in self.before:
            segments = line_filter.apply(segments, background)
        caught = []
        for segment in segments:
            text = segment.text
            if segment.control or (text.isascii() and text.isprintable()):
                caught.append(segment)
            else:
                caught.append(Segment(text.translate(_FORBIDDEN), segment.style))
        return caught
