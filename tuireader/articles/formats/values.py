"""What stands in a record's fields, as an article states it: one safe line each, or nothing."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from tuireader.articles.dates import find_date
from tuireader.articles.decoding import decode_entities
from tuireader.text.safe import safe_line

_LONGEST = 1000
_LONGEST_URL = 4000
_ISO = re.compile(r"\s*(\d{4})-(\d\d)(?:-(\d\d)(?![\d-]))?(?:[T ].*)?\s*", re.DOTALL)
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{6}Z?)?\s*")
_MAIL = re.compile(r"\s*(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4,}\b")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_DEEPEST = 8
"""Levels of lists and objects within which a name or date is looked for."""
_DAYS = range(1900_01_01, 2100_01_01)
"""Numbers that are days: YAML and databases have 3 May 2023 as 20230503."""
_NAMED = ("name", "title", "@value", "value", "rendered", "basic", "by")
"""Under which of its keys an object has the name it stands for."""
_TAG = re.compile(r"<[^<>]{1,300}>")


def line(value: Any, deepest: int = _DEEPEST) -> str | None:
    """A name or title on one line, without tags; several are joined with commas, an object gives its name."""
    if isinstance(value, list | Mapping) and not deepest:
        return None
    if isinstance(value, list):
        parts = [part for item in value[:12] if (part := line(item, deepest - 1))]
        return ", ".join(dict.fromkeys(parts))[:_LONGEST] or None
    if isinstance(value, Mapping):
        return next(
            (found for key in _NAMED if (found := line(value.get(key), deepest - 1))),
            None,
        )
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        text = str(value)[: 4 * _LONGEST]
    except ValueError:
        return None  # a whole number of thousands of digits, which Python does not write out
    if "<" in text:
        text = _TAG.sub("", text)
    return safe_line(decode_entities(text))[:_LONGEST] or None


def name(value: Any) -> str | None:
    """The same where somebody is named: a number is a key, and an address where somebody is found."""
    found = line(value)
    return found if found and any(map(str.isalpha, found)) and "://" not in found else None


def iso_date(value: Any, deepest: int = _DEEPEST) -> str | None:
    """The day as ISO 8601, as much of it as is stated and no more; None for what is no date."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        found = (iso_date(item, deepest - 1) for item in value[:4]) if deepest else ()
        return next(filter(None, found), None)
    if isinstance(value, Mapping):  # `{"$date": …}`: how MongoDB writes out a time
        stated = next((value[key] for key in ("$date", "@value", "value") if key in value), None)
        return iso_date(stated, deepest - 1) if deepest else None
    if isinstance(value, int) and value in _DAYS:
        value = str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(value)
    if not isinstance(value, str):
        return None
    text = value[:100]
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(*match.groups())
    if re.fullmatch(r"\s*\d{10}(?:\d{3})?(?:\.\d+)?\s*", text):
        return _from_seconds(float(text))
    if _MAIL.match(text):
        try:
            stated = parsedate_to_datetime(text).date().isoformat()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        return stated if stated[:4] in text else None  # 0000 would be read as 2000
    written = find_date(safe_line(text))
    return written.date if written else None


def _checked(year: str, month: str, day: str | None) -> str | None:
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{year}-{month}-{day}" if day else f"{year}-{month}"


def _from_seconds(seconds: float) -> str | None:
    """A Unix time in seconds or milliseconds, if it is one of the years that news is written in."""
    if 1e11 < seconds <= 1e13:  # a whole number may be too large to be divided
        seconds /= 1000
    if not 1e8 <= seconds <= 1e10:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date().isoformat()


def language_tag(value: Any) -> str | None:
    """A BCP 47 tag; None for what is none."""
    text = (line(value) or "").replace("_", "-").partition(".")[0]
    return text if _LANGUAGE.fullmatch(text) else None


def address(value: Any) -> str | None:
    """A web address that may be shown and, on being asked, opened; None for every other scheme and shape."""
    if isinstance(value, Mapping):
        value = value.get("href") or value.get("url")
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not text or len(text) > _LONGEST_URL or text != safe_line(text) or len(text.split()) != 1:
        return None
    try:
        parts = urlsplit(text)
        sound = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return text if sound and not (parts.hostname or "-").startswith("-") else None
