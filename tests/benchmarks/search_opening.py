"""Opening: the first rows and the first search, commands, and the room until its first article is there."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import yardsticks
from goals import Collected, Goal, Part
from homes import TUIREADER, home_of, installed
from pseudo_terminal import PseudoTerminal

from tuireader.library.library import Library

_TIMES = 7
_STARTS = 5
_WORDS = 3
"""Of the first article's text, by which it is known on the screen."""

_OPEN = """
import sys, time
from pathlib import Path
import sqlite3
from tuireader.library.library import Library
from tuireader.search.engine import Searcher
began = time.perf_counter()
with Library.open(Path(sys.argv[1])) as library:
    searcher = Searcher(library)
    library.rows(searcher.search("").ids[:60])
    searcher.search("mac")
print((time.perf_counter() - began) * 1000)
"""
_STATIC = """
from textual.app import App
from textual.widgets import Static
class One(App):
    def compose(self):
        yield Static("A single line of text")
One().run()
"""


def measure(collected: Collected, part: Part) -> None:
    """Goal 9, and the bounds on starting."""
    for cold in (False, True):
        taken = _first_search(collected.library, cold=cold)
        part.add(
            Goal(
                f"9. first rows and first search, imports done, {'cold' if cold else 'warm'}", taken, 3, " ms"
            )
        )
    with ExitStack() as homes:
        environment = homes.enter_context(home_of(collected.library, collected.work))
        seeds = homes.enter_context(home_of(None, collected.work))
        subprocess.run([*TUIREADER, "scan"], env=seeds, check=True, capture_output=True)
        _commands(environment, part)
        _starts(collected, environment, seeds, part)


def _first_search(path: Path, *, cold: bool) -> float:
    """Milliseconds until the first sixty rows and the first search are there; the median."""
    taken = []
    for _ in range(_TIMES):
        if cold:
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        done = subprocess.run(
            [sys.executable, "-c", _OPEN, str(path)],
            capture_output=True,
            text=True,
            check=True,
            env=installed(),
        )
        taken.append(float(done.stdout))
    return statistics.median(taken)


def _commands(environment: dict[str, str], part: Part) -> None:
    """`tuireader search` and `--version` over `python -c pass`; medians of wall time, taken in turns."""
    ask = [*TUIREADER, "search", "macron", "--limit", "20"]
    version, nothing = [*TUIREADER, "--version"], [sys.executable, "-c", "pass"]
    for command in (ask, version):
        yardsticks.of_process(command, environment=environment)
    taken: tuple[list[float], ...] = [], [], []
    for _ in range(11):
        for times, command in zip(taken, (ask, version, nothing), strict=True):
            times.append(yardsticks.of_process(command, environment=environment))
    search, told, python = map(statistics.median, taken)
    part.add(
        f"`python -c pass` {python:.0f} ms, `tuireader --version` {told:.0f}, "
        f"`tuireader search macron` {search:.0f}"
    )
    part.add(Goal("`tuireader --version` / `python -c pass`", told / python, 4))
    part.add(Goal("`tuireader search` / `python -c pass`", search / python, 12))


def _starts(collected: Collected, environment: dict[str, str], seeds: dict[str, str], part: Part) -> None:
    """Until the first article stands on a terminal: here, on the five seeds, and a single line in Textual."""
    programs = {
        "this": (list(TUIREADER), environment, _first_words(Path(environment["XDG_CACHE_HOME"]))),
        "seeds": (list(TUIREADER), seeds, _first_words(Path(seeds["XDG_CACHE_HOME"]))),
        "static": ([sys.executable, "-c", _STATIC], installed(), "A single line of text"),
    }
    for command, home, _ in list(programs.values())[:2]:
        see_the_tour(command, home)
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(_STARTS):
        for name, (command, home, words) in programs.items():
            with PseudoTerminal(command, home) as terminal:
                shown = terminal.until(lambda text, words=words: words in text)  # type: ignore[misc]
                taken[name].append((shown - terminal.began) * 1000)
    this, five, static = (statistics.median(taken[name]) for name in programs)
    part.figures["start"] = this
    part.add(
        f"start to the first article: {this:.0f} ms, on the five seeds {five:.0f}; "
        f"one line in Textual {static:.0f}"
    )
    part.add(Goal("start to the first article / a Textual app with one Static", this / static, 1.6))
    part.add(Goal("start to the first article, five seeds / the same app", five / static, 1.6))
    part.add(Goal("start to the first article / on the five seeds", this / five, 1.1))
    opened = yardsticks.newsboat(
        collected.work, str(collected.articles), lambda: _articles(collected.library)
    )
    if opened is None:
        part.add("9. skipped: newsboat is not installed")
    else:
        part.add(f"newsboat shows its list with the same articles in one feed after {opened:.0f} ms")
        part.add_of_large(
            Goal("9. the whole room's start / newsboat's with the same articles", this / opened, 0.1)
        )


def see_the_tour(command: list[str], environment: Mapping[str, str]) -> None:
    """Open the room once and leave it, so that it need not show its keys again."""
    with PseudoTerminal(command, environment) as terminal:
        terminal.rest()
        for key in ("\x1b", "\x1b", "q", "q"):
            terminal.press(key)


def _first_words(cache: Path) -> str:
    with Library.open(cache / "tuireader" / "library.db") as library:
        stored = next(iter(library.articles(library.ids()[:1]).values()))
    text = next(block.text for block in stored.article.blocks if block.kind == "paragraph")
    return " ".join(text.split()[:_WORDS])


def _articles(path: Path) -> Iterator[tuple[str, str]]:
    with Library.open(path) as library:
        ids = library.ids()
        for at in range(0, len(ids), 200):
            for stored in library.articles(ids[at : at + 200]).values():
                yield stored.article.headline, "\n\n".join(block.text for block in stored.article.blocks)
