"""The notebook's part that keeps what is being written: a crash takes no more than the last second."""

import sqlite3
from collections.abc import Sequence

from tuireader.notebook import homing, session
from tuireader.notebook.columns import joined_surrogates
from tuireader.notebook.core import Core
from tuireader.notebook.values import Draft, Note


class Drafts(Core):
    """Drafts: kept while one types, offered again, dropped once they are notes."""

    def save_draft(
        self,
        uid: str,
        body: str,
        span: tuple[int, int] | None,
        note_id: str | None = None,
        tags: Sequence[str] = (),
        *,
        text: str = "",
        instead_of: Draft | None = None,
    ) -> None:
        """Keep what is being written in this window.

        A window has one draft for each article, and one for each note that is edited; one that was left by
        another is gone on with where it lies, so that none takes the place of another.

        Args:
            text: what `span` counts in; with it the passage is found again when the text has changed.
            instead_of: the draft that this one goes on with.
        """
        anchor = session.anchored(span, joined_surrogates(text))
        if anchor is None and span is None and instead_of is not None:
            anchor, span = instead_of.anchor, instead_of.span
        left_by = self._session if instead_of is None else instead_of.session

        def work(connection: sqlite3.Connection, moment: str) -> None:
            place = session.place_of(connection, self._session, uid, note_id, left_by)
            draft = Draft(uid, joined_surrogates(body), span, note_id, moment, tuple(tags), anchor)
            session.put_draft(connection, place, draft)

        self._change(work, counts=False)

    @property
    def session(self) -> str:
        """This window, as `Draft.session` names it."""
        return self._session

    def drafts(self) -> list[Draft]:
        """This window's drafts and all that windows left behind which no longer run, newest first."""
        with self._store.reading() as connection:
            return session.drafts(connection, self._session)

    def draft(self) -> Draft | None:
        """The newest of `drafts`."""
        return next(iter(self.drafts()), None)

    def drop_draft(self, uid: str, note_id: str | None = None, *, left_by: str | None = None) -> None:
        """Forget a draft on an article or note: it was saved, or is not wanted.

        Args:
            left_by: the window (`Draft.session`) that wrote it. Without it the one goes that is offered
                first: this window's, else the newest that was left.
        """

        def work(connection: sqlite3.Connection, _: str) -> None:
            there = [d for d in session.drafts(connection, self._session) if (d.uid, d.note_id) == key]
            first = next((d for d in there if d.is_own), next(iter(there), None))
            whose = left_by or (first.session if first is not None else self._session)
            session.drop_draft(connection, self._session, uid, note_id, whose)

        key = uid, note_id
        self._change(work, counts=False)

    def add_note_on_gone(
        self, uid: str, headline: str, body: str, draft: Draft | None, tags: Sequence[str]
    ) -> Note:
        """Write a note on an article that has left the library while it was written: it is not lost.

        Args:
            headline: what the article was called; empty where nobody knows.
            draft: what was kept of it, with the passage it was on.
        """
        anchor = None if draft is None else draft.anchor
        body = joined_surrogates(body)
        return self._do(lambda doer: homing.add_note_on_gone(doer, uid, headline, body, anchor, tags))
