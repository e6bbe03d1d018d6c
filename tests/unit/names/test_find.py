"""People and countries of an article together."""

from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.article import Block
from tuireader.articles.describing import describe_text
from tuireader.names.countries import find_countries
from tuireader.names.country_forms import matcher
from tuireader.names.find import find_names
from tuireader.names.onetext import OneText
from tuireader.names.people import people_in
from tuireader.names.values import Names


def names_in(text: str) -> Names:
    return find_names(describe_text(text, path="a.txt"))


def test_a_person_called_like_a_country_is_not_the_country() -> None:
    names = names_in("Forward Michael Jordan, 31, scored twice in Madrid, Spain. Jordan later rested.")
    assert [person.name for person in names.people] == ["Michael Jordan"]
    assert [country.code for country in names.countries if country.evidence != "weak"] == ["ES"]


def test_the_country_of_a_post_is_the_persons_not_the_one_the_post_is_to() -> None:
    names = names_in(
        "French Ambassador to Vietnam Marc Dubois met Prime Minister Anna Sato in Tokyo on Monday."
    )
    assert {person.name: person.country for person in names.people} == {
        "Marc Dubois": "FR",
        "Anna Sato": None,
    }


def test_byline_and_translator_are_credits_but_a_writer_who_is_spoken_of_is_a_person() -> None:
    news = "The council met on Monday and Mayor Lena Brandt said that it would meet again.\n\n"
    credit = "Translated by Mai Anh\n"
    spoken_of = "Teacher Mai Anh, 30, read a poem. Anh sang as well.\n\n"
    assert [p.name for p in names_in(news + credit).people] == ["Lena Brandt"]
    assert "Mai Anh" in [p.name for p in names_in(news + spoken_of + credit).people]


PIECES = st.one_of(
    st.sampled_from(sorted(matcher().forms)),
    st.sampled_from(sorted(matcher().forms)).map(str.upper),
    st.sampled_from(
        ["Ana Lopes", "Ma. Lourdes Abad", "The", "In", "iPhone", "non-US", "of", "al-", "and", "said"]
    ),
    st.sampled_from(list("-–’'.,&$@_1\u00a0 ")),
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "\n"])), max_size=12))
def test_countries_looked_for_where_runs_begin_are_those_of_the_whole_text(
    pieces: list[tuple[str, str]],
) -> None:
    """People are looked for first, and tell where a country may be: nothing is lost by looking only there."""
    text = "".join(piece + gap for piece, gap in pieces)
    blocks = [Block("paragraph", line) for line in text.split("\n")]
    spots = people_in(OneText(blocks)).spots
    assert find_countries(blocks, spots=spots) == find_countries(blocks)
