"""Days, weeks, months and years as numbers: what lies side by side differs by one.

A date may be known to the day, the month or the year alone: `2024-03-14`, `2024-03`, `2024`.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, get_args

Unit = Literal["day", "week", "month", "year"]

UNITS: tuple[Unit, ...] = get_args(Unit)
"""The finest first."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_WEEK = 7


def known_to(day: str) -> Unit | None:
    """How exactly a date is known: to the day, the month or the year; None for what is no date."""
    match = _DATE.fullmatch(day)
    if match is None:
        return None
    year, month, number = match.groups()
    try:
        date(int(year), int(month or 1), int(number or 1))
    except ValueError:
        return None
    return "day" if number else "month" if month else "year"


def period_of(day: str, unit: Unit) -> int | None:
    """The period a date lies in; None where it is not known exactly enough to say."""
    known = known_to(day)
    if known is None or UNITS.index(known) > UNITS.index(unit):
        return None
    year = int(day[:4])
    if unit == "year":
        return year
    if unit == "month":
        return year * 12 + int(day[5:7]) - 1
    ordinal = date.fromisoformat(day).toordinal()
    # The first of January of the year 1 was a Monday.
    return ordinal if unit == "day" else (ordinal - 1) // _WEEK


def first_day(period: int, unit: Unit) -> date:
    """The first day of a period; days before the year 1 and behind 9999 there are none."""
    if unit == "year":
        return date(min(max(period, 1), 9999), 1, 1)
    if unit == "month":
        return date(min(max(period // 12, 1), 9999), period % 12 + 1, 1)
    ordinal = period if unit == "day" else period * _WEEK + 1
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def last_day(period: int, unit: Unit) -> date:
    """The last day of a period."""
    first = first_day(period, unit)
    if unit == "day":
        return first
    if unit == "week":
        return first + timedelta(days=min(_WEEK - 1, (date.max - first).days))
    month = 12 if unit == "year" else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def date_text(day: date, unit: Unit) -> str:
    """A day as the query language writes it, no more exactly than the unit is."""
    length = {"year": 4, "month": 7}.get(unit, 10)
    return day.isoformat()[:length]
