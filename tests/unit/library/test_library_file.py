"""The file itself: private, versioned, and thrown away on any doubt."""

import random
import sqlite3
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tuireader.errors import LibraryError
from tuireader.library import schema
from tuireader.library.library import Library
from tuireader.library.values import ScanReport, SourceSpec

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]


def test_the_file_is_the_owners_alone(library: Library, tmp_path: Path) -> None:
    files = [path for path in tmp_path.iterdir() if path.name.startswith("library.db")]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_reopening_finds_everything(library: Library, scan: Scan, write: Write, tmp_path: Path) -> None:
    write("a.txt", "One")
    scan()
    library.close()
    with Library.open(tmp_path / "library.db") as again:
        assert (again.count(), again.notices) == (1, ())


def test_room_that_is_needed_no_more_is_given_back(
    folder: Path, write: Write, tmp_path: Path, plainly: Any
) -> None:
    letters = random.Random(4)

    def size_after_scan() -> int:
        with Library.open(tmp_path / "library.db") as library:
            library.scan([SourceSpec("desk", str(folder))], read=plainly)
        return (tmp_path / "library.db").stat().st_size

    for number in range(400):
        write(f"{number}.txt", f"Number {number}", text=f"Sealed: {letters.randbytes(6000).hex()}.")
    before = size_after_scan()
    for path in list(folder.iterdir())[:190]:
        path.unlink()
    assert size_after_scan() < 0.7 * before


@pytest.mark.parametrize("damage", [b"", b"no database at all, though long enough " * 200])
def test_a_damaged_file_is_built_anew_and_said_so(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(damage)
    with Library.open(path) as library:
        assert library.count() == 0
        assert bool(library.notices) == bool(damage)


@pytest.mark.parametrize("version", [schema.VERSION - 1, schema.VERSION + 1])
def test_another_version_is_built_anew_and_said_so(
    library: Library, scan: Scan, write: Write, tmp_path: Path, version: int
) -> None:
    write("a.txt", "One")
    scan()
    before = library.generation
    library.close()
    with sqlite3.connect(tmp_path / "library.db") as db:
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with Library.open(tmp_path / "library.db") as again:
        assert again.count() == 0
        assert "version" in again.notices[0]
        assert again.generation > before


def test_a_foreign_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE article (id)")
    db.close()
    with Library.open(path) as library:
        assert library.count() == 0
        assert library.notices


def test_a_scan_builds_a_library_anew_that_broke_while_open(
    library: Library, scan: Scan, write: Write, tmp_path: Path
) -> None:
    for number in range(30):
        write(f"{number}.txt", f"Number {number}", text="word " * 400)
    scan()
    library.close()
    path = tmp_path / "library.db"
    data = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(data)):
        data[at] ^= 0x5A
    path.write_bytes(data)
    with Library.open(path) as again:
        report = again.scan([])
        assert report.seconds >= 0
        assert again.count() == 0
        assert again.notices


def test_a_directory_that_is_not_there_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as error:
        Library.open(tmp_path / "nowhere" / "library.db")
    assert "nowhere" in error.value.message
    assert error.value.hint


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError):
        library.count()


def test_nobody_writes_while_another_does(
    library: Library, scan: Scan, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "One")
    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    library.count()
    monkeypatch.setattr("tuireader.library.connection._BUSY_MS", 0)
    with Library.open(tmp_path / "library.db") as second, pytest.raises(LibraryError) as error:
        second.scan([])
    assert "Another tuireader is scanning" in error.value.message
    assert "again" in error.value.hint
    other.execute("ROLLBACK")
    other.close()
    assert scan().added == 1


def test_who_comes_while_another_makes_the_library_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = [1, 2, 3]

    class Refused(sqlite3.Connection):
        """As SQLite refuses the second of two that make a file a WAL at once, whatever its timeout."""

        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            if "journal_mode" in sql and refusals:
                refusals.pop()
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            return super().execute(sql, *parameters)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Refused))
    with Library.open(tmp_path / "library.db") as opened:
        assert (opened.count(), opened.notices) == (0, ())
    assert not refusals


def test_a_library_that_is_held_is_not_called_damaged(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("tuireader.library.connection._BUSY_MS", 0)
    with pytest.raises(LibraryError) as error:
        Library.open(tmp_path / "library.db")
    assert "Another tuireader is scanning" in error.value.message
    assert "damaged" not in str(error.value)
    other.close()
