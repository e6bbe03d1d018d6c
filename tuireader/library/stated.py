"""What articles state of where they come from: the few sources and bylines, and who has which."""

import sqlite3
from collections.abc import Sequence
from typing import Literal

from tuireader.library.many import rows_of

Stating = Literal["source", "byline"]
"""A column of `article` with an index of its own."""


def values(db: sqlite3.Connection, field: Stating) -> list[str]:
    """Every source or byline there is, once; a byline is who wrote the article and who translated it."""
    # The index alone is gone through; in order, so that nothing is gathered for telling them apart.
    return [text for (text,) in db.execute(f"SELECT DISTINCT {field} FROM article WHERE {field} > ''")]


def ids(db: sqlite3.Connection, field: Stating, wanted: Sequence[str]) -> frozenset[int]:
    """All articles that state one of these."""
    return frozenset(i for (i,) in rows_of(db, f"SELECT id FROM article WHERE {field} IN ", wanted))
