"""Which annotated article a file is, when the library has forgotten it: it may be rebuilt at any time.

An article keeps its id when its text changes, so an id cannot always be made anew from the text. What was
annotated is known here by the bytes it had, by the texts that were kept of it, by its path, and, where its
file is gone, by a text elsewhere that is almost the same: moved and edited at once, or crawled again. One
that is merely like it (half to four fifths of the words) is left for a person to tell.
"""

import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tuireader.notebook.annotated import snapshot_text, unpacked
from tuireader.notebook.columns import checksum, from_column
from tuireader.notebook.homes import is_gone
from tuireader.notebook.store import Store
from tuireader.notebook.values import SURE
from tuireader.text.anchorfold import anchor_text

_ALIKE = 0.5
"""Of the words; copies with 40 % of the words edited share at least 0.61, unrelated articles at most 0.18."""
_COMPARED = 4
"""Kept texts of one article that a file is compared with, the newest first."""
_WATCHED = 2000
"""Annotated articles, the latest first, that are looked for at other paths once they are gone."""
_TELLING = 16
"""A text's longest words, a third of which one that may be the same must have too."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Table:
    """All evidence at one state of the notebook."""

    changes: int
    by_bytes: dict[str, list[str]] = field(default_factory=dict)
    """raw hash -> uids."""
    by_text: dict[str, list[str]] = field(default_factory=dict)
    """Checksum of a folded text -> uids."""
    by_path: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """uid -> hashes of the kept texts, newest first."""
    paths: dict[str, str] = field(default_factory=dict)
    """uid -> the path it was last seen at."""
    by_word: dict[str, list[str]] = field(default_factory=dict)
    """Telling word -> uids."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file was recognised as."""

    uid: str | None = None
    """The annotated article that it is."""
    perhaps: str | None = None
    """The one that it may be: only a person can tell."""
    likeness: float = 0.0
    """How much of their words those two share."""


class Recogniser:
    """Tells known articles by their evidence, read again only after a change. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._table: _Table | None = None
        self._folded: dict[str, str] = {}
        """Hash of a kept text -> checksum of it folded; neither ever changes."""
        self._telling: dict[str, frozenset[str]] = {}
        """Hash of a kept text -> its telling words."""
        self._building = threading.Lock()
        self._writes = 0
        self._looked = float("-inf")
        """When it was last looked whether the notebook has changed."""

    def recognise(
        self, path: str, raw_hash: str, text: str | Callable[[], str], unseen: float = 0.0
    ) -> "Recognised":
        """Which annotated article this file is, or may be.

        `text` may be what gives the text: it is asked only where the bytes do not tell. `unseen` is for how
        many seconds a change that another process has made may go unseen.
        """
        table = self._current(unseen)
        at_path = table.by_path.get(path, set())
        same, folded = table.by_bytes.get(raw_hash), ""
        if same is None and (table.by_text or at_path):
            folded = anchor_text(text if isinstance(text, str) else text())
            same = table.by_text.get(checksum(folded))
        if same is not None:
            return Recognised(next((uid for uid in same if uid in at_path), same[0]))
        words = _WORD.findall(folded)
        alike = {uid: self._likeness(table.texts.get(uid, ()), words) for uid in sorted(at_path)}
        best = max(alike, key=alike.__getitem__, default=None)
        if best is not None and alike[best] >= _ALIKE:
            return Recognised(best)
        return self._gone_elsewhere(table, words) if table.by_word else Recognised()

    def _gone_elsewhere(self, table: _Table, words: list[str]) -> "Recognised":
        """The article whose file is gone: it is, where almost all of its words are these; or it may be."""
        shared = Counter(uid for word in set(words) for uid in table.by_word.get(word, ()))
        alike = {
            uid: self._likeness(table.texts[uid], words)
            for uid, count in shared.items()
            if 3 * count >= _TELLING and is_gone(table.paths.get(uid, ""))
        }
        best = max(sorted(alike), key=alike.__getitem__, default=None)
        if best is None or alike[best] < _ALIKE:
            return Recognised()
        if alike[best] >= SURE:
            return Recognised(best)
        return Recognised(perhaps=best, likeness=alike[best])

    def _likeness(self, kept: "list[str] | tuple[()]", words: list[str]) -> float:
        """The share of words, 0 to 1, in common with the kept text that is most like them."""
        from rapidfuzz.distance import Indel  # 20 ms, and few files have changed

        found = 0.0
        for text_hash in kept[:_COMPARED]:
            with self._store.reading() as connection:
                old = snapshot_text(connection, text_hash)
            if old is not None:
                found = max(found, Indel.normalized_similarity(_WORD.findall(anchor_text(old)), words))
        return found

    def _current(self, unseen: float) -> _Table:
        with self._building:
            now, writes = time.monotonic(), self._store.writes
            if self._table is not None and writes == self._writes and now - self._looked < unseen:
                return self._table
            self._looked, self._writes = now, writes
            changes = self._store.changes()
            if self._table is None or self._table.changes != changes:
                with self._store.reading() as connection:
                    self._table = self._read(connection, changes)
            return self._table

    def _read(self, connection: sqlite3.Connection, changes: int) -> _Table:
        table = _Table(changes)
        rows = connection.execute("SELECT uid, path, raw_hash FROM article ORDER BY rowid DESC").fetchall()
        for uid, path, raw_hash in rows:
            if raw_hash:
                table.by_bytes.setdefault(from_column(raw_hash), []).append(uid)
            if path:
                table.by_path.setdefault(from_column(path), set()).add(uid)
                table.paths[uid] = from_column(path)
        for text_hash, uid in connection.execute(
            "SELECT hash, uid FROM snapshot ORDER BY taken DESC, rowid DESC"
        ).fetchall():
            table.texts.setdefault(uid, []).append(text_hash)
            if text_hash not in self._folded:
                packed = connection.execute("SELECT packed FROM snapshot WHERE hash = ?", (text_hash,))
                kept = unpacked(packed.fetchone()[0], text_hash)
                folded = None if kept is None else anchor_text(kept)
                self._folded[text_hash] = "" if folded is None else checksum(folded)
                self._telling[text_hash] = _telling_words(folded or "")
            if self._folded[text_hash]:
                table.by_text.setdefault(self._folded[text_hash], []).append(uid)
        for uid, kept_texts in list(table.texts.items())[:_WATCHED]:
            for word in self._telling[kept_texts[0]]:
                table.by_word.setdefault(word, []).append(uid)
        return table


def _telling_words(folded: str) -> frozenset[str]:
    """The longest words of a text; few others have the same."""
    words = sorted(set(_WORD.findall(folded)), key=lambda word: (-len(word), word))
    return frozenset(words[:_TELLING]) if len(words) >= _TELLING else frozenset()
