"""Names in the room: the cards of people and countries, and the way to them from the text and the pickers."""

from textual import work

from tuireader.room.cards import CardPage, Lead
from tuireader.room.screens.choosing import Choice, Chooser
from tuireader.room.screens.narrowing import NarrowingScreen
from tuireader.room.typesetting import PassageSpan


class NamingScreen(NarrowingScreen):
    """Asks for cards, and goes where their lines lead."""

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
                    self.open_card(Lead("person", person.name))
                    return
            for country in countries:
                if any(self.is_at(here, m.block, m.start, m.end) for m in country.mentions):
                    self.open_card(Lead("country", country.code))
                    return
        choices = [
            *(Choice(Lead("person", p.name), p.name, p.title or "", group="people") for p in people),
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

    def follow(self, lead: Lead | None) -> None:
        """Go where a line leads."""
        if lead is None:
            return
        if lead.kind == "query":
            self.remember_place()
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
        page = await self.attempt(lambda: self.desk.card(lead, self.signs))
        if page is None:
            if not self.status.is_error:
                self.say("Nothing is known of this name")
            return
        self.show_card(page)

    def show_card(self, page: CardPage) -> None:
        """Show a card; where its lines lead is for `follow`."""

    @staticmethod
    def is_at(here: PassageSpan, block: int, start: int, end: int) -> bool:
        """Whether a mention stands in a passage."""
        return here.block == block and here.start < end and start < here.end
