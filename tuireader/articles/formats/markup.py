"""What the text of a field is: plain, a piece of HTML, or a whole page with its navigation around."""

import html
import re

__all__ = ["LONGEST_SAFE", "as_html", "begins_as_dict", "begins_as_page", "looks_like_page", "may_hold_page"]

LONGEST_SAFE = 128 * 1024
"""Bytes of a record that may hold HTML and can be read anywhere: what its parser takes the square of, such as
the attributes of a tag, takes a second in these, and minutes in a record of megabytes."""
_DICT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*[uUbB]?'")
_TAG = (
    r"<(?:p|br|div|h[1-6]|ul|ol|li|blockquote|figure|img|span|strong|em|a|b|i|table|script|style|article|section"
    r"|html|body|head|main|nav|header|footer|aside)(?:\s[^<>]{0,2000})?/?>"
)
_USED = re.compile(
    rf"(?<![\s(\[{{\"'`‘“«‹]){_TAG}|(?:(?<=\n)|^)\s*{_TAG}|{_TAG}(?=[^\s.,;:!?)\]}}\"'`’”»›])", re.IGNORECASE
)
"""A tag that does something: one that is merely spoken of, as the `<p>` is here, stands by itself."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(
    r"\s*&lt;(?:p|div|br|h[1-6]|figure|section|article|html|!doctype)\b", re.IGNORECASE | re.ASCII
)
_BEGINNING = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,300}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE | re.ASCII)
_AROUND = re.compile(r"<(?:nav|header|footer|aside|main)[\s>]", re.IGNORECASE | re.ASCII)
"""What stands around articles and hardly ever in them. In ASCII, as below: what is a page must look like one
before it is decoded, for then it is decided who reads it."""
_TAG_BEGINS = re.compile(rb"<(?:![dD]|[hH][tTeE]|[bB][oO]|[nN][aA]|[fF][oO]|[aA][sS]|[mM][aA]|\\u)")
"""Looks for a letter's case by itself, which goes on at the speed of memory from one `<` to the next."""
_PAGE_IN_BYTES = re.compile(
    rb"(?:<|\\u003c)"
    rb"(?:(?:!doctype\s+html|html|head|body|nav|header|footer|aside|main)(?:[\s>]|\\[nrtfu])|\\u00|!doctype\\)"
    rb"|\\u00(?:[46][1-9a-f]|[57][0-9a])",  # nobody writes Latin letters so who has nothing to hide
    re.IGNORECASE,
)
_ESCAPED_IN_BYTES = re.compile(
    rb"(?:&|\\u0026)lt(?:;|\\u003b)"
    rb"(?:(?:p|div|br|h[1-6]|figure|section|article|html|!doctype)\b|\\u00)",
    re.IGNORECASE,
)
"""Escaped once too often: what else is in it is known only when it is read."""


def as_html(text: str) -> str | None:
    """The HTML that the text of a field is, as its tags tell; None for plain text.

    A crawler may have escaped it once too often: `&lt;p&gt;The board met.&lt;/p&gt;`.
    """
    if "<" in text:
        is_html = _USED.search(text) is not None or len(_BREAK.findall(text)) > 1
        return text if is_html or looks_like_page(text) else None
    if _ESCAPED.match(text):
        unescaped = html.unescape(text)
        return unescaped if _USED.search(unescaped) else None
    return None


def begins_as_dict(data: bytes) -> bool:
    """Whether it may be a record as Python writes it, or a list of them: JSON knows no single quotes."""
    return _DICT.match(data) is not None


def begins_as_page(text: str) -> bool:
    """Whether HTML is a whole page, from its first tag."""
    return _BEGINNING.match(text) is not None


def looks_like_page(text: str) -> bool:
    """Whether HTML is a page: it begins like one, or what stands around articles is in it."""
    if "<" not in text:
        return False
    if begins_as_page(text):
        return True
    return _PARAGRAPH.search(text) is not None and _AROUND.search(text) is not None


def may_hold_page(data: bytes) -> bool:
    """Whether a page may be in the bytes of a record, be it JSON or a row of a table.

    Of UTF-16, and of strings as Python writes them, it is known only when they are read.
    """
    if b"\x00" in data or begins_as_dict(data):
        return True
    has_escapes = b"\\u00" in data
    if (b"&" in data or has_escapes) and _ESCAPED_IN_BYTES.search(data) is not None:
        return True
    may = has_escapes or (b"<" in data and _TAG_BEGINS.search(data) is not None)
    return may and _PAGE_IN_BYTES.search(data) is not None
