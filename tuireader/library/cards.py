"""Cards: what the library knows of one person or one country, and what somebody said.

Forms, companions, countries and the course of time are counted over all articles; titles are read from the
newest and the oldest of them, for a title has a date only where it stands. Of a name alone (`alone`) the card
tells who bears it, article by article, and each of these has a card as well.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tuireader.library import entities
from tuireader.library.alone import article_of, base_of, key_in, name_alone
from tuireader.library.packing import unpack
from tuireader.library.values import PersonEntry
from tuireader.names.country_table import display_name
from tuireader.names.profile import Profile, Seen, Stated, periods, profile_of_person
from tuireader.names.quotes import find_quotes, find_reported
from tuireader.names.same import Perhaps, perhaps_same, person_key
from tuireader.names.values import Mention, Person

_NEWEST, _OLDEST = 400, 100
"""So many articles are read for titles, of each end."""
_BEARERS = 200
"""So many articles, the newest, are read for who bears a name alone."""
_TITLES = 8
"""So many titles are told with the passage that states them."""
_REACH = 160
"""Characters before and behind a name in which its title stands."""
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
    is_name_alone: bool = False
    """Whether it is a name alone, perhaps of several people."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody whom one article calls by a name alone."""

    key: str
    uid: str
    headline: str
    date: str | None
    title: str | None
    country: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A person or country across the library; each list most frequent first.

    Of a name alone that several articles have: what is counted of the name, without titles, countries and
    companions, which are the bearers'.
    """

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

    bearers: tuple[Bearer, ...] = ()
    """Of a name alone who has it in each article, newest first, as far as they were read."""

    @property
    def is_name_alone(self) -> bool:
        """Whether it is of a name that several articles have alone, and of no one person."""
        return bool(self.bearers) and not self.is_of_one_article

    @property
    def is_of_one_article(self) -> bool:
        """Whether it is of the one bearer of a name alone in one article."""
        return bool(article_of(self.key))


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


@dataclass(frozen=True, slots=True)
class _Meant:
    """The rows that a person's key stands for."""

    key: str
    name: str
    entities: tuple[int, ...]
    articles: int
    mentions: int
    is_name_alone: bool
    uid: str = ""
    """The only article that is meant, where the name is one alone."""


def person_card(db: sqlite3.Connection, key: str) -> Card | None:
    """The card of the person of this key; None when there is none.

    The key may be that of somebody in one article (`alone.key_in`): who is one person across articles has the
    same card in each of them.
    """
    meant = _meant(db, key)
    if meant is None:
        return None
    if meant.uid:
        return _card_in(db, meant)
    profile = Profile((), (), ()) if meant.is_name_alone else _profile(db, meant)
    codes = [] if meant.is_name_alone else _counted(db, meant.entities, "country")
    return Card(
        key=meant.key,
        name=meant.name,
        articles=meant.articles,
        mentions=meant.mentions,
        forms=tuple(_counted(db, meant.entities, "form")),
        titles=profile.titles,
        countries=tuple((code, display_name(code), count) for code, count in codes),
        people=() if meant.is_name_alone else _beside(db, meant.entities, "person"),
        periods=_periods(db, meant.entities),
        bearers=tuple(_bearers(db, meant, _BEARERS)) if meant.is_name_alone else (),
    )


def _card_in(db: sqlite3.Connection, meant: _Meant) -> Card | None:
    """The card of whoever bears a name alone in one article."""
    bearer = next(_bearers(db, meant, 1), None)
    if bearer is None:
        return None
    (seen,) = _seen(dict(_packed(db, meant, 1)))
    profile = profile_of_person(base_of(meant.key), [seen])
    return Card(
        key=meant.key,
        name=meant.name,
        articles=1,
        mentions=len(bearer.mentions),
        forms=profile.forms,
        titles=profile.titles,
        countries=tuple((code, display_name(code), count) for code, count in profile.countries),
        people=(),
        periods=(),
        bearers=(bearer,),
    )


def country_card(db: sqlite3.Connection, code: str) -> Card | None:
    """The card of a country, of the articles that name it; None when none does."""
    entity = _entity(db, "country", code.upper())
    if entity is None:
        return None
    name, articles, mentions = _row(db, entity)
    own = (entity,)
    return Card(
        key=code.upper(),
        name=name,
        articles=articles,
        mentions=mentions,
        forms=tuple(_counted(db, own, "form")),
        titles=(),
        countries=tuple((beside.key, beside.name, beside.articles) for beside in _beside(db, own, "country")),
        people=_beside(db, own, "person"),
        periods=_periods(db, own),
    )


def said_by(db: sqlite3.Connection, key: str, newest: int) -> list[Said]:
    """What the person of this key says in the newest articles that name them, newest first; quotes before
    what is reported of the same article. Nothing for a name alone, which is several people's.

    Quotes are found now, some milliseconds an article.

    Args:
        db: the library.
        key: the person's key.
        newest: how many articles to look through.
    """
    meant = _meant(db, key)
    if meant is None or (meant.is_name_alone and not meant.uid):
        return []
    found: list[Said] = []
    for uid, packed in _packed(db, meant, newest):
        article, names = unpack(packed, None, uid=uid, path="")
        speakers = {person.name for person in names.people if person_key(person.name) == base_of(key)}
        found += [
            Said(uid, article.headline, article.date, quote.text, quote.mention, quote.kind)
            for quote in (*find_quotes(article, names.people), *find_reported(article, names.people))
            if quote.speaker in speakers
        ]
    return found


def perhaps_the_same(db: sqlite3.Connection, key: str) -> list[tuple[PersonEntry, Perhaps]]:
    """Who else in the library may be the person of this key, surest first; nobody is merged by it.

    For whoever bears a name alone in one article, the last is the name in all the others.
    """
    meant = _meant(db, key)
    if meant is None:
        return []
    own = _places(meant.entities)
    sql = (
        "SELECT DISTINCT other.entity FROM name_word AS own JOIN name_word AS other USING (word) "
        f"JOIN entity ON entity.entity = other.entity WHERE own.entity IN ({own}) "
        f"AND other.entity NOT IN ({own}) ORDER BY entity.mentions DESC LIMIT ?"
    )
    numbers = [number for (number,) in db.execute(sql, (*meant.entities, *meant.entities, _NAMESAKES))]
    by_name: dict[str, list[PersonEntry]] = {}
    for entry in entities.person_entries(db, entities.once_each(db, numbers)):
        by_name.setdefault(entry.name, []).append(entry)
    likely = perhaps_same(meant.name, by_name)
    found = [(entry, perhaps) for perhaps in likely for entry in by_name[perhaps.name]]
    namesakes = [(entry, Perhaps(meant.name, "same name")) for entry in by_name.get(meant.name, ())]
    elsewhere = entities.person_entries(db, meant.entities[:1]) if meant.uid else []
    return [*namesakes, *found, *((entry, Perhaps(meant.name, "name alone")) for entry in elsewhere)]


def _meant(db: sqlite3.Connection, key: str) -> _Meant | None:
    """The rows of a person's key, in all articles or in one; None where there are none."""
    uid = article_of(key)
    entity = _entity_in(db, base_of(key), uid) if uid else _entity(db, "person", key) or _row_of(db, key)
    if entity is None:
        return None
    own, name, articles, mentions = db.execute(
        "SELECT key, name, articles, mentions FROM entity WHERE entity = ?", (entity,)
    ).fetchone()
    alone = name_alone(db, own, name)
    if alone is None:
        return _Meant(own, name, (entity,), articles, mentions, False)
    where = key_in(own, uid) if uid else alone.key
    return _Meant(where, name, alone.entities, alone.articles, alone.mentions, True, uid)


def _bearers(db: sqlite3.Connection, meant: _Meant, limit: int) -> Iterator[Bearer]:
    """Who bears a name alone in each of the newest articles that have it."""
    base = base_of(meant.key)
    for uid, packed in _packed(db, meant, limit):
        article, names = unpack(packed, None, uid=uid, path="")
        people = [person for person in names.people if person_key(person.name) == base]
        if people:
            yield _bearer(base, uid, article.headline, article.date, people[0])


def _bearer(base: str, uid: str, headline: str, date: str | None, person: Person) -> Bearer:
    return Bearer(key_in(base, uid), uid, headline, date, person.title, person.country, person.mentions)


def _entity(db: sqlite3.Connection, kind: str, key: str) -> int | None:
    row = db.execute("SELECT entity FROM entity WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    return int(row[0]) if row else None


def _entity_in(db: sqlite3.Connection, base: str, uid: str) -> int | None:
    """Who has this key in one article, namesakes told apart."""
    sql = (
        "SELECT entity FROM article JOIN appearance USING (doc) JOIN entity USING (entity) "
        "WHERE uid = ?2 AND kind = 'person' AND (key = ?1 OR key >= ?1 || '@' AND key < ?1 || 'A')"
    )
    row = db.execute(sql, (base, uid)).fetchone()
    return int(row[0]) if row else None


def _row_of(db: sqlite3.Connection, key: str) -> int | None:
    """One of the rows of a name alone, all of which were kept apart by countries."""
    sql = (
        "SELECT entity, key, name FROM entity WHERE kind = 'person' "
        "AND key >= ?1 || '@' AND key < ?1 || 'A' LIMIT 1"
    )
    row = db.execute(sql, (key,)).fetchone()
    return int(row[0]) if row and name_alone(db, row[1], row[2]) is not None else None


def _row(db: sqlite3.Connection, entity: int) -> tuple[str, int, int]:
    name, articles, mentions = db.execute(
        "SELECT name, articles, mentions FROM entity WHERE entity = ?", (entity,)
    ).fetchone()
    return str(name), int(articles), int(mentions)


def _places(entities: Sequence[int]) -> str:
    return ",".join("?" * len(entities))


def _counted(db: sqlite3.Connection, entities: Sequence[int], kind: str) -> list[tuple[str, int]]:
    sql = (
        f"SELECT text, sum(count) FROM attribute WHERE entity IN ({_places(entities)}) AND kind = ? "
        "GROUP BY text ORDER BY sum(count) DESC, length(text) DESC, text LIMIT ?"
    )
    return [(str(text), int(count)) for text, count in db.execute(sql, (*entities, kind, _FORMS))]


def _beside(db: sqlite3.Connection, entities: Sequence[int], kind: str) -> tuple[Beside, ...]:
    sql = (
        "SELECT entity.key, entity.name, count(*) FROM appearance AS own "
        "JOIN appearance AS other USING (doc) JOIN entity ON entity.entity = other.entity "
        f"WHERE own.entity IN ({_places(entities)}) AND other.entity NOT IN ({_places(entities)}) "
        "AND entity.kind = ? GROUP BY other.entity "
        "ORDER BY count(*) DESC, entity.mentions DESC, entity.key LIMIT ?"
    )
    found: dict[str, Beside] = {}
    # Some may be rows of one name.
    for key, name, count in db.execute(sql, (*entities, *entities, kind, 2 * _BESIDE)).fetchall():
        alone = name_alone(db, key, name) if kind == "person" else None
        if alone is None:
            found[key] = Beside(key, name, count)
        elif alone.key not in found:
            found[alone.key] = Beside(alone.key, name, _together(db, entities, alone.entities), True)
    return tuple(list(found.values())[:_BESIDE])


def _together(db: sqlite3.Connection, ones: Sequence[int], others: Sequence[int]) -> int:
    """How many articles have some of the ones and some of the others."""
    sql = (
        "SELECT count(DISTINCT doc) FROM appearance AS own JOIN appearance AS other USING (doc) "
        f"WHERE own.entity IN ({_places(ones)}) AND other.entity IN ({_places(others)})"
    )
    return int(db.execute(sql, (*ones, *others)).fetchone()[0])


def _periods(db: sqlite3.Connection, entities: Sequence[int]) -> tuple[tuple[str, int], ...]:
    sql = (
        "SELECT substr(day, 1, 7), count(*) FROM appearance JOIN article USING (doc) "
        f"WHERE entity IN ({_places(entities)}) AND day <> '' GROUP BY 1"
    )
    return periods(db.execute(sql, entities))


def _profile(db: sqlite3.Connection, meant: _Meant) -> Profile:
    read = dict(_packed(db, meant, _NEWEST)) | dict(_packed(db, meant, _OLDEST, oldest=True))
    profile = profile_of_person(base_of(meant.key), _seen(read))
    titles = [_placed(stated, read[stated.uid], meant) for stated in profile.titles[:_TITLES]]
    return replace(profile, titles=(*titles, *profile.titles[_TITLES:]))


def _placed(stated: Stated, packed: bytes, meant: _Meant) -> Stated:
    """The title with the mention it stands at in its article, else with the first."""
    article, names = unpack(packed, None, uid=stated.uid, path="")
    mentions = [
        m for person in names.people if person_key(person.name) == base_of(meant.key) for m in person.mentions
    ]
    parts = stated.text.split("; ")

    def is_at(mention: Mention) -> bool:
        text = article.blocks[mention.block].text
        around = text[max(0, mention.start - _REACH) : mention.end + _REACH]
        return any(part in around for part in parts)

    return replace(stated, mention=next(filter(is_at, mentions), next(iter(mentions), None)))


def _seen(read: dict[str, bytes]) -> Iterator[Seen]:
    for uid, packed in read.items():
        article, names = unpack(packed, None, uid=uid, path="", whole=False)
        yield Seen(article.date, names, uid)


def _packed(
    db: sqlite3.Connection, meant: _Meant, limit: int, *, oldest: bool = False
) -> Sequence[tuple[str, bytes]]:
    """Ids and packed texts of the articles that name somebody, newest first."""
    sql = (
        "SELECT uid, packed FROM appearance JOIN article USING (doc) JOIN body USING (doc) "
        f"WHERE entity IN ({_places(meant.entities)}) AND ? IN ('', uid) "
        f"ORDER BY article.id {'ASC' if oldest else 'DESC'} LIMIT ?"
    )
    return db.execute(sql, (*meant.entities, meant.uid, limit)).fetchall()
