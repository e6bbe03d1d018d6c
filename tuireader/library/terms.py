"""The words that occur: exactly, by their start, and by spellings an edit or two away.

Typos are looked up among the distinct starts of words (`pfx`, and `pfxr` for the same read backwards): of a
word with one edit one half is intact, of one with two edits mostly a third. So a lookup touches two short
ranges and never the whole vocabulary.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from tuireader.library.values import Term

LAST = "\U0010ffff"
"""Sorts behind every continuation of a start."""

_SHORTEST, _LONGEST = 3, 11
"""Lengths of the starts kept."""
_LEAST_START = 4
"""A shorter start says too little to forgive a typo in it."""
_STARTS = 256
_TERMS_A_START = 512
"""Bounds for the worst: of 270 misspelt starts each took less than 2 ms, in 100,000 articles."""
_AT_ONCE = 4096
"""Starts compared in one call: RapidFuzz holds the interpreter, and with it the screen, while it runs."""


def term(db: sqlite3.Connection, text: str) -> Term | None:
    """The word with its counts; None when it does not occur."""
    row = db.execute("SELECT term, articles, heads, names FROM vocab WHERE term = ?", (text,)).fetchone()
    return Term(*row) if row is not None else None


def starting(db: sqlite3.Connection, start: str, limit: int) -> list[Term]:
    """Words that begin so, the word itself among them, in the order of letters; at most `limit`."""
    sql = "SELECT term, articles, heads, names FROM vocab WHERE term >= ? AND term < ? ORDER BY term LIMIT ?"
    return [Term(*row) for row in db.execute(sql, (start, start + LAST, limit))]


def words_starting(db: sqlite3.Connection, start: str, limit: int) -> list[tuple[str, int, int, int]]:
    """The same as plain rows, in the order of `Term`: a keystroke asks for hundreds."""
    sql = "SELECT term, articles, heads, names FROM vocab WHERE term >= ? AND term < ? ORDER BY term LIMIT ?"
    return db.execute(sql, (start, start + LAST, limit)).fetchall()


def similar(
    db: sqlite3.Connection, word: str, edits: int, *, unfinished: bool, limit: int
) -> list[tuple[Term, int]]:
    """Words within so many edits (a transposition is one), nearest first, then the most used.

    Args:
        word: folded.
        edits: 1 or 2.
        unfinished: whether the word may be the misspelt start of a longer one.
        limit: at most so many.
    """
    from rapidfuzz.distance import OSA  # 17 ms to import, and most queries are spelt right

    found: dict[str, tuple[Term, int]] = {}
    for start, distance in _starts(db, word, edits):
        for candidate in starting(db, start, _TERMS_A_START):
            if candidate.text == word or candidate.text in found:
                continue
            whole = OSA.distance(word, candidate.text, score_cutoff=edits)
            if whole <= edits:
                found[candidate.text] = candidate, whole
            elif unfinished:
                found[candidate.text] = candidate, distance

    def rank(item: tuple[Term, int]) -> tuple[int, bool, bool, int, int, str]:
        candidate, distance = item
        longer = OSA.distance(word, candidate.text, score_cutoff=edits) > edits
        return (distance, longer, not candidate.names, -candidate.heads, -candidate.articles, candidate.text)

    return sorted(found.values(), key=rank)[:limit]


def _starts(db: sqlite3.Connection, word: str, edits: int) -> Iterable[tuple[str, int]]:
    """Starts of words within so many edits of the word (of its first eleven letters), nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    short = word[: _LONGEST - 1]
    size = len(short)
    piece = max(size // (edits + 1), 1)
    # Where one edit leaves the last letters alone, or else the first: these may be all that are left.
    head, tail = short[: size - piece if edits == 1 else piece], short[::-1][:piece]
    found: dict[str, int] = {}

    def compare(spelt: str, candidates: Sequence[str], *, backwards: bool) -> None:
        for at in range(0, len(candidates), _AT_ONCE):
            for start, distance, _ in process.extract(
                spelt, candidates[at : at + _AT_ONCE], scorer=OSA.distance, score_cutoff=edits, limit=None
            ):
                found[start[::-1] if backwards else start] = int(distance)

    for length in range(max(size - edits, _LEAST_START, _SHORTEST), min(size + edits, _LONGEST) + 1):
        starts = db.execute(
            "SELECT start FROM pfx WHERE length = ? AND start >= ? AND start < ?", (length, head, head + LAST)
        )
        compare(short, [start for (start,) in starts], backwards=False)
        ends = db.execute(
            "SELECT reversed FROM pfxr WHERE length = ? AND reversed >= ? AND reversed < ?",
            (length, tail, tail + LAST),
        )
        compare(short[::-1], [end for (end,) in ends], backwards=True)
    for at in range(size - 1):  # a swap over the seam leaves neither piece intact
        swapped = short[:at] + short[at + 1] + short[at] + short[at + 2 :]
        if swapped not in found and swapped != short and starting(db, swapped, 1):
            found[swapped] = 1
    return sorted(found.items(), key=lambda item: (item[1], abs(len(item[0]) - size), item[0]))[:_STARTS]
