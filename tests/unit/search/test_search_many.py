"""Answers of thousands: all of them are there, in whatever order is asked."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.search.engine import Searcher

MANY = 5200
FIRST = datetime.date(2009, 1, 1)
SOURCES = ("The Daily Grain", "Mill Gazette", "Café Monthly")
"""In turn: one day this, the next day that."""
BYLINES = {3: "Ada Smith", 4000: "Bo Smithson", 4001: "Ada Ferrier"}
"""Of some days, few of them new; all others are by nobody."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One article a day; every other one speaks of rye, and every hundredth has it in its headline.

    All speak of a mill, a gazette and a smith, whatever their source and whoever wrote them.
    """
    folder = tmp_path_factory.mktemp("days")
    with (folder / "days.jsonl").open("w", encoding="utf-8") as records:
        for number in range(MANY):
            record = {
                "title": f"Rye of day {number}" if number % 100 == 0 else f"Day {number}",
                "date": (FIRST + datetime.timedelta(days=number)).isoformat(),
                "source": SOURCES[number % len(SOURCES)],
                "author": BYLINES.get(number, ""),
                "text": f"The mill grinds {'barley' if number % 2 else 'rye'}{' again' * (number % 7)}. "
                "The smith, his ferrier and the grain of a daily cafe are in the gazette.",
            }
            records.write(json.dumps(record) + "\n")
    with Library.open(folder / "library.db") as opened:
        opened.scan([SourceSpec("days", str(folder))])
        yield opened


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [("date", MANY, 1), ("oldest", 1, MANY), ("length", None, None), ("relevance", None, None)],
)
def test_every_article_that_answers_is_there(
    library: Library, sort: str, first: int | None, last: int | None
) -> None:
    searcher = Searcher(library)
    begun = searcher.search("mill", sort=sort)  # type: ignore[arg-type]
    whole = searcher.whole(begun)
    assert list(whole.ids[: len(begun.ids)]) == list(begun.ids)
    assert (whole.total, whole.total_is_exact, len(whole.ids)) == (MANY, True, MANY)
    assert sorted(whole.ids) == list(range(1, MANY + 1))
    if first is not None:
        assert (begun.ids[0], whole.ids[0], whole.ids[-1]) == (first, first, last)


def test_the_best_stand_first_and_the_rest_follows(library: Library) -> None:
    answer = Searcher(library).run("rye")
    headlined = [row.headline for row in library.rows(answer.ids[:52])]
    assert all(headline.startswith("Rye") for headline in headlined)
    assert len(answer.ids) == len(set(answer.ids)) == MANY // 2


def test_the_longest_come_first(library: Library) -> None:
    words = [row.words for row in library.rows(Searcher(library).run("mill", sort="length").ids)]
    assert words == sorted(words, reverse=True)


def test_who_types_on_is_not_kept_waiting(library: Library) -> None:
    searcher = Searcher(library)
    whole = searcher.whole(searcher.search("mill"), stop=lambda: True)
    assert len(whole.ids) < MANY
    assert not whole.total_is_exact


def _of(source: int) -> set[int]:
    """Numbers of the articles of this source."""
    return set(range(source, MANY, len(SOURCES)))


EVERY = set(range(MANY))
RYE = set(range(0, MANY, 2))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("source:gazette", _of(1)),
        ("source:gaz", _of(1)),
        ("source:'gaz", set()),
        ("source:barley", set()),
        ('source:"daily grain"', _of(0)),
        ('source:"grain daily"', _of(0)),
        ('source:"mill grain"', set()),
        ("source:cafe", _of(2)),
        ("source:CAFÉ", _of(2)),
        ("-source:gazette", EVERY - _of(1)),
        ("source:gazette OR source:cafe", _of(1) | _of(2)),
        ("-(source:gazette OR source:cafe)", _of(0)),
        ("rye source:gazette", _of(1) & RYE),
        ("rye -source:gazette", RYE - _of(1)),
        ("source:gazette -rye", _of(1) - RYE),
        ("rye OR source:gazette", _of(1) | RYE),
        ("source:mill date:2009", {n for n in _of(1) if n < 365}),
        ("byline:smith", {3, 4000}),
        ("byline:'smith", {3}),
        ("byline:ada", {3, 4001}),
        ('byline:"smith ada"', {3}),
        ("byline:smiht", {3, 4000}),
        ("byline:mill", set()),
        ("-byline:ada", EVERY - {3, 4001}),
        ("byline:smith source:daily", {3}),
        ("byline:ada OR source:daily", {3, 4001} | _of(0)),
        ("byline:ferrier -source:cafe rye", set()),
        ("byline:ferrier barley", {4001}),
    ],
)
@pytest.mark.parametrize("sort", ["relevance", "date", "oldest", "length"])
def test_sources_and_bylines_are_told_of_every_article(
    library: Library, query: str, numbers: set[int], sort: str
) -> None:
    searcher = Searcher(library)
    wanted = {number + 1 for number in numbers}
    begun = searcher.search(query, sort=sort)  # type: ignore[arg-type]
    whole = searcher.whole(begun)
    assert (set(whole.ids), len(whole.ids)) == (wanted, len(wanted))
    assert (whole.total, whole.total_is_exact) == (len(wanted), True)
    assert list(whole.ids[: len(begun.ids)]) == list(begun.ids)
    assert searcher.count(begun) == len(wanted)
    if sort in ("date", "oldest"):
        assert list(whole.ids) == sorted(wanted, reverse=sort == "date")


def test_facets_of_a_source_count_it_alone(library: Library) -> None:
    searcher = Searcher(library)
    of_source = searcher.facets(searcher.search("source:gazette"))
    both = searcher.facets(searcher.search("byline:ada"))
    assert of_source is not None
    assert both is not None
    assert [(value.name, value.articles, value.is_exact) for value in of_source.sources] == [
        ("Mill Gazette", len(_of(1)), True)
    ]
    assert {(value.name, value.articles) for value in both.sources} == {
        ("The Daily Grain", 1),
        (SOURCES[4001 % len(SOURCES)], 1),
    }


def test_a_source_that_comes_is_found_and_one_that_goes_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    article = folder / "day.jsonl"
    with Library.open(tmp_path / "library.db") as opened:
        searcher = Searcher(opened)
        for source in ("Mill Gazette", "Daily Grain"):
            record = {"title": "Day", "source": source, "text": f"The mill grinds rye for {source}."}
            article.write_text(json.dumps(record) + "\n", "utf-8")
            opened.scan([SourceSpec("days", str(folder))])
            found = {name: searcher.run(f"source:{name}").total for name in ("gazette", "grain")}
            assert found == {"gazette": source == "Mill Gazette", "grain": source == "Daily Grain"}


def test_of_one_source_what_is_about_the_words_stands_first(library: Library) -> None:
    answer = Searcher(library).run("rye source:gazette")
    headlined = [n for n in range(0, MANY, 100) if n in _of(1)]
    assert {place - 1 for place in answer.ids[: len(headlined)]} == set(headlined)
    assert [tier.words for tier in answer.tiers] == ["person, country or headline", "in the text"]


def test_of_a_source_alone_the_newest_stand_first(library: Library) -> None:
    answer = Searcher(library).search("source:mill")
    assert list(answer.ids) == sorted((n + 1 for n in _of(1)), reverse=True)[: len(answer.ids)]
    assert [tier.words for tier in answer.tiers] == ["in the text"]
