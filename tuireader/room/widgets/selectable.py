"""The reader with a selection in its text: by keys, and by the mouse."""

from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tuireader.room.desk import OpenArticle
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.page import Line, PassageSpan, spans_of_blocks
from tuireader.room.selecting import Ground, Selection, Unit
from tuireader.room.widgets.named import NamedReader


class SelectableReader(NamedReader):
    """Lets one mark a piece of the text; what becomes of it is the screen's to say."""

    @dataclass
    class Selected(Message):
        """A selection was begun, changed or dropped with the mouse."""

        reader: "SelectableReader"

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE, column: int = 78) -> None:
        super().__init__(id=id, signs=signs, column=column)
        self.selection: Selection | None = None
        self._pressed_at: int | None = None
        self._is_dragging = False
        self._goal_cell: int | None = None

    # -- what is selected ----------------------------------------------------------------------------

    @property
    def is_selecting(self) -> bool:
        """Whether a piece of the text is being chosen."""
        return self.selection is not None

    @property
    def ground(self) -> Ground | None:
        """The text to select in; None where none is open, and in the original."""
        if self.opened is None or self.is_original:
            return None
        article = self.opened.stored.article
        ends = [
            (start, start + len(block.text))
            for start, block in zip(article.block_starts, article.blocks, strict=True)
        ]
        return Ground(article.text, ends)

    @property
    def held(self) -> PassageSpan | None:
        """The end of the selection that moves, where there is one."""
        if self.selection is None or self.opened is None:
            return super().held
        block, offset = self._place_of(self.selection.moving)
        return PassageSpan(block, offset, offset)

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The selected piece, else the match one stands at, else the paragraph; in `Article.text`."""
        if self.selection is not None:
            return self.selection.span
        passage = self.passage
        if passage is None or self.opened is None:
            return None
        start = self.opened.stored.article.block_starts[passage.block]
        return start + passage.start, start + passage.end

    def show(self, opened: OpenArticle | None) -> None:
        if self.opened is None or opened is None or opened.stored.article.text != self._text:
            self._drop()
        super().show(opened)

    @property
    def _text(self) -> str:
        return self.opened.stored.article.text if self.opened is not None else ""

    def _drop(self) -> None:
        self.selection = None
        self._pressed_at = None
        self._goal_cell = None

    # -- by keys -------------------------------------------------------------------------------------

    def begin_selection(self) -> bool:
        """Select the match or name one stands at, else what the query found, else a word at hand."""
        if self.passage is None:
            # On a small screen the head may fill it: the first paragraph is what is meant.
            self.step_paragraph(1)
        ground, passage = self.ground, self.passage
        if ground is None or passage is None or self.opened is None:
            return False
        starts = self.opened.stored.article.block_starts
        found = self._current or self._asked_for()
        if found is not None and self._is_on_screen(found.block):
            start = starts[found.block]
            self._select(Selection(start + found.start, start + found.end))
        else:
            offset = self._first_offset_on_screen(passage.block)
            self._select(ground.word_at(starts[passage.block] + offset))
        return True

    def select(self, start: int, end: int) -> None:
        """Select this piece of `Article.text`."""
        if self.ground is not None:
            self._select(Selection(start, end))

    def _asked_for(self) -> PassageSpan | None:
        """Who was asked for, or what matched, first in the paragraph at hand; without one, on the screen."""
        if self.opened is None:
            return None
        spans = [PassageSpan(*mention) for entity in self.opened.asked for mention in entity.mentions]
        for span in (*spans, *self.opened.hits):
            if self._here in (None, span.block) and self._is_on_screen(span.block):
                return span
        return None

    def _first_offset_on_screen(self, block: int) -> int:
        """Where the part of a block begins that is on the screen."""
        top = self.scroll_offset.y
        for line in self._page.lines[top : top + max(self.size.height, 1)]:
            if line.block == block and line.kind in ("text", "caption", "subheading", "headline"):
                return line.start
        return 0

    def drop_selection(self) -> None:
        """Select nothing any more."""
        self._drop()
        self._colour_over()
        self.refresh()

    def move_selection(self, unit: Unit, direction: int) -> None:
        """Move the selection's moving end by one unit."""
        ground = self.ground
        if ground is not None and self.selection is not None:
            self._goal_cell = None
            self._select(ground.moved(self.selection, unit, direction))

    def move_selection_by_line(self, direction: int) -> None:
        """Move the selection's moving end to the line below (1) or above (-1), staying in its column."""
        if self.selection is None or self.opened is None:
            return
        numbers = [number for number, line in enumerate(self._page.lines) if _is_text(line)]
        starts = self.opened.stored.article.block_starts
        block, offset = self._place_of(self.selection.moving)
        at = self._page.line_of(block, offset)
        line = self._page.lines[at]
        if self._goal_cell is None:
            self._goal_cell = cell_len(line.text[: max(offset - line.start, 0)])
        beyond = [n for n in numbers if n > at] if direction > 0 else [n for n in numbers if n < at]
        if not beyond:
            return
        there = self._page.lines[beyond[0] if direction > 0 else beyond[-1]]
        to = starts[there.block] + there.start + _offset_of(there.text, self._goal_cell)
        if to == self.selection.fixed:
            to += direction
        goal = self._goal_cell
        self._select(Selection(self.selection.fixed, max(0, min(to, len(self._text)))))
        self._goal_cell = goal

    def grow_selection(self) -> None:
        """Select whole sentences, then whole paragraphs, then the first word again."""
        ground = self.ground
        if ground is not None and self.selection is not None:
            self._select(ground.grown(self.selection))

    def turn_selection(self) -> None:
        """Let the other end move."""
        if self.selection is not None:
            self._select(self.selection.turned)

    def _select(self, selection: Selection) -> None:
        self.selection = selection
        self._current = None
        self._colour_over()
        block, offset = self._place_of(selection.moving)
        self._go(PassageSpan(block, offset, offset))

    def _place_of(self, at: int) -> tuple[int, int]:
        """A place of the whole text as a block and an offset in it."""
        if self.opened is None:
            return 0, 0
        starts = [*self.opened.stored.article.block_starts, len(self._text) + 2]
        for number, (start, following) in enumerate(pairwise(starts)):
            if at < following - 1:
                return number, min(at - start, following - 2 - start)
        return max(len(starts) - 2, 0), 0

    @property
    def _selected_spans(self) -> tuple[PassageSpan, ...]:
        if self.selection is None or self.opened is None:
            return ()
        article = self.opened.stored.article
        return spans_of_blocks(
            article.block_starts, [len(b.text) for b in article.blocks], self.selection.span
        )

    def _colour_over(self) -> None:
        super()._colour_over()
        for span in self._selected_spans:
            self._inks[2].setdefault(span.block, []).append((span.start, span.end, "selected"))

    # -- by the mouse --------------------------------------------------------------------------------

    def _text_place(self, event: events.MouseEvent) -> int | None:
        """Where in the whole text the mouse is; None beside any text, the nearest line of text in a drag."""
        if self.opened is None or self.is_original:
            return None
        x = event.screen_x - self.content_region.x
        number = self.scroll_offset.y + int(event.screen_y - self.content_region.y)
        lines = self._page.lines
        if not self._is_dragging and not (0 <= number < len(lines) and _is_text(lines[number])):
            return None
        number = max(0, min(number, len(lines) - 1))
        while number > 0 and not _is_text(lines[number]):
            number -= 1
        line = lines[number]
        if not _is_text(line):
            return None
        cell = max(int(x) - self._left_margin - line.indent, 0)
        start = self.opened.stored.article.block_starts[line.block]
        return start + line.start + _offset_of(line.text, cell)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Where a drag begins."""
        if event.button == 1:
            self._pressed_at = self._text_place(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to where the mouse is."""
        if self._pressed_at is None or not event.button:
            return
        if not self._is_dragging:
            self._is_dragging = True
            self.capture_mouse()
        top, bottom = self.content_region.y, self.content_region.bottom
        if event.screen_y < top:
            self.scroll_lines(-1)
        elif event.screen_y >= bottom:
            self.scroll_lines(1)
        place = self._text_place(event)
        if place is None:
            return
        # The character under the mouse is part of it, on whichever side one drags.
        forward = place >= self._pressed_at
        fixed, moving = (self._pressed_at, place + 1) if forward else (self._pressed_at + 1, place)
        self.selection = Selection(fixed, min(moving, len(self._text)))
        self._current = None
        self._colour_over()
        self.refresh()
        self.post_message(self.Selected(self))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Where a drag ends."""
        self._pressed_at = None
        if self._is_dragging:
            self.release_mouse()

    async def _on_click(self, event: events.Click) -> None:
        """A click drops the selection; two select a word, three a sentence, four a paragraph.

        What the reader does with a click Textual asks of it next, unless that is prevented.
        """
        if self._is_dragging:
            self._is_dragging = False
            event.prevent_default()
            return
        ground, place = self.ground, self._text_place(event)
        if event.chain > 1 and ground is not None and place is not None:
            units: tuple[Unit, ...] = ("word", "sentence", "paragraph")
            self._select(ground.around(place, units[min(event.chain, 4) - 2]))
            self.post_message(self.Selected(self))
            event.prevent_default()
            return
        if self.selection is not None:
            self.drop_selection()
            self.post_message(self.Selected(self))


def _is_text(line: Line) -> bool:
    return line.block >= 0 and line.kind in ("text", "caption", "subheading", "headline")


def _offset_of(text: str, cell: int) -> int:
    """The code point of a line that stands in this cell, or the last."""
    if text.isascii():
        return min(cell, max(len(text) - 1, 0))
    used = 0
    for number, character in enumerate(text):
        used += cell_len(character)
        if used > cell:
            return number
    return max(len(text) - 1, 0)
