"""Writing out what is listed: in a format by the file's ending, whole or not at all, over nothing."""

import json
import os
from collections.abc import Collection
from datetime import date
from itertools import count
from pathlib import Path

from tuireader.errors import TuireaderError, UsageError, quoted
from tuireader.notebook.exporting import export_jsonl, export_markdown
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.part import Entries, Part
from tuireader.notebook.tables import export_csv
from tuireader.notebook.webannotation import export_web_annotations

ENDINGS = (".md", ".jsonl", ".csv", ".json")
"""What a file may end in: Markdown, JSON Lines, CSV, Web Annotation."""

_OF_ARTICLES = ("article", "snapshot", "bookmark", "tags", "read", "position", "note")
"""The kinds of record that belong to one article."""


def offered_file(day: date, folder: Path | None = None) -> str:
    """A file that is not there yet, to be written to or to be named otherwise: `~/tuireader-2026-11-22.md`.

    Args:
        day: today.
        folder: where; the home directory without.
    """
    for number in count(1):
        name = f"tuireader-{day:%Y-%m-%d}{f'-{number}' if number > 1 else ''}{ENDINGS[0]}"
        if not ((folder or Path.home()) / name).exists():
            break
    return f"~/{name}" if folder is None else str(folder / name)


def kept_words(part: Entries) -> str:
    """What there is, and nothing else: `2 notes and 1 bookmark`; empty for nothing."""
    kinds = [note.kind for note in part.notes()]
    counts = (
        (kinds.count("note"), "note"),
        (kinds.count("highlight"), "highlight"),
        (len(part.bookmarks()), "bookmark"),
    )
    *most, last = [f"{n:,} {kind}{'s' if n != 1 else ''}" for n, kind in counts if n] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def write_part(
    notebook: Notebook,
    typed: str,
    *,
    uids: Collection[str],
    notes: Collection[str] | None = None,
    bookmarks: Collection[str] | None = None,
) -> tuple[Path, str]:
    """Write what was made of some articles.

    Args:
        notebook: all that there is.
        typed: the path, `~` for the home; its ending says the format.
        uids: the articles whose bookmarks, notes and highlights are written.
        notes: only these notes of them; None for all.
        bookmarks: only the bookmarks of these; None for all.

    Returns:
        The file, and what is in it, in words.

    Raises:
        UsageError: there is nothing to write, the ending says nothing, or a file of this name is there.
        TuireaderError: it could not be written.
    """
    part = Part(notebook, uids=uids, notes=notes, bookmarks=bookmarks)
    words = kept_words(part)
    if not words:
        raise UsageError("Nothing is kept of what is listed", "Bookmark, highlight or note something first")
    if not typed.strip():
        raise UsageError("No file is named", f"Give a path that ends in {', '.join(ENDINGS)}")
    path = Path(typed.strip()).expanduser().absolute()
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"{quoted(path.name)} does not say the format", f"End it in {', '.join(ENDINGS)}")
    _write(path, _text(notebook, part, path.suffix.lower(), uids, notes))
    return path, words


def _text(
    notebook: Notebook, part: Part, ending: str, uids: Collection[str], notes: Collection[str] | None
) -> str:
    if ending == ".md":
        return export_markdown(part)
    if ending == ".csv":
        return "".join(export_csv(part))
    if ending == ".json":
        return export_web_annotations(part)
    return "".join(f"{line}\n" for line in export_jsonl(notebook) if _belongs(line, uids, notes))


def _belongs(line: str, uids: Collection[str], notes: Collection[str] | None) -> bool:
    """Whether a record is the header or of one of these articles and notes; the rest is nobody's business."""
    record = json.loads(line)
    kind = record["type"]
    if kind == "notebook":
        return True
    if kind not in _OF_ARTICLES or record.get("article", record.get("id")) not in uids:
        return False
    return kind != "note" or notes is None or record["id"] in notes


def _write(path: Path, text: str) -> None:
    """The file whole or not at all, its owner's alone (0600); one that is there stays as it is."""
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        if path.exists():
            raise UsageError(f"{quoted(str(path))} is there already", "Give another name")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 -- a descriptor
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.link(beside, path)  # unlike a rename it replaces nothing
        finally:
            beside.unlink()
    except FileExistsError as error:
        raise UsageError(f"{quoted(str(path))} is there already", "Give another name") from error
    except OSError as error:
        raise TuireaderError(
            f"Cannot write {quoted(str(path))}: {error.strerror}", "Give another path"
        ) from error
