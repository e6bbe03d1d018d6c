"""Tier after tier of an answer, best first, each a stream that stops when enough was found."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tuireader.search.plan import Level, Plan, together
from tuireader.search.planner import Planner, is_bare
from tuireader.search.query import And, Node, Not, Or, Term
from tuireader.search.ranking import LOOKED_AT, Ranking

FEW = 20
"""With fewer answers than this, typos are forgiven."""
_IN_TEXT = "in the text"
_HEADS = "person, country or headline"
_IN_NOTES = "in a note"
_REST = "all others, newest first"


@dataclass(frozen=True, slots=True)
class Tier:
    """A group of the answer, best group first."""

    start: int
    """Where it begins in the answer's ids."""
    words: str
    """What its articles have in common; empty where nothing was asked that could be ranked."""


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


class Tiers:
    """Gathers one answer.

    Args:
        planner: of the query.
        ranking: of the query.
        root: what is asked, the queries that must hold too included.
        most: with so many ids, no further tier is begun; each tier gives at least its newest few hundred,
            if it has them, so that more of the same answer begins in the same way.
        hurried: where texts must be read, the newest that answer are enough.
        stop: asked before each tier; True ends the work.
    """

    def __init__(
        self,
        planner: Planner,
        ranking: Ranking,
        root: Node,
        *,
        most: int,
        hurried: bool,
        stop: Callable[[], bool],
    ) -> None:
        self.ids: list[int] | array[int] = []
        self.tiers: list[Tier] = []
        self.is_whole = True
        """Whether there is nothing more to find."""
        self._seen: set[int] = set()
        self._planner = planner
        self._ranking = ranking
        self._root = root
        self._most = most
        self._hurried = hurried
        self._gather(stop)
        self.is_whole = self.is_whole and not planner.streams.gave_up

    def _gather(self, stop: Callable[[], bool]) -> None:
        asked: set[tuple[str, str]] = set()
        steady, of_heads = _is_steady(self._root), _is_of_heads(self._root)
        asks_heads = _asks_heads(self._root)
        for step in (*_STEPS, None, *_FORGIVING):
            if len(self.ids) >= self._most or stop():
                self.is_whole = False
                return
            if step is None:
                self._take(_IN_NOTES, list(self._in_notes()))
                if len(self.ids) >= FEW:
                    return
                continue
            if not asks_heads if step.level.table == "heads" else of_heads:
                continue
            plan = self._plan(step)
            key = (step.level.table, plan.expression or "")
            if plan.nothing or (key in asked and (plan.is_plain or steady)):
                continue
            asked.add(key)
            limit = max(LOOKED_AT, self._most - len(self.ids))
            found = self._planner.streams.first(
                plan, step.level.table, limit, self._seen, hurried=self._hurried
            )
            self.is_whole = self.is_whole and len(found) < limit
            if found and step.level.table == "heads":
                found = self._ranking.by_aboutness(found, forgives=step.level.how == "fuzzy")
                if step.level.how == "fuzzy":
                    unseen = (lambda place: place not in self._seen) if is_bare(self._root) else None
                    found = self._ranking.one_of_each(found, people=step.names, unseen=unseen)
            self._take(step.words, found)

    def take_rest(self, stop: Callable[[], bool]) -> None:
        """Add all that gathering has not come to, newest first: what meets the words anywhere or with a note.

        Not one by one into lists and sets: of a large library that is most of it.
        """
        if self.is_whole or len(self.ids) < self._most:
            return
        planner, level = self._planner, Level("alltext", "prefix")
        found = array("q", self.ids)
        for piece in planner.streams.pieces(planner.plan(self._root, level), level.table):
            if stop():
                return
            found.extend(i for i in piece if i not in self._seen)
        noted = set(self._in_notes())
        found.extend(sorted(noted.difference(found), reverse=True))
        self.tiers.append(Tier(len(self.ids), _REST))
        self.ids = found
        self.is_whole = not planner.streams.gave_up

    def _take(self, words: str, found: Sequence[int]) -> None:
        if not found:
            return
        if not self.tiers or self.tiers[-1].words != words:
            self.tiers.append(Tier(len(self.ids), words))
        self._seen.update(found)
        self.ids.extend(found)

    def _plan(self, step: _Step) -> Plan:
        planner, root = self._planner, self._root
        if not step.names:
            return planner.plan(root, step.level)
        parts = root.parts if isinstance(root, And) else (root,)
        terms = [part for part in parts if is_bare(part)]
        rest = [part for part in parts if not is_bare(part)]
        if not terms:
            return Plan(nothing=True)
        names = planner.names(terms, step.level.how)
        if names.nothing or not rest:
            return names
        return together([names, *(planner.plan(part, step.level) for part in rest)])

    def _in_notes(self) -> Iterator[int]:
        """Articles that only answer with the help of what was written on them."""
        planner = self._planner
        noted = planner.noted_ids(planner.query.terms)
        candidates = set().union(*noted.values()) - self._seen

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
            plan = together([planner.plan(node, level), Plan(low=place, high=place)])
            return next(planner.streams.run(plan, level.table), None) is not None

        return (place for place in sorted(candidates, reverse=True) if answers(self._root, place))


def _is_steady(node: Node) -> bool:
    """Whether its expression says how freely it is read: equal expressions then have equal answers."""
    if isinstance(node, And):
        return all(map(_is_steady, node.parts))
    if isinstance(node, Term):
        return node.field in (None, "person", "country", "tag", "note")
    return not isinstance(node, Or)


def _asks_heads(node: Node) -> bool:
    """Whether the heads tell anything about it: of sources, bylines and marks alone they do not."""
    if isinstance(node, And | Or):
        return any(map(_asks_heads, node.parts))
    return isinstance(node, Term) and node.field not in ("source", "byline", "tag", "note")


def _is_of_heads(node: Node) -> bool:
    """Whether the heads tell all about it, so that the other words need no asking."""
    if isinstance(node, And | Or):
        return all(map(_is_of_heads, node.parts))
    if isinstance(node, Not):
        return True  # what is excluded is looked for in all words anyway
    return not isinstance(node, Term) or node.field in (
        "person",
        "country",
        "headline",
        "place",
        "tag",
        "note",
    )
