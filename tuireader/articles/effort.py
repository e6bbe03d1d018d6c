"""What reading one file may cost: so that a small trap of a file keeps nobody busy for long."""

import io
import time
from collections.abc import Callable
from typing import BinaryIO, cast

_RATIO = 200
"""So many times its size may come out of a compressed file or an archive; of news it is five to twenty."""
_RATIO_FROM = 256 * 1024 * 1024
"""Bytes that may come out of any file, however small it is."""
_SECONDS = 30.0
"""Of processor time, in which a file must have given an article."""
_CHUNK = 256 * 1024


class Exhausted(Exception):
    """A file takes more than it may; the message is the reason, one line."""


class Effort:
    """Counts what comes out of one file and how long no article does; for the thread that reads it.

    Args:
        size: bytes of the file on the disk.
        look: called every few hundred kilobytes; what it raises ends the reading.
    """

    def __init__(self, size: int, look: Callable[[], None] = lambda: None) -> None:
        self._most = max(_RATIO_FROM, _RATIO * size)
        self._look = look
        self._unpacked = 0
        self._has_found = True
        self._since = 0.0

    def step(self, unpacked: int = 0) -> None:
        """Count bytes that came out of a compression.

        Raises:
            Exhausted: they are too many, or there was no article for too long.
        """
        self._look()
        self._unpacked += unpacked
        if self._unpacked > self._most:
            raise Exhausted(f"it expands to more than {_told(self._most)}")
        now = time.thread_time()
        if self._has_found:  # asking the time costs more than an article's share of anything else here
            self._has_found, self._since = False, now
        elif now - self._since > _SECONDS:
            raise Exhausted(f"no article was found in {_SECONDS:.0f} seconds of reading")

    def found(self) -> None:
        """An article was found."""
        self._has_found = True


def metered(stream: BinaryIO, effort: Effort, *, is_unpacked: bool) -> BinaryIO:
    """The stream, each reading of which is a step; only what comes out of a compression counts."""
    return cast(BinaryIO, io.BufferedReader(_Metered(stream, effort, is_unpacked), _CHUNK))


class _Metered(io.RawIOBase):
    def __init__(self, stream: BinaryIO, effort: Effort, is_unpacked: bool) -> None:
        self._stream = stream
        self._effort = effort
        self._is_unpacked = is_unpacked

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        data = _some(self._stream, len(buffer))
        self._effort.step(len(data) if self._is_unpacked else 0)
        buffer[: len(data)] = data
        return len(data)


def _some(stream: BinaryIO, most: int) -> bytes:
    """What the stream has at once: what it gave before it met damage is not lost."""
    read1 = getattr(stream, "read1", None)
    return cast(bytes, read1(most) if read1 is not None else stream.read(most))


def _told(size: int) -> str:
    return f"{size // 1_048_576:,} MB"
