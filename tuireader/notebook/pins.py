"""A note put in its place by hand, because its passage was lost: a row beside the selector, which stays.

The latest row counts; one without a passage says that the pin was taken out. From then on a pinned note is
looked for in new texts by what it was pinned to.
"""

import sqlite3
from collections.abc import Mapping
from typing import cast

from tuireader.notebook import annotated, notes
from tuireader.notebook.anchors import place
from tuireader.notebook.columns import from_column, instant_after, into_column, optional_from_column
from tuireader.notebook.values import Anchor, Placement

COLUMNS = "snapshot, place_start, place_stop, start, stop, exact, prefix, suffix, fold_version, made"

State = dict[str, object]
"""`snapshot` the hash of the text it was pinned in, `place` its span there, and the anchor's fields."""


def pin_state(connection: sqlite3.Connection, note_id: str) -> State | None:
    """Where a note is pinned; None where it is not."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM pin WHERE note = ? ORDER BY made DESC, seq DESC LIMIT 1", (note_id,)
    ).fetchone()
    return None if row is None else from_row(row)[0]


def from_row(row: tuple[object, ...]) -> tuple[State | None, str]:
    """The pin that COLUMNS hold, and when it was made."""
    snapshot, place_start, place_stop, start, stop, exact, prefix, suffix, fold_version, made = row
    if exact is None:
        return None, from_column(made)
    state: State = {
        "snapshot": optional_from_column(snapshot),
        "place": [place_start, place_stop],
        "start": start,
        "end": stop,
        "exact": from_column(exact),
        "prefix": from_column(prefix),
        "suffix": from_column(suffix),
        "fold_version": fold_version,
    }
    return state, from_column(made)


def state_of(anchor: Anchor, snapshot: str | None, span: tuple[int, int]) -> State:
    """The pin of a passage in a text that is kept."""
    return {
        "snapshot": snapshot,
        "place": list(span),
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "fold_version": anchor.fold_version,
    }


def anchor_of(state: Mapping[str, object]) -> Anchor:
    """The anchor of a pin."""
    return Anchor(
        cast(int, state["start"]),
        cast(int, state["end"]),
        cast(str, state["exact"]),
        cast(str, state["prefix"]),
        cast(str, state["suffix"]),
        cast(int, state["fold_version"]),
    )


def put_pin(connection: sqlite3.Connection, note_id: str, state: object, moment: str) -> None:
    """Pin a note, or take its pin out; where it stands then is recorded like any other place."""
    latest = connection.execute("SELECT max(made) FROM pin WHERE note = ?", (note_id,)).fetchone()[0]
    before = pin_state(connection, note_id)
    insert_pin(connection, note_id, state, instant_after(moment, latest))
    settle(connection, note_id, before, moment)


def insert_pin(connection: sqlite3.Connection, note_id: str, state: object, made: str) -> None:
    """Write a pin as it is."""
    values: tuple[object, ...] = (None,) * 9
    if state is not None:
        pin = cast(Mapping[str, object], state)
        start, stop = cast("tuple[int, int]", pin["place"])
        anchor = anchor_of(pin)
        texts = (into_column(text) for text in (anchor.exact, anchor.prefix, anchor.suffix))
        values = (pin["snapshot"], start, stop, anchor.start, anchor.end, *texts, anchor.fold_version)
    connection.execute(
        f"INSERT INTO pin(note, {COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (note_id, *values, made)
    )


def settle(connection: sqlite3.Connection, note_id: str, before: State | None, moment: str) -> None:
    """Record where a note stands after its pin changed; `before` is the one that counted until then."""
    now = pin_state(connection, note_id)
    if now is not None:
        start, stop = cast("tuple[int, int]", now["place"])
        placement = Placement("placed", start, stop, "hand", 1.0)
        notes.record_placement(
            connection, note_id, cast("str | None", now["snapshot"]) or "", placement, moment
        )
        return
    # Without its pin it stands wherever its own selector finds it in the text that it was pinned in.
    text_hash = None if before is None else cast("str | None", before["snapshot"])
    text, note = (
        annotated.snapshot_text(connection, text_hash),
        notes.find_note(connection, note_id, deleted=True),
    )
    if text is not None and text_hash is not None and note.anchor is not None:
        old = annotated.snapshot_text(connection, notes.snapshot_of(connection, note_id))
        notes.record_placement(connection, note_id, text_hash, place(note.anchor, text, old), moment)
