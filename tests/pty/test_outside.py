"""The user's own editor on a real terminal: it has it to itself, and the room comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.notebook.notebook import Notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pty.conftest import OpenTerminal, Terminal
    from tuireader.paths import Paths

_EDITOR = """#!/bin/sh
printf "EDITOR HERE "
read line
printf '%s' "$line" >> "$1"
"""


_OPENS = b"\x1b[?1049h"
"""What the room sends when it takes the screen."""


def is_back(room: Terminal) -> bool:
    """Whether the room has taken the screen again since the editor wrote to it."""
    return room.sent.rfind(_OPENS) > room.sent.rfind(b"EDITOR HERE")


def test_the_editor_has_the_terminal_and_the_room_comes_back(
    terminal: OpenTerminal, paths: Paths, tmp_path: Path, process_environment: dict[str, str]
) -> None:
    program = tmp_path / "edit"
    program.write_text(_EDITOR, "utf-8")
    program.chmod(0o755)
    process_environment["EDITOR"] = str(program)
    room = terminal(size=(120, 36))
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("\ra")
    room.until(lambda: "ctrl+s save" in room.text, "the note editor")
    room.send("one\x13")
    room.until(lambda: "✎ one" in room.text, "the note")
    room.send("e")
    room.until(lambda: "EDITOR HERE" in room.text, "the editor")
    assert room.sent.rfind(b"\x1b[?1049l") > room.sent.rfind(b"\x1b[?1049h")
    room.send("two\r")
    room.until(lambda: is_back(room) and b"two" in room.sent[room.sent.rfind(_OPENS) :], "the room again")
    room.send("e")
    room.until(lambda: not is_back(room), "the editor again")
    # Ctrl+C is the editor's: it ends with a signal, and the room stays.
    room.send("\x03")
    room.until(lambda: b"ended by signal" in room.sent, "what became of it")
    room.send("qq")
    assert room.wait() == 0
    with Notebook.open(paths.data) as notebook:
        assert [(note.body, note.revision) for note in notebook.notes()] == [("one\ntwo", 2)]


def test_what_is_copied_goes_to_the_terminal_only_at_the_key(terminal: OpenTerminal) -> None:
    room = terminal(size=(100, 30))
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("\rvll")
    room.until(lambda: "3 words selected" in room.text, "the selection")
    assert b"\x1b]52;" not in room.sent
    room.send("y")
    room.until(lambda: "OSC 52" in room.text, "what it was copied by")
    assert room.sent.count(b"\x1b]52;c;") == 1
    room.send("qq")
    assert room.wait() == 0
