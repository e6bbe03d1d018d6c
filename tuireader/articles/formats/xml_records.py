"""Lists of records in XML, as Scrapy (`<items><item>`) and databases export them: each becomes JSON."""

import json
from itertools import islice
from typing import Any

from tuireader.articles.formats.lines import TOO_LONG
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Unreadable

__all__ = ["ROOTS", "piece_of"]

ROOTS = {
    "items": "item", "articles": "article", "documents": "document", "docs": "doc", "records": "record",
    "rows": "row", "posts": "post", "stories": "story", "resultset": "row", "add": "doc",
}  # fmt: skip
"""What the root is called, and what its records are; the last two are MySQL's and Solr's."""
_NAMED = frozenset({"field", "column", "col"})
"""Elements that have the name of their field in an attribute."""
_HTML = frozenset(
    "p br div span a b i em strong h1 h2 h3 h4 h5 h6 ul ol blockquote figure img table section".split()  # noqa: SIM905
)
_DEEPEST = 4
_MOST_ATTRIBUTES = 200


def piece_of(element: Any, count: int, encoding: str, warnings: tuple[str, ...]) -> Piece | Unreadable:
    """The piece of one record: a record in JSON."""
    packed = json.dumps(_fields(element, _DEEPEST), ensure_ascii=False).encode("utf-8", "replace")
    if len(packed) > MAX_RECORD:
        return Unreadable(str(count), f"the record is {TOO_LONG}")
    return Piece(str(count), "json", packed, encoding, warnings)


def _fields(element: Any, deepest: int) -> dict[str, Any]:
    """Its fields by name, those that stand in attributes too; of several with one name the list."""
    # To ask for each attribute takes the square of their number.
    names = [name for name in islice(element.attrib, _MOST_ATTRIBUTES) if name[:1] != "{"]
    found: dict[str, list[Any]] = {name: [element.get(name)] for name in names}
    for child in element:
        if name := _name(child):
            named = child.get("name") if name in _NAMED else None
            found.setdefault(named or name, []).append(_value(child, deepest))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(element: Any, deepest: int) -> Any:
    names = {_name(child) for child in element} - {""}
    if not names:
        return element.text or ""
    if names & _HTML or not deepest:
        return _source(element)
    if names == {"value"}:
        return [_value(child, deepest - 1) for child in element if _name(child)]
    return _fields(element, deepest - 1)


def _source(element: Any) -> str:
    from lxml import etree

    return (element.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in element
    )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
