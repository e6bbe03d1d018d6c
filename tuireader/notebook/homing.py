"""Deeds on articles that are gone: a note that was being written on one, what was made moved to another."""

import secrets
from collections.abc import Sequence

from tuireader.errors import NotebookError
from tuireader.notebook import annotated, deeds, homes, journal, marks, notes
from tuireader.notebook.columns import clean_tags
from tuireader.notebook.values import Anchor, ArticleRef, Note, Placement


def add_note_on_gone(
    doer: deeds.Doer, uid: str, headline: str, body: str, anchor: Anchor | None, tags: Sequence[str]
) -> Note:
    """Write a note on an article whose text is not to be had any more."""
    if not body.strip():
        raise NotebookError("The note is empty", "Write a word")
    known = annotated.annotated(doer.connection, uid)
    if known is None:
        ref = ArticleRef(uid, "", headline or annotated.UNKNOWN, None, None, "")
        annotated.remember_article(doer.connection, ref, doer.moment)
    content = {"body": body, "tags": list(clean_tags(tags)), "deleted": False}
    note_id = secrets.token_hex(8)
    notes.insert_note(doer.connection, note_id, uid, anchor, None, doer.moment)
    notes.add_revision(doer.connection, note_id, content, doer.moment)
    if anchor is not None:
        lost = Placement("unplaced", None, None, "none", 0.0)
        notes.record_placement(doer.connection, note_id, "", lost, doer.moment)
    title = deeds.titled(known.headline if known else headline or annotated.UNKNOWN)
    doer.made(f"note on {title}", "note", note_id, {**content, "deleted": True}, content)
    return notes.find_note(doer.connection, note_id)


def take_over(doer: deeds.Doer, uid: str, ref: ArticleRef) -> int:
    """Let everything that was made on one article be on another: one deed; returns how much that is."""
    if uid == ref.uid:
        return 0
    connection = doer.connection
    annotated.remember_article(connection, ref, doer.moment)
    text_hash = annotated.keep_snapshot(connection, ref.uid, ref.text, doer.moment)
    of = annotated.annotated(connection, uid)
    moving = homes.notes_of(connection, uid)
    changes: list[tuple[journal.StepKind, str, object]] = [("home", note_id, ref.uid) for note_id in moving]
    count = sum(not notes.find_note(connection, note_id, deleted=True).deleted for note_id in moving)
    if marks.bookmark_state(connection, uid):
        changes += [("bookmark", uid, False), ("bookmark", ref.uid, True)]
        count += 1
    if tags := marks.tags_state(connection, uid):
        both = list(dict.fromkeys((*marks.tags_state(connection, ref.uid), *tags)))
        changes += [("tags", uid, []), ("tags", ref.uid, both)]
        count += 1
    was_kept = marks.bookmark_state(connection, ref.uid)
    title = deeds.titled(of.headline if of else uid)
    doer.act_on_all(f"move of what was made on {title} to {deeds.titled(ref.headline)}", changes)
    if marks.bookmark_state(connection, ref.uid) and not was_kept:
        marks.attach_snapshot(connection, ref.uid, text_hash)
    return count
