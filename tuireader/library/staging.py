"""The folded words of articles on their way into the full-text tables.

They wait in a temporary database of SQLite's own, on the disk and not in memory, which is gone when the scan
is: words that are not here are made anew from the article.
"""

import sqlite3
from collections.abc import Iterable

from tuireader.library import appearances
from tuireader.library.indextext import IndexText, index_text, with_people
from tuireader.library.packing import unpack
from tuireader.library.prepared import unpack_index


class Staging:
    """Index words by article (`doc`); for one thread."""

    def __init__(self) -> None:
        # No name: a private file that SQLite makes when its cache is full, and takes away by itself.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(
            "CREATE TABLE words (doc INTEGER PRIMARY KEY, data BLOB NOT NULL, people TEXT NOT NULL)"
        )
        self._db.execute("BEGIN")  # and never ended: nobody else reads it, and each end would cost
        self._is_doubted = False

    def put(self, doc: int, data: bytes, people: Iterable[int]) -> None:
        """Keep an article's packed words, and the numbers of the people in it."""
        numbers = " ".join(map(str, people))
        self._db.execute("INSERT OR REPLACE INTO words VALUES (?, ?, ?)", (doc, data, numbers))

    def doubt_people(self) -> None:
        """Others have written to the library: people may have got other numbers."""
        self._is_doubted = True

    def drop(self, doc: int) -> None:
        """Forget an article's words, which have changed."""
        self._db.execute("DELETE FROM words WHERE doc = ?", (doc,))

    def text_of(self, db: sqlite3.Connection, doc: int) -> IndexText:
        """The words of an article of the library `db`, its people's terms among them."""
        row = self._db.execute("SELECT data, people FROM words WHERE doc = ?", (doc,)).fetchone()
        text = unpack_index(row[0]) if row is not None else made_anew(db, doc)
        if row is None or self._is_doubted:
            return with_people(text, appearances.people_of(db, doc))
        return with_people(text, map(int, row[1].split()))

    def close(self) -> None:
        """Let everything go."""
        self._db.close()


def made_anew(db: sqlite3.Connection, doc: int) -> IndexText:
    """The words of a stored article, without the terms of its people."""
    sql = "SELECT uid, path, packed FROM article JOIN body USING (doc) WHERE doc = ?"
    uid, path, packed = db.execute(sql, (doc,)).fetchone()
    return index_text(*unpack(packed, None, uid=uid, path=path))
