"""JSON Lines: a record a line; a bad line is reported by its number and the rest go on."""

from collections.abc import Iterator
from typing import BinaryIO

from tuireader.articles.decoding import lost_in
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.lines import TOO_LONG, EndlessLine, numbered_lines, one_byte
from tuireader.articles.formats.records import read_json as read
from tuireader.articles.records import Piece, Unreadable

__all__ = ["read", "split"]


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield each line that is not blank, under its number in the file."""
    number = 0
    try:
        stream, encoding = one_byte(stream, fields.encoding)
        for number, line in numbered_lines(stream):
            if line is None:
                yield Unreadable(str(number), f"the line is {TOO_LONG}")
            else:
                warnings = lost_in(line, encoding) if encoding else ()
                yield Piece(str(number), "json", line.strip(), encoding, warnings)
    except EndlessLine:
        yield Unreadable(str(number + 1), "no line ends from here on; the rest was not read", is_end=True)
