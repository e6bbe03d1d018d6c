"""Which annotated article a file is, when the library has forgotten it: it may be rebuilt at any time.

An article keeps its id when its text changes, so an id cannot always be made anew from the text. What was
annotated is known here by the bytes it had, by the texts that were kept of it, and by its path.
"""

import re
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tuireader.notebook.annotated import snapshot_text, unpacked
from tuireader.notebook.columns import checksum, from_column
from tuireader.notebook.store import Store
from tuireader.text.anchorfold import anchor_text

_ALIKE = 0.5
"""Of the words; copies with 40 % of the words edited share at least 0.61, unrelated articles at most 0.18."""
_COMPARED = 4
"""Kept texts of one article that a file is compared with, the newest first."""
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


class Recogniser:
    """Tells known articles by their evidence, read again only after a change. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._table: _Table | None = None
        self._folded: dict[str, str] = {}
        """Hash of a kept text -> checksum of it folded; neither ever changes."""
        self._building = threading.Lock()

    def known_article(self, path: str, raw_hash: str, text: str | Callable[[], str]) -> str | None:
        """The uid of the annotated article that this file is, None when it is none of them.

        `text` may be what gives the text: it is asked only where the bytes do not tell.
        """
        table = self._current()
        same = table.by_bytes.get(raw_hash)
        if same is None and table.by_text:
            same = table.by_text.get(checksum(anchor_text(_said(text))))
        at_path = table.by_path.get(path, set())
        if same is not None:
            return next((uid for uid in same if uid in at_path), same[0])
        alike = {uid: self._likeness(table.texts.get(uid, ()), _said(text)) for uid in sorted(at_path)}
        best = max(alike, key=alike.__getitem__, default=None)
        return best if best is not None and alike[best] >= _ALIKE else None

    def _likeness(self, kept: "list[str] | tuple[()]", text: str) -> float:
        """The share of words, 0 to 1, that the text has in common with the kept text most like it."""
        from rapidfuzz.distance import Indel  # 20 ms, and few files have changed

        words = _WORD.findall(anchor_text(text))
        found = 0.0
        for text_hash in kept[:_COMPARED]:
            with self._store.reading() as connection:
                old = snapshot_text(connection, text_hash)
            if old is not None:
                found = max(found, Indel.normalized_similarity(_WORD.findall(anchor_text(old)), words))
        return found

    def _current(self) -> _Table:
        with self._building:
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
        for text_hash, uid in connection.execute(
            "SELECT hash, uid FROM snapshot ORDER BY taken DESC, rowid DESC"
        ).fetchall():
            table.texts.setdefault(uid, []).append(text_hash)
            if text_hash not in self._folded:
                packed = connection.execute("SELECT packed FROM snapshot WHERE hash = ?", (text_hash,))
                kept = unpacked(packed.fetchone()[0], text_hash)
                self._folded[text_hash] = "" if kept is None else checksum(anchor_text(kept))
            if self._folded[text_hash]:
                table.by_text.setdefault(self._folded[text_hash], []).append(uid)
        return table


def _said(text: str | Callable[[], str]) -> str:
    return text if isinstance(text, str) else text()
