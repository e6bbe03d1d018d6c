"""Cards, pickers and questions while something is corrected; the list of all corrections; files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.room.corrected import (
    WIDE,
    back,
    codes,
    in_main,
    mentions,
    open_card,
    question,
    remove_country,
    rename,
    tails,
)
from tuireader.errors import NotebookError
from tuireader.notebook.notebook import Notebook
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.name_sheets import CardSheet, NamePicker
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom
    from tuireader.paths import Paths


async def test_a_card_follows_its_person_through_new_names_and_closes_with_nobody(
    open_room: OpenRoom,
) -> None:
    async with open_room(size=WIDE) as room:
        await rename(room)
        await room.until(lambda: isinstance(room.app.screen, CardSheet))
        await room.until(lambda: room.app.screen.page.name == "Lam of Hanoi")  # type: ignore[attr-defined]
        await room.until(lambda: "as: To Lam" in room.text)
        await room.press("u")
        await room.until(lambda: room.app.screen.page.name == "To Lam")  # type: ignore[attr-defined]
        await room.press("x")
        await question(room, "is no person")
        await room.press("down", "enter")
        await room.until(lambda: in_main(room))
        assert "“To Lam” is not a person" in room.said


async def test_a_picker_shows_what_was_corrected_from_it_and_keeps_its_place(open_room: OpenRoom) -> None:
    async with open_room(size=WIDE) as room:
        await room.press("p")
        await room.until(lambda: isinstance(room.app.screen, NamePicker) and tails(room))
        rows = room.app.screen.query_one(ChoiceRows)
        rows.cursor = 6
        after = rows.choices[7].title
        name = rows.choices[6].title
        await room.press("ctrl+x")
        await room.until(lambda: name not in tails(room) and isinstance(room.app.screen, NamePicker))
        assert room.app.screen.query_one(ChoiceRows).choices[6].title == after
        assert rows.cursor == 6


async def test_who_reads_is_not_thrown_out_of_the_text_by_a_correction(open_room: OpenRoom) -> None:
    async with open_room(size=(100, 14)) as room:
        await room.ask('person:"Emmanuel Macron"', 1)
        await room.press("enter", "right_square_bracket")
        await room.until(lambda: "mention 1 of 1" in room.said)
        place = room.main.reader.scroll_offset.y
        assert place > 0
        await room.press("D")
        await question(room, "is no person")
        await room.press("down", "enter")
        await room.until(lambda: room.main.articles.row_count == 0)
        await room.until(lambda: mentions(room, "Emmanuel Macron") == 0)
        assert room.file == "002"
        assert room.main.pane == "text"
        assert abs(room.main.reader.scroll_offset.y - place) <= 1
        await room.press("u")
        await room.until(lambda: room.main.articles.row_count == 1)
        await room.until(lambda: mentions(room, "Emmanuel Macron") == 1)
        assert room.file == "002"


async def test_a_name_that_is_known_is_not_added_and_a_wide_selection_not_either(open_room: OpenRoom) -> None:
    async with open_room(size=WIDE) as room:
        await room.open_file("003")
        await room.press("right_square_bracket")
        await room.until(lambda: "Hoang Xuan Chien" in room.said)
        await room.press("v", "P")
        await room.until(lambda: "names Hoang Xuan Chien already" in room.said)
        assert room.desk.notebook.corrections() == ()


async def test_without_a_selection_the_missed_name_is_typed(open_room: OpenRoom) -> None:
    async with open_room(size=WIDE) as room:
        await room.open_file("000")
        await room.press("P")
        await question(room, "Who was missed?")
        await room.type("Hanoi")
        await room.press("enter")
        await question(room, "“Hanoi” is a person called")
        await room.until(lambda: room.app.screen.query_one("#shelf-input").value == "Hanoi")  # type: ignore[attr-defined]
        await room.press("enter")
        await question(room, "is a person …")
        await room.press("enter")
        await room.until(lambda: mentions(room, "Hanoi") > 1)
        assert "“Hanoi” in “More than 40" in room.said


async def test_keys_typed_ahead_reach_the_next_question_and_no_other_sheet(open_room: OpenRoom) -> None:
    async with open_room(size=WIDE) as room:
        await open_card(room, "002", "Emmanuel Macron")
        await room.press("r", *"xx", "enter")
        await room.until(lambda: "u undo" in room.said)
        (made,) = room.desk.notebook.corrections()
        # What there is comes before what was typed meanwhile.
        assert (made.kind, made.other.replace(" ", "")) == ("rename", "EmmanuelMacronxx")


async def test_the_card_narrows_its_lines_and_steps_back(open_room: OpenRoom) -> None:
    async with open_room(size=WIDE) as room:
        await open_card(room, "002", "Emmanuel Macron")
        rows = room.app.screen.query_one(ChoiceRows)
        many = rows.row_count
        await room.press("slash")
        await room.type("marc")
        await room.until(lambda: rows.row_count == 1)
        await room.press("escape")
        await room.until(lambda: rows.row_count == many and room.app.focused is rows)
        await room.press("G", "g", "j")
        assert rows.cursor == 1
        await room.press("q")
        await room.until(lambda: in_main(room))


async def test_what_cannot_be_kept_is_told_and_nothing_changes(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room(size=WIDE) as room:

        def refuse(*_: object, **__: object) -> None:
            raise NotebookError("The disk is full", "Make room")

        monkeypatch.setattr(room.desk.notebook, "correct", refuse)
        await remove_country(room)
        await room.until(lambda: "The disk is full" in room.said)
        assert room.main.status.is_error
        await back(room)
        assert "RU" in codes(room)


async def test_corrections_of_another_window_come_into_this_one(open_room: OpenRoom, paths: Paths) -> None:
    async with open_room(size=WIDE) as room:
        await room.open_file("002")
        with Notebook.open(paths.data) as other:
            made = other.correct("rename", person="To Lam", other="Lam of Hanoi")
            await room.until(lambda: mentions(room, "Lam of Hanoi") == 1)
            assert room.main.pane == "text"
            other.withdraw(made.id)
            await room.until(lambda: mentions(room, "To Lam") == 1)


async def test_all_corrections_are_listed_and_each_is_taken_back(open_room: OpenRoom) -> None:
    async with open_room(size=WIDE) as room:
        notebook = room.desk.notebook
        uid = room.main.reader.opened.uid  # type: ignore[union-attr]
        notebook.correct("rename", person="To Lam", other="Lam of Hanoi")
        notebook.correct("hide", person="Marc Knapper")
        notebook.correct("article-country", article=uid, country="ci", instead_of="ru")
        room.main.run_named("corrections")
        await room.until(lambda: "All corrections (3)" in room.text)
        rows = room.app.screen.query_one(ChoiceRows)
        assert [choice.title for choice in rows.choices] == [
            "“The Vietnam International Defence Expo 2024 has…” is about Ivory Coast, not Russia",
            "“Marc Knapper” is not a person",
            "“To Lam” is called “Lam of Hanoi”",
        ]
        await room.press("down", "ctrl+x")
        await room.until(lambda: len(notebook.corrections()) == 2)
        await room.until(lambda: "Taken back: “Marc Knapper” is not a person" in room.said)
        assert rows.row_count == 2
        await room.type("lam of")
        await room.until(lambda: rows.row_count == 1)
        await room.press("enter")
        await room.until(lambda: isinstance(room.app.screen, CardSheet))
        assert room.app.screen.page.name == "Lam of Hanoi"  # type: ignore[attr-defined]
        await back(room)
        await room.press("u")
        await room.until(lambda: len(notebook.corrections()) == 3)


@pytest.mark.slow
async def test_ten_thousand_corrections_are_listed(open_room: OpenRoom) -> None:
    from tuireader.notebook.values import Correction

    many = tuple(
        Correction(f"{n}", "hide", "2026-11-22T10:00:00Z", person=f"Person Number{n}") for n in range(10_000)
    )
    async with open_room(size=WIDE) as room:
        room.desk.notebook.corrections = lambda: many  # type: ignore[method-assign]
        room.main.run_named("corrections")
        await room.until(lambda: "All corrections (10000)" in room.text)
        await room.type("number77")
        await room.until(lambda: room.app.screen.query_one(ChoiceRows).row_count == 111)
        assert "Person Number77" in room.text


# -- files ------------------------------------------------------------------------------------------------


@pytest.mark.promise("P27")
async def test_a_file_is_read_in_another_encoding_at_once_and_undone(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    text = "Мэр города сказал, что река спокойна."
    (folder / "letter.txt").write_bytes(text.encode("koi8-r"))
    async with open_room(source=folder) as room:

        def reads(words: str) -> bool:
            opened = room.main.reader.opened
            return opened is not None and words in opened.stored.article.text

        assert not reads("спокойна")
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        uid = room.main.reader.opened.uid if room.main.reader.opened is not None else ""
        room.desk.toggle_bookmark(uid)
        room.main.action_encoding()
        await room.until(lambda: isinstance(room.app.screen, Chooser) and "it is written in" in room.text)
        await room.type("koi8-r")
        await room.until(lambda: "река спокойна" in room.text, "what it would read as")
        await room.press("enter")
        await room.until(lambda: reads("спокойна") and "спокойна" in room.text)
        assert room.main.reader.opened is not None
        assert room.main.reader.opened.uid == uid
        assert [bookmark.uid for bookmark in room.desk.notebook.bookmarks()] == [uid]
        await room.until(lambda: in_main(room) and not room.main.status.busy)
        await room.press("u")
        await room.until(lambda: not reads("спокойна"))
        await room.until(lambda: not room.main.status.busy)
        await room.press("ctrl+r")
        await room.until(lambda: reads("спокойна"))
        assert room.desk.notebook.corrections()[0].form == str(folder / "letter.txt")
