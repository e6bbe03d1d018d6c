"""Phrases: which texts are read for them, and that no shortcut loses one."""

import json
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader.articles.article import Article, Block, Removed
from tuireader.library.packing import pack, record_of
from tuireader.library.values import StoredArticle
from tuireader.names.values import Names, Person
from tuireader.search import streams
from tuireader.search.glancing import Part, phrase_glance, word_glance
from tuireader.search.textmatch import all_texts, head_texts, phrase_test
from tuireader.text.fold import words

SIGNS = " \n\t\\\"'_-.,‘’“”–—…\u00a0\u00ad\u200b\u0301·°™²ªß½"
LETTERS = "abnstuABNSTU019éĐæſıİΣςσ力日"


@given(st.text(SIGNS + LETTERS, max_size=40), st.data())
@example("old\nship", None)
@example("C:\\old ship", None)
@example("the “old” — ship", None)
@example("Đặng ship", None)
def test_a_glance_never_misses_a_phrase(text: str, data: st.DataObject | None) -> None:
    there = words(text)
    if not there:
        return
    if data is None:
        phrase = there[-2:]
    else:
        start = data.draw(st.integers(0, len(there) - 1))
        phrase = there[start : data.draw(st.integers(start + 1, len(there)))]
    assert phrase_test(phrase)(text)
    record = json.dumps({"blocks": [["paragraph", text, None]]}, ensure_ascii=False)
    assert phrase_glance(phrase)(record.encode("utf-8", "surrogatepass")) is not False


def test_a_glance_spares_most_texts() -> None:
    glance = phrase_glance(("old", "ship"))
    assert glance('["paragraph","The ship is “old” — and grey.",null]'.encode()) is False
    assert glance('["paragraph","The “OLD” ship.",null]'.encode()) is not False


@given(
    st.lists(
        st.sampled_from(["old", "ship", "SHIP", "null", "paragraph", "removed", *SIGNS, "é"]), max_size=12
    ),
    st.booleans(),
    st.sampled_from(get_args(Part)),
)
@example(["old", "\n", "ship"], False, "texts")
@example(["old", " ", "ship", "\u0301"], False, "headline")
@example(["é", "old", " ", "ship"], True, "heads")
@example(["old", " ", "ship", "s"], False, "texts")
def test_what_a_record_tells_of_a_phrase_is_true(parts: list[str], growing: bool, part: Part) -> None:
    text = "".join(parts)
    article = Article(
        id="", path="", headline=text, headline_from="text", date=None, date_from=None, place=None,
        source="An old ship", byline="Old Ship", translator=None, language=None, url=None,
        blocks=(Block("paragraph", text, "Ship"), Block("paragraph", "Ship of old", None)),
        removed=(Removed("old ship", "old ship"),), encoding="utf-8", warnings=("old ship",), original="",
    )  # fmt: skip
    stored = StoredArticle(article, (Person("Old Ship", ("Ship Old",), "Ship Ship", None, ()),), (), ())
    packed, _ = pack(article, Names(stored.people, ()))
    record = record_of(packed)
    for phrase in (("old", "ship"), ("ship", "ship"), ("removed", "old"), ("ship", "old")):
        holds = phrase_test(phrase, growing=growing)
        told = phrase_glance(phrase, part, growing=growing)(record)
        texts = {
            "headline": [text],
            "heads": list(head_texts(stored)),
            "body": list(all_texts(stored, "body")),
            "texts": list(all_texts(stored, None)),
        }
        if told is not None:
            assert told == any(map(holds, texts[part]))
        elif part == "headline":
            assert not text.isascii() or "\\" in json.dumps(text)


@given(
    st.lists(st.sampled_from(["ship", "SHIP", "sh", "paragraph", *SIGNS, "é", '["x"', "[["]), max_size=9),
    st.booleans(),
)
@example(parts=["old", '"', "ship"], growing=False)
@example(parts=["x", "\n", "ship"], growing=True)
def test_a_word_that_a_record_surely_has_stands_in_its_text(parts: list[str], growing: bool) -> None:
    text = "".join(parts)
    article = Article(
        id="", path="", headline="Ship", headline_from="text", date=None, date_from=None, place="Ship",
        source="Ship", byline="Ship", translator=None, language=None, url=None,
        blocks=(Block("caption", text, "Ship"), Block("paragraph", "no", 'A "ship"')),
        removed=(Removed("ship", "ship"),), encoding="utf-8", warnings=("ship",), original="",
    )  # fmt: skip
    packed, _ = pack(article, Names((), ()))
    told = word_glance("ship", growing=growing)(record_of(packed))
    there = any(word == "ship" or (growing and word.startswith("ship")) for word in words(text))
    assert told is None or there
    assert told or text.lower() != "ship"


def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_LOOKED_INTO", 2)
    monkeypatch.setattr(streams, "_LOOKED_INTO_IN_HASTE", 4)
    monkeypatch.setattr(streams, "_ENOUGH_IN_HASTE", 3)


def articles(number: int, text: str) -> dict[str, str]:
    return {
        f"{day:02}": f"date 2024-01-{day:02}\n\nNumber {day}\n\n{text} It was day {day}.\n"
        for day in range(1, number + 1)
    }


def test_a_phrase_still_typed_shows_the_newest_and_a_closed_one_all(desk_of, monkeypatch) -> None:
    desk = desk_of(articles(12, "The old ship was seen."))
    haste(monkeypatch)
    answer = desk.searcher.run('"old shi')
    assert desk.names(answer) == ["12", "11", "10", "09"]
    assert not answer.total_is_exact
    assert desk.names(desk.searcher.run('"old shi', sort="date")) == ["12", "11", "10", "09"]
    answer = desk.searcher.run('"old ship"')
    assert (answer.total, answer.total_is_exact) == (12, True)
    # The oldest cannot be told from the newest few, nor what is to be left out.
    assert desk.searcher.run('"old shi', sort="oldest").total == 12
    assert desk.find('number -"old shi') == []


@pytest.mark.parametrize(
    "query",
    [
        'number -"old ship"', '-"old ship"', "-body:ship", "day -body:ship", 'number -"old ship" sort:date',
        '("old ship" OR "no ship") number', '"old ship" OR "no ship"', '"old ship" sort:date',
        '"old ship" sort:oldest', "body:ship sort:length", 'number -("old ship" OR "no ship")',
    ],
)  # fmt: skip
def test_what_is_left_out_or_chosen_or_sorted_is_told_whole_while_one_types(
    query: str, desk_of, monkeypatch
) -> None:
    there = articles(12, "The ship was old.") | {
        name: text.replace("was old", "was an old ship")
        for name, text in articles(5, "The ship was old.").items()
    }
    desk = desk_of(there)
    haste(monkeypatch)
    monkeypatch.setattr(streams, "_MOST_IN_HASTE", 4)
    whole, typed = desk.searcher.run(query), desk.searcher.search(query)
    assert (desk.names(typed), typed.total, typed.total_is_exact) == (desk.names(whole), whole.total, True)
    assert whole.total > 0 or "body" in query


def test_a_rare_phrase_is_looked_for_until_it_is_found(desk_of, monkeypatch) -> None:
    desk = desk_of(articles(12, "The ship was old.") | {"00": articles(1, "An old ship.")["01"]})
    haste(monkeypatch)
    answer = desk.searcher.run('"old shi')
    assert desk.names(answer) == ["00"]
    assert answer.total_is_exact
