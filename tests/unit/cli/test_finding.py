"""search, people, countries."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuireader.library import indexing
from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.paths import Paths
from tuireader.search.engine import Searcher

Tell = Callable[..., tuple[int, str, str]]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def search(tell: Tell, *arguments: str) -> Any:
    code, out, err = tell("search", "--json", *arguments)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1
    return json.loads(out)


def test_a_search_in_json_has_every_field(news: Path, tell: Tell) -> None:
    found = search(tell, "brandvold")
    assert set(found) == {"query", "total", "took_ms", "error", "results"}
    assert (found["query"], found["total"], found["error"]) == ("brandvold", 1, None)
    hit = found["results"][0]
    assert set(hit) == {
        "id", "path", "headline", "date", "source", "snippet", "bookmarked", "notes", "reasons",
    }  # fmt: skip
    assert Path(hit["path"]).name == "ferry.txt"
    assert (hit["date"], hit["bookmarked"], hit["notes"]) == ("2024-03-05", False, 0)
    assert all(set(reason) == {"field", "matched", "typed", "how"} for reason in hit["reasons"])
    assert {"field": "person", "matched": "Oda Brandvold", "typed": "brandvold"}.items() <= hit["reasons"][
        0
    ].items()


@pytest.mark.parametrize(
    ("query", "file"),
    [("brandvlod", "ferry.txt"), ("person:taranteau", "orchard.md"), ("emile taranteau", "orchard.md"),
     ("country:norwegian", "ferry.txt"), ('"late harvest"', "orchard.md"), ("date:2024-05", "orchard.md")],
)  # fmt: skip
def test_people_countries_and_words_are_found_under_any_spelling(
    query: str, file: str, news: Path, tell: Tell
) -> None:
    assert [Path(hit["path"]).name for hit in search(tell, query)["results"]] == [file]


def test_what_a_scan_has_not_put_in_order_yet_is_said_to_be_missing(
    news: Path, tell: Tell, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "searched yet" not in tell("search", "ferry")[2]
    tell("add", tmp_path)
    monkeypatch.setattr(indexing, "_PATIENCE", 0)  # one that is stopped leaves it to the next
    for number in range(2):
        text = f"date 2024-06-01 Ferry number {number} was christened in Skalvik.\n"
        (tmp_path / f"late{number}.txt").write_text(text, "utf-8")
    with Library.open(paths.library) as library:
        specs = [SourceSpec("news", str(news)), SourceSpec(tmp_path.name, str(tmp_path))]
        assert library.scan(specs, stop=lambda: library.unsearched() > 0).stopped
    code, out, err = tell("search", "ferry")
    assert (code, "christened" in out) == (0, False)
    assert "1 article is not searched yet: a scan is bringing" in err
    assert "searched yet" not in tell("scan")[2]
    assert "christened" in tell("search", "ferry")[1]


def test_the_words_of_a_query_need_no_quotes_around_them(news: Path, tell: Tell) -> None:
    apart, together = search(tell, "late", "harvest"), search(tell, "late harvest")
    assert apart["query"] == together["query"]
    assert apart["results"] == together["results"] != []


@pytest.mark.parametrize(
    "query",
    [["norway", "OR", "harvest", "-ferry", "--json"], ["norway OR harvest -ferry", "--json"],
     ["-ferry", "--json", "-ostermoor"], ["--json", "-country:no", "--limit", "5", "-ostermoor"],
     ["-harbour", "-ostermoor", "--json", "--limit=5"], ["--json", "--limit=5", "--", "harvest"]],
)  # fmt: skip
def test_a_word_that_must_not_be_there_needs_no_quotes(query: list[str], news: Path, tell: Tell) -> None:
    code, out, err = tell("search", *query)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [Path(hit["path"]).name for hit in found["results"]] == ["orchard.md"]
    words = [word for word in query if not word.startswith("--") and word != "5"]
    assert found["query"] == " ".join(words)


@pytest.mark.parametrize("query", [["--jsn", "ferry"], ["ferry", "--limit", "-5"], ["ferry", "--limit"]])
def test_an_option_that_is_none_is_refused(query: list[str], news: Path, tell: Tell) -> None:
    code, out, err = tell("search", *query)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_search_says_how_it_is_used(news: Path, tell: Tell) -> None:
    code, out, _ = tell("search", "-h")
    assert code == 0
    assert "--limit" in out
    assert tell("search", "--help") == (0, out, "")


def test_articles_that_left_the_library_meanwhile_are_passed_over(
    news: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain = Searcher.explain

    def with_one_gone(self: Searcher, *asked: Any) -> list[Any]:
        return [None, *explain(self, *asked)[1:]]

    everything = [hit["id"] for hit in search(tell, "")["results"]]
    monkeypatch.setattr(Searcher, "explain", with_one_gone)
    assert [hit["id"] for hit in search(tell, "")["results"]] == everything[1:]
    code, out, _ = tell("search", "")
    assert code == 0
    assert re.findall(r"^(\d+)  ", out, re.MULTILINE) == ["1", "2"]


def test_people_read_numbered_results_with_id_date_and_reason(news: Path, tell: Tell) -> None:
    code, out, err = tell("search", "brandvlod")
    assert code == 0
    assert out.startswith("1  ")
    assert "5 Mar 2024" in out
    assert "Oda Brandvold ← brandvlod" in out
    uid = search(tell, "brandvlod")["results"][0]["id"]
    assert uid[:10] in out
    assert err.splitlines() == ["1 article"]


def test_nothing_found_is_said_and_is_no_failure(news: Path, tell: Tell) -> None:
    assert tell("search", "zzzyzx") == (0, "", "No article fits\n")


def test_the_limit_is_kept_and_said(news: Path, tell: Tell) -> None:
    found = search(tell, "--limit", "1", "")
    assert (found["total"], len(found["results"])) == (3, 1)
    assert tell("search", "--limit", "1", "")[2] == "1 of 3 articles; --limit N shows more\n"


def test_a_broken_query_is_told_with_its_place(news: Path, tell: Tell) -> None:
    code, out, err = tell("search", "--json", "date:soon")
    assert code == 2
    error = json.loads(out)["error"]
    assert set(error) == {"message", "start", "end"}
    assert "date:soon"[error["start"] : error["end"]]
    assert len(err.splitlines()) == 1
    code, out, err = tell("search", "date:soon")
    assert (code, out) == (2, "")
    assert error["message"] in err


def test_marks_are_shown_beside_a_result(news: Path, tell: Tell) -> None:
    uid = search(tell, "brandvold")["results"][0]["id"]
    tell("bookmark", uid)
    tell("note", uid, "how loud is the old one?")
    hit = search(tell, "brandvold")["results"][0]
    assert (hit["bookmarked"], hit["notes"]) == (True, 1)
    out = tell("search", "brandvold")[1]
    assert "bookmarked" in out
    assert "1 note" in out


def test_what_was_noted_is_found_with_the_articles(news: Path, tell: Tell) -> None:
    uid = search(tell, "brandvold")["results"][0]["id"]
    tell("note", uid, "ask the shipyard about decibels")
    assert [hit["id"] for hit in search(tell, "note:decibels")["results"]] == [uid]


def test_nothing_in_an_article_acts_on_the_terminal(news: Path, tell: Tell) -> None:
    for arguments in (("search", "ostermoor"), ("people",), ("search", "--json", "ostermoor")):
        code, out, err = tell(*arguments)
        assert code == 0
        assert not CONTROL.search(out + err)
    assert "[red]Ostermoor[/]" in tell("search", "ostermoor")[1]


def test_people_in_json(news: Path, tell: Tell) -> None:
    code, out, _ = tell("people", "--json")
    assert code == 0
    people = {person["name"]: person for person in map(json.loads, out.splitlines())}
    assert {"Oda Brandvold", "Émile Taranteau", "Jan Visserman"} <= set(people)
    assert set(people["Oda Brandvold"]) == {"name", "articles", "mentions", "forms", "titles", "countries"}
    assert people["Oda Brandvold"]["articles"] == 1
    assert people["Oda Brandvold"]["mentions"] == 2


def test_people_are_found_by_a_part_of_the_name(news: Path, tell: Tell) -> None:
    out = tell("people", "emile")[1]
    assert out.startswith("Émile Taranteau")
    assert "Brandvold" not in out
    code, out, err = tell("people", "zzzyzx")
    assert (code, out, err) == (0, "", "Nobody of that name\n")


def test_a_name_of_one_person_shows_the_card(news: Path, tell: Tell) -> None:
    code, out, _ = tell("people", "taranteau")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Émile Taranteau"
    headings = [line.split()[0] for line in lines[2:] if not line.startswith(" ")]
    assert headings == ["Forms", "Titles", "Articles", "Said"]
    assert "as found by rule" in out
    assert "Growers' chief (11 May 2024)" in out
    assert "“We have never waited so long”" in out
    assert "2024-05" in out


def test_a_name_of_one_person_in_json_adds_the_card(news: Path, tell: Tell) -> None:
    (person,) = map(json.loads, tell("people", "taranteau", "--json")[1].splitlines())
    assert person["name"] == "Émile Taranteau"
    assert person["stated"] == [
        {"title": "Growers' chief", "articles": 1, "first": "2024-05-11", "last": "2024-05-11"}
    ]
    assert person["periods"] == [{"period": "2024-05", "articles": 1}]
    (said,) = (said for said in person["said"] if said["kind"] == "direct")
    (article,) = map(json.loads, tell("show", said["article"], "--json")[1].splitlines())
    block, start, end = said["mention"]
    assert article["blocks"][block]["text"][start:end] == said["text"] == "We have never waited so long"


def test_a_limit_of_people_says_that_there_are_more(news: Path, tell: Tell) -> None:
    _, out, err = tell("people", "--limit", "1")
    assert len(out.splitlines()) == 1
    assert "--limit N shows more" in err


def test_countries_in_json_and_in_words(news: Path, tell: Tell) -> None:
    code, out, _ = tell("countries", "--json")
    assert code == 0
    countries = {country["code"]: country for country in map(json.loads, out.splitlines())}
    assert set(countries) == {"NO", "FR", "PT"}
    assert set(countries["PT"]) == {"code", "name", "articles", "mentions", "forms"}
    assert (countries["PT"]["name"], countries["PT"]["mentions"]) == ("Portugal", 2)
    assert tell("countries", "portugal")[1].startswith("PT  Portugal")


def test_a_name_of_one_country_shows_the_card(news: Path, tell: Tell) -> None:
    code, out, _ = tell("countries", "french")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "FR  France"
    headings = {line.split("  ")[0] for line in lines[2:] if not line.startswith(" ")}
    assert {"Forms", "People", "Articles"} <= headings
    assert "Émile Taranteau (1)" in out
    assert "2024-05" in out
    (country,) = map(json.loads, tell("countries", "france", "--json")[1].splitlines())
    assert country["people"] == [{"name": "Émile Taranteau", "articles": 1}]
    assert country["periods"] == [{"period": "2024-05", "articles": 1}]
    assert {"code", "name", "articles"} == set(country["beside"][0]) if country["beside"] else True
    assert tell("countries", "atlantis") == (0, "", "No country of that name\n")


def test_a_name_alone_is_told_article_by_article_and_found_with_the_whole_name(
    tmp_path: Path, tell: Tell
) -> None:
    texts = {
        "a": "Mayor Joe Hartwell opened the bridge in Ostermoor on Monday.",
        "b": "Senator Hartwell voted against the toll on Tuesday.",
        "c": "The bill was put off when Senator Hartwell left the room.",
    }
    folder = tmp_path / "heap"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{text}\n\nNothing else was decided that day.\n")
    tell("add", str(folder))
    people = list(map(json.loads, tell("people", "hartwell", "--json")[1].splitlines()))
    assert [(person["name"], person.get("alone", False)) for person in people] == [
        ("Hartwell", True),
        ("Joe Hartwell", False),
    ]
    assert [bearer["title"] for bearer in people[0]["bearers"]] == ["Senator", "Senator"]
    assert "stated" in people[0]
    assert people[0]["titles"] == people[0]["stated"] == people[0]["with"] == people[0]["said"] == []
    alone = tell("people", "hartwell")[1]
    assert "each article says who is meant" in alone
    assert alone.count("Senator, in “") == 2
    assert "a name alone" in tell("people")[1]
    assert search(tell, "person:hartwell")["total"] == 3
    whole = tell("people", "joe", "hartwell")[1]
    assert "Hartwell (part)" in whole
    assert "a name alone" not in whole


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", f"is:{'x' * 10_000}"],
        ["search", f"{'x' * 10_000}:y"],
        ["search", f"date:{'x' * 10_000}"],
        ["show", "x" * 10_000],
        ["bookmark", "y" * 10_000],
        ["remove", "z" * 10_000],
        ["x" * 10_000],
    ],
)
@pytest.mark.usefixtures("news")
def test_what_was_typed_at_length_is_not_repeated_at_length(arguments: list[str], tell: Tell) -> None:
    code, _, err = tell(*arguments)
    assert (code, len(err.splitlines())) == (2, 1)
    assert len(err) < 400
