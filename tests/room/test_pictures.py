"""The committed screenshots show the room as it is: every scene is played again and compared."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tuireader.room.app import ReadingRoom

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
async def test_a_screenshot_is_not_stale(scene: object, tmp_path: Path) -> None:
    taken: list[str] = []

    def take(app: ReadingRoom) -> None:
        taken.append(app.export_screenshot(title="tuireader"))

    await MAKER.play(scene, tmp_path, take)
    name = scene.name  # type: ignore[attr-defined]
    kept = (_FOLDER / f"{name}.svg").read_text("utf-8")
    assert words_of(taken[0]) == words_of(kept), f"make it anew: python screenshots/make.py {name}"
    assert (_FOLDER / f"{name}.png").stat().st_size > 10_000
