"""One value of everything that lists and filters of articles ask of the notebook."""

import sqlite3

from tuireader.notebook import marks, notes
from tuireader.notebook.values import Summary


def summarise(connection: sqlite3.Connection) -> Summary:
    """Read the marks of all articles."""
    tags, found = marks.tags_by_article(connection), notes.list_notes(connection)
    noted: dict[str, int] = {}
    for note in found:
        if note.kind == "note":
            noted[note.uid] = noted.get(note.uid, 0) + 1
        if note.tags:
            tags.setdefault(note.uid, set()).update(note.tags)
    return Summary(
        bookmarked=marks.bookmarked(connection),
        read=marks.read_articles(connection),
        noted=noted,
        highlighted=frozenset(note.uid for note in found if note.quote is not None),
        tags={uid: frozenset(of) for uid, of in tags.items()},
        note_texts=tuple(
            (note.uid, "\n".join(part for part in (note.quote, note.body) if part)) for note in found
        ),
    )
