"""Who, where, when and from whom: counts over a set of articles, and over all of them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_CHUNK = 500
_MONTH = len("2024-12")
_SPAN = 20_000
"""Ids gone through between two looks at the clock, where all articles are counted."""


@dataclass
class Tally:
    """Counts of articles, as yet unordered."""

    people: Counter[int] = field(default_factory=Counter)
    """By entity number."""
    countries: Counter[int] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    """`2024-12`; an article of which no more than the year is known is in none."""
    sources: Counter[str] = field(default_factory=Counter)


def tally(db: sqlite3.Connection, ids: Sequence[int], stop: Callable[[], bool]) -> Tally | None:
    """Count over these articles, some thousands at most; None when stopped."""
    found = Tally()
    for start in range(0, len(ids), _CHUNK):
        if stop():
            return None
        part = tuple(ids[start : start + _CHUNK])
        places = ",".join("?" * len(part))
        rows = db.execute(f"SELECT doc, day, source FROM article WHERE id IN ({places})", part).fetchall()
        docs = [doc for doc, _, _ in rows]
        found.months.update(day[:_MONTH] for _, day, _ in rows if len(day) >= _MONTH)
        found.sources.update(source for _, _, source in rows if source)
        places = ",".join("?" * len(docs))
        sql = (
            "SELECT entity, kind, count(*) FROM appearance JOIN entity USING (entity) "
            f"WHERE doc IN ({places}) AND kind <> 'weak' GROUP BY entity"
        )
        for entity, kind, count in db.execute(sql, docs):
            (found.people if kind == "person" else found.countries)[entity] += count
    return found


def tally_all(db: sqlite3.Connection, limit: int, stop: Callable[[], bool]) -> Tally | None:
    """Count over all articles: of people and countries the `limit` that most articles name."""
    found = Tally()
    # By mentions, which has an index; who is in most articles is among the most mentioned.
    sql = (
        "SELECT entity, articles FROM (SELECT entity, articles FROM entity WHERE kind = ? "
        "ORDER BY mentions DESC LIMIT ?) ORDER BY articles DESC LIMIT ?"
    )
    for kind, counter in (("person", found.people), ("country", found.countries)):
        counter.update(dict(db.execute(sql, (kind, 4 * limit, limit))))
    last = db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0]
    for low in range(1, last + 1, _SPAN):
        if stop():
            return None
        rows = db.execute(
            "SELECT substr(day, 1, 7), source, count(*) FROM article WHERE id BETWEEN ? AND ? GROUP BY 1, 2",
            (low, low + _SPAN - 1),
        )
        for month, source, count in rows:
            if len(month) == _MONTH:
                found.months[month] += count
            if source:
                found.sources[source] += count
    return found


def named(db: sqlite3.Connection, entities: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Key and name of these people or countries, a few."""
    places = ",".join("?" * len(entities))
    sql = f"SELECT entity, key, name FROM entity WHERE entity IN ({places})"
    return {entity: (key, name) for entity, key, name in db.execute(sql, tuple(entities))}
