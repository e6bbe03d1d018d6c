"""The timeline: counted off the loop, moved in and brushed by keys or by mouse, and back as `date:`."""

from __future__ import annotations

import asyncio
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tuireader.room.screens.name_sheets import CardSheet
from tuireader.room.screens.timeline import TimelineScreen
from tuireader.room.widgets.bar_chart import BarChart
from tuireader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.room.conftest import Opened, OpenRoom
    from tuireader.search.engine import Answer


@pytest.fixture
def march(tmp_path: Path) -> Path:
    """Forty days from 1 March 2024 on with an article each, more of them on the 14th, none on the 15th; two
    of no date."""
    source = tmp_path / "march"
    source.mkdir()
    days = [date(2024, 3, 1) + timedelta(days=number) for number in range(40)]
    days += [date(2024, 3, 14)] * 6
    days.remove(date(2024, 3, 15))
    lines = [f"date {day}\n\nThe ferry report {number}\n\n" for number, day in enumerate(days)]
    lines += ["A report that has no date\n\n", "Another report of no day\n\n"]
    for number, line in enumerate(lines):
        (source / f"{number:02}.txt").write_text(
            f"{line}Number {number} of Una Hartley of France.\n", "utf-8"
        )
    return source


async def open_timeline(room: Opened, key: str = "T") -> BarChart:
    """The timeline, counted."""
    await room.press(key)
    return await timeline(room)


async def timeline(room: Opened) -> BarChart:
    """The timeline that is opening, counted."""
    await room.until(
        lambda: (
            isinstance(room.app.screen, TimelineScreen)
            and room.app.screen.chart.unit is not None
            and room.app.screen.status.hints
        )
    )
    assert isinstance(room.app.screen, TimelineScreen)
    return room.app.screen.chart


def is_listed(room: Opened, query: str, total: int) -> bool:
    """Whether the list is back, with the answer to this query."""
    return (
        room.app.screen is room.main
        and room.app.focused is room.main.articles
        and room.main.filter_bar.text == query
        and room.shown(query) == total
    )


async def test_a_range_is_brushed_by_keys_and_becomes_a_date(open_room: OpenRoom, march: Path) -> None:
    async with open_room(size=(120, 36), source=march) as room:
        await room.ask("ferry date:2024", 45)
        chart = await open_timeline(room)
        assert "Timeline  ferry date:2024" in room.text
        assert "45 articles by day" in room.text
        assert "most: 7 · 14 Mar 2024" in room.text
        assert chart.words == "9 April 2024: 1 article"
        await room.press("g", *["right"] * 13)
        await room.until(lambda: "14 March 2024: 7 articles" in room.text)
        await room.press("right")
        await room.until(lambda: "15 March 2024: none" in room.text)
        await room.press("enter")
        await room.until(lambda: "Nothing to list: 15 March 2024" in room.text)
        await room.press("left", "v", "h", "h", "L")
        await room.until(lambda: "13 to 14 March 2024: 8 articles" in room.text)
        await room.press("v")
        await room.until(lambda: "13 March 2024: 1 article" in room.text)
        await room.press("shift+right", "shift+right", "L")
        await room.until(lambda: "13 to 16 March 2024: 9 articles" in room.text)
        await room.press("enter")
        await room.until(lambda: is_listed(room, "ferry date:2024-03-13..2024-03-16", 9))


async def test_esc_leaves_it_all_as_it_was_and_a_unit_is_listed_whole(
    open_room: OpenRoom, march: Path
) -> None:
    async with open_room(size=(80, 24), source=march) as room:
        await open_timeline(room)
        assert "2 without a date" in room.text
        assert "47 articles by day" in room.text
        await room.press("v", "h", "h", "escape")
        await room.until(lambda: room.app.screen is room.main)
        assert room.main.filter_bar.text == ""
        await room.press("enter")
        await room.until(lambda: room.main.pane == "text")
        chart = await open_timeline(room)
        await room.press("minus")
        await room.until(lambda: chart.words == "8 to 14 April 2024: 2 articles")
        await room.press("minus")
        await room.until(lambda: chart.words == "April 2024: 9 articles")
        await room.press("h")
        await room.until(lambda: chart.words == "March 2024: 36 articles")
        await room.press("minus", "minus", "plus")
        await room.until(lambda: chart.unit == "month")
        await room.press("plus", "plus", "plus")
        await room.until(lambda: chart.unit == "day")
        await room.press("minus", "minus", "g", "enter")
        await room.until(lambda: is_listed(room, "date:2024-03", 36))


async def test_it_is_opened_brushed_and_taken_with_the_mouse_alone(open_room: OpenRoom, march: Path) -> None:
    async with open_room(size=(120, 36), source=march) as room:
        await room.pilot.click("#filter-count")
        chart = await timeline(room)
        bars = chart.region.x + chart._margin
        of = {
            day: chart._view.left(period) for day, period in ((14, _day(14)), (16, _day(16)), (20, _day(20)))
        }
        await room.pilot.click(BarChart, offset=(bars + of[20], 20))
        await room.until(lambda: chart.words == "20 March 2024: 1 article")
        await room.pilot.mouse_down(BarChart, offset=(bars + of[16], 20))
        await room.pilot.hover(BarChart, offset=(bars + of[14], 12))
        await room.pilot.mouse_up(BarChart, offset=(bars + of[14], 12))
        await room.until(lambda: chart.words == "14 to 16 March 2024: 8 articles")
        assert room.app.screen is not room.main
        at = room.text.splitlines()[-1].index("no range")
        await room.pilot.click("#timeline-status", offset=(at, 0))
        await room.until(lambda: not chart.has_range)
        await room.pilot.mouse_down(BarChart, offset=(bars + of[14], 20))
        await room.pilot.hover(BarChart, offset=(bars + of[16], 12))
        await room.pilot.mouse_up(BarChart, offset=(bars + of[16], 12))
        await room.until(lambda: chart.words == "14 to 16 March 2024: 8 articles")
        await room.pilot.click(BarChart, offset=(bars + of[14], 20))
        await room.until(lambda: is_listed(room, "date:2024-03-14..2024-03-16", 8))
        await room.pilot.click("#filter-count")
        await timeline(room)
        at = room.text.splitlines()[-1].index("back")
        await room.pilot.click("#timeline-status", offset=(at, 0))
        await room.until(lambda: room.app.screen is room.main)


def _day(number: int) -> int:
    return date(2024, 3, number).toordinal()


async def test_on_a_card_it_is_that_ones_and_esc_goes_back_to_the_card(
    open_room: OpenRoom, march: Path
) -> None:
    async with open_room(source=march) as room:
        await room.press("2", "p")
        await room.until(lambda: "Una Hartley" in room.text)
        await room.press("ctrl+e")
        await room.until(lambda: isinstance(room.app.screen, CardSheet) and room.app.focused is not None)
        await open_timeline(room)
        assert 'Timeline  person:"Una Hartley"' in room.text
        await room.press("escape")
        await room.until(lambda: isinstance(room.app.screen, CardSheet))
        card = room.app.screen
        assert isinstance(card, CardSheet)
        at = next(n for n, choice in enumerate(card.rows.choices) if choice.title == "Timeline")
        await room.press(*["j"] * at, "enter")
        await timeline(room)
        await room.press("minus", "minus", "enter")
        await room.until(lambda: is_listed(room, 'person:"Una Hartley" date:2024-04', 9))
        assert room.main.scope == "all"


async def test_it_can_be_left_and_used_while_it_is_still_being_counted(
    open_room: OpenRoom, march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room(source=march) as room:
        counts, go, stopped = room.desk.timeline, threading.Event(), threading.Event()

        def slowly(answer, stop):  # type: ignore[no-untyped-def]
            assert go.wait(20)
            found = counts(answer, stop)
            if found is None:
                stopped.set()
            return found

        monkeypatch.setattr(room.desk, "timeline", slowly)
        await room.press("T")
        await room.until(lambda: "counting" in room.text)
        await room.press("l", "v", "enter", "plus", "G", "escape")
        await room.until(lambda: room.app.screen is room.main)
        go.set()
        await room.until(stopped.is_set)
        await open_timeline(room)


async def test_what_comes_meanwhile_is_counted_and_the_cursor_stays_on_its_day(
    open_room: OpenRoom, march: Path
) -> None:
    async with open_room(size=(120, 36), source=march) as room:
        chart = await open_timeline(room)
        await room.press("left")
        await room.until(lambda: chart.words == "8 April 2024: 1 article")
        for number, day in enumerate(("2024-04-08", "2024-04-20")):
            (march / f"late{number}.txt").write_text(f"date {day}\n\nA late report\n\nNumber.\n", "utf-8")
        room.main.scan()
        await room.until(lambda: "49 articles by day" in room.text)
        assert chart.words == "8 April 2024: 2 articles"
        await room.press("G")
        await room.until(lambda: chart.words == "20 April 2024: 1 article")


async def test_what_has_no_dates_says_so(open_room: OpenRoom, tmp_path: Path) -> None:
    source = tmp_path / "plain"
    source.mkdir()
    (source / "a.txt").write_text("A report that has no date\n\nNothing tells when.\n", "utf-8")
    async with open_room(size=(40, 12), source=source) as room:
        await room.press("T")
        await room.until(lambda: "None of these articles has a date" in room.text)
        await room.press("l", "v", "enter", "minus", "plus", "escape")
        await room.until(lambda: room.app.screen is room.main)
        await room.press("slash", "q", "q", "q", "enter")
        await room.until(lambda: room.main.articles.row_count == 0)
        await room.press("T")
        await room.until(lambda: room.said == "Nothing is listed")


@pytest.mark.parametrize("size", [(160, 45), (120, 36), (80, 24), (40, 12), (20, 5)])
async def test_it_fits_any_screen_and_tells_the_range_without_colour(
    open_room: OpenRoom, march: Path, size: tuple[int, int]
) -> None:
    settings = Settings(animation=False, ascii=size[0] == 80)
    async with open_room(size=size, source=march, settings=settings) as room:
        chart = await open_timeline(room)
        await room.press("plus", "g", *["l"] * 13, "L", "L")
        await room.until(lambda: chart.articles == 8)
        lines = room.text.splitlines()
        assert all(len(line) <= size[0] for line in lines)
        assert any("14 to 16" in line for line in lines)
        if size[1] > 5:
            ends = "[^" if size[0] == 80 else "┣▲"
            assert all(any(sign in line for line in lines) for sign in ends)
            assert any("Mar 2024" in line for line in lines)
        if size[0] == 80:
            assert room.text.isascii()
        # A resize keeps what is marked.
        await room.pilot.resize_terminal(60, 20)
        await room.until(lambda: chart.size.width == 60 and chart.articles == 8)


async def idle(room: Opened) -> None:
    """Until nothing is worked at any more."""
    while len(room.app.workers):
        await asyncio.sleep(0)


async def test_an_answer_that_comes_while_a_timeline_is_taken_down_is_not_counted_for_it(
    open_room: OpenRoom, march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room(size=(120, 36), source=march) as room:
        seen = []

        async def late(screen: TimelineScreen) -> None:
            while room.shown("date:2024-04-09") != 1:
                await asyncio.sleep(0)
            seen.append(len(screen.children))
            await idle(room)

        monkeypatch.setattr(TimelineScreen, "on_unmount", late, raising=False)
        await open_timeline(room)
        await room.press("enter")
        await room.until(lambda: is_listed(room, "date:2024-04-09", 1))
        assert seen == [0]


async def test_a_timeline_that_is_left_while_it_is_counted_shows_nothing(
    open_room: OpenRoom, march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room(size=(120, 36), source=march) as room:
        left, count = threading.Event(), room.main.desk.timeline

        def slow(answer: Answer, is_over: Callable[[], bool]) -> object:
            timeline = count(answer, lambda: False)
            left.wait(60)
            return timeline

        async def late(screen: TimelineScreen) -> None:
            assert not screen.children
            left.set()
            await idle(room)

        monkeypatch.setattr(room.main.desk, "timeline", slow)
        monkeypatch.setattr(TimelineScreen, "on_unmount", late, raising=False)
        await room.press("T")
        await room.until(lambda: "Esc back" in room.text)
        await room.press("escape")
        await room.until(lambda: is_listed(room, "", 47) and left.is_set())
