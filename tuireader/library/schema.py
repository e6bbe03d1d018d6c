"""The tables of `library.db`.

Articles carry dense ids in date order, so that "newest first" is the order of rowids and a full-text match
streams its newest hits without sorting. Two full-text tables hold text that was folded before it came in:
`heads` (headline, people, countries, place: what an article is about, a column each) and `alltext` (the whole
of it, no positions). Neither keeps the text; the compressed original in `body` does.
"""

import sqlite3
import time

APPLICATION_ID = 0x74756972
"""`tuir`, in the file header: tells our file from any other SQLite file."""

VERSION = 12
"""Of tables, folding and naming rules together; another number means: build anew."""

# Words come in folded, one token each: the tokenizer need only part them at spaces. To `ascii`, the quickest,
# all characters beyond ASCII are letters, the private ones too that mark the terms of people and countries.
_TOKENIZE = "tokenize='ascii'"

_TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE source (
    name TEXT PRIMARY KEY, path TEXT NOT NULL, place INTEGER NOT NULL, last_scan TEXT,
    ignored INTEGER NOT NULL, manner TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE file (
    source TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    raw_hash TEXT, doc INTEGER, reason TEXT, container TEXT, pieces INTEGER,
    complete INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE TABLE textless (
    source TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE INDEX file_container ON file (container, source) WHERE container IS NOT NULL;
CREATE INDEX file_doc ON file (doc);
CREATE INDEX file_path ON file (path);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, doc INTEGER NOT NULL UNIQUE, uid TEXT NOT NULL UNIQUE, fold_hash TEXT NOT NULL,
    day TEXT NOT NULL, headline TEXT NOT NULL, headline_from TEXT NOT NULL, date TEXT, source TEXT,
    byline TEXT, place TEXT, words INTEGER NOT NULL, path TEXT NOT NULL, lead TEXT NOT NULL
);
CREATE INDEX article_fold ON article (fold_hash);
CREATE INDEX article_path ON article (path);
CREATE INDEX article_day ON article (day);
CREATE INDEX article_source ON article (source);
CREATE INDEX article_byline ON article (byline);
CREATE TABLE body (doc INTEGER PRIMARY KEY, packed BLOB NOT NULL, original BLOB NOT NULL);
CREATE TABLE entity (
    entity INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
    articles INTEGER NOT NULL, mentions INTEGER NOT NULL, UNIQUE (kind, key)
);
CREATE INDEX entity_rank ON entity (kind, mentions DESC);
CREATE TABLE attribute (
    entity INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (entity, kind, text)
) WITHOUT ROWID;
CREATE TABLE appearance (
    entity INTEGER NOT NULL, doc INTEGER NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (entity, doc)
) WITHOUT ROWID;
CREATE INDEX appearance_doc ON appearance (doc);
CREATE TABLE name_word (
    word TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (word, entity)
) WITHOUT ROWID;
CREATE TABLE vocab (
    term TEXT PRIMARY KEY, articles INTEGER NOT NULL, heads INTEGER NOT NULL, names INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE pfx (length INTEGER NOT NULL, start TEXT NOT NULL, PRIMARY KEY (length, start)) WITHOUT ROWID;
CREATE TABLE pfxr (
    length INTEGER NOT NULL, reversed TEXT NOT NULL, PRIMARY KEY (length, reversed)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE heads USING fts5 (
    headline, people, countries, place, content='', columnsize=0, detail=column, prefix='1 2 3', {_TOKENIZE}
);
CREATE VIRTUAL TABLE alltext USING fts5 (
    words, content='', columnsize=0, detail=none, prefix='1 2 3', {_TOKENIZE}
);
CREATE VIRTUAL TABLE heads_words USING fts5vocab('heads', 'col');
CREATE VIRTUAL TABLE alltext_words USING fts5vocab('alltext', 'row');
"""

_STATEMENTS = tuple(part.strip() for part in _TABLES.split(";\n") if part.strip())
"""As SQLite keeps them in `sqlite_master`, to the letter."""


_SEGMENTS = 500
"""So many on one level are merged at once."""


class Unsound(sqlite3.DatabaseError):
    """What stands in the file is not what we wrote."""


def is_current(db: sqlite3.Connection) -> bool:
    """Whether the file is a library of this version.

    Raises:
        sqlite3.DatabaseError: it is no database, or a damaged one.
    """
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if (application, version) != (APPLICATION_ID, VERSION):
        return False
    there = {sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if not there.issuperset(_STATEMENTS):
        raise Unsound("a table or index is missing or not as it was made")
    if db.execute("SELECT typeof(value) FROM meta WHERE key = 'generation'").fetchone() != ("integer",):
        raise Unsound("the generation is lost")
    db.execute("SELECT id FROM article ORDER BY id DESC LIMIT 1").fetchone()
    db.execute("SELECT rowid FROM heads WHERE heads MATCH '\"a\"' LIMIT 1").fetchone()
    db.execute("SELECT rowid FROM alltext WHERE alltext MATCH '\"a\"' LIMIT 1").fetchone()
    return True


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to the file."""
    return bool(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)


def create(db: sqlite3.Connection) -> None:
    """Make all tables in an empty file, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        if is_empty(db):  # another process may have been faster
            for statement in _STATEMENTS:
                db.execute(statement)
            # Merging happens when we say so: an automatic merge would stall one unlucky commit for seconds.
            for table in ("heads", "alltext"):
                db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('automerge', 0)")
            bound_segments(db)
            # Starts at the clock, so that it also grows when a library was thrown away and built anew.
            db.execute("INSERT INTO meta VALUES ('generation', ?)", (time.time_ns() // 1000,))
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite rolls back by itself where the disk is full
            db.execute("ROLLBACK")
        raise


def bound_segments(db: sqlite3.Connection) -> None:
    """Have the full-text tables never consist of as many segments as SQLite refuses to write (2,000).

    One is written each time that words go to a place before the last, as corrections in many articles do.
    """
    for table in ("heads", "alltext"):
        db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('crisismerge', ?)", (_SEGMENTS,))


def require_sound(db: sqlite3.Connection) -> None:
    """Look through the whole file for damage: seconds for a hundred thousand articles.

    Raises:
        sqlite3.DatabaseError: the file is damaged; `Unsound` where SQLite itself does not refuse it.
    """
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise Unsound(str(found))
    if not is_current(db):
        raise Unsound("the version is lost")
    has_articles = db.execute("SELECT 1 FROM article LIMIT 1").fetchone()
    for table in ("heads", "alltext"):
        db.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
        if has_articles and db.execute(f"SELECT 1 FROM {table}_words LIMIT 1").fetchone() is None:
            raise Unsound(f"{table} holds no word")
