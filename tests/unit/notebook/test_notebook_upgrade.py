"""Files of released versions are brought up to date: all or nothing, and a backup lies before it."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tuireader.errors import NotebookReadOnly
from tuireader.notebook import opening, schema
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.restoring import restore

from .released import RELEASED, make_released

NEWEST = len(schema.MIGRATIONS)
OPEN = """
import pathlib, sys
from tuireader.notebook import schema
from tuireader.notebook.notebook import Notebook
print("ready", flush=True)
sys.stdin.readline()
Notebook.open(pathlib.Path(sys.argv[1]), upkeep=False)
"""


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version


def tables_of(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name for (name,) in rows}


def test_every_released_version_has_its_fixture() -> None:
    assert sorted(RELEASED) == list(range(1, NEWEST))


@pytest.mark.promise("P6")
@pytest.mark.parametrize("version", RELEASED)
def test_a_released_file_becomes_the_newest_with_all_that_was_in_it(directory: Path, version: int) -> None:
    made = make_released(directory, version)
    with Notebook.open(directory) as notebook:
        assert notebook.notices == ()
        assert {note.id: note.body for note in notebook.notes()} == made
        assert all(note.intact and note.quote == "lighthouse" for note in notebook.notes())
        assert [(mark.headline, mark.tags) for mark in notebook.bookmarks()] == [("Ships of Orm", ("sea",))]
        assert notebook.health().schema == NEWEST
        notebook.correct("hide", person="Orm")
        notebook.save_search("ships", "ship")
        assert notebook.undo() == "saved search “ships”"
    (kept,) = (directory / "backups").iterdir()
    assert version_of(kept) == version


@pytest.mark.parametrize("version", RELEASED)
def test_an_upgraded_file_has_the_tables_of_a_new_one(directory: Path, tmp_path: Path, version: int) -> None:
    make_released(directory, version)
    Notebook.open(directory).close()
    Notebook.open(tmp_path / "new").close()

    def tables(place: Path) -> list[object]:
        with closing(sqlite3.connect(place / "notebook.db")) as connection:
            names = sorted(tables_of(place / "notebook.db"))
            return [(name, connection.execute(f"PRAGMA table_info({name})").fetchall()) for name in names]

    assert tables(directory) == tables(tmp_path / "new")


def kill_while_upgrading(directory: Path, times: int, environment: Mapping[str, str]) -> set[int]:
    """Kill an opening so often, at random moments; returns the versions that were found after it."""
    chance, found = random.Random(7), set()
    new = tables_of_new(directory.with_name("new"))
    for number in range(times):
        version = chance.choice(list(RELEASED))
        place = directory / str(number)
        made = make_released(place, version)
        path = place / "notebook.db"
        old = tables_of(path)
        with subprocess.Popen(
            [sys.executable, "-c", OPEN, str(place)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        ) as opener:  # fmt: skip
            assert opener.stdin is not None
            assert opener.stdout is not None
            assert opener.stdout.readline() == "ready\n"
            opener.stdin.write("\n")
            opener.stdin.flush()
            try:  # the moment of the kill, not a wait for a state
                opener.wait(chance.uniform(0.0, 0.06))
            except subprocess.TimeoutExpired:
                opener.kill()
        found.add(version_of(path))  # rolls back, as any next start does
        assert tables_of(path) == (new if version_of(path) == NEWEST else old)
        for kept in (place / "backups").glob("*.db"):
            assert version_of(kept) == version
        if version_of(path) == NEWEST:
            assert list((place / "backups").glob("*.db"))
        with Notebook.open(place, upkeep=False) as notebook:
            assert notebook.notices == ()
            assert {note.id: note.body for note in notebook.notes()} == made
            assert notebook.health().integrity == "ok"
    return found


def tables_of_new(directory: Path) -> set[str]:
    Notebook.open(directory).close()
    return tables_of(directory / "notebook.db")


@pytest.mark.promise("P6")
def test_a_killed_upgrade_leaves_the_old_or_the_new(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert kill_while_upgrading(directory, 6, process_environment) <= {*RELEASED, NEWEST}


@pytest.mark.promise("P6")
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_hundred_killed_upgrades_leave_the_old_or_the_new(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    found = kill_while_upgrading(directory, 100, process_environment)
    assert found == {*RELEASED, NEWEST}  # both were seen, so the moments were right


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_file_that_may_not_be_written_is_read_as_it_is(
    directory: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_released(directory, version)
    before = (directory / "notebook.db").read_bytes()
    really = os.access
    # Root may write anywhere; what the check says to others is said to root here.
    monkeypatch.setattr(opening.os, "access", lambda path, mode: not mode & os.W_OK and really(path, mode))
    with Notebook.open(directory) as notebook:
        assert notebook.readonly
        assert {note.id: note.body for note in notebook.notes()} == made
        assert notebook.corrections() == ()
        with pytest.raises(NotebookReadOnly):
            notebook.correct("hide", person="Orm")
    assert (directory / "notebook.db").read_bytes() == before
    assert [path.name for path in directory.iterdir()] == ["notebook.db"]


@pytest.mark.parametrize("version", RELEASED)
def test_a_damaged_file_of_a_released_version_is_mended_into_the_newest(
    directory: Path, version: int
) -> None:
    made = make_released(directory, version, notes=60)
    path = directory / "notebook.db"
    data = bytearray(path.read_bytes())
    data[:4096] = bytes(4096)
    path.write_bytes(data)
    with Notebook.open(directory) as notebook:
        assert "60 notes and 1 bookmark" in notebook.notices[0]
        assert {note.id: note.body for note in notebook.notes()} == made
        assert notebook.health().schema == NEWEST


@pytest.mark.parametrize("version", RELEASED)
def test_a_backup_of_a_released_version_is_restored_and_brought_up_to_date(
    directory: Path, tmp_path: Path, version: int
) -> None:
    made = make_released(tmp_path / "old", version)
    with Notebook.open(directory) as notebook:
        notebook.save_search("ships", "ship")
    done = restore(directory, tmp_path / "old" / "notebook.db", "2026-11-26T04:00:00.000000Z")
    assert (done.notes, done.bookmarks, done.notes_before) == (len(made), 1, 0)
    with Notebook.open(directory) as notebook:
        assert {note.id: note.body for note in notebook.notes()} == made
        assert notebook.saved_searches() == ()
    assert done.kept_aside is not None
    assert restore(directory, done.kept_aside, "2026-11-26T04:00:00.000000Z").notes_before == len(made)
    with Notebook.open(directory) as notebook:
        assert [search.name for search in notebook.saved_searches()] == ["ships"]
