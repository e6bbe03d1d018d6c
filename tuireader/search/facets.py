"""What an answer consists of: people, countries, months, sources and tags, each with its count.

For a worker: nothing here is waited for while somebody types. A small answer is counted whole. Of a large one
an even sample says who and what is in it most; where the full-text tables can answer the query alone they
then count those few exactly.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from tuireader.library.facets import Tally
from tuireader.library.indextext import country_term, person_term
from tuireader.library.library import Library
from tuireader.names.alone import is_name_alone
from tuireader.search.exact import person_query
from tuireader.search.marks import Marks
from tuireader.search.plan import Level, Plan, together
from tuireader.search.planner import Planner
from tuireader.search.query import Node, whole_name
from tuireader.search.spelling import either, quoted
from tuireader.text.fold import squash, words

_SAMPLE = 2000
"""Articles that are looked at; an answer of no more is counted whole."""
_MOST = 200_000
"""Ids of an answer that a sample is drawn from."""
_CHUNK = 1024
_ALL = Level("alltext", "prefix")
_LAST_DAY = "-31"
_T = TypeVar("_T", int, str)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One person, country, month, source or tag of an answer."""

    name: str
    articles: int
    is_exact: bool
    """Whether so many articles have it; else it is an estimate."""
    include: str
    """What to add to the query for those articles alone."""
    exclude: str
    """What to add for the others alone."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What an answer consists of, most articles first; months newest first."""

    people: tuple[FacetValue, ...] = ()
    countries: tuple[FacetValue, ...] = ()
    months: tuple[FacetValue, ...] = ()
    sources: tuple[FacetValue, ...] = ()
    tags: tuple[FacetValue, ...] = ()


class FacetCounter:
    """Counts for one answer.

    Args:
        library: what was searched.
        planner: of the answer's query.
        root: what was asked; None for every article.
        ids: of the answer, if they are all; None where they must be gathered first.
        limit: values wanted of each facet.
        stop: asked often; True ends the work.
    """

    def __init__(
        self,
        library: Library,
        planner: Planner,
        root: Node | None,
        ids: Sequence[int] | None,
        limit: int,
        stop: Callable[[], bool],
    ) -> None:
        self._library = library
        self._planner = planner
        self._root = root
        self._ids = ids
        self._limit = limit
        self._stop = stop

    def count(self) -> Facets | None:
        """The facets; None when stopped."""
        if self._root is None:
            tally = self._library.tally_all(self._limit, self._stop)
            return None if tally is None else self._facets(tally, lambda plan, seen: seen, is_exact=True)
        ids = self._ids = self._ids if self._ids is not None else self._gathered()
        if ids is None:
            return None
        if len(ids) <= _SAMPLE:
            tally = self._library.tally(ids, self._stop)
            return None if tally is None else self._facets(tally, lambda plan, seen: seen, is_exact=True)
        every = len(ids) / _SAMPLE
        tally = self._library.tally([ids[int(n * every)] for n in range(_SAMPLE)], self._stop)
        if tally is None:
            return None
        plan = self._planner.plan(self._root, _ALL)
        if not plan.is_streamed:
            return self._facets(tally, lambda _, seen: round(seen * every), is_exact=False)

        def counted(narrower: Plan, seen: int) -> int:
            both = together([plan, narrower])
            return 0 if self._stop() else self._planner.streams.count(both, _ALL.table) or 0

        facets = self._facets(tally, counted, is_exact=True, scale=every)
        return None if self._stop() else facets

    def _gathered(self) -> Sequence[int] | None:
        assert self._root is not None
        found = self._planner.streams.run(self._planner.plan(self._root, _ALL), _ALL.table)
        ids = array("q")
        while len(ids) < _MOST and (chunk := list(islice(found, _CHUNK))):
            if self._stop():
                return None
            ids.extend(chunk)
        return ids

    def _facets(
        self, tally: Tally, counted: Callable[[Plan, int], int], *, is_exact: bool, scale: float = 1.0
    ) -> Facets:
        """The values of the tally that most articles have, each counted by `counted`."""
        people, countries = (_most(counter, self._limit) for counter in (tally.people, tally.countries))
        names = self._library.names_of_entities([entity for entity, _ in (*people, *countries)])
        months = sorted(_most(tally.months, self._limit), reverse=True)
        sources = _most(tally.sources, self._limit)
        return Facets(
            people=_ordered(
                FacetValue(
                    name, counted(Plan(either(list(map(_term, rows)))), n), is_exact, asked, f"-{asked}"
                )
                for name, rows, n, asked in self._people(people, names, tally)
            ),
            countries=_ordered(
                _value(
                    names[e][1],
                    "country",
                    counted(Plan(quoted(country_term(names[e][0]))), n),
                    is_exact=is_exact,
                )
                for e, n in countries
                if e in names
            ),
            months=tuple(
                self._month(month, n, counted, is_exact=is_exact, is_tallied=scale == 1.0)
                for month, n in months
            ),
            # No term stands for a source: what a sample holds of it is all that is known.
            sources=_ordered(
                _value(name, "source", round(n * scale), is_exact=is_exact and scale == 1.0)
                for name, n in sources
            ),
            tags=self._tags(),
        )

    def _month(
        self, month: str, seen: int, counted: Callable[[Plan, int], int], *, is_exact: bool, is_tallied: bool
    ) -> FacetValue:
        low, high = self._library.days(month, month + _LAST_DAY)
        # What was looked at article by article is exact whatever the order of their ids.
        is_exact = is_exact and (is_tallied or self._library.extent().is_in_order)
        number = counted(Plan(low=low, high=high), seen)
        return FacetValue(month, number, is_exact, f"date:{month}", f"-date:{month}")

    def _tags(self) -> tuple[FacetValue, ...]:
        marks: Marks = self._planner.marks
        answering = None if self._root is None else set(self._ids or ())
        counter: Counter[str] = Counter()
        uids = list(marks.tags)
        for uid in uids:
            place = self._library.id_of(uid)
            if place is not None and (answering is None or place in answering):
                counter.update(marks.tags[uid])
        tags = {squash(tag) for tag in set().union(*marks.tags.values())}
        return tuple(
            _value(
                tag,
                "tag",
                n,
                is_exact=True,
                whole=any(other != squash(tag) and other.startswith(squash(tag)) for other in tags),
            )
            for tag, n in _most(counter, self._limit)
        )

    def _people(
        self, people: Sequence[tuple[int, int]], names: Mapping[int, tuple[str, str]], tally: Tally
    ) -> Iterator[tuple[str, Sequence[int], int, str]]:
        """Name, rows, count and query of each person; of a name alone, the rows of all who have it as one."""
        told: set[int] = set()
        for entity, count in people:
            if entity not in names or entity in told:
                continue
            key, name = names[entity]
            rows = self._library.numbers_called(words(name)) if is_name_alone(name) else [entity]
            told.update(rows)
            count = sum(tally.people[row] for row in rows) if len(rows) > 1 else count
            yield name, rows, count, person_query(self._library, key, name)


def _term(entity: int) -> str:
    return quoted(person_term(entity))


def _value(name: str, field: str, articles: int, *, is_exact: bool, whole: bool = False) -> FacetValue:
    shown = name.replace('"', "'")
    asked = whole_name(field, name) if whole else f'{field}:"{shown}"'
    return FacetValue(name, articles, is_exact, asked, f"-{asked}")


def _ordered(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted((v for v in values if v.articles), key=lambda v: (-v.articles, v.name)))


def _most(counter: Counter[_T], limit: int) -> list[tuple[_T, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], str(item[0])))[:limit]
