"""The people tagger: a linear-chain CRF over runs of capitalised words, decoded in plain Python.

Labels are B (first word of a name), I (further word) and O. What the weights say of a word is worked out once
(`weights.py`). `train.py` makes the weights with the same features.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tuireader.names.features import Features, place_in_run
from tuireader.names.lexicon import DATA
from tuireader.names.weights import FOLLOWING, SHIFT, SIGNATURE, KnownWords

LABELS = ("B", "I", "O")
Scores = tuple[int, int]
"""How much better B and I do than O, in hundredths."""
_MASK = (1 << SHIFT) - 1
_HALF = 1 << (SHIFT - 1)
_BIAS = _HALF | _HALF << SHIFT
"""Makes both of two packed weights positive for reading them out."""
_NEVER = -800.0
"""Weight of I where no B or I precedes it."""
_MOST_CONTEXT = 700.0
"""What the words around a single word add to its margin at most, but for one in a thousand."""
_BOTH = ((0, 2),)
"""A run of two words that is one name."""
_LENIENCE = 400.0
"""How much is taken off O when names are cut out of a run, so that a doubtful name is still looked at; its
margin tells how doubtful it is."""


@dataclass(slots=True)
class Tagging:
    """What the tagger says of one run."""

    names: Sequence[tuple[int, int]]
    """Stretches that read like a name: indexes of the first word and of the one after the last."""
    emissions: Sequence[Scores]
    moves: tuple[float, ...]
    """From B to B, I, O; from I to B, I, O; from O to B, O."""

    def margin(self, first: int, stop: int) -> float:
        """How much better words `first` to `stop` do as a name than as none; about 0 is undecided."""
        emissions = self.emissions
        _, b_i, b_o, _, i_i, i_o, o_b, o_o = self.moves
        score = o_b - o_o + emissions[first][0]
        move = b_i
        for at in range(first + 1, stop):
            score += move - o_o + emissions[at][1]
            move = i_i
        if stop < len(emissions):
            score += (i_o if stop - first > 1 else b_o) - o_o
        return score / 100


class Tagger:
    """The trained weights, and what has been worked out with them so far.

    Safe to share between threads: what is remembered is only ever added.

    Args:
        model: the content of `data/people.json.gz`.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.features = Features(model["given"].split(), model["family"].split(), model["common"].split())
        self._known = KnownWords(self.features, model["weights"])
        between = model["transitions"]
        pairs = ("B>B", "B>I", "B>O", "I>B", "I>I", "I>O", "O>B", "O>O")
        self._moves: tuple[float, ...] = tuple(between.get(pair, 0.0) * 100 for pair in pairs)
        # a run of `n` words, the bias once for each
        self._places: dict[int, list[int]] = {
            n: [self._known.sum_of([place_in_run(n, i)]) + _BIAS for i in range(5)] for n in range(1, 6)
        }
        self._places_of_two = self._places[2][0], self._places[2][1]

    def tag(self, before: tuple[str, str], words: Sequence[str], after: tuple[str, str]) -> Tagging:
        """The names in a run.

        Args:
            before: two words before the run, nearest last.
            words: the run.
            after: two words after it.
        """
        self._known.forget()
        if len(words) == 2:
            first, second = self._emissions_of_two(*before, *words, *after)
            return Tagging(self._names_of_two(first, second), (first, second), self._moves)
        emissions = self._emissions([*before, *words, *after])
        return Tagging(self._names_of_many(emissions), emissions, self._moves)

    def _names_of_two(self, first: Scores, second: Scores) -> Sequence[tuple[int, int]]:
        """What `_names_of_many` would say of two words, as most names are."""
        bb, bi, bo, ib, ii, io, ob, oo = self._moves
        b, i, o = first[0], first[1] + _NEVER, -_LENIENCE
        to_b, to_i, to_o = (
            max(b + bb, i + ib, o + ob),
            max(b + bi, i + ii, o + _NEVER),
            max(b + bo, i + io, o + oo),
        )
        last_b, last_i, last_o = to_b + second[0], to_i + second[1], to_o - _LENIENCE
        if last_i > last_b and last_i >= last_o and to_i == b + bi:
            return _BOTH
        if last_o > last_b and last_o > last_i and to_o == o + oo and to_o > b + bo and to_o > i + io:
            return ()
        return self._names_of_many((first, second))

    def _names_of_many(self, emissions: Sequence[Scores]) -> Sequence[tuple[int, int]]:
        labels = self._decode(emissions)
        found = []
        at, count = 0, len(labels)
        while at < count:
            if labels[at] == "O":
                at += 1
                continue
            stop = at + 1
            while stop < count and labels[stop] == "I":
                stop += 1
            found.append((at, stop))
            at = stop
        return found

    def margin_in(
        self, before: tuple[str, str], words: Sequence[str], after: tuple[str, str], at: int
    ) -> float:
        """The margin of the one word at `at` of a run, as `tag` and `Tagging.margin` would give it."""
        if len(words) == 1:
            o_b, o_o = self._moves[6:]
            return (o_b - o_o + self._emission_of_one(*before, *words, *after)) / 100
        return Tagging((), self._emissions([*before, *words, *after]), self._moves).margin(at, at + 1)

    def _emission_of_one(self, *padded: str) -> int:
        """How much better B does than O for a run of one word."""
        k0, k1, k2, k3, k4 = map(self._known.__getitem__, padded)
        total = self._places[1][0] + k1[FOLLOWING][k2[SIGNATURE]][0] + k2[FOLLOWING][k3[SIGNATURE]][1]
        return (total + k0[0] + k1[1] + k2[2] + k3[3] + k4[4] & _MASK) - _HALF

    def could_be_single(self, word: str, least: float) -> bool:
        """Whether `word` as a run of its own may have a margin of `least`; a quick no for most words."""
        packed = self._known[word][2] + _BIAS
        return (packed & _MASK) - _HALF + _MOST_CONTEXT >= least * 100

    def _emissions_of_two(self, *padded: str) -> tuple[Scores, Scores]:
        """What `_emissions` would give for two words, as most names have."""
        k0, k1, k2, k3, k4, k5 = map(self._known.__getitem__, padded)
        place, other_place = self._places_of_two
        before, _ = k1[FOLLOWING][k2[SIGNATURE]]
        inner_before, inner_after = k2[FOLLOWING][k3[SIGNATURE]]
        _, after = k3[FOLLOWING][k4[SIGNATURE]]
        one = place + before + inner_after + k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
        two = other_place + inner_before + after + k1[0] + k2[1] + k3[2] + k4[3] + k5[4]
        return ((one & _MASK) - _HALF, (one >> SHIFT) - _HALF), (
            (two & _MASK) - _HALF,
            (two >> SHIFT) - _HALF,
        )

    def _emissions(self, padded: Sequence[str]) -> list[Scores]:
        """The scores of each word of a run padded by two; written out, for most of the time goes here."""
        k0, k1, k2, k3, *later = map(self._known.__getitem__, padded)
        places = self._places[min(len(padded) - 4, 5)]
        rows: list[Scores] = []
        from_before, _ = k1[FOLLOWING][k2[SIGNATURE]]
        index = 0
        for k4 in later:
            total = places[index] + from_before + k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
            from_before, from_after = k2[FOLLOWING][k3[SIGNATURE]]
            total += from_after
            rows.append(((total & _MASK) - _HALF, (total >> SHIFT) - _HALF))
            k0, k1, k2, k3 = k1, k2, k3, k4
            if index < 4:
                index += 1
        return rows

    def _decode(self, emissions: Sequence[Scores]) -> list[str]:
        """The best labels, by Viterbi; written out for speed."""
        bb, bi, bo, ib, ii, io, ob, oo = self._moves
        b: float
        i: float
        b, i = emissions[0]
        i += _NEVER
        o = -_LENIENCE
        back = []
        for eb, ei in emissions[1:]:
            from_b, to_b = ("B", b + bb) if b + bb >= i + ib else ("I", i + ib)
            if o + ob > to_b:
                from_b, to_b = "O", o + ob
            from_i, to_i = ("B", b + bi) if b + bi >= i + ii else ("I", i + ii)
            if o + _NEVER > to_i:
                from_i, to_i = "O", o + _NEVER
            from_o, to_o = ("B", b + bo) if b + bo >= i + io else ("I", i + io)
            if o + oo > to_o:
                from_o, to_o = "O", o + oo
            back.append((from_b, from_i, from_o))
            b, i, o = to_b + eb, to_i + ei, to_o - _LENIENCE
        label = "B" if b >= i and b >= o else "I" if i >= o else "O"
        labels = [label]
        for origin in reversed(back):
            label = origin[0] if label == "B" else origin[1] if label == "I" else origin[2]
            labels.append(label)
        labels.reverse()
        return labels


@cache
def tagger() -> Tagger:
    """The tagger with the weights of the package, loaded when first asked for."""
    packed = (DATA / "people.json.gz").read_bytes()
    return Tagger(json.loads(gzip.decompress(packed)))
