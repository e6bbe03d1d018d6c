"""A damaged, empty or missing file: noticed, kept, and everything that is left brought together."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.notebook.notebook import ArticleRef, Notebook

Make = Callable[..., ArticleRef]
PAGE = 4096


def fill(directory: Path, article: Make, count: int = 120) -> dict[str, str]:
    """A notebook with notes long enough for many pages; id -> text."""
    made = {}
    with Notebook.open(directory) as notebook:
        for number in range(count):
            body = f"note {number} " + "words and more words " * (number % 30)
            made[notebook.add_note(article(number % 9), body).id] = body
        notebook.set_bookmark(article(1), True)
    return made


def zero_page(data: bytearray, page: int) -> None:
    data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)


def random_page(data: bytearray, page: int) -> None:
    data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of a table, leaves first asked of SQLite, else its root page."""
    connection = sqlite3.connect(path)
    root: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    connection.close()
    return [root]


DAMAGES: dict[str, Callable[[bytes, int], bytes]] = {
    "header gone": lambda data, _: bytes(100) + data[100:],
    "first page gone": lambda data, _: bytes(PAGE) + data[PAGE:],
    "cut in half": lambda data, _: data[: len(data) // 2 + 77],
    "cut to a few bytes": lambda data, _: data[:50],
    "text instead": lambda data, _: b"this was a notebook once\n" * 300,
    "a table's root gone": lambda data, root: data[: (root - 1) * PAGE] + bytes(PAGE) + data[root * PAGE :],
    "a table's root random": lambda data, root: (
        data[: (root - 1) * PAGE] + random.Random(1).randbytes(PAGE) + data[root * PAGE :]
    ),
    "empty": lambda data, _: b"",
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_noticed_the_file_kept_and_every_note_brought_back(
    directory: Path, article: Make, kind: str
) -> None:
    made = fill(directory, article)
    path = directory / "notebook.db"
    bad = DAMAGES[kind](path.read_bytes(), pages_of(path, "note_revision")[0])
    path.write_bytes(bad)
    with Notebook.open(directory) as notebook:
        assert "120 notes and 1 bookmark were brought back" in notebook.notices[0]
        assert {note.id: note.body for note in notebook.notes()} == made
        assert [b.uid for b in notebook.bookmarks()] == [article(1).uid]
        assert notebook.health().integrity == "ok"
        notebook.add_note(article(), "and it can be written")
    kept = list((directory / "damaged").glob("*.db")) if kind != "empty" else []
    assert [file.read_bytes() for file in kept] == ([bad] if kind != "empty" else [])
    with Notebook.open(directory) as notebook:
        assert notebook.notices == ()
        assert len(notebook.notes()) == 121


def test_a_missing_file_is_restored_from_what_lies_beside_it(directory: Path, article: Make) -> None:
    made = fill(directory, article, 5)
    Notebook.open(directory).close()
    (directory / "notebook.db").unlink()
    (directory / "notes.jsonl").unlink()
    with Notebook.open(directory) as notebook:
        assert (
            "was missing: 5 notes and 1 bookmark were brought back from the newest backup"
            in notebook.notices[0]
        )
        assert {note.id: note.body for note in notebook.notes()} == made


def test_without_backup_and_copy_what_the_file_still_gives_is_taken(directory: Path, article: Make) -> None:
    made = fill(directory, article)
    with Notebook.open(directory) as notebook:
        notebook.save_draft("a" * 16, "a draft", (4, 11), text="The harbour is open.")
    for path in [directory / "notes.jsonl", *(directory / "backups").iterdir()]:
        path.unlink()
    path = directory / "notebook.db"
    data = bytearray(path.read_bytes())
    at = data.index(b"note 61 words")  # one leaf of the revisions
    zero_page(data, at // PAGE + 1)
    path.write_bytes(data)
    with Notebook.open(directory) as notebook:
        assert "brought back from the damaged file" in notebook.notices[0]
        left = {note.id: note.body for note in notebook.notes()}
        assert left.items() <= made.items()
        assert len(left) >= 90
        draft = notebook.draft()
        assert draft is not None
        assert draft.body == "a draft"
        assert draft.span_in("Now the harbour is open.") == (8, 15)


def test_damaged_backups_and_lines_are_passed_over(directory: Path, article: Make) -> None:
    made = fill(directory, article, 6)
    with Notebook.open(directory) as notebook:
        notebook.backup()
        later = notebook.add_note(article(), "later")
        newest = notebook.backup()
    newest.write_bytes(b"SQLite format 3\0" + bytes(5000))
    copy = directory / "notes.jsonl"
    lines = copy.read_bytes().splitlines()
    copy.write_bytes(b"\n".join([b'{"type": "note", "id": 7}', b"[1", b"\xff\xff", b'"x"', *lines]))
    (directory / "notebook.db").write_bytes(b"gone")
    with Notebook.open(directory) as notebook:
        assert {note.id for note in notebook.notes()} == {*made, later.id}


def test_nothing_left_at_all_begins_anew_and_says_so(directory: Path) -> None:
    directory.mkdir()
    (directory / "notebook.db").write_bytes(b"garbage")
    with Notebook.open(directory) as notebook:
        assert "nothing could be brought back" in notebook.notices[0]
        assert "is kept as" in notebook.notices[1]
        assert notebook.notes() == []


def test_a_write_that_a_crash_cut_off_is_rolled_back_at_the_next_start(
    directory: Path, article: Make, tmp_path: Path
) -> None:
    made = fill(directory, article, 20)
    writer = sqlite3.connect(directory / "notebook.db", isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE note_revision SET body = body || 'spoilt'")  # more than the cache: it spills
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("notebook.db", "notebook.db-journal"):
        (crashed / name).write_bytes((directory / name).read_bytes())
    writer.execute("ROLLBACK")
    writer.close()
    assert (crashed / "notebook.db").read_bytes() != (directory / "notebook.db").read_bytes()
    with Notebook.open(crashed) as notebook:
        assert notebook.notices == ()
        assert {note.id: note.body for note in notebook.notes()} == made
