"""Names alone (`Johnson`): one row of the library's people holds all articles that have one, as a name.

It says nothing of who they are: each article's is somebody of its own. Here is told which rows are such a
name, so that cards and lists count them together and never call them one person. The key of one article's is
that of the name with the article's id behind it: `johnson@0123456789abcdef`.
"""

import json
import sqlite3
from dataclasses import dataclass
from functools import lru_cache

from tuireader.names.alone import is_name_alone

_APART = "@"
"""In a key: what stands behind it tells somebody from namesakes, as a country, middle letters, an article."""
_UID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class NameAlone:
    """A name alone that several articles have."""

    key: str
    entities: tuple[int, ...]
    """Several where posts of different countries kept rows apart."""
    articles: int
    mentions: int


def key_in(key: str, uid: str) -> str:
    """The key of whoever is meant by the name of this key in one article."""
    return f"{base_of(key)}{_APART}{uid}"


def base_of(key: str) -> str:
    """The key of the name itself."""
    return key.partition(_APART)[0]


def article_of(key: str) -> str:
    """The id of the article that a key is of; empty for the key of somebody wherever they are named."""
    behind = key.partition(_APART)[2]
    return behind if len(behind) == _UID_LENGTH else ""


def name_alone(db: sqlite3.Connection, key: str, name: str) -> NameAlone | None:
    """The name alone that a row of people belongs to; None where the row is one person.

    That is where one article alone has it, and where the reader said that all of this name are one person.
    """
    if not is_name_alone(name):
        return None
    base = base_of(key)
    rows = db.execute(
        "SELECT entity, articles, mentions FROM entity WHERE kind = 'person' "
        "AND (key = ?1 OR key >= ?1 || '@' AND key < ?1 || 'A')",
        (base,),
    ).fetchall()
    articles, mentions = (sum(row[column] for row in rows) for column in (1, 2))
    if articles < 2 or base in _said_to_be_one(db):
        return None
    return NameAlone(base, tuple(row[0] for row in rows), articles, mentions)


def _said_to_be_one(db: sqlite3.Connection) -> frozenset[str]:
    """The keys of names alone of which the reader has said that who bears them is one person."""
    row = db.execute("SELECT value FROM meta WHERE key = 'corrections'").fetchone()
    return _said_in(row[0]) if row is not None else frozenset()


@lru_cache(maxsize=2)
def _said_in(corrections: str) -> frozenset[str]:
    from tuireader.names.same import person_key  # only where something is corrected

    merged = (rule for rule in json.loads(corrections) if rule["kind"] == "merge" and not rule["article"])
    names = ((rule["person"], rule["other"]) for rule in merged if is_name_alone(rule["other"]))
    return frozenset(person_key(other) for person, other in names if person_key(person) == person_key(other))
