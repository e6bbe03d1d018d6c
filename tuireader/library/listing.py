"""What a source holds now beside what the library knows of it, in the order of paths.

The walk goes into a temporary database of SQLite's own, on the disk: neither a million paths nor what is
known of them need be in memory.
"""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tuireader.articles.sources import Found, Ignored, Skipped
from tuireader.library.sources import path_text

_AT_ONCE = 500
IN_CONTAINER = "file INDEXED BY file_container WHERE source = ?1 AND container = ?2"
"""The records of one file, to select from. SQLite, not told so, goes through all files of the source."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that is there."""

    path: Path
    shown_as: str
    """The path as the library keeps it."""
    size: int
    mtime_ns: int
    reason: str | None
    """Why it cannot be read, as the walk saw it."""


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
        for item in items:
            self.is_empty = False
            if isinstance(item, Ignored):
                self.ignored += 1
                if item.reason is not None:
                    self.left_out.append(item)
                if item.looked_into is not None:
                    row = (path_text(item.path), *item.looked_into)
                    self._db.execute("INSERT OR IGNORE INTO textless VALUES (?, ?, ?)", row)
                continue
            found = (item.size, item.mtime_ns, None) if isinstance(item, Found) else (-1, 0, item.reason)
            self._db.execute(
                "INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?, ?)",
                (path_text(item.path), bytes(item.path), *found),
            )
        self._db.execute("COMMIT")

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
        return [known.path for known in stored_files(library, source) if not self._has(known.path)]

    def _has(self, path: str) -> bool:
        return self._db.execute("SELECT 1 FROM listed WHERE shown = ?", (path,)).fetchone() is not None

    def compared(
        self, library: sqlite3.Connection, source: str
    ) -> Iterator[tuple[Listed, Stored | None, Change]]:
        """Every file that is there with what the library knows of it, and what that means.

        A file is the same when its size and time of change are; what could not be read stays as it was said.
        """
        for listed in self:
            known = stored_file(library, source, listed.shown_as)
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

    def __iter__(self) -> Iterator[Listed]:
        after = ""
        sql = "SELECT shown, path, size, mtime, reason FROM listed WHERE shown > ? ORDER BY shown LIMIT ?"
        # In portions: a cursor left open would hold its place while the caller takes seconds over a file.
        while rows := self._db.execute(sql, (after, _AT_ONCE)).fetchall():
            for shown, path, size, mtime, reason in rows:
                yield Listed(Path(os.fsdecode(path)), shown, size, mtime, reason)
            after = rows[-1][0]


def stored_files(library: sqlite3.Connection, source: str) -> Iterator[Stored]:
    """All files of a source that the library knows, in the order of paths."""
    after = ""
    sql = f"{_STORED} WHERE source = ? AND container IS NULL AND path > ? ORDER BY path LIMIT ?"
    while rows := library.execute(sql, (source, after, _AT_ONCE)).fetchall():
        for row in rows:
            yield _stored(row)
        after = rows[-1][0]


def stored_file(library: sqlite3.Connection, source: str, path: str) -> Stored | None:
    """What the library knows of the file at the path."""
    row = library.execute(f"{_STORED} WHERE source = ? AND path = ?", (source, path)).fetchone()
    return _stored(row) if row is not None else None


def is_text(library: sqlite3.Connection, source: str, path: str, size: int, mtime_ns: int) -> bool | None:
    """Whether the file is an article or something else, if it is what it was; else None."""
    known = stored_file(library, source, path)
    if known is not None and (known.size, known.mtime_ns) == (size, mtime_ns):
        return True
    sql = "SELECT 1 FROM textless WHERE (source, path, size, mtime) = (?, ?, ?, ?)"
    return None if library.execute(sql, (source, path, size, mtime_ns)).fetchone() is None else False


_STORED = "SELECT path, size, mtime, reason, pieces, complete FROM file"


def _stored(row: tuple[str, int, int, str | None, int | None, int]) -> Stored:
    path, size, mtime, reason, pieces, complete = row
    return Stored(path, size, mtime, reason, pieces, bool(complete))
