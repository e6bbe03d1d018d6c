"""What a scan makes of new and unreadable files, and how it tells of itself."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.library.conftest import headlines
from tuireader.library.library import Library
from tuireader.library.values import Progress, ScanReport, SourceSpec

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]

LONG = (
    "The mill by the river grinds rye from the first frost until the last of the snow is gone from the fields"
)


def test_new_files_become_articles_newest_first(library: Library, scan: Scan, write: Write) -> None:
    write("b.txt", "Middle", "2024-03-01")
    write("a.txt", "Undated")
    write("c.txt", "Newest", "2024-05-01")
    write("d.txt", "Oldest", "2023")
    report = scan()
    assert (report.added, report.updated, report.removed, report.skipped) == (4, 0, 0, ())
    assert headlines(library) == ["Newest", "Middle", "Oldest", "Undated"]
    assert list(library.ids()) == [4, 3, 2, 1]
    assert list(library.ids("oldest")) == [1, 2, 3, 4]


def test_within_a_day_paths_run_forwards(library: Library, scan: Scan, write: Write) -> None:
    for name in "bca":
        write(f"{name}.txt", f"Article {name}", "2024-03-01")
    scan()
    assert headlines(library) == ["Article a", "Article b", "Article c"]


def test_nothing_new_reads_nothing(library: Library, scan: Scan, write: Write, folder: Path) -> None:
    write("a.txt", "One", "2024-01-01")
    scan()
    before = library.generation

    def never(path: Path, shown_as: str) -> object:
        raise AssertionError(f"{path} was read again")

    report = library.scan([SourceSpec("desk", str(folder))], read=never)  # type: ignore[arg-type]
    assert (report.added, report.unchanged) == (0, 1)
    assert library.generation == before


def test_records_of_a_day_stand_in_the_order_of_their_numbers(library: Library, folder: Path) -> None:
    said = [{"title": f"Number {number}", "date": "2024-03-01", "text": LONG} for number in range(1, 13)]
    said[1] = said[10] = said[9]
    lines = "".join(json.dumps(record) + "\n" for record in said)
    (folder / "shelf.jsonl").write_text(lines + "{\n" * 12)
    spec = SourceSpec("desk", str(folder))
    library.scan([spec])
    shown = [Path(row.path).name for row in library.rows(library.ids())]
    assert shown == [f"shelf.jsonl#{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12)]
    copied = library.article(library.resolve(f"{folder}/shelf.jsonl#10"))
    assert copied is not None
    assert copied.also == (f"{folder}/shelf.jsonl#10", f"{folder}/shelf.jsonl#11")
    (state,) = library.source_states()
    assert [skip.path.partition("#")[2] for skip in state.skipped] == [str(n) for n in range(13, 25)]
    (folder / "shelf.jsonl").write_text("".join(json.dumps(record) + "\n" for record in said * 2))
    library.scan([spec])
    assert [Path(row.path).name for row in library.rows(library.ids())] == shown


def test_files_without_an_ending_are_not_looked_into_again(
    library: Library, scan: Scan, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("letter", "A letter")
    (folder / "program").write_bytes(b"\x7fELF\0\0 \0")
    report = scan()
    assert (report.added, report.ignored) == (1, 1)
    opened: list[str] = []
    really = os.open

    def counted(path: str, *given: Any, **options: Any) -> int:
        if str(path).startswith(str(folder)):
            opened.append(Path(path).name)
        return really(path, *given, **options)

    monkeypatch.setattr(os, "open", counted)
    report = scan()
    assert (report.unchanged, report.ignored, opened) == (1, 1, [])
    (folder / "program").write_bytes(b"\x7fELF\0\0 \0\0")
    write("other", "Another letter")
    report = scan()
    assert (report.added, report.unchanged, report.ignored) == (1, 1, 1)
    assert opened == ["other", "program"]
    opened.clear()
    (folder / "program").unlink()
    assert scan().ignored == 0
    assert opened == []


def test_an_older_article_that_comes_later_is_put_in_its_place(
    library: Library, scan: Scan, write: Write
) -> None:
    write("new.txt", "New", "2024-06-01", text="lantern")
    scan()
    write("old.txt", "Old", "2024-01-01", text="anvil")
    assert scan().added == 1
    assert headlines(library) == ["New", "Old"]
    assert list(library.ids()) == [2, 1]
    assert list(library.match("alltext", '"anvil"')) == [1]
    assert list(library.match("alltext", '"lantern"')) == [2]


def test_what_cannot_be_read_is_remembered_with_its_reason(
    library: Library, scan: Scan, write: Write, folder: Path
) -> None:
    write("good.txt", "Good")
    (folder / "bad.txt").write_bytes(b"a\0b")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    first, second = scan(), scan()
    assert [file.reason for file in first.skipped] == [f"{folder / 'bad.txt'}: is not text"]
    assert second.skipped == first.skipped
    (state,) = library.source_states()
    assert (state.articles, state.files, state.ignored, state.skipped) == (1, 1, 1, first.skipped)
    assert state.last_scan is not None


def test_a_reader_that_stumbles_does_not_end_the_scan(library: Library, write: Write, folder: Path) -> None:
    write("a.txt", "One")

    def stumble(path: Path, shown_as: str) -> object:
        raise RecursionError("too deep")

    report = library.scan([SourceSpec("desk", str(folder))], read=stumble)  # type: ignore[arg-type]
    assert "too deep" in report.skipped[0].reason


def test_a_file_is_skipped_until_it_is_mended(library: Library, scan: Scan, folder: Path) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"a\0b")
    scan()
    path.write_text("Mended\n; ;\nText.\n")
    report = scan()
    assert (report.added, report.skipped) == (1, ())
    assert headlines(library) == ["Mended"]


def test_progress_counts_to_the_end_and_stop_keeps_what_was_read(
    library: Library, scan: Scan, write: Write
) -> None:
    for number in range(5):
        write(f"{number}.txt", f"Number {number}", f"2024-01-0{5 - number}")
    seen: list[Progress] = []
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 3

    report = scan(progress=seen.append, stop=enough)
    assert (seen[-1].done, seen[-1].total) == (3, 5)
    assert report.stopped
    assert (report.added, library.count()) == (3, 3)
    report = scan(progress=seen.append)
    assert (seen[-1].done, seen[-1].total) == (5, 5)
    assert headlines(library) == [f"Number {number}" for number in range(5)]


def test_a_scan_is_announced_to_readers(library: Library, scan: Scan, write: Write, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as other:
        before = other.generation
        write("a.txt", "One")
        scan()
        assert other.generation > before
        assert other.count() == 1


def test_a_name_that_is_no_utf8_is_read_all_the_same(library: Library, scan: Scan, folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Café\n; ;\nText.\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    assert scan().added == 1
    assert scan().unchanged == 1
    assert library.rows(library.ids())[0].path.endswith("caf\\xe9.txt")


def test_a_single_file_is_a_source(library: Library, scan: Scan, write: Write) -> None:
    path = write("a.txt", "Alone")
    write("b.txt", "Other")
    scan(SourceSpec("one", str(path)))
    assert headlines(library) == ["Alone"]


def test_the_seeds_are_the_source_without_a_path(tmp_path: Path) -> None:
    with Library.open(tmp_path / "seeds.db") as library:
        report = library.scan([SourceSpec("seeds", "")])
        assert (report.added, report.skipped) == (5, ())
        assert [row.path[-24:][:3] for row in library.rows(library.ids())] == [
            "001",
            "002",
            "004",
            "000",
            "003",
        ]
        assert library.people("phung si tan")[0].name == "Phung Si Tan"
        assert library.countries()[0].code == "VN"
