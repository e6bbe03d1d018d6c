"""What the notes screen lists: notes, highlights and bookmarks, narrowed as the filter bar narrows.

Of that language it takes what can be said of a note: words, phrases, `tag:`, `note:`, `headline:`, `source:`,
`date:` (of the note), `has:note`, `has:highlight`, `has:tag`, `is:bookmarked`, and besides `is:lost`
(the passage is; also `is:unplaced`), `is:doubtful` (it is only perhaps the one), `is:gone` (the article
is) and `is:draft`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tuireader.notebook.values import Bookmark, Draft, Note, Perhaps
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

WANTS = (
    "half written: Enter goes on",
    "the passage is gone: P shows the note its place by hand",
    "the article is gone: Enter asks whether it is another one now",
    "perhaps the passage: P keeps it, or shows the note another",
)
"""What entries want that come first, by their turn."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A note that is half written, with what its article is called."""

    draft: Draft
    headline: str
    date: str | None
    source: str | None

    @property
    def uid(self) -> str:
        """The article."""
        return self.draft.uid


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article of the library that one which is gone may be now."""

    perhaps: Perhaps
    uid: str
    headline: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A note, a highlight, a bookmark or a draft, as a row."""

    of: Note | Bookmark | Unsaved
    tags: tuple[str, ...]
    is_gone: bool = False
    """Whether its article has left the library."""
    candidate: Candidate | None = None
    """What that may be now."""

    @property
    def unsaved(self) -> Unsaved | None:
        """The draft, if it is one."""
        return self.of if isinstance(self.of, Unsaved) else None

    @property
    def note(self) -> Note | None:
        """The note or highlight, if it is one."""
        return self.of if isinstance(self.of, Note) else None

    @property
    def kind(self) -> str:
        """`note`, `highlight`, `bookmark`, `draft`."""
        if isinstance(self.of, Unsaved):
            return "draft"
        return self.of.kind if isinstance(self.of, Note) else "bookmark"

    @property
    def body(self) -> str:
        """The reader's own words."""
        if isinstance(self.of, Unsaved):
            return self.of.draft.body
        return self.of.body if isinstance(self.of, Note) else ""

    @property
    def quote(self) -> str:
        """The passage."""
        if isinstance(self.of, Unsaved):
            return self.of.draft.anchor.exact if self.of.draft.anchor is not None else ""
        return (self.of.quote or "") if isinstance(self.of, Note) else ""

    @property
    def touched(self) -> str:
        """When it was made or last written."""
        if isinstance(self.of, Unsaved):
            return self.of.draft.saved
        return self.of.updated if isinstance(self.of, Note) else self.of.created

    @property
    def is_unplaced(self) -> bool:
        """Whether its passage is nowhere to be found."""
        return isinstance(self.of, Note) and self.of.state == "unplaced"

    @property
    def is_doubtful(self) -> bool:
        """Whether the passage that was found is only perhaps its own."""
        return isinstance(self.of, Note) and self.of.is_doubtful

    @property
    def turn(self) -> int:
        """What wants something of the reader comes first: drafts, lost passages, questions."""
        if self.unsaved is not None:
            return 0
        wants = (self.is_unplaced, self.candidate is not None, self.is_doubtful)
        return 1 + wants.index(True) if any(wants) else 1 + len(wants)


_OWN: Mapping[str, Callable[[Entry], bool]] = {
    "is:lost": lambda entry: entry.is_unplaced,
    "is:unplaced": lambda entry: entry.is_unplaced,
    "is:doubtful": lambda entry: entry.is_doubtful,
    "is:gone": lambda entry: entry.is_gone,
    "is:draft": lambda entry: entry.unsaved is not None,
}
"""What can be asked of notes alone."""


def entries(
    notes: Sequence[Note],
    bookmarks: Sequence[Bookmark],
    unsaved: Sequence[Unsaved] = (),
    *,
    gone: Collection[str] = (),
    perhaps: Mapping[str, Candidate] | None = None,
) -> list[Entry]:
    """All of them as rows.

    Args:
        notes: notes and highlights.
        bookmarks: articles kept.
        unsaved: notes half written.
        gone: the uids of articles that have left the library.
        perhaps: by the uid of one that is gone, what it may be now.
    """
    asked = perhaps or {}
    made: list[Note | Bookmark] = [*notes, *bookmarks]
    return [
        *(Entry(each, each.draft.tags) for each in unsaved),
        *(Entry(each, each.tags, each.uid in gone, asked.get(each.uid)) for each in made),
    ]


def listed(all_entries: Sequence[Entry], typed: str, order: Order) -> tuple[list[Entry], QueryError | None]:
    """The entries that answer what is typed, in order, those that want something first; and what is wrong."""
    kept, wanted = _without_own(typed)
    query = parse(kept)
    if query.error is not None:
        return [], query.error
    found = [
        entry
        for entry in all_entries
        if all(_OWN[asked](entry) == is_wanted for asked, is_wanted in wanted)
        and (query.root is None or _answers(entry, query.root))
    ]
    return _ordered(found, order), None


def _without_own(typed: str) -> tuple[str, list[tuple[str, bool]]]:
    wanted = []
    rest = []
    for word in typed.split(" "):
        asked = word.lower().removeprefix("-")
        if asked in _OWN:
            wanted.append((asked, not word.startswith("-")))
        else:
            rest.append(word)
    return " ".join(rest), wanted


def _ordered(found: list[Entry], order: Order) -> list[Entry]:
    found = sorted(found, key=lambda entry: entry.touched, reverse=order != "oldest")
    if order == "article":
        found.sort(key=lambda entry: (fold(entry.of.headline), entry.of.uid))
    elif order == "tag":
        found.sort(key=lambda entry: (not entry.tags, fold(entry.tags[0]) if entry.tags else ""))
    return sorted(found, key=lambda entry: entry.turn)


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


def is_same(one: Entry, other: Entry) -> bool:
    """Whether two rows, of two listings, are of the same thing."""
    if one.unsaved is not None and other.unsaved is not None:
        return one.unsaved.draft.session == other.unsaved.draft.session and one.of.uid == other.of.uid
    if one.note is not None and other.note is not None:
        return one.note.id == other.note.id
    return one.kind == other.kind and one.of.uid == other.of.uid


def identity(entry: Entry) -> tuple[str, ...]:
    """What tells a row that is kept from all others, in any listing."""
    return ("note", str(entry.note.id)) if entry.note is not None else (entry.kind, entry.of.uid)


def state_words(entry: Entry) -> str:
    """What has become of its passage or article; empty where nothing has."""
    if entry.is_gone:
        return "(the article is gone)"
    if entry.is_unplaced:
        return "(the passage is gone)"
    if entry.is_doubtful:
        return "(perhaps the passage)"
    return "(the passage has moved)" if entry.note is not None and entry.note.state == "moved" else ""
