"""Which field of a record holds the text, the headline, the date: names in use, and the user's own."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from typing import Any, NamedTuple

from tuireader.articles.decoding import declared
from tuireader.settings import FIELD_ROLES, Settings

_VERSION = 6
"""Counts up when the formats come to make other records of the same bytes."""

_UNKNOWN = frozenset({"iso8859-1", "ascii"})
_SIGNS = re.compile(r"[\W_]+")
_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "full_text", "maintext", "main_text", "article_text",
        "article_body", "body_text", "content_text", "plain_text", "raw_text", "story", "story_text",
        "paragraphs", "content_elements", "body_html", "content_html", "article_html", "html", "raw_html",
        "html_content", "html_body", "page_html", "full_html", "page_source",
    ),
    "summary": ("description", "summary", "abstract", "excerpt", "standfirst", "lead"),
    "title": (
        "title", "headline", "headlines", "heading", "name", "article_title", "web_title", "subject",
    ),
    "published": (
        "date", "published", "pubdate", "published_at", "publish_date", "published_date", "publication_date",
        "date_published", "date_publish", "pub_date", "published_time", "publication_time", "article_date",
        "web_publication_date", "first_publish_date", "display_date", "posted", "posted_at",
    ),
    "date": (
        "datetime", "timestamp", "time", "created", "created_at", "date_created", "updated", "updated_at",
        "date_modified",
    ),
    "source": (
        "source", "publisher", "agency", "outlet", "publication", "newspaper", "site_name", "site", "feed",
        "source_name", "sitename", "source_hostname", "source_domain", "domain", "hostname", "provider",
    ),
    "author": ("author", "authors", "byline", "creator", "writer", "by", "journalist", "credits"),
    "url": (
        "url", "link", "href", "canonical_url", "web_url", "article_url", "page_url",
        "responded_url", "requested_url", "original_url", "target_uri", "source_url", "permalink",
    ),
    "language": ("language", "lang", "in_language", "human_language", "locale"),
    "place": ("place", "dateline", "location", "city"),
    "translator": ("translator", "translated_by"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """How a source's records are to be read; can be pickled, compared and hashed."""

    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The user's names of a role's field, in the order of `FIELD_ROLES`; each before those in use anyway."""
    encoding: str | None = None
    """The encoding to read with whatever the file looks like; None: as it says, or guessed."""

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]], *, encoding: str | None = None) -> "Fields":
        """Make it of the tables `[fields]` and `[encoding]`; roles nobody knows are left out."""
        return cls(tuple((role, tuple(names[role])) for role in FIELD_ROLES if names.get(role)), encoding)

    def with_declared(self, charset: str | None, data: bytes) -> "Fields":
        """The same, with the encoding that a server says the data has: where it can be that, and nobody knows
        better. Latin-1 is what servers say who do not know.
        """
        if charset is None or self.encoding is not None:
            return self
        decoded = declared(data, charset)
        return (
            self
            if decoded is None or decoded.encoding in _UNKNOWN
            else replace(self, encoding=decoded.encoding)
        )

    def fingerprint(self) -> str:
        """16 hex digits that differ when the same bytes may make other records."""
        # With the extra, pages are read that were skipped without it, or without what it has brought since.
        has_extra = [find_spec(name) is not None for name in ("trafilatura", "brotli")]
        plain = json.dumps([_VERSION, has_extra, self.encoding, self.names])
        return blake2b(plain.encode(), digest_size=8).hexdigest()

    def find(self, record: Mapping[str, Any], role: str) -> list[Any]:
        """The values that may be the role's, likeliest first; empty ones are left out.

        Upper and lower case, spaces, hyphens and underscores in a name make no difference. A name of the
        user's with dots leads into objects: `story.body`.
        """
        own, usual = self.own_and_usual(record, role)
        return own + usual

    def own_and_usual(self, record: Mapping[str, Any], role: str) -> tuple[list[Any], list[Any]]:
        """The same, those that the user named apart from those of names in use."""
        named = _names_in(record)
        usual = [value for key in named.usual[role] if _is_filled(value := record[key])]
        own = next((names for key, names in self.names if key == role), ())
        if not own:
            return [], usual
        found = [
            _at(record, name) if name not in record and "." in name else record.get(name) for name in own
        ]
        found += [record[key] for name in own if (key := named.by_plain.get(_plain(name))) is not None]
        return [*filter(_is_filled, found)], usual

    def may_hold_text(self, names: Iterable[str]) -> bool:
        """Whether one of the names is that of a field with a text, be it a summary."""
        record = dict.fromkeys(names, "x")
        return bool(self.find(record, "text") or self.find(record, "summary"))


def fields_for(settings: Settings, source: str | None = None) -> Fields:
    """How the records of the source of this name are read; None: those of no source."""
    encoding = settings.encodings.get(source) if source is not None else None
    return Fields.of(settings.fields, encoding=encoding or settings.encodings.get("default"))


def _plain(name: str) -> str:
    return _SIGNS.sub("", name.casefold())


class _Named(NamedTuple):
    """The names of a record's fields."""

    by_plain: dict[str, str]
    """By how they are without case and signs; of several the first."""
    usual: dict[str, tuple[str, ...]]
    """By role those that may be its field, likeliest first."""


def _names_in(record: Mapping[str, Any]) -> _Named:
    names = tuple(record)
    is_usual = len(names) <= _FEW and sum(map(len, names)) <= _SHORT
    return _of_usual(names) if is_usual else _of_any(names)


def _told(names: tuple[str, ...]) -> _Named:
    by_plain = {_plain(name): name for name in reversed(names)}
    usual = {
        role: tuple(by_plain[name] for name in own if name in by_plain) for role, own in _PLAIN_NAMES.items()
    }
    return _Named(by_plain, usual)


_FEW = 200
_SHORT = 8000
"""Characters of all names together."""
_of_usual = lru_cache(maxsize=256)(_told)
"""Every record of a file has the same names, or nearly."""
_of_any = lru_cache(maxsize=1)(_told)
"""One with a hundred thousand names, or one as long as a book, asks once for each role; no more are held."""


def _is_filled(value: Any) -> bool:
    return value not in (None, "", [], {})


def _at(record: Mapping[str, Any], name: str) -> Any:
    value: Any = record
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


_NAMES["date"] = _NAMES["published"] + _NAMES["date"]
_PLAIN_NAMES = {role: tuple(dict.fromkeys(map(_plain, names))) for role, names in _NAMES.items()}
