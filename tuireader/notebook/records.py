"""The notebook as records: what `notes.jsonl`, `export --format jsonl`, `import` and salvage speak.

One JSON object a line, UTF-8; `type` says what it is. Instants are ISO 8601, UTC, to the microsecond. Texts
are exactly as they were written. The first line is the header; the others come in an order in which
everything that a line refers to stands before it:

    {"type":"notebook","format":1}
    {"type":"article","id","path","headline","date"|null,"source"|null,"raw_hash","first_seen"}
    {"type":"snapshot","hash","article","text","taken"}     the article's text as it was annotated
    {"type":"bookmark","article","kept":bool,"snapshot":hash|null,"created","changed"}
    {"type":"tags","article","tags":[..],"changed"}
    {"type":"read","article","read":bool,"changed"}
    {"type":"position","article","block","character","changed"}
    {"type":"source","name","path","removed":bool,"changed"}
    {"type":"remembered","key","value","changed"}
    {"type":"saved search","id","name","query","place":n,"deleted":bool,"created","changed"}
    {"type":"asked","query","asked","forgotten":bool,"changed"}            the search history
    {"type":"correction","id","kind","person","form","other","country"|null,"instead_of"|null,"article"|null,
     "withdrawn":bool,"created","changed","words"}                         see `corrections` for the kinds
    {"type":"past","kind":"tags"|"search","key","state","made"}            what those said before
    {"type":"note","id","article","snapshot":hash|null,"created","deleted":bool,"text","quote"|null,"tags":[..],
     "anchor":null|{"start","end","exact","prefix","suffix","fold_version"},
     "revisions":[{"body","tags":[..],"deleted":bool,"made","sha256"},..],     oldest first; the last counts
     "placements":[{"text_hash","state","start"|null,"end"|null,"how","score","made"},..],
     "pins":[{"snapshot":hash|null,"place":[start,end],"anchor","made"},..]}   put by hand; null: taken out

`text`, `quote`, `tags` and `deleted` of a note repeat its last revision and its anchor, and `words` what a
correction says, for whoever reads the file without us; import goes by the rest. A reader passes over types
and fields that it does not know.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator

from tuireader.notebook import pins
from tuireader.notebook.annotated import unpacked
from tuireader.notebook.columns import (
    checksum,
    from_column,
    optional_from_column,
    tags_from_column,
)
from tuireader.notebook.corrections import KINDS, correction_from_row
from tuireader.notebook.searches import search_from_row
from tuireader.text.safe import safe_json

FORMAT = 1
"""Of the lines above. A file of a higher format is not imported."""

Record = dict[str, object]
Rows = Callable[[str, str], list[tuple[object, ...]]]
"""Gives these columns of a table in the order of its rows; that of salvage leaves out what cannot be read."""


def line(record: Record) -> str:
    """A record as its line, without the newline: readable as it is, save what a terminal would act on."""
    return safe_json(json.dumps(record, ensure_ascii=False))


def read_records(connection: sqlite3.Connection) -> Iterator[Record]:
    """All records of an open notebook, read at once."""
    return records(
        lambda table, columns: connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
    )


def records(rows: Rows) -> Iterator[Record]:
    """All records that the rows make; all of them are asked for before the first record is given."""
    articles = rows("article", "uid, path, headline, date, source, raw_hash, first_seen")
    snapshots = rows("snapshot", "hash, uid, packed, taken")
    marks = rows("bookmark", "uid, kept, snapshot, created, changed")
    tags = rows("article_tags", "uid, tags, changed")
    reading = rows("reading", "uid, is_read, changed")
    positions = rows("position", "uid, block, character, changed")
    sources = rows("source", "name, path, removed, changed")
    remembered = rows("remembered", "key, value, changed")
    searches = rows("saved_search", "id, name, query, place, deleted, created, changed")
    asked = rows("asked", "query, asked, forgotten, changed")
    corrections = rows(
        "correction",
        "id, kind, created, person, form, other, country, instead_of, article, withdrawn, created, changed",
    )
    past = rows("past", "kind, key, state, made")
    notes = rows("note", "id, uid, snapshot, created, start, stop, exact, prefix, suffix, fold_version")
    revisions = _by_note(rows("note_revision", "note, body, tags, deleted, made, sha256"))
    placements = _by_note(rows("placement", "note, text_hash, state, start, stop, how, score, made"))
    pinned = _by_note(rows("pin", f"note, {pins.COLUMNS}"))

    def given() -> Iterator[Record]:
        yield {"type": "notebook", "format": FORMAT}
        yield from map(_article, articles)
        for row in snapshots:
            if (text := unpacked(row[2], optional_from_column(row[0]))) is not None:
                yield {
                    "type": "snapshot",
                    "hash": from_column(row[0]),
                    "article": from_column(row[1]),
                    "text": text,
                    "taken": from_column(row[3]),
                }
        for uid, kept, snapshot, created, changed in marks:
            yield {
                "type": "bookmark",
                "article": from_column(uid),
                "kept": bool(kept),
                "snapshot": optional_from_column(snapshot),
                "created": from_column(created),
                "changed": from_column(changed),
            }
        for uid, column, changed in tags:
            yield {
                "type": "tags",
                "article": from_column(uid),
                "tags": list(tags_from_column(column)),
                "changed": from_column(changed),
            }
        for uid, is_read, changed in reading:
            yield {
                "type": "read",
                "article": from_column(uid),
                "read": bool(is_read),
                "changed": from_column(changed),
            }
        for uid, block, character, changed in positions:
            yield {
                "type": "position",
                "article": from_column(uid),
                "block": block,
                "character": character,
                "changed": from_column(changed),
            }
        for name, path, removed, changed in sources:
            yield {
                "type": "source",
                "name": from_column(name),
                "path": from_column(path),
                "removed": bool(removed),
                "changed": from_column(changed),
            }
        for key, value, changed in remembered:
            yield {
                "type": "remembered",
                "key": from_column(key),
                "value": from_column(value),
                "changed": from_column(changed),
            }
        for row in searches:
            yield {
                "type": "saved search",
                "id": from_column(row[0]),
                **search_from_row(row[1:5]),
                "created": from_column(row[5]),
                "changed": from_column(row[6]),
            }
        for query, when, forgotten, changed in asked:
            yield {
                "type": "asked",
                "query": from_column(query),
                "asked": from_column(when),
                "forgotten": bool(forgotten),
                "changed": from_column(changed),
            }
        yield from map(_correction, corrections)
        for row in past:
            if (state := _json(row[2])) is not None:
                yield {
                    "type": "past",
                    "kind": from_column(row[0]),
                    "key": from_column(row[1]),
                    "state": state,
                    "made": from_column(row[3]),
                }
        for row in notes:
            note_id = from_column(row[0])
            if note_id in revisions:
                yield _note(row, revisions[note_id], placements.get(note_id, []), pinned.get(note_id, []))
        # Only in a damaged file: the words are there, what they were written on is not.
        for note_id in revisions.keys() - {from_column(row[0]) for row in notes}:
            created = min(from_column(row[4]) for row in revisions[note_id])
            yield _note((note_id, "", None, created, *(None,) * 6), revisions[note_id], [], [])

    return given()


def _correction(row: tuple[object, ...]) -> Record:
    correction = correction_from_row(row[:9])
    return {
        "type": "correction",
        "id": correction.id,
        "kind": correction.kind,
        "person": correction.person,
        "form": correction.form,
        "other": correction.other,
        "country": correction.country,
        "instead_of": correction.instead_of,
        "article": correction.article,
        "withdrawn": bool(row[9]),
        "created": from_column(row[10]),
        "changed": from_column(row[11]),
        "words": correction.words if correction.kind in KINDS else correction.kind,
    }


def _json(column: object) -> object:
    """What a column holds as JSON; None where the disk has spoilt it."""
    try:
        value: object = json.loads(from_column(column))
    except ValueError:
        return None
    return value


def _article(row: tuple[object, ...]) -> Record:
    return {
        "type": "article",
        "id": from_column(row[0]),
        "path": from_column(row[1]),
        "headline": from_column(row[2]),
        "date": optional_from_column(row[3]),
        "source": optional_from_column(row[4]),
        "raw_hash": from_column(row[5]),
        "first_seen": from_column(row[6]),
    }


def _note(
    row: tuple[object, ...],
    revisions: list[tuple[object, ...]],
    placements: list[tuple[object, ...]],
    pinned: list[tuple[object, ...]],
) -> Record:
    note_id, uid, snapshot, created, start, stop, exact, prefix, suffix, fold_version = row
    history = sorted(
        map(_revision, revisions), key=lambda r: rank(str(r["made"]), str(r["sha256"]), str(r["body"]))
    )
    now = history[-1]
    anchor = None
    if isinstance(start, int) and isinstance(stop, int) and exact is not None:
        anchor = {
            "start": start,
            "end": stop,
            "exact": from_column(exact),
            "prefix": from_column(prefix),
            "suffix": from_column(suffix),
            "fold_version": fold_version,
        }
    return {
        "type": "note",
        "id": from_column(note_id),
        "article": from_column(uid),
        "snapshot": optional_from_column(snapshot),
        "created": from_column(created),
        "deleted": now["deleted"],
        "text": now["body"],
        "quote": optional_from_column(exact),
        "tags": now["tags"],
        "anchor": anchor,
        "revisions": history,
        "placements": [_placement(row) for row in placements],
        "pins": sorted((_pin(row) for row in pinned), key=lambda pin: str(pin["made"])),
    }


def rank(made: str, sha256: str, body: str) -> tuple[str, bool, str, str]:
    """What revisions of a note are ordered by, oldest first, on every machine alike: the last one counts.

    Of one instant the one that has its checksum comes after one that has not.
    """
    own = checksum(body)
    return made, own == sha256, own, sha256


def _revision(row: tuple[object, ...]) -> Record:
    _, body, tags, deleted, made, sha256 = row
    return {
        "body": from_column(body),
        "tags": list(tags_from_column(tags)),
        "deleted": bool(deleted),
        "made": from_column(made),
        "sha256": from_column(sha256),
    }


def _placement(row: tuple[object, ...]) -> Record:
    _, text_hash, state, start, stop, how, score, made = row
    return {
        "text_hash": from_column(text_hash),
        "state": from_column(state),
        "start": start,
        "end": stop,
        "how": from_column(how),
        "score": score,
        "made": from_column(made),
    }


def _pin(row: tuple[object, ...]) -> Record:
    state, made = pins.from_row(row[1:])
    if state is None:
        return {"snapshot": None, "place": None, "anchor": None, "made": made}
    anchor = {key: state[key] for key in ("start", "end", "exact", "prefix", "suffix", "fold_version")}
    return {"snapshot": state["snapshot"], "place": state["place"], "anchor": anchor, "made": made}


def _by_note(rows: list[tuple[object, ...]]) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        found.setdefault(from_column(row[0]), []).append(row)
    return found
