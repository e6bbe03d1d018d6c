"""Rules for single forms: which countries `Georgia`, `US` or `Turkey` mean where they stand, if any."""

import re
from collections.abc import Callable, Mapping

from tuireader.names.country_context import (
    NEXT_WORD,
    Surroundings,
    any_of,
    in_a_name,
    word_before,
)
from tuireader.names.country_forms import Sighting
from tuireader.names.country_words import GIVEN_LIKE, SURNAME_LIKE

Rule = Callable[[Surroundings, Sighting], tuple[str, ...]]


def _somebody(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`Jordan`, `Ireland`, `French`: a country unless it is somebody's name."""
    codes = sighting.form.codes
    if in_a_name(around, sighting) or around.is_person(sighting.form.key, codes):
        return ()
    return codes


_CALLS = frozenset(
    (
        *(
            "contact",
            "about",
            "join",
            "follow",
            "let",
            "tell",
            "give",
            "help",
            "trust",
            "email",
            "call",
            "with",
        ),
        *("of", "for", "to", "visit", "find", "like", "support"),
    )
)
"""Words before the pronoun in page furniture."""


def _us(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`US`, but not the pronoun of page furniture in capitals (`CONTACT US`) nor an amount (`US$3`)."""
    text = around.text
    if text[sighting.end : sighting.end + 2].lstrip().startswith("$"):
        return ()
    before = word_before(text, sighting.start)
    if before.lower() in _CALLS and (before.isupper() or len(around.line(sighting)) < 24):
        return ()
    return sighting.form.codes


def _gb(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`GB` in `Team GB` and `GB News`; elsewhere gigabytes and games behind."""
    text = around.text
    return (
        sighting.form.codes
        if text[: sighting.start].endswith("Team ") or text.startswith(" News", sighting.end)
        else ()
    )


_STATE_SIGNS = any_of(
    r"Atlanta|Savannah|Augusta|Macon|Kemp|Abrams|Raffensperger|Warnock|Ossoff|Fulton County|Florida"
    r"|Alabama|Tennessee|Carolina|Texas|Virginia|Ohio|Michigan|Illinois|California|Arizona|Nevada|Pennsylvania|Louisiana"
    r"|Mississippi|Kentucky|Republicans?|Democrats?|governor|Gov\.|Sen\.|Rep\.|Bulldogs|Trump|Biden|Obama|statehouse"
    r"|ballots?|Ga\.|Fla\.|Ala\.|Tenn\.|N\.C\.|S\.C\.|county|counties|Sheriff|sheriff"
)
_COUNTRY_SIGNS = any_of(
    r"Tbilisi|Georgians?|Saakashvili|Abkhazia|South Ossetia|Caucasus|Batumi|Kobakhidze|Zourabichvili"
    r"|Shevardnadze|Gori|Ivanishvili|Kavelashvili|Russian?|Armenian?|Azerbaijani?|Ukraine|Moldova|Soviet|EU|NATO"
    r"|European Union",
    end=r"\b",
)
_COUNTRY_SURE = any_of(r"Tbilisi|Abkhazia|South Ossetia|Saakashvili|Batumi|Kobakhidze", end=r"\b")
"""Signs that count more; each is one of those before too."""


def _georgia(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """The country, the American state or a woman; signs of either are counted, a draw is the country."""
    if not _somebody(around, sighting):
        return ()
    state = around.signs(_STATE_SIGNS) + len(_STATE_SIGNS.findall(around.place.title()))
    if state == 0:
        return sighting.form.codes
    country = around.signs(_COUNTRY_SIGNS)
    if country:
        country += 2 * around.signs(_COUNTRY_SURE)
    return sighting.form.codes if country > state else ()


_BIRD_SIGNS = re.compile(r"\b(?:turkeys?|Thanksgiving|poultry|roast|cranberry|gravy|gobbl\w+|birds?)\b")
_TURKISH_SIGNS = re.compile(
    r"\b(?:Turkish|Turks?|Ankara|Istanbul|Erdogan|Erdoğan|Türkiye|NATO|Syria|Greece|Kurdish|Kurds|PKK)\b"
)
_BIRD_AFTER = re.compile(
    r" (?:prices?|farms?|farmers?|meat|sandwich(?:es)?|dinners?|breasts?|giveaways?|drives?|shoot|hunt\w*"
    r"|leftovers|legs?|stock|soup)\b",
    re.I,
)


def _turkey(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """The country, unless the article is about the bird and names nothing Turkish."""
    if not _somebody(around, sighting):
        return ()
    text = around.text
    if word_before(text, sighting.start).lower() in ("roast", "roasted", "fried", "wild", "frozen"):
        return ()
    if around.says(_TURKISH_SIGNS):
        return sighting.form.codes
    signs = len(_BIRD_SIGNS.findall(around.text))
    if signs >= 2 or (
        (signs or text[sighting.start : sighting.end].isupper()) and _BIRD_AFTER.match(text, sighting.end)
    ):
        return ()
    return sighting.form.codes


_CROCKERY = re.compile(r" (?:cabinets?|plates?|cups?|teacups?|dolls?|dishes|sets?|saucers?|clay|teapots?)\b")
_OWNERS = ("a", "the", "her", "his", "their", "antique", "old")


def _china(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """The country, unless it holds tea."""
    text = around.text
    before = word_before(text, sighting.start).lower()
    if before in ("bone", "fine") or (before in _OWNERS and _CROCKERY.match(text, sighting.end)):
        return ()
    return _somebody(around, sighting)


_PEPPER = re.compile(r" (?:peppers?|powder|verde|rellenos?|sauce|roast\w*|pods?|stew|con)\b", re.I)


def _chile(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """The country, not the pepper."""
    text = around.text
    before = word_before(text, sighting.start)
    if before.lower() in ("green", "red", "hatch") or _PEPPER.match(text, sighting.end):
        return ()
    return sighting.form.codes


def _korea(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """South Korea; both in `inter-Korean`; the North where the article is about it alone."""
    if around.text[max(0, sighting.start - 6) : sighting.start].lower().endswith(("inter-", "intra-")):
        return ("KP", "KR")
    north = sum(
        around.counts[key] for key in ("North Korea", "North Korean", "North Koreans", "DPRK", "Pyongyang")
    )
    if north > around.counts["Korea"] + around.counts["Korean"] + around.counts["Koreans"]:
        south = (
            "South Korea",
            "South Korean",
            "South Koreans",
            "Seoul",
            "ROK",
            "Republic of Korea",
            "S. Korea",
        )
        if not around.names(*south):
            return ("KP",)
    return ("KR",)


_BRAZZAVILLE = re.compile(
    r"\b(?:Brazzaville|Pointe-Noire|Sassou|(?<!Democratic )Republic of (?:the )?Congo)\b"
)
_KINSHASA = re.compile(
    r"\b(?:Kinshasa|Goma|Kivu|Ituri|Tshisekedi|Kabila|Lubumbashi|Katanga|M23|DRC|DR Congo"
    r"|Democratic Republic of|Zaire|Mobutu|Bukavu|Bemba)\b"
)


def _congo(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """The greater Congo, unless the article speaks of Brazzaville alone."""
    if around.says(_BRAZZAVILLE) and not around.says(_KINSHASA):
        return ("CG",)
    return ("CD",)


def _dominican(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """Of Dominica where that is named and the Republic is not."""
    if around.names("Dominica", "Commonwealth of Dominica") and not around.names(
        "Dominican Republic", "Santo Domingo"
    ):
        return ("DM",)
    return ("DO",)


def _guinean(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """Of Guinea, unless only another Guinea is named."""
    others = ("GW", "GQ", "PG")
    if not around.names("Guinea", "Conakry", "Guinea-Conakry"):
        named = {s.form.codes[0] for s in around.sightings if s.form.codes and s.form.codes[0] in others}
        if named:
            return (named.pop(),) if len(named) == 1 else ()
    return sighting.form.codes


def _one_of_a_people(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`a Finn`, `the Dane`; not `Finn Harps`, `Huck Finn`, `Pole position`, `"Turk" Delaney`."""
    text = around.text
    before = word_before(text, sighting.start)
    if not before or not (before.islower() or before in ("A", "The", "Another", "One", "Fellow")):
        return ()
    if NEXT_WORD.match(text, sighting.end) or re.match(
        r"[ -](?:position|vault|star|dance)", text[sighting.end :]
    ):
        return ()
    return _somebody(around, sighting)


def _half_of_a_pair(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`Sino-Vietnamese`: counts when another country follows the hyphen."""
    text = around.text
    if text[sighting.end : sighting.end + 1] not in ("-", "–"):
        return ()
    paired = any(s.start == sighting.end + 1 for s in around.sightings)
    return sighting.form.codes if paired else ()


_ENGLISH_THING = re.compile(
    r" (?:teach(?:ers?|ing)|class(?:es)?|translations?|tests?|exams?|versions?|tutors?|words?|skills"
    r"|proficiency|is|was|has|as)\b"
)


def _english(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """Of England, not the tongue: `English teachers`, `English is spoken`."""
    if _ENGLISH_THING.match(around.text, sighting.end):
        return ()
    return _somebody(around, sighting)


def _polish(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """Of Poland, not `Polish the silver`."""
    text = around.text
    if re.match(r" (?:the|your|up|off|it|them|a)\b", text[sighting.end :]):
        return ()
    return _somebody(around, sighting)


def _jersey(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """The Channel island, not the state for short, a shirt or a cow."""
    text = around.text
    if around.names("New Jersey", "Jersey City", "Jersey Shore") or re.search(
        r"\bN\.J\.|\bNewark\b", around.text
    ):
        return ()
    before = word_before(text, sighting.start)
    sure = around.names("Guernsey", "Channel Islands", "Saint Helier") or re.search(
        r"\bSt\.? Helier\b", around.text
    )
    return sighting.form.codes if sure or before in ("in", "from", "to", "of") else ()


_ISLAND_SIGNS = re.compile(
    r"\b(?:Caribbean|Antilles|Guadeloupe|Maarten|Barthélemy|Barts|Ascension|Napoleon|South Atlantic|hurricane"
    r"|Irma|overseas territor\w+|British territory|islands?)\b"
)


def _saints_island(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`St. Martin`, `St. Helena`: the island when the sea is near, else a church, a parish, a hospital."""
    return sighting.form.codes if around.says(_ISLAND_SIGNS) else ()


def _when_sure(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """`RSA`, `ROC`: letters that mean much else count where the country is named besides."""
    codes = sighting.form.codes
    named = any(
        s.form.codes == codes and s.form.key != sighting.form.key and not s.form.weak
        for s in around.sightings
    )
    return codes if named else ()


def _tripoli(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    """Libya's capital, unless Lebanon, which has a Tripoli too, is named and Libya is not."""
    lebanon = around.names("Lebanon", "Lebanese", "Beirut")
    return () if lebanon and not around.names("Libya", "Libyan", "Libyans") else sighting.form.codes


def _png(around: Surroundings, sighting: Sighting) -> tuple[str, ...]:
    text = around.text
    return () if re.match(r" (?:files?|images?|format)\b", text[sighting.end :]) else sighting.form.codes


RULES: Mapping[str, Rule] = {
    **dict.fromkeys((*GIVEN_LIKE, *SURNAME_LIKE), _somebody),
    **dict.fromkeys(
        ("Finn", "Pole", "Dane", "Scot", "Turk", "Swede", "Brit", "Tico", "Afghani", "Magyar"),
        _one_of_a_people,
    ),
    **dict.fromkeys(("Sino", "Franco", "Russo", "Anglo", "Indo"), _half_of_a_pair),
    **dict.fromkeys(("RSA", "ROC", "SRV", "RDC", "FRG", "GDR", "T&T"), _when_sure),
    **dict.fromkeys(
        (
            "Saint Martin",
            "St. Martin",
            "St Martin",
            "Saint Helena",
            "St. Helena",
            "St Helena",
            "St. Vincent",
            "St Vincent",
        ),
        _saints_island,
    ),
    **dict.fromkeys(("Korea", "Korean", "Koreans"), _korea),
    **dict.fromkeys(("Congo", "Congolese"), _congo),
    **dict.fromkeys(("Dominican", "Dominicans"), _dominican),
    **dict.fromkeys(("Guinean", "Guineans"), _guinean),
    "US": _us,
    "GB": _gb,
    "Georgia": _georgia,
    "Turkey": _turkey,
    "China": _china,
    "Chile": _chile,
    "Polish": _polish,
    "English": _english,
    "Jersey": _jersey,
    "PNG": _png,
    "Tripoli": _tripoli,
}
"""The rule of a form, by the form as the table has it."""
