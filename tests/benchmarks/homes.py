"""Homes of a reader who has a library, for commands as somebody runs them who has installed tuireader."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tuireader.notebook.notebook import Notebook

TUIREADER = (sys.executable, "-m", "tuireader")


def installed() -> dict[str, str]:
    """The environment of an installed program: its modules are compiled once, not at every start."""
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


@contextmanager
def home_of(
    library: Path | None, work: Path, sources: dict[str, Path] | None = None
) -> Iterator[dict[str, str]]:
    """The environment of a home with a copy of this library; without one, with an empty one.

    Args:
        library: it is copied, as the room writes into its own.
        work: where the home is made, and taken away again.
        sources: folders that the notebook names; those of the library if not given.
    """
    with tempfile.TemporaryDirectory(dir=work) as place:
        home = Path(place)
        data, cache = home / "data" / "tuireader", home / "cache" / "tuireader"
        for folder in (data, cache):
            folder.mkdir(parents=True, mode=0o700)
        if library is not None:
            with sqlite3.connect(library) as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                sources = {name: Path(path) for name, path in db.execute("SELECT name, path FROM source")}
            db.close()
            shutil.copy(library, cache / "library.db")
        if sources is not None:
            with Notebook.open(data) as notebook:
                notebook.remove_source("seeds")
                for name, path in sources.items():
                    notebook.add_source(str(path), name)
        names = {
            f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("data", "cache", "config", "state")
        }
        yield {**installed(), **names, "HOME": place}
