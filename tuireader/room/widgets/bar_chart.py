"""A chart of bars to move and brush in: articles by day, week, month or year."""

from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message

from tuireader.library.periods import UNITS, Unit, first_day, last_day, period_of
from tuireader.library.timeline import Bars, Timeline, Within
from tuireader.room.charting import (
    axis_of,
    height,
    natural_unit,
    next_filled,
    overview,
    view_of,
)
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.drawn_bars import EIGHTHS, DrawnBars

_TOLD = ("words", "base")
"""Lines that are another wherever the cursor goes."""


class BarChart(DrawnBars, can_focus=True, inherit_bindings=False):
    """Bars to move and brush in."""

    @dataclass
    class Taken(Message):
        """What is under the cursor, or in the range, is wanted: with the mouse."""

    @dataclass
    class Moved(Message):
        """The cursor, the range or the unit is another."""

    def __init__(self, title: str, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        super().__init__(title, id=id, signs=signs)
        self._by_hand = False
        """Whether the unit was chosen with a key."""
        self._pressed: int | None = None
        self._is_dragging = False

    # -- what is shown -------------------------------------------------------------------------------

    def show(self, timeline: Timeline) -> None:
        """Show these counts, by the unit that suits them, the cursor on the newest.

        Counted once more, they are shown by the same unit, and cursor and range stay on their days.
        """
        self.timeline = timeline
        self._within = Within(timeline)
        bars = timeline.bars(self._bars.unit) if self._bars is not None else None
        if bars is None or not bars.counts:
            self._bars = None
            self._choose_unit()
            return
        self._bars = bars
        self._cursor = min(max(self._cursor, bars.first), bars.last)
        if self._anchor is not None:
            self._anchor = min(max(self._anchor, bars.first), bars.last)
        self._arrange()

    def _choose_unit(self) -> None:
        if self.timeline is not None and self.size.width:
            self._take_unit(natural_unit(self.timeline, self._columns))

    def _take_unit(self, unit: Unit) -> None:
        """Draw by this unit; the cursor and the range stay on their days."""
        if self.timeline is None:
            return
        before, bars = self._bars, self.timeline.bars(unit)
        if before is not None and before.unit == unit:
            self._arrange()
            return
        self._bars = bars if bars.counts else None
        if self._bars is None:
            self._arrange()
            return
        if before is None:
            self._cursor = bars.last
        else:
            day = last_day if self._anchor is None or self._anchor <= self._cursor else first_day
            self._cursor = self._nearest(bars, str(day(self._cursor, before.unit)), unit)
            if self._anchor is not None:
                other = first_day if day is last_day else last_day
                self._anchor = self._nearest(bars, str(other(self._anchor, before.unit)), unit)
            elif self._cursor not in bars.counts:
                # Of a month that was the cursor's, a day with an article rather than one without.
                self._cursor = max(p for p in bars.counts if p <= max(self._cursor, bars.first))
        self._arrange(anew=True)

    @staticmethod
    def _nearest(bars: Bars, day: str, unit: Unit) -> int:
        return min(max(period_of(day, unit) or 0, bars.first), bars.last)

    def _arrange(self, *, anew: bool = False) -> None:
        """Find out what is in sight."""
        if self._bars is not None:
            self._view = view_of(self._bars, self._columns, self._cursor, None if anew else self._view.start)
            self._axis = axis_of(self._view, self._bars.unit, self._columns)
            self._sums = overview(self._bars, self._columns) if self._is_cut else ()
        self._zones = self._find_zones()
        if self._bars is not None:
            bars, view = self._bars, self._view
            peak, steps = bars.counts[bars.peak], max(self._zones.count("bars"), 1) * EIGHTHS
            periods = range(view.start, view.start + view.count)
            self._levels = [height(bars.counts.get(period, 0), peak, steps) for period in periods]
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        if self.timeline is not None and not self._by_hand:
            self._choose_unit()
        self._arrange()

    # -- moving --------------------------------------------------------------------------------------

    def move(self, bars: int, *, extends: bool = False) -> None:
        """Move the cursor by so many bars; `extends` a range, or begins one where it stands."""
        if extends and self._anchor is None:
            self._anchor = self._cursor
        self._go_to(self._cursor + bars)

    def move_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self._go_to(self._cursor + pages * max(self._view.count - 1, 1))

    def move_to_edge(self, direction: int) -> None:
        """To the first or the last bar."""
        if self._bars is not None:
            self._go_to(self._bars.last if direction > 0 else self._bars.first)

    def move_to_filled(self, direction: int) -> None:
        """To the next bar with an article."""
        if self._bars is not None:
            self._go_to(next_filled(self._bars, self._cursor, direction))

    def _go_to(self, period: int) -> None:
        """Put the cursor there; only what becomes another is drawn, where nothing has to scroll."""
        if self._bars is None:
            return
        before, self._cursor = self._cursor, min(max(period, self._bars.first), self._bars.last)
        view = view_of(self._bars, self._columns, self._cursor, self._view.start)
        if view != self._view or self._anchor in (before, self._cursor):
            self._arrange()
            return
        left, right = sorted((view.left(before), view.left(self._cursor)))
        zones = self._zones
        across = Region(left + self._margin, 0, right - left + view.slot, len(zones))
        self.refresh(across, *(Region(0, y, self.size.width, 1) for y, z in enumerate(zones) if z in _TOLD))
        self.post_message(self.Moved())

    def toggle_range(self) -> None:
        """Begin a range at the cursor, or drop the one there is."""
        self._anchor = self._cursor if self._anchor is None else None
        self._arrange()

    def step_unit(self, direction: int) -> bool:
        """A coarser unit (1) or a finer one (-1); False where there is none that has bars."""
        if self.timeline is None or self._bars is None:
            return False
        at = UNITS.index(self._bars.unit) + direction
        if not 0 <= at < len(UNITS) or not self.timeline.bars(UNITS[at]).counts:
            return False
        self._by_hand = True
        self._take_unit(UNITS[at])
        return True

    # -- the mouse -----------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        period = self._period_under(event)
        if period is not None:
            event.stop()
            self.capture_mouse()
            self._pressed, self._is_dragging = period, False

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """With the button held, a range from where it was pressed."""
        if self._pressed is None or self._bars is None:
            return
        event.stop()
        period = self._view.period_at(event.x - self._margin)
        if self._is_dragging or period != self._pressed:
            self._is_dragging = True
            self._anchor = min(max(self._pressed, self._bars.first), self._bars.last)
            self._go_to(period)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Without a range drawn it is a click: on what is marked already it takes that."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._bars is None:
            return
        event.stop()
        self.release_mouse()
        low, high = self._ends
        if self._is_dragging:
            return
        if low <= pressed <= high:
            self.post_message(self.Taken())
        else:
            self._anchor = None
            self._go_to(pressed)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(max(self._view.count // 10, 1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-max(self._view.count // 10, 1))

    def _period_under(self, event: events.MouseEvent) -> int | None:
        """The period that is drawn where the mouse is, be it in the bars or in the line of all of them."""
        zones = self._zones
        zone = zones[event.y] if 0 <= event.y < len(zones) else ""
        if self._bars is None or event.x < self._margin:
            return None
        column = event.x - self._margin
        if zone in ("whole", "span"):
            there = self._bars.last - self._bars.first + 1
            return self._bars.first + min(column * there // self._columns, there - 1)
        return self._view.period_at(column) if zone in ("bars", "base", "upper", "lower") else None
