"""The reader: what is read in the text, where one is in it, and steps from one place to the next."""

from bisect import bisect_left
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tuireader.room.desk import OpenArticle
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.page import PassageSpan
from tuireader.room.stepping import Step, Thread, asked_in, found_in, name_at, targets_in
from tuireader.room.typesetting import quotations
from tuireader.room.widgets.typeset_view import Spot, TypesetView


class ReaderPane(TypesetView, can_focus=True, inherit_bindings=False):
    """Shows an article; knows which paragraph the reader is at and what lies ahead of it."""

    @dataclass
    class LinkFollowed(Message):
        """A name under the headline was clicked."""

        query: str

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE, column: int = 78) -> None:
        super().__init__(id=id, signs=signs, column=column)
        self.needle = ""
        """What is looked for in the text, as typed."""
        self._here: int | None = None
        self._previewed: int | None = None
        """The line scrolled to by itself, while the list was being filtered and nobody read here."""

    # -- what is read --------------------------------------------------------------------------------

    def show(self, opened: OpenArticle | None) -> None:
        """Open an article where it was left, or show it anew with what has changed in it."""
        same = opened is not None and self.opened is not None and opened.uid == self.opened.uid
        spot = self._spot if same else _spot_of(opened)
        if not same:
            self.is_original = False
            self.needle = ""
            self._current = None
            self._here = None
            self._previewed = None
            self._awaited = None
        before = self.opened
        is_as_set = same and opened is not None and not self._is_setting and self._is_set_from(opened)
        has_new_text = opened is None or before is None or opened.stored.article != before.stored.article
        self.opened = opened
        if has_new_text:
            self._quoted = quotations(opened.stored.article) if opened is not None else []
            self._found = self._found_for(self.needle)
        self._colour()
        if is_as_set:
            # A mark or a hit more moves nothing: what takes a long article a while is not done again.
            self.refresh()
            self.post_message(self.Moved(self))
        else:
            self._set(spot)
        if (
            not self.has_focus
            and opened is not None
            and asked_in(opened)
            and (not same or asked_in(opened) != asked_in(before))
        ):
            self._preview()

    def _preview(self) -> None:
        """While the list is being filtered, show where the text answers; one who reads is left in peace."""
        targets = (
            self.targets("mention")[1] if self.opened and self.opened.asked else self.targets("match")[1]
        )
        # Alone on the screen it would not be told which article this is: there it opens at its headline.
        if targets and not self.is_original and not self.has_class("-alone"):
            self._go(targets[0])
            self._here = None
            self._previewed = self.scroll_offset.y

    def on_focus(self) -> None:
        self._previewed = None

    @property
    def is_previewed(self) -> bool:
        """Whether it stands where filtering the list has brought it, and nobody has read here since."""
        return self._previewed == self.scroll_offset.y

    @property
    def current(self) -> PassageSpan | None:
        """The passage that was gone to last, while it is on the screen."""
        here = self._current
        return here if here is not None and self._is_on_screen(here.block) else None

    # -- where one is --------------------------------------------------------------------------------

    def _is_on_screen(self, block: int) -> bool:
        top = self.scroll_offset.y
        return any(line.block == block for line in self._page.lines[top : top + max(self.size.height, 1)])

    @property
    def here(self) -> int | None:
        """The block one is at: where a step led, else the first paragraph that begins on the screen."""
        if self.opened is None or self.is_original:
            return None
        if self._here is not None:
            return self._here
        top = self.scroll_offset.y
        seen = [
            line
            for line in self._page.lines[top : top + max(self.size.height, 1)]
            if line.kind in ("text", "caption")
        ]
        prose = [line for line in seen if line.kind == "text"] or seen
        starts = [line.block for line in prose if line.first]
        return starts[0] if starts else (prose[0].block if prose else None)

    @property
    def passage(self) -> PassageSpan | None:
        """What a note would be on: the match one stands at, else the paragraph."""
        block = self.here
        if block is None or self.opened is None:
            return None
        return PassageSpan(block, 0, len(self.opened.stored.article.blocks[block].text))

    @property
    def progress_words(self) -> str:
        """Where one is in the text: `all`, `top`, `end`, or how much of it has been on the screen."""
        if self.is_at_end:
            return "all" if self.scroll_offset.y <= 0 else "end"
        if self.scroll_offset.y <= 0:
            return "top"
        return (
            f"{round(100 * (self.scroll_offset.y + self.size.height) / max(self.virtual_size.height, 1))} %"
        )

    @property
    def ahead(self) -> str:
        """What `]` steps to: mentions of who was asked for, notes, or names."""
        if self.opened is not None and self.opened.asked:
            return "mention"
        return "note" if self.opened is not None and any(p.passage for p in self.opened.notes) else "name"

    @property
    def minutes_left(self) -> int:
        """Minutes of reading below the screen."""
        return self._page.minutes_left(self.scroll_offset.y + self.size.height - 1)

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.scroll_offset.y + self.size.height >= self.virtual_size.height

    # -- moving --------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if self._here is not None and not self._is_on_screen(self._here):
                self._here = None
            self.post_message(self.Moved(self))

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def go_to_edge(self, direction: int) -> None:
        """Go to the top (-1) or the end (1) of the text, and be at the paragraph that begins there."""
        self._here = None
        self.scroll_to(y=self.virtual_size.height if direction > 0 else 0, animate=False, force=True)
        self.refresh()

    def step_paragraph(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) paragraph."""
        here = self.here
        begins = {
            line.block: number
            for number, line in enumerate(self._page.lines)
            if line.first and line.kind in ("text", "subheading", "caption")
        }
        blocks = list(begins)
        if not blocks or self.is_original:
            return
        if here in begins:
            at = blocks.index(here) + direction
        else:
            # None begins on the screen: the next from there.
            above = sum(number < self.scroll_offset.y for number in begins.values())
            at = above if direction > 0 else above - 1
        self._go(PassageSpan(blocks[max(0, min(at, len(blocks) - 1))], 0, 0))
        self._current = None
        self.refresh()

    def _go(self, target: PassageSpan) -> None:
        super()._go(target)
        self._here = target.block

    def go_to_place(self, block: int, offset: int) -> None:
        """Go so that this place stands in the first line on the screen, as it did; (0, 0) is the top."""
        y = self._page.line_of(block, offset) if (block, offset) != (0, 0) else 0
        self._here = None
        self.scroll_to(y=y, animate=False, force=True)
        self.refresh()

    def show_passage(self, passage: PassageSpan) -> None:
        """Bring a passage onto the screen and light it."""
        self._current = passage
        self._colour_over()
        self._go(passage)

    # -- stepping ------------------------------------------------------------------------------------

    def find(self, needle: str, found: list[PassageSpan] | None = None) -> int:
        """Look for words in the text, across case and accents; how often they stand there.

        Args:
            needle: the words.
            found: where they stand, if that is known.
        """
        self.needle = needle
        self._found = self._found_for(needle) if found is None else found
        self._current = None
        self._colour_found()
        self._colour_over()
        self.refresh()
        return len(self._found)

    def _found_for(self, needle: str) -> list[PassageSpan]:
        return found_in(self.opened, needle) if self.opened is not None else []

    def targets(self, thread: Thread) -> tuple[str, list[PassageSpan]]:
        """What a thread steps through, in text order, and what it is called."""
        if self.opened is None or self.is_original:
            return "", []
        if thread == "match" and self.needle:
            return self.needle, self._found
        return targets_in(self.opened, thread)

    def step(self, thread: Thread, direction: int) -> Step | None:
        """Go to the next (1) or previous (-1) target; None when there is none."""
        what, targets = self.targets(thread)
        if not targets:
            return None
        if self._current in targets:
            at = targets.index(self._current) + direction
        else:
            at = self._first_from_top(targets) - (0 if direction > 0 else 1)
        number = at % len(targets)
        self.show_passage(targets[number])
        if what == "name":
            what = name_at(self.opened, targets[number])
        return Step(number + 1, len(targets), what, number != at)

    def _first_from_top(self, targets: list[PassageSpan]) -> int:
        top = self._page.place_at(self.scroll_offset.y)
        if top is None:
            return len(targets)
        return bisect_left(targets, top, key=lambda target: (target.block, target.start))

    # -- the mouse -----------------------------------------------------------------------------------

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = self.scroll_offset.y + offset.y
        if not 0 <= number < len(self._page.lines):
            return
        line = self._page.lines[number]
        if line.block >= 0 and line.kind in ("text", "caption"):
            self._here = line.block
            self.refresh()
        column = offset.x - self._left_margin - line.indent
        for link in line.links:
            if cell_len(line.text[: link.start]) <= column < cell_len(line.text[: link.end]):
                self.post_message(self.LinkFollowed(link.query))


def _spot_of(opened: OpenArticle | None) -> Spot | None:
    """Where an article was left; the very beginning of its text stands for the top, headline and all."""
    if opened is None or opened.position is None or opened.position == (0, 0):
        return None
    block, offset = opened.position
    return block, offset, 0
