"""Ways to correct names in the room, and all places where what was corrected is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.name_sheets import CardSheet, NamePicker
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from tests.room.conftest import Opened

WIDE = (160, 45)


# -- what is seen -----------------------------------------------------------------------------------------


def mentions(room: Opened, name: str) -> int:
    """How often the open article names somebody, as the reader has it; 0 for nobody."""
    opened = room.main.reader.opened
    assert opened is not None
    return next((len(p.mentions) for p in opened.names.people if p.name == name), 0)


def codes(room: Opened) -> set[str]:
    """The countries of the open article, as the reader has them."""
    opened = room.main.reader.opened
    return {c.code for c in opened.names.countries} if opened is not None else set()


def tails(room: Opened) -> dict[str, str]:
    """The rows of the sheet that is open, with what stands at their right end."""
    return {choice.title: choice.tail for choice in room.app.screen.query_one(ChoiceRows).choices}


def facets(room: Opened) -> dict[str, int]:
    """The values of the facets, counted."""
    return {value.name: value.articles for value in room.main.facets._values}


def in_main(room: Opened) -> bool:
    """No sheet is open."""
    return room.app.screen is room.main


async def is_everywhere(room: Opened, file: str, people: dict[str, tuple[int, int]]) -> None:
    """Each is mentioned so often in one article, and is in so many; in text, picker, facets, search, card."""
    await is_named(room, file, people)
    await room.press("g")
    for name, (count, _) in people.items():
        assert (name in room.text) == (count > 0) or count == 0, name
    await room.press("p")
    await room.until(lambda: isinstance(room.app.screen, NamePicker) and tails(room))
    for name, (_, articles) in people.items():
        await room.until(lambda name=name, n=articles: tails(room).get(name, "0") == str(n), name)
    await room.press("escape", "escape")
    await room.until(lambda: room.app.focused is room.main.articles)
    for name, (_, articles) in people.items():
        await room.ask(f'person:"{name}"', articles)
        # Among the few of what is listed now the facets cannot leave anybody out.
        await room.until(lambda name=name, n=articles: facets(room).get(name, 0) == n, f"facet {name}")
        if articles:
            await room.until(lambda: room.main.articles.row(0))
            row = room.main.articles.row(0)
            assert row is not None
            assert any(reason.field == "person" for reason in row.hit.reasons)
        await room.press("escape")
        await room.until(lambda: room.main.articles.row_count == 5)


async def is_named(room: Opened, file: str, people: dict[str, tuple[int, int]]) -> None:
    """Each is mentioned so often in one article, and is in so many, as text and library have it."""
    await room.open_file(file)
    for name, (count, articles) in people.items():
        await room.until(lambda name=name, count=count: mentions(room, name) == count, f"{name}: {count}")
        known = {entry.name: entry.articles for entry in room.desk.library.people()}
        assert known.get(name, 0) == articles


async def countries_are(room: Opened, file: str, expected: dict[str, int]) -> None:
    """Text, picker, facets and search say so; a name with 0 is of no article."""
    await room.open_file(file)
    await room.press("c")
    await room.until(lambda: isinstance(room.app.screen, NamePicker) and tails(room))
    for name, articles in expected.items():
        await room.until(lambda name=name, n=articles: tails(room).get(name, "0") == str(n), name)
    await room.press("escape", "escape")
    await room.until(lambda: room.app.focused is room.main.articles)
    for name, articles in expected.items():
        await room.ask(f'country:"{name}"', articles)
        await room.until(lambda name=name, n=articles: facets(room).get(name, 0) == n, f"facet {name}")
        await room.press("escape")
        await room.until(lambda: room.main.articles.row_count == 5)


# -- ways to correct --------------------------------------------------------------------------------------


async def open_card(room: Opened, file: str, name: str) -> None:
    """From the text to the card, by keys."""
    await room.open_file(file)
    await room.press("enter")
    await room.until(lambda: isinstance(room.app.screen, Chooser) and tails(room))
    room.app.screen.query_one(ChoiceRows).cursor = list(tails(room)).index(name)
    await room.press("enter")
    await room.until(lambda: isinstance(room.app.screen, CardSheet) and tails(room), name)


async def open_picker(room: Opened, key: str, name: str) -> None:
    """The picker, with the cursor on a name."""
    await room.press(key)
    await room.until(lambda: isinstance(room.app.screen, NamePicker) and tails(room))
    await room.type(name.lower())
    await room.until(lambda: next(iter(tails(room)), "") == name, name)


async def question(room: Opened, title: str) -> None:
    """The next question of a correction stands there."""
    await room.until(
        lambda: title in room.text and not isinstance(room.app.screen, CardSheet | NamePicker), title
    )
    if isinstance(room.app.screen, Chooser):
        await room.until(lambda: tails(room), title)


async def merge(room: Opened) -> None:
    """Olivier Brochet is Emmanuel Macron, from the card."""
    await open_card(room, "002", "Olivier Brochet")
    await room.press("m")
    await merge_with_macron(room)


async def merge_in_picker(room: Opened) -> None:
    """The same from the picker."""
    await open_picker(room, "p", "Olivier Brochet")
    await room.press("ctrl+g")
    await merge_with_macron(room)


async def merge_with_macron(room: Opened) -> None:
    """Answer who that is."""
    await question(room, "is the same person as")
    await room.type("macron")
    await room.until(lambda: list(tails(room)) == ["Emmanuel Macron"])
    await room.press("enter")


async def rename(room: Opened) -> None:
    """To Lam is called Tô Lâm of Hanoi."""
    await open_card(room, "002", "To Lam")
    await room.press("r")
    await call_lam_of_hanoi(room)


async def rename_in_picker(room: Opened) -> None:
    """The same from the picker."""
    await open_picker(room, "p", "To Lam")
    await room.press("ctrl+t")
    await call_lam_of_hanoi(room)


async def call_lam_of_hanoi(room: Opened) -> None:
    """Answer what the right name is."""
    await question(room, "The right name of")
    await room.until(lambda: room.app.screen.query_one("#shelf-input").value == "To Lam")  # type: ignore[attr-defined]
    await room.press("ctrl+u")
    await room.type("Lam of Hanoi")
    await room.press("enter")


async def split(room: Opened) -> None:
    """Chien is not Hoang Xuan Chien but Old Chien, in this article."""
    await open_card(room, "003", "Hoang Xuan Chien")
    await room.press("s")
    await split_off_old_chien(room)
    await room.press("enter")


async def split_in_picker(room: Opened) -> None:
    """The same from the picker, everywhere."""
    await room.open_file("003")
    await open_picker(room, "p", "Hoang Xuan Chien")
    await room.press("ctrl+s")
    await split_off_old_chien(room)
    await room.press("down", "enter")


async def split_off_old_chien(room: Opened) -> None:
    """Answer which form that is, and who; the next question is where it is to hold."""
    await question(room, "Which of these is not Hoang Xuan Chien?")
    rows = room.app.screen.query_one(ChoiceRows)
    rows.cursor = list(tails(room)).index("Gen. Chien")
    await room.press("enter")
    await question(room, "Who is “Gen. Chien”?")
    await room.type("Old Chien")
    await room.press("enter")
    await question(room, "“Gen. Chien” is not Hoang Xuan Chien")


async def hide_here(room: Opened) -> None:
    """Olivier Brochet is nobody in 002, from the card."""
    await open_card(room, "002", "Olivier Brochet")
    await room.press("x")
    await question(room, "is no person")
    await room.press("enter")


async def hide_mention(room: Opened) -> None:
    """The first name of 003 is nobody anywhere, from the text."""
    await room.open_file("003")
    await room.press("right_square_bracket")
    await room.until(lambda: "Hoang Xuan Chien" in room.said)
    await room.press("D")
    await question(room, "is no person")
    await room.press("down", "enter")


async def hide_in_picker(room: Opened) -> None:
    """The same from the picker; with the article open the question where is asked."""
    await room.open_file("003")
    await open_picker(room, "p", "Hoang Xuan Chien")
    await room.press("ctrl+x")
    await question(room, "is no person")
    await room.press("down", "enter")


async def add(room: Opened) -> None:
    """The first two words of 000's first paragraph, selected, are somebody called Moira Than."""
    await room.open_file("000")
    await room.press("v")
    await room.until(lambda: room.main.is_selecting)
    await room.press("P")
    await question(room, "is a person called")
    await room.until(lambda: room.app.screen.query_one("#shelf-input").value)  # type: ignore[attr-defined]
    await room.press("ctrl+u")
    await room.type("Moira Than")
    await room.press("enter")
    await question(room, "is a person …")
    await room.press("enter")


async def back(room: Opened) -> None:
    """Close what is open."""
    while not in_main(room):
        screen = room.app.screen
        await room.press("escape")
        await room.until(lambda screen=screen: room.app.screen is not screen)


# -- countries -------------------------------------------------------------------------------------------


async def country_card(room: Opened, file: str, name: str) -> None:
    """From the text to the card of a country, by keys."""
    await open_card(room, file, name)
    assert f'country:"{name}"' in room.text


async def choose(room: Opened, title: str, typed: str, name: str) -> None:
    """Answer the question which country."""
    await question(room, title)
    await room.type(typed)
    await room.until(lambda: next(iter(tails(room)), "") == name, name)
    await room.press("enter")


async def replace_country(room: Opened) -> None:
    """Russia in 001 is Ivory Coast, from the card."""
    await country_card(room, "001", "Russia")
    await room.press("r")
    await choose(room, "Not Russia but …", "ivory", "Ivory Coast")


async def replace_in_picker(room: Opened) -> None:
    """The same from the picker."""
    await room.open_file("001")
    await open_picker(room, "c", "Russia")
    await room.press("ctrl+t")
    await choose(room, "Not Russia but …", "ivory", "Ivory Coast")


async def remove_country(room: Opened) -> None:
    """001 is not about Russia, from the card."""
    await country_card(room, "001", "Russia")
    await room.press("x")


async def remove_in_picker(room: Opened) -> None:
    """The same from the picker."""
    await room.open_file("001")
    await open_picker(room, "c", "Russia")
    await room.press("ctrl+x")


async def add_in_picker(room: Opened) -> None:
    """001 is about Ivory Coast as well, from the picker."""
    await room.open_file("001")
    await open_picker(room, "c", "Russia")
    await room.press("ctrl+g")
    await choose(room, "is about …", "ivory", "Ivory Coast")


async def add_on_card(room: Opened) -> None:
    """001 is about China as well, from the card that was opened from the picker of all countries."""
    await room.open_file("001")
    await open_picker(room, "c", "China")
    await room.press("ctrl+e")
    await room.until(lambda: isinstance(room.app.screen, CardSheet) and tails(room))
    await room.press("a")
