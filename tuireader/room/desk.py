"""What the room works with: library, searcher and notebook, as the few calls a screen needs.

Every method may block on the disk and is called from a worker thread; none touches a widget. The screen knows
the domain through this one door.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from tuireader.articles.identity import raw_hash
from tuireader.library.library import Library, PersonEntry, Progress, ScanReport, SourceSpec, StoredArticle
from tuireader.names.values import CountryFound, Names, Person
from tuireader.notebook.notebook import ArticleRef, Note, Notebook, Summary
from tuireader.room.typesetting import PassageSpan, PlacedNote
from tuireader.search.engine import Answer, Hit, Searcher, Suggestion

Scope = Literal["all", "unread", "bookmarked", "noted"]
"""Which articles the list is narrowed to, beside the query."""

Sort = Literal["relevance", "date", "oldest", "length"]


class _Span(Protocol):
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...


_SCOPE_QUERY: dict[Scope, tuple[str, ...]] = {
    "all": (),
    "unread": ("is:unread",),
    "bookmarked": ("is:bookmarked",),
    "noted": ("has:note",),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: the hit and what the reader made of its article."""

    hit: Hit
    is_bookmarked: bool
    is_read: bool
    notes: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article on the desk, with all that is drawn in its text."""

    stored: StoredArticle
    names: Names
    notes: tuple[PlacedNote, ...]
    hits: tuple[PassageSpan, ...]
    """What the query matched in the text."""
    asked: tuple[Person | CountryFound, ...]
    """The people and countries the query asked for."""
    is_bookmarked: bool
    is_read: bool
    position: tuple[int, int] | None
    """Block and offset of the line that was at the top when it was left."""

    @property
    def uid(self) -> str:
        """The article's id."""
        return self.stored.article.id


@dataclass(frozen=True, slots=True)
class PickItem:
    """A person or country to pick."""

    name: str
    detail: str
    articles: int
    query: str
    is_here: bool
    """Whether the open article names them."""


class Desk:
    """The library, the searcher and the notebook of one room."""

    def __init__(self, library: Library, notebook: Notebook, sources: Sequence[SourceSpec]) -> None:
        self.library = library
        self.notebook = notebook
        self.sources = tuple(sources)
        self._searcher = Searcher(library)
        self._summary: Summary | None = None
        self._summary_version = -1

    # -- reading -------------------------------------------------------------------------------------

    def marks(self) -> Summary:
        """What the notebook says of all articles; read again only after a change."""
        version = self.notebook.version()
        if self._summary is None or version != self._summary_version:
            self._summary = self.notebook.summary()
            self._summary_version = version
        return self._summary

    def answer(self, query: str, scope: Scope, sort: Sort) -> Answer:
        """The ids that answer a query, best first; the newest first when nothing is asked."""
        within = _SCOPE_QUERY[scope]
        if sort != "relevance":
            within = (*within, f"sort:{sort}")
        return self._searcher.run(query, self.marks(), within=within)

    def rows(self, answer: Answer, start: int, stop: int) -> list[ListRow]:
        """The list's rows from `start` up to `stop`, reasons and marks included."""
        marks = self.marks()
        tags: dict[str, list[str]] = {}
        for tag, uids in marks.tags.items():
            for uid in uids:
                tags.setdefault(uid, []).append(tag)
        return [
            ListRow(
                hit,
                hit.row.uid in marks.bookmarked,
                hit.row.uid in marks.read,
                marks.noted.get(hit.row.uid, 0),
                tuple(sorted(tags.get(hit.row.uid, ()))),
            )
            for hit in self._searcher.explain(answer, start, stop)
        ]

    def suggest(self, text: str, cursor: int) -> list[Suggestion]:
        """People and countries that the word being typed could mean."""
        return self._searcher.suggest(text, cursor)

    def open(self, uid: str, answer: Answer | None) -> OpenArticle | None:
        """Everything about one article; None when it has left the library."""
        stored = self.library.article(uid)
        if stored is None:
            return None
        article = stored.article
        hits: tuple[PassageSpan, ...] = ()
        asked: tuple[Person | CountryFound, ...] = ()
        if answer is not None and not answer.query.is_empty:
            blocks = [block.text for block in article.blocks]
            hits = tuple(PassageSpan(*span) for span in self._searcher.spans_in(answer.query, blocks))
            asked = tuple(self._searcher.focus(answer.query, stored))
        marks = self.marks()
        return OpenArticle(
            stored,
            Names(stored.people, stored.countries),
            self._placed(stored),
            hits,
            asked,
            uid in marks.bookmarked,
            uid in marks.read,
            self.notebook.position(uid),
        )

    def _placed(self, stored: StoredArticle) -> tuple[PlacedNote, ...]:
        article = stored.article
        placed = []
        for note, placement in self.notebook.place_notes(article.id, article.text):
            passage: tuple[PassageSpan, ...] = ()
            if placement is not None and placement.start is not None and placement.end is not None:
                passage = spans_of_blocks(article.block_starts, [len(b.text) for b in article.blocks], placement)
            placed.append(PlacedNote(note, passage))
        placed.sort(key=lambda item: (item.passage[0].block, item.passage[0].start) if item.passage else (-1, 0))
        return tuple(placed)

    def people(self, here: OpenArticle | None) -> list[PickItem]:
        """People to pick from: the open article's first, then the library's, most mentioned first."""
        entries = self.library.people(limit=500)
        counts = {entry.name: entry.articles for entry in entries}
        items = []
        if here is not None:
            items = [
                PickItem(p.name, p.title or "", counts.get(p.name, 1), f'person:"{p.name}"', True)
                for p in here.stored.people
            ]
        seen = {item.name for item in items}
        items += [
            PickItem(e.name, _title(e), e.articles, f'person:"{e.name}"', False) for e in entries if e.name not in seen
        ]
        return items

    def countries(self, here: OpenArticle | None) -> list[PickItem]:
        """Countries to pick from, in the order of `people`."""
        entries = self.library.countries()
        counts = {entry.code: entry.articles for entry in entries}
        items = []
        if here is not None:
            items = [
                PickItem(c.name, ", ".join(c.forms[:4]), counts.get(c.code, 1), f'country:"{c.name}"', True)
                for c in here.stored.countries
                if c.evidence != "weak"
            ]
        seen = {item.name for item in items}
        items += [
            PickItem(e.name, ", ".join(e.forms[:4]), e.articles, f'country:"{e.name}"', False)
            for e in entries
            if e.name not in seen
        ]
        return items

    # -- writing -------------------------------------------------------------------------------------

    def reference(self, stored: StoredArticle) -> ArticleRef:
        """What the notebook remembers of an article that is marked or annotated."""
        article = stored.article
        return ArticleRef(
            uid=article.id,
            path=article.path,
            headline=article.headline,
            date=article.date,
            source=article.source,
            text=article.text,
            raw_hash=_file_hash(article.path),
        )

    def toggle_bookmark(self, uid: str) -> bool | None:
        """Set or take away the bookmark; whether it is set now, None for an article that is gone."""
        stored = self.library.article(uid)
        if stored is None:
            return None
        on = uid not in self.marks().bookmarked
        self.notebook.set_bookmark(self.reference(stored), on)
        return on

    def toggle_read(self, uid: str) -> bool | None:
        """Mark read or unread; whether it is read now, None for an article that is gone."""
        stored = self.library.article(uid)
        if stored is None:
            return None
        on = uid not in self.marks().read
        self.notebook.set_read(self.reference(stored), on)
        return on

    def write_note(
        self, opened: OpenArticle, body: str, span: tuple[int, int] | None, tags: Sequence[str], note_id: str | None
    ) -> Note:
        """Keep a new note, or a new version of one; returns once it is on disk."""
        if note_id is not None:
            note = self.notebook.edit_note(note_id, body, tags)
        else:
            note = self.notebook.add_note(self.reference(opened.stored), body, span=span, tags=tags)
        self.notebook.drop_draft()
        return note

    # -- the library ---------------------------------------------------------------------------------

    def scan(self, progress: Callable[[Progress], None], stop: Callable[[], bool]) -> ScanReport:
        """Bring the library up to date with its sources."""
        return self.library.scan(self.sources, progress=progress, stop=stop)


def spans_of_blocks(starts: Sequence[int], lengths: Sequence[int], placement: "_Span") -> tuple[PassageSpan, ...]:
    """A span of the whole text as one span in each block it touches."""
    if placement.start is None or placement.end is None:
        return ()
    spans = []
    for block, (begin, length) in enumerate(zip(starts, lengths, strict=True)):
        start, end = max(placement.start - begin, 0), min(placement.end - begin, length)
        if start < end:
            spans.append(PassageSpan(block, start, end))
    return tuple(spans)


def _title(entry: PersonEntry) -> str:
    return entry.titles[0] if entry.titles else ""


def _file_hash(path: str) -> str:
    """The hash of the file as it is now; empty when it cannot be read: evidence, never a condition."""
    try:
        return raw_hash(Path(path).read_bytes())
    except (OSError, ValueError):
        return ""
