"""Sheets, and the room, that are left while something is still on its way to them: nothing is lost, and no
answer that comes late ends the room or closes more than it should."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from tuireader.notebook.notebook import Notebook
from tuireader.room.cards import Lead
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.screens.name_sheets import CardSheet
from tuireader.room.screens.notes import NotesScreen
from tuireader.room.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.room.conftest import Opened, OpenRoom
    from tuireader.paths import Paths


class Held:
    """A function that waits, in its thread, until it is let go."""

    def __init__(self, function: Callable[..., object]) -> None:
        self._function = function
        self._goes = threading.Event()
        self.calls = 0

    def __call__(self, *arguments: object, **named: object) -> object:
        self.calls += 1
        assert self._goes.wait(60)
        return self._function(*arguments, **named)

    def let_go(self) -> None:
        self._goes.set()


async def rest(room: Opened) -> None:
    """Until nothing is worked at any more, nor waits to be heard."""
    await room.until(lambda: room.main.are_deeds_done and not len(room.app.workers))


async def test_all_notes_are_left_while_one_is_deleted(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room() as room:
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        await room.press("A")
        await room.until(lambda: isinstance(room.app.screen, NotesScreen) and room.app.screen.rows.row_count)
        notes = room.app.screen
        take = Held(room.desk.notebook.take_bookmark)
        monkeypatch.setattr(room.desk.notebook, "take_bookmark", take)
        await room.press("ctrl+x")
        await room.until(lambda: take.calls)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main and not notes.is_attached)
        take.let_go()
        await room.until(lambda: "Bookmark taken away" in room.said)
        await rest(room)
        # The list goes on as if nothing had been.
        await room.press("j")
        await room.until(lambda: room.main.articles.cursor == 1)


async def test_what_is_taken_twice_closes_one_sheet(open_room: OpenRoom) -> None:
    """Two clicks, or Enter held down, while the machine is busy: both are heard before the sheet is gone."""
    async with open_room() as room:
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        await room.press("B")
        await room.until(lambda: isinstance(room.app.screen, Chooser) and room.app.screen.rows.row_count)
        rows = room.app.screen.rows
        for _ in range(2):
            rows.post_message(RowList.Chosen(rows, 0))
        await room.until(lambda: room.app.screen is room.main and room.main.is_in_text)
        await rest(room)
        assert room.app.is_running


async def test_a_note_that_is_saved_under_a_card_closes_its_own_sheet(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room() as room:
        card, write = Held(room.desk.cards.card), Held(room.desk.write_note)
        monkeypatch.setattr(room.desk.cards, "card", card)
        monkeypatch.setattr(room.desk, "write_note", write)
        # A card is asked for, and a note begun before it is there.
        room.main.open_card(Lead("country", "FR"))
        await room.until(lambda: card.calls)
        await room.press("a")
        await room.until(lambda: isinstance(room.app.screen, NoteEditor))
        await room.type("word")
        await room.press("ctrl+s")
        await room.until(lambda: write.calls)
        card.let_go()
        await room.until(lambda: isinstance(room.app.screen, CardSheet) and room.app.screen.rows.row_count)
        write.let_go()
        await room.until(lambda: "Note saved" in room.said and len(room.app.screen_stack) == 2)
        assert isinstance(room.app.screen, CardSheet)
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main)


async def test_who_quits_waits_for_what_was_asked_for(
    open_room: OpenRoom, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_room() as room:
        toggle = Held(room.desk.toggle_bookmark)
        monkeypatch.setattr(room.desk, "toggle_bookmark", toggle)
        leave, done = room.main.leave_place, []

        def left(uid: str | None) -> object:
            if uid is None:
                done.append(room.main.are_deeds_done)
            return leave(uid)

        monkeypatch.setattr(room.main, "leave_place", left)
        await room.press("b", "j", "b")
        await room.until(lambda: toggle.calls)
        room.app.leave()
        await room.pilot.pause()
        toggle.let_go()
        while room.app.is_running:
            await asyncio.sleep(0)
        assert done == [True]
    with Notebook.open(paths.data) as notebook:
        assert len(notebook.summary().bookmarked) == 2
