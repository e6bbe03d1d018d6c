"""What an answer consists of: people, countries, months, sources, tags."""

import pytest

from tests.unit.search.conftest import Written
from tuireader.search import facets


def text(number: int) -> str:
    place = "Hanoi (VNA)" if number % 2 else "Rome (ANSA)"
    said = f"{place} - Minister Una Hartley spoke in {'France' if number % 4 else 'Kenya'} about trade."
    more = " President Piet Moor listened." if number < 5 else ""
    return f"date 2024-{1 + number % 3:02}-05\n\nReport {number}\n\n{said}{more}\n"


TEXTS = {f"{number:02}": text(number) for number in range(12)}


@pytest.fixture(params=[2000, 6], ids=["counted whole", "from a sample"])
def desk(desk_of, monkeypatch, request):
    monkeypatch.setattr(facets, "_SAMPLE", request.param)
    return desk_of(TEXTS)


def counted(values) -> dict[str, int]:
    return {value.name: value.articles for value in values if value.is_exact}


@pytest.mark.parametrize("query", ["trade", "hartley", "trade -kenya", "date:2024-02", "moor OR trade", ""])
def test_counts_are_those_of_the_narrower_query(desk, query) -> None:
    found = desk.searcher.facets(desk.searcher.search(query))
    assert found.people or query == "date:2024-02"
    for value in (*found.people, *found.countries, *found.months, *found.tags):
        if value.is_exact:
            assert desk.searcher.run(f"{query} {value.include}").total == value.articles, value
            without = desk.searcher.run(f"{query} {value.exclude}").total
            assert without == desk.searcher.run(query).total - value.articles, value


def test_all_kinds_are_told_most_first(desk_of) -> None:
    desk = desk_of(TEXTS)
    marks = Written(
        tags={desk.uid("03"): frozenset({"trade", "x"}), desk.uid("04"): frozenset({"trade"}), "gone": {"y"}}
    )
    for query in ("trade", ""):
        found = desk.searcher.facets(desk.searcher.search(query, marks))
        assert list(counted(found.people).items())[:2] == [("Una Hartley", 12), ("Piet Moor", 5)]
        assert counted(found.countries) == {"France": 9, "Italy": 6, "Vietnam": 6, "Kenya": 3}
        assert counted(found.months) == {"2024-03": 4, "2024-02": 4, "2024-01": 4}
        assert counted(found.sources) == {"ANSA": 6, "VNA": 6}
        assert counted(found.tags) == {"trade": 2, "x": 1}
    assert found.people[0].include == 'person:"Una Hartley"'
    assert found.countries[-1].exclude == '-country:"Kenya"'


def test_what_is_counted_of_a_name_is_what_asking_for_it_gives(desk_of) -> None:
    bodies = [
        "Minister Una Hartley spoke about trade.",
        "Minister Una Hartley Brown spoke about trade.",
        "Minister Una Hartley Brown wrote to Minister Una Hartley about trade.",
        "Minister Bruno Hartley and Minister Una Hartly spoke about trade.",
    ]
    desk = desk_of({f"{n:02}": body for n, body in enumerate(bodies)})
    marks = Written(tags={desk.uid("00"): frozenset({"to do"}), desk.uid("01"): frozenset({"to do later"})})
    found = desk.searcher.facets(desk.searcher.search("trade", marks))
    assert {"Una Hartley", "Una Hartley Brown", "Bruno Hartley"} <= counted(found.people).keys()
    for value in (*found.people, *found.tags):
        assert desk.searcher.run(f"trade {value.include}", marks).total == value.articles, value
        assert desk.searcher.run(f"trade {value.exclude}", marks).total == 4 - value.articles, value
        answer = desk.searcher.search(value.include, marks)
        hits = desk.searcher.explain(answer, 0, value.articles)
        assert {reason.matched for hit in hits if hit for reason in hit.reasons} == {value.name}
    # Where the words mean nobody else they are asked for as anybody would.
    assert next(v for v in found.people if v.name == "Bruno Hartley").include == 'person:"Bruno Hartley"'
    assert next(v for v in found.people if v.name == "Una Hartley").include == 'person:\'"Una Hartley"'


def test_counting_can_be_stopped_and_errors_have_no_facets(desk_of) -> None:
    desk = desk_of(TEXTS)
    for query in ("trade", ""):
        assert desk.searcher.facets(desk.searcher.search(query), stop=lambda: True) is None
    assert desk.searcher.facets(desk.searcher.search("is:lost")) == facets.Facets()
