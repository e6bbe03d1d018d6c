"""Which countries an article names, where, and how surely.

`find_countries` finds them; looking one up for a query is in `country_lookup`, re-exported here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from tuireader.articles.article import Block
from tuireader.names.country_context import Surroundings, spoils, town_in_america
from tuireader.names.country_forms import Sighting, matcher
from tuireader.names.country_lookup import countries_like, country_named, did_you_mean
from tuireader.names.country_rules import RULES
from tuireader.names.country_table import Country, countries, data_lines, display_name
from tuireader.names.country_words import ORGANISATION
from tuireader.names.onetext import OneText, Span
from tuireader.names.values import CountryFound, Evidence, Mention

_NO_BREAK = "\u00a0"
"""Parts capitalised words, but not those of a country's name: where it is, names may begin anywhere."""

__all__ = [
    "Country",
    "countries",
    "countries_like",
    "country_named",
    "did_you_mean",
    "display_name",
    "find_countries",
]


@dataclass(slots=True)
class _Gathered:
    """What was seen of one country."""

    named: list[Sighting] = field(default_factory=list)
    weak: list[Sighting] = field(default_factory=list)
    from_place: str | None = None


def find_countries(
    blocks: Sequence[Block],
    *,
    place: str | None = None,
    masked: Sequence[Mention] = (),
    spots: Iterable[int] | None = None,
) -> tuple[CountryFound, ...]:
    """The countries that the blocks name: most mentioned first, those only hinted at last.

    Args:
        blocks: the article's blocks; mentions are counted in them.
        place: the dateline's place as printed; it adds a country without mention.
        masked: the people's mentions. A country's name inside one is the person's (`Michael Jordan`).
        spots: where a name may begin, if whoever looked for people knows; see `FoundPeople`.
    """
    text = OneText(blocks)
    return countries_in(text, place=place, masked=sorted(text.spans(masked)), spots=spots)


def countries_in(
    one: OneText, *, place: str | None, masked: Sequence[Span], spots: Iterable[int] | None
) -> tuple[CountryFound, ...]:
    """What `find_countries` finds, with the people's mentions as spans of the text, in order."""
    text = one.text
    seen = matcher().find(text, None if _NO_BREAK in text else spots)
    free = list(_unmasked(seen, text, masked)) if masked else seen
    around = Surroundings(text, place or "", free, masked)
    gathered: dict[str, _Gathered] = {}
    towns = {town} if place and "," in place and (town := town_in_america(place)) else set()
    for sighting in free:
        start, end, form = sighting
        if spoils(text, start, end, form):
            if text[end] == "," and town_in_america(text[start : end + 24]):
                towns.add(form.key)
            continue
        rule = RULES.get(form.key)
        for code in rule(around, sighting) if rule else form.codes:
            country = gathered.get(code)
            if country is None:
                country = gathered[code] = _Gathered()
            (country.weak if form.weak else country.named).append(sighting)
    if towns:
        _leave_out_towns(gathered, {town.casefold() for town in towns})
    if place and (told := _of_place(place, gathered.keys())):
        code, words = told
        gathered.setdefault(code, _Gathered()).from_place = words
    found = [_found(code, country, one) for code, country in gathered.items()]
    return tuple(sorted(found, key=lambda c: (c.evidence == "weak", -len(c.mentions))))


def _leave_out_towns(gathered: dict[str, _Gathered], towns: Set[str]) -> None:
    """Forget countries of which only the name of a town in America was seen: the `Paris couple` of Texas."""
    for code, country in list(gathered.items()):
        seen = [*country.named, *country.weak]
        if all(sighting.form.key.casefold() in towns for sighting in seen):
            del gathered[code]


def _unmasked(seen: Sequence[Sighting], text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Sighting]:
    """Those outside of people's names; `Jordan` in `Abdullah II of Jordan` stays the country."""
    ahead = iter(spans)
    start, end = next(ahead)
    for sighting in seen:
        while end < sighting.end:
            following = next(ahead, None)
            if following is None:
                start = end = len(text) + 1
                break
            start, end = following
        inside = start <= sighting.start
        # Nobody's name ends in South Korea: such a person is a mistake of the finder.
        mistaken = inside and sighting.end == end and " " in sighting.form.key
        if not inside or mistaken or text.endswith(" of ", 0, sighting.start):
            yield sighting


@cache
def _places() -> Mapping[str, str]:
    """Cities and states of datelines, in small letters, with their country."""
    return {
        place.casefold(): code
        for code, places in data_lines("country_places.tsv")
        for place in places.split("; ")
    }


_NAMESAKES = {"tripoli": "LB", "georgetown": "MY", "hyderabad": "PK", "valencia": "VE", "santiago": "CU"}
"""Countries that have a town of the name as well as the one it is mostly said of."""


def _of_place(place: str, named: Set[str] = frozenset()) -> tuple[str, str] | None:
    """The country of a dateline's place, with the words that tell it: `MACON, Ga.`, `Hanoi`."""
    parts = [part.strip() for part in place.split(",")]
    told = [found for part in reversed(parts) if (found := _of_part(part))]
    if not told:
        return None
    code, words = told[0]
    other = _NAMESAKES.get(words.casefold())
    if other and other in named and code not in named:
        return other, words
    if words.casefold() == "georgia" and len(parts) > 1 and [c for c, _ in told] != ["GE", "GE"]:
        # A city before it that is none of the country's is one of the state's.
        code = "US"
    return code, words


def _of_part(part: str) -> tuple[str, str] | None:
    code = _places().get(part.casefold())
    if code:
        return code, part
    return next(((f.form.codes[0], part[f.start : f.end]) for f in matcher().find(part)), None)


def _found(code: str, country: _Gathered, one: OneText) -> CountryFound:
    text = one.text
    spans: list[Span] = []
    forms: dict[str, None] = {}
    for start, end, _ in country.named or country.weak:
        spans.append((start, end))
        forms[text[start:end]] = None
    evidence: Evidence
    if country.named:
        evidence = "organisation" if all(_in_organisation(text, *span) for span in spans) else "named"
    elif country.from_place:
        evidence = "dateline"
        forms = forms or {country.from_place: None}
    else:
        evidence = "weak"
    return CountryFound(code, countries()[code].name, tuple(forms), evidence, one.mentions(spans))


_ORGANISATION_AFTER = re.compile(
    rf"(?:['’]s)?(?: (?:[A-ZÀ-Þ][\w'’&-]*|of|and|for|the|&)){{0,4}}? (?:{ORGANISATION})(?![\w'’-])"
)
_ORGANISATION_BEFORE = re.compile(
    r"(?:\b(?:Royal|Air|Radio|Bank|Team|Banco|Telecom|Petro) "
    rf"|\b(?:{ORGANISATION})(?: [A-ZÀ-Þ][\w'’-]*| for| and){{0,4}} of(?: the)? )$"
)


def _in_organisation(text: str, start: int, end: int) -> bool:
    """Whether the name stands inside an organisation's: `Royal Canadian Navy`, `Bank of Japan`."""
    # Which letters stand around decides most cases without a search.
    following = text[end : end + 4].removeprefix("'s").removeprefix("’s")[:2]
    if following[0] == " " and following[1:].isupper() and _ORGANISATION_AFTER.match(text, end):
        return True
    if not text.endswith(_ORGANISATION_ENDS, max(0, start - 10), start):
        return False
    return bool(_ORGANISATION_BEFORE.search(text[max(0, start - 60) : start]))


_ORGANISATION_ENDS = (
    " of ",
    " of the ",
    "Royal ",
    "Air ",
    "Radio ",
    "Bank ",
    "Team ",
    "Banco ",
    "Telecom ",
    "Petro ",
)
