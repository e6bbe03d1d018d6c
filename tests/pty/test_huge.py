"""P18: huge files open fast and page at once, in bounded memory; the processor's time is what is judged."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run
    from tests.pty.conftest import OpenTerminal, Terminal

_HUGE = {
    "word": ("Title of it\n\nfirst\n\n" + "x" * 10_000_000 + "\n", "xxxxxxxxxx"),
    "lines": ("Title of it\n\nfirst\n\n" + "short line\n" * 300_000, "short line"),
}


def spent(room: Terminal) -> float:
    """Seconds of the processor that the room and what it waited for have taken."""
    fields = Path(f"/proc/{room.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def memory(room: Terminal) -> int:
    """The most megabytes that the room has held."""
    status = Path(f"/proc/{room.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


@pytest.mark.promise("P18")
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("kind", list(_HUGE))
def test_a_huge_file_opens_fast(
    terminal: OpenTerminal, tmp_path: Path, kind: str, tuireader_process: Run
) -> None:
    text, seen = _HUGE[kind]
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(text)
    tuireader_process("remove", "seeds")
    assert tuireader_process("add", tmp_path / "news").returncode == 0
    room = terminal()
    room.until(lambda: "1 article" in room.text, "the list")
    room.send("\r")
    room.until(lambda: seen in room.text, "the text")
    assert spent(room) < 3
    before = spent(room)
    room.send("G")
    room.until(lambda: room.text.count(seen) > 5, "the end")
    for _ in range(5):
        drawn = len(room.sent)
        room.send("\x1b[5~")
        room.until(lambda drawn=drawn: len(room.sent) > drawn, "the page above")
    assert (spent(room) - before) / 6 < 0.15
    assert memory(room) < 400
    room.send("qq")
    assert room.wait() == 0
