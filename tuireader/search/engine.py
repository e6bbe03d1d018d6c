"""The searcher: a query in, ids out, best first; rows, snippets and reasons only for the window shown.

Answers come in tiers, each a stream that stops when enough was found: what names a person or country
exactly, or stands in a headline; what begins so; what the text holds; what is only similar. Within the
newest few hundred of a tier the articles that are most about it come first. No tier is ever scored as a
whole.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tuireader.library.library import Library
from tuireader.library.values import ArticleRow, StoredArticle
from tuireader.names.values import CountryFound, Person
from tuireader.search import reasons, suggesting
from tuireader.search.marks import NO_MARKS, Marks
from tuireader.search.plan import Level, Plan, Planner, is_bare
from tuireader.search.query import And, Node, Not, Or, Query, QueryError, Sort, Term, joined, parse
from tuireader.search.ranking import by_aboutness
from tuireader.search.reasons import Marked, Reason
from tuireader.search.spelling import Speller
from tuireader.search.suggesting import Suggestion
from tuireader.search.textmatch import Matcher, merged

_MOST = 5000
"""Ids of one answer to words; beyond, the count is a lower bound."""
_FEW = 20
"""With fewer answers than this, typos are forgiven."""
_IN_TEXT = "in the text"
_HEADS = "person, country or headline"


@dataclass(frozen=True, slots=True)
class Tier:
    """A group of the answer, best group first."""

    start: int
    """Where it begins in the answer's ids."""
    words: str
    """What its articles have in common; empty where nothing was asked that could be ranked."""


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
    planner: Planner | None = field(default=None, repr=False, compare=False)
    """What the words were read as: for `explain`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of an answer, explained."""

    row: ArticleRow
    snippet: Marked | None
    headline_spans: tuple[tuple[int, int], ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """One tier: how it is found and what it is called."""

    level: Level
    names: bool
    """Whether all words together must name one person or country."""
    words: str


_STEPS = (
    _Step(Level("heads", "exact"), True, _HEADS),
    _Step(Level("heads", "exact"), False, _HEADS),
    _Step(Level("heads", "prefix"), True, "prefix"),
    _Step(Level("heads", "prefix"), False, "prefix"),
    _Step(Level("alltext", "exact"), False, _IN_TEXT),
    _Step(Level("alltext", "prefix"), False, "prefix in the text"),
)
_FORGIVING = (
    _Step(Level("heads", "fuzzy"), True, "similar"),
    _Step(Level("heads", "fuzzy"), False, "similar"),
    _Step(Level("alltext", "fuzzy"), False, "similar in the text"),
)


class Searcher:
    """Searches one library; safe to use from several threads, one search at a time in each."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._speller = Speller(library)

    def run(
        self, text: str, marks: Marks = NO_MARKS, *, within: Sequence[str] = (), sort: Sort | None = None
    ) -> Answer:
        """Answer a query. Never raises for what it says: `error` tells what is wrong, with no ids.

        Args:
            marks: what the user did with articles; the notebook's summary.
            within: further queries that must hold too and are not shown as typed: `is:unread`.
            sort: the order where the query states none of its own.
        """
        began = time.perf_counter()
        self._speller.refresh()
        query = parse(text)
        if sort is None or query.states_sort:
            sort = query.sort
        error = query.error
        parts = [query.root] if query.root is not None else []
        for further in map(parse, within):
            error = error or further.error
            if further.root is not None:
                parts.append(further.root)
        planner = Planner(self._library, self._speller, query, marks)
        if error is not None:
            return Answer(query, (), 0, True, error, _ms(began), (), planner)
        root = joined(parts)
        if root is None:
            ids = self._library.ids("date" if sort == "relevance" else sort)
            return Answer(query, ids, len(ids), True, None, _ms(began), (Tier(0, ""),), planner)
        if not query.terms or all(term.field in ("tag", "note") for term in query.terms):
            found = list(planner.run(planner.plan(root, Level("alltext", "exact")), "alltext"))
            found = self._sorted(found, sort)
            return Answer(query, found, len(found), True, None, _ms(began), (Tier(0, ""),), planner)
        growing = any(planner.reading(term).growing for term in query.terms)
        # Other orders would show whatever happened to be read first.
        hurried = growing and sort in ("relevance", "date")
        ids, tiers, whole = self._in_tiers(planner, root, hurried=hurried)
        if sort != "relevance":
            ids, tiers = self._sorted(ids, sort), (Tier(0, ""),)
        return Answer(query, ids, len(ids), whole, None, _ms(began), tiers, planner)

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
        stored = self._library.articles(window)
        hits: list[Hit | None] = []
        for place in window:
            row, held = rows.get(place), stored.get(place)
            if row is None:
                hits.append(None)
            elif held is None or held.article.id != row.uid:  # a scan ended between the two reads
                hits.append(Hit(row, None, (), ()))
            else:
                hits.append(Hit(row, *explainer.explain(row, held)))
        return hits

    def suggest(self, text: str, cursor: int | None = None, limit: int = 6) -> list[Suggestion]:
        """People and countries that the word being typed could mean, best first."""
        return suggesting.suggest(self._library, text, len(text) if cursor is None else cursor, limit)

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
        planner = Planner(self._library, self._speller, query, NO_MARKS)
        self._read_all(planner)
        return planner

    @staticmethod
    def _read_all(planner: Planner) -> None:
        for term in planner.query.terms:
            planner.reading(term)

    def _in_tiers(
        self, planner: Planner, root: Node, *, hurried: bool
    ) -> tuple[list[int], tuple[Tier, ...], bool]:
        ids: list[int] = []
        seen: set[int] = set()
        tiers: list[Tier] = []

        def take(words: str, found: Iterator[int], *, ranked: bool) -> None:
            new = list(islice((i for i in found if i not in seen), _MOST - len(ids)))
            if not new:
                return
            if not tiers or tiers[-1].words != words:
                tiers.append(Tier(len(ids), words))
            seen.update(new)
            ids.extend(by_aboutness(self._library, planner, new) if ranked else new)

        asked: set[tuple[str, str]] = set()
        steady = _is_steady(root)
        for step in (*_STEPS, None, *_FORGIVING):
            if len(ids) >= _MOST:
                break
            if step is None:
                take("in a note", self._in_notes(planner, root, seen), ranked=False)
                if len(ids) >= _FEW:
                    break
                continue
            plan = self._plan_step(planner, root, step)
            key = (step.level.table, plan.expression or "")
            if plan.nothing or (key in asked and (plan.is_plain or steady)):
                continue
            asked.add(key)
            found = planner.run(plan, step.level.table, seen, hurried=hurried)
            take(step.words, found, ranked=step.level.table == "heads")
        return ids, tuple(tiers), len(ids) < _MOST and not planner.gave_up

    @staticmethod
    def _plan_step(planner: Planner, root: Node, step: _Step) -> Plan:
        if not step.names:
            return planner.plan(root, step.level)
        parts = root.parts if isinstance(root, And) else (root,)
        terms = [part for part in parts if is_bare(part)]
        rest = [part for part in parts if not is_bare(part)]
        if not terms:
            return Plan(nothing=True)
        level = Level("heads", step.level.how)
        return planner.together(
            [planner.names(terms, level.how), *(planner.plan(part, level) for part in rest)]
        )

    def _in_notes(self, planner: Planner, root: Node, seen: set[int]) -> Iterator[int]:
        """Articles that only answer with the help of what was written on them."""
        noted = planner.noted_ids(planner.query.terms)
        candidates = set().union(*noted.values()) - seen

        def answers(node: Node, place: int) -> bool:
            if isinstance(node, And):
                return all(answers(part, place) for part in node.parts)
            if isinstance(node, Or):
                return any(answers(part, place) for part in node.parts)
            if isinstance(node, Not):
                return not answers(node.part, place)
            if isinstance(node, Term) and place in noted.get(node, ()):
                return True
            level = Level("alltext", "prefix")
            plan = planner.together([planner.plan(node, level), Plan(low=place, high=place)])
            return next(planner.run(plan, level.table), None) is not None

        return (place for place in sorted(candidates, reverse=True) if answers(root, place))

    def _sorted(self, ids: list[int], sort: Sort) -> list[int]:
        if sort == "length":
            words = {row.id: row.words for row in self._library.rows(ids)}
            return sorted(ids, key=lambda i: (-words.get(i, 0), -i))
        return sorted(ids, reverse=sort != "oldest")


def _is_steady(node: Node) -> bool:
    """Whether its expression says how freely it is read: equal expressions then have equal answers."""
    if isinstance(node, And):
        return all(map(_is_steady, node.parts))
    if isinstance(node, Term):
        return node.field in (None, "person", "country", "tag", "note")
    return not isinstance(node, Or)


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000
