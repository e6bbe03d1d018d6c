"""Keys that come faster than the room hears them: each is done, in the order they were pressed."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, TextArea

from tests.room.conftest import Opened
from tuireader.room import typing_ahead
from tuireader.room.app import ReadingRoom
from tuireader.room.screens.name_sheets import CardSheet, NamePicker
from tuireader.room.screens.notes import NotesScreen
from tuireader.room.screens.panes import PanesScreen

OpenRoom = Callable[..., AbstractAsyncContextManager[Opened]]

SENT = [*"macorn", *["backspace"] * 3, *"ron", "home", "delete", *"M", "end", *"x", "backspace"]
"""Types `Macron`."""


def send(room: Opened, keys: list[str]) -> None:
    """All at once, as a terminal does: nothing of it is heard before the last is there."""
    for key in keys:
        room.app.post_message(events.Key(key, key if len(key) == 1 else None))


def typed(room: Opened) -> str:
    line = room.app.focused
    if isinstance(line, TextArea):
        return line.text
    return line.value if isinstance(line, Input) else ""


@pytest.mark.parametrize("opens", ["/", "a", "p", ":"])
async def test_letters_and_other_keys_keep_their_order(open_room: OpenRoom, opens: str) -> None:
    async with open_room() as room:
        await room.until(lambda: room.headline)
        await room.press({"/": "slash", ":": "colon"}.get(opens, opens))
        await room.until(lambda: isinstance(room.app.focused, Input | TextArea))
        for _ in range(3):
            send(room, SENT)
            await room.until(lambda: not room.app.message_queue_size)
            await room.until(lambda: typed(room) == "Macron")
            send(room, ["backspace"] * 6)
            await room.until(lambda: not typed(room))


async def test_a_key_of_the_screen_comes_behind_the_letters(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.until(lambda: room.headline)
        await room.press("slash")
        send(room, [*"macron", "backspace", *"n", "enter", "j"])
        await room.until(lambda: room.app.focused is room.main.articles)
        assert room.main.filter_bar.text == "macron"


async def test_a_key_of_a_sheet_comes_behind_what_the_letters_do_to_its_rows(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, replay = [0], ReadingRoom._replay

    async def tried(app: ReadingRoom) -> None:
        tries[0] += 1
        await replay(app)

    monkeypatch.setattr(ReadingRoom, "_replay", tried)
    monkeypatch.setattr(typing_ahead, "_HOLD", 60.0)
    async with open_room() as room:
        await room.press("p")
        await room.until(lambda: isinstance(room.app.screen, NamePicker) and room.app.screen.rows.row_count)
        picker, heard = room.app.screen, asyncio.Event()
        picker.call_later(heard.wait)  # it is at something else
        send(room, [*"paparo", "ctrl+e"])
        while typed(room) != "paparo":
            await asyncio.sleep(0)
        tries[0] = 0
        while tries[0] < 5 and room.app.screen is picker:
            await asyncio.sleep(0)
        heard.set()
        await room.until(lambda: isinstance(room.app.screen, CardSheet))
        assert room.app.screen.page.name == "Samuel J. Paparo"


async def test_keys_that_come_before_the_room_is_there_wait_for_it(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = PanesScreen.compose

    def typed_at(screen: PanesScreen) -> ComposeResult:
        for part in compose(screen):
            screen.app.post_message(events.Key("j", "j"))
            yield part

    monkeypatch.setattr(PanesScreen, "compose", typed_at)
    async with open_room() as room:
        await room.until(lambda: room.main.articles.cursor == 4, "as far down as five articles go")


async def test_keys_that_have_waited_long_do_not_come_to_a_sheet_before_its_parts(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = PanesScreen.compose

    def typed_at(screen: PanesScreen) -> ComposeResult:
        yield from compose(screen)
        for key in ("A", "enter", "down"):
            screen.app.post_message(events.Key(key, None))

    monkeypatch.setattr(PanesScreen, "compose", typed_at)
    monkeypatch.setattr(typing_ahead, "_HOLD", 0.0)
    async with open_room() as room:
        await room.until(lambda: isinstance(room.app.screen, NotesScreen) and room.app.focused)


async def test_to_the_names_of_an_article_that_is_still_being_opened(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room() as room:
        first, goes, opens = room.file, threading.Event(), room.desk.open

        def slow(*asked: object) -> object:
            assert goes.wait(60)
            return opens(*asked)

        monkeypatch.setattr(room.desk, "open", slow)
        await room.press("j", "shift+tab")
        await room.until(lambda: room.main.is_in_text)
        assert room.file == first
        goes.set()
        await room.until(lambda: room.main.pane == "names" and room.file != first)


async def test_keys_that_come_when_the_room_is_left_do_nothing(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = ReadingRoom._close_all

    async def late(app: ReadingRoom) -> None:
        await close(app)
        assert not app.screen_stack
        key = events.Key("j", "j")
        key._set_forwarded()  # it has been through the list, which did not want it
        app.post_message(key)

    monkeypatch.setattr(ReadingRoom, "_close_all", late)
    async with open_room() as room:
        pass
    assert room.app.failure is None
