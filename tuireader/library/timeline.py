"""When articles are dated: how many on each day, and in each week, month or year.

Counted over any number of ids, a chunk at a time, so that it can be called off.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, islice

from tuireader.library import rows
from tuireader.library.periods import UNITS, Unit, known_to, period_of

_CHUNK = 500
"""Parameters of one statement."""
_SPAN = 4096
"""Ids counted between two looks at whether it is still wanted."""


@dataclass(frozen=True)
class Bars:
    """Articles by day, week, month or year."""

    unit: Unit
    counts: Mapping[int, int]
    """By period (see `periods`), in the order of time; periods without an article are not in it."""
    coarser: Mapping[Unit, int]
    """Articles that are in no bar, for no more than their month or their year is known."""
    undated: int
    """Articles without a date, or without a year."""

    @property
    def first(self) -> int:
        """The first period with an article."""
        return next(iter(self.counts))

    @property
    def last(self) -> int:
        """The last period with an article."""
        return next(reversed(self.counts))

    @cached_property
    def peak(self) -> int:
        """The latest of the periods with most articles."""
        return max(self.counts, key=lambda period: (self.counts[period], period))

    @cached_property
    def articles(self) -> int:
        """Articles in all bars."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many articles are of each date, as exactly as it is known."""

    days: tuple[tuple[str, int], ...]
    """Dates, ascending as text, each with its articles."""
    undated: int
    is_whole: bool = True
    """Whether these are all that answer, not just those whose text was read."""

    @property
    def total(self) -> int:
        """All articles, dated or not."""
        return self.undated + sum(count for _, count in self.days)

    def bars(self, unit: Unit) -> Bars:
        """The articles by this unit."""
        counts: Counter[int] = Counter()
        coarser: Counter[Unit] = Counter()
        for day, count in self.days:
            period = period_of(day, unit)
            if period is not None:
                counts[period] += count
            else:
                coarser[known_to(day) or "year"] += count
        ordered = {period: counts[period] for period in sorted(counts)}
        return Bars(unit, ordered, {u: coarser[u] for u in reversed(UNITS) if coarser[u]}, self.undated)


class Within:
    """How many articles of a timeline `date:` would find."""

    def __init__(self, timeline: Timeline) -> None:
        self._days = [day for day, _ in timeline.days]
        self._before = [0, *accumulate(count for _, count in timeline.days)]

    def count(self, low: str, high: str) -> int:
        """Articles whose date sorts within both."""
        begin, end = bisect_left(self._days, low), bisect_right(self._days, high)
        return max(self._before[end] - self._before[begin], 0)


def timeline(db: sqlite3.Connection, ids: Iterable[int] | None, stop: Callable[[], bool]) -> Timeline | None:
    """Count these articles by their dates, None for all articles; gives None when stopped."""
    counter: Counter[str] = Counter()
    if ids is None:
        # The index by day alone is gone through, day by day.
        for day, count in db.execute("SELECT day, count(*) FROM article GROUP BY day"):
            if stop():
                return None
            counter[day] = count
        return _timeline(counter)
    if rows.extent(db)[1].is_in_order:
        # Ids follow the dates: where each day begins says of every id which day it is of.
        begins = db.execute("SELECT day, min(id) FROM article GROUP BY day").fetchall()
        of = partial(bisect_right, [low for _, low in begins])
        places: Counter[int] = Counter()
        for part in _parts(ids, _SPAN):
            if stop():
                return None
            places.update(map(of, part))
        for at, count in places.items() if begins else ():
            counter[begins[max(at - 1, 0)][0]] += count
        return _timeline(counter)
    for part in _parts(ids, _CHUNK):
        if stop():
            return None
        marks = ",".join("?" * len(part))
        counter.update(
            dict(db.execute(f"SELECT day, count(*) FROM article WHERE id IN ({marks}) GROUP BY day", part))
        )
    return _timeline(counter)


def _parts(ids: Iterable[int], size: int) -> Iterable[list[int]]:
    numbers = iter(ids)
    while part := list(islice(numbers, size)):
        yield part


def _timeline(counter: Mapping[str, int]) -> Timeline:
    dated = {day: count for day, count in counter.items() if known_to(day) is not None}
    undated = sum(count for day, count in counter.items() if day not in dated)
    return Timeline(tuple(sorted(dated.items())), undated)
