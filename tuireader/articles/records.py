"""What a format hands over: the text of one article, and what the format says of it beside the text."""

from dataclasses import dataclass, replace
from typing import Literal

from tuireader.articles.article import Block, Removed
from tuireader.errors import ArticleError

Markup = Literal["plain", "markdown"]
"""How the text of a record is to be read."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format states about an article outside its text; None where it states nothing.

    One terminal-safe line each. What is stated here stands before what the text itself says.
    """

    headline: str | None = None
    date: str | None = None
    """ISO 8601, as much as is stated, as in `Article.date`."""
    source: str | None = None
    byline: str | None = None
    translator: str | None = None
    place: str | None = None
    language: str | None = None
    """BCP 47 tag."""
    url: str | None = None
    """The address the article was published at; never opened by itself."""

    def over(self, other: "Stated") -> "Stated":
        """What is stated here and, where nothing is, what the other states."""
        own = {slot: mine for slot in Stated.__slots__ if (mine := getattr(self, slot)) is not None}
        return replace(other, **own)


_NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class Record:
    """One article as a format found it: decoded and terminal-safe, not yet cleaned."""

    text: str
    stated: Stated = _NOTHING_STATED
    stated_in: str = "front matter"
    """Where `stated` comes from, for `Article.date_from`: `record`, `feed`, `mail`, `page`."""
    markup: Markup = "plain"
    encoding: str = "utf-8"
    """Python's name of it."""
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    """What the format itself left out, such as the navigation of a page."""
    original: str | None = None
    """The untouched text where it is another than `text`: a page's source. Terminal-safe."""
    blocks: tuple[Block, ...] = ()
    """The same text in parts, where the format tells headings, paragraphs and captions apart, as a page
    does; `text` is then these parts with a blank line between."""

    @property
    def identity(self) -> str:
        """What makes two articles one: the text below its headline, as a file of its own would have it.

        Records of one feed may have the same text, or none, and be different articles by their titles.
        """
        headline = self.stated.headline
        if not headline or self.text.lstrip().startswith(headline):
            return self.text
        return f"{headline}\n\n{self.text}"


class NothingShown(ArticleError):
    """There is no word in it for a reader; the message is the reason."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "There is nothing to read in it")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article's share of a container, as bytes that another process can make a record of."""

    fragment: str | None
    """What follows `#` in its path: `12`, or `name.txt` in an archive; None when the file is one article."""
    format: str
    """Names the format that reads `data`."""
    data: bytes
    encoding: str | None = None
    """The file's, where splitting has decoded it and `data` is UTF-8; None: `data` is as the file has it."""
    warnings: tuple[str, ...] = ()
    """What a reader should know of how the piece was parted from its file and decoded."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record of a container that cannot become an article."""

    fragment: str
    reason: str
    """One terminal-safe line, without the path."""
    is_end: bool = False
    """Whether nothing behind it could be read, and nobody knows what there was."""
