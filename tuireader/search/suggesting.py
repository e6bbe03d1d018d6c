"""Whom the word being typed could mean: people and countries, for the menu under the filter bar."""

import re
from dataclasses import dataclass
from typing import Literal

from tuireader.library.entities import How as NameHow
from tuireader.library.library import Library
from tuireader.names.country_table import countries
from tuireader.search.exact import person_query
from tuireader.search.spelling import RANK, How, country_hows
from tuireader.text.fold import words

_TOKEN = re.compile(
    r"""(?:(?P<field>person|country):)?(?:(?<![^\s(:'-])"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"()]+))\Z""",
    re.IGNORECASE,
)
"""The word before the cursor. A quote that ends what was asked before it is none that begins it."""
_WORDS_BEFORE = re.compile(r"""(?:(?<=\s)|\A)(?P<run>(?:[^\s"():'-][^\s"():]*\s+){1,3}[^\s"():]+)\Z""")
_WAYS: tuple[NameHow, ...] = ("exact", "prefix", "fuzzy")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person, country, field or tag to take in place of what is being typed."""

    kind: Literal["person", "country", "field", "tag"]
    name: str
    detail: str
    """The person's title, or what a field is for; empty where there is nothing to say."""
    articles: int
    """In how many articles; 0 for a field."""
    insert: str
    """What to write instead: `person:"Emmanuel Macron"`; after `person:` more has to follow."""
    how: How
    code: str | None
    """Of the country, or of the person's country."""
    start: int
    """The part of the query that `insert` replaces."""
    end: int


def suggest(library: Library, text: str, cursor: int, limit: int) -> list[Suggestion]:
    """People and countries that the word before the cursor could mean, best first.

    Several words are tried together first: `pham mi` suggests Pham Minh Chinh.
    """
    before = text[:cursor]
    token = _TOKEN.search(before)
    if token is None:
        return []
    kind = (token["field"] or "").lower()
    asked = token["quoted"] if token["quoted"] is not None else token["bare"] or ""
    tries = [(asked.lstrip("-'"), token.start() + (len(asked) - len(asked.lstrip("-'")) if not kind else 0))]
    if not kind and token["bare"] and (run := _WORDS_BEFORE.search(before)):
        at = run.start("run")
        tries = [(before[at + word.start() :], at + word.start()) for word in re.finditer(r"\S+", run["run"])]
    for words_typed, start in tries:
        found = _meant(library, words_typed, kind, (start, cursor), limit)
        if found:
            return found
    return []


def _meant(library: Library, typed: str, kind: str, span: tuple[int, int], limit: int) -> list[Suggestion]:
    folded = words(typed)
    if not folded:
        return []
    found = _people(library, folded, span, limit) if kind != "country" else []
    if kind != "person":
        found += _countries(library, typed, span)
    if any(RANK[one.how] < RANK["fuzzy"] for one in found):
        found = [one for one in found if one.how != "fuzzy"]
    found.sort(key=lambda one: (RANK[one.how], -one.articles, one.name))
    return found[:limit]


def _people(library: Library, folded: list[str], span: tuple[int, int], limit: int) -> list[Suggestion]:
    hows: dict[int, How] = {}
    for how in _WAYS:
        if how == "fuzzy" and hows:
            break
        for person in library.people_named(folded, how, limit):
            hows.setdefault(person.entity, how)
    numbers = list(hows)
    entries = zip(numbers, library.person_entries(numbers), strict=True)
    # A name alone may have several rows; it is one to choose.
    once = {entry.key: (number, entry) for number, entry in reversed(list(entries))}
    return [
        Suggestion(
            kind="person",
            name=entry.name,
            detail="a name alone" if entry.is_name_alone else "".join(entry.titles[:1]),
            articles=entry.articles,
            # What lists as many as are counted, and no namesakes.
            insert=person_query(library, entry.key, entry.name),
            how=hows[number],
            code=entry.countries[0] if entry.countries else None,
            start=span[0],
            end=span[1],
        )
        for number, entry in reversed(once.values())
    ]


def _countries(library: Library, typed: str, span: tuple[int, int]) -> list[Suggestion]:
    hows = dict(country_hows(typed))
    counts = library.country_counts(hows)
    names = countries()
    return [
        Suggestion(
            kind="country",
            name=names[code].name,
            detail="",
            articles=counts[code],
            insert=f'country:"{names[code].name}"',
            how=how,
            code=code,
            start=span[0],
            end=span[1],
        )
        for code, how in hows.items()
        if counts.get(code)
    ]
