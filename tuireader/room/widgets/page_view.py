"""A page of text drawn by lines: what is lit in it, and the signs in its margin."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuireader.room.desk import OpenArticle
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.page import Line, Link, Page, PassageSpan
from tuireader.room.widgets.ink import Grounded, inked, row

_Ink = dict[int, list[tuple[int, int, str]]]
"""By block: start, end and kind of each piece."""

GUTTER = 3
"""Cells left of the column: the sign of the paragraph one is at, that of a note, and a space."""

MARGINS = GUTTER + 2
"""Cells beside the column, on both sides."""


class PageView(Grounded, ScrollView, can_focus=True, inherit_bindings=False):
    """Draws the page of an open article; where it is scrolled to is the reader's to say."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"reader--{part}"
        for part in (
            "headline",
            "meta",
            "people",
            "countries",
            "subheading",
            "caption",
            "name",
            "asked",
            "hit",
            "found",
            "current",
            "note",
            "noted",
            "highlight",
            "marked",
            "selected",
            "quotation",
            "dateline",
            "gutter",
            "here",
        )
    }

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self._signs = signs
        self.opened: OpenArticle | None = None
        self._page = Page((), 10)
        self._inks: tuple[_Ink, _Ink, _Ink] = ({}, {}, {})
        """What is lit in each block, in layers: the article's own, what was found, what one is at."""
        self._found: list[PassageSpan] = []
        self._quoted: list[PassageSpan] = []
        self._current: PassageSpan | None = None
        self._lit: Link | None = None
        """The name above the text that one is at."""
        self.empty_words: Sequence[str] = ()
        """What is shown when no article is open, line by line."""

    @property
    def here(self) -> int | None:
        """The block one is at."""
        return None

    def _colour(self) -> None:
        """Gather what is lit in each block; later kinds are laid over earlier ones."""
        ink: _Ink = {}

        def lay(spans: Sequence[PassageSpan], kind: str) -> None:
            for span in spans:
                ink.setdefault(span.block, []).append((span.start, span.end, kind))

        if self.opened is not None:
            people = self.opened.names.people
            lay(self._quoted, "quotation")
            lay([PassageSpan(m.block, m.start, m.end) for p in people for m in p.mentions], "name")
            for placed in self.opened.notes:
                if placed.note.kind == "highlight":
                    lay(placed.passage, "marked" if self._is_whole_block(placed.passage) else "highlight")
                elif not self._is_whole_block(placed.passage):
                    lay(placed.passage, "noted")
            lay(self.opened.hits, "hit")
            lay(
                [PassageSpan(m.block, m.start, m.end) for one in self.opened.asked for m in one.mentions],
                "asked",
            )
        self._inks = (ink, *self._inks[1:])
        self._colour_found()
        self._colour_over()

    def _colour_found(self) -> None:
        """Gather what was found: that changes with each letter, and what is below it does not."""
        ink: _Ink = {}
        for span in self._found:
            ink.setdefault(span.block, []).append((span.start, span.end, "found"))
        self._inks = (self._inks[0], ink, self._inks[2])

    def _colour_over(self) -> None:
        """Gather what lies over all else: the passage one has stepped to."""
        over = [self._current] if self._current is not None else []
        ink = {span.block: [(span.start, span.end, "current")] for span in over}
        self._inks = (*self._inks[:2], ink)

    def _is_whole_block(self, passage: Sequence[PassageSpan]) -> bool:
        """A note on a whole paragraph is told by its sign in the margin, not by underlining all of it."""
        if self.opened is None:
            return False
        blocks = self.opened.stored.article.blocks
        return all(span.start == 0 and span.end == len(blocks[span.block].text) for span in passage)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"reader--{part}", partial=True)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.base_ink
        number = self.scroll_offset.y + y
        if self.opened is None and 0 <= y - 1 < len(self.empty_words):
            words = self.empty_words[y - 1]
            return row(
                [Segment(words, base + self._style("meta"))], width, base, lead=[Segment("    ", base)]
            )
        if not 0 <= number < len(self._page.lines):
            return Strip.blank(width, base)
        line = self._page.lines[number]
        left = self._left_margin
        lead = [Segment(" " * (left - GUTTER), base), *self._gutter(line, base)]
        body = Strip(self._body(line, base)).adjust_cell_length(self._page.width, base)
        if line.tail:
            style = base + self._style("note" if line.kind == "note" else "caption")
            tail_cells = cell_len(line.tail)
            kept = max(self._page.width - tail_cells, 0)
            body = Strip([*body.crop(0, kept), Segment(line.tail, style)])
        return Strip([*lead, *body]).adjust_cell_length(width, base)

    @property
    def _left_margin(self) -> int:
        """Cells before the column."""
        return max((self.size.width - self._page.width) // 2, GUTTER)

    def _gutter(self, line: Line, base: Style) -> tuple[Segment, Segment]:
        """Where one is, and what is kept of it, side by side: neither hides the other."""
        is_prose = line.kind in ("text", "caption")
        is_here = is_prose and line.first and self.has_focus and line.block == self.here
        mark = self._mark_of(line)
        if line.kind == "headline" and line.first and self.opened is not None and self.opened.is_bookmarked:
            mark = self._signs.bookmark
        here = Segment(self._signs.here, base + self._style("here")) if is_here else Segment(" ", base)
        return here, Segment(f"{mark or ' '} ", base + self._style("gutter") if mark else base)

    def _mark_of(self, line: Line) -> str:
        """The sign of a noted or a highlighted passage that runs over this line."""
        if self.opened is None or line.block < 0:
            return ""
        if line.kind not in ("text", "caption", "subheading", "headline"):
            return ""
        end = line.start + len(line.text)
        kinds = {
            placed.note.kind
            for placed in self.opened.notes
            for span in placed.passage
            if span.block == line.block and span.start < end and line.start < span.end
        }
        if "note" in kinds:
            return self._signs.anchor
        return self._signs.highlight if kinds else ""

    def _body(self, line: Line, base: Style) -> list[Segment]:
        if line.kind == "blank":
            return []
        style = (
            base
            if line.kind == "text"
            else base + self._style("caption" if line.kind == "credit" else line.kind)
        )
        segments = []
        if line.indent:
            sign = " "
            if line.kind in ("caption", "credit"):
                sign = self._signs.caption
            elif line.kind == "note" and line.first:
                sign = self._signs.note
            if line.lead:
                segments.append(Segment(line.lead, base + self._style("dateline")))
            else:
                segments.append(Segment(sign + " " * (line.indent - 1), style))
        spans = [(link.start, link.end, self._style("name")) for link in line.links]
        spans += [(link.start, link.end, self._style("current")) for link in line.links if link is self._lit]
        if line.block >= 0 and line.kind != "note":
            stop = line.start + len(line.text)
            spans += [
                (start - line.start, end - line.start, self._style(kind))
                for ink in self._inks
                for start, end, kind in ink.get(line.block, ())
                if start < stop and line.start < end
            ]
        return segments + inked(line.text, style, spans)
