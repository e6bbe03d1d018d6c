"""The journal that undo and redo read; it lives in the file and survives a restart.

A step holds what a thing was before and after, as plain JSON. It is undone only if the thing still is what
the action left, so that a later change, also one made in another window, is never overwritten unsaid.
A window undoes its own actions, newest first, then those made before it was opened; never what another
window did meanwhile.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tuireader.notebook import corrections, homes, marks, notes, pins, searches, sources
from tuireader.notebook.columns import from_column, into_column

StepKind = Literal[
    "bookmark", "read", "tags", "note", "pin", "home", "search", "query", "correction", "source"
]
_KEPT = 1000
"""Actions that can be undone; the notes' own revisions are kept for ever."""

_State = Callable[[sqlite3.Connection, str], object]
_Put = Callable[[sqlite3.Connection, str, object, str], None]
_KINDS: dict[str, tuple[_State, _Put]] = {
    "bookmark": (marks.bookmark_state, marks.put_bookmark),
    "read": (marks.read_state, marks.put_read),
    "tags": (marks.tags_state, marks.put_tags),
    "note": (notes.content_state, notes.put_content),
    "pin": (pins.pin_state, pins.put_pin),
    "home": (homes.home_state, homes.put_home),
    "search": (searches.search_state, searches.put_search),
    "query": (searches.query_state, searches.put_query),
    "correction": (corrections.correction_state, corrections.put_correction),
    "source": (sources.source_state, sources.put_source),
}

_BACK: dict[str, _Put] = {kind: put for kind, (_, put) in _KINDS.items()} | {
    "bookmark": marks.put_bookmark_back
}
"""What puts a thing back as it was."""


@dataclass(frozen=True, slots=True)
class Window:
    """Who acts: one open notebook."""

    session: str
    since: int
    """The journal's last touch when the window was opened."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an undo or redo."""

    words: str
    done: bool
    """False: something changed the thing since, so it was left alone."""


def last_touch(connection: sqlite3.Connection) -> int:
    """Where the journal stands."""
    touch: int = connection.execute("SELECT coalesce(max(touched), 0) FROM action").fetchone()[0]
    return touch


def act(
    connection: sqlite3.Connection,
    window: Window,
    moment: str,
    words: str,
    changes: Sequence[tuple[StepKind, str, object]],
) -> int:
    """Bring each (kind, key) to the state given and write the journal; returns how many changed."""
    steps = []
    for kind, key, wanted in changes:
        state, put = _KINDS[kind]
        before, after = _plain(state(connection, key)), _plain(wanted)
        if before != after:
            put(connection, key, after, moment)
            steps.append({"kind": kind, "key": key, "before": before, "after": after})
    if steps:
        record(connection, window, moment, words, steps)
    return len(steps)


def record(
    connection: sqlite3.Connection, window: Window, moment: str, words: str, steps: list[dict[str, object]]
) -> None:
    """Write down an action that was just done; what had been undone can no longer be redone."""
    connection.execute(
        "UPDATE action SET state = 'dropped' WHERE state = 'undone' AND (session = ? OR touched <= ?)",
        (window.session, window.since),
    )
    touch = last_touch(connection) + 1
    cursor = connection.execute(
        "INSERT INTO action(made, session, touched, state, words, steps) VALUES(?, ?, ?, 'done', ?, ?)",
        (moment, window.session, touch, into_column(words), json.dumps(steps)),
    )
    connection.execute("DELETE FROM action WHERE seq <= ?", ((cursor.lastrowid or 0) - _KEPT,))


def step_back(connection: sqlite3.Connection, window: Window, moment: str) -> Outcome | None:
    """Undo the last action; None when there is none."""
    return _step(connection, window, moment, "done", "undone", "after", "before")


def step_forward(connection: sqlite3.Connection, window: Window, moment: str) -> Outcome | None:
    """Redo what was undone last; None when there is nothing."""
    return _step(connection, window, moment, "undone", "done", "before", "after")


def _last(connection: sqlite3.Connection, window: Window, state: str) -> tuple[int, object, object] | None:
    row: tuple[int, object, object] | None = connection.execute(
        """SELECT seq, words, steps FROM action WHERE state = ? AND (session = ? OR touched <= ?)
        ORDER BY touched DESC LIMIT 1""",
        (state, window.session, window.since),
    ).fetchone()
    return row


def _step(
    connection: sqlite3.Connection, window: Window, moment: str, old: str, new: str, left: str, wanted: str
) -> Outcome | None:
    row = _last(connection, window, old)
    if row is None:
        return None
    seq, words, steps = row[0], from_column(row[1]), json.loads(from_column(row[2]))
    are_reads = all(step["kind"] == "read" for step in steps)
    still = _are_all_read_as(connection, steps, left) if are_reads else _are_all(connection, steps, left)
    if still and are_reads:
        marks.put_read_all(connection, {step["key"]: step[wanted] for step in steps}, moment)
    elif still:
        for step in steps:
            _BACK[step["kind"]](connection, step["key"], step[wanted], moment)
    connection.execute(
        "UPDATE action SET state = ?, touched = ?, session = ? WHERE seq = ?",
        (new if still else "dropped", last_touch(connection) + 1, window.session, seq),
    )
    return Outcome(words, still)


def _are_all(connection: sqlite3.Connection, steps: list[dict[str, Any]], left: str) -> bool:
    """Whether everything still is as the action left it."""
    return all(_plain(_KINDS[step["kind"]][0](connection, step["key"])) == step[left] for step in steps)


def _are_all_read_as(connection: sqlite3.Connection, steps: list[dict[str, Any]], left: str) -> bool:
    """The same for read marks alone, of which there may be a hundred thousand."""
    read = marks.read_articles(connection)
    return all((step["key"] in read) == step[left] for step in steps)


def _plain(value: object) -> object:
    """The value as it comes back out of JSON, so that before and after compare."""
    return json.loads(json.dumps(value))
