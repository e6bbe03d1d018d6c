"""Markdown to passages: headings, paragraphs, items; links keep their words, pictures their description."""

import html
import re
from collections import Counter

from tuireader.articles.draft import Draft, Passage
from tuireader.articles.shortcodes import as_caption, without_shortcodes

LARGEST = 200_000
"""Characters; a longer text is read as plain, so that no input holds the parser for more than seconds."""


_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(audio|button|canvas|datalist|head|iframe|map|math|noscript|object|script"
    r"|select|style"
    r"|svg|template|textarea|title|video)(?=[\s>/]).*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def markdown_passages(text: str, draft: Draft) -> list[Passage]:
    """Parse CommonMark into passages of one line each. HTML tags are left out, their text stays.

    What HTML does not show, such as scripts, goes by the rule `hidden markup`.
    """
    from markdown_it import MarkdownIt

    # Entities were decoded before the text was made safe; decoding again could make new controls.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).disable("entity")
    # No address is kept, so none needs to be refused: a link's words are text wherever it leads.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    text, captions = without_shortcodes(text, draft)
    passages: list[Passage] = []
    heading = False
    seen_heading = False
    for token in parser.parse(text):
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type in ("fence", "code_block"):
            passages += [Passage([line.strip()]) for line in token.content.split("\n") if line.strip()]
        elif token.type == "html_block":
            for passage in _html_passages(token.content, draft):
                if passage.kind == "subheading" and not seen_heading and not passages:
                    passage.kind = "headline"
                seen_heading = seen_heading or passage.kind != "paragraph"
                passages.append(passage)
        elif token.type == "inline" and token.children is not None:
            words: list[str] = []
            images: list[str] = []
            for child in token.children:
                if child.type in ("text", "code_inline"):
                    words.append(child.content)
                elif child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
                    words.append(" ")
                elif child.type == "image":
                    images.append(child.content)
            line = " ".join("".join(words).split())
            if (caption := as_caption(line, captions)) is not None:
                passages.append(Passage([caption], "caption"))
            elif line:
                kind = (
                    "paragraph" if not heading else "subheading" if seen_heading or passages else "headline"
                )
                seen_heading = seen_heading or heading
                passages.append(Passage([line], kind))  # type: ignore[arg-type]
            passages += [Passage([" ".join(alt.split())], "caption") for alt in images if alt.strip()]
    return passages


def _html_passages(source: str, draft: Draft) -> list[Passage]:
    """What a block of HTML shows; the rest of its words is taken by name, or kept where the rule is off."""
    from tuireader.articles.formats.fragment import fragment_blocks

    def unseen(match: re.Match[str]) -> str:
        return " " if draft.take("hidden markup", match[0].strip()) else f"<p>{html.escape(match[0])}</p>"

    source = _UNSEEN.sub(unseen, source)
    passages = [Passage([" ".join(block.text.split())], block.kind) for block in fragment_blocks(source)]
    shown = Counter(word for passage in passages for word in _WORD.findall(passage.text))
    hidden: list[str] = []
    for word in _WORD.findall(html.unescape(_TAG.sub(" ", source))):
        if shown[word] > 0:
            shown[word] -= 1
        else:
            hidden.append(word)
    if hidden and not draft.take("hidden markup", words := " ".join(hidden)):
        passages.append(Passage([words]))
    return passages
