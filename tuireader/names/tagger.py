"""The people tagger: a linear-chain CRF over runs of capitalised words, decoded in plain Python.

Labels are B (first word of a name), I (further word) and O. Every feature looks at one word at an offset from
-2 to +2, or at the classes of two neighbours, so the sum of weights of a word at an offset is worked out once
and remembered: that is what makes plain Python fast. `train.py` makes the weights with the same features.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tuireader.names.features import Features, place_in_run
from tuireader.names.lexicon import DATA
from tuireader.names.tokens import END, START

LABELS = ("B", "I", "O")
Scores = tuple[int, int]
"""How much better B and I do than O, in hundredths."""
_SHIFT = 24
_MASK = (1 << _SHIFT) - 1
_HALF = 1 << (_SHIFT - 1)
_BIAS = _HALF | _HALF << _SHIFT
"""Weights are whole hundredths, so those of B and of I, each less that of O, are kept in one integer, 24 bits
each, and added in one go. `_BIAS` makes both positive for reading them out."""

_SIGNATURE, _FOLLOWING = 5, 6
"""Where the signature of a known word stands, and what its neighbour after it says."""
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


class _Known(dict[str, list[Any]]):
    """Of each word its packed weights at the offsets -2 to +2, None until asked for, its signature, and what
    it says with each signature that follows; a word is entered when it is first looked up."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self._following: dict[str, dict[str, tuple[int, int]]] = {}

    def __missing__(self, word: str) -> list[Any]:
        signature = self._features.signature(word)
        following = self._following.setdefault(signature, {})
        known = self[word] = [None, None, None, None, None, signature, following]
        return known


class Tagger:
    """The trained weights, and what has been worked out with them so far.

    Safe to share between threads: what is remembered is only ever added.

    Args:
        model: the content of `data/people.json.gz`.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.features = Features(model["given"].split(), model["family"].split(), model["common"].split())
        self._weights: dict[str, int] = {
            feature: b - o + ((i - o) << _SHIFT) for feature, (b, i, o) in model["weights"].items()
        }
        between = model["transitions"]
        pairs = ("B>B", "B>I", "B>O", "I>B", "I>I", "I>O", "O>B", "O>O")
        self._moves: tuple[float, ...] = tuple(between.get(pair, 0.0) * 100 for pair in pairs)
        self._known = _Known(self.features)
        self._of_class: dict[tuple[int, str, str], int] = {}
        """By offset, shape and classes: few different ones, while every text brings new words."""
        # a run of `n` words, the bias once for each
        self._places: dict[int, list[int]] = {
            n: [self._sum([place_in_run(n, i)]) + _BIAS for i in range(5)] for n in range(1, 6)
        }
        self._places_of_two = self._places[2][0], self._places[2][1]

    def _sum(self, features: Iterable[str]) -> int:
        """The weights of all these, packed."""
        weight = self._weights.get
        return sum([weight(feature, 0) for feature in features])

    def _fill(self, known: list[Any], word: str, offset: int) -> int:
        """The packed weights of a word at an offset, worked out and remembered."""
        if word in (START, END):
            packed = self._sum(self.features.at(word, offset))
        else:
            features = self.features
            bare, lower, form, classes = features.of_word(word, offset)
            kind = offset, form, classes
            of_class = self._of_class.get(kind)
            if of_class is None:
                of_class = self._of_class[kind] = self._sum(features.of_class(form, classes, offset))
            packed = of_class + self._sum(features.of_letters(bare, lower, offset))
        known[offset + 2] = packed
        return packed

    def _filled(self, around: Sequence[list[Any]], words: Sequence[str]) -> int:
        """The packed weights of five words around the third, worked out where they are not known yet."""
        total = 0
        for at, known in enumerate(around):
            packed = known[at]
            total += self._fill(known, words[at], at - 2) if packed is None else packed
        return total

    def _pair(self, first: list[Any], second: list[Any]) -> tuple[int, int]:
        """What two neighbours say of the second, and of the first; worked out and remembered."""
        both = f"{first[_SIGNATURE]}|{second[_SIGNATURE]}"
        known: tuple[int, int] = self._sum(["<" + both]), self._sum([">" + both])
        first[_FOLLOWING][second[_SIGNATURE]] = known
        return known

    def tag(self, before: tuple[str, str], words: Sequence[str], after: tuple[str, str]) -> Tagging:
        """The names in a run.

        Args:
            before: two words before the run, nearest last.
            words: the run.
            after: two words after it.
        """
        if len(self._known) > 100_000:  # a bound on memory: an hour of bulk indexing meets many words
            self._known = _Known(self.features)
            self._of_class.clear()
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
        k0, k1, k2, k3, k4 = known = list(map(self._known.__getitem__, padded))
        before, _ = k1[_FOLLOWING].get(k2[_SIGNATURE]) or self._pair(k1, k2)
        _, after = k2[_FOLLOWING].get(k3[_SIGNATURE]) or self._pair(k2, k3)
        total = self._places[1][0] + before + after
        try:
            total += k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
        except TypeError:
            total += self._filled(known, padded)
        return int(total & _MASK) - _HALF

    def could_be_single(self, word: str, least: float) -> bool:
        """Whether `word` as a run of its own may have a margin of `least`; a quick no for most words."""
        known = self._known[word]
        packed = (self._fill(known, word, 0) if known[2] is None else known[2]) + _BIAS
        return (packed & _MASK) - _HALF + _MOST_CONTEXT >= least * 100

    def _emissions_of_two(self, *padded: str) -> tuple[Scores, Scores]:
        """What `_emissions` would give for two words, as most names have."""
        k0, k1, k2, k3, k4, k5 = map(self._known.__getitem__, padded)
        place, other_place = self._places_of_two
        before, _ = k1[_FOLLOWING].get(k2[_SIGNATURE]) or self._pair(k1, k2)
        inner_before, inner_after = k2[_FOLLOWING].get(k3[_SIGNATURE]) or self._pair(k2, k3)
        _, after = k3[_FOLLOWING].get(k4[_SIGNATURE]) or self._pair(k3, k4)
        try:
            one = place + before + inner_after + k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
            two = other_place + inner_before + after + k1[0] + k2[1] + k3[2] + k4[3] + k5[4]
        except TypeError:
            first, second = self._emissions(padded)
            return first, second
        return ((one & _MASK) - _HALF, (one >> _SHIFT) - _HALF), (
            (two & _MASK) - _HALF,
            (two >> _SHIFT) - _HALF,
        )

    def _emissions(self, padded: Sequence[str]) -> list[Scores]:
        """The scores of each word of a run padded by two; written out, for most of the time goes here."""
        k0, k1, k2, k3, *later = map(self._known.__getitem__, padded)
        places = self._places[min(len(padded) - 4, 5)]
        rows: list[Scores] = []
        from_before = (k1[_FOLLOWING].get(k2[_SIGNATURE]) or self._pair(k1, k2))[0]
        index = 0
        for at, k4 in enumerate(later):
            total = places[index] + from_before
            try:
                total += k0[0] + k1[1] + k2[2] + k3[3] + k4[4]
            except TypeError:  # one of them was not asked for there before: seldom, so it is not looked for
                total += self._filled((k0, k1, k2, k3, k4), padded[at : at + 5])
            from_before, from_after = k2[_FOLLOWING].get(k3[_SIGNATURE]) or self._pair(k2, k3)
            total += from_after
            rows.append(((total & _MASK) - _HALF, (total >> _SHIFT) - _HALF))
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
