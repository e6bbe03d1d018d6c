"""Statements about many values at once, in few lengths, so that SQLite need not read each anew."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

_MOST = 512
"""Parameters of one statement; SQLite takes 32,766, older builds 999."""


def rows_of(
    db: sqlite3.Connection, sql: str, values: Sequence[int] | Sequence[str], *before: object
) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement for all of the values, some hundreds at a time.

    Args:
        sql: ends where `IN` wants its list.
        before: what stands in the statement before the list.
    """
    for start in range(0, len(values), _MOST):
        part = values[start : start + _MOST]
        size = 1 << (len(part) - 1).bit_length()  # filled up with one that is asked for anyway
        # All at once: a cursor that is left open, where a row is damaged, say, outlives its connection.
        yield from db.execute(
            sql + _places(size), (*before, *part, *repeat(part[0], size - len(part)))
        ).fetchall()


@cache
def _places(size: int) -> str:
    return f"({','.join('?' * size)})"
