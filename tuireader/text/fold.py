"""Folding for search: one spelling for a word however it is typed, with a map back to the text.

Case, accents, letters that Unicode does not decompose (đ ø ł ı ß æ þ), quotes and dashes are unified;
letters of other scripts are kept whole.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tuireader.text.plain import beyond_plain

_LETTERS = {
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h",
    "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th",
    "Þ": "TH", "ə": "e", "Ə": "E", "ŋ": "n", "Ŋ": "N", "ƀ": "b", "ɨ": "i", "ĸ": "k",
}  # fmt: skip
"""Letters with a stroke or of two letters, which have no decomposition in Unicode."""

_SIGNS = {
    **dict.fromkeys("‘’‚‛′ʼʻʹʾʿ`´＇", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−⸺⸻", "-"),
}

_COMMON_SIGNS = "’“”–—‘"
"""What most texts have that is not ASCII: each is one character, folded too."""

_DROPPED = [
    *range(0x0300, 0x0370), *range(0x0483, 0x048A), *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2,
    0x05C4, 0x05C5, *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x1AB0, 0x1B00),
    *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100), *range(0xFE00, 0xFE10), *range(0xFE20, 0xFE30),
    0x00AD, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF,
]  # fmt: skip
"""Accents, vocalisation and zero-width characters; vowel signs of Indic and Thai are letters and stay."""

_TABLE: dict[int, str | None] = {
    **{ord(c): s for c, s in _LETTERS.items()},
    **{ord(c): s for c, s in _SIGNS.items()},
    **dict.fromkeys(_DROPPED),
}

_VOWEL_SIGNS = (
    "\u0900-\u0963\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0f71-\u0f84\u102b-\u103e"
    "\u17b4-\u17d3\u3099\u309a"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_VOWEL_SIGNS}])+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_ASCII_PARTS = str.maketrans({chr(c): " " for c in range(128) if not chr(c).isalnum()})
"""Blanks for all that parts words; with it ASCII is parted in half the time that an expression takes."""
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_PIECE = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_LONG = 300
"""Characters from which it pays to look at which ones there are outside ASCII."""
_FEW = 12
"""So many kinds of them are folded at once, each in a go of its own through the text."""
_JAMO = ("\u1160", "\u11ff")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and where each of its characters came from."""

    text: str
    origins: Sequence[int]
    """For each folded character the offset, in code points, of the original character it came from; one
    more at the end: the length of the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original that `text[start:end]` came from, marks included."""
        origins = self.origins
        if end <= start:
            return origins[start], origins[start]
        # The last character's own origin may be shared (ß is ss): the span ends where the next begins.
        return origins[start], origins[bisect_right(origins, origins[end - 1])]


def fold(text: str) -> str:
    """Give the text as search compares it. Length may change; use `fold_map` to come back. Idempotent."""
    folded = text.lower().replace("`", "'")
    if folded.isascii():
        return folded
    few = _fold_few(folded) if len(folded) > _LONG else None
    return _FOREIGN.sub(_fold_foreign, folded) if few is None else few


def fold_map(text: str) -> Folded:
    """Give `fold(text)` with the origin of each character."""
    plain = text
    if not text.isascii():
        for sign in _COMMON_SIGNS:
            plain = plain.replace(sign, _SIGNS[sign])
    if plain.isascii():  # as most texts are then: each character is where it was
        return Folded(fold(plain), range(len(text) + 1))
    pieces: list[str] = []
    origins = array("i")
    for match in _PIECE.finditer(text):
        start, end = match.span()
        piece = match[0]
        if piece.isascii():
            pieces.append(fold(piece))
            origins.extend(range(start, end))
            continue
        at = 0
        while at < len(piece):
            stop = at + 1
            while stop < len(piece) and _extends(piece[stop]):
                stop += 1
            folded = fold(piece[at:stop])
            pieces.append(folded)
            origins.extend([start + at] * len(folded))
            at = stop
    origins.append(len(text))
    return Folded("".join(pieces), origins)


def words(text: str) -> list[str]:
    """Give the folded words: runs of letters and digits, split at everything else."""
    return folded_words(fold(text))


def folded_words(folded: str) -> list[str]:
    """Give the words of a text that is folded already."""
    return folded.translate(_ASCII_PARTS).split() if folded.isascii() else _WORD.findall(folded)


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Give each folded word with its start and end in the original text."""
    folded = fold_map(text)
    pattern = _ASCII_WORD if folded.text.isascii() else _WORD
    if len(folded.text) == len(text) and text.isascii():
        return [(m[0], m.start(), m.end()) for m in pattern.finditer(folded.text)]
    return [(m[0], *folded.span(m.start(), m.end())) for m in pattern.finditer(folded.text)]


def words_with(folded: str, starts: Iterable[str]) -> list[tuple[int, int]]:
    """Give the start and end of each word of a folded text that begins with one of `starts`, in order.

    Much faster than going from word to word where few begin so.
    """
    found: dict[int, int] = {}
    for start in starts:
        at = folded.find(start)
        while at >= 0:
            end = at + len(start)
            if at not in found and (at == 0 or not _is_of_word(folded[at - 1])):
                match = _WORD.match(folded, at)
                if match is not None:
                    end = found[at] = match.end()
            at = folded.find(start, end)
    return sorted(found.items())


def next_word(folded: str, after: int) -> tuple[int, int]:
    """Give start and end of the first word at or behind `after` in a folded text; its end twice if none."""
    match = _WORD.search(folded, after)
    return match.span() if match is not None else (len(folded), len(folded))


def _is_of_word(character: str) -> bool:
    return character.isalnum() or (character > "\x7f" and _WORD.match(character) is not None)


def squash(text: str) -> str:
    """Give the folded letters and digits alone: `Việt Nam` and `Viet-Nam` are both `vietnam`."""
    return "".join(words(text))


@lru_cache(maxsize=4096)
def _fold_run(run: str) -> str:
    folded = unicodedata.normalize("NFKD", run).translate(_TABLE).casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _fold_few(text: str) -> str | None:
    """Fold a text, in lower case, that has curly quotes and a few accents, all of each at once.

    None where there are more kinds of characters outside ASCII, or some that stay outside it: those may be
    composed with what stands beside them.
    """
    kinds = [kind for kind in set(beyond_plain(text)) if kind > "\x7f"]
    if len(kinds) > _FEW:
        return None
    for kind, plain in zip(kinds, map(_fold_run, kinds), strict=True):
        if not plain.isascii():
            return None
        text = text.replace(kind, plain)
    return text


def _fold_foreign(match: re.Match[str]) -> str:
    # Folding never looks across plain ASCII, so each run outside it can be folded, and kept, by itself:
    # news has few different ones. Whole pages of another script are not worth keeping.
    run = match[0]
    return _fold_run(run) if len(run) <= 16 else _fold_run.__wrapped__(run)


def _extends(character: str) -> bool:
    """Whether the character belongs to the one before it: a mark, a zero-width one, a vowel of Hangul."""
    code = ord(character)
    if code in _TABLE and _TABLE[code] is None:
        return True
    return _JAMO[0] <= character <= _JAMO[1] or unicodedata.category(character)[0] == "M"
