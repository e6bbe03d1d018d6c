"""Keys are spelled in one way everywhere, what is written can be read whole, and hints say what works."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tests.room.test_looking import walk
from tuireader.cli.keys import keys_command
from tuireader.room.actions import ACTIONS
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.commanding import commands, used_before
from tuireader.room.widgets.choice_rows import WholeRows
from tuireader.room.widgets.hints import Hints
from tuireader.settings import Settings, read_settings
from tuireader.settings.keys import printed_key

if TYPE_CHECKING:
    from tests.room.conftest import Opened, OpenRoom

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SIZES = [(120, 36), (80, 24), (40, 12)]
_KEY = re.compile(r"(?:\A|   )(\S+) ")


def hinted(room: Opened) -> set[str]:
    """The keys that the foot of the screen names."""
    screen = room.app.screen
    lines = [line for line in screen.query("StatusLine") if line.display]
    keys = {key for line in lines for keys, _ in line.hints for key in keys.split()}
    feet = [static.visual for static in screen.query(".sheet-dim, #editor-hint").results(Static)]
    return keys | {
        key for foot in feet if isinstance(foot, Hints) for key in _KEY.findall(foot.lines(999)[0])
    }


def test_help_commands_readme_and_command_line_spell_each_key_alike() -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        keys_command.callback("default")  # type: ignore[misc]
    told = {line.split()[-1]: line for line in printed.getvalue().splitlines()}
    offered = commands({a.id: a.keys for a in ACTIONS}, "list", [])
    named = {choice.value: choice.tail.removesuffix(" in the text") for choice in offered}
    for action in ACTIONS:
        assert all(printed_key(key) == key for key in action.keys), action.id
        keys = " ".join(action.keys)
        assert named.get(action.id, keys) == keys
        assert keys in told[action.id]
        assert not keys or " ".join(f"`{key}`" for key in action.keys).replace("|", "\\|") in README
    assert "room.theme" in named
    assert not re.search(r"`(?:enter|escape|tab|space|up|down|left|right|home|end)`", README)


@pytest.mark.parametrize("preset", ["default", "less"])
async def test_hints_spell_keys_alike_and_are_those_that_are_set(open_room: OpenRoom, preset: str) -> None:
    own = read_settings(f"animation = false\nkeys.preset = '{preset}'", named="")
    async with open_room(settings=own) as room:
        if preset == "less":
            await room.until(lambda: "m bookmark" in room.text and "ctrl+f facets" in room.text)
            return
        seen: set[str] = set()
        async for name in walk(room):
            here = hinted(room)
            assert all(printed_key(key) == key for key in here), (name, here)
            seen |= here
        assert {"Enter", "Esc", "?", "ctrl+s", "m", "y"} <= seen


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_of_help_and_commands_can_be_read_whole(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    async with open_room(size=size, settings=Settings(animation=False)) as room:
        for key, title in (("question_mark", "What can be done here"), ("colon", "Commands")):
            await room.press(key)
            await room.until(lambda title=title: isinstance(room.app.screen, Chooser) and title in room.text)
            rows = room.app.screen.query_one(WholeRows)
            await room.until(lambda rows=rows: rows.row_count > 50)
            seen: list[str] = []
            for line in range(rows.virtual_size.height):
                index, part = rows.row_at(line)
                if index < 0:
                    continue
                assert rows.top_of(index) + part == line
                text = rows.paint(index, part, rows.size.width, False).text
                seen += [""] if not part else []
                seen[-1] = f"{seen[-1]} {text}"
            assert len(seen) == rows.row_count
            for text, choice in zip(seen, rows.choices, strict=True):
                # What is in columns stands in pieces; no word of it is missing.
                whole = "".join(text.split())
                for words in (choice.title, choice.tail, choice.detail):
                    assert all(word in text or word in whole for word in words.split()), (text, words)
                assert "…" not in text
            # The cursor comes to the last of them, all of it on the screen.
            rows.cursor = rows.row_count - 1
            await room.until(lambda rows=rows: rows.scroll_offset.y > 0)
            bottom = rows.top_of(rows.cursor) + rows.height_of(rows.cursor)
            assert bottom <= rows.scroll_offset.y + rows.size.height
            await room.press("escape")
            await room.until(lambda: room.app.screen is room.main)


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("f",), ("Enter only these", "Esc list")),
        (("slash", "t"), ("Enter list", "Esc clear")),
        (("enter", "slash", "t"), ("Enter keep", "Esc stop")),
        (("j", "enter", "shift+tab"), ("Enter card", "Esc text")),
        (("enter", "v"), ("Esc leave",)),
        (("b", "A"), ("Enter go there", "Esc back")),
        (("p",), ("Enter lists", "Esc back")),
        (("c",), ("Enter lists", "Esc back")),
        (("I",), ("ctrl+a adds", "Esc back")),
        (("question_mark",), ("Enter does it", "Esc back")),
        (("colon",), ("Enter does it", "Esc back")),
        (("T",), ("Esc back",)),
        (("slash", *"zeppelin", "enter"), ("Esc clear",)),
        (("3",), ("1 all articles",)),
    ],
    ids=lambda one: " ".join(one),
)
async def test_in_a_small_room_the_ways_on_and_out_are_told(
    open_room: OpenRoom, keys: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    async with open_room(size=(40, 12), fade_after=0.2) as room:
        for key in keys:
            await room.press(key)
        await room.until(lambda: all(words in room.text for words in wanted), f"{wanted}")
        if keys[0] == "slash" and keys[-1] == "enter":
            assert "Enter read" not in room.text


async def test_commands_begin_with_those_asked_for_before(open_room: OpenRoom) -> None:
    def first(room: Opened, count: int) -> list[str]:
        rows = room.app.screen.query_one(WholeRows) if isinstance(room.app.screen, Chooser) else None
        return [choice.value for choice in rows.choices[:count]] if rows is not None else []

    async with open_room() as room:
        await room.press("colon")
        await room.until(lambda: first(room, 1))
        assert first(room, 1)[0].startswith("find.")
        assert "search all commands" in room.text
        await room.press("escape")
        for words in ("paragraphs", "the tour", "paragraphs", "original"):
            await room.until(lambda: room.app.screen is room.main)
            # Typed in one breath: Enter is meant for what the words leave.
            await room.press("colon")
            await room.type(words)
            await room.press("enter")
            await room.until(lambda: room.app.screen is room.main)
        await room.until(
            lambda: len(used_before(room.desk.notebook.recall("room.commands"))) == 3, "remembered"
        )
    async with open_room() as room:
        await room.press("colon")
        await room.until(lambda: first(room, 3) == ["text.original", "text.rhythm", "room.tour"])
        assert "── used before" in room.text
        # What is for a selection alone is not offered where nothing is selected.
        await room.type("sentence")
        await room.until(lambda: "Nothing here matches" in room.text)


def test_what_was_remembered_badly_is_forgotten() -> None:
    for kept in (None, "", "{", "3", '[["room.theme"]]', '[[1, "x"]]', "null"):
        assert used_before(kept) == []
    assert used_before('[["room.theme", 2], ["gone.action", 9]]') == [("room.theme", 2)]
