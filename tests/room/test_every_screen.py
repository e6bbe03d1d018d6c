"""Every screen at four sizes in every look, and every pair of colours that is in use on them.

A kept picture is text: `pytest tests/room/test_every_screen.py --snapshot-update` makes it anew, and
`git diff` shows what has become of it. To look at them: `PICTURES=folder pytest ...` writes an SVG of each.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
import re
import shutil
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from rich.cells import cell_len
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.color import Color
from textual.filter import Monochrome
from textual.screen import Screen

import tuireader.room
from screenshots.make import is_idle, own_threads, play, room, strips_of, text_of
from screenshots.screens import EMPTY, SCREENS
from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.paths import seeds_directory
from tuireader.room.widgets.status_line import StatusLine
from tuireader.settings.palettes import BUILT_IN, READABLE, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style
    from syrupy.assertion import SnapshotAssertion
    from textual.pilot import Pilot
    from textual.strip import Strip

    from screenshots.make import Scene
    from tuireader.room.app import ReadingRoom

SIZES = ((160, 45), (120, 36), (80, 24), (40, 12))
THEMES = tuple(name for name, palette in BUILT_IN.items() if not palette.is_terminal)
NO_COLOUR = "no colour"
LOOKS = (*THEMES, NO_COLOUR)
"""What the terminal's own sixteen colours look like nobody can say: `test_looking` has that theme."""

LINES = frozenset(" ─│┬┴┼└▌▏▁▂▃▄▅▆▇█╭╮╰╯┃╎")
"""What is drawn and not read: lines, scroll bars, the columns of a chart, the bar at a highlight."""

_FLAT = "lines"
_VEILED = "under a sheet"
NOT_READ = {
    _FLAT: "lines between panes, scroll bars and bars of charts are no text (WCAG 2.2, 1.4.3)",
    _VEILED: "what lies under a sheet is faint on purpose: the sheet is what there is to read",
}

_ATTRIBUTES = ("bold", "italic", "underline", "strike", "reverse", "dim")
_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Cell(NamedTuple):
    """One cell of a screen, in one look."""

    character: str
    """Empty for the second half of a wide one."""
    style: str
    """`#dcd8d0 on #15171b bold`."""
    is_veiled: bool


Picture = tuple[tuple[Cell, ...], ...]
"""Line by line."""

Sized = dict[tuple[int, int], list[Picture]]
"""By size, one in each look."""


class TextExtension(SingleFileSnapshotExtension):
    """A file of text for each screen."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The kept pictures of a screen."""
    return snapshot.use_extension(TextExtension)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all seeds read from a relative path, that no picture may show a machine's, and two files
    that were skipped; made once for all screens."""
    home = tmp_path_factory.mktemp("scanned")
    shutil.copytree(seeds_directory(), home / "seeds")
    letters = home / "letters"
    letters.mkdir()
    (letters / "draft.txt").write_text("", "utf-8")
    (letters / "photograph.txt").write_bytes(bytes(range(256)) * 8)
    with pytest.MonkeyPatch.context() as patch, Library.open(home / "library.db") as library:
        patch.chdir(home)
        patch.setattr("tuireader.library.indexing._now", _now)
        library.scan(SOURCES)
    return home


SOURCES = [SourceSpec("seeds", "seeds"), SourceSpec("letters", "letters")]


def _now() -> str:
    return "2026-11-22T09:30:00Z"


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuts out the clock: no message goes by itself, and scans are always as long ago."""
    monkeypatch.setattr(StatusLine, "fade_after", 3600.0)
    monkeypatch.setattr("tuireader.library.indexing._now", _now)


def _style(style: Style | None) -> str:
    assert style is not None
    ink, ground = (
        "default" if color is None else Color.from_rich_color(color).hex6.lower()
        for color in (style.color, style.bgcolor)
    )
    return " ".join((f"{ink} on {ground}", *(name for name in _ATTRIBUTES if getattr(style, name))))


def picture(app: ReadingRoom) -> Picture:
    """What is on the screen, as it goes to the terminal."""
    screen = app.screen
    sheets = list(screen.query(".sheet, #--input, CommandList")) if 0 < screen.styles.background.a < 1 else []
    read = [sheet.region for sheet in sheets] or [screen.region]
    lines = []
    for y, strip in enumerate(strips_of(app)):
        cells: list[Cell] = []
        for segment in strip:
            style = _style(segment.style)
            for character in segment.text:
                for part in (character, "")[: cell_len(character)]:
                    cells.append(
                        Cell(part, style, not any(region.contains(len(cells), y) for region in read))
                    )
        lines.append(tuple(cells))
    return tuple(lines)


async def settled(app: ReadingRoom, pilot: Pilot[None]) -> Picture:
    """The picture once nothing is worked on and nothing changes any more."""
    end = asyncio.get_running_loop().time() + 30
    same = 0
    before: list[Strip] = []
    while True:
        await pilot.pause()
        now = strips_of(app)
        # Screens are painted in steps: one that looks done may have its next step to come.
        same, before = (same + 1 if now == before and is_idle(app) else 0), now
        if same == 2:
            return picture(app)
        assert asyncio.get_running_loop().time() < end, f"does not come to rest:\n{text_of(app)}"


async def look(app: ReadingRoom, pilot: Pilot[None], name: str) -> Picture:
    """The room in a look; without colour it is drawn as one that was opened with NO_COLOR."""
    app.theme = THEMES[0] if name == NO_COLOUR else name
    if app.no_color != (name == NO_COLOUR):
        app.no_color = not app.no_color
        app._filters = [kept for kept in app._filters if not isinstance(kept, Monochrome)]
        if app.no_color:
            app._filters.append(Monochrome())
        for screen in app.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()
    return await settled(app, pilot)


async def taken(scene: Scene, app: ReadingRoom, looks: Sequence[str] = LOOKS) -> tuple[str, Sized]:
    """Play a scene; the class of the screen that it comes to, and its pictures in the looks."""
    async with own_threads(), app.run_test(size=scene.size) as pilot:
        if len(looks) == 1:
            await look(app, pilot, looks[0])
        await play(scene, app, pilot)
        found: Sized = {}
        for size in SIZES:
            await pilot.resize_terminal(*size)
            found[size] = [await look(app, pilot, name) for name in looks]
            if folder := os.environ.get("PICTURES"):
                name = f"{scene.name}-{size[0]}x{size[1]}-{looks[0]}.svg"
                await look(app, pilot, looks[0])
                (Path(folder) / name).write_text(app.export_screenshot(title=""), "utf-8")
        return type(app.screen).__name__, found


def written(screen: str, found: Sized) -> str:
    """The pictures of a screen as text.

    First what class of screen it is; then each style with a sign, as it is in all looks; then of each size
    the text, and its styles by signs and cells: `a48 b1 a71`.
    """
    signs: dict[tuple[str, ...], str] = {}
    shown: dict[tuple[str, ...], set[str]] = {}
    sizes = []
    for (width, height), looks in found.items():
        texts, runs = [], []
        for lines in zip(*looks, strict=True):
            told = {"".join(cell.character for cell in line) for line in lines}
            assert len(told) == 1, f"a look changes what is written: {told}"
            texts.append(told.pop().rstrip())
            styles = []
            for cells in zip(*lines, strict=True):
                key = (*(cell.style for cell in cells), _VEILED if cells[0].is_veiled else "")
                signs.setdefault(key, _sign(len(signs)))
                shown.setdefault(key, set()).add(cells[0].character)
                styles.append(signs[key])
            runs.append(" ".join(f"{sign}{len(list(many))}" for sign, many in groupby(styles)))
        assert len(texts) == height
        sizes.append("\n".join((f"== {width} x {height}", *texts, "-- styles", *runs)))
    legend = []
    for (*styles, veil), sign in signs.items():
        why = veil or (_FLAT if shown[(*styles, veil)] <= LINES else "")
        legend.append(f"{sign}: {' | '.join(styles)}{f' ({why})' if why else ''}")
    return "\n".join((f"== {screen}", f"== {' | '.join(LOOKS)}", *legend, *sizes, ""))


def _sign(number: int) -> str:
    high, low = divmod(number, len(_SIGNS))
    return (_SIGNS[high - 1] if high else "") + _SIGNS[low]


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("scene", SCREENS, ids=lambda scene: scene.name)
async def test_a_screen_is_as_it_was(
    scene: Scene, scanned: Path, tmp_path: Path, pictures: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scanned)
    shutil.copy(scanned / "library.db", tmp_path)
    with room(scene, tmp_path, *SOURCES) as app:
        assert written(*await taken(scene, app)) == pictures


@pytest.mark.usefixtures("still")
async def test_an_empty_library_is_as_it_was(tmp_path: Path, pictures: SnapshotAssertion) -> None:
    (tmp_path / "nothing").mkdir()
    with room(EMPTY, tmp_path, SourceSpec("nothing", str(tmp_path / "nothing"))) as app:
        assert written(*await taken(EMPTY, app)) == pictures


_KEPT = Path(__file__).parent / "__snapshots__" / Path(__file__).stem


def test_no_screen_is_without_a_picture() -> None:
    modules = pkgutil.walk_packages(tuireader.room.__path__, "tuireader.room.")
    known = {
        name: kind
        for module in modules
        for name, kind in vars(importlib.import_module(module.name)).items()
        if isinstance(kind, type) and issubclass(kind, Screen) and kind.__module__.startswith("tuireader.")
    }
    shown = {
        known[file.read_text("utf-8").partition("\n")[0].removeprefix("== ")] for file in _KEPT.iterdir()
    }
    assert len(known) > 20
    assert {kind for kind in known.values() if not any(issubclass(one, kind) for one in shown)} == set()


_LEGEND = re.compile(r"^[a-zA-Z]{1,2}: (?P<looks>.*?)(?: \((?P<why>[a-z ]+)\))?$", re.MULTILINE)


def _pairs(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Each style of a kept picture in each look: look, ink, ground, and why it is not read."""
    for entry in _LEGEND.finditer(text):
        for name, style in zip(LOOKS, entry["looks"].split(" | "), strict=True):
            ink, _, ground, *attributes = style.split()
            if "reverse" in attributes:
                ink, ground = ground, ink
            assert entry["why"] or not {"default", "dim"} & {ink, *attributes}, entry[0]
            yield name, ink, ground, entry["why"] or ""


def _is_grey(color: str) -> bool:
    return color == "default" or color[1:3] == color[3:5] == color[5:7]


def test_every_pair_of_colours_in_use_can_be_read() -> None:
    kept = sorted(_KEPT.glob("*.txt"))
    assert len(kept) == len(SCREENS) + 1
    used: set[tuple[str, str, str]] = set()
    faint: set[tuple[str, str, str, str, str]] = set()
    for file in kept:
        for name, ink, ground, why in _pairs(file.read_text("utf-8")):
            assert why in ("", *NOT_READ)
            assert name != NO_COLOUR or (_is_grey(ink) and _is_grey(ground)), (file.stem, ink, ground)
            if why:
                continue
            used.add((name, ink, ground))
            if contrast(ink, ground) < READABLE:
                faint.add((file.stem, name, ink, ground, f"{contrast(ink, ground):.2f}"))
    assert faint == set()
    for name in LOOKS:
        assert sum(look == name for look, *_ in used) > 12, name
