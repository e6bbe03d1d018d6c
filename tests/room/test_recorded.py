"""The recorded tour can be made anew, is the same each time, and what is committed tells the whole story."""

from __future__ import annotations

import importlib.util
import sys
import xml.etree.ElementTree as ElementTree
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

_FOLDER = Path(__file__).parents[2] / "screenshots"
_MOST = 1_500_000
"""Bytes that a README may ask its readers to load."""


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`screenshots/record.py`."""
    monkeypatch.syspath_prepend(str(_FOLDER))
    spec = importlib.util.spec_from_file_location("screenshots_record", _FOLDER / "record.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "screenshots_record", module)
    spec.loader.exec_module(module)
    return module


def texts_of(svg: str) -> list[str]:
    """All that is written in it, in its order."""
    return ["".join(e.itertext()) for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("}text")]


async def test_a_story_is_recorded_anew_and_the_same(recorder: ModuleType, tmp_path: Path) -> None:
    story = [
        recorder.Shot("Everything, <over> time", ("T",), "5 articles by", 1.0, "T"),
        recorder.Shot("Back & on", ("escape", "slash", "t", "o"), "Esc clear", 0.5, "/ to", is_typed=True),
    ]
    svg = await recorder.record(story, tmp_path / "one")
    assert await recorder.record(story, tmp_path / "other") == svg
    texts = texts_of(svg)
    assert {"Everything, <over> time", "Back & on", "/ to"} <= set(texts)
    assert any("Timeline" in text for text in texts)
    # A frame for each letter, one at the end of each shot; what they share is in it once.
    assert texts.count("Back & on") == 4
    assert svg.count("translateY(") == 5
    assert sum("Timeline" in text for text in texts) == 1


def test_the_committed_tour_tells_the_story_and_the_readme_shows_it(recorder: ModuleType) -> None:
    svg = recorder.FILE.read_text("utf-8")
    assert len(svg.encode()) <= _MOST
    captions = [shot.caption for shot in recorder.STORY]
    told = [text for text in texts_of(svg) if text in captions]
    assert [caption for caption, _ in groupby(told)] == [caption for caption, _ in groupby(captions)]
    lasts = sum(
        shot.seconds + recorder.A_LETTER * shot.is_typed * (len(shot.keys) - 1) for shot in recorder.STORY
    )
    assert 25 <= lasts <= 40
    assert f"screenshots/{recorder.FILE.name}" in (_FOLDER.parent / "README.md").read_text("utf-8")


@pytest.mark.slow
async def test_the_committed_tour_shows_the_room_as_it_is(recorder: ModuleType, tmp_path: Path) -> None:
    made = texts_of(await recorder.record(recorder.STORY, tmp_path))
    assert made == texts_of(recorder.FILE.read_text("utf-8")), "make it anew: python screenshots/record.py"
