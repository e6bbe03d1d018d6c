"""Thousands of articles that go or change in one scan: SQLite's full-text tables hold 2,000 segments at most,
and a segment is written each time that words go to a place before the last."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec

MANY = 2010
NEWEST = datetime.date(2024, 1, 1)


@pytest.fixture
def desks(tmp_path: Path) -> list[SourceSpec]:
    """Two sources of many articles; by their paths the newest come first, so that places run backwards."""
    specs = [SourceSpec(name, str(tmp_path / name)) for name in ("one", "two")]
    for spec in specs:
        Path(spec.path).mkdir()
        for number in range(MANY):
            write(spec, number, "grinds rye")
    return specs


def write(spec: SourceSpec, number: int, words: str) -> None:
    day = NEWEST - datetime.timedelta(days=number)
    text = (
        f"Mill {number}\n{day};;\nThe mill of {spec.name} by river {number} {words} from the first frost.\n"
    )
    (Path(spec.path) / f"{number:05}.txt").write_text(text, "utf-8")


def found(library: Library, words: str) -> int:
    return library.count_matches("alltext", words)


def test_thousands_of_articles_can_go_and_change_at_once(
    library: Library, desks: list[SourceSpec], plainly: Callable[..., object]
) -> None:
    def scan(*specs: SourceSpec) -> None:
        library.scan(specs, read=plainly)  # type: ignore[arg-type]

    scan(*desks)
    assert (library.count(), found(library, "rye"), found(library, "one")) == (2 * MANY, 2 * MANY, MANY)
    for number in range(MANY):
        write(desks[0], number, "grinds oats")
    scan(*desks)
    assert (library.count(), found(library, "rye"), found(library, "oats")) == (2 * MANY, MANY, MANY)
    scan(desks[0])
    assert (library.count(), found(library, "rye"), found(library, "two")) == (MANY, 0, 0)
    assert not library.damage()


@pytest.mark.parametrize("kept", [2, MANY])
def test_a_source_leaves_the_words_of_the_others(
    library: Library, desks: list[SourceSpec], plainly: Callable[..., object], kept: int
) -> None:
    for path in sorted(Path(desks[1].path).iterdir())[kept:]:
        path.unlink()
    library.scan(desks, read=plainly)  # type: ignore[arg-type]
    library.scan(desks[1:], read=plainly)  # type: ignore[arg-type]
    assert (library.count(), found(library, "rye"), found(library, "one")) == (kept, kept, 0)
    assert [row.headline for row in library.rows(library.ids()[:1])] == ["Mill 0"]
    assert [term.text for term in library.terms_starting("grinds", 2)] == ["grinds"]
    assert library.term("one") is None
    assert not library.damage()
