"""Measure the countries found against labelled texts: precision, recall, F1, errors, speed.

    python tests/benchmarks/measure_countries.py FILE.jsonl... [--errors] [--people]

Each line of a file is an object with `text`, `countries` (codes), optionally `countries_optional` (neither
rewarded nor punished) and `not_countries`; with `not_countries` the line is a trap, right when all countries
and none of those are found. People are found first and masked with `--people`.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from tuireader.articles.article import Block
from tuireader.names.countries import find_countries
from tuireader.names.values import Mention


def people_in(blocks: list[Block]) -> list[Mention]:
    """The people's mentions, by the finder that ships."""
    from tuireader.names.people import find_people

    return [mention for person in find_people(blocks) for mention in person.mentions]


def measure(path: Path, *, errors: bool, people: bool) -> str:
    """One line of figures for one file, after a line for each error."""
    right = false = missed = exact = traps = traps_right = characters = 0
    seconds = 0.0
    lines: list[str] = []
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        blocks = [Block("paragraph", line) for line in row["text"].splitlines() if line.strip()]
        masked = people_in(blocks) if people else []
        started = time.process_time()
        found = find_countries(blocks, place=None, masked=masked)
        seconds += time.process_time() - started
        characters += len(row["text"])
        have = {country.code: country.forms for country in found if country.evidence != "weak"}
        want, free = set(row["countries"]), set(row.get("countries_optional", ()))
        if "not_countries" in row:
            well = want <= have.keys() and have.keys().isdisjoint(row["not_countries"])
            traps, traps_right = traps + 1, traps_right + well
        else:
            well = want <= have.keys() <= want | free
        right += len(want & have.keys())
        missed += len(want - have.keys())
        false += len(have.keys() - want - free)
        exact += well
        if errors and not well:
            lost = " ".join(sorted(want - have.keys()))
            extra = {code: have[code] for code in have.keys() - want - free}
            lines.append(f"  {row['id']}: missed {lost or '-'}; false {extra or '-'}")
    precision, recall = right / ((right + false) or 1), right / ((right + missed) or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    figures = (
        f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}; all right in {exact} of {len(rows)}"
    )
    if traps:
        figures = f"{traps_right} of {traps} traps right"
    lines.append(f"{path.name}: {figures}; {characters / seconds / 1e6:.1f} million characters a second")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each text that is not all right")
    parser.add_argument("--people", action="store_true", help="find the people first and mask them")
    options = parser.parse_args()
    started = time.perf_counter()
    find_countries([Block("paragraph", "Vietnam")], place=None, masked=())
    sys.stdout.write(f"built in {(time.perf_counter() - started) * 1000:.0f} ms\n")
    for path in options.files:
        sys.stdout.write(measure(path, errors=options.errors, people=options.people) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
