"""Corrections of the reader brought into a library: over what it holds, whenever others hold than before.

The library remembers the corrections it was last brought under, so that nothing needs to be told: what came
or went since then, in any window, is laid over the articles it may touch, or taken off them.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace

from tuireader.library import appearances
from tuireader.library.connection import Connections, announce
from tuireader.library.matching import match
from tuireader.library.packing import unpack, unpack_found
from tuireader.library.prepared import prepare
from tuireader.library.taking import Tally
from tuireader.library.values import Reading
from tuireader.library.writing import Writer
from tuireader.names.overlay import Overlay, Rule
from tuireader.names.same import person_key
from tuireader.text.fold import words

_COMMIT_SECONDS = 0.5
_KEY = "corrections"


class Correcting:
    """Brings a library under corrections, as a part of a scan or by itself."""

    def __init__(self, connections: Connections, writer: Writer, tally: Tally) -> None:
        self._connections = connections
        self._writer = writer
        self._tally = tally

    def bring(self, overlay: Overlay, progress: Callable[[int, int], None] | None = None) -> int:
        """Have exactly these corrections hold for all articles; gives how many articles changed by it.

        What was changed still has to be put in order. Killed on the way, it is done again by the next.

        Args:
            overlay: what is to hold.
            progress: told after each transaction how many of the articles that it may touch are done.
        """
        if _remembered(self._connections.get()) == overlay.rules:
            return 0
        count = 0
        done: set[int] = set()
        anew: set[int] | None = None
        is_going_on = True
        while is_going_on:
            with self._connections.writing() as db:
                self._writer.begin(db)
                until = time.monotonic() + _COMMIT_SECONDS
                before = Overlay(_remembered(db))
                if anew is None:
                    anew = self._told_apart(db, before, overlay)
                changed = {*before.rules} ^ {*overlay.rules}
                # Looked for in each transaction: others write between them.
                docs = {doc for rule in changed for doc in _touched(db, rule)} | anew
                is_going_on = False
                for doc in sorted(docs - done):
                    if time.monotonic() > until:
                        is_going_on = True
                        break
                    count += self._lay_over(db, doc, overlay, anew=doc in anew)
                    done.add(doc)
                if not is_going_on:
                    _have_read_again(db, before.encodings, overlay.encodings)
                    _remember(db, overlay)
                if count:
                    announce(db)
            if progress is not None:
                progress(len(done), len(docs))
            self._connections.give_way()
        return count

    def _told_apart(self, db: sqlite3.Connection, before: Overlay, overlay: Overlay) -> set[int]:
        """Articles (`doc`) of namesakes who become one, or no longer are; those are put apart first."""
        joined = {doc for key in overlay.joined - before.joined for doc in _namesakes(db, key)}
        parted = {doc for key in before.joined - overlay.joined for doc in _namesakes(db, key)}
        for doc in sorted(parted):
            # Each under its own letters or country: then they are told apart in the order they were read.
            self._lay_over(db, doc, overlay, anew=True, apart=before.joined)
        return joined | parted

    def doubt(self) -> None:
        """Have the next `bring` lay everything over again, after a scan that was cut short.

        What it read is under the corrections of its time, whatever others were brought since.
        """
        with self._connections.writing() as db:
            _remember(db, Overlay())

    def own(self, overlay: Overlay) -> None:
        """Remember these after a scan that read articles under them.

        Others may have been brought meanwhile, which the articles read since then know nothing of: the next
        `bring` finds what differs, and lays it over them.
        """
        if _remembered(self._connections.get()) != overlay.rules:
            with self._connections.writing() as db:
                _remember(db, overlay)

    def settle(self) -> None:
        """Put in order what was changed, where no scan does."""
        if not self._tally.is_anything_changed:
            return
        with self._connections.writing() as db:
            self._writer.begin(db)
            self._writer.full_text.settle(db)
            self._tally.count_again(db)
            announce(db)

    def _lay_over(
        self,
        db: sqlite3.Connection,
        doc: int,
        overlay: Overlay,
        *,
        anew: bool,
        apart: Collection[str] = (),
    ) -> bool:
        """Correct one article, `anew` even where its names stay as they are; whether it was written.

        People of the keys `apart` come under their own letters or countries.
        """
        sql = "SELECT uid, path, fold_hash, packed, original FROM article JOIN body USING (doc) WHERE doc = ?"
        row = db.execute(sql, (doc,)).fetchone()
        if row is None:  # it has left meanwhile
            return False
        uid, path, fold_hash, packed, original = row
        article, names = unpack(packed, original, uid=uid, path=path)
        found = unpack_found(packed)
        if not anew and overlay.over(found, article, uid) == names:
            return False
        self._tally.note_entities(self._writer.entities_of(db, doc))
        prepared = prepare(Reading(article, found, "", fold_hash), overlay, uid)
        if apart:
            lone = (appearances.apart(a) if a.key in apart else a for a in prepared.appearances)
            prepared = replace(prepared, appearances=tuple(lone))
        self._writer.forget_entities()
        self._writer.replace(db, doc, prepared)
        self._tally.note_entities(self._writer.entities_of(db, doc))
        self._tally.is_anything_changed = True
        return True


def _have_read_again(db: sqlite3.Connection, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Have the next scan read files, and all in them, of which another encoding is said than before."""
    for path in before.keys() | after.keys():
        if before.get(path) != after.get(path):
            db.execute("UPDATE file SET mtime = -1 WHERE path = ?", (path,))
            db.execute("UPDATE file SET mtime = -1 WHERE container = ?", (path,))


def _touched(db: sqlite3.Connection, rule: Rule) -> Iterator[int]:
    """Articles (`doc`) that the correction may change, or may have changed."""
    if rule.article is not None:
        yield from _column(db.execute("SELECT doc FROM article WHERE uid = ?", (rule.article,)))
        return
    for name in rule.names:
        yield from _column(
            db.execute(
                "SELECT doc FROM appearance JOIN entity USING (entity) WHERE kind = 'person' AND key = ?",
                (person_key(name),),
            )
        )
        # A name that was hidden or has become another is no entity any more; its words stand in the text.
        quoted = [f'"{word}"' for word in words(name) if len(word) > 1]
        if quoted:
            for place in match(db, "alltext", " AND ".join(quoted)):
                yield from _column(db.execute("SELECT doc FROM article WHERE id = ?", (place,)))


def _namesakes(db: sqlite3.Connection, key: str) -> list[int]:
    """Articles (`doc`) of all people of this key, where something tells some of them from others."""
    people = (
        "SELECT entity FROM entity WHERE kind = 'person' "
        "AND (key = ?1 OR key >= ?1 || '@' AND key < ?1 || 'A')"
    )
    if not appearances.tells_apart(db, list(_column(db.execute(people, (key,))))):
        return []
    return list(_column(db.execute(f"SELECT doc FROM appearance WHERE entity IN ({people})", (key,))))


def _column(rows: Iterable[tuple[int]]) -> Iterator[int]:
    for (value,) in rows:
        yield value


def _remembered(db: sqlite3.Connection) -> tuple[Rule, ...]:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return tuple(Rule(**rule) for rule in json.loads(row[0])) if row is not None else ()


def _remember(db: sqlite3.Connection, overlay: Overlay) -> None:
    said = json.dumps([asdict(rule) for rule in overlay.rules])
    db.execute("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", (_KEY, said))
