"""Plays: for each pane its actions, one after the other, and what each must bring about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuireader.room.actions import Pane
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.screens.line_input import LineInput
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

LIST: tuple[Step, ...] = (
    ("move.down", at(1)),
    ("move.up", at(0)),
    ("move.last", at(4)),
    ("move.first", at(0)),
    ("move.page-down", at(4)),
    ("move.page-up", at(0)),
    ("move.half-page-down", lambda room: room.main.articles.cursor > 0),
    ("move.half-page-up", at(0)),
    ("article.next", at(1)),
    ("article.previous", at(0)),
    ("list.next-unread", at(1)),
    ("article.open", in_pane("text")),
    ("KEYS escape", in_pane("list")),
    ("place.back", lambda room: "Back" in room.said or "Nowhere" in room.said),
    ("KEYS g", at(0)),
    ("room.next-pane", in_pane("text")),
    ("KEYS escape", in_pane("list")),
    ("find.find", lambda room: room.main.is_typing),
    ("KEYS escape", in_pane("list")),
    ("filter.open-filter", lambda room: room.main.is_typing),
    ("KEYS f r a n c e enter", lambda room: room.main.articles.row_count == 2),
    ("article.leave", lambda room: room.main.articles.row_count == 5),
    ("people.pick-people", chooses("People")),
    ESCAPE,
    ("countries.pick-countries", chooses("Countries")),
    ESCAPE,
    ("list.show-bookmarked", shows("bookmarked · 0 of 5")),
    ("list.show-noted", shows("with notes · 0 of 5")),
    ("list.show-unread", shows("unread · 3 of 5")),
    ("list.show-all", shows("5 articles")),
    ("list.sort", said("oldest first")),
    ("KEYS s s", said("newest first")),
    ("room.facets", in_pane("facets")),
    ("KEYS f", in_pane("list")),
    ("names.enter-names", in_pane("names")),
    ("KEYS escape escape", in_pane("list")),
    ("text.rhythm", said("indented")),
    ("filter.drop-filter", said("Nothing narrows")),
    ("search.saved-searches", chooses("Saved searches")),
    ESCAPE,
    ("room.timeline", on_timeline()),
    ESCAPE,
    ("article.toggle-bookmark", said("Bookmarked")),
    ("notebook.show-bookmarks", chooses("All bookmarks (1)")),
    ESCAPE,
    ("note.write", lambda room: isinstance(room.app.screen, NoteEditor)),
    ("KEYS n ctrl+s", said("Note saved")),
    ("note.edit", lambda room: isinstance(room.app.screen, NoteEditor)),
    ESCAPE,
    ("note.edit-here", lambda room: isinstance(room.app.screen, NoteEditor)),
    ESCAPE,
    ("notebook.show-notes", shows("All notes (2)")),
    ESCAPE,
    ("article.set-tags", lambda room: isinstance(room.app.screen, LineInput)),
    ESCAPE,
    ("article.toggle-read", said("Marked")),
    ("list.catch-up", said("marked read")),
    ("list.bookmark-listed", said("4 articles bookmarked")),
    ("list.tag-listed", shows("Tags for all that is listed: 5")),
    ESCAPE,
    ("list.export", shows("Export what you made")),
    ESCAPE,
    ("notebook.corrections", chooses("All corrections (0)")),
    ESCAPE,
    ("notebook.undo", said("Undone")),
    ("notebook.redo", said("Done again")),
    ("text.widen", lambda room: "olumn" in room.said),
    ("text.narrow", lambda room: "olumn" in room.said),
    ("panes.border-left", said("List of 44")),
    ("panes.border-right", said("List of 48")),
    ("panes.border-back", said("by themselves")),
    ("list.compact", lambda room: "One line" in room.said and room.main.articles.row_height == 1),
    ("KEYS underscore", lambda room: room.main.articles.row_height == 4),
    ("search.save-search", said("Nothing is asked")),
    ("room.add-source", shows("Read which folder")),
    ESCAPE,
    ("room.suspend", said("cannot be put aside")),
    ("room.zen", lambda room: room.main.has_class("-zen")),
    ("KEYS z escape", in_pane("list")),
    ("article.open-file", said("edit")),
    ("article.info", shows("encoding")),
    ESCAPE,
    ("room.sources", chooses("Sources")),
    ESCAPE,
    ("room.theme", chooses("Themes")),
    ESCAPE,
    ("room.tour", shows("Ten keys")),
    ("KEYS escape", lambda room: not room.main.tour.display),
    ("room.commands", chooses("search all commands")),
    ESCAPE,
    ("room.help", chooses("What can be done here")),
    ESCAPE,
    ("room.rescan", said("Nothing new")),
    ("room.quit", lambda room: not room.app.is_running),
)

TEXT: tuple[Step, ...] = (
    ("KEYS G k k enter", in_pane("text")),
    ("move.down", top(lambda y: y == 1)),
    ("move.up", top(lambda y: y == 0)),
    ("move.last", lambda room: room.main.reader.is_at_end),
    ("move.first", top(lambda y: y == 0)),
    ("move.page-down", top(lambda y: y > 5)),
    ("move.page-up", top(lambda y: y == 0)),
    ("move.half-page-down", top(lambda y: y > 2)),
    ("move.half-page-up", top(lambda y: y == 0)),
    ("article.previous", at(1)),
    ("article.next", at(2)),
    ("place.back", at(1)),
    ("KEYS g", top(lambda y: y == 0)),
    ("text.next-paragraph", lambda room: room.main.reader.here is not None),
    ("text.previous-paragraph", lambda room: room.main.reader.here is not None),
    ("find.find", lambda room: room.main.is_typing),
    ("KEYS t h e enter", in_pane("text")),
    ("find.next-match", said("match ")),
    ("find.previous-match", said("match ")),
    ("KEYS escape", lambda room: not room.main.reader.needle),
    ("mention.next-mention", said("mention ")),
    ("mention.previous-mention", said("mention ")),
    ("name.card", chooses("Enter goes there")),
    ESCAPE,
    ("names.enter-names", in_pane("names")),
    ("KEYS escape", in_pane("text")),
    ("text.rhythm", said("indented")),
    ESCAPE,
    ("filter.open-filter", lambda room: room.main.is_typing),
    ("KEYS enter enter", in_pane("text")),
    ("people.pick-people", chooses("People")),
    ESCAPE,
    ("countries.pick-countries", chooses("Countries")),
    ESCAPE,
    ("room.facets", in_pane("facets")),
    ("KEYS f enter", in_pane("text")),
    ("filter.drop-filter", said("Nothing narrows")),
    ("search.saved-searches", chooses("Saved searches")),
    ESCAPE,
    ("room.timeline", on_timeline()),
    ESCAPE,
    ("text.select", in_pane("selection")),
    ("KEYS escape", in_pane("text")),
    ("passage.highlight", said("Highlighted")),
    ("passage.copy", said("Copied")),
    ("article.toggle-bookmark", said("Bookmarked")),
    ("notebook.show-bookmarks", chooses("All bookmarks (1)")),
    ESCAPE,
    ("note.write", lambda room: isinstance(room.app.screen, NoteEditor)),
    ("KEYS n ctrl+s", said("Note saved")),
    ("note.edit", lambda room: isinstance(room.app.screen, NoteEditor)),
    ESCAPE,
    ("note.edit-here", lambda room: isinstance(room.app.screen, NoteEditor)),
    ESCAPE,
    ("name.add-person", shows("Who was missed?")),
    ESCAPE,
    ("name.hide-person", chooses("Whom do you mean?")),
    ESCAPE,
    ("file.encoding", chooses("is read as utf-8; it is written in")),
    ESCAPE,
    ("notebook.corrections", chooses("All corrections (0)")),
    ESCAPE,
    ("note.delete", chooses("Which one goes?")),
    ("KEYS enter", said("deleted")),
    ("notebook.show-notes", shows("All notes (2)")),
    ESCAPE,
    ("article.set-tags", lambda room: isinstance(room.app.screen, LineInput)),
    ESCAPE,
    ("article.toggle-read", said("Marked")),
    ("list.export", shows("Export what you made")),
    ESCAPE,
    ("notebook.undo", said("Undone")),
    ("notebook.redo", said("Done again")),
    ("text.narrow", said("olumn")),
    ("text.widen", said("olumn")),
    ("panes.border-left", said("List of 44")),
    ("panes.border-right", said("List of 48")),
    ("panes.border-back", said("by themselves")),
    ("search.save-search", said("Nothing is asked")),
    ("room.add-source", shows("Read which folder")),
    ESCAPE,
    ("room.suspend", said("cannot be put aside")),
    ("room.zen", lambda room: room.main.has_class("-zen")),
    ("KEYS z", lambda room: not room.main.has_class("-zen")),
    ("text.original", lambda room: room.main.reader.is_original),
    ("KEYS O", lambda room: not room.main.reader.is_original),
    ("article.open-file", said("edit")),
    ("article.info", shows("encoding")),
    ESCAPE,
    ("room.sources", chooses("Sources")),
    ESCAPE,
    ("room.theme", chooses("Themes")),
    ESCAPE,
    ("room.tour", shows("Ten keys")),
    ("KEYS escape", lambda room: not room.main.tour.display),
    ("room.commands", chooses("search all commands")),
    ESCAPE,
    ("room.help", chooses("What can be done here")),
    ESCAPE,
    ("room.rescan", said("Nothing new")),
    ("room.next-pane", in_pane("list")),
    ("KEYS enter", in_pane("text")),
    ("article.leave", in_pane("list")),
    ("KEYS enter", in_pane("text")),
    ("room.quit", in_pane("list")),
)

SELECTION: tuple[Step, ...] = (
    ("KEYS j enter v", span(2)),
    ("selection.word-on", span(6)),
    ("selection.word-back", span(2)),
    ("selection.character-on", span(3)),
    ("selection.character-back", span(2)),
    ("selection.line-on", lambda room: (room.main.reader.selection.span[1] or 0) > 60),
    ("selection.line-back", lambda room: room.main.reader.selection is not None),
    ("selection.grow", lambda room: "words selected" in room.said),
    ("selection.sentence-on", lambda room: "words selected" in room.said),
    ("selection.sentence-back", lambda room: "words selected" in room.said),
    ("selection.paragraph-on", lambda room: "words selected" in room.said),
    ("selection.paragraph-back", lambda room: "word" in room.said),
    ("selection.other-end", in_pane("selection")),
    ("move.last", lambda room: room.main.reader.is_at_end),
    ("move.first", top(lambda y: y == 0)),
    ("move.page-down", in_pane("selection")),
    ("move.page-up", in_pane("selection")),
    ("move.half-page-down", in_pane("selection")),
    ("move.half-page-up", in_pane("selection")),
    ("text.narrow", said("olumn")),
    ("text.widen", said("olumn")),
    ("room.theme", chooses("Themes")),
    ESCAPE,
    ("room.commands", chooses("search all commands")),
    ESCAPE,
    ("room.help", chooses("What can be done here")),
    ESCAPE,
    ("passage.copy", said("Copied")),
    ("KEYS v", in_pane("selection")),
    ("name.add-person", shows("is a person called")),
    ESCAPE,
    ("KEYS v", in_pane("selection")),
    ("name.hide-person", chooses("Whom do you mean?")),
    ESCAPE,
    ("KEYS v", in_pane("selection")),
    ("passage.highlight", said("Highlighted")),
    ("KEYS v", in_pane("selection")),
    ("selection.note", lambda room: isinstance(room.app.screen, NoteEditor)),
    ESCAPE,
    ("KEYS v", in_pane("selection")),
    ("selection.drop", in_pane("text")),
)

FACETS: tuple[Step, ...] = (
    ("KEYS f", lambda room: room.main.facets.row_count > 5),
    ("move.down", lambda room: room.main.facets.cursor == 1),
    ("move.up", lambda room: room.main.facets.cursor == 0),
    ("move.last", lambda room: room.main.facets.cursor > 5),
    ("move.first", lambda room: room.main.facets.cursor == 0),
    ("move.page-down", lambda room: room.main.facets.cursor > 5),
    ("move.page-up", lambda room: room.main.facets.cursor == 0),
    ("move.half-page-down", lambda room: room.main.facets.cursor > 1),
    ("move.half-page-up", lambda room: room.main.facets.cursor == 0),
    ("facet.include", lambda room: room.main.articles.row_count == 2),
    ("KEYS F", lambda room: room.main.articles.row_count == 5),
    ("facet.exclude", lambda room: room.main.articles.row_count == 3),
    ("filter.drop-filter", lambda room: room.main.articles.row_count == 5),
    ("article.leave", in_pane("list")),
)

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

NAMES: tuple[Step, ...] = (
    ("KEYS j shift+tab", in_pane("names")),
    ("names.next-name", lambda room: room.main.reader.followed == 'person:"Jedidiah Royal"'),
    ("names.previous-name", lambda room: room.main.reader.followed == 'person:"Samuel J. Paparo"'),
    ("names.name-below", lambda room: room.main.reader.followed == 'person:"Olivier Brochet"'),
    ("names.name-above", lambda room: room.main.reader.followed == 'person:"Samuel J. Paparo"'),
    ("names.open-card", lambda room: in_sheet("a card")(room) and "Paparo" in room.text),
    ("KEYS escape", in_pane("names")),
    ("KEYS down down enter", lambda room: in_sheet("a card")(room) and "Vietnam" in room.text),
    ("KEYS escape", in_pane("names")),
    ("names.leave-names", in_pane("text")),
    # Past the last name, and below the last line, is the text.
    ("KEYS shift+tab", in_pane("names")),
    ("KEYS down down down", in_pane("text")),
    ("KEYS shift+tab down down right right right", in_pane("text")),
    ("KEYS escape", in_pane("list")),
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

PLAYS: dict[Pane, tuple[Step, ...]] = {
    "list": LIST,
    "text": TEXT,
    "selection": SELECTION,
    "facets": FACETS,
    "notes": NOTES,
    "person": PERSON,
    "country": COUNTRY,
    "people": PEOPLE,
    "countries": COUNTRIES,
    "names": NAMES,
    "timeline": TIMELINE,
}
