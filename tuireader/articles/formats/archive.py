"""A zip archive: a member whose name is an article file's is read as one, in place; nothing is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from tuireader.articles.formats.fields import Fields
from tuireader.articles.opening import compression_of, expanded
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_line

__all__ = ["split"]

_ENCRYPTED = 0x1
_MOST_MEMBERS = 100_000


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield what the members hold, by name as in the archive: `name.txt`, `list.jsonl#12`.

    Members of other kinds and hidden ones are no articles, as in a folder.

    Raises:
        ArticleError: it is no zip archive; the message is the reason.
    """
    from tuireader.articles.formats import format_of, split_stream

    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise ArticleError("it is no sound zip archive", "Get the file again") from error
    names = _Names()
    with archive:
        members = archive.infolist()
        for member in members[:_MOST_MEMBERS]:
            found = format_of(member.filename)
            if member.is_dir() or found is None or _is_hidden(member.filename):
                continue
            name = names.free(safe_line(member.filename))
            if problem := _problem(member, found):
                yield Unreadable(name, problem)
                continue
            try:
                with archive.open(member) as inside:
                    packed = member.compress_size
                    inner = expanded(cast(BinaryIO, inside), compression_of(member.filename))
                    for item in split_stream(found, inner, fields, packed):
                        yield replace(item, fragment=f"{name}#{item.fragment}" if item.fragment else name)
            except ArticleError as error:
                yield Unreadable(name, error.reason)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
                yield Unreadable(name, "it is damaged or packed in an unknown way")
    if len(members) > _MOST_MEMBERS:
        yield Unreadable(
            names.free("…"),
            f"{len(members) - _MOST_MEMBERS:,} members after these {_MOST_MEMBERS:,} were not read",
            is_end=True,
        )


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
