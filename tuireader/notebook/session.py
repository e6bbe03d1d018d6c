"""What the next start wants to find: the place in each article, small things remembered, unsaved drafts."""

import os
import sqlite3
from pathlib import Path

from tuireader.notebook.columns import from_column, into_column, optional_from_column, optional_into_column
from tuireader.notebook.values import Draft


def put_position(connection: sqlite3.Connection, uid: str, block: int, character: int, moment: str) -> None:
    """Remember where in the article the reader was."""
    connection.execute(
        """INSERT INTO position(uid, block, character, changed) VALUES(?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET block = excluded.block, character = excluded.character,
            changed = excluded.changed""",
        (uid, block, character, moment),
    )


def position(connection: sqlite3.Connection, uid: str) -> tuple[int, int] | None:
    """(block, character in it) where the reader was."""
    row = connection.execute("SELECT block, character FROM position WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def put_remembered(connection: sqlite3.Connection, key: str, value: str, moment: str) -> None:
    """Remember a small thing under a key."""
    connection.execute(
        """INSERT INTO remembered(key, value, changed) VALUES(?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET value = excluded.value, changed = excluded.changed""",
        (key, into_column(value), moment),
    )


def remembered(connection: sqlite3.Connection, key: str) -> str | None:
    """What was remembered under a key."""
    row = connection.execute("SELECT value FROM remembered WHERE key = ?", (key,)).fetchone()
    return None if row is None else from_column(row[0])


def put_draft(connection: sqlite3.Connection, session: str, draft: Draft) -> None:
    """Keep what this window is writing; each window has one draft."""
    start, stop = draft.span or (None, None)
    connection.execute(
        """INSERT OR REPLACE INTO draft(session, owner, uid, note, body, start, stop, saved)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            session,
            _process(os.getpid()),
            draft.uid,
            optional_into_column(draft.note_id),
            into_column(draft.body),
            start,
            stop,
            draft.saved,
        ),
    )


def find_draft(connection: sqlite3.Connection, session: str) -> tuple[str, Draft] | None:
    """This window's draft, else the newest that a window left which no longer runs; with its session."""
    rows = connection.execute(
        """SELECT session, owner, uid, body, start, stop, note, saved FROM draft
        ORDER BY session != ?, saved DESC""",
        (session,),
    ).fetchall()
    for owner_session, owner, uid, body, start, stop, note, saved in rows:
        if owner_session == session or not _is_running(from_column(owner)):
            span = (start, stop) if isinstance(start, int) and isinstance(stop, int) else None
            return owner_session, Draft(
                from_column(uid), from_column(body), span, optional_from_column(note), from_column(saved)
            )
    return None


def drop_draft(connection: sqlite3.Connection, sessions: set[str]) -> None:
    """Forget the drafts of these windows."""
    connection.executemany("DELETE FROM draft WHERE session = ?", [(session,) for session in sessions])


def _process(pid: int) -> str:
    """A process such that no later one is mistaken for it: its number and when it began, where known."""
    try:
        began = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19].decode()
    except (OSError, IndexError):
        began = ""
    return f"{pid}:{began}"


def _is_running(owner: str) -> bool:
    """Whether another process that keeps a draft is still there; our own other windows are not asked."""
    number = owner.partition(":")[0]
    if not number.isdigit() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # not ours to signal, so it is there
        pass
    return _process(int(number)) == owner
