"""The library fills and changes while the room is open."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tuireader.errors import LibraryError
from tuireader.library import indexing
from tuireader.library.values import SkippedFile, SourceSpec
from tuireader.room.screens.sources import progress_words
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom


async def test_on_first_use_the_seeds_are_read_without_a_question(open_room: OpenRoom) -> None:
    async with open_room(scanned=False) as room:
        # Before they are read it says that it looks, and not what to do without any.
        assert "ctrl+a" not in room.text
        await room.until(lambda: "5 articles" in room.text)
        await room.until(lambda: room.said == "5 new articles")
        await room.until(lambda: room.file == "001")


async def test_what_is_not_searched_yet_is_told_beside_the_count(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_PATIENCE", 0)  # a scan that is stopped leaves it to the next
    for number in range(2):
        text = f"date 2024-12-0{number + 1} Xanthippa bridge {number} was on Monday.\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    async with open_room() as room:
        library = room.desk.library
        specs = [SourceSpec("seeds", ""), SourceSpec("towns", str(tmp_path))]
        stopped = await asyncio.to_thread(library.scan, specs, stop=lambda: library.unsearched() > 0)
        assert stopped.stopped
        await room.until(lambda: "6 articles" in room.text)
        await room.ask("xanthippa", 0)
        await room.until(lambda: "0 of 6 · 1 not searched yet" in room.text)
        await room.press("escape")
        await room.until(lambda: "6 articles" in room.text)
        await asyncio.to_thread(library.scan, specs)
        await room.until(lambda: "7 articles" in room.text)
        await room.ask("xanthippa", 2)
        await room.until(lambda: "2 of 7" in room.text and "searched yet" not in room.text)


async def test_big_r_brings_what_is_new_and_leaves_the_reader_where_it_is(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    for number in range(1, 5):
        text = f"The mayor of town {number} opened a bridge on Monday.\n\nPeople came.\n"
        (source / f"{number}.txt").write_text(f"date 2024-12-0{number} {text}", "utf-8")
    async with open_room(source=source) as room:
        await room.press("j")
        await room.until(lambda: room.file == "3.t")
        (source / "5.txt").write_text("date 2024-12-09 A late report came in about the weather.\n", "utf-8")
        await room.press("R")
        await room.until(lambda: room.said == "1 new article")
        await room.until(lambda: "5 articles" in room.text)
        assert room.file == "3.t"
        row = room.main.articles.row(room.main.articles.cursor)
        assert row is not None
        assert row.hit.row.path.endswith("3.txt")
        await room.press("R")
        await room.until(lambda: room.said == "Nothing new")
        (source / "3.txt").unlink()
        await room.press("R")
        await room.until(lambda: room.said == "1 gone")
        await room.until(lambda: room.main.articles.row_count == 4)


async def test_a_source_that_is_not_there_is_told_and_what_was_in_it_stays(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    for number in range(1, 9):
        (source / f"{number}.txt").write_text(
            f"date 2024-12-0{number} Town {number} opened a bridge.\n", "utf-8"
        )
    async with open_room(source=source) as room:
        source.rename(tmp_path / "away")
        await room.press("R")
        await room.until(lambda: "is not there; its articles are kept" in room.said)
        source.mkdir()
        await room.press("R")
        await room.until(lambda: "8 of 8 articles are gone at once; they are kept" in room.said)
        assert "8 articles" in room.text
        source.rmdir()
        (tmp_path / "away").rename(source)
        (source / "9.txt").write_text("date 2024-12-09 A late report came in about the weather.\n", "utf-8")
        await room.press("R")
        await room.until(lambda: room.said == "1 new article")


async def test_what_comes_in_above_pushes_nothing_on_the_screen(open_room: OpenRoom, tmp_path: Path) -> None:
    source = tmp_path / "news"
    source.mkdir()

    def write(number: int, month: int) -> None:
        text = f"The mayor of town {number} opened a bridge on Monday.\n\nPeople came.\n"
        (source / f"{number}.txt").write_text(f"date 2024-{month:02}-{number % 28 + 1:02} {text}", "utf-8")

    for number in range(30):
        write(number, 3)
    async with open_room(source=source, size=(120, 24)) as room:
        await room.press("G", "k", "k")
        await room.until(lambda: room.main.articles.cursor == 27)
        row = room.main.articles.row(27)
        assert row is not None
        headline = row.hit.row.headline[:30]

        def line() -> int:
            return next(n for n, text in enumerate(room.text.splitlines()) if headline in text[:48])

        stood = line()
        for number in range(30, 40):
            write(number, 9)
        await room.press("R")
        await room.until(lambda: room.said == "10 new articles" and room.main.articles.row_count == 40)
        await room.until(lambda: room.main.articles.cursor == 37)
        for _ in range(5):
            await room.pilot.pause()
        assert line() == stood


async def test_a_scan_that_fails_says_so_and_the_room_goes_on(open_room: OpenRoom) -> None:
    async with open_room() as room:

        def fail(*_: object) -> None:
            raise LibraryError("The disk is full", "Free some space")

        room.desk.scan = fail  # type: ignore[method-assign,assignment]
        await room.press("R")
        await room.until(lambda: "The disk is full" in room.said and room.main.status.is_error)
        await room.press("j")
        await room.until(lambda: room.file == "002")


async def test_an_empty_library_says_what_to_do(open_room: OpenRoom, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with open_room(source=empty) as room:
        await room.until(lambda: "ctrl+a adds a folder" in room.text)
        await room.press("I")
        await room.until(lambda: "Sources and skipped files" in room.text)
        await room.press("ctrl+a")
        await room.until(lambda: "Enter reads it" in room.text)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)
        for key in ("b", "a", "enter", "space", "right_square_bracket", "r", "e", "i", "O", "j", "u"):
            await room.press(key)
        assert room.app.is_running


async def test_the_sources_sheet_lists_each_skipped_file_with_its_reason(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    (source / "good.txt").write_text("The mayor opened a bridge on Monday, and people came.\n", "utf-8")
    (source / "empty.txt").write_text("", "utf-8")
    (source / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    async with open_room(source=source) as room:
        await room.press("I")
        await room.until(lambda: "Sources and skipped files" in room.text and "empty.txt" in room.text)
        assert "1 article · " in room.text
        assert "1 skipped · 1 ignored" in room.text
        await room.type("empty")
        await room.until(lambda: "good" not in room.text and "empty.txt" in room.text)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)


async def test_ten_thousand_skipped_files_are_listed_by_line(open_room: OpenRoom) -> None:
    async with open_room() as room:
        (state,) = room.desk.library.source_states()
        many = tuple(SkippedFile("seeds", f"/x/{n}.txt", f"reason number {n}") for n in range(10_000))
        room.desk.library.source_states = lambda: [replace(state, skipped=many)]  # type: ignore[method-assign]
        await room.press("I")
        await room.until(lambda: "10,000 skipped" in room.text)
        rows = room.app.screen.query_one(ChoiceRows)
        assert rows.row_count == 10_001
        await room.type("number 9999")
        await room.until(lambda: rows.row_count == 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((5, None, None, None), "5"),
        ((1234, 5000, 120.4, 31.0), "1,234 of 5,000 · 120 a second · 31 s left"),
        ((1, 2, 0.2, 7500.0), "1 of 2 · 2 h 5 min left"),
    ],
)
def test_how_far_a_scan_is_is_told_with_what_is_known(
    given: tuple[int, int | None, float | None, float | None], words: str
) -> None:
    assert progress_words(*given, "·") == words
