"""The notebook as a document to read (Markdown) and whole, history included (JSON Lines; see `records`)."""

import re
from collections.abc import Iterator

from tuireader.notebook.notebook import Notebook
from tuireader.notebook.part import Entries
from tuireader.notebook.records import line, read_records
from tuireader.notebook.values import Bookmark, Note
from tuireader.text.safe import safe_line, safe_text

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&^!]")
_AT_START = re.compile(r"^(?:(?=[-+=])|\d+(?=[.)]))", re.ASCII)


def export_jsonl(notebook: Notebook) -> Iterator[str]:
    """Every record as a line without its newline, as of one moment; `importing` gives an equal notebook."""
    with notebook.reading() as connection:
        found = read_records(connection)
    return map(line, found)


def export_markdown(notebook: Entries) -> str:
    """Bookmarks, highlights and notes by article, the one touched last first; CommonMark.

    Whatever articles or notes contain is escaped and reads as it was written.
    """
    articles: dict[str, tuple[Bookmark | Note, bool, list[Note]]] = {}
    tags: dict[str, tuple[str, ...]] = {}
    for bookmark in notebook.bookmarks():
        articles[bookmark.uid] = (bookmark, True, [])
    for note in notebook.notes():
        articles.setdefault(note.uid, (note, False, []))[2].append(note)
    for uid in articles:
        tags[uid] = notebook.tags(uid)
    parts = ["# Notebook"]
    if not articles:
        parts.append("Nothing has been bookmarked or noted yet.")
    order = sorted(articles, key=lambda uid: _last_touched(articles[uid]), reverse=True)
    for uid in order:
        about, is_bookmarked, found = articles[uid]
        parts += _article(about, is_bookmarked, tags[uid])
        for note in sorted(found, key=_place):
            parts += _note(note)
    return "\n\n".join(parts) + "\n"


def _last_touched(entry: tuple[Bookmark | Note, bool, list[Note]]) -> str:
    about, is_bookmarked, found = entry
    touched = [note.updated for note in found]
    return max([about.created, *touched] if is_bookmarked else touched)


def _place(note: Note) -> tuple[int, str]:
    """Notes on the article first, then passages in the order of the text."""
    return (-1 if note.anchor is None else note.anchor.start, note.created)


def _article(about: Bookmark | Note, is_bookmarked: bool, tags: tuple[str, ...]) -> list[str]:
    facts = [about.date, about.source, about.path or None, "bookmarked" if is_bookmarked else None]
    parts = [f"## {escaped(safe_line(about.headline))}"]
    if any(facts):
        parts.append(" · ".join(escaped(safe_line(fact)) for fact in facts if fact))
    if tags:
        parts.append(_tags(tags))
    return parts


def _note(note: Note) -> list[str]:
    parts = []
    if note.quote is not None:
        parts.append(f"> {escaped(safe_line(note.quote))}")
    if note.body:
        parts.append(_lines(note.body))
    about = [note.created[:10]]
    if note.state == "unplaced":
        about.append("the passage is no longer in the article")
    elif note.state == "moved":
        about.append("the passage has moved or reads otherwise now")
    if not note.intact:
        about.append("damaged on the disk: does not have its checksum")
    if note.tags:
        about.append(_tags(note.tags))
    parts.append(" · ".join(about))
    return parts


def _tags(tags: tuple[str, ...]) -> str:
    return "Tags: " + ", ".join(escaped(safe_line(tag)) for tag in tags)


def _lines(text: str) -> str:
    """Text with its line breaks and blank lines, in Markdown that shows them."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", safe_text(text).strip("\n"))
    return "\n\n".join("\\\n".join(map(escaped, paragraph.split("\n"))) for paragraph in paragraphs)


def escaped(text: str) -> str:
    """One line of text such that Markdown shows it as it is, spaces at its beginning too."""
    plain = text.expandtabs(4).rstrip()
    indent = len(plain) - len(plain.lstrip(" "))
    shown = _SPECIAL.sub(r"\\\g<0>", plain[indent:])
    return "&nbsp;" * indent + _AT_START.sub(r"\g<0>\\", shown)
