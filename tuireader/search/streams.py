"""Plans carried out: streams of ids, newest first, that stop when nobody wants more of them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from tuireader.library.library import Library
from tuireader.library.matching import Table
from tuireader.search.plan import Plan, TextTest
from tuireader.search.spelling import either

_LOOKED_INTO = 16
"""Stored articles fetched at a time for tests on their text."""
_MOST_LOOKED_INTO = 2000
"""A query reads the texts of no more articles than this, for some tenths of a second."""
_MOST_IN_HASTE = 48
"""And while somebody is typing."""
_LOOKED_INTO_IN_HASTE = 16
_ENOUGH_IN_HASTE = 8
"""While a phrase is being typed, a tier ends with so many texts read, if so many of them answer."""
_TESTED = 256
"""Ids tested at a time for words that they must not hold."""
_PIECE = 4096
"""Ids asked for at a time: some milliseconds, after which somebody may have typed on."""
_FEW = 32
"""So few ids are looked up one by one in the words asked for, of which there may be very many."""
_CLOSE = 256
"""Where such words are in no more than so many articles for each of the ids, all of these are looked up."""


class Streams:
    """The streams of one query; together they read no more texts than one query may."""

    def __init__(self, library: Library, *, in_haste: bool = False) -> None:
        """
        Args:
            library: what is searched.
            in_haste: whether somebody is waiting who still types: then fewer texts are read.
        """
        self._library = library
        self._most = _MOST_IN_HASTE if in_haste else _MOST_LOOKED_INTO
        self._looked_at = 0
        self._gave_up = False
        self._patient = Streams(library) if in_haste else self

    @property
    def gave_up(self) -> bool:
        """Whether there were more texts than it may read: the answer is not whole."""
        return self._gave_up or self._patient._gave_up

    def gathered(self, plan: Plan, table: Table) -> frozenset[int]:
        """All ids that answer: what is left out, or is one of several choices, cannot be told in haste."""
        return frozenset(self._patient.run(plan, table))

    def first(
        self,
        plan: Plan,
        table: Table,
        limit: int,
        seen: Collection[int] = (),
        *,
        hurried: bool = False,
    ) -> list[int]:
        """The first of what `run` gives, at most `limit`."""
        if not _is_asked_of_the_table(plan, table):
            return list(islice(self.run(plan, table, seen, hurried=hurried), limit))
        found: list[int] = []
        for piece in self.pieces(plan, table, limit + len(seen)):
            found += [i for i in piece if i not in seen] if seen else piece
            if len(found) >= limit:
                break
        return found[:limit]

    def pieces(self, plan: Plan, table: Table, most: int = _PIECE) -> Iterator[list[int]]:
        """All that `run` gives, newest first, some thousands at a time."""
        if not _is_asked_of_the_table(plan, table):
            found = self.run(plan, table)
            while piece := list(islice(found, _PIECE)):
                yield piece
            return
        expression, high, wanted = _without(plan.expression or "", plan.without), plan.high, min(most, _PIECE)
        while True:
            piece = self._library.newest(table, expression, wanted, low=plan.low, high=high)
            if piece:
                yield piece
            if len(piece) < wanted:
                return
            high = piece[-1] - 1

    def run(
        self, plan: Plan, table: Table, seen: Collection[int] = (), *, hurried: bool = False
    ) -> Iterator[int]:
        """Stream the ids that answer and were not seen before, newest first.

        Args:
            plan: what to ask.
            table: which its expression is for.
            seen: ids to leave out.
            hurried: where texts must be read, the newest that answer are enough.
        """
        if plan.nothing:
            return
        without, expression = plan.without, plan.expression
        if expression is not None and table == "alltext":
            expression, without = _without(expression, without), ()
        found: Iterator[int]
        if plan.among:
            among = frozenset.intersection(*(lazy.ids for lazy in plan.among))
            found = self._among(among, expression, table, plan.low, plan.high)
        elif expression is not None:
            found = self._library.match(table, expression, low=plan.low, high=plan.high)
        else:
            found = self._library.ids_within(plan.low, plan.high)
        found = (i for i in found if i not in seen) if seen else found
        for test in plan.ids:
            found = filter(test, found)
        if without:
            found = self._lacking(found, without)
        yield from self._looked_into(found, plan.texts, hurried=hurried) if plan.texts else found

    def count(self, plan: Plan, table: Table, limit: int = -1) -> int | None:
        """How many answer, by the full-text tables alone; None where they cannot tell."""
        if plan.nothing:
            return 0
        if plan.expression is None or not plan.is_streamed or (plan.without and table == "heads"):
            return None
        expression = _without(plan.expression, plan.without)
        return self._library.count_matches(table, expression, limit, low=plan.low, high=plan.high)

    def _among(
        self, among: frozenset[int], expression: str | None, table: Table, low: int, high: int
    ) -> Iterator[int]:
        """Those of the ids that match the expression, if there is one, newest first."""
        if expression is not None and len(among) > _FEW:
            return filter(among.__contains__, self._library.match(table, expression, low=low, high=high))
        if expression is None and not self._library.extent().is_in_order:
            return filter(among.__contains__, self._library.ids_within(low, high))
        newest_first = (i for i in sorted(among, reverse=True) if low <= i <= high)
        if expression is None:
            return newest_first
        return (i for i in newest_first if self._library.newest(table, expression, 1, low=i, high=i))

    def _lacking(self, found: Iterator[int], without: Sequence[str]) -> Iterator[int]:
        """Those ids that meet none of the expressions for all words."""
        expression = either(without)
        while chunk := list(islice(found, _TESTED)):
            low, high, most = chunk[-1], chunk[0], _CLOSE * len(chunk)
            held = self._library.newest("alltext", expression, most + 1, low=low, high=high)
            if len(held) > most:
                held = [i for i in chunk if self._library.newest("alltext", expression, 1, low=i, high=i)]
            left_out = set(held)
            yield from (i for i in chunk if i not in left_out)

    def _looked_into(
        self, found: Iterator[int], tests: Sequence[TextTest], *, hurried: bool
    ) -> Iterator[int]:
        def glance(record: bytes) -> bool | None:
            told: bool | None = True
            for test in tests:
                one = test.glance(record)
                if one is False:
                    return False
                told = told and one
            return told

        looked_at = answering = 0
        while chunk := list(islice(found, _LOOKED_INTO)):
            enough = hurried and looked_at >= _LOOKED_INTO_IN_HASTE and answering >= _ENOUGH_IN_HASTE
            if enough or self._looked_at >= self._most:
                self._gave_up = True
                return
            self._looked_at += len(chunk)
            looked_at += len(chunk)
            stored = self._library.looked_into(chunk, glance)
            held = [
                i
                for i in chunk
                if i in stored and ((one := stored[i]) is None or all(test.holds(one) for test in tests))
            ]
            answering += len(held)
            yield from held


def _is_asked_of_the_table(plan: Plan, table: Table) -> bool:
    """Whether a full-text table answers a plan by itself."""
    if plan.expression is None or plan.among or plan.ids or plan.texts:
        return False
    return not (plan.without and table == "heads")


def _without(expression: str, without: Sequence[str]) -> str:
    return f"({expression}) NOT {either(without)}" if without else expression
