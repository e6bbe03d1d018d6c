"""Putting articles into the tables and taking them out, inside a transaction of the caller.

Their words follow when the library is put in order (`ordering`).
"""

import sqlite3
from collections.abc import Collection

from tuireader.library import appearances, ordering
from tuireader.library.gathering import Gathering
from tuireader.library.ordering import FullText
from tuireader.library.packing import unpack
from tuireader.library.placing import Places
from tuireader.library.prepared import Prepared, appearances_of
from tuireader.library.staging import Staging

_AT_ONCE = 100
"""So few articles are taken out of the full-text tables one by one, though nearly all go."""


class Writer:
    """Writes the articles of one scan."""

    def __init__(self) -> None:
        self.staging = Staging()
        self.full_text = FullText(self.staging)
        self._gathering = Gathering()
        self._places = Places()
        self._version: int | None = None
        """SQLite's of what the connection sees: another one whenever others have written."""

    def begin(self, db: sqlite3.Connection) -> None:
        """Called in each transaction first: another may have written, and taken people and countries out."""
        version = db.execute("PRAGMA data_version").fetchone()[0]
        if self._version not in (None, version):
            self.staging.doubt()
        self._gathering.begin(anew=version != self._version)
        self._places.forget()
        self._version = version

    def write_out(self, db: sqlite3.Connection) -> None:
        """Write what `add` has gathered: last in each transaction, and before anything reads of it."""
        self._gathering.write(db)
        self._places.write(db)

    def close(self) -> None:
        """Let go of what waits; nothing is lost by it."""
        self.staging.close()

    def forget_entities(self) -> None:
        """Look numbers of people and countries up again: some may have been taken out."""
        self._gathering.forget()

    def entities_of(self, db: sqlite3.Connection, doc: int) -> set[int]:
        """The people and countries of an article."""
        self.write_out(db)
        return appearances.entities_of(db, doc)

    def add(self, db: sqlite3.Connection, prepared: Prepared, uid: str) -> tuple[int, list[int]]:
        """Store a new article as the newest; some of it waits for `write_out`.

        Returns:
            Its lasting row number (`doc`), and the people and countries in it.
        """
        sql = "INSERT INTO body (packed, original) VALUES (?, ?)"
        doc = db.execute(sql, (prepared.packed, prepared.original)).lastrowid
        if doc is None:  # pragma: no cover - an insert that succeeded has a row
            raise sqlite3.InternalError("no row for an inserted article")
        _insert_row(db, self._places.next(db, prepared.day, prepared.path), doc, uid, prepared)
        return doc, self._stage(db, doc, prepared)

    def replace(self, db: sqlite3.Connection, doc: int, prepared: Prepared) -> None:
        """Give an article its new text; it keeps its id and, until the next ordering, its place."""
        self.write_out(db)
        place, uid, day, path = db.execute(
            "SELECT id, uid, day, path FROM article WHERE doc = ?", (doc,)
        ).fetchone()
        self._take_out(db, doc, place)
        db.execute(
            "INSERT INTO body (doc, packed, original) VALUES (?, ?, ?)",
            (doc, prepared.packed, prepared.original),
        )
        _insert_row(db, place, doc, uid, prepared)
        self._stage(db, doc, prepared)
        self._gathering.write(db)
        self.full_text.put_in(db, doc, place)
        if (day, path) != (prepared.day, prepared.path):
            ordering.note_out_of_order(db, min(place, ordering.place_of(db, prepared.day)))

    def rename(self, db: sqlite3.Connection, doc: int, path: str) -> None:
        """Show the article under this path from now on."""
        self.write_out(db)
        cursor = db.execute("UPDATE article SET path = ?1 WHERE doc = ?2 AND path <> ?1", (path, doc))
        if cursor.rowcount:
            (day,) = db.execute("SELECT day FROM article WHERE doc = ?", (doc,)).fetchone()
            ordering.note_out_of_order(db, ordering.place_of(db, day))

    def remove(self, db: sqlite3.Connection, docs: Collection[int]) -> None:
        """Take articles out; their places stay empty until the next ordering."""
        self.write_out(db)
        (count,) = db.execute("SELECT count(*) FROM article").fetchone()
        if len(docs) > _AT_ONCE and 2 * len(docs) > count:
            self.full_text.begin_anew(db)  # to put in those that stay costs less
        sql = "SELECT id FROM article WHERE doc = ?"
        places = {doc: row[0] for doc in docs if (row := db.execute(sql, (doc,)).fetchone()) is not None}
        for doc in sorted(places, key=places.__getitem__):
            self._take_out(db, doc, places[doc])
            ordering.note_out_of_order(db, places[doc])

    def _stage(self, db: sqlite3.Connection, doc: int, prepared: Prepared) -> list[int]:
        """Have an article's words wait, and note who and what appears in it; gives their numbers."""
        appearing = prepared.appearances
        numbers = self._gathering.note(db, doc, appearing)
        people = {number for number, one in zip(numbers, appearing, strict=True) if one.kind == "person"}
        self.staging.put(doc, prepared.index, people, prepared.packed)
        return numbers

    def _take_out(self, db: sqlite3.Connection, doc: int, place: int) -> None:
        uid, path, packed = db.execute(
            "SELECT uid, path, packed FROM article JOIN body USING (doc) WHERE doc = ?", (doc,)
        ).fetchone()
        self.full_text.take_out(db, doc, place)
        _, names = unpack(packed, None, uid=uid, path=path)
        appearances.take_out(db, doc, appearances_of(names))
        self._gathering.forget_told()
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
