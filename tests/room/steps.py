"""Steps of a play: the id of an action, and what must have come about before the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuireader.room.pane import Pane
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.name_sheets import CardSheet, NamePicker
from tuireader.room.screens.notes import NotesScreen
from tuireader.room.screens.timeline import TimelineScreen
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from tests.room.conftest import Opened


Holds = Callable[["Opened"], object]

Step = tuple[str, Holds]
"""The id of an action, whose first key is pressed, or `KEYS a b`; and what must come about."""


def said(words: str) -> Holds:
    """The status line says so."""
    return lambda room: words in room.said


def shows(words: str) -> Holds:
    """It stands on the screen."""
    return lambda room: words in room.text


def chooses(title: str) -> Holds:
    """A sheet with rows is open and filled."""
    return lambda room: isinstance(room.app.screen, Chooser) and title in room.text


def in_sheet(kind: str) -> Holds:
    """A card or a picker has the keys, filled."""
    screen = {"a card": CardSheet, "a picker": NamePicker}[kind]
    return lambda room: (
        isinstance(room.app.screen, screen)
        and room.app.screen.rows.row_count
        and not room.main.is_between_steps
    )


def at(row: int) -> Holds:
    """The list's cursor is there."""
    return lambda room: room.main.articles.cursor == row


def in_main(room: Opened) -> bool:
    """No sheet is open."""
    return room.app.screen is room.main


def in_pane(pane: Pane) -> Holds:
    """These keys are at hand."""
    return lambda room: in_main(room) and room.main.pane == pane


def top(test: Callable[[float], bool]) -> Holds:
    """The text is scrolled so far."""
    return lambda room: test(room.main.reader.scroll_offset.y)


def span(length: int) -> Holds:
    """So many characters are selected."""
    return lambda room: (
        (selection := room.main.reader.selection) is not None
        and selection.span[1] - selection.span[0] == length
    )


def on_timeline(words: str = "") -> Holds:
    """The timeline has the keys, counted, and says so of what is under its cursor."""
    return lambda room: (
        isinstance(room.app.screen, TimelineScreen)
        and room.app.screen.chart.unit is not None
        and words in room.text
    )


def back(room: Opened) -> bool:
    """The sheet is closed again."""
    return in_main(room)


def rows(room: Opened) -> int:
    """How many rows the list of all notes has; -1 while another screen is open."""
    return room.app.screen.query_one(ChoiceRows).row_count if isinstance(room.app.screen, NotesScreen) else -1


def cursor(room: Opened) -> int:
    """Where its cursor is."""
    return room.app.screen.query_one(ChoiceRows).cursor


ESCAPE = ("KEYS escape", back)
