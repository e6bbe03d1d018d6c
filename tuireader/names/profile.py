"""What many articles say of one person or country: forms, titles with their dates, who appears beside them.

Pure: it is given the articles' dates and names. Cards are made of it, in the room and on the command line.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tuireader.names.same import person_key
from tuireader.names.values import Mention, Names, Person


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
    """What the articles say; each list most frequent first, titles newest first."""

    articles: int
    """In how many the person or country is."""
    forms: tuple[tuple[str, int], ...]
    """Each with the number of articles that use it."""
    titles: tuple[Stated, ...]
    countries: tuple[tuple[str, int], ...]
    """Codes: of the posts of a person; of a country, those named beside it."""
    people: tuple[tuple[str, str, int], ...]
    """Who appears in the same articles: key, name, number of articles."""
    periods: tuple[tuple[str, int], ...]
    """Articles by month (`2024-12`), or by year where they span more than three, in order of time."""


def profile_of_person(key: str, articles: Iterable[Seen]) -> Profile:
    """What these articles say of the person whose `person_key` is `key`."""
    gathered = _Gathered()
    for seen in articles:
        meant = [person for person in seen.names.people if person_key(person.name) == key]
        if not meant:
            continue
        gathered.note(seen, {form for person in meant for form in person.forms})
        for title in dict.fromkeys(person.title for person in meant if person.title):
            gathered.titles.setdefault(title, []).append((seen.date, seen.uid))
        gathered.countries.update({person.country for person in meant if person.country})
        gathered.note_people([person for person in seen.names.people if person not in meant])
    return gathered.profile()


def profile_of_country(code: str, articles: Iterable[Seen]) -> Profile:
    """What these articles say of the country of this code."""
    gathered = _Gathered()
    for seen in articles:
        meant = [country for country in seen.names.countries if country.code == code]
        if not meant:
            continue
        gathered.note(seen, {form for country in meant for form in country.forms})
        beside = {c.code for c in seen.names.countries if c.code != code and c.evidence != "weak"}
        gathered.countries.update(beside)
        gathered.note_people(seen.names.people)
    return gathered.profile()


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


_MOST_YEARS_BY_MONTH = 3


class _Gathered:
    """What was noted so far."""

    def __init__(self) -> None:
        self.articles = 0
        self.forms = Counter[str]()
        self.titles: dict[str, list[tuple[str | None, str]]] = {}
        self.countries = Counter[str]()
        self.people = Counter[str]()
        self.called: dict[str, Counter[str]] = {}
        self.months = Counter[str]()

    def note(self, seen: Seen, forms: Iterable[str]) -> None:
        self.articles += 1
        self.forms.update(forms)
        if seen.date:
            self.months[seen.date[:7]] += 1

    def note_people(self, people: Iterable[Person]) -> None:
        named = {person_key(person.name): person.name for person in people}
        self.people.update(named.keys())
        for key, name in named.items():
            self.called.setdefault(key, Counter())[name] += 1

    def profile(self) -> Profile:
        return Profile(
            articles=self.articles,
            forms=tuple(self.forms.most_common()),
            titles=_stated(self.titles),
            countries=tuple(self.countries.most_common()),
            people=tuple(
                (key, self.called[key].most_common(1)[0][0], count)
                for key, count in self.people.most_common()
            ),
            periods=periods(self.months.items()),
        )


def _stated(titles: dict[str, list[tuple[str | None, str]]]) -> tuple[Stated, ...]:
    found = []
    for text, articles in titles.items():
        known = sorted((date, uid) for date, uid in articles if date and date[:4].isdigit())
        first, last = (known[0][0], known[-1][0]) if known else (None, None)
        found.append(Stated(text, len(articles), first, last, (known or articles)[-1][1]))
    found.sort(key=lambda stated: (stated.last or "", stated.articles), reverse=True)
    return tuple(found)
