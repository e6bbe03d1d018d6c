"""Measure search as one types, each figure beside its yardstick in the same run.

    python tests/benchmarks/bench_search.py [--articles 10000 ...] [--only PART ...] [--work DIR] [--write]

Makes collections of real news (see `collections_of_news`), builds a library of each, measures part after
part and prints every goal with its ratio and its bound. Each part leaves its lines in the working directory,
so that they can be measured one at a time; `--write` puts the table of all that lie there into the README of
this folder, and the plot beside it. Goals have the numbers of the search note. What is not installed is named
and skipped.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import collections_of_news
import plot
import search_answers
import search_index
import search_keystrokes
import search_opening
import search_room
from goals import Collected, Goal, Part, kept

HERE = Path(__file__).parent
README = HERE / "README.md"
_BEGIN, _END = "<!-- written by bench_search.py -->", "<!-- to here -->"
PARTS: dict[str, Callable[[Collected, Part], None]] = {
    "keystrokes": search_keystrokes.measure,
    "answers": search_answers.measure,
    "index": search_index.measure,
    "opening": search_opening.measure,
    "room": search_room.measure,
}


def measure(work: Path, articles: int, names: list[str]) -> None:
    """Measure these parts of one library; their lines are printed as they come, and kept."""
    path, seconds = collections_of_news.library_of(work, articles)
    collected = Collected(work, articles, path, seconds)
    for name in names:
        sys.stdout.write(f"**{articles:,} articles, {name}**\n")
        part = Part(name, articles)
        PARTS[name](collected, part)
        part.keep(work)


def growth(work: Path) -> list[Goal]:
    """How cost grows with the library, of all that lies in the working directory."""
    return [*search_keystrokes.growth(work), *search_room.growth(work)]


def write(work: Path) -> None:
    """The table and the plot of all that lies in the working directory, into this folder."""
    lines = ["| what | measured | bound | |", "| --- | --- | --- | --- |"]
    parts = [part for name in PARTS for part in kept(work, name)]
    sizes = sorted({part.articles for part in parts})
    for articles in sizes:
        for part in parts:
            if part.articles == articles:
                lines.append(f"| **{articles:,} articles, {part.name}**, {part.date} | | | |")
                lines += [f"| {line} |" for line in part.lines]
    lines += ["| **growth** | | | |", *(f"| {goal} |" for goal in growth(work))]
    given = " ".join(f"--articles {articles}" for articles in sizes)
    head = f"`python tests/benchmarks/bench_search.py {given} --write`:"
    before, _, rest = README.read_text("utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    README.write_text("\n".join([f"{before}{_BEGIN}", head, "", *lines, f"{_END}{after}"]), "utf-8")
    typed = kept(work, "keystrokes")
    if typed:
        points = {
            name: [(part.articles, part.figures[name]) for part in typed] for name in ("p50", "p95", "p99")
        }
        drawn = plot.lines("A keystroke, ms of processor time", "articles", points)
        (HERE / "search.svg").write_text(drawn, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, action="append", help="size of a collection; may be given again"
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; may be given again")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tuireader-bench")
    parser.add_argument("--write", action="store_true", help="write table and plot of all that was measured")
    arguments = parser.parse_args()
    if not collections_of_news.is_there():
        sys.exit(
            "TUIREADER_SHARED names no folder with corpora/make_corpus.py: there is nothing to measure with"
        )
    arguments.work.mkdir(parents=True, exist_ok=True)
    for articles in sorted(arguments.articles or ([] if arguments.write else [10_000])):
        measure(arguments.work, articles, arguments.only or list(PARTS))
    for goal in growth(arguments.work):
        sys.stdout.write(f"{goal}\n")
    if arguments.write:
        write(arguments.work)


if __name__ == "__main__":
    main()
