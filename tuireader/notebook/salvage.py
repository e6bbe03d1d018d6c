"""Mend a damaged notebook: bring together the newest backup, the readable copy and what can still be read.

The damaged file is never written to nor deleted; it stays under another name. What is brought together is
merged like an import, so that of each note every revision that survives anywhere is kept.
"""

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from tuireader.errors import NotebookError
from tuireader.notebook import backup
from tuireader.notebook.carving import Carved
from tuireader.notebook.columns import decoded, from_column
from tuireader.notebook.keeper import COPY_NAME
from tuireader.notebook.merging import merge
from tuireader.notebook.records import Record, read_records, records
from tuireader.notebook.schema import MIGRATIONS, migrate
from tuireader.notebook.store import connect, connect_memory, connect_writer, in_transaction

_DRAFT = "session, owner, uid, note, body, tags, start, stop, anchor, saved"
_NAMED = 5
"""So many notes that are missing are named."""
_PATIENCE = 0.5
"""Seconds to look for the rows of one table by SQL; a start must not hang on what cannot be read."""
_PATIENCE_IN_ALL = 1.5
"""Seconds for all tables; what is not found by then comes out of the pages."""


def has_remains(directory: Path) -> bool:
    """Whether a notebook must have stood here: there are backups or a readable copy."""
    return bool(backup.backups(directory)) or (directory / COPY_NAME).exists()


def mend(path: Path, moment: str, *, was_damaged: bool) -> list[str]:
    """Put a sound notebook in the place of a damaged, empty or missing one; returns what to tell.

    The lock must be held. A crash in between leaves the old file where it was or the new one, never neither.

    Raises:
        OSError, sqlite3.Error, NotebookError: it could not be built; everything is as it was.
    """
    aside = backup.keep_aside(path, "damaged", moment) if was_damaged else None
    told: list[str] = []

    def build(temporary: Path) -> None:
        with closing(connect_writer(temporary)) as connection:
            migrate(connection, 0)
            told.append(gather(connection, aside, path.parent))

    backup.write_whole(path, build)
    if aside is not None:
        told.append(f"The damaged notebook is kept as {str(aside)!r}")
    return told


def gather(connection: sqlite3.Connection, damaged: Path | None, directory: Path) -> str:
    """Merge all that is left of a notebook into a fresh one; returns what came from where, and what lacks."""
    moment = "1970-01-01T00:00:00.000000Z"  # for what says no time: whatever says one counts more
    remains = None if damaged is None else Remains(damaged)
    found = []
    for name, given in (
        ("the newest backup", _from_backups(directory)),
        (COPY_NAME, _from_copy(directory / COPY_NAME)),
        # Last: of what is left of a note here, the others may know what it was written on.
        ("the damaged file", [] if remains is None else remains.records()),
    ):
        if in_transaction(connection, partial(_merge_what_can_be, given=given, moment=moment)):
            found.append(name)
    if remains is not None:
        in_transaction(connection, remains.bring_drafts)
    notes, bookmarks = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("note", "bookmark WHERE kept")
    )
    was = "was missing" if damaged is None else "was damaged"
    missing = "" if remains is None else remains.missing(connection)
    if not found:
        return f"The notebook {was}, and nothing could be brought back: it begins anew{missing}"
    return (
        f"The notebook {was}: {notes} note{'s'[: notes != 1]} and {bookmarks} bookmark{'s'[: bookmarks != 1]}"
        f" were brought back from {' and '.join(found)}{missing}"
    )


def _merge_what_can_be(connection: sqlite3.Connection, given: Iterable[Record], moment: str) -> int:
    """Merge record by record; one that makes no sense is left out. Returns how many there were."""
    count = 0
    for record in given:
        connection.execute("SAVEPOINT record")
        try:
            merge(connection, [(0, record)], moment, adds_sources=True)
            count += record.get("type") != "notebook"
        except NotebookError:  # nothing of it can be used; the file that it is in is kept
            connection.execute("ROLLBACK TO record")
        connection.execute("RELEASE record")
    return count


def _from_backups(directory: Path) -> list[Record]:
    """The records of the newest backup that is whole."""
    for kept in reversed(backup.backups(directory)):
        try:
            with closing(connect_memory()) as memory:
                with closing(connect(kept.path, "ro")) as source:
                    if source.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                        continue
                    source.backup(memory)
                version = memory.execute("PRAGMA user_version").fetchone()[0]
                if 0 < version < len(MIGRATIONS):
                    migrate(memory, version)
                return list(read_records(memory))
        except (sqlite3.Error, NotebookError):  # damaged too: the one before may be whole
            continue
    return []


def _from_copy(path: Path) -> list[Record]:
    """The records of the readable copy; lines that are damaged are left out."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:  # there is none, or none that can be read
        return []
    found = []
    for line in lines:
        try:
            record = json.loads(decoded(line))
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            found.append(record)
    return found


def readable_rows(path: Path, table: str, columns: str, end: float) -> list[tuple[int, tuple[object, ...]]]:
    """(rowid, row) of every row that SQL can read; pages it cannot are gone round by halving the range.

    Args:
        end: the moment of the monotonic clock at which looking ends.
    """
    found: dict[int, tuple[object, ...]] = {}
    until = min(time.monotonic() + _PATIENCE, end)
    query = f"SELECT rowid, {columns} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ?"
    try:
        connection = connect(path, "ro")
    except sqlite3.Error:
        return []
    with closing(connection):
        ranges = [(1, _highest_row(connection, table))]
        while ranges and time.monotonic() < until:
            first, last = ranges.pop()
            try:
                for rowid, *row in connection.execute(query, (first, last)):
                    found[rowid] = tuple(row)
            except sqlite3.Error:
                if first < last:
                    middle = (first + last) // 2
                    ranges += [(middle + 1, last), (first, middle)]
    return sorted(found.items())


def _highest_row(connection: sqlite3.Connection, table: str) -> int:
    """A bound above all rows, found without trusting the table's own idea of its last one; 0 if none are."""
    query = f"SELECT 1 FROM {table} NOT INDEXED WHERE rowid >= ? LIMIT 1"
    highest = 0
    for power in range(40):
        try:
            if connection.execute(query, (1 << power,)).fetchone() is None:
                return 1 << power
            highest = 2 << power
        except sqlite3.Error:  # the page that this row would be on is gone, those after it may be there
            continue
    return highest


class Remains:
    """What a damaged file still gives: by SQL as far as it goes, and out of its pages."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._carved = Carved(path)
        self._until = time.monotonic() + _PATIENCE_IN_ALL

    def records(self) -> list[Record]:
        """The records that its rows make."""
        return list(records(self._rows))

    def bring_drafts(self, connection: sqlite3.Connection) -> None:
        """Take over drafts that were never saved."""
        places = ", ".join("?" * len(_DRAFT.split(",")))
        rows = self._rows("draft", _DRAFT)
        connection.executemany(f"INSERT OR IGNORE INTO draft({_DRAFT}) VALUES({places})", rows)

    def missing(self, connection: sqlite3.Connection) -> str:
        """Which notes the mended notebook lacks, to go on with after a sentence; empty where none."""
        there = {from_column(row[0]) for row in connection.execute("SELECT id FROM note").fetchall()}
        named = sorted({from_column(row[0]) for row in self._rows("note", "id")} - there)
        # Rows of notes are numbered without gaps, and none is ever taken out.
        numbers = [rowid for rowid, _ in self._carved.rows("note", "id")]
        numbers += [
            number
            for name, number in self._rows("sqlite_sequence", "name, seq")
            if name == "note" and isinstance(number, int)
        ]
        count = max(len(named), max(numbers, default=0) - len(there))
        if count <= 0:
            pages, once = self._carved.pages, self._carved.pages_once
            cut = f"; the file is cut off after {pages} of {once} pages, so that notes may be missing"
            return cut if 0 < pages < once else ""
        names = ", ".join(named[:_NAMED])
        more = f" (and {count - len(named[:_NAMED])} whose names are lost too)" if count > len(named) else ""
        if not names:
            return f"; {count} {'is' if count == 1 else 'are'} missing, names and all"
        return f"; {count} {'is' if count == 1 else 'are'} missing: {names}{more}"

    def _rows(self, table: str, columns: str) -> list[tuple[object, ...]]:
        """The rows of a table, in its order; those that pages alone give among those that SQL gives."""
        found = dict.fromkeys(
            (rowid, row) for rowid, row in readable_rows(self._path, table, columns, self._until)
        )
        found |= dict.fromkeys(self._carved.rows(table, columns))
        return [row for _, row in sorted(found, key=lambda key: key[0])]
