"""export in every form, restore, and what a kill in between leaves."""

import csv
import io
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tuireader.notebook.exporting import export_jsonl
from tuireader.notebook.importing import import_jsonl
from tuireader.notebook.notebook import Notebook

Tell = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def notes(tell: Tell) -> list[Any]:
    return [json.loads(line) for line in tell("notes", "--json")[1].splitlines()]


def data_of(home: Path) -> Path:
    return home / "data" / "tuireader"


def test_every_form_leaves_by_stdout_and_by_file(news: Path, tmp_path: Path, tell: Tell) -> None:
    tell("note", news / "ferry.txt", "=Who builds it?", "--quote", "will be quiet", "--tag", "boats")
    tell("bookmark", news / "orchard.md")
    for form in ("markdown", "jsonl", "csv", "webannotation"):
        code, out, err = tell("export", "--format", form)
        assert (code, err) == (0, "")
        target = tmp_path / f"notes.{form}"
        assert tell("export", "--format", form, "-o", target) == (0, "", "")
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        with target.open(encoding="utf-8", newline="") as file:
            written = file.read()
        if form == "webannotation":  # it says when it was made
            assert json.loads(written)["total"] == json.loads(out)["total"] == 2
        else:
            assert written == out
    rows = list(csv.DictReader(io.StringIO(tell("export", "--format", "csv")[1], newline="")))
    assert [(row["kind"], row["text"]) for row in rows] == [("bookmark", ""), ("note", "'=Who builds it?")]
    assert [path.name for path in tmp_path.glob("*.part")] == []


EXPORTING = "import sys; from tuireader.cli.program import run; print('ready', flush=True); run(sys.argv[1:])"


def kill_exports(target: Path, times: int, environment: Mapping[str, str]) -> set[bytes]:
    """Kill exports to one file at random moments; returns what was found in it each time."""
    chance, found = random.Random(3), set()
    for number in range(times):
        form = ("jsonl", "csv")[number % 2]
        with subprocess.Popen(
            [sys.executable, "-c", EXPORTING, "export", "--format", form, "-o", str(target)],
            stdout=subprocess.PIPE, text=True, env=environment,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            try:  # the moment of the kill
                process.wait(chance.uniform(0.05, 0.5))
            except subprocess.TimeoutExpired:
                process.kill()
        found.add(target.read_bytes())
    return found


def whole_exports(news: Path, target: Path, tell: Tell) -> set[bytes]:
    tell("note", news / "ferry.txt", "Who builds it? " * 2000, "--quote", "will be quiet")
    whole = set()
    for form in ("csv", "jsonl"):
        assert tell("export", "--format", form, "-o", target)[0] == 0
        whole.add(target.read_bytes())
    return whole


@pytest.mark.promise("P28")
def test_a_killed_export_leaves_the_old_file_or_the_new(
    news: Path, tmp_path: Path, tell: Tell, process_environment: Mapping[str, str]
) -> None:
    target = tmp_path / "notes.out"
    whole = whole_exports(news, target, tell)
    assert kill_exports(target, 4, process_environment) <= whole


@pytest.mark.promise("P28")
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_fifty_killed_exports_leave_the_old_file_or_the_new(
    news: Path, tmp_path: Path, tell: Tell, process_environment: Mapping[str, str]
) -> None:
    target = tmp_path / "notes.out"
    whole = whole_exports(news, target, tell)
    assert kill_exports(target, 50, process_environment) == whole


@pytest.mark.promise("P10")
def test_a_backup_is_restored_and_what_was_there_is_kept(
    news: Path, home: Path, tmp_path: Path, tell: Tell
) -> None:
    tell("note", news / "ferry.txt", "before")
    assert tell("backup", tmp_path / "mine.db")[0] == 0
    then = notes(tell)
    tell("note", news / "ferry.txt", "after")
    tell("bookmark", news / "orchard.md")
    code, out, err = tell("restore", tmp_path / "mine.db")
    assert (code, err) == (0, "")
    first, second = out.splitlines()
    assert first == "Restored: 1 note and 0 bookmarks"
    assert second.startswith("The notebook that was there had 2 notes and is kept as ")
    assert notes(tell) == then
    assert "before" in (data_of(home) / "notes.jsonl").read_text("utf-8")
    assert "after" not in (data_of(home) / "notes.jsonl").read_text("utf-8")
    kept = Path(second.rpartition(" kept as ")[2])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert tell("restore", kept)[0] == 0
    assert sorted(note["text"] for note in notes(tell) if note["kind"] == "note") == ["after", "before"]
    assert tell("doctor")[0] == 0


def test_a_backup_of_its_own_is_restored_by_its_name(news: Path, tell: Tell) -> None:
    tell("note", news / "ferry.txt", "before")
    name = Path(tell("backup")[1].removeprefix("Backup: ").strip()).name
    tell("note", news / "ferry.txt", "after")
    assert tell("restore", name)[0] == 0
    assert [note["text"] for note in notes(tell)] == ["before"]


@pytest.mark.parametrize("state", ["damaged", "missing", "fine"])
def test_a_notebook_in_any_state_gives_way_to_a_backup(
    state: str, news: Path, home: Path, tmp_path: Path, tell: Tell
) -> None:
    tell("note", news / "ferry.txt", "before")
    tell("backup", tmp_path / "mine.db")
    path = data_of(home) / "notebook.db"
    if state == "damaged":
        path.write_bytes(b"gone" * 5000)
    elif state == "missing":
        path.unlink()
    code, out, _ = tell("restore", tmp_path / "mine.db")
    assert code == 0
    assert ("could not be read and is kept as" in out) == (state == "damaged")
    assert ("kept as" in out) == (state != "missing")
    assert [note["text"] for note in notes(tell)] == ["before"]


def spoilt(kind: str, good: Path, place: Path) -> Path:
    target = place / "given"
    data = good.read_bytes()
    if kind == "newer":
        target.write_bytes(data[:60] + (999).to_bytes(4, "big") + data[64:])
    elif kind == "another program's":
        target.write_bytes(data[:68] + b"xxxx" + data[72:])
    elif kind == "damaged":
        target.write_bytes(data[:8192] + bytes(8192) + data[16384:])
    elif kind == "text":
        target.write_text("not a backup", "utf-8")
    elif kind == "directory":
        target.mkdir()
    return target


@pytest.mark.parametrize("kind", ["newer", "another program's", "damaged", "text", "directory", "missing"])
def test_what_is_no_good_backup_is_refused_and_nothing_changes(
    kind: str, news: Path, home: Path, tmp_path: Path, tell: Tell
) -> None:
    tell("note", news / "ferry.txt", "mine")
    tell("backup", tmp_path / "good.db")
    given = spoilt(kind, tmp_path / "good.db", tmp_path)
    path = data_of(home) / "notebook.db"
    before = path.read_bytes()
    code, out, err = tell("restore", given)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "given" in err
    assert path.read_bytes() == before
    assert not (data_of(home) / "replaced").exists()
    assert list(data_of(home).glob("*.tmp")) == []


def test_an_open_window_follows_a_restored_notebook(
    news: Path, home: Path, tmp_path: Path, tell: Tell
) -> None:
    tell("note", news / "ferry.txt", "before")
    tell("backup", tmp_path / "mine.db")
    with Notebook.open(data_of(home), upkeep=False) as window:
        uid = notes(tell)[0]["article"]
        window.edit_note(window.notes(uid)[0].id, "after")
        seen = window.marks_version()
        assert tell("restore", tmp_path / "mine.db")[0] == 0
        assert window.marks_version() != seen
        assert [note.body for note in window.notes()] == ["before"]
        window.edit_note(window.notes(uid)[0].id, "and on")
    assert [note["text"] for note in notes(tell)] == ["and on"]


@pytest.mark.promise("P20")
def test_notes_of_deleted_articles_stay_listed_and_leave_with_every_export(
    home: Path, tmp_path: Path, tell: Tell
) -> None:
    folder = tmp_path / "mills"
    folder.mkdir()
    assert tell("remove", "seeds")[0] == 0
    for name in ("one", "two", "three"):
        text = (
            f"The mill of {name} will turn again in May, its owners told the council of {name} on Monday.\n"
        )
        (folder / f"{name}.txt").write_text(text * 3, "utf-8")
    assert tell("add", folder)[0] == 0
    for name in ("one", "two", "three"):
        file = folder / f"{name}.txt"
        assert tell("note", file, f"asked about {name}")[0] == 0
        file.write_text(
            f"Something else entirely happened in the town of {name}, and nobody minded.\n", "utf-8"
        )
    quoted = tell("note", folder / "one.txt", "why?", "--quote", "nobody minded")
    assert quoted[0] == 0
    for file in folder.iterdir():
        file.unlink()
    assert tell("scan")[0] in (0, 1)
    assert tell("remove", "mills")[0] == 0
    listed = notes(tell)
    assert {note["text"] for note in listed} == {
        "asked about one",
        "asked about two",
        "asked about three",
        "why?",
    }
    assert [note["quote"] for note in listed if note["text"] == "why?"] == ["nobody minded"]
    assert all(note["headline"] and note["path"] for note in listed)
    for form in ("markdown", "jsonl", "csv", "webannotation"):
        out = tell("export", "--format", form)[1]
        assert all(f"asked about {name}" in out for name in ("one", "two", "three")), form
        assert "nobody minded" in out


HARD = [
    "\0",
    "🙂",
    "👩\u200d🚀",
    "שלום",
    "\u202e",
    "é",
    "e\u0301",
    "\n",
    "\t",
    "\r",
    "=",
    "#",
    "*",
    "\ud800",
    "\x1b[31m",
]


@pytest.mark.promise("P29")
def test_a_thousand_random_notes_are_equal_after_a_round_trip(tmp_path: Path) -> None:
    chance = random.Random(29)
    moment = "2026-01-01T00:00:00.000000Z"

    def words() -> str:
        return "".join(chance.choice([*HARD, "word ", "news "]) for _ in range(chance.randrange(1, 40))) + "."

    given = []
    for number in range(1000):
        revisions = [
            {
                "body": words(),
                "tags": [words()],
                "deleted": chance.random() < 0.1,
                "made": f"2026-01-01T00:00:00.00000{n}Z",
            }
            for n in range(chance.randrange(1, 4))
        ]
        given.append(
            json.dumps(
                {"type": "note", "id": f"{number:016x}", "article": f"{number % 40:016x}", "snapshot": None,
                 "created": moment, "anchor": None, "placements": [], "revisions": revisions}
            )
        )  # fmt: skip
    with (
        Notebook.open(tmp_path / "one", upkeep=False) as one,
        Notebook.open(tmp_path / "two", upkeep=False) as two,
    ):
        assert import_jsonl(one, given).added == 1000
        lines = list(export_jsonl(one))
        assert import_jsonl(two, lines).added == 1000
        assert two.notes() == one.notes()
        assert sorted(export_jsonl(two)) == sorted(lines)
        again = import_jsonl(two, lines)
        assert (again.added, again.merged) == (0, 0)


READ = """
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    each = json.loads(line)
    if each["type"] == "note" and not each["deleted"]:
        print(each["text"], "|", each["quote"], "|", *each["tags"])
"""


@pytest.mark.promise("P33")
def test_without_tuireader_five_lines_read_every_note(news: Path, home: Path, tell: Tell) -> None:
    tell("note", news / "ferry.txt", "Who builds it?", "--quote", "will be quiet", "--tag", "boats")
    tell("note", news / "orchard.md", "Frost, again")
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", READ, str(data_of(home) / "notes.jsonl")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.splitlines() == ["Who builds it? | will be quiet | boats", "Frost, again | None |"]


def kill_notes(news: Path, times: int, environment: Mapping[str, str]) -> set[str]:
    """Kill `tuireader note` at random moments; returns every id that was printed whole."""
    chance, printed = random.Random(9), set()
    command = [sys.executable, "-m", "tuireader", "note", str(news / "ferry.txt")]
    begun = time.monotonic()
    subprocess.run([*command, "undisturbed"], stdout=subprocess.DEVNULL, env=environment, check=True)
    whole = time.monotonic() - begun
    for number in range(times):
        with subprocess.Popen(
            [*command, f"note {number}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            try:  # the moment of the kill
                process.wait(chance.uniform(0.5, 1.5) * whole)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
            printed |= {line.strip() for line in process.stdout if line.endswith("\n")}
    return printed


@pytest.mark.promise("P1")
def test_every_id_that_note_printed_is_listed_although_it_was_killed(
    news: Path, tell: Tell, process_environment: Mapping[str, str]
) -> None:
    printed = kill_notes(news, 5, process_environment)
    assert printed <= {note["id"] for note in notes(tell)}


@pytest.mark.promise("P1")
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_id_that_note_printed_is_listed_after_a_hundred_kills(
    news: Path, tell: Tell, process_environment: Mapping[str, str]
) -> None:
    printed = kill_notes(news, 100, process_environment)
    assert len(printed) >= 20  # the kills fell before and after the print
    listed = {note["id"] for note in notes(tell)}
    assert printed <= listed
    assert tell("doctor")[0] == 0
