"""A JSON file: one article as an object, an array of records, or an object that holds such an array.

What crawlers call `.json` is often a record a line, or one value behind the other: that is read as well. An
array that is larger than one record may be is read record by record.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from tuireader.articles.decoding import decode_as
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.lines import one_byte
from tuireader.articles.formats.markup import begins_as_dict
from tuireader.articles.formats.records import has_role, holds_text, load, load_at, prose
from tuireader.articles.formats.records import read_json as read
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError

__all__ = ["LARGEST", "read", "split"]

LARGEST = 64 * 1024 * 1024
"""Bytes. An object must be read whole; an array, and JSON Lines, may have any size."""
_MOST_AROUND = 3
"""Objects of a list that are looked into for lists: exports of Ghost have all in a list of one."""
_PEEKED = 512
_LOOKED_AT = 50
"""Records of an array that are asked whether they hold a text."""


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the records of the document: the only one without a fragment, those of an array by place from 1.

    Of a file with a record a line they are those of JSON Lines, by their line.

    Raises:
        ArticleError: it is no JSON, too large, or holds no records; the message is the reason.
    """
    data = stream.read(MAX_RECORD)
    if _is_lines(data):
        from tuireader.articles.formats import json_lines

        yield from json_lines.split(_rejoined(data, stream), fields)
        return
    if len(data) == MAX_RECORD:
        from tuireader.articles.formats import json_array

        whole, encoding = one_byte(_rejoined(data, stream), fields.encoding)
        if cast(io.BufferedReader, whole).peek(_PEEKED).lstrip()[:1] == b"[":
            yield from json_array.split(whole, encoding)
            return
    data += stream.read(LARGEST + 1 - len(data))
    if len(data) > LARGEST:
        raise ArticleError(
            f"it is too large for one JSON value (over {LARGEST // 1_048_576} MB)",
            "Write it as JSON Lines or as an array, which may have any size",
        )
    if not data.strip():
        raise ArticleError("it is empty", "There is nothing to read in it")
    decoded = decode_as(data, fields.encoding)
    del data
    text = decoded.text.lstrip("\ufeff")
    decoded = replace(decoded, text="")  # up to 64 MB, which nothing needs from here on
    values, damage = _values(text)
    del text
    if len(values) == 1 and not damage and not isinstance(values[0], list):
        (value,) = values
        held = _held(value, fields)
        if held is None:
            if not isinstance(value, Mapping):
                raise ArticleError("it holds no records", "A record is an object: {…}")
            packed = _bytes(value)
            yield Piece(None, "json", packed, decoded.encoding, decoded.warnings)
            return
        values = [held]
    place = 0
    for record in _each(values):
        place += 1
        try:
            packed = _bytes(record)
        except RecursionError:
            yield Unreadable(str(place), "it is nested too deeply")
            continue
        if len(packed) > MAX_RECORD:
            yield Unreadable(
                str(place), f"the record is larger than {MAX_RECORD // 1_048_576} MB, and not read"
            )
        else:
            yield Piece(str(place), "json", packed, decoded.encoding, decoded.warnings_for(packed))
    if damage:
        yield Unreadable(str(place + 1), f"{damage}; nothing after this was read", is_end=True)


def _is_lines(start: bytes) -> bool:
    """Whether a file that begins so has a record a line: an object that ends with its line, and another."""
    first, _, rest = start.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
        return False
    if begins_as_dict(first) and begins_as_dict(rest):
        return first.rstrip(b" \t\r,").endswith(b"}")
    try:
        # Whatever the encoding is, as long as ASCII is in it: what a sign means does not matter here.
        return isinstance(json.loads(first.decode("latin-1"), parse_int=str), dict)
    except (ValueError, RecursionError):
        return False


def _rejoined(start: bytes, rest: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Rejoined(start, rest)))


class _Rejoined(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        data = self._start.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _values(text: str) -> tuple[list[Any], str]:
    """The values of the text, one behind the other, and why what follows them cannot be read.

    Raises:
        ArticleError: not even the first can be read; the message is the reason.
    """
    try:
        return [load(text)], ""
    except ArticleError as error:
        if "(extra data at" not in error.message:
            raise
    values: list[Any] = []
    at = 0
    while at < len(text):
        try:
            value, at = load_at(text, at)
        except ArticleError as error:
            return values, error.message
        values.append(value)
        while text[at : at + 1] in _BETWEEN and at < len(text):
            at += 1
    return values, ""


_BETWEEN = frozenset(" \t\r\n,\x1e")
"""What may stand between values."""


def _each(values: list[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from value
        else:
            yield value


def _held(value: Any, fields: Fields) -> list[Any] | None:
    """The records of an object that is no article itself but holds an array of objects, at any depth.

    Of several arrays all whose records hold a title and a text, else the longest of those with a text.
    """
    if not isinstance(value, Mapping):
        return None
    arrays = list(_arrays(value, fields))
    fruitful = [
        array for _, array in arrays if any(_has_text(record, fields) for record in array[:_LOOKED_AT])
    ]
    if fruitful:  # a list a day, say; comments have texts as well, but no titles
        titled = _with(fruitful, "title", fields)
        told = _with(titled, "text", fields) or titled  # sections have names and descriptions, but no texts
        return [record for array in told for record in array] or max(fruitful, key=len)
    named = [record for record in value.values() if _has_text(record, fields)]
    if len(named) > 1:  # records under their ids
        return named
    if _is_described(value, fields):
        return None
    highest = min((depth for depth, _ in arrays), default=0)
    return max((array for depth, array in arrays if depth == highest), key=len, default=None)


def _arrays(value: Mapping[str, Any], fields: Fields, depth: int = 0) -> Iterator[tuple[int, list[Any]]]:
    """Arrays of objects, each with how deep it lies; not those within what is an article itself.

    What only has a description may be either, a list (as a JSON Feed is) or an article with its pictures.
    """
    if any(isinstance(text, str) or _are_paragraphs(text, fields) for text in fields.find(value, "text")):
        return
    is_described = _is_described(value, fields)
    for name, item in value.items():
        if is_described and name.lower() not in _LISTS:
            continue
        if isinstance(item, list) and any(isinstance(record, Mapping) for record in item):
            yield depth, item
            for record in (
                item if len(item) <= _MOST_AROUND else ()
            ):  # exports of Ghost have all in a list of one
                if isinstance(record, Mapping) and not _has_text(record, fields):
                    yield from _arrays(record, fields, depth + 1)
        elif isinstance(item, Mapping):
            yield from _arrays(item, fields, depth + 1)


def _are_paragraphs(value: Any, fields: Fields) -> bool:
    """Whether a field of the text is a list of objects that are its parts, and no articles with titles."""
    return (
        isinstance(value, list)
        and prose(value) is not None
        and not any(isinstance(part, Mapping) and fields.find(part, "title") for part in value)
    )


_LISTS = frozenset("items entries articles stories posts news results documents docs data".split())  # noqa: SIM905
"""What lists of articles are called."""


def _is_described(value: Mapping[str, Any], fields: Fields) -> bool:
    return any(isinstance(text, str) for text in fields.find(value, "summary"))


def _with(arrays: list[list[Any]], role: str, fields: Fields) -> list[list[Any]]:
    """Those of the arrays that hold a record that has a text and a field of this role."""
    return [
        array
        for array in arrays
        if any(_has_text(record, fields) and has_role(record, role, fields) for record in array[:_LOOKED_AT])
    ]


def _has_text(record: Any, fields: Fields) -> bool:
    return isinstance(record, Mapping) and holds_text(record, fields)


def _bytes(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character, as JSON can spell it
        return json.dumps(value).encode()
