"""The terminal the room is drawn on: Textual's driver, but for the things it stumbles over."""

import asyncio
import codecs
import os
import signal
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
    """Asks the terminal itself for its size: Textual asks stdout, which is wrong under `tuireader | cat`.

    And it stops and goes on (Ctrl-Z, `fg`) between two steps of the event loop: in a signal handler of
    Python's, as Textual has it, the room would now and then wait for a lock that it holds itself.

    And a terminal that hangs up sends a signal to go on as well, without a stop before it: taken for one, the
    room would draw on what is no longer there, and wait for ever for the thread that writes to it.
    """

    def _sigcont_application(self, *_: object) -> None:
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._auto_restart and self._writer_thread is not None:
            # Stopped from outside, without a word: others may have written on the screen meanwhile.
            self._app.refresh(layout=True)

    def write(self, data: str) -> None:
        """Write to the terminal, as long as the thread that does so is there: it ends with the terminal."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def heed_stops(self, loop: asyncio.AbstractEventLoop) -> None:
        """Give the terminal back when the room is stopped, and take it again when it goes on."""
        loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()
        return (size.columns or 80, size.lines or 25)
