"""What the tagger's weights say of a word, summed up ahead, is what its features have."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.names.features import Features
from tuireader.names.lexicon import DATA
from tuireader.names.tokens import END, START
from tuireader.names.weights import FOLLOWING, SHIFT, SIGNATURE, KnownWords

MODEL = json.loads(gzip.decompress((DATA / "people.json.gz").read_bytes()))
FEATURES = Features(MODEL["given"].split(), MODEL["family"].split(), MODEL["common"].split())
KNOWN = KnownWords(FEATURES, MODEL["weights"])
OFFSETS = (-2, -1, 0, 1, 2)


def summed(features: list[str]) -> int:
    """The weights of B and I over that of O, as they are packed."""
    total = 0
    for feature in features:
        b, i, o = MODEL["weights"].get(feature, (0, 0, 0))
        total += b - o + ((i - o) << SHIFT)
    return total


WORDS = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(sorted({feature.partition("w=")[2] for feature in MODEL["weights"]} - {""})).map(
        str.title
    ),
    st.sampled_from(
        ["Mr.", "said", "Anna", "“Bo”", "’s", "al-Assad", "UNESCO", "’", "2024", "J.", START, END]
    ),
)


@given(WORDS)
def test_a_word_has_the_weights_of_its_features_at_each_place(word: str) -> None:
    assert list(KNOWN[word][:5]) == [summed(FEATURES.at(word, offset)) for offset in OFFSETS]


@given(WORDS, WORDS)
def test_two_neighbours_have_the_weights_of_their_kinds(word: str, after: str) -> None:
    both = f"{FEATURES.signature(word)}|{FEATURES.signature(after)}"
    assert KNOWN[word][FOLLOWING][KNOWN[after][SIGNATURE]] == (summed([f"<{both}"]), summed([f">{both}"]))


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuireader.names.weights._MOST", 3)
    known = KnownWords(FEATURES, MODEL["weights"])
    before = [known[word] for word in ("Anna", "Sato", "met", "Bo")]
    known.forget()
    assert "Anna" not in known
    assert [known[word][:6] for word in ("Anna", "Sato", "met", "Bo")] == [kind[:6] for kind in before]
