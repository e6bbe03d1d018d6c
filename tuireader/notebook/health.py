"""What `doctor` asks of the notebook, and the backup that a person asks for."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tuireader.errors import NotebookError
from tuireader.notebook import backup
from tuireader.notebook.annotated import unpacked
from tuireader.notebook.columns import checksum, from_column
from tuireader.notebook.store import Store, connect, told
from tuireader.notebook.values import Health


def examine(store: Store, directory: Path, notices: tuple[str, ...]) -> Health:
    """Check integrity, checksums of every revision and snapshot, modes and backups."""
    kept = backup.backups(directory)
    with store.reading() as connection:
        integrity, notes, bookmarks, schema, changes = "ok", 0, 0, 0, 0
        damaged: tuple[str, ...] = ()
        try:
            integrity = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            notes = connection.execute(
                """SELECT count(*) FROM note JOIN note_revision ON note = note.id AND revision = current
                WHERE NOT deleted"""
            ).fetchone()[0]
            bookmarks = connection.execute("SELECT count(*) FROM bookmark WHERE kept").fetchone()[0]
            changes = backup.count_changes(connection)
            damaged = _damaged(connection)
        except sqlite3.DatabaseError as error:
            integrity = str(error) if integrity == "ok" else integrity
    return Health(
        path=str(store.path or directory),
        readonly=bool(store.readonly),
        integrity=integrity,
        notes=notes,
        bookmarks=bookmarks,
        damaged=damaged,
        loose_modes=_loose_modes(directory),
        backups=len(kept),
        last_backup=kept[-1].path.name if kept else None,
        schema=schema,
        sqlite=sqlite3.sqlite_version,
        notices=notices,
        unsaved_changes=max(0, changes - kept[-1].changes) if kept else changes,
    )


def _damaged(connection: sqlite3.Connection) -> tuple[str, ...]:
    found = {
        from_column(note)
        for note, body, sha256 in connection.execute(
            "SELECT note, body, sha256 FROM note_revision"
        ).fetchall()
        if checksum(from_column(body)) != sha256
    }
    spoilt = {
        f"snapshot {from_column(text_hash)}"
        for text_hash, packed in connection.execute("SELECT hash, packed FROM snapshot").fetchall()
        if unpacked(packed, text_hash) is None
    }
    return (*sorted(found), *sorted(spoilt))


def _loose_modes(directory: Path) -> tuple[str, ...]:
    """What others than the owner may read or write, in the data directory and its backups."""
    found = []
    for path in (
        directory,
        *sorted(directory.glob("note*")),
        *sorted(directory.glob(f"{backup.DIRECTORY}/**")),
    ):
        try:
            mode = path.stat().st_mode & 0o777
        except FileNotFoundError:  # a temporary file that has got its name meanwhile
            continue
        if mode & 0o077:
            found.append(f"{path.name} {mode:04o}")
    return tuple(dict.fromkeys(found))


def back_up(store: Store, directory: Path, path: Path | None, moment: str) -> Path:
    """Write a whole copy to `path`, or among the backups.

    Raises:
        NotebookError: something stands at `path`, or it could not be written.
    """
    if path is not None and os.path.lexists(path):
        what = "is there already" if path.is_file() and not path.is_symlink() else "is there, and no file"
        raise NotebookError(
            f"No backup was made: {str(path)!r} {what}", "Give a FILE that is not there yet, or none at all"
        )
    if store.path is None:
        raise NotebookError("There is no notebook file to copy", "See `tuireader doctor`")
    try:
        with closing(connect(store.path, "ro" if store.readonly else "rw")) as connection:
            if path is None:
                return backup.make_backup(connection, directory, moment)
            backup.copy_to(connection, path)
            return path
    except sqlite3.Error as error:
        raise told(error) from error
    except OSError as error:
        raise NotebookError(
            f"The backup could not be written to {str(path or directory)!r}: {error.strerror}",
            "Choose another place or free some space",
        ) from error
