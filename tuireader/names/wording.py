"""What is known of a run of capitalised words by its words alone, wherever it stands.

News repeats its words, and many of its names, so what the rules ask of them is worked out once: the classes
and the comparable parts of a word, and those of a run. What depends on the text around a run is elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tuireader.names.country_forms import matcher
from tuireader.names.lexicon import Lexicon, lexicon
from tuireader.names.spelling import NICKNAME_MARKS, word_keys

NOBODY, LEADS, TRIMMED, THING, NO_LAST, MARKED, LETTERS, DIGITS, SPOTTED = (1 << bit for bit in range(9))
"""Classes of a word as bits: of no name by itself; may lead to a name; a place where a name may have to be
cut or lengthened; may belong to a ship's, a street's, a firm's name; no last name; begins with a quotation
mark; is all capitals without full stops; has a digit in it; a country's name may begin in it. Mostly no word
of a run is in a class, and what looks for such a word need not be done."""
NEVER, DESCRIBING = 1 << 9, 1 << 10
"""Classes of a run: one word that alone is nobody in any article, `The`, `Monday`; its first word only
describes the second, `UK-based Ana Lopes`."""

_WORD = re.compile(r"(?<![\w$@])\w+")
_HOPELESS = NOBODY | LETTERS
"""Words that all are of no name by themselves, or all in capitals, are nobody in any article."""
_AT_BEGIN = (0,)
_MOST = 14_000
"""Runs, and words, that are remembered lately, some 600 bytes each, and as many from before: each time some
thousand articles reach the bound, those before are forgotten."""
_NAMES_TOO = (
    "May",
    "Will",
    "So",
    "An",
    "Do",
    "No",
    "To",
    "My",
    "Long",
    "Good",
    "Best",
    "June",
    "April",
    "August",
)
"""Words that alone may be somebody, although they are hardly ever."""
_WORDS_AND_NAMES = frozenset(("To", "May", "Will", "Mark", "Ho", "Do", "So", "An", "No"))
NEVER_FIRST = frozenset(("His", "Her", "Their", "Our", "The", "A", "An", "And", "Of"))
"""What no name begins with."""
ACCORDING_TO = frozenset(("Selon", "Según", "Segundo", "Secondo", "Menurut", "Laut", "D’après", "D'après"))
"""Words that open a sentence in other languages, before whoever said it."""
ARTICLES = frozenset(("Al", "El", "Bin"))
"""Particles in capitals: a name goes on after them."""
HONOURS = frozenset(
    (
        *("AO", "AC", "AM", "OAM", "AK", "QC", "KC", "SC", "MP", "MPs", "MLA", "MLC", "MBE", "OBE", "CBE"),
        *("KBE", "DBE", "PSM", "CSC", "DSC", "DSO", "VC", "RN", "USN", "USMC", "USAF", "JP", "FRS", "TD"),
    )
)
"""What may stand after a name and is none of it."""
ALSO_NAMES = frozenset(
    (
        *("Major", "Marine", "Dean", "Sheriff", "Marshal", "Founder", "Justice", "Judge", "Chair", "Forward"),
        *(
            "Farmer",
            "Poet",
            "Captain",
            "Private",
            "Sr",
            "Sr.",
            "SP",
            "IG",
            "Sen",
            "Gen",
            "Col",
            "Fr",
            "Det",
            "Rep",
        ),
    )
)
"""Titles that are family or given names as well: never a place to cut a name."""
DESCRIBES = frozenset(
    (
        *(
            "based",
            "born",
            "style",
            "type",
            "led",
            "backed",
            "trained",
            "owned",
            "funded",
            "made",
            "speaking",
        ),
        *("held", "run", "educated", "registered", "flagged", "listed", "bred", "raised", "controlled"),
        *(
            "nominated",
            "winning",
            "elect",
            "related",
            "friendly",
            "era",
            "themed",
            "linked",
            "sponsored",
            "built",
        ),
    )
)
"""What ends a compound that describes somebody and is no name: `Hanoi-born`."""


class Word(NamedTuple):
    """What is known of one word."""

    text: str
    """As printed; one and the same for all runs that it is in."""
    classes: int
    """Those above that it is in."""
    keys: tuple[str, ...]
    """Its comparable parts; see `spelling.word_keys`."""
    parts: tuple[str, ...]
    """Those by which somebody is known: initials left out."""
    first: str
    """The first of its parts, initials too; empty where it has none."""
    spots: tuple[int, ...]
    """Offsets in it where a country's name may begin."""


@dataclass(slots=True, eq=False)
class Wording:
    """What is known of a run's words; never changed once it is made.

    Not frozen and no tuple: both cost more to look into, and every run of every article looks into one.
    """

    text: str
    words: tuple[str, ...]
    """As printed; a nickname keeps its quotation marks."""
    classes: int
    """The classes of all words together, and those of the run."""
    each: tuple[Word, ...]
    """What is known of each word."""
    firsts: tuple[str, ...]
    """The first key of each word, empty where it has none."""
    spots: tuple[int, ...]
    """Offsets in the run where a country's name may begin, if the text has no no-break spaces."""
    may_name: bool
    """Whether somebody's name may be among its words, of which there are several."""
    alone: str
    """Of a single word that may be a name what is compared of it, else empty."""
    is_plain: bool
    """Whether nothing of this need be thought of where it is found: no spots, not never, no description."""

    @property
    def lead(self) -> int:
        """How many words lead to a name at its beginning, as titles do."""
        lead = 0
        if self.classes & LEADS:
            while lead < len(self.each) and self.each[lead].classes & LEADS:
                lead += 1
        return lead

    @property
    def bare(self) -> Sequence[str]:
        """The words without the marks around a nickname, as the tagger knows them; only for runs with one."""
        return [w.strip("\"“”‘’'()") if w[0] in NICKNAME_MARKS else w for w in self.words]


class _Words(dict[str, Word]):
    """Each word that was met, entered when it is first looked up."""

    def __init__(self, known: Lexicon) -> None:
        lead = known.strong_title | known.title_part
        brands = {name.rpartition(" ")[2] for name in known.brand}
        trimmed = known.particle | known.suffix | known.function | known.time | known.country | lead
        self._classes: dict[str, int] = {}
        for bit, words in (
            (NOBODY, known.not_a_name),
            (LEADS, lead),
            (TRIMMED, trimmed | known.post | known.rank | known.office | NEVER_FIRST | ARTICLES | HONOURS),
            (THING, known.facility | known.ship | known.storm | brands),
            (NO_LAST, known.no_last_name),
        ):
            for word in words:
                self._classes[word] = self._classes.get(word, 0) | bit
        self._begins = matcher().first_words
        self._before: dict[str, Word] = {}

    def forget(self) -> None:
        """Keep within the bound."""
        if len(self) > _MOST:
            self._before = self.copy()
            self.clear()

    def __missing__(self, word: str) -> Word:
        known = self[word] = self._before.get(word) or self._of(word)
        return known

    def _of(self, word: str) -> Word:
        classes = self._classes.get(word, 0)
        spots: tuple[int, ...] = ()
        if word.isalpha():  # letters alone, as most are: no marks, no digits, nothing that parts it
            keys = parts = (word.lower(),) if word.isascii() else word_keys(word)
            if word.isupper():
                classes |= LETTERS
            if word in self._begins:
                spots = _AT_BEGIN
        else:
            keys = parts = word_keys(word)
            if word[0] in NICKNAME_MARKS:
                classes |= MARKED
            if word.isupper() and "." not in word:
                classes |= LETTERS
            if any(map(str.isdecimal, word)):
                classes |= DIGITS
            begins = self._begins
            spots = tuple([match.start() for match in _WORD.finditer(word) if match[0] in begins])
        if spots:
            classes |= SPOTTED
        for key in keys:
            if len(key) < 2:
                parts = tuple([k for k in keys if len(k) > 1])
                break
        return Word(word, classes, keys, parts, keys[0] if keys else "", spots)


class Wordings(dict[str, Wording]):
    """Each run that was met, by its text.

    Safe to share between threads: whatever is forgotten is worked out again.
    """

    def __init__(self, known: Lexicon) -> None:
        self._known = known
        self._words = _Words(known)
        self._before: dict[str, Wording] = {}
        self._begin_alone = matcher().alone
        self._ordinary = known.time | known.function
        # a third of all runs
        self._never = self._ordinary - {*_NAMES_TOO, *known.title, *known.role}

    def of(self, words: Sequence[str]) -> Wording:
        """The wording of a run that is cut or put together."""
        return self[" ".join(words)]

    def forget(self) -> None:
        """Keep within the bound."""
        if len(self) > _MOST:
            self._before = self.copy()
            self.clear()
        self._words.forget()

    def __missing__(self, text: str) -> Wording:
        made = self._before.get(text)
        if made is None:
            made = self._of_several(text) if " " in text else self._of_one(text)
        self[made.text] = made
        return made

    def _of_one(self, text: str) -> Wording:
        word = self._words[text]
        classes = word.classes
        if text in self._never:
            classes |= NEVER
        spots = word.spots
        if spots and text.isalpha() and text not in self._begin_alone:
            spots = ()
        alone = "-".join(word.keys) if not classes & NOBODY and len(text) > 1 else ""
        plain = not classes & (SPOTTED | NEVER)
        return Wording(
            word.text, (word.text,), classes, (word,), (word.first,), word.spots, False, alone, plain
        )

    def _of_several(self, text: str) -> Wording:
        known = self._words
        each: list[Word] = []
        words: list[str] = []
        firsts: list[str] = []
        classes, common = 0, ~0
        for printed in text.split(" "):
            word = known[printed]
            each.append(word)
            words.append(word.text)
            firsts.append(word.first)
            classes |= word.classes
            common &= word.classes
        spots = _spots_of(each, words) if classes & SPOTTED else ()
        if "-" in words[0] and words[0].rpartition("-")[2] in DESCRIBES:
            classes |= DESCRIBING
        may_name = not common & _HOPELESS or self._is_somebody(words)
        plain = not classes & (SPOTTED | DESCRIBING)
        return Wording(text, tuple(words), classes, tuple(each), tuple(firsts), spots, may_name, "", plain)

    def _is_somebody(self, words: Sequence[str]) -> bool:
        """Whether words that are of no name by themselves are one in some article: `To Lam`, not `To May`."""
        return len(words) == 2 and words[0] in _WORDS_AND_NAMES and words[1] not in self._ordinary


def _spots_of(each: Sequence[Word], words: Sequence[str]) -> tuple[int, ...]:
    """Where in a run a country's name may begin."""
    spots: list[int] = []
    at = 0
    for word, printed in zip(each, words, strict=True):
        spots += [at + spot for spot in word.spots]
        at += len(printed) + 1
    return tuple(spots)


@cache
def wordings() -> Wordings:
    """The wordings of the process."""
    return Wordings(lexicon())
