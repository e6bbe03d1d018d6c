"""The YAML block some files begin with: headline, date, byline and more, stated by name."""

import re
from datetime import date, datetime
from typing import Any

from tuireader.articles.dates import find_date, stated_date
from tuireader.articles.draft import Draft
from tuireader.articles.records import Stated
from tuireader.text.safe import safe_line

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>.{0,16384}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"^[A-Za-z][\w-]*[ \t]*:", re.MULTILINE)
_LONGEST = 500
_NOTHING = Stated()


def lift_front_matter(text: str, draft: Draft) -> tuple[str, Stated]:
    """Give the text behind the front matter, and what that states.

    Anything that is not a plain mapping stays in the text with a warning: it may be the article's own.
    """
    match = _BLOCK.match(text)
    if match is None or _KEY.search(match["yaml"]) is None:
        return text, _NOTHING
    fields = _load(match["yaml"])
    if fields is None:
        draft.warnings.append("the front matter is not plain YAML and was left in the text")
        return text, _NOTHING
    rest = text[match.end() :] if draft.take("front matter", match[0]) else text
    return rest, Stated(
        headline=_string(fields, "title", "headline"),
        date=_date(fields),
        source=_string(fields, "source", "publisher", "agency"),
        byline=_string(fields, "author", "authors", "byline"),
        translator=_string(fields, "translator"),
        place=_string(fields, "place", "location", "dateline"),
        language=_string(fields, "lang", "language"),
        url=_string(fields, "url", "link", "canonical_url"),
    )


def _load(block: str) -> dict[str, Any] | None:
    import yaml

    try:
        # safe_load makes plain values only; aliases share their object, so nothing grows.
        loaded = yaml.safe_load(block)
    except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # the loader raises all of these on tags that do not fit their values: `!!int x`
    except RecursionError:
        return None
    if not isinstance(loaded, dict):
        return None
    return {key.lower(): value for key, value in loaded.items() if isinstance(key, str)}


def _string(fields: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        values = value if isinstance(value, list) else [value]
        if joined := ", ".join(filter(None, map(_line, values[:8]))):
            return joined[:_LONGEST]
    return None


def _line(value: Any) -> str | None:
    if not isinstance(value, str | int | float):
        return None
    try:
        return safe_line(str(value))
    except ValueError:
        return None  # a whole number of thousands of digits, which Python does not write out


def _date(fields: dict[str, Any]) -> str | None:
    for name in ("date", "published", "pubdate", "publish_date", "created"):
        value = fields.get(name)
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int) and 1900_01_01 <= value < 2100_01_01:
            # YAML has `date: 20230503` as a number.
            return stated_date(value)
        if isinstance(value, str) and (stated := find_date(value[:100])):
            return stated.date
    return None
