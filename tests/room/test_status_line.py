"""What just happened is told whole, in any room that has the lines for it, and the keys stay beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.room.conftest import OpenRoom

_LONG = (
    "This article has left the library; what was kept of it stays in the notebook, and A lists all of that"
)


@pytest.mark.parametrize(("size", "lines"), [((40, 12), 3), ((80, 24), 2), ((120, 36), 1)])
async def test_a_long_message_is_told_whole_and_gives_its_lines_back(
    open_room: OpenRoom, size: tuple[int, int], lines: int
) -> None:
    async with open_room(size=size) as room:
        status = room.main.status
        await room.press("G")
        await room.until(lambda: room.main.articles.cursor == 4)
        for tell in (room.main.complain, room.main.say):
            tell(_LONG)
            await room.until(lambda: status.size.height == lines)
            await room.until(lambda: _LONG in " ".join(" ".join(room.text.splitlines()[-lines:]).split()))
            assert "…" not in "".join(room.text.splitlines()[-lines:])
            # The row under the cursor is still on the screen.
            await room.until(lambda: "▌ The conference" in room.text)
        room.main.say("Sorted")
        await room.until(lambda: status.size.height == 1 and "Enter read" in room.text.splitlines()[-1])
    if size == (40, 12):
        async with open_room(size=(40, 6)) as room:
            room.main.say(_LONG)
            await room.pilot.pause()
            assert room.main.status.size.height == 1
