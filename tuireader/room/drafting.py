"""What the room needs to write notes: drafts that are kept and offered again, and notes that hold.

Like the desk, of which it is a part, it reads and writes the disk and touches no widget.
"""

from collections.abc import Sequence
from pathlib import Path

from tuireader.errors import UnknownArticle, UnknownNote
from tuireader.library.library import Library
from tuireader.library.values import StoredArticle
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.values import ArticleRef, Draft, Note, Perhaps
from tuireader.room.noting import Candidate, Entry, Unsaved, entries


class Drafting:
    """Notes of one notebook on the articles of one library, from the first letter on."""

    def __init__(self, library: Library, notebook: Notebook) -> None:
        self.library = library
        self.notebook = notebook
        self._drafts: dict[tuple[str, str | None], Draft] = {}
        self._newly_lost = 0
        """How many notes the last scan has parted from their passage."""

    def reference(self, stored: StoredArticle) -> ArticleRef:
        """What the notebook remembers of an article that is marked or annotated."""
        from tuireader.articles.reading import file_hash  # not before something is made

        article = stored.article
        return ArticleRef(
            uid=article.id,
            path=article.path,
            headline=article.headline,
            date=article.date,
            source=article.source,
            text=article.text,
            raw_hash=file_hash(Path(article.path)),
        )

    # -- notes ---------------------------------------------------------------------------------------

    def write_note(
        self,
        uid: str,
        body: str,
        tags: Sequence[str],
        *,
        note_id: str | None = None,
        stored: StoredArticle | None = None,
        span: tuple[int, int] | None = None,
        draft: Draft | None = None,
        headline: str = "",
    ) -> Note:
        """Keep a new note, or a new version of one; returns once it is on disk.

        A note that was deleted while it was written comes back; one on an article that has left the library
        meanwhile is kept with its quote.

        Args:
            uid: the article.
            body: the note.
            tags: its tags.
            note_id: the note to write anew; None for a new one.
            stored: the article as it was when its passage was chosen, for it may have changed since.
            span: the passage, in that article's text; None for the whole article, or for where the draft's
                passage is now when `stored` is not given.
            draft: the one that the note goes on with; None for the one that is offered first.
            headline: what the article was called, should it be gone.

        Raises:
            NotebookError: it could not be kept.
        """
        draft = draft or self.draft_on(uid, note_id)
        if note_id is not None:
            note = self._write_anew(note_id, body, tags)
        else:
            of = stored or self.library.article(uid)
            if of is None:
                note = self.notebook.add_note_on_gone(uid, headline, body, draft, tags)
            else:
                if stored is None and draft is not None:
                    span = draft.span_in(of.article.text)
                note = self.notebook.add_note(self.reference(of), body, span=span, tags=tags)
        self.notebook.drop_draft(uid, note_id, left_by=self._writer_of(draft))
        self.load_drafts()
        return note

    def _write_anew(self, note_id: str, body: str, tags: Sequence[str]) -> Note:
        try:
            return self.notebook.edit_note(note_id, body, tags)
        except UnknownNote:
            self.notebook.restore_note(note_id)
            return self.notebook.edit_note(note_id, body, tags)

    # -- drafts --------------------------------------------------------------------------------------

    def keep_draft(
        self,
        uid: str,
        body: str,
        tags: Sequence[str],
        *,
        note_id: str | None = None,
        text: str = "",
        span: tuple[int, int] | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Keep what is half typed, with its passage `span` of `text`; an emptied note leaves no draft.

        Args:
            draft: the one that it goes on with; None for the one that is offered first.
        """
        draft = draft or self.draft_on(uid, note_id)
        if body.strip():
            self.notebook.save_draft(uid, body, span, note_id, tags, text=text, instead_of=draft)
        else:
            self.notebook.drop_draft(uid, note_id, left_by=self._writer_of(draft))
        self.load_drafts()

    def _writer_of(self, draft: Draft | None) -> str:
        """The session whose draft it is: this window's own where there is none yet."""
        return draft.session if draft is not None else self.notebook.session

    def drop_draft(self, draft: Draft) -> None:
        """Forget a draft that is not wanted."""
        self.notebook.drop_draft(draft.uid, draft.note_id, left_by=draft.session)
        self.load_drafts()

    def load_drafts(self) -> None:
        """Learn what was left half written, so that the editor can open on it without a wait."""
        found: dict[tuple[str, str | None], Draft] = {}
        for draft in self.notebook.drafts():
            key = draft.uid, draft.note_id
            # This window's own goes on where it was left; of others the newest does.
            if draft.is_own or key not in found:
                found[key] = draft
        self._drafts = found

    def draft_on(self, uid: str, note_id: str | None) -> Draft | None:
        """The draft that was left on this article, or on this note of it; touches no disk."""
        return self._drafts.get((uid, note_id))

    def unsaved(self) -> list[Unsaved]:
        """Every draft with what its article is called, newest first."""
        return [self._unsaved(draft) for draft in self.notebook.drafts()]

    def _unsaved(self, draft: Draft) -> Unsaved:
        stored = self.library.article(draft.uid)
        if stored is not None:
            article = stored.article
            return Unsaved(draft, article.headline, article.date, article.source)
        of = next(iter(self.notebook.notes(draft.uid)), None)
        if of is not None:
            return Unsaved(draft, of.headline, of.date, of.source)
        return Unsaved(draft, "(an article that has left the library)", None, None)

    def waiting(self) -> str:
        """What is to be said of drafts when the room opens."""
        waiting = self.unsaved()
        if not waiting:
            return ""
        first = waiting[0]
        if len(waiting) > 1:
            return f"{len(waiting):,} half-written notes were kept: A lists them"
        kept = f"A half-written note on “{first.headline[:40]}” was kept"
        if first.draft.note_id is None and self.library.id_of(first.uid) is not None:
            return f"{kept}: a on that article goes on with it"
        return f"{kept}: A lists it"

    # -- all of it -----------------------------------------------------------------------------------

    def everything(self) -> list[Entry]:
        """Drafts, notes, highlights and bookmarks, each with what is to be asked about it."""
        notes, marks = self.notebook.notes(), self.notebook.bookmarks()
        uids = {note.uid for note in notes} | {mark.uid for mark in marks}
        here = set(self.library.uids(list(self.library.ids_of(uids))))
        return entries(
            notes,
            marks,
            self.unsaved(),
            gone=uids - here,
            perhaps={candidate.perhaps.uid: candidate for candidate in self.candidates()},
        )

    def candidates(self) -> list[Candidate]:
        """Articles that are gone and may be another one now, as long as nobody has said so."""
        found = []
        for perhaps in self.notebook.perhaps():
            try:
                stored = self.library.article(self.library.resolve(perhaps.path))
            except UnknownArticle:
                continue
            if stored is not None and stored.article.id != perhaps.uid:
                found.append(Candidate(perhaps, stored.article.id, stored.article.headline))
        return found

    def take_over(self, candidate: Candidate) -> int | None:
        """Let what was made on the one that is gone be on the other; how much that is, None where it went."""
        stored = self.library.article(candidate.uid)
        if stored is None:
            return None
        return self.notebook.take_over(candidate.perhaps.uid, self.reference(stored))

    def refuse(self, perhaps: Perhaps) -> None:
        """Remember that it is another one."""
        self.notebook.refuse(perhaps)

    def follow_articles(self) -> None:
        """Look where annotated articles, and the passages in them, stand after a scan."""
        before = self._lost()
        self.notebook.follow_articles(self._path_of)
        self.notebook.look_for_passages(self._text_of)
        self._newly_lost = len(self._lost() - before)

    def _lost(self) -> set[str]:
        return {note.id for note in self.notebook.notes() if note.state == "unplaced"}

    def _text_of(self, uid: str) -> str | None:
        stored = self.library.article(uid)
        return stored.article.text if stored is not None else None

    def _path_of(self, uid: str) -> str | None:
        stored = self.library.article(uid)
        return stored.article.path if stored is not None else None

    def question(self) -> str:
        """What is to be said after a scan: passages lost, articles that may be others now."""
        lost, asked = self._newly_lost, len(self.candidates())
        told = []
        if lost:
            whose = "note has lost its passage" if lost == 1 else "notes have lost their passages"
            told.append(f"{lost:,} {whose}: A lists {'it' if lost == 1 else 'them'}")
        if asked:
            what = "article that is gone may be" if asked == 1 else "articles that are gone may be"
            told.append(f"{asked:,} {what} another file now: A asks")
        return "  ".join(told)
