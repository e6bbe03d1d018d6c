"""Plain text and Markdown: the file is the article; one that is a record in JSON is read as that."""

from dataclasses import replace

from tuireader.articles.characters import readable
from tuireader.articles.decoding import Decoded, decode_as
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.markup import LONGEST_SAFE, may_hold_page
from tuireader.articles.records import Markup, Record
from tuireader.errors import ArticleError


def read_text(data: bytes, fields: Fields, *, markup: Markup) -> Record:
    """Decode it; entities that a crawler left are decoded too.

    Raises:
        ArticleError: it is no text, or empty.
    """
    decoded = decode_as(data, fields.encoding)
    if (record := _record_in(decoded, fields)) is not None:
        return record
    found = readable(decoded.text)
    if not found.text.strip():
        raise ArticleError("it is empty", "There is nothing to read in it")
    return Record(
        text=found.text,
        markup=markup,
        encoding=decoded.encoding,
        warnings=decoded.warnings,
        removed=found.removed,
        original=found.original,
    )


def _record_in(decoded: Decoded, fields: Fields) -> Record | None:
    """The record that the whole text is, whatever the file is called; none that wants a page to be read."""
    text = decoded.text
    if not text[:1].isspace() and not text.startswith(("{", "\ufeff")):
        return None
    text = text.strip("\ufeff \t\r\n")
    if not text.startswith("{") or not text.endswith("}"):
        return None
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST_SAFE or may_hold_page(data):
        return None
    from tuireader.articles.formats.records import holds_text, load, read_json

    try:
        value = load(text)
    except ArticleError:
        return None  # a text may begin and end so
    return (
        read_json(replace(decoded, text=text), fields)
        if isinstance(value, dict) and holds_text(value, fields)
        else None
    )
