"""What the people tagger sees of a word: itself, its ends, its shape and the classes it is in.

`train.py` makes the weights with the same features that `weights.py` sums up.
"""

from collections.abc import Iterable, Sequence

from tuireader.names.lexicon import lexicon
from tuireader.names.tokens import END, START

NICKNAME_SIGNS = "\"“”‘’'()"
"""What may stand around a nickname and is left out of its letters."""


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
        words = lexicon()
        self._classed = words.strong_title.union(
            *(words.title_part, words.organisation, words.time, words.country, words.capital, words.place),
            *(words.country_part, words.ship, words.storm, words.function),
        )
        """Words in any class that goes by their letters as they are: most are in none."""
        self._outside = words.tagged_role.union(words.kin, words.speech, words.acts, words.preposition)
        """Those in any class that only a neighbour can have."""
        named = dict.fromkeys(self.given - self.family, "F") | dict.fromkeys(self.family - self.given, "S")
        self._named = named | dict.fromkeys(self.given & self.family, "FS")

    def kind(self, word: str) -> tuple[str, str, str]:
        """The shape of a word, its classes, and those with what only a neighbour can have."""
        lower = word.lower()
        classes = self._named.get(lower, "")
        if word in self._classed:
            classes += self._named_classes(word)
        if lower in self.common:
            classes += "v"
        return shape(word), classes, self._outer(lower, classes) if lower in self._outside else classes

    @staticmethod
    def _named_classes(word: str) -> str:
        """One letter for each class that goes by the letters of a word as they are."""
        words = lexicon()
        found = ""
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
        return found

    @staticmethod
    def _outer(lower: str, classes: str) -> str:
        """`classes`, and those that only a neighbour can have: role, speech, preposition."""
        words = lexicon()
        found = classes
        if lower in words.tagged_role:
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
        form, _, outer = self.kind(word)
        return form + outer

    def at(self, word: str, offset: int) -> list[str]:
        """The features of `word` standing `offset` words from the one that is labelled."""
        if word in (START, END):
            return [f"{offset}:{word}"]
        bare = word.strip(NICKNAME_SIGNS) or word
        form, classes, outer = self.kind(bare)
        return self.of_letters(bare, offset) + self.of_class(form, outer if offset else classes, offset)

    @staticmethod
    def of_letters(bare: str, offset: int) -> list[str]:
        """The features of the letters of a word."""
        lower = bare.lower()
        if offset == 0:
            return [
                f"0:w={lower}",
                f"0:p2={lower[:2]}",
                f"0:p3={lower[:3]}",
                f"0:x2={lower[-2:]}",
                f"0:x3={lower[-3:]}",
                f"0:x4={lower[-4:]}",
                f"0:n={min(len(bare), 9)}",
            ]
        if abs(offset) == 1:
            return [f"{offset}:w={lower}", f"{offset}:x3={lower[-3:]}"]
        return [f"{offset}:w={lower}"]

    @staticmethod
    def of_class(form: str, classes: str, offset: int) -> list[str]:
        """The features of the shape and the classes of a word, of which there are few different ones."""
        sign = f"{offset}:"
        features = [f"{sign}c={form}{classes}"]
        if abs(offset) < 2:
            features += [f"{sign}s={form}", *(f"{sign}in{c}" for c in classes)]
        return features

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
