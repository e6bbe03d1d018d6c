"""Lines of a stream of any length, none of them held when it is longer than an article can be."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from tuireader.articles.decoding import known_encoding
from tuireader.articles.opening import MAX_RECORD

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNICODE_ENDS = ("}\u2028".encode(), "}\u2029".encode())
"""How records end with a sign that may stand within them too: behind the brace it hardly can."""
_PART = 64 * 1024
_SKIP = 1024 * 1024 * 1024
"""Bytes of one line that are passed over before the rest of the file is given up."""
_BLANK = 16 * 1024 * 1024
"""Blank lines in a row before the rest is given up."""

TOO_LONG = f"longer than {MAX_RECORD // 1_048_576} MB, and not read"
"""The reason for a line that was passed over."""


class EndlessLine(Exception):
    """The rest of the stream has no line that could be a record."""


def one_byte(stream: BinaryIO, encoding: str | None = None) -> tuple[BinaryIO, str | None]:
    """The stream in an encoding whose line feed is one byte, and what it was before it became UTF-8.

    A stream becomes UTF-8 where its encoding is given, or where its mark says UTF-16 or UTF-32; None: it is
    as it was, and its lines are still to be decoded. A mark is taken off. Where lines end as they did on old
    Macs, or records with Unicode's own sign for it, they end with a line feed afterwards.

    Raises:
        ArticleError: there is no such encoding.
    """
    peeked = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    )
    start = peeked.peek(4)[:4]
    if encoding is not None:
        encoding = known_encoding(encoding)
    else:
        encoding = next((name for mark, name in _WIDE if start.startswith(mark)), None)
    if encoding is not None:
        peeked = io.BufferedReader(_Recoded(cast(BinaryIO, peeked), encoding))
    while peeked.peek(3)[:3] == codecs.BOM_UTF8:
        peeked.read(3)
    start = peeked.peek(_PART).rstrip()
    if b"\n" not in start:
        separator = b"\r" if b"\r" in start else next(filter(start.__contains__, _UNICODE_ENDS), None)
        if separator is not None:
            peeked = io.BufferedReader(_Reparted(cast(BinaryIO, peeked), separator), _PART)
    return cast(BinaryIO, peeked), encoding


def numbered_lines(stream: BinaryIO, *, longest: int = MAX_RECORD) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not blank with its number from 1; None for one that is too long.

    Raises:
        EndlessLine: the rest is one line beyond all measure, or nothing but blank lines.
    """
    number = blank = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            pass_over(stream)
            yield number, None
        elif line.isspace():
            blank += len(line)
            if blank > _BLANK:
                raise EndlessLine
            continue
        else:
            yield number, line
        blank = 0


def pass_over(stream: BinaryIO) -> None:
    """Read to the end of the line without holding it.

    Raises:
        EndlessLine: it does not end.
    """
    passed = 0
    while part := stream.readline(_PART):
        passed += len(part)
        if part.endswith(b"\n"):
            return
        if passed > _SKIP:
            raise EndlessLine


class _Turned(io.RawIOBase):
    """A stream of what becomes of another one, part by part."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        while not self._ready:
            if not self._turn(self._source.read(_PART)):
                return 0
        part = self._ready[: len(buffer)]
        buffer[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _turn(self, data: bytes) -> bool:
        """Make `_ready` of the next part, which is empty at the end; whether more may come."""
        raise NotImplementedError


class _Recoded(_Turned):
    """A stream of another encoding as UTF-8."""

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        super().__init__(source)
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def _turn(self, data: bytes) -> bool:
        self._ready = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
        return bool(data or self._ready)


class _Reparted(_Turned):
    """A stream whose records end with a line feed in place of a separator of the same file."""

    def __init__(self, source: BinaryIO, separator: bytes) -> None:
        super().__init__(source)
        self._separator = separator
        self._instead = b"}\n" if separator.startswith(b"}") else b"\n"
        self._held = b""

    def _turn(self, data: bytes) -> bool:
        if not data and not self._held:
            return False
        whole = (self._held + data).replace(self._separator, self._instead)
        # A separator may be cut: what it could begin with waits for what comes.
        keep = len(self._separator) - 1 if data else 0
        self._ready, self._held = whole[: len(whole) - keep], whole[len(whole) - keep :]
        return True
