"""Articles explained lately: from one letter typed to the next, most rows of the window are the same."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tuireader.library.library import Library
from tuireader.library.values import StoredArticle
from tuireader.search.textmatch import padded
from tuireader.text.fold import fold

_MOST_ARTICLES = 256
_MOST_CHARACTERS = 2_000_000
"""Of the texts kept, however few articles they are."""


@dataclass
class Shown:
    """An article as a window shows it, its texts and their words folded once."""

    stored: StoredArticle
    size: int = field(init=False)
    """Characters of its blocks."""
    _padded: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.size = sum(len(block.text) for block in self.stored.article.blocks)

    @cached_property
    def folded(self) -> list[str]:
        """The text of each block as search compares it."""
        return [fold(block.text) for block in self.stored.article.blocks]

    def padded(self, number: int) -> str:
        """The folded words of a block (see `textmatch.padded`)."""
        text = self._padded.get(number)
        if text is None:
            text = self._padded[number] = padded(self.folded[number])
        return text


class Lately:
    """The articles of the last windows of one library; for one search at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generation = -1
        self._kept: OrderedDict[int, Shown] = OrderedDict()
        self._size = 0

    def refresh(self, generation: int) -> None:
        """Forget what was read in an older state of the library."""
        if generation != self._generation:
            self._generation, self._size = generation, 0
            self._kept = OrderedDict()

    def of(self, ids: Sequence[int]) -> dict[int, Shown]:
        """The articles of a window; those that have left the library are left out."""
        kept = self._kept
        missing = [place for place in ids if place not in kept]
        read = self._library.articles(missing) if missing else {}
        found = {place: Shown(stored) for place, stored in read.items()}
        for place in ids:
            shown = kept.pop(place, None)
            if shown is not None:
                found[place] = kept[place] = shown
        for place in read:
            kept[place] = found[place]
            self._size += found[place].size
        while len(kept) > _MOST_ARTICLES or (self._size > _MOST_CHARACTERS and kept):
            _, dropped = kept.popitem(last=False)
            self._size -= dropped.size
        return found
