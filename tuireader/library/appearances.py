"""Who and what appears in which article: people and countries, kept up inside the caller's transaction.

How they come in is in `gathering`.
"""

import sqlite3
from collections.abc import Collection, Sequence

from tuireader.library.prepared import Appearance
from tuireader.names.same import middle_letters

_MANY = 1000
"""From so many on, people and countries are counted again by one statement for all."""


def take_out(db: sqlite3.Connection, doc: int, appearances: Sequence[Appearance]) -> None:
    """Forget what appears in the article `doc`, of which `appearances` were noted."""
    less = []
    for appearance in appearances:
        entity = _number_in(db, doc, appearance)
        less += [(count, entity, kind, text) for kind, text, count in appearance.attributes]
    db.executemany("UPDATE attribute SET count = count - ? WHERE entity = ? AND kind = ? AND text = ?", less)
    db.executemany(
        "DELETE FROM attribute WHERE entity = ? AND kind = ? AND text = ? AND count <= 0",
        [which for _, *which in less],
    )
    db.execute("DELETE FROM appearance WHERE doc = ?", (doc,))


def entities_of(db: sqlite3.Connection, doc: int) -> set[int]:
    """The people and countries of an article."""
    return {entity for (entity,) in db.execute("SELECT entity FROM appearance WHERE doc = ?", (doc,))}


def people_of(db: sqlite3.Connection, doc: int) -> list[int]:
    """The people of an article alone."""
    sql = "SELECT entity FROM appearance JOIN entity USING (entity) WHERE doc = ? AND kind = 'person'"
    return [entity for (entity,) in db.execute(sql, (doc,))]


def count_again(db: sqlite3.Connection, entities: Collection[int]) -> None:
    """Count changed people and countries again, name each by its most used full name, drop the unused."""
    if len(entities) < _MANY:
        for entity in sorted(entities):
            _count(db, "= ?", (entity,))
        return
    db.execute("CREATE TEMP TABLE IF NOT EXISTS changed (entity INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.changed")
    db.executemany("INSERT INTO temp.changed VALUES (?)", ((entity,) for entity in sorted(entities)))
    _count(db, "IN (SELECT entity FROM temp.changed)", ())
    db.execute("DELETE FROM temp.changed")


def count_all(db: sqlite3.Connection) -> None:
    """`count_again` for everybody."""
    _count(db, "> 0", ())


def _count(db: sqlite3.Connection, which: str, parameters: tuple[int, ...]) -> None:
    db.execute(
        "UPDATE entity SET (articles, mentions) = ("
        "SELECT count(*), coalesce(sum(mentions), 0) FROM appearance WHERE entity = entity.entity"
        f") WHERE entity {which}",
        parameters,
    )
    unused = f"SELECT entity FROM entity WHERE entity {which} AND articles = 0"
    for table in ("attribute", "name_word"):
        db.execute(f"DELETE FROM {table} WHERE entity IN ({unused})", parameters)
    db.execute(f"DELETE FROM entity WHERE entity {which} AND articles = 0", parameters)
    db.execute(
        "UPDATE entity SET name = ("
        "SELECT text FROM attribute WHERE entity = entity.entity AND kind = 'name' "
        "ORDER BY count DESC, length(text) DESC, text LIMIT 1"
        f") WHERE entity {which}",
        parameters,
    )


def _texts(db: sqlite3.Connection, entity: int, kind: str) -> set[str]:
    """What is said of somebody, of one kind."""
    sql = "SELECT text FROM attribute WHERE entity = ? AND kind = ?"
    return {str(text) for (text,) in db.execute(sql, (entity, kind))}


def tells_apart(db: sqlite3.Connection, entities: Sequence[int]) -> bool:
    """Whether some of these people of one key differ from others by middle names or countries."""
    lands = {text for entity in entities for text in _texts(db, entity, "country")}
    middles = {middle_letters(text) for entity in entities for text in _texts(db, entity, "name")} - {""}
    return len(entities) > 1 or len(lands) > 1 or len(middles) > 1


def apart(appearance: Appearance) -> Appearance:
    """A person under a key with the middle letters or the country of the post; the same with neither."""
    own = middle_of(appearance) or country_of(appearance)
    return appearance._replace(key=f"{appearance.key}@{own}") if own else appearance


def middle_of(appearance: Appearance) -> str:
    """The first letters of somebody's middle names, if they have any."""
    return middle_letters(appearance.name)


def country_of(appearance: Appearance) -> str:
    """The code of the country of somebody's post, if the article states one; of several the first."""
    return min([text for kind, text, _ in appearance.attributes if kind == "country"], default="")


def _number_in(db: sqlite3.Connection, doc: int, appearance: Appearance) -> int | None:
    """The number under which `add` noted somebody in the article `doc`."""
    sql = (
        "SELECT entity FROM entity JOIN appearance USING (entity) WHERE doc = ? AND kind = ? "
        "AND key IN (?, ?, ?) ORDER BY length(key) DESC"
    )
    key = appearance.key
    keys = key, f"{key}@{country_of(appearance)}", f"{key}@{middle_of(appearance)}"
    row = db.execute(sql, (doc, appearance.kind, *keys)).fetchone()
    return int(row[0]) if row is not None else None
