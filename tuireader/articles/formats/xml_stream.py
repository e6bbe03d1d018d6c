"""XML as it comes: a stream that ends where an article grows beyond measure, with every bare `&` as text."""

import re
from typing import BinaryIO

from tuireader.articles.opening import MAX_RECORD

__all__ = ["PROLOGUE", "TooLong", "Watched"]

PROLOGUE = 64 * 1024
"""Bytes in which the root must begin, so that a document type before it is seen."""
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
"""What XML without a document type knows no meaning of: lxml drops it, or every `&amp;` that follows."""
_LONGEST_ENTITY = 16
"""Bytes from the end in which an entity, or the beginning of a CDATA section, may have been cut."""


class TooLong(Exception):
    """More came in without an item's end than an item may have."""


class Watched:
    """A stream as lxml wants it that ends where an item grows beyond measure.

    An `&` that begins no entity of XML's own (`AT&T`, `caf&eacute;`) is text, and written as one.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.start = stream.read(PROLOGUE)
        self._is_wide = b"\x00" in self.start[:4]
        self._pending = self.start
        self._held = b""
        self._in_cdata = False
        self._since = 0

    def reset(self) -> None:
        """An item has ended."""
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        while True:
            data = self._pending or self._stream.read(32 * 1024)
            self._pending = b""
            self._since += len(data)
            if self._since > 2 * MAX_RECORD:
                raise TooLong
            if self._is_wide:
                return data
            mended = self._mended(self._held + data, is_end=not data)
            if mended or not data:
                return mended

    def _mended(self, data: bytes, *, is_end: bool) -> bytes:
        """The data with every bare `&` outside of CDATA as an entity; what may go on is held back."""
        cut = len(data) if is_end else _whole_to(data)
        self._held, data = data[cut:], data[:cut]
        parts = []
        at = 0
        while at < len(data):
            if self._in_cdata:
                end = data.find(b"]]>", at)
                self._in_cdata = end < 0
                end = len(data) if end < 0 else end
                parts.append(data[at:end])
            else:
                end = data.find(b"<![CDATA[", at)
                self._in_cdata = end >= 0
                end = len(data) if end < 0 else end
                parts.append(_BARE.sub(b"&amp;", data[at:end]))
            at = end
        return b"".join(parts)


def _whole_to(data: bytes) -> int:
    """Up to where the data holds no entity and no mark of CDATA that may go on behind its end."""
    begun = max(data.rfind(mark, max(0, len(data) - _LONGEST_ENTITY)) for mark in (b"&", b"<"))
    if begun >= 0:
        return begun
    return len(data) - min(len(data) - len(data.rstrip(b"]")), 2)
