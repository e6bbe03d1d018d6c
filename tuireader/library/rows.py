"""Reading articles: the order of the list, the rows of a window, one whole article."""

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tuireader.errors import UnknownArticle, quoted
from tuireader.library.many import rows_of
from tuireader.library.numbered import path_key
from tuireader.library.packing import record_of, unpack, unpack_record
from tuireader.library.sources import path_text
from tuireader.library.values import ArticleRow, StoredArticle

Order = Literal["date", "oldest", "length"]

_SHORTEST_START = 4
_NAMED = 8
_PACKED = "SELECT id, uid, path, packed FROM article JOIN body USING (doc) WHERE id IN "


@dataclass(frozen=True, slots=True)
class Extent:
    """Which ids there are: all from `first` to `last` where they are as many as `count`."""

    first: int
    last: int
    count: int
    is_in_order: bool = True
    """Whether ids follow the dates, and each from the first to the last is there."""


def generation(db: sqlite3.Connection) -> int:
    """The number that grows with each change."""
    return int(db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])


def extent(db: sqlite3.Connection) -> tuple[int, Extent]:
    """The generation, and which ids there are in it."""
    first, last, number, astray = db.execute(
        "SELECT (SELECT min(id) FROM article), (SELECT max(id) FROM article), "
        "(SELECT value FROM meta WHERE key = 'generation'), "
        "(SELECT value FROM meta WHERE key = 'out of order')"
    ).fetchone()
    if last is None:
        return number, Extent(0, 0, 0)
    # Counting goes through a whole index; where all is in order (see `ordering`) the ids tell.
    return number, Extent(first, last, count(db) if astray else last - first + 1, not astray)


def count(db: sqlite3.Connection) -> int:
    """How many articles there are, counted."""
    return int(db.execute("SELECT count(*) FROM article").fetchone()[0])


def is_corrected(db: sqlite3.Connection) -> bool:
    """Whether corrections of the reader hold."""
    row = db.execute("SELECT value FROM meta WHERE key = 'corrections'").fetchone()
    return row is not None and row[0] != "[]"


def ids(db: sqlite3.Connection, order: Order, extent: Extent) -> Sequence[int]:
    """All ids in the order asked; a range for the orders of date, as ids are dense and follow it."""
    first, last, number = extent.first, extent.last, extent.count
    if number == 0:
        return range(0)
    if order == "length":
        return array("q", (i for (i,) in db.execute("SELECT id FROM article ORDER BY words DESC, id DESC")))
    if extent.is_in_order:
        return range(first, last + 1) if order == "oldest" else range(last, first - 1, -1)
    way = "" if order == "oldest" else " DESC"
    # Some wait to be put in order: the index by day knows where they belong.
    return array("q", (i for (i,) in db.execute(f"SELECT id FROM article ORDER BY day{way}, id{way}")))


def within(newest_first: Sequence[int], low: int, high: int) -> Iterator[int]:
    """Those of the ids that lie within both, in their order; no step is taken over the others in a range."""
    if isinstance(newest_first, range):
        count = len(newest_first)
        first = newest_first.start
        return iter(newest_first[max(first - high, 0) : max(min(first - low + 1, count), 0)])
    return (i for i in newest_first if low <= i <= high)


def rows(db: sqlite3.Connection, wanted: Sequence[int]) -> list[ArticleRow]:
    """The rows of these ids in the order asked; an id that is gone is left out."""
    columns = "id, uid, headline, headline_from, date, source, place, words, path"
    found: dict[int, ArticleRow] = {}
    for row in rows_of(db, f"SELECT {columns} FROM article WHERE id IN ", wanted):
        found[row[0]] = ArticleRow(*row)
    return [found[i] for i in wanted if i in found]


def leads(db: sqlite3.Connection, wanted: Sequence[int]) -> dict[int, tuple[int, str]]:
    """For each id its `doc`, and the folded words of its headline and, a line below, its first paragraph."""
    sql = "SELECT id, doc, lead FROM article WHERE id IN "
    return {row[0]: (row[1], row[2]) for row in rows_of(db, sql, wanted)}


def article(db: sqlite3.Connection, uid: str) -> StoredArticle | None:
    """The whole article with its names; None when there is none of this id."""
    sql = "SELECT doc, path, packed, original FROM article JOIN body USING (doc) WHERE uid = ?"
    row = db.execute(sql, (uid,)).fetchone()
    if row is None:
        return None
    doc, path, packed, original = row
    found, names = unpack(packed, original, uid=uid, path=path)
    paths = {p for (p,) in db.execute("SELECT path FROM file WHERE doc = ?", (doc,))}
    also = tuple(sorted(paths - {path}, key=path_key))
    return StoredArticle(found, names.people, names.countries, also)


def articles(db: sqlite3.Connection, wanted: Sequence[int]) -> dict[int, StoredArticle]:
    """The articles of a window by id, without originals, further paths and mentions."""
    return {
        place: _stored(record_of(packed), uid, path)
        for place, uid, path, packed in rows_of(db, _PACKED, wanted)
    }


def looked_into(
    db: sqlite3.Connection, wanted: Sequence[int], glance: Callable[[bytes], bool | None]
) -> dict[int, StoredArticle | None]:
    """The articles by id, of which a look at the record does not say no: None where it says yes.

    Args:
        glance: given the record of an article (JSON in UTF-8, all its texts in it), says yes, no, or None: of
            these alone the articles are given, which takes most of the time.
    """
    found: dict[int, StoredArticle | None] = {}
    for place, uid, path, packed in rows_of(db, _PACKED, wanted):
        record = record_of(packed)
        told = glance(record)
        if told is not False:
            found[place] = _stored(record, uid, path) if told is None else None
    return found


def _stored(record: bytes, uid: str, path: str) -> StoredArticle:
    article, names = unpack_record(record, None, uid=uid, path=path, whole=False)
    return StoredArticle(article, names.people, names.countries, ())


def id_of(db: sqlite3.Connection, uid: str) -> int | None:
    """The place of an article in the order of dates."""
    row = db.execute("SELECT id FROM article WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row is not None else None


def uids(db: sqlite3.Connection, wanted: Sequence[int]) -> list[str]:
    """The lasting ids of these places, in the order asked."""
    found = dict(rows_of(db, "SELECT id, uid FROM article WHERE id IN ", wanted))
    return [found[i] for i in wanted if i in found]


def ids_of(db: sqlite3.Connection, wanted: Iterable[str]) -> "array[int]":
    """The places of these articles, ascending; unknown ids are left out."""
    found = [row[0] for row in rows_of(db, "SELECT id FROM article WHERE uid IN ", list(wanted))]
    return array("q", sorted(found))


def dated(db: sqlite3.Connection, first: str, last: str) -> frozenset[int]:
    """All ids whose day lies within both strings."""
    return frozenset(
        i for (i,) in db.execute("SELECT id FROM article WHERE day BETWEEN ? AND ?", (first, last))
    )


def days(db: sqlite3.Connection, first: str, last: str) -> tuple[int, int]:
    """The lowest and the highest id whose day lies within both strings; (0, -1) for none.

    Days compare as text: `2024-12` stands before `2024-12-01`.
    """
    # Ids follow days, so the first and last by day bound them all; while a scan runs some may be astray.
    within = "FROM article WHERE day >= ? AND day <= ? ORDER BY"
    low = db.execute(f"SELECT id {within} day, id LIMIT 1", (first, last)).fetchone()
    high = db.execute(f"SELECT id {within} day DESC, id DESC LIMIT 1", (first, last)).fetchone()
    return (low[0], high[0]) if low is not None else (0, -1)


def resolve(db: sqlite3.Connection, words: str) -> str:
    """The article meant by an id, the start of one, a path or an unambiguous file name.

    Raises:
        UnknownArticle: there is none, or several; the hint names what could be meant.
    """
    given = words.strip()
    lower = given.lower()
    if len(lower) >= _SHORTEST_START and all(c in "0123456789abcdef" for c in lower):
        sql = "SELECT uid, headline FROM article WHERE uid >= ? AND uid < ? ORDER BY uid LIMIT ?"
        found = db.execute(sql, (lower, lower + "g", _NAMED + 1)).fetchall()
        if len(found) == 1 or any(uid == lower for uid, _ in found):
            return str(found[0][0])
        if found:
            several = "; ".join(f"{uid} {headline}" for uid, headline in found[:_NAMED])
            raise UnknownArticle(
                f"{quoted(given)} is the start of several ids", f"Write more of it: {several}"
            )
    for path in _ways_to_write(given):
        row = db.execute(
            "SELECT uid FROM file JOIN article USING (doc) WHERE file.path = ? LIMIT 1", (path,)
        ).fetchone()
        if row is not None:
            return str(row[0])
    return _by_file_name(db, given)


def _by_file_name(db: sqlite3.Connection, given: str) -> str:
    tail = path_text(given).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = (
        "SELECT uid, min(file.path) FROM file JOIN article USING (doc) "
        "WHERE file.path LIKE ? ESCAPE '\\' GROUP BY uid ORDER BY 2 LIMIT ?"
    )
    found = db.execute(sql, (f"%/{tail}", _NAMED + 1)).fetchall() if given else []
    if len(found) == 1:
        return str(found[0][0])
    if found:
        several = "; ".join(f"{uid} {path}" for uid, path in found[:_NAMED])
        raise UnknownArticle(
            f"Several articles are called {quoted(given)}", f"Write the path or the id: {several}"
        )
    raise UnknownArticle(
        f"No article {quoted(given)} in the library",
        "Give an id (4 characters or more) or a path; `tuireader search` shows ids",
    )


def _ways_to_write(given: str) -> list[str]:
    if not given:
        return []
    path = Path(given)
    try:
        expanded = path.expanduser()
        absolute = os.path.abspath(expanded)  # noqa: PTH100 - unlike resolve(), it follows no links
        ways = [given, str(path), str(expanded), absolute, os.path.realpath(expanded)]
    except (OSError, RuntimeError, ValueError):
        ways = [given]
    return list(dict.fromkeys(map(path_text, ways)))
