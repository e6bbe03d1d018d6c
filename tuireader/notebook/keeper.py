"""The thread behind the window: a backup at the start, and `notes.jsonl`, the copy that needs no tuireader.

It never stands between a change and its "saved": it has a connection of its own and comes after the commit.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from tuireader.errors import NotebookError
from tuireader.notebook import backup, records
from tuireader.notebook.columns import encoded
from tuireader.notebook.store import connect

COPY_NAME = "notes.jsonl"
_QUIET = 1.0
"""Seconds without a change after which the copy is written."""
_LONGEST = 10.0
"""Seconds after which it is written although changes keep coming."""
_STALE = 3600.0
"""Seconds after which a temporary file belongs to a process that was killed."""


class Keeper:
    """Keeps backups and the readable copy of one notebook file up to date, in the background."""

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path = path
        self._complain = complain
        self._state = threading.Condition()
        self._changed_at = 0.0
        self._waiting_since: float | None = None
        self._wants_upkeep: tuple[str, int] | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    def look_after(self, moment: str, changes: int) -> None:
        """Make the backup that is due at a start, and the readable copy where it is behind.

        Args:
            changes: how often the notebook had been changed at the start; what is done while this thread
                gets going is for the next one.
        """
        with self._state:
            self._wants_upkeep = moment, changes
            self._wake()

    def changed(self) -> None:
        """Say that something worth keeping was committed."""
        with self._state:
            self._changed_at = time.monotonic()
            if self._waiting_since is None:
                self._waiting_since = self._changed_at
            self._wake()

    def close(self) -> None:
        """Write what is still to be written and end."""
        with self._state:
            self._closing = True
            self._state.notify()
        if self._thread is not None:
            self._thread.join()

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="notebook keeper", daemon=True)
            self._thread.start()
        self._state.notify()

    def _run(self) -> None:
        while True:
            with self._state:
                while not self._is_due():
                    if self._closing:
                        return
                    self._state.wait(_QUIET if self._waiting_since is not None else None)
                upkeep, self._wants_upkeep = self._wants_upkeep, None
                copy_is_due, self._waiting_since = self._waiting_since is not None, None
            self._try(upkeep, copy_is_due)

    def _is_due(self) -> bool:
        if self._wants_upkeep is not None:
            return True
        if self._waiting_since is None:
            return False
        now = time.monotonic()
        return self._closing or now - self._changed_at >= _QUIET or now - self._waiting_since >= _LONGEST

    def _try(self, upkeep: tuple[str, int] | None, copy_is_due: bool) -> None:
        """Do it, and tell what went wrong: the notebook itself is not touched by any of this."""
        try:
            with closing(connect(self._path, "rw")) as connection:
                if upkeep is not None:
                    moment, changes = upkeep
                    backup.sweep(self._path.parent, time.time() - _STALE)
                    if backup.is_due(changes, self._path.parent):
                        backup.make_backup(connection, self._path.parent, moment)
                    copy_is_due = copy_is_due or self._is_behind(connection)
                if copy_is_due:
                    write_copy(connection, self._path.with_name(COPY_NAME))
        except (OSError, sqlite3.Error, NotebookError) as error:
            self._complain(
                f"The notebook is safe, but its backup or {COPY_NAME} could not be written: {error}"
            )

    def _is_behind(self, connection: sqlite3.Connection) -> bool:
        try:
            written = self._path.with_name(COPY_NAME).stat().st_mtime_ns
        except FileNotFoundError:
            return backup.count_changes(connection) > 0
        return written < self._path.stat().st_mtime_ns


def write_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write the readable copy whole; if another window commits meanwhile, once more, so the last one counts.

    Raises:
        OSError, sqlite3.Error: it could not be written; the copy before stays.
    """
    while True:
        version = connection.execute("PRAGMA data_version").fetchone()
        connection.execute("BEGIN")
        try:
            found = records.read_records(connection)
        finally:
            connection.execute("ROLLBACK")
        backup.write_whole(path, partial(_write_lines, found))
        if connection.execute("PRAGMA data_version").fetchone() == version:
            return


def _write_lines(found: Iterator[records.Record], path: Path) -> None:
    with path.open("wb") as file:
        for record in found:
            file.write(encoded(records.line(record)) + b"\n")
