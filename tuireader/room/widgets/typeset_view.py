"""A page set for the width there is, and again when that or the article changes: one stays at the line."""

from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from textual import events, work
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from tuireader.room.desk import OpenArticle
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.page import Page, PassageSpan
from tuireader.room.typesetting import typeset
from tuireader.room.widgets.page_view import MARGINS, PageView

_INLINE_LIMIT = 100_000
"""Characters up to which an article is set at once (some 3 ms); a longer one is set in a thread."""

NARROWEST, WIDEST = 30, 120
"""Cells of the column that `-` and `+` stay within."""

Spot = tuple[int, int, int]
"""Block and offset of the first line of text on the screen, and how many lines stand above it there."""


class TypesetView(PageView, can_focus=True, inherit_bindings=False):
    """Sets the open article in a column; what is open, and what one does in it, is the reader's to say."""

    @dataclass
    class Moved(Message):
        """Another part of the text is on the screen, or another article."""

        reader: "TypesetView"

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE, column: int = 78) -> None:
        super().__init__(id=id, signs=signs)
        self._column = column
        self.is_original = False
        self.is_indented = False
        """Whether paragraphs are told by their first lines, not by blank ones."""
        self._height = 0
        """Lines on the screen before that changed its size."""
        self._wanted: Spot | None = None
        """Where to go once the page is set."""
        self._set_from: tuple[object, ...] = ()
        """What the page was set from."""
        self._set_uid = ""
        """The article whose page is on the screen; another may be on its way."""
        self._is_setting = False
        """Whether a page is set in a thread."""
        self._left_at = 0
        """The line at the top when that began: at another, one has read on in the page that was there."""
        self._awaited: PassageSpan | None = None
        """What must be on the screen once it is set."""
        self._kept: tuple[int, Spot] | None = None
        """The line scrolled to for a spot, and that spot: setting the page again and again must not drift."""

    # -- how it is set -------------------------------------------------------------------------------

    @property
    def column(self) -> int:
        """Cells the column may take."""
        return self._column

    @property
    def cells(self) -> int:
        """Cells of the column at this size."""
        return max(10, min(self._column, self.size.width - MARGINS))

    @property
    def is_set(self) -> bool:
        """Whether the page on the screen is that of the open article."""
        return self.opened is None or self._set_uid == self.opened.uid

    def _is_set_from(self, opened: OpenArticle) -> bool:
        """Whether the page is the one that would be set for this."""
        return self._set_uid == opened.uid and self._set_from == _setting(opened)

    @property
    def is_long(self) -> bool:
        """Whether to set the article, or to look through it, takes longer than a key may."""
        return self.opened is not None and len(self.opened.stored.article.original) > _INLINE_LIMIT

    def set_column(self, cells: int) -> None:
        """Make the column so wide, and stay at the line."""
        spot = self._spot
        room = max(NARROWEST, self.size.width - MARGINS)
        self._column = max(NARROWEST, min(cells, WIDEST, max(room, min(self._column, cells))))
        self._set(spot)

    def toggle_original(self) -> None:
        """Swap the original in, or the cleaned text back."""
        self.is_original = not self.is_original
        self._set(None if self.is_original else self._spot)

    def set_indented(self, is_indented: bool) -> None:
        """Set paragraphs with or without blank lines between them, and stay at the line."""
        if is_indented != self.is_indented:
            self.is_indented = is_indented
            self._set(self._spot)

    # -- where one stays -----------------------------------------------------------------------------

    @property
    def place(self) -> tuple[int, int] | None:
        """Block and offset of the first line on the screen; None at the very top."""
        spot = self._spot
        return spot[:2] if spot is not None else None

    @property
    def _spot(self) -> Spot | None:
        """What to come back to when the page is set anew; None for the very top."""
        top = self.scroll_offset.y
        if self._wanted is not None and not (self._is_setting and self._has_read_on):
            return self._wanted
        if top <= 0 or self.is_original:
            return None
        if self._kept is not None and self._kept[0] == top:
            return self._kept[1]
        block, offset = self._page.place_of(top)
        return block, offset, max(self._page.line_of(block, offset) - top, 0)

    @property
    def held(self) -> PassageSpan | None:
        """What stays on the screen when that changes its size: the passage that was gone to last."""
        return self._current

    @property
    def _held_on_screen(self) -> PassageSpan | None:
        """What is held, if it is on the screen, or will be once the page is set."""
        held, top = self.held, self.scroll_offset.y
        if self._is_setting and not self._has_read_on:
            return self._awaited
        if held is None or self.opened is None or self._set_uid != self.opened.uid:
            return None
        return held if 0 <= self._page.line_of(held.block, held.start) - top < self._height else None

    @property
    def _has_read_on(self) -> bool:
        """Whether one has moved since a page is being set; a taller screen may have moved the end down."""
        top = self.scroll_offset.y
        return top > self._left_at or top < min(self._left_at, self.max_scroll_y)

    def _go(self, target: PassageSpan) -> None:
        """Bring a passage onto the screen, its context with it."""
        line = self._page.line_of(target.block, target.start)
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if not top <= line < top + height - 1:
            self.scroll_to(y=max(line - height // 3, 0), animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved(self))

    # -- setting -------------------------------------------------------------------------------------

    def _set(self, spot: Spot | None, held: PassageSpan | None = None) -> None:
        """Set the page for the width there is and go to `spot`, and so that `held` is on the screen."""
        if not self.size.width:
            self._wanted = spot
            return
        if self._is_setting:
            # What is being set may be of another article, and must not come over this one.
            self.workers.cancel_group(self, "typeset")
        if self.opened is None:
            self._take(Page((), 10), None)
            return
        job = partial(
            typeset,
            self.opened.stored.article,
            self.opened.names,
            self.opened.notes,
            width=self.cells,
            glyphs=self._signs,
            measure=cell_len,
            original=self.is_original,
            indented=self.is_indented,
        )
        if not self.is_long:
            self._take(job(), spot)
            if held is not None:
                self._go(held)
        else:
            # What is set anew meanwhile, for a note or another width, is set for what was awaited.
            self._awaited = held or (self._awaited if self._is_setting and not self._has_read_on else None)
            self._wanted = spot
            self._is_setting, self._left_at = True, self.scroll_offset.y
            self._set_in_thread(job)

    @work(description="work", exclusive=True, group="typeset")
    async def _set_in_thread(self, job: "partial[Page]") -> None:
        import asyncio

        is_there = self.opened is not None and self._set_uid == self.opened.uid
        page = await asyncio.to_thread(job)
        spot, held = self._wanted, self._awaited
        if is_there and self._has_read_on:
            # One has read on in the page that was there.
            spot, held = self._spot, None
        self._take(page, spot)
        if held is not None:
            self._go(held)

    def _take(self, page: Page, spot: Spot | None) -> None:
        self._page = page
        self._wanted = self._awaited = None
        self._is_setting = False
        self._set_uid = self.opened.uid if self.opened is not None else ""
        self._set_from = _setting(self.opened) if self.opened is not None else ()
        self.virtual_size = Size(
            self.scrollable_content_region.width, len(page.lines) + (2 if page.lines else 0)
        )
        y = max(page.line_of(spot[0], spot[1]) - spot[2], 0) if spot is not None else 0
        self.scroll_to(y=y, animate=False, force=True)
        self._kept = (self.scroll_offset.y, spot) if spot is not None else None
        self.refresh()
        self.post_message(self.Moved(self))

    def on_resize(self, event: events.Resize) -> None:
        held = self._held_on_screen
        self._height = event.size.height
        if self._is_setting or self._page.width != self.cells or not self._page.lines:
            self._set(self._spot, held)
        else:
            self.virtual_size = Size(event.size.width, self.virtual_size.height)
            if held is not None:
                self._go(held)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; a page of another width than there is, whatever has brought that about, is set again."""
        if self._page.lines and self._page.width != self.cells and not self._is_setting and self.opened:
            self.call_later(self._fit)
        return super().render_lines(crop)

    def _fit(self) -> None:
        if self._page.width != self.cells and not self._is_setting:
            self._set(self._spot, self._held_on_screen)


def _setting(opened: OpenArticle) -> tuple[object, ...]:
    """What the page of an article is set from: while it is the same, so is the page."""
    return opened.stored.article, opened.names, opened.notes
