"""CSV and TSV: the first row names the fields, each further one is a record."""

import csv
import io
import re
from collections import deque
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
_SAID = re.compile(r'"?sep=([^\s"]|\t)"?\s*', re.IGNORECASE)
"""A line above the names that tells a spreadsheet what parts the columns."""

_NOTHING = frozenset({"", "nan", "NaN", "NULL", "null", "None", "NA", "N/A", "\\N"})
"""What stands in a cell in which there was nothing, as programs write it out."""
_STRING = re.compile(r"""(['"])((?:(?!\1)[^\\]|\\.)*+)\1""", re.DOTALL)
_LIST = re.compile(
    r"""\[\s*(?:(?:'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")\s*(?:,\s*|(?=\])))*+\]\s*""", re.DOTALL
)

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
    first = next(lines, None)
    if first is None:
        raise ArticleError("it is empty", "There is nothing to read in it")
    told = _SAID.fullmatch(first)
    if told is not None and (following := next(lines, None)) is not None:
        first = following
    delimiter, header = _header(first, told[1] if told is not None else None, fields)
    if len(header) > _MAX_COLUMNS:
        raise ArticleError(
            f"it has {len(header):,} columns; at most {_MAX_COLUMNS:,} are read",
            "Keep those that hold the text and what is said of it",
        )
    if not fields.may_hold_text(header):
        raise ArticleError(
            "its first row names no field that holds a text",
            "Name the field in config.toml: [fields] text = [...]",
        )
    names = _row(header)
    rows = _Rows(lines, delimiter, len(header))
    place = 0
    while True:
        try:
            for row, said in rows:
                if not any(cell.strip() for cell in row):
                    continue
                place += 1
                packed = _row(row)
                if len(packed) > MAX_RECORD:
                    yield Unreadable(str(place), f"the row is {TOO_LONG}")
                else:
                    warnings = lost_in(packed, encoding) if encoding else ()
                    yield Piece(str(place), "csv", names + packed, encoding, (*warnings, *said))
            if not lines.passed_over:
                return
            lines.passed_over = False
            yield Unreadable(str(place := place + 1), f"the row is {TOO_LONG}")
        except csv.Error as error:
            yield Unreadable(str(place := place + 1), f"the row cannot be read ({error})")
        except EndlessLine:
            yield Unreadable(str(place + 1), "no line ends from here on; the rest was not read", is_end=True)
            return


def _header(first: str, said: str | None, fields: Fields) -> tuple[str, list[str]]:
    """What parts the columns, and their names: of all ways one in which a column holds a text.

    Args:
        first: the row of names.
        said: what the file says that parts them; None where it does not.

    Raises:
        ArticleError: the row cannot be read; the message is the reason.
    """
    found: list[tuple[str, list[str]]] = []
    for delimiter in (said,) if said is not None else sorted(_DELIMITERS, key=first.count, reverse=True):
        try:
            found.append((delimiter, next(csv.reader([first], delimiter=delimiter), [])))
        except csv.Error as error:
            raise ArticleError(
                f"its first row cannot be read ({error})", "It must name the fields"
            ) from error
    return next((way for way in found if fields.may_hold_text(way[1])), found[0])


def read(decoded: Decoded, fields: Fields) -> Record:
    """Make a `Record` of a table of one row.

    Raises:
        ArticleError: no cell holds a text.
    """
    rows = list(csv.reader(io.StringIO(decoded.text, newline="")))
    if len(rows) < 2:
        raise ArticleError("the row is empty", "There is nothing to read in it")
    names, row = rows[0], rows[1]
    record = {
        name: _listed(cell) for name, cell in zip(names, row, strict=False) if cell.strip() not in _NOTHING
    }
    return record_of(record, fields, encoding=decoded.encoding, warnings=decoded.warnings)


def _listed(cell: str) -> str | list[str]:
    """The strings of a list that a program wrote out into one cell: `['Oda Brandvold', 'Per Lie']`."""
    if not cell.startswith("[") or _LIST.fullmatch(cell) is None:
        return cell
    return [match[2].replace(f"\\{match[1]}", match[1]) for match in _STRING.finditer(cell)]


class _Rows:
    """The rows of a table, each with what a reader should know of how it was told from the next.

    A quote that is not closed would make one row of all that follow. Where the lines that follow are rows of
    so many cells as the table has, each for itself, the cell ends with its line.
    """

    def __init__(self, lines: "_Lines", delimiter: str, columns: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._columns = columns
        self._strict = csv.reader(lines, delimiter=delimiter, strict=True)
        self._lenient = csv.reader(lines, delimiter=delimiter)

    def __iter__(self) -> Iterator[tuple[list[str], tuple[str, ...]]]:
        return self

    def __next__(self) -> tuple[list[str], tuple[str, ...]]:
        lines = self._lines
        lines.taken = []
        try:
            return next(self._strict), ()
        except csv.Error as error:
            taken, number = lines.taken, lines.number - len(lines.taken) + 1
            if self._begins_unclosed(taken):
                lines.give_back(taken[1:])
                row = next(csv.reader([taken[0].rstrip("\r\n")], delimiter=self._delimiter))
                return row, (f"the quote in line {number:,} is not closed; the cell was ended with the line",)
            lines.give_back(taken)
            is_last = "end of data" in str(error)
            row = next(self._lenient)
            if is_last and not lines.passed_over:
                return row, (f"the quote in line {number:,} is not closed before the end of the file",)
            return row, ()

    def _begins_unclosed(self, taken: list[str]) -> bool:
        rest = [line for line in taken[1:] if line.strip()]
        return self._columns > 1 and bool(rest) and all(map(self._is_a_row, rest))

    def _is_a_row(self, line: str) -> bool:
        if line.count('"') % 2:
            return False
        try:
            return len(next(csv.reader([line], delimiter=self._delimiter, strict=True))) == self._columns
        except csv.Error:
            return False


class _Lines:
    """The lines of a table as characters; ends early where one is too long, and goes on after it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self.number = 0
        """Of the line that was given last."""
        self.taken: list[str] = []
        """The lines of the row that is being read."""
        self.passed_over = False
        """Whether it ended early."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        """Give these lines once more, which were the last."""
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self) -> str:
        line = self._stream.readline(MAX_RECORD + 1)
        if not line:
            raise StopIteration
        if len(line) > MAX_RECORD and not line.endswith(b"\n"):
            pass_over(self._stream)
            self.number += 1
            self.passed_over = True
            raise StopIteration
        return line.replace(b"\0", b"").decode("latin-1")


def _row(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("latin-1")
