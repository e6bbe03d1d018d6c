"""Looking a country up by what somebody types: names, codes, demonyms, old and misspelled names.

Case, accents, hyphens and spaces do not matter. Typing mistakes are forgiven as the query language says:
none in up to three letters, one in four to six, two in seven and more; but never from one country's name
to its look-alike's (Iran and Iraq), which `did_you_mean` offers instead.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tuireader.names.country_table import Country, countries
from tuireader.text.fold import fold, squash

How = Literal["exact", "alias", "prefix", "fuzzy"]
"""How what was typed meets the country: its name, another name, a name's beginning, a name with a mistake."""

_CONFUSABLE = (
    "AT AU|IR IQ|NE NG NI|ML MT MW MV MY|SK SI|LV LT|GM ZM GA|UY PY GY|DM DO|KP KR|CD CG|SD SS SO"
    "|GN GQ GW PG GY GF|CH SE SZ|MR MU MQ|ID IN|IE IS|LR LY|TG TO|MA MC|BH BS|BB BM|CM KM CO|VG VI"
    "|WS AS SM|PS PK|TJ KZ TM UZ PK|CY CU|LA LS|KE YE|BZ BE|BJ BN|OM RO|CL CN TD|MG MK|NO NR|NR NP"
    "|HN HU|JO JE|FI FJ|PE PW|PW PY|AD AO|AL AM AO DZ|GH GN|GR GL GD|UA UG|SN SE SC|TN TZ|KI KY|QA XK"
    "|CZ CS"
)
"""Names that a slip of the finger may lead to from one another: of such only the nearest is taken."""

_LOOK_ALIKE = (
    "IR IQ|AT AU|NE NG|ML MT MW|SK SI|LV LT|GM ZM|UY PY|DM DO|KP KR|CD CG|SD SS|GN GQ GW PG|CH SE"
    "|SZ CH|MR MU|ID IN|IE IS|LR LY|TG TO|MA MC|BH BS|CM KM|VG VI|WS AS|MQ MU|LA LS|CZ CS"
)
"""Names that people mix up: what `did_you_mean` offers."""


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to name a country, ready to be compared."""

    country: Country
    words: tuple[str, ...]
    squashed: str
    is_main: bool
    is_typed_in_part: bool
    """Not so misspelled and native names, unless four letters stand: `xi` is not on the way to Xianggang."""


@cache
def _read(form: str) -> tuple[tuple[str, ...], str]:
    """The words of one of the table's names, and all of them as one: each is asked for by several tables."""
    found = tuple(_words(form))
    return found, "".join(found)


@cache
def _by_name() -> Mapping[str, Country]:
    """Countries by everything that names them, squashed; a main name wins over another's lesser one."""
    found: dict[str, Country] = {}
    table = countries().values()
    for country in table:
        found.setdefault(_read(country.name)[1], country)
    for country in table:
        for form in (*country.named_by, *country.search_names):
            found.setdefault(_read(form)[1], country)
    return found


@cache
def _by_code() -> Mapping[str, Country]:
    table = countries().values()
    return {code.casefold(): c for c in table for code in (c.code, c.alpha3)}


@cache
def _names() -> tuple[_Name, ...]:
    """The names worth completing and forgiving: not the abbreviations, which are typed whole."""
    found: dict[tuple[str, str], _Name] = {}
    for country in countries().values():
        usual = (country.name, *country.other_names, *country.demonyms)
        for form in (*usual, *country.search_names):
            parts, squashed = _read(form)
            name = _Name(country, parts, squashed, form == country.name, form in usual)
            found.setdefault((country.code, squashed), name)
    return tuple(found.values())


@cache
def _partners(groups: str) -> Mapping[str, frozenset[str]]:
    partners: dict[str, set[str]] = {}
    for group in groups.split("|"):
        codes = group.split()
        for code in codes:
            partners.setdefault(code, set()).update(c for c in codes if c != code)
    return {code: frozenset(others) for code, others in partners.items()}


@cache
def _beginnings() -> Sequence[tuple[str, int, _Name]]:
    """Names from each of their words on, sorted: with 1 the main name, 2 another, 3 from a later word."""
    found: list[tuple[str, int, int, _Name]] = []
    for at, name in enumerate(_names()):
        for first in range(len(name.words)):
            rank = 3 if first else 1 if name.is_main else 2
            found.append(("".join(name.words[first:]), rank, at, name))
    return [(rest, rank, name) for rest, rank, _, name in sorted(found, key=lambda f: f[:3])]


@cache
def _by_letter() -> Mapping[str, Sequence[_Name]]:
    names: dict[str, list[_Name]] = {}
    for name in _names():
        names.setdefault(name.squashed[0], []).append(name)
    return names


def _words(text: str) -> list[str]:
    folded = fold(text).replace("-", " ")
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return folded.split()
    return [word for part in folded.split() if (word := squash(part))]


def country_named(words: str, *, codes: bool = True) -> Country | None:
    """The country that these words name, without guessing: `Viet Nam`, `uk`, `Dutch`, `Burma`, `Phillipines`.

    Args:
        words: what was typed.
        codes: whether bare ISO codes count (`vn`, `VNM`); without them `in`, `it`, `no` are words.
            Abbreviations that news uses (`us`, `uk`, `uae`) count either way.
    """
    key = squash(words)
    if not key:
        return None
    bare = key.removeprefix("the") if fold(words).startswith("the ") else key
    found = _by_name().get(key) or _by_name().get(bare)
    if found is None and codes:
        found = _by_code().get(key)
    return found


def countries_like(words: str, *, forgives: bool = True) -> list[tuple[Country, How]]:
    """The countries that these words could mean, best first; for completion while typing and for typos.

    What names a country exactly brings that country alone. Else come those of which a name begins so; if none
    does, those with a slip of the finger, of two look-alikes only the nearer.

    Args:
        words: what was typed.
        forgives: whether it may be misspelt; to find that out is dear.
    """
    named = country_named(words, codes=False)
    if named is not None:
        return [(named, "exact" if squash(words) == squash(named.name) else "alias")]
    typed = _words(words)
    squashed = squash(words)
    if len(squashed) < 2:
        return []
    found: dict[str, tuple[Country, How]] = {}
    for _, name in sorted(_beginning(typed, squashed), key=lambda r: (r[0], r[1].country.name)):
        found.setdefault(name.country.code, (name.country, "prefix"))
    if not found and forgives:
        found = {country.code: (country, "fuzzy") for country in _nearest(typed, squashed)}
    return list(found.values())


def did_you_mean(words: str) -> tuple[Country, ...]:
    """The look-alikes of the country that the words name: `iran` gives Iraq; never hits, only offers."""
    like = countries_like(words)
    if not like or like[0][1] == "prefix":
        return ()
    partners = _partners(_LOOK_ALIKE).get(like[0][0].code, frozenset())
    return tuple(country for code, country in countries().items() if code in partners)


def _beginning(typed: list[str], squashed: str) -> Iterator[tuple[int, _Name]]:
    """The names that begin with what was typed, at any of their words, and how well: 1 best, 3 least."""
    for rank, name in _starting_with(squashed):
        if name.is_typed_in_part and (rank < 3 or len(squashed) > 2):
            yield rank, name
        elif len(squashed) > 3:
            yield 3, name
    if len(typed) > 1:
        for _, name in _starting_with(typed[0]):
            if all(any(word.startswith(t) for word in name.words) for t in typed):
                yield 3, name


def _starting_with(letters: str) -> Iterator[tuple[int, _Name]]:
    names = _beginnings()
    for at in range(bisect_left(names, letters, key=lambda n: n[0]), len(names)):
        rest, rank, name = names[at]
        if not rest.startswith(letters):
            return
        yield rank, name


def _allowed(length: int) -> int:
    return 0 if length <= 3 else 1 if length <= 6 else 2


def _nearest(typed: list[str], squashed: str) -> Iterator[Country]:
    """The countries within the mistakes allowed, nearest first, without the farther of two look-alikes."""
    distances: dict[str, tuple[int, int, str]] = {}
    letters = {squashed[0], squashed[1]}  # the first is seldom wrong, unless swapped with the second
    for name in (name for letter in letters for name in _by_letter().get(letter, ())):
        mistakes = _mistakes(name, typed, squashed)
        if mistakes is None:
            continue
        # Letters are left out more often than put in: of equals, the longer name comes first.
        rank = (mistakes, -len(name.squashed), name.country.name)
        distances[name.country.code] = min(rank, distances.get(name.country.code, rank))
    ordered = sorted(distances, key=lambda code: distances[code])
    kept: list[str] = []
    for code in ordered:
        if not _partners(_CONFUSABLE).get(code, frozenset()).intersection(kept):
            kept.append(code)
            yield countries()[code]


def _mistakes(name: _Name, typed: list[str], squashed: str) -> int | None:
    """Slips between the name and what was typed, word by word or written as one; none when too many."""
    from rapidfuzz.distance import OSA  # only a word with a mistake in it pays for the import

    if len(typed) == len(name.words) > 1:
        total = 0
        for mine, theirs in zip(typed, name.words, strict=True):
            slips = OSA.distance(mine, theirs)
            if slips > _allowed(len(mine)) or (slips and not _same_start(mine, theirs)):
                break
            total += slips
        else:
            return total
    if abs(len(squashed) - len(name.squashed)) > 2 or not _same_start(squashed, name.squashed):
        return None
    if len(name.squashed) < 4:
        return None
    slips = OSA.distance(squashed, name.squashed)
    return slips if slips <= _allowed(len(squashed)) else None


def _same_start(mine: str, theirs: str) -> bool:
    """First letters are seldom wrong: the same, or the first two swapped."""
    return mine[0] == theirs[0] or (mine[:2] == theirs[1::-1] and len(mine) > 3)
