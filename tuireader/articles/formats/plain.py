"""Plain text and Markdown: the file is the article."""

from tuireader.articles.decoding import decode_as, decode_entities
from tuireader.articles.formats.fields import Fields
from tuireader.articles.records import Markup, Record
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_text


def read_text(data: bytes, fields: Fields, *, markup: Markup) -> Record:
    """Decode it; entities that a crawler left are decoded too.

    Raises:
        ArticleError: it is no text, or empty.
    """
    decoded = decode_as(data, fields.encoding)
    text = safe_text(decode_entities(decoded.text))
    if not text.strip():
        raise ArticleError("it is empty", "There is nothing to read in it")
    return Record(text=text, markup=markup, encoding=decoded.encoding, warnings=decoded.warnings)
