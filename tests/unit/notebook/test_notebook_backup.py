"""Backups: whole or not there, when they are due, how many stay; the readable copy beside them."""

import json
import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tuireader.errors import NotebookError
from tuireader.notebook import backup
from tuireader.notebook.notebook import ArticleRef, Notebook

from .conftest import Clock

Make = Callable[..., ArticleRef]


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in (directory / "backups").glob("*"))


def test_a_start_makes_a_backup_only_if_something_changed_since_the_last(
    directory: Path, article: Make, clock: Clock
) -> None:
    Notebook.open(directory, now=clock).close()
    assert names(directory) == []
    with Notebook.open(directory, now=clock) as notebook:
        notebook.add_note(article(), "one")
    Notebook.open(directory, now=clock).close()
    first = names(directory)
    assert len(first) == 1
    with Notebook.open(directory, now=clock) as notebook:
        notebook.remember("last article", "x")
        notebook.set_position(article().uid, 1, 2)
    Notebook.open(directory, now=clock).close()
    assert names(directory) == first
    with Notebook.open(directory, now=clock) as notebook:
        notebook.set_bookmark(article(), True)
    Notebook.open(directory, now=clock, upkeep=False).close()
    assert names(directory) == first
    with Notebook.open(directory, now=clock) as notebook:
        notebook.set_bookmark(article(), False)
    assert len(names(directory)) == 2


def test_what_is_done_before_the_backup_of_a_start_is_looked_at_waits_for_the_next(
    directory: Path, article: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    Notebook.open(directory, now=clock).close()
    noted, sweep = threading.Event(), backup.sweep

    def late(*asked: Any) -> None:
        assert noted.wait(10)
        sweep(*asked)

    monkeypatch.setattr(backup, "sweep", late)
    with Notebook.open(directory, now=clock) as notebook:
        notebook.add_note(article(), "one")
        noted.set()
    assert names(directory) == []
    Notebook.open(directory, now=clock).close()
    assert len(names(directory)) == 1


def test_a_backup_holds_all_that_was_there(directory: Path, article: Make, tmp_path: Path) -> None:
    with Notebook.open(directory) as notebook:
        notebook.add_note(article(), "one \0 🙂", span=(4, 11))
        notebook.set_bookmark(article(), True)
        notebook.backup(
            tmp_path / "copy" if (tmp_path / "copy").mkdir() else tmp_path / "copy" / "notebook.db"
        )
        expected = notebook.notes(), notebook.bookmarks()
        assert notebook.health().backups == 0
        kept = notebook.backup()
        assert notebook.health().last_backup == kept.name
    with Notebook.open(tmp_path / "copy") as copy:
        assert (copy.notes(), copy.bookmarks()) == expected


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(
    notebook: Notebook, tmp_path: Path
) -> None:
    with pytest.raises(NotebookError, match="could not be written"):
        notebook.backup(tmp_path / "no such directory" / "copy.db")
    assert list(tmp_path.glob("*.tmp")) == []


@pytest.mark.parametrize("kind", ["file", "folder", "pipe", "link"])
def test_a_backup_takes_nobodys_place(kind: str, notebook: Notebook, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    if kind == "file":
        target.write_text("years of work", "utf-8")
    elif kind == "folder":
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to(tmp_path / "elsewhere")
    before = target.lstat()
    with pytest.raises(NotebookError, match="taken' is there") as error:
        notebook.backup(target)
    assert "FILE" in error.value.hint
    after = target.lstat()
    assert (after.st_ino, after.st_mode, after.st_size) == (before.st_ino, before.st_mode, before.st_size)
    assert not (tmp_path / "elsewhere").exists()


def kept_after(moments: list[datetime]) -> list[datetime]:
    """What stays when a backup is made at each of these moments and they are thinned out each time."""
    kept: list[backup.Backup] = []
    for number, moment in enumerate(moments):
        stamp = moment.strftime("%Y%m%dT%H%M%SZ")
        kept.append(backup.Backup(stamp, number, Path(f"notebook-{stamp}-{number:06}.db")))
        gone = backup.superfluous(kept)
        kept = [each for each in kept if each not in gone]
    return [moments[each.changes] for each in kept]


def test_ten_stay_and_one_a_week_for_eight_weeks() -> None:
    start = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)  # a Monday
    hourly = [start + timedelta(hours=n) for n in range(24 * 7 * 12)]
    kept = kept_after(hourly)
    assert kept[-10:] == hourly[-10:]
    weeks = {moment.isocalendar()[:2] for moment in hourly}
    assert {moment.isocalendar()[:2] for moment in kept} == set(sorted(weeks)[-8:])
    assert len(kept) <= 10 + 8 + 7


def test_a_hundred_short_commands_do_not_push_out_last_week() -> None:
    start = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    burst = [start + timedelta(days=9, seconds=n) for n in range(100)]
    assert start in kept_after([start, *burst])


def test_left_over_temporary_files_go_and_fresh_ones_stay(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        notebook.add_note(article(), "one")
    old, fresh = directory / "notes.jsonl.1.ab.tmp", directory / "notes.jsonl.2.cd.tmp"
    old.write_text("half")
    fresh.write_text("half")
    os.utime(old, (0, 0))
    Notebook.open(directory).close()
    assert (old.exists(), fresh.exists()) == (False, True)


@pytest.mark.promise("P33")
def test_the_readable_copy_needs_no_tuireader(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        notebook.add_note(article(), "grüße 🙂", span=(4, 11), tags=["x"])
        gone = notebook.add_note(article(), "gone")
        notebook.delete_note(gone.id)
    text = (directory / "notes.jsonl").read_text("utf-8")
    assert "grüße 🙂" in text
    found = [json.loads(line) for line in text.splitlines()]
    live = [each for each in found if each["type"] == "note" and not each["deleted"]]
    assert [(each["text"], each["quote"], each["tags"]) for each in live] == [("grüße 🙂", "harbour", ["x"])]


def test_the_readable_copy_is_made_good_at_the_next_start(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        notebook.add_note(article(), "one")
    copy = directory / "notes.jsonl"
    whole = copy.read_text()
    copy.unlink()
    Notebook.open(directory).close()
    assert copy.read_text() == whole


def test_a_copy_that_cannot_be_written_is_a_notice_and_no_error(directory: Path, article: Make) -> None:
    directory.mkdir()
    (directory / "notes.jsonl").mkdir()
    with Notebook.open(directory) as notebook:
        note = notebook.add_note(article(), "kept all the same")
    assert any("notes.jsonl" in notice for notice in notebook.notices)
    connection = sqlite3.connect(directory / "notebook.db")
    assert connection.execute("SELECT id FROM note").fetchall() == [(note.id,)]
    connection.close()
