"""The fold that notes are anchored in: survives re-wrapping, curly quotes and other spaces.

Anchors made with one version of this rule must be read with the same: when the rule changes, raise
`FOLD_VERSION` and keep the old function beside the new one.
"""

import re
import unicodedata
from array import array

from tuireader.text.fold import Folded
from tuireader.text.plain import beyond_plain, is_evenly_spaced, lines_as_one

FOLD_VERSION = 1
"""Stands in every anchor; says which rule its offsets count in."""

_SIGNS = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_ZERO_WIDTH = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_TABLE = {**{ord(c): s for c, s in _SIGNS.items()}, **dict.fromkeys(map(ord, _ZERO_WIDTH), None)}

# A stretch of plain ASCII that folds to itself; white space; anything else, one character at a time.
_PIECE = re.compile(r"(?P<plain>[!-_a-~]+(?: [!-_a-~]+)*)|(?P<space>\s+)|(?P<other>.)", re.DOTALL)
_NOT_SIMPLE = re.compile(r"[^ !-_a-~]|  ")


def anchor_fold(text: str) -> Folded:
    """Give the text with one form of each quote and dash and one space for each run of white space.

    Composed per character (NFC); zero-width characters dropped; case kept; no space at either end.
    """
    if _NOT_SIMPLE.search(text) is None and text[:1] != " " and text[-1:] != " ":
        return Folded(text, array("i", range(len(text) + 1)))
    out: list[str] = []
    origins = array("i")
    space_at = -1  # where a pending space came from; written before the next character
    for match in _PIECE.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "space":
            if origins and space_at < 0:
                space_at = start
            continue
        piece = match[0]
        if kind == "plain":
            if space_at >= 0:
                out.append(" ")
                origins.append(space_at)
                space_at = -1
            out.append(piece)
            origins.extend(range(start, end))
            continue
        if piece in _ZERO_WIDTH:
            continue
        if unicodedata.combining(piece) and space_at < 0 and out:
            _compose(out, origins, piece, start)
            continue
        if space_at >= 0:
            out.append(" ")
            origins.append(space_at)
            space_at = -1
        folded = unicodedata.normalize("NFC", piece).translate(_TABLE)
        out.append(folded)
        origins.extend([start] * len(folded))
    origins.append(len(text))
    return Folded("".join(out), origins)


def anchor_text(text: str) -> str:
    """Give `anchor_fold(text).text`, several times faster where nothing needs composing."""
    is_even = is_evenly_spaced(text)
    if not text.isascii():  # as most news is: nothing in it needs more than its white space folded
        beyond = set(beyond_plain(text))
        if not _ZERO_WIDTH.isdisjoint(beyond) or not unicodedata.is_normalized("NFC", text):
            return anchor_fold(text).text
        for sign in _SIGNS.keys() & beyond:
            text = text.replace(sign, _SIGNS[sign])
    text = text.replace("`", "'")
    return lines_as_one(text) if is_even else " ".join(text.split())


def _compose(out: list[str], origins: "array[int]", mark: str, at: int) -> None:
    """Join a combining mark to the character written last, if Unicode has them as one."""
    last = out[-1]
    joined = unicodedata.normalize("NFC", last[-1] + mark)
    if len(joined) == 1:
        out[-1] = last[:-1] + joined
    else:
        out.append(mark)
        origins.append(at)
