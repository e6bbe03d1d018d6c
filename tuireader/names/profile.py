"""What many articles say of one person: forms, titles with their dates, the countries of the posts.

Pure: it is given the articles' dates and names. Cards are made of it, in the room and on the command line.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tuireader.names.same import person_key
from tuireader.names.values import Mention, Names

_MOST_YEARS_BY_MONTH = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One article, as far as a profile looks at it."""

    date: str | None
    """As `Article.date`: ISO 8601, as much as is known."""
    names: Names
    uid: str = ""
    """Its id, for whoever wants to go there."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A title, and when it was stated."""

    text: str
    articles: int
    first: str | None
    """The earliest date of an article that states it; None when none of them is dated."""
    last: str | None
    uid: str = field(default="", compare=False)
    """The newest of those articles."""
    mention: Mention | None = field(default=None, compare=False)
    """Where that article states it, as far as it was looked for."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the articles say: most frequent first, titles newest first."""

    forms: tuple[tuple[str, int], ...]
    """Each with the number of articles that use it."""
    titles: tuple[Stated, ...]
    countries: tuple[tuple[str, int], ...]
    """Codes, each with the number of articles that state it of a post."""


def profile_of_person(key: str, articles: Iterable[Seen]) -> Profile:
    """What these articles say of the person whose `person_key` is `key`."""
    forms, countries = Counter[str](), Counter[str]()
    titles: dict[str, list[tuple[str | None, str]]] = {}
    for seen in articles:
        meant = [person for person in seen.names.people if person_key(person.name) == key]
        forms.update({form for person in meant for form in person.forms})
        for title in dict.fromkeys(person.title for person in meant if person.title):
            titles.setdefault(title, []).append((seen.date, seen.uid))
        countries.update({person.country for person in meant if person.country})
    return Profile(tuple(forms.most_common()), _stated(titles), tuple(countries.most_common()))


def periods(months: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Counts by month as they are, or by year where they span more than three; gaps stay gaps.

    Args:
        months: `2024-12` or, where no more is known, `2024`, each with a count; others are left out.
    """
    known = Counter[str]()
    for month, count in months:
        if month[:4].isdigit():
            known[month[:7]] += count
    years = {month[:4] for month in known}
    if not years:
        return ()
    if int(max(years)) - int(min(years)) < _MOST_YEARS_BY_MONTH and all(len(month) == 7 for month in known):
        return tuple(sorted(known.items()))
    by_year = Counter[str]()
    for month, count in known.items():
        by_year[month[:4]] += count
    return tuple(sorted(by_year.items()))


def _stated(titles: dict[str, list[tuple[str | None, str]]]) -> tuple[Stated, ...]:
    found = []
    for text, articles in titles.items():
        known = sorted((date, uid) for date, uid in articles if date and date[:4].isdigit())
        first, last = (known[0][0], known[-1][0]) if known else (None, None)
        found.append(Stated(text, len(articles), first, last, (known or articles)[-1][1]))
    found.sort(key=lambda stated: (stated.last or "", stated.articles), reverse=True)
    return tuple(found)
