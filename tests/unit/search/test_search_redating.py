"""A query narrowed to days on the timeline: nothing it said before contradicts, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.search.dates import read_days
from tuireader.search.engine import Searcher
from tuireader.search.query import parse
from tuireader.search.redating import within_days

TEXTS = {
    f"{n:02}": f"date 2024-{1 + n % 3:02}-{n + 5:02}\n\nReport {n}\n\nThe ferry {n}.\n" for n in range(12)
}


@pytest.mark.parametrize(
    ("query", "days", "expected"),
    [
        ("", "2024-03", "date:2024-03"),
        ("macron date:2024", "2024-03", "macron date:2024-03"),
        ("date:2024-03-10..2024-03-20", "2024-03-18..2024-03-24", "date:2024-03-18..2024-03-20"),
        ("date:>2024-02 date:<2024-06 to lam", "2024", "to lam date:2024-03..2024-05"),
        ('person:"To Lam" sort:oldest', "2024-03-14", 'person:"To Lam" date:2024-03-14 sort:oldest'),
        ("ferry OR boat", "2024", "ferry OR boat date:2024"),
        ("ferry -date:2024-02", "2024-01..2024-03", "ferry -date:2024-02 date:2024-01..2024-03"),
        ("(date:2023 OR ferry)", "2024", "date:2023 OR ferry date:2024"),
    ],
)
def test_dates_asked_for_before_give_way(query, days, expected) -> None:
    assert within_days(parse(query), read_days(days)) == expected
    assert str(parse(expected)) == expected


@given(
    st.lists(
        st.sampled_from(
            ["ferry", "date:2024", "date:>2024-01", "date:2024-02", "-date:2024-03-07", "report"]
        ),
        max_size=4,
    ),
    st.sampled_from(["2024-01..2024-02", "2024-02-09", "2024", "2024-03-01..2024-03-10"]),
)
def test_it_lists_what_was_listed_of_these_days(ferries, parts, days) -> None:
    query = " ".join(parts)
    before = set(ferries.find(query))
    narrowed = within_days(parse(query), read_days(days))
    inside = before & set(ferries.find(f"date:{days}"))
    if inside:  # a range without an article is never taken
        assert set(ferries.find(narrowed)) == inside
        assert narrowed.count(" date:") + narrowed.startswith("date:") == 1


@pytest.fixture(scope="module")
def ferries(tmp_path_factory):
    """Twelve articles of three months."""
    from tests.unit.search.conftest import Desk

    folder = tmp_path_factory.mktemp("ferries")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with Library.open(folder.parent / "ferries.db") as library:
        library.scan([SourceSpec("desk", str(folder))])
        yield Desk(library)


@pytest.mark.parametrize("query", ["", "ferry", "report -date:2024-02", "date:2024-03", "nobody"])
def test_the_timeline_of_an_answer_counts_all_of_it(ferries, query) -> None:
    answer = ferries.searcher.search(query)
    timeline = ferries.searcher.timeline(answer)
    assert timeline.total == ferries.searcher.run(query).total
    for day, count in timeline.days:
        assert ferries.searcher.run(f"{query} date:{day}").total == count
    assert ferries.searcher.timeline(answer, lambda: True) is None


def test_an_answer_too_long_to_be_ranked_is_whole_and_so_is_its_timeline(ferries, monkeypatch) -> None:
    monkeypatch.setattr("tuireader.search.engine._RANKED", 4)
    monkeypatch.setattr("tuireader.search.engine._WINDOW", 2)
    searcher = Searcher(ferries.library)
    answer = searcher.search("ferry")
    assert sorted(searcher.whole(answer).ids) == list(range(1, len(TEXTS) + 1))
    assert searcher.timeline(answer).total == len(TEXTS)
