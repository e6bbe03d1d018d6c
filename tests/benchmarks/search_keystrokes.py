"""A keystroke: its time and memory beside fzf, ripgrep and RapidFuzz, and what the screen feels of it."""

import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import yardsticks
from goals import Collected, Goal, Part, kept, ratios
from yardsticks import percentile

from tuireader.library.library import Library
from tuireader.room import SWITCHES
from tuireader.search.engine import Searcher

QUERIES = (
    "paparo", "macorn", "viet nam", "country:fr", "defence minister", '"climate change"', "the",
    "emmanuel macron", "united states", "xi jinping", "person:mcconnell", "trade deficit", "zelenksy",
    "new zealand", "obama -iraq", "schumr", "hurricane katrina date:2005", "niger", "senator OR minister",
    "afganistan",
)  # fmt: skip
"""Each is typed letter by letter; every letter is one sample."""
_REPEATS = 3
_BY_HAND = QUERIES[:6]
"""What is typed into fzf on a terminal: each letter waits for the screen to settle."""
_WINDOW = 30

_RESIDENT = """
import sys
from pathlib import Path
from tuireader.library.library import Library
from tuireader.search.engine import Searcher
with Library.open(Path(sys.argv[1])) as library:
    searcher = Searcher(library)
    for query in sys.argv[2:]:
        for end in range(1, len(query) + 1):
            searcher.explain(searcher.search(query[:end]), 0, 30)
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
"""


def letters(queries: Iterable[str] = QUERIES) -> list[str]:
    """Every query as it grows."""
    return [query[:end] for query in queries for end in range(1, len(query) + 1)]


class Typed:
    """Every query typed: milliseconds of each keystroke; the best of several, as the machine is shared."""

    def __init__(self, path: Path) -> None:
        best: dict[str, tuple[float, float]] = {}
        rows: dict[str, float] = {}
        with Library.open(path) as library:
            for _ in range(_REPEATS):
                for query in QUERIES:
                    searcher = Searcher(library)
                    for text in letters([query]):
                        wall, spent = time.perf_counter(), time.thread_time()
                        answer = searcher.search(text)
                        spent, wall = (time.thread_time() - spent) * 1000, (time.perf_counter() - wall) * 1000
                        held = best.get(text, (spent, wall))
                        best[text] = min(spent, held[0]), min(wall, held[1])
                        spent = time.thread_time()
                        searcher.explain(answer, 0, _WINDOW)
                        window = (time.thread_time() - spent) * 1000
                        rows[text] = min(window, rows.get(text, window))
        self.processor = [spent for spent, _ in best.values()]
        self.wall = [wall for _, wall in best.values()]
        self.rows = list(rows.values())
        self.slowest = sorted(((spent, text) for text, (spent, _) in best.items()), reverse=True)[:8]


def measure(collected: Collected, part: Part) -> None:
    """Goals 1, 2, 3, 7 and 11."""
    typed = Typed(collected.library)
    p50, p95, p99 = (percentile(typed.processor, share) for share in (0.5, 0.95, 0.99))
    wall = percentile(typed.wall, 0.95)
    part.figures |= {"p50": p50, "p95": p95, "p99": p99}
    part.add(
        f"{len(typed.processor)} keystrokes: processor p50 {p50:.2f}, p95 {p95:.2f}, p99 {p99:.2f} ms; "
        f"wall p95 {wall:.2f} ms; thirty explained rows p50 {percentile(typed.rows, 0.5):.1f}, "
        f"p95 {percentile(typed.rows, 0.95):.1f} ms"
    )
    part.add(f"slowest: {', '.join(f'`{text}` {ms:.1f}' for ms, text in typed.slowest)} ms")
    newest = _newest_200(collected.library)
    for name, value, bound in (("p50", p50, 6), ("p95", p95, 25), ("p99", p99, 40)):
        part.add(Goal(f"1. keystroke {name} / newest 200 rows", value / newest, bound))
    _beside_peers(collected, part, p95, wall)
    idle, busy = _heartbeat(collected.library)
    part.add(Goal("7. heartbeat gap while a worker searches, above idle", max(busy - idle, 0), 4, " ms"))


def _beside_peers(collected: Collected, part: Part, p95: float, wall: float) -> None:
    headlines = _headlines(collected)
    every = letters()
    filtered = yardsticks.fzf(headlines, every)
    if filtered is None:
        part.add("2., 11. skipped: fzf is not installed")
    else:
        ratio = wall / percentile(filtered, 0.95)
        part.add_of_large(
            Goal("2. keystroke p95, wall / `fzf --filter` over headlines alone, p95", ratio, 0.05)
        )
    by_hand = yardsticks.fzf_typed(headlines, _BY_HAND)
    resident = _resident(collected.library)
    part.figures["resident"] = resident
    if by_hand is not None:
        taken, megabytes = by_hand
        part.add(
            f"fzf on a terminal, headlines alone: key to settled screen p50 {percentile(taken, 0.5):.1f}, "
            f"p95 {percentile(taken, 0.95):.1f} ms, {megabytes:.0f} MB; ours {resident:.0f} MB"
        )
        ratio = wall / percentile(taken, 0.95)
        part.add_of_large(Goal("2. keystroke p95, wall / fzf on a terminal, p95", ratio, 0.05))
        part.add_of_large(Goal("11. memory of the engine / of fzf on a terminal", resident / megabytes, 0.5))
    compared = yardsticks.wratio(headlines.read_text("utf-8").splitlines(), every[::8])
    part.add_of_large(
        Goal("3. keystroke p95 / WRatio over headlines, p95", p95 / percentile(compared, 0.95), 0.03)
    )
    from collections_of_news import as_one_file

    found = yardsticks.ripgrep(as_one_file(collected.work, collected.articles), every[::6])
    if found is None:
        part.add("3. skipped: ripgrep is not installed")
    else:
        ratio = wall / percentile(found, 0.95)
        part.add_of_large(Goal("3. keystroke p95, wall / `rg -c` over texts, p95", ratio, 0.01))


def growth(work: Path) -> list[Goal]:
    """Goals 4 and 11: how a keystroke and its memory grow from each size to the next."""
    parts = kept(work, "keystrokes")
    lines = []
    for small, large, ratio in ratios(parts, "p95"):
        bound = 2.5 if large.articles <= 100_000 else 2
        lines.append(Goal(f"4. keystroke p95, {large.articles:,} / {small.articles:,}", ratio, bound))
    for small, large, ratio in ratios([part for part in parts if part.articles >= 10_000], "resident"):
        lines.append(Goal(f"11. memory of the engine, {large.articles:,} / {small.articles:,}", ratio, 2))
    return lines


def _newest_200(path: Path) -> float:
    """R0 of the search note: milliseconds of processor time to read the newest 200 rows."""
    sql = "SELECT id, headline, source, date FROM article ORDER BY id DESC LIMIT 200"
    with sqlite3.connect(path) as db:
        return min(yardsticks.processor_ms(lambda: db.execute(sql).fetchall()) for _ in range(50))


def _headlines(collected: Collected) -> Path:
    """The headlines in a file, one a line."""
    path = collected.work / f"headlines-{collected.articles}.txt"
    with sqlite3.connect(collected.library) as db, path.open("w", encoding="utf-8") as sink:
        sink.writelines(f"{line}\n" for (line,) in db.execute("SELECT headline FROM article"))
    return path


def _resident(path: Path) -> float:
    command = [sys.executable, "-c", _RESIDENT, str(path), *QUERIES]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _heartbeat(path: Path) -> tuple[float, float]:
    """The longest gap of a beat a millisecond in this thread: idle, and while a worker searches."""

    def longest(seconds: float) -> float:
        gap, last = 0.0, time.perf_counter()
        until = last + seconds
        while last < until:
            time.sleep(0.001)
            now = time.perf_counter()
            gap, last = max(gap, now - last), now
        return gap * 1000

    sys.setswitchinterval(SWITCHES)  # as the room does
    idle = statistics.median(longest(0.5) for _ in range(9))
    done = threading.Event()

    def work() -> None:
        with Library.open(path) as library:
            while not done.is_set():
                for query in QUERIES:
                    searcher = Searcher(library)
                    for text in letters([query]):
                        searcher.explain(searcher.search(text), 0, _WINDOW)

    thread = threading.Thread(target=work)
    thread.start()
    busy = statistics.median(longest(0.5) for _ in range(9))
    done.set()
    thread.join()
    return idle, busy
