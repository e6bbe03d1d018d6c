"""Merge what has one state and the moment of its last change: marks, sources, searches, corrections.

The later change counts, on every machine alike; what tags and saved searches said before, here or there, is
kept (`past`).
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from tuireader.notebook import annotated, sources
from tuireader.notebook.columns import (
    clean_tags,
    from_column,
    into_column,
    optional_into_column,
    tags_from_column,
    tags_into_column,
)
from tuireader.notebook.fields import flag, number, optional, text, texts
from tuireader.notebook.past import keep_past
from tuireader.notebook.searches import search_from_row
from tuireader.notebook.values import ArticleRef

"""The headline of an article whose notes came without it."""


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    added: int = 0
    merged: int = 0
    unchanged: int = 0
    parted: list[str] = field(default_factory=list)
    adds_sources: bool = False
    not_added: list[str] = field(default_factory=list)

    def count(self, there: bool, changed: bool) -> None:
        """Count one thing: new here, changed by the import, or as it was."""
        if not there:
            self.added += 1
        elif changed:
            self.merged += 1
        else:
            self.unchanged += 1


def article_of(connection: sqlite3.Connection, record: Mapping[str, object], moment: str) -> str:
    """The uid of the article that a record is about, which is made known if it is not."""
    uid = text(record, "article")
    if annotated.annotated(connection, uid) is None:
        annotated.remember_article(connection, ArticleRef(uid, "", annotated.UNKNOWN, None, None, ""), moment)
    return uid


def snapshot_of(connection: sqlite3.Connection, record: Mapping[str, object]) -> str | None:
    """The snapshot referred to, if it is there: a lost copy of the article is no reason to drop a note."""
    text_hash = optional(record, "snapshot")
    row = connection.execute("SELECT 1 FROM snapshot WHERE hash = ?", (text_hash,)).fetchone()
    return None if row is None else text_hash


def take_bookmark(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, moment: str
) -> None:
    """The bookmark of an article, whether it is kept or was taken off."""
    uid, changed = article_of(connection, record, moment), text(record, "changed")
    row = connection.execute("SELECT changed FROM bookmark WHERE uid = ?", (uid,)).fetchone()
    if newer := row is None or changed > row[0]:
        connection.execute(
            "INSERT OR REPLACE INTO bookmark(uid, kept, snapshot, created, changed) VALUES(?, ?, ?, ?, ?)",
            (uid, flag(record, "kept"), snapshot_of(connection, record), text(record, "created"), changed),
        )
    tally.count(row is not None, newer)


def take_tags(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, moment: str
) -> None:
    """Tags of an article: the later ones count, the others are kept as what they were."""
    uid, changed = article_of(connection, record, moment), text(record, "changed")
    given = tags_into_column(clean_tags(texts(record, "tags")))
    row = connection.execute("SELECT changed, tags FROM article_tags WHERE uid = ?", (uid,)).fetchone()
    known = None if row is None else (from_column(row[0]), from_column(row[1]))
    if newer := known is None or (changed, given) > known:
        connection.execute(
            "INSERT OR REPLACE INTO article_tags(uid, tags, changed) VALUES(?, ?, ?)", (uid, given, changed)
        )
    if known is not None and known != (changed, given):
        made, tags = known if newer else (changed, given)
        keep_past(connection, "tags", uid, list(tags_from_column(tags)), made)
    tally.count(row is not None, newer)


def take_read(connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, _: str) -> None:
    """The read mark of an article."""
    uid, changed = text(record, "article"), text(record, "changed")
    row = connection.execute("SELECT changed FROM reading WHERE uid = ?", (uid,)).fetchone()
    if newer := row is None or changed > from_column(row[0]):
        connection.execute(
            "INSERT OR REPLACE INTO reading(uid, is_read, changed) VALUES(?, ?, ?)",
            (uid, flag(record, "read"), changed),
        )
    tally.count(row is not None, newer)


def take_position(connection: sqlite3.Connection, record: Mapping[str, object], _: Tally, __: str) -> None:
    """Where the reader was; the later counts."""
    connection.execute(
        """INSERT INTO position(uid, block, character, changed) VALUES(?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET block = excluded.block, character = excluded.character,
            changed = excluded.changed WHERE excluded.changed > position.changed""",
        (
            text(record, "article"),
            number(record, "block"),
            number(record, "character"),
            text(record, "changed"),
        ),
    )


def take_remembered(connection: sqlite3.Connection, record: Mapping[str, object], _: Tally, __: str) -> None:
    """A small thing remembered; the later counts."""
    connection.execute(
        """INSERT INTO remembered(key, value, changed) VALUES(?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET value = excluded.value, changed = excluded.changed
            WHERE excluded.changed > remembered.changed""",
        (text(record, "key"), into_column(text(record, "value")), text(record, "changed")),
    )


def take_source(connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, _: str) -> None:
    """What is read here, or was taken out; what is not read here is only named."""
    path, changed = into_column(text(record, "path")), text(record, "changed")
    removed = flag(record, "removed")
    row = connection.execute("SELECT changed, removed FROM source WHERE path = ?", (path,)).fetchone()
    # The seeds have no path: they are ours, wherever the line comes from.
    if path and not (tally.adds_sources or removed) and (row is None or row[1]):
        tally.not_added.append(text(record, "path"))
        return
    if row is None:
        connection.execute(
            "INSERT INTO source(name, path, removed, changed) VALUES(?, ?, ?, ?)",
            (into_column(sources.free_name(connection, text(record, "name"))), path, removed, changed),
        )
    elif changed > row[0]:
        connection.execute(
            "UPDATE source SET removed = ?, changed = ? WHERE path = ?", (removed, changed, path)
        )
    tally.count(row is not None, row is not None and changed > row[0])


def take_search(connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, _: str) -> None:
    """A saved search: the later change counts, the other is kept as what it was."""
    search_id, changed = text(record, "id"), text(record, "changed")
    given: dict[str, object] = {
        "name": text(record, "name"),
        "query": text(record, "query"),
        "place": number(record, "place"),
        "deleted": flag(record, "deleted"),
    }
    row = connection.execute(
        "SELECT name, query, place, deleted, changed FROM saved_search WHERE id = ?",
        (into_column(search_id),),
    ).fetchone()
    columns = (
        into_column(text(record, "name")),
        into_column(text(record, "query")),
        given["place"],
        given["deleted"],
        changed,
    )
    newer = False
    if row is None:
        connection.execute(
            """INSERT INTO saved_search(name, query, place, deleted, changed, id, created)
            VALUES(?, ?, ?, ?, ?, ?, ?)""",
            (*columns, into_column(search_id), text(record, "created")),
        )
    else:
        known, made = search_from_row(row[:4]), from_column(row[4])
        newer = (changed, json.dumps(given)) > (made, json.dumps(known))
        if newer:
            connection.execute(
                """UPDATE saved_search SET name = ?, query = ?, place = ?, deleted = ?, changed = ?
                WHERE id = ?""",
                (*columns, into_column(search_id)),
            )
        if (changed, given) != (made, known):
            keep_past(connection, "search", search_id, *((known, made) if newer else (given, changed)))
    tally.count(row is not None, newer)


def take_asked(connection: sqlite3.Connection, record: Mapping[str, object], _: Tally, __: str) -> None:
    """A query of the search history; the later counts."""
    connection.execute(
        """INSERT INTO asked(query, asked, forgotten, changed) VALUES(?, ?, ?, ?)
        ON CONFLICT(query) DO UPDATE SET asked = excluded.asked, forgotten = excluded.forgotten,
            changed = excluded.changed
            WHERE (excluded.changed, excluded.forgotten) > (asked.changed, asked.forgotten)""",
        (
            into_column(text(record, "query")),
            text(record, "asked"),
            flag(record, "forgotten"),
            text(record, "changed"),
        ),
    )


def take_correction(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, _: str
) -> None:
    """A correction; what it says never changes, only whether it was withdrawn."""
    correction_id, changed = into_column(text(record, "id")), text(record, "changed")
    withdrawn = flag(record, "withdrawn")
    row = connection.execute(
        "SELECT changed, withdrawn FROM correction WHERE id = ?", (correction_id,)
    ).fetchone()
    newer = row is not None and (changed, withdrawn) > (from_column(row[0]), bool(row[1]))
    if row is None:
        connection.execute(
            """INSERT INTO correction(id, kind, person, form, other, country, instead_of, article,
                withdrawn, created, changed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                correction_id,
                *(into_column(text(record, name)) for name in ("kind", "person", "form", "other")),
                *(
                    optional_into_column(optional(record, name))
                    for name in ("country", "instead_of", "article")
                ),
                withdrawn,
                text(record, "created"),
                changed,
            ),
        )
    elif newer:
        connection.execute(
            "UPDATE correction SET withdrawn = ?, changed = ? WHERE id = ?",
            (withdrawn, changed, correction_id),
        )
    tally.count(row is not None, newer)


def take_past(connection: sqlite3.Connection, record: Mapping[str, object], _: Tally, __: str) -> None:
    """What tags or a saved search said before."""
    keep_past(
        connection, text(record, "kind"), text(record, "key"), record.get("state"), text(record, "made")
    )
