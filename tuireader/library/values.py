"""What the library takes and hands out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tuireader.articles.article import Article
from tuireader.names.values import CountryFound, Names, Person

if TYPE_CHECKING:
    from tuireader.library.manner import Manner


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A folder or file to read; the list of them lives in the notebook."""

    name: str
    path: str
    """As the user gave it; the empty path is the bundled seeds. The library keeps and tells name and path
    as `path_text` has them."""
    manner: "Manner | None" = None
    """How its files are read; None: as where nothing is set."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file yields: pure, so that it can be made in another process."""

    article: Article
    names: Names
    raw_hash: str
    """Of the file's bytes."""
    fold_hash: str
    """Of the folded text: equal for two copies that differ in spacing, quotes or encoding."""


Read = Callable[[Path, str], Reading]
"""Makes a Reading from a file and the path to show it under; raises ArticleError."""

Known = Callable[[str, str, Callable[[], str]], str | None]
"""The id under which an article is known elsewhere: from its path, `raw_hash` and what gives its text."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what was found in it, as the library keeps it."""

    article: Article
    people: tuple[Person, ...]
    countries: tuple[CountryFound, ...]
    also: tuple[str, ...]
    """Further paths that hold the same text."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article."""

    id: int
    """Its place in the order of dates, from 1 (oldest); changes when the library is ordered anew."""
    uid: str
    """Its lasting id, 16 hex digits."""
    headline: str
    headline_from: str
    date: str | None
    source: str | None
    place: str | None
    words: int
    path: str


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that could not become an article."""

    source: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan has come in one source."""

    source: str
    done: int
    """Files and records that are done."""
    total: int | None
    """None while nobody knows how many records there are."""
    path: str
    rate: float | None = None
    """Articles a second, once that can be told."""
    seconds_left: float | None = None
    """A guess, from the bytes that are left to read."""
    share: float | None = None
    """How much of the work is done, 0 to 1, in bytes on the disk or in articles put in order."""
    phase: Literal["reading", "ordering"] = "reading"
    """Reading files, or putting what was read in the order of dates."""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan did, in files except `ignored`."""

    added: int
    updated: int
    unchanged: int
    removed: int
    skipped: tuple[SkippedFile, ...]
    ignored: int
    """Files of other kinds, hidden ones included."""
    seconds: float
    notices: tuple[str, ...] = ()
    """One line each: a root that is gone, a rebuilt library."""
    stopped: bool = False
    """Whether `stop` ended the scan early; what was read until then is kept."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the library knows of one source."""

    name: str
    path: str
    articles: int
    files: int
    last_scan: str | None
    """ISO 8601, UTC: when it was last gone through, or, never having been there, first looked for. None
    before the first scan that was not cut short."""
    skipped: tuple[SkippedFile, ...]
    ignored: int


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person across all articles."""

    name: str
    key: str
    articles: int
    mentions: int
    forms: tuple[str, ...]
    """Most used first."""
    titles: tuple[str, ...]
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes, most used first."""
    is_name_alone: bool = False
    """Whether it is a name that several articles have alone and no one person: no titles or countries."""


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """A country across all articles."""

    code: str
    name: str
    articles: int
    mentions: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as search sees one: an entity with every form it goes by."""

    entity: int
    name: str
    articles: int
    forms: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Term:
    """A word that occurs in the library."""

    text: str
    articles: int
    """How many articles hold it anywhere."""
    heads: int
    """How many hold it in the headline, a name, a country or the place."""
    names: int
    """How many hold it in the name of a person."""
