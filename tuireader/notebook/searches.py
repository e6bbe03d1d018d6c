"""Queries that are kept: under a name and in an order of their own, and those that were asked lately."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import cast

from tuireader.errors import UnknownSearch, quoted
from tuireader.notebook.columns import from_column, instant_after, into_column, to_the_second
from tuireader.notebook.past import keep_past
from tuireader.notebook.values import SavedSearch

_REMEMBERED = 500
"""Queries that the history holds; older ones make room."""


def insert_search(connection: sqlite3.Connection, search_id: str, name: str, query: str, moment: str) -> None:
    """Keep a query under a name, after all others."""
    connection.execute(
        """INSERT INTO saved_search(id, name, query, place, deleted, created, changed)
        VALUES(?1, ?2, ?3, (SELECT coalesce(max(place), 0) + 1 FROM saved_search), 0, ?4, ?4)""",
        (search_id, into_column(name), into_column(query), moment),
    )


def search_state(connection: sqlite3.Connection, search_id: str) -> object:
    """What is kept under an id: name, query, place, deleted; None when there is no such search."""
    row = connection.execute(
        "SELECT name, query, place, deleted FROM saved_search WHERE id = ?", (into_column(search_id),)
    ).fetchone()
    return None if row is None else search_from_row(row)


def search_from_row(row: Sequence[object]) -> dict[str, object]:
    """The columns name, query, place, deleted, as plain values."""
    name, query, place, deleted = row
    return {
        "name": from_column(name),
        "query": from_column(query),
        "place": place if isinstance(place, int) else 0,
        "deleted": bool(deleted),
    }


def put_search(connection: sqlite3.Connection, search_id: str, state: object, moment: str) -> None:
    """Make a saved search say this; what it said before is kept."""
    wanted = cast(Mapping[str, object], state)
    before = search_state(connection, search_id)
    (changed,) = connection.execute("SELECT changed FROM saved_search WHERE id = ?", (search_id,)).fetchone()
    keep_past(connection, "search", search_id, before, from_column(changed))
    connection.execute(
        "UPDATE saved_search SET name = ?, query = ?, place = ?, deleted = ?, changed = ? WHERE id = ?",
        (
            into_column(cast(str, wanted["name"])),
            into_column(cast(str, wanted["query"])),
            wanted["place"],
            wanted["deleted"],
            instant_after(moment, from_column(changed)),
            search_id,
        ),
    )


def list_searches(connection: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    """The saved searches, in the order that the reader has given them."""
    rows = connection.execute(
        """SELECT id, name, query, created, changed FROM saved_search
        WHERE NOT deleted ORDER BY place, created, id"""
    ).fetchall()
    return tuple(
        SavedSearch(
            from_column(row[0]),
            from_column(row[1]),
            from_column(row[2]),
            to_the_second(from_column(row[3])),
            to_the_second(from_column(row[4])),
        )
        for row in rows
    )


def find_search(connection: sqlite3.Connection, search_id: str) -> SavedSearch:
    """The saved search of this id.

    Raises:
        UnknownSearch: there is none, or it is deleted.
    """
    for search in list_searches(connection):
        if search.id == search_id:
            return search
    raise UnknownSearch(f"There is no saved search {quoted(search_id)}", "Undo brings a deleted one back")


def remember_query(connection: sqlite3.Connection, query: str, moment: str) -> None:
    """Put a query at the top of the history; the oldest make room."""
    latest = connection.execute("SELECT max(asked) FROM asked").fetchone()[0]
    connection.execute(
        """INSERT INTO asked(query, asked, forgotten, changed) VALUES(?1, ?2, 0, ?2)
        ON CONFLICT(query) DO UPDATE SET asked = excluded.asked, forgotten = 0, changed = excluded.changed""",
        (into_column(query), instant_after(moment, latest)),
    )
    connection.execute(
        """DELETE FROM asked WHERE NOT forgotten AND query IN
        (SELECT query FROM asked WHERE NOT forgotten ORDER BY asked DESC LIMIT -1 OFFSET ?)""",
        (_REMEMBERED,),
    )


def list_queries(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    """The queries asked, the last one first."""
    rows = connection.execute(
        "SELECT query FROM asked WHERE NOT forgotten ORDER BY asked DESC, rowid DESC LIMIT ?", (limit,)
    ).fetchall()
    return tuple(from_column(row[0]) for row in rows)


def query_state(connection: sqlite3.Connection, query: str) -> object:
    """Whether a query of the history was forgotten; None when it is not in it."""
    row = connection.execute("SELECT forgotten FROM asked WHERE query = ?", (into_column(query),)).fetchone()
    return None if row is None else bool(row[0])


def put_query(connection: sqlite3.Connection, query: str, forgotten: object, moment: str) -> None:
    """Forget a query, or remember it again where it stood."""
    connection.execute(
        "UPDATE asked SET forgotten = ?, changed = ? WHERE query = ?",
        (bool(forgotten), moment, into_column(query)),
    )
