"""Make the screenshots from the running room, on the seeds: `python screenshots/make.py`.

Writes an SVG of each scene, and a PNG where Chromium, rsvg-convert or resvg-py is at hand.
`tests/room/test_pictures.py` plays the same scenes and compares, so that the pictures never go stale.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.notebook.notebook import Notebook
from tuireader.paths import seeds_directory
from tuireader.room.app import ReadingRoom
from tuireader.room.desk import Desk
from tuireader.room.screens.main import MainScreen
from tuireader.settings import Settings

HERE = Path(__file__).parent

_DAY = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
"""When all notes in the pictures are written."""


@dataclass(frozen=True)
class Scene:
    """A picture: the room's size, what is pressed, and what must be on the screen before it is taken."""

    name: str
    size: tuple[int, int]
    steps: tuple[tuple[tuple[str, ...], str], ...]
    """Keys to press, and a text to wait for."""
    settings: Settings = field(default_factory=lambda: Settings(animation=False))
    opens_with: str = "5 articles"
    """What is on the screen once the room is open."""


def typed(text: str) -> tuple[str, ...]:
    """The keys of a text."""
    names = {" ": "space", '"': "quotation_mark", ":": "colon"}
    return tuple(names.get(character, character) for character in text)


_TO_002 = (("j",), "Samuel J. Paparo")
_NOTE = (
    _TO_002,
    (("b",), "Bookmarked"),
    (("enter",), "Esc list"),
    (("right_curly_bracket", "right_curly_bracket"), "Esc list"),
    (("a",), "ctrl+s save"),
    (typed("check his title against the list"), "against the list"),
    (("tab", *typed("titles")), "titles"),
)

_MARKED = (
    _TO_002,
    (("enter",), "Esc list"),
    (("v", "l", "l", "l", "l", "l"), "6 words selected"),
    (("m",), "Highlighted"),
    (("}", "v", "v"), "words selected"),
    (("a",), "ctrl+s save"),
    ((*typed("check this title"), "tab", *typed("titles"), "ctrl+s"), "Note saved"),
)

SCENES = (
    Scene("room", (120, 36), (*_NOTE, (("ctrl+s",), "Note saved"))),
    Scene(
        "filter-person",
        (120, 36),
        ((("slash", *typed("macorn")), "Emmanuel Macron ← macorn"), ((), "French President")),
    ),
    Scene(
        "filter-country",
        (120, 36),
        (
            (("slash", *typed("country:france")), "2 of 5"),
            (("enter",), "Enter read"),
            (("enter",), "Esc list"),
            (("right_square_bracket",), "mention 1 of"),
        ),
    ),
    Scene("note", (120, 36), _NOTE),
    Scene("narrow-list", (40, 24), ()),
    Scene("narrow-text", (40, 24), ((("enter",), "Esc list"),)),
    Scene("help", (100, 36), ((("question_mark",), "What can be done here"),)),
    Scene("notes", (120, 36), (*_NOTE, (("ctrl+s",), "Note saved"), (("A",), "All notes (2)"))),
    Scene("selection", (120, 36), (*_MARKED, (("}", "v", "j"), "words selected"))),
    Scene("facets", (160, 45), (((), "── people"), (("f",), "without"), (("G", "k"), "▌ Dec 2022"))),
    Scene(
        "card",
        (120, 36),
        (
            _TO_002,
            (("enter",), "Esc list"),
            (("right_square_bracket",), "mention 1 of"),
            (("enter",), "appears with"),
        ),
    ),
    Scene(
        "timeline",
        (120, 36),
        (
            (("T",), "5 articles by week"),
            (("minus",), "5 articles by month"),
            (("v", "h", "h", "h", "h", "h"), "July to December 2024: 2 articles"),
        ),
    ),
    Scene("narrow-timeline", (40, 12), ((("T",), "5 by month"), (("h",), "November 2024: none"))),
    Scene("narrow-facets", (40, 24), ((("f",), "countries"),)),
    Scene(
        "contrast",
        (80, 24),
        ((("enter",), "Esc list"), (("v", "l", "l"), "3 words selected")),
        Settings(animation=False, theme="contrast"),
    ),
    Scene("light", (120, 36), ((("enter",), "Esc list"),), Settings(animation=False, theme="morning")),
    Scene(
        "tour",
        (80, 24),
        ((("colon", *typed("the tour")), "The tour"), (("enter",), "Ten keys")),
    ),
    Scene(
        "themes",
        (120, 36),
        (
            (("colon", *typed("themes")), "each is shown"),
            (("enter",), "Enter keeps it"),
            (("down",), "Enter keeps it"),
        ),
    ),
)


@contextmanager
def room(scene: Scene, home: Path, *specs: SourceSpec) -> Iterator[ReadingRoom]:
    """The room of a scene in a home, which is fresh or has a library; on these sources, else on the seeds."""
    sources = list(specs) or [SourceSpec("seeds", str(seeds_directory()))]
    home.mkdir(parents=True, exist_ok=True)
    with (
        Library.open(home / "library.db") as library,
        Notebook.open(home / "data", now=lambda: _DAY) as notebook,
    ):
        library.scan(sources)
        yield ReadingRoom(Desk(library, notebook, lambda: sources), scene.settings, title="seeds", scan=False)


def hold_cursors(app: ReadingRoom) -> None:
    """Let no cursor blink from now on: it would be in one picture and not in the next."""
    for line in app.screen.query("Input, TextArea").results():
        if isinstance(line, Input | TextArea):
            line.cursor_blink = False


def strips_of(app: ReadingRoom) -> list[Strip]:
    """What is on the screen, line by line; a sheet over what lies under it, as Textual draws it.

    Without being told of it a sheet would be drawn over nothing, and kept so until it changes.
    """
    visible_screen_stack.set(list(app._background_screens))
    return app.screen._compositor.render_strips()


def text_of(app: ReadingRoom) -> str:
    """What is on the screen, line by line."""
    return "\n".join(strip.text for strip in strips_of(app))


@asynccontextmanager
async def own_threads() -> AsyncIterator[None]:
    """What a room has begun in threads has ended when this is left, as `asyncio.run` sees to for a real one.

    A library that is closed while a thread reads it takes the process down.
    """
    loop = asyncio.get_running_loop()
    before = loop._default_executor  # type: ignore[attr-defined]
    threads = ThreadPoolExecutor()
    loop.set_default_executor(threads)
    try:
        yield
    finally:
        loop._default_executor = before  # type: ignore[attr-defined]
        with ThreadPoolExecutor(1) as waiting:
            await loop.run_in_executor(waiting, threads.shutdown)


def is_idle(app: ReadingRoom) -> bool:
    """Whether nothing waits to be heard, nor is worked on; what waits for the answer to a question is not.

    The program may have had no turn on a busy machine: that nothing happens says nothing.
    """
    main = app.screen_stack[0]
    assert isinstance(main, MainScreen)
    if app.screen.size != app.size or app.screen._callbacks:
        return False
    if any(node.message_queue_size or node._next_callbacks for node in (app, *app._registry)):
        return False
    return all(worker.is_finished or (worker.group == "correct" and main.is_asked) for worker in app.workers)


async def settle(app: ReadingRoom, pilot: Pilot[None]) -> None:
    """Wait until nothing is on its way to the screen any more."""

    def is_answered() -> bool:
        """Whether the list answers what is asked, and its article is open beside it."""
        main = app.screen_stack[0]
        assert isinstance(main, MainScreen)
        row, opened = main.articles.row(main.articles.cursor), main.reader.opened
        is_open = row is None or (opened is not None and opened.uid == row.hit.row.uid)
        return is_open and main.are_deeds_done and not main.is_asking

    same, before = 0, ""
    while same < 5:
        hold_cursors(app)
        await pilot.pause()
        now = text_of(app)
        is_done = is_idle(app) and is_answered()
        same, before = (same + 1 if now == before and is_done else 0), now


async def play(scene: Scene, app: ReadingRoom, pilot: Pilot[None]) -> None:
    """Play a scene to its last state.

    Raises:
        TimeoutError: a text that was waited for did not come.
    """

    async def until(wanted: str) -> None:
        end = asyncio.get_running_loop().time() + 30
        while wanted not in text_of(app):
            if asyncio.get_running_loop().time() > end:
                raise TimeoutError(f"{scene.name}: no {wanted!r} in\n{text_of(app)}")
            await pilot.pause()

    await until(scene.opens_with)
    for keys, wanted in scene.steps:
        await pilot.press(*keys)
        await until(wanted)
    await settle(app, pilot)


async def take(scene: Scene, home: Path) -> str:
    """Play a scene; its picture as SVG."""
    with room(scene, home) as app:
        async with app.run_test(size=scene.size) as pilot:
            await play(scene, app, pilot)
            return app.export_screenshot(title="tuireader")


def to_png(svg: Path, png: Path) -> bool:
    """Turn an SVG into a PNG; False where nothing can."""
    if (chromium := shutil.which("chromium")) is not None:
        import re

        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text("utf-8"))
        assert box is not None
        width, height = (round(float(number)) for number in box.groups())
        with tempfile.TemporaryDirectory() as profile:
            command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                       "--no-first-run", "--disable-background-networking", "--disable-component-update",
                       "--disable-sync",
                       f"--user-data-dir={profile}", f"--window-size={width},{height}",
                       f"--screenshot={png}", svg.resolve().as_uri()]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return True
    if (rsvg := shutil.which("rsvg-convert")) is not None:
        subprocess.run([rsvg, str(svg), "-o", str(png)], check=True, timeout=120)
        return True
    try:
        # A wheel without any system library, for machines with neither: pip install resvg-py
        import resvg_py
    except ModuleNotFoundError:
        return False
    font = "DejaVu Sans Mono"
    drawn = resvg_py.svg_to_bytes(svg_string=svg.read_text("utf-8"), font_family=font, monospace_family=font)
    png.write_bytes(bytes(drawn))
    return True


def main() -> None:
    """Make all of them, or those that are named."""
    wanted = set(sys.argv[1:])
    for scene in SCENES:
        if wanted and scene.name not in wanted:
            continue
        svg = HERE / f"{scene.name}.svg"
        with tempfile.TemporaryDirectory() as home:
            svg.write_text(asyncio.run(take(scene, Path(home))), "utf-8")
        has_png = to_png(svg, svg.with_suffix(".png"))
        print(f"{svg.name}{' and PNG' if has_png else ' (no PNG: no chromium, rsvg-convert or resvg-py)'}")  # noqa: T201


if __name__ == "__main__":
    main()
