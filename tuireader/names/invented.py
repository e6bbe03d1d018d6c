"""Invented names and sentences that widen what the tagger learns from; used in training only.

News corpora under free licences know few Vietnamese, Arabic or African names and hardly a rank stack. So each
name of the training text is also seen replaced by an invented one, and sentences are made from patterns. The
lists are `data/invented.txt`.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from tuireader.names.lexicon import read_lists

Sentence = tuple[list[str], list[str]]
"""Words and their labels: `B-PER`, `I-PER`, `O` and those of other kinds."""

_TWO_FAMILY_NAMES = frozenset(
    (
        "ES",
        "MX",
        "CO",
        "AR",
        "PE",
        "CL",
        "VE",
        "CR",
        "SV",
        "HN",
        "PA",
        "EC",
        "UY",
        "PY",
        "CU",
        "DO",
        "BO",
        "NI",
        "GT",
    )
)
"""Countries where people carry two family names."""


class Inventor:
    """Makes up names of many peoples.

    Args:
        names: folder with the two tables of common names by country.
        seed: of the random choices, so that training twice gives the same weights.
    """

    def __init__(self, names: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self._lists = read_lists("invented.txt")
        self._words = {kind: " ".join(lines).split() for kind, lines in self._lists.items()}
        self.given = _by_country(
            names / "common-forenames-by-country.csv", ("Localized Name", "Romanized Name")
        )
        self.family = _by_country(
            names / "common-surnames-by-country.csv", ("Localized Name", "Romanized Name")
        )
        self._countries = [
            c for c in self.given if len(self.given[c]) > 3 and len(self.family.get(c, ())) > 3
        ]
        self._any_given = [name for names_ in self.given.values() for name in names_]
        self._any_family = [name for names_ in self.family.values() for name in names_]

    def name(self) -> list[str]:
        """The words of a full name."""
        pick, chance = self.random.choice, self.random.random()
        if chance < 0.10:
            given = [self._word("vietnamese given") for _ in range(pick((1, 2, 2, 2)))]
            return [self._word("vietnamese family"), *given]
        if chance < 0.16:
            first, second = self._word("chinese given").title(), self._word("chinese given")
            ways = (
                [first + second],
                [first + second],
                [f"{first}-{second}"],
                [first],
                [first, second.title()],
            )
            given, family = pick(ways), self._word("chinese family")
            return [family, *given] if self.random.random() < 0.85 else [*given, family]
        if chance < 0.21:
            first, second = self._word("korean given").title(), self._word("korean given")
            given = [f"{first}-{second}"] if self.random.random() < 0.8 else [first, second.title()]
            return [self._word("korean family"), *given]
        if chance < 0.28:
            return [self._word("african given"), self._word("african family")]
        if chance < 0.38:
            return self._arabic()
        if chance < 0.46:
            return [self._word("indian given"), *self._initial(0.08), self._word("indian family")]
        if chance < 0.55:
            first = (
                self._word("word given") if self.random.random() < 0.5 else pick(self._any_given).split()[0]
            )
            last = (
                self._word("word family") if self.random.random() < 0.6 else pick(self._any_family).split()[0]
            )
            return [first, *self._initial(0.1), last]
        if chance < 0.8:
            return self._of_one_country()
        return [pick(self._any_given).split()[0], pick(self._any_family).split()[0]]

    def words(self, count: int) -> list[str]:
        """A name in place of one of `count` words: a single given or family name, else a full name."""
        name = self.name()
        return [self.random.choice((name[0], name[-1], name[-1]))] if count == 1 else name

    def line(self, kind: str) -> str:
        """A line of one of the lists: a title, a role, a place, a pattern."""
        return self.random.choice(self._lists[kind])

    def _word(self, kind: str) -> str:
        return self.random.choice(self._words[kind])

    def _arabic(self) -> list[str]:
        pick = self.random.choice
        given, family = [self._word("arabic given")], self._word("arabic family")
        chance = self.random.random()
        if chance < 0.25:
            given += [pick(("bin", "bin", "bin", "Bin", "ibn")), self._word("arabic given")]
        elif chance < 0.4:
            given.append(self._word("arabic given"))
        if self.random.random() < 0.35:
            return [*given, pick(("Al", "Al", "al", "El")), family.split("-")[-1].title()]
        return [*given, family]

    def _of_one_country(self) -> list[str]:
        pick, chance = self.random.choice, self.random.random
        country = pick(self._countries)
        given = [pick(self.given[country]).split()[0], *self._initial(0.12)]
        family = pick(self.family[country]).split()[:1]
        if chance() < 0.05:
            family.insert(0, pick(("de", "van", "von", "da", "dos", "del", "di", "Van", "De", "St.")))
        if country in _TWO_FAMILY_NAMES and chance() < 0.5:
            family.append(pick(self.family[country]).split()[0])
        if chance() < 0.05:
            family = [f"{family[-1]}-{pick(self.family[country]).split()[0]}"]
        if chance() < 0.03:
            family.append(pick(("Jr.", "Sr.", "III")))
        return given + family

    def _initial(self, chance: float) -> list[str]:
        return [self.random.choice("ABCDEFGHJKLMNPRSTVW") + "."] if self.random.random() < chance else []


def _by_country(table: Path, columns: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    with table.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            for column in columns:
                for name in (row[column] or "").split("/"):
                    name = name.strip()
                    if name and name[0].isupper() and ord(name[0]) < 0x250:
                        found.setdefault(row["Country"], set()).add(name)
    return {country: sorted(names) for country, names in sorted(found.items())}


def swapped(documents: Sequence[Sequence[Sentence]], inventor: Inventor) -> Iterator[list[Sentence]]:
    """The sentences with people in them, every name replaced by an invented one throughout a document."""
    for document in documents:
        stands_for: dict[tuple[str, ...], list[str]] = {}
        changed = []
        for words, labels in document:
            sentence = _swapped_sentence(words, labels, stands_for, inventor)
            if sentence is not None:
                changed.append(sentence)
        if changed:
            yield changed


def _swapped_sentence(
    words: list[str], labels: list[str], stands_for: dict[tuple[str, ...], list[str]], inventor: Inventor
) -> Sentence | None:
    new_words: list[str] = []
    new_labels: list[str] = []
    at, has_name = 0, False
    while at < len(words):
        if labels[at] != "B-PER":
            new_words.append(words[at])
            new_labels.append(labels[at])
            at += 1
            continue
        stop = at + 1
        while stop < len(words) and labels[stop] == "I-PER":
            stop += 1
        name = tuple(words[at:stop])
        if name not in stands_for:
            full = [new for old, new in stands_for.items() if len(old) > 1 and old[-1] == name[0]]
            stands_for[name] = [full[0][-1]] if len(name) == 1 and full else inventor.words(len(name))
        new = stands_for[name] if any(w[0].isupper() for w in name) else list(name)
        new_words += new
        new_labels += ["B-PER"] + ["I-PER"] * (len(new) - 1)
        has_name, at = True, stop
    return (new_words, new_labels) if has_name else None


def invented_sentences(inventor: Inventor, people: int, things: int) -> Iterator[list[Sentence]]:
    """Documents of one sentence each, made from patterns: with people, and with things named after people."""
    for _ in range(people):
        yield [_filled(inventor.line("patterns"), inventor, "PER")]
    for _ in range(things):
        yield [_filled(inventor.line("things"), inventor, "MISC")]


def _filled(pattern: str, inventor: Inventor, kind: str) -> Sentence:
    names = {"N": inventor.name(), "N2": inventor.name(), "N3": inventor.name()}
    words: list[str] = []
    labels: list[str] = []
    for piece in pattern.split():
        key = piece.strip("{}")
        if not piece.startswith("{"):
            new, label = [piece], "O"
        elif key == "R":
            new, label = inventor.line("titles").split(), "O"
            if inventor.random.random() < 0.15:
                new = inventor.line("bodies").split() + new
        elif key == "p":
            new, label = inventor.line("places").split(), "LOC"
        elif key == "l":
            new, label = inventor.line("roles").split(), "O"
        elif key in names:
            new, label = names[key], kind
        else:
            name = names["N2" if key.endswith("2") else "N"]
            new, label = [name[0] if key == "g" else name[-1]], kind
        words += new
        labels += ["O"] * len(new) if label == "O" else [f"B-{label}"] + [f"I-{label}"] * (len(new) - 1)
    return words, labels
