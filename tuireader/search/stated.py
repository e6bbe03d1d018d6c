"""Which articles have a source or byline that meets a term: all of them, however many there are.

A library has few of either for its size. So each is held against the term once, and the articles come out of
an index by what they state.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from tuireader.library.library import Library
from tuireader.library.stated import Stating
from tuireader.search.spelling import How, WordReading
from tuireader.search.textmatch import holds_all
from tuireader.text.fold import words

_MOST_KEPT = 200_000
"""Ids kept of terms asked for lately: a few megabytes."""


class Stated:
    """The sources and bylines of one library, remembered until it changes; for any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generation = -1
        self._lock = threading.Lock()
        self._values: dict[Stating, dict[str, str]] = {}
        """Each as it is stated, with its folded words parted, begun and ended by one space."""
        self._outdated: dict[Stating, dict[str, str]] = {}
        """Those of an older state: most are there again."""
        self._kept: OrderedDict[tuple[Stating, tuple[str, ...]], frozenset[int]] = OrderedDict()

    def ids(self, field: Stating, asked: Sequence[WordReading], how: How) -> frozenset[int]:
        """All articles in whose source or byline each of the words is met at least as well as `how`."""
        with self._lock:
            self._refresh()
            needles = [reading.needles(forgives=how == "fuzzy") for reading in asked]
            met = tuple(
                text
                for text, padded in self._values_of(field).items()
                if all(any(needle in padded for needle in of_word) for of_word in needles)
                and holds_all(text, asked, how)
            )
            return self._stating(field, met) if met else frozenset()

    def _refresh(self) -> None:
        generation = self._library.generation
        if generation != self._generation:
            self._generation = generation
            self._outdated |= self._values
            self._values = {}
            self._kept.clear()

    def _values_of(self, field: Stating) -> dict[str, str]:
        values = self._values.get(field)
        if values is None:
            known = self._outdated.pop(field, {})
            values = self._values[field] = {
                text: known.get(text) or f" {' '.join(words(text))} "
                for text in self._library.values_stated(field)
            }
        return values

    def _stating(self, field: Stating, met: tuple[str, ...]) -> frozenset[int]:
        key = (field, met)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._library.ids_stating(field, met)
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found
