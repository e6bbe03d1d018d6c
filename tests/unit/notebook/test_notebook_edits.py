"""Passages are found again through thirteen kinds of edits of invented articles (promise P19, in small).

The same on real articles, 11,700 edits of them: `tests/benchmarks/measure_anchors.py`.
"""

import random
from collections import Counter
from functools import cache

import pytest

from tuireader.notebook.anchors import make_anchor, place

from .edits import EDITS, FOR_ONE, judged, paragraphs_of, passages, written

ARTICLES = 40
_SYLLABLES = ("ka", "lo", "mi", "ter", "san", "vel", "dor", "an", "i", "bra", "qu", "en", "sto", "ri", "pal")
_COMMON = ("the", "of", "and", "to", "in", "a", "that", "for", "was", "on", "with", "said", "by", "it", "has")


def invented(chance: random.Random) -> str:
    """An article of words as often repeated as those of a language are, with sentences and paragraphs."""
    names = ["".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5))) for _ in range(400)]
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    paragraphs = []
    for _ in range(chance.randrange(4, 14)):
        sentences = []
        for _ in range(chance.randrange(1, 5)):
            words = [
                chance.choice(_COMMON) if chance.random() < 0.45 else chance.choices(names, weights)[0]
                for _ in range(chance.randrange(6, 30))
            ]
            if chance.random() < 0.2:
                words[2] = f"“{words[2]}”"
            sentences.append(" ".join(words).capitalize() + chance.choice([".", ".", ".", "?", "; it's so."]))
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


@cache
def verdicts(name: str) -> Counter[str]:
    """What becomes of three passages of each article under one kind of edit."""
    found: Counter[str] = Counter()
    for number in range(ARTICLES):
        chance = random.Random(f"{number}")
        article = paragraphs_of(invented(chance))
        text = written(article).text
        edited = None
        for passage in passages(article, chance):
            if edited is None or name in FOR_ONE:
                edited = written(EDITS[name](article, passage, chance))
            placement = place(make_anchor(text, *passage.span), edited.text, text)
            span = None
            if placement.start is not None and placement.end is not None:
                span = placement.start, placement.end
            found[judged(passage, edited, span)] += 1
    return found


@pytest.mark.promise("P19")
@pytest.mark.parametrize("name", EDITS)
def test_passages_are_found_again_or_said_to_be_lost(name: str) -> None:
    found = verdicts(name)
    assert found.total() == 3 * ARTICLES
    # Three invented words are often three small ones, which stand everywhere: of one kind alone more may go
    # wrong than of all, and than in real articles.
    assert found["wrong"] <= 0.04 * found.total(), found
    assert found["missed"] <= 0.04 * found.total(), found
    if name in ("same", "re-wrapped", "quotes, dashes, spaces"):
        assert found["right"] == found.total()


@pytest.mark.promise("P19")
def test_over_all_edits_the_bounds_hold() -> None:
    found = sum((verdicts(name) for name in EDITS), Counter[str]())
    assert found["wrong"] <= 0.005 * found.total(), found
    assert found["missed"] <= 0.005 * found.total(), found
