"""Reading in the room: list and text, at three sizes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.room.conftest import OpenRoom


async def test_opens_on_the_five_seeds_newest_first(open_room: OpenRoom) -> None:
    async with open_room() as room:
        assert room.main.articles.row_count == 5
        assert room.file == "001"
        assert "5 articles" in room.text
        assert "22 Dec 2024 · VNA" in room.text
        assert "leftcenterrightdel" not in room.text


async def test_who_goes_on_while_the_list_is_asked_for_again_is_not_taken_back(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when an article was marked read, or a scan has brought some."""
    async with open_room() as room:
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        await room.until(lambda: room.file == "001" and not room.main.is_asking)
        go_on, asked = threading.Event(), threading.Event()
        answer = room.desk.answer

        def slowly(*question: Any) -> Any:
            asked.set()
            assert go_on.wait(20)
            return answer(*question)

        with monkeypatch.context() as patch:
            patch.setattr(room.desk, "answer", slowly)
            room.main.ask(keep=True)
            await room.until(asked.is_set)
            await room.press("J")
            await room.until(lambda: room.main.articles.cursor == 1)
            go_on.set()
            await room.until(lambda: not room.main.is_asking)
        await room.until(lambda: room.file == "002")
        assert room.main.articles.cursor == 1


async def test_j_and_k_move_and_the_text_follows(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("j")
        await room.until(lambda: room.file == "002")
        await room.press("k")
        await room.until(lambda: room.file == "001")
        await room.press("G")
        await room.until(lambda: room.main.articles.cursor == 4)
        await room.press("g")
        await room.until(lambda: room.main.articles.cursor == 0)


async def test_space_pages_through_the_text_and_on_to_the_next_unread(open_room: OpenRoom) -> None:
    async with open_room(size=(80, 24)) as room:
        await room.open_file("001")
        await room.press("b")
        await room.until(lambda: "Bookmarked · u undo" in room.text)
        # The list is out of sight: the way back to it stays beside what has just happened.
        assert "Esc list" in room.text
        first = room.file
        for _ in range(12):
            if room.main.reader.is_at_end:
                break
            before = room.main.reader.scroll_offset.y
            await room.press("space")
            await room.until(lambda before=before: room.main.reader.scroll_offset.y > before)
        assert room.main.reader.is_at_end
        await room.press("space")
        await room.until(lambda: room.file != first, "the next unread article")
        assert room.app.focused is room.main.reader
        assert room.main.reader.scroll_offset.y == 0


async def test_big_j_steps_to_the_next_article_staying_in_the_text(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("001")
        await room.press("J")
        await room.until(lambda: room.file == "002")
        assert room.app.focused is room.main.reader
        await room.press("K")
        await room.until(lambda: room.file == "001")


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_where_there_is_room_for_one_pane_enter_and_escape_go_between_them(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    async with open_room(size=size) as room:
        await room.until(lambda: room.main.articles.region.width == size[0])
        assert not room.main.reader.display
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        assert room.main.reader.display
        await room.until(lambda: room.main.reader.region.width == size[0])
        await room.press("escape")
        await room.until(lambda: room.app.focused is room.main.articles)
        assert room.main.articles.display


async def test_a_resize_keeps_the_line_being_read(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 0)
        block, offset = room.main.reader.place or (-1, -1)
        for width, height in ((60, 20), (150, 50), (120, 36)):
            await room.pilot.resize_terminal(width, height)
            await room.until(lambda width=width: room.app.size.width == width)
            await room.pilot.pause()
            again = room.main.reader.place
            assert again is not None
            assert again[0] == block
            assert again[1] <= offset


@pytest.mark.parametrize("size", [(20, 5), (2, 2), (500, 200), (31, 7), (100, 10)])
async def test_any_size_can_be_used(open_room: OpenRoom, size: tuple[int, int]) -> None:
    async with open_room(size=size) as room:
        for key in (
            "j",
            "enter",
            "space",
            "right_square_bracket",
            "escape",
            "question_mark",
            "escape",
            "p",
            "escape",
        ):
            await room.press(key)
        assert room.app.is_running


async def test_a_storm_of_sizes_is_weathered(open_room: OpenRoom) -> None:
    sizes = [(20, 5), (500, 200), (1, 1), (139, 40), (140, 40), (99, 3), (2, 80), (100, 24), (5, 500)]
    async with open_room() as room:
        await room.open_file("002")
        await room.press("v", "l")
        for round_ in range(3):
            for number, (width, height) in enumerate(sizes):
                await room.pilot.resize_terminal(width, height)
                if number % 4 == round_:
                    await room.press("f", "j", "k")
        await room.pilot.resize_terminal(120, 36)
        await room.until(lambda: room.app.size.width == 120)
        await room.press("escape", "escape", "escape", "1")
        await room.until(lambda: "5 articles" in room.text)
        assert room.app.is_running


async def test_enter_marks_the_article_read_and_r_takes_it_back(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        uid = room.main.reader.opened.uid  # type: ignore[union-attr]
        await room.until(lambda: uid in room.desk.marks().read)
        await room.press("r")
        await room.until(lambda: "unread" in room.said)
        assert uid not in room.desk.marks().read


async def test_find_in_the_text_goes_across_case_accents_and_line_ends(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("slash")
        await room.type("ATTACHES of various")
        await room.until(lambda: "1 of 1" in room.text)
        await room.press("enter", "n")
        await room.until(lambda: "match 1 of 1" in room.said)
        assert "from the other end" in room.said


async def test_n_and_big_n_step_through_matches_and_wrap(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("003")
        await room.press("slash")
        await room.type("defense")
        await room.until(lambda: len(room.main.reader.targets("match")[1]) > 5)
        total = len(room.main.reader.targets("match")[1])
        await room.press("enter", "n")
        await room.until(lambda: f"match 2 of {total}" in room.said)
        await room.press("N", "N")
        await room.until(lambda: f"match {total} of {total}" in room.said)


async def test_the_original_is_one_key_away(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("003")
        assert "leftcenterrightdel" not in room.text
        await room.press("O")
        await room.until(lambda: "leftcenterrightdel" in room.text)
        await room.press("O")
        await room.until(lambda: "leftcenterrightdel" not in room.text)


async def test_the_room_opens_where_it_was_left(open_room: OpenRoom) -> None:
    async with open_room(size=(80, 24)) as room:
        await room.open_file("004")
        await room.press("space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 0)
        place = room.main.reader.place
        uid = room.main.reader.opened.uid  # type: ignore[union-attr]
        await room.until(lambda: room.desk.notebook.recall("room.article") == uid)
        room.app.leave()
        await room.until(lambda: not room.app.is_running)
    async with open_room(size=(80, 24)) as room:
        assert room.file == "004"
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        await room.until(lambda: room.main.reader.place == place)


async def test_help_and_palette_offer_every_action(open_room: OpenRoom) -> None:
    from tuireader.room.actions import ACTIONS
    from tuireader.room.screens.choosing import Chooser

    async with open_room(size=(120, 60)) as room:
        await room.press("question_mark")
        await room.until(lambda: isinstance(room.app.screen, Chooser))
        chooser = room.app.screen
        assert isinstance(chooser, Chooser)
        # One line for what is one thing to do, with its keys wherever it can be done.
        told = {next(a.method for a in ACTIONS if a.id == c.value): c for c in chooser.rows.choices}
        assert len(told) == chooser.rows.row_count
        for action in ACTIONS:
            line = f"{told[action.method].keys} {told[action.method].title}"
            assert set(action.keys) <= set(line.replace(";", " ").split()), action.id
        await room.type("bookmark")
        await room.until(lambda: 0 < chooser.rows.row_count < len(ACTIONS))
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)
        await room.press("ctrl+p")
        await room.until(lambda: "search all commands" in room.text, "the commands")
        await room.type("bookmarks")
        await room.until(lambda: "All bookmarks" in room.text, "the commands")


def test_every_action_has_a_method_and_no_key_means_two_things() -> None:
    from tuireader.room.actions import ACTIONS
    from tuireader.room.keymap import PRESETS, keymap
    from tuireader.room.pane import PANES, SHEETS, Sheet
    from tuireader.room.screens.main import MainScreen
    from tuireader.room.screens.name_sheets import CountriesPicker, CountryCard, PeoplePicker, PersonCard
    from tuireader.room.screens.notes import NotesScreen
    from tuireader.room.screens.timeline import TimelineScreen

    sheets: dict[Sheet, type[Any]] = {
        "notes": NotesScreen,
        "person": PersonCard,
        "country": CountryCard,
        "people": PeoplePicker,
        "countries": CountriesPicker,
        "timeline": TimelineScreen,
    }
    assert set(sheets) == set(SHEETS)
    for action in ACTIONS:
        # Those of the notes and of the timeline are told where they are at hand.
        if action.where not in ("notes", "timeline"):
            assert callable(getattr(MainScreen, f"action_{action.method}", None)), action.id
        for sheet, screen in sheets.items():
            if action.is_for(sheet):
                assert callable(getattr(screen, f"action_{action.method}", None)), (sheet, action.id)
    for preset in PRESETS:
        keys = keymap(preset, {})
        for pane in PANES:
            taken: dict[str, str] = {}
            for action in ACTIONS:
                if action.is_for(pane):
                    for key in keys[action.id]:
                        assert taken.setdefault(key, action.id) == action.id, (preset, pane, key)


@pytest.mark.parametrize("key", ["b", "r", "plus"])
async def test_what_is_kept_does_not_move_the_text(open_room: OpenRoom, key: str) -> None:
    async with open_room(size=(40, 12)) as room:
        await room.open_file("001")
        uid = room.main.reader.opened.uid  # type: ignore[union-attr]
        await room.until(lambda: uid in room.desk.marks().read)
        # Still among the lines under the headline, before the first paragraph.
        await room.press("j", "j", "j")
        await room.until(lambda: room.main.reader.scroll_offset.y == 3)
        await room.press(key)
        await room.until(lambda: room.said)
        await room.until(lambda: room.main.are_deeds_done)
        for _ in range(5):
            await room.pilot.pause()
        assert room.main.reader.scroll_offset.y == 3
