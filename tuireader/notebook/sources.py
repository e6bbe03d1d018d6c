"""What the library reads. A source that is removed leaves its row behind, so that removing is remembered."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from tuireader.errors import NotebookError, UnknownSource, quoted
from tuireader.notebook.columns import from_column, into_column
from tuireader.notebook.values import Source

SEEDS = "seeds"
"""The name of the bundled articles; their path is empty, wherever the package lies."""


def list_sources(connection: sqlite3.Connection) -> list[Source]:
    """The sources, in the order they were added."""
    rows = connection.execute("SELECT name, path FROM source WHERE NOT removed ORDER BY seq").fetchall()
    return [Source(from_column(name), from_column(path)) for name, path in rows]


def add_source(connection: sqlite3.Connection, path: str, name: str | None, moment: str) -> Source:
    """Add a file or folder, or bring back one that was removed; one that is there already stays as it is.

    Raises:
        NotebookError: another source has the name that was asked for.
    """
    path = _absolute(path)
    row = connection.execute(
        "SELECT name, removed FROM source WHERE path = ?", (into_column(path),)
    ).fetchone()
    if row is not None and not row[1]:
        return Source(from_column(row[0]), path)
    if name is not None and _is_taken(connection, name, but=path):
        raise NotebookError(f"There is a source named {quoted(name)} already", "Give it another name")
    if row is not None:
        name = name or from_column(row[0])
        connection.execute("DELETE FROM source WHERE path = ?", (into_column(path),))  # it goes to the end
    name = name or free_name(connection, Path(path).name or path or SEEDS)
    connection.execute(
        "INSERT INTO source(name, path, removed, changed) VALUES(?, ?, 0, ?)",
        (into_column(name), into_column(path), moment),
    )
    return Source(name, path)


def remove_source(connection: sqlite3.Connection, name_or_path: str, moment: str) -> Source:
    """Take a source out, by its name or its path.

    Raises:
        UnknownSource: none is called so.
    """
    found = list_sources(connection)
    wanted = _absolute(name_or_path)
    for source in [s for s in found if s.name == name_or_path] or [s for s in found if s.path == wanted]:
        connection.execute(
            "UPDATE source SET removed = 1, changed = ? WHERE name = ?", (moment, into_column(source.name))
        )
        return source
    names = ", ".join(source.name for source in found) or "there are none"
    raise UnknownSource(f"No source is called {quoted(name_or_path)}", f"The sources are: {names}")


def source_state(connection: sqlite3.Connection, path: str) -> dict[str, object] | None:
    """What a source is called and whether it was taken out; None for a path that never was one."""
    row = connection.execute(
        "SELECT name, removed FROM source WHERE path = ?", (into_column(path),)
    ).fetchone()
    return None if row is None else {"name": from_column(row[0]), "removed": bool(row[1])}


def put_source(connection: sqlite3.Connection, path: str, state: object, moment: str) -> None:
    """Take a source out, or let it be read again."""
    wanted = cast(Mapping[str, object], state)
    name = cast(str, wanted["name"])
    if _is_taken(connection, name, but=path):  # meanwhile another is called so
        name = free_name(connection, name)
    connection.execute(
        "UPDATE source SET name = ?, removed = ?, changed = ? WHERE path = ?",
        (into_column(name), wanted["removed"], moment, into_column(path)),
    )


def _absolute(path: str) -> str:
    """The path from the root, without `..`; links are kept, so that it is what the user calls it."""
    return os.path.abspath(path) if path else ""  # noqa: PTH100  # Path.resolve follows links


def free_name(connection: sqlite3.Connection, wanted: str) -> str:
    """`wanted`, or with the first number behind it that no source bears: `news`, `news-2`."""
    name, number = wanted, 1
    while _is_taken(connection, name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def _is_taken(connection: sqlite3.Connection, name: str, but: str | None = None) -> bool:
    row = connection.execute("SELECT path FROM source WHERE name = ?", (into_column(name),)).fetchone()
    return row is not None and from_column(row[0]) != but
