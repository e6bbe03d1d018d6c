"""The list of articles: two lines each and, when filtered, the reason each one came back."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from tuireader.room.dating import date_words
from tuireader.room.desk import ListRow
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import clipped, clipped_at_word, inked, row
from tuireader.room.widgets.row_list import Divider, RowList
from tuireader.search.engine import Answer
from tuireader.text.fold import fold
from tuireader.text.wrap import wrap

_KEPT_ROWS = 1000
"""Rows held ready around the screen; a row is some 500 bytes."""

_ONE_LINE_FROM = 72
"""Cells from which a headline gets one line, not two."""

_DATE, _DAY, _SOURCE = len("22 Dec 2024"), len("22 Dec"), 12
"""Cells of what has a column of its own."""
_ROOM_FOR_YEAR, _ROOM_FOR_SOURCE = 44, 88
"""Cells from which a line of its own tells the year as well, and the source."""


class ArticleList(RowList):
    """Articles as an answer orders them; rows are asked for by window and may come late."""

    @dataclass
    class WindowWanted(Message):
        """Rows are on the screen that are not at hand."""

        generation: int
        start: int
        stop_at: int

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(id=id, signs=signs)
        self._answer: Answer | None = None
        self._rows: OrderedDict[int, ListRow | None] = OrderedDict()
        self._asked: tuple[int, int] | None = None
        self._generation = 0
        self._is_compact = False

    def set_compact(self, is_compact: bool) -> None:
        """Give each article one line, or more; the article under the cursor stays in sight."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.resized_rows()
            self.call_after_refresh(self.show_cursor)

    # -- what is listed ------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """Grows with each answer; a window carries the one it belongs to."""
        return self._generation

    @property
    def answer(self) -> Answer | None:
        """What is listed."""
        return self._answer

    def show(self, answer: Answer, rows: Sequence[ListRow | None], start: int, cursor: int) -> None:
        """List an answer, with the rows around its cursor at hand.

        Args:
            answer: what to list.
            rows: rows from `start` on.
            start: index of the first of `rows`.
            cursor: index the cursor goes to.
        """
        before, stood = self.row(self.cursor), self.top_of(self.cursor) - self.scroll_offset.y
        self._generation += 1
        self._answer = answer
        self._rows = OrderedDict((start + at, item) for at, item in enumerate(rows))
        self._asked = None
        self.resized_rows()
        self.set_reactive(RowList.cursor, self.validate_cursor(cursor))
        under = self.row(self.cursor)
        if before is not None and under is not None and before.hit.row.uid == under.hit.row.uid:
            # What came in above pushes nothing: the article under the cursor stays on its line.
            self.scroll_to(y=max(self.top_of(self.cursor) - stood, 0), animate=False, force=True)
        self.call_after_refresh(self.show_cursor)
        self.refresh()
        if self.row_count:
            self.post_message(self.Highlighted(self, self.cursor))

    def complete(self, answer: Answer) -> None:
        """Take the rest of the answer that is listed; it begins as what is there."""
        self._answer = answer
        self.resized_rows()

    def fill(self, generation: int, start: int, rows: Sequence[ListRow | None]) -> None:
        """Take rows that were wanted, or that have changed; an old answer's are dropped."""
        if generation != self._generation:
            return
        for at, item in enumerate(rows):
            self._rows[start + at] = item
            self._rows.move_to_end(start + at)
        while len(self._rows) > _KEPT_ROWS:
            self._rows.popitem(last=False)
        self._asked = None
        self.refresh()

    def row(self, index: int) -> ListRow | None:
        """A row that is at hand."""
        return self._rows.get(index)

    @property
    def window(self) -> tuple[int, int]:
        """The rows on the screen and a page either side."""
        first = max(self.row_at(self.scroll_offset.y)[0], 0)
        return max(first - self.page, 0), min(first + 2 * self.page + 2, self.row_count)

    # -- RowList -------------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        return len(self._answer.ids) if self._answer else 0

    @property
    def row_height(self) -> int:
        return 1 if self._is_compact else self._headline_lines + 1 + self._is_filtered + self.gap

    @property
    def gap(self) -> int:
        return 0 if self._is_compact else 1

    @property
    def _headline_lines(self) -> int:
        return 1 if self.size.width >= _ONE_LINE_FROM else 2

    @property
    def _is_filtered(self) -> bool:
        return self._answer is not None and self._answer.query.root is not None

    @property
    def dividers(self) -> Sequence[Divider]:
        """Where tiers begin: none where all hits are of one plain kind."""
        if self._answer is None or not self.row_count:
            return ()
        tiers = self._answer.tiers
        if len(tiers) < 2 and not tiers[0].words.startswith("similar"):
            return ()
        return [Divider(tier.start, tier.words) for tier in tiers]

    # -- drawing -------------------------------------------------------------------------------------

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        item = self._rows.get(index)
        base = self.base_ink
        if is_cursor and line < self.row_height - self.gap:
            base = base + self.ink("cursor")
        if line >= self.row_height - self.gap:
            return Strip.blank(width, self.base_ink)
        lead = [Segment(f"{self.signs.cursor if is_cursor else ' '} ", base + self.ink("bar"))]
        if item is None:
            if index not in self._rows:  # else it is gone: the next answer will not have it
                self._want_window()
            text = self.signs.ellipsis if line == 0 else ""
            return row([Segment(text, base + self.ink("dim"))], width, base, lead=lead)
        if self._is_compact:
            return self._one_line(item, width, base, lead)
        room = max(width - 3, 4)
        pieces = wrap(item.hit.row.headline, room, cell_len)
        # What is told of an article stands right under its headline, however long that is.
        told = min(len(pieces), self._headline_lines)
        if line < told:
            return row(self._headline(item, pieces, line, room, base), width, base, lead=lead)
        marks = self._marks(item, base)
        date = date_words(item.hit.row.date)
        behind = [item.hit.row.source or "", item.hit.row.place or ""]
        # What stands behind a date begins in one column, whatever the day.
        facts = [f"{date:<{_DATE}}" if date and any(behind) else date, *behind]
        words = f" {self.signs.dot} ".join(fact for fact in facts if fact)
        if words or marks:
            if line == told:
                taken = sum(cell_len(segment.text) for segment in marks)
                words = clipped(words, room - taken - 1, self.signs.ellipsis)
                left = [Segment(words, base + self.ink("dim"))]
                return row(left, width, base, [*marks, Segment(" ", base)] if marks else (), lead=lead)
            told += 1
        if line == told and self._is_filtered:
            return row(self._reason(item, room, base), width, base, lead=lead)
        return Strip.blank(width, self.base_ink)

    def _one_line(self, item: ListRow, width: int, base: Style, lead: Sequence[Segment]) -> Strip:
        """Headline, marks, source and date in columns of their own."""
        hit_row = item.hit.row
        dim = base + self.ink("dim")
        date = date_words(hit_row.date)
        if width < _ROOM_FOR_YEAR:
            date = f"{' '.join(date.split()[:2]):>{_DAY}}"
        right = [*self._marks(item, base, tags=width >= _ROOM_FOR_SOURCE)]
        if width >= _ROOM_FOR_SOURCE:
            source = clipped(hit_row.source or "", _SOURCE, self.signs.ellipsis)
            right.append(Segment(f"  {source}{' ' * (_SOURCE - cell_len(source))}", dim))
        right.append(Segment(f"  {date:>{_DATE if width >= _ROOM_FOR_YEAR else _DAY}} ", dim))
        room = max(width - 3 - sum(cell_len(segment.text) for segment in right), 4)
        text = clipped_at_word(hit_row.headline, room, self.signs.ellipsis)
        style = base + self.ink("quiet" if item.is_read else "title")
        left = inked(text, style, [(s, e, self.ink("hit")) for s, e in item.hit.headline_spans])
        return row(left, width, base, right, lead=lead)

    def _want_window(self) -> None:
        """Ask once for the rows on the screen; painting never waits for them."""
        if self._asked is None:
            self._asked = self.window
            self.post_message(self.WindowWanted(self._generation, *self._asked))

    def _headline(
        self, item: ListRow, pieces: Sequence[tuple[int, int]], line: int, room: int, base: Style
    ) -> list[Segment]:
        style = base + self.ink("quiet" if item.is_read else "title")
        headline = item.hit.row.headline
        start, end = pieces[line]
        text = headline[start:end]
        if line == self._headline_lines - 1 and len(pieces) > self._headline_lines:
            text = clipped_at_word(headline[start:], room, self.signs.ellipsis)
        hit = self.ink("hit")
        return inked(text, style, [(s - start, e - start, hit) for s, e in item.hit.headline_spans])

    def _marks(self, item: ListRow, base: Style, *, tags: bool = True) -> list[Segment]:
        mark = base + self.ink("mark")
        parts = []
        if item.tags and tags:
            parts.append(
                Segment(clipped(" ".join(f"#{tag}" for tag in item.tags), 16), base + self.ink("dim"))
            )
        if item.is_bookmarked:
            parts.append(Segment(self.signs.bookmark, mark))
        if item.is_highlighted and not item.notes:
            parts.append(Segment(self.signs.highlight, mark))
        if item.notes:
            parts.append(Segment(f"{self.signs.note} {item.notes}", mark))
        spaced: list[Segment] = []
        for part in parts:
            spaced += [Segment("  ", base), part] if spaced else [part]
        return spaced

    def _reason(self, item: ListRow, room: int, base: Style) -> list[Segment]:
        """Why it came back: `Emmanuel Macron ← macorn`, or the passage with what matched lit."""
        dim = base + self.ink("dim")
        told = []
        for reason in item.hit.reasons:
            is_name = reason.field in ("person", "country")
            if reason.how == "fuzzy" or (is_name and fold(reason.matched) != fold(reason.typed)):
                told.append((reason.matched, reason.typed))
        snippet = item.hit.snippet
        if told:
            segments: list[Segment] = []
            used = 0
            for matched, typed in dict.fromkeys(told):
                lead = f" {self.signs.dot} " if segments else ""
                words = clipped(matched, max(room - used - len(lead), 0), self.signs.ellipsis)
                because = clipped(
                    f" {self.signs.arrow} {typed}", max(room - used - cell_len(lead + words), 0)
                )
                used += cell_len(lead + words + because)
                segments += [
                    Segment(lead, dim),
                    Segment(words, base + self.ink("name")),
                    Segment(because, dim),
                ]
            return segments
        if snippet is None:
            return [
                Segment(
                    clipped(", ".join(r.matched for r in item.hit.reasons), room), base + self.ink("name")
                )
            ]
        return inked(
            clipped(snippet.text, room, self.signs.ellipsis),
            dim,
            [(s, e, self.ink("hit")) for s, e in snippet.spans],
        )
