"""People and countries across articles."""

import contextlib
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from tuireader.library import terms
from tuireader.library.alone import NameAlone, base_of, name_alone
from tuireader.library.many import rows_of
from tuireader.library.values import CountryEntry, NamedPerson, PersonEntry
from tuireader.names.alone import is_name_alone
from tuireader.names.country_lookup import countries_like, country_named
from tuireader.names.variants import spelt_alike
from tuireader.text.fold import words

How = Literal["exact", "prefix", "fuzzy"]

_WORDS_A_WORD = 200
"""So many words may stand in for one that was typed."""
_PEOPLE = 500
_FORMS = 40
_MANY, _FEW, _STEPS = 400, 16, 1000
"""Of so many people, so few are found at the head of all: within so many steps, or they are all ranked."""


def allowed_edits(word: str) -> int:
    """How many typos a word may have: none up to three letters, one up to six, else two."""
    return 0 if len(word) <= 3 or word.isdigit() else 1 if len(word) <= 6 else 2


def people_named(
    db: sqlite3.Connection,
    asked: Sequence[str],
    how: How,
    limit: int = _PEOPLE,
    whole: Collection[str] = (),
) -> list[NamedPerson]:
    """People whose forms hold all of these folded words, in any order, most mentioned first.

    Args:
        how: `exact`: whole words; `prefix`: also their starts; `fuzzy`: also misspelt.
        limit: at most so many.
        whole: words among them that are to be met exactly all the same.
    """
    return people_numbered(db, _named(db, asked, how, whole), limit)


def people_numbered(db: sqlite3.Connection, entities: Collection[int], limit: int) -> list[NamedPerson]:
    """The most mentioned of these people, at most `limit`."""
    found = _ranked(db, entities, limit)
    forms = _attributes(db, [entity for entity, _, _ in found], "form")
    return [
        NamedPerson(entity, name, articles, tuple(dict.fromkeys((name, *forms[entity]))))
        for entity, name, articles in found
    ]


def numbers_named(
    db: sqlite3.Connection, asked: Sequence[str], how: How, limit: int, whole: Collection[str] = ()
) -> list[int]:
    """The entity numbers alone of what `people_named` gives: for full-text terms."""
    found = _named(db, asked, how, whole)
    return sorted(found) if len(found) <= limit else [number for number, _, _ in _ranked(db, found, limit)]


def numbers_called(db: sqlite3.Connection, asked: Sequence[str], apart: str | None = None) -> list[int]:
    """The entity numbers of the people whose name is just these folded words, in this order.

    Args:
        apart: what stands behind the `@` of the one key that is meant; all namesakes without.
    """
    found = _entity_rows(db, sorted(_named(db, asked, "exact", ())))
    return [
        entity
        for entity, key, name, _, _ in found
        if words(name) == list(asked) and apart in (None, key.partition("@")[2])
    ]


def people(db: sqlite3.Connection, name: str | None, limit: int | None) -> list[PersonEntry]:
    """Who is in the library, most mentioned first; with a name, whoever it could mean, nearest first."""
    if name is None:
        sql = (
            "SELECT entity FROM entity WHERE kind = 'person' "
            "ORDER BY mentions DESC, articles DESC, name LIMIT ?"
        )
        # Some may be rows of one name.
        most = [entity for (entity,) in db.execute(sql, (-1 if limit is None else 2 * limit,))]
        entries = person_entries(db, once_each(db, most)[:limit])
        entries.sort(key=lambda entry: (-entry.mentions, -entry.articles, entry.name))
        return entries
    ways: tuple[How, ...] = ("exact", "prefix", "fuzzy")
    found = (person.entity for how in ways for person in people_named(db, words(name), how))
    return person_entries(db, once_each(db, list(dict.fromkeys(found)))[:limit])


def people_in(db: sqlite3.Connection, uid: str) -> list[PersonEntry]:
    """The people of an article as the library has them."""
    sql = (
        "SELECT entity FROM article JOIN appearance USING (doc) JOIN entity USING (entity) "
        "WHERE uid = ? AND kind = 'person'"
    )
    return person_entries(db, [entity for (entity,) in db.execute(sql, (uid,))])


def person_entries(db: sqlite3.Connection, entities: Sequence[int]) -> list[PersonEntry]:
    """These people with all that is said of them, in the order given; a name alone for each row of it."""
    rows = {row[0]: row for row in _entity_rows(db, entities)}
    alone = {entity: name_alone(db, row[1], row[2]) for entity, row in rows.items()}
    forms, titles, lands = (_attributes(db, entities, kind) for kind in ("form", "title", "country"))
    return [
        _name_entry(db, rows[entity][2], name)
        if (name := alone[entity]) is not None
        else PersonEntry(
            name=rows[entity][2],
            key=rows[entity][1],
            articles=rows[entity][3],
            mentions=rows[entity][4],
            forms=tuple(forms[entity]),
            titles=tuple(titles[entity]),
            countries=tuple(lands[entity]),
        )
        for entity in entities
        if entity in rows
    ]


def once_each(db: sqlite3.Connection, entities: Sequence[int]) -> list[int]:
    """The people without further rows of a name alone that was there before, in the order given."""
    rows = {entity: (key, name) for entity, key, name, _, _ in _entity_rows(db, entities)}
    found: dict[str, int] = {}
    for entity in entities:
        if entity in rows:
            key, name = rows[entity]
            found.setdefault(base_of(key) if is_name_alone(name) else key, entity)
    return list(found.values())


def _name_entry(db: sqlite3.Connection, called: str, name: NameAlone) -> PersonEntry:
    """A name alone with what is counted of it."""
    forms = _attributes(db, name.entities, "form")
    return PersonEntry(
        name=called,
        key=name.key,
        articles=name.articles,
        mentions=name.mentions,
        forms=tuple(dict.fromkeys(form for entity in name.entities for form in forms[entity])),
        titles=(),
        countries=(),
        is_name_alone=True,
    )


def countries(
    db: sqlite3.Connection, name: str | None, limit: int | None, *, weak: bool
) -> list[CountryEntry]:
    """Which countries are named, most mentioned first; weak evidence only when asked for."""
    kinds = ("country", "weak") if weak else ("country", "country")
    sql = (
        "SELECT entity, key, name, articles, mentions FROM entity WHERE kind IN (?, ?) "
        "ORDER BY mentions DESC, key"
    )
    wanted = None if name is None else codes_meant(name)
    merged: dict[str, list[tuple[int, str, str, int, int]]] = defaultdict(list)
    for row in db.execute(sql, kinds):
        if wanted is None or row[1] in wanted:
            merged[row[1]].append(row)
    forms = _attributes(db, [row[0] for group in merged.values() for row in group], "form")
    found = [
        CountryEntry(
            code=code,
            name=group[0][2],
            articles=sum(row[3] for row in group),  # an article names a country or hints at it, never both
            mentions=sum(row[4] for row in group),
            forms=tuple(dict.fromkeys(form for row in group for form in forms[row[0]])),
        )
        for code, group in merged.items()
    ]
    found.sort(key=lambda entry: (wanted.index(entry.code) if wanted else 0, -entry.mentions, entry.code))
    return found[:limit]


def codes_meant(name: str) -> list[str]:
    """Codes of the countries that these words could mean: the one they name, else those that are like it."""
    named = country_named(name)
    if named is not None:
        return [named.code]
    return list(dict.fromkeys(country.code for country, _ in countries_like(name)))


def country_counts(db: sqlite3.Connection, codes: Iterable[str]) -> dict[str, int]:
    """In how many articles each of these countries is named."""
    wanted = set(codes)
    rows = db.execute("SELECT key, articles FROM entity WHERE kind = 'country'")
    return {code: articles for code, articles in rows if code in wanted}


def country_entities(db: sqlite3.Connection, codes: Iterable[str]) -> dict[int, int]:
    """Row numbers of these countries and in how many articles each is, weak evidence left out."""
    sql = "SELECT entity, articles FROM entity WHERE kind = 'country' AND key IN "
    return dict(rows_of(db, sql, list(dict.fromkeys(codes))))


def articles_of(db: sqlite3.Connection, kinds: Sequence[str], key: str) -> "array[int]":
    """Ids of the articles with this person or country, newest first."""
    sql = (
        "SELECT DISTINCT article.id FROM entity JOIN appearance USING (entity) JOIN article USING (doc) "
        f"WHERE kind IN ({','.join('?' * len(kinds))}) AND key = ? ORDER BY article.id DESC"
    )
    return array("q", (i for (i,) in db.execute(sql, (*kinds, key))))


def appearances(db: sqlite3.Connection, entity: int) -> dict[int, int]:
    """All articles, by `doc`, that mention this person or country, and how often."""
    return dict(db.execute("SELECT doc, mentions FROM appearance WHERE entity = ?", (entity,)).fetchall())


def mentions(db: sqlite3.Connection, entity: int, docs: Sequence[int]) -> dict[int, int]:
    """How often those of the articles (by `doc`) mention this person or country that do."""
    return dict(
        rows_of(db, "SELECT doc, mentions FROM appearance WHERE entity = ? AND doc IN ", docs, entity)
    )


def _named(db: sqlite3.Connection, asked: Sequence[str], how: How, whole: Collection[str]) -> set[int]:
    """Entity numbers of the people whose forms hold all of the words."""
    groups: list[list[str]] = []
    for word in dict.fromkeys(asked):
        group = _standing_for(db, word, "exact" if word in whole else how)
        if not group:
            return set()
        groups.append(group)
    found: set[int] | None = None
    for group in sorted(groups, key=len):
        holding = {entity for (entity,) in rows_of(db, "SELECT entity FROM name_word WHERE word IN ", group)}
        found = holding if found is None else found & holding
        if not found:
            break
    return found or set()


def _ranked(db: sqlite3.Connection, entities: Collection[int], limit: int) -> list[tuple[int, str, int]]:
    """Number, name and articles of the most mentioned of these people."""
    if len(entities) > _MANY and limit <= _FEW:
        found = _foremost(db, entities, limit)
        if found is not None:
            return found
    sql = (
        "SELECT entity, name, articles FROM entity WHERE entity IN (SELECT value FROM json_each(?)) "
        "ORDER BY mentions DESC, articles DESC, entity LIMIT ?"
    )
    return db.execute(sql, (str(sorted(entities)), limit)).fetchall() if entities else []


def _foremost(
    db: sqlite3.Connection, entities: Collection[int], limit: int
) -> list[tuple[int, str, int]] | None:
    """`_ranked`, by going through all people from the most mentioned on; None where that leads too far."""
    sql = (
        "SELECT entity, name, articles, mentions FROM entity WHERE kind = 'person' "
        "ORDER BY mentions DESC LIMIT ?"
    )
    found: list[tuple[int, str, int, int]] = []
    with contextlib.closing(db.execute(sql, (_STEPS,))) as rows:
        for row in rows:
            if len(found) >= limit and row[3] < found[limit - 1][3]:
                found.sort(key=lambda one: (-one[3], -one[2], one[0]))
                return [one[:3] for one in found[:limit]]
            if row[0] in entities:
                found.append(row)
    return None


def _standing_for(db: sqlite3.Connection, word: str, how: How) -> list[str]:
    """Words of names that may be meant by the one typed."""
    found = [word] if db.execute("SELECT 1 FROM name_word WHERE word = ? LIMIT 1", (word,)).fetchone() else []
    others = spelt_alike(word)
    if others:
        sql = f"SELECT DISTINCT word FROM name_word WHERE word IN ({','.join('?' * len(others))})"
        found += [other for (other,) in db.execute(sql, others)]
    if how == "exact":
        return found
    sql = "SELECT DISTINCT word FROM name_word WHERE word > ? AND word < ? LIMIT ?"
    found += [other for (other,) in db.execute(sql, (word, word + terms.LAST, _WORDS_A_WORD))]
    edits = allowed_edits(word)
    if how == "fuzzy" and edits and not found:
        near = terms.similar(db, word, edits, unfinished=True, limit=_WORDS_A_WORD)
        found += [term.text for term, _ in near if term.names]
    return found


def _entity_rows(db: sqlite3.Connection, entities: Sequence[int]) -> list[tuple[int, str, str, int, int]]:
    sql = "SELECT entity, key, name, articles, mentions FROM entity WHERE entity IN "
    return list(rows_of(db, sql, entities))


def _attributes(db: sqlite3.Connection, entities: Sequence[int], kind: str) -> dict[int, list[str]]:
    """What is said of each entity, most often said first."""
    found: dict[int, list[str]] = defaultdict(list)
    sql = (
        "SELECT text FROM attribute WHERE entity = ? AND kind = ? "
        "ORDER BY count DESC, length(text) DESC, text LIMIT ?"
    )
    for entity in entities:
        found[entity] = [text for (text,) in db.execute(sql, (entity, kind, _FORMS))]
    return found
