"""A plan: what to ask the library for a query or a part of it.

Everything that the full-text table can decide goes into its expression; the rest are tests on the ids, cheap
ones first, and last those that must look into the stored text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tuireader.library.matching import LAST, Table
from tuireader.library.values import StoredArticle
from tuireader.search.spelling import How


@dataclass(frozen=True, slots=True)
class Level:
    """How freely a query is read."""

    table: Table
    how: How


@dataclass(frozen=True, slots=True)
class TextTest:
    """Whether an article holds something that the full-text table cannot tell."""

    holds: Callable[[StoredArticle], bool]
    glance: Callable[[bytes], bool | None] = lambda record: None
    """Tells the same of most articles, quickly; given one as the library stores it. None: it cannot tell."""


@dataclass
class Lazy:
    """Ids that are only gathered when the first one is asked for."""

    gather: Callable[[], frozenset[int]]

    @cached_property
    def ids(self) -> frozenset[int]:
        return self.gather()

    def holds(self, place: int) -> bool:
        return place in self.ids

    def lacks(self, place: int) -> bool:
        return place not in self.ids


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the library; `nothing` when no article can answer."""

    expression: str | None = None
    among: tuple[Lazy, ...] = ()
    """Sets that hold all that answer: of no words, they alone are gone through."""
    ids: tuple[Callable[[int], bool], ...] = ()
    without: tuple[str, ...] = ()
    """Expressions for all words of an article, none of which it may meet."""
    texts: tuple["TextTest", ...] = ()
    low: int = 0
    high: int = LAST
    nothing: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the full-text expression says it all."""
        return self.is_streamed and not (self.without or self.low or self.high != LAST)

    @property
    def is_streamed(self) -> bool:
        """Whether the full-text tables decide alone, and so can count."""
        return self.expression is not None and not (self.among or self.ids or self.texts)


NOTHING = Plan(nothing=True)
"""What no article answers."""


def together(plans: Sequence[Plan]) -> Plan:
    """All of the plans as one; their expressions must be for the same table."""
    if any(plan.nothing for plan in plans):
        return NOTHING
    expressions = [plan.expression for plan in plans if plan.expression is not None]
    return Plan(
        expression=" AND ".join(expressions) if expressions else None,
        among=tuple(found for plan in plans for found in plan.among),
        ids=tuple(test for plan in plans for test in plan.ids),
        without=tuple(dict.fromkeys(words for plan in plans for words in plan.without)),
        texts=tuple(test for plan in plans for test in plan.texts),
        low=max((plan.low for plan in plans), default=0),
        high=min((plan.high for plan in plans), default=LAST),
    )
