"""What a person does to the notebook: each deed changes a state and its journal in one transaction."""

import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tuireader.errors import NotebookError
from tuireader.notebook import annotated, corrections, journal, marks, notes, pins, searches, sources
from tuireader.notebook.columns import clean_tags
from tuireader.notebook.values import Anchor, ArticleRef, Correction, Note, SavedSearch, Source

_LONGEST_TITLE = 48


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it and when, with the transaction it is done in."""

    connection: sqlite3.Connection
    window: journal.Window
    moment: str

    def act(self, words: str, kind: journal.StepKind, key: str, wanted: object) -> bool:
        """Bring one thing to a state; returns whether that changed anything."""
        return self.act_on_all(words, [(kind, key, wanted)]) > 0

    def act_on_all(self, words: str, changes: Sequence[tuple[journal.StepKind, str, object]]) -> int:
        """Bring several things to a state as one deed; returns how many that changed."""
        return journal.act(self.connection, self.window, self.moment, words, changes)

    def made(self, words: str, kind: journal.StepKind, key: str, gone: object, there: object) -> None:
        """Write down that something was made just now; undone it is gone, but not forgotten."""
        step: dict[str, object] = {"kind": kind, "key": key, "before": gone, "after": there}
        journal.record(self.connection, self.window, self.moment, words, [step])


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


def take_bookmark(doer: Doer, uid: str) -> bool:
    """Take the bookmark off an article that may be gone."""
    known = annotated.annotated(doer.connection, uid)
    title = titled(known.headline) if known else f"article {uid}"
    return doer.act(f"removal of the bookmark on {title}", "bookmark", uid, False)


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


Listed = Sequence[tuple[ArticleRef, annotated.PackedText]]
"""The articles of a list, each with its text packed before the transaction began."""


def bookmark_all(doer: Doer, listed: Listed, on: bool) -> int:
    """Bookmark all articles of a list, or take their bookmarks off: one deed; returns how many changed."""
    changing = [each for each in listed if marks.bookmark_state(doer.connection, each[0].uid) != on]
    for ref, _ in changing:
        annotated.remember_article(doer.connection, ref, doer.moment)
    words = f"{'bookmark on' if on else 'removal of the bookmark on'} {_titled_all(changing)}"
    changed = doer.act_on_all(words, [("bookmark", ref.uid, on) for ref, _ in changing])
    for ref, packed in changing if on else ():
        text_hash = annotated.keep_snapshot(doer.connection, ref.uid, packed, doer.moment)
        marks.attach_snapshot(doer.connection, ref.uid, text_hash)
    return changed


def tag_all(doer: Doer, listed: Listed, add: Sequence[str], remove: Sequence[str]) -> int:
    """Add tags to all articles of a list and take others off: one deed; returns how many changed."""
    added, removed = clean_tags(add), set(clean_tags(remove))
    changes: list[tuple[journal.StepKind, str, object]] = []
    changing: list[tuple[ArticleRef, annotated.PackedText]] = []
    for ref, packed in listed:
        before = marks.tags_state(doer.connection, ref.uid)
        after = [tag for tag in dict.fromkeys((*before, *added)) if tag not in removed]
        if after != before:
            changes.append(("tags", ref.uid, after))
            changing.append((ref, packed))
    for ref, packed in changing:
        annotated.remember_article(doer.connection, ref, doer.moment)
        annotated.keep_snapshot(doer.connection, ref.uid, packed, doer.moment)
    return doer.act_on_all(f"tags on {_titled_all(changing)}", changes)


def _titled_all(listed: Listed) -> str:
    return titled(listed[0][0].headline) if len(listed) == 1 else f"{len(listed):,} articles"


def read_all(doer: Doer, uids: Sequence[str], on: bool) -> int:
    """Mark all articles of a list read or unread: one deed; returns how many changed."""
    read = marks.read_articles(doer.connection)
    changing = [uid for uid in dict.fromkeys(uids) if (uid in read) != on]
    if not changing:
        return 0
    what = f"{len(changing):,} article{'s'[: len(changing) != 1]}"
    words = f"{'read' if on else 'unread'} mark on {what}"
    marks.put_read_all(doer.connection, dict.fromkeys(changing, on), doer.moment)
    steps: list[dict[str, object]] = [
        {"kind": "read", "key": uid, "before": not on, "after": on} for uid in changing
    ]
    journal.record(doer.connection, doer.window, doer.moment, words, steps)
    return len(changing)


def add_note(doer: Doer, ref: ArticleRef, body: str, anchor: Anchor | None, tags: Sequence[str]) -> Note:
    """Write a note, with the article's text as it reads now."""
    content = {"body": body, "tags": list(clean_tags(tags)), "deleted": False}
    note_id = secrets.token_hex(8)
    annotated.remember_article(doer.connection, ref, doer.moment)
    text_hash = annotated.keep_snapshot(doer.connection, ref.uid, ref.text, doer.moment)
    notes.insert_note(doer.connection, note_id, ref.uid, anchor, text_hash, doer.moment)
    notes.add_revision(doer.connection, note_id, content, doer.moment)
    gone = {**content, "deleted": True}
    words = f"{'note on' if body.strip() else 'highlight in'} {titled(ref.headline)}"
    doer.made(words, "note", note_id, gone, content)
    return notes.find_note(doer.connection, note_id)


def edit_note(doer: Doer, note_id: str, body: str | None, tags: Sequence[str] | None) -> Note:
    """Make the note say something else, in a new revision; what is None stays.

    Raises:
        UnknownNote: there is no such note, or it is deleted.
        NotebookError: nothing would be left of it.
    """
    note = notes.find_note(doer.connection, note_id)
    body = note.body if body is None else body
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


def delete_all(doer: Doer, note_ids: Sequence[str]) -> int:
    """Mark all these notes deleted: one deed; returns how many there were."""
    gone: list[tuple[journal.StepKind, str, object]] = []
    for note_id in dict.fromkeys(note_ids):
        note = notes.find_note(doer.connection, note_id, deleted=True)
        if not note.deleted:
            gone.append(("note", note_id, {"body": note.body, "tags": list(note.tags), "deleted": True}))
    return doer.act_on_all(f"deletion of {len(gone):,} note{'s'[: len(gone) != 1]}", gone)


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


def pin(doer: Doer, note_id: str, ref: ArticleRef, anchor: Anchor, span: tuple[int, int]) -> Note:
    """Put a note on a passage by hand; the passage that it was made on stays known.

    Raises:
        UnknownNote: there is no such note, or it is deleted.
        NotebookError: it is on another article, or on no passage.
    """
    note = notes.find_note(doer.connection, note_id)
    if note.anchor is None:
        raise NotebookError("This note is on the whole article", "Only one on a passage can be pinned")
    if note.uid != ref.uid:
        raise NotebookError(f"This note is on {titled(note.headline)}", "Pin it in the text of that article")
    annotated.remember_article(doer.connection, ref, doer.moment)
    text_hash = annotated.keep_snapshot(doer.connection, ref.uid, ref.text, doer.moment)
    words = f"new place of the {note.kind} on {titled(note.headline)}"
    doer.act(words, "pin", note.id, pins.state_of(anchor, text_hash, span))
    return notes.find_note(doer.connection, note_id)


def add_source(doer: Doer, path: str, name: str | None) -> Source:
    """Have the library read a file or folder; one that it reads already is given back.

    Raises:
        NotebookError: another source has the name that was asked for.
    """
    before = {source.path: source for source in sources.list_sources(doer.connection)}
    added = sources.add_source(doer.connection, path, name, doer.moment)
    if added.path not in before:
        there: dict[str, object] = {"name": added.name, "removed": False}
        doer.made(f"source {titled(added.name)}", "source", added.path, {**there, "removed": True}, there)
    return added


def remove_source(doer: Doer, name_or_path: str) -> Source:
    """Have the library read it no more.

    Raises:
        UnknownSource: none is called so.
    """
    removed = sources.remove_source(doer.connection, name_or_path, doer.moment)
    gone: dict[str, object] = {"name": removed.name, "removed": True}
    words = f"removal of the source {titled(removed.name)}"
    doer.made(words, "source", removed.path, {**gone, "removed": False}, gone)
    return removed


def save_search(doer: Doer, name: str, query: str) -> SavedSearch:
    """Keep a query under a name; one that is there already is given back.

    Raises:
        NotebookError: another query has the name.
    """
    name = _named(name)
    for known in searches.list_searches(doer.connection):
        if known.name == name and known.query == query:
            return known
        if known.name == name:
            raise NotebookError(f"There is a saved search {titled(name)} already", "Give it another name")
    search_id = secrets.token_hex(8)
    searches.insert_search(doer.connection, search_id, name, query, doer.moment)
    there = searches.search_state(doer.connection, search_id)
    assert isinstance(there, dict)
    doer.made(f"saved search {titled(name)}", "search", search_id, {**there, "deleted": True}, there)
    return searches.find_search(doer.connection, search_id)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NotebookError("A saved search needs a name", "Give it one")
    return name


def edit_search(doer: Doer, search_id: str, name: str | None, query: str | None) -> SavedSearch:
    """Give a saved search another name or query.

    Raises:
        UnknownSearch: there is none.
        NotebookError: another search has the name.
    """
    search = searches.find_search(doer.connection, search_id)
    wanted = search.name if name is None else _named(name)
    for known in searches.list_searches(doer.connection):
        if known.name == wanted and known.id != search_id:
            raise NotebookError(f"There is a saved search {titled(wanted)} already", "Give it another name")
    state = _search_state(doer, search_id)
    changed = {**state, "name": wanted, "query": search.query if query is None else query}
    doer.act(f"change of the saved search {titled(search.name)}", "search", search_id, changed)
    return searches.find_search(doer.connection, search_id)


def delete_search(doer: Doer, search_id: str) -> SavedSearch:
    """Take a saved search out; undo brings it back.

    Raises:
        UnknownSearch: there is none.
    """
    search = searches.find_search(doer.connection, search_id)
    gone = {**_search_state(doer, search_id), "deleted": True}
    doer.act(f"deletion of the saved search {titled(search.name)}", "search", search_id, gone)
    return search


def move_search(doer: Doer, search_id: str, index: int) -> None:
    """Put a saved search at a place in their order, counted from 0.

    Raises:
        UnknownSearch: there is none.
    """
    search = searches.find_search(doer.connection, search_id)
    order = [known.id for known in searches.list_searches(doer.connection) if known.id != search_id]
    order.insert(max(0, index), search_id)
    doer.act_on_all(
        f"new place of the saved search {titled(search.name)}",
        [("search", id, {**_search_state(doer, id), "place": place}) for place, id in enumerate(order, 1)],
    )


def _search_state(doer: Doer, search_id: str) -> dict[str, object]:
    state = searches.search_state(doer.connection, search_id)
    assert isinstance(state, dict)
    return state


def forget_queries(doer: Doer, queries: Sequence[str]) -> int:
    """Take queries out of the history: one deed; returns how many there were."""
    there = [query for query in queries if searches.query_state(doer.connection, query) is False]
    words = f"forgetting {len(there):,} quer{'y' if len(there) == 1 else 'ies'}"
    return doer.act_on_all(words, [("query", query, True) for query in there])


def correct(
    doer: Doer, kind: str, fields: Mapping[str, str | None], told: Callable[[Correction], str]
) -> Correction:
    """Write down a correction; one that says the same and holds already is given back.

    Args:
        doer: who does it.
        kind: see `corrections`.
        fields: likewise.
        told: how it is told when it is undone.
    """
    known = corrections.same_correction(doer.connection, kind, fields)
    if known is not None:
        return known
    correction_id = secrets.token_hex(8)
    corrections.insert_correction(doer.connection, correction_id, kind, fields, doer.moment)
    correction = corrections.find_correction(doer.connection, correction_id)
    doer.made(f"correction: {told(correction)}", "correction", correction_id, True, False)
    return correction


def withdraw(doer: Doer, correction_id: str, told: Callable[[Correction], str]) -> Correction:
    """Have a correction hold no longer; undo has it hold again, and tells it by `told`.

    Raises:
        UnknownCorrection: there is none.
    """
    correction = corrections.find_correction(doer.connection, correction_id)
    doer.act(f"withdrawal of the correction: {told(correction)}", "correction", correction_id, True)
    return correction


def titled(headline: str) -> str:
    """A headline in quotes, cut at a word where it is long."""
    headline = " ".join(headline.split())
    if len(headline) > _LONGEST_TITLE:
        headline = headline[:_LONGEST_TITLE].rpartition(" ")[0] or headline[:_LONGEST_TITLE]
        headline += " …"
    return f"“{headline}”"
