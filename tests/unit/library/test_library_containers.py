"""Files of many articles: each record an article of its own, and the file as a whole never read in vain."""

import gzip
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tuireader.articles.cleaning import Cleaning
from tuireader.articles.formats import pieces
from tuireader.articles.records import Piece
from tuireader.library import jobs, reading
from tuireader.library.library import Library
from tuireader.library.manner import Manner
from tuireader.library.values import Reading, ScanReport, SourceSpec
from tuireader.settings import CleaningRule

TEXT = "The mill by the river {what} grinds rye from the first frost until the last of the snow is gone."


@pytest.fixture
def shelf(folder: Path) -> Path:
    """The file of records."""
    return folder / "shelf.jsonl"


@pytest.fixture
def scan(library: Library, folder: Path) -> Callable[..., ScanReport]:
    def run(**options: Any) -> ScanReport:
        return library.scan([SourceSpec("desk", str(folder), options.pop("manner", None))], **options)

    return run


def record(number: int, what: str = "") -> dict[str, Any]:
    return {
        "title": f"Number {number}",
        "date": f"2024-01-{number:02}",
        "text": TEXT.format(what=what or f"number {number}"),
    }


def put(path: Path, records: list[Any], when: int = 1) -> None:
    lines = [item if isinstance(item, str) else json.dumps(item) for item in records]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    os.utime(path, ns=(when, when))


def paths(library: Library) -> dict[str, str]:
    return {row.headline: Path(row.path).name for row in library.rows(library.ids())}


def test_each_record_is_an_article_with_its_number(
    library: Library, scan: Callable[..., ScanReport], shelf: Path
) -> None:
    put(shelf, [record(1), "{broken", record(3)])
    report = scan()
    assert (report.added, len(report.skipped)) == (2, 1)
    assert report.skipped[0].path == f"{shelf}#2"
    assert "not JSON" in report.skipped[0].reason
    assert paths(library) == {"Number 3": "shelf.jsonl#3", "Number 1": "shelf.jsonl#1"}
    (state,) = library.source_states()
    assert (state.articles, state.files, len(state.skipped)) == (2, 2, 1)
    assert library.resolve(f"{shelf}#3") == library.uids(library.ids())[0]


def test_a_file_that_has_not_changed_is_not_opened_again(
    scan: Callable[..., ScanReport], shelf: Path
) -> None:
    put(shelf, [record(1), "{broken", record(3)])
    scan()
    size = shelf.stat().st_size
    shelf.unlink()
    shelf.write_bytes(b"x" * size)
    os.utime(shelf, ns=(1, 1))
    report = scan()
    assert (report.unchanged, len(report.skipped), report.added, report.updated) == (2, 1, 0, 0)


def test_records_that_have_not_changed_are_not_read_again(
    library: Library, scan: Callable[..., ScanReport], shelf: Path
) -> None:
    put(shelf, [record(1), record(2), record(3)])
    scan()
    before = library.uids(library.ids())
    put(shelf, [record(1), record(2, "by the sea"), record(3), record(4)], when=2)
    report = scan()
    assert (report.unchanged, report.updated, report.added) == (2, 1, 1)
    assert library.uids(library.ids())[1:] == before
    assert paths(library)["Number 4"] == "shelf.jsonl#4"


def test_a_record_that_stands_in_the_file_again_and_again_is_read_once(
    library: Library, scan: Callable[..., ScanReport], shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    really = reading.read_piece_of

    def counted(piece: Piece, shown_as: str, manner: Manner) -> Reading:
        read.append(shown_as)
        return really(piece, shown_as, manner)

    monkeypatch.setattr(reading, "read_piece_of", counted)
    put(shelf, [record(1)] * 300 + [record(2)] + [record(1)] * 300)
    assert scan().added == 601
    assert read == [f"{shelf}#1", f"{shelf}#301"]
    (first,) = (row for row in library.rows(library.ids()) if row.headline == "Number 1")
    stored = library.article(first.uid)
    assert stored is not None
    assert len(stored.also) == 599
    put(shelf, [record(1)] * 100 + [record(3)] * 200, when=2)
    report = scan()
    assert (report.added, report.updated, report.unchanged, report.removed) == (0, 200, 100, 301)
    assert paths(library) == {"Number 1": "shelf.jsonl#1", "Number 3": "shelf.jsonl#101"}


def test_records_that_are_gone_leave(library: Library, scan: Callable[..., ScanReport], shelf: Path) -> None:
    put(shelf, [record(number) for number in range(1, 9)])
    scan()
    put(shelf, [record(number) for number in range(1, 4)], when=2)
    scan()
    assert sorted(paths(library)) == ["Number 1", "Number 2", "Number 3"]
    shelf.with_name("other.txt").write_text(TEXT.format(what="that stays"), "utf-8")
    shelf.unlink()
    assert scan().removed == 3
    assert library.count() == 1


def test_a_folder_that_is_empty_at_once_keeps_its_articles(
    library: Library, scan: Callable[..., ScanReport], shelf: Path
) -> None:
    put(shelf, [record(1), record(2)])
    scan()
    shelf.unlink()
    report = scan()
    assert (library.count(), report.removed) == (2, 0)
    assert "2 of 2 articles are gone at once" in report.notices[0]


def test_a_file_that_is_cut_off_keeps_the_records_it_had(
    library: Library, scan: Callable[..., ScanReport], folder: Path
) -> None:
    whole = gzip.compress(b"".join(json.dumps(record(n)).encode() + b"\n" for n in range(1, 9)), mtime=0)
    path = folder / "shelf.jsonl.gz"
    path.write_bytes(whole)
    scan()
    path.write_bytes(whole[:8])
    report = scan()
    assert (library.count(), report.removed) == (8, 0)
    assert [skip.path for skip in report.skipped] == [str(path)]
    path.write_bytes(whole)
    scan()
    assert library.count() == 8


def test_records_leave_though_the_time_of_the_file_says_nothing(
    library: Library, scan: Callable[..., ScanReport], shelf: Path
) -> None:
    put(shelf, [record(1), record(2), record(3)])
    scan()
    put(shelf, [record(1)])
    report = scan()
    assert (library.count(), report.removed, report.unchanged) == (1, 2, 1)


def test_a_record_that_moves_within_the_file_stays_the_article_it_is(
    library: Library, scan: Callable[..., ScanReport], shelf: Path
) -> None:
    put(shelf, [record(1), record(2)])
    scan()
    before = set(library.uids(library.ids()))
    put(shelf, [record(2), record(1)], when=2)
    scan()
    assert set(library.uids(library.ids())) == before
    assert paths(library) == {"Number 2": "shelf.jsonl#1", "Number 1": "shelf.jsonl#2"}


def test_a_file_without_a_record_says_so(scan: Callable[..., ScanReport], shelf: Path) -> None:
    put(shelf, [])
    report = scan()
    assert [(skip.path, skip.reason) for skip in report.skipped] == [(str(shelf), "it holds no articles")]
    assert scan().skipped == report.skipped


def test_one_object_alone_is_an_article_under_the_name_of_the_file(
    library: Library, scan: Callable[..., ScanReport], folder: Path
) -> None:
    one = folder / "one.json"
    one.write_text(json.dumps(record(1)))
    os.utime(one, ns=(1, 1))
    scan()
    assert paths(library) == {"Number 1": "one.json"}
    (uid,) = library.uids(library.ids())
    one.write_text(json.dumps(record(1, "of the Hartleys")))
    os.utime(one, ns=(2, 2))
    assert scan().updated == 1
    assert library.uids(library.ids()) == [uid]
    one.write_text(json.dumps([record(1, "of the Hartleys"), record(2)]))
    os.utime(one, ns=(3, 3))
    scan()
    assert paths(library) == {"Number 2": "one.json#2", "Number 1": "one.json#1"}
    assert uid in library.uids(library.ids())
    one.write_text(json.dumps(record(2)))
    os.utime(one, ns=(4, 4))
    scan()
    assert paths(library) == {"Number 2": "one.json"}


def test_what_stands_before_the_damage_counts(
    library: Library, scan: Callable[..., ScanReport], folder: Path
) -> None:
    lines = "".join(f"{json.dumps(record(n, os.urandom(3000).hex()))}\n" for n in range(1, 20)).encode()
    whole = gzip.compress(lines, mtime=0)
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    root = folder / "cut.jsonl.gz"
    report = library.scan([SourceSpec("desk", str(root))])
    assert 5 < report.added < 19
    assert [skip.path for skip in report.skipped] == [f"{root}#{report.added + 1}"]
    assert "cut short" in report.skipped[0].reason


@pytest.mark.parametrize("after", [1, 2, 30, 57])
def test_a_scan_that_was_stopped_goes_on_from_there(
    library: Library, scan: Callable[..., ScanReport], shelf: Path, after: int
) -> None:
    put(shelf, [record(number % 28 + 1, f"of {number}") for number in range(57)] + ["{broken"])
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > after

    first = scan(stop=enough)
    assert first.added == after
    second = scan()
    assert (second.added + first.added, second.unchanged) == (57, first.added)
    assert library.count() == 57
    assert [skip.path for skip in second.skipped] == [f"{shelf}#58"]
    assert scan().unchanged == 57


def test_what_an_earlier_scan_came_to_is_counted_once(
    scan: Callable[..., ScanReport], shelf: Path, tmp_path: Path
) -> None:
    put(shelf, [record(1), record(2), "{broken", record(4)])
    scan()
    with closing(sqlite3.connect(tmp_path / "library.db")) as db:  # as a scan leaves it that was cut short
        db.execute("UPDATE file SET complete = 0, pieces = 1 WHERE path = ?", (str(shelf),))
        db.commit()
    report = scan()
    assert (report.unchanged, report.added, report.updated) == (3, 0, 0)
    assert [skip.path for skip in report.skipped] == [f"{shelf}#3"]


@pytest.mark.promise("P15")
def test_a_stop_is_heard_in_an_archive_without_an_article(
    scan: Callable[..., ScanReport], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_LOOKING_SECONDS", 0.0)
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.jsonl", "{")
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 100

    report = scan(stop=enough)
    assert report.stopped
    assert 0 < len(report.skipped) < 150
    monkeypatch.undo()
    assert len(scan().skipped) == 300


def test_another_manner_of_reading_reads_all_again(
    library: Library, scan: Callable[..., ScanReport], shelf: Path, folder: Path
) -> None:
    put(shelf, [record(1, "is old.\n\nSubscribe at the counter\n\nIt")])
    plain = folder / "plain.txt"
    plain.write_text(f"Rye is cheap\n\n{TEXT.format(what='there')}\n\nSubscribe at the counter\n", "utf-8")
    scan()
    before = library.uids(library.ids())

    def texts() -> str:
        found = [library.article(uid) for uid in library.uids(library.ids())]
        return "\n".join(stored.article.text for stored in found if stored is not None)

    assert texts().count("Subscribe") == 2
    manner = Manner(Cleaning(rules=(CleaningRule("counter", "subscribe at the counter"),)))
    assert scan(manner=manner).updated == 2
    assert "Subscribe" not in texts()
    assert library.uids(library.ids()) == before
    assert scan(manner=manner).unchanged == 2
    assert scan().updated == 2
    assert texts().count("Subscribe") == 2


@pytest.mark.promise("P16")
def test_every_file_and_record_is_accounted_for(
    library: Library, scan: Callable[..., ScanReport], shelf: Path, folder: Path
) -> None:
    put(shelf, [record(1), "{broken", record(3), "[]"])
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.format(what=f"{number}"), "utf-8")
    (folder / "copy.txt").write_text(TEXT.format(what="1"), "utf-8")
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / ".hidden.txt").write_text("Nobody sees this.", "utf-8")
    for _ in range(2):  # the second time everything is known
        report = scan()
        (state,) = library.source_states()
        assert state.files == 4 + 2
        assert {Path(skip.path).name for skip in state.skipped} == {
            "binary.txt", "empty.txt", ".hidden.txt", "shelf.jsonl#2", "shelf.jsonl#4",
        }  # fmt: skip
        assert all(skip.reason and "\n" not in skip.reason for skip in state.skipped)
        assert state.ignored == 1
        assert report.added + report.unchanged == 6
        assert (len(report.skipped), report.ignored) == (5, 1)


def test_a_mistake_in_parting_one_file_costs_no_other(
    library: Library,
    scan: Callable[..., ScanReport],
    shelf: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(shelf, [record(1), record(2)])
    shelf.with_name("other.txt").write_text(TEXT.format(what="that is whole"), "utf-8")

    def stumble(path: Path, *given: Any, **options: Any) -> Iterator[Any]:
        yield from list(pieces(path, *given, **options))[:1]
        raise IndexError("string index out of range")

    monkeypatch.setattr(jobs, "pieces", stumble)
    report = scan()
    assert report.added == 2
    assert [skip.path for skip in report.skipped] == [str(shelf)]
    assert "stumbled over it: IndexError" in report.skipped[0].reason
