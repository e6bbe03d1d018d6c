"""Merge records (`records`) into an open notebook without losing either side.

What is there once is not added twice. Of a mark (bookmark, tags, read, source) the later change counts; of
a note all revisions of both sides are kept and the one written last counts. Nothing is ever taken away, and
nothing derived that is missing or spoilt (an article's name, its snapshot, a checksum) is a reason to drop
a note.

An import adds no source: a file from elsewhere must not make us read folders that nobody here has named. Only
what it says of sources that are read here counts, and that one was taken out.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tuireader.errors import NotebookError
from tuireader.notebook import annotated, notes, sources
from tuireader.notebook.columns import (
    checksum,
    clean_tags,
    from_column,
    into_column,
    joined_surrogates,
    tags_into_column,
)
from tuireader.notebook.records import rank
from tuireader.notebook.values import Anchor, ArticleRef, Placement

UNKNOWN = "(an article that is no longer known)"
"""The headline of an article whose notes came without it."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in things: notes, bookmarks, tags, marks, sources."""

    added: int
    merged: int
    """Were there and have become newer, or have got more history."""
    unchanged: int
    parted: tuple[str, ...] = ()
    """Ids of notes that both sides had rewritten: the later text counts, the other is in the history."""
    not_added: tuple[str, ...] = ()
    """Paths of sources that are not read here: whoever wants them adds them."""


@dataclass(slots=True)
class _Tally:
    added: int = 0
    merged: int = 0
    unchanged: int = 0
    parted: list[str] = field(default_factory=list)
    adds_sources: bool = False
    not_added: list[str] = field(default_factory=list)

    def count(self, there: bool, changed: bool) -> None:
        if not there:
            self.added += 1
        elif changed:
            self.merged += 1
        else:
            self.unchanged += 1


def merge(
    connection: sqlite3.Connection,
    found: Iterable[tuple[int, Mapping[str, object]]],
    moment: str,
    *,
    adds_sources: bool = False,
) -> ImportReport:
    """Merge parsed lines in the transaction that is open.

    With `adds_sources` the lines are the notebook's own, and so are all sources in them.

    Raises:
        NotebookError: a line lacks what it must have; it names the line.
    """
    tally = _Tally(adds_sources=adds_sources)
    for number, record in found:
        take = _TAKERS.get(str(record.get("type")))
        if take is None:  # the header; a kind that a later version of this format may add
            continue
        try:
            take(connection, record, tally, moment)
        except (KeyError, TypeError, ValueError, OverflowError, sqlite3.IntegrityError) as error:
            raise NotebookError(
                f"Line {number} is not a {record['type']} as tuireader exports it: {error}",
                "Nothing was imported",
            ) from error
    return ImportReport(
        tally.added, tally.merged, tally.unchanged, tuple(tally.parted), tuple(tally.not_added)
    )


def _take_article(
    connection: sqlite3.Connection, record: Mapping[str, object], _: _Tally, moment: str
) -> None:
    uid = _text(record, "id")
    known = annotated.annotated(connection, uid)
    if known is None or known.headline == UNKNOWN:
        ref = ArticleRef(
            uid,
            _text(record, "path"),
            _text(record, "headline"),
            _optional(record, "date"),
            _optional(record, "source"),
            "",
            _optional(record, "raw_hash") or "",
        )
        annotated.remember_article(connection, ref, _optional(record, "first_seen") or moment)


def _take_snapshot(
    connection: sqlite3.Connection, record: Mapping[str, object], _: _Tally, moment: str
) -> None:
    uid = _article(connection, record, moment)
    annotated.keep_snapshot(connection, uid, _text(record, "text"), _optional(record, "taken") or moment)


def _article(connection: sqlite3.Connection, record: Mapping[str, object], moment: str) -> str:
    """The uid of the article that a record is about, which is made known if it is not."""
    uid = _text(record, "article")
    if annotated.annotated(connection, uid) is None:
        annotated.remember_article(connection, ArticleRef(uid, "", UNKNOWN, None, None, ""), moment)
    return uid


def _take_bookmark(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: _Tally, moment: str
) -> None:
    uid, changed = _article(connection, record, moment), _text(record, "changed")
    row = connection.execute("SELECT changed FROM bookmark WHERE uid = ?", (uid,)).fetchone()
    if newer := row is None or changed > row[0]:
        connection.execute(
            "INSERT OR REPLACE INTO bookmark(uid, kept, snapshot, created, changed) VALUES(?, ?, ?, ?, ?)",
            (uid, _flag(record, "kept"), _snapshot(connection, record), _text(record, "created"), changed),
        )
    tally.count(row is not None, newer)


def _take_tags(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: _Tally, moment: str
) -> None:
    _article(connection, record, moment)
    _take_mark(
        connection,
        tally,
        "article_tags",
        "tags",
        record,
        tags_into_column(clean_tags(_texts(record, "tags"))),
    )


def _take_read(connection: sqlite3.Connection, record: Mapping[str, object], tally: _Tally, _: str) -> None:
    _take_mark(connection, tally, "reading", "is_read", record, _flag(record, "read"))


def _take_mark(
    connection: sqlite3.Connection,
    tally: _Tally,
    table: str,
    column: str,
    record: Mapping[str, object],
    value: object,
) -> None:
    uid, changed = _text(record, "article"), _text(record, "changed")
    row = connection.execute(f"SELECT changed FROM {table} WHERE uid = ?", (uid,)).fetchone()
    if newer := row is None or changed > row[0]:
        connection.execute(
            f"INSERT OR REPLACE INTO {table}(uid, {column}, changed) VALUES(?, ?, ?)", (uid, value, changed)
        )
    tally.count(row is not None, newer)


def _take_position(connection: sqlite3.Connection, record: Mapping[str, object], _: _Tally, __: str) -> None:
    connection.execute(
        """INSERT INTO position(uid, block, character, changed) VALUES(?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET block = excluded.block, character = excluded.character,
            changed = excluded.changed WHERE excluded.changed > position.changed""",
        (
            _text(record, "article"),
            _number(record, "block"),
            _number(record, "character"),
            _text(record, "changed"),
        ),
    )


def _take_remembered(
    connection: sqlite3.Connection, record: Mapping[str, object], _: _Tally, __: str
) -> None:
    connection.execute(
        """INSERT INTO remembered(key, value, changed) VALUES(?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET value = excluded.value, changed = excluded.changed
            WHERE excluded.changed > remembered.changed""",
        (_text(record, "key"), into_column(_text(record, "value")), _text(record, "changed")),
    )


def _take_source(connection: sqlite3.Connection, record: Mapping[str, object], tally: _Tally, _: str) -> None:
    path, changed = into_column(_text(record, "path")), _text(record, "changed")
    removed = _flag(record, "removed")
    row = connection.execute("SELECT changed, removed FROM source WHERE path = ?", (path,)).fetchone()
    # The seeds have no path: they are ours, wherever the line comes from.
    if path and not (tally.adds_sources or removed) and (row is None or row[1]):
        tally.not_added.append(_text(record, "path"))
        return
    if row is None:
        connection.execute(
            "INSERT INTO source(name, path, removed, changed) VALUES(?, ?, ?, ?)",
            (into_column(sources.free_name(connection, _text(record, "name"))), path, removed, changed),
        )
    elif changed > row[0]:
        connection.execute(
            "UPDATE source SET removed = ?, changed = ? WHERE path = ?", (removed, changed, path)
        )
    tally.count(row is not None, row is not None and changed > row[0])


def _take_note(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: _Tally, moment: str
) -> None:
    note_id = _text(record, "id")
    given = [_revision(each) for each in _objects(record, "revisions")]
    if not given:
        raise ValueError("it has no revisions")
    there = (
        connection.execute("SELECT 1 FROM note WHERE id = ?", (into_column(note_id),)).fetchone() is not None
    )
    if not there:
        notes.insert_note(
            connection,
            note_id,
            _article(connection, record, moment),
            _anchor(record.get("anchor")),
            _snapshot(connection, record),
            _text(record, "created"),
        )
    known = {
        (made, checksum(from_column(body)), tags, bool(deleted)): revision
        for revision, made, body, tags, deleted in connection.execute(
            "SELECT revision, made, body, tags, deleted FROM note_revision WHERE note = ?", (note_id,)
        ).fetchall()
    }
    fresh = {key: revision for key, revision in given if key not in known}
    if there and fresh and any(key not in dict(given) for key in known):
        tally.parted.append(note_id)
    for number, (made, content) in enumerate(fresh.values(), max(known.values(), default=0) + 1):
        notes.insert_revision(connection, note_id, number, content, made)
    _choose_current(connection, note_id)
    if not there:
        for placement in _objects(record, "placements"):
            _take_placement(connection, note_id, placement)
    tally.count(there, bool(fresh))


def _choose_current(connection: sqlite3.Connection, note_id: str) -> None:
    """Of all revisions the one written last counts; of two from one instant either side chooses the same."""
    rows = connection.execute(
        "SELECT revision, made, sha256, body FROM note_revision WHERE note = ? ORDER BY revision", (note_id,)
    ).fetchall()
    last = max(rows, key=lambda row: rank(from_column(row[1]), from_column(row[2]), from_column(row[3])))
    connection.execute("UPDATE note SET current = ? WHERE id = ?", (last[0], note_id))


_Key = tuple[str, str, str, bool]
"""When a revision was made, the checksum of its body (our own: a line may claim any), tags, deleted."""
_Content = dict[str, object]


def _revision(given: Mapping[str, object]) -> tuple[_Key, tuple[str, _Content]]:
    body, made = joined_surrogates(_text(given, "body")), _text(given, "made")
    tags, deleted = clean_tags(_texts(given, "tags")), _flag(given, "deleted")
    own = checksum(body)
    sha256 = _optional(given, "sha256") or own  # a wrong one stays: the note is shown as spoilt
    content: _Content = {"body": body, "tags": list(tags), "deleted": deleted, "sha256": sha256}
    return (made, own, tags_into_column(tags), deleted), (made, content)


def _anchor(given: object) -> Anchor | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise TypeError("anchor is not an object")
    return Anchor(
        _number(given, "start"),
        _number(given, "end"),
        _text(given, "exact"),
        _text(given, "prefix"),
        _text(given, "suffix"),
        _number(given, "fold_version"),
    )


def _take_placement(connection: sqlite3.Connection, note_id: str, given: Mapping[str, object]) -> None:
    state = _text(given, "state")
    start, end, score = given.get("start"), given.get("end"), given.get("score")
    placement = Placement(
        "placed" if state == "placed" else "moved" if state == "moved" else "unplaced",
        start if isinstance(start, int) else None,
        end if isinstance(end, int) else None,
        _text(given, "how"),
        float(score) if isinstance(score, int | float) else 0.0,
    )
    notes.record_placement(connection, note_id, _text(given, "text_hash"), placement, _text(given, "made"))


def _snapshot(connection: sqlite3.Connection, record: Mapping[str, object]) -> str | None:
    """The snapshot referred to, if it is there: a lost copy of the article is no reason to drop a note."""
    text_hash = _optional(record, "snapshot")
    row = connection.execute("SELECT 1 FROM snapshot WHERE hash = ?", (text_hash,)).fetchone()
    return None if row is None else text_hash


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise TypeError(f"{key} is not a text")
    return value


def _texts(record: Mapping[str, object], key: str) -> list[str]:
    value = record.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"{key} is not a list of texts")
    return value


def _objects(record: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise TypeError(f"{key} is not a list of objects")
    return value


def _optional(record: Mapping[str, object], key: str) -> str | None:
    return None if record.get(key) is None else _text(record, key)


def _number(record: Mapping[str, object], key: str) -> int:
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
        raise TypeError(f"{key} is not a number")
    return value


def _flag(record: Mapping[str, object], key: str) -> bool:
    value = record.get(key)
    if not isinstance(value, bool):
        raise TypeError(f"{key} is not true or false")
    return value


_TAKERS: dict[str, Callable[[sqlite3.Connection, Mapping[str, object], _Tally, str], None]] = {
    "article": _take_article,
    "snapshot": _take_snapshot,
    "bookmark": _take_bookmark,
    "tags": _take_tags,
    "read": _take_read,
    "position": _take_position,
    "remembered": _take_remembered,
    "source": _take_source,
    "note": _take_note,
}
