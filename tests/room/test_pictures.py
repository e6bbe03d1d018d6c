"""Every scene looks as it did (`pytest --snapshot-update` when it should look otherwise), and the committed
screenshots show the room as it is."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

_FOLDER = Path(__file__).parents[2] / "screenshots"


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots_make", _FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots_make"] = module
    spec.loader.exec_module(module)
    return module


MAKER = _maker()


def words_of(svg: str) -> list[str]:
    """The text of a picture, piece by piece."""
    pieces = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return [text for piece in pieces if (text := html.unescape(piece).replace("\xa0", " ").strip())]


@pytest.mark.parametrize("scene", MAKER.SCENES, ids=lambda scene: scene.name)
def test_a_picture_is_as_it_was_and_its_screenshot_not_stale(
    scene: Any, tmp_path: Path, snap_compare: Callable[..., bool]
) -> None:
    taken: list[str] = []
    with MAKER.room(scene, tmp_path) as app:

        async def play(pilot: Pilot[None]) -> None:
            await MAKER.play(scene, app, pilot)
            taken.append(app.export_screenshot(title="tuireader"))

        assert snap_compare(app, terminal_size=scene.size, run_before=play)
    kept = (_FOLDER / f"{scene.name}.svg").read_text("utf-8")
    assert words_of(taken[0]) == words_of(kept), f"make it anew: python screenshots/make.py {scene.name}"
    assert (_FOLDER / f"{scene.name}.png").stat().st_size > 10_000
