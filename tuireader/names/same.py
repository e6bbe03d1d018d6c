"""When two articles mean the same person: safe rules only.

Measured on linked newswire: equal folded full names are one person in 995 of 1,000 pairs, and so are equal
first and last names with whatever stands between them; a surname alone is right in 69 of 100 and never joins.
"""

from collections.abc import Sequence
from functools import lru_cache

from tuireader.names.lexicon import lexicon
from tuireader.names.spelling import name_keys, suffix_of, without_initials, word_keys

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


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """A key that is equal for names that are safely one person's across articles.

    Ignored are case, accents, dots, hyphens, titles, initials, nicknames, `Jr`, whether the family name comes
    first or last, and the middle names of a Western name. A name of one word keeps its title, so that `King
    Harald` is not every Harald.
    """
    words = name.split()
    lexicon_ = lexicon()
    titles = lexicon_.honorific | lexicon_.royal | lexicon_.rank | lexicon_.post
    lead = 0
    while lead < len(words) - 1 and words[lead] in titles:
        lead += 1
    keys = without_initials(name_keys(words[lead:]))
    if suffix_of(keys) == "jr" and len(keys) > 2:  # a father called `Sr.` stays apart from his son
        keys = keys[:-1]
    if len(keys) > 2:
        keys = tuple(key for key in keys if key not in _ARABIC_ARTICLES) or keys
    if len(keys) < 2:
        return "-".join((*name_keys(words[:lead]), *keys))
    if len(keys) > 2 and _is_western(words[lead:], keys):
        keys = (keys[0], keys[-1])
    # family name first or last: the smallest of the turns, which is the same for both
    return min("".join((*keys[turn:], *keys[:turn])) for turn in range(len(keys)))


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


def _is_syllable(key: str) -> bool:
    """Whether the word has one group of vowels, as Vietnamese, Chinese and Korean name words have."""
    groups, inside = 0, False
    for letter in key:
        vowel = letter in "aeiouy"
        groups += vowel and not inside
        inside = vowel
    return groups <= 1
