"""A name alone in the room: each article's is somebody of its own, until the reader says who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.name_sheets import CardSheet, NamePicker
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import Opened, OpenRoom
    from tuireader.paths import Paths

TEXTS = {
    "bridge": "Senator Hartwell voted against the toll of the bridge on Tuesday. Hartwell left early.",
    "museum": "French President Hartwell opened a museum in Paris. President Hartwell thanked the builders.",
    "mayor": "Mayor Joe Hartwell opened the bridge in Ostermoor on Monday.",
}


def rows(room: Opened) -> list[tuple[str, str, str]]:
    """The rows of the sheet that is open."""
    return [(c.title, c.detail, c.tail) for c in room.app.screen.query_one(ChoiceRows).choices]


def is_card(room: Opened, about: str) -> bool:
    """Whether a card is open that says this."""
    return isinstance(room.app.screen, CardSheet) and about in room.text and bool(rows(room))


async def put_on(room: Opened, title: str) -> None:
    """Put the cursor of the sheet on a row."""
    await room.until(lambda: any(title == row[0] for row in rows(room)), title)
    at = next(n for n, row in enumerate(rows(room)) if title == row[0])
    room.app.screen.query_one(ChoiceRows).cursor = at


async def test_a_name_alone_is_listed_once_told_by_article_and_merged_in_one(
    open_room: OpenRoom, tmp_path: Path, paths: Paths
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number, (name, text) in enumerate(TEXTS.items(), 1):
        (folder / f"{name}.txt").write_text(f"date 2024-05-0{number}\n\nThe {name} of today\n\n{text}\n")
    async with open_room(size=(140, 40), source=folder) as room:
        await room.press("p")
        await room.until(lambda: isinstance(room.app.screen, NamePicker) and rows(room))
        alone = [row for row in rows(room) if row[0] == "Hartwell"]
        assert alone == [("Hartwell", "a name alone", "2")]
        await put_on(room, "Hartwell")
        await room.press("enter")
        await room.until(lambda: room.main.articles.row_count == 2)

        # From the text: whom this article means.
        uid = room.desk.library.resolve("bridge.txt")
        room.main.ask(select=uid)
        await room.until(lambda: room.headline == "The bridge of today")
        await room.press("enter", "enter")
        await room.until(lambda: isinstance(room.app.screen, Chooser) and rows(room))
        await put_on(room, "Hartwell")
        await room.press("enter")
        await room.until(lambda: is_card(room, "a name alone, as one article has it"))
        assert "Senator" in room.text
        assert [row for row in rows(room) if row[0] in ("Hartwell", "Joe Hartwell")] == [
            ("Joe Hartwell", "part", "1"),
            ("Hartwell", "name alone", "2"),
        ]

        # The name itself, with who has it where.
        await put_on(room, "Hartwell")
        await room.press("enter")
        await room.until(lambda: is_card(room, "each article says who is meant"))
        assert [row[:2] for row in rows(room) if row[0].endswith("of today")] == [
            ("The museum of today", "French President, France"),
            ("The bridge of today", "Senator"),
        ]
        await put_on(room, "The bridge of today")
        await room.press("enter")
        await room.until(lambda: is_card(room, "a name alone, as one article has it"))

        # The reader knows better, for this article.
        await room.press("m")
        await room.until(lambda: "is the same person as" in room.text and rows(room))
        await room.type("joe")
        await room.until(lambda: len(rows(room)) == 1)
        await room.press("enter")
        await room.until(
            lambda: "in this article" in room.text and not isinstance(room.app.screen, CardSheet)
        )
        await room.until(lambda: rows(room))
        await room.press("enter")
        await room.until(lambda: is_card(room, "2 articles") and room.app.screen.page.name == "Joe Hartwell")  # type: ignore[attr-defined]
        (made,) = room.desk.notebook.corrections()
        assert (made.kind, made.person, made.other, made.article) == (
            "merge",
            "Hartwell",
            "Joe Hartwell",
            uid,
        )
    for rest in paths.cache.glob("library.db*"):
        rest.unlink()
    async with open_room(size=(140, 40), source=folder, scanned=False) as room:
        await room.until(lambda: room.main.articles.row_count == 3 and room.main.reader.opened)
        people = {entry.name: (entry.articles, entry.is_name_alone) for entry in room.desk.library.people()}
        assert people == {"Joe Hartwell": (2, False), "Hartwell": (1, False)}
