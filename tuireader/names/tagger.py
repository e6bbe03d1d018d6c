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

from tuireader.names.lexicon import DATA, lexicon
from tuireader.names.tokens import END, START

LABELS = ("B", "I", "O")
Scores = tuple[float, float, float]
"""One number for each of `LABELS`."""

_ZERO: Scores = (0.0, 0.0, 0.0)
_NEVER = -8.0
"""Weight of I where no B or I precedes it."""
_MOST_CONTEXT = 7.0
"""What the words around a single word add to its margin at most, but for one in a thousand."""
_LENIENCE = 4.0
"""How much is taken off O when names are cut out of a run, so that a doubtful name is still looked at; its
margin tells how doubtful it is."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the tagger says of one run."""

    names: tuple[tuple[int, int], ...]
    """Stretches that read like a name: indexes of the first word and of the one after the last."""
    emissions: Sequence[Scores]
    moves: Mapping[tuple[str, str], float]

    def margin(self, first: int, stop: int) -> float:
        """How much better words `first` to `stop` do as a name than as none; about 0 is undecided."""
        moves, emissions = self.moves, self.emissions
        score = moves["O", "B"] + emissions[first][0] - emissions[first][2]
        for at in range(first + 1, stop):
            score += moves["B" if at == first + 1 else "I", "I"] + emissions[at][1] - emissions[at][2]
        if stop < len(emissions):
            score += moves["I" if stop - first > 1 else "B", "O"] - moves["O", "O"]
        return score - (stop - first) * moves["O", "O"]


def shape(word: str) -> str:
    """The kind of writing a word is in: `Xx`, `XX`, `X.`, `X-x2`, `xx`, `d4`, `.`."""
    if len(word) == 1:
        return "X" if word.isupper() else "x" if word.islower() else "d" if word.isdigit() else word
    if word.isdigit():
        return f"d{min(len(word), 5)}"
    if word.isupper():
        return "X." if "." in word else "XX"
    if word.islower():
        return "xx"
    if word[0].isupper():
        if word[1:].islower():
            return (
                "X."
                if word.endswith(".")
                else "X'"
                if "'" in word or "’" in word
                else "Xx"
                if "-" not in word
                else "X-x"
            )
        if "-" in word:
            return "X-X"
        if "'" in word or "’" in word:
            return "X'X"
        return "XxX"
    if "-" in word and word[:1] in "ade":
        return "al-X"
    if any(c.isdigit() for c in word):
        return "dx"
    return "mix" if any(c.isalnum() for c in word) else "."


class Features:
    """What the tagger sees of a word: itself, its ends, its shape and the classes it is in.

    Args:
        given: given names, lower case.
        family: family names, lower case.
        common: words that are also written in lower case.
    """

    def __init__(self, given: Iterable[str], family: Iterable[str], common: Iterable[str]) -> None:
        self.given = frozenset(given)
        self.family = frozenset(family)
        self.common = frozenset(common)

    def classes(self, word: str) -> str:
        """One letter for each class `word` is in, whatever its neighbours are."""
        words = lexicon()
        lower = word.lower()
        found = ""
        if lower in self.given:
            found += "F"
        if lower in self.family:
            found += "S"
        if word in words.strong_title:
            found += "T"
        elif word in words.title_part:
            found += "t"
        if word in words.organisation:
            found += "O"
        if word in words.time:
            found += "D"
        if word in words.country:
            found += "C"
        elif word in words.capital or word in words.place:
            found += "L"
        elif word in words.country_part:
            found += "c"
        if word in words.ship or word in words.storm:
            found += "H"
        if word in words.function:
            found += "s"
        if lower in self.common:
            found += "v"
        return found

    def outer_classes(self, word: str) -> str:
        """`classes`, and those that only a neighbour can have: role, speech, preposition."""
        words = lexicon()
        lower = word.lower()
        found = self.classes(word)
        if lower in words.role:
            found += "R"
        if lower in words.kin:
            found += "K"
        if lower in words.speech:
            found += "V"
        elif lower in words.acts:
            found += "A"
        if lower in words.preposition:
            found += "P"
        return found

    def signature(self, word: str) -> str:
        """Shape and classes in one string."""
        if word in (START, END):
            return word
        return shape(word) + self.outer_classes(word)

    def at(self, word: str, offset: int) -> list[str]:
        """The features of `word` standing `offset` words from the one that is labelled."""
        sign = f"{offset}:"
        if word in (START, END):
            return [sign + word]
        word = word.strip("\"“”‘’'()") or word
        lower = word.lower()
        if offset == 0:
            form, classes = shape(word), self.classes(word)
            return [
                f"{sign}w={lower}",
                f"{sign}s={form}",
                f"{sign}p2={lower[:2]}",
                f"{sign}p3={lower[:3]}",
                f"{sign}x2={lower[-2:]}",
                f"{sign}x3={lower[-3:]}",
                f"{sign}x4={lower[-4:]}",
                f"{sign}c={form}{classes}",
                f"{sign}n={min(len(word), 9)}",
                *(f"{sign}in{c}" for c in classes),
            ]
        form, classes = shape(word), self.outer_classes(word)
        if abs(offset) == 1:
            return [
                f"{sign}w={lower}",
                f"{sign}s={form}",
                f"{sign}c={form}{classes}",
                f"{sign}x3={lower[-3:]}",
                *(f"{sign}in{c}" for c in classes),
            ]
        return [f"{sign}w={lower}", f"{sign}c={form}{classes}"]

    def of_run(self, words: Sequence[str], first: int, stop: int) -> list[list[str]]:
        """The features of words `first` to `stop` of a sentence padded by two on both sides; for training."""
        rows = []
        for at in range(first, stop):
            word, before, after = words[at], words[at - 1], words[at + 1]
            row = self.at(word, 0) + self.at(before, -1) + self.at(after, 1)
            row += self.at(words[at - 2], -2) + self.at(words[at + 2], 2)
            here = self.signature(word)
            row.append(f"<{self.signature(before)}|{here}")
            row.append(f">{here}|{self.signature(after)}")
            row.append(place_in_run(stop - first, at - first))
            rows.append(row)
        return rows


def place_in_run(length: int, index: int) -> str:
    """The feature that says which word of how many it is."""
    return f"n={min(length, 5)}i={min(index, 4)}"


class Tagger:
    """The trained weights, and what has been worked out with them so far.

    Safe to share between threads: what is remembered is only ever added.

    Args:
        model: the content of `data/people.json.gz`.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.features = Features(model["given"].split(), model["family"].split(), model["common"].split())
        self._weights: dict[str, list[float]] = model["weights"]
        between = model["transitions"]
        self._moves = {
            (a, b): between.get(f"{a}>{b}", 0.0) if not (a == "O" and b == "I") else _NEVER
            for a in LABELS
            for b in LABELS
        }
        self._at: dict[int, dict[str, Scores]] = {offset: {} for offset in range(-2, 3)}
        self._signatures: dict[str, str] = {}
        self._pairs: dict[tuple[str, str, str], Scores] = {}
        self._places: dict[tuple[int, int], Scores] = {
            (n, i): self._sum([place_in_run(n, i)]) for n in range(1, 6) for i in range(5)
        }

    def _sum(self, features: Iterable[str]) -> Scores:
        b = i = o = 0.0
        for feature in features:
            weight = self._weights.get(feature)
            if weight is not None:
                b += weight[0]
                i += weight[1]
                o += weight[2]
        return (b / 100, i / 100, o / 100)

    def _word(self, word: str, offset: int) -> Scores:
        known = self._at[offset].get(word)
        if known is None:
            known = self._at[offset][word] = self._sum(self.features.at(word, offset))
        return known

    def _signature(self, word: str) -> str:
        known = self._signatures.get(word)
        if known is None:
            known = self._signatures[word] = self.features.signature(word)
        return known

    def _pair(self, side: str, left: str, right: str) -> Scores:
        known = self._pairs.get((side, left, right))
        if known is None:
            known = self._pairs[side, left, right] = self._sum([f"{side}{left}|{right}"])
        return known

    def tag(self, before: tuple[str, str], words: Sequence[str], after: tuple[str, str]) -> Tagging:
        """The names in a run.

        Args:
            before: two words before the run, nearest last.
            words: the run.
            after: two words after it.
        """
        if len(self._at[1]) > 100_000:  # a bound on memory: an hour of bulk indexing meets many words
            self._at = {offset: {} for offset in range(-2, 3)}
            self._pairs = {}
            self._signatures = {}
        emissions = self._emissions([*before, *words, *after])
        labels = self._decode(emissions)
        found = []
        at, count = 0, len(words)
        while at < count:
            if labels[at] == "O":
                at += 1
                continue
            stop = at + 1
            while stop < count and labels[stop] == "I":
                stop += 1
            found.append((at, stop))
            at = stop
        return Tagging(tuple(found), emissions, self._moves)

    def could_be_single(self, word: str, least: float) -> bool:
        """Whether `word` as a run of its own may have a margin of `least`; a quick no for most words."""
        b, _, o = self._word(word, 0)
        return b - o + _MOST_CONTEXT >= least

    def _emissions(self, padded: Sequence[str]) -> list[Scores]:
        """The scores of each word of a run padded by two; written out, for most of the time goes here."""
        count = len(padded) - 4
        signatures = [self._signature(w) for w in padded[1:-1]]
        remembered = self._at
        first, left, here, right, last = (remembered[offset] for offset in range(-2, 3))
        pairs, length = self._pairs, min(count, 5)
        rows = []
        for at in range(count):
            w0, w1, w2, w3, w4 = padded[at : at + 5]
            s1, s2, s3 = signatures[at : at + 3]
            b0, i0, o0 = here.get(w2) or self._word(w2, 0)
            b1, i1, o1 = left.get(w1) or self._word(w1, -1)
            b2, i2, o2 = right.get(w3) or self._word(w3, 1)
            b3, i3, o3 = first.get(w0) or self._word(w0, -2)
            b4, i4, o4 = last.get(w4) or self._word(w4, 2)
            b5, i5, o5 = pairs.get(("<", s1, s2)) or self._pair("<", s1, s2)
            b6, i6, o6 = pairs.get((">", s2, s3)) or self._pair(">", s2, s3)
            b7, i7, o7 = self._places[length, min(at, 4)]
            rows.append(
                (
                    b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7,
                    i0 + i1 + i2 + i3 + i4 + i5 + i6 + i7,
                    o0 + o1 + o2 + o3 + o4 + o5 + o6 + o7,
                )
            )
        return rows

    def _decode(self, emissions: Sequence[Scores]) -> list[str]:
        """The best labels, by Viterbi."""
        moves = self._moves
        bb, bi, bo = moves["B", "B"], moves["B", "I"], moves["B", "O"]
        ib, ii, io = moves["I", "B"], moves["I", "I"], moves["I", "O"]
        ob, oo = moves["O", "B"], moves["O", "O"]
        b, i, o = emissions[0]
        i += _NEVER
        o -= _LENIENCE
        back = []
        for eb, ei, eo in emissions[1:]:
            to_b, from_b = max((b + bb, "B"), (i + ib, "I"), (o + ob, "O"))
            to_i, from_i = max((b + bi, "B"), (i + ii, "I"), (o + _NEVER, "O"))
            to_o, from_o = max((b + bo, "B"), (i + io, "I"), (o + oo, "O"))
            back.append({"B": from_b, "I": from_i, "O": from_o})
            b, i, o = to_b + eb, to_i + ei, to_o + eo - _LENIENCE
        label = max((b, "B"), (i, "I"), (o, "O"))[1]
        labels = [label]
        for origin in reversed(back):
            label = origin[label]
            labels.append(label)
        labels.reverse()
        return labels


@cache
def tagger() -> Tagger:
    """The tagger with the weights of the package, loaded when first asked for."""
    packed = (DATA / "people.json.gz").read_bytes()
    return Tagger(json.loads(gzip.decompress(packed)))
