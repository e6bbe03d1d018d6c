"""What a benchmark says: goals with what was measured, remarks, and where the lines of all parts are kept.

Every part of every size leaves its lines in the working directory; the table is made of all that lie there,
so that the parts need not be measured in one go.
"""

import datetime
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import collections_of_news

_LARGE = 100_000


@dataclass(frozen=True)
class Goal:
    """A figure and its bound."""

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
        sign, verdict = "≥" if self.least else "≤", "met" if self.is_met else "MISSED"
        shown = f"{self.measured:,.0f}" if self.measured >= 1000 else f"{self.measured:.3g}"
        return f"{self.what} | {shown}{self.unit} | {sign} {self.bound:g}{self.unit} | {verdict}"


@dataclass
class Part:
    """What was measured of one library under one name."""

    name: str
    articles: int
    lines: list[str] = field(default_factory=list)
    """Cells of the table."""
    figures: dict[str, float] = field(default_factory=dict)
    """What is compared between sizes."""
    date: str = ""

    def add(self, line: Goal | str) -> None:
        """A goal, or a remark that takes a whole line: figures, or what is skipped and why; told at once."""
        self.lines.append(str(line) if isinstance(line, Goal) else f"{line} | | |")
        sys.stdout.write(f"{self.lines[-1]}\n")
        sys.stdout.flush()

    def add_of_large(self, goal: Goal) -> None:
        """A goal that is set for a hundred thousand articles: of fewer only the figure is given."""
        self.add(goal if self.articles >= _LARGE else f"{goal.what}: {goal.measured:.3g}{goal.unit}")

    def keep(self, work: Path) -> None:
        """Leave it in the working directory for the table."""
        self.date = datetime.datetime.now(datetime.UTC).date().isoformat()
        path = _path(work, self.name, self.articles)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(vars(self)), "utf-8")


def kept(work: Path, name: str) -> list[Part]:
    """All sizes of a part that lie in the working directory, the smallest first."""
    found = [
        Part(**json.loads(path.read_text("utf-8"))) for path in _path(work, name, 0).parent.glob(f"{name}-*")
    ]
    return sorted(found, key=lambda part: part.articles)


def ratios(parts: Iterable[Part], figure: str) -> Iterator[tuple[Part, Part, float]]:
    """How a figure grows from each size to the next."""
    held = [part for part in parts if figure in part.figures]
    for small, large in pairwise(held):
        yield small, large, large.figures[figure] / small.figures[figure]


@dataclass(frozen=True)
class Collected:
    """A collection of articles and the library of them."""

    work: Path
    articles: int
    library: Path
    seconds: float
    """It took to read and index it, all processes busy."""

    @property
    def text_bytes(self) -> int:
        """Of all texts."""
        return collections_of_news.size(self.work, self.articles)


def _path(work: Path, name: str, articles: int) -> Path:
    return work / "figures" / f"{name}-{articles}.json"
