"""Which files of a folder are articles, and why the others are not."""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from tuireader.articles.formats import format_of, largest, looks_like_page
from tuireader.articles.opening import COMPRESSIONS, start_of, suffix_of
from tuireader.text.safe import safe_line

_OTHER_ARCHIVES = frozenset(".tar .tgz .tbz .tbz2 .txz .7z .rar .zst .zipx .lz4 .br".split())  # noqa: SIM905
"""Endings of what may hold articles but is not read; that is said, and not passed over."""
_NOT_NEWS = frozenset(
    "license licence readme copying notice authors changelog install makefile dockerfile version todo".split()  # noqa: SIM905
)
"""Files without an ending that stand beside articles and are none."""
_PAGE_NAME = re.compile(
    r"\.(?:php\d?|aspx?|jsp|cfm)$|\.(?:[xs]?html?|php\d?|aspx?|jsp|cfm)(?:[?@&]|\.\d+$)", re.IGNORECASE
)
"""What crawlers call pages, by the address they had: `story.php`, `story.html?id=7`, `story.html.1`."""
_OWN = "tuireader keeps its own files there"


_LATEST = 2**63 - 1
"""Nanoseconds: the year 2262."""


class Found(NamedTuple):
    """A file to read; a tuple with its path as text, as there may be a million."""

    at: str
    size: int
    """Bytes."""
    mtime_ns: int

    @property
    def path(self) -> Path:
        return Path(self.at)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that looks like articles but cannot be read."""

    path: Path
    reason: str
    """One line, without the path."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is no article, or a folder without one: of another kind, hidden, or tuireader's own."""

    path: Path
    reason: str | None = None
    """One line, where a reader would wonder."""
    looked_into: tuple[int, int] | None = None
    """Bytes and time of change of a file that only its beginning told to be no text."""


Known = Callable[[Path, int, int], bool | None]
"""Asked by path, bytes and time of change whether a file without an ending is an article; None: look."""


def walk(
    root: Path, own: Collection[Path] = (), known: Known = lambda path, size, mtime_ns: None
) -> Iterator[Found | Skipped | Ignored]:
    """Yield what stands under `root`, a folder or a single file, by name within each folder.

    A file without an ending is an article if it begins like text and is not named like a project's own; one
    that a crawler named after a page's address, if it begins like a page.
    A file named as the root is an article whatever its ending. Hidden folders are not looked into. Links
    to folders are not followed; a link to a file is, if that file lies under the root. Folders may be
    nested to any depth. Never raises for what it finds; a root that is not there is one `Skipped`.

    Args:
        root: the folder, or the file.
        own: tuireader's own directories, whose files are no articles: `notes.jsonl` reads like some.
        known: spares looking into files without an ending that are what they were.
    """
    kept_out = {os.path.realpath(directory) for directory in own}
    try:
        status = root.stat()
    except OSError as error:
        yield Skipped(root, _reason(error))
        return
    if not stat.S_ISDIR(status.st_mode):
        yield _judge(os.fspath(root), status)
        return
    home = os.path.realpath(root)
    if any(home == directory or home.startswith(f"{directory}/") for directory in kept_out):
        yield Ignored(root, _OWN)
        return
    names = {os.path.basename(directory) for directory in kept_out}  # noqa: PTH119 -- as it is compared
    folders: list[str] = [os.fspath(root)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            yield Skipped(Path(folder), f"folder: {_reason(error)}")
            continue
        inner: list[str] = []
        for entry in entries:
            if entry.name.startswith("."):
                yield _hidden(entry)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name in names and os.path.realpath(entry.path) in kept_out:
                    yield Ignored(Path(entry.path), _OWN)
                else:
                    inner.append(entry.path)
            elif _is_other_archive(entry.name):
                yield Skipped(Path(entry.path), "an archive of a kind that is not read; unpack it or zip it")
            elif not suffix_of(entry.name):
                yield _without_ending(entry, home, known, _begins_as_text)
            elif _PAGE_NAME.search(entry.name) is not None:
                yield _without_ending(entry, home, known, _begins_as_page)
            elif format_of(entry.name) is None:
                yield Ignored(Path(entry.path))
            else:
                yield _entry(entry, home)
        folders += reversed(inner)


def _without_ending(
    entry: "os.DirEntry[str]", home: str, known: Known, begins_right: Callable[[str], bool]
) -> Found | Skipped | Ignored:
    path = Path(entry.path)
    if entry.name.lower() in _NOT_NEWS or not entry.is_file(follow_symlinks=False):
        return Ignored(path)
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(path, _reason(error))
    is_text = known(path, status.st_size, _changed(status))
    if is_text is None:
        is_text = begins_right(entry.path)
    if not is_text:
        return Ignored(path, looked_into=(status.st_size, _changed(status)))
    return _entry(entry, home)


def _hidden(entry: "os.DirEntry[str]") -> Skipped | Ignored:
    """A hidden file that is named as an article is said to be passed over; other hidden things are none.

    So are the companions `._story.txt` that macOS leaves on other file systems.
    """
    named = entry.is_file(follow_symlinks=False) and format_of(entry.name) is not None
    if not named or entry.name.startswith("._"):
        return Ignored(Path(entry.path))
    return Skipped(Path(entry.path), "hidden: its name begins with a dot")


def _is_other_archive(name: str) -> bool:
    suffix = suffix_of(name)
    if suffix in COMPRESSIONS:
        suffix = suffix_of(name[: -len(suffix)])
    return suffix in _OTHER_ARCHIVES


def _begins_as_text(path: str) -> bool:
    start = start_of(path)
    # A character may be cut at the end of the sample: "ignore" would hide damage elsewhere, so look back.
    return (
        b"\x00" not in start
        and b" " in start
        and len(start.decode("utf-8", "ignore").encode()) >= len(start) - 3
    )


def _begins_as_page(path: str) -> bool:
    return looks_like_page(start_of(path))


def _entry(entry: "os.DirEntry[str]", home: str) -> Found | Skipped | Ignored:
    at = entry.path
    try:
        if entry.is_symlink():
            target = os.path.realpath(at, strict=True)
            if stat.S_ISDIR(entry.stat().st_mode):
                return Ignored(Path(at))
            if os.path.commonpath((home, target)) != home:
                return Skipped(Path(at), "a link to a file outside the source")
        return _judge(at, entry.stat())
    except FileNotFoundError as error:
        # Of a link the error names where it leads.
        return Skipped(Path(at), "a link to nothing" if os.path.lexists(at) else _reason(error))
    except OSError as error:
        return Skipped(Path(at), _reason(error))


def _judge(at: str, status: os.stat_result) -> Found | Skipped:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "not a regular file")
        return Skipped(Path(at), f"{kind}, not a file with text")
    most = largest(at)
    if most is not None and status.st_size > most:
        return Skipped(
            Path(at), f"too large ({status.st_size // 1_048_576} MB; at most {most // 1_048_576} MB)"
        )
    return Found(at, status.st_size, _changed(status))


def _changed(status: os.stat_result) -> int:
    """When the file was changed, in nanoseconds."""
    # Far past and future dates do not fit the 64 bits of a column; that they differ from now is enough.
    return max(-_LATEST, min(status.st_mtime_ns, _LATEST))


_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return (
            "a link to nothing"
            if error.filename is not None and os.path.lexists(error.filename)
            else "not there"
        )
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return safe_line(error.strerror or type(error).__name__).lower()
