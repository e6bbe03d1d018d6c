"""Where terms are met in a piece of text: for checking phrases, lighting matches, and choosing snippets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tuireader.names.country_table import countries
from tuireader.search.query import Term
from tuireader.search.spelling import RANK, How, Reading, WordReading
from tuireader.text.fold import word_spans, words


@dataclass(frozen=True, slots=True)
class Met:
    """A span of a text that meets a term."""

    start: int
    end: int
    """Code points, end exclusive."""
    term: int
    """Which of the terms, by its place among them."""
    how: How


def holds_phrase(text: str, phrase: Sequence[str]) -> bool:
    """Whether the folded words stand in the text one after the other."""
    return bool(phrase) and f" {' '.join(phrase)} " in f" {' '.join(words(text))} "


def holds_all(text: str, asked: Sequence[WordReading], how: How) -> bool:
    """Whether each word is met somewhere in the text at least as well as `how`."""
    there = set(words(text))
    return all(any(_met(reading, word, how) for word in there) for reading in asked)


def holds_exactly(text: str, asked: Sequence[WordReading]) -> bool:
    """Whether each word stands in the text."""
    return {reading.word for reading in asked} <= set(words(text))


def holds_starts(text: str, asked: Sequence[WordReading]) -> bool:
    """Whether each word stands in the text or begins a word of it, whatever the library holds: for notes."""
    there = words(text)
    return all(any(other.startswith(reading.word) for other in there) for reading in asked)


def meets(text: str, terms: Sequence[Term], readings: Mapping[Term, Reading]) -> list[Met]:
    """Every span of the text that meets one of the terms, in the order of the text."""
    spans = word_spans(text)
    folded = [word for word, _, _ in spans]
    found: list[Met] = []
    for place, term in enumerate(terms):
        reading = readings.get(term)
        if reading is None:
            continue
        if term.manner == "phrase":
            found += _sequences(spans, folded, term.words, place)
            continue
        for word, start, end in spans:
            hows = [how for reading_word in reading.words if (how := reading_word.how(word)) is not None]
            if hows:
                found.append(Met(start, end, place, min(hows, key=RANK.__getitem__)))
        for code, how in reading.countries:
            found += _country_spans(text, spans, folded, code, place, how)
    return sorted(found, key=lambda met: (met.start, -met.end))


def merged(found: Sequence[Met], text: str) -> tuple[tuple[int, int], ...]:
    """The spans without overlaps; those with nothing but a space or hyphen between them are one."""
    spans: list[tuple[int, int]] = []
    for met in sorted(found, key=lambda met: (met.start, met.end)):
        if spans and (met.start <= spans[-1][1] or text[spans[-1][1] : met.start] in (" ", "-")):
            spans[-1] = (spans[-1][0], max(spans[-1][1], met.end))
        else:
            spans.append((met.start, met.end))
    return tuple(spans)


def _met(reading: WordReading, word: str, how: How) -> bool:
    found = reading.how(word)
    return found is not None and RANK[found] <= RANK[how]


def _sequences(
    spans: Sequence[tuple[str, int, int]], folded: Sequence[str], phrase: Sequence[str], place: int
) -> list[Met]:
    size = len(phrase)
    return [
        Met(spans[at][1], spans[at + size - 1][2], place, "exact")
        for at in range(len(folded) - size + 1)
        if folded[at] == phrase[0] and tuple(folded[at : at + size]) == tuple(phrase)
    ]


def _country_spans(
    text: str, spans: Sequence[tuple[str, int, int]], folded: Sequence[str], code: str, place: int, how: How
) -> list[Met]:
    forms = _forms(code)
    found: list[Met] = []
    for at, word in enumerate(folded):
        for form, capital in forms.get(word, ()):
            if tuple(folded[at : at + len(form)]) != form:
                continue
            start, end = spans[at][1], spans[at + len(form) - 1][2]
            if not capital or text[start:end].isupper():
                end += capital and "." in text[start:end] and text[end : end + 1] == "."
                found.append(Met(start, end, place, how))
                break
    return found


@lru_cache(maxsize=64)
def _forms(code: str) -> Mapping[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Ways to name a country by their first word, longest first; with each whether it must be in capitals."""
    country = countries().get(code)
    gathered: dict[str, dict[tuple[str, ...], bool]] = {}
    for form in country.named_by if country is not None else ():
        folded = tuple(words(form))
        if folded:
            gathered.setdefault(folded[0], {}).setdefault(
                folded, form in country.abbreviations if country else False
            )
    return {
        first: tuple(sorted(forms.items(), key=lambda item: -len(item[0])))
        for first, forms in gathered.items()
    }
