"""Cards: what the library knows of one person or one country, and what somebody said.

Forms, companions, countries and the course of time are counted over all articles; titles are read from the
newest and the oldest of them, for a title has a date only where it stands.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tuireader.library import entities
from tuireader.library.packing import unpack
from tuireader.library.values import PersonEntry
from tuireader.names.country_table import display_name
from tuireader.names.profile import Profile, Seen, Stated, periods, profile_of_person
from tuireader.names.quotes import find_quotes, find_reported
from tuireader.names.same import Perhaps, perhaps_same, person_key
from tuireader.names.values import Mention

_NEWEST, _OLDEST = 400, 100
"""So many articles are read for titles, of each end."""
_BESIDE = 12
_FORMS = 40
_NAMESAKES = 300


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody, or a country, in the same articles."""

    key: str
    """The person's key or the country's code."""
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Card:
    """A person or country across the library; each list most frequent first."""

    key: str
    """The person's key or the country's code."""
    name: str
    articles: int
    mentions: int
    forms: tuple[tuple[str, int], ...]
    """Each with the number of articles that use it."""
    titles: tuple[Stated, ...]
    """Of a person, newest first, with the dates of the first and last article that states each."""
    countries: tuple[tuple[str, str, int], ...]
    """Code, name and articles: of a person's posts; of a country those beside it."""
    people: tuple[Beside, ...]
    """Who appears in the same articles."""
    periods: tuple[tuple[str, int], ...]
    """Articles by month, or by year where they span more than three, in order of time."""

    @property
    def is_name_alone(self) -> bool:
        """Whether it is of a single name that several articles use: it may be several people's."""
        return self.articles > 1 and " " not in self.name and self.key.islower()


@dataclass(frozen=True, slots=True)
class Said:
    """A quote, and where it stands."""

    uid: str
    headline: str
    date: str | None
    text: str
    mention: Mention
    """Block and offsets in that article."""
    kind: Literal["direct", "reported"]


def person_card(db: sqlite3.Connection, key: str) -> Card | None:
    """The card of the person of this key; None when there is none."""
    entity = _entity(db, "person", key)
    if entity is None:
        return None
    name, articles, mentions = _row(db, entity)
    profile = _profile(db, entity, key)
    codes = _counted(db, entity, "country")
    return Card(
        key=key,
        name=name,
        articles=articles,
        mentions=mentions,
        forms=tuple(_counted(db, entity, "form")),
        titles=profile.titles,
        countries=tuple((code, display_name(code), count) for code, count in codes),
        people=_beside(db, entity, "person"),
        periods=_periods(db, entity),
    )


def country_card(db: sqlite3.Connection, code: str) -> Card | None:
    """The card of a country, of the articles that name it; None when none does."""
    entity = _entity(db, "country", code.upper())
    if entity is None:
        return None
    name, articles, mentions = _row(db, entity)
    return Card(
        key=code.upper(),
        name=name,
        articles=articles,
        mentions=mentions,
        forms=tuple(_counted(db, entity, "form")),
        titles=(),
        countries=tuple(
            (beside.key, beside.name, beside.articles) for beside in _beside(db, entity, "country")
        ),
        people=_beside(db, entity, "person"),
        periods=_periods(db, entity),
    )


def said_by(db: sqlite3.Connection, key: str, newest: int) -> list[Said]:
    """What the person of this key says in the newest articles that name them, newest first; quotes before
    what is reported of the same article.

    Quotes are found now, some milliseconds an article.

    Args:
        db: the library.
        key: the person's key.
        newest: how many articles to look through.
    """
    entity = _entity(db, "person", key)
    found: list[Said] = []
    for uid, packed in _packed(db, entity, newest) if entity is not None else ():
        article, names = unpack(packed, None, uid=uid, path="")
        speakers = {person.name for person in names.people if _is_key_of(person.name, key)}
        found += [
            Said(uid, article.headline, article.date, quote.text, quote.mention, quote.kind)
            for quote in (*find_quotes(article, names.people), *find_reported(article, names.people))
            if quote.speaker in speakers
        ]
    return found


def perhaps_the_same(db: sqlite3.Connection, key: str) -> list[tuple[PersonEntry, Perhaps]]:
    """Who else in the library may be the person of this key, surest first; nobody is merged by it."""
    entity = _entity(db, "person", key)
    if entity is None:
        return []
    name, _, _ = _row(db, entity)
    sql = (
        "SELECT DISTINCT other.entity FROM name_word AS own JOIN name_word AS other USING (word) "
        "JOIN entity ON entity.entity = other.entity "
        "WHERE own.entity = ?1 AND other.entity <> ?1 ORDER BY entity.mentions DESC LIMIT ?2"
    )
    numbers = [number for (number,) in db.execute(sql, (entity, _NAMESAKES))]
    entries = entities.person_entries(db, numbers)
    by_name: dict[str, list[PersonEntry]] = {}
    for entry in entries:
        by_name.setdefault(entry.name, []).append(entry)
    found = [(entry, perhaps) for perhaps in perhaps_same(name, by_name) for entry in by_name[perhaps.name]]
    namesakes = [(entry, Perhaps(name, "same name")) for entry in by_name.get(name, ())]
    return namesakes + found


def _is_key_of(name: str, key: str) -> bool:
    """Whether the name has this key; behind that of a namesake stands a country (`appearances`)."""
    return person_key(name) == key.partition("@")[0]


def _entity(db: sqlite3.Connection, kind: str, key: str) -> int | None:
    row = db.execute("SELECT entity FROM entity WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    return int(row[0]) if row else None


def _row(db: sqlite3.Connection, entity: int) -> tuple[str, int, int]:
    name, articles, mentions = db.execute(
        "SELECT name, articles, mentions FROM entity WHERE entity = ?", (entity,)
    ).fetchone()
    return str(name), int(articles), int(mentions)


def _counted(db: sqlite3.Connection, entity: int, kind: str) -> list[tuple[str, int]]:
    sql = (
        "SELECT text, count FROM attribute WHERE entity = ? AND kind = ? "
        "ORDER BY count DESC, length(text) DESC, text LIMIT ?"
    )
    return [(str(text), int(count)) for text, count in db.execute(sql, (entity, kind, _FORMS))]


def _beside(db: sqlite3.Connection, entity: int, kind: str) -> tuple[Beside, ...]:
    sql = (
        "SELECT entity.key, entity.name, count(*) FROM appearance AS own "
        "JOIN appearance AS other USING (doc) JOIN entity ON entity.entity = other.entity "
        "WHERE own.entity = ?1 AND other.entity <> ?1 AND entity.kind = ?2 "
        "GROUP BY other.entity ORDER BY count(*) DESC, entity.mentions DESC, entity.key LIMIT ?3"
    )
    return tuple(Beside(key, name, count) for key, name, count in db.execute(sql, (entity, kind, _BESIDE)))


def _periods(db: sqlite3.Connection, entity: int) -> tuple[tuple[str, int], ...]:
    sql = (
        "SELECT substr(day, 1, 7), count(*) FROM appearance JOIN article USING (doc) "
        "WHERE entity = ? AND day <> '' GROUP BY 1"
    )
    return periods(db.execute(sql, (entity,)))


def _profile(db: sqlite3.Connection, entity: int, key: str) -> Profile:
    read = dict(_packed(db, entity, _NEWEST)) | dict(_packed(db, entity, _OLDEST, oldest=True))
    return profile_of_person(key.partition("@")[0], _seen(read))


def _seen(read: dict[str, bytes]) -> Iterator[Seen]:
    for uid, packed in read.items():
        article, names = unpack(packed, None, uid=uid, path="", whole=False)
        yield Seen(article.date, names)


def _packed(
    db: sqlite3.Connection, entity: int, limit: int, *, oldest: bool = False
) -> Sequence[tuple[str, bytes]]:
    """Ids and packed texts of the articles that name somebody, newest first."""
    sql = (
        "SELECT uid, packed FROM appearance JOIN article USING (doc) JOIN body USING (doc) "
        f"WHERE entity = ? ORDER BY article.id {'ASC' if oldest else 'DESC'} LIMIT ?"
    )
    return db.execute(sql, (entity, limit)).fetchall()
