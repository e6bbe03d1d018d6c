"""The folded words of articles on their way into the full-text tables.

They wait in a temporary database of SQLite's own, on the disk and not in memory, which is gone when the scan
is: words that are not here are made anew from the article.
"""

import sqlite3
import zlib
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
            "CREATE TABLE words (doc INTEGER PRIMARY KEY, data BLOB NOT NULL, people TEXT NOT NULL, "
            "made_of INTEGER NOT NULL)"
        )
        self._db.execute("BEGIN")  # and never ended: nobody else reads it, and each end would cost
        self._is_doubted = False

    def put(self, doc: int, data: bytes, people: Iterable[int], packed: bytes) -> None:
        """Keep an article's words and its people's numbers; `packed` tells this state of it from others."""
        row = doc, data, " ".join(map(str, people)), zlib.crc32(packed)
        self._db.execute("INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?)", row)

    def doubt(self) -> None:
        """Others have written to the library: people may have other numbers, articles other names."""
        self._is_doubted = True

    def drop(self, doc: int) -> None:
        """Forget an article's words, which have changed."""
        self._db.execute("DELETE FROM words WHERE doc = ?", (doc,))

    def text_of(self, db: sqlite3.Connection, doc: int) -> IndexText:
        """The words of an article of the library `db`, its people's terms among them."""
        sql = "SELECT data, people, made_of FROM words WHERE doc = ?"
        row = self._db.execute(sql, (doc,)).fetchone()
        if row is None or (self._is_doubted and row[2] != _made_of(db, doc)):
            return with_people(made_anew(db, doc), appearances.people_of(db, doc))
        people = appearances.people_of(db, doc) if self._is_doubted else map(int, row[1].split())
        return with_people(unpack_index(row[0]), people)

    def close(self) -> None:
        """Let everything go."""
        self._db.close()


def _made_of(db: sqlite3.Connection, doc: int) -> int:
    """What tells the state in which an article is stored from others of it."""
    (packed,) = db.execute("SELECT packed FROM body WHERE doc = ?", (doc,)).fetchone()
    return zlib.crc32(packed)


def made_anew(db: sqlite3.Connection, doc: int) -> IndexText:
    """The words of a stored article, without the terms of its people."""
    sql = "SELECT uid, path, packed FROM article JOIN body USING (doc) WHERE doc = ?"
    uid, path, packed = db.execute(sql, (doc,)).fetchone()
    return index_text(*unpack(packed, None, uid=uid, path=path))
