"""Which article a file is: one that the library has, a new version of one, or a new one and its id.

Identity follows evidence in this order: the same text at the same path; a known text at another path (moved
when the old path is gone, else a copy); a changed text at a known path, which stays the same article when at
least half of it is still there; an id that others know the file by.
"""

import os
import sqlite3
from collections.abc import Collection

from rapidfuzz.distance import LCSseq

from tuireader.articles.identity import article_id
from tuireader.library.numbered import by_path
from tuireader.library.packing import is_same, unpack
from tuireader.library.prepared import Prepared
from tuireader.text.fold import words

_SAME_ARTICLE = 0.5
"""Share of words in common, in order; edited copies stand above 0.6, unrelated pairs below 0.2."""
_COMPARED_WORDS = 5000
_LOOKED_FOR = 64


def with_text(db: sqlite3.Connection, prepared: Prepared) -> int | None:
    """The article (`doc`) of the same folded text."""
    row = db.execute("SELECT doc FROM article WHERE fold_hash = ?", (prepared.fold_hash,)).fetchone()
    return int(row[0]) if row is not None else None


def with_uid(db: sqlite3.Connection, uid: str) -> int | None:
    """The article (`doc`) of this id."""
    row = db.execute("SELECT doc FROM article WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row is not None else None


def is_moved(db: sqlite3.Connection, doc: int) -> bool:
    """Whether none of the article's files is there any more; of thousands of copies a few are looked for."""
    some = "SELECT path, container FROM file WHERE doc = ? LIMIT ?"
    sql = f"SELECT DISTINCT coalesce(container, path) FROM ({some})"
    return not any(os.path.lexists(path) for (path,) in db.execute(sql, (doc, _LOOKED_FOR)))


def is_left(db: sqlite3.Connection, doc: int, leaving: Collection[tuple[str, str]]) -> bool:
    """Whether the article goes with the end of the scan: all its files, by source and path, are leaving."""
    files = db.execute("SELECT source, path FROM file WHERE doc = ?", (doc,))
    return all((source, path) in leaving for source, path in files)


def first_path(db: sqlite3.Connection, doc: int) -> str | None:
    """The path an article is shown under: the first of its first source. None when no file holds it."""
    return _first(db, doc, by_path())


def path_described(db: sqlite3.Connection, doc: int) -> str | None:
    """The path of the copy that an article is described by, where copies have different dates, say.

    Of records another one than the first: it is asked for at each of thousands, and the index has it.
    """
    return _first(db, doc, "path")


def _first(db: sqlite3.Connection, doc: int, order: str) -> str | None:
    sql = f"SELECT path FROM file WHERE doc = ? AND source = ? ORDER BY {order} LIMIT 1"
    for (source,) in db.execute("SELECT name FROM source ORDER BY place").fetchall():
        row = db.execute(sql, (doc, source)).fetchone()
        if row is not None:
            return str(row[0])
    return None


def is_elsewhere(db: sqlite3.Connection, doc: int, source: str, path: str) -> bool:
    """Whether another file than this one holds the article, or did."""
    others = "SELECT 1 FROM file WHERE doc = ? AND NOT (source = ? AND path = ?) LIMIT 1"
    return db.execute(others, (doc, source, path)).fetchone() is not None


def is_described_anew(db: sqlite3.Connection, doc: int, path: str, prepared: Prepared) -> bool:
    """Whether the same text, read from the path it is shown under, has become another article."""
    row = db.execute(
        "SELECT path, packed FROM article JOIN body USING (doc) WHERE doc = ?", (doc,)
    ).fetchone()
    return row is not None and row[0] == path and not is_same(row[1], prepared.packed)


def goes_on(db: sqlite3.Connection, doc: int, source: str, path: str, prepared: Prepared) -> bool:
    """Whether the changed text is a new version of the article, which no other file still holds."""
    if is_elsewhere(db, doc, source, path):
        return False
    sql = "SELECT raw_hash FROM file WHERE source = ? AND path = ?"
    if db.execute(sql, (source, path)).fetchone() == (prepared.raw_hash,):
        return True  # the same bytes, read in another encoding
    row = db.execute("SELECT packed, original FROM body WHERE doc = ?", (doc,)).fetchone()
    if row is None:
        return False
    old, _ = unpack(row[0], row[1], uid="", path="")
    one, two = (words(text)[:_COMPARED_WORDS] for text in (old.original, prepared.article().original))
    return LCSseq.normalized_similarity(one, two) >= _SAME_ARTICLE


def free_uid(db: sqlite3.Connection, prepared: Prepared) -> str:
    """The article's own id, unless an article that has changed since still carries it."""
    uid, turn = prepared.uid, 1
    while with_uid(db, uid) is not None:
        turn += 1
        uid = article_id(f"{prepared.article().original}\n{turn}")
    return uid
