"""Corrections laid over what was found in an article: in their order, and only those that concern it."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader.articles.article import Article
from tuireader.articles.describing import describe_text
from tuireader.names import overlay
from tuireader.names.find import find_names
from tuireader.names.overlay import Overlay, Rule

TEXT = (
    "Mayor Ana Lopes met Prime Minister Li Wei of China in Hanoi on Monday. Lopes said that the bridge to"
    " Brandvold was safe. Li Wei thanked Lopes, and Ole Strand of Norway took notes."
)
ARTICLE = describe_text(TEXT, path="a.txt")
FOUND = find_names(ARTICLE)
NAMES = ["Ana Lopes", "Li Wei", "Ole Strand", "Brandvold", "Lopes", "Una Hartley", "Bridge", "J. Strand"]


def rule(kind: str, number: int = 0, **fields: str | None) -> Rule:
    empty = {"person": "", "form": "", "other": "", "country": None, "instead_of": None, "article": None}
    return Rule(id=f"{number:04}", kind=kind, **{**empty, **fields})  # type: ignore[arg-type]


SOME_NAME = st.sampled_from(NAMES)
SOME_ARTICLE = st.sampled_from([None, "here", "elsewhere"])
RULES = st.one_of(
    st.builds(
        lambda p, o, a: rule("merge", person=p, other=o, article=a), SOME_NAME, SOME_NAME, SOME_ARTICLE
    ),
    st.builds(
        lambda p, o, a: rule("rename", person=p, other=o, article=a), SOME_NAME, SOME_NAME, SOME_ARTICLE
    ),
    st.builds(
        lambda p, f, o, a: rule("split", person=p, form=f, other=o, article=a),
        *(SOME_NAME, SOME_NAME, SOME_NAME, SOME_ARTICLE),
    ),
    st.builds(lambda p, a: rule("hide", person=p, article=a), SOME_NAME, SOME_ARTICLE),
    st.builds(lambda f, o, a: rule("add", form=f, other=o, article=a), SOME_NAME, SOME_NAME, SOME_ARTICLE),
    st.builds(
        lambda c, i, a: rule("article-country", country=c, instead_of=i, article=a),
        st.sampled_from([None, "no", "vn"]),
        st.sampled_from([None, "cn", "no"]),
        st.sampled_from(["here", "elsewhere"]),
    ),
    st.builds(
        lambda p, c: rule("person-country", person=p, country=c), SOME_NAME, st.sampled_from([None, "no"])
    ),
)


@given(st.lists(RULES, max_size=8))
@example(
    [
        rule("article-country", country="no", instead_of="no", article="here"),
        rule("article-country", country="vn", article="here"),
    ]
)
def test_all_together_are_what_one_after_the_other_makes(rules: list[Rule]) -> None:
    """Only those that may concern the article are looked at, none is left out, also where one leads on."""
    names = FOUND
    for one in rules:
        names = Overlay((one,)).over(names, ARTICLE, "here")
    assert Overlay(tuple(rules)).over(FOUND, ARTICLE, "here") == names


def many(article: Article) -> Overlay:
    """Five thousand corrections of others, and between them three that concern the article."""
    others = [
        *(rule("hide", n, person=f"Nobody Number{n}") for n in range(1000)),
        *(rule("merge", n, person=f"Somebody Like{n}", other=f"Somebody Else{n}") for n in range(1000)),
        *(rule("add", n, form=f"Word{n}", other=f"Added Person{n}") for n in range(1000)),
        *(rule("article-country", n, article=f"{n:016x}", country="fr") for n in range(2000)),
    ]
    others[2500:2500] = [
        rule("rename", person="Ole Strand", other="Una Hartley"),
        rule("person-country", person="Una Hartley", country="no"),
        rule("article-country", article=article.id, country="vn"),
    ]
    return Overlay(tuple(others))


def test_of_thousands_of_corrections_an_article_is_shown_those_that_concern_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: Counter[str] = Counter()

    def counting(kind: str, apply: overlay.Apply) -> overlay.Apply:
        def counted(*given: object) -> None:
            looked_at[kind] += 1
            apply(*given)  # type: ignore[arg-type]

        return counted

    for kind, apply in list(overlay.APPLY.items()):
        monkeypatch.setitem(overlay.APPLY, kind, counting(kind, apply))
    corrected = many(ARTICLE).over(FOUND, ARTICLE, ARTICLE.id)
    assert looked_at == {"rename": 1, "person-country": 1, "article-country": 1}
    assert {person.name: person.country for person in corrected.people}["Una Hartley"] == "NO"
    assert "VN" in {country.code for country in corrected.countries if country.evidence == "named"}


def test_an_article_that_no_correction_concerns_keeps_its_names() -> None:
    other = describe_text("The ferry Maria sank near the pier on Monday.", path="b.txt")
    found = find_names(other)
    assert many(ARTICLE).over(found, other, other.id) is found
    assert many(ARTICLE).names_article(ARTICLE.id)
    assert not many(ARTICLE).names_article(other.id)
