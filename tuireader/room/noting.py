"""What the notes screen lists: notes, highlights and bookmarks, narrowed as the filter bar narrows.

Of that language it takes what can be said of a note: words, phrases, `tag:`, `note:`, `headline:`, `source:`,
`date:` (of the note), `has:note`, `has:highlight`, `has:tag`, `is:bookmarked`, and `is:unplaced` besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tuireader.notebook.values import Bookmark, Note
from tuireader.search.query import And, Dated, Flag, Node, Not, Or, QueryError, Term, parse
from tuireader.text.fold import fold, words

Order = Literal["newest", "oldest", "article", "tag"]
ORDERS: tuple[Order, ...] = ("newest", "oldest", "article", "tag")
ORDER_WORDS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "article": "by article",
    "tag": "by tag",
}

_UNPLACED = "is:unplaced"


@dataclass(frozen=True, slots=True)
class Entry:
    """A note, a highlight or a bookmark, as a row."""

    of: Note | Bookmark
    tags: tuple[str, ...]

    @property
    def note(self) -> Note | None:
        """The note or highlight, if it is one."""
        return self.of if isinstance(self.of, Note) else None

    @property
    def kind(self) -> str:
        """`note`, `highlight`, `bookmark`."""
        return self.of.kind if isinstance(self.of, Note) else "bookmark"

    @property
    def body(self) -> str:
        """The reader's own words."""
        return self.of.body if isinstance(self.of, Note) else ""

    @property
    def quote(self) -> str:
        """The passage."""
        return (self.of.quote or "") if isinstance(self.of, Note) else ""

    @property
    def touched(self) -> str:
        """When it was made or last written."""
        return self.of.updated if isinstance(self.of, Note) else self.of.created

    @property
    def is_unplaced(self) -> bool:
        """Whether its passage is nowhere to be found."""
        return isinstance(self.of, Note) and self.of.state == "unplaced"


def entries(notes: Sequence[Note], bookmarks: Sequence[Bookmark]) -> list[Entry]:
    """All of them as rows."""
    return [
        *(Entry(note, note.tags) for note in notes),
        *(Entry(mark, mark.tags) for mark in bookmarks),
    ]


def listed(all_entries: Sequence[Entry], typed: str, order: Order) -> tuple[list[Entry], QueryError | None]:
    """The entries that answer what is typed, unplaced ones first, then in order; and what is wrong."""
    kept, wants_unplaced = _without_unplaced(typed)
    query = parse(kept)
    if query.error is not None:
        return [], query.error
    found = [
        entry
        for entry in all_entries
        if (wants_unplaced is None or entry.is_unplaced == wants_unplaced)
        and (query.root is None or _answers(entry, query.root))
    ]
    return _ordered(found, order), None


def _without_unplaced(typed: str) -> tuple[str, bool | None]:
    wanted: bool | None = None
    rest = []
    for word in typed.split(" "):
        if word.lower() in (_UNPLACED, f"-{_UNPLACED}"):
            wanted = not word.startswith("-")
        else:
            rest.append(word)
    return " ".join(rest), wanted


def _ordered(found: list[Entry], order: Order) -> list[Entry]:
    found = sorted(found, key=lambda entry: entry.touched, reverse=order != "oldest")
    if order == "article":
        found.sort(key=lambda entry: (fold(entry.of.headline), entry.of.uid))
    elif order == "tag":
        found.sort(key=lambda entry: (not entry.tags, fold(entry.tags[0]) if entry.tags else ""))
    return sorted(found, key=lambda entry: not entry.is_unplaced)


def _answers(entry: Entry, node: Node) -> bool:
    if isinstance(node, And):
        return all(_answers(entry, part) for part in node.parts)
    if isinstance(node, Or):
        return any(_answers(entry, part) for part in node.parts)
    if isinstance(node, Not):
        return not _answers(entry, node.part)
    if isinstance(node, Dated):
        return node.days.holds(entry.touched[:10])
    if isinstance(node, Flag):
        return _has(entry, node)
    return _holds(entry, node)


def _has(entry: Entry, flag: Flag) -> bool:
    held = {
        "note": entry.kind == "note",
        "highlight": bool(entry.quote),
        "tag": bool(entry.tags),
        "bookmarked": entry.kind == "bookmark",
    }
    return held.get(flag.value, False)


def _holds(entry: Entry, term: Term) -> bool:
    of = entry.of
    texts = {
        "tag": entry.tags,
        "note": (entry.body, entry.quote),
        "headline": (of.headline,),
        "source": (of.source or "",),
        "body": (entry.quote,),
    }
    every = (entry.body, entry.quote, of.headline, of.source or "", *entry.tags)
    searched = texts.get(term.field or "", every)
    if term.manner == "phrase" and term.field != "tag":
        sought = " ".join(term.words)
        return any(f" {sought} " in f" {' '.join(words(text))} " for text in searched)
    there = [word for text in searched for word in words(text)]
    if term.manner == "exact":
        return all(part in there for part in term.words)
    return all(any(word.startswith(part) for word in there) for part in term.words)
