"""Direct quotes and who said them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.article import Article, Block
from tuireader.names.find import find_names
from tuireader.names.quotes import find_quotes, find_reported
from tuireader.names.values import Quote


def article_of(text: str) -> Article:
    blocks = tuple(Block("paragraph", line) for line in text.split("\n"))
    return Article(
        id="0" * 16, path="a.txt", headline="A", headline_from="derived", date=None, date_from=None,
        place=None, source=None, byline=None, translator=None, language=None, blocks=blocks, removed=(),
        encoding="utf-8", warnings=(), original=text,
    )  # fmt: skip


def quotes_in(text: str) -> tuple[Quote, ...]:
    article = article_of(text)
    return find_quotes(article, find_names(article).people)


def said_in(text: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in quotes_in(text)]


SPOKEN = [
    ("“We will not wait any longer,” Mayor Haruka Shimizu told reporters.", "Haruka Shimizu"),
    ("“We will not wait any longer,” said Jordan Blake, who runs the kitchen.", "Jordan Blake"),
    ("Senator Lena Brandt said: “We will not wait any longer.”", "Lena Brandt"),
    ("According to Captain Ole Strand, “we will not wait any longer” for spare parts.", "Ole Strand"),
    (
        '"We will not wait any longer," chairman Robin Lockhart said. Lockhart declined to say more.',
        "Robin Lockhart",
    ),
    ("Captain Ole Strand spoke to the crew. “We will not wait any longer,” he said.", "Ole Strand"),
    (
        "French Ambassador Marc Dubois came. “We will not wait any longer,” the ambassador said.",
        "Marc Dubois",
    ),
    ("Mr Peter Hall met Ms Anna Sato. “We will not wait any longer,” he said.", "Peter Hall"),
    ("Ms Anna Sato met Mr Peter Hall. “We will not wait any longer,” she said.", "Anna Sato"),
    ("King Harald stood up. “We will not wait any longer,” the King said.", "King Harald"),
    (
        "Anna Sato, 40, and her mother, Marie Sato, came. “We will not wait any longer,” the mother said.",
        "Marie Sato",
    ),
    (
        "Peter Hall left. “We will not wait any longer,” Assistant U.S. Attorney Anna Sato told the court.",
        "Anna Sato",
    ),
    ("Peter Hall left. “We will not wait any longer,” Lt. Gen. Anna Sato said.", "Anna Sato"),
    ("Police came at noon. “We will not wait any longer,” a passer-by said.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_a_quote_is_given_to_who_said_it(text: str, speaker: str | None) -> None:
    ((found, said),) = said_in(text)
    assert said.startswith(("We will not wait any longer", "we will not wait any longer"))
    assert found == speaker


def test_a_split_quote_is_one_speaker_in_two_pieces() -> None:
    text = "“The boats are ready for the winter,” Kenji Oda said. “They only need new belts.”"
    assert said_in(text) == [
        ("Kenji Oda", "The boats are ready for the winter"),
        ("Kenji Oda", "They only need new belts."),
    ]


def test_the_second_of_two_speakers_gets_his_own_words() -> None:
    text = (
        "“The boats are ready for the winter,” Kenji Oda said.\n"
        "“Nobody has asked us about it,” Mayor Haruka Shimizu replied."
    )
    assert [speaker for speaker, _ in said_in(text)] == ["Kenji Oda", "Haruka Shimizu"]


def test_titles_of_works_and_single_words_are_no_quotes() -> None:
    assert said_in("Mayor Anna Sato called it “a triumph” and “The Long Road”.") == []


REPORTED = [
    ("Mayor Ana Lopes said the bridge would be closed for a year.", "the bridge would be closed for a year"),
    ("Ana Lopes said Tuesday that the bridge was old.", "the bridge was old"),
    ("Ana Lopes told reporters on Monday that the bridge was old.", "the bridge was old"),
    (
        "The bridge will be closed for a year, Mayor Ana Lopes said on Monday.",
        "The bridge will be closed for a year",
    ),
    ("Ana Lopes came by bus. She added that the bridge was very old.", "the bridge was very old"),
    ("Ana Lopes, who keeps bees, said they fly where it blooms.", "they fly where it blooms"),
]


@pytest.mark.parametrize(("text", "clause"), REPORTED)
def test_what_is_reported_is_given_to_its_speaker_and_marked(text: str, clause: str) -> None:
    article = article_of(text)
    (quote,) = find_reported(article, find_names(article).people)
    assert (quote.speaker, quote.text, quote.kind) == ("Ana Lopes", clause, "reported")
    block, start, end = quote.mention
    assert text.split("\n")[block][start:end] == clause


@pytest.mark.parametrize(
    "text",
    [
        "The report said that the bridge would be closed for a year.",
        "Ana Lopes said goodbye.",
        "“The bridge will be closed for a year,” Ana Lopes said.",
        "Ana Lopes met the council, which has called for a new bridge.",
    ],
)
def test_nothing_is_reported_where_nobody_says_it_or_in_quotation_marks(text: str) -> None:
    article = article_of(text)
    assert find_reported(article, find_names(article).people) == ()


def test_a_colon_leads_to_who_is_named_before_it_and_a_paragraph_of_quote_to_who_spoke() -> None:
    text = "The captain, Ana Lopes: “We will not wait any longer.”\n“Nobody has asked us about it.”"
    assert [speaker for speaker, _ in said_in(text)] == ["Ana Lopes", "Ana Lopes"]


def test_a_sentence_that_ends_in_the_marks_is_not_given_to_the_next_one() -> None:
    text = (
        "Ana Lopes said, “Everybody came to the harbour.” Kenji Oda, whose boat lay there, said he had not."
    )
    assert said_in(text) == [("Ana Lopes", "Everybody came to the harbour.")]


def test_a_quote_lies_where_its_mention_says() -> None:
    text = "It rained.\n“We will not wait any longer,” said Senator Lena Brandt."
    (quote,) = quotes_in(text)
    line = text.split("\n")[quote.mention.block]
    assert line[quote.mention.start : quote.mention.end] == quote.text


_PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "said", "he", "the ambassador", "Mayor Anna Sato", "Sato", ",", ".", "\n"]
)


@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_any_text_gives_quotes_in_range_and_in_order(text: str) -> None:
    lines = text.split("\n")
    places = []
    for quote in quotes_in(text):
        assert lines[quote.mention.block][quote.mention.start : quote.mention.end] == quote.text
        assert len(quote.text.split()) >= 4
        places.append((quote.mention.block, quote.mention.start))
    assert places == sorted(places)
