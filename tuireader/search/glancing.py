"""What the record of an article, as the library keeps it, tells of a phrase before it is unpacked.

Unpacking takes five times as long as a look at the bytes, and of most articles they tell all: in ASCII a
letter stands for itself, and between two texts of the record stands a quote.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal

Part = Literal["headline", "heads", "body", "texts"]
"""Where a phrase is looked for: `heads` are headline, place, people and countries, `texts` all but those."""

_ASCII = bytes(range(128))
_MERE_SIGNS = re.compile(rb"(?:\xe2\x80[\x90-\xa6]|\xc2[\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb])*")
"""Dashes, quotes, dots, pounds: what is no letter to search, and never becomes one, in UTF-8."""
_HEADLINE = b'{"headline":"'
_FROM, _BLOCKS, _REMOVED, _PEOPLE = b'","headline_from":', b',"blocks":[', b'],"removed":[', b'],"people":['
"""What stands in a record behind the headline, before and behind the blocks, and before the people. Within a
text a quote follows a backslash: none of these does."""
_WORD_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789") | frozenset(range(128, 256))


def phrase_glance(
    phrase: Sequence[str], part: Part = "texts", *, growing: bool = False
) -> Callable[[bytes], bool | None]:
    """A test whether a record holds the folded words in a row; None where only the texts themselves tell.

    Args:
        phrase: folded words; those looked for in `texts` at least two, as the record has words of its own.
        part: where they are looked for.
        growing: whether the last word may go on.
    """
    if not all(word.isascii() for word in phrase):
        return lambda record: None
    first, *others = (word.encode() for word in phrase)
    # Surely: neither a quote, where a text may end, nor a backslash, nor what may fold to another letter.
    surely = re.compile(
        b"".join(rb"[^a-z0-9\"\\\x80-\xff]+" + word for word in others)
        + (b"" if growing else rb"(?![a-z0-9\x80-\xff])")
    )
    perhaps = re.compile(
        b"".join(rb"[^a-z0-9]+" + word for word in others) + (b"" if growing else rb"(?![a-z0-9])")
    )

    def stands(record: bytes, start: int, end: int, goes_on: re.Pattern[bytes], parted: bool) -> bool:
        at = record.find(first, start, end)
        while at >= 0:
            before = record[at - 1] if at else 0
            if not (before in _WORD_BYTES and (parted or before < 128)) and goes_on.match(
                record, at + len(first), end
            ):
                return True
            at = record.find(first, at + 1, end)
        return False

    def glance(record: bytes) -> bool | None:
        lowered = record.lower()
        sure, possible = _places(lowered, part)
        if sure is not None and stands(lowered, *sure, surely, True):
            return True
        for start, end in possible:
            if _may_fold_otherwise(record[start:end]) or stands(lowered, start, end, perhaps, False):
                return None
        return False

    return glance


def word_glance(word: str, *, growing: bool = False) -> Callable[[bytes], bool | None]:
    """A test whether a record's blocks hold a folded word: True where they surely do, else only they tell."""
    if not word.isascii():
        return lambda record: None
    sought = re.compile(
        rb"(?<![a-z0-9\\\x80-\xff])"
        + re.escape(word.encode())
        + (b"" if growing else rb"(?![a-z0-9\x80-\xff])")
    )

    def glance(record: bytes) -> bool | None:
        lowered = record.lower()
        blocks = lowered.find(_BLOCKS, lowered.find(_FROM))
        removed = lowered.find(_REMOVED, blocks)
        if min(blocks, removed) < 0:
            return None
        # Behind three quotes of its block: those around its kind, and before its text; a credit has five.
        for found in sought.finditer(lowered, blocks, removed):
            block = lowered[lowered.rfind(b'["', blocks, found.start()) : found.start()]
            if block.count(b'"') - block.count(b'\\"') == 3:
                return True
        return None

    return glance


def _places(record: bytes, part: Part) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """Where a phrase certainly counts, and all the places where it may."""
    headline = record.find(_FROM)
    blocks = record.find(_BLOCKS, headline)
    removed = record.find(_REMOVED, blocks)
    people = record.find(_PEOPLE, removed)
    if min(headline, blocks, removed, people) < 0 or not record.startswith(_HEADLINE):
        return None, [(0, len(record))]
    of_headline = len(_HEADLINE), headline
    if part == "headline":
        return of_headline, [of_headline]
    if part == "heads":
        return of_headline, [(0, blocks), (people, len(record))]
    if part == "body":  # a credit stands among the blocks and is none
        return None, [(blocks, removed)]
    return (blocks, removed), [(0, removed)]


def _may_fold_otherwise(text: bytes) -> bool:
    """Whether letters stand in it that may fold to others, or an escape that hides one."""
    foreign = text.translate(None, _ASCII)
    if foreign and not _MERE_SIGNS.fullmatch(foreign):
        return True
    # JSON writes more than quotes with a backslash: the n of `\n` is no letter.
    return text.count(b"\\") != text.count(b'\\"')
