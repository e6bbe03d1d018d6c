"""A web page: the article among its navigation, adverts and comments, and what the page states of it.

What the page shows beside the article is kept by name (`Record.removed`), its source in `Record.original`.
Telling the article apart is the work of trafilatura, an extra; it reads a parsed tree and fetches nothing.
"""

import logging
import re
from typing import Any

from tuireader.articles.article import Block, BlockKind
from tuireader.articles.decoding import Decoded, declared, decode, decode_as, decode_entities
from tuireader.articles.formats.embedded import held_article, json_scripts
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.fragment import fragment_parts, parsed, plain_text, tree_blocks
from tuireader.articles.formats.furniture import drop_furniture, left_out, letters, marks
from tuireader.articles.formats.markup import as_html
from tuireader.articles.formats.metadata import Metadata, page_metadata
from tuireader.articles.records import NothingShown, Record, Stated
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_text

LARGEST = 8 * 1024 * 1024
"""Bytes; the page is held as a tree many times its size."""

_CAPTION = "\ue000"
"""Stands before a caption while the extractor works, which knows paragraphs but no captions."""
_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})|^\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_LATIN = frozenset({"iso8859-1", "iso-8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii"})
"""Pages that say so mean the Windows code page: so the WHATWG's standard has browsers read them."""
_ASIDE = ("nav", "aside", "footer", "form", "menu")
_BLANK_LINE = re.compile(r"\x00\s*\x00")
"""Two `<br>`, which part paragraphs where there is no `<p>`."""
_CAPTIONS = frozenset({"caption", "wp-caption-text", "photo-caption", "image-caption", "img-caption"})
"""Classes by which pages name captions that are no `<figcaption>`."""
_TIMES = 2
"""So many times as much of the article must be stated than shown to count instead."""
_LITTLE = 2000
"""Characters of an article; where more is shown, scripts are not looked through for a longer text."""
_NOTHING_STATED = Stated()
_NOTHING = Metadata(None, None, None, None, None, None)
_ALL_SHOWN = "no article was told from the rest of the page; all of it is shown"
_CUT = "the page is nested too deeply; what lies deepest in it is missing"


def read(data: bytes, fields: Fields) -> Record:
    """Make a `Record` of a page.

    Raises:
        ArticleError: it is too large or no text, shows nothing, or the extra is missing.
    """
    if len(data) > LARGEST:
        raise _too_large()
    decoded = _decoded(data, fields.encoding)
    if "<" not in decoded.text:  # a text that is called a page
        from tuireader.articles.formats.plain import read_text

        return read_text(data, fields, markup="plain")
    return of_html(decoded)


def of_html(decoded: Decoded) -> Record:
    """Make a `Record` of the source of a page.

    Raises:
        NothingShown: it shows no text.
        ArticleError: it is too large or nested too deeply, or the extra is missing.
    """
    if len(decoded.text) > LARGEST:
        raise _too_large()
    html = decoded.text.replace(_CAPTION, "").replace("\x00", "")
    tree, depth = parsed(html.encode("utf-8", "replace"))
    shown = () if tree is None else tree_blocks(tree)
    metadata = page_metadata(tree) if tree is not None else _NOTHING
    stated = _stated_body(metadata.body)
    scripts = json_scripts(tree) if tree is not None and not stated else []
    # What tells articles apart takes the square of the levels: what is nested deeply is all shown.
    blocks = _article(tree, shown, metadata.title) if depth == "usual" and shown else ()
    held: Record | None = None
    if scripts and _length(blocks) < _LITTLE:
        held = held_article(scripts, metadata.title, _length(shown))
    if held is not None:
        stated = held.blocks or _paragraphs(held.text)
    if not shown and not stated and depth == "cut":
        raise ArticleError("the page is nested too deeply to be read", "Save it anew, or take it out")
    if not shown and not stated:
        raise NothingShown("the page shows no text")
    warnings: tuple[str, ...] = ()
    is_stated = _length(stated) > _TIMES * _length(blocks) or _are_glued(blocks, stated)
    if is_stated:
        blocks = stated
    elif not blocks:
        blocks, warnings = _without_asides(tree) or shown, (_ALL_SHOWN,)
    said = held.stated if held is not None and is_stated else _NOTHING_STATED
    return Record(
        text=plain_text(blocks),
        blocks=blocks,
        stated=Stated(
            headline=said.headline or metadata.title,
            date=metadata.date,
            source=metadata.site,
            byline=metadata.author,
            language=metadata.language,
            url=metadata.url,
        ).over(said),
        stated_in="page",
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, *warnings, *((_CUT,) if depth == "cut" else ())),
        removed=left_out(shown, blocks),
        original=safe_text(decoded.text),
    )


def _stated_body(body: str | None) -> tuple[Block, ...]:
    """The text that the page states: plain, or HTML once more."""
    if body is None or len(body) > LARGEST:
        return ()
    if (html := as_html(body)) is not None:
        return fragment_parts(html)[0]
    return _paragraphs(safe_text(decode_entities(body)))


def _paragraphs(text: str) -> tuple[Block, ...]:
    lines = text.split("\n")
    return tuple(Block("paragraph", line) for said in lines if (line := " ".join(said.split())))


def _are_glued(blocks: tuple[Block, ...], stated: tuple[Block, ...]) -> bool:
    """Whether the extractor took the text that is stated, without its paragraphs."""
    return len(stated) > len(blocks) and letters(plain_text(blocks)) == letters(plain_text(stated))


def _length(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks)


def _too_large() -> ArticleError:
    return ArticleError(
        f"the page is too large (over {LARGEST // 1_048_576} MB)", "Pages of articles are smaller"
    )


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    if encoding is not None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode_as(data, encoding)
    if match := _CHARSET.search(data[:4096]):
        name = (match[1] or match[2]).decode("ascii").lower()
        name = "cp1252" if name in _LATIN else "utf-8" if name.startswith("utf-16") else name
        if (decoded := declared(data, name)) is not None:
            return decoded
    return decode(data)


def _article(tree: Any, shown: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    """The article's blocks; none where it cannot be told from the rest of the page."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise ArticleError(
            "reading pages needs an extra: pip install 'tuireader[html]'", "Install it, then scan again"
        ) from error
    drop_furniture(tree, sum(len(block.text) for block in shown))
    captions = [e for e in tree.iter("figcaption", "p", "div", "span") if _is_caption(e)]
    for caption in captions:
        _mark_caption(caption)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds is told by our own warnings
    found = bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
    )
    body = getattr(found, "body", None)
    blocks = _blocks(body, title) if body is not None else ()
    return _with_captions(blocks, shown) if blocks else ()


def _without_asides(tree: Any) -> tuple[Block, ...]:
    """All blocks of the page but those that stand aside by their tags."""
    for element in [e for e in tree.iter(*_ASIDE) if e.getparent() is not None]:
        if element.getparent() is not None:
            element.drop_tree()
    return tuple(_unmarked(block) for block in tree_blocks(tree))


def _mark_caption(caption: Any) -> None:
    """Make the caption a paragraph that can be told, in its figure's place if it has one."""
    text = " ".join("".join(caption.itertext()).split())
    place = caption
    while place.getparent() is not None and place.tag not in ("figure", "body"):
        place = place.getparent()
    if place.tag != "figure":
        place = caption
    if place.getparent() is None:
        return
    paragraph = place.makeelement("p")
    paragraph.text, paragraph.tail = _CAPTION + text, place.tail
    place.getparent().replace(place, paragraph)


def _is_caption(element: Any) -> bool:
    return element.tag == "figcaption" or not _CAPTIONS.isdisjoint(marks(element))


def _with_captions(blocks: tuple[Block, ...], shown: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with the captions that the extractor left out and that stand above or among them."""
    places = {letters(block.text): number for number, block in enumerate(blocks)}
    added: dict[int, list[Block]] = {}
    waiting: list[Block] = []
    for block in shown:
        place = places.get(letters(block.text))
        if place is not None:
            # The picture at the top goes below the headline.
            added.setdefault(max(place, int(blocks[0].kind == "headline")), []).extend(waiting)
            waiting = []
        elif block.kind == "caption":
            waiting.append(Block("caption", " ".join(block.text.split())))
        elif block.kind == "subheading":
            waiting = []  # another part of the page begins
    return tuple(part for number, block in enumerate(blocks) for part in (*added.get(number, ()), block))


def _unmarked(block: Block) -> Block:
    if not block.text.startswith(_CAPTION):
        return block
    return Block("caption", block.text.lstrip(_CAPTION + " "))


def _blocks(body: Any, title: str | None) -> tuple[Block, ...]:
    """The blocks of what the extractor found: its tree has `p`, `head`, `list`, `quote`, `table`."""
    blocks: list[Block] = []
    known = letters(title or "")

    def add(text: str, kind: BlockKind) -> None:
        text = safe_text("\n".join(" ".join(part.split()) for part in text.split("\x00"))).strip()
        if text.startswith(_CAPTION):
            kind, text = "caption", text.lstrip(_CAPTION + " ")
        if kind == "subheading" and known and letters(text) == known:
            if any(block.kind == "headline" for block in blocks):
                return
            kind = "headline"
        if text:
            blocks.append(Block(kind, text))

    def walk(element: Any, depth: int) -> None:
        if element.tag in ("p", "head", "item", "row", "cell", "ab", "code") and not _has_blocks(element):
            separator = " | " if element.tag == "row" else ""
            for part in _BLANK_LINE.split(_text(element, separator)):
                add(part, "subheading" if element.tag == "head" else "paragraph")
            return
        if element.text and element.text.strip():
            add(element.text, "paragraph")
        for child in element:
            if depth < 200 and isinstance(child.tag, str):
                walk(child, depth + 1) if child.tag in _PARTS else add(_text(child, ""), "paragraph")
            if child.tail and child.tail.strip():
                add(child.tail, "paragraph")

    walk(body, 0)
    return tuple(blocks)


_PARTS = frozenset("p head list item quote table row cell ab code div".split())  # noqa: SIM905


def _has_blocks(element: Any) -> bool:
    return next(element.iterdescendants("p", "head", "list", "quote", "table"), None) is not None


def _text(element: Any, separator: str) -> str:
    parts: list[str] = []
    for child in element.iter():
        if child.tag == "lb":
            parts.append("\x00")
        elif child.tag == "cell" and separator and any(part.strip() for part in parts):
            parts.append(separator)
        parts.append(child.text or "")
        if child is not element:
            parts.append(child.tail or "")
    return "".join(parts)
