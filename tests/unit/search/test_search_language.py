"""What each part of the query language means."""

import threading

import pytest

from tests.unit.search.conftest import Written

TEXTS = {
    "mill": "date 2024-03-05\n\nMill opens\n\nHanoi (VNA) - The old mill by the river opened on Monday. "
    "Minister Una Hartley cut the ribbon in front of the press.\n",
    "ferry": "date 2024-04-07\n\nFerry late again\n\nThe ferry was late. The river had frozen, "
    "said Piet Moor.\n",
    "plain": "date 2023-01-02\n\nRibbon shop closes\n\nThe shop sold ribbon and rope. The old "
    "shop opened in 1901.\n",
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("river", {"mill", "ferry"}),
        ("river -frozen", {"mill"}),
        ("-river", {"plain"}),
        ("-(river shop)", {"mill", "ferry", "plain"}),
        ("-(river OR shop)", set()),
        ("frozen OR rope", {"ferry", "plain"}),
        ("old frozen OR rope", {"plain"}),
        ("(old ribbon) OR frozen", {"mill", "ferry", "plain"}),
        ("river AND ribbon", {"mill"}),
        ("river ribbon", {"mill"}),
        ('"the old mill"', {"mill"}),
        ('"old the mill"', set()),
        ('"OLD SHOP"', {"plain"}),
        ("headline:ribbon", {"plain"}),
        ('headline:"mill opens"', {"mill"}),
        ('headline:"opens mill"', set()),
        ("body:ribbon", {"mill", "plain"}),
        ("headline:late body:frozen", {"ferry"}),
        ("'mil", set()),
        ("'mill", {"mill"}),
        ("person:hartley", {"mill"}),
        ('person:"hartley una"', {"mill"}),
        ("person:river", set()),
        ("date:2024", {"mill", "ferry"}),
        ("date:2024-03", {"mill"}),
        ("date:2023-01-02", {"plain"}),
        ("date:>2024-03", {"ferry"}),
        ("date:>=2024-03", {"mill", "ferry"}),
        ("date:<2024", {"plain"}),
        ("date:..2024-03-05", {"mill", "plain"}),
        ("date:2024-03-05..2024-03-31 OR rope", {"mill", "plain"}),
        ("-date:2024", {"plain"}),
        ("place:hanoi", {"mill"}),
        ("source:vna", {"mill"}),
    ],
)
def test_a_query_means(desk_of, query, expected) -> None:
    answer_names = desk_of(TEXTS).find(query)
    assert set(answer_names) == expected
    assert len(answer_names) == len(set(answer_names))


def test_marks_filter(desk_of) -> None:
    desk = desk_of(TEXTS)
    mill, ferry = desk.uid("mill"), desk.uid("ferry")
    marks = Written(
        bookmarked=frozenset({mill, "gone"}),
        read=frozenset({ferry}),
        noted={ferry: 1},
        highlighted=frozenset({ferry}),
        tags={mill: frozenset({"To Do"})},
        note_texts=((ferry, "Ask the harbourmaster about ice"),),
    )
    assert desk.find("is:bookmarked", marks) == ["mill"]
    assert desk.find("is:read", marks) == ["ferry"]
    assert desk.find("is:unread", marks) == ["mill", "plain"]
    assert desk.find("has:note", marks) == ["ferry"]
    assert desk.find("has:highlight -is:unread", marks) == ["ferry"]
    assert desk.find("has:tag", marks) == ["mill"]
    assert desk.find("tag:todo", marks) == ["mill"]
    assert desk.find("tag:to", marks) == ["mill"]
    assert desk.find("tag:'to", marks) == []
    assert desk.find("note:harbourm", marks) == ["ferry"]
    assert desk.find('note:"about ice"', marks) == ["ferry"]
    assert desk.find("river is:bookmarked", marks) == ["mill"]
    assert desk.find("river", marks, within=["is:unread"]) == ["mill"]
    assert desk.find("", marks, within=["is:unread"]) == ["mill", "plain"]
    for query in ("is:bookmarked", "is:read", "has:note", "has:highlight", "tag:x", "note:ice"):
        assert desk.find(query) == []


def test_the_words_of_a_note_find_its_article(desk_of) -> None:
    desk = desk_of(TEXTS)
    marks = Written(note_texts=((desk.uid("ferry"), "Ask the harbourmaster about ice"),))
    answer = desk.searcher.run("river harbourmaster", marks)
    assert desk.names(answer) == ["ferry"]
    assert [tier.words for tier in answer.tiers] == ["in a note"]
    (hit,) = desk.searcher.explain(answer, 0, 1)
    assert [(reason.field, reason.matched) for reason in hit.reasons if reason.typed == "harbourmaster"] == [
        ("note", "harbourmaster")
    ]
    assert desk.find("mill harbourmaster", marks) == []


@pytest.mark.parametrize(
    ("query", "marked", "says"),
    [
        ("mill colour:red", "colour:", "colour"),
        ("date:2024-13", "2024-13", "month 13"),
        ("date:2023-02-29 x", "2023-02-29", "no day 29"),
        ("date:2024..2023", "2024..2023", "ends before"),
        ("date:soon", "soon", "soon"),
        ("is:lost", "is:lost", "unread"),
        ("has:", "has:", "note"),
        ("sort:size", "sort:size", "relevance"),
        ("person:", "person:", "person:"),
        ("mill )", ")", "parenthesis"),
        ("OR mill", "OR", "OR"),
        ("mill OR OR ferry", "OR", "OR"),
    ],
)
def test_an_error_says_what_is_wrong_and_where(desk_of, query, marked, says) -> None:
    answer = desk_of(TEXTS).searcher.run(query)
    assert answer.error is not None
    assert query[answer.error.start : answer.error.end] == marked
    assert says in answer.error.message
    assert (list(answer.ids), answer.total) == ([], 0)


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"the old',
        "mill OR",
        "(mill",
        "((",
        "-",
        "- mill",
        "& mill",
        "http://mill.example",
        "'",
        "mill -",
    ],
)
def test_what_is_still_being_typed_is_no_error(desk_of, query) -> None:
    assert desk_of(TEXTS).searcher.run(query).error is None


def test_a_phrase_still_being_typed_keeps_its_article(desk_of) -> None:
    desk = desk_of(TEXTS)
    phrase = '"the old mill by the river"'
    for end in range(len('"the old m'), len(phrase) + 1):
        assert desk.find(phrase[:end]) == ["mill"], phrase[:end]
    assert desk.find('"the old mi"') == []
    assert desk.find('headline:"ferry la') == ["ferry"]


def test_answers_follow_the_library(desk_of, tmp_path) -> None:
    from tuireader.library.values import SourceSpec

    desk = desk_of(TEXTS)
    assert desk.find("weathervane") == []
    (tmp_path / "articles0" / "new.txt").write_text("date 2025-01-01\n\nWeathervane stolen\n\nIt was gold.\n")
    desk.library.scan([SourceSpec("desk", str(tmp_path / "articles0"))])
    assert desk.find("weathervane") == ["new"]
    assert desk.find("weatherv") == ["new"]
    assert desk.find("waethervane") == ["new"]


def test_several_threads_search_at_once(desk_of) -> None:
    desk = desk_of(TEXTS)
    found: list[list[str]] = []

    def search() -> None:
        queries = ("rivre", "ribb", "frozen", "person:hartly", "mil", "frzen")
        found.extend(desk.find(query) for query in queries)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 24
    assert all(found)
