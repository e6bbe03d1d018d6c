"""Looking a country up by what somebody types: names, codes, demonyms, old and misspelled names.

Case, accents, hyphens and spaces do not matter. Typing mistakes are forgiven as the query language says:
none in up to three letters, one in four to six, two in seven and more; but never from one country's name
to its look-alike's (Iran and Iraq), which `did_you_mean` offers instead.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from tuireader.names.country_index import (
    Beginning,
    beginning_with,
    code_of_code,
    code_of_name,
    words_of_name,
)
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


@cache
def _partners(groups: str) -> Mapping[str, frozenset[str]]:
    partners: dict[str, set[str]] = {}
    for group in groups.split("|"):
        codes = group.split()
        for code in codes:
            partners.setdefault(code, set()).update(c for c in codes if c != code)
    return {code: frozenset(others) for code, others in partners.items()}


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
    code = code_of_name(key) or code_of_name(bare)
    if code is None and codes:
        code = code_of_code(key)
    return countries()[code] if code is not None else None


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
    typed = words_of_name(words)
    squashed = squash(words)
    if len(squashed) < 2:
        return []
    found: dict[str, tuple[Country, How]] = {}
    starting = [(rank, countries()[code]) for rank, code in _beginning(typed, squashed)]
    for _, country in sorted(starting, key=lambda r: (r[0], r[1].name)):
        found.setdefault(country.code, (country, "prefix"))
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


def _beginning(typed: list[str], squashed: str) -> Iterator[tuple[int, str]]:
    """The names that begin with what was typed at any word: how well (1 best, 3 least), and of whom."""
    for name in beginning_with(squashed):
        if name.is_typed_in_part and (name.rank < 3 or len(squashed) > 2):
            yield name.rank, name.code
        elif len(squashed) > 3:
            yield 3, name.code
    if len(typed) > 1:
        for name in beginning_with(typed[0]):
            if all(any(word.startswith(t) for word in name.words) for t in typed):
                yield 3, name.code


def _allowed(length: int) -> int:
    return 0 if length <= 3 else 1 if length <= 6 else 2


def _nearest(typed: list[str], squashed: str) -> Iterator[Country]:
    """The countries within the mistakes allowed, nearest first, without the farther of two look-alikes."""
    distances: dict[str, tuple[int, int, str]] = {}
    letters = {squashed[0], squashed[1]}  # the first is seldom wrong, unless swapped with the second
    for name in (name for letter in letters for name in beginning_with(letter)):
        mistakes = _mistakes(name, typed, squashed) if name.rank < 3 else None
        if mistakes is None:
            continue
        # Letters are left out more often than put in: of equals, the longer name comes first.
        rank = (mistakes, -len(name.letters), countries()[name.code].name)
        distances[name.code] = min(rank, distances.get(name.code, rank))
    ordered = sorted(distances, key=lambda code: distances[code])
    kept: list[str] = []
    for code in ordered:
        if not _partners(_CONFUSABLE).get(code, frozenset()).intersection(kept):
            kept.append(code)
            yield countries()[code]


def _mistakes(name: Beginning, typed: list[str], squashed: str) -> int | None:
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
    if abs(len(squashed) - len(name.letters)) > 2 or not _same_start(squashed, name.letters):
        return None
    if len(name.letters) < 4:
        return None
    slips = OSA.distance(squashed, name.letters)
    return slips if slips <= _allowed(len(squashed)) else None


def _same_start(mine: str, theirs: str) -> bool:
    """First letters are seldom wrong: the same, or the first two swapped."""
    return mine[0] == theirs[0] or (mine[:2] == theirs[1::-1] and len(mine) > 3)
