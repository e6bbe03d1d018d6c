"""Where terms are met in a piece of text: for checking phrases, lighting matches, and choosing snippets."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import add, contains

from tuireader.library.values import StoredArticle
from tuireader.names.country_table import countries
from tuireader.search.query import Term
from tuireader.search.spelling import RANK, How, Reading, WordReading
from tuireader.text.fold import fold, fold_map, folded_words, next_word, words, words_with

_MANY = 12
"""First words of forms from which it pays to look at a text word by word: countries have a hundred."""


@dataclass(frozen=True, slots=True)
class Met:
    """A span of a text that meets a term."""

    start: int
    end: int
    """Code points, end exclusive."""
    term: int
    """Which of the terms, by its place among them."""
    how: How


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to name a country or to write a phrase, by its folded words after the first."""

    words: tuple[str, ...]
    capitals: bool
    """Whether only capitals mean it: `US`."""
    term: int
    how: How
    growing: bool = False
    """Whether the last word may go on."""


class Matcher:
    """Finds the terms of one query in texts; what a word meets is worked out once.

    Args:
        terms: of the query.
        readings: what each term may stand for.
        forgives: whether a misspelt word meets them.
    """

    def __init__(
        self, terms: Sequence[Term], readings: Mapping[Term, Reading], *, forgives: bool = True
    ) -> None:
        self._forgives = forgives
        self._known: dict[str, tuple[tuple[int, How], ...]] = {}
        self._readings: list[tuple[int, WordReading]] = []
        self._forms: dict[str, list[_Form]] = {}
        for place, term in enumerate(terms):
            reading = readings[term]
            if term.manner == "phrase":
                first, *others = term.words
                form = _Form(tuple(others), False, place, "exact", growing=reading.growing)
                if others or not reading.growing:
                    self._forms.setdefault(first, []).append(form)
                else:
                    self._readings.append((place, reading.words[0]))
                continue
            self._readings += [(place, word) for word in reading.words]
            for code, how in reading.countries:
                for first, rest, capitals in _country_forms(code):
                    self._forms.setdefault(first, []).append(_Form(rest, capitals, place, how))
        self._needles = [
            (place, reading.needles(forgives=forgives), f" {reading.word} ")
            for place, reading in self._readings
        ]
        self._needles_of: dict[int, list[str]] = {}
        """The needles of each term."""
        for place, needles, _ in self._needles:
            self._needles_of.setdefault(place, []).extend(needles)
        self._keys = dict.fromkeys(needle.strip() for _, needles, _ in self._needles for needle in needles)
        """What a word that counts is or begins with, but for the first words of many forms."""
        self._starts = {
            first: [
                (
                    f" {' '.join((first, *form.words))}{'' if form.growing else ' '}",
                    form.term,
                    RANK[form.how] == 0,
                )
                for form in forms
            ]
            for first, forms in self._forms.items()
        }
        """Each form, by its first word, as it stands in a padded text, its term, whether it is exact."""
        self._are_forms_many = len(self._forms) > _MANY
        if not self._are_forms_many:
            self._keys |= dict.fromkeys(self._forms)

    def hows(self, word: str) -> tuple[tuple[int, How], ...]:
        """The terms that a folded word meets by itself, each with how."""
        known = self._known.get(word)
        if known is None:
            best: dict[int, How] = {}
            for place, reading in self._readings:
                how = reading.how(word, forgives=self._forgives)
                if how is not None and (place not in best or RANK[how] < RANK[best[place]]):
                    best[place] = how
            known = self._known[word] = tuple(best.items())
        return known

    def met_in(self, texts: Sequence[str]) -> list[int]:
        """How many terms a word meets in each of the texts, which are `padded`."""
        counts = [0] * len(texts)
        for needles in self._needles_of.values():
            met = list(map(contains, texts, repeat(needles[0])))
            for needle in needles[1:]:
                for at, text in enumerate(texts) if not all(met) else ():
                    if not met[at]:
                        met[at] = needle in text
            counts = list(map(add, counts, met))
        return counts

    def is_without(self, folded: str) -> bool:
        """Whether a folded text surely meets nothing, as far as that is told at once."""
        return not self._are_forms_many and not any(map(folded.__contains__, self._keys))

    def may_meet(self, text: str) -> dict[int, bool]:
        """The terms a `padded` text may meet, and whether exactly; `meets` may find less, in more time."""
        met: dict[int, bool] = {}
        for place, needles, itself in self._needles:
            for needle in needles:
                if needle in text:
                    met[place] = met.get(place, False) or itself in text
                    break
        for first in self._firsts(text.split()) if self._are_forms_many else self._forms:
            for start, place, exact in self._starts[first]:
                if start in text:
                    met[place] = met.get(place, False) or exact
        return met

    def _firsts(self, there: Sequence[str]) -> Set[str]:
        """Those of the folded words with which a form begins."""
        return self._forms.keys() & there

    def meets(self, text: str) -> list[Met]:
        """Every span of the text that meets one of the terms, in the order of the text."""
        folded = fold(text)
        is_told = self.is_without(folded) or not self.may_meet(padded(folded))
        return [] if is_told else self.spans_of(text)

    def spans_of(self, text: str) -> list[Met]:
        """`meets` for a text that is known to meet a term."""
        folded = fold_map(text)
        found: list[Met] = []
        keys = self._keys
        if self._are_forms_many:
            keys = keys | dict.fromkeys(self._firsts(folded_words(folded.text)))
        for at, after in words_with(folded.text, keys):
            word = folded.text[at:after]
            start, end = folded.span(at, after)
            found += [Met(start, end, place, how) for place, how in self.hows(word)]
            for form in self._forms.get(word, ()):
                last = _following(folded.text, after, form)
                if last is None:
                    continue
                stop = folded.span(at, last)[1]
                if not form.capitals or text[start:stop].isupper():
                    dotted = form.capitals and "." in text[start:stop] and text[stop : stop + 1] == "."
                    found.append(Met(start, stop + dotted, form.term, form.how))
        return sorted(found, key=lambda met: (met.start, -met.end))


def padded(folded: str) -> str:
    """The words of a folded text, parted, begun and ended by one space."""
    return f" {' '.join(folded_words(folded))} "


def _following(folded: str, after: int, form: _Form) -> int | None:
    """Where the form ends whose first word ends at `after`; None where other words follow."""
    end = after
    for place, wanted in enumerate(form.words, start=1):
        at, end = next_word(folded, end)
        word = folded[at:end]
        goes_on = form.growing and place == len(form.words) and word.startswith(wanted)
        if word != wanted and not goes_on:
            return None
    return end


def phrase_test(phrase: Sequence[str], *, growing: bool = False) -> Callable[[str], bool]:
    """A test whether the folded words stand in a text in a row; when `growing`, the last may go on."""
    # Between two words stands anything that is no word; most texts are told by the pattern alone.
    quick = re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, phrase)))
    wanted = f" {' '.join(phrase)}{'' if growing else ' '}"

    def holds(text: str) -> bool:
        return quick.search(fold(text)) is not None and wanted in f" {' '.join(words(text))} "

    return holds


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


def head_texts(stored: StoredArticle) -> Iterator[str]:
    """What the article is about: headline, place, people and countries."""
    yield stored.article.headline
    yield stored.article.place or ""
    for person in stored.people:
        yield from person.forms
    for country in stored.countries:
        yield from country.forms


def all_texts(stored: StoredArticle, name: str | None) -> Iterator[str]:
    """The texts of a field of the article; without one, all of them."""
    article = stored.article
    if name in (None, "headline"):
        yield article.headline
    if name in (None, "source"):
        yield article.source or ""
    if name in (None, "byline"):
        yield article.byline or ""
        yield article.translator or ""
    if name is None:
        yield article.place or ""
    if name in (None, "body"):
        for block in article.blocks:
            yield block.text
            if name is None and block.credit:
                yield block.credit


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
    found = reading.how(word, forgives=how == "fuzzy")
    return found is not None and RANK[found] <= RANK[how]


@lru_cache(maxsize=64)
def _country_forms(code: str) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Ways to name a country: the first word, the others, and whether it must be in capitals."""
    country = countries().get(code)
    if country is None:
        return ()
    forms: dict[tuple[str, ...], bool] = {}
    for form in country.named_by:
        if folded := tuple(words(form)):
            forms.setdefault(folded, form in country.abbreviations)
    return tuple((form[0], form[1:], capitals) for form, capitals in forms.items())
