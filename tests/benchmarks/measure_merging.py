"""Measure whom the library takes for one person across articles: pairs to be judged by eye.

    python tests/benchmarks/measure_merging.py PATH... [--sample 300] [--seed 1] [--verdicts FILE]

PATH is a folder of articles or a file of them. Everybody in them gets the key the library would give, and
every pair of articles under one key is a merge that nobody asked for. Of each kind of pair some are drawn and
printed with what stands around the names; whoever judges them writes `number<TAB>verdict` into a file:
`same`, `different`, `unclear` or `nobody`, and with `--verdicts` the precision is printed. `nobody` is a pair
whose name is no person's: a mistake of finding, not of merging, counted apart. Texts are printed, never kept.

Kinds: `spelt` are two ways to write a name, one pair of each two; `countries` the same name with posts of
different countries; `named` the same name, one pair of articles a person; `alone` the same for those whose
name is one word and who are one person all the same: `Pope Leo`, `Rihanna`. Any other name alone is somebody
of its own in each article, and makes no pair; how many there are is told.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, dropwhile
from pathlib import Path

from tuireader.articles.article import Article
from tuireader.articles.reading import read_articles
from tuireader.errors import ArticleError
from tuireader.names.alone import is_name_alone
from tuireader.names.find import find_names
from tuireader.names.lexicon import lexicon
from tuireader.names.same import middle_letters, middles_agree, person_key
from tuireader.names.values import Person
from tuireader.text.fold import squash

_SHARE = {"spelt": 0.5, "countries": 0.1, "named": 0.4, "alone": 0.1}
"""How much of the sample is drawn from each kind."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody in an article."""

    person: Person
    headline: str
    date: str | None
    around: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles' people that the library calls one."""

    kind: str
    one: Seen
    other: Seen


def articles_in(paths: Iterable[Path]) -> Iterator[Article]:
    """The articles of the files and folders, in order of their names."""
    for path in paths:
        files = sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]
        for file in files:
            try:
                yield from (found for found in read_articles(file) if isinstance(found, Article))
            except ArticleError as error:
                sys.stderr.write(f"{error}\n")


def merged(articles: Iterable[Article], context: int) -> dict[str, list[Seen]]:
    """Everybody under the library's key; as `library.appearances` keeps them apart."""
    people: dict[str, list[Seen]] = defaultdict(list)
    lands: dict[str, set[str]] = defaultdict(set)
    middles: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for person in find_names(article).people:
            key = person_key(person.name)
            if is_name_alone(person.name):
                key = f"{key}@{article.id}"
            country, middle = person.country, middle_letters(person.name)
            if middle and middles[key] and not any(middles_agree(middle, m) for m in middles[key]):
                key = f"{key}@{middle}"
            elif country and lands[key] and country not in lands[key]:
                key = f"{key}@{country}"
            if country:
                lands[key].add(country)
            if middle:
                middles[key].add(middle)
            block, start, end = person.mentions[0]
            text = article.blocks[block].text
            around = f"{text[max(0, start - context) : start]}[{text[start:end]}]{text[end : end + context]}"
            people[key].append(Seen(person, article.headline, article.date, around))
    return people


def pairs(people: dict[str, list[Seen]], draw: random.Random) -> dict[str, list[Pair]]:
    """The pairs of each kind."""
    found: dict[str, list[Pair]] = {kind: [] for kind in _SHARE}
    titles = lexicon().strong_title
    for group in people.values():
        by_name: dict[str, list[Seen]] = defaultdict(list)
        for seen in group:
            by_name[squash(seen.person.name)].append(seen)
        for one, other in combinations(by_name.values(), 2):
            found["spelt"].append(Pair("spelt", draw.choice(one), draw.choice(other)))
        for named in by_name.values():
            if len(named) > 1:
                words = list(dropwhile(titles.__contains__, named[0].person.name.split()))
                kind = "named" if len(words) > 1 else "alone"
                found[kind].append(Pair(kind, *draw.sample(named, 2)))
            by_land: dict[str, list[Seen]] = defaultdict(list)
            for seen in named:
                if seen.person.country:
                    by_land[seen.person.country].append(seen)
            for one, other in combinations(by_land.values(), 2):
                found["countries"].append(Pair("countries", draw.choice(one), draw.choice(other)))
    return found


def show(number: int, pair: Pair) -> str:
    """A pair as it is judged."""
    lines = [f"{number}\t{pair.kind}\t{pair.one.person.name}\t{pair.other.person.name}"]
    for seen in (pair.one, pair.other):
        person = seen.person
        lines.append(
            f"    {seen.date or '-'} {person.country or '-'} {person.title or '-'} | {seen.headline[:80]}"
        )
        lines.append(f"        {seen.around}")
    return "\n".join(lines) + "\n"


def judged(path: Path, drawn: Sequence[Pair]) -> Iterator[str]:
    """What the verdicts come to, by kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text("utf-8").splitlines():
        number, _, verdict = line.partition("\t")
        counts[drawn[int(number)].kind][verdict.strip()] += 1
    whole = sum((count for kind, count in counts.items() if kind != "alone"), Counter())
    for kind, count in [*counts.items(), ("all but alone", whole)]:
        sure = count["same"] + count["different"]
        yield f"{kind}: precision {count['same'] / (sure or 1):.3f} ({dict(count)})"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--sample", type=int, default=300, help="how many pairs are drawn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--context", type=int, default=90, help="characters printed around each name")
    parser.add_argument("--verdicts", type=Path, help="a file with a verdict for each number")
    options = parser.parse_args()
    missing = [str(path) for path in options.paths if not path.exists()]
    if missing:
        sys.stderr.write(
            f"{', '.join(missing)} is not there: the collections are no part of the repository, "
            "see tests/benchmarks/README.md\n"
        )
        return 2
    draw = random.Random(options.seed)
    people = merged(articles_in(options.paths), options.context)
    found = pairs(people, draw)
    drawn = [
        pair
        for kind, share in _SHARE.items()
        for pair in draw.sample(found[kind], min(len(found[kind]), round(options.sample * share)))
    ]
    several = sum(len(group) > 1 for group in people.values())
    alone = Counter(
        key.partition("@")[0] for key, (seen, *_) in people.items() if is_name_alone(seen.person.name)
    )
    repeated = [count for count in alone.values() if count > 1]
    sys.stdout.write(
        f"{sum(map(len, people.values()))} people of articles under {len(people)} keys, {several} of them in "
        f"several articles; {', '.join(f'{len(found[kind])} pairs {kind}' for kind in found)}; "
        f"{len(repeated)} names alone of several articles, for {sum(repeated)} people\n"
    )
    if options.verdicts:
        for line in judged(options.verdicts, drawn):
            sys.stdout.write(f"{line}\n")
        return 0
    for number, pair in enumerate(drawn):
        sys.stdout.write(show(number, pair))
    return 0


if __name__ == "__main__":
    sys.exit(main())
