"""Capitalised words that read like a name and are a heading, a law, a people or a prayer."""

import re
from functools import cache, lru_cache

from tuireader.names.lexicon import lexicon
from tuireader.names.tagger import tagger
from tuireader.names.wording import DESCRIBES

_SURE = 8.0
"""With so much of score the tagger is believed against words that are all in the dictionary."""
_NUMBERED = frozenset(
    (
        *(
            "Part",
            "Section",
            "Title",
            "Phase",
            "Article",
            "Chapter",
            "Appendix",
            "Schedule",
            "Annex",
            "Class",
        ),
        *(
            "Type",
            "Tier",
            "Level",
            "Category",
            "Stage",
            "Grade",
            "Volume",
            "Book",
            "Figure",
            "Table",
            "Region",
        ),
    )
)
"""What a letter or a numeral after it counts: `Section III`, `Medicare Part D`."""
_NUMERAL = re.compile(r"[A-Z]|[IVX]+|\d+")


_NOUN = re.compile(r"[a-z]{3}(?:ments?|[ts]ions?|ology|ism|[iv]vity|ility|ality|opathy|neurship)$")
"""The end of a noun, and hardly ever of a name."""


def is_phrase(words: tuple[str, ...], score: float) -> bool:
    """Whether words that the tagger takes for a name, and no title stands before, are nobody's.

    Args:
        words: at least two, as printed.
        score: the tagger's.
    """
    return _is_never(words) or (score < _SURE and _is_ordinary(words))


@lru_cache(maxsize=4096)
def _is_never(words: tuple[str, ...]) -> bool:
    """Whether the words are nobody's, however sure the tagger is."""
    known = lexicon()
    first, last = words[0], words[-1]
    if "God" in words or first in known.suffix:
        return True  # May God bless you; Lopes Jr. Approves
    if not _is_name(first) and (last in _THINGS or (last in known.country and last.endswith(_DEMONYM))):
        return True  # GI Bill, Adjunct Professor, Black American
    if any(w in _NUMBERED and _NUMERAL.fullmatch(words[at]) for at, w in enumerate(words[:-1], 1)):
        return True
    if last in known.suffix and len(words) == 2 and not _is_name(first):
        return True  # Minuteman III
    if last[-1] == "s" and (last in known.country or last in _PEOPLES):
        return True  # Black Americans
    if "-" in last and last.rpartition("-")[2] in DESCRIBES:
        return True  # Cold War-era
    if last.lower() in _said() and not _is_name(last):
        return True  # Lopes Announces
    if stands_for_more(first) and not last.isupper():
        return True  # NASA Glenn
    if _NOUN.search(last) and not _is_name(last):
        return True  # Public Engagement
    # Emphasizing Growth, Joining Lopes
    if not first.endswith("ing") or _is_name(first):
        return False
    # Nining Suryani is somebody: a stem so short is a verb's only where the whole word is known.
    return _is_verb(first.lower()[:-3]) and (len(first) > 6 or first.lower() in tagger().features.common)


@lru_cache(maxsize=4096)
def _is_ordinary(words: tuple[str, ...]) -> bool:
    """Whether all words are in the dictionary and none is a name."""
    common = tagger().features.common
    return not any(word.lower() not in common or _is_name(word) for word in words)


def stands_for_more(word: str) -> bool:
    """Whether a word is an abbreviation or a place in capitals before a name: `NASA`, `WASHINGTON`."""
    return len(word) > 2 and word.isupper() and word.isalpha() and not _is_name(word)


_THINGS = frozenset(
    (
        *("Affairs", "Airmen", "Bill", "Descriptions", "Engineers", "Forfeiture", "Priorities", "Professor"),
        *("Professors", "Reimbursement", "Renaissance", "Scout", "Scouts", "Summary"),
    )
)
"""What ends a heading, an office or a law, when no given name stands before it."""
_DEMONYM = ("ean", "ican", "ese")
_PEOPLES = frozenset(
    ("Natives", "Republicans", "Democrats", "Islanders", "Tories", "Liberals", "Conservatives")
)


def _is_name(word: str) -> bool:
    """Whether it is a given or a family name."""
    features, lower = tagger().features, word.lower()
    return lower in features.given or lower in features.family


def _is_verb(stem: str) -> bool:
    """Whether a word in `-ing` is made of a common word."""
    common = tagger().features.common
    doubled = stem[-1:] == stem[-2:-1]
    return stem in common or f"{stem}e" in common or (doubled and stem[:-1] in common)


@cache
def _said() -> frozenset[str]:
    """Verbs of headlines in the third person."""
    known = lexicon()
    return frozenset(word for word in known.speech | known.acts | known.verbs if word.endswith("s"))
