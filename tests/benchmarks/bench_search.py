"""Measure search as one types, each figure beside its yardstick in the same run.

    python tests/benchmarks/bench_search.py --articles 10000 [--articles 100000 ...] [--work DIR] [--write]

Makes collections of real news (see `collections_of_news`), builds a library of each, types queries letter
by letter and prints every goal with the ratio that was measured and its bound. `--write` puts the table and
the plot into this folder. Yardsticks that are not installed are skipped.
"""

import argparse
import datetime
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import collections_of_news
import library_writer
import plot
import yardsticks
from yardsticks import percentile

from tuireader.library.library import Library
from tuireader.library.prepared import prepare
from tuireader.library.reading import read_file
from tuireader.room import SWITCHES
from tuireader.search.engine import Searcher

HERE = Path(__file__).parent
QUERIES = (
    "paparo", "macorn", "viet nam", "country:fr", "defence minister", '"climate change"', "the",
    "emmanuel macron", "united states", "xi jinping", "person:mcconnell", "trade deficit", "zelenksy",
    "new zealand", "obama -iraq", "schumr", "hurricane katrina date:2005", "niger", "senator OR minister",
    "afganistan",
)  # fmt: skip
"""Each is typed letter by letter; every letter is one sample."""
REPEATS = 3


@dataclass
class Goal:
    """One line of the report."""

    what: str
    measured: float
    bound: float
    unit: str = "x"
    least: bool = False
    """Whether the bound is a lower one."""

    @property
    def is_met(self) -> bool:
        """Whether the bound holds."""
        return self.measured >= self.bound if self.least else self.measured <= self.bound

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        verdict = "met" if self.is_met else "MISSED"
        return f"{self.what} | {self.measured:.3g}{self.unit} | {sign} {self.bound:g}{self.unit} | {verdict}"


@dataclass
class Run:
    """What was measured of one library."""

    articles: int
    library: Path
    processor: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    newest_200: float = 0.0
    resident_mb: float = 0.0


def keystrokes(query: str) -> list[str]:
    """The query as it grows."""
    return [query[:end] for end in range(1, len(query) + 1)]


def type_all(run: Run) -> None:
    """Type every query; of several times each keystroke's best counts, as the machine is shared."""
    best: dict[str, tuple[float, float]] = {}
    rows: dict[str, float] = {}
    with Library.open(run.library) as library:
        for _ in range(REPEATS):
            for query in QUERIES:
                searcher = Searcher(library)
                for text in keystrokes(query):
                    wall, spent = time.perf_counter(), time.thread_time()
                    answer = searcher.search(text)
                    spent, wall = (time.thread_time() - spent) * 1000, (time.perf_counter() - wall) * 1000
                    held = best.get(text, (spent, wall))
                    best[text] = min(spent, held[0]), min(wall, held[1])
                    spent = time.thread_time()
                    searcher.explain(answer, 0, 30)
                    window = (time.thread_time() - spent) * 1000
                    rows[text] = min(window, rows.get(text, window))
    run.processor = [spent for spent, _ in best.values()]
    run.wall = [wall for _, wall in best.values()]
    run.rows = list(rows.values())
    run.slowest = sorted(((spent, text) for text, (spent, _) in best.items()), reverse=True)[:8]
    with sqlite3.connect(run.library) as db:
        sql = "SELECT id, headline, source, date FROM article ORDER BY id DESC LIMIT 200"
        run.newest_200 = min(yardsticks.processor_ms(lambda: db.execute(sql).fetchall()) for _ in range(30))


_RESIDENT = """
import resource, sys
from itertools import pairwise
from pathlib import Path
from tuireader.library.library import Library
from tuireader.library.prepared import prepare
from tuireader.library.reading import read_file
from tuireader.search.engine import Searcher
with Library.open(Path(sys.argv[1])) as library:
    searcher = Searcher(library)
    for query in sys.argv[2:]:
        for end in range(1, len(query) + 1):
            searcher.explain(searcher.search(query[:end]), 0, 30)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_OPEN = """
import sys, time
from itertools import pairwise
from pathlib import Path
import sqlite3
from tuireader.library.library import Library
from tuireader.library.prepared import prepare
from tuireader.library.reading import read_file
from tuireader.search.engine import Searcher
began = time.perf_counter()
with Library.open(Path(sys.argv[1])) as library:
    searcher = Searcher(library)
    library.rows(searcher.search("").ids[:60])
    searcher.search("mac")
print((time.perf_counter() - began) * 1000)
"""


def printed(code: str, *arguments: str) -> float:
    """The number that a Python process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def opening(run: Run, *, cold: bool) -> float:
    """Milliseconds until the first sixty rows and the first search are there, imports done."""
    taken = []
    for _ in range(7):
        if cold:
            with run.library.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        taken.append(printed(_OPEN, str(run.library)))
    return statistics.median(taken)


def heartbeat(run: Run) -> tuple[float, float]:
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
    idle = statistics.median(longest(0.5) for _ in range(5))
    done = threading.Event()

    def work() -> None:
        with Library.open(run.library) as library:
            while not done.is_set():
                for query in QUERIES:
                    searcher = Searcher(library)
                    for text in keystrokes(query):
                        searcher.explain(searcher.search(text), 0, 30)

    thread = threading.Thread(target=work)
    thread.start()
    busy = statistics.median(longest(0.5) for _ in range(9))
    done.set()
    thread.join()
    return idle, busy


def surnames(run: Run) -> tuple[float, float, int]:
    """How many surnames with one letter wrong find somebody of that name, in all and in the first ten."""
    chance = random.Random(5)
    with Library.open(run.library) as library:
        people = [
            p for p in library.people(limit=3000) if p.articles >= 3 and " " in p.name and p.name.isascii()
        ]
        chosen = chance.sample(people, min(len(people), 300))
        searcher = Searcher(library)
        asked = found = first = 0
        for person in chosen:
            surname = person.name.split()[-1].lower()
            if not 5 <= len(surname) <= 12 or not surname.isalpha():
                continue
            at = chance.randrange(1, len(surname) - 1)
            letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
            typo = chance.choice(
                [
                    surname[:at] + surname[at + 1 :],
                    surname[:at] + letter + surname[at:],
                    surname[:at] + letter + surname[at + 1 :],
                    surname[:at] + surname[at + 1] + surname[at] + surname[at + 2 :],
                ]
            )
            if typo == surname or library.term(typo) is not None:
                continue
            asked += 1
            ids = list(searcher.search(typo).ids)
            theirs = set(library.newest("heads", f'people : "{surname}"', -1))
            found += bool(theirs & set(ids))
            first += bool(theirs & set(ids[:10]))
    return found / asked, first / asked, asked


def command(run: Run) -> float:
    """`tuireader search` in a home with this library, over `python -c pass`; medians of wall time."""
    from tuireader.notebook.notebook import Notebook

    with tempfile.TemporaryDirectory() as home, sqlite3.connect(run.library) as db:
        names = {f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
        environment = {**os.environ, **names}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # who installed it has its bytecode
        cache = Path(home) / "CACHE" / "tuireader"
        cache.mkdir(parents=True, mode=0o700)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.link(run.library, cache / "library.db")
        data = Path(home) / "DATA" / "tuireader"
        data.mkdir(parents=True, mode=0o700)
        with Notebook.open(data) as notebook:
            notebook.remove_source("seeds")
            for name, path in db.execute("SELECT name, path FROM source"):
                notebook.add_source(path, name)
        ask = [sys.executable, "-m", "tuireader", "search", "macron", "--limit", "20"]
        yardsticks.of_process(ask, environment=environment)
        mine, python = [], []
        for _ in range(11):
            mine.append(yardsticks.of_process(ask, environment=environment))
            python.append(yardsticks.of_process([sys.executable, "-c", "pass"]))
    return statistics.median(mine) / statistics.median(python)


def live(run: Run, work: Path) -> tuple[float, float]:
    """A thousand commits of an article each: longest over median; and keystroke p95 after over before."""
    fresh = collections_of_news.more_texts(work, run.articles, 1000)
    copy = work / f"live-{run.articles}.db"
    with sqlite3.connect(run.library) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(run.library, copy)
    taken = []
    with Library.open(copy) as library:
        for path in fresh:
            reading = read_file(path, str(path))
            prepared = prepare(reading)
            began = time.perf_counter()
            library_writer.write_one(library, prepared)
            taken.append(time.perf_counter() - began)
    after = Run(run.articles, copy)
    type_all(after)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    ratio = percentile(after.processor, 0.95) / percentile(run.processor, 0.95)
    return max(taken) / statistics.median(taken), ratio


def headlines_of(run: Run, work: Path) -> Path:
    """The headlines in a file, one a line."""
    path = work / f"headlines-{run.articles}.txt"
    with sqlite3.connect(run.library) as db:
        path.write_text(
            "".join(f"{line}\n" for (line,) in db.execute("SELECT headline FROM article")), "utf-8"
        )
    return path


def goals_of(run: Run, work: Path) -> list[Goal]:
    """Every goal that concerns one library."""
    bodies = collections_of_news.as_one_file(work, run.articles)
    titles = headlines_of(run, work)
    typed = [text for query in QUERIES for text in keystrokes(query)]
    fzf = yardsticks.fzf(titles, typed)
    rg = yardsticks.ripgrep(bodies, typed[::6])
    wratio = yardsticks.wratio(titles.read_text("utf-8").splitlines(), typed[::8])
    p50, p95, p99 = (percentile(run.processor, share) for share in (0.5, 0.95, 0.99))
    wall = percentile(run.wall, 0.95)
    r0 = run.newest_200
    goals = [
        Goal("1. keystroke p50 / newest 200 rows", p50 / r0, 6),
        Goal("1. keystroke p95 / newest 200 rows", p95 / r0, 25),
        Goal("1. keystroke p99 / newest 200 rows", p99 / r0, 40),
    ]
    if fzf is not None:
        goals.append(
            Goal(
                "2. keystroke p95, wall / fzf --filter over headlines, p95",
                wall / percentile(fzf, 0.95),
                0.05,
            )
        )
    goals.append(Goal("3. keystroke p95 / WRatio over headlines, p95", p95 / percentile(wratio, 0.95), 0.03))
    if rg is not None:
        goals.append(
            Goal("3. keystroke p95, wall / rg -c over texts, p95", wall / percentile(rg, 0.95), 0.01)
        )
    listed, first, asked = surnames(run)
    goals.append(Goal(f"6. surnames with a typo found ({asked})", listed * 100, 98, " %", least=True))
    goals.append(Goal("6. and among the first ten", first * 100, 95, " %", least=True))
    idle, busy = heartbeat(run)
    goals.append(Goal("7. heartbeat gap while a worker searches, above idle", max(busy - idle, 0), 4, " ms"))
    text_bytes = collections_of_news.size(work, run.articles)
    goals.append(Goal("8. full-text tables / text", full_text_bytes(run) / text_bytes, 0.35))
    goals.append(Goal("8. library.db / text", run.library.stat().st_size / text_bytes, 1.6))
    goals.append(Goal("9. first rows and first search, warm", opening(run, cold=False), 3, " ms"))
    goals.append(Goal("9. first rows and first search, cold", opening(run, cold=True), 3, " ms"))
    longest, slower = live(run, work)
    goals.append(Goal("10. longest of 1,000 single-article commits / median", longest, 50))
    goals.append(Goal("10. keystroke p95 after them / before", slower, 2))
    goals.append(Goal("`tuireader search` / python -c pass", command(run), 12))
    return goals


def full_text_bytes(run: Run) -> int:
    """The size of what the full-text tables store."""
    with sqlite3.connect(run.library) as db:
        sql = "SELECT sum(length(block)) FROM {}_data"
        return sum(db.execute(sql.format(table)).fetchone()[0] or 0 for table in ("heads", "alltext"))


def growth(runs: list[Run]) -> list[Goal]:
    """How cost grows from one library to the next."""
    goals = []
    for small, large in pairwise(runs):
        ratio = percentile(large.processor, 0.95) / percentile(small.processor, 0.95)
        sizes = f"{large.articles:,} / {small.articles:,}"
        goals.append(Goal(f"4. keystroke p95, {sizes}", ratio, 2.5 if small.articles < 100_000 else 2))
        goals.append(Goal(f"11. memory, {sizes}", large.resident_mb / small.resident_mb, 2))
    return goals


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, action="append", help="size of a collection; may be given again"
    )
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tuireader-bench")
    parser.add_argument("--write", action="store_true", help="write the table and the plot into this folder")
    arguments = parser.parse_args()
    if not collections_of_news.is_there():
        sys.exit(
            "TUIREADER_SHARED names no folder with corpora/make_corpus.py: there is nothing to measure with"
        )
    arguments.work.mkdir(parents=True, exist_ok=True)
    lines = ["| what | measured | bound | |", "| --- | --- | --- | --- |"]
    runs: list[Run] = []
    for articles in sorted(arguments.articles or [10_000]):
        path, seconds = collections_of_news.library_of(arguments.work, articles)
        run = Run(articles, path)
        type_all(run)
        run.resident_mb = printed(_RESIDENT, str(path), *QUERIES)
        runs.append(run)
        figures = [percentile(run.processor, share) for share in (0.5, 0.95, 0.99)]
        lines.append(
            f"| **{articles:,} articles**, {len(run.processor)} keystrokes: processor p50 {figures[0]:.2f}, "
            f"p95 {figures[1]:.2f}, p99 {figures[2]:.2f} ms; wall p95 {percentile(run.wall, 0.95):.2f} ms; "
            f"thirty explained rows p50 {percentile(run.rows, 0.5):.1f}, "
            f"p95 {percentile(run.rows, 0.95):.1f} ms; {run.resident_mb:.0f} MB; "
            f"read and indexed in {seconds:.0f} s | | | |"
        )
        lines += [f"| {goal} |" for goal in goals_of(run, arguments.work)]
        lines.append(f"| slowest: {', '.join(f'`{text}` {ms:.1f}' for ms, text in run.slowest)} ms | | | |")
    lines += [f"| {goal} |" for goal in growth(runs)]
    sys.stdout.write("\n".join(lines) + "\n")
    if arguments.write:
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        sizes = " ".join(f"--articles {run.articles}" for run in runs)
        table = "\n".join(lines)
        head = f"`python tests/benchmarks/bench_search.py {sizes}`, {today}:"
        (HERE / "search.md").write_text(f"{head}\n\n{table}\n", "utf-8")
        points = {
            "p50": [(run.articles, percentile(run.processor, 0.5)) for run in runs],
            "p95": [(run.articles, percentile(run.processor, 0.95)) for run in runs],
            "p99": [(run.articles, percentile(run.processor, 0.99)) for run in runs],
        }
        (HERE / "search.svg").write_text(
            plot.lines("A keystroke, ms of processor time", "articles", points), "utf-8"
        )
        (arguments.work / "search.json").write_text(json.dumps(points), "utf-8")


if __name__ == "__main__":
    main()
