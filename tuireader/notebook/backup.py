"""Copies of the notebook that are whole or not there, and how many of them are kept.

A backup is made when a window opens on a notebook that changed since the last one, and before every
migration: `VACUUM INTO` a temporary name, checked, forced to the disk, renamed.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuireader.errors import NotebookError
from tuireader.notebook.store import connect, file_uri

DIRECTORY = "backups"
_NEWEST = 10
_WEEKS = 8
_DAYS = 7
_NAME = re.compile(r"notebook-(\d{8}T\d{6}Z)-(\d+)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup, as its file name tells."""

    stamp: str
    """When it was made, UTC: `20261122T093000Z`."""
    changes: int
    """How often the notebook had been changed by then."""
    path: Path


def backups(directory: Path) -> list[Backup]:
    """The backups of a data directory, oldest first."""
    try:
        names = [path.name for path in (directory / DIRECTORY).iterdir()]
    except FileNotFoundError:
        return []
    matches = filter(None, map(_NAME.fullmatch, names))
    return sorted(Backup(m[1], int(m[2]), directory / DIRECTORY / m[0]) for m in matches)


def is_due(changes: int, directory: Path) -> bool:
    """Whether a notebook changed so often (`count_changes`) holds what the newest backup does not."""
    kept = backups(directory)
    return changes > 0 and (not kept or kept[-1].changes != changes)


def count_changes(connection: sqlite3.Connection) -> int:
    """How often the notebook was changed, not counting what is merely remembered."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'changes'").fetchone()
    return 0 if row is None else int(row[0])


def make_backup(connection: sqlite3.Connection, directory: Path, moment: str) -> Path:
    """Make a backup among the others and thin them out; the connection must not be in a transaction.

    Raises:
        NotebookError: the copy did not come out whole.
        OSError, sqlite3.Error: it could not be written.
    """
    folder = directory / DIRECTORY
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    stamp = datetime.fromisoformat(moment).strftime(_STAMP)
    path = folder / f"notebook-{stamp}-{count_changes(connection):06}.db"
    copy_to(connection, path)
    for backup in superfluous(backups(directory)):
        backup.path.unlink(missing_ok=True)
    return path


def copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """Write a whole copy of the open notebook to `path`, or nothing.

    Raises:
        NotebookError: the copy did not come out whole.
        OSError, sqlite3.Error: it could not be written.
    """

    def write(temporary: Path) -> None:
        connection.execute("VACUUM INTO ?", (file_uri(temporary),))
        with closing(connect(temporary, "ro")) as copy:
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise NotebookError(f"A backup did not come out whole: {found}", "See `tuireader doctor`")

    write_whole(path, write)


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a private temporary file and give it the name `path` once it is on the disk.

    Raises:
        OSError: it could not be written; a file that was there before stays as it was.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(handle, 0o600)
        write(temporary)
        os.fsync(handle)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Force to the disk which names a directory holds."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def superfluous(kept: Sequence[Backup]) -> list[Backup]:
    """Which of the backups, oldest first, may go.

    The ten newest stay, and the first of each of the last eight weeks and seven days that have any: a loop
    of a hundred short commands, each with its backup, does not push out last week's.
    """
    stay = set(kept[-_NEWEST:])
    for key, count in (("%G-%V", _WEEKS), ("%Y-%m-%d", _DAYS)):
        first: dict[str, Backup] = {}
        for backup in kept:
            moment = datetime.strptime(backup.stamp, _STAMP)  # noqa: DTZ007  # only its date is used
            first.setdefault(moment.strftime(key), backup)
        stay.update(sorted(first.values())[-count:])
    return [backup for backup in kept if backup not in stay]


def sweep(directory: Path, older_than: float) -> None:
    """Take away temporary files that a killed process left before the time given (seconds since 1970)."""
    for folder in (directory, directory / DIRECTORY):
        for path in folder.glob("*.tmp"):
            try:
                if path.stat().st_mtime < older_than:
                    path.unlink()
            except FileNotFoundError:  # another window sweeps too
                continue


def keep_aside(path: Path, folder_name: str, moment: str) -> Path:
    """Give a file that is to be replaced a second name, and its journal, which must not be
    played into the new one.

    Raises:
        OSError: it could not be kept; the file is as it was.
    """
    folder = path.parent / folder_name
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.fromisoformat(moment).strftime("%Y%m%dT%H%M%SZ")
    aside = folder / f"notebook-{stamp}-{os.urandom(2).hex()}.db"
    try:
        os.link(path, aside)
    except OSError:  # a file system without hard links
        shutil.copyfile(path, aside)
        aside.chmod(0o600)
    for suffix in ("-journal", "-wal", "-shm"):
        beside = path.with_name(f"{path.name}{suffix}")
        if beside.exists():
            beside.rename(aside.with_name(f"{aside.name}{suffix}"))
    sync_directory(folder)
    sync_directory(path.parent)
    return aside
