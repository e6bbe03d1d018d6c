"""Several copies out of a database of newspapers in one text file: each is an article of its own.

Nexis numbers them (`3 of 25 DOCUMENTS`) or writes `End of Document` below each, Factiva its number, ProQuest
a line above each. What they print around an article is read, and taken out, where the article is (`exports`).
"""

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import pairwise

from tuireader.articles.records import Piece, Unreadable

__all__ = ["LEAST", "START", "may_be_several", "split"]

LEAST = 600
"""Bytes that several copies have at least."""
START = 4096
"""Bytes at the beginning from which it is told whether a file may be several."""
_NO_COPY = "it tells what was searched for and found, and is no article"

_SIGNS = (b"DOCUMENTS", b"Documents (", b"ProQuest", b"Document 1 of ")
_NUMBERED = re.compile(rb"^[ \t\x0c]*\d{1,5} of \d{1,5} DOCUMENTS[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_END = re.compile(rb"^[ \t]*End of Document[ \t]*\r?$", re.MULTILINE)
_FACTIVA = re.compile(rb"^Document [A-Za-z]{2}[A-Za-z0-9]{14,40}[ \t]*\r?$", re.MULTILINE)
_LENGTH = re.compile(rb"^[ \t]*(?:length: *)?[\d,.]{1,9} words[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_PROQUEST = re.compile(rb"^ProQuest document ID: ", re.MULTILINE)
_RULED = re.compile(rb"^_{20,}[ \t]*\r?$", re.MULTILINE)
_COVER_ENDS = re.compile(rb"^.{0,200}About LexisNexis.{0,300}$", re.MULTILINE)


def may_be_several(start: bytes) -> bool:
    """Whether a text file that begins so may be several copies; most are looked at no further."""
    if b" words" in start and _LENGTH.search(start) is not None:
        return True
    return any(sign in start for sign in _SIGNS)


def split(data: bytes, warnings: tuple[str, ...] = ()) -> Iterator[Piece | Unreadable]:
    """Yield the copies under their number, from 1; the whole text without one where it is one article."""
    parts = _parted(data) if len(data) >= LEAST and may_be_several(data[:START]) else []
    if not parts:
        yield Piece(None, "text", data, warnings=warnings)
    for number, (part, is_copy) in enumerate(parts, 1):
        if is_copy:
            yield Piece(str(number), "text", part, warnings=warnings)
        else:
            yield Unreadable(str(number), _NO_COPY)


def _parted(data: bytes) -> list[tuple[bytes, bool]]:
    """The copies, each with whether it is one: a cover page, or what was searched for, is not.

    Empty where the text is one article, or in an encoding in which a line's end is more than a byte.
    """
    if b"\x00" in data[:START]:
        return []
    for places in (_starts(data), _ends(data, _END), _ends(data, _FACTIVA), _ruled(data)):
        parts = [data[begin:end] for begin, end in pairwise(places)]
        told = [_is_copy(part) for part in parts]
        if sum(told) > 1:
            last = len(parts) - 1
            return [
                (part, is_one or 0 < number < last)
                for number, (part, is_one) in enumerate(zip(parts, told, strict=True))
                if part.strip(b" \t\r\n\x0c_\xef\xbb\xbf")
            ]
    return []


def _is_copy(part: bytes) -> bool:
    return _LENGTH.search(part) is not None or _PROQUEST.search(part) is not None


def _starts(data: bytes) -> list[int]:
    return [0, *(match.start() for match in _NUMBERED.finditer(data)), len(data)]


def _ends(data: bytes, what: re.Pattern[bytes]) -> list[int]:
    """The ends of the copies, and of the cover page above the first."""
    places = [match.end() for match in what.finditer(data)]
    length = _LENGTH.search(data)
    cover = _COVER_ENDS.search(data, 0, length.start()) if places and length is not None else None
    return [0, *([cover.end()] if cover is not None else []), *places, len(data)]


def _ruled(data: bytes) -> list[int]:
    """The lines above the copies: each the first behind the number of the one before."""
    rules = [match.start() for match in _RULED.finditer(data)]
    places = [0]
    for number in _PROQUEST.finditer(data):
        at = bisect(rules, number.end())
        if at < len(rules) and rules[at] != places[-1]:
            places.append(rules[at])
    return [*places, len(data)]
