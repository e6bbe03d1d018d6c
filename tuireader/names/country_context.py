"""What stands around a country's name: whether it makes something else of it.

`spoils` holds for every form: wars, waters, streets, animals, towns in America, ships, storms, languages.
`in_a_name` tells Jordan from Jordan Blake. The rules of single forms are in `country_rules`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tuireader.names.country_forms import Form, Sighting
from tuireader.names.country_words import (
    ADJECTIVE_NOUNS,
    BEFORE_NAMES,
    CURRENCIES,
    GIVEN_LIKE,
    GIVEN_NAMES,
    IN_AMERICA,
    LANDMARKS,
    LANGUAGE_THINGS,
    LANGUAGES,
    MAY_FOLLOW,
    OF_A_STATE,
    SPECIES,
    SURNAME_SIGNS,
    TOWNS_IN_AMERICA,
)
from tuireader.names.onetext import Span


@dataclass
class Surroundings:
    """All that the rules may look at: the text, what else was seen, which words are people's names."""

    text: str
    """The blocks, each ended by a line break; sightings are counted in it."""
    place: str
    sightings: Sequence[Sighting]
    masked: Sequence[Span]
    """The people's names."""
    _as_person: dict[str, bool] = field(default_factory=dict)
    _signs: dict[re.Pattern[str], int] = field(default_factory=dict)
    _said: dict[re.Pattern[str], bool] = field(default_factory=dict)

    @cached_property
    def whole(self) -> str:
        """The text, its dateline first."""
        return f"{self.place}\n{self.text}"

    @cached_property
    def masked_words(self) -> frozenset[str]:
        """The words of the people's names."""
        return frozenset(" ".join({self.text[start:end] for start, end in self.masked}).split())

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each form is seen."""
        return Counter(s.form.key for s in self.sightings)

    def names(self, *keys: str) -> bool:
        """Whether one of these forms is seen anywhere."""
        return any(key in self.counts for key in keys)

    def signs(self, pattern: re.Pattern[str]) -> int:
        """How often the pattern is in the text and its dateline; counted once for all forms that ask."""
        count = self._signs.get(pattern)
        if count is None:
            count = self._signs[pattern] = len(pattern.findall(self.whole))
        return count

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern is in the text; looked for once for all forms that ask."""
        said = self._said.get(pattern)
        if said is None:
            said = self._said[pattern] = pattern.search(self.text) is not None
        return said

    def line(self, sighting: Sighting) -> str:
        """The block that the form stands in."""
        end = self.text.find("\n", sighting.end)
        return self.text[self.text.rfind("\n", 0, sighting.start) + 1 : end if end >= 0 else None]

    def is_person(self, key: str, codes: tuple[str, ...]) -> bool:
        """Whether the form alone means the person of that name: there is one, and no sign of the country."""
        if key not in self._as_person:
            self._as_person[key] = self._has_person(key) and not self._has_country(key, codes)
        return self._as_person[key]

    def _has_person(self, key: str) -> bool:
        if key in self.masked_words:
            return True
        return any(s.form.key == key and in_a_name(self, s) for s in self.sightings)

    def _has_country(self, key: str, codes: tuple[str, ...]) -> bool:
        if any(s.form.codes == codes and s.form.key != key for s in self.sightings):
            return True
        place = rf"\b(?:[Ii]n|into|across|throughout|inside|near|of|visit(?:ed|ing)?) {key}\b"
        return bool(re.search(rf"{place}|\b{key}['’]s (?:{OF_A_STATE})\b", self.text))


# --- what holds for every form

_WAR = re.compile(
    r"(?:[-–][A-Z]\w+)*(?: Civil| Independence| Border)? Wars?\b"
    r"(?! (?:College|Memorial|Museum|Department|Cabinet|Office|Crimes?|Games?|Council|Room))"
)
_LANGUAGE_THING = re.compile(rf"[ -](?:{LANGUAGE_THINGS})\b")
_LANDMARK = re.compile(rf" (?:{LANDMARKS})\b(?! (?:Coast|Group|Agreement))")
_ANIMAL = re.compile(rf" (?:(?:{ADJECTIVE_NOUNS}) )?(?:{SPECIES})\b")
_IN_AMERICA = re.compile(rf", (?:{IN_AMERICA})(?!\w)(?!,? (?:and|or|&) [A-Z])")
_MONEY = re.compile(rf" (?:{CURRENCIES})\b")
_NUMBER = re.compile(
    r"[\d.,]*\d|\w*(?:illion|thousand|hundred|crore|lakh)|m|bn|one|two|three|four|five|six|seven|eight|nine|ten"
)
_WATERS = frozenset(("Gulf", "Sea", "Strait", "Straits", "Bay", "Battle", "Cape", "Lake"))


def word_before(text: str, start: int) -> str:
    """The word before a place in its line; empty at the beginning and after a sign."""
    if not start or text[start - 1] != " ":
        return ""
    word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
    return word.rpartition("\n")[2] if "\n" in word else word


def words_before(text: str, start: int, count: int = 2) -> list[str]:
    """The words before a place in its line, nearest first; fewer at the beginning."""
    if start == 0 or text[start - 1] not in " \u00a0":
        return []
    return text[max(0, start - 48, text.rfind("\n", 0, start)) : start].split()[: -count - 1 : -1]


def any_of(choices: str, *, end: str = "") -> re.Pattern[str]:
    """An expression for any of the choices at a word's beginning.

    Each branch begins with its letter, so that the engine skips to one of them; only then is looked back.

    Args:
        choices: parted by `|`, each beginning with a letter and without choices inside.
        end: what each must end with.
    """
    by_letter: dict[str, list[str]] = {}
    for choice in choices.split("|"):
        by_letter.setdefault(choice[0], []).append(choice[1:])
    branches = [rf"{letter}(?<!\w.)(?:{'|'.join(rest)}){end}" for letter, rest in by_letter.items()]
    return re.compile("|".join(branches))


def _beginnings(*words: str) -> frozenset[str]:
    """The letters that these begin with: mostly another stands there, and no expression need be tried."""
    return frozenset(letter for choices in words for letter in re.findall(r"(?:^|\|)(\w)", choices))


_WAR_BEGINS = frozenset("CIBW")
_LANDMARK_BEGINS = _beginnings(LANDMARKS)
_MONEY_BEGINS = _beginnings(CURRENCIES)
_THING_BEGINS = _beginnings(LANGUAGE_THINGS, ADJECTIVE_NOUNS, SPECIES)


def spoils(text: str, start: int, end: int, form: Form) -> bool:
    """Whether the words around make something else of the form: a war, a sea, a frog, a town in Ohio."""
    after = text[end]
    if after == " ":
        letter = text[end + 1]
        if letter.isupper():
            if letter in _WAR_BEGINS and _WAR.match(text, end):
                return True
            if letter in _LANDMARK_BEGINS:
                written_out = form.key[-1] != "." and not form.key.isupper()
                if written_out and _LANDMARK.match(text, end):
                    return True
        elif (
            letter in _MONEY_BEGINS
            and _MONEY.match(text, end)
            and _NUMBER.fullmatch(word_before(text, start))
        ):
            return True
        elif letter not in _THING_BEGINS:
            pass
        elif form.demonym:
            if _LANGUAGE_THING.match(text, end) or _ANIMAL.match(text, end):
                return True
        elif form.key in ("Norway", "Canada", "Brazil") and _ANIMAL.match(text, end):
            return True
    elif after in "-–":
        if _WAR.match(text, end) or _LANGUAGE_THING.match(text, end):
            return True
    elif after == "," and form.key in TOWNS_IN_AMERICA and _IN_AMERICA.match(text, end):
        return True
    nearest = word_before(text, start)
    if nearest:
        if nearest in BEFORE_NAMES:
            return True
        if nearest == "of":
            before = words_before(text, start)
            if len(before) > 1 and before[1] in _WATERS:
                return True
    return form.key in LANGUAGES and _is_tongue(text, start, end)


def town_in_america(words: str) -> str | None:
    """The town that the words begin with, called like a country or a capital: `PARIS, Texas`."""
    town, comma, _ = words.partition(",")
    for name in (town, town.title()):
        if comma and name in TOWNS_IN_AMERICA and _IN_AMERICA.match(words, len(town)):
            return name
    return None


_TONGUE = "|".join(sorted(LANGUAGES))
_TONGUE_BEFORE = re.compile(
    r"(?:\b[Ss]p(?:eak|eaks|eaking|oke|oken)|\bfluent in|\b[Ll]earn(?:s|ing|ed|t)?|\b[Tt]each(?:es|ing)?"
    r"|\btaught|\bin(?:to)?|\btranslated from|\bread|\bwritten in)"
    r" (?:both |some |good |fluent |broken |perfect |little |more )?"
    rf"(?:(?:{_TONGUE})(?:, | and | or |, and |/))*$"
)
_TONGUE_AFTER = re.compile(
    rf"(?:(?:, | and | or |, and |/)(?:{_TONGUE})\b)*"
    r"(?:[.,;:)!?”\"’—–\n]"
    r"| (?:at|to|on|in|for|with|but|as|is|was|because|during|when|while|rather|about|by|that|than)\b)"
)


def _is_tongue(text: str, start: int, end: int) -> bool:
    """Whether it is the language that is meant: `speaks French and English`, `in English.`"""
    return bool(_TONGUE_AFTER.match(text, end) and _TONGUE_BEFORE.search(text[max(0, start - 60) : start]))


# --- names of people

NEXT_WORD = re.compile(r"[ \u00a0]([A-ZÀ-Þ][\w'’-]*)")
_PLACE_BEFORE = frozenset(("in", "In", "from", "From", "of", "to", "near", "across"))
_INITIAL = re.compile(r"[A-Z]\.$")


def in_a_name(around: Surroundings, sighting: Sighting) -> bool:
    """Whether the form is part of a person's name right here: `Kathy Ireland`, `Jordan Blake`."""
    text = around.text
    nearest = word_before(text, sighting.start)
    if nearest in SURNAME_SIGNS or nearest in GIVEN_NAMES:
        return True
    if _INITIAL.match(nearest):
        before = words_before(text, sighting.start)
        if len(before) > 1 and before[1] in GIVEN_NAMES:
            return True
    if sighting.form.key not in GIVEN_LIKE or nearest in _PLACE_BEFORE:
        return False
    follows = NEXT_WORD.match(text, sighting.end)
    if follows is None or follows[1].isupper():
        return False
    word = follows[1].removesuffix("'s").removesuffix("’s")
    return word not in MAY_FOLLOW and not _in_title_case(around.line(sighting))


def _in_title_case(text: str) -> bool:
    """Whether a line is a headline with Capitals on Most of Its Words."""
    words = [w for w in text.split() if w[0].isalpha()]
    if len(text) >= 160 or text.endswith((".", "”", '"')):
        return False
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.7 * len(words)
