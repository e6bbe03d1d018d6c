"""Within a tier: what an article is about. Only the newest few hundred and only their heads count."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from operator import add
from typing import NamedTuple

from tuireader.library.entities import How as NameHow
from tuireader.library.library import Library
from tuireader.library.values import NamedPerson
from tuireader.search.plan import Plan
from tuireader.search.planner import Planner, is_bare
from tuireader.search.query import Term
from tuireader.search.spelling import names_country, quoted
from tuireader.search.textmatch import Matcher
from tuireader.text.fold import words

LOOKED_AT = 200
"""So many of the newest of a tier are put in order."""
_MOST_MENTIONS = 10
_ABOUT = (None, "person", "country", "headline")
"""Fields of terms that an article may be about."""
_WHOLE_COUNTRY, _WHOLE_PERSON, _HEADLINE, _LEAD = 8, 6, 4, 2
_PEOPLE = 4
"""So many people that a query may mean are looked for."""
_EACH = 8
"""So many spellings that may be meant come first with an article each."""
_SHORTEST = 3
"""A shorter start means everybody."""
_KEPT = 8192
_FEW = 300
"""An entity in no more articles than this has all its mentions read at once."""


class Lead(NamedTuple):
    """What an article begins with, folded; its words stand between single spaces."""

    doc: int
    headline: str
    paragraph: str


class Leads:
    """What articles begin with, remembered: from one letter typed to the next, many are the same."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generation = -1
        self._kept: dict[int, Lead] = {}
        self._mentions: dict[int, dict[int, int]] = {}
        """By entity and `doc`."""
        self._asked: dict[int, set[int]] = {}
        """Of entities in more articles than are read at once: for which they were looked up."""

    def refresh(self, generation: int) -> None:
        """Forget what was read in an older state of the library."""
        if generation != self._generation or len(self._kept) > _KEPT:
            self._generation, self._kept = generation, {}
            self._mentions, self._asked = {}, {}

    def of(self, ids: Sequence[int]) -> list[Lead]:
        """The lead of each id; an empty one of an article that has left the library."""
        kept = self._kept
        missing = [place for place in ids if place not in kept]
        if missing:
            found = self._library.leads(missing)
            for place in missing:
                doc, words_of_both = found.get(place, (-1, ""))
                headline, _, paragraph = words_of_both.partition("\n")
                kept[place] = Lead(doc, f" {headline} ", f" {paragraph} ")
        return [kept[place] for place in ids]

    def mentions(self, entities: Mapping[int, int], docs: Sequence[int]) -> list[int]:
        """How often each article, by `doc`, mentions any of these people and countries.

        Args:
            entities: their numbers, and in how many articles each is.
            docs: the articles.
        """
        counts = [0] * len(docs)
        for entity, articles in entities.items():
            known = self._of_entity(entity, docs, is_in_few=articles <= _FEW)
            if known:
                counts = list(map(add, counts, map(known.get, docs, repeat(0))))
        return counts

    def _of_entity(self, entity: int, docs: Sequence[int], *, is_in_few: bool) -> dict[int, int]:
        """The mentions of an entity by `doc`, of these articles or of more."""
        known = self._mentions.get(entity)
        if is_in_few:  # they are read in less time than some hundred are looked for, and serve every letter
            if known is None:
                known = self._mentions[entity] = self._library.appearances(entity)
            return known
        if known is None:
            known = self._mentions[entity] = {}
        asked = self._asked.setdefault(entity, set())
        missing = [doc for doc in docs if doc not in asked]
        if missing:
            asked.update(missing)
            known.update(self._library.mentions(entity, missing))
        return known


class Ranking:
    """Puts the articles of one query in order; whom it means is looked up when first needed."""

    def __init__(self, library: Library, leads: Leads, planner: Planner) -> None:
        self._library = library
        self._leads = leads
        self._planner = planner
        self._terms = [term for term in planner.query.terms if term.field in _ABOUT]
        self._matchers: dict[bool, Matcher] = {}
        self._meant: dict[bool, list[tuple[dict[int, int], int]]] = {}
        """Both without typos and with them: these are looked for where nothing else was found."""

    def by_aboutness(self, ids: Sequence[int], *, forgives: bool) -> list[int]:
        """The ids, given newest first, with the newest few hundred ordered by how much they are about it.

        Args:
            ids: of one tier.
            forgives: whether they may meet the query by a misspelling alone.
        """
        newest, older = list(ids[:LOOKED_AT]), list(ids[LOOKED_AT:])
        if len(newest) < 2 or not self._says_something:
            return [*newest, *older]
        # A few hundred texts at each letter: steps over all of them that Python does not take one by one.
        docs, headlines, paragraphs = zip(*self._leads.of(newest), strict=True)
        met_in = self._matcher(forgives=forgives).met_in
        scores = [
            _HEADLINE * headline + _LEAD * paragraph
            for headline, paragraph in zip(met_in(headlines), met_in(paragraphs), strict=True)
        ]
        for numbers, weight in self._subjects(forgives=forgives):
            counts = self._leads.mentions(numbers, docs)
            scores = [
                score + weight + min(count, _MOST_MENTIONS) if count else score
                for score, count in zip(scores, counts, strict=True)
            ]
        score_of = dict(zip(newest, scores, strict=True))
        newest.sort(key=score_of.__getitem__, reverse=True)  # of equals the newer stays before the older
        return [*newest, *older]

    def one_of_each(
        self, ids: Sequence[int], *, people: bool, unseen: Callable[[int], bool] | None
    ) -> list[int]:
        """The ids with the foremost article of each spelling that may be meant in front, the likeliest first.

        Nobody knows which was meant, and where one is in the news it would fill the screen.

        Args:
            ids: as `by_aboutness` has them.
            people: whether only people's names were looked through.
            unseen: tells which articles no tier has given yet, where nothing but the word is asked: then of a
                spelling that the newest drove out its own newest comes.
        """
        similar = self._planner.reading(self._terms[0]).words if len(self._terms) == 1 else ()
        if len(similar) != 1 or len(similar[0].similar) < 2:
            return list(ids)
        front: dict[int, None] = {}
        left = set(ids)
        for spelling, _ in similar[0].similar[:_EACH]:
            expression = f"people : {quoted(spelling)}" if people else quoted(spelling)
            newest = self._planner.streams.first(Plan(expression), "heads", LOOKED_AT)
            its = left.intersection(newest)
            best = next((place for place in ids if place in its), None)
            if best is None and unseen is not None:
                best = next((place for place in newest if place not in front and unseen(place)), None)
            if best is not None:
                front[best] = None
                left.difference_update(newest)
        return [*front, *(place for place in ids if place not in front)]

    @cached_property
    def _says_something(self) -> bool:
        """Whether the query is more than a letter or two, which everything is about."""
        return any(
            term.field == "country" or any(len(word) >= _SHORTEST for word in term.words) or self._codes(term)
            for term in self._terms
        )

    def _codes(self, term: Term) -> list[str]:
        """The countries that a term means; of those that a letter or two begin there are too many."""
        is_short = term.field is None and max(map(len, term.words), default=0) < _SHORTEST
        return self._planner.reading(term).codes("exact" if is_short else "fuzzy")

    def _matcher(self, *, forgives: bool) -> Matcher:
        found = self._matchers.get(forgives)
        if found is None:
            readings = {term: self._planner.reading(term) for term in self._terms}
            found = self._matchers[forgives] = Matcher(self._terms, readings, forgives=forgives)
        return found

    def _subjects(self, *, forgives: bool) -> list[tuple[dict[int, int], int]]:
        """Groups of people and countries that the query means, each with what a mention of them is worth."""
        found = self._meant.get(forgives)
        if found is None:
            found = self._meant[forgives] = self._look_for_subjects(forgives=forgives)
        return found

    def _look_for_subjects(self, *, forgives: bool) -> list[tuple[dict[int, int], int]]:
        groups: list[tuple[dict[int, int], int]] = []
        bare = [term for term in self._terms if is_bare(term)]
        for term in self._terms:
            if term.field == "person":
                groups += self._people(list(term.words), forgives=forgives, bare=False)
        if bare:
            asked = [word for term in bare for word in term.words]
            groups += self._people(asked, forgives=forgives, bare=True)
        codes = [code for term in self._terms for code in self._codes(term)]
        groups.append((self._library.country_entities(codes) if codes else {}, _WHOLE_COUNTRY))
        return [(entities, weight) for entities, weight in groups if entities]

    def _people(self, asked: list[str], *, forgives: bool, bare: bool) -> list[tuple[dict[int, int], int]]:
        """Those of just this name, and the most mentioned of those of whose name this is a part."""
        exactly = [word for word in asked if names_country(word)] if bare else []
        ways: tuple[NameHow, ...] = ("exact", "prefix", "fuzzy") if forgives else ("exact", "prefix")
        whole: dict[int, int] = {}
        others: dict[int, int] = {}
        for how in ways if min(map(len, asked)) >= _SHORTEST else ways[:1]:
            for person in self._named(asked, how, exactly, bare=bare):
                same = any(sorted(words(form)) == sorted(asked) for form in person.forms)
                (whole if same else others)[person.entity] = person.articles
            if whole or others:
                break
        return [(whole, _WHOLE_PERSON), (others, 0)]

    def _named(self, asked: list[str], how: NameHow, exactly: list[str], *, bare: bool) -> list[NamedPerson]:
        """The most mentioned people of a name."""
        if len(asked) < 2:
            return self._library.people_named(asked, how, _PEOPLE, exactly)
        # Those whom several words name were looked up for their articles, too.
        return self._library.people_numbered(self._planner.people(asked, how, bare=bare), _PEOPLE)
