"""Answers of thousands: all of them are there, in whatever order is asked."""

import datetime
import json
from collections.abc import Iterator

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.search.engine import Searcher

MANY = 5200
FIRST = datetime.date(2009, 1, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One article a day; every other one speaks of rye, and every hundredth has it in its headline."""
    folder = tmp_path_factory.mktemp("days")
    with (folder / "days.jsonl").open("w", encoding="utf-8") as records:
        for number in range(MANY):
            record = {
                "title": f"Rye of day {number}" if number % 100 == 0 else f"Day {number}",
                "date": (FIRST + datetime.timedelta(days=number)).isoformat(),
                "text": f"The mill grinds {'barley' if number % 2 else 'rye'}{' again' * (number % 7)}.",
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
