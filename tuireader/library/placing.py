"""Where new articles come to stand: behind all others, noted where that is not the order of dates."""

import sqlite3

from tuireader.library import ordering
from tuireader.library.numbered import path_key


class Places:
    """The places of articles that come in one after another inside one transaction.

    The last one is remembered, and what is out of order is counted, until it is written.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Look the last place up again; what was not written was rolled back."""
        self._last: tuple[int, str, str | None] | None = None
        """Place, day and path of the last article."""
        self._astray = 0
        self._earliest = ""

    def next(self, db: sqlite3.Connection, day: str, path: str) -> int:
        """The place of a new article."""
        place, last_day, last_path = self._last or _last(db)
        is_astray = day < last_day
        if day == last_day and last_path is not None:
            is_astray = path_key(path) > path_key(last_path)
        if is_astray:
            self._earliest = min(day, self._earliest) if self._astray else day
            self._astray += 1
        self._last = place + 1, day, path
        return place + 1

    def write(self, db: sqlite3.Connection) -> None:
        """Note what is out of order: from where the earliest of them belongs."""
        if self._astray:
            ordering.note_out_of_order(db, ordering.place_of(db, self._earliest), self._astray)
        self.forget()


def _last(db: sqlite3.Connection) -> tuple[int, str, str | None]:
    row = db.execute("SELECT id, day, path FROM article ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return ordering.indexed(db), "", None
    place, day, path = row
    return max(int(place), ordering.indexed(db)), day, path
