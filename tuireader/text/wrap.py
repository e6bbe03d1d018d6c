"""Breaking text into lines of a given width, as spans, so that what is drawn keeps its place in the text."""

import re
from collections.abc import Callable
from functools import cache

from tuireader.text.width import cell_width, clusters, is_narrow

_WORD = re.compile(r"\S+")
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
)
# Inside a word a line may end after a hyphen between two pairs of letters, after a dash, and between
# two characters of a script written without spaces (but not before its closing punctuation).
_DASHED = r"(?<=[^\W\d_]{2}-)(?=[^\W\d_]{2})|(?<=[—–])(?=\w)"
_SOFT = re.compile(_DASHED)
_SOFT_SIGN = re.compile(r"[-–—]")
"""What a word with such a place holds. Looked for first: looking for the place takes ten times as long."""
# A word wider than the line may also end after these.
_HARD = re.compile(r"(?<=[-/\\_.,;:?&=+–—])(?=\w)|(?<=\w)(?=[([{])")
_HARD_SIGN = re.compile(r"[-/\\_.,;:?&=+–—([{]")
_PLAIN = "aé–я"
"""A measure that gives each of these one cell does so for all that `is_narrow` knows."""


@cache
def _soft_of_all_scripts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The places and their signs for any script: made when first met, as it takes as long as a search."""
    places = re.compile(rf"{_DASHED}|(?<=[{_WIDE}])(?=[{_WIDE}])(?![、。，．：；！？）」』】〉》］｝])")
    return places, re.compile(rf"[-–—{_WIDE}]")


def wrap(text: str, width: int, measure: Callable[[str], int] = cell_width) -> list[tuple[int, int]]:
    """Give the lines of `text` as (start, end) spans in code points, each at most `width` cells by `measure`.

    Lines break at spaces; within a word after hyphens and dashes, and after slashes and the like only
    where it is wider than a line; a longer piece is cut between grapheme clusters. `\\n` always ends a
    line. Spaces around a break are in no span; every other character is in exactly one. A cluster
    wider than the line stands on a line of its own. Text without words is one empty line.
    """
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        _wrap_line(line, start, width, measure, lines)
        start += len(line) + 1
    return lines


def _wrap_line(
    line: str, offset: int, width: int, measure: Callable[[str], int], lines: list[tuple[int, int]]
) -> None:
    if is_narrow(line) and measure(_PLAIN) == len(_PLAIN):
        measure = len  # what it says of such text, at a thousandth of the time
        if len(line) <= width and not line[:1].isspace():
            lines.append((offset, offset + len(line.rstrip())))
            return
    begun = -1  # start of the line being filled; -1 while it is empty
    end = used = 0
    for match in _WORD.finditer(line):
        start, stop = match.span()
        cells = measure(match[0])
        gap = measure(line[end:start]) if begun >= 0 else 0
        if begun >= 0 and used + gap + cells <= width:
            end, used = stop, used + gap + cells
            continue
        if begun < 0 and cells <= width:
            begun, end, used = start, stop, cells
            continue
        # The word does not fit: fill the line with as many of its pieces as go, then new lines.
        for first, last in _pieces(line, start, stop, width, measure):
            size = measure(line[first:last])
            gap = (measure(line[end:first]) if first > end else 0) if begun >= 0 else 0
            if begun >= 0 and used + gap + size <= width:
                end, used = last, used + gap + size
                continue
            if begun >= 0:
                lines.append((offset + begun, offset + end))
            begun, end, used = first, last, size
    lines.append((offset + begun, offset + end) if begun >= 0 else (offset, offset))


def _pieces(
    line: str, start: int, stop: int, width: int, measure: Callable[[str], int]
) -> list[tuple[int, int]]:
    """Cut a word at its break places; a piece still wider than the line at more of them, then anywhere."""
    pieces: list[tuple[int, int]] = []
    soft = (_SOFT, _SOFT_SIGN) if is_narrow(line[start:stop]) else _soft_of_all_scripts()
    for first, last in _cut(*soft, line, start, stop):
        if measure(line[first:last]) <= width:
            pieces.append((first, last))
            continue
        for begin, end in _cut(_HARD, _HARD_SIGN, line, first, last):
            if measure(line[begin:end]) <= width:
                pieces.append((begin, end))
            else:
                pieces += _hard_cut(line, begin, end, width, measure)
    return pieces


def _cut(
    pattern: re.Pattern[str], sign: re.Pattern[str], line: str, start: int, stop: int
) -> list[tuple[int, int]]:
    if sign.search(line, start, stop) is None:
        return [(start, stop)]
    places = [m.start() for m in pattern.finditer(line, start + 1, stop)]
    return list(zip([start, *places], [*places, stop], strict=True))


def _hard_cut(
    line: str, start: int, stop: int, width: int, measure: Callable[[str], int]
) -> list[tuple[int, int]]:
    if measure is len:
        return [(at, min(at + width, stop)) for at in range(start, stop, width)]
    pieces: list[tuple[int, int]] = []
    begun = at = start
    used = 0
    for cluster in clusters(line[start:stop]):
        cells = measure(cluster)
        if used + cells > width and at > begun:
            pieces.append((begun, at))
            begun, used = at, 0
        at += len(cluster)
        used += cells
    pieces.append((begun, stop))
    return pieces
