"""XML that is one article: as trafilatura writes it, TEI, and NITF and NewsML-G2 of news agencies.

Each becomes an item as a feed has them: its body as HTML, and by name what it states.
"""

from collections.abc import Iterator
from typing import Any

__all__ = ["ROOTS", "item_of"]

ROOTS = frozenset({"doc", "TEI", "nitf", "newsItem"})
"""What the root is called."""
_BODIES = {
    "doc": ("main",), "TEI": ("body",), "nitf": ("body.content",),
    "newsItem": ("body.content", "body", "inlineXML", "inlineData"),
}  # fmt: skip
"""What the element with the text is called; of several the first."""
_TAGS = {
    "head": "h3", "hl2": "h3", "ab": "p", "list": "ul", "item": "li", "quote": "blockquote",
    "bq": "blockquote", "row": "tr", "cell": "td", "lb": "br", "hi": "b", "ref": "a",
    "media": "figure", "figDesc": "figcaption", "media-caption": "figcaption", "block": "div",
}  # fmt: skip
"""What HTML calls the parts of their bodies; the other names are the same, or say nothing."""
_UNREAD = frozenset({"comments", "media-reference", "media-metadata", "media-producer", "graphic"})


def item_of(root: Any) -> dict[str, str]:
    """What the article is and states, by the names of the parts of a feed's item."""
    kind = _name(root)
    found = _OF[kind](root)
    body = next((element for name in _BODIES[kind] for element in _named(root, name)), None)
    found["content"] = _as_html(body) if body is not None else ""
    return {name: text for name, text in found.items() if text}


def _of_extractor(root: Any) -> dict[str, str]:
    return {
        "title": root.get("title", ""),
        "creator": root.get("author", ""),
        "date": root.get("date", ""),
        "link": root.get("source") or root.get("url", ""),
        "source": root.get("sitename") or root.get("hostname", ""),
        "language": root.get("language", ""),
        "description": root.get("excerpt") or root.get("description", ""),
    }


def _of_tei(root: Any) -> dict[str, str]:
    header = next(_named(root, "teiHeader"), root)
    address = next((ptr.get("target", "") for ptr in _named(header, "ptr") if ptr.get("type") == "URL"), "")
    return {
        "title": _text(header, "title"),
        "creator": ", ".join(dict.fromkeys(_words(element) for element in _named(header, "author"))),
        "date": _text(header, "date"),
        "link": address,
        "source": _text(header, "publisher"),
    }


def _of_agency(root: Any) -> dict[str, str]:
    dates = [_first_of(root, name, "norm") for name in ("date.issue", "story.date", "date.release")]
    return {
        "title": _text(root, "hl1") or _text(root, "title"),
        "creator": _text(root, "person") or _text(root, "byline"),
        "date": next(filter(None, dates), ""),
        "place": _text(root, "location"),
        "source": _text(root, "distributor") or _first_of(root, "doc.copyright", "holder"),
    }


def _of_news_item(root: Any) -> dict[str, str]:
    """NewsML-G2 of the IPTC: what is said of the news stands in `contentMeta`, of the item in `itemMeta`."""
    content = next(_named(root, "contentMeta"), root)
    item = next(_named(root, "itemMeta"), root)
    dates = (_text(content, "contentCreated"), _text(item, "firstCreated"), _text(item, "versionCreated"))
    return {
        "title": _text(content, "headline") or _text(item, "title"),
        "creator": _text(content, "by") or _name_in(content, "creator"),
        "date": next(filter(None, dates), ""),
        "place": _name_in(content, "located"),
        "source": _name_in(content, "infoSource") or _name_in(item, "provider"),
        "language": _first_of(content, "language", "tag"),
    }


def _name_in(root: Any, name: str) -> str:
    """The name of whom or what an element stands for."""
    element = next(_named(root, name), None)
    return "" if element is None else _text(element, "name") or element.get("literal", "")


_OF = {"doc": _of_extractor, "TEI": _of_tei, "nitf": _of_agency, "newsItem": _of_news_item}


def _as_html(body: Any) -> str:
    from lxml import etree

    for element in [e for e in body.iter() if _name(e) in _UNREAD or _is_comments(e)]:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for element in body.iter():
        if name := _name(element):
            element.tag = _TAGS.get(name, name.replace(".", "-"))
    body.tag = "div"
    return str(etree.tostring(body, encoding="unicode", method="html", with_tail=False))


def _is_comments(element: Any) -> bool:
    return isinstance(element.tag, str) and element.get("type") == "comments"


def _named(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if _name(element) == name)


def _text(root: Any, name: str) -> str:
    return next(filter(None, map(_words, _named(root, name))), "")


def _first_of(root: Any, name: str, attribute: str) -> str:
    return next(filter(None, (element.get(attribute, "") for element in _named(root, name))), "")


def _words(element: Any) -> str:
    words = " ".join("".join(element.itertext()).split())
    return words[3:] if words[:3] in ("By ", "by ") else words


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
