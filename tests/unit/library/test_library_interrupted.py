"""A scan cut short at any point: the next complete one leaves the library as if nothing had happened."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tuireader.library import appearances
from tuireader.library.library import Library
from tuireader.library.ordering import FullText
from tuireader.library.values import Reading, SourceSpec
from tuireader.library.writing import Writer

Read = Callable[[Path, str], Reading]

STEPS = {
    "remove": (Writer, "remove"),
    "settle": (FullText, "settle"),
    "counting": (appearances, "count_again"),
}
"""Steps of putting a library in order that a scan may be cut short at."""

PEOPLE = ("Una Hartley", "Tom Brinkley", "Ada Coalville")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Library]]:
    """Opens libraries by name."""
    libraries: list[Library] = []

    def make(name: str) -> Library:
        libraries.append(Library.open(tmp_path / f"{name}.db"))
        return libraries[-1]

    yield make
    for library in libraries:
        library.close()


def put(path: Path, headline: str, day: int, *people: str, text: str = "Text of it.") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{headline}\n2024-01-{day:02}; {', '.join(people)}; FR\n{text}\n", "utf-8")


def fill(root: Path) -> list[SourceSpec]:
    """Three sources; the first article of each is also in the next."""
    for number, name in enumerate("abc"):
        for day in range(4):
            put(root / name / f"{day}.txt", f"{name} number {day}", day * 3 + number + 1, PEOPLE[number])
    shutil.copy(root / "a" / "0.txt", root / "b" / "copy.txt")
    shutil.copy(root / "b" / "0.txt", root / "c" / "copy.txt")
    return [SourceSpec(name, str(root / name)) for name in "abc"]


def change(root: Path) -> list[SourceSpec]:
    """Source a is taken out; in b and c articles come, change and go."""
    put(root / "b" / "1.txt", "b number 1", 30, "Una Hartley", text="Text of it, and a postscript.")
    put(root / "b" / "new.txt", "Lanterns", 2, "Tom Brinkley", "Una Hartley")
    (root / "b" / "0.txt").unlink()
    put(root / "c" / "new.txt", "Anvils", 29, "Ada Coalville")
    put(root / "c" / "2.txt", "Wholly other", 1, text="Nothing here was there before today at all.")
    return [SourceSpec(name, str(root / name)) for name in "bc"]


def state(library: Library) -> dict[str, Any]:
    """All that a reader can tell of a library, but the times of scans."""
    ids = library.ids()
    return {
        "rows": [(row.id, row.uid, row.headline, row.date, row.path) for row in library.rows(ids)],
        "also": [stored.also for uid in library.uids(ids) if (stored := library.article(uid))],
        "people": library.people(),
        "countries": library.countries(),
        "words": library.terms_starting("", 10_000),
        "lanterns": list(library.match("alltext", '"lanterns"')),
        "sources": [(s.name, s.articles, s.files, s.last_scan is None) for s in library.source_states()],
    }


def failing_at(number: int, reads: Read) -> Read:
    """Reads, but the file of this number is never read: the user has had enough."""
    seen = 0

    def read(path: Path, shown_as: str) -> Reading:
        nonlocal seen
        seen += 1
        if seen == number:
            raise KeyboardInterrupt
        return reads(path, shown_as)

    return read


def scan_badly(library: Library, sources: list[SourceSpec], reads: Read, at: int | str) -> None:
    """Scan until the file of this number, or until this step of putting the library in order."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    reads = failing_at(at, reads) if isinstance(at, int) else reads
    with pytest.MonkeyPatch.context() as patch:
        if isinstance(at, str):
            patch.setattr(*STEPS[at], stop)
        with pytest.raises(KeyboardInterrupt):
            library.scan(sources, read=reads)


@pytest.mark.promise("P21")
@pytest.mark.parametrize("at", [1, 4, 5, 6, 10, 11, 14, "settle", "counting"])
def test_an_interrupted_first_scan_is_made_up_for(
    opened: Callable[[str], Library], tmp_path: Path, plainly: Read, at: int | str
) -> None:
    sources = fill(tmp_path)
    calm, broken = opened("calm"), opened("broken")
    calm.scan(sources, read=plainly)
    scan_badly(broken, sources, plainly, at)
    assert all(source.last_scan is None for source in broken.source_states())
    broken.scan(sources, read=plainly)
    assert state(broken) == state(calm)


@pytest.mark.promise("P21")
@pytest.mark.parametrize("at", [1, 2, 3, 4, "remove", "settle", "counting"])
def test_an_interrupted_update_is_made_up_for(
    opened: Callable[[str], Library], tmp_path: Path, plainly: Read, at: int | str
) -> None:
    calm, broken = opened("calm"), opened("broken")
    before = fill(tmp_path)
    calm.scan(before, read=plainly)
    broken.scan(before, read=plainly)
    after = change(tmp_path)
    calm.scan(after, read=plainly)
    scan_badly(broken, after, plainly, at)
    assert "a" in [source.name for source in broken.source_states() if source.last_scan is None]
    broken.scan(after, read=plainly)
    assert state(broken) == state(calm)


def test_one_interruption_after_the_other(
    opened: Callable[[str], Library], tmp_path: Path, plainly: Read
) -> None:
    calm, broken = opened("calm"), opened("broken")
    scan_badly(broken, fill(tmp_path), plainly, 6)
    after = change(tmp_path)
    scan_badly(broken, after, plainly, 3)
    scan_badly(broken, after, plainly, "counting")
    broken.scan(after, read=plainly)
    calm.scan(after, read=plainly)
    assert state(broken) == state(calm)


def test_what_an_interrupted_scan_left_is_reported_removed(
    opened: Callable[[str], Library], tmp_path: Path, plainly: Read
) -> None:
    library = opened("library")
    sources = fill(tmp_path)
    library.scan(sources, read=plainly)
    put(tmp_path / "c" / "new.txt", "Anvils", 29)
    scan_badly(library, sources[2:], plainly, 1)
    # `a` and `b` hold eight articles, one of which `c` holds too.
    assert library.scan(sources[2:], read=plainly).removed == 7
    assert library.scan(sources[2:], read=plainly).removed == 0


def test_a_finished_library_is_not_looked_through_again(
    opened: Callable[[str], Library], tmp_path: Path, plainly: Read
) -> None:
    library = opened("library")
    sources = fill(tmp_path)
    scan_badly(library, sources, plainly, 7)
    library.scan(sources, read=plainly)
    before = library.generation
    library.scan(sources, read=plainly)
    assert library.generation == before
