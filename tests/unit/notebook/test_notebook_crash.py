"""What was answered as saved is there, whoever is killed and whoever else writes."""

import hashlib
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tuireader.notebook.notebook import Notebook

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
    for round_number in range(times):
        with start_writer(directory, f"round {round_number}", 100_000, environment) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            with pytest.raises(subprocess.TimeoutExpired):  # the moment of the kill, not a wait for a state
                writer.wait(chance.uniform(0.0, 0.15))
            writer.kill()
            printed.update(saved(writer.stdout.read()))
        with Notebook.open(directory) as notebook:
            assert notebook.notices == ()
            there = hashes(notebook)
            assert {key: there.get(key) for key in printed} == printed
            assert notebook.health().integrity == "ok"
            assert notebook.health().damaged == ()
    return printed


def test_every_note_that_was_answered_survives_a_kill(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert len(kill_often(directory, 15, process_environment)) > 30


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_note_that_was_answered_survives_two_hundred_kills(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    assert len(kill_often(directory, 200, process_environment)) >= 500


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
