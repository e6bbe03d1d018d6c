"""What a card counts is what its lines list."""

from collections.abc import Callable, Mapping

from tests.unit.search.conftest import Desk
from tuireader.notebook.values import Summary
from tuireader.room.cards import country_page, person_page
from tuireader.room.glyphs import glyphs
from tuireader.search.exact import person_query

BODIES = (
    "Minister Una Hartley met Bruno Brenn in Rome. Hartley spoke.",
    "Minister Una Hartley Brown met Una Hartly in France.",
    "Una Hartley Brown wrote to Minister Una Hartley about Norway.",
    "British Mayor Martin Dray met Senator Dray-Holt in Kenya. Bruno Brenn listened.",
    "The Canadian ambassador, Martin Dray, was in Kenya with Una Hartley.",
    "The Norwegian minister Brenn met Bruno Marsh in Oslo. Minister Brenn spoke.",
    "Kenyan Senator Brenn left Nairobi with Martin Drays. Senator Brenn wept.",
    "Senator Brenn of the United States met Una Hartley on Monday.",
    'Gonzalo "Pipita" Herrera met Mayor Martin Dray of Britain.',
)
TEXTS = {
    f"{n:02}": f"date 2024-{1 + n % 3:02}-05\n\nReport {n}\n\nRome (ANSA) - {body}\n"
    for n, body in enumerate(BODIES)
}


def test_each_line_of_a_card_lists_as_many_articles_as_it_says(
    desk_of: Callable[[Mapping[str, str]], Desk],
) -> None:
    desk = desk_of(TEXTS)
    library, signs = desk.library, glyphs(ascii_only=False)

    def ask(key: str, name: str) -> str:
        return person_query(library, key, name)

    def total(query: str) -> int:
        return desk.searcher.run(query).total

    entries = library.people(limit=None)
    namesakes = [entry for entry in entries if entry.name == "Martin Dray"]
    assert [entry.articles for entry in namesakes] == [2, 1]
    assert {entry.name for entry in entries if entry.is_name_alone} == {"Brenn"}
    pages = []
    for entry in entries:
        assert total(ask(entry.key, entry.name)) == entry.articles, entry.name
        card = library.person_card(entry.key)
        assert card is not None
        pages.append(person_page(card, [], [], ask, signs))
    for country in library.countries():
        card = library.country_card(country.code)
        assert card is not None
        pages.append(country_page(card, ask, signs))
    lines = [line for page in pages for line in page.lines if line.lead.kind == "all" and line.tail.isdigit()]
    assert len(lines) > len(pages)
    for line in lines:
        assert total(line.lead.to) == int(line.tail), line


def test_what_is_offered_while_one_types_lists_as_many_articles_as_it_says(
    desk_of: Callable[[Mapping[str, str]], Desk],
) -> None:
    desk = desk_of(TEXTS)
    tags = {uid: frozenset({"to do"}) for uid in desk.library.uids([1, 2])} | {
        uid: frozenset({"to do later"}) for uid in desk.library.uids([3])
    }
    marks = Summary(frozenset(), frozenset(), {}, frozenset(), tags, ())
    seen = set()
    for typed in (
        "una",
        "hartley",
        "bru",
        "brenn",
        "dray",
        "mart",
        "gonzalo",
        "ken",
        "nor",
        "brit",
        "tag:to",
    ):
        for one in desk.searcher.suggest(typed, marks=marks):
            if one.articles:
                seen.add((one.kind, one.name))
                assert desk.searcher.run(one.insert, marks).total == one.articles, one
    assert {("person", "Una Hartley"), ("person", "Brenn"), ("country", "Kenya"), ("tag", "to do")} <= seen
