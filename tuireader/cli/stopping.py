"""Ctrl-C while something long is done: the first asks it to stop where it is, the second ends the program."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self


class Stopping:
    """Listens for Ctrl-C for as long as it is entered; in another thread than the main one to nothing."""

    def __init__(self) -> None:
        self.is_asked = False
        """Whether somebody wants it to stop."""
        self._before: Any = None
        self._listens = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._listens:
            self._before = signal.signal(signal.SIGINT, self._asked)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listens:
            signal.signal(signal.SIGINT, self._before)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True
