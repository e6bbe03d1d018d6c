"""What the tagger's weights say of a word at each place near the one that is labelled, worked out once.

A feature (`features.py`) looks at one word at an offset from -2 to +2, at the kinds of two neighbours, or at
nothing but the place in the run. So the sum of a word's weights at each offset is remembered with it, and
what two neighbours say with their kinds, of which there are few: that is what makes plain Python fast.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from tuireader.names.features import NICKNAME_SIGNS, Features
from tuireader.names.tokens import END, START

SHIFT = 24
"""Weights are whole hundredths, so those of B and of I, each less that of O, are kept in one integer, so many
bits each, and added in one go."""
SIGNATURE: Final = 5
FOLLOWING: Final = 6
"""Where a word's signature stands, and what it says with the word after it."""
_OFFSETS = (-2, -1, 0, 1, 2)
_LONG = 9
"""Longer words are as long as this."""
_MOST = 100_000
"""Words that are remembered: a bound on memory, for an hour of bulk indexing meets many."""


class Following(dict[str, tuple[int, int]]):
    """What a word says with the one after it, by the signature of that: of that one, and of itself."""

    def __init__(self, signature: str, weights: Mapping[str, int]) -> None:
        self._signature = signature
        self._weights = weights

    def __missing__(self, signature: str) -> tuple[int, int]:
        both, weight = f"{self._signature}|{signature}", self._weights.get
        said = self[signature] = weight(f"<{both}", 0), weight(f">{both}", 0)
        return said


WordWeights = tuple[int, int, int, int, int, str, Following]
"""The packed weights of a word at the offsets -2 to +2, its signature, what it says with the one after it."""


class KnownWords(dict[str, WordWeights]):
    """Of each word its weights, worked out when it is first looked up.

    Safe to share between threads: whatever is forgotten is worked out again.

    Args:
        features: the words and classes the weights are of.
        weights: of each feature that of B, of I and of O.
    """

    def __init__(self, features: Features, weights: Mapping[str, Iterable[int]]) -> None:
        self._features = features
        self._weights: dict[str, int] = {}
        letters: dict[str, dict[str, int]] = {what: {} for what in _OF_LETTERS}
        for feature, (b, i, o) in weights.items():
            packed = b - o + ((i - o) << SHIFT)
            what, _, value = feature.partition("=")
            table = letters.get(what)
            if table is None:
                self._weights[feature] = packed
            else:
                table[value] = packed
        self._whole = [letters[f"{offset}:w"] for offset in _OFFSETS]
        self._ends = [letters[f"{offset}:x3"] for offset in _OFFSETS[1:-1]]
        self._some = frozenset().union(*self._whole, *self._ends)
        """The words, and the last three letters of words, that have any weight: most have none."""
        self._first_two, self._first_three, self._last_two, self._last_four = (
            letters[f"0:{what}"] for what in ("p2", "p3", "x2", "x4")
        )
        self._length = [letters["0:n"].get(str(count), 0) for count in range(_LONG + 1)]
        self._kinds: dict[str, WordWeights] = {}

    def forget(self) -> None:
        """Keep within the bound."""
        if len(self) > _MOST:
            self.clear()
            self._kinds.clear()

    def sum_of(self, features: Iterable[str]) -> int:
        """The weights of all these, packed."""
        weight = self._weights.get
        return sum([weight(feature, 0) for feature in features])

    def __missing__(self, word: str) -> WordWeights:
        if word in (START, END):
            return self._edge(word)
        bare = word.strip(NICKNAME_SIGNS) or word
        before, previous, here, following, after, signature, pairs = self._kind(bare)
        if bare != word:
            *_, signature, pairs = self._kind(word)
        lower = bare.lower()
        here += (
            self._first_two.get(lower[:2], 0)
            + self._first_three.get(lower[:3], 0)
            + self._last_two.get(lower[-2:], 0)
            + self._last_four.get(lower[-4:], 0)
            + self._length[len(bare) if len(bare) < _LONG else _LONG]
        )
        end = lower[-3:]
        if end in self._some:
            at_previous, at_here, at_following = self._ends
            previous += at_previous.get(end, 0)
            here += at_here.get(end, 0)
            following += at_following.get(end, 0)
        if lower in self._some:
            at_before, at_previous, at_here, at_following, at_after = self._whole
            before += at_before.get(lower, 0)
            previous += at_previous.get(lower, 0)
            here += at_here.get(lower, 0)
            following += at_following.get(lower, 0)
            after += at_after.get(lower, 0)
        known = self[word] = before, previous, here, following, after, signature, pairs
        return known

    def _kind(self, word: str) -> WordWeights:
        """The weights of a word's shape and classes, which many words share."""
        form, classes, outer = self._features.kind(word)
        signature = form + outer
        kind = self._kinds.get(signature)
        if kind is None:
            at = self._features.of_class
            before, previous, here, following, after = (
                self.sum_of(at(form, outer if offset else classes, offset)) for offset in _OFFSETS
            )
            pairs = Following(signature, self._weights)
            kind = before, previous, here, following, after, signature, pairs
            self._kinds[signature] = kind
        return kind

    def _edge(self, sign: str) -> WordWeights:
        """The weights of what stands for the beginning or the end of a line or sentence."""
        before, previous, here, following, after = (
            self.sum_of(self._features.at(sign, offset)) for offset in _OFFSETS
        )
        pairs = Following(sign, self._weights)
        known = self[sign] = before, previous, here, following, after, sign, pairs
        return known


_OF_LETTERS = (
    *("-2:w", "-1:w", "0:w", "1:w", "2:w", "-1:x3", "0:x3", "1:x3"),
    *("0:p2", "0:p3", "0:x2", "0:x4", "0:n"),
)
"""Features of the letters of a word."""
