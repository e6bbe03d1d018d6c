"""Libraries of small invented articles, read by the real rules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.search.engine import Answer, Searcher
from tuireader.search.marks import NO_MARKS, Marks

Find = Callable[..., list[str]]
"""Asks a query and gives the names of the files, best first, without their ending."""


@dataclass
class Written:
    """Marks of a test."""

    bookmarked: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    noted: dict[str, int] = field(default_factory=dict)
    highlighted: frozenset[str] = frozenset()
    tags: dict[str, frozenset[str]] = field(default_factory=dict)
    note_texts: tuple[tuple[str, str], ...] = ()


class Desk:
    """A searcher over articles, with file names in place of ids."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.searcher = Searcher(library)

    def names(self, answer: Answer) -> list[str]:
        """The files of an answer, best first."""
        return [Path(row.path).stem for row in self.library.rows(answer.ids)]

    def find(self, query: str, marks: Marks = NO_MARKS, **options: object) -> list[str]:
        """The files that a query finds, best first."""
        return self.names(self.searcher.run(query, marks, **options))  # type: ignore[arg-type]

    def uid(self, name: str) -> str:
        """The id of the article in a file."""
        return self.library.resolve(f"{name}.txt")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The five seeds; a file is called by its first three digits."""
    with Library.open(tmp_path_factory.mktemp("seeds") / "library.db") as library:
        library.scan([SourceSpec("seeds", "")])
        yield Desk(library)


@pytest.fixture
def desk_of(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str]], Desk]]:
    """Makes a desk of articles given as file name and text."""
    opened: list[Library] = []

    def make(texts: Mapping[str, str]) -> Desk:
        folder = tmp_path / f"articles{len(opened)}"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        library = Library.open(tmp_path / f"library{len(opened)}.db")
        opened.append(library)
        library.scan([SourceSpec("desk", str(folder))])
        return Desk(library)

    yield make
    for library in opened:
        library.close()
