"""Every action of the table does what it says, by its own key, in each pane it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.room.plays import PLAYS
from tuireader.room.actions import ACTIONS
from tuireader.room.pane import PANES, Pane

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import OpenRoom

_ELSEWHERE_TOO = {"facets", "names"}
"""Panes in which what goes for the list or the text goes as well; only their own actions are played again."""


@pytest.mark.parametrize("pane", PANES)
def test_each_action_is_played_in_each_pane_it_is_for(pane: Pane) -> None:
    played = {id for id, _ in PLAYS[pane] if not id.startswith("KEYS")}
    wanted = {action.id for action in ACTIONS if action.is_for(pane)}
    if pane in _ELSEWHERE_TOO:
        wanted = {action.id for action in ACTIONS if action.where == pane}
    assert wanted <= played
    assert {action.id for action in ACTIONS} >= played


@pytest.mark.parametrize("pane", PANES)
async def test_every_action_does_what_it_says_by_its_own_key(
    open_room: OpenRoom, pane: Pane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {action.id: action.keys[0] if action.keys else "" for action in ACTIONS}
    monkeypatch.setenv("PAGER", str(tmp_path / "edit"))  # not there: asking for it says so
    async with open_room(size=(120, 24)) as room:
        for id, holds in PLAYS[pane]:
            if id.startswith("KEYS"):
                await room.press(*("colon" if key == ":" else key for key in id.split()[1:]))
            elif first[id]:
                await room.press(_NAMES.get(first[id], first[id]))
            else:
                room.main.run_named(next(a.method for a in ACTIONS if a.id == id))
            await room.until(lambda holds=holds: holds(room), f"{pane}: {id}")
            if room.app.is_running:
                await room.until(lambda: room.main.are_deeds_done)


_NAMES = {
    "/": "slash", "\\": "backslash", "]": "right_square_bracket", "[": "left_square_bracket",
    "}": "right_curly_bracket", "{": "left_curly_bracket", ")": "right_parenthesis",
    "(": "left_parenthesis", "+": "plus", "-": "minus", ":": "colon", "?": "question_mark",
    "_": "underscore", "<": "less_than_sign", ">": "greater_than_sign", "|": "vertical_line",
    "PgDn": "pagedown", "PgUp": "pageup", "Esc": "escape", "shift+Tab": "shift+tab",
    "Enter": "enter", "Space": "space", "Tab": "tab", "Backspace": "backspace",
    "Left": "left", "Right": "right", "Up": "up", "Down": "down",
}  # fmt: skip
