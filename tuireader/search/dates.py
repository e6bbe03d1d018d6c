"""What follows `date:` in a query: a day, month or year, or a range of them."""

import calendar
import re
from dataclasses import dataclass

from tuireader.errors import quoted

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EXAMPLES = "write 2024, 2024-12, 2024-12-22, 2024-01..2024-06 or >2024-06"
_LAST_YEAR = "9999"


class DateError(ValueError):
    """Not a date; the text says how one is written."""


@dataclass(frozen=True, slots=True)
class Days:
    """From one date to another, both included; each is a year, a month or a day.

    Dates compare as text: `last` holds every day that begins so.
    """

    first: str | None
    last: str | None

    @property
    def low(self) -> str:
        """Sorts before or with every date that is included, behind the undated."""
        return self.first or "0"

    @property
    def high(self) -> str:
        """Sorts behind every date that is included."""
        return f"{self.last or _LAST_YEAR}~"

    def holds(self, day: str) -> bool:
        """Whether a date as far as it is known lies within."""
        return bool(day) and self.low <= day <= self.high

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first or ""
        return f"{self.first or ''}..{self.last or ''}"


def read_days(text: str) -> Days:
    """Read what follows `date:`.

    Raises:
        DateError: it is no date; says what is wrong.
    """
    if not text:
        raise DateError(f"date: needs a date; {_EXAMPLES}")
    if text[0] in "<>":
        equal = text[1:2] == "="
        date = _date(text[2 if equal else 1 :])
        if text[0] == ">":
            return Days(date if equal else _after(date), None)
        return Days(None, date if equal else _before(date))
    first, dots, last = text.partition("..")
    if not dots:
        return Days(_date(first), _date(first))
    if not (first or last):
        raise DateError(f"The range has no date; {_EXAMPLES}")
    days = Days(_date(first) if first else None, _date(last) if last else None)
    if days.first and days.last and days.low > days.high:
        raise DateError("The range ends before it begins")
    return days


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None or not text.isascii():
        raise DateError(f"{quoted(text)} is no date; {_EXAMPLES}")
    year, month, day = match.groups()
    if year == "0000":
        raise DateError("There is no year 0000")
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        raise DateError(f"There is no month {month}")
    if day is None:
        return f"{year}-{int(month):02}"
    if not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        raise DateError(f"{year}-{int(month):02} has no day {day}")
    return f"{year}-{int(month):02}-{int(day):02}"


def _after(date: str) -> str:
    """The first date of the same kind that is later."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 3:
        year, month, day = parts
        if day < calendar.monthrange(year, month)[1]:
            return f"{year:04}-{month:02}-{day + 1:02}"
        return f"{_after(f'{year:04}-{month:02}')}-01"
    if len(parts) == 2:
        year, month = parts
        return f"{year:04}-{month + 1:02}" if month < 12 else f"{_after(f'{year:04}')}-01"
    return f"{min(parts[0] + 1, int(_LAST_YEAR)):04}"


def _before(date: str) -> str:
    """The last date of the same kind that is earlier."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 3:
        year, month, day = parts
        if day > 1:
            return f"{year:04}-{month:02}-{day - 1:02}"
        before = _before(f"{year:04}-{month:02}")
        year, month = (int(part) for part in before.split("-"))
        return f"{before}-{calendar.monthrange(year, month)[1]:02}"
    if len(parts) == 2:
        year, month = parts
        return f"{year:04}-{month - 1:02}" if month > 1 else f"{_before(f'{year:04}')}-12"
    return f"{max(parts[0] - 1, 1):04}"
