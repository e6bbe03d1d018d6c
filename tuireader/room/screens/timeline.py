"""The timeline of what is listed, or of a card: a range of it becomes `date:` in the query."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tuireader.room.actions import ACTIONS
from tuireader.room.keys import bindings_of
from tuireader.room.screens.painting import Stepped
from tuireader.room.widgets.bar_chart import BarChart
from tuireader.room.widgets.rule import Rule
from tuireader.room.widgets.status_line import StatusLine
from tuireader.search.engine import Answer
from tuireader.search.redating import within_days

if TYPE_CHECKING:
    from tuireader.room.screens.panes import PanesScreen

_HERE = tuple(action for action in ACTIONS if action.is_for("timeline"))


class TimelineScreen(Stepped, ModalScreen[str | None]):
    """Articles over time; gives the query narrowed to the days that were taken, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(_HERE)

    def __init__(self, main: "PanesScreen", title: str, answer: Callable[[], Answer]) -> None:
        """
        Args:
            main: whose room it is.
            title: what it is the timeline of.
            answer: gives the answer that is counted; called in a thread.
        """
        super().__init__()
        self._main = main
        self._title = title
        self._ask = answer
        self._answer: Answer | None = None

    def compose(self) -> ComposeResult:
        yield BarChart(self._title, id="chart", signs=self._main.signs)
        yield Rule(self._main.signs.rule, signs=self._main.signs)
        yield StatusLine(id="timeline-status")

    def on_mount(self) -> None:
        self.set_focus(self.chart)
        self._hint()
        self.count()

    @property
    def chart(self) -> BarChart:
        """The bars."""
        return self.query_one(BarChart)

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self.query_one(StatusLine)

    @work(description="work", group="timeline", exclusive=True)
    async def count(self) -> None:
        """Count in a thread, which stops when nobody wants to know any more; the cursor stays on its days."""
        desk = self._main.desk
        self._answer = await self._main.attempt(self._ask)
        answer = self._answer
        if answer is None:
            return
        timeline = await self._main.attempt(lambda: desk.timeline(answer, lambda: self._is_left))
        if timeline is not None and not self._is_left:
            self.chart.show(timeline)

    @on(BarChart.Moved)
    def _moved(self, event: BarChart.Moved) -> None:
        event.stop()
        self._hint()

    def _hint(self) -> None:
        keys, chart = self._main.room.keys, self.chart
        names = {"enter": "Enter", "escape": "Esc", "left": "←", "right": "→"}

        def key(*ids: str) -> str:
            shown = [keys[id][0] for id in ids if keys[id]]
            return " ".join(names.get(one, one) for one in shown)

        if chart.unit is None:
            self.status.hints = ((key("timeline.leave-timeline"), "back"),)
            return
        self.status.hints = (
            (key("timeline.take-days"), "list the range" if chart.has_range else f"list this {chart.unit}"),
            (key("timeline.leave-timeline"), "back"),
            (key("timeline.mark-range"), "no range" if chart.has_range else "range"),
            (key("timeline.bar-back", "timeline.bar-on"), "move"),
            (key("timeline.coarser", "timeline.finer"), "unit"),
            (key("timeline.filled-back", "timeline.filled-on"), "next with any"),
        )

    # -- moving ------------------------------------------------------------------------------------------

    def action_bar_on(self) -> None:
        self.chart.move(1)

    def action_bar_back(self) -> None:
        self.chart.move(-1)

    def action_range_on(self) -> None:
        self.chart.move(1, extends=True)

    def action_range_back(self) -> None:
        self.chart.move(-1, extends=True)

    def action_filled_on(self) -> None:
        self.chart.move_to_filled(1)

    def action_filled_back(self) -> None:
        self.chart.move_to_filled(-1)

    def action_first(self) -> None:
        self.chart.move_to_edge(-1)

    def action_last(self) -> None:
        self.chart.move_to_edge(1)

    def action_page_down(self) -> None:
        self.chart.move_page(1)

    def action_page_up(self) -> None:
        self.chart.move_page(-1)

    def action_mark_range(self) -> None:
        self.chart.toggle_range()

    def action_finer(self) -> None:
        if not self.chart.step_unit(-1):
            self.status.say("No article here is dated more exactly" if self.chart.unit != "day" else "")

    def action_coarser(self) -> None:
        self.chart.step_unit(1)

    # -- leaving -----------------------------------------------------------------------------------------

    def action_take_days(self) -> None:
        """Narrow the query to the range, or to what is under the cursor."""
        chart = self.chart
        days = chart.days
        if days is None or self._answer is None:
            return
        if not chart.articles:
            self.status.say(f"Nothing to list: {chart.words}")
            return
        self.dismiss(within_days(self._answer.query, days))

    @on(BarChart.Taken)
    def _taken(self, event: BarChart.Taken) -> None:
        event.stop()
        self.action_take_days()

    @on(StatusLine.Pressed)
    def _pressed(self, event: StatusLine.Pressed) -> None:
        """One of the hints, clicked."""
        event.stop()
        deeds = (self.action_take_days, self.action_leave_timeline, self.action_mark_range)
        for at, deed in enumerate(deeds if self.chart.unit is not None else deeds[1:2]):
            if at == event.index:
                deed()

    def action_leave_timeline(self) -> None:
        """Leave it all as it is."""
        self.dismiss(None)

    action_quit = action_timeline = action_leave_timeline
