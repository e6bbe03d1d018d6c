"""Ways through the library: back, on, saved and past queries, exports, and everything that was made."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.screens.notes import NotesScreen
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import Opened, OpenRoom
    from tuireader.search.engine import Answer


async def mark(room: Opened, file: str, words: int, note: str = "") -> None:
    """Highlight, or note, the first words of an article."""
    await room.open_file(file)
    await room.press("g", "v", *["l"] * (words - 1))
    await room.until(lambda: f"{words} word" in room.said)
    if not note:
        await room.press("m")
        await room.until(lambda: "Highlighted" in room.said)
        return
    await room.press("a")
    await room.until(lambda: isinstance(room.app.screen, NoteEditor))
    await room.type(note)
    await room.press("ctrl+s")
    await room.until(lambda: "Note saved" in room.said and room.app.screen is room.main)


def is_marked(room: Opened) -> bool:
    """Whether a highlight is seen in the text, whatever the list says."""
    return any(line.rpartition("│")[2][1:2] == "╎" for line in room.text.splitlines())


async def notes_screen(room: Opened, count: int) -> ChoiceRows[object]:
    """Open the list of all notes."""
    await room.press("A")
    await room.until(lambda: isinstance(room.app.screen, NotesScreen) and f"All notes ({count})" in room.text)
    return room.app.screen.query_one(ChoiceRows)


async def test_backspace_leads_back_over_articles_and_places(open_room: OpenRoom) -> None:
    async with open_room(size=(80, 24)) as room:
        await room.press("backspace")
        await room.until(lambda: "Nowhere to go back to" in room.said)
        await room.open_file("001")
        await room.press("space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 0)
        place = room.main.reader.place
        await room.press("G")
        await room.until(lambda: room.main.reader.is_at_end)
        await room.press("J")
        await room.until(lambda: room.file == "002")
        await room.press("backspace")
        await room.until(lambda: room.file == "001")
        await room.press("backspace")
        await room.until(lambda: room.main.reader.place == place)


async def test_where_filtering_has_brought_a_text_is_not_where_one_was_reading(open_room: OpenRoom) -> None:
    async with open_room(size=(120, 24)) as room:
        uid = room.main.reader.opened.uid
        await room.press("slash")
        await room.type("'topshee lancaster")
        await room.until(lambda: room.main.articles.row_count == 1 and room.main.reader.scroll_offset.y > 0)
        await room.press("escape")
        await room.until(lambda: room.main.articles.row_count == 5 and room.main.pane == "list")
        await room.press("G")
        await room.until(lambda: room.main.reader.opened.uid != uid)
        await room.press("g")
        await room.until(lambda: room.main.reader.opened.uid == uid)
        assert room.main.reader.scroll_offset.y == 0
        assert room.desk.notebook.position(uid) is None
        # Who has read there comes back to it.
        await room.press("enter", "space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 0)
        await room.press("escape", "G")
        await room.until(lambda: room.desk.notebook.position(uid) is not None)


async def test_the_next_unread_is_looked_for_while_unread_ones_are_counted(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room() as room:
        goes_on, begun = threading.Event(), threading.Event()
        look = room.desk.next_unread

        def held_up(answer: Answer, start: int) -> int | None:
            begun.set()
            assert goes_on.wait(20)
            return look(answer, start)

        monkeypatch.setattr(room.desk, "next_unread", held_up)
        await room.press("n")
        await room.until(begun.is_set)
        room.main.refresh_marks()
        goes_on.set()
        await room.until(lambda: room.main.articles.cursor == 1)


async def test_n_goes_to_the_next_unread_and_catching_up_is_one_deed(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("j", "r")
        await room.until(lambda: "Marked read" in room.said)
        await room.press("k", "n")
        await room.until(lambda: room.main.articles.cursor == 2)
        await room.press("C")
        await room.until(lambda: "4 articles marked read · u undo" in room.said)
        await room.press("g", "n")
        await room.until(lambda: "No unread article" in room.said)
        await room.press("u")
        await room.until(lambda: len(room.desk.marks().read) == 1)


async def test_catching_up_touches_only_what_is_listed(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("country:france", 2)
        await room.press("C")
        await room.until(lambda: "2 articles marked read" in room.said)
        assert len(room.desk.marks().read) == 2


async def test_up_in_the_filter_bar_brings_what_was_asked_before(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("country:france", 2)
        await room.press("escape")
        await room.ask("chien", 1)
        await room.until(lambda: room.desk.notebook.query_history()[:1] == ("chien",))
        await room.press("escape", "slash")
        await room.until(lambda: len(room.main._history) == 2)
        await room.press("up")
        await room.until(lambda: room.main.filter_bar.text == "chien")
        await room.press("up")
        await room.until(lambda: room.main.filter_bar.text == "country:france")
        await room.press("down", "down")
        await room.until(lambda: room.main.filter_bar.text == "")


async def test_a_search_is_saved_picked_renamed_and_deleted(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("country:france", 2)
        await room.press("S")
        await room.until(lambda: "Save this query" in room.text)
        await room.press("enter")
        await room.until(lambda: "Save the query as" in room.text)
        await room.type("Paris")
        await room.press("enter")
        await room.until(lambda: "Saved as “Paris”" in room.said)
        await room.press("escape")
        await room.until(lambda: room.main.articles.row_count == 5)
        await room.press("S")
        await room.until(lambda: "Paris" in room.text and isinstance(room.app.screen, Chooser))
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == "country:france")
        await room.press("S")
        await room.until(lambda: "Paris" in room.text and isinstance(room.app.screen, Chooser))
        await room.press("ctrl+e")
        await room.until(lambda: "Rename “Paris”" in room.text)
        await room.type(" news")
        await room.press("enter")
        await room.until(lambda: "Renamed to “Paris news”" in room.said)
        await room.press("S")
        await room.until(lambda: "Paris news" in room.text and isinstance(room.app.screen, Chooser))
        await room.press("ctrl+x")
        await room.until(lambda: room.desk.notebook.saved_searches() == ())
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)
        await room.press("u", "u")
        await room.until(lambda: [s.name for s in room.desk.notebook.saved_searches()] == ["Paris"])


def said_in_sheet(room: Opened) -> str:
    """What the open sheet says below its line, over however many lines."""
    return str(room.app.screen.query_one(".sheet-dim", Static).render())


async def test_x_exports_what_was_made_of_the_listed_articles(open_room: OpenRoom, tmp_path: Path) -> None:
    async with open_room() as room:
        await room.press("x")
        await room.until(lambda: "Nothing is kept of what is listed: bookmark" in room.text)
        await room.press("enter")
        await room.until(lambda: "Nothing is kept of what is listed. Bookmark" in room.text)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)
        await mark(room, "002", 3)
        await mark(room, "003", 2, note="elsewhere")
        await room.press("escape")
        await room.ask("macron", 1)
        for ending in ("md", "jsonl", "csv", "json"):
            await room.press("x")
            await room.until(lambda: "1 highlight; not the articles" in room.text)
            await room.type(str(tmp_path / f"out.{ending}"))
            await room.press("enter")
            await room.until(lambda ending=ending: f"out.{ending}" in room.said)
            assert room.said.startswith("Written: 1 highlight to /")
            text = (tmp_path / f"out.{ending}").read_text("utf-8")
            assert "US and French" in text
            assert "elsewhere" not in text
        assert (tmp_path / "out.md").stat().st_mode & 0o777 == 0o600
        assert json.loads((tmp_path / "out.json").read_text("utf-8"))["total"] == 1
        # What cannot be written to stays in the line, to be mended.
        await room.press("x")
        await room.until(lambda: "1 highlight; not the articles" in room.text)
        await room.type(str(tmp_path / "out.md"))
        await room.press("enter")
        await room.until(lambda: "is there already" in said_in_sheet(room))
        await room.press("backspace", "backspace", *"doc", "enter")
        await room.until(lambda: "does not say the format" in said_in_sheet(room))
        await room.press("backspace", "backspace", "backspace", *"2.md", "enter")
        await room.until(lambda: "out.2.md" in room.said)


async def test_an_export_has_a_name_that_is_free_and_gives_way_to_what_is_typed(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with open_room() as room:
        name = f"tuireader-{room.desk.notebook.today:%Y-%m-%d}"
        await mark(room, "002", 3, note="why")
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        for file in (f"{name}.md", f"{name}-2.md"):
            await room.press("x")
            await room.until(lambda file=file: f"~/{file}" in room.text)
            assert "1 note and 1 bookmark; not the articles" in room.text
            await room.press("enter")
            await room.until(lambda file=file: f"/{file}" in room.said)
            assert "why" in (tmp_path / file).read_text("utf-8")
        await room.press("x")
        await room.until(lambda: f"~/{name}-3.md" in room.text)
        await room.type("~/own.md")
        await room.press("enter")
        await room.until(lambda: room.said.endswith("/own.md"))
        assert sorted(file.name for file in tmp_path.glob("own*")) == ["own.md"]


async def test_all_notes_are_narrowed_sorted_and_lead_to_their_passage(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await mark(room, "002", 3)
        await mark(room, "003", 2, note="check the title")
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        rows = await notes_screen(room, 3)
        await room.press("slash")
        await room.type("has:highlight")
        await room.until(lambda: "All notes (2 of 3)" in room.text)
        await room.press("enter", "s", "s")
        await room.until(lambda: "by article" in room.text)
        await room.press("escape")
        await room.until(lambda: rows.row_count == 3)
        await room.press("slash")
        await room.type("date:20x")
        await room.until(lambda: "not understood" in room.text and "is no date" in room.text)
        await room.press("escape", "slash")
        await room.type("title")
        await room.until(lambda: rows.row_count == 1)
        await room.press("enter", "enter")
        await room.until(lambda: room.app.screen is room.main and room.file == "003")
        assert room.main.pane == "text"


async def test_notes_are_edited_tagged_and_deleted_where_they_are_listed(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await mark(room, "002", 3)
        await mark(room, "003", 2, note="one")
        rows = await notes_screen(room, 2)
        await room.press("e")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type(" two")
        await room.press("ctrl+s")
        await room.until(lambda: "✎ one two" in room.text and isinstance(room.app.screen, NotesScreen))
        await room.press("t")
        await room.until(lambda: "Tags of the note" in room.text)
        await room.type("later")
        await room.press("enter")
        await room.until(lambda: "#later" in room.text)
        await room.press("X")
        await room.until(lambda: rows.row_count == 1 and "deleted" in room.text)
        await room.press("u")
        await room.until(lambda: rows.row_count == 2)
        # What comes back is under the cursor.
        await room.until(lambda: any("▌ ✎ one two" in line for line in room.text.splitlines()))
        await room.press("D")
        await room.until(lambda: "Delete the 2 notes that are listed?" in room.text)
        await room.press("enter")
        await room.until(lambda: "Nothing was deleted" in room.text)
        await room.press("D")
        await room.until(lambda: "Delete the 2 notes" in room.text)
        await room.press("y", "enter")
        await room.until(lambda: rows.row_count == 0 and "2 deleted" in room.text)
        await room.press("u")
        await room.until(lambda: rows.row_count == 2)
        await room.press("ctrl+r")
        await room.until(lambda: rows.row_count == 0)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)


async def test_a_note_whose_passage_is_gone_comes_first_and_is_pinned_by_hand(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    file = source / "a.txt"
    rest = "The weather stayed calm on Tuesday, sailors said, and boats went out to sea again.\n"
    file.write_text(f"A strike closed the old harbour of the town.\n\n{rest}", "utf-8")
    async with open_room(source=source) as room:
        await room.press("enter", "m")
        await room.until(lambda: "Highlighted" in room.said)
        file.write_text(f"Everything else is new in here since then.\n\n{rest}", "utf-8")
        await room.press("R")
        await room.until(lambda: room.said.startswith("1 changed  1 note has lost its passage"))
        await notes_screen(room, 1)
        await room.until(lambda: "the passage is gone" in room.text)
        await room.press("P")
        await room.until(lambda: "m pins the note there" in room.said)
        await room.press("v", "l", "m")
        await room.until(lambda: "Pinned to this passage" in room.said)
        await room.until(lambda: is_marked(room))
        await room.press("u")
        await room.until(lambda: not is_marked(room))
