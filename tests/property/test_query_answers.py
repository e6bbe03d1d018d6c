"""Answers against a plain look through the texts, on random small collections."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.search.engine import Searcher
from tuireader.text.fold import words

VOCABULARY = [
    "mill",
    "river",
    "ferry",
    "harbour",
    "lantern",
    "anvil",
    "ribbon",
    "weathervane",
    "winter",
    "frost",
    "rye",
    "miller",
    "mills",
    "milling",
    "rivers",
    "frosty",
    "café",
    "naïve",
    "søndag",
    "straße",
    "über",
    "late",
    "early",
    "never",
    "often",
    "slowly",
    "walked",
    "carried",
    "mended",
    "counted",
    "opened",
    "closed",
]
TYPED = st.sampled_from(
    [*VOCABULARY, "mil", "riv", "lantren", "wetahervane", "cafe", "strasse", "zzz", "us", "a"]
)


class Shelf:
    """A library of random texts beside the texts themselves."""

    def __init__(self, library: Library, texts: dict[str, str]) -> None:
        self.library = library
        self.searcher = Searcher(library)
        self.folded = {name: words(text) for name, text in texts.items()}

    def find(self, query: str) -> list[str]:
        """The files that a query finds, best first."""
        answer = self.searcher.run(query)
        assert answer.error is None
        assert answer.total == len(answer.ids) == len(set(answer.ids))
        return [Path(row.path).stem for row in self.library.rows(answer.ids)]

    def holding(self, *asked: str) -> set[str]:
        """The files whose text holds all of the words."""
        return {
            name
            for name, folded in self.folded.items()
            if {w for a in asked for w in words(a)} <= set(folded)
        }


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    home = tmp_path_factory.mktemp("shelf")
    chance = random.Random(7)
    texts = {}
    (home / "articles").mkdir()
    for number in range(60):
        sentences = [" ".join(chance.choices(VOCABULARY, k=chance.randint(3, 9))) for _ in range(4)]
        texts[f"{number:02}"] = "\n\n".join(f"It is said that {sentence} again." for sentence in sentences)
        (home / "articles" / f"{number:02}.txt").write_text(texts[f"{number:02}"], "utf-8")
    with Library.open(home / "library.db") as library:
        library.scan([SourceSpec("shelf", str(home / "articles"))])
        assert library.count() == len(texts)
        yield Shelf(library, texts)


@given(asked=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3))
def test_exact_words_are_found_in_just_the_texts_that_hold_them(shelf: Shelf, asked: list[str]) -> None:
    assert set(shelf.find(" ".join(f"'{word}" for word in asked))) == shelf.holding(*asked)


@given(one=st.sampled_from(VOCABULARY), two=st.sampled_from(VOCABULARY))
def test_phrases_are_found_in_just_the_texts_that_hold_them(shelf: Shelf, one: str, two: str) -> None:
    phrase = f" {words(one)[0]} {words(two)[0]} "
    held = {name for name, folded in shelf.folded.items() if phrase in f" {' '.join(folded)} "}
    assert set(shelf.find(f'"{one} {two}"')) == held


@given(one=st.sampled_from(VOCABULARY), two=st.sampled_from(VOCABULARY))
def test_not_and_or_are_the_difference_and_the_union(shelf: Shelf, one: str, two: str) -> None:
    assert set(shelf.find(f"'{one} -'{two}")) == shelf.holding(one) - shelf.holding(two)
    assert set(shelf.find(f"'{one} OR '{two}")) == shelf.holding(one) | shelf.holding(two)
    assert set(shelf.find(f"-('{one} OR '{two})")) == set(shelf.folded) - shelf.holding(one) - shelf.holding(
        two
    )


@given(one=TYPED, two=TYPED)
def test_a_further_word_only_narrows(shelf: Shelf, one: str, two: str) -> None:
    assert set(shelf.find(f"'{one} '{two}")) <= set(shelf.find(f"'{one}"))
    assert set(shelf.find(f"{one} is:unread")) <= set(shelf.find(one))


@given(typed=st.lists(TYPED, min_size=1, max_size=3))
def test_exact_hits_stand_above_the_misspelt(shelf: Shelf, typed: list[str]) -> None:
    found = shelf.find(" ".join(typed))
    exact = shelf.holding(*typed)
    if exact and "us" not in typed:
        assert exact <= set(found)
        worst = max(found.index(name) for name in exact)
        answer = shelf.searcher.run(" ".join(typed))
        similar = [tier.start for tier in answer.tiers if tier.words.startswith("similar")]
        assert all(worst < start for start in similar)


@given(text=st.text(max_size=40))
def test_no_query_raises_and_every_hit_can_be_explained(shelf: Shelf, text: str) -> None:
    answer = shelf.searcher.run(text)
    assert answer.error is None or not answer.ids
    for hit in shelf.searcher.explain(answer, 0, 3):
        assert all(0 <= a < b <= len(hit.row.headline) for a, b in hit.headline_spans)
    shelf.searcher.suggest(text)
    shelf.searcher.spans_in(answer.query, ["The mill by the river", text])
