"""Scripts of the world in the room: whatever stands in list and text, every line ends where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from screenshots.make import strips_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom

_TEXTS = (
    "日本の防衛大臣は月曜日、新しい橋の開通式に出席し、多くの市民が集まったと述べた。" * 6,
    "Thủ tướng Phạm Minh Chính đã dự lễ khai mạc triển lãm quốc phòng quốc tế tại Hà Nội. " * 6,
    "قال وزير الدفاع يوم الاثنين إن الجسر الجديد سيفتح أمام الجميع قبل نهاية العام. " * 6,
    "👩‍🚀 met 👨‍👩‍👧‍👦 at the 🏛️ and 🇻🇳 waved to 🇫🇷"
    " while e\u0301a\u0308o\u0302 stood by, 5\ufe0f\u20e3 times. " * 6,
)

_STEPS = (("underscore", 48), ("less_than_sign", 44), ("underscore", 44), ("vertical_line", 48))
"""A key, and where the border stands then."""


async def test_lines_between_panes_stay_straight_beside_any_script(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    for number, text in enumerate(_TEXTS):
        (source / f"{number}.txt").write_text(f"{text[:70]}\n\n{text}\n\n{text}\n", "utf-8")
    async with open_room(source=source) as room:
        for step in range(len(_TEXTS)):
            await room.until(lambda step=step: room.main.articles.cursor == step and not room.main.is_behind)
            for key, border in (
                ("underscore", 48),
                ("less_than_sign", 44),
                ("underscore", 44),
                ("vertical_line", 48),
            ):
                await room.press(key)
                await room.until(lambda border=border: room.main.query_one("#left").region.width == border)
                await room.pilot.pause()
                lines = strips_of(room.app)
                assert {strip.cell_length for strip in lines} == {120}
                for strip in lines[2:-2]:
                    cells = cell_len(strip.text.partition("│")[0])
                    assert cells == border, strip.text
            await room.press("j")
