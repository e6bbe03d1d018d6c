"""Everybody and every country in an article, in one go."""

import re
from collections.abc import Sequence, Set

from tuireader.articles.article import Article
from tuireader.names.aliases import Found
from tuireader.names.countries import countries_in
from tuireader.names.onetext import OneText, Span
from tuireader.names.people import people_in, person_of
from tuireader.names.spelling import name_keys
from tuireader.names.titles import Post
from tuireader.names.values import Names


def find_names(article: Article) -> Names:
    """The people and countries of `article`: people first, and countries with the people's names masked.

    Translator, byline and photographers are credits of the article, not people it is about.
    """
    text, place = OneText(article.blocks), article.place
    found, spots = people_in(text, place=place)
    credited = {name_keys(credit.split()) for credit in (article.byline, article.translator) if credit}
    if credited:
        found = [person for person in found if not _is_credit(person, credited)]
    masked = sorted([span for person in found for span in person.spans])
    countries = countries_in(text, place=place, masked=masked, spots=spots)
    named: list[tuple[Span, str]] = []
    if any(person.posts for person in found):
        for country in countries:
            if country.evidence != "weak":
                named += [(span, country.code) for span in text.spans(country.mentions)]
    people = [
        person_of(person, text, _country_of(person.posts, text.text, named) if person.posts else None)
        for person in found
    ]
    return Names(tuple(people), countries)


_ABROAD = re.compile(r" to |(?<=nvoy) for |(?<=epresentative) for ")
"""What parts a post from the country it is held in or for."""


def _is_credit(person: Found, credited: Set[tuple[str, ...]]) -> bool:
    """Whether the only mention is in the byline's or translator's words."""
    return len(person.spans) < 2 and name_keys(person.name.split()) in credited


def _country_of(posts: Sequence[Post], text: str, named: Sequence[tuple[Span, str]]) -> str | None:
    """The country a stated post is of: of `US Ambassador to Vietnam` the one before `to`."""
    for post in posts:
        start, end = post.span
        inside = [(span, code) for span, code in named if start <= span[0] and span[1] <= end]
        if inside:
            abroad = _ABROAD.search(text, start, end)
            if abroad:
                inside = [(span, code) for span, code in inside if span[1] <= abroad.start()]
            if inside:
                return min(inside)[1]
    return None
