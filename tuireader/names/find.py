"""Everybody and every country in an article, in one go."""

import re
from collections.abc import Set
from dataclasses import replace

from tuireader.articles.article import Article
from tuireader.names.countries import find_countries
from tuireader.names.people import FoundPerson, find_people_and_posts
from tuireader.names.spelling import name_keys
from tuireader.names.values import CountryFound, Names, Person


def find_names(article: Article) -> Names:
    """The people and countries of `article`: people first, and countries with the people's names masked.

    Translator, byline and photographers are credits of the article, not people it is about.
    """
    found, spots = find_people_and_posts(article.blocks, place=article.place)
    credited = {name_keys(credit.split()) for credit in (article.byline, article.translator) if credit}
    if credited:
        found = [person for person in found if not _is_credit(person.person, credited)]
    masked = [mention for person in found for mention in person.person.mentions]
    countries = find_countries(article.blocks, place=article.place, masked=masked, spots=spots)
    people = [_with_country(article, p, countries) if p.posts else p.person for p in found]
    return Names(tuple(people), countries)


_ABROAD = re.compile(r" to |(?<=nvoy) for |(?<=epresentative) for ")
"""What parts a post from the country it is held in or for."""


def _is_credit(person: Person, credited: Set[tuple[str, ...]]) -> bool:
    """Whether the only mention is in the byline's or translator's words."""
    return len(person.mentions) < 2 and name_keys(person.name.split()) in credited


def _with_country(article: Article, found: FoundPerson, countries: tuple[CountryFound, ...]) -> Person:
    country = _country_of_post(article, found, countries)
    return found.person if country is None else replace(found.person, country=country)


def _country_of_post(
    article: Article, person: FoundPerson, countries: tuple[CountryFound, ...]
) -> str | None:
    """The country a stated post is of: of `US Ambassador to Vietnam` the one before `to`."""
    for post in person.posts:
        text = article.blocks[post.block].text
        abroad = _ABROAD.search(text, post.start, post.end)
        end = abroad.start() if abroad else post.end
        inside = [
            (mention.start, country.code)
            for country in countries
            if country.evidence != "weak"
            for mention in country.mentions
            if mention.block == post.block and post.start <= mention.start and mention.end <= end
        ]
        if inside:
            return min(inside)[1]
    return None
