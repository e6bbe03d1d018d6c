"""Every scene looks as it did (`pytest --snapshot-update` when it should look otherwise), and the committed
screenshots show the room as it is."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from screenshots.make import HERE, SCENES, Scene, play, room

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot


def words_of(svg: str) -> list[str]:
    """The text of a picture, piece by piece."""
    pieces = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return [text for piece in pieces if (text := html.unescape(piece).replace("\xa0", " ").strip())]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_picture_is_as_it_was_and_its_screenshot_not_stale(
    scene: Scene, tmp_path: Path, snap_compare: Callable[..., bool]
) -> None:
    taken: list[str] = []
    with room(scene, tmp_path) as app:

        async def played(pilot: Pilot[None]) -> None:
            await play(scene, app, pilot)
            taken.append(app.export_screenshot(title="tuireader"))

        assert snap_compare(app, terminal_size=scene.size, run_before=played)
    kept = (HERE / f"{scene.name}.svg").read_text("utf-8")
    assert words_of(taken[0]) == words_of(kept), f"make it anew: python screenshots/make.py {scene.name}"
    assert (HERE / f"{scene.name}.png").stat().st_size > 10_000
