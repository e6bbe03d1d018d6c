"""P14: brackets in articles are shown as written, everywhere, and are never markup."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom

_PARTS = (
    "[", "]", "[/", "[/]", "[b", "[b]", "[/b]", "[$x]", "[@click=app.quit]", "[link=x]", "[on red]", "\\[",
    "\\", "[[", "a",
    "Reuters", " ", "=", "'", '"', "{", "}", "$", "@", "/", "#fff", ":smile:", "%s", "(", ")", "é", "字",
)  # fmt: skip
_ARTICLES = 10
_PARAGRAPHS = 1000


def brackets(rng: random.Random) -> str:
    """A string that some parser of markup may stumble over; of one line, and never a label of our own."""
    return "x" + "".join(rng.choice(_PARTS) for _ in range(rng.randint(2, 9))).strip() + "y"


@pytest.mark.promise("P14")
@pytest.mark.timeout(600)
async def test_ten_thousand_strings_of_brackets_are_text(open_room: OpenRoom, tmp_path: Path) -> None:
    rng = random.Random(14)
    for number in range(_ARTICLES):
        lines = [f"Title {number:02} {brackets(rng)}", *(brackets(rng) for _ in range(_PARAGRAPHS))]
        (tmp_path / f"{number:02}.txt").write_text("\n\n".join(lines), "utf-8")
    async with open_room(source=tmp_path, size=(120, 60)) as room:
        await room.until(lambda: f"{_ARTICLES} articles" in room.text)
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        seen: set[str] = set()
        for number in range(_ARTICLES):
            await room.until(lambda seen=seen: room.headline not in seen)
            seen.add(room.headline)
            opened = room.main.reader.opened
            assert opened is not None
            for block in opened.stored.article.blocks[:8]:
                await room.until(
                    lambda text=block.text: " ".join(text.split()) in " ".join(room.text.split())
                )
            await room.press("O")
            await room.press("O")
            await room.press("G")
            if number < _ARTICLES - 1:
                await room.press("J")
        assert len(seen) == _ARTICLES
        assert all(title.startswith("Title ") for title in seen)
