"""Opening a file without waiting on it, changing it or trusting it; looking through its compression."""

import bz2
import errno
import gzip
import io
import lzma
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from tuireader.errors import ArticleError
from tuireader.text.safe import safe_line

MAX_BYTES = 32 * 1024 * 1024
"""A larger article is refused: by its size before it is read, or on the way where it is compressed."""
MAX_RECORD = 8 * 1024 * 1024
"""A larger record of a container is refused, and never held."""
MAX_RATIO = 400
"""An article that compression made so many times smaller is no text but a trap."""
_RATIO_FROM = 16 * 1024 * 1024
"""Bytes below which any ratio will do: short texts of one word repeated exist."""

COMPRESSIONS = (".gz", ".xz", ".bz2")
"""Endings that are looked through: `story.txt.gz` is read as `story.txt`."""

_XZ_MEMORY = 256 * 1024 * 1024
"""Bytes that reading may take, whatever the file asks for; `xz -9` needs 65 MB."""
_XZ_MAGIC = b"\xfd7zXZ\0"
_CHUNK = 256 * 1024
START = 512
"""Bytes from which it is told what a file without an ending is."""
_LEAST = 4096
_TOO_LARGE = f"it is too large (over {MAX_BYTES // 1_048_576} MB)"

DAMAGED = (EOFError, zlib.error, lzma.LZMAError, OSError)
"""What reading from a file or from its compression raises when it cannot go on."""

_REASONS = {
    errno.ENOENT: ("there is no such file", "Check the spelling of the path"),
    errno.EACCES: ("it may not be read", "Give yourself permission to read it"),
    errno.EPERM: ("it may not be read", "Give yourself permission to read it"),
    errno.ELOOP: ("its links lead in a circle", "Remove the link"),
    errno.ENAMETOOLONG: ("its path is too long", "Move it to a shorter path"),
    errno.ENOTDIR: ("a part of its path is not a folder", "Check the spelling of the path"),
    errno.ENXIO: ("it is not a regular file", "Only files with text can be read"),
    errno.ENODEV: ("it is not a regular file", "Only files with text can be read"),
}


def suffix_of(name: str) -> str:
    """The ending of a path's last name in lower case, or nothing; `PurePath` takes ten times as long."""
    last = name.rstrip("/").rpartition("/")[2]
    dot = last.rfind(".")
    return last[dot:].lower() if 0 < dot < len(last) - 1 else ""


def compression_of(name: str) -> str | None:
    """The ending among `COMPRESSIONS` that the name has, in any case; None if it has none."""
    suffix = suffix_of(name)
    return suffix if suffix in COMPRESSIONS else None


def refused(path: Path | str, reason: str, hint: str) -> ArticleError:
    """The error that names the file and says why it cannot be read and what to do."""
    return ArticleError(f"{safe_line(str(path))} cannot be read: {reason}", hint, reason=reason)


def unreadable(path: Path | str, error: OSError) -> ArticleError:
    """The error for what the system says of the file."""
    reason, hint = _REASONS.get(error.errno or 0, (safe_line(error.strerror or "it cannot be read"), ""))
    return refused(path, reason, hint)


@contextmanager
def opened(path: Path | str, *, largest: int | None = MAX_BYTES) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file for reading as it lies there, and tell its size in bytes.

    Never waits for a pipe, terminal or device.

    Args:
        path: the file.
        largest: refuse a larger file by its size, before it is read; None takes any.

    Raises:
        ArticleError: naming the file, with what to do.
    """
    descriptor, size = _regular(path, largest)
    try:
        # A buffer of the usual size is memory asked of the system, and given back, for each small file.
        with os.fdopen(descriptor, "rb", min(_CHUNK, size + _LEAST), closefd=False) as file:
            yield file, size
    finally:
        os.close(descriptor)


def read_plain(path: Path | str) -> bytes:
    """Read a regular file that is one article as it lies there; never waits for a pipe, terminal or device.

    Without a buffer, for most files are small: one costs more than the reading.

    Raises:
        ArticleError: naming the file, with what to do.
    """
    descriptor, size = _regular(path, MAX_BYTES)
    try:
        data = os.read(descriptor, size + _LEAST)
        while more := os.read(descriptor, max(_LEAST, len(data))):
            data += more
            if len(data) > MAX_BYTES:
                raise refused(path, _TOO_LARGE, "Articles are smaller; split it")
    except OSError as error:
        raise refused(path, damage(error), "Get the file again") from error
    finally:
        os.close(descriptor)
    return data


def damage(error: Exception) -> str:
    """The reason for one of `DAMAGED`."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"it cannot be read ({safe_line(error.strerror or 'unknown error').lower()})"
    return "it is cut short" if isinstance(error, EOFError) else "its compression is damaged"


def _regular(path: Path | str, largest: int | None) -> tuple[int, int]:
    """The descriptor of a regular file that may be read, for the caller to close, and its size in bytes."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise unreadable(path, error) from error
        raise refused(path, "there is no such file", "Check the spelling of the path") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise refused(path, "it is not a regular file", "Only files with text can be read")
        if largest is not None and status.st_size > largest:
            raise too_large(path, status.st_size, largest)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, status.st_size


def start_of(path: Path | str, most: int = START) -> bytes:
    """The first half kilobyte of a file, or so many bytes; empty where it cannot be had. Never waits."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError):
        return b""
    try:
        return os.read(descriptor, most)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def start_within(path: Path | str, most: int) -> bytes:
    """The same without the file's compression."""
    compression = compression_of(str(path))
    if compression is None:
        return start_of(path, most)
    try:
        with opened(path, largest=None) as (file, _):
            return expanded(file, compression).read(most)
    except (*DAMAGED, ArticleError):
        return b""


def too_large(path: Path | str, size: int, largest: int) -> ArticleError:
    """The error for a file of so many bytes."""
    return refused(
        path,
        f"it is too large ({size // 1_048_576} MB)",
        f"Files of its kind may have {largest // 1_048_576} MB; split it",
    )


def expanded(
    stream: BinaryIO, compression: str | None, step: Callable[[int], None] = lambda size: None
) -> BinaryIO:
    """The stream without its compression; reading takes a bounded amount of memory whatever the file asks.

    Args:
        stream: what lies on the disk.
        compression: one of `COMPRESSIONS`, or None.
        step: told how many bytes came out, each time some do.
    """
    match compression:
        case ".gz":
            return cast(BinaryIO, Expanded(_AtOnce(gzip.GzipFile(fileobj=stream, mode="rb"), step)))
        case ".bz2":
            return cast(BinaryIO, Expanded(_AtOnce(bz2.BZ2File(stream), step)))
        case ".xz":
            return cast(BinaryIO, Expanded(_Xz(stream, step)))
    return stream


SURPLUS = "something else stands behind its compressed text, and was not read"


def has_surplus(stream: BinaryIO) -> bool:
    """Whether something stands behind what was compressed that is no part of it; known once all is read."""
    return isinstance(stream, Expanded) and stream.packed.has_surplus


class Expanded(io.BufferedReader):
    """What comes out of a compression."""

    def __init__(self, packed: "_AtOnce | _Xz") -> None:
        super().__init__(packed, _CHUNK)
        self.packed = packed


def read_whole(stream: BinaryIO, *, size: int, largest: int = MAX_BYTES) -> bytes:
    """Read a stream that is one article, and stop where no article goes on.

    Args:
        stream: what to read.
        size: bytes it takes on the disk, to tell a trap from a text by what comes out of them.
        largest: the most bytes it may give.

    Raises:
        ArticleError: it is too large; the message is the reason, without a file's name.
    """
    parts: list[bytes] = []
    read = 0
    while part := stream.read(_CHUNK):
        read += len(part)
        if read > largest:
            raise ArticleError(
                f"it is too large (over {largest // 1_048_576} MB)", "Articles are smaller; split it"
            )
        if read > _RATIO_FROM and read > MAX_RATIO * max(1, size):
            raise ArticleError(
                f"it expands to more than {MAX_RATIO} times its size",
                "No text is packed like this; look into it",
            )
        parts.append(part)
    return b"".join(parts)


class _AtOnce(io.RawIOBase):
    """What a decompressor gives as it gives it: what it gave before it met damage is not lost."""

    def __init__(self, source: gzip.GzipFile | bz2.BZ2File, step: Callable[[int], None]) -> None:
        self._source = source
        self._step = step
        self._gave = False
        self.has_surplus = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        try:
            data = self._source.read1(len(buffer))
        except gzip.BadGzipFile as error:
            # Files may follow each other in one; what follows here does not even begin like one.
            if not self._gave or not str(error).startswith("Not a gzipped file"):
                raise
            self.has_surplus = True
            return 0
        self._gave = self._gave or bool(data)
        self._step(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Xz(io.RawIOBase):
    """An xz stream that may not ask for any amount of memory, as `lzma.LZMAFile` lets it."""

    def __init__(self, source: BinaryIO, step: Callable[[int], None]) -> None:
        self._source = source
        self._step = step
        self._decompressor: lzma.LZMADecompressor | None = None
        self._pending = b""
        self.has_surplus = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        while True:
            if (self._decompressor is None or self._decompressor.eof) and not self._next_stream():
                return 0
            assert self._decompressor is not None
            if self._decompressor.needs_input and not self._pending:
                self._pending = self._source.read(_CHUNK)
                if not self._pending:
                    raise EOFError("the compressed file is cut short")
            data = self._decompressed(self._pending, len(buffer))
            self._pending = b""
            if data:
                self._step(len(data))
                buffer[: len(data)] = data
                return len(data)

    def _next_stream(self) -> bool:
        """Begin with the first stream, or the next: they may follow each other, with zeros between them."""
        is_first = self._decompressor is None
        rest = self._decompressor.unused_data.lstrip(b"\0") if self._decompressor else b""
        while len(rest) < len(_XZ_MAGIC) and (chunk := self._source.read(_CHUNK)):
            rest = rest + chunk if is_first else (rest + chunk).lstrip(b"\0")
        if not rest or self.has_surplus:
            return False
        if not is_first and not rest.startswith(_XZ_MAGIC):
            self.has_surplus = True
            return False
        self._decompressor = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        self._pending = rest
        return True

    def _decompressed(self, data: bytes, most: int) -> bytes:
        assert self._decompressor is not None
        try:
            return self._decompressor.decompress(data, max_length=most)
        except lzma.LZMAError as error:
            if not str(error).startswith("Memory usage limit"):
                raise
            raise ArticleError(
                f"unpacking it takes more than {_XZ_MEMORY // 1_048_576} MB of memory",
                "Pack it with xz -9 or less",
            ) from error
