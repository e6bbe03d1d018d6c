"""The blocks of an article as one text: gone through once, and what is found is counted in blocks at the end.

A line break after each block keeps names, forms and rules within it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from tuireader.articles.article import Block
from tuireader.names.values import Mention

_new = tuple.__new__
"""Makes a named tuple of its values in half the time."""
Span = tuple[int, int]
"""Offsets in the one text, end exclusive."""


class OneText:
    """The text of all blocks.

    Args:
        blocks: the article's blocks.
    """

    __slots__ = ("starts", "text")

    def __init__(self, blocks: Sequence[Block]) -> None:
        texts = [block.text for block in blocks]
        self.starts = starts = [0]
        """Where in the text each block begins, and one more where the next would."""
        at = 0
        for part in texts:
            at += len(part) + 1
            starts.append(at)
        texts.append("")
        self.text = "\n".join(texts)

    def mentions(self, spans: Iterable[Span]) -> tuple[Mention, ...]:
        """Offsets in the text as offsets in its blocks."""
        starts = self.starts
        mentions: list[Mention] = []
        begin = beyond = block = 0
        for start, end in spans:
            if not begin <= start < beyond:
                block = bisect_right(starts, start) - 1
                begin, beyond = starts[block], starts[block + 1]
            mentions.append(_new(Mention, (block, start - begin, end - begin)))
        return tuple(mentions)

    def spans(self, mentions: Iterable[Mention]) -> list[Span]:
        """Offsets in the blocks as offsets in the text."""
        starts = self.starts
        return [(starts[block] + start, starts[block] + end) for block, start, end in mentions]
