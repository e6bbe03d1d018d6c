"""A half-typed note survives whatever ends the room, and is offered at the next start (P22, P23)."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tuireader.notebook.notebook import Notebook

if TYPE_CHECKING:
    from tests.pty.conftest import OpenTerminal, Terminal
    from tuireader.paths import Paths


def typing(terminal: OpenTerminal, paths: Paths) -> Terminal:
    """A room in which half a note was typed more than a second ago."""
    room = terminal(size=(100, 30))
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("a")
    room.until(lambda: "ctrl+s save" in room.text, "the editor")
    room.send("half a note")

    def is_kept() -> bool:
        # Beside the notebook's own door: a window that runs shows its draft to no other.
        with closing(sqlite3.connect(paths.data / "notebook.db")) as store:
            return store.execute("SELECT body FROM draft").fetchall() == [("half a note",)]

    room.until(is_kept, "the draft on disk")
    return room


def kept(paths: Paths) -> list[str]:
    with Notebook.open(paths.data) as notebook:
        assert notebook.notices == ()
        return [draft.body for draft in notebook.drafts()]


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


def test_a_draft_survives_the_closing_of_the_window_and_the_room_ends(
    terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths)
    room.hang_up()
    assert room.end() in (128 + signal.SIGHUP, -signal.SIGHUP)
    assert kept(paths) == ["half a note"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_after_a_signal_the_terminal_shows_what_is_typed(
    number: int, terminal: OpenTerminal, paths: Paths
) -> None:
    room = typing(terminal, paths)
    assert not room.echoes()
    room.signal(number)
    room.until(room.echoes, "a terminal that echoes")
    assert room.wait() == 128 + number
    assert kept(paths) == ["half a note"]
