"""What the notes screen lists for what is typed."""

from __future__ import annotations

import pytest

from tuireader.notebook.values import Anchor, Bookmark, Note
from tuireader.room.noting import entries, listed


def _note(id: str, **given: object) -> Note:
    state = {
        "uid": "a", "path": "/a", "headline": "Port strike ends", "date": "2024-12-20", "source": "VNA",
        "kind": "note", "body": "", "quote": None, "anchor": None, "state": "placed", "tags": (),
        "created": "2026-11-20T10:00:00Z", "updated": "2026-11-20T10:00:00Z", "revision": 1,
    }  # fmt: skip
    return Note(id=id, **{**state, **given})  # type: ignore[arg-type]


_ANCHOR = Anchor(0, 4, "quay", "", "", 1)
_ALL = entries(
    [
        _note("lost", body="check", quote="Québec quay", anchor=_ANCHOR, state="unplaced", tags=("old",)),
        _note("plain", kind="highlight", quote="the five no’s", anchor=_ANCHOR),
        _note("late", body="ask Macron", tags=("titles", "vn"), updated="2026-11-22T10:00:00Z"),
        _note("other", body="x", uid="b", headline="Airport opens", updated="2026-11-21T10:00:00Z"),
    ],
    [Bookmark("c", "/c", "A bridge", None, None, "2026-11-23T10:00:00Z", ())],
)


def _ids(typed: str, order: str = "newest") -> list[str]:
    found, error = listed(_ALL, typed, order)  # type: ignore[arg-type]
    assert error is None
    return [entry.note.id if entry.note else "mark" for entry in found]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", ["lost", "mark", "late", "other", "plain"]),
        ("quebec", ["lost"]),
        ("macr", ["late"]),
        ("'macr", []),
        ('"five no\'s"', ["plain"]),
        ("tag:titles", ["late"]),
        ("note:check", ["lost"]),
        ("headline:airport", ["other"]),
        ("has:highlight", ["lost", "plain"]),
        ("has:note -has:highlight", ["late", "other"]),
        ("has:tag", ["lost", "late"]),
        ("is:bookmarked", ["mark"]),
        ("is:unplaced", ["lost"]),
        ("is:lost", ["lost"]),
        ("-is:unplaced strike", ["late", "plain"]),
        ("date:2026-11-22", ["late"]),
        ("airport OR bridge", ["mark", "other"]),
    ],
)
def test_it_is_narrowed_by_the_language_of_the_filter_bar(typed: str, wanted: list[str]) -> None:
    assert _ids(typed) == wanted


def test_unplaced_ones_come_first_in_every_order() -> None:
    assert _ids("", "oldest") == ["lost", "plain", "other", "late", "mark"]
    assert _ids("", "article") == ["lost", "mark", "other", "late", "plain"]
    assert _ids("", "tag") == ["lost", "late", "mark", "other", "plain"]


def test_what_is_wrong_is_said_with_its_place() -> None:
    found, error = listed(_ALL, "date:20x", "newest")
    assert found == []
    assert error is not None
    assert "20x" in error.message
