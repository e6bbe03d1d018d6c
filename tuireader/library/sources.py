"""What the library knows of its sources."""

import json
import os
import sqlite3
from pathlib import Path

from tuireader.library.numbered import by_path
from tuireader.library.values import SkippedFile, SourceState


def path_text(path: Path | str) -> str:
    r"""The path as text that any database takes: bytes of it that are no UTF-8 stand as `\xNN`."""
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte: it came from JSON, not from a disk
        return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def scanned_sources(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Name and path of every source that was gone through to its end; without counting anything."""
    return set(db.execute("SELECT name, path FROM source WHERE last_scan IS NOT NULL"))


def awaits_reading(db: sqlite3.Connection) -> bool:
    """Whether files are marked to be read in another manner or encoding than they were."""
    return db.execute("SELECT 1 FROM file WHERE mtime = -1 LIMIT 1").fetchone() is not None


def encoding_said(db: sqlite3.Connection, path: str) -> str | None:
    """What the reader says that the file is written in; None where nothing was said."""
    row = db.execute("SELECT value FROM meta WHERE key = 'corrections'").fetchone()
    rules = json.loads(row[0]) if row is not None else []
    said = [rule["other"] for rule in rules if rule["kind"] == "encoding" and rule["form"] == path]
    return said[-1] if said else None


def source_states(db: sqlite3.Connection) -> list[SourceState]:
    """Every source with its counts and the files it could not read, in the order they were given."""
    states = []
    for name, path, last_scan, ignored in db.execute(
        "SELECT name, path, last_scan, ignored FROM source ORDER BY place, name"
    ).fetchall():
        articles, files = db.execute(
            "SELECT count(DISTINCT doc), count(CASE WHEN reason IS NULL THEN doc END) "
            "FROM file WHERE source = ?",
            (name,),
        ).fetchone()
        skipped = db.execute(
            f"SELECT path, reason FROM file WHERE source = ? AND reason IS NOT NULL ORDER BY {by_path()}",
            (name,),
        )
        states.append(
            SourceState(
                name=name,
                path=path,
                articles=articles,
                files=files,
                last_scan=last_scan,
                skipped=tuple(SkippedFile(name, file, reason) for file, reason in skipped),
                ignored=ignored,
            )
        )
    return states
