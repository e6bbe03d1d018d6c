"""Dates as news writes them. A year is never guessed, and neither is the order of day and month."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812  (a type here; `date` is a word of this module)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv enero ene gennaio gen janeiro januari janúar",
            "february feb februar février fevrier févr fev febrero febbraio fevereiro februari",
            "march mar märz maerz mars marzo março marco maart maret marts mac",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei maj",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho julai",
            "august aug août aout agosto ago augustus agustus agu augusti ogos",
            "september sep sept septembre septiembre setembro settembre set",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lundi lunes montag segunda-feira lunedì maandag mandag senin isnin",
            "tuesday tue tues mardi martes dienstag terça-feira martedì dinsdag tirsdag selasa",
            "wednesday wed mercredi miércoles mittwoch quarta-feira mercoledì woensdag onsdag rabu",
            "thursday thu thur thurs jeudi jueves donnerstag quinta-feira giovedì donderdag torsdag kamis",
            "friday fri vendredi viernes freitag sexta-feira venerdì vrijdag fredag jumat jumaat",
            "saturday sat samedi sábado samstag sabato zaterdag lørdag sabtu",
            "sunday sun dimanche domingo sonntag domenica zondag søndag minggu ahad",
        )
    )
    for name in names.split()
}
_WEEKDAYS |= {f"thứ {day}": n for n, day in enumerate(["hai", "ba", "tư", "năm", "sáu", "bảy"])}
_WEEKDAYS |= {f"thứ {n + 2}": n for n in range(6)} | {"chủ nhật": 6}


def _any_of(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH = rf"(?P<month>{_any_of(_MONTHS)})\b\.?"
# Right behind the year may stand a time, or the date again: `July 19, 20231:12 PM`, `3 May 20233 May 2023`.
_YEAR = (
    r"(?P<year>(?:19|20)\d\d)"
    r"(?:(?!\d)|(?=\d{1,2}:\d\d\b)|(?=\d{1,2} [^\W\d_]{3,9} (?:19|20)\d\d\b))"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_WORDED = (
    re.compile(rf"(?<![\w.])(?:the )?{_DAY}(?: de| of)?[\s-]+{_MONTH},?(?: de| del)?[\s-]+{_YEAR}", re.I),
    re.compile(rf"\b{_MONTH},?[\s-]+{_DAY}(?:,\s*|[\s/-]+){_YEAR}", re.I),
    re.compile(rf"(?<!\d){_YEAR}[\s,-]+{_MONTH}[\s-]+{_DAY}(?!\d)", re.I),
)
_WORDED_DAY = (
    re.compile(
        rf"(?<![\w.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: de| of)?\s+{_MONTH}(?!\s+\d)", re.I
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])", re.I),
)
_LONE_WORD = re.compile(r"\w+")
_WORDED_MONTH = re.compile(rf"\b{_MONTH},?(?: de)?\s+{_YEAR}", re.I)
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.-]){_YEAR}(?P<sep>[-/.]|年\s?)(?P<month>\d{{1,2}})(?:(?P=sep)|月\s?)(?P<day>\d{{1,2}})(?!\d)日?"
)
_YEAR_LAST = re.compile(
    rf"(?<![\d/.-])(?P<first>\d{{1,2}})(?P<sep>\s?[-/.]\s?)(?P<second>\d{{1,2}})(?P=sep){_YEAR}"
)
_VIETNAMESE = re.compile(
    rf"(?:ngày\s+)?(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}}),?(?:\s+năm)?\s+{_YEAR}", re.I
)
_WEEKDAY = re.compile(rf"\b(?:{_any_of(_WEEKDAYS)})\b\.?", re.I)

_TIME = re.compile(
    r"(?:\b(?:at|à|às|um|las|pukul|jam|lúc)\s+)?\bT?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?"
    r"\s*(?:Z\b|[+-]\d\d:?\d\d\b)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{1,2}\s?(?:h|uhr|heures?)\b|\bnoon\b"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d\s+(?=(?-i:[A-Z]{2,3}T)\b)",
    re.I,
)
_STATES = (
    r"\b(?:first |last |originally |article |story |page |this \w+ was )?(?:published|posted|updated"
    r"|modified|revised"
    r"|reviewed|issued"
    r"|created|released|filed|uploaded|submitted)\b(?: online)?(?: on| at| by|:)*"
    r"|\b(?:publi[ée]e?|publicado|veröffentlicht|pubblicato|gepubliceerd|diterbitkan|mis(?:e)? à jour"
    r"|actualizado"
    r"|aktualisiert|aggiornato|atualizado|diperbarui|stand|cập nhật|đăng)\b(?: le| el| il| em| am| lúc| "
    r"pada)?"
)
_LABEL = re.compile(
    rf"{_STATES}|\b(?:date|dated|ngày|le|el|last|on|time|local time|and)\b"
    r"|\b(?-i:[A-Z]{1,3}T)\b(?:\s?[+-]\s?\d{1,4}(?::?\d\d)?)?|\b(?:UTC|GMT)(?:\s?[+-]\s?\d{1,4}(?::?\d\d)?)?"
    r"|\b(?:hrs?|hours|uhr|wib|wita|wit)\b|\blocal\b",
    re.I,
)
_UPDATED = re.compile(
    r"\b(?:updated|modified|revised|mise? à jour|actualizado|aktualisiert|aggiornato|atualizado|diperbarui"
    r"|cập nhật"
    r"|last (?:updated|modified))\b",
    re.I,
)
_GLUED_LABEL = re.compile(
    r"(?<=[A-Za-z\d])(?=(?:Updated|Published|Modified|Last updated)\b)|(?<=[a-z])(?=[0-2]?\d:[0-5]\d\b)"
)
"""Where a page's labels were run together: `1:12 PM GMTUpdated a day ago`, `Jo Berg05:00, Jul 03 2021`."""
_SAYS_WHEN = re.compile(_STATES, re.I)
_LABELLED = re.compile(rf"(?:{_STATES}|\b(?:on|at|le|{_any_of(_WEEKDAYS)}))\W*$", re.I)
_AGO = re.compile(
    r"\b(?:\d{1,2}|an?|one|two|three|few)\s+(?:min(?:ute)?|hour|hr|day|week|month|year)s?\s+ago\b|\b(?:today"
    r"|yesterday)\b",
    re.I,
)
_UNTOLD = "\ufffc"
"""Stands for a date that could be two days."""
_DIGIT = re.compile(r"\d")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4}|T?\d{6}|$|[T_ -])")
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d+)?")
_YEAR_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_NOTHING = re.compile(r"[\s,;:|()\[\]/•·–—.-]*")


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date found in a line, as far as it is stated, with its place in the line."""

    date: str
    """`2024-12-22`, `2024-12` or `--12-22`."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LineDates:
    """What a line that says when, and nothing else, states."""

    published: str | None
    updated: str | None
    """The date of an update; a date beside which nothing is said is that of publication."""


def find_date(line: str, day_first: bool | None = None) -> StatedDate | None:
    """Find the most complete date the line states.

    `04/07/2023` is read only where it can mean one thing: a part over 12, the weekday beside it, or
    `day_first` from the text's language decides. Otherwise it is no date. With full stops between, the day
    is first.
    """
    if _DIGIT.search(line) is None:
        return None
    line = line.replace("،", ",")
    # A look for the months among the words takes a tenth of searching a line that names none for dates.
    is_worded = not _MONTHS.keys().isdisjoint(_LONE_WORD.findall(line.lower()))
    for pattern in _WORDED if is_worded else ():
        if (match := pattern.search(line)) and (stated := _day(match, _MONTHS[match["month"].lower()])):
            return stated
    for pattern in (_YEAR_FIRST, _VIETNAMESE):
        if (match := pattern.search(line)) and (stated := _day(match, int(match["month"]))):
            return stated
    if (match := _YEAR_LAST.search(line)) and (stated := _numeric(match, line, day_first)):
        return stated
    for pattern in _WORDED_DAY if is_worded else ():
        if match := pattern.search(line):
            month, day = _MONTHS[match["month"].lower()], int(match["day"])
            if _is_day(2000, month, day):  # a leap year: 29 February may be meant
                return StatedDate(f"--{month:02}-{day:02}", *match.span())
    if is_worded and (match := _WORDED_MONTH.search(line)):
        return StatedDate(f"{match['year']}-{_MONTHS[match['month'].lower()]:02}", *match.span())
    return None


def stated_date(value: str | float) -> str | None:
    """Give the date that a format's field states, as `Article.date` has it; None where it states none.

    Takes ISO 8601 and RFC 3339 (`2024-12-22T10:00:00Z`, `20241222`, `2024-12`), RFC 2822 (`Sun, 22 Dec 2024
    10:00:00 +0700`), any date as news writes it, and seconds or milliseconds since 1970. The day is that
    of the zone the date is stated in; of a number, that of UTC.
    """
    said = str(value).strip()[:100] if isinstance(value, str | int) else f"{value:.0f}"
    if match := _COMPACT.match(said):
        year, month, day = map(int, match.groups())
        return f"{year:04}-{month:02}-{day:02}" if _is_day(year, month, day) else None
    if match := _EPOCH.fullmatch(said):
        seconds = int(match[1]) // (1000 if len(match[1]) > 11 else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if match := _YEAR_MONTH.fullmatch(said):
        return said
    found = find_date(said)
    return found.date if found else None


def date_line(line: str, day_first: bool | None = None) -> LineDates | None:
    """Read a line that holds dates, their weekdays, times, words like `Published`, and no more.

    `Updated 10:31 GMT` and `Published 2 hours ago` are such lines, though they state no date.
    """
    if " to " in line or " in " in line:
        return None  # prose: nothing that a date is told with has these words
    if _DIGIT.search(line) is None and not _says_ago(line):
        return None
    dates, rest = _take_dates(line, day_first)
    if (
        not (dates.published or dates.updated or _UNTOLD in rest)
        and (_SAYS_WHEN.search(rest) is None or not (_TIME.search(rest) or _AGO.search(rest)))
        and not _is_ago(line)
    ):
        return None
    return dates if _NOTHING.fullmatch(_without_time(rest)) else None


def _says_ago(line: str) -> bool:
    lower = line.lower()
    return ("ago" in lower or "day" in lower) and _AGO.search(line) is not None


def _is_ago(line: str) -> bool:
    """Whether the line says how long ago, and no more: `2 hours ago`, `6:12 am today`."""
    if len(line) > 30 or not line.endswith(("ago", "today", "yesterday")) or _DIGIT.search(line) is None:
        return False
    if line.endswith(("years ago", "year ago")):
        return False  # a heading of a column that looks back
    return _NOTHING.fullmatch(_without_time(line)) is not None


def dates_beside(line: str, day_first: bool | None = None) -> tuple[LineDates, str] | None:
    """Read a line that states a whole date, and give what else stands in it besides times and `Published`."""
    if _DIGIT.search(line) is None:
        return None
    dates, rest = _take_dates(line, day_first)
    if len(dates.published or dates.updated or "") < 10:
        return None
    return dates, " ".join(_without_time(rest).split())


def is_time(words: str) -> bool:
    """Whether the words are a time of day and no more: `05:15 CEST`."""
    return _DIGIT.search(words) is not None and _NOTHING.fullmatch(_without_time(words)) is not None


def says_when(line: str) -> bool:
    """Whether the line is `Published`, `Last updated` and the like by itself."""
    return len(line) < 30 and _SAYS_WHEN.fullmatch(line.strip(" :")) is not None


def _take_dates(line: str, day_first: bool | None) -> tuple[LineDates, str]:
    """Give the dates of a line, and the line without them."""
    published = updated = None
    rest, said, from_here = "", line, ""
    said = _GLUED_LABEL.sub(" ", said)
    for _ in range(3):
        stated = find_date(said, day_first)
        if stated is None:
            break
        before = said[: stated.start]
        from_here = before if _SAYS_WHEN.search(before) else from_here
        if _UPDATED.search(before) or (_UPDATED.search(from_here) and not before.strip()):
            updated = updated or stated.date
        else:
            published = published or stated.date
        rest += before + " "
        said = said[stated.end :]
    if not (published or updated):
        said = _YEAR_LAST.sub(_UNTOLD, said, count=1)  # a day, though which one is not told
    rest += said
    if published and not updated and _UPDATED.search(rest) and not _SAYS_WHEN.search(_UPDATED.sub("", rest)):
        published, updated = None, published  # `3 May 2023 (updated)`
    return LineDates(published, updated), rest


def _without_time(words: str) -> str:
    words = words.replace(_UNTOLD, " ")
    for pattern in (_TIME, _AGO, _WEEKDAY, _LABEL):
        words = pattern.sub(" ", words)
    return words


def leave_out_label(words: str) -> str:
    """Give what stands before `Published`, `Updated on` and the like at the end of the words."""
    bare = words.rstrip(" ,;:|(-–—•·")
    while match := _LABELLED.search(bare):
        bare = bare[: match.start()].rstrip(" ,;:|(-–—•·")
    return bare


def is_ambiguous(text: str) -> re.Match[str] | None:
    """Find a date like `04/07/2023`, of which either part could be the month."""
    if not any(_has_century(text, century) for century in ("19", "20")):
        return None  # looked for first: a search for digits costs a hundred times as much
    match = _YEAR_LAST.search(text)
    return match if match and max(int(match["first"]), int(match["second"])) <= 12 else None


def _has_century(text: str, century: str) -> bool:
    """Whether a year may follow a hyphen, slash or stop somewhere, with a space between or without."""
    at = text.find(century)
    while at >= 0:
        if text[max(0, at - 2) : at].removesuffix(" ")[-1:] in ("-", "/", "."):
            return True
        at = text.find(century, at + 1)
    return False


def which_first(text: str, date: re.Match[str]) -> bool | None:
    """Whether the text, which names one of the two days that `is_ambiguous` found, puts the day first."""
    first, second = int(date["first"]), int(date["second"])
    named = set()
    for pattern in _WORDED_DAY:
        for match in pattern.finditer(text):
            named.add((int(match["day"]), _MONTHS[match["month"].lower()]))
    day_first, month_first = (first, second) in named, (second, first) in named
    if day_first == month_first:
        # No day is said again; but news speaks of the month it is published in.
        months = {month for _, month in named}
        day_first, month_first = second in months, first in months
    return day_first if day_first != month_first else None


def _day(match: re.Match[str], month: int) -> StatedDate | None:
    year, day = int(match["year"]), int(match["day"])
    if not _is_day(year, month, day):
        return None
    return StatedDate(f"{year:04}-{month:02}-{day:02}", *match.span())


def _numeric(match: re.Match[str], line: str, day_first: bool | None) -> StatedDate | None:
    year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
    readings = {(d, m) for d, m in ((first, second), (second, first)) if _is_day(year, m, d)}
    if len(readings) > 1 and (weekday := _WEEKDAY.search(line)):
        said = _WEEKDAYS[weekday[0].lower().rstrip(".")]
        readings = {(d, m) for d, m in readings if Date(year, m, d).weekday() == said}
    if len(readings) > 1 and (day_first is not None or "." in match["sep"]):
        readings = {(first, second) if day_first is not False else (second, first)}
    if len(readings) != 1:
        return None
    day, month = readings.pop()
    return StatedDate(f"{year:04}-{month:02}-{day:02}", *match.span())


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        Date(year, month, day)
    except ValueError:
        return False
    return True
