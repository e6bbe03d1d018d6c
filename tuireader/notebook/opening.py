"""Open what stands in the data directory, whatever state it is in, without ever making it worse."""

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from tuireader.errors import HomeError, NotebookError
from tuireader.notebook.locking import FileLock
from tuireader.notebook.schema import APPLICATION_ID, MIGRATIONS, migrate
from tuireader.notebook.store import Store, connect, connect_memory, connect_writer, told
from tuireader.paths import private_directory

FILE_NAME = "notebook.db"
LOCK_NAME = "notebook.lock"
_MOST_VERSIONS = 10_000
"""A version above this is no version but a header gone bad."""


class State(Enum):
    """What a notebook file is found to be."""

    MISSING = auto()
    EMPTY = auto()
    CURRENT = auto()
    CUT_OFF = auto()
    """A crash left a transaction to roll back."""
    OLDER = auto()
    NEWER = auto()
    DAMAGED = auto()


@dataclass(slots=True)
class Opened:
    """An open store and what the user should know about it."""

    store: Store
    notices: list[str] = field(default_factory=list)


def open_store(directory: Path, moment: str) -> Opened:
    """Open, make, bring up to date or mend the notebook in a directory.

    Raises:
        HomeError: the directory cannot be had.
        NotebookError: what stands there is no notebook, or another program holds it.
    """
    path = directory / FILE_NAME
    try:
        if directory.is_dir() and not os.access(directory, os.W_OK | os.X_OK):
            return _open_unwritable(path, f"The directory {str(directory)!r} may not be written")
        private_directory(directory)
        if path.exists() and not os.access(path, os.W_OK):
            return _open_unwritable(path, f"{str(path)!r} may not be written")
        return _open_writable(path, moment)
    except sqlite3.Error as error:
        raise told(error) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise HomeError(
            f"Cannot use the notebook in {str(directory)!r}: {reason}",
            "Make it a directory you may write to, or point HOME or the XDG variables elsewhere",
        ) from error


def _open_writable(path: Path, moment: str) -> Opened:
    lock = FileLock(path.parent / LOCK_NAME)
    notices: list[str] = []
    try:
        state = look(path)
        if state not in (State.CURRENT, State.NEWER):
            with lock.held():
                state = look(path, recover=True)  # another window may have been quicker
                if state in (State.MISSING, State.EMPTY, State.DAMAGED):
                    notices += _make(path, state, moment)
                elif state is State.OLDER:
                    _bring_up_to_date(path, moment)
        if state is State.NEWER:
            lock.close()
            return _open_newer(path)
        keep_private(path)
        return Opened(Store(connect(path, "rw"), path, lock), notices)
    except BaseException:
        lock.close()
        raise


def _make(path: Path, state: State, moment: str) -> list[str]:
    """Make a fresh notebook, or mend one from the damaged file, its backups and its readable copy."""
    from tuireader.notebook import salvage  # a sound notebook does not pay for the import

    if state is State.DAMAGED or salvage.has_remains(path.parent):
        return salvage.mend(path, moment, was_damaged=state is State.DAMAGED)
    create(path)
    return []


def create(path: Path) -> None:
    """Make a fresh notebook file that nobody else can read, or finish making an empty one."""
    from tuireader.notebook.backup import sync_directory  # a notebook that stands does not pay for the import

    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
    path.chmod(0o600)
    sync_directory(path.parent)
    connection = connect_writer(path)
    try:
        migrate(connection, 0)
    finally:
        connection.close()


def _bring_up_to_date(path: Path, moment: str) -> None:
    """Migrate an older file; what it was lies in a backup before the first statement."""
    from tuireader.notebook.backup import make_backup

    connection = connect_writer(path)
    try:
        make_backup(connection, path.parent, moment)
        migrate(connection, connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _open_newer(path: Path) -> Opened:
    notice = "The notebook was written by a newer tuireader: it can be read but not changed; please upgrade"
    return Opened(Store(connect(path, "ro"), path, None, readonly=notice), [notice])


def _open_unwritable(path: Path, reason: str) -> Opened:
    """Read what can be read; a notebook that must be changed before it can be read is changed in memory."""
    notice = f"{reason}: the notebook can be read but not changed"
    state = look(path)
    if state in (State.CURRENT, State.NEWER):
        return Opened(Store(connect(path, "ro"), path, None, readonly=notice), [notice])
    if state is State.CUT_OFF:
        raise NotebookError(
            f"{reason}, and a write that was cut off must be rolled back first", "Make the directory writable"
        )
    memory, notices = connect_memory(), [notice]
    if state is State.OLDER:
        source = connect(path, "ro")
        source.backup(memory)
        source.close()
        migrate(memory, memory.execute("PRAGMA user_version").fetchone()[0])
    else:
        migrate(memory, 0)
        from tuireader.notebook import salvage

        if state is State.DAMAGED or salvage.has_remains(path.parent):
            notices.append(salvage.gather(memory, path if state is State.DAMAGED else None, path.parent))
    return Opened(Store(memory, None, None, readonly=notice), notices)


def look(path: Path, *, recover: bool = False) -> State:
    """Find out what stands at the path, reading only.

    Args:
        recover: let SQLite first roll back a transaction that a crash cut off; the lock must be held.

    Raises:
        NotebookError: it is no regular file, or may not be read.
    """
    # Never by opening the file ourselves: closing it would drop the locks SQLite holds on it in this process.
    try:
        status = path.stat()
    except FileNotFoundError as error:
        if os.path.lexists(path):
            raise NotebookError(
                f"{str(path)!r} is a broken link", "Remove the link or restore its target"
            ) from error
        return State.MISSING
    if not stat.S_ISREG(status.st_mode):
        raise NotebookError(f"{str(path)!r} is not a file", "Move it away and start again")
    if not os.access(path, os.R_OK):
        raise NotebookError(f"{str(path)!r} may not be read", "Make it readable by you")
    cut_off = path.with_name(f"{path.name}-journal").exists()
    if status.st_size == 0 and not cut_off:
        return State.EMPTY
    return _checked(path, recover=recover and cut_off)


def _checked(path: Path, *, recover: bool) -> State:
    try:
        with closing(connect(path, "rw" if recover else "ro")) as connection:
            if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
                return State.EMPTY
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            # Of 2,500 flipped bits quick_check saw 82, this saw 246, for the same 10 ms on a 7 MB notebook.
            is_sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) and not recover:
            return State.CUT_OFF
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY")):
            raise
        return State.DAMAGED
    if not is_sound or application != APPLICATION_ID or not 0 < version < _MOST_VERSIONS:
        return State.DAMAGED
    if version < len(MIGRATIONS):
        return State.OLDER
    return State.CURRENT if version == len(MIGRATIONS) else State.NEWER


def keep_private(path: Path) -> None:
    """Take the rights of others off a notebook that was put there by hand."""
    status = path.stat()
    if status.st_uid == os.getuid() and status.st_mode & 0o077:
        path.chmod(0o600)
