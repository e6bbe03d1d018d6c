"""The searcher: a query in, ids out, best first; rows, snippets and reasons only for the window shown.

Answers come in tiers, each a stream that stops when enough was found: what names a person or country
exactly, or stands in a headline; what begins so; what the text holds; what is only similar. Within the
newest few hundred of a tier the articles that are most about it come first. No tier is ever scored as a
whole.
"""

import threading
import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from tuireader.library.library import Library
from tuireader.library.values import ArticleRow, StoredArticle
from tuireader.names.values import CountryFound, Person
from tuireader.search import reasons
from tuireader.search.lately import Lately
from tuireader.search.marks import NO_MARKS, Marks
from tuireader.search.plan import Level
from tuireader.search.planner import Planner, is_bare
from tuireader.search.query import Node, Query, QueryError, Sort, Term, joined, parse
from tuireader.search.ranking import Leads, Ranking
from tuireader.search.reasons import Marked, Reason
from tuireader.search.spelling import Speller
from tuireader.search.stated import Stated
from tuireader.search.streams import Streams
from tuireader.search.textmatch import Matcher, merged
from tuireader.search.tiers import Tier, Tiers

if TYPE_CHECKING:
    from tuireader.library.timeline import Timeline
    from tuireader.search.facets import Facets
    from tuireader.search.suggesting import Suggestion

__all__ = ["Answer", "Hit", "Searcher", "Tier"]

_RANKED = 5000
"""Ids of one answer that are gathered tier by tier; all others follow, newest first."""
_WINDOW = 200
"""Ids of the answer that is wanted at once."""
_COUNTED = 1000
"""So far an answer is counted at once."""
_KEPT = 128
"""Answers remembered: who erases letters has seen them all."""
_BROADEST = Level("alltext", "prefix")
"""What every tier but those that forgive is a part of."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    query: Query
    ids: Sequence[int]
    """Best first; in the order of dates where no words were asked for."""
    total: int
    total_is_exact: bool
    error: QueryError | None
    took_ms: float
    tiers: tuple[Tier, ...]
    is_whole: bool = True
    """Whether these are all ids that `run` would give; else `Searcher.whole` gives the others."""
    planner: Planner | None = field(default=None, repr=False, compare=False)
    """What the words were read as: for `explain`."""
    root: Node | None = field(default=None, repr=False, compare=False)
    """What was asked, the queries that had to hold too included."""
    sort: Sort = field(default="relevance", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of an answer, explained."""

    row: ArticleRow
    snippet: Marked | None
    headline_spans: tuple[tuple[int, int], ...]
    reasons: tuple[Reason, ...]


class Searcher:
    """Searches one library; safe to use from several threads, one search at a time in each."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._speller = Speller(library)
        self._stated = Stated(library)
        self._leads = Leads(library)
        self._lately = Lately(library)
        self._kept: OrderedDict[tuple[object, ...], tuple[Marks, Answer]] = OrderedDict()
        self._lock = threading.Lock()
        self._window_lock = threading.Lock()

    def search(
        self,
        text: str,
        marks: Marks = NO_MARKS,
        *,
        within: Sequence[str] = (),
        sort: Sort | None = None,
        in_haste: bool = True,
    ) -> Answer:
        """Answer a query while it is being typed: its best few hundred ids, and a count up to a thousand.

        Never raises for what it says: `error` tells what is wrong, with no ids. The answer begins as that of
        `run` does; `whole` gives the others, `count` the whole number.

        Args:
            text: the query.
            marks: what the user did with articles; the notebook's summary.
            within: further queries that must hold too and are not shown as typed: `is:unread`.
            sort: the order where the query states none of its own.
            in_haste: whether somebody is typing: then for a phrase only a few texts are read.
        """
        began = time.perf_counter()
        generation = self._speller.refresh()
        key = (text, tuple(within), sort, in_haste, generation)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept[0] is marks:
                self._kept.move_to_end(key)
                return replace(kept[1], took_ms=_ms(began))
        self._leads.refresh(generation)
        asked = self._read(text, marks, within, sort, in_haste=in_haste)
        answer = replace(self._first(asked), took_ms=_ms(began))
        if len(answer.ids) > _RANKED and not isinstance(answer.ids, range):
            return answer
        with self._lock:
            self._kept[key] = marks, answer
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return answer

    def whole(self, answer: Answer, stop: Callable[[], bool] = lambda: False) -> Answer:
        """The answer with all its ids : for a worker.

        Args:
            answer: of `search`.
            stop: asked now and then; True ends the work, and what was found by then is given.
        """
        if answer.is_whole or answer.planner is None or answer.root is None:
            return answer
        began = time.perf_counter()
        planner = self._planner_of(answer.query, answer.planner.marks)
        return replace(self._whole(replace(answer, planner=planner), stop), took_ms=_ms(began))

    def run(
        self, text: str, marks: Marks = NO_MARKS, *, within: Sequence[str] = (), sort: Sort | None = None
    ) -> Answer:
        """Answer a query with all its ids; see `search`."""
        began = time.perf_counter()
        self._leads.refresh(self._speller.refresh())
        asked = self._read(text, marks, within, sort)
        if asked.is_whole:
            return replace(asked, took_ms=_ms(began))
        return replace(self._whole(asked, lambda: False), took_ms=_ms(began))

    def count(self, answer: Answer) -> int:
        """How many articles answer: exactly, unless more texts had to be read for it than is reasonable."""
        if answer.total_is_exact or answer.planner is None or answer.root is None:
            return answer.total
        counted = answer.planner.streams.count(answer.planner.plan(answer.root, _BROADEST), _BROADEST.table)
        return max(answer.total, counted) if counted is not None else self.whole(answer).total

    def facets(
        self, answer: Answer, *, limit: int = 12, stop: Callable[[], bool] = lambda: False
    ) -> "Facets | None":
        """What the answer consists of, each with its count: for a worker. None when `stop` says so.

        Args:
            answer: of `search`, `whole` or `run`.
            limit: values wanted of each facet.
            stop: asked often; True ends the work.
        """
        from tuireader.search.facets import FacetCounter, Facets  # a command line never asks for them

        if answer.planner is None or answer.error is not None:
            return Facets()
        planner = self._planner_of(answer.query, answer.planner.marks)
        known = answer.ids if answer.is_whole and answer.total_is_exact else None
        return FacetCounter(self._library, planner, answer.root, known, limit, stop).count()

    def timeline(self, answer: Answer, stop: Callable[[], bool] = lambda: False) -> "Timeline | None":
        """How many articles of the answer are of each date: for a worker. None when `stop` says so."""
        if answer.error is not None:
            return self._library.timeline((), stop)
        if answer.planner is None or answer.root is None:
            return self._library.timeline(None, stop)
        whole = self.whole(answer, stop)
        if whole.total_is_exact:
            return None if stop() else self._library.timeline(whole.ids, stop)
        planner = self._planner_of(answer.query, answer.planner.marks)
        found = planner.streams.run(planner.plan(answer.root, _BROADEST), _BROADEST.table)
        counted = self._library.timeline(found, stop)
        return counted and replace(counted, is_whole=not planner.streams.gave_up)

    def explain(self, answer: Answer, start: int, stop: int) -> list[Hit | None]:
        """The rows `start` to `stop` of an answer, each with its snippet and why it is there.

        One for each id of the answer; None for an article that has left the library since.
        """
        window = list(answer.ids[start:stop])
        rows = {row.id: row for row in self._library.rows(window)}
        terms = answer.query.terms
        if not terms or answer.planner is None:
            return [Hit(rows[i], None, (), ()) if i in rows else None for i in window]
        self._read_all(answer.planner)
        explainer = reasons.Explainer(terms, answer.planner.readings, answer.planner.marks.note_texts)
        with self._window_lock:
            self._lately.refresh(self._library.generation)
            shown = self._lately.of(window)
        hits: list[Hit | None] = []
        for place in window:
            row, held = rows.get(place), shown.get(place)
            if row is None:
                hits.append(None)
            elif held is None or held.stored.article.id != row.uid:  # a scan ended between the two reads
                hits.append(Hit(row, None, (), ()))
            else:
                hits.append(Hit(row, *explainer.explain(row, held)))
        return hits

    def suggest(
        self, text: str, cursor: int | None = None, limit: int = 6, marks: Marks = NO_MARKS
    ) -> "list[Suggestion]":
        """People and countries that the word being typed could mean, then fields and tags, best first."""
        from tuireader.search import completing, suggesting

        at = len(text) if cursor is None else cursor
        names = suggesting.suggest(self._library, text, at, limit)
        others = completing.complete(text, at, marks)
        return [*names[: limit - min(len(others), 1)], *others][:limit]

    def spans_in(self, query: Query, block_texts: Sequence[str]) -> list[tuple[int, int, int]]:
        """What to light in an open article: (block, start, end), in the order of the text."""
        if not query.terms:
            return []
        matcher = Matcher(reasons.lit_terms(query.terms), self._planner(query).readings)
        return [
            (block, start, end)
            for block, text in enumerate(block_texts)
            for start, end in merged(matcher.meets(text), text)
        ]

    def focus(self, query: Query, stored: StoredArticle) -> list[Person | CountryFound]:
        """Who and which countries of the article the query asked for, in the order of the terms."""
        if not query.terms:
            return []
        planner = self._planner(query)
        return reasons.Explainer(query.terms, planner.readings, ()).focus(stored)

    def _planner(self, query: Query) -> Planner:
        self._speller.refresh()
        planner = self._planner_of(query, NO_MARKS)
        self._read_all(planner)
        return planner

    @staticmethod
    def _read_all(planner: Planner) -> None:
        for term in planner.query.terms:
            planner.reading(term)

    def _planner_of(self, query: Query, marks: Marks, *, in_haste: bool = False) -> Planner:
        streams = Streams(self._library, in_haste=in_haste)
        return Planner(self._library, self._speller, self._stated, query, marks, streams)

    def _read(
        self, text: str, marks: Marks, within: Sequence[str], sort: Sort | None, *, in_haste: bool = False
    ) -> Answer:
        """The answer before anything is looked for; whole already where nothing has to be."""
        query = parse(text)
        if sort is None or query.states_sort:
            sort = query.sort
        error = query.error
        parts = [query.root] if query.root is not None else []
        for further in map(parse, within):
            error = error or further.error
            if further.root is not None:
                parts.append(further.root)
        planner = self._planner_of(query, marks, in_haste=in_haste)
        root = joined(parts)
        if error is not None:
            return Answer(query, (), 0, True, error, 0, (), planner=planner)
        if root is None:
            ids = self._library.ids("date" if sort == "relevance" else sort)
            return Answer(query, ids, len(ids), True, None, 0, (Tier(0, ""),), planner=planner, sort=sort)
        return Answer(query, (), 0, False, None, 0, (), False, planner, root, sort)

    def _first(self, asked: Answer) -> Answer:
        """The beginning of the answer, as quickly as can be."""
        planner, root = asked.planner, asked.root
        if asked.is_whole or planner is None or root is None:
            return asked
        asks_words = _asks_words(asked.query)
        plan = planner.plan(root, _BROADEST)
        newest_first = asked.sort in ("relevance", "date")
        if (newest_first and not asks_words) or (asked.sort == "date" and not plan.texts):
            found = planner.streams.run(plan, _BROADEST.table)
            ids = list(islice(found, _COUNTED + 1))
            if len(ids) > _COUNTED:
                return replace(asked, ids=ids[:_WINDOW], total=_COUNTED, tiers=(Tier(0, ""),))
            if not asks_words:
                return replace(
                    asked,
                    ids=ids,
                    total=len(ids),
                    total_is_exact=not planner.streams.gave_up,
                    tiers=(Tier(0, ""),),
                    is_whole=True,
                )
        if asked.sort != "relevance":
            # What comes first in another order may stand in any text: no haste would find it.
            patient = self._planner_of(asked.query, planner.marks)
            return self._whole(replace(asked, planner=patient), lambda: False)
        gathered = self._gather(asked, planner, root, _WINDOW, lambda: False)
        total, is_exact = len(gathered.ids), gathered.is_whole
        if not is_exact:
            counted = self._counted(planner, root)
            if counted is not None:
                total, is_exact = max(total, counted), counted < _COUNTED
        return replace(
            asked,
            ids=gathered.ids,
            total=total,
            total_is_exact=is_exact,
            tiers=tuple(gathered.tiers),
            is_whole=gathered.is_whole,
        )

    @staticmethod
    def _counted(planner: Planner, root: Node) -> int | None:
        """How many answer, as far as they are counted at once; None where only reading on would tell."""
        if isinstance(root, Term) and is_bare(root) and planner.reading(root).most >= _COUNTED:
            return _COUNTED
        return planner.streams.count(planner.plan(root, _BROADEST), _BROADEST.table, _COUNTED)

    def _whole(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        """All of the answer."""
        planner, root = asked.planner, asked.root
        assert planner is not None  # both are there until the answer is whole
        assert root is not None
        if not _asks_words(asked.query):
            found = planner.streams.run(planner.plan(root, _BROADEST), _BROADEST.table)
            ids: Sequence[int] = self._sorted([i for i in found if not stop()], asked.sort)
            tiers: tuple[Tier, ...] = (Tier(0, ""),)
            is_exact = not planner.streams.gave_up
        else:
            gathered = self._gather(asked, planner, root, _RANKED, stop)
            gathered.take_rest(stop)
            ids, is_exact = gathered.ids, gathered.is_whole
            tiers = tuple(gathered.tiers)
            if asked.sort != "relevance":
                ids, tiers = self._sorted(ids, asked.sort), (Tier(0, ""),)
        total = max(len(ids), asked.total)
        return replace(
            asked,
            ids=ids if len(ids) <= _RANKED else array("q", ids),
            total=len(ids) if is_exact else total,
            total_is_exact=is_exact,
            tiers=tiers,
            is_whole=True,
        )

    def _gather(
        self, asked: Answer, planner: Planner, root: Node, most: int, stop: Callable[[], bool]
    ) -> Tiers:
        ranking = Ranking(self._library, self._leads, planner)
        # Other orders would show whatever happened to be read first.
        hurried = asked.sort in ("relevance", "date") and self._is_growing(planner)
        return Tiers(planner, ranking, root, most=most, hurried=hurried, stop=stop)

    @staticmethod
    def _is_growing(planner: Planner) -> bool:
        """Whether a phrase is still being typed."""
        return any(planner.reading(term).growing for term in planner.query.terms)

    def _sorted(self, ids: Sequence[int], sort: Sort) -> list[int]:
        if sort == "length" and len(ids) <= _COUNTED:
            words = {row.id: row.words for row in self._library.rows(ids)}
            return sorted(ids, key=lambda i: (-words.get(i, 0), -i))
        if sort != "length" and self._library.extent().is_in_order:
            return sorted(ids, reverse=sort != "oldest")
        wanted = set(ids)
        return [i for i in self._library.ids("date" if sort == "relevance" else sort) if i in wanted]


def _asks_words(query: Query) -> bool:
    """Whether it asks for anything that has tiers."""
    return any(term.field not in ("tag", "note") for term in query.terms)


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000
