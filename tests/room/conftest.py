"""A room on the real seeds, opened in memory, with what a test needs to wait and to look."""

import asyncio
import gc
import importlib
import pkgutil
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest
from textual.pilot import Pilot

import tuireader.room
from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.notebook.notebook import Notebook
from tuireader.paths import Paths, private_directory, seeds_directory
from tuireader.room.app import ReadingRoom
from tuireader.room.desk import Desk
from tuireader.room.screens.main import MainScreen
from tuireader.room.widgets.status_line import StatusLine
from tuireader.settings import Settings

try:
    from resource import RUSAGE_THREAD, getrusage
except ImportError:  # only Linux tells of one thread
    RUSAGE_THREAD = None

sys.path.append(str(Path(__file__).parents[2]))
"""Tests play the scenes of `screenshots/`. At the end, so that it is the installed package that is tested."""

from screenshots.make import own_threads, strips_of  # noqa: E402 -- found only now

_PATIENCE = 20.0
"""Seconds to wait for a state on a loaded machine before the test fails."""


@dataclass
class Opened:
    """An open room."""

    app: ReadingRoom
    pilot: Pilot[None]
    desk: Desk
    dog: "Watchdog"

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever stands over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def text(self) -> str:
        """What is on the screen, line by line."""
        strips = strips_of(self.app)
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def said(self) -> str:
        """The message in the status line."""
        return self.main.status.message

    @property
    def headline(self) -> str:
        """The headline in the reader."""
        opened = self.main.reader.opened
        return opened.stored.article.headline if opened is not None else ""

    @property
    def file(self) -> str:
        """The first three characters of the open article's file name: `002`."""
        opened = self.main.reader.opened
        return Path(opened.stored.article.path).name[:3] if opened is not None else ""

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait for a state; fail when it does not come."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        while True:
            await self.pilot.pause()
            if holds():
                return
            assert loop.time() < end, f"did not come about: {what or holds}\n{self.text}"

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type text into what has the focus."""
        names = {" ": "space", '"': "quotation_mark", ":": "colon", "#": "number_sign", "-": "minus"}
        await self.pilot.press(*(names.get(character, character) for character in text))

    async def ask(self, query: str, total: int) -> None:
        """Type a query into the filter bar, wait for its answer, and go to the list."""
        await self.press("backslash")
        await self.type(query)
        await self.until(
            lambda: self.main.articles.answer and self.shown(query) == total, f"{query} -> {total}"
        )
        await self.press("enter")
        await self.until(lambda: self.app.focused is self.main.articles)

    def shown(self, query: str) -> int:
        """How many articles are listed for this query; -1 while another is answered."""
        answer = self.main.articles.answer
        return answer.total if answer is not None and str(answer.query.text) == query else -1

    async def open_file(self, start: str) -> None:
        """Put the cursor on a seed and go into its text."""
        uid = self.desk.library.resolve(
            next(str(p) for p in seeds_directory().iterdir() if p.name.startswith(start))
        )

        def is_there() -> bool:
            # What changes elsewhere meanwhile is asked after as well, and forgets what was to be selected.
            if self.file != start and not self.main.is_asking and self.main._target != uid:
                self.main.ask(select=uid)
            return self.file == start

        self.main.ask(select=uid)
        await self.until(is_there, f"{start} in the reader")
        if self.app.focused is not self.main.reader:
            await self.press("enter")
        await self.until(lambda: self.app.focused is self.main.reader)


_LONGEST = 0.05
"""Seconds of CPU that nothing in the room may keep the event loop for.

In quiet no step of these tests takes half of it, whatever the size of the room.
"""

_A_SWITCH = 0.0015
"""Seconds that being interrupted may add: what was at hand in the processor's cache is gone then.

Measured on two cores with ten programs at work: the same step took 29 ms with 11 interruptions, 58 with 32.
"""

_AT_MOST = 3
"""Times the bound that nothing may take, however often it was interrupted."""


def _interruptions() -> int:
    """How often this thread had to leave its core to another program, as far as the platform tells."""
    return getrusage(RUSAGE_THREAD).ru_nivcsw if RUSAGE_THREAD is not None else 0


def _load_all() -> None:
    """Import what the room imports when it is first asked for: once a process, and no matter of one key."""
    for module in pkgutil.walk_packages(tuireader.room.__path__, "tuireader.room."):
        importlib.import_module(module.name)


_load_all()


class Watchdog:
    """Measures how long each callback keeps the event loop to itself, in CPU time of its thread.

    Wall time would tell more of the machine than of the room; what waits on a disk is in threads (`attempt`).
    The test's own steps are left out, and so is the collection of garbage, which the test's own is part of.
    """

    def __init__(self, bound: float) -> None:
        self.offender = ""
        """The first callback that took too long, and how long it took; empty for none."""
        self.spent = 0.0
        """Seconds of all callbacks."""
        self.interruptions = 0
        self.is_watching = False
        self._bound = bound
        self._collecting = 0.0
        self._collected = 0.0
        self._test = asyncio.current_task()
        self._run = asyncio.Handle._run

    def __enter__(self) -> Self:
        # What earlier tests left on the heap is not the room's to collect.
        gc.collect()
        gc.freeze()
        gc.callbacks.append(self._collects)
        run, dog = self._run, self

        def watched(handle: asyncio.Handle) -> None:
            callback = handle._callback  # type: ignore[attr-defined]
            if not dog.is_watching or getattr(callback, "__self__", None) is dog._test:
                run(handle)
                return
            dog._collected = 0.0
            before, began = _interruptions(), time.thread_time()
            run(handle)
            took, often = time.thread_time() - began - dog._collected, _interruptions() - before
            dog.spent += took
            dog.interruptions += often
            allowed = min(dog._bound + often * _A_SWITCH, _AT_MOST * dog._bound)
            if took > allowed and dog.is_watching and not dog.offender:
                by = getattr(callback, "__self__", callback)
                dog.offender = f"{took:.3f} s ({often} interruptions) by {by!r}"

        asyncio.Handle._run = watched  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.Handle._run = self._run  # type: ignore[method-assign]
        gc.callbacks.remove(self._collects)
        gc.unfreeze()

    def _collects(self, phase: str, _: object) -> None:
        """Called when a collection begins and when it ends."""
        if phase == "start":
            self._collecting = time.thread_time()
        else:
            self._collected += time.thread_time() - self._collecting


OpenRoom = Callable[..., AbstractAsyncContextManager[Opened]]


@pytest.fixture
def open_room(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> OpenRoom:
    """Opens the room on the seeds, at a size; what is kept stays for the next room of the same test."""

    @asynccontextmanager
    async def opening(
        size: tuple[int, int] = (120, 36),
        settings: Settings | None = None,
        source: Path | None = None,
        scanned: bool = True,
        tours: bool = False,
        longest: float = _LONGEST,
        fade_after: float = 3600.0,
    ) -> AsyncIterator[Opened]:
        private_directory(paths.cache)
        spec = SourceSpec("seeds", str(source or seeds_directory()))
        with Library.open(paths.library) as library, Notebook.open(paths.data) as notebook:
            if scanned:
                library.scan([spec])

            def sources() -> list[SourceSpec]:
                """The one source, and what is added to it in the room."""
                return [spec, *(SourceSpec(s.name, s.path) for s in notebook.sources() if s.path)]

            desk = Desk(library, notebook, sources)
            app = ReadingRoom(
                desk, settings or Settings(animation=False), title="seeds", scan=not scanned, tours=tours
            )
            # No message goes by itself while a test on a busy machine looks for it.
            monkeypatch.setattr(StatusLine, "fade_after", fade_after)
            with Watchdog(longest) as dog:
                async with own_threads(), app.run_test(size=size) as pilot:
                    room = Opened(app, pilot, desk, dog)
                    if scanned:
                        await room.until(lambda: room.main.reader.opened or "No articles" in room.text)
                        # From the first article on: what opens the room is measured by the benchmarks.
                        dog.is_watching = True
                    yield room
                    dog.is_watching = False
            assert not dog.offender, f"the event loop was kept for {dog.offender}"

    return opening
