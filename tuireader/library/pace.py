"""How fast a scan is and how long it will take, told a few times a second."""

import time
from collections.abc import Callable
from typing import Protocol

from tuireader.library.values import Progress

_EVERY_SECONDS = 0.05
_SOON = 1.0
"""Seconds of work before a guess is worth anything."""


class Work(Protocol):
    """What is known of the work in a source."""

    @property
    def files(self) -> int: ...
    @property
    def unread(self) -> int: ...
    @property
    def bytes(self) -> int: ...
    @property
    def bytes_done(self) -> int: ...
    @property
    def has_containers(self) -> bool: ...


class Pace:
    """Counts the articles of one source after another and tells how it goes on."""

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._source = ""
        self._work: Work | None = None
        self._began = self._told = 0.0
        self._count = 0
        self._path: str | None = None
        """Of the last article; None if it was told of, or there is none."""

    def begin(self, source: str, work: Work) -> None:
        """Begin with a source."""
        self._source, self._work, self._count = source, work, 0
        self._began = time.monotonic()
        self._told, self._path = 0.0, None

    def step(self, path: str) -> None:
        """Count one article more."""
        self._count += 1
        self._path = path
        now = time.monotonic()
        if now - self._told >= _EVERY_SECONDS:
            self._say(now)

    def end(self) -> None:
        """Tell where it ended, if that was not told yet."""
        self._say(time.monotonic())

    def ordering(self, done: int, total: int) -> None:
        """Tell how far putting the articles in order has come."""
        now = time.monotonic()
        if now - self._told >= _EVERY_SECONDS:
            share = done / total if total else None
            self._told = now
            self._tell(Progress(self._source, done, total, "", share=share, phase="ordering"))

    def _say(self, now: float) -> None:
        work, path = self._work, self._path
        if work is None or path is None:
            return
        passed = now - self._began
        rate = self._count / passed if passed >= _SOON else None
        left = None
        if rate is not None and 0 < work.bytes_done <= work.bytes:
            left = passed * (work.bytes - work.bytes_done) / work.bytes_done
        self._told, self._path = now, None
        self._tell(
            Progress(
                self._source,
                self._count + work.unread,
                None if work.has_containers else work.files + work.unread,
                path,
                rate=rate,
                seconds_left=left,
                share=min(1.0, work.bytes_done / work.bytes) if work.bytes else None,
            )
        )
