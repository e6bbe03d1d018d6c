"""Which article a note belongs to, and where an article that is gone may be now.

A file that shares half to four fifths of its words with an annotated article whose own file is gone may be
that article, moved and rewritten, or another story about the same: nobody but the reader can tell. Until it
is told, the notes stay where they were made.
"""

import json
import os
import sqlite3
from collections.abc import Mapping

from tuireader.notebook import annotated, notes
from tuireader.notebook.anchors import place
from tuireader.notebook.columns import from_column
from tuireader.notebook.session import put_remembered
from tuireader.notebook.values import Perhaps

_KEY = "perhaps:"
"""Under this and the article's uid the file is remembered."""


def is_gone(path: str) -> bool:
    """Whether a file that was there is no longer; of a path that leads from anywhere nobody can tell.

    Nor of a record: whether it is still in a file that is there, only the library can say.
    """
    if not os.path.isabs(path) or os.path.lexists(path):  # noqa: PTH117 -- may be no UTF-8
        return False
    container, mark, _ = path.rpartition("#")
    return not (mark and os.path.lexists(container))


def suggest(uid: str, path: str, likeness: float, connection: sqlite3.Connection, moment: str) -> None:
    """Remember that a file may be the article, unless it was said that it is not."""
    known = _remembered(connection, uid)
    if path in _refused(known) or known.get("path") == path:
        return
    _remember(connection, uid, {**known, "path": path, "likeness": round(likeness, 3)}, moment)


def refuse(perhaps: Perhaps, connection: sqlite3.Connection, moment: str) -> None:
    """Remember that the file is another article."""
    refused = _refused(_remembered(connection, perhaps.uid))
    _remember(connection, perhaps.uid, {"refused": [*refused, perhaps.path]}, moment)


def suggestions(connection: sqlite3.Connection) -> list[Perhaps]:
    """What waits for an answer: of articles with something on them whose file is still gone."""
    found = []
    rows = connection.execute(
        "SELECT key, value FROM remembered WHERE key LIKE ? ORDER BY changed DESC", (f"{_KEY}%",)
    ).fetchall()
    for key, _ in rows:
        uid = from_column(key).removeprefix(_KEY)
        known = _remembered(connection, uid)
        article = annotated.annotated(connection, uid)
        path, likeness = known.get("path"), known.get("likeness")
        if (
            article is not None
            and isinstance(path, str)
            and isinstance(likeness, float)
            and is_gone(article.path)
            and not is_gone(path)
            and holds_anything(connection, uid)
        ):
            found.append(Perhaps(uid, article.headline, path, likeness))
    return found


def holds_anything(connection: sqlite3.Connection, uid: str) -> bool:
    """Whether something that was made on the article is still there."""
    row = connection.execute(
        """SELECT EXISTS(SELECT 1 FROM note JOIN note_revision ON note = id AND revision = current
                WHERE uid = ?1 AND NOT deleted)
            OR EXISTS(SELECT 1 FROM bookmark WHERE uid = ?1 AND kept)
            OR EXISTS(SELECT 1 FROM article_tags WHERE uid = ?1 AND tags != '[]')""",
        (uid,),
    ).fetchone()
    return bool(row[0])


def notes_of(connection: sqlite3.Connection, uid: str) -> list[str]:
    """The ids of all notes on an article, deleted ones too."""
    rows = connection.execute("SELECT id FROM note WHERE uid = ? ORDER BY seq", (uid,)).fetchall()
    return [from_column(row[0]) for row in rows]


def home_state(connection: sqlite3.Connection, note_id: str) -> str | None:
    """The article that a note is on; None when there is no such note."""
    row = connection.execute("SELECT uid FROM note WHERE id = ?", (note_id,)).fetchone()
    return None if row is None else from_column(row[0])


def put_home(connection: sqlite3.Connection, note_id: str, uid: object, moment: str) -> None:
    """Let a note be on another article; its passage is looked for in what is known of that one's text."""
    connection.execute("UPDATE note SET uid = ? WHERE id = ?", (uid, note_id))
    note = notes.find_note(connection, note_id, deleted=True)
    row = connection.execute(
        "SELECT hash FROM snapshot WHERE uid = ? ORDER BY taken DESC, rowid DESC LIMIT 1", (uid,)
    ).fetchone()
    text_hash = None if row is None else from_column(row[0])
    text = annotated.snapshot_text(connection, text_hash)
    anchor = note.pin or note.anchor
    if anchor is not None and text is not None and text_hash is not None:
        made_on = notes.snapshot_of(connection, note_id, pinned=note.pin is not None)
        old = annotated.snapshot_text(connection, made_on)
        notes.record_placement(connection, note_id, text_hash, place(anchor, text, old), moment)


def _refused(known: Mapping[str, object]) -> list[object]:
    refused = known.get("refused")
    return refused if isinstance(refused, list) else []


def _remembered(connection: sqlite3.Connection, uid: str) -> dict[str, object]:
    row = connection.execute("SELECT value FROM remembered WHERE key = ?", (f"{_KEY}{uid}",)).fetchone()
    try:
        known = {} if row is None else json.loads(from_column(row[0]))
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _remember(connection: sqlite3.Connection, uid: str, known: Mapping[str, object], moment: str) -> None:
    put_remembered(connection, f"{_KEY}{uid}", json.dumps(known), moment)
