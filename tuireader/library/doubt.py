"""Which errors mean that the library file is damaged, and not merely busy, full or out of reach.

What SQLite cannot see, a flipped bit in a compressed article, shows when that is read. An error that a
mistake of ours may cause as well (no row where there must be one) counts as damage only if the file fails a
check.
"""

import sqlite3
import zlib

from tuireader.library import schema

MAYBE = (TypeError, ValueError, LookupError, OverflowError)
"""What reading nonsense raises."""

_CERTAIN = (
    "SQLITE_CORRUPT",
    "SQLITE_NOTADB",
    "SQLITE_FORMAT",
    "SQLITE_MISMATCH",
    "SQLITE_CONSTRAINT",
    "SQLITE_TOOBIG",
)
_SAID = (
    "no such table",
    "no such column",
    "no such module",
    "malformed",
    "could not decode",
    "vtable constructor failed",
)
"""What a file without one of its tables, or with nonsense in a column, makes SQLite and Python say."""


def is_damage(error: Exception, db: sqlite3.Connection | None = None) -> bool:
    """Whether the error, raised by a read or write of the library, means that its file is damaged.

    Args:
        error: what was raised.
        db: a connection to the file, to check it where the error alone does not tell.
    """
    if isinstance(error, UnicodeEncodeError):  # of something that was asked for
        return False
    if isinstance(error, (UnicodeDecodeError, zlib.error, schema.Unsound)):
        return True
    if isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):  # a closed connection
        return False
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_READONLY":  # we write only where we may: its header forbids it
            return True
        return name.startswith(_CERTAIN) or any(words in str(error).lower() for words in _SAID)
    return isinstance(error, MAYBE) and db is not None and _fails_a_check(db)


def _fails_a_check(db: sqlite3.Connection) -> bool:
    try:
        schema.require_sound(db)
    except sqlite3.Error as error:
        return is_damage(error)
    return False
