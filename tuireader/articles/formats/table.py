"""CSV and TSV: the first row names the fields, each further one is a record."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from tuireader.articles.decoding import Decoded, lost_in
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.lines import TOO_LONG, EndlessLine, one_byte, pass_over
from tuireader.articles.formats.records import record_of
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Record, Unreadable
from tuireader.errors import ArticleError

__all__ = ["read", "split"]

_DELIMITERS = (",", ";", "\t", "|")
_MAX_COLUMNS = 2000

csv.field_size_limit(MAX_RECORD)  # the module's own limit, for the whole process, would refuse long articles


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the rows under their number, the first below the names being 1.

    A row is handed over with the names as a small table of its own. Where nothing says what the file's
    encoding is, it is still in the file's bytes: rows are told apart in Latin-1, in which every byte is a
    character, so that no encoding is lost here.

    Raises:
        ArticleError: the first row does not name a field that holds a text; the message is the reason.
    """
    stream, encoding = one_byte(stream, fields.encoding)
    lines = _Lines(stream)
    first = next(iter(lines), None)
    if first is None:
        raise ArticleError("it is empty", "There is nothing to read in it")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        header = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error as error:
        raise ArticleError(f"its first row cannot be read ({error})", "It must name the fields") from error
    if len(header) > _MAX_COLUMNS or not fields.find(dict.fromkeys(header, "x"), "text"):
        raise ArticleError(
            "its first row names no field that holds a text",
            "Name the field in config.toml: [fields] text = [...]",
        )
    names = _row(header)
    place = 0
    while True:
        rows = csv.reader(lines, delimiter=delimiter)
        try:
            for row in rows:
                if not any(cell.strip() for cell in row):
                    continue
                place += 1
                packed = _row(row)
                if len(packed) > MAX_RECORD:
                    yield Unreadable(str(place), f"the row is {TOO_LONG}")
                else:
                    warnings = lost_in(packed, encoding) if encoding else ()
                    yield Piece(str(place), "csv", names + packed, encoding, warnings)
            if not lines.passed_over:
                return
            lines.passed_over = False
            yield Unreadable(str(place := place + 1), f"the row is {TOO_LONG}")
        except csv.Error as error:
            yield Unreadable(str(place := place + 1), f"the row cannot be read ({error})")
        except EndlessLine:
            yield Unreadable(str(place + 1), "no line ends from here on; the rest was not read", is_end=True)
            return


def read(decoded: Decoded, fields: Fields) -> Record:
    """Make a `Record` of a table of one row.

    Raises:
        ArticleError: no cell holds a text.
    """
    rows = list(csv.reader(io.StringIO(decoded.text, newline="")))
    if len(rows) < 2:
        raise ArticleError("the row is empty", "There is nothing to read in it")
    names, row = rows[0], rows[1]
    record = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
    return record_of(record, fields, encoding=decoded.encoding, warnings=decoded.warnings)


class _Lines:
    """The lines of a table as characters; ends early where one is too long, and goes on after it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.passed_over = False
        """Whether it ended early."""

    def __iter__(self) -> Iterator[str]:
        while True:
            line = self._stream.readline(MAX_RECORD + 1)
            if not line:
                return
            if len(line) > MAX_RECORD and not line.endswith(b"\n"):
                pass_over(self._stream)
                self.passed_over = True
                return
            yield line.replace(b"\0", b"").decode("latin-1")


def _row(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("latin-1")
