"""The sheets on which names are corrected: cards of people and countries, and the pickers of both."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tuireader.room.actions import ACTIONS, Action
from tuireader.room.cards import CardPage, Lead
from tuireader.room.keys import bindings_of
from tuireader.room.pane import Pane
from tuireader.room.picking import PickItem
from tuireader.room.screens.choosing import Chooser
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.hints import Facts

if TYPE_CHECKING:
    from tuireader.room.screens.correcting import CorrectingScreen


def actions_on(pane: Pane) -> tuple[Action, ...]:
    """What can be done on a sheet."""
    return tuple(action for action in ACTIONS if action.is_for(pane))


_WHILE_TYPING = (
    Binding("enter", "choose", show=False, priority=True),
    Binding("escape", "step_back", show=False, priority=True),
)
"""Keys of a card that hold while its lines are being narrowed, too."""


class CardSheet(Chooser[Lead]):
    """The card of a person or a country: plain letters correct it, `/` narrows its lines."""

    PANE: ClassVar[Pane]
    WORDS: ClassVar[tuple[tuple[str, str], ...]]
    """What corrects it, by the id of the action, as the foot line says it."""

    def __init__(self, main: "CorrectingScreen", page: CardPage) -> None:
        """
        Args:
            main: whose room it is; deeds are its to do.
            page: what stands on it.
        """
        self._main = main
        self.page = page
        self._names = [page.name]
        self._uid = page.bearer.uid if page.bearer is not None else ""
        super().__init__(
            page.name,
            lambda: _lines(self.page),
            signs=main.signs,
            about=page.about,
            hint=self._foot(main),
            empty_words="",
        )

    def _foot(self, main: "CorrectingScreen") -> str:
        keys = main.room.keys
        shown = [("Enter", "goes there")]
        shown += [
            (keys[id][0], words)
            for id, words in (("room.timeline", "timeline"), *self.WORDS, ("find.find", "narrow"))
            if keys[id]
        ]
        return "   ".join(f"{key} {words}" for key, words in (*shown, ("Esc", "back")))

    def begin(self) -> None:
        self.query_one(Input).display = False
        self.set_focus(self.rows)

    @property
    def is_typing(self) -> bool:
        """Whether its lines are being narrowed."""
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types, keys are letters."""
        return action not in _METHODS[self.PANE] or not self.is_typing

    def becomes(self, name: str) -> None:
        """The person is called so from now on; should that be undone, as before."""
        self._names.insert(0, name)

    @property
    def leads(self) -> list[Lead]:
        """What to look for when it is drawn anew: the names it went by, the last one first.

        In one article a name is who that article means. Else namesakes have one name, and the key tells whose
        card it is as long as the name stays.
        """
        named = [Lead("person", name, article=self._uid) for name in self._names]
        return [*named, self.page.of] if self._uid else [*named[:-1], self.page.of, named[-1]]

    def turn_to(self, page: CardPage) -> None:
        """Show what is known by now."""
        self.page = page
        self.query_one(".sheet-title", Static).update(Content(page.name))
        self.query_one(".sheet-about", Static).update(Facts(page.about, self._signs.dot))
        self.reload()

    # -- moving ------------------------------------------------------------------------------------------

    def action_choose(self) -> None:
        self._choose()

    def _choose(self) -> None:
        lead = self.chosen
        if lead is not None and lead.kind == "timeline":
            self._open_timeline(lead.to)
        else:
            super()._choose()

    def action_timeline(self) -> None:
        """When it was written of; the card stays beneath."""
        self._open_timeline(self.page.query)

    def _open_timeline(self, query: str) -> None:
        def taken(narrowed: str | None) -> None:
            if narrowed is not None:
                self.dismiss(Lead("all", narrowed))

        self._main.open_timeline_of(query, taken)

    def action_find(self) -> None:
        line = self.query_one(Input)
        line.display = True
        self.set_focus(line)

    def action_step_back(self) -> None:
        """Esc: all lines again, then away."""
        if self.is_typing:
            line = self.query_one(Input)
            line.value = ""
            self.begin()
        else:
            self.dismiss(None)

    def action_quit(self) -> None:
        self.dismiss(None)

    # -- what was done last ------------------------------------------------------------------------------

    def action_undo(self) -> None:
        self._main.undo()

    def action_redo(self) -> None:
        self._main.redo()


class PersonCard(CardSheet):
    """Corrects a person."""

    PANE: ClassVar[Pane] = "person"
    WORDS = (
        ("card.merge-person", "merge"),
        ("card.split-person", "split"),
        ("card.rename-person", "rename"),
        ("card.hide-person", "hide"),
        ("card.place-person", "country"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(actions_on("person")), *_WHILE_TYPING]

    def action_merge_person(self) -> None:
        self._main.merge_person(self.page.name, self.page.bearer)

    def action_split_person(self) -> None:
        self._main.split_person(self.page.name, self.page.bearer)

    def action_rename_person(self) -> None:
        self._main.rename_person(self.page.name, self.page.bearer)

    def action_hide_person(self) -> None:
        self._main.hide_person(self.page.name, self.page.bearer)

    def action_place_person(self) -> None:
        self._main.place_person(self.page.name, self.page.bearer)


class CountryCard(CardSheet):
    """Corrects whether the open article is about a country."""

    PANE: ClassVar[Pane] = "country"
    WORDS = (
        ("card.replace-country", "another is meant here"),
        ("card.remove-country", "not here"),
        ("card.add-country", "here too"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(actions_on("country")), *_WHILE_TYPING]

    @property
    def leads(self) -> list[Lead]:
        return [self.page.of]

    def action_replace_country(self) -> None:
        self._main.replace_country(self.page.of.to)

    def action_remove_country(self) -> None:
        self._main.remove_country(self.page.of.to)

    def action_add_country(self) -> None:
        self._main.add_country(self.page.of.to)


_METHODS: dict[Pane, frozenset[str]] = {
    pane: frozenset(action.method for action in actions_on(pane)) for pane in ("person", "country")
}


def card_sheet(main: "CorrectingScreen", page: CardPage) -> CardSheet:
    """The sheet for a card."""
    return PersonCard(main, page) if page.of.kind == "person" else CountryCard(main, page)


class NamePicker(Chooser[PickItem]):
    """A picker whose rows are corrected where they stand: letters narrow, so the keys are with ctrl."""

    WORDS: ClassVar[tuple[tuple[str, str], ...]]

    def __init__(
        self,
        main: "CorrectingScreen",
        title: str,
        load: Callable[[], Sequence[Choice[PickItem]]],
        *,
        search: Callable[[str], Sequence[Choice[PickItem]]],
        on_edit: Callable[[PickItem], None],
        empty_words: str,
    ) -> None:
        self._main = main
        keys = main.room.keys
        parts = ["Enter lists the articles", "ctrl+e card"]
        parts += [f"{keys[id][0]} {words}" for id, words in self.WORDS if keys[id]]
        super().__init__(
            title,
            load,
            signs=main.signs,
            hint="   ".join((*parts, "Esc back")),
            empty_words=empty_words,
            search=search,
            on_edit=on_edit,
        )

    @property
    def picked(self) -> str | None:
        """Who or what the cursor is on."""
        return self.rows.choices[self.rows.cursor].title if self.rows.row_count else None


class PeoplePicker(NamePicker):
    """Picks a person, or corrects one."""

    WORDS = (
        ("people.merge-person", "merge"),
        ("people.split-person", "split"),
        ("people.rename-person", "rename"),
        ("people.hide-person", "hide"),
        ("people.place-person", "country"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_on("people"))

    def _with_name(self, deed: Callable[[str], object]) -> None:
        if self.picked is not None:
            deed(self.picked)

    def action_merge_person(self) -> None:
        self._with_name(self._main.merge_person)

    def action_split_person(self) -> None:
        self._with_name(self._main.split_person)

    def action_rename_person(self) -> None:
        self._with_name(self._main.rename_person)

    def action_hide_person(self) -> None:
        self._with_name(self._main.hide_person)

    def action_place_person(self) -> None:
        self._with_name(self._main.place_person)


class CountriesPicker(NamePicker):
    """Picks a country, or corrects which ones the open article is about."""

    WORDS = (
        ("countries.replace-country", "another is meant here"),
        ("countries.remove-country", "not here"),
        ("countries.add-country", "here too"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_on("countries"))

    def action_replace_country(self) -> None:
        if self.picked is not None:
            self._main.replace_country(self.picked)

    def action_remove_country(self) -> None:
        if self.picked is not None:
            self._main.remove_country(self.picked)

    def action_add_country(self) -> None:
        self._main.add_any_country(self.picked or "")


def _lines(page: CardPage) -> list[Choice[Lead]]:
    return [Choice(line.lead, line.text, line.detail, line.tail, group=line.section) for line in page.lines]
