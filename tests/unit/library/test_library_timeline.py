"""When articles are dated: counts by day, week, month and year, and nothing lost on the way."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.library import ordering
from tuireader.library.library import Library
from tuireader.library.periods import UNITS, date_text, first_day, known_to, last_day, period_of
from tuireader.library.timeline import Timeline, Within
from tuireader.library.values import SourceSpec

DATES = [
    "2024-03-14", "2024-03-14", "2024-03-15", "2024-03", "2024", "2023-12-31", "2024-01-01", "", "",
    "--12-22", "2019", "1907-05-02", "2024-02-29", "2024-03-20",
]  # fmt: skip

DAYS = st.dates().map(str)
KNOWN = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
TIMELINES = st.builds(
    lambda days, undated: Timeline(tuple(sorted(days.items())), undated),
    st.dictionaries(KNOWN, st.integers(1, 50), max_size=12),
    st.integers(0, 9),
)


@pytest.fixture(scope="module", params=["in order", "some astray"])
def library(request, tmp_path_factory) -> Iterator[Library]:
    """Articles of all these dates; some of them wait to be put in order."""
    from tests.unit.library.conftest import read_plainly

    folder: Path = tmp_path_factory.mktemp("dated")
    late = folder.parent / f"{folder.name}-late"
    late.mkdir()
    for number, day in enumerate(DATES):
        place = late if number % 5 == 2 and request.param != "in order" else folder
        (place / f"{number:02}.txt").write_text(f"Report {number}\n{day}; ;\nText {number}.\n", "utf-8")
    with Library.open(folder.parent / f"{folder.name}.db") as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "_PATIENCE", 0)
        patch.setattr(ordering, "_WORTH", 0)
        opened.scan([SourceSpec("dated", str(folder))], read=read_plainly)
        if request.param != "in order":
            both = [SourceSpec("dated", str(folder)), SourceSpec("late", str(late))]
            opened.scan(both, read=read_plainly)
        assert opened.extent().is_in_order == (request.param == "in order")
        yield opened


@given(data=st.data())
def test_the_counts_of_any_articles_are_those_of_their_dates(library, data) -> None:
    everything = list(library.ids())
    ids = data.draw(st.lists(st.sampled_from(everything), unique=True))
    dates = Counter(row.date if row.date and row.date[:1] != "-" else "" for row in library.rows(ids))
    undated = dates.pop("", 0)
    counted = library.timeline(iter(ids), lambda: False)
    assert counted == Timeline(tuple(sorted(dates.items())), undated)
    assert counted.total == len(ids)


def test_all_are_counted_as_each_is_and_nothing_when_called_off(library) -> None:
    assert library.timeline(None, lambda: False) == library.timeline(library.ids(), lambda: False)
    assert library.timeline(None, lambda: False).total == len(DATES)
    assert library.timeline((), lambda: False) == Timeline((), 0)
    assert library.timeline(None, lambda: True) is None
    assert library.timeline(library.ids(), lambda: True) is None


@given(TIMELINES, st.sampled_from(UNITS))
def test_bars_and_what_is_in_none_are_all_articles(timeline, unit) -> None:
    bars = timeline.bars(unit)
    assert bars.articles + sum(bars.coarser.values()) + bars.undated == timeline.total
    assert list(bars.counts) == sorted(bars.counts)
    assert all(UNITS.index(coarser) > UNITS.index(unit) for coarser in bars.coarser)
    if bars.counts:
        assert bars.first <= bars.peak <= bars.last
        assert bars.counts[bars.peak] == max(bars.counts.values())


@given(st.dates(), st.sampled_from(UNITS))
def test_a_day_lies_in_its_period_and_in_no_other(day: date, unit) -> None:
    period = period_of(str(day), unit)
    first, last = first_day(period, unit), last_day(period, unit)
    assert first <= day <= last
    assert period_of(str(first), unit) == period_of(str(last), unit) == period
    if last < date.max:
        after = date.fromordinal(last.toordinal() + 1)
        assert period_of(str(after), unit) == period + 1
    assert str(first).startswith(date_text(first, unit))


@given(st.one_of(st.text(max_size=12), st.from_regex(r"\d{4}-\d\d-\d\d", fullmatch=True)))
def test_what_is_no_date_is_in_no_period(text: str) -> None:
    try:
        is_date = date.fromisoformat(text) is not None and len(text) == 10 and text[4] == "-" == text[7]
    except ValueError:
        is_date = False
    assert (known_to(text) == "day") == is_date
    if known_to(text) is None:
        assert all(period_of(text, unit) is None for unit in UNITS)


@given(TIMELINES, KNOWN, KNOWN)
def test_a_range_counts_what_lies_between(timeline, one, other) -> None:
    low, high = min(one, other), max(one, other) + "~"
    expected = sum(count for day, count in timeline.days if low <= day <= high)
    assert Within(timeline).count(low, high) == expected
