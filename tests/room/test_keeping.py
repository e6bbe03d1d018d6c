"""Keeping in the room: bookmarks, notes, drafts, tags, undo; and that they are there tomorrow."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tuireader.notebook.columns import clean_tags
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.values import ArticleRef
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.tagging import tags_in, tags_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom
    from tuireader.paths import Paths


async def test_a_bookmark_is_drawn_and_undone(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        # In the list, and beside the headline in the text.
        await room.until(lambda: room.text.count("★") == 2)
        await room.press("u")
        await room.until(lambda: "Undone" in room.said)
        await room.until(lambda: "★" not in room.text)
        await room.press("ctrl+r")
        await room.until(lambda: "★" in room.text)


async def test_a_note_on_a_paragraph_is_there_tomorrow(open_room: OpenRoom, paths: Paths) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("check the title")
        # Typed in one breath: no letter of the tags may end up in the note.
        for key in ("tab", "t", "i"):
            room.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await room.until(lambda: room.app.screen.written.tags == ("ti",))
        await room.type("tles vn")
        await room.press("ctrl+s")
        await room.until(lambda: room.app.screen is room.main)
        await room.until(lambda: "Note saved" in room.said)
        await room.until(lambda: "✎ check the title" in room.text)
        await room.until(lambda: "#titles #vn" in room.text)
        await room.until(lambda: "✎ 1" in room.text)
    with Notebook.open(paths.data) as notebook:
        (note,) = notebook.notes()
        assert (note.body, note.tags, note.state) == ("check the title", ("titles", "vn"), "placed")
        assert note.quote is not None
        assert note.quote.startswith("US and French partners have expressed their hope")
    async with open_room() as room:
        await room.press("A")
        await room.until(lambda: "All notes (1)" in room.text)
        await room.press("enter")
        await room.until(lambda: room.file == "002" and room.app.focused is room.main.reader)
        await room.until(lambda: "✎ check the title" in room.text)


async def test_a_note_from_the_list_is_on_the_whole_article(open_room: OpenRoom, paths: Paths) -> None:
    async with open_room() as room:
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("whole")
        await room.press("ctrl+s")
        await room.until(lambda: room.app.screen is room.main)
    with Notebook.open(paths.data) as notebook:
        assert [note.quote for note in notebook.notes()] == [None]


async def test_leaving_the_editor_keeps_a_draft_and_a_goes_on_with_it(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("half a thought")
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)
        await room.until(lambda: "Draft kept" in room.said)
        assert room.desk.notebook.notes() == []
    async with open_room() as room:
        await room.until(lambda: "half-written note" in room.said)
        await room.open_file("002")
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        editor = room.app.screen
        assert isinstance(editor, NoteEditor)
        assert editor.written.body == "half a thought"
        await room.press("ctrl+s")
        await room.until(lambda: room.app.screen is room.main)
        assert [note.body for note in room.desk.notebook.notes()] == ["half a thought"]
        assert room.desk.notebook.draft() is None


async def test_a_draft_is_on_disk_while_one_types(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("typed")
        await room.until(lambda: (draft := room.desk.notebook.draft()) is not None and draft.body == "typed")


async def test_all_bookmarks_lead_to_their_articles(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("003")
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        await room.press("escape", "g")
        await room.until(lambda: room.file != "003")
        await room.press("B")
        await room.until(lambda: "All bookmarks (1)" in room.text)
        await room.press("enter")
        await room.until(lambda: room.file == "003" and room.app.focused is room.main.reader)


@pytest.mark.promise("P4")
async def test_a_note_that_cannot_be_saved_stays_in_the_editor(open_room: OpenRoom) -> None:
    from tuireader.errors import NotebookError

    async with open_room() as room:

        def full(*_: object, **__: object) -> None:
            raise NotebookError("The disk is full", "Free some space, then save again")

        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("precious")
        kept = room.desk.write_note
        room.desk.write_note = full  # type: ignore[method-assign,assignment]
        await room.press("ctrl+s")
        await room.until(lambda: "Not saved: The disk is full" in room.text)
        assert "precious" in room.text
        room.desk.write_note = kept  # type: ignore[method-assign]
        await room.press("ctrl+s")
        await room.until(lambda: room.app.screen is room.main)
        assert [note.body for note in room.desk.notebook.notes()] == ["precious"]


async def test_tags_with_spaces_stay_whole_and_a_bookmark_goes_without_its_article(
    open_room: OpenRoom,
) -> None:
    tags = ("two words", "C#", 'a "b", c')
    async with open_room() as room:
        notebook = room.desk.notebook
        notebook.set_bookmark(
            ArticleRef("f" * 16, "/gone.txt", "A boat that sank", None, None, "It sank."), True
        )
        opened = room.main.reader.opened
        assert opened is not None
        note = notebook.add_note(room.desk.reference(opened.stored), "made elsewhere", tags=tags)
        notebook.set_tags(room.desk.reference(opened.stored), tags)
        await room.press("t")
        await room.until(lambda: "two words" in room.text)
        await room.press("enter")
        await room.until(lambda: "Tags kept" in room.said)
        assert notebook.tags(opened.uid) == tags
        await room.press("A")
        await room.until(lambda: "All notes (2)" in room.text)
        await room.press("e")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type(" and here")
        await room.press("ctrl+s")
        await room.until(lambda: "made elsewhere and here" in room.text)
        assert notebook.note(note.id).tags == tags
        await room.press("j", "ctrl+x")
        await room.until(lambda: not notebook.bookmarks(), "the bookmark goes")
        await room.until(lambda: "All notes (1)" in room.text)


@given(st.lists(st.text(st.sampled_from('ab ,#"é'), min_size=1), max_size=4))
def test_a_line_of_tags_means_the_tags_it_was_made_of(tags: list[str]) -> None:
    kept = clean_tags(tags)
    assert tags_in(tags_line(kept)) == kept


async def test_tags_are_kept_and_shown(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("t")
        await room.until(lambda: room.app.screen is not room.main)
        await room.type("defence #expo")
        await room.press("enter")
        await room.until(lambda: "Tags kept: defence, expo" in room.said)
        await room.until(lambda: "#defence" in room.text)


async def test_deeds_done_in_one_breath_are_kept_in_their_order(open_room: OpenRoom) -> None:
    async with open_room() as room:
        uid = room.main.reader.opened.uid  # type: ignore[union-attr]
        for _ in range(4):
            # Without a pause between them, as no pilot presses keys.
            room.main.action_toggle_bookmark()
            room.main.action_toggle_bookmark()
            room.main.action_toggle_bookmark()
            room.main.action_undo()
        await room.until(lambda: room.main.are_deeds_done)
        assert uid not in room.desk.marks().bookmarked


async def test_the_passage_is_the_one_that_was_on_the_screen_though_the_file_changes_meanwhile(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    file = source / "a.txt"
    first, second = "The river rose on Monday.", "The minister resigned on Tuesday, aides said."
    file.write_text(f"{first}\n\n{second}\n", "utf-8")
    async with open_room(source=source) as room:
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        await room.press("right_curly_bracket", "a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("who?")
        file.write_text(f"A new first paragraph stands here now.\n\n{first}\n\n{second}\n", "utf-8")
        room.main.scan()
        await room.until(lambda: room.said == "1 changed")
        await room.press("ctrl+s")
        await room.until(lambda: room.app.screen is room.main)
        (note,) = room.desk.notebook.notes()
        assert note.quote == second
        await room.until(lambda: "✎ who?" in room.text)
        await room.until(lambda: "(moved)" in room.text)
        lines = [line for line in room.text.splitlines() if "┃" in line]
        assert any("The minister resigned" in line for line in lines)
        assert not any("river" in line for line in lines)


async def test_a_notebook_that_cannot_be_written_lets_one_read_on(open_room: OpenRoom, paths: Paths) -> None:
    async with open_room() as room:
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
    with closing(sqlite3.connect(paths.data / "notebook.db")) as store:
        store.execute("PRAGMA user_version = 99")
    async with open_room(size=(80, 24)) as room:
        assert room.desk.notebook.readonly
        await room.open_file("001")
        await room.press("space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 0)
        await room.press("J")
        await room.until(lambda: room.file == "002")
        await room.press("b")
        await room.until(lambda: room.main.status.is_error)
        await room.press("escape", "q")
        await room.until(lambda: not room.app.is_running)
        assert room.app.return_code == 0
