"""The dateline: `HANOI, Nov 3 (Reuters) - ` before the first words of the prose."""

import re
from dataclasses import dataclass
from itertools import islice

from tuireader.articles.agencies import is_agency, is_known_agency, is_site
from tuireader.articles.dates import find_date
from tuireader.articles.draft import Draft, Passage

_LONGEST = 110
_CAPITAL = "[^\\W\\d_a-zß-öø-ÿ]"
# Where a dateline may end: at a dash, at one without spaces behind capitals, and right behind an agency.
_END = re.compile(
    rf"(?=[-–—:.\s])(?:(?P<dash>-{{1,3}}|[–—])\s+(?=\S)"
    rf"|(?<=[a-z.)])(?P<glued>--|(?<=\))[–—])(?={_CAPITAL}|[“\"])"
    rf"|(?<=[A-Z]{{5}})(?P<bare>\s+)(?={_CAPITAL})|(?<=[A-Z.])(?P<tight>—)(?={_CAPITAL}|[“\"])"
    rf"|(?<=\d)(?P<dated>:)\s+(?={_CAPITAL}|[“\"])"
    rf"|(?<=[/)])\s?(?P<none>[.:]?)(?:\s+|(?<=:))(?=[“\"'‘«]?{_CAPITAL}|[“\"«\d]))"
)
_MAY_END = ("—", "--", "- ", "– ", ": ")
"""What every `_END` has, or a bracket or slash; hyphens and colons inside words and times have not."""
_UNPARTED = re.compile(r"[A-Z][A-Z' -]{2,30}[.,] [A-Z]{5,} ")
"""A dateline that nothing parts from the first words: `ASTANA. KAZINFORM The …`."""
_BEFORE = re.compile(r"(?:\((?P<bracketed>[\w/ ]{2,20})\)|(?P<bare>[\w/]{2,20}))\s*(?:--|[-–—])\s*(?=\S)")
_BEHIND = re.compile(r"\((?P<bracketed>[^\W\d_][\w ./&+-]{1,40})\)\s*$|/(?P<slashed>[\w ]{2,20})/\s*$")
_LEAD = re.compile(rf"(?P<agency>[A-Z]{{3,7}})\s+(?={_CAPITAL})")
_LISTED = re.compile(r"[,.]\s*(?P<agency>[\w./ ]{2,20})$")
_COLON = re.compile(rf"(?P<place>{_CAPITAL}{{3,20}}(?: {_CAPITAL}{{2,20}}){{0,2}}): (?={_CAPITAL}|[“\"])")
_NO_PLACES = frozenset(
    """
    THE WATCH BREAKING UPDATE NOTE SUBJECT SUMMARY EDITOR EXCLUSIVE OPINION ANALYSIS LIVE PHOTO
    PHOTOS VIDEO READ CORRECTION FACTBOX MEMORANDUM FROM WARNING REVIEW INTERVIEW PRESS NEWS
    STATEMENT FLOOR HEARING REMARKS SPEECH SPEAKER LEADER OPPOSITION MINISTER PRESIDENT SENATOR
    FEATURE FOCUS COLUMN URGENT LETTERS CORRECTED
    SENATE HOUSE CRISIS REPORT TO FOR QUESTION ANSWER ABOUT CONTACT SIR MADAM DEAR
    """.split()  # noqa: SIM905
)
_HEADINGS = frozenset(
    """
    SPORT SPORTS EXPLAINER WINNERS LOSERS WINNER LOSER BACKGROUND PROFILE OBITUARY WEATHER MUSIC FILM BOOKS
    FOOD ARTS HEALTH BUSINESS POLITICS CULTURE TRAVEL HISTORY SCIENCE JANUARY FEBRUARY MARCH APRIL MAY JUNE
    JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY
    TODAY YESTERDAY TOMORROW YES NO
    """.split()  # noqa: SIM905
)
"""What stands before a dash as a town does, where no agency and no date stand beside it."""
_WEEKDAY = re.compile(r",?\s*\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?")
_HIJRI = re.compile(
    r",?\s*\b(?:Muharram|Safar|Rabi\S*(?: \S+)?|Jumada\S*(?: \S+)?|Rajab|Sha['’]?ban|Ramadan|Shawwal"
    r"|D[hu]u?\S* ?al-?\S+)\s+\d{1,2},\s+1[34]\d\d\b(?: H)?",
    re.I,
)
"""A day of the Islamic calendar beside the other: `Jeddah, Rajab 23, 1444, February 14, 2023`."""
_DIGIT = re.compile(r"\d")
_DAY_AND_MONTH = re.compile(r",?\s*(?:ngày\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})$")
_PLACE_WORD = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w.'’‘ʻ-]*|de|del|da|do|dos|du|des|di|la|le|les|el|al|of|the|and|d'|sur|am|an|der"
    r"|den|y|e|i"
    r"|[(\[][^\W\d_][\w/. ]{0,20}[)\]]",
    re.U,
)
_MAX_PLACE_WORDS = 7
_TOWN_AND_COUNTRY = re.compile(
    r"[^\W\d_][\w.'’-]+(?: [\w.'’-]+)?, [^\W\d_][\w.'’-]+(?: [\w.'’-]+)?\s*[–—]\s+"
)
_TOWN_AND_SENTENCE = re.compile(
    rf"{_CAPITAL}[\w'’-]{{2,}}(?: {_CAPITAL}[\w'’-]+)? [-–—] (?:(?:The|A|An|Some|At|In|After|More|Two"
    rf"|Three)\b"
    rf"|{_CAPITAL}[\w’'-]+ \w)"
)
"""A town with nothing beside it, as pages of African papers print it: `Kano — Nigerian dyers have …`."""
_NO_TOWNS = frozenset(
    ("On", "By", "In", "At", "Since", "Until", "From", "After", "Before", "Date", "Published")
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Dateline:
    """What stands before the end of a dateline."""

    place: str
    source: str | None
    date: str | None


def read_colon_dateline(passage: Passage, draft: Draft) -> bool:
    """Lift `PUNE: ` off the passage's text, as Indian papers write it."""
    match = _COLON.match(passage.text)
    if match is None or passage.text[-1].isalnum() or not _NO_PLACES.isdisjoint(match["place"].split()):
        return False
    if not draft.take("dateline", match[0].strip()):
        return False
    draft.place = draft.place or match["place"]
    passage.text = passage.text[match.end() :]
    return True


_NAMED_BY_AGENCY = re.compile(
    rf"(?P<agency>[A-Z]{{2,6}})\s*[-–—]\s*(?P<place>{_CAPITAL}[\w'’-]+(?:"
    rf" {_CAPITAL}[\w'’-]+){{0,2}}):\s+(?={_CAPITAL}|[“\"])"
)


def read_agency_dateline(passage: Passage, draft: Draft) -> bool:
    """Lift `NNA - Tripoli: ` off the passage's text, as agencies of the Levant write it."""
    match = _NAMED_BY_AGENCY.match(passage.text) if passage.text[:2].isupper() else None
    if match is None or not is_known_agency(match["agency"]) or not draft.take("dateline", match[0].strip()):
        return False
    draft.place, draft.source = draft.place or match["place"], draft.source or match["agency"]
    passage.text = passage.text[match.end() :]
    return True


_CAPITALS = (
    "WASHINGTON|LONDON|PARIS|BERLIN|ROME|MADRID|BRUSSELS|GENEVA|VIENNA|MOSCOW|KYIV|WARSAW|ANKARA|CAIRO|TEHRAN"
    "|BAGHDAD|KABUL|ISLAMABAD|NEW DELHI|DHAKA|BEIJING|SEOUL|TOKYO|HANOI|BANGKOK|MANILA|JAKARTA|SINGAPORE"
    "|CANBERRA|WELLINGTON|OTTAWA|HAVANA|BRASILIA|LAGOS|NAIROBI|PRETORIA|NEW YORK|BOSTON|CHICAGO|HOUSTON|MIAMI"
)
_GLUED_AGENCY = re.compile(rf"\((?P<agency>[A-Z]{{2,7}})\)(?={_CAPITAL}|[“\"])")
_UNMARKED = re.compile(rf"(?P<place>{_CAPITALS}) (?=(?:A|An|{_CAPITAL}[\w.’'-]*[a-z][\w.’'-]*) )")


def read_lone_dateline(passage: Passage, draft: Draft) -> bool:
    """Take a dateline that is a paragraph of its own: `MOSCOW, April 7, 2021. /TASS/.`"""
    text = passage.text
    if len(text) > 70 or not text.rstrip(".").endswith(("/", ")")):
        return False
    found = _parse(text.rstrip(".").rstrip(), draft.day_first)
    if found is None or not (found.place and found.source and is_known_agency(found.source)):
        return False
    if not draft.take("dateline", text):
        return False
    draft.place, draft.source = draft.place or found.place, found.source or draft.source
    draft.state_date(found.date, "dateline")
    passage.text = ""
    return True


def read_unmarked_dateline(passage: Passage, draft: Draft) -> bool:
    """Lift `WASHINGTON ` off the first words, where the dash behind it was lost: `WASHINGTON A man was …`."""
    if not passage.text[:4].isupper():
        return False
    if (agency := _GLUED_AGENCY.match(passage.text)) and is_known_agency(agency["agency"]):
        if draft.take("dateline", agency[0]):  # `(CNN)Two …`
            passage.text = passage.text[agency.end() :]
        draft.source = draft.source or agency["agency"]
        return True
    match = _UNMARKED.match(passage.text)
    if match is None or len(passage.text) < 80 or not draft.take("dateline", match[0].strip()):
        return False
    draft.place = draft.place or match["place"]
    passage.text = passage.text[match.end() :]
    return True


def begins_as_town(passage: Passage) -> bool:
    """Whether the passage begins as `Kano — Nigerian` does, or as items of a list: `Parking — The lot`."""
    return _TOWN_AND_SENTENCE.match(passage.text) is not None


def begins_with_capitals(passage: Passage) -> bool:
    """Whether the passage begins as `PUNE: ` does, or as a speaker's words in a transcript do."""
    return _COLON.match(passage.text) is not None


def read_dateline(passage: Passage, draft: Draft, *, sure: bool = False, listed: bool = False) -> bool:
    """Lift the dateline off the passage's text, if it has one; read its place, date and agency.

    A place is believed when an agency or a date stands with it, or when it is printed in capitals; where
    `sure` is asked for, only beside an agency that we know; where it is `listed`, a word before a dash is the
    heading of an item, as in the other paragraphs. Of several datelines the first is the article's.
    """
    text = passage.text
    start = text[:_LONGEST]
    may_end = ")" in start or "/" in start or (not sure and any(map(start.__contains__, _MAY_END)))
    if not may_end and not (text[:3].isupper() and _UNPARTED.match(text)):
        return False
    best: tuple[re.Match[str], _Dateline] | None = None
    for end in islice(_END.finditer(text, 1, _LONGEST), 4):
        said = text[: end.start()].rstrip()
        found = _parse(
            said.removesuffix(".") if end["dash"] and said.endswith(").") else said, draft.day_first
        )
        if found is None or not _is_believed(found, end, text, sent=draft.source is not None, listed=listed):
            continue
        glued = end["dash"] == "-" and not text[end.start() - 1].isspace() and text[end.start() - 1].isalpha()
        if glued and not (found.source and is_known_agency(found.source)):
            continue  # `CHILI COOK- OFF`; but `Damascus, SANA- `
        if sure and not (found.source and found.place and is_known_agency(found.source)):
            continue
        if best is not None and not (found.date or _in_capitals(found.place)):
            continue
        best = end, found
        if found.place:  # `(ANSA) - ROMA, 21 GIU - `: before the place an agency may have its own dash
            break
    if best is None:
        return False
    end, found = best
    if not sure:
        draft.place = draft.place or found.place or None
        draft.source = found.source or draft.source
        draft.state_date(found.date, "dateline")
    if not draft.take("dateline", text[: end.end()].strip()):
        return False
    passage.text = text[end.end() :]
    return True


def _parse(said: str, day_first: bool | None) -> _Dateline | None:
    """Read agency, date and place; None where something else stands among them."""
    rest, source = said.strip(), None
    if rest[:1] == "(" and rest.find(")") == len(rest) - 1 and "," in rest:
        rest = rest[1:-1]  # `(Hà Nội, 12/9) `
    if (before := _BEFORE.match(rest)) and is_known_agency(before["bracketed"] or before["bare"]):
        source, rest = before["bracketed"] or before["bare"], rest[before.end() :]
    elif (lead := _LEAD.match(rest)) and is_known_agency(lead["agency"]):
        source, rest = lead["agency"], rest[lead.end() :]
    if (behind := _BEHIND.search(rest)) and (source is None or is_known_agency(behind[0].strip("()/ "))):
        agency = (behind["bracketed"] or behind["slashed"]).strip()
        if agency[0].islower() and not is_known_agency(agency):
            return None
        source, rest = source or agency, rest[: behind.start()].rstrip(" ,")
    if source is None and (listed := _LISTED.search(rest)):
        agency = listed["agency"].strip()
        is_lettered = (
            agency.isupper()
            and agency.isalpha()
            and 3 <= len(agency) <= 6
            and _DIGIT.search(rest) is not None
        )
        if is_known_agency(agency) or is_site(agency) or is_lettered:
            source, rest = agency, rest[: listed.start()]
    rest = rest.rstrip(" ,")
    date, place = None, rest
    if dated := find_date(rest, day_first):
        date, behind_date = dated.date, _WEEKDAY.sub("", rest[dated.end :]).strip(" ,.:;)")
        place = rest[: dated.start]
        if behind_date:
            if place.strip():
                return None
            place = behind_date
    elif (day := _DAY_AND_MONTH.search(rest)) and day_first and int(day["month"]) <= 12:
        place, date = rest[: day.start()], f"--{int(day['month']):02}-{int(day['day']):02}"
    place = _WEEKDAY.sub("", place)
    if _DIGIT.search(place) is not None:
        place = _HIJRI.sub("", place)
    place = place.strip(" ,:;(")
    if place.endswith(".") and len(place.rsplit(maxsplit=1)[-1]) > 6:
        place = place[:-1]  # `MOSCOW. May 3 (Interfax) - `, not `MACON, Ga.`
    if place and not source and (is_site(place) or is_known_agency(place)):
        place, source = "", place
    if place and not _is_place(place):
        return None
    return _Dateline(place, source, date)


def _is_believed(found: _Dateline, end: re.Match[str], text: str, *, sent: bool, listed: bool) -> bool:
    """Whether it is a dateline; `sent`: an agency is known to have sent the text."""
    place, source = found.place, found.source
    known = source is not None and (is_known_agency(source) or is_site(source))
    if not place:
        return source is not None and (known or (bool(end["dash"]) and is_agency(source)))
    if end["dated"]:
        return found.date is not None and place not in _NO_TOWNS
    if end["bare"] is not None:
        return (
            known and source is not None and source.isupper() and _in_capitals(place)
        )  # `ASTANA. KAZINFORM `
    if end["none"] is not None:
        bracketed = text[0] == "(" and found.date is not None
        return known or bracketed or (source is not None and found.date is not None and is_agency(source))
    if source or found.date:
        return True
    dash = end["dash"]
    parted = not listed and (
        dash == "—" or (dash and sent)
    )  # a hyphen parts them where the agency stands below
    if parted and _TOWN_AND_SENTENCE.match(text) and f" {dash} " not in text[end.end() :]:
        return place not in _NO_TOWNS and place.upper() not in _NO_PLACES | _HEADINGS
    words = place.split()
    if not _NO_PLACES.isdisjoint(words) and (words[0] != "THE" or len(words) != 2):
        return False  # `FLOOR STATEMENT - `; but `THE HAGUE - `
    return _in_capitals(place) or _TOWN_AND_COUNTRY.fullmatch(text[: end.end()]) is not None


def _is_place(words: str) -> bool:
    parts = re.findall(r"\([^()]*\)|\[[^\[\]]*\]|[^\s,/()\[\]]+", words)
    return (
        0 < len(parts) <= _MAX_PLACE_WORDS
        and all(map(_PLACE_WORD.fullmatch, parts))
        and parts[0][0].isupper()
        and parts[0] not in _WEEKDAYS
        and not words.endswith(("!", "?"))
    )


def _in_capitals(place: str) -> bool:
    """Whether the town, before any comma, is printed in capitals: `MACON, Ga.`, `McALLEN, Texas`."""
    town = place.split(",")[0]
    letters = [c for c in town if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.75 * len(letters)
