"""What the reader knows better, laid over what was found: merge, split, rename, hide, add, countries.

An overlay never changes what was found; it is laid over it anew whenever a correction comes or goes, and over
every article that is read afterwards.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Protocol

from tuireader.articles.article import Article
from tuireader.names.country_table import display_name
from tuireader.names.same import person_key
from tuireader.names.values import CountryFound, Mention, Names, Person


class Correction(Protocol):
    """A correction as the notebook keeps it; see there for what each kind fills in."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def other(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def instead_of(self) -> str | None: ...
    @property
    def article(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One correction as a value that other processes can be sent."""

    id: str
    kind: str
    person: str
    form: str
    other: str
    country: str | None
    instead_of: str | None
    article: str | None

    @classmethod
    def of(cls, correction: Correction) -> "Rule":
        """The same correction."""
        return cls(
            correction.id,
            correction.kind,
            correction.person,
            correction.form,
            correction.other,
            correction.country,
            correction.instead_of,
            correction.article,
        )

    @property
    def key(self) -> str:
        """The key of the person it is about."""
        return person_key(self.person) if self.person else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which an article may hold what the correction changes, or has changed."""
        if self.kind == "encoding":
            return ()
        return tuple(name for name in (self.person, self.form, self.other) if name)


class _Index:
    """The corrections by what they need of an article, so that of thousands only a few are looked at.

    Numbers are places in the order in which the corrections were made.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.by_person: dict[str, list[int]] = {}
        self.by_article: dict[str, list[int]] = {}
        self.by_word: dict[str, list[int]] = {}
        """Forms to be added, by their first word; under the empty word those without any."""
        self.anywhere: list[int] = []
        self.encodings = {rule.form: rule.other for rule in rules if rule.kind == "encoding"}
        for number, rule in enumerate(rules):
            if rule.kind == "encoding":
                continue
            if rule.kind == "add":
                word = _WORD.search(rule.form)
                self.by_word.setdefault(word[0] if word else "", []).append(number)
            elif rule.person:
                self.by_person.setdefault(rule.key, []).append(number)
            elif rule.article is not None:
                self.by_article.setdefault(rule.article, []).append(number)
            else:
                self.anywhere.append(number)
        self.articles = frozenset(rule.article for rule in rules if rule.article is not None)
        merged = (rule for rule in rules if rule.kind == "merge" and rule.article is None)
        self.joined = frozenset(person_key(rule.other) for rule in merged)

    def adding(self, article: Article) -> Iterator[int]:
        """The corrections that may add somebody to an article."""
        if self.by_word:
            words = {word for block in article.blocks for word in _WORD.findall(block.text)}
            for word in self.by_word.keys() & {*words, ""}:
                yield from self.by_word[word]


_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Overlay:
    """All corrections that hold, in the order they were made."""

    rules: tuple[Rule, ...] = ()

    def __reduce__(self) -> tuple[type["Overlay"], tuple[tuple[Rule, ...]]]:
        return Overlay, (self.rules,)  # what is worked out of them stays at home

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.rules)

    @property
    def joined(self) -> frozenset[str]:
        """The keys of people whom the reader has called one: their countries keep them apart no longer."""
        return self._index.joined

    @property
    def encodings(self) -> Mapping[str, str]:
        """What files are written in, by path: for whoever reads them."""
        return self._index.encodings

    @classmethod
    def of(cls, corrections: Iterable[Correction]) -> "Overlay":
        """The overlay that these corrections make."""
        return cls(tuple(Rule.of(correction) for correction in corrections))

    def names_article(self, uid: str) -> bool:
        """Whether a correction is of this article alone."""
        return uid in self._index.articles

    def over(self, names: Names, article: Article, uid: str) -> Names:
        """The names of an article as the reader knows them; the same object where nothing is corrected.

        Args:
            names: as they were found.
            article: whose they are.
            uid: the id it is known by, which corrections of one article name.
        """
        if not self.rules:
            return names
        people = {person_key(person.name): person for person in names.people}
        countries = {country.code: country for country in names.countries}
        before = dict(people), dict(countries)
        for rule in self._in_turn(article, uid, people):
            if rule.article is None or rule.article == uid:
                APPLY[rule.kind](rule, people, countries, article)
        if (people, countries) == before:
            return names
        return Names(
            tuple(sorted(people.values(), key=_most_mentioned)),
            tuple(sorted(countries.values(), key=_most_told)),
        )

    def _in_turn(self, article: Article, uid: str, people: Mapping[str, Person]) -> Iterator[Rule]:
        """The corrections that may concern the article, in order.

        A correction may bring in somebody whom a later one is about: `people` is looked at again after each.
        """
        index = self._index
        waiting = [*index.by_article.get(uid, ()), *index.anywhere, *index.adding(article)]
        heapify(waiting)
        known: set[str] = set()
        done = -1
        while True:
            for key in people.keys() - known:
                known.add(key)
                for number in index.by_person.get(key, ()):
                    heappush(waiting, number)
            while waiting and waiting[0] <= done:
                heappop(waiting)  # made before the person came in
            if not waiting:
                return
            done = heappop(waiting)
            yield self.rules[done]


NOTHING = Overlay()
"""No corrections."""

_People = dict[str, Person]
_Countries = dict[str, CountryFound]


def _merge(rule: Rule, people: _People, countries: _Countries, article: Article) -> None:
    """`person` is `other`, and called so; `rename` does the same, as two of one name are one."""
    person = people.pop(rule.key, None)
    if person is None:
        return
    target = person_key(rule.other)
    renamed = replace(person, name=rule.other)
    people[target] = _joined(people[target], renamed) if target in people else renamed


def _split(rule: Rule, people: _People, countries: _Countries, article: Article) -> None:
    """Mentions of `person` by `form` are mentions of somebody else."""
    person = people.get(rule.key)
    if person is None:
        return
    theirs = [m for m in person.mentions if _is_said(article, m, rule.form)]
    if not theirs:
        return
    name = rule.other or rule.form
    other = Person(name, (rule.form,), None, None, tuple(theirs))
    kept = tuple(mention for mention in person.mentions if mention not in theirs)
    del people[rule.key]
    if kept:
        forms = tuple(form for form in person.forms if form != rule.form) or (person.name,)
        called = forms[0] if person.name == rule.form else person.name
        people[person_key(called)] = replace(person, name=called, forms=forms, mentions=kept)
    target = person_key(name)
    people[target] = _joined(people[target], other) if target in people else other


def _hide(rule: Rule, people: _People, countries: _Countries, article: Article) -> None:
    """`person` is nobody."""
    people.pop(rule.key, None)


def _add(rule: Rule, people: _People, countries: _Countries, article: Article) -> None:
    """Wherever `form` stands as a word of its own, and is nobody's yet, it names a person."""
    taken = [mention for person in people.values() for mention in person.mentions]
    pattern = re.compile(rf"(?<!\w){re.escape(rule.form)}(?!\w)")
    found = [
        Mention(number, match.start(), match.end())
        for number, block in enumerate(article.blocks)
        if rule.form in block.text
        for match in pattern.finditer(block.text)
    ]
    free = tuple(mention for mention in found if not any(_overlap(mention, other) for other in taken))
    if not free:
        return
    name = rule.other or rule.form
    added = Person(name, (rule.form,), None, None, free)
    target = person_key(name)
    people[target] = _joined(people[target], added) if target in people else added


def _article_country(rule: Rule, people: _People, countries: _Countries, article: Article) -> None:
    """The article is about `country`, and not about `instead_of`."""
    wrong = countries.pop(rule.instead_of.upper(), None) if rule.instead_of else None
    code = rule.country.upper() if rule.country else None
    if code is None:
        return
    mentions = wrong.mentions if wrong is not None else ()
    forms = wrong.forms if wrong is not None else ()
    there = countries.get(code)
    if there is not None:
        mentions = tuple(sorted({*there.mentions, *mentions}, key=_place))
        forms = tuple(dict.fromkeys((*there.forms, *forms)))
    countries[code] = CountryFound(code, display_name(code), forms, "named", mentions)


def _person_country(rule: Rule, people: _People, countries: _Countries, article: Article) -> None:
    """`person` belongs to `country`."""
    if (person := people.get(rule.key)) is not None:
        people[rule.key] = replace(person, country=rule.country.upper() if rule.country else None)


Apply = Callable[[Rule, _People, _Countries, Article], None]
APPLY: dict[str, Apply] = {
    "merge": _merge,
    "rename": _merge,
    "split": _split,
    "hide": _hide,
    "add": _add,
    "article-country": _article_country,
    "person-country": _person_country,
}
"""What each kind of correction does to the people and countries of an article."""


def _joined(person: Person, other: Person) -> Person:
    """Two that are one, called as the first is."""
    return Person(
        person.name,
        tuple(dict.fromkeys((*person.forms, *other.forms))),
        person.title or other.title,
        person.country or other.country,
        tuple(sorted({*person.mentions, *other.mentions}, key=_place)),
    )


def _place(mention: Mention) -> tuple[int, int]:
    return mention.block, mention.start


def _most_mentioned(person: Person) -> tuple[int, tuple[int, int], str]:
    first = min(map(_place, person.mentions), default=(0, 0))
    return -len(person.mentions), first, person.name


def _most_told(country: CountryFound) -> tuple[bool, int, tuple[int, int], str]:
    # To the code, that no order depends on what was corrected on the way.
    first = min(map(_place, country.mentions), default=(0, 0))
    return country.evidence == "weak", -len(country.mentions), first, country.code


def _overlap(one: Mention, two: Mention) -> bool:
    return one.block == two.block and one.start < two.end and two.start < one.end


def _is_said(article: Article, mention: Mention, form: str) -> bool:
    """Whether a mention is by this form; a form may begin with the title that stands before the name."""
    text = article.blocks[mention.block].text
    return form.endswith(text[mention.start : mention.end]) and text[: mention.end].endswith(form)
