"""What a typed word may stand for: itself, longer words, misspelt ones, countries; from the vocabulary.

A word that is spelt right brings no typos along: forgiving starts where nothing, or only running text,
holds the word. What names a country brings neither longer words nor typos, so `niger` never brings Nigeria,
nor `oman` a woman.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal

from tuireader.library.entities import allowed_edits
from tuireader.library.library import Library
from tuireader.library.matching import Table
from tuireader.names.country_lookup import countries_like, country_named
from tuireader.names.country_table import Country
from tuireader.names.variants import is_article, spelt_alike
from tuireader.text.fold import squash, words

How = Literal["exact", "alias", "prefix", "fuzzy"]
"""How what was typed meets what was found; best first. `alias` is as good as `exact`."""

RANK: dict[str, int] = {"exact": 0, "alias": 0, "prefix": 1, "fuzzy": 2}

_MOST_LONGER = 512
_MOST_ONE_BY_ONE = 64
"""So many longer words that stand in heads are asked for one by one."""
_MOST_SIMILAR = 24
_PRONOUNS = frozenset({"us"})
"""Abbreviations of a country that, without their capitals, are a word in every article."""
_SHORT = 3
"""So short a start has its own index; listing the words that begin so would only be slower."""
_KEPT = 512


@dataclass(eq=False)
class Near:
    """Misspelt words, only looked for when somebody asks: most letters typed find enough without them."""

    look: Callable[[], tuple[tuple[str, int], ...]]

    @cached_property
    def terms(self) -> tuple[tuple[str, int], ...]:
        return self.look()


_NOTHING_NEAR = Near(tuple)


@dataclass(frozen=True, slots=True)
class WordReading:
    """One folded word and the words that may be meant by it."""

    word: str
    longer: tuple[str, ...] | None
    """Words it begins; None: too many to list, or a start of up to three letters."""
    near: Near = field(default=_NOTHING_NEAR, repr=False, compare=False)
    occurs: bool = True
    """Whether any article holds it, or a word that it begins."""
    is_whole: bool = True
    """Whether any article may hold it itself."""
    is_in_heads: bool = True
    """Whether any article may be about it: hold it in its headline, place, people or countries."""
    longer_in_heads: tuple[str, ...] | None = None
    """Those of `longer` that any article may be about; None: too many to ask for one by one."""
    longer_in_names: tuple[str, ...] | None = None
    """Those of `longer` that stand in people's names; None likewise."""
    variants: tuple[str, ...] = ()
    """Other ways to write it, which are as good: `mohamed` of `muhammad`."""
    most: int = 0
    """At least so many articles hold it or a word that it begins."""

    @property
    def similar(self) -> tuple[tuple[str, int], ...]:
        """Misspelt, with the number of edits; nearest first."""
        return self.near.terms

    def how(self, other: str, *, forgives: bool = True) -> How | None:
        """How a folded word of a text meets this one, typos forgiven or not."""
        if other == self.word:
            return "exact"
        if other in self.variants:
            return "alias"
        if self.longer != () and other.startswith(self.word):
            return "prefix"
        if forgives and any(other == term for term, _ in self.similar):
            return "fuzzy"
        return None

    def needles(self, *, forgives: bool) -> tuple[str, ...]:
        """What stands in folded words parted, begun and ended by one space, if it is met in them."""
        itself = f" {self.word}" if self.longer != () else f" {self.word} "
        others = (*self.variants, *(term for term, _ in self.similar)) if forgives else self.variants
        return (itself, *(f" {term} " for term in others))

    def expression(self, how: How, table: Table = "alltext", *, names: bool = False) -> str | None:
        """The full-text expression of all that is met at least as well; None where nothing is.

        Args:
            how: how well.
            table: which table it is for.
            names: whether only people's names are looked through with it.
        """
        alone = self.is_in_heads if table == "heads" else self.is_whole
        if how in ("exact", "alias"):
            choices = [quoted(self.word)] if alone else []
            choices += map(quoted, self.variants)
            return either(choices) if choices else None
        longer = self.longer
        if longer and table == "heads":
            longer = self.longer_in_names if names else self.longer_in_heads
        if longer is None:
            choices = [f"{quoted(self.word)} *"]
            choices += map(quoted, self.variants)
        else:
            choices = [quoted(self.word)] if alone else []
            choices += map(quoted, (*self.variants, *longer))
        if how == "fuzzy":
            choices += [quoted(term) for term, _ in self.similar]
        return either(choices) if choices else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a term of the query may stand for."""

    words: tuple[WordReading, ...]
    """All of them must be met; empty where only the country counts."""
    countries: tuple[tuple[str, How], ...]
    """Codes of the countries it may name."""
    growing: bool = False
    """Whether it is a phrase whose last word is still being typed."""

    @property
    def most(self) -> int:
        """At least so many articles meet it."""
        return self.words[0].most if len(self.words) == 1 else 0

    def codes(self, how: How) -> list[str]:
        """The countries met at least as well."""
        return [code for code, found in self.countries if RANK[found] <= RANK[how]]


def quoted(term: str) -> str:
    """A word for a full-text expression; folded words hold no quotes."""
    return f'"{term}"'


def either(choices: Sequence[str]) -> str:
    """Any of the expressions."""
    return choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})"


@lru_cache(maxsize=2048)
def countries_meant(text: str, *, forgives: bool = True) -> tuple[tuple[str, How], ...]:
    """Codes of the countries that words could mean, by a start of their names, or a misspelling too."""
    return tuple((country.code, how) for country, how in countries_like(text, forgives=forgives))


@lru_cache(maxsize=2048)
def country_of(text: str) -> Country | None:
    """The country that the words name exactly; bare codes are words."""
    return country_named(text, codes=False)


def names_country(text: str) -> bool:
    """Whether the words name a country exactly."""
    return country_of(text) is not None


def country_hows(text: str) -> tuple[tuple[str, How], ...]:
    """The countries that these words may name, and how, best first; codes count."""
    named = country_named(text)
    if named is not None:
        return ((named.code, _how_named(text, named.name)),)
    return countries_meant(text)


class Speller:
    """Readings of words against one library, remembered until the library changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generation = -1
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, bool], WordReading] = OrderedDict()
        self._occurring: dict[str, bool] = {}

    def refresh(self) -> int:
        """Forget what was looked up in an older state of the library; gives its generation."""
        generation = self._library.generation
        with self._lock:
            if generation != self._generation:
                self._generation = generation
                self._kept.clear()
                self._occurring.clear()
            elif len(self._occurring) > _KEPT:
                self._occurring.clear()
        return generation

    def reading(self, text: str, *, exact: bool, unfinished: bool, alone: bool = False) -> Reading:
        """What a bare term may stand for.

        Args:
            text: as typed.
            exact: nothing longer and nothing misspelt.
            unfinished: whether it may still be growing: the last word of the query.
            alone: whether nothing else is asked: then `al` is no Arabic article.
        """
        folded = words(text)
        if exact:
            return Reading(tuple(WordReading(word, ()) for word in folded), ())
        named = country_of(text)
        if named is not None:
            asked = () if squash(text) in _PRONOUNS else folded
            readings = tuple(WordReading(word, ()) for word in asked)
            return Reading(readings, ((named.code, _how_named(text, named.name)),))
        readings = tuple(
            self.word(word, unfinished=unfinished and at == len(folded) - 1) for at, word in enumerate(folded)
        )
        if alone and len(readings) == 1 and is_article(folded[0]):
            readings = (replace(readings[0], variants=()),)
        return Reading(readings, self._countries_like(text, readings))

    def word(self, word: str, *, unfinished: bool, strict: bool = False) -> WordReading:
        """What a folded word may stand for; with `strict` only itself."""
        if strict:
            return WordReading(word, ())
        key = (word, unfinished)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        kept = self._look_up(word, unfinished=unfinished)
        with self._lock:
            self._kept[key] = kept
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept

    def occurs(self, word: str) -> bool:
        """Whether any article holds the folded word."""
        with self._lock:
            known = self._occurring.get(word)
        if known is None:
            known = self._occurring[word] = self._library.term(word) is not None
        return known

    def _look_up(self, word: str, *, unfinished: bool) -> WordReading:
        itself = self._library.term(word)
        is_short = len(word) <= _SHORT
        found = self._library.words_starting(word, 2 if is_short else _MOST_LONGER + 2)
        longer: tuple[str, ...] | None = tuple(row[0] for row in found if row[0] != word)
        in_heads_too = in_names_too = None
        if longer and (is_short or len(longer) > _MOST_LONGER):
            longer = None
        elif longer:
            # SQLite merges all that begins so before it gives the first; of words one by one it streams.
            in_heads_too = _if_few([text for text, _, heads, _ in found if heads and text != word])
            in_names_too = _if_few([text for text, _, _, names in found if names and text != word])
        occurs, most = bool(found), max((articles for _, articles, _, _ in found), default=0)
        edits = allowed_edits(word)
        in_heads = itself is not None and itself.heads > 0
        variants = tuple(other for other in spelt_alike(word) if self.occurs(other))
        if not edits or in_heads or variants:
            found_it = occurs or bool(variants)
            return WordReading(
                word,
                longer,
                occurs=found_it,
                is_whole=itself is not None,
                is_in_heads=in_heads,
                longer_in_heads=in_heads_too,
                longer_in_names=in_names_too,
                variants=variants,
                most=most,
            )
        near = Near(lambda: self._similar(word, edits, occurs=occurs, unfinished=unfinished))
        return WordReading(
            word,
            longer,
            near,
            occurs=occurs,
            is_whole=itself is not None,
            is_in_heads=False,
            longer_in_heads=in_heads_too,
            longer_in_names=in_names_too,
            most=most,
        )

    def _similar(
        self, word: str, edits: int, *, occurs: bool, unfinished: bool
    ) -> tuple[tuple[str, int], ...]:
        """Words that may be meant by a misspelt one."""
        near = self._library.terms_like(word, edits, unfinished=unfinished, limit=4 * _MOST_SIMILAR)
        if occurs:  # spelt as some text spells it: only a name may be meant instead
            near = [(term, distance) for term, distance in near if term.names]
        near = [(term, distance) for term, distance in near if not term.text.startswith(word)]
        meant = {code for code, _ in countries_meant(word)}
        similar = []
        for term, distance in near:
            if near and distance > near[0][1]:
                break
            named = country_of(term.text)
            if named is None or named.code in meant:  # Iran is no typo of Iraq
                similar.append((term.text, distance))
        return tuple(similar[:_MOST_SIMILAR])

    @staticmethod
    def _countries_like(text: str, readings: Sequence[WordReading]) -> tuple[tuple[str, How], ...]:
        """Countries of which the word is a start or a misspelling; a word that occurs is no misspelling."""
        return countries_meant(text, forgives=not all(reading.occurs for reading in readings))


def _if_few(words: Sequence[str]) -> tuple[str, ...] | None:
    return tuple(words) if len(words) <= _MOST_ONE_BY_ONE else None


def _how_named(text: str, name: str) -> How:
    return "exact" if squash(text) == squash(name) else "alias"
