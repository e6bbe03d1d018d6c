"""Bring in a notebook that was exported as JSON Lines, from this machine or another.

All but the sources that are not read here: those are only named (`ImportReport.not_added`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from tuireader.errors import NotebookError, quoted
from tuireader.notebook.merging import ImportReport, merge
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.records import FORMAT

__all__ = ["ImportReport", "import_jsonl", "parsed"]


def import_jsonl(notebook: Notebook, lines: Iterable[str]) -> ImportReport:
    """Merge exported lines into the notebook, all of them or, if one cannot be read, none.

    Importing what is there already adds nothing; from two machines it brings both together (`merging`).

    Raises:
        NotebookError: a line is not what `records` describes, or it could not be kept.
    """
    found = list(parsed(lines))
    return notebook.change(lambda connection, moment: merge(connection, found, moment))


def parsed(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Each line's number and object, blank lines left out.

    Raises:
        NotebookError: a line is no JSON object, or the file is of a newer format.
    """
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise NotebookError(f"Line {number} is not JSON: {error}", "Nothing was imported") from error
        if not isinstance(record, dict):
            raise NotebookError(f"Line {number} is not a JSON object", "Nothing was imported")
        if record.get("type") == "notebook" and record.get("format") != FORMAT:
            raise NotebookError(
                f"Line {number}: this tuireader does not know the format {quoted(record.get('format'))}",
                "Upgrade, then import it; nothing was imported",
            )
        yield number, record
