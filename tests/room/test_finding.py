"""Filtering in the room: the list, the reasons, the menu, the pickers, the mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from tests.room.conftest import OpenRoom


async def test_a_misspelled_name_finds_the_article_and_says_why(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("macorn", 1)
        await room.until(lambda: room.file == "002")
        assert "1 of 5" in room.text
        assert "Emmanuel Macron ← macorn" in room.text


async def test_mentions_of_who_was_asked_for_are_stepped_through(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("paparo", 1)
        await room.until(lambda: room.file == "002")
        await room.press("enter")
        await room.until(lambda: room.app.focused is room.main.reader)
        total = len(room.main.reader.targets("mention")[1])
        assert total == 2
        await room.press("right_square_bracket")
        await room.until(lambda: f"mention 1 of {total} · Samuel J. Paparo" in room.said)
        await room.press("right_square_bracket", "right_square_bracket")
        await room.until(lambda: "mention 1 of 2" in room.said and "from the other end" in room.said)
        await room.press("left_square_bracket")
        await room.until(lambda: "mention 2 of 2" in room.said)


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("country:france", {"001", "002"}),
        ("country:UK", {"001"}),
        ('country:"south sudan"', {"003", "004"}),
        ("rosoboronexport", {"001"}),
        ("phung si tan", {"000"}),
        ("zzzzqqq", set()),
    ],
)
async def test_typed_letter_by_letter_every_query_ends_at_its_articles(
    open_room: OpenRoom, query: str, files: set[str]
) -> None:
    async with open_room() as room:
        await room.ask(query, len(files))
        rows = [room.main.articles.row(index) for index in range(len(files))]
        assert {row.hit.row.path.rsplit("/", 1)[1][:3] for row in rows if row} == files
        if not files:
            assert "Nothing matches" in room.text
            assert "Esc clears the filter" in room.text


async def test_the_menu_offers_people_and_countries_and_tab_takes_one(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("slash")
        await room.type("macro")
        await room.until(lambda: room.main.menu.chosen is not None)
        await room.until(lambda: "Emmanuel Macron" in room.text)
        await room.press("tab")
        await room.until(lambda: room.main.filter_bar.text == 'person:"Emmanuel Macron" ')
        await room.until(lambda: room.main.articles.answer and room.main.articles.answer.total == 1)
        assert not room.main.menu.display
        # One goes on typing, as in a shell.
        await room.type("ukraine but")
        await room.until(lambda: room.main.filter_bar.text == 'person:"Emmanuel Macron" ukraine but')


async def test_escape_clears_the_filter_and_keeps_the_article(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("chien", 1)
        await room.until(lambda: room.file == "003")
        await room.press("escape")
        await room.until(lambda: room.main.articles.row_count == 5)
        await room.until(lambda: room.file == "003")
        row = room.main.articles.row(room.main.articles.cursor)
        assert row is not None
        assert "003_" in row.hit.row.path


async def test_a_query_that_is_wrong_keeps_the_last_good_list_and_says_what(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.ask("country:france", 2)
        room.main.filter_bar.set_text("country:france date:20x")
        await room.until(lambda: "not understood" in room.text)
        assert room.main.articles.row_count == 2
        assert "'20x' is no date" in room.said
        room.main.filter_bar.set_text("country:france")
        await room.until(lambda: "2 of 5" in room.text)
        assert room.said == ""


async def test_the_people_picker_has_this_articles_people_first(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("p")
        await room.until(lambda: room.app.screen is not room.main)
        await room.until(lambda: "in this article" in room.text)
        await room.type("knap")
        await room.until(
            lambda: "Marc Knapper" in room.text and "Jedidiah" not in room.text.split("type")[0][:1]
        )
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == 'person:"Marc Knapper"')
        await room.until(lambda: room.main.articles.row_count == 1)


async def test_the_countries_picker_lists_the_articles_of_a_country(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("c")
        await room.until(lambda: room.app.screen is not room.main)
        await room.type("russ")
        await room.press("enter")
        await room.until(lambda: room.main.articles.row_count == 1)
        await room.until(lambda: room.file == "001")


async def test_scopes_narrow_the_list(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("3")
        await room.until(lambda: room.main.articles.row_count == 0)
        await room.until(lambda: "1 lists all of them" in room.text)
        await room.press("1")
        await room.until(lambda: room.main.articles.row_count == 5)
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        await room.press("3")
        await room.until(lambda: room.main.articles.row_count == 1)


async def test_sorting_goes_round_and_no_step_of_it_does_nothing(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("U")
        await room.until(lambda: room.said == "U does nothing here: ? lists what does")
        # Where nothing is asked the best are the newest: there are three orders, not four.
        for words in ("oldest first", "longest first", "newest first", "oldest first"):
            await room.press("s")
            await room.until(lambda words=words: room.said == f"Sorted: {words}")
        await room.ask("vietnam", 5)
        for words in ("longest first", "best first", "newest first"):
            await room.press("s")
            await room.until(lambda words=words: room.said == f"Sorted: {words}")
        await room.until(lambda: room.main.articles.row_count == 5)


async def test_a_click_on_a_name_opens_its_card_and_that_lists_its_articles(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("001")
        lines = room.text.splitlines()
        y = next(
            number for number, line in enumerate(lines) if "Angus Topshee" in line[40:] and "·" in line[40:]
        )
        x = lines[y].index("Angus Topshee") + 2
        await room.pilot.click(offset=(x, y))
        await room.until(lambda: "List the article" in room.text)
        await room.press("enter")
        await room.until(lambda: room.main.filter_bar.text == 'person:"Angus Topshee"')


async def test_keys_typed_at_once_mean_what_is_asked_not_what_was_listed(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("G")
        await room.until(lambda: room.main.articles.cursor == 4)
        for key in ("slash", *"macorn", "enter", "b"):
            # Straight into the app's queue, as a fast typist's keys come.
            room.app.post_message(Key(key, key if len(key) == 1 else None))
        await room.until(lambda: "Bookmarked" in room.said)
        (mark,) = room.desk.notebook.bookmarks()
        assert "/002_" in mark.path


@pytest.mark.parametrize(
    ("key", "typed", "name"), [("p", "macorn", "Emmanuel Macron"), ("c", "GB", "United Kingdom")]
)
async def test_the_pickers_forgive_what_the_filter_forgives(
    open_room: OpenRoom, key: str, typed: str, name: str
) -> None:
    async with open_room() as room:
        await room.press(key)
        await room.until(lambda: room.app.screen is not room.main)
        await room.type(typed)
        await room.until(lambda: name in room.text)
        await room.press("enter")
        await room.until(lambda: name in room.main.filter_bar.text)
        await room.until(lambda: room.main.articles.row_count == 1)


async def test_a_sort_does_not_break_an_unfinished_query(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.press("s")
        await room.until(lambda: "oldest first" in room.said)
        await room.ask('"defence expo', 3)


@pytest.mark.parametrize("key", ["p", "c", "question_mark", "A", "B"])
async def test_a_sheet_shows_rows_where_there_is_little_room(open_room: OpenRoom, key: str) -> None:
    async with open_room(size=(40, 12)) as room:
        await room.press("b")
        await room.until(lambda: "Bookmarked" in room.said)
        await room.press("a")
        await room.type("mine")
        await room.press("ctrl+s")
        await room.until(lambda: "Note saved" in room.said)
        await room.press(key)
        await room.until(lambda: room.app.screen is not room.main)
        rows = room.app.screen.query_one(ChoiceRows)
        await room.until(lambda: rows.row_count > 0)
        assert rows.size.height >= 3
