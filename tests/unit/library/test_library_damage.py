"""Damage of every kind is noticed at the latest when it is read, noted, and built away."""

import os
import random
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tuireader.cli.program import run
from tuireader.errors import LibraryDamaged, LibraryError
from tuireader.library import schema
from tuireader.library.library import Library
from tuireader.library.values import ScanReport
from tuireader.paths import Paths

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]

_ARTICLES = 12


@pytest.fixture
def collection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder in the library of the test's home; the seeds are taken out."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(_ARTICLES):
        (folder / f"{number}.txt").write_text(
            f"The ferry of day {number}\n\nMinister Oda Brandvold of Norway said it was late again. "
            f"{'The sea was calm. ' * 40}\n",
            "utf-8",
        )
    assert run(["remove", "seeds"]) == 0
    assert run(["add", str(folder)]) == 0
    capsys.readouterr()
    return folder


def _statements(path: Path, statements: Sequence[str]) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.usefixtures("collection")
def test_random_bytes_are_mended(seed: int, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(seed)
    _statements(paths.library, [])
    data = bytearray(paths.library.read_bytes())
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(100 if seed % 4 == 0 else len(data))
        length = chance.choice((1, 16, 4096))
        data[at : at + length] = chance.randbytes(len(data[at : at + length]))
    paths.library.write_bytes(data)
    for command in (["search", "brandvold"], ["people"], ["sources"]):
        assert run(command) == 0, capsys.readouterr().err
    assert run(["scan"]) == 0
    capsys.readouterr()
    assert run(["search", "ferry", "--json"]) == 0
    assert f'"total": {_ARTICLES}' in capsys.readouterr().out


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE article",
        "DROP TABLE attribute",
        "DROP INDEX article_day",
        "ALTER TABLE article RENAME COLUMN headline TO head",
        "DROP TABLE heads",
        "DELETE FROM meta",
        "UPDATE body SET packed = x'00'",
        "UPDATE article SET headline = CAST(x'ff' AS TEXT)",
        "UPDATE article SET day = NULL, words = 'many'",
        "UPDATE heads_data SET block = x'ff00ff00'",
    ],
)
@pytest.mark.usefixtures("collection")
def test_a_library_with_nonsense_in_it_is_mended(
    damage: str, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    if "NULL" in damage:
        _statements(
            paths.library,
            [
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET sql = replace(sql, 'day TEXT NOT NULL', 'day TEXT')",
            ],
        )
        damage = "UPDATE article SET day = NULL"
    _statements(paths.library, [damage])
    assert run(["search", "brandvold", "--json"]) == 0
    found = capsys.readouterr()
    assert f'"total": {_ARTICLES}' in found.out
    assert run(["scan"]) == 0
    assert "damaged" in found.err + capsys.readouterr().err
    assert run(["show", "0.txt"]) == 0
    assert run(["people", "brandvold"]) == 0
    out, err = capsys.readouterr()
    assert "Oda Brandvold" in out
    assert "damaged" not in err


def test_a_reader_notes_the_damage_and_the_next_scan_mends_it(
    library: Library, scan: Scan, write: Write, tmp_path: Path
) -> None:
    write("a.txt", "One")
    scan()
    (uid,) = library.uids(library.ids())
    _statements(tmp_path / "library.db", [f"UPDATE body SET packed = x'{zlib.compress(b'{}')[:-1].hex()}00'"])
    with pytest.raises(LibraryDamaged, match="scan"):
        library.article(uid)
    assert scan().added == 1
    assert library.article(uid) is not None
    assert scan().added == 0
    assert [path.name for path in tmp_path.glob("*damaged*")] == []


def test_whoever_opens_a_library_that_was_found_damaged_builds_it_anew(
    library: Library, scan: Scan, write: Write, tmp_path: Path
) -> None:
    write("a.txt", "One")
    scan()
    (uid,) = library.uids(library.ids())
    _statements(tmp_path / "library.db", ["UPDATE body SET original = x'00'"])
    with pytest.raises(LibraryDamaged):
        library.article(uid)
    library.close()
    with Library.open(tmp_path / "library.db") as again:
        assert (again.count(), len(again.notices)) == (0, 1)


def test_a_mistake_of_the_caller_is_no_damage(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "One")
    scan()
    with pytest.raises(UnicodeEncodeError):
        library.rows(["\ud800"])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        library.rows(7)  # type: ignore[arg-type]
    assert library.count() == 1


def test_a_full_disk_is_named_as_such(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    db.execute("PRAGMA max_page_count = 8")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        schema.create(db)
    db.close()


@pytest.fixture
def may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What root sees of a read-only file system, in `tmp_path` alone."""
    access = os.access

    def refused(path: str, mode: int) -> bool:
        return not (mode & os.W_OK and str(path).startswith(str(tmp_path))) and access(path, mode)

    monkeypatch.setattr("os.access", refused)


def test_a_library_that_may_not_be_written_is_read(
    library: Library, scan: Scan, write: Write, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    write("a.txt", "One")
    scan()
    library.close()
    request.getfixturevalue("may_not_be_written")
    before = {path.name for path in tmp_path.iterdir()}
    with Library.open(tmp_path / "library.db") as again:
        assert (again.readonly, again.count()) == (True, 1)
        with pytest.raises(LibraryError, match="written"):
            again.scan([])
        assert again.count() == 1
    assert {path.name for path in tmp_path.iterdir()} - {"library.db-wal", "library.db-shm"} == before
