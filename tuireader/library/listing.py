"""What a source holds now beside what the library knows of it, in the order of paths.

The walk goes into a temporary database of SQLite's own, on the disk: neither a million paths nor what is
known of them need be in memory.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from tuireader.articles.sources import Found, Ignored, Skipped
from tuireader.library.sources import path_text

_AT_ONCE = 500
IN_CONTAINER = "file INDEXED BY file_container WHERE source = ?1 AND container = ?2"
"""The records of one file, to select from. SQLite, not told so, goes through all files of the source."""


class Listed(NamedTuple):
    """A file that is there; a tuple, as there may be a million."""

    shown_as: str
    """The path as the library keeps it."""
    raw: bytes | None
    """The path as the system knows it, where that is another."""
    size: int
    mtime_ns: int
    reason: str | None
    """Why it cannot be read, as the walk saw it."""

    @property
    def at(self) -> str:
        """The path as the system is asked for it."""
        return self.shown_as if self.raw is None else os.fsdecode(self.raw)

    @property
    def path(self) -> Path:
        return Path(self.at)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the library knows of a file: not of the records in it."""

    path: str
    size: int
    mtime_ns: int
    reason: str | None
    pieces: int | None
    """How many records of a container were read; None for a file that is one article."""
    is_complete: bool


Change = Literal["new", "changed", "same", "unfinished", "unreadable"]


class Listing:
    """The walk of one source, kept until the scan of it is done. A context manager."""

    def __init__(self, items: "Iterator[Found | Skipped | Ignored]") -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(
            "CREATE TABLE listed ("
            "shown TEXT PRIMARY KEY, path BLOB, size INTEGER, mtime INTEGER, reason TEXT) WITHOUT ROWID"
        )
        self._db.execute("CREATE TABLE textless (shown TEXT PRIMARY KEY, size INTEGER, mtime INTEGER)")
        self.ignored = 0
        """How many files are no articles."""
        self.left_out: list[Ignored] = []
        """Those of them that a reader would wonder about."""
        self.is_empty = True
        """Whether there is nothing at all: a folder that nothing is mounted at, perhaps."""
        try:
            self._fill(items)
        except BaseException:
            self._db.close()
            raise

    def _fill(self, items: "Iterator[Found | Skipped | Ignored]") -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?, ?)", self._listed(items))
        self._db.execute("COMMIT")

    def _listed(self, items: "Iterator[Found | Skipped | Ignored]") -> Iterator[Listed]:
        for item in items:
            self.is_empty = False
            if isinstance(item, Found):
                at, size, mtime_ns = item
                shown = path_text(at)
                yield Listed(shown, None if shown == at else os.fsencode(at), size, mtime_ns, None)
            elif isinstance(item, Skipped):
                yield Listed(path_text(item.path), bytes(item.path), -1, 0, item.reason)
            else:
                self._ignore(item)

    def _ignore(self, item: Ignored) -> None:
        self.ignored += 1
        if item.reason is not None:
            self.left_out.append(item)
        if item.looked_into is not None:
            row = (path_text(item.path), *item.looked_into)
            self._db.execute("INSERT OR IGNORE INTO textless VALUES (?, ?, ?)", row)

    def __enter__(self) -> "Listing":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def note_textless(self, library: sqlite3.Connection, source: str) -> None:
        """Write down which files without an ending hold no text, so that nobody need look into them again."""
        known = "SELECT path, size, mtime FROM textless WHERE source = ? ORDER BY path"
        now = self._db.execute("SELECT shown, size, mtime FROM textless ORDER BY shown")
        if library.execute(known, (source,)).fetchall() == (rows := now.fetchall()):
            return
        library.execute("DELETE FROM textless WHERE source = ?", (source,))
        library.executemany("INSERT INTO textless VALUES (?, ?, ?, ?)", ((source, *row) for row in rows))

    def vanished(self, library: sqlite3.Connection, source: str) -> list[str]:
        """The paths that the library knows and that are gone, in order."""
        gone: list[str] = []
        for paths in _stored_paths(library, source):
            sql = f"SELECT shown FROM listed WHERE shown IN ({_marks(paths)})"
            gone += sorted(set(paths).difference(shown for (shown,) in self._db.execute(sql, paths)))
        return gone

    def compared(
        self, library: sqlite3.Connection, source: str
    ) -> Iterator[tuple[Listed, Stored | None, Change]]:
        """Every file that is there with what the library knows of it, and what that means.

        A file is the same when its size and time of change are; what could not be read stays as it was said.
        """
        for portion in self._portions():
            stored = stored_at(library, source, [listed.shown_as for listed in portion])
            for listed in portion:
                known = stored.get(listed.shown_as)
                if listed.reason is not None:
                    yield listed, known, "unreadable"
                elif known is None:
                    yield listed, known, "new"
                elif (known.size, known.mtime_ns) != (listed.size, listed.mtime_ns):
                    yield listed, known, "changed"
                elif not known.is_complete:
                    yield listed, known, "unfinished"
                else:
                    yield listed, known, "same"

    def _portions(self) -> Iterator[list[Listed]]:
        after = ""
        sql = "SELECT shown, path, size, mtime, reason FROM listed WHERE shown > ? ORDER BY shown LIMIT ?"
        # In portions: a cursor left open would hold its place while the caller takes seconds over a file.
        while rows := self._db.execute(sql, (after, _AT_ONCE)).fetchall():
            yield [*map(Listed._make, rows)]
            after = rows[-1][0]


def _stored_paths(library: sqlite3.Connection, source: str) -> Iterator[list[str]]:
    """The paths of all files of a source that the library knows, in order and in portions."""
    after = ""
    sql = "SELECT path FROM file WHERE source = ? AND container IS NULL AND path > ? ORDER BY path LIMIT ?"
    while rows := library.execute(sql, (source, after, _AT_ONCE)).fetchall():
        yield [path for (path,) in rows]
        after = rows[-1][0]


def stored_at(library: sqlite3.Connection, source: str, paths: Sequence[str]) -> dict[str, Stored]:
    """What the library knows of the files at these paths."""
    sql = f"{_STORED} WHERE source = ? AND path IN ({_marks(paths)})"
    return {row[0]: _stored(row) for row in library.execute(sql, (source, *paths))}


def is_text(library: sqlite3.Connection, source: str, path: str, size: int, mtime_ns: int) -> bool | None:
    """Whether the file is an article or something else, if it is what it was; else None."""
    known = stored_at(library, source, [path]).get(path)
    if known is not None and (known.size, known.mtime_ns) == (size, mtime_ns):
        return True
    sql = "SELECT 1 FROM textless WHERE (source, path, size, mtime) = (?, ?, ?, ?)"
    return None if library.execute(sql, (source, path, size, mtime_ns)).fetchone() is None else False


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


_STORED = "SELECT path, size, mtime, reason, pieces, complete FROM file"


def _stored(row: tuple[str, int, int, str | None, int | None, int]) -> Stored:
    path, size, mtime, reason, pieces, complete = row
    return Stored(path, size, mtime, reason, pieces, bool(complete))
