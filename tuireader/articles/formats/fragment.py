"""HTML to blocks of text: what a reader would see of it, headings and captions told apart.

For the pieces of HTML that feeds, mail and records carry, and for what is left of a page. Scripts, styles,
forms and what is hidden are left out; addresses are not kept. Nothing is ever fetched.
"""

import re
from typing import Any, Literal

from tuireader.articles.article import Block, BlockKind, Removed
from tuireader.articles.formats.furniture import hide_furniture, left_out
from tuireader.text.safe import safe_text

_UNSEEN = frozenset(
    """
    audio button canvas datalist embed head iframe input map math noscript object option script select
    style svg template textarea title video
    """.split()  # noqa: SIM905
)
_BREAKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary
    table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subheading"),
    "figcaption": "caption",
}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


Depth = Literal["usual", "deep", "cut"]
"""How deeply a page is nested: as usual, deeper, or so deeply that a part was left out."""


def parsed(html: bytes) -> tuple[Any, Depth]:
    """The tree of a page in UTF-8, None where there is nothing in it, and how deeply it is nested.

    libxml2 leaves out what lies below 256 levels, or below 2,048 where so many are asked for.
    """
    tree, is_whole = _parsed(html, huge=False)
    if is_whole:
        return tree, "usual"
    tree, is_whole = _parsed(html, huge=True)
    return tree, "deep" if is_whole else "cut"


def _parsed(html: bytes, *, huge: bool) -> tuple[Any, bool]:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=huge
    )
    try:
        tree = lxml_html.document_fromstring(html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    return tree, not any(error.message.startswith("Excessive depth") for error in parser.error_log)


def fragment_blocks(html: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, safe to show; `<br>` is a line end within one."""
    tree, _ = parsed(html.encode("utf-8", "replace"))
    return () if tree is None else tree_blocks(tree)


def fragment_parts(html: str) -> tuple[tuple[Block, ...], tuple[Removed, ...]]:
    """The blocks of a piece of HTML without what it names as no part of the article, and that."""
    tree, _ = parsed(html.encode("utf-8", "replace"))
    if tree is None:
        return (), ()
    shown = tree_blocks(tree)
    if not hide_furniture(tree, sum(len(block.text) for block in shown)):
        return shown, ()
    kept = tree_blocks(tree)
    return kept, left_out(shown, kept)


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The blocks as plain text, a blank line between."""
    return "\n\n".join(block.text for block in blocks)


def tree_blocks(tree: Any) -> tuple[Block, ...]:
    """The blocks of a tree in the order of the page."""
    from lxml import etree

    blocks: list[Block] = []
    words: list[str] = []
    kinds: list[BlockKind] = ["paragraph"]

    def close() -> None:
        text = safe_text(
            re.sub(r" ?\n ?", "\n", _SPACES.sub(" ", "".join(words)).replace("\x00", "\n"))
        ).strip()
        words.clear()
        if text:
            blocks.append(Block(kinds[-1], re.sub(r"\n{2,}", "\n", text)))

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if not tag or tag in _UNSEEN or _is_hidden(element):
                walk.skip_subtree()
                continue
            if tag in _BREAKS:
                close()
            if kind := _kind(tag, element):
                kinds.append(kind)
            if tag == "br":
                words.append("\x00")
            words.append(_text(element.text, tag))
        else:
            if tag in _BREAKS and tag and tag not in _UNSEEN and not _is_hidden(element):
                close()
                if _kind(tag, element):
                    kinds.pop()
            words.append(_text(element.tail, ""))
    close()
    return tuple(blocks)


def _kind(tag: str, element: Any) -> BlockKind | None:
    """What the element makes of its text; None: nothing else than what it stands in."""
    if tag == "p" and "wp-caption-text" in (element.get("class") or ""):
        return "caption"  # WordPress had captions before HTML had
    return _KINDS.get(tag)


def _text(text: str | None, tag: str) -> str:
    if not text:
        return ""
    text = text.replace("\x00", "")
    return text.replace("\n", "\x00") if tag == "pre" else text


def _is_hidden(element: Any) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style") or "") is not None
    )
