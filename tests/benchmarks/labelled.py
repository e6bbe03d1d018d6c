"""Labelled texts for the measurements of names: reading them, the names found in them, counting, speed.

A file holds one object a line: `id`, `text`, `countries` (codes) and `persons`, or `person_clusters` where
one person has several forms, fullest first. `countries_optional` are neither rewarded nor punished. A line
with `not_countries` is a trap, right when nothing is missed and nothing that is forbidden is found.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tuireader.articles.article import Block
from tuireader.names.countries import countries_in
from tuireader.names.onetext import OneText
from tuireader.names.people import people_in, person_of
from tuireader.names.values import CountryFound, Person


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with what is in it."""

    id: str
    blocks: tuple[Block, ...]
    characters: int
    people: tuple[tuple[str, ...], ...]
    """The forms of each person, fullest first."""
    countries: frozenset[str]
    countries_optional: frozenset[str]
    forbidden: frozenset[str] | None
    """What a trap must not give; None where the text is no trap."""


@dataclass(slots=True)
class Tally:
    """How many were right, false and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __str__(self) -> str:
        precision = self.right / ((self.right + self.false) or 1)
        recall = self.right / ((self.right + self.missed) or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"


@dataclass(slots=True)
class Figures:
    """What a measurement of one file yields."""

    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Measure = Callable[[Sequence[Labelled], bool], Figures]
"""Takes the texts and whether they are traps."""


def read_labelled(path: Path, part: str = "all") -> list[Labelled]:
    """The texts of a file.

    Args:
        path: the file.
        part: `even` or `odd`: every second text alone, so that errors can be looked at in one half and the
            other stays unseen.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if part != "all":
        rows = rows[part == "odd" :: 2]
    return [
        Labelled(
            id=row["id"],
            blocks=tuple(Block("paragraph", line) for line in row["text"].splitlines() if line.strip()),
            characters=len(row["text"]),
            people=tuple(map(tuple, row.get("person_clusters") or [[name] for name in row["persons"]])),
            countries=frozenset(row["countries"]),
            countries_optional=frozenset(row.get("countries_optional", ())),
            forbidden=frozenset(row["not_countries"]) if "not_countries" in row else None,
        )
        for row in rows
    ]


def names_in(text: Labelled) -> tuple[tuple[Person, ...], tuple[CountryFound, ...]]:
    """The people, and the countries with the people's names masked: what indexing does with a text."""
    one = OneText(text.blocks)
    found, spots = people_in(one)
    masked = sorted([span for each in found for span in each.spans])
    countries = countries_in(one, place=None, masked=masked, spots=spots)
    return tuple([person_of(each, one) for each in found]), countries


def speed(texts: Sequence[Labelled], find: Callable[[Labelled], object], rounds: int = 3) -> float:
    """Millions of characters a second of CPU time, best of a few rounds: what is remembered is warm."""
    best = min(_seconds(texts, find) for _ in range(rounds))
    return sum(text.characters for text in texts) / best / 1e6


def _seconds(texts: Iterable[Labelled], find: Callable[[Labelled], object]) -> float:
    started = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - started


def report(doc: str, measure: Measure) -> int:
    """The command line both measurements share.

    Returns:
        0 when all files were measured, 2 when one is not there.
    """
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--errors", action="store_true", help="print each text that is not all right")
    parser.add_argument("--half", choices=("all", "even", "odd"), default="all", help="every second text")
    options = parser.parse_args()
    missing = [str(path) for path in options.files if not path.is_file()]
    if missing:
        sys.stderr.write(
            f"{', '.join(missing)} is not there: the labelled texts are no part of the repository, "
            "see tests/benchmarks/README.md\n"
        )
        return 2
    for path in options.files:
        texts = read_labelled(path, options.half)
        figures = measure(texts, any(text.forbidden is not None for text in texts))
        for line in figures.errors if options.errors else ():
            sys.stdout.write(f"  {line}\n")
        for line in figures.lines:
            sys.stdout.write(f"{path.name}: {line}\n")
    return 0
