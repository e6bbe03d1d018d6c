"""P12 for what other formats hide in: pages, feeds, records and mail draw as text and act on nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pty.conftest import OpenTerminal

_SEQUENCE = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]"
)
_ESCAPES: dict[str, Callable[[str], str]] = {
    "html": lambda text: "".join(f"&#{ord(c)};" if ord(c) < 32 or 126 < ord(c) < 160 else c for c in text),
    "xml": lambda text: "".join(f"&amp;#{ord(c)};" if ord(c) < 32 or 126 < ord(c) < 160 else c for c in text),
    "json": lambda text: json.dumps(text)[1:-1],
}


def write(folder: Path, evil: str) -> None:
    """One article in each format, with `evil` in every part of it that is shown."""
    folder.mkdir()
    html, xml, quoted = (escape(evil) for escape in _ESCAPES.values())
    said = "The minister opened the harbour on a calm Monday in front of many people."
    (folder / "a.html").write_text(
        f"<title>Page harbour {html}</title><meta name=author content='A {html} B'><p>{said} {html} first</p>"
    )
    (folder / "b.xml").write_text(
        f"<rss><channel><title>Feed {xml}</title><item><title>Feed harbour {xml}</title>"
        f"<description>{said} {xml} second</description></item></channel></rss>"
    )
    record = f'{{"title":"Record harbour {quoted}","text":"{said} {quoted} third","source":"S {quoted}"}}\n'
    (folder / "c.jsonl").write_text(record + f"{{broken {quoted}\n")
    (folder / "d.eml").write_text(
        f"Subject: Mail harbour\nFrom: A {evil[:8]} B\n\n{said} {evil} fourth\n", "utf-8"
    )


@pytest.mark.promise("P12")
@pytest.mark.timeout(300)
def test_other_formats_send_no_sequence_of_their_own(terminal: OpenTerminal, tmp_path: Path) -> None:
    evil = "\x1b]0;OWNED\x07 \x1b]52;c;T1dORUQ=\x07 \x1b[2J \x9b31m\x9d0;OWNED\x9c [/] [@click=app.quit]x[/]"
    write(tmp_path / "hostile", evil)
    write(tmp_path / "harmless", "and nothing else")
    sent = []
    for name in ("hostile", "harmless"):
        room = terminal(str(tmp_path / name), size=(100, 40))
        room.until(lambda room=room: "4 articles" in room.text, "all four")
        room.send("\r")
        seen: set[str] = set()
        for _ in range(4):
            room.until(
                lambda room=room, seen=seen: any(
                    mark not in seen and mark in room.text for mark in ("first", "second", "third", "fourth")
                ),
                "the next text",
            )
            seen |= {mark for mark in ("first", "second", "third", "fourth") if mark in room.text}
            room.send("O")
            room.until(lambda room=room: "Original text" in room.text, "the original")
            room.send("O")
            room.until(lambda room=room: "Original text" not in room.text, "the article")
            room.send("J")
        assert len(seen) == 4
        room.send("qq")
        assert room.wait() == 0
        sent.append(bytes(room.sent))
    hostile, harmless = (
        {
            re.sub(rb"[0-9;:]+", b"#", found) if found[1:2] == b"[" else found
            for found in _SEQUENCE.findall(bytes_)
        }
        for bytes_ in sent
    )
    assert hostile - harmless == set()
    for mark in (b"\x1b]52", b"\x1b]0;O", b"\xc2\x9b", b"\xc2\x9d", b"OWNED\x07"):
        assert mark not in sent[0]
