"""Marks in `meta` of scans that changed the library and have not put it in order yet.

A scan writes its mark along with its first change and takes it away along with the last. One that is found by
a later scan was left by a scan that was cut short (or that still runs in another process): what it still
had to do is nowhere written, and is found by looking at everything.
"""

import sqlite3
from collections.abc import Iterable

_MARK = "unfinished "


def mark(db: sqlite3.Connection, scan: str, before: int) -> None:
    """Note that a scan has changed something; `before` is how many articles were in order by then."""
    db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (_MARK + scan, before))


def marks(db: sqlite3.Connection) -> dict[str, int]:
    """The scans that have not finished, each with how many articles were in order before it."""
    rows = db.execute("SELECT key, value FROM meta WHERE key GLOB ?", (f"{_MARK}*",))
    return {key.removeprefix(_MARK): before for key, before in rows}


def clear(db: sqlite3.Connection, scans: Iterable[str]) -> None:
    """Take the marks of these scans away: everything is in order."""
    db.executemany("DELETE FROM meta WHERE key = ?", ((_MARK + scan,) for scan in scans))


def left_behind(db: sqlite3.Connection) -> set[int]:
    """Articles (`doc`) that no file holds any more."""
    sql = "SELECT doc FROM article WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.doc = article.doc)"
    return {doc for (doc,) in db.execute(sql)}


def documents(db: sqlite3.Connection) -> set[int]:
    """All articles (`doc`)."""
    return {doc for (doc,) in db.execute("SELECT doc FROM article")}
