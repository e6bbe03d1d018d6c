"""Rows read out of the pages of a damaged notebook, where SQL gets no further: no header, schema or trees.

After SQLite's file format (https://sqlite.org/fileformat2.html, 1.5, 1.6 and 2.1): every page that says it is
a leaf of a table is taken by itself; a row belongs to the table whose columns its values fit. Freed pages are
read too, so that an older state of a row may come up beside the newer one: whoever merges them goes by their
moments.
"""

import json
import struct
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tuireader.notebook.columns import decoded
from tuireader.notebook.schema import migrate
from tuireader.notebook.store import connect_memory

_PAGE = 4096
"""What SQLite makes unless it is told otherwise, and we do not tell it."""
_HEADER = 100
"""Bytes before the first page's own."""
_MAGIC = b"SQLite format 3\0"
_PAGE_COUNT_AT = 28
_TABLE_LEAF = 0x0D
_PATIENCE = 2.0
"""Seconds, and one more for every 25 MB (10 MB take 0.2): a start must not hang on nonsense."""
_LONGEST_RECORD = 64_000_000

Value = int | float | str | bytes | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: str
    may_be_null: bool
    is_rowid: bool
    """Stands in the cell's key; the record has a NULL for it."""

    def fits(self, value: Value) -> bool:
        """Whether a value can be one of this column."""
        if value is None:
            return self.may_be_null or self.is_rowid
        if self.is_rowid:
            return False
        match self.type:
            case "INTEGER":
                return isinstance(value, int)
            case "REAL":
                return isinstance(value, int | float)
            case "TEXT":
                return isinstance(value, str | bytes)  # bytes where it holds a lone surrogate
            case "BLOB":
                return isinstance(value, bytes)
            case _:
                return True


def _is_remembered(row: Row) -> bool:
    return not _is_tag_list(row[1])


def _has_tags(row: Row) -> bool:
    return _is_tag_list(row[1])


def _is_tag_list(value: Value) -> bool:
    try:
        return isinstance(value, str) and isinstance(json.loads(value), list)
    except (ValueError, RecursionError):
        return False


# Two tables have three columns of text; which one it is, is told by the second.
_PECULIAR: Mapping[str, Callable[[Row], bool]] = {
    "article_tags": _has_tags,
    "remembered": _is_remembered,
}


def layouts() -> dict[str, list[_Column]]:
    """The columns of every table, as the newest schema has them."""
    with closing(connect_memory()) as memory:
        migrate(memory, 0)
        tables = memory.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: _columns(memory.execute(f"PRAGMA table_info({name})").fetchall()) for (name,) in tables}


def _columns(info: list[tuple[int, str, str, int, object, int]]) -> list[_Column]:
    """The columns as `PRAGMA table_info` tells them."""
    keys = sum(bool(key) for *_, key in info)
    return [
        _Column(name, kind, not needed and not key, bool(key) and keys == 1 and kind == "INTEGER")
        for _, name, kind, needed, _, key in info
    ]


class Carved:
    """What the pages of a file still hold, by table."""

    def __init__(self, path: Path) -> None:
        self._layouts = layouts()
        self._rows: dict[str, dict[tuple[int, Row], None]] = {name: {} for name in self._layouts}
        self.pages, self.pages_once = 0, 0
        """How many pages the file has, and had by what its header says, if it has one."""
        try:
            data = path.read_bytes()
        except OSError:  # it may be what is damaged: the disk
            return
        self.pages = -(-len(data) // _PAGE)
        if data.startswith(_MAGIC) and len(data) >= _HEADER:
            (self.pages_once,) = struct.unpack_from(">I", data, _PAGE_COUNT_AT)
        until = time.monotonic() + _PATIENCE + len(data) / 25e6
        for number in range(len(data) // _PAGE + 1):
            if time.monotonic() > until:
                break
            for rowid, row in _cells(data, number):
                for name in self._tables_for(row):
                    self._rows[name][rowid, row] = None

    def _tables_for(self, row: Row) -> Iterator[str]:
        for name, columns in self._layouts.items():
            if (
                len(columns) == len(row)
                and all(column.fits(value) for column, value in zip(columns, row, strict=True))
                and (name not in _PECULIAR or _PECULIAR[name](row))
            ):
                yield name

    def rows(self, table: str, columns: str) -> list[tuple[int, tuple[object, ...]]]:
        """(rowid, these columns) of every row that was found, in the order of the rowids."""
        names = [column.name for column in self._layouts[table]]
        wanted = [names.index(name.strip()) for name in columns.split(",")]
        found = sorted(self._rows[table], key=lambda key: key[0])
        return [(rowid, tuple(row[at] for at in wanted)) for rowid, row in found]


def _cells(data: bytes, number: int) -> Iterator[tuple[int, Row]]:
    """The rowid and the values of each cell of a page, counted from 0, that is a leaf of a table."""
    base = number * _PAGE
    at = base + (_HEADER if number == 0 else 0)
    if data[at : at + 1] != bytes([_TABLE_LEAF]) or at + 8 > len(data):
        return
    (count,) = struct.unpack_from(">H", data, at + 3)
    for index in range(min(count, _PAGE // 4)):
        try:
            (offset,) = struct.unpack_from(">H", data, at + 8 + 2 * index)
            length, position = _varint(data, base + offset)
            rowid, position = _varint(data, position)
            if 0 < rowid < 1 << 62 and 0 < length < min(_LONGEST_RECORD, len(data) + 1):
                yield rowid, _record(_payload(data, position, length))
        except (struct.error, IndexError, ValueError):  # this cell is spoilt; the next need not be
            continue


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length number and where the next one begins."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _payload(data: bytes, at: int, length: int) -> bytes:
    """A record of so many bytes, with what lies on overflow pages."""
    most = _PAGE - 35
    if length <= most:
        return data[at : at + length]
    least = (_PAGE - 12) * 32 // 255 - 23
    local = least + (length - least) % (_PAGE - 4)
    local = local if local <= most else least
    parts, left = [data[at : at + local]], length - local
    (page,) = struct.unpack_from(">I", data, at + local)
    while left > 0:
        begin = (page - 1) * _PAGE
        if page == 0 or begin + 4 > len(data):
            raise ValueError("an overflow page is missing")
        parts.append(data[begin + 4 : begin + min(_PAGE, 4 + left)])
        if not parts[-1]:
            raise ValueError("an overflow page is cut off")
        left -= len(parts[-1])
        (page,) = struct.unpack_from(">I", data, begin)
    return b"".join(parts)


def _record(payload: bytes) -> Row:
    """The values of a record.

    Raises:
        ValueError: it is cut off, or no record.
    """
    header, at = _varint(payload, 0)
    if header > len(payload):
        raise ValueError("no record")
    kinds = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = header
    for kind in kinds:
        width = _width(kind)
        raw = payload[at : at + width]
        if len(raw) != width:
            raise ValueError("the record is cut off")
        at += width
        values.append(_value(kind, raw))
    return tuple(values)


_WIDTHS: Sequence[int] = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


def _width(kind: int) -> int:
    if kind in (10, 11):
        raise ValueError("a kind that no file has")
    return _WIDTHS[kind] if kind < 10 else (kind - 12) // 2


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        number: float = struct.unpack(">d", raw)[0]
        return number
    if kind < 7:
        return int.from_bytes(raw, "big", signed=True)
    return decoded(raw) if kind % 2 else raw
