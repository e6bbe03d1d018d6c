"""People and countries to pick from: the open article's first, then the library's."""

from dataclasses import dataclass, field

from tuireader.library.alone import base_of, key_in
from tuireader.library.library import Library
from tuireader.library.values import CountryEntry, PersonEntry, StoredArticle
from tuireader.names.same import person_key
from tuireader.room.cards import Lead
from tuireader.search.exact import person_query


@dataclass(frozen=True, slots=True)
class PickItem:
    """A person or country to pick."""

    name: str
    lead: Lead
    """To the card."""
    detail: str = field(compare=False)
    articles: int = field(compare=False)
    is_here: bool = field(compare=False)
    """Whether the open article names them."""


class Picker:
    """Gives the rows of the pickers; reads the disk."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def people(self, here: StoredArticle | None) -> list[PickItem]:
        """People to pick from: the open article's first, then the library's, most articles first.

        A name alone stands once for all articles that have it.
        """
        items: list[PickItem] = []
        entries = self._library.people_in(here.article.id) if here is not None else []
        by_key = {base_of(entry.key): entry for entry in entries}
        for person in here.people if here is not None else ():
            entry = by_key.pop(person_key(person.name), None)
            if here is not None and entry is not None:
                key = key_in(entry.key, here.article.id) if entry.is_name_alone else entry.key
                lead = Lead("person", key)
                items.append(PickItem(entry.name, lead, person.title or "", entry.articles, True))
        seen = {entry.key for entry in entries}
        others = sorted(self._library.people(limit=500), key=lambda entry: -entry.articles)
        return items + [_person(entry) for entry in others if entry.key not in seen]

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
                PickItem(c.name, Lead("country", c.code), ", ".join(c.forms[:4]), counts.get(c.code, 1), True)
                for c in here.countries
                if c.evidence != "weak"
            ]
        seen = {item.name for item in items}
        items += [_country(e) for e in sorted(entries, key=lambda e: -e.articles) if e.name not in seen]
        return items

    def query_of(self, item: PickItem) -> str:
        """What lists the articles of a person or country that was picked, and no others."""
        if item.lead.kind == "country":
            return f'country:"{item.name}"'
        return person_query(self._library, item.lead.to, item.name)


def _person(entry: PersonEntry) -> PickItem:
    about = "a name alone" if entry.is_name_alone else "".join(entry.titles[:1])
    return PickItem(entry.name, Lead("person", entry.key), about, entry.articles, False)


def _country(entry: CountryEntry) -> PickItem:
    forms = ", ".join(entry.forms[:4])
    return PickItem(entry.name, Lead("country", entry.code), forms, entry.articles, False)
