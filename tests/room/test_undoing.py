"""Every deed of the room: done, undone and redone; and seen within two seconds in a second window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tuireader.room.actions import ACTIONS
from tuireader.room.screens.asking import LOOK_EVERY
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.notes import NotesScreen

if TYPE_CHECKING:
    from tests.room.conftest import Opened, OpenRoom

Play = Callable[["Opened"], object]
Deed = tuple[str, tuple[str | Play, ...]]
"""The ids of the actions it takes, and what is done: keys to press, words to type, states to wait for."""


def on(screen: type) -> Play:
    """This screen has the keys."""
    return lambda room: isinstance(room.app.screen, screen)


def main(room: Opened) -> object:
    """No sheet is open."""
    return room.app.screen is room.main


def pane(name: str) -> Play:
    """These keys are at hand."""
    return lambda room: main(room) and room.main.pane == name and not room.main.is_between_steps


def listed(count: int) -> Play:
    """So many articles are listed, and the list has the keys."""
    return lambda room: room.main.articles.row_count == count and pane("list")(room)


def shows(words: str) -> Play:
    """It stands on the screen."""
    return lambda room: words in room.text


def asked_for(words: str) -> tuple[str | Play, ...]:
    """An action without a key, from the palette."""
    return "colon", shows("search all commands"), f"'{words.lower()}", shows(words), "enter"


NOTE: tuple[str | Play, ...] = (on(NoteEditor), "'a word", "ctrl+s", main)
TAGS: tuple[str | Play, ...] = (on(LineInput), "'x y", "enter", main)
SAVED: tuple[str | Play, ...] = ("S", on(Chooser), shows("france"))
IN_NOTES: tuple[str | Play, ...] = ("A", on(NotesScreen), lambda room: rows(room) > 0)
OUT: tuple[str | Play, ...] = (on(NotesScreen), "escape", main)

IN_THE_LIST: tuple[Deed, ...] = (
    ("article.toggle-bookmark", ("b",)),
    ("article.toggle-bookmark", ("b",)),
    ("article.toggle-read", ("r",)),
    ("article.toggle-read", ("r",)),
    ("article.set-tags", ("t", *TAGS)),
    ("note.write", ("a", *NOTE)),
    ("note.edit", ("e", on(NoteEditor), "' and more", "ctrl+s", main)),
    ("note.edit-here", ("E", on(NoteEditor), "' still", "ctrl+s", main)),
    ("list.catch-up", ("C",)),
    ("list.bookmark-listed", (*asked_for("Bookmark all that"), main)),
    ("list.tag-listed", (*asked_for("Give tags"), on(LineInput), "'all", "enter", main)),
    (
        "search.saved-searches",
        (
            "backslash", "'france", "enter", listed(2), "S", on(Chooser), shows("Save this query"), "enter",
            on(LineInput), "'fr", "enter", main, "escape", listed(5), "g",
        ),
    ),
    ("search.saved-searches", (*SAVED, "ctrl+e", on(LineInput), "'2", "enter", main)),
    ("search.saved-searches", (*SAVED, "ctrl+x", "escape", main)),
)  # fmt: skip

IN_THE_TEXT: tuple[Deed, ...] = (
    ("passage.highlight", ("m",)),
    ("passage.highlight", ("m",)),
    ("passage.highlight", ("v", pane("selection"), "l", "m", pane("text"))),
    ("note.write", ("a", *NOTE)),
    ("selection.note", ("v", pane("selection"), "l", "l", "a", *NOTE)),
    ("note.edit", ("e", on(Chooser), "enter", on(NoteEditor), "' and more", "ctrl+s", main)),
    ("note.delete", ("X", on(Chooser), "enter", main)),
    ("article.toggle-bookmark", ("b",)),
)

AMONG_NOTES: tuple[Deed, ...] = (
    ("article.set-tags", (*IN_NOTES, "t", on(LineInput), "'x y", "enter", *OUT)),
    ("note.edit-here", (*IN_NOTES, "E", on(NoteEditor), "' more", "ctrl+s", *OUT)),
    ("note.delete", (*IN_NOTES, "X", *OUT)),
    (
        "notes.pin",
        (
            *IN_NOTES, "P", shows("Select its passage"), pane("text"), "v", "l", "l", "m", pane("text"),
            "escape", pane("list"),
        ),
    ),
    ("notes.delete-listed", (*IN_NOTES, "D", on(LineInput), "'y", "enter", *OUT)),
)  # fmt: skip

_NOT_DEEDS = {
    "passage.copy", "notebook.show-bookmarks", "notebook.show-notes", "list.export",
    "notebook.undo", "notebook.redo", "notebook.corrections",
}  # fmt: skip
"""They keep nothing."""

_IN_TEST_CORRECTING = {"name", "card", "people", "countries", "file"}
"""What corrects people, countries and files is done, undone and redone in `test_correcting`."""


def rows(room: Opened) -> int:
    """How many rows the list of all notes has; -1 while another screen is open."""
    return room.app.screen.rows.row_count if isinstance(room.app.screen, NotesScreen) else -1


def made(room: Opened) -> object:
    """Everything that was made, as the notebook has it."""
    notebook = room.desk.notebook
    summary = notebook.summary()
    return (
        [(note.id, note.body, note.tags, note.quote, note.pin) for note in notebook.notes()],
        summary.bookmarked,
        summary.read,
        summary.tags,
        [(search.name, search.query) for search in notebook.saved_searches()],
        [correction.words for correction in notebook.corrections()],
    )


def page(room: Opened) -> list[str]:
    """What list and text show: all but the filter above and the status below."""
    return [line.replace("▌", " ").rstrip() for line in room.text.splitlines()[1:-1]]


async def settled(room: Opened) -> None:
    """Wait until all that was asked for is done."""
    await room.until(lambda: room.main.are_deeds_done and not room.main.is_behind)


async def play(room: Opened, steps: tuple[str | Play, ...]) -> None:
    for step in steps:
        if not isinstance(step, str):
            await room.until(lambda step=step: step(room), str(steps))
        elif step.startswith("'"):
            await room.type(step[1:])
        else:
            await room.press(step)
    await settled(room)


async def done_undone_and_redone(room: Opened, deeds: tuple[Deed, ...], other: Opened | None) -> None:
    """Play each deed, take it back and do it again; the other window shows what this one shows."""
    for ids, steps in deeds:
        before = made(room)
        await play(room, steps)
        await room.until(lambda before=before: made(room) != before, f"{ids}: nothing was made")
        after = made(room)
        # All that was made is read only when nothing is on its way any more: it takes a while.
        await play(room, ("u",))
        await room.until(lambda before=before: made(room) == before, f"{ids}: undone")
        await play(room, ("ctrl+r",))
        await room.until(lambda after=after: made(room) == after, f"{ids}: done again")
        if other is not None:
            # Drawing both costs: first wait until it has looked.
            await other.until(lambda: other.main._notebook_seen == room.desk.versions()[1])
            await other.until(lambda: page(other) == page(room), f"{ids}: seen in the other window")


pytestmark = pytest.mark.timeout(300)  # two rooms each, and many deeds


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has windows look for what others did more often than each second, which the tests would wait for."""
    for module in ("asking", "notes"):
        monkeypatch.setattr(f"tuireader.room.screens.{module}.LOOK_EVERY", 0.2)


def test_every_deed_is_in_the_table() -> None:
    deeds = {ids for ids, _ in (*IN_THE_LIST, *IN_THE_TEXT, *AMONG_NOTES)}
    wanted = {
        action.id
        for action in ACTIONS
        if action.group in ("Keep", "Correct", "Notes")
        and action.id.partition(".")[0] not in _IN_TEST_CORRECTING
    }
    assert wanted - _NOT_DEEDS <= deeds
    assert 2 * LOOK_EVERY <= 2.0  # a window looks in time for what another one has done


async def test_deeds_in_the_list_are_undone_and_redone_and_seen_in_the_other_window(
    open_room: OpenRoom,
) -> None:
    async with open_room() as room, open_room() as other:
        await done_undone_and_redone(room, IN_THE_LIST, other)


async def test_deeds_in_the_text_are_undone_and_redone_and_seen_in_the_other_window(
    open_room: OpenRoom,
) -> None:
    async with open_room() as room, open_room() as other:
        for each in (other, room):
            await each.open_file("002")
        await done_undone_and_redone(room, IN_THE_TEXT, other)


async def test_deeds_among_all_notes_are_undone_and_redone(open_room: OpenRoom) -> None:
    async with open_room() as room, open_room() as other:
        await room.open_file("002")
        for steps in (("m",), ("right_curly_bracket", "a", *NOTE), ("escape", pane("list"))):
            await play(room, steps)
        await other.press("A")
        await other.until(
            lambda: isinstance(other.app.screen, NotesScreen) and other.app.screen.rows.row_count == 2
        )
        await done_undone_and_redone(room, AMONG_NOTES, None)
        # The other window's list of all notes has followed.
        await other.until(lambda: rows(other) == 0)


@pytest.mark.promise("P5")
async def test_one_note_changed_in_two_windows_loses_nothing(open_room: OpenRoom) -> None:
    async with open_room() as one, open_room() as two:
        await play(one, ("a", *NOTE))
        (note,) = one.desk.notebook.notes()
        await two.until(lambda: "✎ a word" in two.text)
        for room, words in ((one, " of mine"), (two, " of yours")):
            await room.press("E")
            await room.until(lambda room=room: isinstance(room.app.screen, NoteEditor))
            await room.type(words)
        await play(two, ("ctrl+s", main))
        await play(one, ("ctrl+s", main))
        assert "over what another window wrote" in one.said
        await two.until(lambda: "✎ a word of mine" in two.text)
        assert bodies(one) == ["a word", "a word of yours", "a word of mine"]
        await play(one, ("u",))
        await two.until(lambda: "✎ a word of yours" in two.text)
        # One is still writing when the other deletes it.
        await play(one, ("E", on(NoteEditor), "' and more"))
        two.desk.notebook.delete_note(note.id)
        await play(one, ("ctrl+s", main))
        await two.until(lambda: "✎ a word of yours and more" in two.text)
        assert bodies(one)[-1] == "a word of yours and more"


def bodies(room: Opened) -> list[str]:
    """What the one note said, from its first version to its last."""
    with room.desk.notebook.reading() as connection:
        rows = connection.execute("SELECT body FROM note_revision ORDER BY revision").fetchall()
    return [body for (body,) in rows]
