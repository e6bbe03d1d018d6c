"""What was answered as saved is there, whoever is killed and whoever else writes."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tuireader.notebook.exporting import export_jsonl
from tuireader.notebook.notebook import ArticleRef, Notebook
from tuireader.notebook.restoring import restore

WRITER = """
import hashlib, pathlib, sys
from tuireader.notebook.notebook import ArticleRef, Notebook
directory, name, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
text = "The ferry to Tarsa left at noon. It came back at dusk."
with Notebook.open(directory) as notebook:
    print("ready", flush=True)
    for number in range(count):
        ref = ArticleRef(f"{number % 7:016x}", f"{number % 7}.txt", f"Ferry {number % 7}", None, None, text)
        body = f"{name} {number} " + "ß🙂 " * (number % 50)
        note = notebook.add_note(ref, body, span=(4, 9) if number % 2 else None)
        print(note.id, hashlib.sha256(body.encode()).hexdigest(), flush=True)
        if number % 5 == 4:
            notebook.set_bookmark(ref, number % 2 == 0)
"""


def start_writer(
    directory: Path, name: str, count: int, environment: Mapping[str, str]
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(directory), name, str(count)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def saved(output: str) -> dict[str, str]:
    """Note id -> hash of its text, of the lines that came through whole."""
    pairs = [line.split() for line in output.splitlines()]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and len(pair[1]) == 64}


def hashes(notebook: Notebook) -> dict[str, str]:
    return {note.id: hashlib.sha256(note.body.encode()).hexdigest() for note in notebook.notes()}


def kill_often(directory: Path, times: int, environment: Mapping[str, str]) -> dict[str, str]:
    chance = random.Random(20261122)
    printed: dict[str, str] = {}
    begun = start_writer(directory, "round 0", 100_000, environment)
    for round_number in range(1, times + 1):
        with begun as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            answered = [writer.stdout.readline() for _ in range(chance.randrange(6))]
            with pytest.raises(subprocess.TimeoutExpired):  # the moment of the kill, not a wait for a state
                writer.wait(chance.uniform(0.0, 0.05))
            writer.kill()
            printed.update(saved("".join([*answered, writer.stdout.read()])))
        if round_number < times:  # the next one loads its modules meanwhile; what it writes is more, not less
            begun = start_writer(directory, f"round {round_number}", 100_000, environment)
        with Notebook.open(directory, upkeep=False) as notebook:
            assert notebook.notices == ()
            there = hashes(notebook)
            assert {key: there.get(key) for key in printed} == printed
            health = notebook.health()
            assert (health.integrity, health.damaged) == ("ok", ())
    return printed


@pytest.mark.promise("P1")
def test_every_note_that_was_answered_survives_a_kill(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert len(kill_often(directory, 40, process_environment)) > 80


@pytest.mark.promise("P1")
@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_every_note_that_was_answered_survives_two_hundred_kills(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert len(kill_often(directory, 200, process_environment)) >= 500


@pytest.mark.promise("P5")
def test_two_processes_write_at_once_and_nothing_is_lost(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    writers = [start_writer(directory, name, 50, process_environment) for name in ("a", "b")]
    outputs = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], outputs
    assert [error for _, error in outputs] == ["", ""]
    printed = {key: value for output, _ in outputs for key, value in saved(output).items()}
    assert len(printed) == 100
    with Notebook.open(directory) as notebook:
        assert hashes(notebook) == printed
        assert notebook.notices == ()


def test_many_windows_opening_a_fresh_directory_at_once_make_one_notebook(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    writers = [start_writer(directory, str(name), 2, process_environment) for name in range(5)]
    outputs = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 5, outputs
    with Notebook.open(directory) as notebook:
        assert len(notebook.notes()) == 10


TIMED_WRITER = """
import pathlib, sys, time
from tuireader.notebook.notebook import ArticleRef, Notebook
directory, name, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ref = ArticleRef(name * 16, "p", "H", None, None, "The ferry to Tarsa left at noon.")
with Notebook.open(directory, upkeep=False) as notebook:
    print("ready", flush=True)
    sys.stdin.readline()
    longest = 0.0
    for number in range(count):
        begun = time.monotonic()
        notebook.add_note(ref, f"{name} {number}", span=(4, 9))
        longest = max(longest, time.monotonic() - begun)
    print(longest)
"""


def write_at_once(directory: Path, count: int, environment: Mapping[str, str]) -> float:
    """Three processes write so many notes each without a pause; returns the longest that one waited."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", TIMED_WRITER, str(directory), name, str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )
        for name in ("a", "b", "c")
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    outputs = [writer.communicate(timeout=300) for writer in writers]
    assert [(writer.returncode, error) for writer, (_, error) in zip(writers, outputs, strict=True)] == [
        (0, "")
    ] * 3
    with Notebook.open(directory) as notebook:
        bodies = sorted(note.body for note in notebook.notes())
        assert bodies == sorted(f"{name} {number}" for name in "abc" for number in range(count))
        assert notebook.notices == ()
    return max(float(output) for output, _ in outputs)


@pytest.mark.promise("P5")
def test_three_processes_write_without_a_pause_and_none_waits_long(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    # A second is promised; a machine that runs other tests at the same time is given the whole patience.
    assert write_at_once(directory, 30, process_environment) < 5


@pytest.mark.promise("P5")
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_three_processes_write_750_notes_and_none_waits_a_second(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert write_at_once(directory, 250, process_environment) < 1


WATCHER = """
import pathlib, sys, time
from tuireader.notebook.notebook import Notebook
with Notebook.open(pathlib.Path(sys.argv[1]), upkeep=False) as notebook:
    seen = notebook.marks_version()
    print("ready", flush=True)
    until = time.monotonic() + 30
    while notebook.marks_version() == seen and time.monotonic() < until:
        time.sleep(0.05)  # as a window's timer does
    print([note.body for note in notebook.notes()], time.monotonic(), flush=True)
"""


@pytest.mark.promise("P5")
def test_a_window_sees_within_two_seconds_what_another_process_wrote(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    with Notebook.open(directory) as notebook:
        note = notebook.add_note(ArticleRef("a" * 16, "p", "H", None, None, "text"), "before")
        with subprocess.Popen(
            [sys.executable, "-c", WATCHER, str(directory)],
            stdout=subprocess.PIPE, text=True, env=process_environment,
        ) as watcher:  # fmt: skip
            assert watcher.stdout is not None
            assert watcher.stdout.readline() == "ready\n"
            notebook.edit_note(note.id, "after")
            committed = time.monotonic()  # one clock for all processes of a machine
            bodies, _, moment = watcher.stdout.readline().rpartition(" ")
    assert bodies == "['after']"
    assert float(moment) - committed < 2


@pytest.mark.promise("P5")
def test_one_note_edited_in_two_windows_keeps_both_texts(directory: Path) -> None:
    with Notebook.open(directory) as one, Notebook.open(directory) as two:
        note = one.add_note(ArticleRef("a" * 16, "p", "H", None, None, "text"), "first")
        one.edit_note(note.id, "as one has it")
        two.edit_note(note.id, "as two has it")
        assert one.note(note.id).body == two.note(note.id).body == "as two has it"
        (line,) = [line for line in export_jsonl(one) if f'"id": "{note.id}"' in line]
    bodies = [revision["body"] for revision in json.loads(line)["revisions"]]
    assert bodies == ["first", "as one has it", "as two has it"]


BACKING_UP = """
import pathlib, sys
from tuireader.notebook.notebook import Notebook
with Notebook.open(pathlib.Path(sys.argv[1]), upkeep=False) as notebook:
    print("ready", flush=True)
    for number in range(1000):
        notebook.backup(pathlib.Path(sys.argv[2]) / f"{number}.db")
"""


def kill_while_backing_up(directory: Path, times: int, environment: Mapping[str, str]) -> int:
    """Kill a process that makes backups; each that has its name is restored whole. Returns how many."""
    chance, made = random.Random(11), {}
    with Notebook.open(directory) as notebook:
        ref = ArticleRef("a" * 16, "p", "H", None, None, "The ferry to Tarsa left at noon.")
        for number in range(40):
            body = f"note {number} " + "words " * 500
            made[notebook.add_note(ref, body).id] = hashlib.sha256(body.encode()).hexdigest()
    restored = 0
    for number in range(times):
        target = directory.with_name(f"backups {number}")
        target.mkdir()
        with subprocess.Popen(
            [sys.executable, "-c", BACKING_UP, str(directory), str(target)],
            stdout=subprocess.PIPE, text=True, env=environment,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            with pytest.raises(subprocess.TimeoutExpired):  # the moment of the kill
                process.wait(chance.uniform(0.0, 0.08))
            process.kill()
        kept = sorted(target.glob("*.db"), key=lambda path: int(path.stem))
        for path in {*kept[:1], *kept[-2:]}:
            fresh = target / f"fresh {path.stem}"
            done = restore(fresh, path, "2026-11-26T04:00:00.000000Z")
            assert (done.notes, done.kept_aside) == (len(made), None)
            with Notebook.open(fresh, upkeep=False) as notebook:
                assert hashes(notebook) == made
                assert notebook.health().damaged == ()
            restored += 1
        shutil.rmtree(target)
    return restored


@pytest.mark.promise("P10")
def test_a_killed_backup_leaves_whole_ones_only(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert kill_while_backing_up(directory, 5, process_environment) > 0


@pytest.mark.promise("P10")
@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_a_hundred_killed_backups_leave_whole_ones_only(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert kill_while_backing_up(directory, 100, process_environment) > 50
