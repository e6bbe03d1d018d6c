"""Plays on what stands over the main screen: all notes, cards, pickers, the timeline."""

from __future__ import annotations

from tests.room.steps import (
    Step,
    chooses,
    cursor,
    in_main,
    in_pane,
    in_sheet,
    on_timeline,
    rows,
    said,
    shows,
)
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.notes import NotesScreen

NOTES: tuple[Step, ...] = (
    ("KEYS b j b", said("Bookmarked")),
    ("KEYS enter m", said("Highlighted")),
    ("KEYS A", lambda room: rows(room) == 3),
    ("move.down", lambda room: cursor(room) == 1),
    ("move.up", lambda room: cursor(room) == 0),
    ("move.last", lambda room: cursor(room) == 2),
    ("move.first", lambda room: cursor(room) == 0),
    ("move.page-down", lambda room: cursor(room) == 2),
    ("move.page-up", lambda room: cursor(room) == 0),
    ("move.half-page-down", lambda room: cursor(room) > 0),
    ("move.half-page-up", lambda room: cursor(room) == 0),
    ("list.sort", shows("oldest first")),
    ("KEYS s s s", shows("All notes (3)")),
    ("find.find", lambda room: room.app.screen.is_typing),  # type: ignore[attr-defined]
    ("KEYS h a s : h i g h l i g h t enter", lambda room: rows(room) == 1),
    ("note.edit", lambda room: isinstance(room.app.screen, NoteEditor)),
    ("KEYS escape", lambda room: isinstance(room.app.screen, NotesScreen)),
    ("note.edit-here", lambda room: isinstance(room.app.screen, NoteEditor)),
    ("KEYS escape", lambda room: isinstance(room.app.screen, NotesScreen)),
    ("article.set-tags", lambda room: isinstance(room.app.screen, LineInput)),
    ("KEYS escape", lambda room: isinstance(room.app.screen, NotesScreen)),
    ("list.export", shows("Export what you made")),
    ("KEYS escape", lambda room: isinstance(room.app.screen, NotesScreen)),
    ("note.delete", lambda room: rows(room) == 0),
    ("notebook.undo", lambda room: rows(room) == 1),
    ("notebook.redo", lambda room: rows(room) == 0),
    ("KEYS u", lambda room: rows(room) == 1),
    ("notes.delete-listed", shows("Delete the note that is listed?")),
    ("KEYS y enter", lambda room: rows(room) == 0),
    ("KEYS u", lambda room: rows(room) == 1),
    ("notes.pin", said("Select its passage")),
    ("KEYS escape", said("The note stays")),
    ("KEYS A", lambda room: rows(room) == 3),
    ("article.open", in_pane("text")),
    ("KEYS A", lambda room: rows(room) == 3),
    ("article.leave", in_pane("text")),
    ("KEYS A", lambda room: rows(room) == 3),
    ("room.quit", in_pane("text")),
)

ON_ANY_CARD: tuple[Step, ...] = (
    ("move.down", lambda room: cursor(room) == 1),
    ("move.up", lambda room: cursor(room) == 0),
    ("move.last", lambda room: cursor(room) > 2),
    ("move.first", lambda room: cursor(room) == 0),
    ("move.page-down", lambda room: cursor(room) > 2),
    ("move.page-up", lambda room: cursor(room) == 0),
    ("find.find", lambda room: room.app.screen.is_typing),  # type: ignore[attr-defined]
    ("KEYS escape", in_sheet("a card")),
    ("room.timeline", on_timeline()),
    ("KEYS escape", in_sheet("a card")),
)

PERSON: tuple[Step, ...] = (
    ("KEYS G k k enter enter", chooses("In this article")),
    ("KEYS enter", in_sheet("a card")),
    *ON_ANY_CARD,
    ("card.merge-person", chooses("is the same person as")),
    ("KEYS escape", in_sheet("a card")),
    ("card.split-person", chooses("Which of these is not")),
    ("KEYS escape", in_sheet("a card")),
    ("card.rename-person", shows("The right name of")),
    ("KEYS escape", in_sheet("a card")),
    ("card.place-person", chooses("The country of")),
    ("KEYS escape", in_sheet("a card")),
    ("card.hide-person", chooses("is no person")),
    ("KEYS enter", lambda room: in_main(room) and "is not a person" in room.said),
    ("KEYS enter enter", in_sheet("a card")),
    ("notebook.undo", said("Undone")),
    ("notebook.redo", said("Done again")),
    ("article.leave", in_pane("text")),
    ("KEYS enter enter", in_sheet("a card")),
    ("room.quit", in_pane("text")),
)

COUNTRY: tuple[Step, ...] = (
    ("KEYS c ctrl+e", in_sheet("a card")),
    *ON_ANY_CARD,
    ("card.add-country", said("is about Vietnam as it is")),
    ("card.replace-country", chooses("Not Vietnam but")),
    ("KEYS escape", in_sheet("a card")),
    ("card.remove-country", said("is not about Vietnam")),
    ("notebook.undo", said("Undone")),
    ("notebook.redo", said("Done again")),
    ("article.leave", in_pane("list")),
    ("KEYS c ctrl+e", in_sheet("a card")),
    ("room.quit", in_pane("list")),
)

PEOPLE: tuple[Step, ...] = (
    ("KEYS p", in_sheet("a picker")),
    ("people.merge-person", chooses("is the same person as")),
    ("KEYS escape", in_sheet("a picker")),
    ("people.split-person", chooses("Which of these is not")),
    ("KEYS escape", in_sheet("a picker")),
    ("people.rename-person", shows("The right name of")),
    ("KEYS escape", in_sheet("a picker")),
    ("people.place-person", chooses("The country of")),
    ("KEYS escape", in_sheet("a picker")),
    ("people.hide-person", chooses("is no person")),
    ("KEYS enter", in_sheet("a picker")),
    ("KEYS escape", said("is not a person")),
)

COUNTRIES: tuple[Step, ...] = (
    ("KEYS c", in_sheet("a picker")),
    ("countries.replace-country", chooses("Not Vietnam but")),
    ("KEYS escape", in_sheet("a picker")),
    ("countries.add-country", chooses("is about …")),
    ("KEYS escape", in_sheet("a picker")),
    ("countries.remove-country", in_sheet("a picker")),
    ("KEYS escape", said("is not about Vietnam")),
)

TIMELINE: tuple[Step, ...] = (
    ("KEYS T", on_timeline("16 to 22 December 2024: 2 articles")),
    ("timeline.bar-back", on_timeline("9 to 15 December 2024: none")),
    ("timeline.bar-on", on_timeline("16 to 22 December 2024")),
    ("timeline.filled-back", on_timeline("19 to 25 December 2022: 1 article")),
    ("timeline.filled-on", on_timeline("16 to 22 December 2024")),
    ("move.first", on_timeline("19 to 25 December 2022")),
    ("move.last", on_timeline("16 to 22 December 2024")),
    ("move.page-up", on_timeline("19 to 25 December 2022")),
    ("move.page-down", on_timeline("16 to 22 December 2024")),
    ("timeline.coarser", on_timeline("December 2024: 2 articles")),
    ("timeline.finer", on_timeline("16 to 22 December 2024")),
    ("timeline.mark-range", on_timeline("v no range")),
    ("timeline.range-back", on_timeline("9 to 22 December 2024: 2 articles")),
    ("timeline.range-on", on_timeline("16 to 22 December 2024")),
    ("room.timeline", in_pane("list")),
    ("KEYS T", on_timeline()),
    ("room.quit", in_pane("list")),
    ("KEYS T", on_timeline()),
    ("timeline.leave-timeline", in_pane("list")),
    ("KEYS T", on_timeline()),
    ("timeline.take-days", lambda room: in_main(room) and room.main.articles.row_count == 2),
)
