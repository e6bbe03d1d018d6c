"""What a key costs in the room: CPU time of the event loop, the worker's not counted."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.room.conftest import _A_SWITCH

if TYPE_CHECKING:
    from tests.room.conftest import OpenRoom

_A_CHANGE = 0.02
"""Seconds of CPU that going to another article may take, list and text drawn anew included."""


async def test_going_to_another_article_costs_little(open_room: OpenRoom) -> None:
    async with open_room() as room:
        costs = []
        for number in range(16):
            before = room.file
            spent, often = room.dog.spent, room.dog.interruptions
            await room.press("j" if number % 8 < 4 else "k")
            await room.until(lambda before=before: room.file != before)
            for _ in range(3):
                await room.pilot.pause()
            costs.append(room.dog.spent - spent - (room.dog.interruptions - often) * _A_SWITCH)
        assert median(costs) < _A_CHANGE, [f"{cost * 1000:.1f} ms" for cost in costs]
