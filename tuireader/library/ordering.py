"""The order of dates: ids follow it without gaps, and the full-text tables follow the ids.

An article comes in as the newest. What is out of order then is put right at the end of a scan, from the first
place that is wrong: a day's news costs little, old articles in a large library cost as much as all that are
newer. Where that is out of proportion they wait until it is not: lists know their place by then (`rows.ids`),
searches take them for the newest.
"""

import sqlite3
from collections.abc import Callable, Sequence

from tuireader.library import schema, vocabulary
from tuireader.library.indextext import IndexText
from tuireader.library.numbered import by_path
from tuireader.library.staging import Staging

Tell = Callable[[int, int], None]
"""Told how many articles of how many are in order."""

_FEW = 64
"""So many articles may come and go before the vocabulary is made anew."""
_PATIENCE = 200
"""Articles that are put in order again without a thought: a tenth of a second."""
_WORTH = 5
"""Articles put in order again that each new one is worth."""
_ASTRAY = 2000
"""With so many articles out of order, or a share of those to be put in order again, all are."""
_SHARE = 20
_FEW_BEFORE = 8
"""Where less than this part of the library is before what is out of order, all of it is written anew."""
_AT_ONCE = 500
_WORTH_MERGING = 500
"""After so many new articles the full-text tables are written anew as one segment: 0.04 ms an article."""
_PAGES = 64
"""Of a table, merged after fewer: the news of a scan are a segment, and each is a place more to look into."""


class FullText:
    """The full-text tables in one scan: what stands in them, what waits, what the vocabulary must learn."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._added: list[IndexText] = []
        self._removed: list[IndexText] = []
        self._is_much = False
        self._is_bounded = False

    def begin_anew(self, db: sqlite3.Connection) -> None:
        """Empty the tables: what is left of the library by then is put in when it is settled."""
        _empty(db)
        self.learn_all()
        _note_indexed(db, 0)

    def learn_all(self) -> None:
        """Have the vocabulary made anew, not kept up."""
        self._added, self._removed, self._is_much = [], [], True

    def take_out(self, db: sqlite3.Connection, doc: int, place: int) -> None:
        """Take an article's words out, before anything of it changes."""
        if place <= indexed(db):
            self._bound(db)
            text = self._staging.text_of(db, doc)
            _delete(db, place, text)
            self._note(self._removed, text)
        self._staging.drop(doc)

    def put_in(self, db: sqlite3.Connection, doc: int, place: int) -> None:
        """Put an article's words in again, at a place that was taken out; one that waits goes on waiting."""
        if place <= indexed(db):
            self._bound(db)
            text = self._staging.text_of(db, doc)
            _insert(db, [(place, text)])
            self._note(self._added, text)

    def settle(self, db: sqlite3.Connection, tell: Tell = lambda done, total: None) -> None:
        """Put what is out of order in its place, what waits into the tables, and teach the vocabulary."""
        if out_of_order(db):
            self._put_in_order(db, tell)
        first, last = indexed(db) + 1, _last(db)
        bulk = last - first >= _WORTH_MERGING
        rows = db.execute("SELECT id, doc FROM article WHERE id >= ? ORDER BY id", (first,))
        done = 0
        while some := rows.fetchmany(_AT_ONCE):
            tell(done, last - first + 1)
            texts = [(place, self._staging.text_of(db, doc)) for place, doc in some]
            _insert(db, texts)
            for _, text in texts:
                self._note(self._added, text)
            done += len(some)
        if first <= last:
            _note_indexed(db, last)
        _tend(db, whole=bulk)
        if self._is_much:
            vocabulary.rebuild(db)
        elif self._added or self._removed:
            vocabulary.update(db, self._added, self._removed)
        self._added, self._removed, self._is_much = [], [], False

    def _bound(self, db: sqlite3.Connection) -> None:
        if not self._is_bounded:
            self._is_bounded = True
            schema.bound_segments(db)

    def _note(self, texts: list[IndexText], text: IndexText) -> None:
        if self._is_much:
            return
        texts.append(text)
        if len(self._added) + len(self._removed) > _FEW:
            self.learn_all()

    def _put_in_order(self, db: sqlite3.Connection, tell: Tell) -> None:
        stand = indexed(db)
        again = stand - _first_astray(db) + 1
        patience = max(_PATIENCE, _WORTH * (_last(db) - stand))
        if again > patience and out_of_order(db) < max(_ASTRAY, again // _SHARE):
            return
        db.execute("DROP TABLE IF EXISTS temp.placing")
        db.execute(
            "CREATE TEMP TABLE placing AS SELECT doc, id, "
            f"row_number() OVER (ORDER BY day, {by_path(way='DESC')}, doc) AS place FROM article"
        )
        first = db.execute("SELECT min(min(id, place)) FROM temp.placing WHERE id <> place").fetchone()[0]
        if first is not None:
            if 2 * first <= stand + 1 or _FEW_BEFORE * first <= _last(db):
                first = 1  # to put in the few before it again costs less than to take out all behind it
            self._clear(db, first, stand)
            _renumber(db, first)
            _note_indexed(db, min(stand, first - 1))
        elif stand > _last(db):
            _note_indexed(db, _last(db))  # the newest are gone: the next one takes their place
        db.execute("DROP TABLE temp.placing")
        db.execute("DELETE FROM meta WHERE key IN ('out of order', 'out of order from')")

    def _clear(self, db: sqlite3.Connection, first: int, stand: int) -> None:
        """Take everything from the place `first` on out of the full-text tables."""
        if first == 1:
            _empty(db)
            self.learn_all()
            return
        sql = "SELECT id, doc FROM article WHERE id BETWEEN ? AND ?"
        for place, doc in db.execute(sql, (first, stand)).fetchall():
            text = self._staging.text_of(db, doc)
            _delete(db, place, text)
            self._note(self._removed, text)


def indexed(db: sqlite3.Connection) -> int:
    """The highest id whose words stand in the full-text tables; what is above waits."""
    row = db.execute("SELECT value FROM meta WHERE key = 'indexed'").fetchone()
    return int(row[0]) if row is not None else 0


def waiting(db: sqlite3.Connection) -> int:
    """How many articles wait for their words to be indexed."""
    return max(0, _last(db) - indexed(db))


def out_of_order(db: sqlite3.Connection) -> int:
    """How many articles have come or gone out of the order of dates."""
    row = db.execute("SELECT value FROM meta WHERE key = 'out of order'").fetchone()
    return int(row[0]) if row is not None else 0


def note_out_of_order(db: sqlite3.Connection, place: int, count: int = 1) -> None:
    """Note that so many more articles stand, or are missing, where dates are not followed from `place` on."""
    db.execute(
        "INSERT INTO meta VALUES ('out of order', ?1) ON CONFLICT (key) DO UPDATE SET value = value + ?1",
        (count,),
    )
    db.execute(
        "INSERT INTO meta VALUES ('out of order from', ?1) "
        "ON CONFLICT (key) DO UPDATE SET value = min(value, ?1)",
        (place,),
    )


def _first_astray(db: sqlite3.Connection) -> int:
    """A place before which all is in order."""
    row = db.execute("SELECT value FROM meta WHERE key = 'out of order from'").fetchone()
    return int(row[0]) if row is not None else 1


def place_of(db: sqlite3.Connection, day: str) -> int:
    """The first place at which an article of the day may belong; a later one if that is noted as astray."""
    sql = "SELECT id FROM article WHERE day < ? ORDER BY day DESC, id DESC LIMIT 1"
    row = db.execute(sql, (day,)).fetchone()
    return int(row[0]) + 1 if row is not None else 1


def _renumber(db: sqlite3.Connection, first: int) -> None:
    """Give every article from the place `first` on its id of `temp.placing`."""
    columns = [name for _, name, *_ in db.execute("PRAGMA table_info(article)")]
    rest = ", ".join(f"article.{name}" for name in columns if name != "id")
    assert columns[0] == "id"
    # Written anew in one go: moving rows one by one would move each index entry twice.
    db.execute("DROP TABLE IF EXISTS temp.moved")
    db.execute(
        f"CREATE TEMP TABLE moved AS SELECT placing.place AS id, {rest} FROM temp.placing "
        "CROSS JOIN article ON article.id = placing.id WHERE placing.place >= ? ORDER BY placing.place",
        (first,),
    )
    # Without a condition SQLite empties the table and its indexes as a whole.
    db.execute("DELETE FROM article" if first == 1 else f"DELETE FROM article WHERE id >= {first:d}")
    db.execute("INSERT INTO article SELECT * FROM temp.moved ORDER BY id")
    db.execute("DROP TABLE temp.moved")


def _empty(db: sqlite3.Connection) -> None:
    for table in ("heads", "alltext"):
        db.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")


def _insert(db: sqlite3.Connection, texts: Sequence[tuple[int, IndexText]]) -> None:
    """Put articles at their places: table by table, as each finds its own words at hand then."""
    db.executemany(
        "INSERT INTO heads(rowid, headline, people, countries, place) VALUES (?, ?, ?, ?, ?)",
        [(place, text.headline, text.people, text.countries, text.place) for place, text in texts],
    )
    db.executemany(
        "INSERT INTO alltext(rowid, words) VALUES (?, ?)", [(place, text.everything) for place, text in texts]
    )


def _delete(db: sqlite3.Connection, place: int, text: IndexText) -> None:
    db.execute(
        "INSERT INTO heads(heads, rowid, headline, people, countries, place) "
        "VALUES ('delete', ?, ?, ?, ?, ?)",
        (place, text.headline, text.people, text.countries, text.place),
    )
    db.execute("INSERT INTO alltext(alltext, rowid, words) VALUES ('delete', ?, ?)", (place, text.everything))


def _note_indexed(db: sqlite3.Connection, place: int) -> None:
    db.execute("INSERT INTO meta VALUES ('indexed', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1", (place,))


def _last(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])


def _tend(db: sqlite3.Connection, *, whole: bool) -> None:
    """Keep the full-text tables in few segments: a query opens each word of it in every one."""
    for table in ("heads", "alltext"):
        if whole:
            db.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
        else:
            db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', ?)", (_PAGES,))
