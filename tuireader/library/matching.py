"""Full-text matches as streams of ids, newest first.

Ids follow the dates, so the newest matches come out of SQLite without sorting, and a reader who has enough of
them stops. Expressions are FTS5's; `search` makes them of quoted words alone.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Literal

Table = Literal["heads", "alltext"]

_CHUNK = 256


def match(
    db: sqlite3.Connection, table: Table, expression: str, *, low: int = 0, high: int = 2**62
) -> Iterator[int]:
    """Ids within `low` and `high` that match, highest (newest) first.

    Args:
        table: `heads` knows the columns headline, people, countries, place; `alltext` holds every word.
        expression: of FTS5.
    """
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC"
    with contextlib.closing(db.cursor()) as cursor:
        try:
            cursor.execute(sql, (expression, low, high))
            while chunk := cursor.fetchmany(_CHUNK):
                yield from (i for (i,) in chunk)
        except sqlite3.OperationalError as error:
            # A letter younger than SQLite's Unicode tables makes a phrase of one word, which no table holds.
            if "fts5" not in str(error):
                raise
