"""JSON Lines: a record a line; a bad line is reported by its number and the rest go on."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from tuireader.articles.decoding import lost_in
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.lines import TOO_LONG, EndlessLine, numbered_lines, one_byte
from tuireader.articles.formats.records import read_json as read
from tuireader.articles.records import Piece, Unreadable

__all__ = ["read", "split"]

_AROUND = b" \t\r\n\x1e,"
"""What may stand around a record: spaces, the sign that JSON text sequences (RFC 7464) begin it with, and the
comma of a list of which no more is there."""
_LOOKED_AT = 512
_DOCUMENT = re.compile(rb"\s*(?:\[\s*\{|\{\s*[\r\n])")
"""How a file begins whose lines are no records: an array of them, or an object over several lines."""


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield each line that is not blank, under its number in the file."""
    number = 0
    try:
        stream, encoding = one_byte(stream, fields.encoding)
        if encoding is None and _DOCUMENT.match(cast(io.BufferedReader, stream).peek(_LOOKED_AT)):
            from tuireader.articles.formats import json_document

            yield from json_document.split(stream, fields)
            return
        for number, line in numbered_lines(stream):
            if line is None:
                yield Unreadable(str(number), f"the line is {TOO_LONG}")
            else:
                warnings = lost_in(line, encoding) if encoding else ()
                yield Piece(str(number), "json", line.strip(_AROUND), encoding, warnings)
    except EndlessLine:
        yield Unreadable(str(number + 1), "no line ends from here on; the rest was not read", is_end=True)
