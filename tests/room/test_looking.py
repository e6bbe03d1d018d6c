"""Themes and how they are picked, every colour in use measured, looks without colour, signs or movement, and
the tour of ten keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from screenshots.make import strips_of
from tuireader.room.widgets.tour import TEN
from tuireader.settings import Settings, read_settings
from tuireader.settings.palettes import BUILT_IN, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.segment import Segment

    from tests.room.conftest import Opened, OpenRoom

STILL = "animation = false\n"
LINES = frozenset("─│┬┴┼▌▏▁▂▃▄▅▆▇█╭╮╰╯┃╎")
"""What is drawn and not read."""


def segments(room: Opened) -> Iterator[Segment]:
    """All that is on the screen as it goes to the terminal, but what lies veiled under a sheet."""
    app = room.app
    strips = strips_of(app)
    for sheet in app.screen.query(".sheet, #--container"):
        x, y, width, height = sheet.region
        strips = [strip.crop(x, x + width) for strip in strips[y : y + height]]
    for strip in strips:
        for line_filter in app.get_line_filters():
            strip = strip.apply_filter(line_filter, Color(0, 0, 0))
        for segment in strip:
            if segment.text.strip() and not set(segment.text.strip()) <= LINES:
                yield segment


def faint(room: Opened) -> set[tuple[str, str, str]]:
    """What is on the screen with a contrast under 4.5:1: ink, ground, text."""
    found = set()
    for segment in segments(room):
        style = segment.style
        assert style is not None
        if style.color is None or style.bgcolor is None:
            continue
        ink, ground = (Color.from_rich_color(color).hex6 for color in (style.color, style.bgcolor))
        if contrast(ink, ground) < 4.5:
            found.add((ink, ground, segment.text.strip()))
    return found


async def walk(room: Opened) -> Iterator[str]:  # type: ignore[misc]
    """Go through the screens; the name of each."""
    yield "list"
    await room.press("enter", "right_curly_bracket", "m", "right_curly_bracket", "b")
    await room.until(lambda: "ookmarked" in room.said)
    yield "text"
    await room.press("v")
    yield "selection"
    await room.press("escape", "slash", *"the")
    await room.until(lambda: "of" in str(room.app.screen.query_one("#find-count").render()))
    yield "found"
    await room.press("escape", "backslash", *"macorn")
    await room.until(lambda: room.shown("macorn") == 1)
    yield "filter"
    await room.press("enter")
    for keys, words in (
        (("f",), "▌"),
        (("f", "p"), "People"),
        (("escape", "S"), "Saved searches"),
        (("escape", "i"), "encoding"),
        (("escape", "question_mark"), "What can be done here"),
        (("escape", "A"), "All notes"),
        (("escape", "a"), "ctrl+s"),
    ):
        await room.press(*keys)
        await room.until(lambda words=words: words in room.text, words)
        yield words
    await room.press("escape", "ctrl+p")
    await room.until(lambda: "search all commands" in room.text)
    yield "palette"


@pytest.mark.parametrize("theme", [name for name, palette in BUILT_IN.items() if not palette.is_terminal])
async def test_whatever_is_written_can_be_read(open_room: OpenRoom, theme: str) -> None:
    async with open_room(settings=Settings(theme=theme, animation=False)) as room:
        seen = 0
        async for name in walk(room):
            seen += 1
            assert faint(room) == set(), name
        assert seen > 10


async def test_the_terminals_theme_draws_with_the_terminals_colours_alone(open_room: OpenRoom) -> None:
    async with open_room(settings=Settings(theme="terminal", animation=False)) as room:
        assert room.app.native_ansi_color
        async for name in walk(room):
            for segment in segments(room):
                assert segment.style is not None
                for color in (segment.style.color, segment.style.bgcolor):
                    assert color is None or color.triplet is None, (name, segment)


async def pick_theme(room: Opened) -> None:
    room.main.action_theme()
    await room.until(lambda: "Enter keeps it" in room.text)


async def test_a_theme_is_shown_as_the_cursor_comes_to_it_and_escape_goes_back(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await pick_theme(room)
        for name in ("morning", "contrast", "terminal"):
            await room.press("down")
            await room.until(lambda name=name: room.app.theme == name, name)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main and room.app.theme == "evening")
        await pick_theme(room)
        await room.type("light")
        await room.until(lambda: room.app.theme == "morning", "narrowed to it")
        await room.press("escape")
        await room.until(lambda: room.app.theme == "evening")
        assert room.desk.notebook.recall("room.theme") is None


async def test_a_theme_that_is_kept_is_there_the_next_time_until_the_settings_change(
    open_room: OpenRoom,
) -> None:
    async with open_room() as room:
        await room.press("enter", "space")
        place = room.main.reader.place
        await pick_theme(room)
        await room.press("down", "enter")
        await room.until(lambda: "Theme morning" in room.said)
        assert room.main.reader.place == place
    async with open_room() as room:
        assert room.app.theme == "morning"
    async with open_room(settings=Settings(theme="contrast", animation=False)) as room:
        assert room.app.theme == "contrast"


async def test_a_theme_of_ones_own_is_drawn_with_and_told_where_it_is_faint(open_room: OpenRoom) -> None:
    own = read_settings(
        f'{STILL}theme = "mist"\n[themes.mist]\ntext = "#777"\nbackground = "#101010"', named="config.toml"
    )
    async with open_room(settings=own) as room:
        assert room.app.theme == "mist"
        await room.until(lambda: "'mist' is hard to read" in room.said)
        grounds = {segment.style.bgcolor.name for segment in segments(room) if segment.style.bgcolor}  # type: ignore[union-attr]
        assert "#101010" in grounds
        await pick_theme(room)
        await room.until(lambda: "hard to read" in room.text)


async def test_a_theme_that_is_gone_gives_way_to_the_one_that_is_set(open_room: OpenRoom) -> None:
    async with open_room() as room:
        room.desk.memory.remember_theme("gone", over="evening")
    async with open_room() as room:
        assert room.app.theme == "evening"


async def test_no_color_is_heeded(open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_room() as room:
        assert room.app.no_color
        for strip in strips_of(room.app):
            for line_filter in room.app.get_line_filters():
                strip = strip.apply_filter(line_filter, Color(0, 0, 0))
            for segment in strip:
                for color in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert color is None or len(set(Color.from_rich_color(color).rgb)) == 1, segment
        assert "▌ The Vietnam" in room.text  # the cursor is told by a sign as well


async def test_ascii_draws_with_nothing_else(open_room: OpenRoom) -> None:
    async with open_room(settings=Settings(ascii=True, animation=False)) as room:
        room.main.action_tour()
        await room.until(lambda: "Ten keys" in room.text)
        frame = {line[:1] for line in room.text.splitlines()} | {
            line[48:49] for line in room.text.splitlines()
        }
        assert not frame & set("─│┬┴┼▌▏")
        assert "|" in frame


@pytest.mark.parametrize("moves", [True, False])
async def test_nothing_moves_by_itself_where_that_is_set(open_room: OpenRoom, moves: bool) -> None:
    async with open_room(settings=Settings(animation=moves)) as room:
        assert (room.app.animation_level == "none") is not moves


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_the_tour_can_be_called_and_leaves_with_a_key_that_does_its_work(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    async with open_room(size=size) as room:
        room.main.action_tour()
        await room.until(lambda: "Ten keys" in room.text)
        if size[1] >= 12:
            for _, words, many in TEN:
                assert words in room.text or many in room.text
            assert "…" not in "".join(room.text.splitlines()[-8:-1])
        await room.press("j")
        await room.until(lambda: not room.main.tour.display and room.main.articles.cursor == 1)
        for key in ("escape", "q"):
            room.main.action_tour()
            await room.press(key)
            await room.until(lambda: not room.main.tour.display)
        assert room.app.is_running
        assert room.main.articles.cursor == 1


async def test_the_tour_comes_by_itself_once(open_room: OpenRoom) -> None:
    async with open_room(tours=True) as room:
        await room.until(lambda: room.main.tour.display)
        assert "▌ The Vietnam" in room.text
        await room.press("escape")
        await room.until(room.desk.memory.has_seen_tour)
        assert not room.main.tour.display
    async with open_room(tours=True) as room:
        await room.press("j", "k")
        await room.until(lambda: room.main.articles.cursor == 0)
        assert not room.main.tour.display


async def test_a_click_closes_the_tour_as_well(open_room: OpenRoom) -> None:
    async with open_room() as room:
        room.main.action_tour()
        await room.until(lambda: "Ten keys" in room.text)
        await room.pilot.click("#list", offset=(5, 5))
        await room.until(lambda: not room.main.tour.display and room.main.articles.cursor == 1)


async def test_the_keys_of_vim_do_as_they_say(open_room: OpenRoom) -> None:
    async with open_room(
        size=(100, 20), settings=read_settings(f"{STILL}keys.preset = 'vim'", named="")
    ) as room:
        await room.press("ctrl+e", "ctrl+n", "ctrl+y")
        await room.until(lambda: room.main.articles.cursor == 1)
        await room.press("ctrl+w")
        await room.until(lambda: room.main.is_in_text)
        await room.press("ctrl+f")
        await room.until(lambda: room.main.reader.scroll_offset.y > 5)
        await room.press("ctrl+b")
        await room.until(lambda: room.main.reader.scroll_offset.y == 0)
        await room.press("G", "ctrl+o")
        await room.until(lambda: "Back" in room.said and room.main.reader.scroll_offset.y == 0)


async def test_the_keys_of_less_do_as_they_say(open_room: OpenRoom) -> None:
    async with open_room(
        size=(100, 20), settings=read_settings(f"{STILL}keys.preset = 'less'", named="")
    ) as room:
        await room.press("greater_than_sign")
        await room.until(lambda: room.main.articles.cursor == 4)
        await room.press("less_than_sign")
        await room.until(lambda: room.main.articles.cursor == 0)
        await room.press("m")
        await room.until(lambda: "Bookmarked" in room.said)
        await room.press("U")
        await room.until(lambda: "Undone" in room.said)
        await room.press("enter", "f")
        await room.until(lambda: room.main.reader.scroll_offset.y > 5)
        await room.press("b")
        await room.until(lambda: room.main.reader.scroll_offset.y == 0)
        await room.press("d")
        await room.until(lambda: room.main.reader.scroll_offset.y > 3)
        await room.press("u")
        await room.until(lambda: room.main.reader.scroll_offset.y == 0)
        await room.press("M")
        await room.until(lambda: "Highlighted" in room.said)


async def test_a_key_of_ones_own_may_be_a_sign_that_lists_are_written_with(open_room: OpenRoom) -> None:
    own = read_settings(
        f'{STILL}keys."move.last" = [",", "ctrl+PgDn", "+", "ctrl+]"]\nkeys."text.widen" = []', named=""
    )
    async with open_room(settings=own) as room:
        for key in ("comma", "ctrl+pagedown", "plus", "ctrl+right_square_bracket"):
            await room.press(key)
            await room.until(lambda: room.main.articles.cursor == 4, key)
            await room.press("g")
            await room.until(lambda: room.main.articles.cursor == 0)
