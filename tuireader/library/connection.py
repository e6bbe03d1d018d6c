"""Opening `library.db`: one connection a thread, private to its owner, rebuilt on any doubt."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from tuireader.errors import LibraryError
from tuireader.library import schema

_BUSY_MS = 10_000
_NEXT = "Another tuireader may be indexing; try again when it is done"


class Connections:
    """The connections of all threads to one library file.

    A thread's connection is opened on first use and lives until `close`, which closes all of them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: list[str] = []
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Make sure that the file is a library of this version; what cannot be used is thrown away.

        Raises:
            LibraryError: the file cannot be made or is held by another process.
        """
        try:
            db = self.get()
            if schema.is_empty(db):
                schema.create(db)
            elif not schema.is_current(db):
                self._start_anew("was made by another version of tuireader")
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            self._start_anew("was damaged")

    def get(self) -> sqlite3.Connection:
        """This thread's connection.

        Raises:
            LibraryError: the library is closed, or its file cannot be had.
            sqlite3.DatabaseError: the file is no database.
        """
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None or self._closed:
            db = self._connect()
            self._local.db = db
        return db

    def close(self) -> None:
        """Close every thread's connection; using the library afterwards is an error."""
        with self._lock:
            self._closed = True
            connections, self._all = self._all, []
        for db in connections:
            db.close()

    def start_anew(self, why: str) -> None:
        """Throw the file away and make an empty library: what it held can be built again from the sources.

        Other threads' connections are closed; each opens a new one at its next use.
        """
        self._start_anew(why)

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: committed when the block ends, rolled back when it raises.

        Raises:
            LibraryError: another process held the library for too long, or the disk is full.
        """
        db = self.get()
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        try:
            yield db
            db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back(db)
            raise self._unusable(error) from error
        except BaseException:
            self._roll_back(db)
            raise

    @staticmethod
    def _roll_back(db: sqlite3.Connection) -> None:
        if db.in_transaction:
            db.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        if self._closed:
            raise LibraryError("The library is closed", "Open it again")
        try:
            # Made here and not by SQLite, so that it is never readable by others, not even for a moment.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            db = sqlite3.connect(
                self.path,
                timeout=_BUSY_MS / 1000,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
        except (OSError, sqlite3.OperationalError) as error:
            raise self._unusable(error) from error
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA cache_size = -32768")
            db.execute("PRAGMA temp_store = memory")
        except sqlite3.DatabaseError:
            db.close()
            raise
        with self._lock:
            self._all.append(db)
        return db

    def _start_anew(self, why: str) -> None:
        with self._lock:
            connections, self._all = self._all, []
        for db in connections:
            db.close()
        self._local = threading.local()
        try:
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            schema.create(self.get())
        except (OSError, sqlite3.DatabaseError) as error:
            raise self._unusable(error) from error
        self.notices.append(f"The library {why}; it is built anew from the sources")

    def _unusable(self, error: Exception) -> LibraryError:
        reason = getattr(error, "strerror", None) or str(error)
        hint = (
            _NEXT
            if "locked" in reason or "busy" in reason
            else "Check that the directory exists and has room"
        )
        return LibraryError(f"Cannot use the library {str(self.path)!r}: {reason}", hint)
