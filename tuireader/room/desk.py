"""What the room works with: library, searcher and notebook, as the few calls a screen needs.

Every method may block on the disk and is called from a worker thread; none touches a widget. The screen knows
the domain through this one door.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tuireader.errors import NotebookError
from tuireader.library.library import Library
from tuireader.library.timeline import Timeline
from tuireader.library.values import (
    Progress,
    ScanReport,
    SourceSpec,
    StoredArticle,
)
from tuireader.names.values import CountryFound, Names, Person
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.values import ArticleRef, Note, Summary
from tuireader.room.cards import Cards
from tuireader.room.correcting import Corrector
from tuireader.room.drafting import Drafting
from tuireader.room.memory import Memory
from tuireader.room.page import PassageSpan, PlacedNote, spans_of_blocks
from tuireader.room.picking import Picker
from tuireader.room.sourcing import readable
from tuireader.search.engine import Answer, Hit, Searcher
from tuireader.search.facets import Facets
from tuireader.search.suggesting import Suggestion

Scope = Literal["all", "unread", "bookmarked", "noted"]
"""Which articles the list is narrowed to, beside the query."""

Sort = Literal["relevance", "date", "oldest", "length"]

_SCOPE_QUERY: dict[Scope, tuple[str, ...]] = {
    "all": (),
    "unread": ("is:unread",),
    "bookmarked": ("is:bookmarked",),
    "noted": ("has:note",),
}

_UNREAD_CHUNK = 500
"""Articles looked at in one read for the next unread one."""

_MOST_KEPT = 2000
"""Articles that can be bookmarked or tagged at once."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: the hit and what the reader made of its article."""

    hit: Hit
    is_bookmarked: bool
    is_read: bool
    notes: int
    tags: tuple[str, ...]
    is_highlighted: bool = False
    """Whether a passage of it is marked, with words of one's own or without."""


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


class Desk(Drafting):
    """The library, the searcher and the notebook of one room."""

    def __init__(
        self, library: Library, notebook: Notebook, sources: Callable[[], Sequence[SourceSpec]]
    ) -> None:
        """
        Args:
            library: what is read.
            notebook: what the reader makes.
            sources: gives what a scan reads; asked at each scan, for another window may have added some.
        """
        super().__init__(library, notebook)
        self._sources = sources
        self._searcher = Searcher(library)
        self.picker = Picker(library)
        """People and countries to pick from."""
        self.corrector = Corrector(library, notebook)
        """What the reader knows better about them."""
        self.cards = Cards(library)
        """What is known about them."""
        self.memory = Memory(notebook)
        """What is remembered for the next time."""
        self._summary: tuple[int, Summary] | None = None
        self._unread: tuple[tuple[int, int], int] | None = None

    # -- reading -------------------------------------------------------------------------------------

    def marks(self) -> Summary:
        """What the notebook says of all articles; read again only after a change."""
        version = self.notebook.marks_version()
        held = self._summary
        if held is None or held[0] != version:
            held = self._summary = (version, self.notebook.summary())
        return held[1]

    def versions(self) -> tuple[int, int]:
        """What the library and the notebook's marks stand at: another number when either has changed."""
        return self.library.generation, self.notebook.marks_version()

    def unread(self) -> int:
        """How many articles of the library are unread; counted again only after a change."""
        versions = self.versions()
        if self._unread is None or self._unread[0] != versions:
            read = len(self.library.ids_of(self.marks().read))
            self._unread = (versions, self.library.count() - read)
        return self._unread[1]

    def answer(self, query: str, scope: Scope, sort: Sort) -> Answer:
        """The ids that answer a query, best first; the newest first when nothing is asked."""
        order = sort if sort != "relevance" else None
        return self._searcher.search(query, self.marks(), within=_SCOPE_QUERY[scope], sort=order)

    def whole(self, answer: Answer, stop: Callable[[], bool] = lambda: False) -> Answer:
        """The answer with all its ids and, where it can be told, its exact count."""
        whole = self._searcher.whole(answer, stop)
        if whole.total_is_exact or stop():
            return whole
        return replace(whole, total=self._searcher.count(whole))

    def facets(self, answer: Answer, *, limit: int, stop: Callable[[], bool]) -> Facets | None:
        """What an answer consists of, each value with its count; None when `stop` says so."""
        return self._searcher.facets(answer, limit=limit, stop=stop)

    def timeline(self, answer: Answer, stop: Callable[[], bool]) -> Timeline | None:
        """How many articles of an answer are of each date; None when `stop` says so."""
        return self._searcher.timeline(answer, stop)

    def uids(self, answer: Answer) -> list[str]:
        """The lasting ids of all articles that answer."""
        return self.library.uids(self.whole(answer).ids)

    def next_unread(self, answer: Answer, start: int) -> int | None:
        """The first unread article of an answer from an index on."""
        read = self.marks().read
        for at in range(start, len(answer.ids), _UNREAD_CHUNK):
            numbers = answer.ids[at : at + _UNREAD_CHUNK]
            # `uids` leaves out what is gone: then each is asked for.
            uids = self.library.uids(numbers)
            if len(uids) != len(numbers):
                uids = [(self.library.uids([number]) or [""])[0] for number in numbers]
            for number, uid in enumerate(uids):
                if uid and uid not in read:
                    return at + number
        return None

    def mark_all_read(self, answer: Answer) -> int:
        """Mark every article of an answer read, as one deed; how many were not."""
        return self.notebook.set_read_all(self.uids(answer), True)

    def bookmark_listed(self, answer: Answer) -> int:
        """Bookmark every article of an answer, as one deed; how many were not.

        Raises:
            NotebookError: there are too many, or they could not be kept.
        """
        return self.notebook.bookmark_all(self._references(answer), True)

    def tag_listed(self, answer: Answer, tags: Sequence[str]) -> int:
        """Give these tags to every article of an answer, as one deed; how many had not all of them.

        Raises:
            NotebookError: there are too many, or they could not be kept.
        """
        return self.notebook.tag_all(self._references(answer), add=tags)

    def _references(self, answer: Answer) -> list[ArticleRef]:
        uids = self.uids(answer)
        if len(uids) > _MOST_KEPT:
            raise NotebookError(
                f"{len(uids):,} articles are listed: the text of each would be kept",
                f"Narrow the list to {_MOST_KEPT:,}",
            )
        return [self.reference(stored) for uid in uids if (stored := self.library.article(uid)) is not None]

    def rows(self, answer: Answer, start: int, stop: int) -> list[ListRow | None]:
        """The list's rows from `start` up to `stop`, with reasons and marks; None for one that is gone."""
        marks = self.marks()

        def row(hit: Hit | None) -> ListRow | None:
            if hit is None:
                return None
            uid = hit.row.uid
            return ListRow(
                hit,
                uid in marks.bookmarked,
                uid in marks.read,
                marks.noted.get(uid, 0),
                tuple(sorted(marks.tags.get(uid, ()))),
                uid in marks.highlighted,
            )

        return [row(hit) for hit in self._searcher.explain(answer, start, stop)]

    def suggest(self, text: str, cursor: int, scope: Scope = "all") -> list[Suggestion]:
        """People, countries, fields and tags that the word being typed could mean.

        Each with the number of articles that are listed once it is taken: beside other words that is not all
        there are of it, and what would list nothing is not offered.
        """
        found = self._searcher.suggest(text, cursor, marks=self.marks())
        beside = (text[: one.start] + text[one.end :] for one in found if one.articles)
        if scope == "all" and not any(words.strip() for words in beside):
            return found
        counted = [self._counted(one, text, scope) if one.articles else one for one in found]
        return [
            one for one, before in zip(counted, found, strict=True) if one.articles or not before.articles
        ]

    def _counted(self, one: Suggestion, text: str, scope: Scope) -> Suggestion:
        answer = self.answer(f"{text[: one.start]}{one.insert}{text[one.end :]}", scope, "relevance")
        return one if answer.error is not None else replace(one, articles=self._searcher.count(answer))

    def open(self, uid: str, answer: Answer | None) -> OpenArticle | None:
        """Everything about one article; None when it has left the library."""
        stored = self.library.article(uid)
        if stored is None:
            return None
        article = stored.article
        hits: tuple[PassageSpan, ...] = ()
        asked: tuple[Person | CountryFound, ...] = ()
        if answer is not None and answer.query.root is not None:
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
                passage = spans_of_blocks(
                    article.block_starts,
                    [len(b.text) for b in article.blocks],
                    (placement.start, placement.end),
                )
            placed.append(PlacedNote(note, passage))
        placed.sort(
            key=lambda item: (item.passage[0].block, item.passage[0].start) if item.passage else (-1, 0)
        )
        return tuple(placed)

    # -- writing -------------------------------------------------------------------------------------

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

    def set_tags(self, uid: str, tags: Sequence[str]) -> bool:
        """Give the article these tags; False when it is gone."""
        stored = self.library.article(uid)
        if stored is None:
            return False
        self.notebook.set_tags(self.reference(stored), tags)
        return True

    def mark_read(self, uid: str) -> None:
        """What opening an article does; it is no deed to undo."""
        stored = self.library.article(uid)
        if stored is not None:
            self.notebook.set_read(self.reference(stored), True, undoable=False)

    def tags(self, uid: str) -> tuple[str, ...]:
        """The article's own tags."""
        return self.notebook.tags(uid)

    # -- what is remembered --------------------------------------------------------------------------

    def greeting(self) -> str:
        """What is to be said when the room opens: trouble first, then a draft that waits, a question."""
        for notice in (*self.notebook.notices, *self.library.notices):
            return notice
        return self.waiting() or self.question()

    def passage_of(self, note: Note) -> PassageSpan | None:
        """Where a note's passage begins now; None for a note on the whole article, or one that is gone."""
        stored = self.library.article(note.uid)
        if stored is None:
            return None
        placed = next((p for p in self._placed(stored) if p.note.id == note.id), None)
        return placed.passage[0] if placed is not None and placed.passage else None

    # -- sources -------------------------------------------------------------------------------------

    def source_names(self) -> tuple[str, ...]:
        """What the list is of."""
        return tuple(source.name for source in self._sources())

    def add_source(self, typed: str) -> tuple[str, bool]:
        """Have the library read a folder or file; its name, and whether this room reads it as well."""
        source = self.notebook.add_source(readable(typed))
        return source.name, any(spec.path == source.path for spec in self._sources())

    # -- the library ---------------------------------------------------------------------------------

    def scan(self, progress: Callable[[Progress], None], stop: Callable[[], bool]) -> ScanReport:
        """Bring the library up to date with its sources."""
        report = self.library.scan(
            self._sources(),
            progress=progress,
            stop=stop,
            known=self.notebook.known_article,
            corrections=self.notebook.corrections(),
        )
        # Some may have been made while it went on.
        self.library.correct(self.notebook.corrections())
        if report.added or report.updated or report.removed:
            self.follow_articles()
        return report
