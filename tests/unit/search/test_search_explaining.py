"""Why an article came back: reasons, snippets, what is lit, whom the query means, suggestions."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tuireader.search import textmatch
from tuireader.search.query import parse
from tuireader.search.reasons import Reason
from tuireader.text.fold import Folded, fold_map

TEXTS = {
    "visit": "date 2024-03-05\n\nLeaders meet in the capital\n\nFrench President Emmanuel Macron "
    "met Vietnamese Prime "
    "Minister Pham Minh Chinh on Monday. Macron praised the talks. "
    + "They spoke of many things. " * 12
    + "In the end the weathervane above the hall was much admired.\n",
    "other": "date 2024-02-05\n\nBritain sells a ship\n\nThe UK sold an old ship to Canada, the "
    "navy said on Friday.\n",
}


def reasons(desk, query):
    answer = desk.searcher.run(query)
    return desk.searcher.explain(answer, 0, 1)[0].reasons


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("macorn", Reason("person", "Emmanuel Macron", "macorn", "fuzzy")),
        ("macron", Reason("person", "Emmanuel Macron", "macron", "exact")),
        ("macr", Reason("person", "Emmanuel Macron", "macr", "prefix")),
        ("macron emmanuel", Reason("person", "Emmanuel Macron", "macron emmanuel", "exact")),
        ('person:"pham chinh"', Reason("person", "Pham Minh Chinh", "pham chinh", "exact")),
        ("viet nam", Reason("country", "Vietnam", "viet nam", "exact")),
        ("french", Reason("country", "France", "french", "alias", "French")),
        ("country:uk", Reason("country", "United Kingdom", "uk", "alias", "UK")),
        ("country:cannada", Reason("country", "Canada", "cannada", "fuzzy")),
        ("leaders", Reason("headline", "Leaders", "leaders", "exact")),
        ("weathervane", Reason("body", "weathervane", "weathervane", "exact")),
        ("waethervane", Reason("body", "weathervane", "waethervane", "fuzzy")),
    ],
)
def test_the_reason_is_told(desk_of, query, expected) -> None:
    found = reasons(desk_of(TEXTS), query)[0]
    if expected.how == "alias":
        assert (found.field, found.matched, found.typed, found.via) == (
            expected.field, expected.matched, expected.typed, expected.via,
        )  # fmt: skip
    else:
        assert found == expected


def test_each_word_has_its_reason(desk_of) -> None:
    found = reasons(desk_of(TEXTS), "macron vietnam weathervane")
    assert [(reason.field, reason.typed) for reason in found] == [
        ("person", "macron"),
        ("country", "vietnam"),
        ("body", "weathervane"),
    ]


def test_the_snippet_shows_the_passage_with_what_was_met(desk_of) -> None:
    desk = desk_of(TEXTS)
    (hit,) = desk.searcher.explain(desk.searcher.run("waethervane"), 0, 1)
    assert hit.snippet is not None
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.spans] == ["weathervane"]
    assert hit.snippet.text.startswith("…")
    assert len(hit.snippet.text) < 200


@pytest.mark.parametrize(
    ("query", "lit"),
    [
        ("weir", [["weir"]]),
        ("weir sluice", [["sluice", "weirs"]]),
        ("sluic", [["sluice"]]),
        ("weirs sluice", [["sluice", "weirs"]]),
        ('"a weir"', [["a weir"]]),
    ],
)
def test_the_snippet_is_the_passage_that_meets_most_and_best(desk_of, query, lit) -> None:
    paragraphs = [
        "The weirs of the river were built long ago by the monks of the abbey.",
        "A sluice closed the weirs when the river was high in the spring of the year.",
        "Nobody has seen a weir like this one on any river of the country since then.",
        "The sluices and weirs were mended, and weirs were built, and the weirs held.",
    ]
    desk = desk_of({"one": "date 2024-01-01\n\nThe river\n\n" + "\n\n".join(paragraphs) + "\n"})
    hits = desk.searcher.explain(desk.searcher.run(query), 0, 1)
    assert [[hit.snippet.text[a:b] for a, b in hit.snippet.spans] for hit in hits] == lit


def test_passages_that_are_no_better_are_not_looked_into(desk_of, monkeypatch) -> None:
    paragraphs = [f"The weirs of the river were built in the year {number}." for number in range(1700, 1730)]
    desk = desk_of({"one": "date 2024-01-01\n\nThe river\n\n" + "\n\n".join(paragraphs) + "\n"})
    answer = desk.searcher.run("weir")
    looked_into: list[str] = []

    def counted(text: str) -> Folded:
        looked_into.append(text)
        return fold_map(text)

    monkeypatch.setattr(textmatch, "fold_map", counted)
    (hit,) = desk.searcher.explain(answer, 0, 1)
    assert "1700" in hit.snippet.text
    assert len(looked_into) == 1


def test_the_headline_is_lit(desk_of) -> None:
    desk = desk_of(TEXTS)
    (hit,) = desk.searcher.explain(desk.searcher.run("headline:lead"), 0, 1)
    assert [hit.row.headline[a:b] for a, b in hit.headline_spans] == ["Leaders"]


def test_only_the_window_is_explained(desk_of) -> None:
    desk = desk_of(TEXTS)
    answer = desk.searcher.run("the")
    assert answer.total == 2
    assert [hit.row.id for hit in desk.searcher.explain(answer, 1, 9)] == [answer.ids[1]]
    assert desk.searcher.explain(answer, 5, 9) == []


@pytest.mark.parametrize("query", ["", "the", "date:2024"])
def test_an_article_that_has_left_is_no_row_and_shifts_none(desk_of, query) -> None:
    desk = desk_of(TEXTS)
    answer = desk.searcher.run(query)
    gone, kept = answer.ids[0], answer.ids[1]
    answer = replace(answer, ids=[gone + 100, kept, gone])
    found = desk.searcher.explain(answer, 0, 3)
    assert [hit and hit.row.id for hit in found] == [None, kept, gone]
    desk.library.scan([])
    assert desk.searcher.explain(answer, 0, 3) == [None, None, None]


@pytest.mark.parametrize(
    ("query", "text", "lit"),
    [
        ("macorn", "President Macron spoke.", ["Macron"]),
        ('person:"emmanuel macron"', "Emmanuel Macron and Macron", ["Emmanuel Macron", "Macron"]),
        ("country:vietnam", "Việt Nam, Vietnamese and vietnam", ["Việt Nam", "Vietnamese", "vietnam"]),
        ("us", "The US told us so; U.S. ships", ["US", "U.S."]),
        ('"old mill"', "The old mill, the OLD-MILL, the mill", ["old mill", "OLD-MILL"]),
        ("cafe", "Café and CAFÉS", ["Café", "CAFÉS"]),
        ("'ship", "ship and ships", ["ship"]),
        ("-ship tag:x date:2024", "ship and ships", []),
        ("", "ship and ships", []),
    ],
)
def test_matched_words_are_lit_in_an_open_article(desk_of, query, text, lit) -> None:
    texts = TEXTS | {"more": "date 2024-01-01\n\nCafé\n\nA café by the old mill sold cafés a ship.\n"}
    spans = desk_of(texts).searcher.spans_in(parse(query), ["nothing here", text])
    assert [text[start:end] for block, start, end in spans if block == 1] == lit
    assert not [span for span in spans if span[0] == 0]


def test_focus_tells_who_was_asked_for(desk_of) -> None:
    desk = desk_of(TEXTS)
    stored = desk.library.article(desk.uid("visit"))
    for query, expected in (
        ("macorn", ["Emmanuel Macron"]),
        ("person:chinh country:france", ["Pham Minh Chinh", "France"]),
        ("vietnam", ["Vietnam"]),
        ("weathervane", []),
        ("-macron", []),
    ):
        assert [found.name for found in desk.searcher.focus(parse(query), stored)] == expected


@pytest.mark.parametrize(
    ("typed", "kind", "name", "how"),
    [
        ("mac", "person", "Emmanuel Macron", "prefix"),
        ("macorn", "person", "Emmanuel Macron", "fuzzy"),
        ("pham mi", "person", "Pham Minh Chinh", "prefix"),
        ("weathervane chin", "person", "Pham Minh Chinh", "prefix"),
        ("vie", "country", "Vietnam", "prefix"),
        ("uk", "country", "United Kingdom", "alias"),
        ("country:fr", "country", "France", "alias"),
        ('person:"emmanuel m', "person", "Emmanuel Macron", "prefix"),
        ("(macr", "person", "Emmanuel Macron", "prefix"),
        ("-macr", "person", "Emmanuel Macron", "prefix"),
    ],
)
def test_whom_the_word_could_mean_is_suggested(desk_of, typed, kind, name, how) -> None:
    desk = desk_of(TEXTS)
    suggestion = desk.searcher.suggest(typed)[0]
    assert (suggestion.kind, suggestion.name, suggestion.how) == (kind, name, how)
    assert suggestion.articles == 1
    taken = typed[: suggestion.start] + suggestion.insert + typed[suggestion.end :]
    query = parse(taken)
    assert query.error is None
    assert suggestion.name in taken


@pytest.mark.parametrize(
    "before", ['person:"Emmanuel Macron" ', 'country:"Vietnam" -"no such" ', '"a phrase" ']
)
def test_what_is_asked_already_stays_when_another_name_is_taken(desk_of, before) -> None:
    desk = desk_of(TEXTS)
    typed = f"{before}pham mi"
    taken = desk.searcher.suggest(typed)[0]
    assert typed[: taken.start] == before
    assert parse(typed[: taken.start] + taken.insert).error is None


def test_nothing_is_suggested_for_nothing(desk_of) -> None:
    desk = desk_of(TEXTS)
    for typed in ("", "mac ", '"', "is:unread", "zzz", "country:macron", "person:vietnam"):
        assert desk.searcher.suggest(typed) == []


def test_a_taken_suggestion_finds_the_article(desk_of) -> None:
    desk = desk_of(TEXTS)
    assert desk.find(desk.searcher.suggest("pham")[0].insert) == ["visit"]
    assert desk.find(desk.searcher.suggest("brit")[0].insert) == ["other"]


@pytest.mark.parametrize(
    ("typed", "inserts"),
    [
        ("cou", ["country:"]),
        ("xyz -ha", ["has:"]),
        ("is:", ["is:unread", "is:read", "is:bookmarked"]),
        ("trade IS:b", ["is:bookmarked"]),
        ("sort:o", ["sort:oldest"]),
        ("is:unread", []),
        ("tag:", ['tag:"trade"', 'tag:"later on"']),
        ('-tag:"lat', ['tag:"later on"']),
        ("colour:", []),
    ],
)
def test_fields_their_values_and_tags_are_suggested(desk_of, typed, inserts) -> None:
    desk = desk_of(TEXTS)
    marks = SimpleNamespace(tags={"1": {"trade", "later on"}, "2": {"trade"}})
    found = desk.searcher.suggest(typed, marks=marks)
    assert [one.insert for one in found] == inserts
    for one in found:
        taken = parse(typed[: one.start] + one.insert + ("x" if one.insert.endswith(":") else ""))
        assert taken.error is None or one.insert == "has:"
