"""Headlines: given by the text, or derived from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.describing import describe_text
from tuireader.articles.headline import AIM

PROSE = (
    "The harbour board of the small town met on a rainy evening and agreed to paint all of its boats green."
)


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour board paints its boats",
        "HARBOUR BOARD PAINTS BOATS",
        "Who paints the boats?",
        "1,800 boats turn green",
    ],
)
def test_a_short_first_line_without_a_stop_is_the_headline(headline: str) -> None:
    found = describe_text(f"{headline}\n\n{PROSE}", path="a.txt")
    assert (found.headline, found.headline_from) == (headline, "text")
    assert found.blocks[0].kind == "headline"
    assert found.paragraphs == (PROSE,)


@pytest.mark.parametrize("first", ["It was raining.", "12:40 P.M. PDT", "lower case words", "In short:"])
def test_other_first_lines_are_not(first: str) -> None:
    assert describe_text(f"{first}\n\n{PROSE}", path="a.txt").headline_from == "derived"


def test_a_headline_may_follow_a_caption_and_the_date_prefix() -> None:
    found = describe_text(
        f" date 2024-05-06 Boats (Photo: Jo Berg)\n\nBoard paints boats\n\n{PROSE}", path="a.txt"
    )
    assert found.headline == "Board paints boats"
    assert found.captions == ("Boats",)


def test_a_deck_stands_under_the_headline_and_above_the_byline() -> None:
    found = describe_text(
        f"Board paints boats\n\nGreen won by a single vote\n\nBy Jo Berg\n\n{PROSE}\n\n{PROSE}", path="a.txt"
    )
    assert [block.kind for block in found.blocks] == ["headline", "deck", "paragraph", "paragraph"]


def test_crossheads() -> None:
    found = describe_text(f"Board paints boats\n\n{PROSE}\n\nA long night\n\n{PROSE}", path="a.txt")
    assert [block.kind for block in found.blocks] == ["headline", "paragraph", "subheading", "paragraph"]


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("The board met.", "The board met"),
        (
            (
                "The board will paint all of its boats green by summer, heard a meeting held by the "
                "Ministry of Fisheries in Oslo on April 20."
            ),
            "The board will paint all of its boats green by summer",
        ),
        (
            "According to the harbour master, all of the boats on the old pier will be painted green soon.",
            "All of the boats on the old pier will be painted green soon",
        ),
        (
            (
                "The harbour, the oldest on a coast that is not short of old harbours, was closed to all "
                "boats for all of last week."
            ),
            "The harbour was closed to all boats for all of last week",
        ),
        (
            "More than 40 boats from 19 towns and villages on the sea have joined a race round the isles.",
            "More than 40 boats have joined a race round the isles",
        ),
        (
            "The board has asked its partners to deepen the harbour in the north of the bay and widen roads.",
            "The board has asked its partners to deepen the harbour in the north of the bay",
        ),
    ],
)
def test_derived_headlines_end_at_a_clause(sentence: str, headline: str) -> None:
    found = describe_text(f"{sentence} {PROSE}", path="a.txt")
    assert (found.headline, found.headline_from) == (headline, "derived")


def test_a_name_is_not_cut() -> None:
    sentence = (
        "Yesterday evening in Oslo the board has finally given its yearly prize to the Norwegian Society "
        "for the Protection of Old Harbours and Boats"
    )
    headline = describe_text(f"{sentence}. {PROSE}", path="a.txt").headline
    assert not headline.rstrip("…").endswith(("Norwegian", "Society", "the Protection", "Old"))


def test_the_caption_is_not_the_headline() -> None:
    assert describe_text(f"Boats at sea (Photo: Jo Berg)\n\n{PROSE}", path="a.txt").headline.startswith(
        "The harbour board"
    )


def test_without_prose_the_caption_serves_and_without_words_the_files_name() -> None:
    assert describe_text("Boats at sea (Photo: Jo Berg)", path="a.txt").headline == "Boats at sea"
    assert describe_text("-- ... --", path="some/quiet day.txt").headline == "quiet day"


def test_an_endless_word_is_cut() -> None:
    headline = describe_text("x" * 5000, path="a.txt").headline
    assert headline == "x" * (AIM - 1) + "…"


@given(st.text(st.sampled_from("aB ,.'“”é-–\n/(:"), max_size=300))
def test_a_headline_is_one_line_short_and_never_empty(text: str) -> None:
    headline = describe_text(text, path="name.txt").headline
    assert headline
    assert "\n" not in headline
    assert len(headline) <= 160
