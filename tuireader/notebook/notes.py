"""Notes and highlights: written once, revised by adding, deleted by saying so.

A row in `note` is where and on what; what it says is in `note_revision`, of which the one that `current`
names counts. Nothing here updates a revision.
"""

import sqlite3
from collections.abc import Mapping
from typing import cast

from tuireader.errors import UnknownNote, quoted
from tuireader.notebook.annotated import annotated_from_row
from tuireader.notebook.columns import (
    checksum,
    from_column,
    instant_after,
    into_column,
    optional_from_column,
    tags_from_column,
    tags_into_column,
    to_the_second,
)
from tuireader.notebook.values import Anchor, Note, Placement, PlaceState

_NOTES = """SELECT article.uid, path, headline, date, source,
    note.id, note.created, current, body, sha256, tags, deleted,
    -- Deleted and brought back it says what it said: it was last written when it first said so.
    CASE WHEN current = 1 THEN note_revision.made ELSE
        (SELECT min(same.made) FROM note_revision AS same WHERE same.note = note.id
            AND same.body = note_revision.body AND same.tags = note_revision.tags) END,
    note.start, note.stop, note.exact, note.prefix, note.suffix, note.fold_version,
    pin.start, pin.stop, pin.exact, pin.prefix, pin.suffix, pin.fold_version,
    coalesce((SELECT state FROM placement WHERE placement.note = note.id ORDER BY seq DESC LIMIT 1), 'placed')
        AS state,
    (SELECT how FROM placement WHERE placement.note = note.id ORDER BY seq DESC LIMIT 1),
    (SELECT score FROM placement WHERE placement.note = note.id ORDER BY seq DESC LIMIT 1)
    FROM note JOIN article USING(uid)
    JOIN note_revision ON note_revision.note = note.id AND revision = current
    LEFT JOIN pin ON pin.seq =
        (SELECT seq FROM pin WHERE pin.note = note.id ORDER BY made DESC, seq DESC LIMIT 1)"""


def insert_note(
    connection: sqlite3.Connection,
    note_id: str,
    uid: str,
    anchor: Anchor | None,
    snapshot: str | None,
    created: str,
) -> None:
    """Make a note without words yet: `add_revision` must follow in the same transaction."""
    place: tuple[object, ...] = (None,) * 6
    if anchor is not None:
        place = (
            anchor.start,
            anchor.end,
            into_column(anchor.exact),
            into_column(anchor.prefix),
            into_column(anchor.suffix),
            anchor.fold_version,
        )
    connection.execute(
        """INSERT INTO note(id, uid, snapshot, created, current,
            start, stop, exact, prefix, suffix, fold_version)
        VALUES(?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)""",
        (note_id, uid, snapshot, created, *place),
    )


def add_revision(
    connection: sqlite3.Connection, note_id: str, content: Mapping[str, object], made: str
) -> None:
    """Say anew what a note says: `content` has body, tags and deleted."""
    latest, number = connection.execute(
        "SELECT max(made), coalesce(max(revision), 0) + 1 FROM note_revision WHERE note = ?", (note_id,)
    ).fetchone()
    insert_revision(connection, note_id, number, content, instant_after(made, latest))
    connection.execute("UPDATE note SET current = ? WHERE id = ?", (number, note_id))


def insert_revision(
    connection: sqlite3.Connection, note_id: str, number: int, content: Mapping[str, object], made: str
) -> None:
    """Write one revision as it is, without making it the current one; `sha256` of an import is kept."""
    body = cast(str, content["body"])
    connection.execute(
        """INSERT INTO note_revision(note, revision, body, sha256, tags, deleted, made)
        VALUES(?, ?, ?, ?, ?, ?, ?)""",
        (
            note_id,
            number,
            into_column(body),
            content.get("sha256") or checksum(body),
            tags_into_column(cast(list[str], content["tags"])),
            bool(content["deleted"]),
            made,
        ),
    )


def content_state(connection: sqlite3.Connection, note_id: str) -> object:
    """What the note says now: body, tags, deleted; None when there is no such note."""
    row = connection.execute(
        """SELECT body, tags, deleted FROM note_revision JOIN note ON note.id = note AND revision = current
        WHERE note.id = ?""",
        (note_id,),
    ).fetchone()
    if row is None:
        return None
    return {"body": from_column(row[0]), "tags": list(tags_from_column(row[1])), "deleted": bool(row[2])}


def put_content(connection: sqlite3.Connection, note_id: str, content: object, moment: str) -> None:
    """Make the note say this, in a new revision."""
    add_revision(connection, note_id, cast(Mapping[str, object], content), moment)


def find_note(connection: sqlite3.Connection, note_id: str, *, deleted: bool = False) -> Note:
    """The note of this id; a deleted one only if asked for.

    Raises:
        UnknownNote: there is none, or it is deleted.
    """
    row = connection.execute(f"{_NOTES} WHERE note.id = ?", (into_column(note_id),)).fetchone()
    if row is None:
        raise UnknownNote(f"There is no note {quoted(note_id)}", "`tuireader notes` lists them all")
    note = _note(row)
    if note.deleted and not deleted:
        raise UnknownNote(f"The note {quoted(note_id)} was deleted", "Undo brings it back")
    return note


def list_notes(connection: sqlite3.Connection, uid: str | None = None) -> list[Note]:
    """Notes and highlights, unplaced ones first, then newest first; of one article or of all."""
    rows = connection.execute(
        f"""{_NOTES} WHERE NOT deleted AND (?1 IS NULL OR note.uid = ?1)
        ORDER BY state != 'unplaced', note.seq DESC""",
        (uid,),
    ).fetchall()
    return [_note(row) for row in rows]


def _note(row: tuple[object, ...]) -> Note:
    of = annotated_from_row(row[:5])
    note_id, created, revision, body, sha256, tags, deleted, made = row[5:13]
    anchor, pin, state = _anchor(row[13:19]), _anchor(row[19:25]), cast(PlaceState, row[25])
    how, score = optional_from_column(row[26]) or "", row[27] if isinstance(row[27], float) else 1.0
    text, quote = from_column(body), optional_from_column(row[15])
    return Note(
        id=from_column(note_id),
        uid=of.uid,
        path=of.path,
        headline=of.headline,
        date=of.date,
        source=of.source,
        kind="highlight" if quote is not None and not text.strip() else "note",
        body=text,
        quote=quote,
        anchor=anchor,
        state=state,
        tags=tags_from_column(tags),
        created=to_the_second(from_column(created)),
        updated=to_the_second(from_column(made)),
        revision=cast(int, revision),
        intact=checksum(text) == sha256,
        deleted=bool(deleted),
        pin=pin,
        is_doubtful=Placement(state, None, None, how, score).is_doubtful,
    )


def _anchor(row: tuple[object, ...]) -> Anchor | None:
    """The columns start, stop, exact, prefix, suffix, fold_version."""
    start, stop, exact, prefix, suffix, fold_version = row
    if not isinstance(start, int) or not isinstance(stop, int) or exact is None:
        return None
    version = fold_version if isinstance(fold_version, int) else 0
    return Anchor(start, stop, from_column(exact), from_column(prefix), from_column(suffix), version)


def last_placements(connection: sqlite3.Connection, uid: str) -> dict[str, tuple[str, Placement]]:
    """note id -> (hash of the text it was placed in, placement), the latest of each note of an article."""
    rows = connection.execute(
        """SELECT placement.note, text_hash, state, placement.start, placement.stop, how, score
        FROM placement JOIN (SELECT max(placement.seq) AS last FROM placement JOIN note ON note.id = note
            WHERE uid = ? GROUP BY note) ON last = placement.seq""",
        (uid,),
    ).fetchall()
    return {note: (text_hash, Placement(*rest)) for note, text_hash, *rest in rows}


def record_placement(
    connection: sqlite3.Connection, note_id: str, text_hash: str, placement: Placement, moment: str
) -> None:
    """Add where the note stands in a text; what was known before stays."""
    connection.execute(
        """INSERT INTO placement(note, text_hash, state, start, stop, how, score, made)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            note_id,
            text_hash,
            placement.state,
            placement.start,
            placement.end,
            placement.how,
            placement.score,
            moment,
        ),
    )


def snapshot_of(connection: sqlite3.Connection, note_id: str, *, pinned: bool = False) -> str | None:
    """The hash of the article's text that the note was made on, or that it was pinned in by hand."""
    if pinned:
        query = "SELECT snapshot FROM pin WHERE note = ? ORDER BY made DESC, seq DESC LIMIT 1"
    else:
        query = "SELECT snapshot FROM note WHERE id = ?"
    row = connection.execute(query, (note_id,)).fetchone()
    return None if row is None else cast("str | None", row[0])
