"""Thirteen kinds of edits to an article that tell where each of its words went, to judge re-anchoring by.

A text is paragraphs of words; a word carries the number it had at first, also when it was changed into
another, so that the true place of a passage is known after any edit. Used by the tests on invented texts
and by `tests/benchmarks/measure_anchors.py` on real ones.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

LENGTHS = (3, 10, 40)
"""Words of the passages that are marked."""

Verdict = Literal["right", "wrong", "missed", "open"]
"""`open`: less than half of its words are left, so that either answer is good, if not elsewhere."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an article."""

    text: str
    origin: int | None
    """Its number in the article at first; None for one that came with the edit."""
    is_changed: bool = False
    gap: str = " "
    """What stands before it in its paragraph."""


Paragraph = list[Word]


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage: the words from `first` up to `last`, and its span in the text."""

    first: int
    last: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edited:
    """A text, with the span of each word that it shares with the article at first."""

    text: str
    spans: dict[int, tuple[int, int]]
    kept: frozenset[int]
    """The words that are still the same."""


def paragraphs_of(text: str) -> list[Paragraph]:
    """The words of a text by paragraph."""
    number, found = 0, []
    for block in re.split(r"\n\s*\n", text.strip()):
        words = [Word(word, number + at) for at, word in enumerate(block.split())]
        number += len(words)
        if words:
            found.append(words)
    return found


def written(paragraphs: list[Paragraph]) -> Edited:
    """The paragraphs as a text."""
    parts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    kept = set()
    length = 0
    for paragraph in paragraphs:
        for at, word in enumerate(paragraph):
            gap = (word.gap if at else "\n\n") if parts else ""
            parts += (gap, word.text)
            length += len(gap) + len(word.text)
            if word.origin is not None:
                spans[word.origin] = (length - len(word.text), length)
                if not word.is_changed:
                    kept.add(word.origin)
    return Edited("".join(parts), spans, frozenset(kept))


def passages(paragraphs: list[Paragraph], chance: random.Random) -> list[Passage]:
    """One of each length at a random place of a paragraph that is long enough, else all of the longest."""
    article = written(paragraphs)
    found = []
    for length in LENGTHS:
        fitting = [block for block in paragraphs if len(block) >= length] or [max(paragraphs, key=len)]
        block = chance.choice(fitting)
        at = chance.randrange(max(1, len(block) - length + 1))
        words = [word.origin for word in block[at : at + length] if word.origin is not None]
        span = article.spans[words[0]][0], article.spans[words[-1]][1]
        found.append(Passage(words[0], words[-1] + 1, span))
    return found


def judged(passage: Passage, edited: Edited, found: tuple[int, int] | None) -> Verdict:
    """What to think of the place that was found for a passage, or of None for unplaced."""
    words = range(passage.first, passage.last)
    there = [edited.spans[word] for word in words if word in edited.spans]
    same = sum(word in edited.kept for word in words)
    if found is None:
        return "missed" if same >= 0.5 * len(words) else "open"
    hit = sum(start < found[1] and end > found[0] for start, end in there)
    if not there or hit < 0.5 * len(there):
        return "wrong"
    return "right"


Edit = Callable[[list[Paragraph], Passage, random.Random], list[Paragraph]]

_FURNITURE = (
    "Share this article with your friends", "Read more: ten places to see this autumn", "Advertisement",
    "Sign up for our newsletter", "Image source, Agency", "Published 3 hours ago", "Most read stories",
)  # fmt: skip


def _new(text: str) -> Paragraph:
    return [Word(word, None) for word in text.split()]


def same(article: list[Paragraph], _: Passage, __: random.Random) -> list[Paragraph]:
    """Nothing changed."""
    return article


def rewrapped(article: list[Paragraph], _: Passage, chance: random.Random) -> list[Paragraph]:
    """Lines broken elsewhere."""
    gaps = (" ", "\n", "  ", " \n ")
    return [[replace(word, gap=chance.choice(gaps)) for word in block] for block in article]


def typeset(article: list[Paragraph], _: Passage, __: random.Random) -> list[Paragraph]:
    """Other quotes, dashes and spaces."""
    table = str.maketrans({"'": "’", '"': "“", "-": "–", "“": '"', "”": '"', "’": "'", "–": "-", "—": "-"})
    return [
        [replace(word, text=word.text.translate(table), gap="\u00a0") for word in block] for block in article
    ]


def furnished(article: list[Paragraph], _: Passage, chance: random.Random) -> list[Paragraph]:
    """What a page has around and between its paragraphs."""
    out = [_new(chance.choice(_FURNITURE))]
    for block in article:
        out.append(block)
        if chance.random() < 0.5:
            out.append(_new(chance.choice(_FURNITURE)))
    return out


def changed(share: float) -> Edit:
    """So many of all words changed into others of the article."""

    def change(article: list[Paragraph], _: Passage, chance: random.Random) -> list[Paragraph]:
        others = [word.text for block in article for word in block]
        return [
            [
                replace(word, text=chance.choice(others), is_changed=True)
                if chance.random() < share
                else word
                for word in block
            ]
            for block in article
        ]

    return change


def moved(article: list[Paragraph], _: Passage, chance: random.Random) -> list[Paragraph]:
    """Paragraphs in another order."""
    return chance.sample(article, len(article))


def without_passage(article: list[Paragraph], passage: Passage, _: random.Random) -> list[Paragraph]:
    """The marked words taken out."""
    gone = range(passage.first, passage.last)
    left = [[word for word in block if word.origin not in gone] for block in article]
    return [block for block in left if block]


def without_others(article: list[Paragraph], passage: Passage, chance: random.Random) -> list[Paragraph]:
    """Half of the paragraphs that hold none of the marked words taken out."""
    marked = range(passage.first, passage.last)
    return [
        block for block in article if any(word.origin in marked for word in block) or chance.random() < 0.5
    ]


def added(article: list[Paragraph], _: Passage, chance: random.Random) -> list[Paragraph]:
    """New paragraphs made of the article's own words, as an update brings them."""
    words = [word.text for block in article for word in block]
    out = list(article)
    for _ in range(3):
        out.insert(chance.randrange(len(out) + 1), _new(" ".join(chance.choices(words, k=30))))
    return out


def mistyped(article: list[Paragraph], _: Passage, chance: random.Random) -> list[Paragraph]:
    """A letter of every tenth word is another one."""

    def typed(word: Word) -> Word:
        if len(word.text) < 4 or chance.random() > 0.1:
            return word
        at = chance.randrange(len(word.text))
        text = word.text[:at] + chance.choice("etaoinshr") + word.text[at + 1 :]
        return replace(word, text=text, is_changed=text != word.text)

    return [[typed(word) for word in block] for block in article]


def revised(article: list[Paragraph], passage: Passage, chance: random.Random) -> list[Paragraph]:
    """Furniture, paragraphs taken out, and a tenth of the words changed: a later version of the story."""
    return furnished(without_others(changed(0.1)(article, passage, chance), passage, chance), passage, chance)


EDITS: dict[str, Edit] = {
    "same": same,
    "re-wrapped": rewrapped,
    "quotes, dashes, spaces": typeset,
    "page furniture added": furnished,
    "5 % of the words changed": changed(0.05),
    "20 % of the words changed": changed(0.20),
    "40 % of the words changed": changed(0.40),
    "paragraphs moved": moved,
    "passage deleted": without_passage,
    "other paragraphs deleted": without_others,
    "paragraphs added": added,
    "letters mistyped": mistyped,
    "a later version": revised,
}
FOR_ONE = frozenset(("passage deleted", "other paragraphs deleted", "a later version"))
"""Edits that depend on which passage is marked; the others are the same for all of an article."""
