"""The file: private, durable, refused when it must be, never made worse."""

import hashlib
import json
import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tuireader.errors import HomeError, NotebookBusy, NotebookError, NotebookReadOnly, TuireaderError
from tuireader.notebook import locking, opening, schema
from tuireader.notebook.importing import import_jsonl
from tuireader.notebook.notebook import ArticleRef, Notebook
from tuireader.notebook.store import connect_writer

Make = Callable[..., ArticleRef]


@pytest.mark.promise("P11")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_files_are_the_owners_alone_whatever_the_umask(directory: Path, article: Make, mask: int) -> None:
    before = os.umask(mask)
    try:
        for _ in range(2):  # the second start makes a backup
            with Notebook.open(directory) as notebook:
                notebook.add_note(article(), "private")
    finally:
        os.umask(before)
    modes = {
        str(path.relative_to(directory)): stat.S_IMODE(path.stat().st_mode)
        for path in [directory, *directory.rglob("*")]
    }
    files = {name: mode for name, mode in modes.items() if (directory / name).is_file()}
    assert {"notebook.db", "notebook.lock", "notes.jsonl"} < set(files)
    assert len(list((directory / "backups").iterdir())) == 1
    assert set(files.values()) == {0o600}
    assert {mode for name, mode in modes.items() if name not in files} == {0o700}


def test_a_file_that_others_may_read_is_made_private(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        notebook.add_note(article(), "private")
    (directory / "notebook.db").chmod(0o644)
    with Notebook.open(directory) as notebook:
        assert notebook.health().loose_modes == ()
    assert stat.S_IMODE((directory / "notebook.db").stat().st_mode) == 0o600


@pytest.mark.promise("P3")
def test_the_writers_connection_forces_each_commit_to_the_disk(directory: Path) -> None:
    Notebook.open(directory).close()
    with closing(connect_writer(directory / "notebook.db")) as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names] == ["delete", 3, 1]


@pytest.mark.promise("P7")
def test_a_newer_notebook_is_read_and_never_written(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        note = notebook.add_note(article(), "from the future")
    path = directory / "notebook.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()
    before = hashlib.sha256(path.read_bytes()).digest(), sorted(directory.iterdir())
    with Notebook.open(directory) as notebook:
        assert notebook.readonly
        assert "newer" in notebook.notices[0]
        assert [n.id for n in notebook.notes()] == [note.id]
        with pytest.raises(NotebookReadOnly, match="newer"):
            notebook.edit_note(note.id, "no")
        ((placed, _),) = notebook.place_notes(article().uid, "other words")
        assert placed.body == "from the future"
    assert (hashlib.sha256(path.read_bytes()).digest(), sorted(directory.iterdir())) == before


@pytest.mark.promise("P25")
def test_a_directory_that_may_not_be_written_opens_for_reading(
    directory: Path, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Notebook.open(directory) as notebook:
        note = notebook.add_note(article(), "kept")
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    directory.chmod(0o500)
    really = os.access
    # Root may write anywhere; what the check says to others is said to root here.
    monkeypatch.setattr(opening.os, "access", lambda path, mode: not mode & os.W_OK and really(path, mode))
    try:
        with Notebook.open(directory) as notebook:
            assert notebook.readonly
            assert "may not be written" in notebook.notices[0]
            assert notebook.note(note.id) == note
            assert notebook.health().integrity == "ok"
            with pytest.raises(NotebookReadOnly):
                notebook.set_bookmark(article(), True)
    finally:
        directory.chmod(0o700)
    assert {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()} == before


def test_a_directory_that_may_not_be_written_and_holds_nothing_reads_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening.os, "access", lambda path, mode: not mode & os.W_OK)
    with Notebook.open(tmp_path) as notebook:
        assert notebook.readonly
        assert notebook.notes() == []
        assert [source.name for source in notebook.sources()] == ["seeds"]
    assert list(tmp_path.iterdir()) == []


def occupy(directory: Path, kind: str) -> None:
    if kind == "a file for a directory":
        directory.write_text("not a directory")
        return
    directory.mkdir()
    path = directory / "notebook.db"
    if kind == "a broken link":
        path.symlink_to(directory / "nowhere")
    elif kind == "a directory for a file":
        path.mkdir()
    else:
        os.mkfifo(path)


@pytest.mark.promise("P25")
@pytest.mark.parametrize(
    "kind", ["a file for a directory", "a broken link", "a directory for a file", "a named pipe"]
)
def test_what_is_no_notebook_is_a_clear_error(directory: Path, kind: str) -> None:
    occupy(directory, kind)
    with pytest.raises((NotebookError, HomeError)) as error:
        Notebook.open(directory)
    assert str(directory) in error.value.message
    assert error.value.hint


def test_a_directory_whose_name_is_not_utf8_will_do(tmp_path: Path, article: Make) -> None:
    odd = tmp_path / os.fsdecode(b"d\xff?%#ta")
    for _ in range(2):
        with Notebook.open(odd) as notebook:
            notebook.add_note(article(), "kept")
            assert notebook.notices == ()
    assert len(list((odd / "backups").iterdir())) == 1


def test_a_lock_that_is_never_given_back_is_told_and_nothing_is_lost(
    notebook: Notebook, directory: Path, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = notebook.add_note(article(), "one")
    monkeypatch.setattr(locking.FileLock.held.__wrapped__, "__defaults__", (0.05,))
    other = locking.FileLock(directory / "notebook.lock")
    with other.held(), pytest.raises(NotebookBusy, match="nothing was changed"):
        notebook.edit_note(note.id, "two")
    assert notebook.note(note.id).body == "one"
    assert notebook.edit_note(note.id, "two").body == "two"
    other.close()


def test_a_closed_notebook_says_so(directory: Path, article: Make) -> None:
    notebook = Notebook.open(directory)
    notebook.close()
    notebook.close()
    with pytest.raises(NotebookError, match="closed"):
        notebook.set_bookmark(article(), True)
    with pytest.raises(NotebookError, match="closed"):
        notebook.notes()
    with pytest.raises(NotebookError, match="closed"):
        notebook.version()


def test_a_file_taken_away_under_an_open_window_is_told_not_written_into_the_void(
    notebook: Notebook, directory: Path, article: Make
) -> None:
    (directory / "notebook.db").unlink()
    with pytest.raises(NotebookError, match="no longer there"):
        notebook.add_note(article(), "into the void?")


def test_an_open_window_follows_a_file_put_in_place_of_its_own(
    notebook: Notebook, directory: Path, tmp_path: Path, article: Make
) -> None:
    notebook.add_note(article(), "one")
    copy = notebook.backup(tmp_path / "copy.db")
    notebook.add_note(article(), "two")
    before, marks_before = notebook.version(), notebook.marks_version()
    copy.replace(directory / "notebook.db")
    assert notebook.version() != before
    assert notebook.marks_version() != marks_before
    assert [n.body for n in notebook.notes()] == ["one"]
    notebook.add_note(article(), "three")
    assert [n.body for n in notebook.notes()] == ["three", "one"]


FULL_DISK = """
import pathlib, resource, sys
from tuireader.errors import NotebookError
from tuireader.notebook.notebook import ArticleRef, Notebook
directory, limit = pathlib.Path(sys.argv[1]), int(sys.argv[2])
ref = ArticleRef("a" * 16, "p", "Headline", None, None, "Some text to annotate.")
with Notebook.open(directory) as notebook:
    saved, soft = [], resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = max(limit, (directory / "notebook.db").stat().st_size)  # what is there can be written over
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, soft[1]))
    try:
        for number in range(10_000):
            body = f"note {number} " + "x" * 3000
            saved.append((notebook.add_note(ref, body).id, body))
    except NotebookError as error:
        print("told:", error)
    else:
        print("never full")
    assert {note.id: note.body for note in notebook.notes()} == dict(saved)
    resource.setrlimit(resource.RLIMIT_FSIZE, soft)
    notebook.add_note(ref, body)
    assert len(notebook.notes()) == len(saved) + 1
    assert notebook.health().integrity == "ok", notebook.health()
    print("saved:", len(saved))
"""


def fill_up_to(directory: Path, limit: int, environment: Mapping[str, str]) -> int:
    """Write notes until no file may grow any more; returns how many were saved by then."""
    answer = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(directory), str(limit)],
        capture_output=True, text=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    told, saved = answer.stdout.splitlines()
    assert told.startswith("told: The disk")
    assert "nothing was saved" in told
    return int(saved.removeprefix("saved: "))


@pytest.mark.promise("P4")
@pytest.mark.parametrize("limit", [65_536, 220_000, 300_000, 700_000])
def test_a_full_disk_loses_nothing_is_told_and_saving_works_again_after(
    directory: Path, process_environment: Mapping[str, str], limit: int
) -> None:
    assert fill_up_to(directory, limit, process_environment) >= (0 if limit < 220_000 else 3)


@pytest.mark.promise("P4")
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_disk_full_at_any_of_thirty_sizes_loses_nothing(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    limits = [65_536 + step * (2_097_152 - 65_536) // 29 for step in range(30)]
    saved = [fill_up_to(directory / str(limit), limit, process_environment) for limit in limits]
    assert saved == sorted(saved)
    assert saved[-1] > 100


TINY_DISK = """
import pathlib, sys, time
from tuireader.errors import NotebookError
from tuireader.notebook.notebook import ArticleRef, Notebook
directory = pathlib.Path(sys.argv[1])
ref = ArticleRef("a" * 16, "p", "Headline", None, None, "Some text to annotate.")
ballast = directory.parent / "ballast"
ballast.write_bytes(bytes(200_000))
with Notebook.open(directory, upkeep=False) as notebook:
    saved, body, took = {}, "", 0.0
    try:
        for number in range(10_000):
            body, begun = f"note {number} " + "x" * 3000, time.monotonic()
            saved[notebook.add_note(ref, body).id] = body
    except NotebookError as error:
        took = time.monotonic() - begun
        print("told:", error)
    assert {note.id: note.body for note in notebook.notes()} == saved
    ballast.unlink()
    saved[notebook.add_note(ref, body).id] = body
    assert {note.id: note.body for note in notebook.notes()} == saved
    assert notebook.health().integrity == "ok", notebook.health()
    print("took:", took)
"""


@pytest.mark.promise("P4")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk of two megabytes")
def test_a_disk_of_two_megabytes_fills_up_and_loses_nothing(
    tmp_path: Path, process_environment: Mapping[str, str]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tuireader-test", str(disk)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip("this container mounts nothing")
    try:
        answer = subprocess.run(
            [sys.executable, "-c", TINY_DISK, str(disk / "data")],
            capture_output=True, text=True, env=process_environment, timeout=60, check=False,
        )  # fmt: skip
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert answer.returncode == 0, answer.stderr
    told, took = answer.stdout.splitlines()
    assert "nothing was saved" in told
    assert float(took.removeprefix("took: ")) < 1


@pytest.mark.promise("P9")
def test_two_hundred_flipped_bits_in_notes_are_all_told(directory: Path, article: Make) -> None:
    bodies = {}
    with Notebook.open(directory, upkeep=False) as notebook:
        lines = [
            json.dumps({
                "type": "note", "id": f"{number:016x}", "article": article().uid, "snapshot": None,
                "created": "2026-01-01T00:00:00.000000Z", "anchor": None, "placements": [],
                "revisions": [{
                    "body": f"what was noted under number {number:03}", "tags": [], "deleted": False,
                    "made": "2026-01-01T00:00:00.000000Z",
                }],
            })
            for number in range(200)
        ]  # fmt: skip
        import_jsonl(notebook, lines)
        bodies = {note.id: note.body for note in notebook.notes()}
    path, chance = directory / "notebook.db", random.Random(5)
    data = bytearray(path.read_bytes())
    for body in bodies.values():
        offset, mask = chance.randrange(len(body)), 1 << chance.randrange(8)
        at = data.find(body.encode())
        while at >= 0:  # a page that was split holds the text once more, where nobody reads it
            data[at + offset] ^= mask
            at = data.find(body.encode(), at + 1)
    path.write_bytes(data)
    with Notebook.open(directory, upkeep=False) as notebook:
        assert notebook.notices == ()  # SQLite finds it in order
        assert set(notebook.health().damaged) == set(bodies)
        assert not any(note.intact for note in notebook.notes())


@pytest.mark.promise("P6")
def test_a_migration_is_all_or_nothing_and_comes_after_a_backup(
    directory: Path, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Notebook.open(directory) as notebook:
        note = notebook.add_note(article(), "from before")
    known = schema.MIGRATIONS
    broken = (
        "ALTER TABLE note ADD COLUMN colour TEXT",
        "UPDATE note SET colour = 'red'",
        "NO SUCH STATEMENT",
    )
    monkeypatch.setattr(schema, "MIGRATIONS", (*known, broken))
    monkeypatch.setattr(opening, "MIGRATIONS", (*known, broken))
    with pytest.raises(TuireaderError):
        Notebook.open(directory)
    connection = sqlite3.connect(directory / "notebook.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (len(known),)
    assert "colour" not in [row[1] for row in connection.execute("PRAGMA table_info(note)")]
    connection.close()
    assert len(list((directory / "backups").iterdir())) == 1

    monkeypatch.setattr(schema, "MIGRATIONS", (*known, broken[:2]))
    monkeypatch.setattr(opening, "MIGRATIONS", (*known, broken[:2]))
    with Notebook.open(directory) as notebook:
        assert notebook.note(note.id).body == "from before"
        assert notebook.health().schema == len(known) + 1
        assert not notebook.notices
    connection = sqlite3.connect(directory / "notebook.db")
    assert connection.execute("SELECT colour FROM note").fetchall() == [("red",)]
    connection.close()


def test_opening_loads_no_fuzzy_matcher(directory: Path, process_environment: Mapping[str, str]) -> None:
    program = (
        "import pathlib, sys\n"
        "from tuireader.notebook.notebook import Notebook\n"
        "Notebook.open(pathlib.Path(sys.argv[1])).close()\n"
        "print([m for m in ('rapidfuzz', 'textual', 'tuireader.library') if m in sys.modules])\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(directory)],
        capture_output=True, text=True, env=process_environment, timeout=60, check=True,
    )  # fmt: skip
    assert answer.stdout == "[]\n"
