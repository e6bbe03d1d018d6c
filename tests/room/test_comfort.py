"""What a newcomer stumbles over: every moment of doubt that was met once, and what meets it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.line_input import LineInput
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom


async def test_a_filter_is_replaced_saved_and_cleared_and_never_lost(open_room: OpenRoom) -> None:
    async with open_room() as room:
        bar = room.main.filter_bar
        await room.press("slash", "slash")
        assert bar.text == ""
        await room.type("macron")
        await room.until(lambda: room.shown("macron") == 1)
        # Later it is a letter like any other, and gone to anew it takes all there is, to be replaced.
        await room.press("slash")
        await room.until(lambda: bar.text == "macron/")
        await room.press("enter", "slash", "slash")
        await room.type("vietnam")
        await room.until(lambda: room.shown("vietnam") == 5)
        await room.press("enter", "w")
        await room.until(lambda: isinstance(room.app.screen, LineInput) and "Save what is asked" in room.text)
        await room.press("enter")
        await room.until(lambda: "Saved as “vietnam”" in room.said)
        assert [search.query for search in room.desk.notebook.saved_searches()] == ["vietnam"]
        await room.press("escape")
        await room.until(lambda: bar.text == "" and room.shown("") == 5)
        assert "brings the filter back" in room.said
        await room.press("slash")
        await room.type("paparo")
        await room.until(lambda: room.shown("paparo") == 1)
        # They are not all the articles any more.
        await room.until(lambda: "brings the filter back" not in room.said)
        await room.press("escape")
        await room.until(lambda: bar.text == "" and room.desk.notebook.query_history()[0] == "paparo")
        await room.press("slash")
        await room.until(lambda: room.main._history[:1] == ("paparo",))
        await room.press("up")
        await room.until(lambda: bar.text == "paparo")
        # q is a letter there; from the list it quits, and what narrowed the list is not lost.
        await room.press("q")
        await room.until(lambda: bar.text == "paparoq")
        await room.press("backspace", "enter")
        room.main.narrow_to("paparo hanoi")
        await room.until(lambda: not room.main.is_asking)
        await room.press("q")
        await room.until(lambda: not room.app.is_running)
        assert room.desk.notebook.query_history()[0] == "paparo hanoi"


async def test_a_message_goes_by_itself_unless_it_is_needed(open_room: OpenRoom) -> None:
    async with open_room(fade_after=0.05) as room:
        await room.press("s")
        await room.until(lambda: room.said == "")
        await room.press("b")
        await room.until(lambda: "u undo" in room.said)
        said = room.main.status
        assert said._fading is None
        room.main.complain("The disk is full. Free some space")
        assert said._fading is None
        room.main.say("Sorted")
        await room.until(lambda: room.said == "")


async def test_a_source_is_added_in_the_room_and_the_head_tells_what_there_is(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "harbour"
    source.mkdir()
    (source / "1.txt").write_text("The mayor of Oslo opened a bridge on Monday.\n\nPeople came.\n", "utf-8")
    (source / "empty.txt").write_text("", "utf-8")
    async with open_room() as room:
        await room.until(lambda: "5 articles · 5 unread · seeds" in room.text)
        await room.press("r")
        await room.until(lambda: "5 articles · 4 unread · seeds" in room.text)
        await room.press("I")
        await room.until(lambda: isinstance(room.app.screen, Chooser) and "ctrl+a" in room.text)
        await room.press("ctrl+a")
        await room.until(lambda: isinstance(room.app.screen, LineInput))
        await room.type(str(source / "nowhere"))
        await room.press("enter")
        await room.until(lambda: "No such file or folder" in room.text)
        await room.press(*["backspace"] * len("/nowhere"))
        await room.press("enter")
        await room.until(lambda: "6 articles · 5 unread · 2 sources" in room.text)
        await room.until(lambda: room.said == "1 new article  1 skipped: I says why")
        # Narrowed to the source, or to what was skipped, the file is still there.
        await room.press("I")
        for typed in ("harbour", "skipped of"):
            await room.until(lambda: isinstance(room.app.screen, Chooser))
            rows = room.app.screen.query_one(ChoiceRows)
            await room.until(lambda rows=rows: rows.row_count > 2)
            await room.type(typed)
            await room.until(lambda rows=rows: rows.row_count <= 2 and "empty.txt" in room.text)
            await room.press(*["backspace"] * len(typed))


async def test_a_list_of_one_line_an_article_is_kept_and_in_columns(open_room: OpenRoom) -> None:
    async with open_room(size=(160, 45)) as room:
        await room.press("j", "b")
        await room.until(lambda: "Bookmarked" in room.said)
        height = room.main.articles.row_height
        await room.press("underscore")
        await room.until(lambda: room.main.articles.row_height == 1 and height > 1)
        assert room.main.articles.cursor == 1
        lines = [line[30:83] for line in room.text.splitlines()[2:7]]
        ends = {line.index(year) for line in lines for year in ("2024", "2022") if year in line[35:]}
        assert len(ends) == 1
        assert "★" in lines[1]
        room.app.leave()
        await room.until(lambda: not room.app.is_running)
    async with open_room(size=(40, 12)) as room:
        await room.until(lambda: room.main.articles.row_height == 1)
        # The few hints that matter are there however little room there is.
        await room.until(lambda: "Enter read" in room.text)
        await room.until(lambda: "? help" in room.text)
        await room.press("enter")
        await room.until(lambda: room.main.is_in_text)
        await room.until(lambda: "Esc list" in room.text and "? help" in room.text)
