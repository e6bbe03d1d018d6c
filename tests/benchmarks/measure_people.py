"""Measure the people found against labelled texts: precision, recall, F1, traps, errors, speed, size.

    python tests/benchmarks/measure_people.py FILE.jsonl... [--errors] [--half even|odd]

Counted are the people of each text. Strict: the names are equal; accents, initials, titles and `Jr.` do not
matter. Lenient: the words of one name are among the other's. Full names: those labelled with two words and
more that are found leniently. Speed is of people and countries together, warm, CPU time. `labelled.py` says
what a file holds.
"""

import sys
import time
from collections.abc import Iterable, Sequence

from labelled import Figures, Labelled, Tally, names_in, report, speed

from tuireader.articles.article import Block
from tuireader.names.lexicon import DATA, lexicon
from tuireader.names.spelling import name_keys, suffix_of, without_initials


def folded(name: str) -> tuple[str, ...]:
    """What is compared of a name."""
    words = name.split()
    titles = lexicon().strong_title
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    keys = without_initials(name_keys(words))
    return keys[:-1] if suffix_of(keys) else keys


def pairs(
    have: Iterable[tuple[str, ...]], want: Iterable[tuple[str, ...]], *, strict: bool
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Which found name is which labelled one, each once; equal ones first."""
    left, paired = list(have), []
    open_ = list(want)
    for same in (True,) if strict else (True, False):
        for name in list(open_):
            match = next((n for n in left if _alike(n, name, strict=same)), None)
            if match is not None:
                left.remove(match)
                open_.remove(name)
                paired.append((match, name))
    return paired


def _alike(name: tuple[str, ...], other: tuple[str, ...], *, strict: bool) -> bool:
    if "".join(name) == "".join(other):
        return True
    return not strict and bool(set(name) <= set(other) or set(other) <= set(name))


def measure(texts: Sequence[Labelled], traps: bool) -> Figures:
    """People by text, strict and lenient."""
    strict, lenient, figures = Tally(), Tally(), Figures()
    full = full_found = exact = 0
    for text in texts:
        people, _ = names_in(text)
        have = {folded(person.name): person.name for person in people}
        want = {folded(forms[0]): forms[0] for forms in text.people}
        for tally, exactly in ((strict, True), (lenient, False)):
            right = pairs(have, want, strict=exactly)
            tally.right += len(right)
            tally.false += len(have) - len(right)
            tally.missed += len(want) - len(right)
        found = {name for _, name in right}
        long = [name for name in want if len(name) > 1]
        full += len(long)
        full_found += len(found.intersection(long))
        equal = pairs(have, want, strict=True)
        exact += len(equal) == len(have) == len(want)
        lost = [want[name] for name in want if name not in {name for _, name in equal}]
        extra = [have[name] for name in have if name not in {name for name, _ in equal}]
        if lost or extra:
            figures.errors.append(
                f"{text.id}: missed {', '.join(lost) or '-'}; false {', '.join(extra) or '-'}"
            )
    if traps:
        figures.lines.append(f"{exact} of {len(texts)} traps right")
        return figures
    figures.lines += [
        f"strict {strict}",
        f"lenient {lenient}; full names found {full_found / (full or 1):.3f}",
        f"people and countries {speed(texts, names_in):.1f} million characters a second of CPU",
    ]
    return figures


def main() -> int:
    started = time.process_time()
    names_in(
        Labelled(
            "", (Block("paragraph", "Ana Lopes met Li Wei in Chad."),), 0, (), frozenset(), frozenset(), None
        )
    )
    built = (time.process_time() - started) * 1000
    size = sum(file.stat().st_size for file in DATA.iterdir() if file.suffix != ".md")
    sys.stdout.write(f"built in {built:.0f} ms of CPU; lists and weights {size / 1000:.0f} KB\n")
    return report(__doc__ or "", measure)


if __name__ == "__main__":
    sys.exit(main())
