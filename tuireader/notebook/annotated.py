"""The articles that something was made on: what they are called, and how they read then."""

import sqlite3
import zlib
from dataclasses import dataclass

from tuireader.notebook.columns import (
    checksum,
    decoded,
    encoded,
    from_column,
    into_column,
    joined_surrogates,
    optional_from_column,
    optional_into_column,
)
from tuireader.notebook.values import ArticleRef

UNKNOWN = "(an article that is no longer known)"
"""The headline of one of which only its id is left."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article as the notebook remembers it, whether or not its file still exists."""

    uid: str
    path: str
    headline: str
    date: str | None
    source: str | None


def remember_article(connection: sqlite3.Connection, ref: ArticleRef, moment: str) -> None:
    """Note what the article is called now; the first to be seen stays its `first_seen`."""
    connection.execute(
        """INSERT INTO article(uid, path, headline, date, source, raw_hash, first_seen)
        VALUES(?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET path = excluded.path, headline = excluded.headline,
            date = excluded.date, source = excluded.source, raw_hash = excluded.raw_hash""",
        (
            ref.uid,
            into_column(ref.path),
            into_column(ref.headline),
            optional_into_column(ref.date),
            optional_into_column(ref.source),
            into_column(ref.raw_hash),
            moment,
        ),
    )


def paths(connection: sqlite3.Connection) -> dict[str, str]:
    """uid -> path of every article that something was made on, as it was last seen."""
    return {
        uid: from_column(path) for uid, path in connection.execute("SELECT uid, path FROM article").fetchall()
    }


def put_path(connection: sqlite3.Connection, uid: str, path: str) -> None:
    """Note that an article has moved."""
    connection.execute("UPDATE article SET path = ? WHERE uid = ?", (into_column(path), uid))


@dataclass(frozen=True, slots=True)
class PackedText:
    """A text ready to be kept; packing needs no transaction, and of many texts it takes a while."""

    text_hash: str
    packed: bytes

    @classmethod
    def of(cls, text: str) -> "PackedText":
        """Pack a text."""
        text = joined_surrogates(text)
        return cls(checksum(text), zlib.compress(encoded(text), 6))


def keep_snapshot(connection: sqlite3.Connection, uid: str, text: str | PackedText, moment: str) -> str:
    """Keep the text of an article, once; returns its hash."""
    packed = PackedText.of(text) if isinstance(text, str) else text
    connection.execute(
        "INSERT OR IGNORE INTO snapshot(hash, uid, packed, taken) VALUES(?, ?, ?, ?)",
        (packed.text_hash, uid, packed.packed, moment),
    )
    return packed.text_hash


def snapshot_text(connection: sqlite3.Connection, text_hash: str | None) -> str | None:
    """The text that was kept under a hash; None when there is none or the disk has spoilt it."""
    row = connection.execute("SELECT packed FROM snapshot WHERE hash = ?", (text_hash,)).fetchone()
    return None if row is None else unpacked(row[0], text_hash)


def unpacked(packed: object, text_hash: str | None) -> str | None:
    """A snapshot's text, if it still is the one that its hash was made from."""
    if not isinstance(packed, bytes):
        return None
    try:
        text = decoded(zlib.decompress(packed))
    except zlib.error:
        return None
    return text if checksum(text) == text_hash else None


def annotated(connection: sqlite3.Connection, uid: str) -> Annotated | None:
    """What is remembered of an article."""
    row = connection.execute(
        "SELECT uid, path, headline, date, source FROM article WHERE uid = ?", (uid,)
    ).fetchone()
    return None if row is None else annotated_from_row(row)


def annotated_from_row(row: tuple[object, ...]) -> Annotated:
    """The columns uid, path, headline, date, source."""
    uid, path, headline, date, source = row
    return Annotated(
        from_column(uid),
        from_column(path),
        from_column(headline),
        optional_from_column(date),
        optional_from_column(source),
    )
