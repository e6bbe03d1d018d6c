"""How many cells text takes on the screen, and cutting it to fit.

By `wcwidth`'s Unicode tables, which are loaded when first needed: most news is measured without them.
"""

import re
from collections.abc import Iterator

# One cell each, and no cluster of more than one character: Latin, Greek, Cyrillic without marks,
# punctuation of the General Punctuation block, plain arrows, lines and blocks. The rest is asked of wcwidth.
_NARROW = re.compile(
    "[ -~\u00a0-\u00a8\u00aa-\u00ac\u00af-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u1e00-\u1f15\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf"
    "\u2190-\u2193\u2500-\u259f]*"
)


def is_narrow(text: str) -> bool:
    """Whether every character is known to take one cell by itself, so that offsets are cells."""
    return _NARROW.fullmatch(text) is not None


def cell_width(text: str) -> int:
    """Give the cells the text takes on one line; characters without width (controls too) count nothing."""
    if _NARROW.fullmatch(text):
        return len(text)
    import wcwidth

    return sum(max(0, wcwidth.wcswidth(cluster)) for cluster in wcwidth.iter_graphemes(text))


def clusters(text: str) -> Iterator[str]:
    """Yield the grapheme clusters: what a reader takes for one character, never to be cut apart."""
    if _NARROW.fullmatch(text):
        yield from text
        return
    import wcwidth

    yield from wcwidth.iter_graphemes(text)


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """Cut the text to at most `cells` cells, with the ellipsis where something was cut off.

    Never cuts inside a grapheme cluster. Without room for the ellipsis, cuts plainly.
    """
    if cells <= 0:
        return ""
    # A character takes at most two cells and most take one: no need to measure a whole book.
    if len(text) <= cells * 8 and cell_width(text) <= cells:
        return text
    room = cells - cell_width(ellipsis)
    if room < 0:
        room, ellipsis = cells, ""
    taken = used = 0
    for cluster in clusters(text[: cells * 16 + 64]):
        used += cell_width(cluster)
        if used > room:
            break
        taken += len(cluster)
    return text[:taken].rstrip() + ellipsis
