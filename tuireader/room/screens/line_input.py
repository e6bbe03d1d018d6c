"""One line to type, over the room: the tags of an article."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class LineInput(ModalScreen[str | None]):
    """Asks for one line; None when it was left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(self, title: str, value: str, placeholder: str) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content(self._title), classes="sheet-title")
            yield Input(
                self._value,
                placeholder=self._placeholder,
                id="shelf-input",
                compact=True,
                select_on_focus=False,
            )
            yield Static(Content("Enter keep   Esc leave as it was"), classes="sheet-dim")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)
