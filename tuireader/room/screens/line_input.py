"""One line to type, over the room: the tags of an article, the name of a search, a path."""

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
from tuireader.room.screens.painting import Stepped
from tuireader.room.widgets.hints import Hints


class LineInput(Stepped, ModalScreen[str | None]):
    """Asks for one line; None when it was left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(
        self,
        title: str,
        load: Callable[[], str],
        placeholder: str,
        *,
        check: Callable[[str], object] | None = None,
        does: str = "keeps it",
        about: Callable[[], str] | None = None,
        is_offer: bool = False,
    ) -> None:
        """
        Args:
            title: what is asked for.
            load: gives the line to start from; called in a thread.
            placeholder: what an empty line says.
            check: does what is asked, or raises what is wrong with the line, which then stays open; called in
                a thread.
            does: what Enter does, in words.
            about: gives what is to be known beforehand, under the title; called in a thread.
            is_offer: the line to start from is only offered: what is typed takes its place.
        """
        super().__init__()
        self._title = title
        self._load = load
        self._placeholder = placeholder
        self._check = check
        self._does = does
        self._about = about
        self._is_offer = is_offer

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content(self._title), classes="sheet-title")
            if self._about is not None:
                yield Static(Content(" "), classes="sheet-about")
            yield Input(placeholder=self._placeholder, id="shelf-input", compact=True, select_on_focus=False)
            yield Static(Hints(f"Enter {self._does}   Esc changes nothing"), classes="sheet-dim")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))
        self._fill()

    @work(description="work", exclusive=True)
    async def _fill(self) -> None:
        """Put what there is before what has been typed meanwhile."""
        about = self._about
        try:
            before = await asyncio.to_thread(self._load)
            told = await asyncio.to_thread(about) if about is not None else ""
        except TuireaderError as error:
            self.query_one(".sheet-dim", Static).update(Content(str(error)))
            return
        if about is not None:
            self.query_one(".sheet-about", Static).update(Content(told))
        line = self.query_one(Input)
        if self._is_offer:
            if not line.value:
                line.value = before
                line.action_select_all()
            return
        line.value = f"{before} {line.value}".strip() if before else line.value
        line.cursor_position = len(line.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._check is None:
            self.dismiss(event.value)
        else:
            self._submit(event.value)

    @work(description="work", exclusive=True, group="check")
    async def _submit(self, typed: str) -> None:
        """Give the line if nothing is wrong with it; else say what, and leave it to be mended."""
        assert self._check is not None
        try:
            await asyncio.to_thread(self._check, typed)
        except TuireaderError as error:
            words = self.query_one(".sheet-dim", Static)
            words.add_class("-error")
            words.update(Content(str(error)))
        else:
            self.dismiss(typed)

    def action_leave(self) -> None:
        self.dismiss(None)
