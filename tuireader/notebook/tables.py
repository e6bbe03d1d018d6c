"""The notebook as a table (CSV) that no spreadsheet takes for formulas."""

import csv
import io
import re
from collections.abc import Iterator

from tuireader.notebook.part import Entries
from tuireader.notebook.values import Bookmark, Note
from tuireader.text.safe import safe_text

COLUMNS = (
    "kind", "headline", "date", "source", "path", "quote", "text", "tags", "article tags", "state", "created",
    "updated", "id", "article",
)  # fmt: skip

# What a spreadsheet may compute or run: also after spaces, and in the wide forms of East Asian keyboards.
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠|%]|[\t\r\n]")


def export_csv(notebook: Entries) -> Iterator[str]:
    """A row for each note, highlight and bookmark, by article; the first row names the columns (RFC 4180).

    Every cell is quoted; one that a spreadsheet could compute begins with an apostrophe.
    """
    yield _line(COLUMNS)
    entries: list[Note | Bookmark] = [*notebook.bookmarks(), *notebook.notes()]
    tags = {uid: ", ".join(notebook.tags(uid)) for uid in {entry.uid for entry in entries}}
    for entry in sorted(entries, key=lambda each: (each.headline, each.uid, each.created)):
        about = (entry.headline, entry.date or "", entry.source or "", entry.path)
        if isinstance(entry, Bookmark):
            row = ("bookmark", *about, "", "", "", tags[entry.uid], "", entry.created, entry.created, "")
        else:
            said = (entry.quote or "", entry.body, ", ".join(entry.tags), tags[entry.uid])
            row = (entry.kind, *about, *said, entry.state, entry.created, entry.updated, entry.id)
        yield _line((*row, entry.uid))


def guarded(text: str) -> str:
    """A cell such that a spreadsheet shows it and computes nothing."""
    shown = safe_text(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue()
