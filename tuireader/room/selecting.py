"""A selection in the text: a fixed end and one that moves by character, word, sentence or paragraph; pure.

Ends are code points of `Article.text`, so that a selection may run over several paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tuireader.text.sentences import split_sentences
from tuireader.text.width import clusters

Unit = Literal["character", "word", "sentence", "paragraph"]

_WORD = re.compile(r"[^\W_]+(?:[’'.\-/,:][^\W_]+)*")
_AROUND = 2000
"""Code points looked at either side of an end for words: a text of a megabyte may be one paragraph."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Selection:
    """A piece of the text; empty only while the mouse goes down."""

    fixed: int
    moving: int

    @property
    def span(self) -> Span:
        """Its beginning and end."""
        return min(self.fixed, self.moving), max(self.fixed, self.moving)

    @property
    def turned(self) -> "Selection":
        """The same piece with its other end moving."""
        return Selection(self.moving, self.fixed)


@dataclass(frozen=True, slots=True)
class Ground:
    """The text that is selected in, and where its paragraphs stand."""

    text: str
    paragraphs: Sequence[Span]

    def word_at(self, at: int) -> Selection:
        """The word at or after a place, else the last before it."""
        words = self._spans("word", at)
        after = [span for span in words if span[1] > at]
        last = max(min(at, len(self.text) - 1), 0)
        span = after[0] if after else (words[-1] if words else (last, min(last + 1, len(self.text))))
        return Selection(*span)

    def around(self, at: int, unit: Unit) -> Selection:
        """The sentence or paragraph that holds a place; the word for anything smaller."""
        if unit in ("character", "word"):
            return self.word_at(at)
        for start, end in self._spans(unit, at):
            if at < end:
                return Selection(start, end)
        return self.word_at(at)

    def moved(self, selection: Selection, unit: Unit, direction: int) -> Selection:
        """The selection with its moving end one unit further on (1) or back (-1); never empty."""
        fixed, moving = selection.fixed, selection.moving
        if unit == "character":
            return self._moved_by_character(selection, direction)
        spans = self._spans(unit, moving)
        if direction > 0:
            # A forward end goes to ends, a backward one to beginnings, until it meets the fixed end.
            ahead = [end for _, end in spans if end > max(moving, fixed)]
            nearer = [start for start, _ in spans if moving < start < fixed]
            chosen = min(nearer or ahead, default=None)
        else:
            behind = [start for start, _ in spans if start < min(moving, fixed)]
            nearer = [end for _, end in spans if fixed < end < moving]
            chosen = max(nearer or behind, default=None)
        return selection if chosen is None else Selection(fixed, chosen)

    def grown(self, selection: Selection) -> Selection:
        """The selection made of whole sentences; if it is, of whole paragraphs; if it is, its first word."""
        start, end = selection.span
        for unit in ("sentence", "paragraph"):
            spans = [*self._spans(unit, start), *self._spans(unit, max(end - 1, start))]
            whole = (
                min((s for s, e in spans if s <= start < e), default=start),
                max((e for s, e in spans if s < end <= e), default=end),
            )
            if whole != (start, end):
                return Selection(*whole)
        return self.word_at(start)

    def _moved_by_character(self, selection: Selection, direction: int) -> Selection:
        fixed, moving = selection.fixed, selection.moving
        step = next(clusters(self.text[moving : moving + 64]), "")
        if direction > 0:
            to = moving + len(step)
        else:
            before = list(clusters(self.text[max(moving - 64, 0) : moving]))
            to = moving - len(before[-1]) if before else moving
        if to == fixed:
            over = self._moved_by_character(Selection(fixed, to), direction) if to != moving else selection
            return selection if over.fixed == over.moving else over
        return Selection(fixed, to)

    def _spans(self, unit: Unit, at: int) -> list[Span]:
        """The units around a place: words nearby, the sentences of three paragraphs, all paragraphs."""
        if unit == "word":
            low = max(at - _AROUND, 0)
            return [
                (low + match.start(), low + match.end())
                for match in _WORD.finditer(self.text[low : at + _AROUND])
            ]
        paragraphs = [span for span in self.paragraphs if span[0] < span[1]]
        if unit == "paragraph":
            return paragraphs
        here = next((number for number, span in enumerate(paragraphs) if at < span[1]), len(paragraphs) - 1)
        return [
            (start + first, start + last)
            for start, end in paragraphs[max(here - 1, 0) : here + 2]
            for first, last in split_sentences(self.text[start:end])
        ]
