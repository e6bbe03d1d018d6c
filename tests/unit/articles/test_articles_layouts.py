"""Invented articles in the layouts of many wires, papers and pages; what each must become stands in it.

`layouts/*.txt` hold articles of this form. `=== name`, then `@ field: value` for what must be found (what
is not named must be None), then the lines of the file, each with what it must become before it: `H`
headline, `D` deck, `S` subheading, `P` paragraph, `C` caption, `+` joined to the line before, `-` taken
out. `⟦…⟧` is taken out within a line; at `¶`, where the file has nothing, a new paragraph must begin.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tuireader.articles.article import Article
from tuireader.articles.reading import article_from_bytes

LAYOUTS = Path(__file__).with_name("layouts")
_LINE = re.compile(r"(?P<before>⟦[^⟧]*⟧)?(?P<kind>[HDSPC+-])(?: (?P<text>.*))?")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))")
_PROSE = {"D": "prose", "S": "prose", "P": "prose", "C": "caption", "H": "headline"}
_ENTITIES = {"&amp;": "&", "&ndash;": "–", "&nbsp;": " ", "&ldquo;": "“", "&rdquo;": "”", "&quot;": '"'}


@dataclass(frozen=True)
class Layout:
    """A file as a crawler left it, and what must be found in it."""

    name: str
    path: str
    data: bytes
    stated: dict[str, str | None]
    headline: str | None
    blocks: list[tuple[str, str]]
    """Headlines, prose and captions in order."""


def _read(entry: str) -> Layout:
    name, *lines = entry.split("\n")
    stated: dict[str, str | None] = dict.fromkeys(("date", "place", "source", "byline", "translator"))
    raw: list[str] = []
    blocks: list[tuple[str, str]] = []
    path = "story.txt"
    for line in lines:
        if line.startswith("@ "):
            field, _, value = line[2:].partition(": ")
            if field == "path":
                path = value
            else:
                stated[field] = value
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            assert not line.strip(), f"{name}: {line}"
            raw.append("")
            continue
        text = (match["before"] or "") + (match["text"] or "")
        raw.append(re.sub("[⟦⟧¶]", "", text))
        clean = re.sub("⟦[^⟧]*⟧", "", text)
        if match["kind"] == "+":
            kind, before = blocks.pop()
            broken = raw[-2].endswith("-")
            blocks.append((kind, before + ("" if broken else " ") + clean))
        elif match["kind"] != "-":
            blocks.append((_PROSE[match["kind"]], clean))
    blocks = [(kind, _clean(part)) for kind, text in blocks for part in text.split("¶")]
    headline = next((text for kind, text in blocks if kind == "headline"), None)
    data = _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), "\n".join(raw)).encode()
    return Layout(name.strip(), path, data, stated, stated.pop("headline", None) or headline, blocks)


def _clean(text: str) -> str:
    text = _ESCAPE.sub(lambda m: {0xAD: ""}.get(int(m[1] or m[2], 16), chr(int(m[1] or m[2], 16))), text)
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return " ".join(text.split())


def read_layouts(path: Path) -> list[Layout]:
    return [_read(entry) for entry in re.split(r"^=== ", path.read_text("utf-8"), flags=re.M)[1:]]


def found_in(layout: Layout) -> Article:
    return article_from_bytes(layout.data, layout.path)


def complaints(layout: Layout) -> list[str]:
    """Where the article is not what it must be; a line each."""
    article = found_in(layout)
    wrong = [
        f"{field}: {getattr(article, field)!r} for {value!r}"
        for field, value in layout.stated.items()
        if getattr(article, field) != value
    ]
    headline = article.headline if article.headline_from == "text" else None
    if headline != layout.headline:
        wrong.append(f"headline: {headline!r} for {layout.headline!r}")
    blocks = [(b.kind if b.kind in ("headline", "caption") else "prose", b.text) for b in article.blocks]
    if layout.headline and not any(kind == "headline" for kind, _ in layout.blocks):
        blocks = [block for block in blocks if block[0] != "headline"]
    wrong += [f"lacks {block}" for block in layout.blocks if block not in blocks]
    wrong += [f"has {block}" for block in blocks if block not in layout.blocks]
    if not wrong and blocks != layout.blocks:
        wrong.append("the blocks stand in another order")
    return wrong


@pytest.mark.parametrize(
    "layout",
    [layout for path in sorted(LAYOUTS.glob("*.txt")) for layout in read_layouts(path)],
    ids=lambda layout: layout.name,
)
def test_layouts(layout: Layout) -> None:
    assert complaints(layout) == []
