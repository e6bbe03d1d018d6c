"""A JSON file: one article as an object, an array of records, or an object that holds such an array."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from tuireader.articles.decoding import decode_as
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.records import load
from tuireader.articles.formats.records import read_json as read
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError

__all__ = ["LARGEST", "read", "split"]

LARGEST = 64 * 1024 * 1024
"""Bytes. A JSON document is one value and must be read whole; JSON Lines may have any size."""


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the records of the document: the only one without a fragment, those of an array by place from 1.

    Raises:
        ArticleError: it is no JSON, too large, or holds no records; the message is the reason.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(
            f"it is too large for one JSON value (over {LARGEST // 1_048_576} MB)",
            "Write it as JSON Lines, which may have any size",
        )
    if not data.strip():
        raise ArticleError("it is empty", "There is nothing to read in it")
    decoded = decode_as(data, fields.encoding)
    del data
    value = load(decoded.text.lstrip("\ufeff"))
    decoded = replace(decoded, text="")  # up to 64 MB, which nothing needs from here on
    records = value if isinstance(value, list) else _held(value, fields)
    if records is None:
        if not isinstance(value, Mapping):
            raise ArticleError("it holds no records", "A record is an object: {…}")
        packed = _bytes(value)
        yield Piece(None, "json", packed, decoded.encoding, decoded.warnings)
        return
    for place, record in enumerate(records, 1):
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


def _held(value: Any, fields: Fields) -> list[Any] | None:
    """The records of an object that is no article itself but holds an array of objects, at any depth."""
    if not isinstance(value, Mapping):
        return None
    if any(isinstance(text, str) for text in fields.find(value, "text")):
        return None
    arrays = [
        item
        for item in value.values()
        if isinstance(item, list) and any(isinstance(r, Mapping) for r in item)
    ]
    if arrays:
        return max(arrays, key=len)
    inner = [
        held for item in value.values() if isinstance(item, Mapping) for held in [_held(item, fields)] if held
    ]
    return max(inner, key=len) if inner else None


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
