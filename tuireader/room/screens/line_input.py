"""One line to type, over the room: the tags of an article."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tuireader.errors import TuireaderError


class LineInput(ModalScreen[str | None]):
    """Asks for one line; None when it was left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(self, title: str, load: Callable[[], str], placeholder: str) -> None:
        """
        Args:
            title: what is asked for.
            load: gives the line to start from; called in a thread.
            placeholder: what an empty line says.
        """
        super().__init__()
        self._title = title
        self._load = load
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content(self._title), classes="sheet-title")
            yield Input(placeholder=self._placeholder, id="shelf-input", compact=True, select_on_focus=False)
            yield Static(Content("Enter keep   Esc leave as it was"), classes="sheet-dim")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))
        self._fill()

    @work(description="work", exclusive=True)
    async def _fill(self) -> None:
        """Put what there is before what has been typed meanwhile."""
        try:
            before = await asyncio.to_thread(self._load)
        except TuireaderError as error:
            self.query_one(".sheet-dim", Static).update(Content(str(error)))
            return
        line = self.query_one(Input)
        line.value = f"{before} {line.value}".strip() if before else line.value
        line.cursor_position = len(line.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)
