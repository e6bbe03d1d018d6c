"""Where an article's notes stand in its text as it is now; each new place is recorded beside the old ones."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tuireader.notebook import annotated, notes
from tuireader.notebook.anchors import Placer
from tuireader.notebook.values import Note, Placement

Fresh = Sequence[tuple[str, Placement]]
"""note id -> a place that is not recorded yet."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the notebook knows before looking at the text."""

    text_hash: str
    """Of the text that is to be looked at."""
    notes: Sequence[Note]
    places: Mapping[str, tuple[str, Placement]]
    """note id -> hash of the text it was last placed in, and where."""
    snapshots: Mapping[str, str | None]
    """note id -> the text it was made on, for the notes whose place in this text is not known."""


def known_places(connection: sqlite3.Connection, uid: str, text_hash: str) -> Known:
    """Read what is known of an article's notes, and the old texts that may be needed."""
    found = notes.list_notes(connection, uid)
    places = notes.last_placements(connection, uid)
    made_on = {
        note.id: notes.snapshot_of(connection, note.id, pinned=note.pin is not None)
        for note in found
        if note.anchor is not None and (note.id not in places or places[note.id][0] != text_hash)
    }
    texts = {old: annotated.snapshot_text(connection, old) for old in set(made_on.values()) - {text_hash}}
    return Known(text_hash, found, places, {note_id: texts.get(old) for note_id, old in made_on.items()})


def place_all(known: Known, text: str) -> tuple[list[tuple[Note, Placement]], Fresh]:
    """Place every note in the text; returns them with their places, and the places to record."""
    placer = Placer(text)
    placed: list[tuple[Note, Placement]] = []
    fresh: list[tuple[str, Placement]] = []
    for note in known.notes:
        if note.anchor is None:
            placement = Placement("placed", None, None, "article", 1.0)
        elif note.id in known.snapshots:
            placement = placer.place(note.pin or note.anchor, known.snapshots[note.id])
            if note.id in known.places or placement.state != "placed":
                fresh.append((note.id, placement))
        else:
            placement = known.places[note.id][1]
        placed.append((replace(note, state=placement.state, is_doubtful=placement.is_doubtful), placement))
    return placed, fresh


def record(fresh: Fresh, text_hash: str, connection: sqlite3.Connection, moment: str) -> None:
    """Write down the places that are new."""
    for note_id, placement in fresh:
        notes.record_placement(connection, note_id, text_hash, placement, moment)
