"""Correcting who and where, asked for step by step: on a card, in a picker or in the text."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from tuireader.names.country_lookup import country_named
from tuireader.names.country_table import countries, display_name
from tuireader.room.cards import CardPage
from tuireader.room.correcting import Offer
from tuireader.room.page import PassageSpan
from tuireader.room.screens.name_sheets import card_sheet
from tuireader.room.screens.questioning import QuestioningScreen, article_of
from tuireader.room.widgets.ink import clipped

if TYPE_CHECKING:
    from tuireader.library.cards import Bearer

_EDGES = " \t\n,;:.!?…\"'“”‘’«»()[]–—-"
"""What a selection may have caught with a name."""


class CorrectingScreen(QuestioningScreen):
    """Asks what is to be corrected, and how."""

    # -- people ------------------------------------------------------------------------------------------

    @work(description="work", group="correct")
    async def merge_person(self, name: str, bearer: "Bearer | None" = None) -> None:
        """Ask with whom somebody is to be one; of a name alone also where."""
        stored = self.reader.opened.stored if self.reader.opened is not None else None
        uid = bearer.uid if bearer is not None else ""
        with self._asking_on():
            other = await self._ask_which(
                f"“{name}” is the same person as …",
                lambda: self.desk.corrector.others(name, stored, uid),
                like=lambda typed: self.desk.corrector.people_like(typed, name),
                does="merges the two under this name",
            )
            if other is None:
                return
            chosen = other
            turned = await self.attempt(lambda: self.desk.corrector.in_turn(name, chosen))
            if turned is None:
                return
            name, other = turned
            where = self._where(name, bearer) if name != other else None
            scope = await self._ask_scope_of_name(f"“{name}” is {other} …", name, where)
        if scope is not None:
            self.correct("merge", where, person=name, other=other, article=article_of(scope, where))

    @work(description="work", group="correct")
    async def split_person(self, name: str, bearer: "Bearer | None" = None) -> None:
        """Ask which form of a name means somebody else, whom, and where."""
        stored = self.reader.opened.stored if self.reader.opened is not None else None
        with self._asking_on():
            form = await self._ask_which(
                f"Which of these is not {name}?",
                lambda: self.desk.corrector.forms(name, stored),
                does="splits it off",
                nothing="No form of this name is known",
            )
            if form is None:
                return
            other = await self._ask_line(
                f"Who is “{form}”?", "", f"another person's name; empty: a person called {form}"
            )
            if other is None:
                return
            where = self._where(name, bearer)
            scope = await self._ask_scope(f"“{form}” is not {name} …", where)
        if scope is not None:
            article = article_of(scope, where)
            self.correct("split", where, person=name, form=form, other=other, article=article)

    @work(description="work", group="correct")
    async def rename_person(self, name: str, bearer: "Bearer | None" = None) -> None:
        """Ask for the right name; of a name alone also where."""
        where = self._where(name, bearer)
        with self._asking_on():
            other = await self._ask_line(f"The right name of “{name}”", name, "the right name")
            if other in ("", name):
                self.say("Nothing was changed")
            if not other or other == name:
                return
            scope = await self._ask_scope_of_name(f"“{name}” is called {other} …", name, where)
        if scope is not None:
            self.correct("rename", where, person=name, other=other, article=article_of(scope, where))

    @work(description="work", group="correct")
    async def hide_person(self, name: str, bearer: "Bearer | None" = None) -> None:
        """Ask where a name is to mean no person."""
        where = self._where(name, bearer)
        with self._asking_on():
            scope = await self._ask_scope(f"“{name}” is no person …", where)
        if scope is not None:
            self.correct("hide", where, person=name, article=article_of(scope, where))

    @work(description="work", group="correct")
    async def place_person(self, name: str, bearer: "Bearer | None" = None) -> None:
        """Ask for the country of a person; of a name alone also where."""
        where = self._where(name, bearer)
        with self._asking_on():
            none = Offer("", "no country that is known")
            code = await self._ask_which(
                f"The country of {name}",
                lambda: [none, *self.desk.corrector.countries()],
                like=self.desk.corrector.countries_like,
                does="takes it",
            )
            if code is None:
                return
            scope = await self._ask_scope_of_name(f"The country of “{name}” …", name, where)
        if scope is not None:
            article = article_of(scope, where)
            self.correct("person-country", where, person=name, country=code or None, article=article)

    @work(description="work", group="correct")
    async def add_person(self, form: str) -> None:
        """Ask for the full name of somebody who was missed; `form` is what the text says."""
        with self._asking_on():
            name = await self._ask_line(f"“{form}” is a person called", form, "the full name")
            if not name:
                return
            where = self.here()
            scope = await self._ask_scope(f"“{form}” is a person …", where)
        if scope is not None:
            other = name if name != form else ""
            self.correct("add", form=form, other=other, article=article_of(scope, where))

    # -- the countries of the open article ---------------------------------------------------------------

    def _in_article(self, country: str, wanted: bool) -> tuple[str, str] | None:
        """The open article's id and the country's code, if it is about it or not as `wanted`."""
        opened, code = self.reader.opened, _code(country)
        if opened is None or code is None:
            self.say("No article is open")
            return None
        if any(found.code == code for found in opened.names.countries) != wanted:
            headline = clipped(opened.stored.article.headline, 40)
            self.say(f"“{headline}” is {'not ' if wanted else ''}about {display_name(code)} as it is")
            return None
        return opened.uid, code

    @work(description="work", group="correct")
    async def replace_country(self, country: str) -> None:
        """Ask which country the open article means instead."""
        found = self._in_article(country, True)
        if found is None:
            return
        uid, code = found
        with self._asking_on():
            right = await self._ask_which(
                f"Not {display_name(code)} but …",
                self.desk.corrector.countries,
                like=self.desk.corrector.countries_like,
                does="puts it right in this article",
            )
        if right is not None:
            self.correct("article-country", article=uid, country=right, instead_of=code)

    def remove_country(self, country: str) -> None:
        """The open article is not about a country."""
        found = self._in_article(country, True)
        if found is not None:
            self.correct("article-country", article=found[0], instead_of=found[1])

    def add_country(self, country: str) -> None:
        """The open article is about a country as well."""
        found = self._in_article(country, False)
        if found is not None:
            self.correct("article-country", article=found[0], country=found[1])

    @work(description="work", group="correct")
    async def add_any_country(self, first: str) -> None:
        """Ask which country the open article is about as well."""
        opened = self.reader.opened
        if opened is None:
            self.say("No article is open")
            return
        with self._asking_on():
            code = await self._ask_which(
                f"“{clipped(opened.stored.article.headline, 50)}” is about …",
                lambda: self.desk.corrector.countries(_code(first) or ""),
                like=self.desk.corrector.countries_like,
                does="adds it to this article",
            )
        if code is not None:
            self.add_country(code)

    # -- from the text -----------------------------------------------------------------------------------

    def action_add_person(self) -> None:
        """Add the selection as a person; without one, what is typed."""
        opened, span = self.reader.opened, self._at_hand
        if opened is None:
            self.say("No article is open")
            return
        if not self.is_selecting or span is None:
            self._type_person()
            return
        there = self._person_at(span)
        if there is not None:
            self.say(f"That names {there} already: Enter on it opens the card")
            return
        text = opened.stored.article.blocks[span.block].text[span.start : span.end].strip(_EDGES)
        if not text or self._is_over_blocks:
            self.say("Select one name: v, then l for a word more")
            return
        self.reader.drop_selection()
        self.show_status()
        self.add_person(text)

    @work(description="work", group="correct")
    async def _type_person(self) -> None:
        with self._asking_on():
            form = await self._ask_line("Who was missed?", "", "the name as the text has it")
        if form:
            self.add_person(form)

    def action_hide_person(self) -> None:
        self._with_person(self.hide_person)

    def action_merge_person(self) -> None:
        self._with_person(self.merge_person)

    def action_split_person(self) -> None:
        self._with_person(self.split_person)

    def action_rename_person(self) -> None:
        self._with_person(self.rename_person)

    def action_place_person(self) -> None:
        self._with_person(self.place_person)

    def action_replace_country(self) -> None:
        self._with_country(self.replace_country)

    def action_remove_country(self) -> None:
        self._with_country(self.remove_country)

    def action_add_country(self) -> None:
        self.add_any_country("")

    @property
    def _at_hand(self) -> PassageSpan | None:
        """The selection's first piece, else the passage one stands at."""
        opened, chosen = self.reader.opened, self.reader.chosen
        if not self.is_selecting or opened is None or chosen is None:
            return self.reader.current
        starts = opened.stored.article.block_starts
        block = max(n for n, start in enumerate(starts) if start <= chosen[0])
        return PassageSpan(block, chosen[0] - starts[block], chosen[1] - starts[block])

    @property
    def _is_over_blocks(self) -> bool:
        opened, span = self.reader.opened, self._at_hand
        return opened is None or span is None or span.end > len(opened.stored.article.blocks[span.block].text)

    def _person_at(self, span: PassageSpan | None) -> str | None:
        opened = self.reader.opened
        if opened is None or span is None:
            return None
        for person in opened.names.people:
            if any(self.is_at(span, m.block, m.start, m.end) for m in person.mentions):
                return person.name
        return None

    def _with_person(self, deed: Callable[[str], object]) -> None:
        """Do it to whom the name at hand means; where there is none, ask whom of this article."""
        name = self._person_at(self._at_hand)
        opened = self.reader.opened
        if self.is_selecting:
            self.reader.drop_selection()
            self.show_status()
        if name is not None:
            deed(name)
        elif opened is None:
            self.say("No article is open")
        else:
            people = opened.names.people
            rows = [Offer(p.name, p.name, p.title or "") for p in people]
            self._with_offer("Whom do you mean?", rows, "Nobody is named in this article", deed)

    def _with_country(self, deed: Callable[[str], object]) -> None:
        opened = self.reader.opened
        if opened is None:
            self.say("No article is open")
            return
        rows = [Offer(c.code, c.name, ", ".join(c.forms[:4])) for c in opened.names.countries]
        self._with_offer("Which one do you mean?", rows, "No country is named in this article", deed)

    @work(description="work", group="correct")
    async def _with_offer(
        self, title: str, rows: Sequence[Offer], nothing: str, deed: Callable[[str], object]
    ) -> None:
        with self._asking_on():
            value = await self._ask_which(title, lambda: rows, does="takes it", nothing=nothing)
        if value is not None:
            deed(value)

    # -- files -------------------------------------------------------------------------------------------

    @work(description="work", group="correct")
    async def action_encoding(self) -> None:
        """Ask what the file of the open article is written in; it is read anew at once."""
        opened = self.reader.opened
        if opened is None:
            self.say("No article is open")
            return
        article = opened.stored.article
        with self._asking_on():
            from tuireader.room.encoding import encodings_for, file_of

            path = await asyncio.to_thread(file_of, article.path)
            encoding = await self._ask_which(
                f"{clipped(path.rpartition('/')[2], 60)} is read as {article.encoding}; it is written in …",
                lambda: encodings_for(path, article.encoding),
                does="reads the file so, from now on",
            )
        if encoding is not None:
            self.correct("encoding", form=path, other=encoding)

    # -- cards that offer it ----------------------------------------------------------------------------

    def show_card(self, page: CardPage) -> None:
        self.app.push_screen(card_sheet(self, page), self.follow)


def _code(country: str) -> str | None:
    """The code of a country that is given by its code or its name."""
    if country in countries():
        return country
    found = country_named(country)
    return found.code if found is not None else None
