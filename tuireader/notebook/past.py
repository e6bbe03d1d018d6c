"""The versions before the one that counts, of things that have no revisions of their own.

Tags and saved searches are one row each; what such a row said before lies here, with the moment it was made,
also where an import from another machine had the later word. Nothing here is ever taken away.
"""

import json
import sqlite3

from tuireader.notebook.columns import into_column


def keep_past(connection: sqlite3.Connection, kind: str, key: str, state: object, made: str) -> None:
    """Keep what a thing said from `made` on, once."""
    connection.execute(
        "INSERT OR IGNORE INTO past(kind, key, state, made) VALUES(?, ?, ?, ?)",
        (kind, into_column(key), json.dumps(state), made),
    )
