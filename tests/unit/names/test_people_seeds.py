"""The people of the five seeds: all of them, nobody else, each with title, country, forms and mentions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tuireader.articles.reading import read_article
from tuireader.names.find import find_names
from tuireader.names.values import Person

SEEDS = Path(__file__).parents[3] / "seeds"


@dataclass(frozen=True)
class Known:
    """What a careful reader notes of a person."""

    title: str | None
    country: str | None
    forms: tuple[str, ...]
    mentions: tuple[str, ...]


PEOPLE = {
    "000_6c35561fafdfeaf0.txt": {
        "Phung Si Tan": Known(
            "Senior Lieutenant General; Deputy Chief of General Staff of the Vietnam People’s Army, "
            "head of the expo's Organising Board",
            "VN",
            ("Phung Si Tan",),
            ("Phung Si Tan",),
        ),
        "Le Quang Tuyen": Known(
            "Major General; Deputy Director of the General Department of Defence Industry under the "
            "Ministry of Defence",
            None,
            ("Le Quang Tuyen",),
            ("Le Quang Tuyen",),
        ),
    },
    "001_1d2536433283308f.txt": {
        "Angus Topshee": Known(
            "Vice Admiral; Commander of the Royal Canadian Navy", "CA", ("Angus Topshee",), ("Angus Topshee",)
        ),
        "Olivier Brochet": Known("French Ambassador", "FR", ("Olivier Brochet",), ("Olivier Brochet",)),
        "Mark Lancaster": Known(
            "UK Government's Defence and Security Envoy", "GB", ("Mark Lancaster",), ("Mark Lancaster",)
        ),
        "Roman Oplesnin": Known(
            "a representative from the Federal Service for Military-Technical Cooperation of Russia",
            "RU",
            ("Roman Oplesnin",),
            ("Roman Oplesnin",),
        ),
        "Alexander Mikheev": Known(
            "CEO of Rosoboronexport", None, ("Alexander Mikheev",), ("Alexander Mikheev",)
        ),
    },
    "002_95fc7d3e30ee486b.txt": {
        "Samuel J. Paparo": Known(
            "Admiral; Commander of the US Indo-Pacific Command",
            "US",
            ("Samuel J. Paparo", "Paparo"),
            ("Samuel J. Paparo", "Paparo"),
        ),
        "Jedidiah Royal": Known(
            "Principal Deputy Assistant Secretary of Defence for Indo-Pacific Security Affairs",
            None,
            ("Jedidiah Royal", "Royal"),
            ("Jedidiah Royal", "Royal"),
        ),
        "Marc Knapper": Known(
            "US Ambassador to Vietnam", "US", ("Marc Knapper", "Knapper"), ("Marc Knapper", "Knapper")
        ),
        "Pham Minh Chinh": Known("Prime Minister", None, ("Pham Minh Chinh",), ("Pham Minh Chinh",)),
        "Olivier Brochet": Known(
            "French Ambassador to Vietnam", "FR", ("Olivier Brochet",), ("Olivier Brochet",)
        ),
        "To Lam": Known(
            "Vietnamese Party General Secretary and then State President", "VN", ("To Lam",), ("To Lam",)
        ),
        "Emmanuel Macron": Known("French President", "FR", ("Emmanuel Macron",), ("Emmanuel Macron",)),
    },
    "003_5f003c14a313cd72.txt": {
        "Hoang Xuan Chien": Known(
            "Sr. Lt. Gen.; Deputy Defense Minister",
            None,
            ("Hoang Xuan Chien", "Gen. Chien", "Chien"),
            ("Hoang Xuan Chien", "Hoang Xuan Chien", "Hoang Xuan Chien", "Chien"),
        ),
    },
    "004_b12575fd7bde8ec0.txt": {
        "Phan Van Giang": Known(
            "General; Minister of National Defence",
            None,
            ("Phan Van Giang", "General Giang", "Giang"),
            ("Phan Van Giang", "Phan Van Giang", "Giang"),
        ),
        "Wei Fenghe": Known("his Chinese counterpart", "CN", ("Wei Fenghe",), ("Wei Fenghe",)),
        "Hoang Kim Phung": Known(
            "Major General; Director of the Vietnam Department of Peacekeeping Operations",
            "VN",
            ("Hoang Kim Phung", "Major General Phung", "Phung"),
            ("Hoang Kim Phung", "Phung"),
        ),
    },
}


@cache
def people_of(seed: str) -> dict[str, tuple[Person, tuple[str, ...]]]:
    """The people found in a seed by name, each with the text at its mentions."""
    article = read_article(SEEDS / seed)
    return {
        person.name: (person, tuple(article.blocks[m.block].text[m.start : m.end] for m in person.mentions))
        for person in find_names(article).people
    }


@pytest.mark.parametrize("seed", PEOPLE)
def test_all_people_of_a_seed_are_found_and_nobody_else(seed: str) -> None:
    assert sorted(people_of(seed)) == sorted(PEOPLE[seed])


@pytest.mark.parametrize(
    ("seed", "name"), [(seed, name) for seed, people in PEOPLE.items() for name in people]
)
def test_each_person_of_the_seeds_has_title_country_forms_and_mentions(seed: str, name: str) -> None:
    person, mentions = people_of(seed)[name]
    assert Known(person.title, person.country, person.forms, mentions) == PEOPLE[seed][name]


def test_the_translator_is_a_credit_and_no_subject() -> None:
    article = read_article(SEEDS / "003_5f003c14a313cd72.txt")
    assert article.translator == "Quynh Oanh"
    assert "Quynh Oanh" not in people_of("003_5f003c14a313cd72.txt")
