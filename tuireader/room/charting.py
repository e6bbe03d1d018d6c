"""What a timeline looks like, without drawing it: which periods are in sight and where, what stands under
them, and all of it in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count as naturals

from tuireader.library.periods import UNITS, Unit, date_text, first_day, last_day
from tuireader.library.timeline import Bars, Timeline
from tuireader.search.dates import Days

_WIDEST = 5
"""Cells of a bar and the space beside it; with fewer periods, empty ones are shown around them."""
_BEHIND = 3
"""Empty periods shown behind the last: news comes from before."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SHORT = 3
"""Letters of a month where there is little room."""
_DAY_STEPS = (1, 2, 5, 10, 15)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000)
_VALUE_STEPS = (1, 2, 5)
_UNIT_WORDS: dict[Unit, str] = {"day": "day", "week": "week", "month": "month", "year": "year"}


def natural_unit(timeline: Timeline, columns: int) -> Unit:
    """The finest unit that shows the whole of it at once and most of its articles; else the coarsest."""
    dated = timeline.total - timeline.undated
    for unit in UNITS:
        bars = timeline.bars(unit)
        if 2 * bars.articles >= dated and bars.counts and bars.last - bars.first < columns:
            return unit
    return UNITS[-1]


# -- where bars are ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class View:
    """Which periods are in sight, each in a slot of so many cells from the left."""

    start: int
    """The first period in sight."""
    count: int
    """How many are."""
    slot: int
    """Cells of one: its bar, and behind it a space where there are three or more."""

    @property
    def bar(self) -> int:
        """Cells of a bar."""
        return self.slot - 1 if self.slot > 1 else 1

    def left(self, period: int) -> int:
        """The first column of a period; outside what is in sight where it is."""
        return (period - self.start) * self.slot

    def middle(self, period: int) -> int:
        """The column under the middle of its bar."""
        return self.left(period) + (self.bar - 1) // 2

    def period_at(self, column: int) -> int:
        """The period drawn in a column, or the nearest one in sight."""
        return self.start + min(max(column // self.slot, 0), self.count - 1)


def view_of(bars: Bars, columns: int, shown: int, start: int | None) -> View:
    """Where the bars are drawn.

    Args:
        bars: what is drawn.
        columns: cells there are.
        shown: a period that must be in sight.
        start: the first period that was in sight before, or None.
    """
    columns = max(columns, 1)
    there = bars.last - bars.first + 1
    if there <= columns:
        slot = min(columns // there, _WIDEST)
        count = columns // slot
        behind = min((count - there) // 2, _BEHIND)
        return View(bars.last + behind - count + 1, count, slot)
    if start is None:
        start = bars.last - columns + 1
    margin = min(columns // 8, 8)
    start = min(start, shown - margin)
    start = max(start, shown + margin - columns + 1)
    return View(min(max(start, bars.first), bars.last - columns + 1), columns, 1)


def height(count: int, peak: int, steps: int) -> int:
    """How high a bar is, of `steps` for the highest; an article is seen, be it one in a million."""
    return max(1, round(count * steps / peak)) if count else 0


def scale(peak: int, lines: int) -> dict[int, int]:
    """What is written beside the lines of the bars, counted from the top: values at a round distance."""
    marks = {0: peak}
    step = next(step for step in _round_numbers() if peak / step <= max(lines / 3, 1))
    for value in range(step, peak, step):
        line = lines - -(-value * lines // peak)
        if line > 1:
            marks.setdefault(line, value)
    return marks


def _round_numbers() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    for power in naturals():
        yield from (step * 10**power for step in _VALUE_STEPS)


# -- what stands under them ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """Two lines under the bars, and the columns that the upper one speaks of."""

    upper: str
    lower: str
    ticks: frozenset[int]


def axis_of(view: View, unit: Unit, columns: int) -> Axis:
    """Dates under the bars: as many as there is room for, at even steps, and none over another."""
    periods = range(view.start, view.start + view.count)
    days = [(period, first_day(period, unit)) for period in periods]
    upper, ticks = _fine(view, unit, days, columns)
    lower = " " * columns
    if unit != "year":
        lower, further = _coarse(view, unit, days, columns)
        ticks |= further
    return Axis(upper, lower, frozenset(ticks))


def _fine(view: View, unit: Unit, days: Sequence[tuple[int, date]], columns: int) -> tuple[str, set[int]]:
    steps = {"day": _DAY_STEPS, "year": _YEAR_STEPS}.get(unit, _MONTH_STEPS)
    for step in steps:
        labels = [
            (view.middle(period), _fine_words(period, day, unit))
            for period, day in days
            if _begins(day, unit, step)
        ]
        line, ticks, is_whole = _placed(labels, columns, centred=view.slot > 2)
        if is_whole:
            return line, ticks
    return line, ticks


def _begins(day: date, unit: Unit, step: int) -> bool:
    """Whether a period is spoken of where each `step`th one is."""
    if unit == "day":
        if step < 3:
            return (day.day - 1) % step == 0 and (step == 1 or day.day < 31)
        # The last days of a month would meet the first of the next.
        return day.day == 1 or (day.day % step == 0 and day.day <= 25)
    if unit == "week":
        return day.day <= 7 and (day.month - 1) % step == 0
    if unit == "month":
        return (day.month - 1) % step == 0
    return day.year % step == 0


def _fine_words(period: int, day: date, unit: Unit) -> str:
    if unit == "day":
        return str(day.day)
    return str(day.year) if unit == "year" else _MONTHS[day.month - 1][:_SHORT]


def _coarse(view: View, unit: Unit, days: Sequence[tuple[int, date]], columns: int) -> tuple[str, set[int]]:
    """Months with their year under days, years under weeks and months; what begins left of it all as well."""

    def words(day: date) -> str:
        return f"{_MONTHS[day.month - 1][:_SHORT]} {day.year}" if unit == "day" else str(day.year)

    labels = [
        (view.middle(period), words(day))
        for period, day in days
        if (day.day == 1 if unit == "day" else day.month == 1 and day.day <= 7)
    ]
    first = days[0][1]
    if not labels or labels[0][0] > len(words(first)) + 1:
        labels.insert(0, (view.middle(days[0][0]), words(first)))
    line, ticks, _ = _placed(labels, columns, centred=False)
    return line, ticks


def _placed(labels: Sequence[tuple[int, str]], columns: int, *, centred: bool) -> tuple[str, set[int], bool]:
    """Labels in one line, the columns of those that found room, and whether all did."""
    line, ticks, is_whole = "", set(), True
    for column, words in labels:
        at = max(column - (len(words) - 1) // 2, 0) if centred else column
        if at + len(words) > columns:
            # At the right edge there is none to meet.
            continue
        if line and at <= len(line):
            is_whole = False
            continue
        line = f"{line:<{at}}{words}"
        ticks.add(column)
    return f"{line:<{columns}}", ticks, is_whole


# -- in words ------------------------------------------------------------------------------------------------


def days_of(first: int, last: int, unit: Unit) -> Days:
    """The days of these periods, as exactly as the unit is."""
    return Days(date_text(first_day(first, unit), unit), date_text(last_day(last, unit), unit))


def span_words(first: int, last: int, unit: Unit, *, short: bool = False) -> str:
    """`14 March 2024`, `28 February to 3 March 2024`, `March to May 2024`, `2020 to 2024`."""
    begins, ends = first_day(first, unit), last_day(last, unit)

    def words(day: date, *, month: bool = True, year: bool = True) -> str:
        name = _MONTHS[day.month - 1]
        parts = [
            str(day.day) if unit in ("day", "week") else "",
            (name[:_SHORT] if short else name) if month and unit != "year" else "",
            str(day.year) if year else "",
        ]
        return " ".join(part for part in parts if part)

    if first == last and unit != "week":
        return words(begins)
    is_one_year = begins.year == ends.year
    is_one_month = is_one_year and begins.month == ends.month
    return (
        f"{words(begins, month=not is_one_month or unit == 'month', year=not is_one_year)} to {words(ends)}"
    )


def count_words(articles: int) -> str:
    """`1,204 articles`, `1 article`, `none`."""
    return f"{articles:,} article{'s'[: articles != 1]}" if articles else "none"


def aside_words(bars: Bars) -> list[str]:
    """Of what is in no bar: `3 known to the year only`, `12 without a date`."""
    known = [f"{count:,} known to the {_UNIT_WORDS[unit]} only" for unit, count in bars.coarser.items()]
    return [*known, *([f"{bars.undated:,} without a date"] if bars.undated else [])]


def next_filled(bars: Bars, period: int, direction: int) -> int:
    """The next period with an article; the same where there is none."""
    periods = list(bars.counts)
    if direction > 0:
        return next((one for one in periods if one > period), period)
    return next((one for one in reversed(periods) if one < period), period)


def overview(bars: Bars, columns: int) -> list[int]:
    """All of the bars in so many columns: the articles in each."""
    there = bars.last - bars.first + 1
    sums = [0] * columns
    for period, count in bars.counts.items():
        sums[(period - bars.first) * columns // there] += count
    return sums
