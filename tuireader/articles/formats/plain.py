"""Plain text and Markdown: the file is the article."""

from tuireader.articles.characters import readable
from tuireader.articles.decoding import decode_as
from tuireader.articles.formats.fields import Fields
from tuireader.articles.records import Markup, Record
from tuireader.errors import ArticleError


def read_text(data: bytes, fields: Fields, *, markup: Markup) -> Record:
    """Decode it; entities that a crawler left are decoded too.

    Raises:
        ArticleError: it is no text, or empty.
    """
    decoded = decode_as(data, fields.encoding)
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
