"""Opening `library.db`: one connection a thread, private to its owner, rebuilt on any doubt."""

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tuireader.errors import LibraryError
from tuireader.library import schema
from tuireader.library.doubt import is_damage
from tuireader.paths import file_at

_BUSY_MS = 10_000
_WAY_SECONDS = 1.0
_AGAIN_SECONDS = 0.02
_TO_READ = "PRAGMA cache_size = -2048", "PRAGMA wal_autocheckpoint = 1000"
_TO_WRITE = "PRAGMA cache_size = -32768", "PRAGMA wal_autocheckpoint = 8000"
"""KiB of pages that one connection holds. Each thread of a room has one: sixteen times as much made no
keystroke faster on a hundred thousand articles, but the room 150 MB larger. And how many pages (32 MB) are
gathered beside the library before they are copied into it: those that every article changes only once."""
_LARGEST_WAL = "PRAGMA journal_size_limit = 33554432"
"""Bytes that what was gathered beside the library keeps of the disk, once it was copied."""
_FREE_PAGES = 256
"""So many pages on which nothing stands any more are left to the file: it will grow into them."""
_BESIDE = ("", "-wal", "-shm", "-journal")
_MARK = "-damaged"
"""A file of this name beside the library says that it was found damaged: the next to open it builds anew."""


class Connections:
    """The connections of all threads to one library file.

    A thread's connection is opened on first use and lives until `close`, which closes all of them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: list[str] = []
        self.readonly = False
        """The file, or its directory, may not be written: it is read as it is."""
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        self._waiting = 0
        """Threads of this process that want to write and may not yet."""

    def open(self) -> None:
        """Make sure that the file is a library of this version; what cannot be used is thrown away.

        Raises:
            LibraryError: the file cannot be made or is held by another process.
        """
        self.readonly = self.path.exists() and not (
            os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK | os.X_OK)
        )
        if self.is_doubted():
            self.start_anew("was damaged")
            return
        try:
            db = self.get()
            if not self.readonly and schema.is_empty(db):
                schema.create(db)
            elif not schema.is_current(db):
                self.start_anew("was made by another version of tuireader")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not _is_damage_at_opening(error):
                raise self._unusable(error) from error
            self.start_anew("was damaged")

    def doubt(self) -> None:
        """Note beside the file that it is damaged, for the next who opens or scans it: others may be reading.

        A file that another process has put in its place meanwhile is not the one that was read: this thread
        goes over to it, and nothing is noted.
        """
        if getattr(self._local, "identity", None) != file_at(self.path):
            self._local.db = None
        else:
            with contextlib.suppress(OSError):  # nothing may be written here: then nothing can be mended
                os.close(os.open(f"{self.path}{_MARK}", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))

    def is_doubted(self) -> bool:
        """Whether somebody found the file damaged and nobody has built it anew."""
        return not self.readonly and os.path.lexists(f"{self.path}{_MARK}")

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

        Raises:
            LibraryError: the file may not be written.
        """
        if self.readonly:
            raise LibraryError(
                f"The library {str(self.path)!r} {why} and may not be written",
                "Make the file and its directory writable",
            )
        self._close_all()
        try:
            for suffix in _BESIDE:
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            schema.create(self.get())
            Path(f"{self.path}{_MARK}").unlink(missing_ok=True)
        except (OSError, sqlite3.DatabaseError) as error:
            raise self._unusable(error) from error
        self.notices.append(f"The library {why}; it is built anew from the sources")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: committed when the block ends, rolled back when it raises.

        Raises:
            LibraryError: another process held the library for too long, or the disk is full.
            sqlite3.Error: the file is damaged (`doubt.is_damage`).
        """
        db = self.get()
        with self._lock:
            self._waiting += 1
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if is_damage(error):
                raise
            raise self._unusable(error) from error
        finally:
            with self._lock:
                self._waiting -= 1
        try:
            yield db
            db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back(db)
            if is_damage(error):
                raise
            raise self._unusable(error) from error
        except BaseException:
            self._roll_back(db)
            raise

    def expect(self, *, much: bool) -> None:
        """Have this thread's connection hold the pages that writing much takes, or what reading does."""
        for setting in _TO_WRITE if much else _TO_READ:
            self.get().execute(setting).fetchone()

    def give_back(self) -> None:
        """Give the system back what was needed on the way, where it is more than a sixty-fourth of the file.

        Putting a new library in order leaves a seventh of it free: its tables are written a second time.
        """
        db = self.get()
        (free,) = db.execute("PRAGMA freelist_count").fetchone()
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        if free > max(_FREE_PAGES, pages // 64):
            # Where another writes, or there is no room to do it in, the next scan will.
            with contextlib.suppress(sqlite3.OperationalError):
                db.executescript("PRAGMA incremental_vacuum")  # `execute` would free one page

    def give_way(self) -> None:
        """Let another thread of this process write, that waits for a long piece of work to pause."""
        until = time.monotonic() + _WAY_SECONDS
        while self._waiting and time.monotonic() < until:
            time.sleep(_WAY_SECONDS / 200)

    @staticmethod
    def _roll_back(db: sqlite3.Connection) -> None:
        if db.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # what went wrong first is what is told
                db.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        if self._closed:
            raise LibraryError("The library is closed", "Open it again")
        try:
            db = self._connect_to_read() if self.readonly else self._connect_to_write()
        except OSError as error:
            raise self._unusable(error) from error
        except sqlite3.OperationalError as error:
            if _is_damage_at_opening(error):
                raise
            raise self._unusable(error) from error
        with self._lock:
            self._all.append(db)
        self._local.identity = file_at(self.path)
        return db

    def _connect_to_write(self) -> sqlite3.Connection:
        # Made here and not by SQLite, so that it is never readable by others, not even for a moment. One that
        # is there is not opened: closing it would drop the locks that SQLite holds on it in this process.
        first = ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"]
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            first.insert(0, "PRAGMA auto_vacuum = INCREMENTAL")  # heard only where nothing was written yet
        until = time.monotonic() + _BUSY_MS / 1000
        while True:
            try:
                return self._connection(str(self.path), *first)
            except sqlite3.OperationalError as error:
                # While another makes the library, SQLite refuses this at once, whatever time it is given.
                if not is_held(error) or time.monotonic() > until:
                    raise
                time.sleep(_AGAIN_SECONDS)

    def _connect_to_read(self) -> sqlite3.Connection:
        """Read only; as one that cannot change where SQLite may not make the files it reads along with."""
        uri, probe = f"{self.path.absolute().as_uri()}?mode=ro", "SELECT count(*) FROM sqlite_master"
        try:
            return self._connection(uri, probe)
        except sqlite3.OperationalError:
            return self._connection(f"{uri}&immutable=1", probe)

    @staticmethod
    def _connection(name: str, *first: str) -> sqlite3.Connection:
        """A connection on which these statements, and what every one needs, were run."""
        db = sqlite3.connect(
            name,
            timeout=_BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            uri=name.startswith("file:"),
        )
        try:
            for statement in (*first, *_TO_READ, _LARGEST_WAL, "PRAGMA temp_store = memory"):
                db.execute(statement).fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def _close_all(self) -> None:
        with self._lock:
            connections, self._all = self._all, []
        for db in connections:
            db.close()
        self._local = threading.local()

    def _unusable(self, error: Exception) -> LibraryError:
        if isinstance(error, sqlite3.Error) and is_held(error):
            return held(self.path)
        reason = getattr(error, "strerror", None) or str(error)
        return LibraryError(
            f"Cannot use the library {str(self.path)!r}: {reason}",
            "Check that the directory exists and has room",
        )


def is_held(error: sqlite3.Error) -> bool:
    """Whether another process, or another thread of this one, has the file to itself at the moment."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def held(path: Path) -> LibraryError:
    """The error for a library that another process did not let go of in time."""
    return LibraryError(
        f"Another tuireader is scanning into the library {str(path)!r}",
        "Nothing is lost: try again when it is done, or stop it",
    )


def _is_damage_at_opening(error: Exception) -> bool:
    """As `is_damage`; what is asked at opening is never wrong in itself, so that a bare error is one too."""
    return is_damage(error) or getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR"


def announce(db: sqlite3.Connection) -> None:
    """Tell every reader, in this process and others, that something changed; in the transaction that does."""
    db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
