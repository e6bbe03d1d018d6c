"""When two articles mean the same person: safe rules only.

Measured on linked newswire: equal folded full names are one person in 995 of 1,000 pairs, and so are equal
first and last names with whatever stands between them; a surname alone is right in 69 of 100 and never joins.
"""

from tuireader.names.lexicon import lexicon
from tuireader.names.spelling import name_keys, suffix_of, without_initials, word_keys

_ARTICLES = {"el": "al", "ul": "al"}
_HYPHENATED_GIVEN = 2
"""A hyphen joins two syllables of an East Asian given name: `Jong-un` is `Jong Un`."""


def person_key(name: str) -> str:
    """A key that is equal for names that are safely one person's across articles.

    Case, accents, dots, hyphens, titles, initials, nicknames and `Jr` are ignored; of three names and more the
    middle ones too, when the name is written in the Western order. A single name keeps its title, if any, so
    that `King Harald` is not `Harald`.
    """
    words = name.split()
    titles = lexicon().honorific | lexicon().royal | lexicon().rank | lexicon().post
    lead = 0
    while lead < len(words) - 1 and words[lead] in titles:
        lead += 1
    bare = words[lead:]
    keys = without_initials(name_keys(bare))
    if suffix_of(keys) in ("jr", "sr") and len(keys) > 2:
        keys = keys[:-1]
    if len(keys) < 2:
        return "-".join((*name_keys(words[:lead]), *keys))
    parts = [_ARTICLES.get(key, key) for key in keys]
    if len(parts) > 2 and _drops_middle(bare):
        parts = [parts[0], *parts[_last_name_begins(parts) :]]
    return "".join(parts)


def _drops_middle(words: list[str]) -> bool:
    """Whether middle names may be ignored: not where each word is a syllable of a family-first name."""
    plain = [word for word in words if word_keys(word)]
    if any(len(key) > 1 and key in lexicon().particle for word in plain for key in word_keys(word)):
        return False  # bin, van der, al: what follows belongs to the family's name
    if any("-" in word for word in plain):
        return False
    return not all(len(key) <= 6 and _is_syllable(key) for word in plain for key in word_keys(word))


def _last_name_begins(parts: list[str]) -> int:
    return len(parts) - 1


def _is_syllable(key: str) -> bool:
    """Whether the word has one group of vowels, as Vietnamese, Chinese and Korean name words have."""
    groups, inside = 0, False
    for letter in key:
        vowel = letter in "aeiouy"
        groups += vowel and not inside
        inside = vowel
    return groups <= 1
