"""Facets and chips: what the list consists of, taken and left by keys and by the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.room.screens.name_sheets import PeoplePicker
from tuireader.room.widgets.chips import chips_of
from tuireader.search.query import parse

if TYPE_CHECKING:
    from tests.room.conftest import Opened, OpenRoom


async def facets(room: Opened) -> None:
    """Go to the facets and wait for the counts."""
    await room.press("f")
    await room.until(lambda: room.main.is_in_facets and room.main.facets.row_count)


def to(room: Opened, name: str) -> None:
    """Put the cursor on a value."""
    pane = room.main.facets
    pane.cursor = next(n for n, value in enumerate(pane._values) if getattr(value, "name", "") == name)


async def test_f_counts_what_is_listed_and_enter_and_x_narrow_it(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await facets(room)
        await room.until(lambda: not room.main.query_one("#left").display)
        await room.until(lambda: "── people" in room.text)
        await room.until(lambda: "── countries" in room.text)
        to(room, "France")
        await room.press("enter")
        await room.until(lambda: room.main.articles.row_count == 2 and "2 of 5" in room.text)
        assert room.main.filter_bar.text == 'country:"France"'
        assert room.main.is_in_facets
        await room.until(lambda: "country France x" in room.text, "the chip")
        to(room, "Russia")
        stood = room.main.facets.cursor
        await room.press("x")
        await room.until(lambda: room.main.filter_bar.text == 'country:"France" -country:"Russia"')
        await room.until(lambda: room.main.articles.row_count == 1)
        # Nobody of Russia is left: the cursor stays where it was, or at the end; it does not jump.
        pane = room.main.facets
        await room.until(lambda: "Russia" not in [getattr(v, "name", "") for v in pane._values])
        assert pane.cursor == min(stood, pane.row_count - 1)
        await room.press("j", "k", "G", "g", "space")
        await room.press("escape")
        await room.until(lambda: room.app.focused is room.main.articles)
        # F asks which of several goes.
        await room.press("F")
        await room.until(lambda: "Take which filter away?" in room.text and "not country Russia" in room.text)
        await room.type("russia")
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == "country:France")
        await room.press("F")
        await room.until(lambda: room.main.filter_bar.text == "")
        await room.press("F")
        await room.until(lambda: "Nothing narrows the list" in room.said)


async def test_asked_once_more_a_facet_is_taken_back(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await facets(room)
        to(room, "France")
        await room.press("enter")
        await room.until(lambda: room.main.articles.row_count == 2)
        await room.until(lambda: room.main.facets.value and room.main.facets.value.articles == 2)
        to(room, "France")
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == "" and room.main.articles.row_count == 5)


async def test_in_a_wide_room_they_stand_beside_the_list_and_the_mouse_takes_them(
    open_room: OpenRoom,
) -> None:
    async with open_room(size=(160, 45)) as room:
        await room.until(lambda: room.main.facets.row_count)
        assert room.main.articles.display
        lines = room.text.splitlines()
        row = next(n for n, line in enumerate(lines) if "  France" in line[:30])
        await room.pilot.click(offset=(4, row))
        await room.until(lambda: room.main.articles.row_count == 2)
        await room.until(lambda: "country France x" in room.text.splitlines()[1])
        chips = room.text.splitlines()[1]
        await room.pilot.click(offset=(chips.index(" x") + 1, 1))
        await room.until(lambda: room.main.articles.row_count == 5)
        await room.until(lambda: room.main.facets.value and not room.main.filter_bar.text)
        # The mouse leaves articles out by the hint at the foot, which says so and can be clicked.
        to(room, "France")
        await room.until(lambda: any("▌ France" in line[:30] for line in room.text.splitlines()))
        foot = len(room.text.splitlines()) - 1
        await room.until(lambda: "x without" in room.text.splitlines()[foot])
        await room.pilot.click(offset=(room.text.splitlines()[foot].index("x without"), foot))
        await room.until(lambda: room.main.filter_bar.text == '-country:"France"')
        await room.until(lambda: room.main.articles.row_count == 3)
        await room.press("tab")
        await room.until(lambda: room.app.focused is room.main.articles)
        await room.press("tab")
        await room.until(lambda: room.app.focused is room.main.reader)
        await room.press("tab")
        await room.until(lambda: room.main.is_in_facets)


async def test_counts_are_plain_and_what_is_not_listed_is_told_and_led_to(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await facets(room)
        lines = [line[:48].rstrip() for line in room.text.splitlines()[2:-2]]
        at = next(n for n, line in enumerate(lines) if line.lstrip().startswith("more: "))
        # Of those who are listed each has its count alone at the end, whoever is under the cursor.
        assert at == 1 + 12
        assert all(line.split()[-1].isdigit() for line in lines[1:at])
        room.main.facets.cursor = 12
        await room.press("enter")
        await room.until(lambda: isinstance(room.app.screen, PeoplePicker) and "Phan Van Giang" in room.text)
        assert room.main.articles.row_count == 5


async def test_where_there_is_little_room_they_stand_alone(open_room: OpenRoom) -> None:
    async with open_room(size=(40, 12)) as room:
        await facets(room)
        await room.until(lambda: room.main.facets.region.width == 40)
        await room.press("f")
        await room.until(lambda: room.app.focused is room.main.articles)
        await room.until(lambda: room.main.articles.region.width == 40)


def test_chips_are_what_narrows_and_each_knows_the_query_without_it() -> None:
    chips = chips_of(parse('vietnam person:"To Lam" -country:us is:unread date:2024 sort:date'))
    assert [chip.words for chip in chips] == ["person To Lam", "not country us", "unread", "date:2024"]
    assert chips[0].rest == "vietnam -country:us is:unread date:2024 sort:date"
    assert chips_of(parse("vietnam france")) == []
    assert [chip.words for chip in chips_of(parse("country:vn"))] == ["country vn"]
