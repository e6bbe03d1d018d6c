"""A page: an article as lines, with where each comes from and how long what is left takes to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tuireader.notebook.values import Note

LineKind = Literal[
    "headline",
    "meta",
    "people",
    "countries",
    "blank",
    "text",
    "subheading",
    "caption",
    "credit",
    "note",
    "end",
]

_WORDS_A_MINUTE = 238
"""Silent reading of English prose; Brysbaert 2019, a meta-analysis of 190 studies."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name in a line that can be followed: columns count code points of the line's text."""

    start: int
    end: int
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    kind: LineKind
    text: str = ""
    block: int = -1
    """The block it is a piece of, or the block it stands under (a note); -1 for neither."""
    start: int = 0
    """Where the piece begins in the block's text, in code points; its end is `start + len(text)`."""
    indent: int = 0
    """Cells before the text."""
    note: str | None = None
    """The id of the note a line belongs to."""
    links: tuple[Link, ...] = ()
    first: bool = False
    """Whether it is the first line of its block or note."""
    lead: str = ""
    """What stands in the cells before the text: where a story was filed."""
    tail: str = ""
    """What stands at the right end of the line: tags of a note, credit of a caption."""


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A piece of a note's or mention's passage inside one block."""

    block: int
    start: int
    end: int


def spans_of_blocks(
    starts: Sequence[int], lengths: Sequence[int], span: tuple[int, int]
) -> tuple[PassageSpan, ...]:
    """A span of the whole text as one span in each block it touches."""
    spans = []
    for block, (begin, length) in enumerate(zip(starts, lengths, strict=True)):
        start, end = max(span[0] - begin, 0), min(span[1] - begin, length)
        if start < end:
            spans.append(PassageSpan(block, start, end))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with where its passage stands in the article as it is now."""

    note: Note
    passage: tuple[PassageSpan, ...]
    """Empty for a note on the whole article, and for one whose passage is gone."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article set for one width."""

    lines: tuple[Line, ...]
    width: int
    """Cells of the column."""
    words_after: tuple[int, ...] = field(default=())
    """For each line, how many words of prose follow it."""
    _begins: dict[int, int] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The first line of each block: a long article has tens of thousands of lines."""

    def __post_init__(self) -> None:
        for number, line in enumerate(self.lines):
            if line.block >= 0 and line.kind not in ("note", "blank"):
                self._begins.setdefault(line.block, number)

    def line_of(self, block: int, offset: int) -> int:
        """The line that holds this place, or the block's last line; 0 when the block is not on the page."""
        first = self._begins.get(block)
        if first is None:
            return 0
        last = first
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            if line.block != block or line.kind in ("note", "blank"):
                return last
            if line.start > offset:
                return last
            last = number
            if offset < line.start + max(len(line.text), 1):
                return number
        return last

    def place_of(self, number: int) -> tuple[int, int]:
        """The block and offset at or after this line; (0, 0) on an empty page."""
        return self.place_at(number) or (0, 0)

    def place_at(self, number: int) -> tuple[int, int] | None:
        """The block and offset at or after this line; None where no text follows."""
        for at in range(max(number, 0), len(self.lines)):
            line = self.lines[at]
            if line.block >= 0 and line.kind != "note":
                return line.block, line.start
        return None

    def minutes_left(self, number: int) -> int:
        """Whole minutes of reading after this line, reckoned as the heading does; 0 where nothing follows."""
        if not self.words_after:
            return 0
        words = self.words_after[min(max(number, 0), len(self.words_after) - 1)]
        return minutes(words) if words else 0


def minutes(words: int) -> int:
    """Whole minutes it takes to read so many words, at least one."""
    return max(1, round(words / _WORDS_A_MINUTE))
