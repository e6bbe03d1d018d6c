"""How the words of a name are compared: without case, accents, dots and apostrophes; hyphens part words."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from tuireader.names.lexicon import lexicon
from tuireader.text.fold import fold

_DROPPED = str.maketrans("", "", ".,'\"()")
_SUFFIXES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xxiii",
    ]
)
NICKNAME_MARKS = "\"“”‘'("
"""What a nickname inside a name begins with."""


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> tuple[str, ...]:
    """The comparable parts of one word: `Jong-un` gives `jong`, `un`; a nickname in quotes gives none."""
    if word.isalpha() and word.isascii():
        return (word.lower(),)
    plain = "" if word[:1] in NICKNAME_MARKS else fold(word).translate(_DROPPED)
    return tuple(part for part in plain.split("-") if part)


def name_keys(words: Iterable[str]) -> tuple[str, ...]:
    """The comparable parts of a name."""
    return tuple(chain.from_iterable(map(word_keys, words)))


def without_initials(keys: Sequence[str]) -> tuple[str, ...]:
    """The parts that are longer than a letter; all of them when none is (`U`)."""
    longer = tuple([k for k in keys if len(k) > 1])
    return longer or tuple(keys)


def suffix_of(keys: Sequence[str]) -> str:
    """`jr`, `sr` or a numeral at the end, else nothing."""
    return keys[-1] if len(keys) > 1 and keys[-1] in _SUFFIXES else ""


def is_particle_key(key: str) -> bool:
    """Whether a part only joins others (`bin`, `al`)."""
    return key in lexicon().particle
