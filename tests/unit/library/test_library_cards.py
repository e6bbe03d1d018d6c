"""Cards of people and countries, what somebody said, and who is kept apart from whom."""

from collections.abc import Callable
from pathlib import Path

from tuireader.library.alone import key_in
from tuireader.library.cards import Beside
from tuireader.library.library import Library
from tuireader.library.values import ScanReport
from tuireader.names.profile import Stated
from tuireader.names.same import person_key
from tuireader.names.values import Mention

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]

UNA = person_key("Una Hartley")


def test_a_persons_card_counts_over_all_articles(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "One", "2023-01-02", people="Una Hartley=Mayor, Li Wei", countries="FR, DE")
    write("b.txt", "Two", "2023-03-04", people="Una Hartley=Minister, Li Wei", text="Other text.")
    write("c.txt", "Three", "2023-03-05", people="Una Hartley=Minister", text="Third text.")
    write("d.txt", "Four", "2023-03-06", people="Ana Lopes", text="Fourth text.")
    scan()
    card = library.person_card(UNA)
    assert card is not None
    assert (card.name, card.articles, card.mentions) == ("Una Hartley", 3, 3)
    assert card.forms == (("Una Hartley", 3), ("Hartley", 3))
    assert card.titles == (
        Stated("Minister", 2, "2023-03-04", "2023-03-05"),
        Stated("Mayor", 1, "2023-01-02", "2023-01-02"),
    )
    assert [title.uid for title in card.titles] == [library.resolve("c.txt"), library.resolve("a.txt")]
    assert [title.mention for title in card.titles] == [Mention(1, 0, 3)] * 2
    assert card.countries == (("FR", "France", 3),)
    assert card.people == (Beside(person_key("Li Wei"), "Li Wei", 2),)
    assert card.periods == (("2023-01", 1), ("2023-03", 2))


def test_a_countrys_card_has_its_neighbours_and_people(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "One", "2023-01-02", people="Una Hartley", countries="FR, DE")
    write("b.txt", "Two", "2024-03-04", people="Una Hartley, Li Wei", countries="FR, DE?", text="Other.")
    scan()
    card = library.country_card("fr")
    assert card is not None
    assert (card.key, card.articles) == ("FR", 2)
    assert card.countries == (("DE", "DE", 1),)
    assert [(beside.name, beside.articles) for beside in card.people] == [("Una Hartley", 2), ("Li Wei", 1)]


def test_there_is_no_card_of_nobody(library: Library, scan: Scan) -> None:
    scan()
    assert library.person_card("nobody") is None
    assert library.country_card("FR") is None
    assert library.said_by("nobody") == []
    assert library.perhaps_the_same("nobody") == []


def test_what_somebody_said_leads_to_its_passage_newest_first(
    library: Library, scan: Scan, write: Write
) -> None:
    said = "Una said: \u201cThis is {} bridge of ours.\u201d"
    write("a.txt", "One", "2023-01-02", people="Una Hartley", text=said.format("the first"))
    write("b.txt", "Two", "2024-01-02", people="Una Hartley", text=said.format("the second"))
    scan()
    quotes = library.said_by(UNA)
    assert [quote.headline for quote in quotes] == ["Two", "One"]
    stored = library.article(quotes[0].uid)
    assert stored is not None
    at = quotes[0].mention
    assert stored.article.blocks[at.block].text[at.start : at.end] == quotes[0].text
    assert quotes[0].text == "This is the second bridge of ours."
    assert [quote.headline for quote in library.said_by(UNA, newest=1)] == ["Two"]


def test_namesakes_whose_posts_are_of_two_countries_are_two_people(
    library: Library, scan: Scan, write: Write
) -> None:
    write("a.txt", "One", "2023-01-02", people="Una Hartley=Mayor=GB")
    path = write("b.txt", "Two", "2023-01-03", people="Una Hartley=Envoy=CA", text="Second.")
    write("c.txt", "Three", "2023-01-04", people="Una Hartley=Mayor=GB", text="Third.")
    write("d.txt", "Four", "2023-01-05", people="Una Hartley=Envoy=CA", text="Fourth.")
    write("e.txt", "Five", "2023-01-06", people="Una Hartley=Guest=", text="Fifth.")
    scan()
    entries = {entry.countries: entry for entry in library.people("hartley")}
    assert {countries: entry.articles for countries, entry in entries.items()} == {("GB",): 3, ("CA",): 2}
    other = entries[("CA",)].key
    card = library.person_card(other)
    assert card is not None
    assert [stated.text for stated in card.titles] == ["Envoy"]
    assert [(entry.key, perhaps.why) for entry, perhaps in library.perhaps_the_same(UNA)] == [
        (other, "same name")
    ]

    path.unlink()
    scan()
    assert {entry.countries: entry.articles for entry in library.people("hartley")} == {
        ("GB",): 3,
        ("CA",): 1,
    }


def test_namesakes_of_other_middle_letters_are_two_people_and_one_without_any_is_the_first(
    library: Library, scan: Scan, write: Write
) -> None:
    write("a.txt", "One", "2023-01-02", people="Una K. Hartley=Mayor")
    path = write("b.txt", "Two", "2023-01-03", people="Una B. Hartley=Envoy", text="Second.")
    write("c.txt", "Three", "2023-01-04", people="Una Hartley=Mayor", text="Third.")
    write("d.txt", "Four", "2023-01-05", people="Una Berta Hartley=Envoy", text="Fourth.")
    scan()
    assert {entry.name: entry.articles for entry in library.people("hartley")} == {
        "Una K. Hartley": 2,
        "Una Berta Hartley": 2,
    }
    path.unlink()
    scan()
    assert {entry.name: entry.articles for entry in library.people("hartley")} == {
        "Una K. Hartley": 2,
        "Una Berta Hartley": 1,
    }


def test_short_forms_of_a_name_are_offered(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "One", people="Joe Hartley, Ana Lopes")
    write("b.txt", "Two", people="Joseph Hartley, Hartley", text="Second.")
    scan()
    offered = library.perhaps_the_same(person_key("Joe Hartley"))
    assert [(entry.name, perhaps.why) for entry, perhaps in offered] == [
        ("Joseph Hartley", "short form"),
        ("Hartley", "part"),
    ]


def test_a_name_alone_is_somebody_of_its_own_in_each_article(
    library: Library, scan: Scan, write: Write
) -> None:
    write("a.txt", "One", "2023-01-02", people="Hartley=Mayor=GB, Ana Lopes", countries="FR")
    write("b.txt", "Two", "2023-01-03", people="Hartley=Envoy=CA, Ana Lopes", countries="FR", text="Second.")
    write("c.txt", "Three", "2023-02-04", people="Una Hartley=Envoy=CA", text="Third.")
    scan()
    (entry,) = [entry for entry in library.people("hartley") if entry.name == "Hartley"]
    assert (entry.articles, entry.is_name_alone, entry.titles, entry.countries) == (2, True, (), ())
    assert [(e.name, e.articles) for e in library.people()] == [
        ("Ana Lopes", 2),
        ("Hartley", 2),
        ("Una Hartley", 1),
    ]
    name = library.person_card(entry.key)
    assert name is not None
    assert name.is_name_alone
    assert (name.articles, name.forms, name.titles, name.people) == (2, (("Hartley", 4),), (), ())
    assert [(who.headline, who.title, who.country) for who in name.bearers] == [
        ("Two", "Envoy", "CA"),
        ("One", "Mayor", "GB"),
    ]
    assert library.said_by(entry.key) == []

    bearer = library.person_card(name.bearers[0].key)
    assert bearer is not None
    assert bearer.is_of_one_article
    assert not bearer.is_name_alone
    assert [stated.text for stated in bearer.titles] == ["Envoy"]
    assert bearer.countries == (("CA", "Canada", 1),)
    assert [(e.name, perhaps.why) for e, perhaps in library.perhaps_the_same(bearer.key)] == [
        ("Una Hartley", "part"),
        ("Hartley", "name alone"),
    ]
    companions = library.person_card(person_key("Ana Lopes"))
    assert companions is not None
    assert companions.people == (Beside(entry.key, "Hartley", 2, is_name_alone=True),)
    assert not companions.is_name_alone


def test_in_one_article_a_key_means_who_is_named_there(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "One", "2023-01-02", people="Una Hartley=Mayor=GB, Brenn")
    write("b.txt", "Two", "2023-01-03", people="Una Hartley=Envoy=CA", text="Second.")
    scan()
    one, two = (library.resolve(name) for name in ("a.txt", "b.txt"))
    cards = [library.person_card(key_in(UNA, uid)) for uid in (one, two)]
    assert [[title.text for title in card.titles] if card else None for card in cards] == [
        ["Mayor"],
        ["Envoy"],
    ]
    brenn = library.person_card(key_in(person_key("Brenn"), one))
    assert brenn is not None
    assert not brenn.bearers
    assert library.person_card(key_in(person_key("Brenn"), two)) is None
