"""Queries typed letter by letter and at random: nothing raises, takes long, flickers or guesses."""

import os
import random
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.search.engine import Answer, Searcher
from tuireader.search.query import parse
from tuireader.text.fold import words

QUERIES = int(os.environ.get("TUIREADER_QUERIES", "400"))
"""Random queries; 10,000 by hand (P31)."""
PER_QUERY_SECONDS = 0.5

PEOPLE = [
    "Emmanuel Macron", "Samuel Paparo", "Pham Minh Chinh", "Muhammad al-Fayed", "Mohamed ElBaradei",
    "Bashar al-Assad", "Łukasz Nowak", "Jens Støre", "Recep Erdoğan", "Xi Jinping", "Chad Johnson",
    "Georgia Meloni", "Jordan Blake", "Anne-Marie O'Brien", "Kim Jong-un", "Đặng Văn Lâm",
]  # fmt: skip
PLACES = [
    "Viet Nam", "Mali", "Somalia", "Oman", "Romania", "Niger", "Nigeria", "Georgia", "Jordan", "Turkey",
    "Chad", "Iran", "Iraq", "Austria", "Australia", "the United States", "Mexico", "Russia", "New Zealand",
]  # fmt: skip
THINGS = [
    "a trade deal",
    "the old mill",
    "a ferry line",
    "turkey farming",
    "the defence budget",
    "rye and malt",
]


def text_of(number: int) -> str:
    chance = random.Random(number)
    who, where, what = chance.choice(PEOPLE), chance.choice(PLACES), chance.choice(THINGS)
    return (
        f"date 2024-{1 + number % 12:02}-{1 + number % 28:02}\n\nTalks on {what}\n\n"
        f"President {who} spoke in {where} about {what} on Monday. "
        f"{who.split()[-1]} said that the talks in {where} went well for everybody.\n"
    )


class Room:
    """A searcher, and the texts by the names of their files."""

    def __init__(self, library: Library, texts: dict[str, str]) -> None:
        self.library = library
        self.searcher = Searcher(library)
        self.texts = texts
        self.folded = {name: set(words(text.partition("\n")[2])) for name, text in texts.items()}

    def names(self, answer: Answer) -> list[str]:
        return [Path(row.path).stem for row in self.library.rows(answer.ids)]

    def find(self, query: str) -> list[str]:
        return self.names(self.searcher.whole(self.searcher.search(query)))

    def holding(self, *asked: str) -> set[str]:
        return {name for name, folded in self.folded.items() if set(asked) <= folded}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    home = tmp_path_factory.mktemp("room")
    (home / "articles").mkdir()
    texts = {f"{number:03}": text_of(number) for number in range(240)}
    for name, text in texts.items():
        (home / "articles" / f"{name}.txt").write_text(text, "utf-8")
    with Library.open(home / "library.db") as library:
        library.scan([SourceSpec("room", str(home / "articles"))])
        assert library.count() == len(texts)
        yield Room(library, texts)


def random_query(chance: random.Random) -> str:
    pieces = [
        *PEOPLE, *PLACES, *THINGS, "macorn", "papar", "viet", "vietnam", "newzealand", "the", "a", "us", "xi",
        "OR", "AND", "-", "(", ")", '"', "'", "person:", "country:", "headline:", "body:", "place:", "note:",
        "date:", "2024", "2024-03", "..", ">", "is:", "unread", "has:note", "sort:", "oldest", "tag:", "*",
        "source:", "bad:", "\\", "\0", "\ue000", "\ue000p1", "日本", "é", "ﬁ", "\u202e", "NEAR", "NOT",
        "^", "{", "}", "+", ":", "\n",
    ]  # fmt: skip
    return chance.choice(["", " "]).join(
        piece if chance.random() < 0.7 else piece[: chance.randint(0, len(piece))]
        for piece in chance.choices(pieces, k=chance.randint(1, 8))
    )


def test_no_random_query_raises_or_takes_long(room: Room) -> None:
    chance = random.Random(31)
    for _ in range(QUERIES):
        query = random_query(chance)
        began = time.thread_time()
        answer = room.searcher.search(query)
        room.searcher.explain(answer, 0, 5)
        assert time.thread_time() - began < PER_QUERY_SECONDS, query
        again = parse(str(answer.query))
        assert answer.error is not None or again == answer.query, query
        whole = room.searcher.whole(answer)
        assert list(whole.ids[: len(answer.ids)]) == list(answer.ids) or "phrase" in str(
            answer.query.terms
        ), query
        assert len(set(whole.ids)) == len(whole.ids)


def test_what_is_typed_on_the_way_never_flickers_to_nothing(room: Room) -> None:
    for name in (*PEOPLE, "defence budget", "new zealand", "viet nam", "united states", "trade deal"):
        for query in (name, name.lower()):
            for end in range(1, len(query) + 1):
                assert room.find(query[:end]), query[:end]


@pytest.mark.parametrize("query", ["macorn", "papparo", "erdogna", "jinpign", "meloin"])
def test_from_where_a_typo_shows_something_is_found_to_the_end(room: Room, query: str) -> None:
    found = [bool(room.find(query[:end])) for end in range(1, len(query) + 1)]
    assert found[-1]
    # Nothing may be there between the letters that are right and those that make the typo plain, not more.
    assert sum(before and not after for before, after in pairwise(found)) <= 1


def test_what_stands_there_is_above_what_is_only_like_it(room: Room) -> None:
    vocabulary = sorted({word for folded in room.folded.values() for word in folded})
    for word in vocabulary:
        answer = room.searcher.run(f"{word} ")
        exact = room.holding(word)
        similar = [tier.start for tier in answer.tiers if tier.words.startswith("similar")]
        names = room.names(answer)
        if word in ("us",) or not exact:
            continue
        assert exact <= set(names), word
        assert not similar or max(names.index(name) for name in exact) < similar[0], word


def test_ids_equal_a_plain_look_through_the_texts(room: Room) -> None:
    chance = random.Random(12)
    vocabulary = sorted({word for folded in room.folded.values() for word in folded})
    for _ in range(150):
        asked = chance.choices(vocabulary, k=chance.randint(1, 3))
        found = room.find(" ".join(f"'{word}" for word in asked))
        assert set(found) == room.holding(*asked), asked
        both = set(room.find(" ".join(asked)))
        assert all(both <= set(room.find(word)) | (both if word == "us" else set()) for word in asked), asked


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("mali", "Somalia"), ("oman", "Romania"), ("niger", "Nigeria"), ("iran", "Iraq"), ("iraq", "Iran"),
        ("austria", "Australia"), ("australia", "Austria"), ("us", "Russia"), ("xi", "Mexico"),
    ],
)  # fmt: skip
def test_a_country_never_brings_its_look_alike(room: Room, typed: str, never: str) -> None:
    own = {name for name, text in room.texts.items() if typed.capitalize() in text or typed.upper() in text}
    for query in (typed, f"country:{typed}"):
        found = {name for name in room.find(query) if never in room.texts[name]}
        assert found <= own | (room.holding("united", "states") if typed == "us" else set()), query


def test_a_country_is_neither_a_bird_nor_a_person(room: Room) -> None:
    for country, other in (
        ("turkey", "turkey farming"),
        ("chad", "Chad Johnson"),
        ("georgia", "Georgia Meloni"),
    ):
        for name in room.find(f"country:{country}"):
            text = room.texts[name].replace(other, "")
            assert country.capitalize() in text, (country, name)
        assert room.find(f"country:{country}")


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("lukasz nowak", "Łukasz Nowak"), ("store", "Jens Støre"), ("erdogan", "Recep Erdoğan"),
        ("dang van lam", "Đặng Văn Lâm"), ("chinh pham", "Pham Minh Chinh"), ("obrien", "Anne-Marie O'Brien"),
        ("kim jongun", "Kim Jong-un"), ("al assad", "Bashar al-Assad"), ("assad", "Bashar al-Assad"),
        ("alassad", "Bashar al-Assad"), ("el assad", "Bashar al-Assad"), ("el-assad", "Bashar al-Assad"),
        ("mohammed fayed", "Muhammad al-Fayed"), ("mohamed al-fayed", "Muhammad al-Fayed"),
        ("muhammad elbaradei", "Mohamed ElBaradei"), ("mohammed el baradei", "Mohamed ElBaradei"),
        ("jinping xi", "Xi Jinping"), ("annemarie obrien", "Anne-Marie O'Brien"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_spelt(room: Room, typed: str, person: str) -> None:
    theirs = {name for name, text in room.texts.items() if person in text}
    assert theirs
    for query in (typed, f'person:"{typed}"'):
        found = room.find(query)
        assert theirs <= set(found), query
        assert set(found[: len(theirs)]) == theirs, query
