"""What is done with a passage: select it, highlight it, note it, copy it; and the user's own editor."""

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textual import on, work

from tuireader.errors import OutsideError, TuireaderError
from tuireader.notebook.citing import citation
from tuireader.notebook.values import Note
from tuireader.room.dating import date_words
from tuireader.room.outside import (
    Sheet,
    clipboard_command,
    editor_command,
    file_of,
    put_on_clipboard,
    viewer_command,
)
from tuireader.room.page import spans_of_blocks
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.keeping import KeepingScreen
from tuireader.room.selecting import Unit
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.selectable import SelectableReader

_NO_PARAGRAPH = "No paragraph is on the screen: } goes to the next"
_IS_ORIGINAL = "Only the clean text can be marked: O brings it back"


class MarkingScreen(KeepingScreen):
    """Selects in the text and marks what is selected."""

    # -- selecting ---------------------------------------------------------------------------------------

    @property
    def is_selecting(self) -> bool:
        """Whether keys move a selection."""
        return self.is_in_text and self.reader.is_selecting

    def action_select(self) -> None:
        """Begin a selection at the match or name one stands at, else at the paragraph at hand."""
        if self.reader.begin_selection():
            self._tell_selection()
        elif self.reader.is_original:
            self.say(_IS_ORIGINAL)

    def action_drop(self) -> None:
        """Leave the selection."""
        self.reader.drop_selection()
        self.say("")
        self.show_status()

    def action_grow(self) -> None:
        self.reader.grow_selection()
        self._tell_selection()

    def action_other_end(self) -> None:
        self.reader.turn_selection()
        self._tell_selection()

    def action_word_on(self) -> None:
        self._move_selection("word", 1)

    def action_word_back(self) -> None:
        self._move_selection("word", -1)

    def action_character_on(self) -> None:
        self._move_selection("character", 1)

    def action_character_back(self) -> None:
        self._move_selection("character", -1)

    def action_sentence_on(self) -> None:
        self._move_selection("sentence", 1)

    def action_sentence_back(self) -> None:
        self._move_selection("sentence", -1)

    def action_paragraph_on(self) -> None:
        self._move_selection("paragraph", 1)

    def action_paragraph_back(self) -> None:
        self._move_selection("paragraph", -1)

    def action_line_on(self) -> None:
        self.reader.move_selection_by_line(1)
        self._tell_selection()

    def action_line_back(self) -> None:
        self.reader.move_selection_by_line(-1)
        self._tell_selection()

    def _move_selection(self, unit: Unit, direction: int) -> None:
        self.reader.move_selection(unit, direction)
        self._tell_selection()

    @on(SelectableReader.Selected)
    def _selected_by_mouse(self, event: SelectableReader.Selected) -> None:
        event.stop()
        if self.reader.is_selecting and not self.is_in_text:
            self.enter_text()
        self._tell_selection()

    def _tell_selection(self) -> None:
        words = len(self._chosen_text.split()) if self.reader.is_selecting else 0
        self.say(f"{words:,} word{'s' if words != 1 else ''} selected" if words else "")
        self.show_status()

    @property
    def _chosen_text(self) -> str:
        span, opened = self.reader.chosen, self.reader.opened
        return opened.stored.article.text[span[0] : span[1]] if span and opened else ""

    def show_status(self) -> None:
        super().show_status()
        if self.is_selecting:
            self.status.place = ""
            self.status.hints = self.hints(
                ("passage.highlight", "highlight"),
                ("selection.drop", "leave"),
                ("selection.note", "note"),
                ("passage.copy", "copy"),
                ("selection.grow", "sentence, paragraph"),
                ("selection.other-end", "other end"),
            )

    _just_marked: tuple[str, int | None, tuple[int, int]] | None = None
    """The article, the paragraph one was at and the passage of the last highlight."""

    # -- highlighting ------------------------------------------------------------------------------------

    def action_highlight(self) -> None:
        """Highlight the selection, else the paragraph; what is highlighted just so loses it again."""
        opened, span = self.reader.opened, self.reader.chosen
        if opened is None or span is None:
            self.say(_NO_PARAGRAPH if not self.reader.is_original else _IS_ORIGINAL)
            return
        if self._waiting is not None and self._waiting.uid == opened.uid:
            self._pin(self._waiting, span)
            return
        stored, article = opened.stored, opened.stored.article
        passage = spans_of_blocks(article.block_starts, [len(b.text) for b in article.blocks], span)
        same = [p.note for p in opened.notes if p.note.kind == "highlight" and p.passage == passage]
        self.reader.drop_selection()
        self.show_status()
        self._just_marked = None if same else (opened.uid, self.reader.here, span)

        def job() -> str:
            if same:
                self.desk.notebook.delete_note(same[0].id)
                return f"Highlight taken away {self.signs.dot} u brings it back"
            self.desk.notebook.add_note(self.desk.reference(stored), "", span=span)
            return f"Highlighted {self.signs.dot} u undo"

        self.keep(job)

    # -- pinning by hand ---------------------------------------------------------------------------------

    _waiting: Note | None = None
    """A note whose passage is to be shown by hand."""

    _is_offered = True
    """Whether the passage that is only perhaps its own was shown."""

    def pinned_next(self, note: Note) -> None:
        self._waiting = note
        self._is_offered = not note.is_doubtful
        self.say("Select its passage (v), then m pins the note there; Esc leaves it as it is")
        self._offer()

    def has_opened(self, uid: str) -> None:
        super().has_opened(uid)
        self._offer()

    def _offer(self) -> None:
        """Select the passage that may be the waiting note's, so that one key keeps it."""
        note, opened = self._waiting, self.reader.opened
        if self._is_offered or note is None or opened is None or opened.uid != note.uid:
            return
        passage = next((placed.passage for placed in opened.notes if placed.note.id == note.id), ())
        if passage:
            self._is_offered = True
            starts = opened.stored.article.block_starts
            first, last = passage[0], passage[-1]
            self.reader.select(starts[first.block] + first.start, starts[last.block] + last.end)
            self.say("Perhaps here: m keeps it, other keys select another passage; Esc leaves it as it is")
            self.show_status()

    def _pin(self, note: Note, span: tuple[int, int]) -> None:
        self._waiting = None
        self.reader.drop_selection()
        self.show_status()
        opened = self.reader.opened
        if opened is None:
            return
        stored = opened.stored

        def job() -> str:
            self.desk.notebook.pin(note.id, self.desk.reference(stored), *span)
            return f"Pinned to this passage {self.signs.dot} u undo"

        self.keep(job)

    def action_leave(self) -> None:
        """Esc: first let a note stay where it is that waits for its passage."""
        if self._waiting is not None and self.is_in_text:
            self._waiting = None
            self.say("The note stays as it is")

    def action_note(self) -> None:
        """A note on the selection."""
        self.action_write()

    def action_write(self) -> None:
        opened, span = self.reader.opened, self.reader.chosen
        if opened is not None and not self.reader.is_selecting and self._just_marked is not None:
            # What was highlighted a moment ago is what the note is on, as long as one stays there.
            uid, here, marked = self._just_marked
            span = marked if (uid, here) == (opened.uid, self.reader.here) else span
        if self.is_in_text and opened is not None and span is not None:
            self.reader.drop_selection()
            self._open_editor(opened.uid, opened.stored.article, span=span)
        else:
            super().action_write()

    # -- copying -----------------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy the selection, else the paragraph, with where it is from."""
        opened, text = self.reader.opened, self._chosen_text
        if opened is None or not text:
            self.say(_NO_PARAGRAPH if not self.reader.is_original else _IS_ORIGINAL)
            return
        article = opened.stored.article
        cited = citation(
            text,
            headline=article.headline,
            source=article.source,
            date=date_words(article.date),
            place=article.path,
        )
        self._copy(cited, len(text.split()))
        self.reader.drop_selection()
        self.show_status()

    @work(description="work", group="copy", exclusive=True)
    async def _copy(self, text: str, words: int) -> None:
        """By the terminal (OSC 52), which never answers, and by the platform's own program as well."""
        self.app.copy_to_clipboard(text)
        by = "the terminal (OSC 52)"
        command = clipboard_command(os.environ)
        if command is not None:
            name = Path(command[0]).name
            took = await asyncio.to_thread(put_on_clipboard, command, text)
            by = f"{by} and {name}" if took else f"{by}; {name} did not take it"
        self.say(f"Copied {words:,} word{'s' if words != 1 else ''} with the source, by {by}")

    # -- notes at hand -----------------------------------------------------------------------------------

    def _notes_at_hand(self) -> list[Note]:
        """Notes and highlights on the paragraph at hand; where there are none, those on the whole article."""
        opened = self.reader.opened
        if opened is None:
            return []
        here = self.reader.here if self.is_in_text else None
        at_hand = [p.note for p in opened.notes if any(span.block == here for span in p.passage)]
        return at_hand or [p.note for p in opened.notes if not p.passage]

    def _with_note(
        self, title: str, notes: Sequence[Note], nothing: str, deed: Callable[[Note], None]
    ) -> None:
        """Do something to the note that is meant; where there are several, ask which."""
        if not notes:
            self.say(nothing)
        elif len(notes) == 1:
            deed(notes[0])
        else:
            choices = [
                Choice(note, _first_words(note), " ".join(f"#{t}" for t in note.tags)) for note in notes
            ]
            chooser: Chooser[Note] = Chooser(
                title,
                lambda: choices,
                signs=self.signs,
                hint="Enter takes it   Esc back",
                empty_words="",
            )
            self.app.push_screen(chooser, lambda note: deed(note) if note is not None else None)

    def action_delete(self) -> None:
        """Delete the note or highlight at hand."""
        self._with_note(
            "Which one goes?", self._notes_at_hand(), "No note or highlight here", self.delete_note
        )

    def action_edit_here(self) -> None:
        """Edit the note at hand in the room."""
        self._with_note(
            "Which note?", self._editable, "No note here: a writes one", partial(self.edit_note, here=True)
        )

    def action_edit(self) -> None:
        """Edit the note at hand in the user's editor; in the room where none is set."""
        self._with_note("Which note?", self._editable, "No note here: a writes one", self.edit_note)

    @property
    def _editable(self) -> list[Note]:
        at_hand = [note for note in self._notes_at_hand() if note.body]
        if at_hand or self.reader.opened is None:
            return at_hand
        return [p.note for p in self.reader.opened.notes if p.note.kind == "note"][:1]

    def edit_note(self, note: Note, *, here: bool = False) -> None:
        """Edit a note in the user's editor; in the room where none is set, or where it is to be `here`."""
        try:
            editor = None if here else editor_command(os.environ)
            if editor is None:
                super().edit_note(note, here=here)
            else:
                self._edit_outside(note, editor)
        except TuireaderError as error:
            self.complain(error)

    def _edit_outside(self, note: Note, editor: Sequence[str]) -> None:
        draft = self.desk.draft_on(note.uid, note.id)
        start = draft.body if draft is not None else note.body
        sheet = Sheet(start)
        trouble = self._run_outside([*editor, str(sheet.path)])
        body = sheet.text
        if body == start and draft is None:
            sheet.drop()
            self.say(trouble or "Nothing was changed")
            return

        def job() -> str:
            """Keep what was written, as a draft where it cannot be kept as the note: nothing is lost."""
            try:
                if not trouble:
                    self.desk.write_note(note.uid, body, note.tags, note_id=note.id)
                    sheet.drop()
                    return f"Note saved {self.signs.dot} u undo"
            except TuireaderError as error:
                self._keep_rest(note, body, sheet)
                raise OutsideError(
                    f"Not saved: {error}", "It is kept as a draft: e goes on with it"
                ) from error
            self._keep_rest(note, body, sheet)
            return f"{trouble}; what you wrote is kept as a draft: e goes on with it"

        self.keep(job)

    def _keep_rest(self, note: Note, body: str, sheet: Sheet) -> None:
        try:
            self.desk.keep_draft(note.uid, body, note.tags, note_id=note.id)
        except TuireaderError as error:
            raise OutsideError(f"Not kept: {error}", f"What you wrote stays in {sheet.path}") from error
        sheet.drop()

    def _run_outside(self, command: Sequence[str], environment: dict[str, str] | None = None) -> str:
        """Hand the terminal over until the program ends; what went wrong, if anything."""
        return self.room.run_outside(command, environment)

    def action_open_file(self) -> None:
        """Open the article's file in the user's editor or pager."""
        opened = self.reader.opened
        if opened is None:
            return
        try:
            command, environment = viewer_command(os.environ)
            trouble = self._run_outside([*command, file_of(opened.stored.article.path)], environment)
        except TuireaderError as error:
            self.complain(error)
            return
        if trouble:
            self.complain(trouble)


def _first_words(note: Note) -> str:
    return " ".join(note.body.split()) or f"“{note.quote or ''}”"
