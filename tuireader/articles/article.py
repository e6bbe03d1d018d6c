"""What an article is: the values every other room works with."""

from dataclasses import dataclass
from typing import Literal

from tuireader.text.plain import word_count

BlockKind = Literal["headline", "deck", "subheading", "paragraph", "caption"]
"""What a block is in the article: its given headline, the line under it, a crosshead, prose, a caption."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, caption, headline or subheading, clean and without line breaks."""

    kind: BlockKind
    text: str
    credit: str | None = None
    """Who took the photo, for a caption that says so: `VNA` of `(Photo: VNA)`."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the original that cleaning took out of the text, and the rule that did."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with what was found around and in it; people and countries stand apart (`names`)."""

    id: str
    """16 lower-case hex digits made from the folded original text; equal texts have equal ids."""
    path: str
    """Where it was read from, as the user would write it; `file.jsonl#12` for a record in a container."""
    headline: str
    """Given in the text, or derived from its first sentence; one line, never empty."""
    headline_from: Literal["text", "derived"]
    date: str | None
    """ISO 8601, as much as is stated: `2024-12-22`, `2024-12`, `--12-22` when the year is not said."""
    date_from: str | None
    """Where the date was stated: `prefix`, `line`, `dateline`, `front matter`, `file name`, or what the
    record was: `record`, `feed`, `mail`, `page`."""
    place: str | None
    """The place of the dateline, as printed: `Hanoi`."""
    source: str | None
    """The agency or publisher as stated: `VNA`. Never inferred from a photo credit."""
    byline: str | None
    translator: str | None
    language: str | None
    """BCP 47 tag, where it is stated."""
    blocks: tuple[Block, ...]
    """In the order of the document. A given headline is a block; a derived one is not."""
    removed: tuple[Removed, ...]
    encoding: str
    warnings: tuple[str, ...]
    """What a reader should know: bytes replaced, encoding guessed. One line each."""
    original: str
    """The decoded, terminal-safe text before any cleaning."""
    url: str | None = None
    """The address it was published at, where it is stated; never opened by itself."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The prose: paragraphs, decks and subheadings, in order."""
        return tuple(b.text for b in self.blocks if b.kind in ("paragraph", "deck", "subheading"))

    @property
    def captions(self) -> tuple[str, ...]:
        """The photo captions without their credits, in order."""
        return tuple(b.text for b in self.blocks if b.kind == "caption")

    @property
    def text(self) -> str:
        """All blocks parted by a blank line: what notes are anchored to."""
        return "\n\n".join(b.text for b in self.blocks)

    @property
    def block_starts(self) -> tuple[int, ...]:
        """Where each block begins in `text`, in code points."""
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 2
        return tuple(starts)

    @property
    def words(self) -> int:
        """Words of prose, for the length and the minutes left."""
        return word_count("\n".join(self.paragraphs))
