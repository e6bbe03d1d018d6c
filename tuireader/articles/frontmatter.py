"""The block some files begin with: headline, date, byline and more by name, in YAML, TOML, JSON or lines."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tuireader.articles.dates import find_date, stated_date
from tuireader.articles.draft import Draft
from tuireader.articles.formats.values import address
from tuireader.articles.records import Stated
from tuireader.text.safe import safe_line

_MOST = 16384
_BLOCK = rf"[ \t]*\n(?P<block>.{{0,{_MOST}}}?)\n"
_YAML = re.compile(rf"---{_BLOCK}(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(rf"\+\+\+{_BLOCK}\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"^[A-Za-z][\w-]*[ \t]*:", re.MULTILINE)
_ASSIGNED = re.compile(r"^[A-Za-z\"'][^=\n]{0,100}=", re.MULTILINE)
_LINES = re.compile(
    r"(?:title|headline|url|link|date|author|source|published|byline|publisher) ?:", re.IGNORECASE
)
_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{0,24}) ?:(?: +(.*))?")
_TOLD = frozenset("title headline url link date author authors source published byline publisher".split())  # noqa: SIM905
_MOST_LINES = 30
_JSON = re.compile(r'\{\s*"')
_ADDRESS = re.compile(r"(https?://\S{1,2000})[ \t]*\n\s*(?=\S)")
_UNQUOTED = re.compile(
    r"^([A-Za-z][\w-]*[ \t]*:[ \t]+)([^\s\"'\[{|>&*!#].*?(?::[ \t]|[ \t]#).*)$", re.MULTILINE
)
"""A value with a colon in it, which programs that know no YAML write without quotes."""
_MAY_BEGIN = ("---", "+++", "{", "http")
_OWN_TABLES = ("params", "extra")
"""Where Hugo and Zola have what they know nothing of themselves."""
_LONGEST = 500
_NOTHING = Stated()


def lift_front_matter(text: str, draft: Draft) -> tuple[str, Stated]:
    """Give the text behind the front matter, and what that states.

    Anything that is not a plain mapping stays in the text with a warning: it may be the article's own.
    """
    start = 1 if text.startswith("\ufeff") else 0
    if not text.startswith(_MAY_BEGIN, start) and _LINES.match(text, start) is None:
        return text, _NOTHING
    found, end = _loaded(text, start, draft)
    if found is None:
        return text, _NOTHING
    fields = {key.lower(): value for key, value in found.items() if isinstance(key, str)}
    for table in _OWN_TABLES:
        if isinstance(inner := fields.get(table), Mapping):
            fields = {str(key).lower(): value for key, value in inner.items()} | fields
    rest = text[end:] if draft.take("front matter", text[:end]) else text
    return rest, Stated(
        headline=_string(fields, "title", "headline"),
        date=_date(fields),
        source=_string(fields, "source", "publisher", "agency"),
        byline=_string(fields, "author", "authors", "byline"),
        translator=_string(fields, "translator"),
        place=_string(fields, "place", "location", "dateline"),
        language=_string(fields, "lang", "language"),
        url=next(
            filter(None, map(address, map(fields.get, ("url", "link", "canonical_url", "canonical")))), None
        ),
    )


def _loaded(text: str, start: int, draft: Draft) -> tuple[dict[str, Any] | None, int]:
    """What the front matter says, and where it ends; None where there is none, or none that can be read."""
    if text.startswith("http", start):
        address = _ADDRESS.match(text, start)
        return ({"url": address[1]}, address.end()) if address else (None, start)
    if text.startswith("{", start):
        return _load_json(text, start)
    if not text.startswith(_MAY_BEGIN, start):
        return _load_lines(text, start)
    is_toml = text.startswith("+", start)
    match = (_TOML if is_toml else _YAML).match(text, start)
    if match is None or (_ASSIGNED if is_toml else _KEY).search(match["block"]) is None:
        return None, start
    found = (_load_toml if is_toml else _load_yaml)(match["block"])
    if found is None:
        name = "TOML" if is_toml else "YAML"
        draft.warnings.append(f"the front matter is not plain {name} and was left in the text")
    return found, match.end()


def _load_lines(text: str, start: int) -> tuple[dict[str, Any] | None, int]:
    """The names and values that the text begins with, one a line up to a blank one, and where they end.

    They say what it is called or where it is from, and something more; else they are the text's own.
    """
    block, parted, rest = text[start:].partition("\n\n")
    lines = block.split("\n")
    matches = [_LINE.fullmatch(line) for line in lines[:_MOST_LINES]]
    found = {
        re.sub(r"[ -]", "_", match[1].strip().lower()): (match[2] or "").strip() for match in matches if match
    }
    is_told = len(found.keys() & _TOLD) > 1 and bool(found.keys() & {"title", "headline", "url", "link"})
    if not is_told or not all(matches) or len(lines) > _MOST_LINES or not rest.strip():
        return None, start
    return {name: value for name, value in found.items() if value}, start + len(block) + len(parted)


def _load_yaml(block: str) -> dict[str, Any] | None:
    found = _plain_yaml(block)
    if found is None and _UNQUOTED.search(block) is not None:
        return _plain_yaml(_UNQUOTED.sub(lambda line: line[1] + json.dumps(line[2].rstrip()), block))
    return found


def _plain_yaml(block: str) -> dict[str, Any] | None:
    import yaml

    try:
        # safe_load makes plain values only; aliases share their object, so nothing grows.
        loaded = yaml.safe_load(block)
    except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # the loader raises all of these on tags that do not fit their values: `!!int x`
    except RecursionError:
        return None
    return loaded if isinstance(loaded, dict) else None


def _load_toml(block: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError):  # a date that there is none of is a ValueError, too
        return None


def _load_json(text: str, start: int) -> tuple[dict[str, Any] | None, int]:
    """The object that the text begins with, and where it ends; None where it is no front matter of a text.

    It has a title, nothing else stands in its last line, and a text follows that is no further object. Where
    it is none nobody says so: any text may begin with a brace.
    """
    if _JSON.match(text, start) is None:
        return None, start
    try:
        found, length = json.JSONDecoder(parse_int=str).raw_decode(text[start : start + _MOST])
    except (ValueError, RecursionError):
        return None, start
    line, _, rest = text[start + length :].partition("\n")
    if not isinstance(found, dict) or not found.keys() & {"title", "headline"} or line.strip():
        return None, start
    end = len(text) - len(rest)
    return (found, end) if rest.strip() and not rest.lstrip().startswith("{") else (None, start)


def _string(fields: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        values = value if isinstance(value, list) else [value]
        if joined := ", ".join(filter(None, map(_line, values[:8]))):
            return joined[:_LONGEST]
    return None


def _line(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    if not isinstance(value, str | int | float):
        return None
    try:
        return safe_line(str(value))
    except ValueError:
        return None  # a whole number of thousands of digits, which Python does not write out


def _date(fields: dict[str, Any]) -> str | None:
    for name in ("date", "published", "pubdate", "publish_date", "publishdate", "date_published", "created"):
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
