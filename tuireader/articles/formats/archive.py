"""A zip archive: a member whose name is an article file's is read as one, in place; nothing is unpacked."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from tuireader.articles.effort import Effort, metered
from tuireader.articles.formats.fields import Fields
from tuireader.articles.opening import compression_of, expanded
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_line

__all__ = ["split"]

_BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, struct.error,
    IndexError, EOFError, OSError, zlib.error, lzma.LZMAError,
)  # fmt: skip
"""What `zipfile` raises on archives that are made wrong, or to harm."""
_ENCRYPTED = 0x1
_MOST_MEMBERS = 100_000
_LONGEST_LIST = 24 * 1024 * 1024
"""Bytes of the list of members, which must be read whole: of a hundred thousand it has ten million or so."""
_LOCAL_HEADER = 30
"""Bytes that stand before a member at least, without its name."""


def split(stream: BinaryIO, fields: Fields, effort: Effort) -> Iterator[Piece | Unreadable]:
    """Yield what the members hold, by name as in the archive: `name.txt`, `list.jsonl#12`.

    Members of other kinds and hidden ones are no articles, as in a folder.

    Raises:
        ArticleError: it is no zip archive; the message is the reason.
    """
    from tuireader.articles.formats import format_of, split_stream

    try:
        archive = zipfile.ZipFile(cast(BinaryIO, _Guarded(stream)))
    except _BROKEN as error:
        raise ArticleError("it is no sound zip archive", "Get the file again") from error
    names = _Names()
    with archive:
        members = archive.infolist()
        over = _lying_over_others(members)
        for number, member in enumerate(members[:_MOST_MEMBERS]):
            effort.step()
            if not member.filename.strip("/"):
                yield Unreadable(names.free(f"member {number + 1}"), "it has no name")
                continue
            found = format_of(member.filename)
            if member.is_dir() or found is None or _is_hidden(member.filename):
                continue
            name = names.free(safe_line(member.filename))
            if problem := _problem(member, found):
                yield Unreadable(name, problem)
                continue
            if number in over:
                yield Unreadable(name, "it lies over another member, which is a trap")
                continue
            try:
                with archive.open(member) as packed:
                    inside = metered(cast(BinaryIO, packed), effort, is_unpacked=True)
                    if compression := compression_of(member.filename):
                        inside = expanded(inside, compression, effort.step)
                    for item in split_stream(found, inside, fields, effort, member.compress_size):
                        yield replace(item, fragment=f"{name}#{item.fragment}" if item.fragment else name)
            except ArticleError as error:
                yield Unreadable(name, error.reason)
            except _BROKEN:
                yield Unreadable(name, "it is damaged or packed in an unknown way")
    if len(members) > _MOST_MEMBERS:
        yield Unreadable(
            names.free("…"),
            f"{len(members) - _MOST_MEMBERS:,} members after these {_MOST_MEMBERS:,} were not read",
            is_end=True,
        )


class _Guarded:
    """The archive's file, which `zipfile` would have read a list of members of any length from at once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek = stream.seek
        self.tell = stream.tell
        self.seekable = stream.seekable
        self.close = stream.close

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST_LIST:
            raise ArticleError(
                f"its list of members is longer than {_LONGEST_LIST // 1_048_576} MB",
                f"Part it into archives of at most {_MOST_MEMBERS:,} members",
            )
        return self._stream.read(size)


def _lying_over_others(members: list[zipfile.ZipInfo]) -> set[int]:
    """The members, by their number, whose bytes go on over the next one's beginning."""
    order = sorted(range(len(members)), key=lambda number: members[number].header_offset)
    return {
        number
        for number, following in pairwise(order)
        if members[number].header_offset
        + _LOCAL_HEADER
        + len(members[number].orig_filename)
        + members[number].compress_size
        > members[following].header_offset
    }


class _Names:
    """Names of members that are the same, or look so once they are safe to show, told apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._times: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name as nobody has had it yet: `a.txt`, then `a.txt'`, `a.txt'3`."""
        # The count goes on where it was: looking from the first each time would take the square of them.
        times = self._times.get(name, 0)
        while True:
            times += 1
            told = f"{name}'{times}" if times > 2 else name + "'" * (times - 1)
            if told not in self._taken:
                break
        self._times[name] = times
        self._taken.add(told)
        return told


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)


def _problem(member: zipfile.ZipInfo, found: str) -> str | None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":"):
        return "its name leads out of the archive"
    if member.flag_bits & _ENCRYPTED:
        return "it is locked with a password"
    if found == "zip":
        return "an archive within an archive is not read"
    return None
