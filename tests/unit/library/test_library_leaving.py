"""What a scan makes of files, folders and sources that are gone."""

import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.unit.library.conftest import headlines
from tuireader.library.library import Library
from tuireader.library.values import Read, ScanReport, SourceSpec

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]


def test_a_vanished_file_takes_its_article_along(library: Library, scan: Scan, write: Write) -> None:
    for number in range(8):
        write(f"{number}.txt", f"Number {number}", f"2024-01-0{number + 1}", people=f"Una Hartley{number}")
    scan()
    write("3.txt", "x").unlink()
    report = scan()
    assert report.removed == 1
    assert list(library.ids()) == list(range(7, 0, -1))
    assert "Number 3" not in headlines(library)
    assert len(library.people()) == 7


def test_half_of_a_source_vanishing_at_once_deletes_nothing(
    library: Library, scan: Scan, write: Write
) -> None:
    paths = [write(f"{number}.txt", f"Number {number}") for number in range(10)]
    scan()
    for path in paths[:6]:
        path.unlink()
    report = scan()
    assert (report.removed, library.count()) == (0, 10)
    assert any("6 of 10" in notice and "kept" in notice for notice in report.notices)


def test_a_root_that_is_gone_deletes_nothing(
    library: Library, scan: Scan, write: Write, folder: Path
) -> None:
    write("a.txt", "One")
    scan()
    shutil.rmtree(folder)
    report = scan()
    assert (report.removed, library.count()) == (0, 1)
    assert any(str(folder) in notice for notice in report.notices)


def test_a_source_taken_out_leaves_with_its_articles(
    library: Library, scan: Scan, write: Write, folder: Path, tmp_path: Path
) -> None:
    write("a.txt", "Here", people="Una Hartley")
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("There\n; ;\nText.\n")
    here, there = SourceSpec("desk", str(folder)), SourceSpec("other", str(other))
    scan(here, there)
    assert library.count() == 2
    assert scan(there).removed == 1
    assert scan(there).removed == 0
    assert headlines(library) == ["There"]
    assert library.people() == []
    assert [state.name for state in library.source_states()] == ["other"]


def test_what_another_source_still_holds_is_not_removed(
    scan: Scan, write: Write, folder: Path, tmp_path: Path, library: Library
) -> None:
    write("a.txt", "Here")
    write("b.txt", "Here alone")
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("b.txt"))
    here, copy = SourceSpec("desk", str(folder)), SourceSpec("copy", str(tmp_path / "copy"))
    scan(here, copy)
    assert scan(copy).removed == 1
    assert headlines(library) == ["Here"]


def test_a_source_never_seen_was_looked_for(library: Library, scan: Scan, folder: Path) -> None:
    missing = SourceSpec("missing", str(folder / "missing"))
    report = scan(missing)
    assert any("missing" in notice for notice in report.notices)
    assert library.source_states()[0].last_scan is not None


def test_files_that_go_or_move_cost_the_same_each_however_many_there_are(
    tmp_path: Path, plainly: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [0]

    class Counted(sqlite3.Connection):
        """Counts the work: hundreds of steps of SQLite's machine."""

        def __init__(self, *given: Any, **options: Any) -> None:
            super().__init__(*given, **options)
            self.set_progress_handler(self._step, 100)

        def _step(self) -> int:
            steps[0] += 1
            return 0

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Counted))

    def work(count: int, text: str) -> int:
        folder = tmp_path / f"{count} {text}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_text(f"The ferry\n; ; \n{text.format(number)}\n")
        with Library.open(tmp_path / f"{count} {text}.db") as library:
            spec = SourceSpec("desk", str(folder))
            assert library.scan([spec], read=plainly).added == count
            for number in range(0, count, 4):
                (folder / f"{number}.txt").unlink()
                (folder / f"{number + 1}.txt").rename(folder / f"moved {number}.txt")
            before = steps[0]
            assert library.scan([spec], read=plainly).removed == count // 2
            return steps[0] - before

    for text in ("Always the same.", "Of the year {0}."):
        few, many = work(60, text), work(480, text)
        assert many < 12 * few
