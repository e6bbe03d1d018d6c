"""The note editor: a sheet at the foot of the room, so that the passage stays in sight."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from tuireader.errors import TuireaderError
from tuireader.room.screens.painting import Stepped
from tuireader.room.tagging import tags_in, tags_line
from tuireader.room.widgets.hints import Hints
from tuireader.room.widgets.ink import clipped

_DRAFT_SECONDS = 1.0
"""How much typing a crash may cost (`notes/reliability.md`, P23)."""

_HINT = "ctrl+s save   Esc keep as draft   Tab tags"


@dataclass(frozen=True, slots=True)
class Written:
    """What the reader wrote."""

    body: str
    tags: tuple[str, ...]


class NoteEditor(Stepped, ModalScreen[Written | None]):
    """Writes one note. Closes with the note only after it is on disk, and with None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        # In order, before the next key is looked at: a tag typed at once must not begin in the note.
        Binding("tab,shift+tab", "change_field", show=False, priority=True),
    ]

    def __init__(
        self,
        *,
        title: str,
        quote: str,
        body: str,
        tags: tuple[str, ...],
        keep: Callable[[Written], object],
        keep_draft: Callable[[Written], object],
    ) -> None:
        """
        Args:
            title: what the note is on.
            quote: the passage, empty for the whole article.
            body: the text to start from: a draft, or the note that is edited.
            tags: its tags.
            keep: writes the note; called in a thread; returns once it is on disk, raises when it is not.
            keep_draft: keeps what is half typed; called in a thread.
        """
        super().__init__()
        self._title = title
        self._quote = quote
        self._start = Written(body, tags)
        self._keep = keep
        self._keep_draft = keep_draft
        self._drafted = self._start
        self._is_saving = False

    def compose(self) -> ComposeResult:
        with Vertical(id="editor", classes="sheet"):
            yield Static(Content(self._title), classes="sheet-title")
            yield Static(Content(f"“{clipped(self._quote, 300)}”" if self._quote else ""), id="editor-quote")
            yield TextArea(
                self._start.body, id="editor-text", soft_wrap=True, tab_behavior="focus", compact=True
            )
            yield Input(
                tags_line(self._start.tags),
                placeholder="tags, parted by spaces",
                id="editor-tags",
                compact=True,
            )
            yield Static(Hints(_HINT), id="editor-hint")

    def on_mount(self) -> None:
        self.query_one("#editor-quote").display = bool(self._quote)
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_focus(area)
        self.set_interval(_DRAFT_SECONDS, self._draft)

    @property
    def written(self) -> Written:
        """What stands in the editor now."""
        tags = tags_in(self.query_one("#editor-tags", Input).value)
        return Written(self.query_one(TextArea).text.strip("\n"), tags)

    def _draft(self) -> None:
        written = self.written
        if written != self._drafted and not self._is_saving:
            self._drafted = written
            self._write_draft(written)

    @work(description="work", thread=True, exclusive=True, group="draft", exit_on_error=False)
    def _write_draft(self, written: Written) -> None:
        try:
            self._keep_draft(written)
        except TuireaderError as error:
            self.app.call_from_thread(self._complain, f"Draft not kept: {error}")

    def action_change_field(self) -> None:
        """From the text to the tags, and back."""
        area = self.query_one(TextArea)
        self.set_focus(self.query_one("#editor-tags") if self.focused is area else area)

    def action_save(self) -> None:
        written = self.written
        if self._is_saving:
            return
        if not written.body.strip():
            self._complain("Nothing to save yet: write a line, or leave with Esc")
            return
        self._is_saving = True
        self._say("Saving …")
        self._save(written)

    @work(description="work", thread=True, group="save", exit_on_error=False)
    def _save(self, written: Written) -> None:
        try:
            self._keep(written)
        except TuireaderError as error:
            # The text stays where it is: nothing typed may be lost to a full disk.
            self.app.call_from_thread(self._not_saved, f"Not saved: {error}")
        else:
            self.app.call_from_thread(self.dismiss, written)

    def _not_saved(self, words: str) -> None:
        self._is_saving = False
        self._complain(words)

    def action_leave(self) -> None:
        if self._is_saving:
            return
        written = self.written
        # Emptied, it leaves no draft behind.
        if written != self._start:
            self._leave_with_draft(written)
        else:
            self.dismiss(None)

    @work(description="work", thread=True, group="save", exit_on_error=False)
    def _leave_with_draft(self, written: Written) -> None:
        try:
            self._keep_draft(written)
        except TuireaderError as error:
            self.app.call_from_thread(self._complain, f"Draft not kept: {error}. Esc again leaves without it")
            self._start = written
        else:
            self.app.call_from_thread(self.dismiss, None)

    def _say(self, words: str) -> None:
        hint = self.query_one("#editor-hint", Static)
        hint.remove_class("-error")
        hint.update(Content(words))

    def _complain(self, words: str) -> None:
        hint = self.query_one("#editor-hint", Static)
        hint.add_class("-error")
        hint.update(Content(words))
