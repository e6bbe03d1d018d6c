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

NOBODY, LEADS, TRIMMED, THING, NO_LAST, MARKED, LETTERS, DIGITS = (1 << bit for bit in range(8))
"""Classes of a word as bits: of no name by itself; may lead to a name; a place where a name may have to be
cut or lengthened; may belong to a ship's, a street's, a firm's name; no last name; begins with a quotation
mark; is all capitals without full stops; has a digit in it. Mostly no word of a run is in a class, and what
looks for such a word need not be done."""

_WORD = re.compile(r"(?<![\w$@])\w+")
_AT_BEGIN = (0,)
_MOST = 20_000
"""Runs and words that are remembered, some 700 bytes each: some thousand articles reach the bound."""
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

    classes: int
    """Those above that it is in."""
    keys: tuple[str, ...]
    """Its comparable parts; see `spelling.word_keys`."""
    parts: tuple[str, ...]
    """Those by which somebody is known: initials left out."""
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
    """The classes of all words together."""
    keys: tuple[tuple[str, ...], ...]
    """Of each word."""
    parts: tuple[tuple[str, ...], ...]
    firsts: tuple[str, ...]
    """The first key of each word, empty where it has none."""
    offsets: tuple[int, ...]
    """Where each word begins in the run, and one more where the next would."""
    spots: tuple[int, ...]
    """Offsets in the run where a country's name may begin."""
    is_never: bool
    """Whether it is one word that alone is nobody in any article: `The`, `Monday`."""
    may_name: bool
    """Whether somebody's name may be in it."""
    lead: int
    """How many words lead to a name at its beginning, as titles do."""
    describes: bool
    """Whether its first word only describes the second: `UK-based Ana Lopes`."""
    alone: str
    """Of a single word that may be a name what is compared of it, else empty."""
    is_plain: bool = False
    """Whether nothing of this need be thought of where it is found: no spots, not never, no description."""

    def __post_init__(self) -> None:
        self.is_plain = not (self.spots or self.is_never or self.describes)

    @property
    def bare(self) -> Sequence[str]:
        """The words without the marks around a nickname, as the tagger knows them."""
        if not self.classes & MARKED:
            return self.words
        return [w.strip("\"“”‘’'()") if w[0] in NICKNAME_MARKS else w for w in self.words]


class _Words(dict[str, Word]):
    """Each word that was met, entered when it is first looked up."""

    def __init__(self, known: Lexicon) -> None:
        lead = known.strong_title | known.title_part
        brands = {name.rpartition(" ")[2] for name in known.brand}
        trimmed = known.particle | known.suffix | known.function | known.time | known.country | lead
        self._classes = (
            (NOBODY, known.not_a_name),
            (LEADS, lead),
            (TRIMMED, trimmed | known.post | known.rank | known.office | NEVER_FIRST | ARTICLES | HONOURS),
            (THING, known.facility | known.ship | known.storm | brands),
            (NO_LAST, known.no_last_name),
        )

    def __missing__(self, word: str) -> Word:
        keys = parts = word_keys(word)
        if len(keys) == 1:
            parts = keys if len(keys[0]) > 1 else ()
        else:
            parts = keys if all(len(key) > 1 for key in keys) else tuple([k for k in keys if len(k) > 1])
        classes = 0
        for bit, words in self._classes:
            if word in words:
                classes |= bit
        begins = matcher().first_words
        spots: tuple[int, ...]
        if word.isalpha():  # letters alone, as most are: no marks, no digits, nothing that parts it
            if word.isupper():
                classes |= LETTERS
            spots = _AT_BEGIN if word in begins else ()
        else:
            if word[0] in NICKNAME_MARKS:
                classes |= MARKED
            if word.isupper() and "." not in word:
                classes |= LETTERS
            if any(map(str.isdecimal, word)):
                classes |= DIGITS
            spots = tuple([match.start() for match in _WORD.finditer(word) if match[0] in begins])
        known = self[word] = Word(classes, keys, parts, spots)
        return known


class Wordings(dict[str, Wording]):
    """Each run that was met, by its text.

    Safe to share between threads: whatever is forgotten is worked out again.
    """

    def __init__(self, known: Lexicon) -> None:
        self._known = known
        self._words = _Words(known)
        # a third of all runs
        self._never = (known.function | known.time) - {*_NAMES_TOO, *known.title, *known.role}

    def of(self, words: Sequence[str]) -> Wording:
        """The wording of a run that is cut or put together."""
        return self[" ".join(words)]

    def forget(self) -> None:
        """Keep within the bound."""
        if len(self) > _MOST:
            self.clear()
        if len(self._words) > _MOST:
            self._words.clear()

    def __missing__(self, text: str) -> Wording:
        made = self[text] = self._made(text)
        return made

    def _made(self, text: str) -> Wording:
        known = self._words
        if " " not in text:
            classes, keys, parts, spots = known[text]
            may_name = not classes & NOBODY and len(text) > 1
            return Wording(
                text,
                (text,),
                classes,
                keys=(keys,),
                parts=(parts,),
                firsts=keys if len(keys) == 1 else (keys or ("",))[:1],
                offsets=_alone(len(text)),
                spots=spots,
                is_never=text in self._never,
                may_name=may_name,
                lead=1 if classes & LEADS else 0,
                describes=False,
                alone="-".join(keys) if may_name else "",
            )
        words = tuple(text.split(" "))
        every, keyed, parted, spotted = zip(*[known[word] for word in words], strict=True)
        classes = lead = at = 0
        nobody = NOBODY
        offsets: list[int] = []
        begins_at: list[int] = []
        for word, bits, begins in zip(words, every, spotted, strict=True):
            classes |= bits
            nobody &= bits
            offsets.append(at)
            begins_at += [at + begin for begin in begins]
            at += len(word) + 1
        while lead < len(words) and every[lead] & LEADS:
            lead += 1
        return Wording(
            text,
            words,
            classes,
            keys=keyed,
            parts=parted,
            firsts=tuple([keys[0] if keys else "" for keys in keyed]),
            offsets=(*offsets, at),
            spots=tuple(begins_at),
            is_never=False,
            may_name=not (nobody or classes & LETTERS) or not self._is_hopeless(words),
            lead=lead,
            describes="-" in words[0] and words[0].rpartition("-")[2] in DESCRIBES,
            alone="",
        )

    def _is_hopeless(self, words: Sequence[str]) -> bool:
        """Whether these words are nobody in any article."""
        no = self._known.not_a_name
        hopeless = all(word in no for word in words) or all(w.isupper() and "." not in w for w in words)
        if hopeless and len(words) == 2 and words[0] in _WORDS_AND_NAMES:
            return words[1] in self._known.time | self._known.function
        return hopeless


@cache
def _alone(length: int) -> tuple[int, int]:
    """The offsets of a single word, one pair for all of a length."""
    return 0, length + 1


@cache
def wordings() -> Wordings:
    """The wordings of the process."""
    return Wordings(lexicon())
