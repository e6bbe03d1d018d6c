"""A record of named fields, as JSON has them, to a `Record`."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tuireader.articles.article import Removed
from tuireader.articles.characters import readable
from tuireader.articles.decoding import Decoded
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.markup import as_html, begins_as_dict, looks_like_page
from tuireader.articles.formats.rich_text import rich_text
from tuireader.articles.formats.values import address, iso_date, language_tag, line, name
from tuireader.articles.formats.wordpress import as_published
from tuireader.articles.formats.written_out import as_meant, without_rest
from tuireader.articles.records import NothingShown, Record, Stated
from tuireader.errors import ArticleError, quoted
from tuireader.text.safe import safe_line, safe_text

_DEEPEST = "it is nested too deeply to be a record"
_WRAPPERS = ("_source", "article", "attributes", "fields", "data", "document", "doc", "node", "item", "post")
"""What objects are called that hold the fields of the one article of a record."""
_BESIDE = ("meta", "metadata", "_meta", "info")
"""What objects are called that state what is to be said of the text beside them."""
_MOST_WRAPPERS = 4
"""Such objects within each other: `data` holds `attributes`, which hold the text."""
_CUT = "the record holds only the beginning of its text"
_START = 64
"""Characters in which a record begins."""
_WORD = re.compile(r"\w")


def load(text: str) -> Any:
    """Read JSON, or a dict as Python writes it: numbers of any length, NaN and repeated names do no harm.

    Raises:
        ArticleError: it is no JSON, or nested too deeply; the message is the reason.
    """
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        if not begins_as_dict(text[:_START].encode("utf-8", "replace")):
            raise _no_json(error) from error
    from tuireader.articles.formats.written_dict import load_dict

    try:
        return load_dict(text)
    except ValueError as error:
        said = "it is neither JSON nor a dict of Python's that can be read"
        raise ArticleError(said, "Write it as JSON") from error


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


def record_of(
    value: Mapping[str, Any],
    fields: Fields,
    *,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
) -> Record:
    """Make a `Record` of named fields: of the first that shows a word.

    Where the text is a whole page, what the fields state stands before what the page does.

    Raises:
        ArticleError: none of the fields is known to hold the text, or none shows a word.
    """
    value = _unwrapped(value, fields)
    texts = _texts(value, fields)
    if not texts:
        names = ", ".join(quoted(safe_line(key)[:40]) for key in list(value)[:8] if isinstance(key, str))
        raise ArticleError(
            f"no field of it holds a text (it has {names})" if names else "it has no fields",
            "Name the field in config.toml: [fields] text = [...]",
        )
    why: ArticleError | None = None
    for wants_words in (True, False):
        for text in texts:
            try:
                decoded = Decoded(text, encoding, warnings)
                return _record(decoded, value, fields, wants_words=wants_words)
            except NothingShown as error:
                why = why or error
    raise why or NothingShown("its text is empty")


def _record(decoded: Decoded, value: Mapping[str, Any], fields: Fields, *, wants_words: bool) -> Record:
    """Make a `Record` of one text; signs without a word are one only where nothing better is to be had.

    Raises:
        NothingShown: there is no word in it.
        ArticleError: it is a page that cannot be read.
    """
    text = decoded.text
    html = as_html(text)
    if html is None:
        return _plain(decoded, stated_by(value, fields), wants_words=wants_words)
    if looks_like_page(html):
        from tuireader.articles.formats import page

        found = page.of_html(replace(decoded, text=html))
        return _with_stated(found, value, fields)
    from tuireader.articles.formats.fragment import fragment_parts, plain_text

    blocks, removed = fragment_parts(as_published(html))
    if not blocks:
        raise NothingShown("its text is HTML without a word in it")
    return Record(
        text=plain_text(blocks), blocks=blocks, stated=stated_by(value, fields), stated_in="record",
        encoding=decoded.encoding, warnings=decoded.warnings, removed=removed, original=safe_text(text),
    )  # fmt: skip


def _plain(decoded: Decoded, stated: Stated, *, wants_words: bool) -> Record:
    """Make a `Record` of a plain text.

    Raises:
        NothingShown: there is no word in it.
    """
    meant, rest = without_rest(as_meant(decoded.text))
    found = readable(meant)
    if (_WORD.search(found.text) if wants_words else found.text.strip() or None) is None:
        raise NothingShown("its text is empty")
    return Record(
        text=found.text,
        stated=stated,
        stated_in="record",
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, _CUT) if rest else decoded.warnings,
        removed=(*found.removed, Removed("reading aid", rest)) if rest else found.removed,
        original=safe_text(decoded.text) if meant != decoded.text else found.original,
    )


def _with_stated(page: Record, value: Mapping[str, Any], fields: Fields) -> Record:
    """The page of a record: what the record states stands first, but for when it was fetched."""
    stated, said = stated_by(value, fields), page.stated
    named, _ = fields.own_and_usual(value, "date")
    is_published = any(map(iso_date, (*named, *fields.find(value, "published"))))
    date = stated.date if is_published or said.date is None else None
    return replace(
        page,
        stated=replace(stated, date=date).over(said),
        stated_in="record" if date else page.stated_in,
    )


def stated_by(value: Mapping[str, Any], fields: Fields) -> Stated:
    """What the fields beside the text say; what they do not, an object of metadata beside them may."""
    places = [value, *(part for key in _BESIDE if isinstance(part := value.get(key), Mapping))]

    def first(role: str, make: Any) -> Any:
        parts = (part for place in places for part in fields.find(place, role))
        return next(filter(None, map(make, parts)), None)

    return Stated(
        headline=first("title", line),
        date=first("date", iso_date),
        source=first("source", name),
        byline=first("author", name),
        translator=first("translator", name),
        place=first("place", line),
        language=first("language", language_tag),
        url=first("url", address) or first("source", address),
    )


def holds_text(value: Mapping[str, Any], fields: Fields) -> bool:
    """Whether one of the fields, or of those of the object that it wraps, holds a text."""
    return bool(_texts(_unwrapped(value, fields), fields))


def has_role(value: Mapping[str, Any], role: str, fields: Fields) -> bool:
    """Whether there is a field of this role, of the record or of the object that it wraps."""
    return bool(fields.find(_unwrapped(value, fields), role))


def _texts(value: Mapping[str, Any], fields: Fields) -> list[str]:
    """The texts of the fields, likeliest first: a page behind what was taken from it, summaries last."""
    own, usual = fields.own_and_usual(value, "text")
    texts = sorted(filter(None, map(prose, usual)), key=looks_like_page)
    return [
        *filter(None, map(prose, own)),
        *texts,
        *filter(None, map(prose, fields.find(value, "summary"))),
    ]


def _unwrapped(value: Mapping[str, Any], fields: Fields, most: int = _MOST_WRAPPERS) -> Mapping[str, Any]:
    """The fields of the article where the record merely wraps them, as answers of search engines do."""
    if any(isinstance(text, str | list) and prose(text) for text in fields.find(value, "text")):
        return value
    texts = _texts(value, fields)
    for wrapper in _WRAPPERS if most else ():
        inner = value.get(wrapper)
        if isinstance(inner, Mapping):
            inner = _unwrapped(inner, fields, most - 1)
            if any(map(prose, fields.find(inner, "text"))) or (not texts and _texts(inner, fields)):
                beside = {key: part for key, part in value.items() if key != wrapper and key not in inner}
                return {**inner, **beside}
    return value


def prose(value: Any) -> str | None:
    """The text that a field holds: a string, or a list of paragraphs."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list):
        parts = [part if isinstance(part, str) else _inner(part) for part in value]
        if {str, dict} == {type(part) for part in value} and _are_runs(parts):
            return "".join(part for part in parts if part).strip() or None
        return "\n\n".join(part for part in parts if part and part.strip()) or None
    if isinstance(value, Mapping):
        return _inner(value)
    return None


def _are_runs(parts: list[str | None]) -> bool:
    """Whether the parts are one text, some words of which are links or bold: no sentence ends between two.

    Paragraphs with pictures among them have no spaces of their own to keep them apart.
    """
    texts = [part for part in parts if part]
    return not any(
        _ENDS.search(before, max(0, len(before) - 4)) and after[:1].strip()
        for before, after in pairwise(texts)
    )


_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_INNER = ("text", "value", "rendered", "content", "body", "html", "#text")
"""What objects call the text that they are there for."""


def _inner(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return None
    found = next((found for key in _INNER if isinstance(found := value.get(key), str)), None)
    return rich_text(value) if found is None else found
