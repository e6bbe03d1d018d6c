"""The room on a terminal: a step down the list, memory, pauses while one types, an article of a megabyte."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from collections_of_news import as_one_file
from goals import Collected, Goal, Part, kept
from homes import TUIREADER, home_of
from pseudo_terminal import PseudoTerminal
from search_opening import see_the_tour

_BEATING = str(Path(__file__).parent / "beating_room.py")
_STEPS = 60
_NARROW = (90, 40)
_SEEN = 8
"""Steps down that scroll nothing."""
_TYPED = ("macorn", "defence minister", "emmanuel macron", "the", '"climate change"')
_BETWEEN_KEYS = 0.03
"""Seconds: faster than anybody types."""
_DOWN, _BACKSPACE, _FILTER = "\x1b[B", "\x7f", "\\"
_MEGABYTE = 1_000_000


def measure(collected: Collected, part: Part) -> None:
    """The bounds on the room."""
    with ExitStack() as homes:
        work = collected.work
        environment = homes.enter_context(home_of(collected.library, work))
        seeds = homes.enter_context(home_of(None, work))
        subprocess.run([*TUIREADER, "scan"], env=seeds, check=True, capture_output=True)
        for home in (environment, seeds):
            see_the_tour(list(TUIREADER), home)
        _down(environment, part)
        here, there = _memory(environment), _memory(seeds)
        part.add(
            f"memory of the room after typing and stepping: {here:.0f} MB, on the five seeds {there:.0f}"
        )
        part.add(Goal("memory of the room over that on the seeds", here - there, 60, " MB"))
        _pauses(environment, work, part)
        _megabyte(collected, part)


def _down(environment: dict[str, str], part: Part) -> None:
    """A step down the list: bytes to the terminal, and processor time of the room until it rests."""
    with PseudoTerminal([*TUIREADER], environment) as terminal:
        terminal.rest()
        for _ in range(5):
            terminal.press(_DOWN)
        sent = statistics.median(terminal.press(_DOWN)[1] for _ in range(_SEEN))
        spent = terminal.processor
        for _ in range(_STEPS):
            terminal.press(_DOWN, quiet=0.06)
        terminal.rest()
        part.figures["down"] = (terminal.processor - spent) / _STEPS * 1000
    with PseudoTerminal([*TUIREADER], environment, size=_NARROW) as terminal:
        terminal.rest()
        terminal.press("g")  # it opens where it was left
        terminal.press(_DOWN)
        alone = statistics.median(terminal.press(_DOWN)[1] for _ in range(_SEEN))
        for _ in range(_SEEN):
            terminal.press(_DOWN)
        scrolling = [terminal.press(_DOWN) for _ in range(_SEEN)]
    part.add(
        f"`down` at 140x40, each step with the next article in the text pane: {sent:,.0f} bytes, "
        f"{part.figures['down']:.1f} ms of the processor; in the list alone, where it scrolls: "
        f"{statistics.median(count for _, count in scrolling):,.0f} bytes, "
        f"{statistics.median(ms for ms, _ in scrolling):.0f} ms to the last"
    )
    part.add(Goal("`down` in the list (90x40): to the terminal", alone, 1000, " bytes"))


def _memory(environment: dict[str, str]) -> float:
    with PseudoTerminal([*TUIREADER], environment) as terminal:
        terminal.rest()
        for _ in range(20):
            terminal.press(_DOWN, quiet=0.05)
        for query in _TYPED:
            terminal.press(_FILTER)
            for letter in query:
                terminal.press(letter, quiet=0.05)
            terminal.press("\x1b")
        terminal.rest()
        return terminal.megabytes


def _pauses(environment: dict[str, str], work: Path, part: Part) -> None:
    """A beat in the room's event loop while one types and erases as fast as one can, and while not."""
    with tempfile.TemporaryDirectory(dir=work) as place:
        told = Path(place) / "beat.json"
        command = [sys.executable, _BEATING, str(told)]
        see_the_tour(command, environment)
        with PseudoTerminal(command, environment, draws=False) as terminal:
            terminal.rest(2.0)
            idle_from = time.perf_counter()
            terminal.settle(6.0)
            typing_from = time.perf_counter()
            for query in _TYPED:
                terminal.send(_FILTER)
                for key in (*query, *(_BACKSPACE for _ in query)):
                    terminal.settle_for(_BETWEEN_KEYS)
                    terminal.send(key)
                terminal.press("\x1b")
            terminal.settle(0.5)
            until = time.perf_counter()
            for key in ("\x1b", "q", "q"):
                terminal.press(key)
            terminal.end()
        beats = json.loads(told.read_text("utf-8"))
    idle = [gap for at, gap in beats["waits"] if idle_from < at < typing_from] or [0.0]
    typing = [gap for at, gap in beats["waits"] if typing_from < at < until] or [0.0]
    steps = [(took, by) for at, took, by in beats["steps"] if typing_from < at < until] or [(0.0, "")]
    keys = sum(2 * len(query) for query in _TYPED)
    late = sorted(typing)
    took, by = max(steps)
    part.add(
        f"{keys} keys, one each {_BETWEEN_KEYS * 1000:.0f} ms: the beat was late by {late[-1] * 1000:.0f} ms "
        f"at most, by more than 16 ms {sum(gap > 0.016 for gap in late)} times; idle at most "
        f"{max(idle) * 1000:.0f} ms; the longest step of the event loop: {took * 1000:.0f} ms of the "
        f"processor ({by.split('(')[0].strip('<')})"
    )
    part.add(Goal("longest pause of the room's event loop while typing, wall", late[-1] * 1000, 50, " ms"))
    part.add(Goal("longest step of the event loop while typing, processor", took * 1000, 50, " ms"))
    part.add(Goal("7. the same pause above the longest of idling", (late[-1] - max(idle)) * 1000, 4, " ms"))


def _megabyte(collected: Collected, part: Part) -> None:
    """An article of a megabyte among small ones: opened, paged, and what the event loop feels of it."""
    with as_one_file(collected.work, collected.articles).open("rb") as source:
        text = source.read(_MEGABYTE).decode("utf-8", "ignore")
    with tempfile.TemporaryDirectory(dir=collected.work) as place:
        news = Path(place) / "news"
        news.mkdir()
        (news / "small.txt").write_text(
            "date 2024-05-02\n\nA small one\n\nThe small one has few words in it.\n"
        )
        (news / "large.txt").write_text(
            f"date 2024-05-01\n\nA large one\n\nThe large one begins here.\n\n{text}\n"
        )
        with home_of(None, collected.work, {"news": news}) as environment:
            subprocess.run([*TUIREADER, "scan"], env=environment, check=True, capture_output=True)
            told = Path(place) / "beat.json"
            command = [sys.executable, _BEATING, str(told)]
            see_the_tour(command, environment)
            with PseudoTerminal(command, environment) as terminal:
                terminal.until(lambda text: "The small one has few" in text)
                terminal.rest()
                began = time.perf_counter()
                terminal.send(_DOWN)
                opened = terminal.until(lambda text: "The large one begins" in text) - began
                terminal.settle(1.0)
                terminal.press("\r")
                pages = [terminal.press("\x1b[6~")[0] for _ in range(12)]
                until = time.perf_counter()
                for key in ("\x1b", "q", "q"):
                    terminal.press(key)
                terminal.end()
            beats = json.loads(told.read_text("utf-8"))
    late = max((gap for at, gap in beats["waits"] if began < at < until), default=0.0)
    part.add(Goal("an article of 1 MB: opened", opened, 3, " s"))
    part.add(Goal("an article of 1 MB: page down", statistics.median(pages) / 1000, 0.1, " s"))
    part.add(Goal("an article of 1 MB: longest pause of the event loop", late * 1000, 100, " ms"))


def growth(work: Path) -> list[Goal]:
    """What a step down costs at the largest size over the smallest."""
    parts = [part for part in kept(work, "room") if "down" in part.figures]
    if len(parts) < 2:
        return []
    small, large = parts[0], parts[-1]
    ratio = large.figures["down"] / small.figures["down"]
    return [Goal(f"`down`, processor, {large.articles:,} / {small.articles:,}", ratio, 1.2)]
