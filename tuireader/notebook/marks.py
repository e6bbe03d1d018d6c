"""Bookmarks, tags and the read mark: one state for an article, whose last change is known.

What tags an article had before is kept (`past`); of the two others the version before is the other one.

Each kind has a `…_state` and a `put_…` that speak the same plain JSON values, so that undo can put back
any of them without knowing which.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from tuireader.notebook.annotated import annotated_from_row
from tuireader.notebook.columns import (
    from_column,
    instant_after,
    tags_from_column,
    tags_into_column,
    to_the_second,
)
from tuireader.notebook.past import keep_past
from tuireader.notebook.values import Bookmark


def bookmark_state(connection: sqlite3.Connection, uid: str) -> bool:
    """Whether the article is bookmarked."""
    row = connection.execute("SELECT kept FROM bookmark WHERE uid = ?", (uid,)).fetchone()
    return row is not None and bool(row[0])


def put_bookmark(connection: sqlite3.Connection, uid: str, kept: object, moment: str) -> None:
    """Set or take off the bookmark of an article that is remembered."""
    connection.execute(
        """INSERT INTO bookmark(uid, kept, created, changed) VALUES(?1, ?2, ?3, ?3)
        ON CONFLICT(uid) DO UPDATE SET
            created = CASE WHEN kept THEN created ELSE excluded.created END,
            kept = excluded.kept, changed = excluded.changed""",
        (uid, bool(kept), _after(connection, "bookmark", uid, moment)),
    )


def put_bookmark_back(connection: sqlite3.Connection, uid: str, kept: object, moment: str) -> None:
    """Set or take off a bookmark that was there before: it counts as made when it was."""
    made = connection.execute("SELECT created FROM bookmark WHERE uid = ?", (uid,)).fetchone()
    put_bookmark(connection, uid, kept, moment)
    if made is not None:
        connection.execute("UPDATE bookmark SET created = ? WHERE uid = ?", (made[0], uid))


def attach_snapshot(connection: sqlite3.Connection, uid: str, text_hash: str) -> None:
    """Say which text of the article was bookmarked."""
    connection.execute("UPDATE bookmark SET snapshot = ? WHERE uid = ?", (text_hash, uid))


def bookmarks(connection: sqlite3.Connection) -> list[Bookmark]:
    """Every bookmark, newest first."""
    rows = connection.execute(
        """SELECT article.uid, path, headline, date, source, bookmark.created, coalesce(tags, '[]')
        FROM bookmark JOIN article USING(uid) LEFT JOIN article_tags USING(uid)
        WHERE kept ORDER BY bookmark.created DESC, bookmark.rowid DESC"""
    ).fetchall()
    found = []
    for row in rows:
        of = annotated_from_row(row[:5])
        found.append(
            Bookmark(
                of.uid,
                of.path,
                of.headline,
                of.date,
                of.source,
                to_the_second(from_column(row[5])),
                tags_from_column(row[6]),
            )
        )
    return found


def bookmarked(connection: sqlite3.Connection) -> frozenset[str]:
    """The uids of all bookmarked articles."""
    return frozenset(row[0] for row in connection.execute("SELECT uid FROM bookmark WHERE kept").fetchall())


def read_state(connection: sqlite3.Connection, uid: str) -> bool:
    """Whether the article counts as read."""
    row = connection.execute("SELECT is_read FROM reading WHERE uid = ?", (uid,)).fetchone()
    return row is not None and bool(row[0])


def put_read(connection: sqlite3.Connection, uid: str, is_read: object, moment: str) -> None:
    """Mark the article read or unread."""
    connection.execute(
        """INSERT INTO reading(uid, is_read, changed) VALUES(?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET is_read = excluded.is_read, changed = excluded.changed""",
        (uid, bool(is_read), _after(connection, "reading", uid, moment)),
    )


def put_read_all(connection: sqlite3.Connection, wanted: Mapping[str, bool], moment: str) -> None:
    """Mark many articles at once; a hundred thousand take a second, while other windows wait."""
    connection.executemany(
        """INSERT INTO reading(uid, is_read, changed) VALUES(?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET is_read = excluded.is_read,
            changed = max(excluded.changed, reading.changed)""",
        ((uid, is_read, moment) for uid, is_read in wanted.items()),
    )


def read_articles(connection: sqlite3.Connection) -> frozenset[str]:
    """The uids of all articles read."""
    return frozenset(row[0] for row in connection.execute("SELECT uid FROM reading WHERE is_read").fetchall())


def tags_state(connection: sqlite3.Connection, uid: str) -> list[str]:
    """The article's own tags, in the order they were given."""
    row = connection.execute("SELECT tags FROM article_tags WHERE uid = ?", (uid,)).fetchone()
    return [] if row is None else list(tags_from_column(row[0]))


def put_tags(connection: sqlite3.Connection, uid: str, tags: object, moment: str) -> None:
    """Give the article these tags and no others."""
    assert isinstance(tags, Sequence)
    before = connection.execute("SELECT tags, changed FROM article_tags WHERE uid = ?", (uid,)).fetchone()
    if before is not None:
        keep_past(connection, "tags", uid, list(tags_from_column(before[0])), from_column(before[1]))
    made = _after(connection, "article_tags", uid, moment)
    connection.execute(
        """INSERT INTO article_tags(uid, tags, changed) VALUES(?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET tags = excluded.tags, changed = excluded.changed""",
        (uid, tags_into_column(tags), made),
    )


def _after(connection: sqlite3.Connection, table: str, uid: str, moment: str) -> str:
    """The moment, or one just after the last change where the clock has gone back: the later one counts."""
    row = connection.execute(f"SELECT changed FROM {table} WHERE uid = ?", (uid,)).fetchone()
    return moment if row is None else instant_after(moment, from_column(row[0]))


def tags_by_article(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """uid -> the article's own tags, for articles that have any."""
    rows = connection.execute("SELECT uid, tags FROM article_tags WHERE tags != '[]'").fetchall()
    return {uid: set(tags_from_column(tags)) for uid, tags in rows}
