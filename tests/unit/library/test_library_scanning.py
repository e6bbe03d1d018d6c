"""What a scan makes of new, changed, moved, copied and vanished files."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tuireader.library.library import Library
from tuireader.library.values import Progress, Read, ScanReport, SourceSpec

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]

LONG = (
    "The mill by the river grinds rye from the first frost until the last of the snow is gone from the fields"
)


def headlines(library: Library) -> list[str]:
    return [row.headline for row in library.rows(library.ids())]


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


def test_a_changed_text_stays_the_same_article(library: Library, scan: Scan, write: Write) -> None:
    path = write("a.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=LONG)
    scan()
    (uid,) = library.uids(library.ids())
    write("a.txt", "Mill grinds rye", "2024-01-02", people="Una Hartley", text=f"{LONG}, says the miller")
    report = scan()
    assert (report.added, report.updated) == (0, 1)
    stored = library.article(uid)
    assert stored is not None
    assert "says the miller" in stored.article.text
    assert list(library.match("alltext", '"miller"')) == [1]
    assert [(p.name, p.articles, p.mentions) for p in library.people()] == [("Una Hartley", 1, 1)]
    assert library.resolve(str(path)) == uid


def test_another_text_at_the_path_is_another_article(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=LONG)
    scan()
    (before,) = library.uids(library.ids())
    write(
        "a.txt", "Ferry late again", "2024-01-01", text="Nobody could say when a boat would come over today"
    )
    assert scan().updated == 1
    assert headlines(library) == ["Ferry late again"]
    assert library.article(before) is None
    assert library.people() == []
    assert list(library.match("alltext", '"rye"')) == []


def test_a_new_file_takes_the_id_it_is_known_by(library: Library, scan: Scan, write: Write) -> None:
    path = write("a.txt", "Mill grinds rye", "2024-01-01", text=LONG)
    write("b.txt", "Ferry late again", "2024-01-02")
    asked: list[tuple[str, str]] = []

    def known(path: str, raw_hash: str, text: Callable[[], str]) -> str | None:
        assert raw_hash
        asked.append((path, text()))
        return "00000000deadbeef" if LONG in text() else None

    scan(known=known)
    assert library.uids(library.ids())[1] == "00000000deadbeef"
    assert [path for path, _ in sorted(asked)] == [str(path), str(path.with_name("b.txt"))]
    # Known to the library by now: a new version stays what it is, and nobody is asked.
    write("a.txt", "Mill grinds rye", "2024-01-01", text=f"{LONG}, says the miller")
    scan(known=lambda *_: "0123456789abcdef")
    assert library.uids(library.ids())[1] == "00000000deadbeef"


def test_an_id_is_given_once(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "Mill grinds rye", "2024-01-01", text=LONG)
    write("b.txt", "Ferry late again", "2024-01-01")
    scan(known=lambda *_: "00000000deadbeef")
    write("c.txt", "Lanterns", "2024-01-01")
    scan(known=lambda *_: "00000000deadbeef")
    uids = library.uids(library.ids())
    assert uids.count("00000000deadbeef") == 1
    assert len(set(uids)) == 3


def test_an_article_moved_and_edited_at_once_goes_on_where_it_is_known(
    library: Library, scan: Scan, write: Write
) -> None:
    old = write("a.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=LONG)
    scan()
    (uid,) = library.uids(library.ids())
    old.unlink()
    new = write("b.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=f"{LONG}, it is said")
    report = scan(known=lambda *_: uid)
    assert (report.added, report.updated, report.removed) == (0, 1, 1)
    stored = library.article(uid)
    assert stored is not None
    assert (stored.article.path, stored.also) == (str(new), ())
    assert "it is said" in stored.article.text
    assert [(person.articles, person.mentions) for person in library.people()] == [(1, 1)]


def test_a_moved_file_keeps_its_article(library: Library, scan: Scan, write: Write, folder: Path) -> None:
    path = write("a.txt", "One", "2024-01-01")
    scan()
    uids = library.uids(library.ids())
    (folder / "deep").mkdir()
    path.rename(folder / "deep" / "b.txt")
    report = scan()
    assert (report.added, report.updated, report.removed) == (0, 1, 1)
    assert library.uids(library.ids()) == uids
    stored = library.article(uids[0])
    assert stored is not None
    assert (stored.article.path, stored.also) == (str(folder / "deep" / "b.txt"), ())


def test_copies_are_one_article_with_the_first_path(
    library: Library, scan: Scan, write: Write, folder: Path
) -> None:
    write("b.txt", "One", "2024-01-01")
    shutil.copy(folder / "b.txt", folder / "a.txt")
    (folder / "c.txt").write_text((folder / "b.txt").read_text().replace(" ", "  "))
    scan()
    assert library.count() == 1
    stored = library.article(library.uids(library.ids())[0])
    assert stored is not None
    assert stored.article.path == str(folder / "a.txt")
    assert stored.also == (str(folder / "b.txt"), str(folder / "c.txt"))
    (folder / "a.txt").unlink()
    scan()
    stored = library.article(library.uids(library.ids())[0])
    assert stored is not None
    assert stored.article.path == str(folder / "b.txt")


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
