"""Full-text matches as streams of ids, newest first.

Ids follow the dates, so the newest matches come out of SQLite without sorting, and a reader who has enough of
them stops. Expressions are FTS5's; `search` makes them of quoted words alone.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Literal

Table = Literal["heads", "alltext"]

LAST = 2**62
"""An id above all others."""
_FIRST_CHUNK, _CHUNK = 32, 256
"""Ids fetched at a time; the first ones may be all that are wanted."""
_SELECT = (
    "SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
)


def match(
    db: sqlite3.Connection, table: Table, expression: str, *, low: int = 0, high: int = LAST
) -> Iterator[int]:
    """Ids within `low` and `high` that match, highest (newest) first.

    Args:
        table: `heads` knows the columns headline, people, countries, place; `alltext` holds every word.
        expression: of FTS5.
    """
    sql = _SELECT.format(table=table)
    with contextlib.closing(db.cursor()) as cursor:
        try:
            cursor.execute(sql, (expression, low, high, -1))
            size = _FIRST_CHUNK
            while chunk := cursor.fetchmany(size):
                yield from (i for (i,) in chunk)
                size = min(size * 2, _CHUNK)
        except sqlite3.OperationalError as error:
            _allow(error)


def newest(
    db: sqlite3.Connection,
    table: Table,
    expression: str,
    limit: int,
    *,
    low: int = 0,
    high: int = LAST,
) -> list[int]:
    """The first of what `match` gives, at most `limit`: quicker where no more is wanted."""
    try:
        rows = db.execute(_SELECT.format(table=table), (expression, low, high, limit)).fetchall()
    except sqlite3.OperationalError as error:
        _allow(error)
        return []
    return [i for (i,) in rows]


def count(
    db: sqlite3.Connection,
    table: Table,
    expression: str,
    limit: int = -1,
    *,
    low: int = 0,
    high: int = LAST,
) -> int:
    """How many ids match; at most `limit` are counted."""
    matches = f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
    try:
        found = db.execute(f"SELECT count(*) FROM ({matches})", (expression, low, high, limit))
        return int(found.fetchone()[0])
    except sqlite3.OperationalError as error:
        _allow(error)
        return 0


def _allow(error: sqlite3.OperationalError) -> None:
    # A letter younger than SQLite's Unicode tables makes a phrase of one word, which no table holds.
    if "fts5" not in str(error):
        raise error
