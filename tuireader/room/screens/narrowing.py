"""Narrowing the list by what it consists of: the facets, and the chips of what narrows it already."""

import asyncio

from textual import on, work

from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.exploring import ExploringScreen
from tuireader.room.widgets.chips import Chip, Chips, chips_of
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.facets_pane import MOST, FacetsPane, Group, name_of
from tuireader.room.widgets.row_list import RowList
from tuireader.search.engine import Answer
from tuireader.search.facets import FacetValue

_COUNT_AFTER = 0.15
"""Seconds an answer must stand before it is counted."""

_VALUES = MOST + 4
"""Values of each facet that are counted: to tell that there are more; some of them may fall together."""


class NarrowingScreen(ExploringScreen):
    """Counts what is listed, in a worker, and narrows it."""

    _counted: int = -1
    """The question whose facets are shown or being counted."""

    # -- facets ------------------------------------------------------------------------------------------

    def has_answer(self, answer: Answer, number: int) -> None:
        super().has_answer(answer, number)
        self._show_chips(answer)
        if self.facets.display:
            self._count(answer, number)

    @work(description="work", group="facets", exclusive=True)
    async def _count(self, answer: Answer, number: int) -> None:
        """Count what an answer consists of; of no use any more once something else is asked."""
        self._counted = number
        # Whoever types on asks for other counts before these are there.
        await asyncio.sleep(_COUNT_AFTER)
        self.facets.show(None, self.filter_bar.text)
        facets = await self.attempt(
            lambda: self.desk.facets(answer, limit=_VALUES, stop=lambda: number != self._asked)
        )
        if facets is not None and number == self._asked:
            self.facets.show(facets, self.filter_bar.text)

    def arrange_panes(self) -> None:
        super().arrange_panes()
        answer = self.articles.answer
        if self.facets.display and answer is not None and self._counted != self._asked:
            self._count(answer, self._asked)

    def action_facets(self) -> None:
        """Go to the facets, or back from them."""
        if self.is_in_facets:
            self.leave_facets()
        else:
            self.enter_facets()

    def action_include(self) -> None:
        self.facets.take(excludes=False)

    def action_exclude(self) -> None:
        self.facets.take(excludes=True)

    @on(FacetsPane.Taken)
    def _taken(self, event: FacetsPane.Taken) -> None:
        event.stop()
        self._narrow(event.value, excludes=event.excludes)

    @on(FacetsPane.Further)
    def _further(self, event: FacetsPane.Further) -> None:
        event.stop()
        self.show_further(event.group)

    def show_further(self, group: Group) -> None:
        """Lead to the values of a group that are not listed: type its field, that a name may follow."""
        field = "tag:" if group == "tags" else "source:"
        self.open_filter()
        self.filter_bar.set_text(f"{self.filter_bar.text.strip()} {field}".lstrip())

    @on(RowList.Highlighted, "#facets")
    def _facet_moved(self, event: RowList.Highlighted) -> None:
        event.stop()

    def _narrow(self, value: FacetValue, *, excludes: bool) -> None:
        text = self.filter_bar.text.strip()
        name = name_of(value)
        wanted, other = (value.exclude, value.include) if excludes else (value.include, value.exclude)
        if f" {wanted} " in f" {text} ":
            # Asked once more, it is taken back.
            kept = f" {text} ".replace(f" {wanted} ", " ")
            self.say(f"{name}: no filter any more")
        else:
            kept = f"{f' {text} '.replace(f' {other} ', ' ')} {wanted}"
            self.say(f"{'Without' if excludes else 'Only with'} {name} {self.signs.dot} F drops it")
        self.narrow_to(" ".join(kept.split()))

    def narrow_to(self, query: str) -> None:
        """Ask this of what is listed; the cursor stays on its article, and who reads at the line."""
        self.filter_bar.set_text(query, quietly=True)
        self.menu.show(())
        self.ask(keep=True)

    # -- chips -------------------------------------------------------------------------------------------

    def _show_chips(self, answer: Answer) -> None:
        chips = self.query_one(Chips)
        chips.show(chips_of(answer.query))
        if bool(chips.chips) != chips.has_class("-there"):
            chips.set_class(bool(chips.chips), "-there", update=False)
            self.arrange_panes()

    @on(Chips.Dropped)
    def _chip_dropped(self, event: Chips.Dropped) -> None:
        event.stop()
        self._drop_chip(event.chip)

    def _drop_chip(self, chip: Chip | None) -> None:
        if chip is not None:
            self.narrow_to(chip.rest)
            self.say(f"Not asked any more: {chip.words}")

    def action_drop_filter(self) -> None:
        """Take a part of the query away; where there are several, ask which."""
        chips = self.query_one(Chips).chips
        if len(chips) < 2:
            if chips:
                self._drop_chip(chips[0])
            else:
                self.say("Nothing narrows the list but words: Esc clears them")
            return
        choices = [Choice(chip, chip.words) for chip in chips]
        chooser: Chooser[Chip] = Chooser(
            "Take which filter away?",
            lambda: choices,
            signs=self.signs,
            hint="Enter takes it away   Esc back",
            empty_words="",
        )
        self.app.push_screen(chooser, self._drop_chip)
