"""Which words occur, in how many articles, and the starts and ends that find typos.

Kept up with a few articles word by word; made anew after many, which costs about a second in a hundred
thousand articles.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from tuireader.library.indextext import IndexText

_STARTS = range(3, 12)
"""Lengths of the starts and ends that are kept."""
_SHORTEST = 4
_LARGE = 5000
"""In a larger library a word of one body text is mostly a typo itself, and not worth being offered."""
_MARKED = "\ue000"


def rebuild(db: sqlite3.Connection) -> None:
    """Make the vocabulary anew from the full-text tables."""
    db.execute("DELETE FROM vocab")
    db.execute("""
        INSERT INTO vocab
        SELECT term, doc, coalesce(heads, 0), coalesce(names, 0) FROM alltext_words LEFT JOIN (
            SELECT term, max(doc) AS heads,
                   max(CASE WHEN col IN ('people', 'countries') THEN doc ELSE 0 END) AS names
            FROM heads_words GROUP BY term
        ) USING (term)
        WHERE substr(term, 1, 1) <> char(0xE000)
    """)
    rows = db.execute(
        "SELECT term FROM vocab WHERE (articles >= ? OR heads > 0) AND length(term) >= ?",
        (_least(db), _SHORTEST),
    )
    terms = [term for (term,) in rows if term.isalpha()]
    db.execute("DELETE FROM pfx")
    db.execute("DELETE FROM pfxr")
    for length in _STARTS:
        starts = sorted({term[:length] for term in terms if len(term) >= length})
        db.executemany("INSERT INTO pfx VALUES (?, ?)", ((length, start) for start in starts))
        ends = sorted(start[::-1] for start in starts)
        db.executemany("INSERT INTO pfxr VALUES (?, ?)", ((length, end) for end in ends))


def update(db: sqlite3.Connection, added: Iterable[IndexText], removed: Iterable[IndexText]) -> None:
    """Keep up with a few articles that have come into the full-text tables or gone out of them.

    Starts of words that occur no longer stay until the next `rebuild`: they find nothing.
    """
    change: Counter[str] = Counter()
    heads: set[str] = set()
    for texts, sign in ((added, 1), (removed, -1)):
        for text in texts:
            for term in text.everything.split():
                change[term] += sign
            heads.update(" ".join((text.headline, text.people, text.countries, text.place)).split())
    terms = sorted(term for term in change if not term.startswith(_MARKED))
    db.executemany(
        "INSERT INTO vocab VALUES (?, ?, 0, 0) ON CONFLICT (term) DO UPDATE SET articles = articles + ?2",
        ((term, change[term]) for term in terms),
    )
    db.executemany("DELETE FROM vocab WHERE term = ? AND articles <= 0", ((term,) for term in terms))
    for term in sorted(heads):
        if term.startswith(_MARKED):
            continue
        counts = dict(db.execute("SELECT col, doc FROM heads_words WHERE term = ?", (term,)))
        names = max(counts.get("people", 0), counts.get("countries", 0))
        db.execute(
            "UPDATE vocab SET heads = ?, names = ? WHERE term = ?",
            (max(counts.values(), default=0), names, term),
        )
    least = _least(db)
    for term in terms:
        if len(term) < _SHORTEST or not term.isalpha():
            continue
        row = db.execute("SELECT articles, heads FROM vocab WHERE term = ?", (term,)).fetchone()
        if row is None or (row[0] < least and not row[1]):
            continue
        starts = [term[:length] for length in _STARTS if len(term) >= length]
        db.executemany("INSERT OR IGNORE INTO pfx VALUES (?, ?)", ((len(s), s) for s in starts))
        db.executemany("INSERT OR IGNORE INTO pfxr VALUES (?, ?)", ((len(s), s[::-1]) for s in starts))


def _least(db: sqlite3.Connection) -> int:
    return (
        1
        if db.execute("SELECT count(*) FROM (SELECT 1 FROM article LIMIT ?)", (_LARGE,)).fetchone()[0]
        < _LARGE
        else 2
    )
