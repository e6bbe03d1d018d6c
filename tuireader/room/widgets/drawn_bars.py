"""A chart of bars as it is drawn: bars, an axis with dates, and in words what is pointed at."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tuireader.library.periods import Unit
from tuireader.library.timeline import Bars, Timeline, Within
from tuireader.room.charting import (
    Axis,
    View,
    aside_words,
    count_words,
    days_of,
    height,
    scale,
    span_words,
)
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import clipped, row
from tuireader.search.dates import Days

EIGHTHS = 8
_LEAST = 2
"""Lines of the bars, where there is room for nothing else."""
_CALM, _LINES_OF_ONE = 14, 4
"""Lines that the bars may take at any rate, and for each article of the highest: two are no tower."""
_UNDER: tuple[tuple[str, int], ...] = (
    ("base", 3), ("upper", 5), ("lower", 6), ("aside", 7), ("gap", 10), ("space", 11), ("span", 16),
    ("whole", 17), ("air", 18),
)  # fmt: skip
"""Further lines, each with the number of lines from which there is room for it, the first first."""


_ROOM_FOR_WORDS = 60
"""Cells from which numbers say what they count."""


class DrawnBars(Widget, inherit_bindings=False):
    """Bars with a cursor and perhaps a range, drawn line by line."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"bar-chart--{part}"
        for part in ("title", "dim", "axis", "bar", "outside", "inside", "cursor", "column", "count")
    }

    def __init__(self, title: str, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        """
        Args:
            title: what it is the timeline of.
        """
        super().__init__(id=id)
        self._signs = signs
        self._title = title
        self.timeline: Timeline | None = None
        """None while it is being counted."""
        self._within = Within(Timeline((), 0))
        self._bars: Bars | None = None
        self._cursor = 0
        self._anchor: int | None = None
        self._view = View(0, 1, 1)
        self._axis = Axis("", "", frozenset())
        self._inks: dict[str, Style] = {}
        self._levels: Sequence[int] = ()
        self._sums: Sequence[int] = ()
        self._zones: Sequence[str] = ()

    # -- what it says --------------------------------------------------------------------------------

    @property
    def unit(self) -> Unit | None:
        """What a bar stands for; None where there is none."""
        return self._bars.unit if self._bars is not None else None

    @property
    def has_range(self) -> bool:
        """Whether a range is marked."""
        return self._anchor is not None

    @property
    def days(self) -> Days | None:
        """The days under the cursor, or in the range."""
        if self._bars is None:
            return None
        return days_of(*self._ends, self._bars.unit)

    @property
    def articles(self) -> int:
        """How many articles are of these days."""
        days = self.days
        return self._within.count(days.low, days.high) if days is not None else 0

    @property
    def words(self) -> str:
        """`14 March 2024: 7 articles`."""
        return self._words_in(0)

    def _words_in(self, cells: int) -> str:
        """The same, in so many cells if it can be; the number comes first where only that has room."""
        if self._bars is None:
            return ""
        counted = self.articles
        whole = f"{span_words(*self._ends, self._bars.unit)}: {count_words(counted)}"
        if not cells or cell_len(whole) <= cells:
            return whole
        span = span_words(*self._ends, self._bars.unit, short=True)
        shorter = f"{span}: {count_words(counted)}"
        return shorter if cell_len(shorter) <= cells else f"{counted:,} {self._signs.dot} {span}"

    @property
    def _ends(self) -> tuple[int, int]:
        anchor = self._cursor if self._anchor is None else self._anchor
        return min(anchor, self._cursor), max(anchor, self._cursor)

    # -- drawing -------------------------------------------------------------------------------------

    @property
    def _margin(self) -> int:
        """Cells before the bars: counts and the line beside them."""
        most = self._bars.counts[self._bars.peak] if self._bars is not None else 0
        return max(len(f"{most:,}"), len("all")) + 3

    @property
    def _columns(self) -> int:
        return max(self.size.width - self._margin - 2, 1)

    @property
    def _is_cut(self) -> bool:
        """Whether more bars are there than in sight."""
        return self._bars is not None and self._bars.last - self._bars.first >= self._view.count

    def _find_zones(self) -> list[str]:
        """What each line is for, from the top."""
        head = ["title", "rule", "words"] if self.size.height > _LEAST + 3 else ["words"]
        room = self.size.height - len(head)
        if self._bars is None:
            return [*head, *["bars"] * room][: self.size.height]
        has = {
            "lower": self._bars.unit != "year",
            "aside": bool(aside_words(self._bars)),
            "whole": self._is_cut,
            "span": self._is_cut,
        }
        under = [name for name, least in _UNDER if room >= least and has.get(name, True)]
        order = ("gap", "bars", "base", "upper", "lower", "air", "whole", "span", "space", "aside")
        if not has["whole"] and "air" in under:
            under.remove("air")
        if not has["aside"] and "space" in under:
            under.remove("space")
        most = max(self._bars.counts[self._bars.peak] * _LINES_OF_ONE, _CALM)
        bars = min(max(room - len(under), 0), most)
        zones = [name for name in order for _ in range(bars if name == "bars" else name in under)]
        return [*head, *zones][: self.size.height]

    def notify_style_update(self) -> None:
        """Another theme: the inks are mixed anew."""
        self._inks.clear()
        super().notify_style_update()

    def _ink(self, part: str) -> Style:
        """The style of a part over the chart's own; mixed once, for that takes most of the time."""
        ink = self._inks.get(part)
        if ink is None:
            base = self.rich_style
            over = [f"bar-chart--{name}" for name in part.split("+") if name]
            for name in over:
                base = base + self.get_component_rich_style(name, partial=True)
            ink = self._inks[part] = base
        return ink

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self._ink("")
        zones = self._zones
        zone = zones[y] if y < len(zones) else ""
        match zone:
            case "title":
                return self._draw_title()
            case "rule":
                return row([Segment(self._signs.rule * width, self._ink("axis"))], width, base)
            case "words":
                return self._draw_words()
        if self._bars is None:
            said = self._nothing() if zone == "bars" != zones[y - 2] else ""
            return row(
                [Segment(clipped(said, width - 3), self._ink("dim"))], width, base, lead=[Segment("  ", base)]
            )
        match zone:
            case "bars":
                return self._draw_bars(y - zones.index("bars"), zones.count("bars"))
            case "base":
                return self._draw_base()
            case "upper" | "lower":
                words = self._axis.upper if zone == "upper" else self._axis.lower
                return self._line("", " ", [Segment(words, self._ink("dim"))])
            case "whole" | "span":
                return self._draw_whole(zone)
            case "aside":
                words = f" {self._signs.dot} ".join(aside_words(self._bars))
                return row(
                    [Segment(clipped(words, width - 3, self._signs.ellipsis), self._ink("dim"))],
                    width,
                    base,
                    lead=[Segment(" ", base)],
                )
        return Strip.blank(width, base)

    def _nothing(self) -> str:
        if self.timeline is None:
            return f"counting {self._signs.ellipsis}" if self._signs.ellipsis == "…" else "counting ..."
        if not self.timeline.total:
            return "No articles. Esc goes back"
        return "None of these articles has a date. Esc goes back"

    def _draw_title(self) -> Strip:
        width, base, dim = self.size.width, self._ink(""), self._ink("dim")
        counted = ""
        if self.timeline is not None:
            plus = "" if self.timeline.is_whole else "+"
            counted = f"{self.timeline.total:,}{plus}"
            if width >= _ROOM_FOR_WORDS:
                counted = f"{counted} article{'s'[: self.timeline.total != 1]}"
            if self._bars is not None:
                counted = f"{counted} by {self._bars.unit}"
        title = clipped(self._title, width - cell_len(counted) - 13, self._signs.ellipsis)
        left = [Segment("Timeline", self._ink("title")), Segment(f"  {title}", base)]
        return row(left, width, base, [Segment(f"{counted} ", dim)], lead=[Segment(" ", base)])

    def _draw_words(self) -> Strip:
        width, base = self.size.width, self._ink("")
        if self._bars is None:
            return Strip.blank(width, base)
        words = self._words_in(width - 2)
        peak = self._bars.peak
        most = (
            f"most: {self._bars.counts[peak]:,} {self._signs.dot} "
            f"{span_words(peak, peak, self._bars.unit, short=True)} "
        )
        right = [Segment(most, self._ink("dim"))] if cell_len(words) + cell_len(most) + 4 <= width else []
        words = clipped(words, width - 2, self._signs.ellipsis)
        return row([Segment(words, self._ink("count"))], width, base, right, lead=[Segment(" ", base)])

    def _line(self, beside: str, edge: str, drawn: Sequence[Segment], more: str = " ") -> Strip:
        """A line of the chart, with what is beside it at the left."""
        lead = [Segment(f"{beside:>{self._margin - 2}} ", self._ink("dim")), Segment(edge, self._ink("axis"))]
        width = self.size.width
        body = Strip(drawn).adjust_cell_length(self._columns, self._ink(""))
        return row([*body, Segment(more, self._ink("dim"))], width, self._ink(""), lead=lead)

    def _draw_bars(self, line: int, lines: int) -> Strip:
        bars, view, signs = self._bars, self._view, self._signs.eighths
        assert bars is not None  # drawn only where there are some
        low, high = self._ends
        below = (lines - 1 - line) * EIGHTHS
        plain = "bar" if self._anchor is None else "outside"
        gap = " " * (view.slot - view.bar)
        runs: list[tuple[str, str]] = []
        for period, whole in enumerate(self._levels, view.start):
            level = min(max(whole - below, 0), EIGHTHS)
            sign = (signs[level - 1] if level else " ") * view.bar
            if period == self._cursor:
                runs += [("cursor+column", sign), ("", gap)]
            elif not level:
                runs.append(("", sign + gap))
            else:
                is_inside = self._anchor is not None and low <= period <= high
                runs += [("inside" if is_inside else plain, sign), ("", gap)]
        segments = [
            Segment("".join(text for _, text in run), self._ink(part))
            for part, run in groupby((run for run in runs if run[1]), key=itemgetter(0))
        ]
        peak = bars.counts[bars.peak]
        mark = scale(peak, lines).get(line)
        return self._line(f"{mark:,}" if mark is not None else "", self._signs.axis, segments)

    def _draw_base(self) -> Strip:
        """The line under the bars: dates begin at ticks, the cursor has its sign, a range its ends."""
        signs, view = self._signs, self._view
        low, high = self._ends
        cells = [signs.tick if at in self._axis.ticks else signs.rule for at in range(self._columns)]
        inked: dict[int, Style] = {}
        if self._anchor is not None:
            begin, end = view.left(low), view.left(high) + view.bar - 1
            for at in range(max(begin, 0), min(end + 1, self._columns)):
                cells[at] = signs.span_left if at == begin else signs.span_right if at == end else signs.span
                inked[at] = self._ink("inside")
        here = view.middle(self._cursor)
        if self._anchor is not None and low != high:
            here = view.left(low) if self._cursor == low else view.left(high) + view.bar - 1
        if 0 <= here < self._columns:
            cells[here] = signs.caret
            inked[here] = self._ink("cursor")
        axis = self._ink("axis")
        drawn = [Segment(sign, inked.get(at, axis)) for at, sign in enumerate(cells)]
        bars = self._bars
        assert bars is not None  # drawn only where there are some
        corner = signs.more_left if self._is_cut and view.start > bars.first else signs.corner
        more = signs.more_right if self._is_cut and view.start + view.count <= bars.last else " "
        return self._line("0", corner, drawn, more)

    def _draw_whole(self, zone: str) -> Strip:
        """All there is in one line, and under it which part of it is in sight."""
        bars, view, columns = self._bars, self._view, self._columns
        assert bars is not None  # drawn only where there are some
        there = bars.last - bars.first + 1
        begin = (view.start - bars.first) * columns // there
        end = max((view.start + view.count - bars.first) * columns // there, begin + 1)
        inside, outside = self._ink("bar"), self._ink("dim")
        if zone == "span":
            ends = {begin: self._signs.span_left, end - 1: self._signs.span_right}
            signs = [ends.get(at, self._signs.span) if begin <= at < end else " " for at in range(columns)]
        else:
            most = max(self._sums)
            levels = [height(count, most, EIGHTHS) for count in self._sums]
            signs = [self._signs.eighths[level - 1] if level else " " for level in levels]
        drawn = [Segment(sign, inside if begin <= at < end else outside) for at, sign in enumerate(signs)]
        return self._line("all" if zone == "whole" else "", " ", drawn)
