"""The terminal the room is drawn on: Textual's driver, but for two things it stumbles over."""

import codecs
import os
from functools import partial

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver


def _lenient_decoder(encoding: str) -> "partial[codecs.IncrementalDecoder]":
    """A decoder that shows a byte it cannot read as U+FFFD instead of raising."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


# The thread that reads the keys decodes strictly and ends at the first byte that is no UTF-8 (a Latin-1 é
# pasted from elsewhere), and the app with it, without a word. The driver offers no other door to its decoder.
linux_driver.getincrementaldecoder = _lenient_decoder  # type: ignore[attr-defined,assignment]


class RoomDriver(LinuxDriver):
    """Asks the terminal itself for its size: Textual asks stdout, which is wrong under `tuireader | cat`."""

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()
        return (size.columns or 80, size.lines or 25)
