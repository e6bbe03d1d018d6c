"""Dates as news writes them. A year is never guessed, and neither is the order of day and month."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812  (a type here; `date` is a word of this module)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero ene gennaio janeiro",
            "february feb februar février fevrier fev febrero febbraio fevereiro",
            "march mar märz maerz mars marzo março marco",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto ago",
            "september sep sept septembre septiembre setembro settembre",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday,mon,lundi,lunes,montag,thứ hai,thứ 2",
            "tuesday,tue,tues,mardi,martes,dienstag,thứ ba,thứ 3",
            "wednesday,wed,mercredi,miércoles,mittwoch,thứ tư,thứ 4",
            "thursday,thu,thur,thurs,jeudi,jueves,donnerstag,thứ năm,thứ 5",
            "friday,fri,vendredi,viernes,freitag,thứ sáu,thứ 6",
            "saturday,sat,samedi,sábado,samstag,thứ bảy,thứ 7",
            "sunday,sun,dimanche,domingo,sonntag,chủ nhật",
        )
    )
    for name in names.split(",")
}


def _any_of(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH = rf"(?P<month>{_any_of(_MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_WORDED = (
    re.compile(rf"(?<![\w.]){_DAY}(?: de| of)?\s+{_MONTH},?(?: de| del)?\s+{_YEAR}", re.I),
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}", re.I),
)
_WORDED_DAY = (
    re.compile(rf"(?<![\w.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: de| of)?\s+{_MONTH}(?!\s+\d)", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])", re.I),
)
_WORDED_MONTH = re.compile(rf"\b{_MONTH},?\s+{_YEAR}", re.I)
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.-]){_YEAR}(?P<sep>[-/.]|年\s?)(?P<month>\d{{1,2}})(?:(?P=sep)|月\s?)(?P<day>\d{{1,2}})(?!\d)日?"
)
_YEAR_LAST = re.compile(
    rf"(?<![\d/.-])(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}"
)
_VIETNAMESE = re.compile(
    rf"(?:ngày\s+)?(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}}),?(?:\s+năm)?\s+{_YEAR}", re.I
)
_WEEKDAY = re.compile(rf"\b(?:{_any_of(_WEEKDAYS)})\b\.?", re.I)

_TIME = re.compile(
    r"(?:\bat\s+)?\bT?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?\s*(?:Z\b|[+-]\d\d:?\d\d\b)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:first |last )?(?:published|posted|updated|modified|issued|created|dated?|released|filed)\b"
    r"(?: on| at| by)?"
    r"|\b(?:publié|publicado|veröffentlicht|mis à jour|actualizado|ngày|cập nhật|đăng)\b(?: le| el| am| lúc)?"
    r"|\b(?-i:[A-Z]{1,3}T)\b(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?)?|\b(?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?)?|\bhrs?\b",
    re.I,
)
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified)\b|mis à jour|actualizado|cập nhật", re.I)
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


def find_date(line: str, day_first: bool | None = None) -> StatedDate | None:
    """Find the most complete date the line states.

    `04/07/2023` is read only where it can mean one thing: a part over 12, the weekday beside it, or
    `day_first` from the text's language decides. Otherwise it is no date.
    """
    for pattern in _WORDED:
        if (match := pattern.search(line)) and (stated := _day(match, _MONTHS[match["month"].lower()])):
            return stated
    for pattern in (_YEAR_FIRST, _VIETNAMESE):
        if (match := pattern.search(line)) and (stated := _day(match, int(match["month"]))):
            return stated
    if (match := _YEAR_LAST.search(line)) and (stated := _numeric(match, line, day_first)):
        return stated
    for pattern in _WORDED_DAY:
        if match := pattern.search(line):
            month, day = _MONTHS[match["month"].lower()], int(match["day"])
            if _is_day(2000, month, day):  # a leap year: 29 February may be meant
                return StatedDate(f"--{month:02}-{day:02}", *match.span())
    if match := _WORDED_MONTH.search(line):
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


def date_line(line: str, day_first: bool | None = None) -> StatedDate | None:
    """Give the date of a line that holds a date, its weekday, a time, words like `Published`, and no more."""
    stated = find_date(line, day_first)
    if stated is None:
        return None
    rest = line[: stated.start] + " " + line[stated.end :]
    for pattern in (_TIME, _WEEKDAY, _LABEL):
        rest = pattern.sub(" ", rest)
    return stated if _NOTHING.fullmatch(rest) else None


def says_updated(line: str) -> bool:
    """Whether the line's date is that of an update, not of publication."""
    return _UPDATED.search(line) is not None


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
    if len(readings) > 1 and day_first is not None:
        readings = {(first, second) if day_first else (second, first)}
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
