"""Put a backup in the place of the present notebook, which is kept aside first: all of it, or nothing.

The present notebook need not open: it may be damaged or gone. Windows that are open follow the file that
takes its place.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tuireader.errors import NotebookError, quoted
from tuireader.notebook import backup
from tuireader.notebook.backup import count_changes
from tuireader.notebook.keeper import COPY_NAME, write_copy
from tuireader.notebook.locking import FileLock
from tuireader.notebook.opening import FILE_NAME, LOCK_NAME
from tuireader.notebook.schema import APPLICATION_ID, MIGRATIONS, migrate
from tuireader.notebook.store import connect, connect_writer, in_transaction
from tuireader.paths import private_directory

KEPT_ASIDE = "replaced"
"""The directory, beside the notebook, of notebooks that a restored one took the place of. They stay."""
_COUNTS = {
    "notes": """SELECT count(*) FROM note JOIN note_revision ON note = note.id AND revision = current
        WHERE NOT deleted""",
    "bookmarks": "SELECT count(*) FROM bookmark WHERE kept",
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and what had been there."""

    notes: int
    """Notes and highlights."""
    bookmarks: int
    kept_aside: Path | None
    """Where the notebook that was there is now; None when there was none."""
    notes_before: int | None
    """None: there was none, or it could not be read."""


def restore(directory: Path, file: Path, moment: str) -> Restored:
    """Put the backup `file` in the place of the notebook of a data directory.

    Raises:
        HomeError: the directory cannot be had.
        NotebookError: the file is no sound backup, is of a newer version, or it could not be put in place;
            the present notebook stands as it was.
    """
    private_directory(directory)
    path = directory / FILE_NAME
    if not file.is_file():
        names = ", ".join(kept.path.name for kept in backup.backups(directory)[-3:])
        raise NotebookError(
            f"There is no backup {quoted(str(file))}",
            f"The newest are: {names}" if names else "There are none yet",
        )
    if path.exists() and file.samefile(path):
        raise NotebookError(f"{quoted(str(file))} is the notebook itself", "Give one of its backups")
    lock = FileLock(directory / LOCK_NAME)
    try:
        with lock.held():
            return _put_in_place(path, file, moment)
    except sqlite3.Error as error:
        raise NotebookError(f"Nothing was restored: {error}", "The notebook stands as it was") from error
    except OSError as error:
        raise NotebookError(
            f"Nothing was restored: {error.strerror or error}",
            "See that the disk is not full; nothing has changed",
        ) from error
    finally:
        lock.close()


def _put_in_place(path: Path, file: Path, moment: str) -> Restored:
    before, changes = _what_is_there(path)
    aside: list[Path] = []
    counts: list[int] = []

    def build(temporary: Path) -> None:
        _copy(file, temporary)
        with closing(connect_writer(temporary)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version < len(MIGRATIONS):
                migrate(connection, version)
            # A number that no window has seen: what it shows is read again, and the next backup is due.
            latest = max(changes, count_changes(connection)) + 1
            in_transaction(
                connection,
                lambda writer: writer.execute("UPDATE meta SET value = ? WHERE key = 'changes'", (latest,)),
            )
            counts.extend(connection.execute(query).fetchone()[0] for query in _COUNTS.values())
        if path.exists():  # last of all: what fails before leaves nothing behind
            aside.append(backup.keep_aside(path, KEPT_ASIDE, moment))

    backup.write_whole(path, build)
    with closing(connect(path, "rw")) as connection:
        write_copy(connection, path.with_name(COPY_NAME))
    return Restored(counts[0], counts[1], aside[0] if aside else None, before)


def _what_is_there(path: Path) -> tuple[int | None, int]:
    """How many notes the present notebook has, None where they cannot be read, and its count of changes."""
    try:
        with closing(connect(path, "ro")) as connection:
            return connection.execute(_COUNTS["notes"]).fetchone()[0], count_changes(connection)
    except sqlite3.Error:  # damaged, cut off or missing: it is only to be kept aside
        return None, 0


def _copy(file: Path, target: Path) -> None:
    """Copy a backup that is sound, and refuse any other file.

    Raises:
        NotebookError: it is no backup, is damaged, or is of a newer version.
    """
    try:
        with closing(connect(file, "ro")) as source:
            application = source.execute("PRAGMA application_id").fetchone()[0]
            version = source.execute("PRAGMA user_version").fetchone()[0]
            found = str(source.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if application == APPLICATION_ID and 0 < version <= len(MIGRATIONS) and found == "ok":
                with closing(connect(target, "rw")) as copy:
                    source.backup(copy)
                return
    except sqlite3.DatabaseError as error:
        raise NotebookError(
            f"{quoted(str(file))} is no backup, or it is damaged: {error}",
            "Nothing was restored; give a file made by `tuireader backup`, or `tuireader import` a jsonl one",
        ) from error
    if application != APPLICATION_ID:
        raise NotebookError(f"{quoted(str(file))} is no notebook of tuireader", "Nothing was restored")
    if version > len(MIGRATIONS):
        raise NotebookError(
            f"{quoted(str(file))} was made by a newer tuireader",
            "Upgrade, then restore it; nothing has changed",
        )
    raise NotebookError(
        f"{quoted(str(file))} is damaged: {found}", "Give another backup; nothing was restored"
    )
