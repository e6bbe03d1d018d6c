"""Putting articles into the tables and taking them out, inside a transaction of the caller.

Only plain inserts touch the full-text tables: an upsert or savepoint there makes SQLite flush a segment a
row.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from tuireader.articles.article import Article
from tuireader.library.indextext import IndexText, index_text, name_words
from tuireader.library.packing import pack, unpack
from tuireader.library.values import Reading
from tuireader.names.same import person_key
from tuireader.names.values import Names

_DAY_LENGTH = 10


def day_of(date: str | None) -> str:
    """What an article is ordered by: its date as far as the year is known, else nothing, which is oldest."""
    return date[:_DAY_LENGTH] if date and date[:4].isdigit() else ""


def add_article(db: sqlite3.Connection, reading: Reading, uid: str) -> int:
    """Store a new article as the newest; gives its lasting row number (`doc`)."""
    packed, original = pack(reading.article, reading.names)
    doc = db.execute("INSERT INTO body (packed, original) VALUES (?, ?)", (packed, original)).lastrowid
    if doc is None:  # pragma: no cover - an insert that succeeded has a row
        raise sqlite3.InternalError("no row for an inserted article")
    place = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM article").fetchone()[0])
    text = index_text(reading.article, reading.names, _add_names(db, doc, reading.names))
    _insert_row(db, place, doc, uid, reading, text)
    _insert_words(db, place, text)
    return doc


def replace_article(db: sqlite3.Connection, doc: int, reading: Reading) -> None:
    """Give an article its new text; it keeps its id and, until the next ordering, its place."""
    place, uid = db.execute("SELECT id, uid FROM article WHERE doc = ?", (doc,)).fetchone()
    _take_out(db, doc, place)
    packed, original = pack(reading.article, reading.names)
    db.execute("INSERT INTO body (doc, packed, original) VALUES (?, ?, ?)", (doc, packed, original))
    text = index_text(reading.article, reading.names, _add_names(db, doc, reading.names))
    _insert_row(db, place, doc, uid, reading, text)
    _insert_words(db, place, text)


def remove_article(db: sqlite3.Connection, doc: int) -> None:
    """Take an article out; its place stays empty until the next ordering."""
    row = db.execute("SELECT id FROM article WHERE doc = ?", (doc,)).fetchone()
    if row is not None:
        _take_out(db, doc, row[0])


def is_ordered(db: sqlite3.Connection) -> bool:
    """Whether ids are dense and follow the dates."""
    count, last = db.execute("SELECT count(*), coalesce(max(id), 0) FROM article").fetchone()
    if count != last:
        return False
    inversions = """
        SELECT 1 FROM article AS one JOIN article AS next ON next.id = one.id + 1
        WHERE next.day < one.day LIMIT 1
    """
    return db.execute(inversions).fetchone() is None


def order_articles(db: sqlite3.Connection) -> None:
    """Number all articles anew by date and fill the full-text tables in that order.

    Costs about 0.2 ms an article, so a scan calls it when its work has doubled and at its end, not at
    each batch.
    """
    db.execute("DROP TABLE IF EXISTS temp.placing")
    db.execute(
        "CREATE TEMP TABLE placing AS "
        "SELECT doc, row_number() OVER (ORDER BY day, path DESC, doc) AS place FROM article"
    )
    db.execute("CREATE UNIQUE INDEX temp.placing_doc ON placing (doc)")
    db.execute("UPDATE article SET id = -(SELECT place FROM temp.placing WHERE placing.doc = article.doc)")
    db.execute("UPDATE article SET id = -id")
    db.execute("DROP TABLE temp.placing")
    db.execute("INSERT INTO heads(heads) VALUES ('delete-all')")
    db.execute("INSERT INTO alltext(alltext) VALUES ('delete-all')")
    for place, text in _index_texts(db):
        _insert_words(db, place, text)


def refresh_vocabulary(db: sqlite3.Connection) -> None:
    """Write down which words occur, in how many articles, and the starts and ends that find typos."""
    db.execute("DELETE FROM vocab")
    db.execute("""
        INSERT INTO vocab
        SELECT term, doc, coalesce(heads, 0), coalesce(names, 0) FROM alltext_words LEFT JOIN (
            SELECT term, max(doc) AS heads,
                   max(CASE WHEN col IN ('people', 'countries') THEN doc ELSE 0 END) AS names
            FROM heads_words GROUP BY term
        ) USING (term)
        WHERE substr(term, 1, 1) <> char(0xE000)
    """)
    # In a large library a word of one body text is mostly a typo itself, and not worth being offered.
    least = 1 if db.execute("SELECT count(*) FROM article").fetchone()[0] < 5000 else 2
    terms = [
        term
        for (term,) in db.execute(
            "SELECT term FROM vocab WHERE (articles >= ? OR heads > 0) AND length(term) >= 4", (least,)
        )
        if term.isalpha()
    ]
    db.execute("DELETE FROM pfx")
    db.execute("DELETE FROM pfxr")
    for length in range(3, 12):
        starts = sorted({term[:length] for term in terms if len(term) >= length})
        db.executemany("INSERT INTO pfx VALUES (?, ?)", ((length, start) for start in starts))
        ends = sorted(start[::-1] for start in starts)
        db.executemany("INSERT INTO pfxr VALUES (?, ?)", ((length, end) for end in ends))


def refresh_entities(db: sqlite3.Connection, entities: Iterable[int]) -> None:
    """Count changed people and countries again, name each by its most used full name, drop the unused."""
    for entity in sorted(set(entities)):
        articles, mentions = db.execute(
            "SELECT count(*), coalesce(sum(mentions), 0) FROM appearance WHERE entity = ?", (entity,)
        ).fetchone()
        if not articles:
            for table in ("entity", "attribute", "name_word"):
                db.execute(f"DELETE FROM {table} WHERE entity = ?", (entity,))
            continue
        name = db.execute(
            "SELECT text FROM attribute WHERE entity = ? AND kind = 'name' "
            "ORDER BY count DESC, length(text) DESC, text LIMIT 1",
            (entity,),
        ).fetchone()[0]
        db.execute(
            "UPDATE entity SET articles = ?, mentions = ?, name = ? WHERE entity = ?",
            (articles, mentions, name, entity),
        )


def entities_of(db: sqlite3.Connection, doc: int) -> set[int]:
    """The people and countries of an article."""
    return {entity for (entity,) in db.execute("SELECT entity FROM appearance WHERE doc = ?", (doc,))}


def _index_texts(db: sqlite3.Connection) -> Iterator[tuple[int, IndexText]]:
    rows = db.execute("SELECT id, doc, uid, path, packed FROM article JOIN body USING (doc) ORDER BY id")
    for place, doc, uid, path, packed in rows:
        article, names = unpack(packed, None, uid=uid, path=path)
        yield place, index_text(article, names, _people_of(db, doc))


def _people_of(db: sqlite3.Connection, doc: int) -> list[int]:
    sql = "SELECT entity FROM appearance JOIN entity USING (entity) WHERE doc = ? AND kind = 'person'"
    return [entity for (entity,) in db.execute(sql, (doc,))]


def _take_out(db: sqlite3.Connection, doc: int, place: int) -> None:
    uid, path, packed = db.execute(
        "SELECT uid, path, packed FROM article JOIN body USING (doc) WHERE doc = ?", (doc,)
    ).fetchone()
    article, names = unpack(packed, None, uid=uid, path=path)
    text = index_text(article, names, _people_of(db, doc))
    db.execute(
        "INSERT INTO heads(heads, rowid, headline, people, countries, place) "
        "VALUES ('delete', ?, ?, ?, ?, ?)",
        (place, text.headline, text.people, text.countries, text.place),
    )
    db.execute("INSERT INTO alltext(alltext, rowid, words) VALUES ('delete', ?, ?)", (place, text.everything))
    for entity, kind, attribute, count in _attributes(db, names):
        db.execute(
            "UPDATE attribute SET count = count - ? WHERE entity = ? AND kind = ? AND text = ?",
            (count, entity, kind, attribute),
        )
        db.execute(
            "DELETE FROM attribute WHERE entity = ? AND kind = ? AND text = ? AND count <= 0",
            (entity, kind, attribute),
        )
    db.execute("DELETE FROM appearance WHERE doc = ?", (doc,))
    db.execute("DELETE FROM article WHERE doc = ?", (doc,))
    db.execute("DELETE FROM body WHERE doc = ?", (doc,))


def _insert_row(
    db: sqlite3.Connection, place: int, doc: int, uid: str, reading: Reading, text: IndexText
) -> None:
    article: Article = reading.article
    db.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            place,
            doc,
            uid,
            reading.fold_hash,
            day_of(article.date),
            article.headline,
            article.headline_from,
            article.date,
            article.source,
            article.place,
            article.words,
            article.path,
            text.lead,
        ),
    )


def _insert_words(db: sqlite3.Connection, place: int, text: IndexText) -> None:
    db.execute(
        "INSERT INTO heads(rowid, headline, people, countries, place) VALUES (?, ?, ?, ?, ?)",
        (place, text.headline, text.people, text.countries, text.place),
    )
    db.execute("INSERT INTO alltext(rowid, words) VALUES (?, ?)", (place, text.everything))


def _add_names(db: sqlite3.Connection, doc: int, names: Names) -> list[int]:
    """Note who and what appears; gives the entities of the people."""
    people: list[int] = []
    mentions: Counter[int] = Counter()
    for person in names.people:
        entity = _entity(db, "person", person_key(person.name), person.name)
        people.append(entity)
        mentions[entity] += len(person.mentions)
        words = {word for form in (person.name, *person.forms) for word in name_words(form)}
        db.executemany("INSERT OR IGNORE INTO name_word VALUES (?, ?)", ((word, entity) for word in words))
    for country in names.countries:
        kind = "weak" if country.evidence == "weak" else "country"
        mentions[_entity(db, kind, country.code, country.name)] += len(country.mentions)
    for entity, kind, text, count in _attributes(db, names):
        db.execute(
            "INSERT INTO attribute VALUES (?, ?, ?, ?) "
            "ON CONFLICT (entity, kind, text) DO UPDATE SET count = count + excluded.count",
            (entity, kind, text, count),
        )
    rows = ((entity, doc, count) for entity, count in mentions.items())
    db.executemany("INSERT INTO appearance VALUES (?, ?, ?)", rows)
    return sorted(set(people))


def _attributes(db: sqlite3.Connection, names: Names) -> list[tuple[int, str, str, int]]:
    """Entity, kind, text and count of all that an article says of its people and countries."""
    found: Counter[tuple[int, str, str]] = Counter()
    for person in names.people:
        entity = _entity(db, "person", person_key(person.name), person.name)
        found[entity, "name", person.name] += 1
        for form in person.forms:
            found[entity, "form", form] += 1
        if person.title:
            found[entity, "title", person.title] += 1
        if person.country:
            found[entity, "country", person.country] += 1
    for country in names.countries:
        kind = "weak" if country.evidence == "weak" else "country"
        entity = _entity(db, kind, country.code, country.name)
        found[entity, "name", country.name] += 1
        for form in country.forms:
            found[entity, "form", form] += 1
    return [(entity, kind, text, count) for (entity, kind, text), count in found.items()]


def _entity(db: sqlite3.Connection, kind: str, key: str, name: str) -> int:
    row = db.execute("SELECT entity FROM entity WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    if row is None:
        sql = "INSERT INTO entity (kind, key, name, articles, mentions) VALUES (?, ?, ?, 0, 0)"
        return int(db.execute(sql, (kind, key, name)).lastrowid or 0)
    return int(row[0])
