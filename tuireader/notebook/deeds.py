"""What a person does to the notebook: each deed changes a state and its journal in one transaction."""

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tuireader.errors import NotebookError
from tuireader.notebook import annotated, journal, marks, notes
from tuireader.notebook.columns import clean_tags
from tuireader.notebook.values import Anchor, ArticleRef, Note

_LONGEST_TITLE = 48


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it and when, with the transaction it is done in."""

    connection: sqlite3.Connection
    window: journal.Window
    moment: str

    def act(self, words: str, kind: journal.StepKind, key: str, wanted: object) -> bool:
        """Bring one thing to a state; returns whether that changed anything."""
        return journal.act(self.connection, self.window, self.moment, words, [(kind, key, wanted)]) > 0


def set_bookmark(doer: Doer, ref: ArticleRef, on: bool) -> bool:
    """Bookmark the article, with its text as it reads now, or take the bookmark off."""
    annotated.remember_article(doer.connection, ref, doer.moment)
    words = f"{'bookmark on' if on else 'removal of the bookmark on'} {titled(ref.headline)}"
    if not doer.act(words, "bookmark", ref.uid, on):
        return False
    if on:
        text_hash = annotated.keep_snapshot(doer.connection, ref.uid, ref.text, doer.moment)
        marks.attach_snapshot(doer.connection, ref.uid, text_hash)
    return True


def set_tags(doer: Doer, ref: ArticleRef, tags: Sequence[str]) -> None:
    """Give the article these tags and no others; its text as it reads now is kept with them."""
    annotated.remember_article(doer.connection, ref, doer.moment)
    if tags:
        annotated.keep_snapshot(doer.connection, ref.uid, ref.text, doer.moment)
    doer.act(f"tags on {titled(ref.headline)}", "tags", ref.uid, list(clean_tags(tags)))


def set_read(doer: Doer, ref_or_uid: ArticleRef | str, on: bool, *, undoable: bool) -> None:
    """Mark the article read or unread."""
    if isinstance(ref_or_uid, ArticleRef):
        uid, title = ref_or_uid.uid, titled(ref_or_uid.headline)
    else:
        uid = ref_or_uid
        known = annotated.annotated(doer.connection, uid)
        title = titled(known.headline) if known else f"article {uid}"
    if undoable:
        doer.act(f"{'read' if on else 'unread'} mark on {title}", "read", uid, on)
    elif marks.read_state(doer.connection, uid) != on:
        marks.put_read(doer.connection, uid, on, doer.moment)


def add_note(doer: Doer, ref: ArticleRef, body: str, anchor: Anchor | None, tags: Sequence[str]) -> Note:
    """Write a note, with the article's text as it reads now."""
    content = {"body": body, "tags": list(clean_tags(tags)), "deleted": False}
    note_id = secrets.token_hex(8)
    annotated.remember_article(doer.connection, ref, doer.moment)
    text_hash = annotated.keep_snapshot(doer.connection, ref.uid, ref.text, doer.moment)
    notes.insert_note(doer.connection, note_id, ref.uid, anchor, text_hash, doer.moment)
    notes.add_revision(doer.connection, note_id, content, doer.moment)
    gone = {**content, "deleted": True}
    step: dict[str, object] = {"kind": "note", "key": note_id, "before": gone, "after": content}
    words = f"{'note on' if body else 'highlight in'} {titled(ref.headline)}"
    journal.record(doer.connection, doer.window, doer.moment, words, [step])
    return notes.find_note(doer.connection, note_id)


def edit_note(doer: Doer, note_id: str, body: str, tags: Sequence[str] | None) -> Note:
    """Make the note say something else, in a new revision.

    Raises:
        UnknownNote: there is no such note, or it is deleted.
        NotebookError: nothing would be left of it.
    """
    note = notes.find_note(doer.connection, note_id)
    if note.anchor is None and not body.strip():
        raise NotebookError("The note is empty", "Delete it if it is not wanted any more")
    kept = note.tags if tags is None else clean_tags(tags)
    content = {"body": body, "tags": list(kept), "deleted": False}
    doer.act(f"edit of the {note.kind} on {titled(note.headline)}", "note", note.id, content)
    return notes.find_note(doer.connection, note_id)


def delete_note(doer: Doer, note_id: str) -> Note:
    """Mark the note deleted; returns what it was.

    Raises:
        UnknownNote: there is no such note, or it is deleted already.
    """
    note = notes.find_note(doer.connection, note_id)
    _set_deleted(doer, note, "deletion", deleted=True)
    return note


def restore_note(doer: Doer, note_id: str) -> Note:
    """Take the mark of deletion off.

    Raises:
        UnknownNote: there is no such note.
    """
    _set_deleted(doer, notes.find_note(doer.connection, note_id, deleted=True), "return", deleted=False)
    return notes.find_note(doer.connection, note_id)


def _set_deleted(doer: Doer, note: Note, what: str, *, deleted: bool) -> None:
    content = {"body": note.body, "tags": list(note.tags), "deleted": deleted}
    doer.act(f"{what} of the {note.kind} on {titled(note.headline)}", "note", note.id, content)


def titled(headline: str) -> str:
    """A headline in quotes, cut at a word where it is long."""
    headline = " ".join(headline.split())
    if len(headline) > _LONGEST_TITLE:
        headline = headline[:_LONGEST_TITLE].rpartition(" ")[0] or headline[:_LONGEST_TITLE]
        headline += " …"
    return f"“{headline}”"
