"""What a key costs in the room: CPU time of the event loop, the worker's not counted."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.room.conftest import _A_SWITCH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom

_A_CHANGE = 0.02
"""Seconds of CPU that going to another article may take, list and text drawn anew included."""

_HUGE = 0.1
"""Seconds that the loop may be kept by an article of a megabyte (`design.md` section 8)."""


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


async def test_a_very_long_article_keeps_nobody_waiting(open_room: OpenRoom, tmp_path: Path) -> None:
    source = tmp_path / "news"
    source.mkdir()
    said = 'Mayor Ana Vu Linh said in Hanoi: "We will build the bridge that was promised to all of us." '
    long = "\n\n".join(f"{said}{said}Paragraph {n} of the record follows the others." for n in range(4500))
    (source / "long.txt").write_text(f"The record of the council\n\n{long}\n", "utf-8")
    (source / "short.txt").write_text("date 2024-12-09 A late report came in about the weather.\n", "utf-8")
    assert len(long) > 1_000_000
    async with open_room(source=source, longest=_HUGE) as room:
        await room.press("j")
        await room.until(lambda: room.file == "lon")
        await room.press("enter", "space", "space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 40)
        await room.press("G", "right_square_bracket", "g", "right_curly_bracket", "minus")
        await room.until(lambda: "Column of" in room.said)
        await room.press("slash")
        await room.type("bridge")
        await room.until(lambda: "of 9000" in room.text)
        await room.press("enter", "v", "j", "m")
        await room.until(lambda: "Highlighted" in room.said)
        await room.press("less_than_sign", "escape", "escape", "k")
        await room.until(lambda: room.file == "sho")
