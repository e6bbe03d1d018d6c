"""Measure the countries found against labelled texts: precision, recall, F1, errors, speed.

    python tests/benchmarks/measure_countries.py FILE.jsonl... [--errors] [--half even|odd]

People are found first and masked, as indexing does. `labelled.py` says what a file holds.
"""

import sys
import time
from collections.abc import Sequence

from labelled import Figures, Labelled, Tally, names_in, report, speed

from tuireader.articles.article import Block
from tuireader.names.countries import find_countries


def measure(texts: Sequence[Labelled], traps: bool) -> Figures:
    """Countries by text; weak evidence does not count."""
    tally, figures, exact = Tally(), Figures(), 0
    for text in texts:
        _, found = names_in(text)
        have = {country.code: country.forms for country in found if country.evidence != "weak"}
        lost = text.countries - have.keys()
        extra = have.keys() - text.countries - text.countries_optional
        if text.forbidden is not None:
            extra &= text.forbidden
        tally.right += len(text.countries) - len(lost)
        tally.missed += len(lost)
        tally.false += len(extra)
        exact += not lost and not extra
        if lost or extra:
            false = {code: have[code] for code in extra}
            figures.errors.append(f"{text.id}: missed {' '.join(sorted(lost)) or '-'}; false {false or '-'}")
    if traps:
        figures.lines.append(f"{exact} of {len(texts)} traps right")
        return figures
    alone = speed(texts, lambda text: find_countries(text.blocks))
    figures.lines.append(
        f"{tally}; all right in {exact} of {len(texts)}; alone {alone:.1f} million characters a second of CPU"
    )
    return figures


def main() -> int:
    started = time.process_time()
    find_countries([Block("paragraph", "Vietnam")])
    sys.stdout.write(f"built in {(time.process_time() - started) * 1000:.0f} ms of CPU\n")
    return report(__doc__ or "", measure)


if __name__ == "__main__":
    sys.exit(main())
