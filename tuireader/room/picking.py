"""People and countries to pick from: the open article's first, then the library's."""

from dataclasses import dataclass

from tuireader.library.library import Library
from tuireader.library.values import CountryEntry, PersonEntry, StoredArticle


@dataclass(frozen=True, slots=True)
class PickItem:
    """A person or country to pick."""

    name: str
    detail: str
    articles: int
    query: str
    is_here: bool
    """Whether the open article names them."""


class Picker:
    """Gives the rows of the pickers; reads the disk."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def people(self, here: StoredArticle | None) -> list[PickItem]:
        """People to pick from: the open article's first, then the library's, most mentioned first."""
        entries = self._library.people(limit=500)
        counts = {entry.name: entry.articles for entry in entries}
        items = []
        if here is not None:
            items = [
                PickItem(p.name, p.title or "", counts.get(p.name, 1), f'person:"{p.name}"', True)
                for p in here.people
            ]
        seen = {item.name for item in items}
        items += [_person(e) for e in sorted(entries, key=lambda e: -e.articles) if e.name not in seen]
        return items

    def people_like(self, typed: str) -> list[PickItem]:
        """People of the whole library that a name could mean, typos forgiven."""
        return [_person(entry) for entry in self._library.people(typed, limit=50)]

    def countries_like(self, typed: str) -> list[PickItem]:
        """Countries of the library that a name, code or people's name could mean, typos forgiven."""
        return [_country(entry) for entry in self._library.countries(typed)]

    def countries(self, here: StoredArticle | None) -> list[PickItem]:
        """Countries to pick from, in the order of `people`."""
        entries = self._library.countries()
        counts = {entry.code: entry.articles for entry in entries}
        items = []
        if here is not None:
            items = [
                PickItem(c.name, ", ".join(c.forms[:4]), counts.get(c.code, 1), f'country:"{c.name}"', True)
                for c in here.countries
                if c.evidence != "weak"
            ]
        seen = {item.name for item in items}
        items += [_country(e) for e in sorted(entries, key=lambda e: -e.articles) if e.name not in seen]
        return items


def _person(entry: PersonEntry) -> PickItem:
    return PickItem(entry.name, _title(entry), entry.articles, f'person:"{entry.name}"', False)


def _country(entry: CountryEntry) -> PickItem:
    forms = ", ".join(entry.forms[:4])
    return PickItem(entry.name, forms, entry.articles, f'country:"{entry.name}"', False)


def _title(entry: PersonEntry) -> str:
    return entry.titles[0] if entry.titles else ""
