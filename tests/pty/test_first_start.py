"""The first start as a new user meets it, and the terminal's own colours as bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pty.conftest import OpenTerminal
    from tuireader.paths import Paths


def test_the_tour_stands_at_the_foot_once_and_no_key_is_lost_to_it(terminal: OpenTerminal) -> None:
    room = terminal(size=(120, 36))
    room.until(lambda: "Ten keys to begin" in room.text and "▌ The Vietnam" in room.text, "list and tour")
    room.send("/macorn")
    typed = ("Emmanuel Macron ← macorn", "1 of 5")
    room.until(lambda: all(words in room.text for words in typed), "what was typed")
    room.until(lambda: "Ten keys" not in room.text, "the room without its tour")
    room.send("\x1b")
    room.until(lambda: "5 articles" in room.text, "the list")
    room.send("q")
    assert room.wait() == 0
    again = terminal(size=(120, 36))
    again.until(lambda: "5 articles" in again.text and "Enter read" in again.text, "the list")
    again.send("j")
    again.until(lambda: "▌ US and French" in again.text, "the next article")
    assert "Ten keys" not in again.text
    again.send("q")
    assert again.wait() == 0


def test_q_as_the_very_first_key_quits(terminal: OpenTerminal) -> None:
    room = terminal()
    room.until(lambda: "Ten keys" in room.text, "the tour")
    room.send("q")
    assert room.wait() == 0


def test_the_terminals_theme_sends_no_colour_but_the_terminals_own(
    terminal: OpenTerminal, paths: Paths
) -> None:
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text('theme = "terminal"\n', "utf-8")
    room = terminal(size=(120, 36))
    room.until(lambda: "5 articles" in room.text, "the seeds")
    room.send("/macorn\r\r]")
    room.until(lambda: "mention 1 of 1" in room.text, "the mention")
    room.send("qq")
    assert room.wait() == 0
    styles = re.findall(rb"\x1b\[([0-9;]*)m", bytes(room.sent))
    assert styles
    assert not [style for style in styles if re.search(rb"(^|;)[34]8;[25]", style)]
