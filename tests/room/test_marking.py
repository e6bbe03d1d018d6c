"""Passages in the room: selected by keys and by the mouse, highlighted, noted, copied, edited elsewhere."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Click, MouseMove, MouseUp

from tuireader.room.screens.editor import NoteEditor
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from tests.room.conftest import Opened, OpenRoom

_HOPE = "US and French partners have expressed their hope"


def selected(room: Opened) -> str:
    """What is selected."""
    reader = room.main.reader
    assert reader.opened is not None
    return reader.opened.stored.article.text[slice(*reader.selection.span)] if reader.selection else ""


async def drag_to(room: Opened, column: int, line: int) -> None:
    """Move the mouse with its button held, which the pilot's `hover` does not."""
    await room.pilot._post_mouse_events([MouseMove], offset=(column, line), button=1)


async def to_selection(room: Opened, words: int) -> None:
    """Open 002 and select its first words."""
    await room.open_file("002")
    await room.press("v", *["l"] * (words - 1))
    await room.until(lambda: f"{words} word{'s' if words > 1 else ''} selected" in room.said)


async def test_v_selects_by_word_line_sentence_and_paragraph_and_m_highlights(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await to_selection(room, 3)
        await room.until(lambda: selected(room) == "US and French")
        await room.press("h")
        await room.until(lambda: selected(room) == "US and")
        await room.press("L", "L")
        await room.until(lambda: selected(room) == "US and F")
        await room.press("H", "j", "k")
        await room.until(lambda: selected(room) == "US and ")
        await room.press("v")
        await room.until(lambda: selected(room).startswith(_HOPE))
        sentence = selected(room)
        await room.press("right_parenthesis")
        await room.until(lambda: len(selected(room)) > len(sentence))
        await room.press("left_parenthesis", "left_parenthesis")
        assert selected(room)
        await room.press("right_curly_bracket", "left_curly_bracket", "o", "o")
        assert selected(room)
        await room.press("escape")
        await room.until(lambda: room.main.pane == "text")
        await room.press("g", "v", "l")
        await room.until(lambda: "2 words selected" in room.said)
        await room.press("m")
        await room.until(lambda: "Highlighted" in room.said)
        await room.until(lambda: "╎ US and French" in room.text)
        (note,) = room.desk.notebook.notes()
        assert (note.kind, note.quote) == ("highlight", "US and")
        await room.press("u")
        await room.until(lambda: "╎" not in room.text)
        await room.press("ctrl+r")
        await room.until(lambda: "╎" in room.text)


async def test_a_note_on_the_selection_looks_other_than_a_highlight(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await to_selection(room, 2)
        await room.press("m")
        await room.until(lambda: "╎" in room.text)
        for words in ("first", "second"):
            await room.press("v", "l", "a")
            await room.until(lambda: isinstance(room.app.screen, NoteEditor))
            await room.type(words)
            await room.press("ctrl+s")
            await room.until(lambda words=words: f"✎ {words}" in room.text)
        assert "┃ US and French" in room.text
        assert "╎" not in room.text
        assert sorted(n.quote or "" for n in room.desk.notebook.notes()) == ["US and"] * 3
        # Which of several is meant is asked.
        await room.press("E")
        await room.until(lambda: room.app.screen is not room.main)
        rows = room.app.screen.query_one(ChoiceRows)
        await room.until(lambda: rows.row_count == 2)
        await room.press("escape")
        await room.press("X")
        await room.until(lambda: room.app.screen is not room.main)
        await room.type("second")
        await room.press("enter")
        await room.until(lambda: "Note deleted" in room.said)
        await room.until(lambda: "✎ second" not in room.text)
        await room.press("u")
        await room.until(lambda: "✎ second" in room.text)


async def test_a_note_after_a_highlight_is_on_what_was_highlighted(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await to_selection(room, 3)
        await room.press("m")
        await room.until(lambda: "Highlighted" in room.said)
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor) and "“US and French”" in room.text)
        await room.press("escape", "right_curly_bracket", "a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor) and "“Admiral" in room.text)


async def test_m_on_the_paragraph_at_hand_and_again_takes_it_away(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("m")
        await room.until(lambda: "Highlighted" in room.said)
        (note,) = room.desk.notebook.notes()
        assert (note.quote or "").startswith(_HOPE)
        await room.until(lambda: "╎" in room.text)
        await room.press("m")
        await room.until(lambda: "taken away" in room.said)
        await room.until(lambda: "╎" not in room.text)
        assert room.desk.notebook.notes() == []


async def test_the_mouse_selects_by_dragging_and_by_clicks(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        lines = room.text.splitlines()
        row = next(n for n, line in enumerate(lines) if _HOPE in line and n > 8)
        column = lines[row].index("US and")
        await room.pilot.mouse_down(offset=(column, row))
        await drag_to(room, column + 12, row)
        await room.until(lambda: selected(room) == "US and French")
        await drag_to(room, column + 1, row + 1)
        await room.pilot.mouse_up(offset=(column + 1, row + 1))
        await room.until(lambda: selected(room).startswith(_HOPE))
        await room.until(lambda: room.main.pane == "selection")
        await room.press("m")
        await room.until(lambda: "Highlighted" in room.said)
        await room.until(lambda: room.main.are_deeds_done)
        (note,) = room.desk.notebook.notes()
        assert (note.quote or "").startswith(_HOPE)
        await room.pilot.click(offset=(column + 8, row), times=2)
        await room.until(lambda: selected(room) == "French")
        await room.pilot.click(offset=(column + 8, row))
        await room.until(lambda: not selected(room))


async def test_a_drag_that_ends_on_a_name_above_the_text_follows_none_and_a_click_follows_it_once(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room() as room:
        await room.open_file("002")
        followed: list[str] = []
        monkeypatch.setattr(room.main, "open_named", followed.append)
        lines = room.text.splitlines()
        row = next(n for n, line in enumerate(lines) if _HOPE in line and n > 8)
        column = lines[row].index("US and")
        above, link = next(
            (number + room.main.reader.content_region.y, line.links[0])
            for number, line in enumerate(room.main.reader._page.lines)
            if line.links
        )
        name = lines[above].index(link.query.partition(":")[2].strip('"'))
        await room.pilot.mouse_down(offset=(column, row))
        await drag_to(room, column + 12, row)
        await room.until(lambda: selected(room) == "US and French")
        await drag_to(room, name + 1, above)
        # A terminal's release over what the button went down on is a click too; the pilot's is not.
        await room.pilot._post_mouse_events([MouseUp, Click], offset=(name + 1, above), button=1)
        await room.press("m")
        await room.until(lambda: "Highlighted" in room.said)
        assert followed == []
        await room.pilot.click(offset=(name + 1, above))
        await room.until(lambda: followed)
        await room.press("u")
        await room.until(lambda: "Undone" in room.said)
        assert followed == [link.query]


async def test_a_selection_begins_at_the_match_one_stands_at(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("slash")
        await room.type("military attaches")
        await room.until(lambda: "1 of 1" in room.text)
        await room.press("enter", "v")
        await room.until(lambda: selected(room) == "military attachés")


async def test_a_selection_begins_at_what_the_query_found(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("macorn", 1)
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        await room.press("v")
        await room.until(lambda: selected(room) == "Emmanuel Macron")


@pytest.mark.parametrize("with_tool", [True, False])
async def test_y_copies_with_the_source_and_says_by_what(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_tool: bool
) -> None:
    taken = tmp_path / "taken"
    tool = tmp_path / "bin" / "xclip"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n/bin/cat > '{taken}'\n", "utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if with_tool:
        monkeypatch.setenv("DISPLAY", ":0")
    else:
        monkeypatch.delenv("DISPLAY", raising=False)
    async with open_room() as room:
        await to_selection(room, 3)
        await room.press("y")
        await room.until(lambda: "Copied 3 words with the source, by the terminal (OSC 52)" in room.said)
        assert room.app.clipboard.startswith("“US and French”\n— “US and French partners have")
        assert "20 Dec 2024" in room.app.clipboard
        assert not room.main.is_selecting
        if with_tool:
            assert room.said.endswith("and xclip")
            assert taken.read_text("utf-8") == room.app.clipboard
        else:
            assert "xclip" not in room.said
            assert not taken.exists()


def _editor(tmp_path: Path, script: str) -> str:
    """An editor with a space in its path, that leaves a trace of what it was given."""
    folder = tmp_path / "my editor"
    folder.mkdir()
    program = folder / "edit"
    program.write_text(f"#!/bin/sh\necho \"$#:$2\" > '{tmp_path}/args'\n{script}\n", "utf-8")
    program.chmod(0o755)
    return f"'{program}' --wait"


async def _noted(room: Opened, words: str) -> None:
    await room.open_file("001")
    await room.press("a")
    await room.until(lambda: isinstance(room.app.screen, NoteEditor))
    await room.type(words)
    await room.press("ctrl+s")
    await room.until(lambda: f"✎ {words}" in room.text)


async def test_e_edits_in_the_users_editor_and_keeps_a_revision(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        f'stat -c %a "$2" "$(dirname "$2")" > \'{tmp_path}/modes\'\n'
        f"printf 'more\\n$(touch {tmp_path}/run)' >> \"$2\""
    )
    monkeypatch.setenv("EDITOR", _editor(tmp_path, script))
    async with open_room() as room:
        await _noted(room, "one")
        await room.press("e")
        await room.until(lambda: "Note saved" in room.said and room.main.are_deeds_done)
        (note,) = room.desk.notebook.notes()
        assert note.body.startswith("one\nmore\n$(touch")
        assert note.revision == 2
        await room.press("u")
        await room.until(lambda: [n.body for n in room.desk.notebook.notes()] == ["one"])
    count, _, path = (tmp_path / "args").read_text("utf-8").strip().partition(":")
    assert count == "2"
    assert not Path(path).parent.exists()
    assert not (tmp_path / "run").exists()
    assert (tmp_path / "modes").read_text("utf-8").split() == ["600", "700"]
    assert stat.S_IMODE(Path(path).parent.parent.stat().st_mode)


async def test_an_editor_that_fails_loses_nothing(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", _editor(tmp_path, 'printf precious > "$2"; exit 3'))
    async with open_room() as room:
        await _noted(room, "one")
        await room.press("e")
        await room.until(lambda: "edit ended with an error (3)" in room.said)
        assert "kept as a draft" in room.said
        (note,) = room.desk.notebook.notes()
        assert note.body == "one"
        await room.press("E")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        assert isinstance(room.app.screen, NoteEditor)
        assert room.app.screen.written.body == "precious"
        await room.press("escape")
        monkeypatch.setenv("VISUAL", "/no/such/editor")
        await room.until(lambda: room.app.screen is room.main)
        await room.press("o")
        await room.until(lambda: "editor cannot be run" in room.said)
        monkeypatch.setenv("VISUAL", "'unclosed")
        await room.press("o")
        await room.until(lambda: "Mend the quotes" in room.said)


async def test_o_opens_the_articles_own_file(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", _editor(tmp_path, "true"))
    async with open_room() as room:
        await room.open_file("004")
        await room.press("o")
        await room.until(lambda: (tmp_path / "args").exists())
        assert "/004" in (tmp_path / "args").read_text("utf-8")
