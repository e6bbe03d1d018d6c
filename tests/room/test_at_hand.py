"""What one is at stays in sight and in place: beside a note's sign, through sizes, undone and counted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.room.test_exploring import mark, notes_screen
from tuireader.room.screens import reading
from tuireader.room.widgets import typeset_view
from tuireader.room.widgets.filter_bar import FindBar

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import Opened, OpenRoom
    from tuireader.room.desk import OpenArticle
    from tuireader.room.page import PassageSpan


def margin(room: Opened, words: str) -> str:
    """What stands before the first words of a paragraph."""
    line = next(line for line in room.text.splitlines() if words in line.rpartition("│")[2][:60])
    return line.rpartition("│")[2].partition(words)[0]


async def test_where_one_is_and_what_is_kept_there_are_told_side_by_side(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("g", "}")
        await room.until(lambda: margin(room, "Admiral Samuel") == "›  ")
        await room.press("m")
        await room.until(lambda: margin(room, "Admiral Samuel") == "›╎ ")
        await room.press("{")
        await room.until(lambda: margin(room, "Admiral Samuel") == " ╎ ")


async def test_a_note_that_is_brought_back_comes_back_to_its_place_under_the_cursor(
    open_room: OpenRoom,
) -> None:
    async with open_room() as room:
        for file, words in (("002", "oldest"), ("003", "middle"), ("001", "newest")):
            await mark(room, file, 2, note=words)
        rows = await notes_screen(room, 3)

        def listed() -> list[str]:
            return [choice.title for choice in rows.choices]

        before = listed()
        for at in (1, 2, 0):
            rows.cursor = at
            await room.press("X")
            await room.until(lambda: rows.row_count == 2)
            await room.press("u")
            await room.until(lambda: rows.row_count == 3)
            assert listed() == before
            assert rows.cursor == at


async def test_while_a_page_is_set_another_size_loses_neither_the_line_nor_the_passage(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    said = "Mayor Ana Vu Linh opened the bridge, and people came to see it from all over the valley. "
    text = "\n\n".join(f"{said}{said}Part {n}. {said}" for n in range(500))
    (source / "long.txt").write_text(f"The record of the council\n\n{text}\n", "utf-8")
    goes_on, begun = threading.Event(), threading.Semaphore(0)
    goes_on.set()
    typeset = typeset_view.typeset

    def held_up(*args: object, **kwargs: object) -> object:
        begun.release()
        assert goes_on.wait(20)
        return typeset(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(typeset_view, "typeset", held_up)
    async with open_room(source=source, longest=1.0) as room:
        reader = room.main.reader
        await room.press("enter")
        await room.until(lambda: room.main.is_in_text and reader.is_set)
        await room.press("slash")
        await room.type("part 400.")
        await room.until(lambda: "1 of 1" in room.text)
        await room.press("enter")
        at = reader.current
        assert at is not None

        def is_seen() -> bool:
            return 0 <= reader._page.line_of(at.block, at.start) - reader.scroll_offset.y < reader.size.height

        async def resized(*sizes: tuple[int, int]) -> None:
            """Other sizes one after the other, each while the page for the one before is being set."""
            while begun.acquire(blocking=False):
                pass
            goes_on.clear()
            for width, height in sizes:
                await room.pilot.resize_terminal(width, height)
                await room.until(lambda: begun.acquire(blocking=False))
            goes_on.set()
            await room.until(lambda: reader._page.width == reader.cells and not reader._is_setting)

        assert is_seen()
        # The line it stands in goes down the page as the column narrows; far up it would not be seen.
        await resized((60, 30), (44, 12), (50, 9))
        assert is_seen()
        await resized((120, 36), (100, 40))
        assert is_seen()
        # Nothing is held: the line at the top is what is being read.
        await room.press("escape", "space", "space")
        await room.until(lambda: reader.current is None)
        block, offset = reader.place or (0, 0)
        await resized((60, 30), (44, 12), (100, 40))
        place = reader.place
        assert place is not None
        assert (place[0], place[1] <= offset) == (block, True)
        # Who reads on meanwhile stays where they have come to.
        await resized((60, 30))
        goes_on.clear()
        await room.pilot.resize_terminal(90, 30)
        await room.until(lambda: begun.acquire(blocking=False))
        for _ in range(3):
            await room.press("j")
        on = reader._page.place_of(reader.scroll_offset.y)
        goes_on.set()
        await room.until(lambda: reader._page.width == reader.cells and not reader._is_setting)
        assert reader.place is not None
        assert reader.place[0] == on[0]


def write_long(folder: Path) -> None:
    """An article so long that it is set, and looked through, in a thread."""
    text = "\n\n".join(f"Mayor Ana Vu Linh opened bridge {n}, and people came. " * 3 for n in range(1000))
    (folder / "long.txt").write_text(f"date 2024-01-01\n\nThe council\n\n{text}\n", "utf-8")


async def test_a_page_that_is_still_being_set_does_not_come_over_another_article(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    (source / "short.txt").write_text("date 2024-02-02\n\nBoats go green\n\nThe board met.\n", "utf-8")
    write_long(source)
    goes_on, begun = threading.Event(), threading.Event()
    typeset = typeset_view.typeset

    def held_up(*args: object, **kwargs: object) -> object:
        if threading.current_thread() is not threading.main_thread():
            begun.set()
            assert goes_on.wait(20)
        return typeset(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(typeset_view, "typeset", held_up)
    async with open_room(source=source) as room:
        reader = room.main.reader

        def is_short() -> bool:
            return any("The board met." in line.text for line in reader._page.lines)

        await room.until(is_short)
        await room.press("j")
        await room.until(begun.is_set)
        await room.press("k")
        await room.until(lambda: room.main.articles.cursor == 0 and reader.is_set and is_short())
        goes_on.set()
        await room.until(lambda: not any(worker.group == "typeset" for worker in room.app.workers))
        assert is_short()


async def test_what_is_no_longer_looked_for_is_not_found_late(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    write_long(source)
    goes_on, begun = threading.Event(), threading.Event()
    found_in = reading.found_in

    def held_up(opened: OpenArticle, needle: str) -> list[PassageSpan]:
        begun.set()
        assert goes_on.wait(20)
        return found_in(opened, needle)

    monkeypatch.setattr(reading, "found_in", held_up)
    async with open_room(source=source) as room:
        reader = room.main.reader
        await room.press("enter")
        await room.until(lambda: room.main.is_in_text and reader.is_set)
        await room.press("slash", "v")
        await room.until(begun.is_set)
        await room.press("backspace")
        await room.until(lambda: room.main.query_one(FindBar).input.value == "")
        goes_on.set()

        def is_over() -> bool:
            return not any(worker.group == "find" for worker in room.app.workers)

        await room.until(lambda: is_over() and (reader.needle, reader.current) == ("", None))


async def test_what_the_menu_counts_is_what_the_list_then_shows(open_room: OpenRoom) -> None:
    async with open_room() as room:
        menu = room.main.menu
        await room.press("slash")
        for typed, name in (("brochet", "Olivier Brochet"), ("vietnam", "Vietnam"), ("franc", "France")):
            await room.type(typed)
            await room.until(lambda name=name: menu.chosen is not None and menu.chosen.name == name)
            await room.until(lambda: not room.main.is_asking)
            assert menu.chosen is not None
            counted = menu.chosen.articles
            await room.press("tab")
            await room.until(
                lambda counted=counted: not room.main.is_asking and room.main.articles.row_count == counted
            )
        # Beside all that, what would list nothing is not offered.
        await room.type("topshee")
        await room.until(lambda: "Angus Topshee" in room.text)
        await room.press(*["backspace"] * 7)
        await room.type("chien")
        await room.until(lambda: room.main.articles.row_count == 0 and not room.main.is_asking)
        await room.until(lambda: menu.chosen is None)
        # Nor is what is read, where unread ones are listed.
        await room.press("escape", "2")
        await room.until(lambda: room.main.articles.row_count == 5)
        await room.press("r", "slash")
        await room.type("vietnam")
        await room.until(lambda: menu.chosen is not None and menu.chosen.articles == 4)


async def test_an_empty_library_offers_what_works_and_says_how_to_fill_it(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with open_room(source=empty, size=(80, 24)) as room:
        await room.until(lambda: "ctrl+a adds a folder or file" in room.text)
        await room.until(lambda: "ctrl+a add articles   R look again" in room.text)
        assert "Enter read" not in room.text
        assert "b bookmark" not in room.text
        await room.press("enter")
        await room.until(lambda: room.said == "Nothing is listed")
        foot = len(room.text.splitlines()) - 1
        await room.pilot.click(offset=(room.text.splitlines()[foot].index("R look"), foot))
        await room.until(lambda: room.said == "Nothing new")
        await room.press("ctrl+a")
        await room.until(lambda: "Read which folder" in room.text)
        await room.type(str(tmp_path / "news"))
        (tmp_path / "news").mkdir()
        (tmp_path / "news" / "1.txt").write_text(
            "The mayor opened a bridge on Monday.\n\nAll came.\n", "utf-8"
        )
        await room.press("enter")
        await room.until(lambda: "1 article" in room.text and "Enter read" in room.text)
