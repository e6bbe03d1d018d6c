"""A record of named fields, as JSON has them, to a `Record`."""

import json
import re
from collections.abc import Mapping
from typing import Any

from tuireader.articles.decoding import Decoded, decode_entities
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.values import address, iso_date, language_tag, line
from tuireader.articles.records import Record, Stated
from tuireader.errors import ArticleError, quoted
from tuireader.text.safe import safe_line, safe_text

_DEEPEST = "it is nested too deeply to be a record"
_WRAPPERS = ("_source", "article", "attributes", "fields", "data", "document", "doc", "node", "item", "post")
"""What objects are called that hold the fields of the one article of a record."""
_HTML = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|blockquote|figure|img|span|strong|em|a|table|script|style|article|section)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)


def load(text: str) -> Any:
    """Read JSON: whole numbers of any length, NaN and repeated names do no harm.

    Raises:
        ArticleError: it is no JSON, or nested too deeply; the message is the reason.
    """
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise _no_json(error) from error


def load_at(text: str, at: int) -> tuple[Any, int]:
    """Read the JSON value that begins at a place of the text, and tell where it ends.

    Raises:
        ArticleError: as `load` does.
    """
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError) as error:
        raise _no_json(error) from error


def _no_json(error: Exception) -> ArticleError:
    if isinstance(error, RecursionError):
        return ArticleError(_DEEPEST, "Records of news have few levels")
    if isinstance(error, json.JSONDecodeError):
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        said = error.msg.lower().removesuffix(" at")
        return ArticleError(f"it is not JSON ({said} at {where})", "Mend it, or take it out")
    return ArticleError("it is not JSON", "Mend it, or take it out")


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < 400 else digits


_DECODER = json.JSONDecoder(parse_int=_number)


def read_json(decoded: Decoded, fields: Fields) -> Record:
    """Make a `Record` of one JSON object.

    Raises:
        ArticleError: it is no object, or has no text.
    """
    value = load(decoded.text)
    if not isinstance(value, Mapping):
        kind = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
        raise ArticleError(
            f"it is {kind.get(type(value), 'a number')}, not a record", "A record is an object: {…}"
        )
    return record_of(value, fields, encoding=decoded.encoding, warnings=decoded.warnings)


def looks_like_html(text: str) -> bool:
    """Whether the text of a field is HTML, as its tags tell."""
    return "<" in text and _HTML.search(text) is not None


def record_of(
    value: Mapping[str, Any],
    fields: Fields,
    *,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
) -> Record:
    """Make a `Record` of named fields.

    Raises:
        ArticleError: none of the fields is known to hold the text.
    """
    text = next(filter(None, map(_prose, fields.find(value, "text"))), None)
    if text is None and (inner := _wrapped(value, fields)) is not None:
        beside = {name: part for name, part in value.items() if part is not inner and name not in inner}
        return record_of({**inner, **beside}, fields, encoding=encoding, warnings=warnings)
    if text is None:
        names = ", ".join(quoted(safe_line(key)[:40]) for key in list(value)[:8] if isinstance(key, str))
        raise ArticleError(
            f"no field of it holds a text (it has {names})" if names else "it has no fields",
            "Name the field in config.toml: [fields] text = [...]",
        )
    stated = stated_by(value, fields)
    if looks_like_html(text):
        from tuireader.articles.formats.fragment import fragment_blocks, plain_text

        blocks = fragment_blocks(text)
        if not blocks:
            raise ArticleError("its text is HTML without a word in it", "There is nothing to read in it")
        return Record(
            text=plain_text(blocks), blocks=blocks, stated=stated, stated_in="record", encoding=encoding,
            warnings=warnings, original=safe_text(text),
        )  # fmt: skip
    text = safe_text(decode_entities(text))
    if not text.strip():
        raise ArticleError("its text is empty", "There is nothing to read in it")
    return Record(text=text, stated=stated, stated_in="record", encoding=encoding, warnings=warnings)


def stated_by(value: Mapping[str, Any], fields: Fields) -> Stated:
    """What the fields beside the text say."""

    def first(role: str, make: Any) -> Any:
        return next(filter(None, map(make, fields.find(value, role))), None)

    return Stated(
        headline=first("title", line),
        date=first("date", iso_date),
        source=first("source", line),
        byline=first("author", line),
        translator=first("translator", line),
        place=first("place", line),
        language=first("language", language_tag),
        url=first("url", address),
    )


def holds_text(value: Mapping[str, Any], fields: Fields) -> bool:
    """Whether one of the fields, or of those of the object that it wraps, holds a text."""
    return any(map(_prose, fields.find(value, "text"))) or _wrapped(value, fields) is not None


def _wrapped(value: Mapping[str, Any], fields: Fields) -> Mapping[str, Any] | None:
    """The fields of the article where the record merely wraps them, as answers of search engines do."""
    for name in _WRAPPERS:
        inner = value.get(name)
        if isinstance(inner, Mapping) and any(map(_prose, fields.find(inner, "text"))):
            return inner
    return None


def _prose(value: Any) -> str | None:
    """The text that a field holds: a string, or a list of paragraphs."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list) and value:
        parts = [part if isinstance(part, str) else _inner(part) for part in value]
        if all(isinstance(part, str) for part in parts):
            return "\n\n".join(part for part in parts if part) or None
    if isinstance(value, Mapping):
        return _inner(value)
    return None


def _inner(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return None
    return next(
        (found for key in ("text", "value", "html", "#text") if isinstance(found := value.get(key), str)),
        None,
    )
