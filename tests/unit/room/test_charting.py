"""The chart of a timeline before it is drawn: what is in sight, what stands under it, and in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.library.periods import UNITS, first_day, last_day, period_of
from tuireader.library.timeline import Timeline
from tuireader.room import charting
from tuireader.search.dates import read_days


def of(*days: str, undated: int = 0) -> Timeline:
    return Timeline(tuple((day, 1) for day in sorted(days)), undated)


TIMELINES = st.lists(
    st.dates(date(1995, 1, 1), date(2030, 12, 31)).map(str), min_size=1, max_size=8, unique=True
).map(lambda days: of(*days))
COLUMNS = st.integers(1, 200)


@given(TIMELINES, COLUMNS, st.sampled_from(UNITS), st.data())
def test_the_cursor_is_in_sight_and_every_column_is_some_bars(timeline, columns, unit, data) -> None:
    bars = timeline.bars(unit)
    cursor = data.draw(st.integers(bars.first, bars.last))
    before = data.draw(st.none() | st.integers(bars.first - 50, bars.last + 50))
    view = charting.view_of(bars, columns, cursor, before)
    assert view.start <= cursor < view.start + view.count
    assert 0 <= view.left(cursor) <= view.middle(cursor) < view.left(cursor) + view.bar <= columns
    assert view.count * view.slot <= columns
    assert view.period_at(view.middle(cursor)) == cursor
    if bars.last - bars.first < columns:
        assert view.start <= bars.first
        assert bars.last < view.start + view.count
    assert charting.view_of(bars, columns, cursor, view.start) == view


@given(TIMELINES, COLUMNS, st.sampled_from(UNITS))
def test_dates_under_the_bars_do_not_meet_and_stand_under_their_bar(timeline, columns, unit) -> None:
    bars = timeline.bars(unit)
    view = charting.view_of(bars, columns, bars.last, None)
    axis = charting.axis_of(view, unit, columns)
    assert len(axis.upper) == len(axis.lower) == columns
    assert all(0 <= tick < columns for tick in axis.ticks)
    middles = {view.middle(view.start + number): view.start + number for number in range(view.count)}
    assert axis.ticks <= set(middles)
    for tick in axis.ticks:
        under = axis.upper[max(tick - 3, 0) : tick + 4] + axis.lower[tick : tick + 4]
        day = first_day(middles[tick], unit)
        assert any(words in under for words in (str(day.day), f"{day:%b}", str(day.year)))
    labels = axis.upper.split()
    if unit == "day":
        assert all(1 <= int(label) <= 31 for label in labels)
    elif unit == "year":
        assert labels == sorted(labels)


def test_the_unit_is_the_finest_that_shows_most_of_it_at_once() -> None:
    days = [str(date(2024, 3, 1) + timedelta(days=number)) for number in range(60)]
    assert charting.natural_unit(of(*days), 60) == "day"
    assert charting.natural_unit(of(*days), 59) == "week"
    assert charting.natural_unit(of(*days), 3) == "month"
    assert charting.natural_unit(of(*days), 1) == "year"
    assert charting.natural_unit(of("2024-03-14", "2024-02", "2024-01", "2023-12"), 99) == "month"
    assert charting.natural_unit(of("2024-03-14", "2023", "2022"), 99) == "year"
    assert charting.natural_unit(of(undated=3), 99) == "year"


@pytest.mark.parametrize(
    ("unit", "first", "last", "words", "asked"),
    [
        ("day", "2024-03-14", "2024-03-14", "14 March 2024", "2024-03-14"),
        ("day", "2024-03-14", "2024-03-20", "14 to 20 March 2024", "2024-03-14..2024-03-20"),
        ("day", "2024-02-28", "2024-03-03", "28 February to 3 March 2024", "2024-02-28..2024-03-03"),
        ("day", "2023-12-30", "2024-01-02", "30 December 2023 to 2 January 2024", "2023-12-30..2024-01-02"),
        ("week", "2024-03-14", "2024-03-14", "11 to 17 March 2024", "2024-03-11..2024-03-17"),
        ("month", "2024-03-14", "2024-03-14", "March 2024", "2024-03"),
        ("month", "2024-03-14", "2024-05-01", "March to May 2024", "2024-03..2024-05"),
        ("month", "2023-11-01", "2024-01-01", "November 2023 to January 2024", "2023-11..2024-01"),
        ("year", "2024-03-14", "2024-03-14", "2024", "2024"),
        ("year", "2020-01-01", "2024-03-14", "2020 to 2024", "2020..2024"),
    ],
)
def test_spans_are_said_and_asked_for(unit, first, last, words, asked) -> None:
    ends = period_of(first, unit), period_of(last, unit)
    assert charting.span_words(*ends, unit) == words
    assert str(charting.days_of(*ends, unit)) == asked


@given(st.dates(), st.integers(0, 400), st.sampled_from(UNITS))
def test_what_is_asked_for_holds_just_these_days(day, further, unit) -> None:
    first = period_of(str(day), unit)
    last = max(period_of(str(date.fromordinal(min(day.toordinal() + further, 3652059))), unit), first)
    days = read_days(str(charting.days_of(first, last, unit)))
    begins, ends = first_day(first, unit), last_day(last, unit)
    assert days.holds(str(begins))
    assert days.holds(str(ends))
    if begins > date.min:
        assert not days.holds(str(begins - timedelta(days=1)))
    if ends < date.max:
        assert not days.holds(str(ends + timedelta(days=1)))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 400))
def test_a_bar_is_as_high_as_its_share_but_never_out_of_sight(count, peak, steps) -> None:
    count = min(count, peak)
    high = charting.height(count, peak, steps)
    assert 1 <= high <= steps
    assert abs(high - count * steps / peak) <= 1
    assert charting.height(0, peak, steps) == 0
    assert charting.height(peak, peak, steps) == steps


@given(st.integers(1, 10**7), st.integers(1, 60))
def test_the_scale_falls_from_the_highest_in_round_numbers(peak, lines) -> None:
    marks = charting.scale(peak, lines)
    assert marks.pop(0) == peak
    values = [marks[line] for line in sorted(marks)]
    assert values == sorted(values, reverse=True)
    assert all(1 < line < lines and str(value).strip("0")[0] in "123456789" for line, value in marks.items())


def test_what_is_in_no_bar_is_told() -> None:
    timeline = Timeline((("2023", 3), ("2024-03", 1), ("2024-03-14", 2)), 12)
    assert charting.aside_words(timeline.bars("day")) == [
        "3 known to the year only",
        "1 known to the month only",
        "12 without a date",
    ]
    assert charting.aside_words(timeline.bars("month")) == ["3 known to the year only", "12 without a date"]
    assert charting.aside_words(timeline.bars("year")) == ["12 without a date"]
    assert [charting.count_words(number) for number in (0, 1, 1204)] == [
        "none",
        "1 article",
        "1,204 articles",
    ]
