"""RSS, Atom, OPML, lists and articles in XML: a file with a document type is refused before it is parsed.

The items are parted by lxml as they come, so that memory does not grow with the feed. (feedparser takes
the whole feed and 0.9 ms an item; fastfeedparser brings a client for the network with it.)
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from tuireader.articles.article import Block
from tuireader.articles.characters import Readable, readable
from tuireader.articles.decoding import Decoded, decode, known_encoding
from tuireader.articles.formats import xml_document, xml_records
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.fragment import fragment_parts, plain_text
from tuireader.articles.formats.lines import TOO_LONG
from tuireader.articles.formats.markup import as_html, begins_as_page
from tuireader.articles.formats.values import address, iso_date, language_tag, line
from tuireader.articles.formats.wordpress import as_published, is_post
from tuireader.articles.formats.xml_stream import PROLOGUE, TooLong, Watched
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Record, Stated, Unreadable
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_text

__all__ = ["read", "split"]

_ROOTS = {"rss": "item", "RDF": "item", "feed": "entry", "opml": "outline", "newsMessage": "newsItem"}
"""What the root is called, and what its articles are; the last is NewsML-G2's for several."""
_BEFORE_ROOT = re.compile(r"(?:\ufeff|\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_CUT_SHORT = frozenset(
    {"ERR_DOCUMENT_END", "ERR_TAG_NOT_FINISHED", "ERR_INTERNAL_ERROR", "ERR_RESOURCE_LIMIT"}
)
_TOO_DEEP = "nested too deeply (more than 256 levels)"
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
_TEXTS = ("encoded", "content", "body", "description", "summary", "subtitle")
_WORDPRESS = "{http://wordpress.org/export/"
"""How the names of what an export of WordPress adds to a feed begin."""
_MOST_WRITERS = 50_000
_KEPT = frozenset(
    ("title", "link", "author", "creator", "source", "publisher", "language", "guid", *_DATES, *_TEXTS)
)


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the items under their number, from 1.

    Raises:
        ArticleError: it has a document type, is no XML, or XML of another kind; the message is the reason.
    """
    from lxml import etree

    source = Watched(stream)
    root = _root(source.start)
    if root in xml_document.ROOTS:
        yield _document(source, fields)
        return
    is_list = root in xml_records.ROOTS
    wanted = _articles_of(root)
    encoding = fields.encoding or _mended_encoding(source.start)
    feed: dict[str, str] = {"encoding": encoding or _declared_encoding(source.start)}
    if encoding and fields.encoding is None:
        feed["guessed"] = encoding
    count = 0
    said = "cut short or damaged"
    try:
        items = etree.iterparse(
            source, events=("end",), tag=(f"{{*}}{wanted}", "{*}title", "{*}language", "{*}author"),
            encoding=encoding, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
            recover=True, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for _, element in items:
            name = _name(element)
            if name == "author" and element.tag.startswith(_WORDPRESS):
                feed |= _writer(element) if len(feed) < _MOST_WRITERS else {}
                continue
            if name != wanted:
                if element.getparent() is not None and _name(element.getparent()) in ("channel", "feed"):
                    feed.setdefault(name, (element.text or "")[:500])
                continue
            if (name == "outline" and not element.get("xmlUrl")) or (is_list and not _is_outermost(element)):
                continue
            count += 1
            source.reset()
            found: Piece | Unreadable | None
            if is_list:
                found = xml_records.piece_of(element, count, feed["encoding"], _warnings(feed))
            else:
                found = _OF.get(name, _item)(element, feed, count)
            if found is not None:
                yield found
            _drop(element)
        cut = any(entry.type_name in _CUT_SHORT for entry in items.error_log)
        said = _TOO_DEEP if any(map(_is_too_deep, items.error_log)) else said
    except (etree.XMLSyntaxError, LookupError) as error:
        if not count:
            raise ArticleError(f"it is not XML ({_said(error)})", "Get the file again") from error
        cut = True
    except TooLong:
        yield Unreadable(
            str(count + 1), f"the item is {TOO_LONG}; nothing after it was read either", is_end=True
        )
        return
    if cut and not count:
        raise ArticleError(f"its XML is {said}", "Get the file again")
    if cut:
        yield Unreadable(str(count + 1), f"the feed is {said}; nothing after this was read", is_end=True)
    elif not count:
        raise ArticleError("there is no item in it", "There is nothing to read in it")


def read(data: bytes, fields: Fields) -> Record:
    """Make a `Record` of an item as `split` hands it over.

    Raises:
        ArticleError: it has neither text nor title.
    """
    item: dict[str, str] = json.loads(data)
    text = next((found for name in _TEXTS if (found := item.get(name, "").strip())), "")
    title = line(item.get("title"))
    if not text and not title:
        raise ArticleError("the item has neither a text nor a title", "There is nothing to read in it")
    stated = Stated(
        headline=title,
        date=next(filter(None, (iso_date(item[name]) for name in _DATES if name in item)), None),
        source=line(item.get("source")) or line(item.get("feed")),
        byline=line(item.get("creator")) or line(item.get("author")),
        place=line(item.get("place")),
        language=language_tag(item.get("language")),
        url=address(item.get("link")),
    )
    encoding = item.get("encoding") or "utf-8"
    html = as_html(text)
    if html is not None and begins_as_page(html):
        return _page(Decoded(html, encoding, _warnings(item)), stated, item)
    blocks: tuple[Block, ...] = ()
    if html is not None:
        blocks, removed = fragment_parts(as_published(html))
        shown = Readable(plain_text(blocks), safe_text(text), removed)
    else:
        shown = readable(text)
    plain = shown.text
    if not plain.strip() and title:
        plain, blocks = title, (Block("headline", title),)
    if not plain.strip():
        raise ArticleError("the item shows no text", "There is nothing to read in it")
    return Record(
        text=plain,
        blocks=blocks,
        stated=stated,
        stated_in=item.get("stated_in", "feed"),
        encoding=encoding,
        warnings=_warnings(item),
        removed=shown.removed,
        original=shown.original,
    )


def _page(decoded: Decoded, stated: Stated, item: dict[str, str]) -> Record:
    """Make a `Record` of an item that holds a whole page: what the item states stands first.

    Raises:
        ArticleError: as for any page.
    """
    from tuireader.articles.formats import page

    found = page.of_html(decoded)
    return replace(
        found,
        stated=stated.over(found.stated),
        stated_in=item.get("stated_in", "feed") if stated.date else found.stated_in,
    )


def _warnings(item: dict[str, str]) -> tuple[str, ...]:
    said = []
    if encoding := item.get("guessed"):
        said.append(f"the feed is not in the encoding it declares; read as {encoding}")
    if damage := item.get("damage"):
        said.append(f"its XML is {damage}; what follows the damage may be missing")
    return tuple(said)


def _document(source: "Watched", fields: Fields) -> Piece:
    """The piece of XML that is one article.

    Raises:
        ArticleError: it is too large, or no XML; the message is the reason.
    """
    from lxml import etree

    encoding = fields.encoding or _mended_encoding(source.start)
    parser = etree.XMLParser(
        encoding=encoding, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        tree = etree.parse(source, parser).getroot()
    except TooLong as error:
        raise ArticleError(f"the article is {TOO_LONG}", "Articles are shorter") from error
    except etree.XMLSyntaxError as error:
        raise ArticleError(f"it is not XML ({_said(error)})", "Get the file again") from error
    item = xml_document.item_of(tree) if tree is not None else {}
    item |= {"encoding": encoding or _declared_encoding(source.start), "stated_in": "record"}
    if encoding and fields.encoding is None:
        item["guessed"] = encoding
    if any(entry.type_name in _CUT_SHORT for entry in parser.error_log):
        item["damage"] = _TOO_DEEP if any(map(_is_too_deep, parser.error_log)) else "cut short or damaged"
    return Piece(None, "feed", json.dumps(item).encode())


def _writer(element: Any) -> dict[str, str]:
    """The name of somebody whom items name by what they log in with."""
    said = {_name(child): (child.text or "").strip() for child in element}
    login, shown = said.get("author_login", ""), said.get("author_display_name", "")
    return {f"author {login}": shown} if login and shown else {}


_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _item(element: Any, feed: dict[str, str], count: int) -> Piece | Unreadable | None:
    """The item's piece; None where it is a picture or a menu in an export of WordPress."""
    item: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name == "post_type" and child.tag.startswith(_WORDPRESS) and not is_post(child.text):
            return None
        if name not in _KEPT or (name == "content" and child.get("url") and not child.text):
            continue  # the last is a picture of Media RSS
        if name == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                item.setdefault("link", child.get("href"))
            continue
        text = _inner(child)
        if name == "author" and (named := next((c for c in child if _name(c) == "name"), None)) is not None:
            text = named.text or ""
        if name == "source" and (titled := next((c for c in child if _name(c) == "title"), None)) is not None:
            text = titled.text or ""
        if text.strip():
            item.setdefault(name, text)
    if (creator := item.get("creator", "").strip()) and (writer := feed.get(f"author {creator}")):
        item["creator"] = writer
    item.setdefault("language", element.get(_XML_LANG) or feed.get("language") or _root_language(element))
    item |= {"feed": feed.get("title", ""), "encoding": feed["encoding"], "guessed": feed.get("guessed", "")}
    if not item.get("link") and item.get("guid", "").startswith("http"):
        item["link"] = item["guid"]
    packed = json.dumps(item).encode()
    if len(packed) > MAX_RECORD:
        return Unreadable(str(count), f"the item is {TOO_LONG}")
    return Piece(str(count), "feed", packed)


def _root_language(element: Any) -> str:
    return element.getroottree().getroot().get(_XML_LANG) or ""


def _news_item(element: Any, feed: dict[str, str], count: int) -> Piece:
    item = xml_document.item_of(element) | {"stated_in": "record"}
    return Piece(str(count), "feed", json.dumps(item | {"encoding": feed["encoding"]}).encode())


def _outline(element: Any, feed: dict[str, str], count: int) -> Piece | Unreadable:
    """A feed in a list of feeds: its name, what is said of it, and where it is."""
    link = address(element.get("xmlUrl"))
    if link is None:
        return Unreadable(str(count), "the feed's address is no web address, and is not used")
    title = element.get("title") or element.get("text") or link
    said = "\n\n".join(filter(None, (element.get("description"), f"A feed at {link}")))
    item = {"title": title, "description": said, "link": element.get("htmlUrl") or link}
    return Piece(str(count), "feed", json.dumps(item).encode())


_OF = {"outline": _outline, "newsItem": _news_item}


def _inner(element: Any) -> str:
    """The text of an element; where it holds elements, as Atom's XHTML does, its source."""
    from lxml import etree

    if not any(child.tag.startswith(_XHTML) or child.tag[:1] != "{" for child in element if _name(child)):
        return "".join(element.itertext())
    return (element.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in element
    )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _drop(element: Any) -> None:
    """Free what was read: the element and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _is_outermost(element: Any) -> bool:
    """Whether it is a record of the list, and no field of one."""
    parent = element.getparent()
    return parent is not None and parent.getparent() is None


def _is_too_deep(entry: Any) -> bool:
    return str(entry.message).startswith("Excessive depth")


def _said(error: Exception) -> str:
    return line(str(error).partition("(<")[0].lower()) or "it cannot be parsed"


def _root(start: bytes) -> str:
    """The name of the root; refuses a document type, whose entities multiply, and name files and addresses.

    Raises:
        ArticleError: there is one, or no root begins.
    """
    wide = next((name for mark, name in _WIDE if start.startswith(mark)), None)
    if wide is None and b"\x00" in start[:4]:
        wide = "utf-16-be" if start[:1] == b"\x00" else "utf-16-le"
    text = start.decode(wide or "utf-8", "replace")
    before = _BEFORE_ROOT.match(text)
    at = before.end() if before else 0
    if text.startswith("<!", at):
        raise ArticleError(
            "it declares a document type, which can be a trap", "Take the <!DOCTYPE …> out to have it read"
        )
    root = _ROOT.match(text, at)
    if root is None:
        raise ArticleError("it is not XML" if text.strip() else "it is empty", "Get the file again")
    return root[1]


def _articles_of(root: str) -> str:
    articles = _ROOTS.get(root) or xml_records.ROOTS.get(root)
    if articles is None:
        raise ArticleError(
            "it is XML, but neither RSS nor Atom",
            "TEI, NITF, NewsML-G2 and trafilatura's can be read, too, and lists: <items><item>",
        )
    return articles


def _declared_encoding(start: bytes) -> str:
    """The encoding that lxml reads the feed in: of its mark, or as it declares, else UTF-8."""
    if wide := next((name for mark, name in _WIDE if start.startswith(mark)), None):
        return wide
    if (declared := _DECLARED.search(start[:500])) is None:
        return "utf-8"
    try:
        return known_encoding(declared[1].decode("ascii"))
    except ArticleError:
        return "utf-8"  # lxml knows it and Python does not, or neither and reading fails


def _mended_encoding(start: bytes) -> str | None:
    """The encoding to read with where the feed does not have the one it declares; None where it has."""
    declared = _DECLARED.search(start[:500])
    if (declared and declared[1].lower() != b"utf-8") or b"\x00" in start[:4]:
        return None
    try:
        start[: PROLOGUE - 4].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return None
        return decode(start).encoding
    return None


_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
