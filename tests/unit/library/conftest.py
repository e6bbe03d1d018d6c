"""A folder of small articles and a reader that takes their names from a line of the text, not from rules."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tuireader.articles.article import Article, Block
from tuireader.articles.identity import article_id, fold_hash, raw_hash
from tuireader.errors import ArticleError
from tuireader.library.library import Library
from tuireader.library.values import Reading, ScanReport, SourceSpec
from tuireader.names.values import CountryFound, Mention, Names, Person

Scan = Callable[..., ScanReport]


def _person(name: str, title: str = "Minister", country: str = "FR") -> Person:
    return Person(name, (name, name.split()[-1]), title, country or None, (Mention(1, 0, 3),))


def headlines(library: Library) -> list[str]:
    """Those of the whole library, newest first."""
    return [row.headline for row in library.rows(library.ids())]


def read_plainly(path: Path, shown_as: str) -> Reading:
    """Headline, a line `date; person, person=title=country; code, code`, then the text."""
    data = path.read_bytes()
    if b"\0" in data:
        raise ArticleError(f"{shown_as}: is not text", "Take it out")
    text = data.decode("utf-8")
    headline, facts, *paragraphs = text.splitlines()
    date, people, codes = (part.strip() for part in facts.split(";"))
    blocks = (Block("headline", headline), *(Block("paragraph", line) for line in paragraphs if line))
    article = Article(
        id=article_id(text),
        path=shown_as,
        headline=headline,
        headline_from="text",
        date=date or None,
        date_from="line" if date else None,
        place=None,
        source="Quire",
        byline=None,
        translator=None,
        language=None,
        blocks=blocks,
        removed=(),
        encoding="utf-8",
        warnings=(),
        original=text,
    )
    names = Names(
        tuple(
            _person(*(part.strip() for part in said.split("="))) for said in people.split(",") if said.strip()
        ),
        tuple(
            CountryFound(
                code.strip("? "),
                code.strip("? "),
                (code.strip("? "),),
                "weak" if "?" in code else "named",
                (),
            )
            for code in codes.split(",")
            if code.strip()
        ),
    )
    return Reading(article, names, raw_hash(data), fold_hash(text))


@pytest.fixture
def plainly() -> Callable[[Path, str], Reading]:
    """The reader of these tests, for those that scan by themselves."""
    return read_plainly


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the articles lie."""
    place = tmp_path / "articles"
    place.mkdir()
    return place


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def scan(library: Library, folder: Path) -> Scan:
    """Scans the folder as the source `desk`, or the sources given."""

    def run(*sources: SourceSpec, **options: object) -> ScanReport:
        given = sources or (SourceSpec("desk", str(folder)),)
        return library.scan(given, read=read_plainly, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Writes an article: `write("a.txt", "Headline", "2024-01-02", people=…, countries=…, text=…)`."""

    def put(
        name: str,
        headline: str,
        date: str = "",
        *,
        people: str = "",
        countries: str = "",
        text: str = "Text.",
    ) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{headline}\n{date}; {people}; {countries}\n{text}\n", "utf-8")
        return path

    return put
