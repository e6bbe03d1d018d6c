"""Connections to `notebook.db`: one that reads, one that writes in its own thread, under the lock.

A write is a function of the connection; it runs inside `BEGIN IMMEDIATE … COMMIT`, and `Store.write`
returns after the commit: what it returned for is on the disk.
"""

import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from tuireader.errors import NotebookBusy, NotebookError, NotebookReadOnly
from tuireader.notebook.columns import decoded
from tuireader.notebook.locking import PATIENCE, FileLock
from tuireader.paths import file_at

T = TypeVar("T")

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in autocommit mode to a file that exists; `mode` is `rw` or `ro`.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(
        f"{file_uri(path)}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=PATIENCE,
        check_same_thread=False,
    )
    return _set_up(connection)


def file_uri(path: Path) -> str:
    """The path as SQLite takes it whatever bytes it is made of."""
    quoted = "".join(chr(b) if b in _PLAIN else f"%{b:02X}" for b in os.fsencode(path.absolute()))
    return f"file:{quoted}"


def connect_memory() -> sqlite3.Connection:
    """A connection to an empty database that is nowhere but in memory."""
    return _set_up(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.text_factory = decoded  # a byte gone bad must not make a whole list unreadable
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def connect_writer(path: Path) -> sqlite3.Connection:
    """A connection whose commits are on the disk when they return (rollback journal, EXTRA)."""
    connection = connect(path, "rw")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def told(error: sqlite3.Error) -> NotebookError:
    """What SQLite says, in words that say what to do."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return NotebookBusy(
            "Another program holds the notebook and has not finished; nothing was changed",
            "Try again in a moment",
        )
    if name == "SQLITE_FULL":
        return NotebookError("The disk is full: nothing was saved", "Free some space and save again")
    if name.startswith("SQLITE_IOERR"):
        return NotebookError(
            f"The disk refused to take it ({error}): nothing was saved",
            "See that the disk is not full or failing, and save again",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return NotebookReadOnly(f"The notebook may not be written: {error}", "Make notebook.db writable")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return NotebookError(
            f"The notebook is damaged: {error}", "Start tuireader again: it will be mended from its backups"
        )
    return NotebookError(f"The notebook cannot do this: {error}", "See `tuireader doctor`")


class _Job(Generic[T]):
    """A write that waits for its turn, and what came of it."""

    def __init__(self, work: Callable[[sqlite3.Connection], T]) -> None:
        self.work = work
        self.done = threading.Event()
        self.answer: list[T] = []
        self.error: BaseException | None = None


class Store:
    """One notebook file, open. Thread-safe; `readonly` says why it may not be written, or is empty."""

    def __init__(
        self, reader: sqlite3.Connection, path: Path | None, lock: FileLock | None, readonly: str = ""
    ) -> None:
        self.path = path
        """None when the notebook is in memory because there is no place to write it to."""
        self.readonly = readonly
        self._lock = lock
        self._reader = reader
        self._reading = threading.RLock()
        self._identity = file_at(path) if path else None
        self._replacements = 0
        self._changes = (-1, 0)
        """`version` and the count of changes that was read at it."""
        self._jobs: queue.SimpleQueue[_Job[object] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closed = False
        self.writes = 0
        """How many times it was written to from here."""

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the notebook for the length of a `with`.

        Fetch everything at once: while a read is open, no writer of any process can commit.

        Raises:
            NotebookError: the file cannot be read.
        """
        with self._reading:
            if self._closed:
                raise NotebookError("The notebook is closed")
            try:
                self._follow_replacement()
                self._reader.execute("BEGIN")
                try:
                    yield self._reader
                finally:
                    if self._reader.in_transaction:
                        self._reader.execute("ROLLBACK")
            except sqlite3.Error as error:
                raise told(error) from error

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in a transaction in the writer thread; returns when it is committed.

        Raises:
            NotebookReadOnly: the notebook was opened for reading only.
            NotebookBusy: another program kept the lock for too long; nothing was written.
            NotebookError: it could not be kept, and why; nothing was written.
        """
        if self.readonly:
            raise NotebookReadOnly(self.readonly, "Nothing was saved")
        job = _Job(work)
        with self._starting:
            if self._closed:
                raise NotebookError("The notebook is closed", "Nothing was saved")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="notebook writer", daemon=True)
                self._thread.start()
            self._jobs.put(job)  # type: ignore[arg-type]  # the queue does not look at the answer
        job.done.wait()
        self.writes += 1
        if job.error is not None:
            raise job.error
        return job.answer[0]

    def version(self) -> int:
        """A number that differs after any commit, of this process or another; microseconds to ask."""
        with self._reading:
            if self._closed:
                raise NotebookError("The notebook is closed")
            try:
                self._follow_replacement()
                counter: int = self._reader.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.Error as error:
                raise told(error) from error
            return (self._replacements << 32) + counter

    def changes(self) -> int:
        """A number that differs after any commit that changed what the user made; microseconds to ask.

        It is the count in `meta`, which goes through every process that writes; read only after a commit.
        """
        with self._reading:
            version = self.version()  # asked first: a commit after it makes the next one differ
            if version != self._changes[0]:
                try:
                    row = self._reader.execute("SELECT value FROM meta WHERE key = 'changes'").fetchone()
                except sqlite3.Error as error:
                    raise told(error) from error
                self._changes = version, 0 if row is None else int(row[0])
            return (version >> 32 << 32) + self._changes[1]

    def close(self) -> None:
        """Finish what was asked for and close; closing twice is no error."""
        with self._starting:
            if self._closed:
                return
            self._closed = True
            if self._thread is not None:
                self._jobs.put(None)
        if self._thread is not None:
            self._thread.join()
        with self._reading:
            self._reader.close()
        if self._lock is not None:
            self._lock.close()

    def _follow_replacement(self) -> None:
        """Open the file anew where another process has put a mended or restored one in its place."""
        if self.path is None or (identity := file_at(self.path)) == self._identity:
            return
        if identity is None:
            raise _gone(self.path)
        reader = connect(self.path, "ro" if self.readonly else "rw")
        self._reader.close()
        self._reader, self._identity = reader, identity
        self._replacements += 1

    def _run(self) -> None:
        """The writer thread: jobs in the order they came, until told to stop."""
        connection: sqlite3.Connection | None = None
        identity: tuple[int, int] | None = None
        while (job := self._jobs.get()) is not None:
            try:
                assert self._lock is not None
                assert self.path is not None
                with self._lock.held():
                    current = file_at(self.path)
                    if current is None:
                        raise _gone(self.path)
                    if connection is None or current != identity:
                        if connection is not None:
                            connection.close()
                        connection, identity = connect_writer(self.path), current
                    job.answer.append(in_transaction(connection, job.work))
            except sqlite3.Error as error:
                job.error = told(error)
                job.error.__cause__ = error
            except BaseException as error:  # noqa: BLE001  # it is raised in the thread that asked
                job.error = error
            finally:
                job.done.set()
        if connection is not None:
            connection.close()


def in_transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Run `work` between `BEGIN IMMEDIATE` and `COMMIT`; on any error nothing of it stays."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        answer = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself on some errors
            connection.execute("ROLLBACK")
        raise
    return answer


def _gone(path: Path) -> NotebookError:
    return NotebookError(
        f"The notebook {str(path)!r} is no longer there: nothing was saved",
        "Put it back, or start tuireader again to restore it from its backups",
    )
