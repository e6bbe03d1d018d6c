"""What the next start wants to find: the place in each article, small things remembered, unsaved drafts."""

import json
import os
import sqlite3
from dataclasses import asdict
from pathlib import Path

from tuireader.errors import NotebookError
from tuireader.notebook.anchors import make_anchor
from tuireader.notebook.columns import from_column, into_column, tags_from_column, tags_into_column
from tuireader.notebook.values import Anchor, Draft


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


def anchored(span: tuple[int, int] | None, text: str) -> Anchor | None:
    """The anchor of a passage that a draft is on; None where it has none: a draft is never refused."""
    if span is None or not text:
        return None
    try:
        return make_anchor(text, *span)
    except NotebookError:  # no word is selected yet
        return None


def put_draft(connection: sqlite3.Connection, session: str, draft: Draft) -> None:
    """Keep what this window is writing: one draft for each article, and for each note that is edited."""
    start, stop = draft.span or (None, None)
    connection.execute(
        """INSERT OR REPLACE INTO draft(session, owner, uid, note, body, tags, start, stop, anchor, saved)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            session,
            _process(os.getpid()),
            draft.uid,
            draft.note_id or "",
            into_column(draft.body),
            tags_into_column(draft.tags),
            start,
            stop,
            None if draft.anchor is None else json.dumps(asdict(draft.anchor)),
            draft.saved,
        ),
    )


def drafts(connection: sqlite3.Connection, session: str) -> list[Draft]:
    """This window's drafts and those left by windows that no longer run, newest first.

    Two windows that were writing on one article when the machine went down have left one each.
    """
    rows = connection.execute(
        """SELECT session, owner, uid, note, body, tags, start, stop, anchor, saved FROM draft
        ORDER BY saved DESC, rowid DESC"""
    ).fetchall()
    found = []
    for owner_session, owner, uid, note, body, tags, start, stop, anchor, saved in rows:
        is_own = owner_session == session
        if is_own or not _is_running(from_column(owner)):
            found.append(
                Draft(
                    uid=from_column(uid),
                    body=from_column(body),
                    span=(start, stop) if isinstance(start, int) and isinstance(stop, int) else None,
                    note_id=from_column(note) or None,
                    saved=from_column(saved),
                    tags=tags_from_column(tags),
                    anchor=_anchor_from_column(anchor),
                    session=from_column(owner_session),
                    is_own=is_own,
                )
            )
    return found


def _anchor_from_column(value: object) -> Anchor | None:
    """The anchor of a draft; one that the disk has spoilt is as good as none."""
    try:
        return None if value is None else Anchor(**json.loads(from_column(value)))
    except (ValueError, TypeError):
        return None


def place_of(
    connection: sqlite3.Connection, session: str, uid: str, note_id: str | None, left_by: str
) -> str:
    """Whose draft is written on: the one that is gone on with, or one beside it where another window does."""
    row = connection.execute(
        "SELECT owner FROM draft WHERE session = ? AND uid = ? AND note = ?", (left_by, uid, note_id or "")
    ).fetchone()
    is_free = row is None or left_by == session or not _is_running(from_column(row[0]))
    return left_by if is_free else _beside(session, left_by)


def _beside(session: str, left_by: str) -> str:
    return f"{session}:{left_by}"


def drop_draft(
    connection: sqlite3.Connection, session: str, uid: str, note_id: str | None, left_by: str
) -> None:
    """Forget the draft on an article or note that `left_by` wrote, or what this window has written beside it.

    That of another window that runs stays.
    """
    query = "SELECT session, owner FROM draft WHERE uid = ? AND note = ? AND session IN (?, ?)"
    beside = _beside(session, left_by)
    rows = connection.execute(query, (uid, note_id or "", left_by, beside)).fetchall()
    owners = {from_column(row[0]): from_column(row[1]) for row in rows}
    whose = beside if beside in owners else left_by
    if whose in owners and (whose != left_by or left_by == session or not _is_running(owners[left_by])):
        connection.execute(
            "DELETE FROM draft WHERE session = ? AND uid = ? AND note = ?", (whose, uid, note_id or "")
        )


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
