"""Ways in which English papers write one foreign word: as good as the word itself, and no typo.

Only words that differ in nothing but the transliteration; names that merely have a common root (Ivan, John)
are different names.
"""

from collections.abc import Mapping
from functools import cache

_GROUPS = (
    "muhammad mohammad mohammed mohamed muhammed mohamad",
    "ahmed ahmad",
    "al el",
    "abdul abdel abdal",
    "abdullah abdallah",
    "hussein husein hussain husayn",
    "yusuf yousef youssef yousuf",
    "osama usama",
    "khalid khaled",
    "omar umar",
    "sheikh shaikh sheik shaykh",
    "gaddafi qaddafi kadafi qadhafi gadhafi kaddafi",
    "hezbollah hizbollah hizbullah hizballah",
    "koran quran",
    "qaeda qaida",
    "zelensky zelenskyy zelenskiy zelenskyi",
    "yevgeny yevgeniy evgeny evgeniy",
    "dmitry dmitri dmitriy",
    "sergei sergey",
    "andrei andrey",
    "alexei alexey aleksei aleksey",
    "kyiv kiev",
    "odesa odessa",
    "kharkiv kharkov",
)
_ARTICLES = frozenset({"al", "el"})


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    groups = [tuple(group.split()) for group in _GROUPS]
    return {word: tuple(other for other in group if other != word) for group in groups for word in group}


def spelt_alike(word: str) -> tuple[str, ...]:
    """Other ways to write a folded word."""
    return _by_word().get(word, ())


def is_article(word: str) -> bool:
    """Whether it is the Arabic article, which by itself is a word of other languages."""
    return word in _ARTICLES
