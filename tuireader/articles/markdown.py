"""Markdown to passages: headings, paragraphs, items; links keep their words, pictures their description."""

from tuireader.articles.draft import Passage

LARGEST = 200_000
"""Characters; a longer text is read as plain, so that no input holds the parser for more than seconds."""


def markdown_passages(text: str) -> list[Passage]:
    """Parse CommonMark into passages of one line each. HTML tags are left out, their text stays."""
    from markdown_it import MarkdownIt

    # Entities were decoded before the text was made safe; decoding again could make new controls.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).disable("entity")
    # No address is kept, so none needs to be refused: a link's words are text wherever it leads.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
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
            if line:
                kind = (
                    "paragraph" if not heading else "subheading" if seen_heading or passages else "headline"
                )
                seen_heading = seen_heading or heading
                passages.append(Passage([line], kind))  # type: ignore[arg-type]
            passages += [Passage([" ".join(alt.split())], "caption") for alt in images if alt.strip()]
    return passages
