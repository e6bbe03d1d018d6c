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
Stretches = tuple[tuple[int, int], ...]
"""Indexes of the first word of each name and of the one after its last."""
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

    names: Stretches
    """What reads like a name."""
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

    Safe to share between threads: what is forgotten is worked out again.

    Args:
        model: the content of `data/people.json.gz`.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.features = Features(model["given"].split(), model["family"].split(), model["common"].split())
        self._known = KnownWords(self.features, model["weights"])
        between = model["transitions"]
        pairs = ("B>B", "B>I", "B>O", "I>B", "I>I", "I>O", "O>B", "O>O")
        self._moves: tuple[float, ...] = tuple(between.get(pair, 0.0) * 100 for pair in pairs)
        self._places: dict[int, list[int]] = {}
        self._place, self._other_place = self._places_of(2)
        (self._place_alone,) = self._places_of(1)

    def _places_of(self, count: int) -> list[int]:
        """What being each word of a run of so many weighs, and the bias once for each; remembered."""
        places = self._places.get(count)
        if places is None:
            weight = self._known.sum_of
            places = [weight([place_in_run(count, index)]) + _BIAS for index in range(count)]
            self._places[count] = places
        return places

    def forget(self) -> None:
        """Keep what is remembered within its bound; asked once an article."""
        self._known.forget()

    def tag(self, before: tuple[str, str], words: Sequence[str], after: tuple[str, str]) -> Tagging:
        """The names in a run.

        Args:
            before: two words before the run, nearest last.
            words: the run.
            after: two words after it.
        """
        if len(words) == 2:
            first, second = self._emissions_of_two(*before, *words, *after)
            return Tagging(self._names_of_two(first, second), (first, second), self._moves)
        emissions = self._emissions([*before, *words, *after])
        return Tagging(self._names_of_many(emissions), emissions, self._moves)

    def _names_of_two(self, first: Scores, second: Scores) -> Stretches:
        """What `_names_of_many` would say of two words, as most names are."""
        bb, bi, bo, ib, ii, io, ob, oo = self._moves
        b, i, o = first[0], first[1] + _NEVER, -_LENIENCE
        b_o, i_o, o_o = b + bo, i + io, o + oo
        b_i = b + bi
        last_b = second[0] + max(b + bb, i + ib, o + ob)
        last_o = max(b_o, i_o, o_o) - _LENIENCE
        if b_i >= i + ii and b_i >= o + _NEVER:
            last_i = b_i + second[1]
            if last_i > last_b and last_i >= last_o:
                return _BOTH
            if last_o > last_b and last_o > last_i and o_o > b_o and o_o > i_o:
                return ()
        return self._names_of_many((first, second))

    def _names_of_many(self, emissions: Sequence[Scores]) -> Stretches:
        """The best labels, by Viterbi, as the names they make; written out for speed."""
        bb, bi, bo, ib, ii, io, ob, oo = self._moves
        b: float
        i: float
        b, i = emissions[0]
        i += _NEVER
        o = -_LENIENCE
        # of the best way to each label: where the name that it is in begins, and the names before
        in_b: tuple[int, Stretches] = (0, ())
        in_i = in_b
        out: Stretches = ()
        for at, (eb, ei) in enumerate(emissions[1:], 1):
            b_b, i_b, o_b = b + bb, i + ib, o + ob
            b_i, i_i, o_i = b + bi, i + ii, o + _NEVER
            b_o, i_o, o_o = b + bo, i + io, o + oo
            before_b, before_i = in_b, in_i
            if o_b > b_b and o_b > i_b:
                b, in_b = o_b + eb, (at, out)
            elif b_b >= i_b:
                b, in_b = b_b + eb, (at, (*before_b[1], (before_b[0], at)))
            else:
                b, in_b = i_b + eb, (at, (*before_i[1], (before_i[0], at)))
            if o_i > b_i and o_i > i_i:
                i, in_i = o_i + ei, (at, out)
            elif b_i >= i_i:
                i, in_i = b_i + ei, before_b
            else:
                i, in_i = i_i + ei, before_i
            if o_o > b_o and o_o > i_o:
                o = o_o - _LENIENCE
            elif b_o >= i_o:
                o, out = b_o - _LENIENCE, (*before_b[1], (before_b[0], at))
            else:
                o, out = i_o - _LENIENCE, (*before_i[1], (before_i[0], at))
        if o > b and o > i:
            return out
        begin, names = in_b if b >= i else in_i
        return (*names, (begin, len(emissions)))

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
        total = self._place_alone + k1[FOLLOWING][k2[SIGNATURE]][0] + k2[FOLLOWING][k3[SIGNATURE]][1]
        return (total + k0[0] + k1[1] + k2[2] + k3[3] + k4[4] & _MASK) - _HALF

    def could_be_single(self, word: str, least: float) -> bool:
        """Whether `word` as a run of its own may have a margin of `least`; a quick no for most words."""
        packed = self._known[word][2] + _BIAS
        return (packed & _MASK) - _HALF + _MOST_CONTEXT >= least * 100

    def _emissions_of_two(self, *padded: str) -> tuple[Scores, Scores]:
        """What `_emissions` would give for two words, as most names have."""
        k0, k1, k2, k3, k4, k5 = map(self._known.__getitem__, padded)
        before, _ = k1[FOLLOWING][k2[SIGNATURE]]
        inner_before, inner_after = k2[FOLLOWING][k3[SIGNATURE]]
        _, after = k3[FOLLOWING][k4[SIGNATURE]]
        one = self._place + before + inner_after + k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
        two = self._other_place + inner_before + after + k1[0] + k2[1] + k3[2] + k4[3] + k5[4]
        return ((one & _MASK) - _HALF, (one >> SHIFT) - _HALF), (
            (two & _MASK) - _HALF,
            (two >> SHIFT) - _HALF,
        )

    def _emissions(self, padded: Sequence[str]) -> list[Scores]:
        """The scores of each word of a run padded by two; written out, for most of the time goes here."""
        k0, k1, k2, k3, *later = map(self._known.__getitem__, padded)
        rows: list[Scores] = []
        from_before, _ = k1[FOLLOWING][k2[SIGNATURE]]
        for place, k4 in zip(self._places_of(len(later)), later, strict=True):
            total = place + from_before + k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
            from_before, from_after = k2[FOLLOWING][k3[SIGNATURE]]
            total += from_after
            rows.append(((total & _MASK) - _HALF, (total >> SHIFT) - _HALF))
            k0, k1, k2, k3 = k1, k2, k3, k4
        return rows


@cache
def tagger() -> Tagger:
    """The tagger with the weights of the package, loaded when first asked for."""
    packed = (DATA / "people.json.gz").read_bytes()
    return Tagger(json.loads(gzip.decompress(packed)))
