"""How wide the panes are: as set by hand, within what each needs, and kept as text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tuireader.room.arrangement import FACETS_LEAST, LIST_LEAST, ROOM_FOR_THREE, TEXT_LEAST, Arrangement

_CELLS = st.none() | st.integers(-10, 700)
_ARRANGEMENTS = st.builds(Arrangement, _CELLS, _CELLS, _CELLS, _CELLS, _CELLS, st.booleans(), st.booleans())
_WIDTHS = st.integers(100, 500)


@given(_ARRANGEMENTS, _WIDTHS)
def test_every_pane_keeps_what_it_needs(arrangement: Arrangement, width: int) -> None:
    facets, articles = arrangement.shares(width)
    beside = facets + 1 if width >= ROOM_FOR_THREE else 0
    assert facets >= FACETS_LEAST
    assert articles >= LIST_LEAST
    assert width - beside - articles - 1 >= TEXT_LEAST


@given(_ARRANGEMENTS, _WIDTHS, st.integers(-5, 505))
def test_a_border_moves_alone_and_goes_where_it_is_put(
    arrangement: Arrangement, width: int, column: int
) -> None:
    for border, other in (("facets", "list"), ("list", "facets")):
        if width < ROOM_FOR_THREE and border == "facets":
            continue
        moved = arrangement.with_border(border, column, width)  # type: ignore[arg-type]
        there = moved.border_at(border, width)  # type: ignore[arg-type]
        assert moved.with_border(border, there, width).shares(width) == moved.shares(width)  # type: ignore[arg-type]
        if width >= ROOM_FOR_THREE:
            assert moved.border_at(other, width) == arrangement.border_at(other, width)  # type: ignore[arg-type]
        before = arrangement.border_at(border, width)  # type: ignore[arg-type]
        assert min(before, column) <= there <= max(before, column) or not 0 <= column < width


@given(_ARRANGEMENTS)
def test_it_is_kept_as_text(arrangement: Arrangement) -> None:
    assert Arrangement.of(str(arrangement)) == arrangement


def test_what_cannot_be_read_is_as_if_nothing_was_set() -> None:
    for kept in (
        None,
        "",
        "{",
        "[1]",
        "7",
        '{"facets": "wide", "is_compact": 1, "other": 3, "list_of_two": true}',
    ):
        assert Arrangement.of(kept) == Arrangement()


def test_each_layout_has_its_own_widths_and_the_column_yields_to_the_settings() -> None:
    moved = Arrangement().with_border("list", 70, 120).with_border("facets", 20, 160)
    assert moved.shares(120)[1] == 70
    assert moved.shares(160)[0] == 20
    assert moved.without_widths(160).shares(160) == Arrangement().shares(160)
    assert moved.without_widths(160).shares(120)[1] == 70
    assert replace(moved, column=60, column_over=78).column_or(78) == 60
    assert replace(moved, column=60, column_over=78).column_or(90) == 90
