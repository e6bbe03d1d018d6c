"""Whatever ends or stops the room, the terminal is as it was and half a note is offered again (P22, P23)."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tuireader.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pty.conftest import OpenTerminal, Terminal
    from tuireader.paths import Paths

_WITH_A_MISTAKE = """
import signal
from tuireader.cli import main
from tuireader.room.app import ReadingRoom

mounted = ReadingRoom.on_mount

def mount(self):
    mounted(self)
    signal.signal(signal.SIGUSR1, lambda *_: self.call_later(lambda: 1 / 0))

ReadingRoom.on_mount = mount
main()
"""
"""A tuireader that comes upon a mistake of its own when it is told to."""


def typing(terminal: OpenTerminal, paths: Paths, program: Sequence[str] = ("-m", "tuireader")) -> Terminal:
    """A room in which half a note was typed more than a second ago."""
    room = terminal(size=(100, 30), program=program)
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("a")
    room.until(lambda: "ctrl+s save" in room.text, "the editor")
    room.send("half a note")
    room.until(lambda: on_disk(paths) == ["half a note"], "the draft on disk")
    assert not room.is_restored
    return room


def on_disk(paths: Paths) -> list[str]:
    """The drafts, beside the notebook's own door: a window that runs shows its drafts to no other."""
    with closing(sqlite3.connect(paths.data / "notebook.db")) as store:
        return [body for (body,) in store.execute("SELECT body FROM draft").fetchall()]


def kept(paths: Paths) -> list[str]:
    """The drafts that the next window is offered."""
    with Notebook.open(paths.data) as notebook:
        assert notebook.notices == ()
        return [draft.body for draft in notebook.drafts()]


@pytest.mark.promise("P23")
def test_a_draft_survives_a_kill_and_is_offered_at_the_next_start(
    terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths)
    room.signal(signal.SIGKILL)
    assert room.wait() == -signal.SIGKILL
    assert kept(paths) == ["half a note"]
    again = terminal(size=(100, 30))
    again.until(lambda: "5 articles" in again.text, "the seeds")
    again.send("a")
    again.until(lambda: "half a note" in again.text, "the draft where it was left")


@pytest.mark.promise("P22", "P23")
def test_a_draft_survives_the_closing_of_the_window_and_the_room_ends(
    terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths)
    room.hang_up()
    assert room.end() in (128 + signal.SIGHUP, -signal.SIGHUP)
    assert kept(paths) == ["half a note"]


@pytest.mark.promise("P22", "P23")
def test_a_signal_to_go_on_without_a_stop_keeps_no_room_from_ending(
    terminal: OpenTerminal, paths: Paths
) -> None:
    """A terminal that hangs up sends it along."""
    room = typing(terminal, paths)
    for number in range(1, 4):
        room.signal(signal.SIGCONT)
        room.send(" more")
        room.until(lambda number=number: f"half a note{' more' * number}" in room.text, "what is typed on")
    room.until(lambda: on_disk(paths) == ["half a note more more more"], "the draft")
    room.hang_up()
    for number in (signal.SIGHUP, signal.SIGCONT, signal.SIGCONT):
        with contextlib.suppress(ProcessLookupError):
            room.signal(number)
    assert room.end() in (128 + signal.SIGHUP, -signal.SIGHUP)


@pytest.mark.promise("P22", "P23")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_after_a_signal_the_terminal_is_as_it_was_and_the_draft_is_kept(
    number: int, terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths)
    room.signal(number)
    room.until(lambda: room.is_restored, "a terminal as a shell wants it")
    assert room.wait() == 128 + number
    assert kept(paths) == ["half a note"]


@pytest.mark.promise("P22", "P23")
def test_after_a_mistake_of_ours_the_terminal_is_as_it_was_and_the_draft_is_kept(
    terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths, program=("-c", _WITH_A_MISTAKE))
    room.signal(signal.SIGUSR1)
    room.until(lambda: room.is_restored, "a terminal as a shell wants it")
    assert room.wait() == 2
    said = bytes(room.sent[room.sent.rfind(b"\x1b[?1049l") :]).decode()
    assert "A mistake in tuireader: ZeroDivisionError" in said
    assert "Traceback" not in said
    assert kept(paths) == ["half a note"]


@pytest.mark.promise("P22", "P23")
def test_a_room_that_is_stopped_gives_the_terminal_back_and_goes_on_where_it_was(
    terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths)
    for number, words in enumerate(("one", "two")):
        room.signal(signal.SIGTSTP)
        room.until_stopped()
        assert room.is_restored
        assert on_disk(paths)
        shown = len(room.sent)
        room.signal(signal.SIGCONT)
        room.until(lambda shown=shown: b"\x1b[?1049h" in room.sent[shown:], "the screen taken again")
        room.send(f" and {words}")
        wanted = "half a note and one" + (" and two" if number else "")
        room.until(lambda wanted=wanted: wanted in room.text, "the editor, as it was left")
        assert not room.is_restored
    room.send("\x13")
    room.until(lambda: "Note saved" in room.text, "the note")
    room.send("qq")
    assert room.wait() == 0
    assert room.is_restored
    with Notebook.open(paths.data) as notebook:
        assert [note.body for note in notebook.notes()] == ["half a note and one and two"]
