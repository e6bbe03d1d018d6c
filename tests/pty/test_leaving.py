"""The room as a whole on a terminal: a day of reading, odd input, and where it cannot be opened."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tuireader.notebook.notebook import Notebook

if TYPE_CHECKING:
    from tests.pty.conftest import OpenTerminal
    from tuireader.paths import Paths


def test_open_find_read_bookmark_note_quit_and_all_is_there(terminal: OpenTerminal, paths: Paths) -> None:
    room = terminal(size=(120, 36))
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("/macorn")
    room.until(lambda: "Emmanuel Macron ← macorn" in room.text, "the reason")
    room.send("\r\r")
    room.until(lambda: "Esc list" in room.text, "the text in focus")
    room.send("]")
    room.until(lambda: "mention 1 of 1 · Emmanuel Macron" in room.text, "the mention")
    room.send("b")
    room.until(lambda: "Bookmarked" in room.text and "★" in room.text, "the bookmark")
    room.send("a")
    room.until(lambda: "ctrl+s save" in room.text, "the editor")
    room.send("Ask for the date")
    room.until(lambda: "Ask for the date" in room.text, "the words")
    room.send("\x13")
    room.until(lambda: "Note saved" in room.text, "saved")
    room.send("qq")
    assert room.wait() == 0
    assert room.sent.rstrip().endswith(b"h") or b"\x1b[?1049l" in room.sent

    again = terminal(size=(120, 36))
    again.until(lambda: "✎ Ask for the date" in again.text, "the note, a day later")
    assert "★" in again.text
    again.send("q")
    assert again.wait() == 0
    with Notebook.open(paths.data) as notebook:
        assert [note.body for note in notebook.notes()] == ["Ask for the date"]


def test_without_a_terminal_it_says_so_in_one_line(tuireader_process) -> None:  # type: ignore[no-untyped-def]
    run = tuireader_process()
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1
    assert "terminal" in run.stderr


def test_a_byte_that_is_no_utf_8_is_dropped_and_the_room_goes_on(terminal: OpenTerminal) -> None:
    room = terminal(size=(100, 30))
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("a")
    room.until(lambda: "ctrl+s save" in room.text, "the editor")
    room.send_bytes(b"caf\xe9 \xff\xfe")
    room.send(" and more")
    room.until(lambda: "and more" in room.text, "what was typed after it")


def test_the_size_is_the_terminals_where_stdout_is_a_pipe(terminal: OpenTerminal) -> None:
    room = terminal(size=(120, 36), stdout_to_pipe=True)
    room.until(lambda: "5 articles" in room.text, "the seeds")
    assert len(room.text.splitlines()[1].rstrip()) == 120
    room.send("q")
    assert room.wait() == 0


@pytest.mark.promise("P22")
def test_ctrl_z_puts_the_room_aside_and_fg_brings_it_back_whole(terminal: OpenTerminal) -> None:
    room = terminal(size=(120, 36))
    room.until(lambda: "Ten keys" in room.text, "the tour")
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("\x1b")
    room.until(lambda: "Ten keys" not in room.text, "the room alone")
    room.send("j\r")
    # All of it must be drawn before it is compared with what comes back.
    drawn = ("Esc list", "›  US and French", "4 unread", "2 min left")
    room.until(lambda: all(words in room.text for words in drawn), "the second article in focus")
    room.until_still()
    before = room.text
    for _ in range(2):
        room.send("\x1a")
        room.until_stopped()
        assert room.is_restored
        room.screen.reset()
        room.signal(signal.SIGCONT)
        room.until(lambda: room.text == before, "the room as it was")
    # In the line that is typed in it is the same.
    room.send("\\pap\x1a")
    room.until_stopped()
    room.signal(signal.SIGCONT)
    room.send("aro")
    room.until(lambda: "/ paparo" in room.text and "1 of 5" in room.text, "the filter as it is typed")
    room.send("\rq")
    assert room.wait() == 0
