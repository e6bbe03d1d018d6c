"""The people tagger decodes in short ways what its features and the best labels of a run are."""

import gzip
import json
from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tuireader.names.lexicon import DATA
from tuireader.names.tagger import LABELS, Tagger
from tuireader.names.tokens import END, START

MODEL = json.loads(gzip.decompress((DATA / "people.json.gz").read_bytes()))
TAGGER = Tagger(MODEL)
OFF_OTHERS, UNLED = 400, -800
"""What is taken off O, and the weight of I where no name goes on, in hundredths."""

WORDS = st.sampled_from(
    [
        "Anna",
        "Sato",
        "Mayor",
        "Gen.",
        "Van",
        "UNESCO",
        "Skalvik",
        "Bank",
        "J.",
        "“Bo”",
        "Nguyen",
        "May",
        "2024",
    ]
)
BESIDE = st.tuples(*[st.sampled_from([START, END, "said", "the", "of", "Minister", "Li", ","])] * 2)
RUNS = st.lists(WORDS, min_size=1, max_size=4)
Beside = tuple[str, str]


def emissions(before: Beside, words: list[str], after: Beside) -> list[tuple[int, int]]:
    """How much better B and I do than O for each word, from all of its features."""
    rows = TAGGER.features.of_run([*before, *words, *after], 2, 2 + len(words))
    weights = [[MODEL["weights"].get(feature, (0, 0, 0)) for feature in row] for row in rows]
    return [(sum(b - o for b, _, o in row), sum(i - o for _, i, o in row)) for row in weights]


def worth(labels: tuple[str, ...], scores: list[tuple[int, int]]) -> float:
    """What a way to label a run is worth."""
    total, last = 0.0, ""
    for label, (b, i) in zip(labels, scores, strict=True):
        total += {"B": b, "I": i, "O": -OFF_OTHERS}[label]
        if label == "I" and last in ("", "O"):
            total += UNLED
        elif last:
            total += MODEL["transitions"].get(f"{last}>{label}", 0.0) * 100
        last = label
    return total


def ways_to_label(names: tuple[tuple[int, int], ...], count: int) -> Iterator[tuple[str, ...]]:
    """Every way that gives these names: the best may begin one with I, if hardly ever."""
    for begun in product("BI", repeat=len(names)):
        labels = ["O"] * count
        for label, (first, stop) in zip(begun, names, strict=True):
            labels[first:stop] = [label, *"I" * (stop - first - 1)]
        yield tuple(labels)


@given(BESIDE, RUNS, BESIDE)
def test_each_word_is_scored_by_all_of_its_features(before: Beside, words: list[str], after: Beside) -> None:
    assert [*TAGGER.tag(before, words, after).emissions] == emissions(before, words, after)


@given(BESIDE, RUNS, BESIDE)
def test_no_other_names_of_a_run_are_worth_more(before: Beside, words: list[str], after: Beside) -> None:
    scores = emissions(before, words, after)
    best = max(worth(labels, scores) for labels in product(LABELS, repeat=len(words)))
    names = TAGGER.tag(before, words, after).names
    assert abs(max(worth(labels, scores) for labels in ways_to_label(names, len(words))) - best) < 1e-6


@given(BESIDE, RUNS, BESIDE, st.integers(0, 3))
def test_the_margin_of_one_word_is_that_of_the_tagged_run(
    before: Beside, words: list[str], after: Beside, at: int
) -> None:
    at %= len(words)
    margin = TAGGER.tag(before, words, after).margin(at, at + 1)
    assert abs(TAGGER.margin_in(before, words, after, at) - margin) < 1e-6
