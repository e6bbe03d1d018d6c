"""The text: opening articles, stepping through them, finding in them."""

import asyncio
from collections.abc import Callable

from textual import on, work
from textual.timer import Timer

from tuireader.room.desk import Desk
from tuireader.room.glyphs import Glyphs
from tuireader.room.page import PassageSpan
from tuireader.room.screens.scanning import ScanningScreen
from tuireader.room.stepping import Step, found_in
from tuireader.room.widgets.filter_bar import FindBar, FindInput
from tuireader.room.widgets.reader import ReaderPane
from tuireader.room.widgets.row_list import RowList
from tuireader.search.engine import Answer

_OPEN_AFTER = 0.04
"""Seconds a row must stay under the cursor before it is opened: a held key must not flood the reader."""


class ReadingScreen(ScanningScreen):
    """Opens what the list's cursor is on, and reads it."""

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__(desk, signs=signs, column=column, title=title, scan=scan)
        self._opening: Timer | None = None
        self._wanted_passage: tuple[str, PassageSpan | None] | None = None
        self._target: str | None = None
        """The article that is shown, or about to be."""
        self._opened_as: tuple[str, Answer | None] | None = None
        """The article that was opened with the first answer, and that answer; None after another."""

    # -- opening -----------------------------------------------------------------------------------------

    @property
    def is_behind(self) -> bool:
        """Whether what is on the screen is not yet what the next key will mean."""
        if self.is_typing:
            return False
        opened = self.reader.opened
        is_opening = bool(self.articles.row_count) and (
            opened is None
            or (self._target is not None and opened.uid != self._target)
            or not self.reader.is_set
        )
        return self.is_asking or (self.is_in_text and is_opening)

    @on(RowList.Highlighted, "#list")
    def _highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        if self._opening is not None:
            self._opening.stop()
        if event.by_hand and not self.is_in_text:
            # What was said of another article would be read as said of this one.
            self.say("")
        if event.by_hand:
            self._stays = False
        elif self._stays:
            return
        row = self.articles.row(event.index)
        if row is not None and self._opened_as == (row.hit.row.uid, self.articles.answer):
            return
        if row is not None and self.reader.opened is not None and row.hit.row.uid == self.reader.opened.uid:
            self.open_article(row.hit.row.uid)
            return
        if self.is_in_text:
            self.open_under_cursor()
        else:
            self._opening = self.set_timer(_OPEN_AFTER, self.open_under_cursor)

    def open_under_cursor(self) -> None:
        """Show the article under the cursor."""
        row = self.articles.row(self.articles.cursor)
        if row is not None:
            self.open_article(row.hit.row.uid)
        elif self.articles.row_count:
            self._opening = self.set_timer(_OPEN_AFTER, self.open_under_cursor)

    def open_article(self, uid: str) -> None:
        """Show an article in the reader, or show it anew."""
        self._target = uid
        self._open_soon(uid)

    async def open_first(self) -> None:
        """Open what is under the cursor, without the delay of a key that is held."""
        row = self.articles.row(self.articles.cursor)
        if row is not None:
            self._target = row.hit.row.uid
            await self._open(self._target)
            self._opened_as = (self._target, self.articles.answer)

    @work(description="work", group="open", exclusive=True)
    async def _open_soon(self, uid: str) -> None:
        await self._open(uid)

    async def _open(self, uid: str) -> None:
        self._opened_as = None
        answer = self.articles.answer
        left = self.leave_place(uid)
        if left is not None:
            # A place that cannot be kept (a full disk) is no reason not to read on.
            await self.attempt(left)
        opened = await self.attempt(lambda: self.desk.open(uid, answer))
        if uid != self._target or (opened is None and self.status.is_error):
            return
        self.reader.show(opened)
        if self._wanted_passage is not None and self._wanted_passage[0] == uid:
            passage = self._wanted_passage[1]
            self._wanted_passage = None
            if passage is not None:
                self.reader.show_passage(passage)
        self.has_opened(uid)

    def leave_place(self, next_uid: str | None) -> Callable[[], None] | None:
        """What keeps the place in the article that is left; None when there is nothing to keep."""
        opened = self.reader.opened
        if opened is None or opened.uid == next_uid or self.desk.notebook.readonly:
            return None
        uid, place = opened.uid, self.reader.place
        if self.reader.is_previewed:
            return None
        if place == opened.position or (place is None and opened.position is None):
            return None
        block, offset = place or (0, 0)
        return lambda: self.desk.notebook.set_position(uid, block, offset)

    def show_nothing(self) -> None:
        """Empty the reader, and open nothing that was on its way."""
        self._target = None
        super().show_nothing()

    def has_opened(self, uid: str) -> None:
        """Called when an article is on the screen."""

    @on(RowList.Chosen, "#list")
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_open()

    @on(ReaderPane.Moved)
    def _moved(self, event: ReaderPane.Moved) -> None:
        event.stop()
        self.show_status()

    def refresh_marks(self) -> None:
        """Draw list and text with what the notebook says now, without moving either."""
        super().refresh_marks()
        if self._target is not None:
            self.open_article(self._target)

    # -- stepping in the text ----------------------------------------------------------------------------

    def tell_step(self, step: Step | None, nothing: str, unit: str) -> None:
        """Say where a step led."""
        if step is None:
            self.say(nothing)
            return
        what = f" {self.signs.dot} {step.what}" if step.what not in (unit, "") else ""
        wrapped = f" {self.signs.dot} from the other end" if step.has_wrapped else ""
        self.say(f"{unit} {step.number} of {step.total}{what}{wrapped}")

    # -- typing ------------------------------------------------------------------------------------------

    def action_keep_typed(self) -> None:
        """Enter: go to what the filter lists, or to what was found."""
        if isinstance(self.focused, FindInput):
            self._close_find()
        elif self._has_chosen and self.menu.chosen is not None:
            self.take(self.menu.chosen)
        else:
            self._close_filter()

    def action_take_choice(self) -> None:
        """Tab: to what was found, or the suggestion in place of what was typed for it."""
        if isinstance(self.focused, FindInput):
            self._close_find()
        else:
            super().action_take_choice()

    def action_drop_typed(self) -> None:
        """Esc: no filter, or nothing looked for, any more."""
        if isinstance(self.focused, FindInput):
            self.workers.cancel_group(self, "find")
            self.reader.find("")
            self._close_find()
        else:
            self.filter_bar.set_text("")
            self._close_filter()

    def action_move_choice(self, direction: int) -> None:
        """Down or up: another suggestion, or on to the list."""
        at = self.menu.cursor + direction
        if isinstance(self.focused, FindInput):
            self.tell_find(self.reader.step("match", direction))
        elif self.menu.chosen is None or at >= self.menu.row_count:
            self._close_filter()
        else:
            self.menu.cursor = at
            self._has_chosen = True

    # -- the find bar ------------------------------------------------------------------------------------

    @on(FindInput.Changed, "#find-input")
    def _find_changed(self, event: FindInput.Changed) -> None:
        event.stop()
        self.workers.cancel_group(self, "find")
        if self.reader.is_long and event.value.strip():
            self._find_in_thread(event.value)
        else:
            self._show_found(event.value, self.reader.find(event.value))

    @work(description="work", group="find", exclusive=True)
    async def _find_in_thread(self, needle: str) -> None:
        """Look through a long article without keeping the next letter waiting."""
        opened = self.reader.opened
        if opened is None:
            return
        found = await asyncio.to_thread(found_in, opened, needle)
        if self.reader.opened is not None and self.reader.opened.uid == opened.uid:
            self._show_found(needle, self.reader.find(needle, found))

    def _show_found(self, needle: str, found: int) -> None:
        if not needle.strip():
            self.query_one(FindBar).set_count("")
        elif not found:
            self.query_one(FindBar).set_count("not in this text")
        else:
            self.tell_find(self.reader.step("match", 1))

    def tell_find(self, step: Step | None) -> None:
        """Say which match of how many, in the find bar."""
        self.query_one(FindBar).set_count(f"{step.number} of {step.total}" if step else "")

    def open_find(self) -> None:
        """Open the find bar and go there."""
        bar = self.query_one(FindBar)
        bar.display = True
        bar.input.value = ""
        bar.set_count("")
        self.set_focus(bar.input)

    def _close_find(self) -> None:
        self.query_one(FindBar).display = False
        self.enter_text()

    def action_open(self) -> None:
        """Read the article under the cursor."""
        row = self.articles.row(self.articles.cursor)
        if row is not None and row.hit.row.uid != self._target:
            # At once: the next key is meant for this text.
            self.open_article(row.hit.row.uid)
        if self.articles.row_count:
            self.enter_text()
        else:
            self.say("Nothing is listed")
