"""Lines that look like furniture, credits, captions or datelines at a glance, and are the article's."""

from time import process_time

import pytest

from tuireader.articles.article import Article
from tuireader.articles.describing import describe_text

_HEADLINE = "Harbour town opens its new fish market after two years"
_PROSE = (
    (
        "The town of Larkby opened its new fish market on the eastern quay on Tuesday, two years after the "
        "old hall burned down in a storm that took eleven boats and the lighthouse."
    ),
    (
        "Traders moved their crates in before dawn, and the first buyers came from villages along the coast "
        "to see the auction, which had been held in a school until now."
    ),
    (
        "The mayor thanked the builders and the insurers, and promised that the quay would be lit before the "
        "winter arrives and the boats go out in the dark again."
    ),
)


def _article(*parts: str) -> Article:
    return describe_text("\n\n".join(parts) + "\n", path="story.txt")


def _is_kept(article: Article, *lines: str) -> bool:
    texts = [block.text for block in article.blocks if block.kind != "caption"]
    return all(any(line in text for text in texts) for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "Officials urged residents: sign up for the flood alerts before the rains begin",
        "Join the union by e-mail, the leaders told the dockers at the gate",
        "Before the storm, register for the emergency alerts of the county.",
        "Join the army and they send you a letter",
        "Install the new flood app on every phone, the minister told the villages",
        "Support for local journalism is falling in the provinces",
        "Also on the agenda: a new road to the quay and a school",
        "Also on Monday: the council will vote on the harbour fees",
        "Heard on the quay: shouting in three languages",
        "Heard on Monday, the case was thrown out.",
        "Advertise with caution",
    ],
)
def test_a_sentence_that_begins_as_furniture_stays(line: str) -> None:
    article = _article(_HEADLINE, _PROSE[0], line, *_PROSE[1:])

    assert _is_kept(article, line)


@pytest.mark.parametrize(
    "headline",
    [
        "Facebook to add news page",
        "Twitter to follow Facebook",
        "Why trust in banks is falling",
        "Comments off the cuff cost job",
        "Support for local journalism falls",
        "Sign up for flood alerts, county says",
        "25 years ago",
    ],
)
def test_a_headline_of_furnitures_words_is_the_headline(headline: str) -> None:
    assert _article(headline, *_PROSE).headline == headline


@pytest.mark.parametrize("label", ["Source", "Editor", "Issued by", "Provided by:"])
def test_a_label_over_the_headline_does_not_eat_it(label: str) -> None:
    article = _article(label, "Harbour town opens its new market", *_PROSE)

    assert _is_kept(article, "Harbour town opens its new market")
    assert article.source is None


@pytest.mark.parametrize(
    "line",
    [
        "This report by the auditors was published in March and calls for the harbour to be closed at once.",
        "Have your say, the mayor told residents, before it is too late.",
        "Send letters to the front, the queen said",
        "Kiel 31:28",
        "John 3:16",
        "9/10",
        "9 of 10",
    ],
)
def test_a_last_line_of_the_article_is_no_small_print(line: str) -> None:
    assert _is_kept(_article(_HEADLINE, *_PROSE, line), line)


@pytest.mark.parametrize(
    "line", ["Larkby Castle", "Saint Brannoc", "North Korea", "By Tuesday", "Thank You", "Grace, Peace"]
)
def test_two_words_below_the_prose_are_not_always_a_writer(line: str) -> None:
    article = _article(_HEADLINE, *_PROSE, line)

    assert article.byline is None
    assert _is_kept(article, line)


def test_the_last_of_a_list_of_people_is_no_writer() -> None:
    people = ("The jury this year:", "Anna Berg, editor of the Larkby Post", "Tom Ek, photographer")

    article = _article(_HEADLINE, *_PROSE, *people)

    assert article.byline is None
    assert _is_kept(article, *people)


@pytest.mark.parametrize("gap", ["  ", "   "])
def test_rows_of_a_table_are_no_running_heads(gap: str) -> None:
    rows = [gap.join(row) for row in (("1", "Leeds", "38"), ("2", "Hull", "35"), ("3", "York", "31"))]

    for article in (
        _article(_HEADLINE, "\n".join(rows), *_PROSE),
        _article(_HEADLINE, *_PROSE, "\n".join(rows)),
    ):
        assert _is_kept(article, "Leeds", "Hull", "York")


def test_headings_of_a_column_that_looks_back_are_no_dates() -> None:
    headings = ("10 years ago", "25 years ago")

    article = _article("Looking back at Larkby", headings[0], _PROSE[0], headings[1], _PROSE[1])

    assert _is_kept(article, *headings)


@pytest.mark.parametrize(
    "sentence",
    [
        "The vote on Sunday was won by the ruling People's Action Party (PAP).",
        "The seat was held for years by the Pakistan Tehreek-e-Insaf (PTI).",
        "The tax is collected by the Palestinian Authority (PA).",
    ],
)
def test_an_abbreviation_that_agencies_share_makes_no_caption(sentence: str) -> None:
    assert _is_kept(_article(_HEADLINE, _PROSE[0], sentence, *_PROSE[1:]), sentence)


@pytest.mark.parametrize("word", ["Winners", "Explainer", "Sport", "January"])
def test_a_heading_before_a_dash_is_no_town(word: str) -> None:
    assert _article(_HEADLINE, f"{word} — The hall {_PROSE[0]}", *_PROSE[1:]).place is None


def test_items_of_a_list_with_dashes_are_no_datelines() -> None:
    article = _article(
        _HEADLINE, f"Parking — The lot is free. {_PROSE[0]}", f"Bread — The loaves {_PROSE[1]}"
    )

    assert article.place is None
    assert _is_kept(article, "Parking — The lot", "Bread — The loaves")


@pytest.mark.parametrize("character", ["-", ",", "(", "—"])
def test_a_line_of_one_character_takes_no_square_of_time(character: str) -> None:
    began = process_time()

    _article(_HEADLINE, "A short line above.", character * 200_000, *_PROSE)

    assert process_time() - began < 8


def test_an_item_of_a_time_line_is_no_date_line() -> None:
    item = "3 May 2023 - the hall opened and the mayor spoke"

    article = _article(_HEADLINE, item, *_PROSE)

    assert _is_kept(article, item)


def test_what_stands_below_the_credit_of_a_map_is_no_small_print() -> None:
    assert _is_kept(_article(_HEADLINE, *_PROSE, "Map data © the town", "Leeds 2 Hull 1"), "Leeds 2 Hull 1")


@pytest.mark.parametrize("headline", ["Department of Justice Sues Texas", "Board of Trade Sacks Chief"])
def test_an_authority_that_does_something_is_no_letterhead(headline: str) -> None:
    deck = "The agency says the county broke the law on water"

    assert _article(headline, deck, "By Jo Holm", *_PROSE).headline == headline


@pytest.mark.parametrize("line", ["Tom Ek, photographer", "Source: the mayor", "Leon Ek, Gleaner Writer"])
def test_nobody_among_short_paragraphs_is_the_writer(line: str) -> None:
    short = (
        "The hall opened on Tuesday.",
        "It had burned down in a storm.",
        "Boats came from the villages.",
        "Four people were given a prize:",
    )

    article = _article(_HEADLINE, *short[:3], "Nobody had seen so much fish.", short[3], line, *_PROSE)

    assert (article.byline, article.source) == (None, None)
    assert _is_kept(article, line)


@pytest.mark.parametrize(
    "last",
    ["comments.", "newsletters.", "share the page, follow the news.", "sign up for alerts with the county."],
)
def test_a_line_within_a_wrapped_sentence_is_no_furniture(last: str) -> None:
    above = (
        "The mayor asked all who live by the sea to read what\nstands on the page of the town, and then to"
    )
    wrapped = f"{above}\n{last}"

    assert _is_kept(_article(_HEADLINE, _PROSE[0], wrapped, *_PROSE[1:]), f"and then to {last}")


@pytest.mark.parametrize("day", ["03/05", "24/5", "3/5"])
def test_a_day_above_the_headline_is_no_number_of_a_picture(day: str) -> None:
    assert _is_kept(_article(day, _HEADLINE, *_PROSE), _HEADLINE)


def test_the_writer_right_below_the_last_paragraph_took_no_picture() -> None:
    article = describe_text("\n".join((_HEADLINE, *_PROSE[:2], "(Anna Berg)")) + "\n", path="story.txt")

    assert _is_kept(article, _PROSE[1])


def test_a_list_of_places_to_eat_is_no_list_of_links() -> None:
    places = ("Our picks", "The Blue Door, Harbour Street", "Café Ek, Mill Lane")

    assert _is_kept(_article(_HEADLINE, *_PROSE, *places), *places)


def test_a_mark_that_shortcodes_are_parsed_with_is_lost_from_no_text() -> None:
    article = describe_text(
        "# Larkby\n\nThe sign \ue002 stood there.\n\n\ue0020\ue002\n\nMore.\n", path="a.md"
    )

    assert _is_kept(article, "The sign \ue002 stood there.", "\ue0020\ue002")
