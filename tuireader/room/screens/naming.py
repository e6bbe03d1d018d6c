"""Names in the room: the cards of people and countries, and the way to them from the text and the pickers.

Beside them the timeline of what is listed, or on a card.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work

from tuireader.room.cards import CardPage, Lead
from tuireader.room.page import PassageSpan
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.narrowing import NarrowingScreen
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.filter_bar import FilterBar
from tuireader.search.engine import Answer

if TYPE_CHECKING:
    from tuireader.room.screens.timeline import TimelineScreen


class NamingScreen(NarrowingScreen):
    """Asks for cards, and goes where their lines lead."""

    _over_time: "TimelineScreen | None" = None
    """The timeline that was opened last."""

    def action_card(self) -> None:
        """The card of the name one stands at; where one stands at none, ask which of this article's."""
        opened = self.reader.opened
        if opened is None:
            return
        here = self.reader.current
        people, countries = opened.names.people, opened.names.countries
        if here is not None:
            for person in people:
                if any(self.is_at(here, m.block, m.start, m.end) for m in person.mentions):
                    self.open_card(Lead("person", person.name, article=opened.uid))
                    return
            for country in countries:
                if any(self.is_at(here, m.block, m.start, m.end) for m in country.mentions):
                    self.open_card(Lead("country", country.code))
                    return
        choices = [
            *(
                Choice(Lead("person", p.name, article=opened.uid), p.name, p.title or "", group="people")
                for p in people
            ),
            *(
                Choice(Lead("country", c.code), c.name, ", ".join(c.forms[:4]), group="countries")
                for c in countries
                if c.evidence != "weak"
            ),
        ]
        chooser: Chooser[Lead] = Chooser(
            "In this article",
            lambda: choices,
            signs=self.signs,
            hint="Enter opens the card   Esc back",
            empty_words="Nobody is named in this article",
        )
        self.app.push_screen(chooser, self.follow)

    # -- the names above the text ------------------------------------------------------------------------

    @property
    def is_in_names(self) -> bool:
        """Whether one is at a name above the text."""
        return self.is_in_text and self.reader.followed is not None

    _awaits_names = False
    """Whether one goes to the names above the text as soon as it is there."""

    def action_enter_names(self) -> None:
        """Go to the first name above the text: that under the cursor, which may still be on its way."""
        opened, row = self.reader.opened, self.articles.row(self.articles.cursor)
        if not self.is_in_text and row is not None and (opened is None or opened.uid != row.hit.row.uid):
            self.action_open()
            self._awaits_names = True
        elif self.reader.is_original:
            self.say("The names stand above the clean text: O brings it back")
        elif not self.reader.enter_names():
            self.say("Nobody and no country is named above this text")
        elif not self.is_in_text:
            self.action_open()

    def has_opened(self, uid: str) -> None:
        super().has_opened(uid)
        self._enter_awaited()

    def _enter_awaited(self) -> None:
        if self._awaits_names and not self.is_behind:
            self._awaits_names = False
            if self.is_in_text:
                self.action_enter_names()

    def action_next_name(self) -> None:
        self.reader.step_name(1)

    def action_previous_name(self) -> None:
        self.reader.step_name(-1)

    def action_name_below(self) -> None:
        self.reader.step_line_of_names(1)

    def action_name_above(self) -> None:
        self.reader.step_line_of_names(-1)

    def action_leave_names(self) -> None:
        self.reader.leave_names()

    def action_open_card(self) -> None:
        """The card of the name one is at."""
        if self.reader.followed is not None:
            self.open_named(self.reader.followed)

    def open_named(self, query: str) -> None:
        """The card of a person or a country of the open article that is known by its query."""
        kind, _, name = query.partition(":")
        uid = self.reader.opened.uid if self.reader.opened is not None else ""
        self.open_card(Lead("person" if kind == "person" else "country", name.strip('"'), article=uid))

    # -- where lines lead --------------------------------------------------------------------------------

    def follow(self, lead: Lead | None) -> None:
        """Go where a line leads."""
        if lead is None:
            return
        if lead.kind in ("query", "all"):
            self.remember_place()
            if lead.kind == "all":
                self.scope = "all"
            self.set_filter(lead.to)
        elif lead.kind == "passage":
            self.go_to(
                lead.to,
                None,
                place=(lead.passage.block, lead.passage.start) if lead.passage else None,
                lit=lead.passage,
            )
        else:
            self.open_card(lead)

    @work(description="work", group="card", exclusive=True)
    async def open_card(self, lead: Lead) -> None:
        """Open the card of a person, by key or name, or of a country, by code."""
        page = await self.attempt(lambda: self.desk.cards.card(lead, self.signs))
        if page is None:
            if not self.status.is_error:
                self.say("Nothing is known of this name")
            return
        self.show_card(page)

    def show_card(self, page: CardPage) -> None:
        """Show a card; where its lines lead is for `follow`."""

    def show_status(self) -> None:
        super().show_status()
        self._enter_awaited()
        if self.is_in_names:
            self.status.hints = self.hints(
                ("names.open-card", "card"),
                ("names.leave-names", "text"),
                ("names.next-name", "next name"),
                ("room.help", "help"),
            )

    # -- over time ---------------------------------------------------------------------------------------

    def action_timeline(self) -> None:
        """The timeline of what is listed."""
        answer = self.articles.answer
        if answer is None or not len(answer.ids):
            self.say("Nothing is listed")
            return

        def taken(query: str | None) -> None:
            if query is not None:
                self.remember_place()
                self.set_filter(query)

        asked = " ".join(answer.query.text.split())
        title = f" {self.signs.dot} ".join(part for part in (self.scope_words, asked) if part)
        self._open_timeline(title or "all articles", lambda: self.articles.answer or answer, taken)

    @on(FilterBar.CountClicked)
    def _count_clicked(self, event: FilterBar.CountClicked) -> None:
        event.stop()
        self.action_timeline()

    def open_timeline_of(self, query: str, done: Callable[[str | None], None]) -> None:
        """The timeline of another query than is asked; `done` is given it with the days, or None."""
        self._open_timeline(query, lambda: self.desk.answer(query, "all", "relevance"), done)

    def _open_timeline(
        self, title: str, answer: Callable[[], Answer], done: Callable[[str | None], None]
    ) -> None:
        from tuireader.room.screens.timeline import TimelineScreen  # not for the first screen

        self._over_time = TimelineScreen(self, title, answer)
        self.app.push_screen(self._over_time, done)

    def has_answer(self, answer: Answer, number: int) -> None:
        """What the library has gained or lost is counted in a timeline that is open, too."""
        super().has_answer(answer, number)
        if self._over_time is not None and self._over_time.is_open:
            self._over_time.count()

    @staticmethod
    def is_at(here: PassageSpan, block: int, start: int, end: int) -> bool:
        """Whether a mention stands in a passage."""
        return here.block == block and here.start < end and start < here.end
