"""Notebooks as released versions wrote them: their statements, written down once and never changed."""

import sqlite3
import zlib
from contextlib import closing
from hashlib import sha256
from pathlib import Path

APPLICATION_ID = 0x74756972

VERSION_1 = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value NOT NULL)",
    "INSERT INTO meta(key, value) VALUES('changes', 0)",
    """CREATE TABLE article(
        uid TEXT PRIMARY KEY, path TEXT NOT NULL, headline TEXT NOT NULL, date TEXT, source TEXT,
        raw_hash TEXT NOT NULL, first_seen TEXT NOT NULL)""",
    """CREATE TABLE snapshot(
        hash TEXT PRIMARY KEY, uid TEXT NOT NULL REFERENCES article(uid) ON DELETE RESTRICT,
        packed BLOB NOT NULL, taken TEXT NOT NULL)""",
    """CREATE TABLE bookmark(
        uid TEXT PRIMARY KEY REFERENCES article(uid) ON DELETE RESTRICT,
        kept INTEGER NOT NULL, snapshot TEXT REFERENCES snapshot(hash) ON DELETE RESTRICT,
        created TEXT NOT NULL, changed TEXT NOT NULL)""",
    """CREATE TABLE article_tags(
        uid TEXT PRIMARY KEY REFERENCES article(uid) ON DELETE RESTRICT,
        tags TEXT NOT NULL, changed TEXT NOT NULL)""",
    "CREATE TABLE reading(uid TEXT PRIMARY KEY, is_read INTEGER NOT NULL, changed TEXT NOT NULL)",
    """CREATE TABLE position(
        uid TEXT PRIMARY KEY, block INTEGER NOT NULL, character INTEGER NOT NULL, changed TEXT NOT NULL)""",
    """CREATE TABLE note(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        uid TEXT NOT NULL REFERENCES article(uid) ON DELETE RESTRICT,
        snapshot TEXT REFERENCES snapshot(hash) ON DELETE RESTRICT,
        created TEXT NOT NULL, current INTEGER NOT NULL,
        start INTEGER, stop INTEGER, exact TEXT, prefix TEXT, suffix TEXT, fold_version INTEGER)""",
    "CREATE INDEX note_by_article ON note(uid)",
    """CREATE TABLE note_revision(
        note TEXT NOT NULL REFERENCES note(id) ON DELETE RESTRICT, revision INTEGER NOT NULL,
        body TEXT NOT NULL, sha256 TEXT NOT NULL, tags TEXT NOT NULL, deleted INTEGER NOT NULL,
        made TEXT NOT NULL, PRIMARY KEY(note, revision))""",
    """CREATE TABLE placement(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL REFERENCES note(id) ON DELETE RESTRICT,
        text_hash TEXT NOT NULL, state TEXT NOT NULL, start INTEGER, stop INTEGER,
        how TEXT NOT NULL, score REAL NOT NULL, made TEXT NOT NULL)""",
    "CREATE INDEX placement_by_note ON placement(note, seq)",
    """CREATE TABLE source(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE,
        removed INTEGER NOT NULL, changed TEXT NOT NULL)""",
    "INSERT INTO source(name, path, removed, changed) VALUES('seeds', '', 0, '')",
    "CREATE TABLE remembered(key TEXT PRIMARY KEY, value TEXT NOT NULL, changed TEXT NOT NULL)",
    """CREATE TABLE draft(
        session TEXT NOT NULL, owner TEXT NOT NULL, uid TEXT NOT NULL, note TEXT NOT NULL,
        body TEXT NOT NULL, tags TEXT NOT NULL, start INTEGER, stop INTEGER, anchor TEXT, saved TEXT NOT NULL,
        PRIMARY KEY(session, uid, note))""",
    """CREATE TABLE action(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL, session TEXT NOT NULL,
        touched INTEGER NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL, steps TEXT NOT NULL)""",
    "CREATE INDEX action_by_state ON action(state, touched)",
)

RELEASED = {1: VERSION_1}
"""Version -> the statements that a file of it was made by."""

TEXT = "The lighthouse keeper of Orm wrote down every ship. On Sunday there was none."


def make_released(directory: Path, version: int, notes: int = 12) -> dict[str, str]:
    """A notebook as that version left it, with this many notes and what belongs to them; id -> text."""
    directory.mkdir(mode=0o700, parents=True)
    path = directory / "notebook.db"
    path.touch(0o600)
    made: dict[str, str] = {}
    moment = "2026-11-22T09:00:00.000000Z"
    text_hash = sha256(TEXT.encode()).hexdigest()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for statement in RELEASED[version]:
            connection.execute(statement)
        connection.execute(
            "INSERT INTO article VALUES(?, 'news/orm.txt', 'Ships of Orm', '2026-11-21', 'Orm Post', ?, ?)",
            ("a" * 16, "0" * 32, moment),
        )
        connection.execute(
            "INSERT INTO snapshot VALUES(?, ?, ?, ?)",
            (text_hash, "a" * 16, zlib.compress(TEXT.encode()), moment),
        )
        connection.execute(
            "INSERT INTO bookmark VALUES(?, 1, ?, ?, ?)", ("a" * 16, text_hash, moment, moment)
        )
        connection.execute("INSERT INTO article_tags VALUES(?, ?, ?)", ("a" * 16, '["sea"]', moment))
        for number in range(notes):
            note_id, body = f"{number:016x}", f"note {number} " + "ß🙂 " * number
            made[note_id] = body
            connection.execute(
                "INSERT INTO note VALUES(?, ?, ?, ?, ?, 1, 4, 14, 'lighthouse', 'The ', ' keeper of Orm', 1)",
                (None, note_id, "a" * 16, text_hash, moment),
            )
            connection.execute(
                "INSERT INTO note_revision VALUES(?, 1, ?, ?, '[\"t\"]', 0, ?)",
                (note_id, body, sha256(body.encode()).hexdigest(), moment),
            )
        connection.execute("UPDATE meta SET value = ?", (notes + 2,))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    return made
