"""Train the people tagger: `python -m tuireader.names.train TRAINING_DIR`.

Needs the extra `train` (python-crfsuite) and the training folder that `data/README.md` describes:
`wikigold.jsonl.gz`, `gum.jsonl.gz`, `gmb.jsonl.gz` (one document a line, a list of `[words, labels]`) and
`names/`. Writes `data/people.json.gz`, which is all that ships.
"""

import argparse
import collections
import gzip
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tuireader.errors import UsageError
from tuireader.names.features import Features
from tuireader.names.invented import Inventor, Sentence, invented_sentences, swapped
from tuireader.names.lexicon import DATA, lexicon
from tuireader.names.tagger import LABELS
from tuireader.names.tokens import END, START

CORPORA = ("wikigold.jsonl.gz", "gum.jsonl.gz", "gmb.jsonl.gz")
NAME_TABLES = ("names/common-forenames-by-country.csv", "names/common-surnames-by-country.csv")
MODEL = DATA / "people.json.gz"

INVENTED = (4500, 1500)
"""How many sentences are made up: with people, and with places and things named after people."""
_SMALLEST_WEIGHT = 0.04
"""Weights nearer to nothing are left out of what ships; half the size, the same names."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights.

    Returns:
        0 when written, 2 when something that is needed is missing (said on stderr).
    """
    parser = argparse.ArgumentParser(
        prog="python -m tuireader.names.train", description="Train the people tagger."
    )
    parser.add_argument("training", type=Path, help="folder with the corpora and name lists")
    parser.add_argument(
        "-o", "--output", type=Path, default=MODEL, help="where to write (default: the package)"
    )
    options = parser.parse_args(arguments)
    try:
        size = train(options.training, options.output)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{options.output}: {size / 1000:.0f} KB\n")
    return 0


def train(training: Path, output: Path, *, invented: tuple[int, int] = INVENTED) -> int:
    """Train on the corpora in `training`, write the weights to `output` and tell their size in bytes.

    Args:
        training: the folder with the corpora and name lists.
        output: the file to write.
        invented: how many sentences to make up, with people and with things.

    Raises:
        UsageError: the folder lacks a file, or python-crfsuite is not installed.
    """
    missing = [name for name in (*CORPORA, *NAME_TABLES) if not (training / name).is_file()]
    if missing:
        raise UsageError(
            f"{training} lacks {', '.join(missing)}",
            "Name the training folder that tuireader/names/data/README.md describes.",
        )
    try:
        import pycrfsuite
    except ImportError as error:
        raise UsageError("Training needs python-crfsuite", "Run: pip install 'tuireader[train]'") from error

    corpora = [_documents(training / name) for name in CORPORA]
    inventor = Inventor(training / "names", seed=7)
    features = Features(_words_of(inventor.given), _words_of(inventor.family), _common_words(corpora))
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.12,
            "c2": 0.02,
            "max_iterations": 140,
            "feature.minfreq": 2,
            "feature.possible_transitions": True,
        }
    )
    for document in _everything(corpora, inventor, invented):
        for rows, labels in runs_for_training(document, features):
            trainer.append(rows, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "people.crfsuite")
        trainer.train(path)
        crf = pycrfsuite.Tagger()
        crf.open(path)
        information = crf.info()
        crf.close()
    packed = _packed(information, features)
    output.write_bytes(packed)
    return len(packed)


def _documents(path: Path) -> list[list[Sentence]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [[(words, labels) for words, labels in json.loads(line)] for line in lines]


def _everything(
    corpora: Sequence[Sequence[Sequence[Sentence]]], inventor: Inventor, invented: tuple[int, int]
) -> Iterator[Sequence[Sentence]]:
    for documents in corpora:
        yield from documents
    for documents in corpora:
        yield from swapped(documents, inventor)
    yield from invented_sentences(inventor, people=invented[0], things=invented[1])


def _words_of(names: dict[str, list[str]]) -> set[str]:
    return {
        word.lower()
        for found in names.values()
        for name in found
        for word in name.replace("-", " ").split()
        if len(word) > 1
    }


def _common_words(corpora: Iterable[Sequence[Sequence[Sentence]]]) -> set[str]:
    """Words of three letters and more that are written in lower case at least three times."""
    counts = collections.Counter(
        word
        for documents in corpora
        for document in documents
        for words, _ in document
        for word in words
        if word.islower() and word.isalpha() and len(word) > 2
    )
    return {word for word, count in counts.items() if count >= 3}


def runs_for_training(
    document: Sequence[Sentence], features: Features
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each run of capitalised words in a document."""
    for words, tags in document:
        if len(words) > 4 and sum(w.isupper() for w in words) > 0.6 * len(words):
            continue  # a headline in capitals teaches nothing
        padded = [START, START, *words, END, END]
        for first, stop in _runs(words):
            labels: list[str] = []
            for tag in tags[first:stop]:
                inside = tag.endswith("-PER") and labels and labels[-1] != "O"
                labels.append("O" if not tag.endswith("-PER") else "I" if inside and tag[0] == "I" else "B")
            yield features.of_run(padded, first + 2, stop + 2), labels


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where runs begin and end, as `tokens.find_runs` would find them in the printed text."""
    particles = lexicon().particle

    def capital(at: int) -> bool:
        word = words[at] if at < len(words) else ""
        return word[:1].isupper() or (word[:3] in ("al-", "el-", "as-") and word[3:4].isupper())

    at = 0
    while at < len(words):
        if not capital(at):
            at += 1
            continue
        stop = at + 1
        while stop < len(words):
            if capital(stop):
                stop += 1
            elif words[stop] in particles and capital(stop + 1):
                stop += 2
            elif (
                words[stop] in particles
                and stop + 1 < len(words)
                and words[stop + 1] in particles
                and capital(stop + 2)
            ):
                stop += 3
            else:
                break
        yield at, stop
        at = stop


def _packed(information: Any, features: Features) -> bytes:
    """The weights and word lists as gzipped JSON; weights are hundredths, in the order of `LABELS`."""
    weights: dict[str, list[int]] = {}
    for (feature, label), weight in information.state_features.items():
        if abs(weight) >= _SMALLEST_WEIGHT:
            weights.setdefault(feature, [0, 0, 0])[LABELS.index(label)] = round(weight * 100)
    model = {
        "weights": dict(sorted(weights.items())),
        "transitions": {f"{a}>{b}": round(w, 3) for (a, b), w in sorted(information.transitions.items())},
        "given": " ".join(sorted(features.given)),
        "family": " ".join(sorted(features.family)),
        "common": " ".join(sorted(features.common)),
    }
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    sys.exit(main())
