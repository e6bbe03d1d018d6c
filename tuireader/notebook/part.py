"""A part of the notebook: what was made of some articles, or some of their notes, for exporting just that."""

from collections.abc import Collection
from typing import Protocol

from tuireader.notebook.values import Bookmark, Note


class Entries(Protocol):
    """What an export reads: the notebook, or a part of it."""

    def bookmarks(self) -> list[Bookmark]:
        """Bookmarks, newest first."""

    def notes(self) -> list[Note]:
        """Notes and highlights, unplaced ones first, then newest first."""

    def tags(self, uid: str) -> tuple[str, ...]:
        """The article's own tags."""


class Part:
    """The bookmarks and notes that are asked for, in the notebook's order."""

    def __init__(
        self,
        whole: Entries,
        *,
        uids: Collection[str] | None = None,
        notes: Collection[str] | None = None,
        bookmarks: Collection[str] | None = None,
    ) -> None:
        """
        Args:
            whole: the notebook.
            uids: the articles whose bookmarks and notes belong to it; None for all.
            notes: the ids of the notes that do; None for all of those articles.
            bookmarks: the articles whose bookmarks do; None for all of those articles.
        """
        self._whole = whole
        self._uids = uids
        self._notes = notes
        self._bookmarks = uids if bookmarks is None else bookmarks

    def bookmarks(self) -> list[Bookmark]:
        """Its bookmarks."""
        return [
            mark for mark in self._whole.bookmarks() if self._bookmarks is None or mark.uid in self._bookmarks
        ]

    def notes(self) -> list[Note]:
        """Its notes and highlights."""
        return [
            note
            for note in self._whole.notes()
            if (self._uids is None or note.uid in self._uids)
            and (self._notes is None or note.id in self._notes)
        ]

    def tags(self, uid: str) -> tuple[str, ...]:
        """The article's own tags."""
        return self._whole.tags(uid)
