"""What a format states of an article stands before what its text says; and dates as formats state them."""

import pytest

from tuireader.articles.article import Removed
from tuireader.articles.dates import stated_date
from tuireader.articles.describing import describe
from tuireader.articles.identity import article_id
from tuireader.articles.records import Record, Stated

TEXT = """---
title: Front
source: Front Post
language: fr
---
Boats go green

By Jo Berg
3 May 2023

OSLO (NTB) - The harbour board of the small town met on a rainy evening and agreed to paint all boats."""


def test_the_record_beats_the_front_matter_and_that_the_text() -> None:
    stated = Stated(
        headline="Stated", date="2024-01-02", byline="Ana Ruiz", place="Bergen", url="https://example.org/1"
    )
    found = describe(Record(TEXT, stated, stated_in="feed"), path="feed.xml#1")
    assert (found.headline, found.headline_from) == ("Stated", "text")
    assert (found.date, found.date_from) == ("2024-01-02", "feed")
    assert (found.byline, found.place, found.source) == ("Ana Ruiz", "Bergen", "Front Post")
    assert (found.language, found.url) == ("fr", "https://example.org/1")


def test_what_the_record_does_not_state_the_text_says() -> None:
    found = describe(Record(TEXT.split("---\n")[2], Stated(language="nb")), path="a.txt")
    assert (found.headline, found.date, found.byline) == ("Boats go green", "2023-05-03", "Jo Berg")
    assert (found.place, found.source, found.language, found.url) == ("OSLO", "NTB", "nb", None)


def test_what_the_format_left_out_and_warned_of_comes_first() -> None:
    menu = Removed("page parts", "Menu")
    record = Record("Boats./.", removed=(menu,), warnings=("cut short",), original="<p>Boats", encoding="x")
    found = describe(record, path="a.html")
    assert found.removed[0] == menu
    assert found.warnings == ("cut short",)
    assert (found.original, found.encoding) == ("<p>Boats", "x")
    assert found.id == article_id("Boats./.")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-12-22T10:00:00Z", "2024-12-22"),
        ("2024-12-22T23:30:00-05:00", "2024-12-22"),
        (" 2024-12-22 ", "2024-12-22"),
        ("2024-12", "2024-12"),
        ("20241222", "2024-12-22"),
        ("20241222T100000Z", "2024-12-22"),
        ("Sun, 22 Dec 2024 10:00:00 +0700", "2024-12-22"),
        ("22 décembre 2024", "2024-12-22"),
        (1734861600, "2024-12-22"),
        (1734861600.5, "2024-12-22"),
        (1734861600000, "2024-12-22"),
        ("1734861600", "2024-12-22"),
        ("May 3", "--05-03"),
        ("04/07/2023", None),
        ("2024", None),
        ("20249999", None),
        ("2024-02-30", None),
        ("yesterday", None),
        (0, None),
        (-5, None),
        (float("nan"), None),
        (10**30, None),
    ],
)
def test_dates_as_formats_state_them(value: str | float, date: str | None) -> None:
    assert stated_date(value) == date


@pytest.mark.parametrize("stated", ["Boats go green", "Boats Go Green!", "BOATS GO GREEN"])
def test_the_line_that_repeats_a_stated_headline_is_no_paragraph(stated: str) -> None:
    found = describe(Record(TEXT.split("---\n")[2], Stated(headline=stated)), path="a.txt")
    assert [(block.kind, block.text) for block in found.blocks[:1]] == [("headline", "Boats go green")]
    assert len(found.blocks) == 2
    assert found.headline == stated


def test_another_headline_than_the_texts_own_stands_above_it() -> None:
    found = describe(Record(TEXT.split("---\n")[2], Stated(headline="Harbour votes")), path="a.txt")
    assert [block.text for block in found.blocks[:2]] == ["Harbour votes", "Boats go green"]
