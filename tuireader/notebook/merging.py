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
from dataclasses import dataclass

from tuireader.errors import NotebookError
from tuireader.notebook import annotated, marks_merging, notes, pins
from tuireader.notebook.columns import (
    checksum,
    clean_tags,
    from_column,
    into_column,
    joined_surrogates,
    tags_into_column,
)
from tuireader.notebook.fields import flag, number, objects, optional, text, texts
from tuireader.notebook.marks_merging import Tally, article_of, snapshot_of
from tuireader.notebook.records import rank
from tuireader.notebook.values import Anchor, ArticleRef, Placement


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
    tally = Tally(adds_sources=adds_sources)
    for line, record in found:
        take = _TAKERS.get(str(record.get("type")))
        if take is None:  # the header; a kind that a later version of this format may add
            continue
        try:
            take(connection, record, tally, moment)
        except (KeyError, TypeError, ValueError, OverflowError, sqlite3.IntegrityError) as error:
            raise NotebookError(
                f"Line {line} is not a {record['type']} as tuireader exports it: {error}",
                "Nothing was imported",
            ) from error
    return ImportReport(
        tally.added, tally.merged, tally.unchanged, tuple(tally.parted), tuple(tally.not_added)
    )


def _take_article(
    connection: sqlite3.Connection, record: Mapping[str, object], _: Tally, moment: str
) -> None:
    uid = text(record, "id")
    known = annotated.annotated(connection, uid)
    if known is None or known.headline == annotated.UNKNOWN:
        ref = ArticleRef(
            uid,
            text(record, "path"),
            text(record, "headline"),
            optional(record, "date"),
            optional(record, "source"),
            "",
            optional(record, "raw_hash") or "",
        )
        annotated.remember_article(connection, ref, optional(record, "first_seen") or moment)


def _take_snapshot(
    connection: sqlite3.Connection, record: Mapping[str, object], _: Tally, moment: str
) -> None:
    uid = article_of(connection, record, moment)
    annotated.keep_snapshot(connection, uid, text(record, "text"), optional(record, "taken") or moment)


def _take_note(
    connection: sqlite3.Connection, record: Mapping[str, object], tally: Tally, moment: str
) -> None:
    note_id = text(record, "id")
    given = [_revision(each) for each in objects(record, "revisions")]
    if not given:
        raise ValueError("it has no revisions")
    there = (
        connection.execute("SELECT 1 FROM note WHERE id = ?", (into_column(note_id),)).fetchone() is not None
    )
    if not there:
        notes.insert_note(
            connection,
            note_id,
            article_of(connection, record, moment),
            _anchor(record.get("anchor")),
            snapshot_of(connection, record),
            text(record, "created"),
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
    for revision, (made, content) in enumerate(fresh.values(), max(known.values(), default=0) + 1):
        notes.insert_revision(connection, note_id, revision, content, made)
    _choose_current(connection, note_id)
    if not there:
        for placement in objects(record, "placements"):
            _take_placement(connection, note_id, placement)
    pinned_before = pins.pin_state(connection, note_id)
    pinned = _take_pins(connection, note_id, objects(record, "pins"))
    if there and pinned:
        pins.settle(connection, note_id, pinned_before, moment)
    tally.count(there, bool(fresh) or pinned)


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
    body, made = joined_surrogates(text(given, "body")), text(given, "made")
    tags, deleted = clean_tags(texts(given, "tags")), flag(given, "deleted")
    own = checksum(body)
    sha256 = optional(given, "sha256") or own  # a wrong one stays: the note is shown as spoilt
    content: _Content = {"body": body, "tags": list(tags), "deleted": deleted, "sha256": sha256}
    return (made, own, tags_into_column(tags), deleted), (made, content)


def _anchor(given: object) -> Anchor | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise TypeError("anchor is not an object")
    return Anchor(
        number(given, "start"),
        number(given, "end"),
        text(given, "exact"),
        text(given, "prefix"),
        text(given, "suffix"),
        number(given, "fold_version"),
    )


def _take_pins(connection: sqlite3.Connection, note_id: str, given: list[Mapping[str, object]]) -> bool:
    """Add the pins that are not known yet; returns whether there were any."""
    known = connection.execute("SELECT made, exact, start FROM pin WHERE note = ?", (note_id,)).fetchall()
    there = {
        (from_column(made), None if exact is None else from_column(exact), start)
        for made, exact, start in known
    }
    fresh = False
    for pin in given:
        anchor, made = _anchor(pin.get("anchor")), text(pin, "made")
        state = None
        if anchor is not None:
            place = pin.get("place")
            if not isinstance(place, list) or len(place) != 2:
                raise TypeError("place is not two numbers")
            start, end = (number({"place": each}, "place") for each in place)
            state = pins.state_of(anchor, snapshot_of(connection, pin), (start, end))
        key = (made, None, None) if anchor is None else (made, anchor.exact, anchor.start)
        if key not in there:
            pins.insert_pin(connection, note_id, state, made)
            fresh = True
    return fresh


def _take_placement(connection: sqlite3.Connection, note_id: str, given: Mapping[str, object]) -> None:
    state = text(given, "state")
    start, end, score = given.get("start"), given.get("end"), given.get("score")
    placement = Placement(
        "placed" if state == "placed" else "moved" if state == "moved" else "unplaced",
        start if isinstance(start, int) else None,
        end if isinstance(end, int) else None,
        text(given, "how"),
        float(score) if isinstance(score, int | float) else 0.0,
    )
    notes.record_placement(connection, note_id, text(given, "text_hash"), placement, text(given, "made"))


_TAKERS: dict[str, Callable[[sqlite3.Connection, Mapping[str, object], Tally, str], None]] = {
    "article": _take_article,
    "snapshot": _take_snapshot,
    "bookmark": marks_merging.take_bookmark,
    "tags": marks_merging.take_tags,
    "read": marks_merging.take_read,
    "position": marks_merging.take_position,
    "remembered": marks_merging.take_remembered,
    "source": marks_merging.take_source,
    "saved search": marks_merging.take_search,
    "asked": marks_merging.take_asked,
    "correction": marks_merging.take_correction,
    "past": marks_merging.take_past,
    "note": _take_note,
}
