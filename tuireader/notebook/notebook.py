"""The notebook: everything the user made, kept so that it is never lost.

Every method may be called from any thread. What changes something returns after it is committed to the disk;
if it cannot be kept, a `NotebookError` says why, nothing has changed, and the text is still the caller's.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from tuireader.errors import NotebookError
from tuireader.notebook import (
    annotated,
    deeds,
    homes,
    homing,
    marks,
    notes,
    placing,
    session,
)
from tuireader.notebook.anchors import make_anchor
from tuireader.notebook.annotated import PackedText
from tuireader.notebook.backup import count_changes
from tuireader.notebook.columns import checksum, instant, joined_surrogates
from tuireader.notebook.correcting import Corrections
from tuireader.notebook.drafting import Drafts
from tuireader.notebook.glance import utcnow
from tuireader.notebook.opening import open_store
from tuireader.notebook.recognising import Recogniser
from tuireader.notebook.searching import Searches
from tuireader.notebook.store import Store
from tuireader.notebook.values import (
    Anchor,
    ArticleRef,
    Bookmark,
    Correction,
    Draft,
    Health,
    Note,
    Perhaps,
    Placement,
    SavedSearch,
    Source,
    Summary,
)

__all__ = [
    "Anchor",
    "ArticleRef",
    "Bookmark",
    "Correction",
    "Draft",
    "Health",
    "Note",
    "Notebook",
    "Perhaps",
    "Placement",
    "SavedSearch",
    "Source",
    "Summary",
]


class Notebook(Corrections, Searches, Drafts):
    """One open notebook; use `Notebook.open` and a `with`."""

    def __init__(
        self, directory: Path, store: Store, now: Callable[[], datetime], notices: Sequence[str]
    ) -> None:
        super().__init__(directory, store, now, notices)
        self._recogniser = Recogniser(store)

    @classmethod
    def open(
        cls, directory: Path, *, now: Callable[[], datetime] = utcnow, upkeep: bool = True
    ) -> "Notebook":
        """Open the notebook in a data directory; made, brought up to date or mended where need be.

        Args:
            directory: made private (0700) if it is not there.
            now: the clock.
            upkeep: begin, in the background, with the backup that is due; off for commands that only read.

        Raises:
            HomeError: the directory cannot be had.
            NotebookError: what stands there is no notebook, or another program keeps it locked.
        """
        opened = open_store(directory, instant(now()))
        try:
            notebook = cls(directory, opened.store, now, opened.notices)
            with opened.store.reading() as connection:
                changes = count_changes(connection)
        except BaseException:
            opened.store.close()
            raise
        if upkeep and notebook._keeper is not None:
            notebook._keeper.look_after(instant(now()), changes)
        return notebook

    # Bookmarks, tags, the read mark

    def set_bookmark(self, ref: ArticleRef, on: bool) -> bool:
        """Bookmark the article or take the bookmark off; returns whether that changed anything."""
        return self._do(lambda doer: deeds.set_bookmark(doer, ref, on))

    def take_bookmark(self, uid: str) -> bool:
        """Take the bookmark off an article, be it gone; returns whether there was one."""
        return self._do(lambda doer: deeds.take_bookmark(doer, uid))

    def bookmarks(self) -> list[Bookmark]:
        """Every bookmark, newest first."""
        with self._store.reading() as connection:
            return marks.bookmarks(connection)

    def set_tags(self, ref: ArticleRef, tags: Sequence[str]) -> None:
        """Give the article these tags and no others."""
        self._do(lambda doer: deeds.set_tags(doer, ref, tags))

    def tags(self, uid: str) -> tuple[str, ...]:
        """The article's own tags, in the order they were given."""
        with self._store.reading() as connection:
            return tuple(marks.tags_state(connection, uid))

    def set_read(self, ref_or_uid: ArticleRef | str, on: bool, *, undoable: bool = True) -> None:
        """Mark the article read or unread.

        Args:
            undoable: off when it was not asked for, but follows from reading: undo then passes over it.
        """
        self._do(lambda doer: deeds.set_read(doer, ref_or_uid, on, undoable=undoable))

    def is_read(self, uid: str) -> bool:
        """Whether the article counts as read."""
        with self._store.reading() as connection:
            return marks.read_state(connection, uid)

    # Mass actions: one deed, undone at once; they touch what they are given and say how many changed

    def bookmark_all(self, refs: Iterable[ArticleRef], on: bool) -> int:
        """Bookmark all these articles or take their bookmarks off; returns how many that changed."""
        listed = _packed(refs)
        return self._do(lambda doer: deeds.bookmark_all(doer, listed, on))

    def tag_all(self, refs: Iterable[ArticleRef], add: Sequence[str] = (), remove: Sequence[str] = ()) -> int:
        """Add tags to all these articles and take others off; returns how many that changed."""
        listed = _packed(refs)
        return self._do(lambda doer: deeds.tag_all(doer, listed, add, remove))

    def set_read_all(self, uids: Iterable[str], on: bool) -> int:
        """Mark all these articles read or unread; returns how many that changed."""
        wanted = list(uids)
        return self._do(lambda doer: deeds.read_all(doer, wanted, on))

    # Notes and highlights

    def add_note(
        self, ref: ArticleRef, body: str, *, span: tuple[int, int] | None = None, tags: Sequence[str] = ()
    ) -> Note:
        """Write a note on the article or on a passage of it; without words it highlights the passage.

        Args:
            span: the passage, in code points of `ref.text`.

        Raises:
            NotebookError: there is neither a word nor a passage, or it could not be kept.
        """
        body = joined_surrogates(body)
        if span is None and not body.strip():
            raise NotebookError("The note is empty", "Write a word, or select a passage to highlight")
        anchor = None if span is None else make_anchor(joined_surrogates(ref.text), *span)
        return self._do(lambda doer: deeds.add_note(doer, ref, body, anchor, tags))

    def edit_note(self, note_id: str, body: str, tags: Sequence[str] | None = None) -> Note:
        """Make the note say something else; what it said stays as a revision. Without `tags` they stay.

        Raises:
            UnknownNote: there is no such note, or it is deleted.
        """
        return self._do(lambda doer: deeds.edit_note(doer, note_id, joined_surrogates(body), tags))

    def tag_note(self, note_id: str, tags: Sequence[str]) -> Note:
        """Give the note these tags and no others; what it says stays.

        Raises:
            UnknownNote: there is no such note, or it is deleted.
        """
        return self._do(lambda doer: deeds.edit_note(doer, note_id, None, tags))

    def pin(self, note_id: str, ref: ArticleRef, start: int, end: int) -> Note:
        """Put a note on another passage of its article by hand, as where its own cannot be found any more.

        The passage that it was made on stays as it was marked; in later texts the pinned one is looked for.

        Args:
            start: the first code point in `ref.text`.
            end: the one after the last.

        Raises:
            UnknownNote: there is no such note, or it is deleted.
            NotebookError: the passage is empty, or the note is on another article or on none of its passages.
        """
        anchor = make_anchor(joined_surrogates(ref.text), start, end)
        return self._do(lambda doer: deeds.pin(doer, note_id, ref, anchor, (start, end)))

    def delete_note(self, note_id: str) -> Note:
        """Take the note out of every list; it can be brought back. Returns what it was.

        Raises:
            UnknownNote: there is no such note, or it is deleted.
        """
        return self._do(lambda doer: deeds.delete_note(doer, note_id))

    def delete_all(self, note_ids: Iterable[str]) -> int:
        """Take all these notes out of every list: one deed; returns how many there were.

        Raises:
            UnknownNote: there is no such note.
        """
        wanted = list(note_ids)
        return self._do(lambda doer: deeds.delete_all(doer, wanted))

    def restore_note(self, note_id: str) -> Note:
        """Bring a deleted note back.

        Raises:
            UnknownNote: there is no such note.
        """
        return self._do(lambda doer: deeds.restore_note(doer, note_id))

    def note(self, note_id: str, *, deleted: bool = False) -> Note:
        """The note of this id; a deleted one only if asked for.

        Raises:
            UnknownNote: there is no such note, or it is deleted.
        """
        with self._store.reading() as connection:
            return notes.find_note(connection, note_id, deleted=deleted)

    def notes(self, uid: str | None = None) -> list[Note]:
        """Notes and highlights of one article or of all: unplaced ones first, then newest first."""
        with self._store.reading() as connection:
            return notes.list_notes(connection, uid)

    def place_notes(self, uid: str, text: str) -> list[tuple[Note, Placement]]:
        """Find the article's notes in its text as it is now, newest first.

        What is new about a place is recorded beside the old; the passage as it was marked never changes.
        Where recording is refused (read-only, disk full) the places are given all the same, with a notice.
        """
        text = joined_surrogates(text)
        with self._store.reading() as connection:
            known = placing.known_places(connection, uid, checksum(text))
        placed, fresh = placing.place_all(known, text)
        if fresh and not self.readonly:
            try:
                self._change(partial(placing.record, fresh, known.text_hash), counts=False)
            except NotebookError as error:
                self._notice(f"Where passages now stand could not be recorded: {error}")
        return placed

    # What the library asks and is asked

    def known_article(
        self, path: str, raw_hash: str, text: str | Callable[[], str], *, unseen: float = 0.0
    ) -> str | None:
        """The uid of the annotated article that a file is, None when it is none.

        It is one when it has its bytes or its text (up to spaces, quotes and dashes), when it stands at its
        path and shares half of its words, or when its file is gone and four fifths of its words stand here.
        What was noted so keeps its article when the library is made anew, or the file was moved and edited.

        Args:
            path: as in `ArticleRef`.
            raw_hash: of the file's bytes, as in `ArticleRef`.
            text: as in `ArticleRef`, or what gives it: making it costs, and it is not always asked for.
            unseen: for how many seconds a change that another process has made may go unseen. To look for
                one is most of the work, where thousands of files are asked for in a row.
        """
        found = self._recogniser.recognise(path, raw_hash, text, unseen)
        if found.perhaps is not None and not self.readonly:
            self._change(partial(homes.suggest, found.perhaps, path, found.likeness), counts=False)
        return found.uid

    def perhaps(self) -> list[Perhaps]:
        """The articles with something made on them whose file is gone and may be another file now.

        They were come upon by `known_article`, and nobody has said yet what they are.
        """
        with self._store.reading() as connection:
            return homes.suggestions(connection)

    def take_over(self, uid: str, ref: ArticleRef) -> int:
        """Let all that was made on an article whose file is gone stand on another one: one deed.

        Returns:
            How many notes, highlights, bookmarks and tagged articles that are.
        """
        return self._do(lambda doer: homing.take_over(doer, uid, ref))

    def refuse(self, perhaps: Perhaps) -> None:
        """Remember that the file is another article; it is not asked about again."""
        self._change(partial(homes.refuse, perhaps), counts=False)

    def look_for_passages(self, text_of: Callable[[str], str | None]) -> None:
        """Find the passages of all notes in the texts as they are now, so that a lost one is shown as lost.

        Args:
            text_of: gives the text of the article with a uid; None for one that is gone, which is no reason
                to move its notes.
        """
        if self.readonly:
            return
        for uid in dict.fromkeys(note.uid for note in self.notes() if note.anchor is not None):
            text = text_of(uid)
            if text is not None:
                self.place_notes(uid, text)

    def follow_articles(self, path_of: Callable[[str], str | None]) -> int:
        """Note where annotated articles stand now; returns how many have moved.

        Args:
            path_of: gives the path of the article with a uid; None for one that is gone, which keeps the path
                it was last seen at.
        """
        if self.readonly:
            return 0
        with self._store.reading() as connection:
            known = annotated.paths(connection)
        now = {uid: path for uid in known if (path := path_of(uid)) is not None}
        moved = {uid: path for uid, path in now.items() if path != known[uid]}

        def work(connection: sqlite3.Connection, _: str) -> None:
            for uid, path in moved.items():
                annotated.put_path(connection, uid, path)

        if moved:
            self._change(work)
        return len(moved)

    # Sources

    def add_source(self, path: str, name: str | None = None) -> Source:
        """Have the library read a file or folder; one that it reads already is returned as it is.

        Args:
            path: made absolute; empty for the bundled seeds.
            name: the file's or folder's own name if not given, with a number where another has it.
        """
        return self._do(lambda doer: deeds.add_source(doer, path, name))

    def remove_source(self, name_or_path: str) -> Source:
        """Have the library read it no more; notes on its articles stay.

        Raises:
            UnknownSource: none is called so.
        """
        return self._do(lambda doer: deeds.remove_source(doer, name_or_path))

    # What the next start wants to find

    def set_position(self, uid: str, block: int, offset: int) -> None:
        """Remember where in the article the reader is: a block, and code points into it."""
        self._change(
            lambda connection, moment: session.put_position(connection, uid, block, offset, moment),
            counts=False,
        )

    def position(self, uid: str) -> tuple[int, int] | None:
        """Where in the article the reader was."""
        with self._store.reading() as connection:
            return session.position(connection, uid)

    def remember(self, key: str, value: str) -> None:
        """Keep a small thing: the last article, the last query."""
        self._change(
            lambda connection, moment: session.put_remembered(connection, key, value, moment), counts=False
        )

    def recall(self, key: str) -> str | None:
        """What was remembered under the key."""
        with self._store.reading() as connection:
            return session.remembered(connection, key)


def _packed(refs: Iterable[ArticleRef]) -> list[tuple[ArticleRef, PackedText]]:
    """Each article once, its text packed: a transaction holds up every other window."""
    once = {ref.uid: ref for ref in refs}
    return [(ref, PackedText.of(ref.text)) for ref in once.values()]
