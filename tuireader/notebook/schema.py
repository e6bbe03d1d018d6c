"""The tables of `notebook.db`, and how an older file becomes a newer one.

Nothing is ever removed from these tables but drafts and old undo steps: deleting a note sets a mark in a new
revision; removing a source, a bookmark, a saved search or a correction leaves its row behind.
"""

import sqlite3
from collections.abc import Callable, Sequence

from tuireader.errors import NotebookError

APPLICATION_ID = 0x74756972
"""`tuir` in the file's header, so that `file` and we know what it is."""

_INITIAL = (
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
    # `changed` is empty: that it came with the notebook gives way to whatever a person decided, anywhere.
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

_SEARCHES_CORRECTIONS_PINS = (
    # What was given way to: the versions before the one that counts, of what has no revisions of its own.
    """CREATE TABLE past(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL,
        state TEXT NOT NULL, made TEXT NOT NULL, UNIQUE(kind, key, made, state))""",
    """CREATE TABLE saved_search(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        query TEXT NOT NULL, place INTEGER NOT NULL, deleted INTEGER NOT NULL,
        created TEXT NOT NULL, changed TEXT NOT NULL)""",
    """CREATE TABLE asked(
        query TEXT PRIMARY KEY, asked TEXT NOT NULL, forgotten INTEGER NOT NULL, changed TEXT NOT NULL)""",
    """CREATE TABLE correction(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        person TEXT NOT NULL, form TEXT NOT NULL, other TEXT NOT NULL, country TEXT, instead_of TEXT,
        article TEXT, withdrawn INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL)""",
    # Where a person put a note by hand; the selector in `note` stays. All NULL: the pin was taken out.
    """CREATE TABLE pin(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL REFERENCES note(id) ON DELETE RESTRICT,
        snapshot TEXT REFERENCES snapshot(hash) ON DELETE RESTRICT, place_start INTEGER, place_stop INTEGER,
        start INTEGER, stop INTEGER, exact TEXT, prefix TEXT, suffix TEXT, fold_version INTEGER,
        made TEXT NOT NULL)""",
    "CREATE INDEX pin_by_note ON pin(note, made)",
)

Migration = Sequence[str] | Callable[[sqlite3.Connection], None]
"""Statements run one by one, or a function that runs its own; neither begins nor commits."""

MIGRATIONS: tuple[Migration, ...] = (_INITIAL, _SEARCHES_CORRECTIONS_PINS)
"""The n-th leads from version n to n + 1. Append only: released files stand at each of them."""


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the file from `version` to the newest in one transaction: all of it, or none.

    Never `executescript`, which commits between statements: killed there, it leaves half a schema.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in MIGRATIONS[version:]:
            if callable(migration):
                migration(connection)
            else:
                for statement in migration:
                    connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise NotebookError(
                f"The notebook could not be brought to version {len(MIGRATIONS)}: {broken[0]} lost its match",
                "Nothing was changed; please report this",
            )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
