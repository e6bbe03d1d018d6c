"""The notes screen: everything that was made, narrowed, sorted, and the way back to each passage."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tuireader.notebook.values import Note
from tuireader.room.actions import ACTIONS
from tuireader.room.keys import bindings_of
from tuireader.room.noting import (
    ORDER_WORDS,
    ORDERS,
    Entry,
    Order,
    Unsaved,
    identity,
    is_same,
    listed,
)
from tuireader.room.screens.asking import LOOK_EVERY
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.note_rows import row_of
from tuireader.room.screens.rows_screen import RowsScreen
from tuireader.room.tagging import tags_in, tags_line
from tuireader.room.widgets.choice_rows import ChoiceRows
from tuireader.room.widgets.filter_bar import FilterBar
from tuireader.room.widgets.row_list import RowList
from tuireader.room.widgets.rule import Rule
from tuireader.room.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tuireader.room.screens.keeping import KeepingScreen

_HERE = tuple(action for action in ACTIONS if action.is_for("notes"))
_METHODS = frozenset(action.method for action in _HERE)


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the screen is left for."""

    uid: str
    note: Note | None
    pins: bool = False
    """Whether the note's passage is to be shown by hand there."""


class NotesScreen(RowsScreen[Goal | None]):
    """Notes, highlights and bookmarks; deeds are the main screen's to do, in turn with all others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(_HERE),
        Binding("enter", "keep_typed", show=False, priority=True),
        Binding("escape", "drop_typed", show=False, priority=True),
        Binding("down,tab", "keep_typed", show=False, priority=True),
        Binding("ctrl+x", "delete", show=False, priority=True),
    ]

    def __init__(self, main: "KeepingScreen", typed: str = "") -> None:
        super().__init__()
        self._main = main
        self._signs = main.signs
        self._typed = typed
        self._entries: Sequence[Entry] = ()
        self._known: frozenset[tuple[str, ...]] = frozenset()
        """What was listed before an undo or redo, until its outcome is listed."""
        self._order: Order = "newest"
        self._seen: tuple[int, int] | None = None
        """What library and notebook stood at when they were listed."""

    def compose(self) -> ComposeResult:
        yield FilterBar(id="notes-filter", placeholder="type to narrow: words, tag:, date:")
        yield Rule(self._signs.rule, signs=self._signs)
        yield ChoiceRows[Entry](id="notes-rows", signs=self._signs, extra_lines=3)
        yield Rule(self._signs.rule, signs=self._signs)
        yield StatusLine(id="notes-status")

    def on_mount(self) -> None:
        if self._typed:
            self.bar.set_text(self._typed, quietly=True)
        self.set_focus(self.rows)
        self.reload()
        self.set_interval(LOOK_EVERY, self._look_for_changes)

    def on_screen_resume(self) -> None:
        """A note may have been edited meanwhile."""
        self.reload()

    @property
    def rows(self) -> ChoiceRows[Entry]:
        """What is listed."""
        return self.query_one(ChoiceRows)

    @property
    def bar(self) -> FilterBar:
        """What it is narrowed by."""
        return self.query_one(FilterBar)

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self.query_one(StatusLine)

    @property
    def is_typing(self) -> bool:
        """Whether the filter is typed in."""
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types, keys are letters."""
        if action in ("keep_typed", "drop_typed"):
            return self.is_typing
        return action not in _METHODS or not self.is_typing

    # -- what is listed ----------------------------------------------------------------------------------

    @work(description="work", group="notes", exclusive=True)
    async def reload(self) -> None:
        """List what there is now; the cursor stays on its note."""
        self._seen = await self._main.attempt(self._main.desk.versions)
        found = await self._main.attempt(self._main.desk.everything)
        if found is not None:
            self._entries = found
            self._list()

    @work(description="work", group="look", exclusive=True)
    async def _look_for_changes(self) -> None:
        """Take over what another window wrote."""
        versions = await self._main.attempt(self._main.desk.versions)
        if versions is not None and versions != self._seen:
            self.reload()

    @work(description="work", group="list", exclusive=True)
    async def _list(self) -> None:
        typed, by, of = self.bar.text, self._order, self._entries
        # Off the event loop: folding ten thousand notes takes longer than a key may.
        kept, error = await asyncio.to_thread(listed, of, typed, by)
        rows = self.rows
        under = rows.choices[rows.cursor].value if rows.row_count else None
        if error is not None:
            self.bar.set_count("not understood", wrong=(error.start, error.end))
            self.status.say(error.message, is_error=True)
            return
        if self.bar.is_wrong:
            self.status.say("")
        at = next((n for n, entry in enumerate(kept) if under is not None and is_same(entry, under)), None)
        if self._known:
            # What an undo has brought back is what one wants to see.
            back = (n for n, entry in enumerate(kept) if identity(entry) not in self._known)
            at, self._known = next(back, at), frozenset()
        if at is None and under is not None:
            at = rows.cursor  # what stood there is gone: what follows it comes under the cursor
        rows.show([row_of(entry, self._order, self._signs) for entry in kept], cursor=at or 0)
        total = len(self._entries)
        number = f"{len(kept):,} of {total:,}" if len(kept) != total else f"{total:,}"
        order = f" {self._signs.dot} {ORDER_WORDS[self._order]}" if self._order != "newest" else ""
        self.bar.set_count(f"All notes ({number}){order}")
        rows.empty_words = (
            ("Nothing here answers that.", "", "Esc clears the filter.")
            if total
            else ("No notes yet.", "", "a writes one, m highlights a passage, b bookmarks an article.")
        )
        rows.refresh()
        self._hint()

    def _hint(self) -> None:
        entry = self._entry
        if self.is_typing:
            self.status.hints = (("Enter", "list"), ("Esc", "clear"))
            return
        back, narrow = ("article.leave", "back"), ("find.find", "narrow")
        wanted = [("article.open", "go there"), back, narrow, ("list.sort", "sort")]
        wanted += [("note.edit", "edit"), ("note.delete", "delete"), ("list.export", "export")]
        if entry is None:
            wanted = [("article.leave", "clear" if self.bar.text else "back"), narrow]
        elif entry.is_unplaced or entry.is_doubtful:
            wanted.insert(2, ("notes.pin", "pin"))
        elif entry.unsaved is not None:
            wanted = [("article.open", "go on"), back, narrow, ("list.sort", "sort"), ("note.delete", "drop")]
        elif entry.note is None:
            wanted.remove(("note.edit", "edit"))
        self.status.hints = self._main.hints(*wanted)

    def on_descendant_focus(self) -> None:
        self._hint()

    @property
    def _entry(self) -> Entry | None:
        rows = self.rows
        return rows.choices[rows.cursor].value if rows.row_count else None

    @on(FilterBar.Changed)
    def _narrowed(self, event: FilterBar.Changed) -> None:
        event.stop()
        self._list()

    @on(RowList.Highlighted)
    def _moved(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._hint()

    # -- moving ------------------------------------------------------------------------------------------

    def action_half_page_down(self) -> None:
        self.rows.move(max(self.rows.page // 2, 1))

    def action_half_page_up(self) -> None:
        self.rows.move(-max(self.rows.page // 2, 1))

    def action_find(self) -> None:
        """Narrow the list."""
        self.set_focus(self.bar.input)

    def action_keep_typed(self) -> None:
        self.set_focus(self.rows)

    def action_drop_typed(self) -> None:
        self.bar.set_text("")
        self.set_focus(self.rows)

    def action_sort(self) -> None:
        """List them in another order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._list()

    def action_leave(self) -> None:
        """Esc: clear the filter, then leave."""
        if self.bar.text:
            self.bar.set_text("")
        else:
            self.dismiss(None)

    def action_quit(self) -> None:
        self.dismiss(None)

    # -- going there -------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Go to the passage under the cursor, or on with the draft."""
        entry = self._entry
        if entry is not None and entry.unsaved is not None:
            self._main.go_on_with(entry.unsaved)
        elif entry is not None and entry.candidate is not None:
            goal = Goal(entry.candidate.uid, None)
            self._main.ask_home(entry.candidate, self.reload, lambda: self.dismiss(goal))
        elif entry is not None:
            self.dismiss(Goal(entry.of.uid, entry.note))

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_pin(self) -> None:
        """Go to the article, to show the note its passage by hand."""
        entry = self._entry
        if entry is None or entry.note is None or entry.note.anchor is None:
            self.status.say("Only a note on a passage can be pinned")
        else:
            self.dismiss(Goal(entry.of.uid, entry.note, pins=True))

    # -- deeds -------------------------------------------------------------------------------------------

    def _with_note(self, deed: Callable[[Note], None]) -> None:
        entry = self._entry
        if entry is None:
            return
        if entry.unsaved is not None:
            self._main.go_on_with(entry.unsaved)
        elif entry.note is None:
            self.status.say("A bookmark has nothing to edit: Enter opens the article")
        else:
            deed(entry.note)

    def action_edit(self) -> None:
        """Edit in the user's editor, or in the room where none is set."""
        self._with_note(self._main.edit_note)
        self.reload()

    def action_edit_here(self) -> None:
        """Edit in the room."""
        self._with_note(lambda note: self._main.edit_note(note, here=True))

    def action_set_tags(self) -> None:
        """Tags of the note under the cursor."""

        def ask(note: Note) -> None:
            def typed(words: str | None) -> None:
                if words is not None:
                    tags = tags_in(words)

                    def job() -> str:
                        self._main.desk.notebook.tag_note(note.id, tags)
                        return f"Tags kept: {', '.join(tags) or 'none'} {self._signs.dot} u undo"

                    self._main.keep(job, self.reload)

            self.app.push_screen(
                LineInput("Tags of the note", lambda: tags_line(note.tags), "tags, parted by spaces"), typed
            )

        self._with_note(ask)

    def action_delete(self) -> None:
        """Delete the note, take the bookmark away, or, after a question, drop the draft."""
        entry = self._entry
        if entry is None:
            return
        if entry.unsaved is not None:
            self._drop(entry.unsaved)
            return
        if entry.note is not None:
            self._main.delete_note(entry.note, self.reload)
            return
        of = entry.of

        def job() -> str:
            # Of an article that is gone too: what lists it here is the bookmark.
            gone = self._main.desk.notebook.take_bookmark(of.uid)
            return f"Bookmark taken away {self._signs.dot} u undo" if gone else "It is not there any more"

        self._main.keep(job, self.reload)

    def _drop(self, unsaved: Unsaved) -> None:
        def typed(words: str | None) -> None:
            if not _is_yes(words):
                self.status.say("The draft stays")
                return

            def job() -> str:
                self._main.desk.drop_draft(unsaved.draft)
                return "Draft dropped"

            self._main.keep(job, self.reload)

        self.app.push_screen(_question("Drop this draft? Nothing brings it back"), typed)

    def action_delete_listed(self) -> None:
        """Delete all notes and highlights that are listed, after a question; one deed, undone at once."""
        ids = [choice.value.note.id for choice in self.rows.choices if choice.value.note is not None]
        if not ids:
            self.status.say("No note or highlight is listed")
            return
        listed = f"{len(ids):,} notes that are listed" if len(ids) != 1 else "note that is listed"

        def typed(words: str | None) -> None:
            if not _is_yes(words):
                self.status.say("Nothing was deleted")
                return

            def job() -> str:
                gone = self._main.desk.notebook.delete_all(ids)
                return f"{gone:,} deleted {self._signs.dot} u brings them back"

            self._main.keep(job, self.reload)

        self.app.push_screen(_question(f"Delete the {listed}?"), typed)

    def action_undo(self) -> None:
        self._known = frozenset(map(identity, self._entries))
        self._main.undo(self.reload)

    def action_redo(self) -> None:
        self._known = frozenset(map(identity, self._entries))
        self._main.redo(self.reload)

    def action_export(self) -> None:
        """Write out what is listed."""
        from tuireader.room.screens.exploring import ask_for_file

        shown = [choice.value for choice in self.rows.choices if choice.value.unsaved is None]
        notes = {entry.note.id for entry in shown if entry.note is not None}
        marks = {entry.of.uid for entry in shown if entry.note is None}
        ask_for_file(self._main, {entry.of.uid for entry in shown}, notes, marks)


def _question(words: str) -> LineInput:
    return LineInput(words, str, "y for yes", does="answers")


def _is_yes(words: str | None) -> bool:
    return (words or "").strip().lower() in ("y", "yes")
