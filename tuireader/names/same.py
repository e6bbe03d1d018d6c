"""When two articles mean the same person: safe rules only.

Measured on linked newswire: equal folded full names are one person in 995 of 1,000 pairs, and so are equal
first and last names with whatever stands between them; a surname alone is right in 69 of 100 and never joins.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from tuireader.names.country_words import GIVEN_NAMES
from tuireader.names.lexicon import lexicon
from tuireader.names.nicknames import short_for
from tuireader.names.spelling import is_particle_key, name_keys, suffix_of, without_initials, word_keys

_ARABIC_ARTICLES = frozenset(("al", "el", "ul"))
"""Written or not, as the paper likes: `Bashar al-Assad`, `Bashar Assad`, `Abdel Fattah el-Sisi`."""
_SO_COMMON = frozenset(
    (
        "mohammed",
        "mohammad",
        "mohamed",
        "muhammad",
        "ahmed",
        "ahmad",
        "ali",
        "abdul",
        "abdel",
        "abd",
        "md",
        "maria",
        "jose",
    )
)
"""Given names that tell nobody apart: the name after them is never dropped."""


_OFTEN_GIVEN = GIVEN_NAMES - {"Martin"}
"""Martin King, without Luther, is hardly anybody else."""

Why = Literal["same name", "short form", "initial", "longer name", "spelling", "part", "name alone"]
"""Why two names may mean one person, surest first: equal, but kept apart by their countries; `Joe` and
`Joseph`; `J.` and `John`; more names between; another way to write it; a single name and a whole one; the
same single name in other articles."""
_ORDER: tuple[Why, ...] = get_args(Why)
_LEAST_LETTERS = 4
"""A word of a name must have so many letters for two spellings of it to be compared."""


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Somebody who may be the same person, and why."""

    name: str
    why: Why


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """A key that is equal for names that are safely one person's across articles.

    Ignored are case, accents, dots, hyphens, titles, initials, nicknames, `Jr`, whether the family name comes
    first or last, and the middle names of a Western name, which `middle_letters` tells; less of a name that
    many people have. A name of one word keeps its title, so that `King Harald` is not every Harald.
    """
    words = name.split()
    titles = _titles()
    lead = 0
    while lead < len(words) - 1 and words[lead] in titles:
        lead += 1
    keys = without_initials(name_keys(words[lead:]))
    if (common := _common_key(words[lead:], keys)) is not None:
        return common
    if suffix_of(keys) == "jr" and len(keys) > 2:  # a father called `Sr.` stays apart from his son
        keys = keys[:-1]
    if len(keys) > 2:
        keys = tuple(key for key in keys if key not in _ARABIC_ARTICLES) or keys
    if len(keys) < 2:
        # of a name with nothing but initials beside it they tell who it is: `J. Sato` is not every Sato
        return "-".join((*name_keys(words[:lead]), *name_keys(words[lead:])))
    if len(keys) > 2 and _is_western(words[lead:], keys):
        keys = (keys[0], *(key for key in keys[1:-1] if _may_be_family_name(key)), keys[-1])
    # family name first or last: the smallest of the turns, which is the same for both
    return min("".join((*keys[turn:], *keys[:turn])) for turn in range(len(keys)))


@cache
def _titles() -> Set[str]:
    """What may stand before a name and is none of it."""
    known = lexicon()
    return known.honorific | known.royal | known.rank | known.post


def _common_key(words: Sequence[str], keys: Sequence[str]) -> str | None:
    """The key of a name that many people have: first, last, suffix, and the letters of what stands between.

    `Robert Johnson` and `Robert S. Johnson` of two articles were two people in nearly all pairs that were
    read, where the middle letters of other names come and go.
    """
    suffix = suffix_of(keys)
    bare = keys[:-1] if suffix else keys
    if any(len(word_keys(word)) > 1 for word in words):
        return None
    known = lexicon()
    if len(bare) < 2 or bare[-1] not in known.many_are_called:
        return None
    given = bare[0].capitalize()
    if given not in known.many_are_given and given not in _OFTEN_GIVEN:
        return None
    first = word_keys(words[0])
    letters = (first[0] if first and len(first[0]) == 1 else "") + _letters_between(words)
    return "-".join(part for part in (bare[0] + bare[-1], letters, suffix) if part)


@lru_cache(maxsize=16384)
def middle_letters(name: str) -> str:
    """The first letters of a Western name's middle names, `hw` of `George H.W. Bush`; empty without any."""
    words = name.split()
    if len(words) < 3:
        return ""  # nothing stands between its first and its last
    titles = lexicon().strong_title
    lead = 0
    while lead < len(words) - 1 and words[lead] in titles:
        lead += 1
    words = words[lead:]
    keys = without_initials(name_keys(words))
    if suffix_of(keys):
        keys = keys[:-1]
    return _letters_between(words) if len(keys) > 1 and _is_western(words, (keys[0], keys[-1])) else ""


def _letters_between(words: Sequence[str]) -> str:
    """The first letters of what stands between the first whole name and the last; all of `H.W.`"""
    named = [word for word in words if word_keys(word)]
    while len(named) > 2 and suffix_of(name_keys(named)):
        named = named[:-1]
    while named and len(word_keys(named[0])[0]) == 1:
        named = named[1:]
    found = [(word, word_keys(word)[0]) for word in named[1:-1]]
    return "".join(key if word.replace(".", "").isupper() else key[0] for word, key in found)


def middles_agree(one: str, other: str) -> bool:
    """Whether two names equal in all else may be one person's by their middle letters, as far as both say."""
    return one.startswith(other) or other.startswith(one)


def _is_western(words: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether the names between first and last are middle names, which an article may leave out.

    Not where each word is one syllable of a family-first name (`Nguyen Van Anh` is not `Nguyen Thi Anh`), not
    where a particle, a hyphen or a numeral shows that the last name has several words, not after a given name
    that half a people bears.
    """
    particles = lexicon().particle
    if any(key in particles for key in keys) or suffix_of(keys) or keys[0] in _SO_COMMON:
        return False
    if any(len(word_keys(word)) > 1 for word in words):
        return False
    return not all(_is_syllable(key) for key in keys)


def _may_be_family_name(key: str) -> bool:
    """Whether a name between first and last is a family name too, as in `Juan Mora Fernández`."""
    from tuireader.names.tagger import tagger  # not for those who only read

    features = tagger().features
    return key in features.family and key not in features.given


def _is_syllable(key: str) -> bool:
    """Whether the word has one group of vowels, as Vietnamese, Chinese and Korean name words have."""
    groups, inside = 0, False
    for letter in key:
        vowel = letter in "aeiouy"
        groups += vowel and not inside
        inside = vowel
    return groups <= 1


def perhaps_same(name: str, candidates: Iterable[str]) -> list[Perhaps]:
    """Who among `candidates` may be the person called `name`: for a reader to decide, never merged by itself.

    Args:
        name: a person's name.
        candidates: names of other people.

    Returns:
        The likely ones, surest first, else in the order given.
    """
    keys = _bare(name)
    found = [
        Perhaps(other, why)
        for other in candidates
        if other != name and (why := _likeness(keys, _bare(other))) is not None
    ]
    found.sort(key=lambda perhaps: _ORDER.index(perhaps.why))
    return found


def _bare(name: str) -> tuple[str, ...]:
    """The comparable parts without titles, articles, `Jr.`, and `van` of a surname alone; initials stay."""
    words, titles = name.split(), lexicon().strong_title
    lead = 0
    while lead < len(words) - 1 and words[lead] in titles:
        lead += 1
    keys = name_keys(words[lead:])
    if suffix_of(keys) == "jr":
        keys = keys[:-1]
    whole = tuple(key for key in keys if not is_particle_key(key))
    if len(whole) == 1:
        return whole
    return tuple(key for key in keys if key not in _ARABIC_ARTICLES) or keys


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Why | None:
    if not one or not other or suffix_of(one) != suffix_of(other):
        return None
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return "same name"
    if len(one) == 1 or len(other) == 1:
        single, whole = (one, other) if len(one) == 1 else (other, one)
        is_end = single[0] in (whole[0], whole[-1]) and len(single[0]) > 1
        return "part" if is_end and len(whole) > 1 else None
    first, other_first = one[0], other[0]
    if one[-1] == other[-1]:
        if first != other_first and short_for(first, other_first):
            return "short form"
        if 1 in (len(first), len(other_first)) and first[0] == other_first[0]:
            return "initial"
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if len(longer) > len(shorter) and set(shorter) <= set(longer) and shorter[0] == longer[0]:
        return "longer name"
    if len(one) == len(other) and all(map(_alike, one, other)):
        return "spelling"
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two words are ways to write one: `Mohammed`, `Mohamad`; `Yekaterina`, `Ekaterina`."""
    if _single_letters(one) == _single_letters(other):
        return True
    if min(len(one), len(other)) < _LEAST_LETTERS or abs(len(one) - len(other)) > 2:
        return False
    if _skeleton(one) == _skeleton(other):
        return True
    if min(len(one), len(other)) <= _LEAST_LETTERS + 1:
        return False
    from rapidfuzz.distance import OSA  # only who asks for likely namesakes pays for the import

    return OSA.distance(one, other, score_cutoff=1) <= 1


def _skeleton(word: str) -> str:
    """The consonants, each once, those written in two ways in one: what spellings of a name share."""
    plain = word.translate(_WRITTEN).replace("ph", "f")
    return _single_letters("".join(letter for letter in plain if letter not in "aeiouyhw"))


def _single_letters(word: str) -> str:
    """`anna` as `ana`."""
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])


_WRITTEN = str.maketrans("qckjvz", "kkkgws")
