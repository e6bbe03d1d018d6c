"""Putting articles into the tables and taking them out, inside a transaction of the caller.

Their words follow when the library is put in order (`ordering`).
"""

import sqlite3
from collections.abc import Collection

from tuireader.library import appearances, ordering
from tuireader.library.ordering import FullText
from tuireader.library.packing import unpack
from tuireader.library.prepared import Prepared, appearances_of
from tuireader.library.staging import Staging

_AT_ONCE = 100
"""So few articles are taken out of the full-text tables one by one, though nearly all go."""

_MOST_REMEMBERED = 20_000
"""Numbers of people and countries, some 200 bytes each."""


class Writer:
    """Writes the articles of one scan."""

    def __init__(self) -> None:
        self.staging = Staging()
        self.full_text = FullText(self.staging)
        self._entities: dict[tuple[str, str], int] = {}
        self._version: int | None = None
        """SQLite's of what the connection sees: another one whenever others have written."""

    def begin(self, db: sqlite3.Connection) -> None:
        """Called in each transaction first: another may have written, and taken people and countries out."""
        version = db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version or len(self._entities) > _MOST_REMEMBERED:
            self._version = version
            self.forget_entities()

    def close(self) -> None:
        """Let go of what waits; nothing is lost by it."""
        self.staging.close()

    def forget_entities(self) -> None:
        """Look numbers of people and countries up again: some may have been taken out."""
        self._entities.clear()

    def add(self, db: sqlite3.Connection, prepared: Prepared, uid: str) -> int:
        """Store a new article as the newest; gives its lasting row number (`doc`)."""
        sql = "INSERT INTO body (packed, original) VALUES (?, ?)"
        doc = db.execute(sql, (prepared.packed, prepared.original)).lastrowid
        if doc is None:  # pragma: no cover - an insert that succeeded has a row
            raise sqlite3.InternalError("no row for an inserted article")
        _insert_row(db, ordering.next_place(db, prepared.day, prepared.path), doc, uid, prepared)
        appearances.add(db, doc, prepared.appearances, self._entities)
        self.staging.put(doc, prepared.index)
        return doc

    def replace(self, db: sqlite3.Connection, doc: int, prepared: Prepared) -> None:
        """Give an article its new text; it keeps its id and, until the next ordering, its place."""
        place, uid, day, path = db.execute(
            "SELECT id, uid, day, path FROM article WHERE doc = ?", (doc,)
        ).fetchone()
        self._take_out(db, doc, place)
        db.execute(
            "INSERT INTO body (doc, packed, original) VALUES (?, ?, ?)",
            (doc, prepared.packed, prepared.original),
        )
        _insert_row(db, place, doc, uid, prepared)
        appearances.add(db, doc, prepared.appearances, self._entities)
        self.staging.put(doc, prepared.index)
        self.full_text.put_in(db, doc, place)
        if (day, path) != (prepared.day, prepared.path):
            ordering.note_out_of_order(db, min(place, ordering.place_of(db, prepared.day)))

    def rename(self, db: sqlite3.Connection, doc: int, path: str) -> None:
        """Show the article under this path from now on."""
        cursor = db.execute("UPDATE article SET path = ?1 WHERE doc = ?2 AND path <> ?1", (path, doc))
        if cursor.rowcount:
            (day,) = db.execute("SELECT day FROM article WHERE doc = ?", (doc,)).fetchone()
            ordering.note_out_of_order(db, ordering.place_of(db, day))

    def remove(self, db: sqlite3.Connection, docs: Collection[int]) -> None:
        """Take articles out; their places stay empty until the next ordering."""
        (count,) = db.execute("SELECT count(*) FROM article").fetchone()
        if len(docs) > _AT_ONCE and 2 * len(docs) > count:
            self.full_text.begin_anew(db)  # to put in those that stay costs less
        sql = "SELECT id FROM article WHERE doc = ?"
        places = {doc: row[0] for doc in docs if (row := db.execute(sql, (doc,)).fetchone()) is not None}
        for doc in sorted(places, key=places.__getitem__):
            self._take_out(db, doc, places[doc])
            ordering.note_out_of_order(db, places[doc])

    def _take_out(self, db: sqlite3.Connection, doc: int, place: int) -> None:
        uid, path, packed = db.execute(
            "SELECT uid, path, packed FROM article JOIN body USING (doc) WHERE doc = ?", (doc,)
        ).fetchone()
        self.full_text.take_out(db, doc, place)
        _, names = unpack(packed, None, uid=uid, path=path)
        appearances.take_out(db, doc, appearances_of(names))
        db.execute("DELETE FROM article WHERE doc = ?", (doc,))
        db.execute("DELETE FROM body WHERE doc = ?", (doc,))


def _insert_row(db: sqlite3.Connection, place: int, doc: int, uid: str, prepared: Prepared) -> None:
    db.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            place,
            doc,
            uid,
            prepared.fold_hash,
            prepared.day,
            prepared.headline,
            prepared.headline_from,
            prepared.date,
            prepared.source,
            prepared.byline,
            prepared.place,
            prepared.words,
            prepared.path,
            prepared.lead,
        ),
    )
