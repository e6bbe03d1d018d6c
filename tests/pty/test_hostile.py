"""A hostile article is plain text: it draws as written and sends no control sequence of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.pty.conftest import OpenTerminal, Terminal

_SEQUENCE = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    rb"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b[ -/]*[0-~]"  # two-byte escapes
)

_HOSTILE = (
    "Minister [red]opens[/red] the harbour [/] in calm weather\n\n"
    "The minister \x1b]0;OWNEDTITLE\x07opened the harbour\x1b]52;c;T1dORURDTElQ\x07 on Monday. "
    "[@click=app.quit]Press here[/] or [link=file:///etc/passwd]there[/link] said [Reuters] and [$error].\n\n"
    "A \x1b[2J\x1b[31mred\x1b[0m word, a \x9b31mC1 word, an \x9d0;OWNEDAGAIN\x9c and \u202egnp.exe\u202c "
    "and \x08\x08\x08 stay text.\n\n"
    "\x1bP1$r0m\x1b\\ A device string and \x1b_Gi=1;OWNEDAPC\x1b\\ an application string are gone.\n"
)
_HARMLESS = (
    "Minister opens the harbour in calm weather\n\n"
    "The minister opened the harbour on Monday. Press here or there said Reuters and so on.\n\n"
    "A red word, and more text that stays text for the reader to read in peace.\n\n"
    "A device string and an application string are gone.\n"
)


def kinds(sent: bytes) -> set[bytes]:
    """The kinds of control sequence among the bytes: numbers folded, so that only what it does is left."""
    return {
        re.sub(rb"[0-9;:]+", b"#", found) if found[1:2] == b"[" else found
        for found in _SEQUENCE.findall(sent)
    }


def use(terminal: Terminal) -> bytes:
    """Read it, find, filter, note, look at the original, the facts and the help; then leave."""
    terminal.until(lambda: "harbour" in terminal.text, "list")
    terminal.send("\r")
    terminal.until(lambda: "the minister opened" in terminal.text.lower(), "text")
    for keys, seen, gone in (
        ("O", "Original text", ""),
        ("O", "The minister", "Original text"),
        ("/word\r", "The minister", "find:"),
        ("a", "Note on", ""),
        ("\x1b", "The minister", "Note on"),
        ("i", "path", ""),
        ("\x1b", "The minister", "path"),
        ("\\minister", "1 of 1", ""),
        ("\r", "1 of 1", "Tab take"),
        ("p", "People", ""),
        ("\x1b", "1 of 1", "People"),
        ("?", "What can be done", ""),
        ("\x1b", "1 of 1", "What can be done"),
    ):
        terminal.send(keys)
        terminal.until(
            lambda seen=seen, gone=gone: seen in terminal.text and not (gone and gone in terminal.text),
            f"{seen!r} without {gone!r} after {keys!r}",
        )
    terminal.send("q")
    assert terminal.wait() == 0
    return bytes(terminal.sent)


@pytest.mark.promise("P12")
def test_a_hostile_article_sends_no_sequence_of_its_own(terminal: OpenTerminal, tmp_path: Path) -> None:
    (tmp_path / "hostile").mkdir()
    (tmp_path / "harmless").mkdir()
    (tmp_path / "hostile" / "a.txt").write_text(_HOSTILE, "utf-8", errors="surrogatepass")
    (tmp_path / "harmless" / "a.txt").write_text(_HARMLESS, "utf-8")
    hostile = use(terminal(str(tmp_path / "hostile")))
    harmless = use(terminal(str(tmp_path / "harmless")))
    assert kinds(hostile) - kinds(harmless) == set()
    for mark in (b"OWNED", b"T1dORURDTElQ", b"]52", b"\xc2\x9b", b"\xc2\x9d", "\u202e".encode()):
        assert mark not in hostile, mark


@pytest.mark.promise("P14")
def test_brackets_are_shown_as_written(terminal: OpenTerminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_HOSTILE, "utf-8")
    room = terminal(str(tmp_path), size=(90, 40))
    room.until(lambda: "[red]opens[/red]" in room.text, "the headline")
    room.send("\r")
    for written in ("[/] in calm", "[@click=app.quit]Press here[/]", "said [Reuters] and [$error]"):
        room.until(lambda written=written: written in " ".join(room.text.split()), written)


@pytest.mark.promise("P12")
def test_a_hostile_file_name_is_text_too(terminal: OpenTerminal, tmp_path: Path) -> None:
    name = tmp_path / "a\x1b]0;OWNED\x07[red].txt"
    name.write_text(_HARMLESS, "utf-8")
    room = terminal(str(tmp_path))
    room.until(lambda: "harbour" in room.text, "list")
    room.send("\r")
    room.until(lambda: "Esc list" in room.text, "the text in focus")
    room.send("i")
    room.until(lambda: "path" in room.text, "facts")
    room.send("\x1b")
    room.until(lambda: "path" not in room.text, "text")
    room.send("qq")
    assert room.wait() == 0
    assert b"OWNED\x07" not in room.sent
    assert b"\x1b]0;" not in room.sent
