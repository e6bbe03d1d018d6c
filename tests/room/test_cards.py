"""Cards of people and countries: from the text and the pickers, and where their lines lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.room.cards import Lead
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.name_sheets import NamePicker
from tuireader.room.widgets.choice_rows import Choice, ChoiceRows

if TYPE_CHECKING:
    from tests.room.conftest import Opened, OpenRoom


def is_card(room: Opened, name: str) -> bool:
    """Whether the card of this name is open."""
    if not isinstance(room.app.screen, Chooser) or "Enter goes there" not in room.text:
        return False
    return name in room.text and room.app.screen.rows.row_count > 0


def put_on(room: Opened, title: str) -> None:
    """Put the cursor on a line."""
    rows = room.app.screen.query_one(ChoiceRows)
    rows.cursor = next(n for n, choice in enumerate(rows.choices) if title in choice.title)


async def open_from_picker(room: Opened, key: str, typed: str, name: str) -> None:
    """The card of the first that is offered for what is typed."""
    await room.press(key)
    await room.until(lambda: isinstance(room.app.screen, NamePicker) and room.app.screen.rows.row_count)
    await room.type(typed)
    rows = room.app.screen.query_one(ChoiceRows)
    await room.until(lambda: [choice.title for choice in rows.choices[:1]] == [name])
    await room.press("ctrl+e")
    await room.until(lambda: is_card(room, name))


async def test_enter_on_a_name_opens_its_card_and_a_line_leads_to_the_articles(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("003")
        await room.press("right_square_bracket")
        await room.until(lambda: "mention 1 of" in room.said)
        name = room.said.split("· ")[1]
        await room.press("enter")
        await room.until(lambda: is_card(room, name))
        await room.until(lambda: "mention" in room.text)
        await room.until(lambda: "as: " in room.text)
        put_on(room, "List the article")
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == f'person:"{name}"')
        await room.until(lambda: room.main.articles.row_count == 1)
        await room.press("backspace")
        await room.until(lambda: room.file == "003" and room.main.pane == "text")


async def test_what_somebody_said_leads_to_its_passage(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await open_from_picker(room, "p", "paparo", "Samuel J. Paparo")
        rows = room.app.screen.query_one(ChoiceRows)
        assert [choice.group for choice in rows.choices if choice.group.startswith("said")]
        at = next(n for n, choice in enumerate(rows.choices) if choice.group.startswith("said"))
        rows.cursor = at
        words = rows.choices[at].title.strip("“”")
        await room.press("enter")
        await room.until(lambda: room.main.pane == "text" and room.main.reader.current is not None)
        here, opened = room.main.reader.current, room.main.reader.opened
        assert here is not None
        assert opened is not None
        assert words[:20] in opened.stored.article.blocks[here.block].text


async def test_a_title_leads_to_where_it_is_stated(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await open_from_picker(room, "p", "paparo", "Samuel J. Paparo")
        put_on(room, "Commander of the US Indo-Pacific")
        await room.press("enter")
        await room.until(lambda: room.main.pane == "text" and room.main.reader.current is not None)
        here, opened = room.main.reader.current, room.main.reader.opened
        assert here is not None
        assert opened is not None
        text = opened.stored.article.blocks[here.block].text
        assert text[here.start : here.end] == "Samuel J. Paparo"
        assert text[here.end :].startswith(", Commander of the US Indo-Pacific")


async def test_a_country_has_a_card_with_who_is_in_its_articles_and_when(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await open_from_picker(room, "c", "france", "France")
        await room.until(lambda: "2 articles" in room.text)
        rows = room.app.screen.query_one(ChoiceRows)
        bars = [choice for choice in rows.choices if choice.group == "articles over time"]
        assert bars.pop(0).value == Lead("timeline", 'country:"France"')
        assert [(bar.title.split()[:2], bar.tail) for bar in bars] == [(["Dec", "2024"], "2")]
        assert "█" in bars[0].title
        put_on(room, "Emmanuel Macron")
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == 'country:"France" person:"Emmanuel Macron"')
        await room.until(lambda: room.main.articles.row_count == 1)


async def test_enter_where_no_name_is_at_hand_asks_which(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("enter")
        await room.until(lambda: "In this article" in room.text and "Emmanuel Macron" in room.text)
        await room.type("macron")
        await room.press("enter")
        await room.until(lambda: is_card(room, "Emmanuel Macron"))
        await room.press("escape")
        await room.until(lambda: room.app.screen is room.main and room.main.pane == "text")


async def test_what_is_found_late_does_not_push_the_cursor_onto_another_row(open_room: OpenRoom) -> None:
    here = Choice("lin", "Lin Weaver", group="in this article")
    further = Choice("lima", "Lima Ortega", group="all")
    async with open_room() as room:
        chooser: Chooser[str] = Chooser(
            "Who?",
            lambda: [here, further],
            signs=room.main.signs,
            hint="",
            empty_words="",
            search=lambda typed: [here],
        )
        room.app.push_screen(chooser)
        await room.until(lambda: room.app.screen is chooser and chooser.rows.row_count == 2)
        await room.type("lima")
        await room.until(lambda: [choice.value for choice in chooser.rows.choices] == ["lin", "lima"])
        await room.until(lambda: "Lin Weaver" in room.text)
        assert chooser.chosen == "lima"
