"""Who and what appears in the articles that come in: gathered over a transaction, written at its end.

A person or country is in many articles of one transaction: what is counted of them is written once. Each
table is written in its own order, so that rows that stand together are written one after another.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from tuireader.library.appearances import country_of, middle_of
from tuireader.library.prepared import Appearance
from tuireader.names.same import middle_letters, middles_agree

_MOST_REMEMBERED = 20_000
"""Numbers of people and countries, some 200 bytes each."""
_MOST_WAITING = 20_000
"""So many appearances are written before the transaction ends."""


class Gathering:
    """What waits to be written inside one transaction, and the numbers of people and countries."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        """By kind and key, remembered from transaction to transaction."""
        self._spelt: dict[int, tuple[str, ...]] = {}
        """The words of each person's name as they were last gathered."""
        self._told: dict[int, tuple[set[str], set[str]]] = {}
        """By number of a person, what tells namesakes apart: middle letters and countries, written or not."""
        self._rows: list[tuple[int, int, int]] = []
        self._said: dict[int, list[tuple[tuple[str, str, int], ...]]] = {}
        """By number of the person or country, what was said of them in each article."""
        self._words: list[tuple[str, int]] = []

    def begin(self, *, anew: bool) -> None:
        """Called in each transaction first: what was not written was rolled back.

        Args:
            anew: whether others have written, and may have taken people and countries out.
        """
        is_lost = bool(self._rows)
        self._clear()
        if anew or is_lost or len(self._numbers) > _MOST_REMEMBERED:
            self.forget()

    def forget(self) -> None:
        """Look numbers of people and countries up again: some may have been taken out."""
        self._numbers.clear()
        self._spelt.clear()
        self._told.clear()

    def forget_told(self) -> None:
        """Look up again what is said of people: an article was taken out."""
        self._told.clear()

    def note(self, db: sqlite3.Connection, doc: int, appearances: Sequence[Appearance]) -> list[int]:
        """Gather what appears in the article `doc`; gives the numbers of these people and countries."""
        entities = [self._entity(db, appearance) for appearance in appearances]
        # Plain tuples of plain values: Python need not look through them for what holds itself.
        for entity, (_, _, _, mentions, said, words, _) in zip(entities, appearances, strict=True):
            self._rows.append((entity, doc, mentions))
            self._said.setdefault(entity, []).append(said)
            if (told := self._told.get(entity)) is not None:
                _learn(told, said)
            if words and self._spelt.get(entity) != words:
                self._spelt[entity] = words
                self._words += [(word, entity) for word in words]
        if len(self._rows) > _MOST_WAITING:
            self.write(db)
        return entities

    def write(self, db: sqlite3.Connection) -> None:
        """Write what waits: before the transaction ends, and before anybody reads of people and countries."""
        if not self._rows:
            return
        attributes: list[tuple[int, str, str, int]] = []
        for entity, said in sorted(self._said.items()):
            if len(said) == 1:
                attributes += [(entity, *what) for what in said[0]]
                continue
            counts: dict[tuple[str, str], int] = {}
            for kind, text, count in chain.from_iterable(said):
                counts[kind, text] = counts.get((kind, text), 0) + count
            attributes += [(entity, *what, count) for what, count in counts.items()]
        db.executemany("INSERT INTO appearance VALUES (?, ?, ?)", sorted(self._rows))
        db.executemany(
            "INSERT INTO attribute VALUES (?, ?, ?, ?) "
            "ON CONFLICT (entity, kind, text) DO UPDATE SET count = count + excluded.count",
            attributes,
        )
        db.executemany("INSERT OR IGNORE INTO name_word VALUES (?, ?)", sorted(set(self._words)))
        self._clear()

    def _clear(self) -> None:
        self._rows.clear()
        self._said.clear()
        self._words.clear()

    def _entity(self, db: sqlite3.Connection, appearance: Appearance) -> int:
        kind, key, name, *_ = appearance
        number = self._numbers.get((kind, key))
        if number is None:
            number, is_new = self._number(db, kind, key, name)
            if is_new:
                return number
        if kind == "person" and not appearance.is_joined:
            apart = self._kept_apart(db, number, appearance)
            if apart:
                which = kind, f"{key}@{apart}"
                return self._numbers.get(which) or self._number(db, *which, name)[0]
        return number

    def _number(self, db: sqlite3.Connection, kind: str, key: str, name: str) -> tuple[int, bool]:
        """The number of a person or country, and whether it was given just now, as most are."""
        sql = (
            "INSERT INTO entity (kind, key, name, articles, mentions) VALUES (?, ?, ?, 0, 0) "
            "ON CONFLICT DO NOTHING"
        )
        made = db.execute(sql, (kind, key, name))
        is_new = made.rowcount == 1
        if is_new:
            number = int(made.lastrowid or 0)
        else:
            sql = "SELECT entity FROM entity WHERE kind = ? AND key = ?"
            (number,) = db.execute(sql, (kind, key)).fetchone()
        self._numbers[kind, key] = number
        return number, is_new

    def _kept_apart(self, db: sqlite3.Connection, number: int, appearance: Appearance) -> str:
        """What tells a person from everybody of that name so far; empty where they may be one of those.

        Somebody else has middle names that begin with other letters, or a post of another country.
        """
        middle, country = middle_of(appearance), country_of(appearance)
        if middle or country:
            middles, lands = self._telling(db, number)
            if middle and middles and not any(middles_agree(middle, other) for other in middles):
                return middle
            if country and lands and country not in lands:
                return country
        return ""

    def _telling(self, db: sqlite3.Connection, number: int) -> tuple[set[str], set[str]]:
        """The middle letters and the countries of everybody of a name so far."""
        told = self._told.get(number)
        if told is None:
            told = self._told[number] = set(), set()
            sql = "SELECT kind, text, count FROM attribute WHERE entity = ? AND kind IN ('country', 'name')"
            for said in (db.execute(sql, (number,)), *self._said.get(number, ())):
                _learn(told, said)
        return told


def _learn(told: tuple[set[str], set[str]], said: Iterable[tuple[str, str, int]]) -> None:
    """Add what an article says of a person to what is told of everybody of that name."""
    middles, lands = told
    for kind, text, _ in said:
        if kind == "country":
            lands.add(text)
        elif kind == "name" and (middle := middle_letters(text)):
            middles.add(middle)
