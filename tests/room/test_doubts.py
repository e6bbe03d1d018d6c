"""What only the reader can tell is asked: half-written notes, articles and passages that may be others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.notebook.notebook import Notebook
from tuireader.paths import private_directory, seeds_directory
from tuireader.room.desk import Desk
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.editor import NoteEditor
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.notes import NotesScreen
from tuireader.room.widgets.choice_rows import ChoiceRows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.room.conftest import Opened, OpenRoom
    from tuireader.paths import Paths

_FIRST = "The harbour of Port Ilse reopened on Monday after a winter without any ships at all."
_SECOND = (
    "Mayor Ada Brenn said that the first grain ships would leave for Tarsa within a week of the opening, "
    "thanked the eleven divers who had cleared the wrecks, and promised the fishermen a new quay by summer."
)
_THIRD = "Nobody was hurt during the work, which took four months, the port office said in its report."
_FOURTH = (
    "The first ship, the Aurora, is expected from Tarsa on Friday with timber for the new quay, and will go "
    "back with barley from the valley farms, whose barns have been full since the frost came early."
)
_TEXT = f"{_FIRST}\n\n{_SECOND}\n\n{_THIRD}\n"


def rows(room: Opened) -> int:
    """How many rows the list of all notes has; -1 while another screen is open."""
    return room.app.screen.query_one(ChoiceRows).row_count if isinstance(room.app.screen, NotesScreen) else -1


async def gone_on_with(room: Opened, body: str) -> None:
    """Choose a draft in the list of all notes, and save it."""
    await room.until(lambda: isinstance(room.app.screen, NotesScreen))
    await room.press("slash")
    await room.type(body)
    await room.until(lambda: rows(room) == 1)
    await room.press("enter")
    await room.until(lambda: not room.app.screen.is_typing)  # type: ignore[attr-defined]
    await room.press("enter")
    await room.until(lambda: isinstance(room.app.screen, NoteEditor))
    assert room.app.screen.written.body == body  # type: ignore[attr-defined]
    await room.press("ctrl+s")
    await room.until(lambda: isinstance(room.app.screen, NotesScreen))
    await room.press("escape")
    await room.until(lambda: room.app.screen.bar.text == "")  # type: ignore[attr-defined]


async def test_every_draft_is_listed_and_can_be_gone_on_with(open_room: OpenRoom, paths: Paths) -> None:
    private_directory(paths.cache)
    with Library.open(paths.library) as library, Notebook.open(paths.data) as window:
        library.scan([SourceSpec("seeds", str(seeds_directory()))])
        desk = Desk(library, window, list)
        uid = library.uids([1])[0]
        stored = library.article(uid)
        assert stored is not None
        reference = desk.reference(stored)
        gone = window.add_note(reference, "was here").id
        window.delete_note(gone)
    # Windows that were closed in the middle of a word, two of them on the same article.
    drafts = [(uid, "alpha", None), (uid, "beta", None), ("f" * 16, "gamma", None), (uid, "delta", gone)]
    for of, body, note in drafts:
        with Notebook.open(paths.data) as window:
            window.save_draft(of, body, (0, 12), note, text=reference.text)
    with Notebook.open(paths.data) as window:
        window.save_draft(uid, "epsilon", None)
    async with open_room() as room:
        await room.until(lambda: "5 half-written notes were kept: A lists them" in room.said)
        await room.press("A")
        await room.until(lambda: rows(room) == 5)
        assert "an article that has left the library" in room.text
        for body in ("beta", "alpha", "delta", "gamma"):
            await gone_on_with(room, body)
        await room.press("slash")
        await room.type("is:draft")
        await room.press("enter")
        await room.until(lambda: rows(room) == 1 and "epsilon" in room.text)
        await room.press("X")
        await room.until(lambda: isinstance(room.app.screen, LineInput))
        await room.press("n", "enter")
        await room.until(lambda: rows(room) == 1)
        await room.press("X")
        await room.until(lambda: isinstance(room.app.screen, LineInput))
        await room.press("y", "enter")
        await room.until(lambda: rows(room) == 0)
        assert room.desk.notebook.drafts() == []
        notes = {note.body: note for note in room.desk.notebook.notes()}
        assert sorted(notes) == ["alpha", "beta", "delta", "gamma"]
        assert notes["alpha"].quote == notes["gamma"].quote == reference.text[:12]
        assert (notes["alpha"].state, notes["gamma"].state) == ("placed", "unplaced")
        assert (notes["delta"].id, notes["delta"].revision) == (gone, 4)


async def test_an_article_that_is_gone_and_may_be_another_is_asked_about(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    for number in range(4):
        (source / f"{number}.txt").write_text(f"Story {number} of the day.\n\n{number} more.\n", "utf-8")
    old, new = source / "port.txt", source / "harbour.txt"
    old.write_text(_TEXT, "utf-8")
    async with open_room(source=source) as room:
        stored = room.desk.library.article(room.desk.library.resolve(str(old)))
        assert stored is not None
        at = stored.article.text.index("Ada Brenn")
        note = room.desk.notebook.add_note(room.desk.reference(stored), "who?", span=(at, at + 9))
        old.unlink()
        half = _THIRD.split()
        new.write_text(f"{_FIRST}\n\n{' '.join(_SECOND.split()[:24])} and much else besides.\n\n"
                       f"{' '.join(half[:4])} A crane fell, three men drowned, fires burnt until midnight.\n",
                       "utf-8")  # fmt: skip
        room.main.scan()
        await room.until(lambda: "1 article that is gone may be another file now: A asks" in room.said)
        await room.press("A")
        await room.until(lambda: rows(room) == 1)
        await room.until(lambda: "(the article is gone)" in room.text)
        await room.press("enter")
        await room.until(lambda: isinstance(room.app.screen, Chooser) and "No, another story" in room.text)
        assert "% of its words are in “The harbour" in room.text
        await room.press("enter")
        await room.until(lambda: isinstance(room.app.screen, NotesScreen) and "went along" in room.said)
        there = room.desk.library.resolve(str(new))
        assert [(n.id, n.uid, n.quote) for n in room.desk.notebook.notes()] == [(note.id, there, "Ada Brenn")]
        await room.until(lambda: "(the article is gone)" not in room.text)
        await room.press("u")
        await room.until(lambda: "(the article is gone)" in room.text)
        await room.press("ctrl+r")
        await room.until(lambda: [c.value.of.uid for c in room.app.screen.rows.choices] == [there])  # type: ignore[attr-defined]
        await room.until(lambda: "(the article is gone)" not in room.text)
        await room.press("enter")
        await room.until(lambda: room.main.reader.opened and room.main.reader.opened.uid == there)
        await room.until(lambda: "✎ who?" in room.text)
        assert any("┃" in line and "Ada Brenn" in line for line in room.text.splitlines())
        await room.press("u")
        await room.until(lambda: "✎ who?" not in room.text)
        await room.press("A")
        await room.until(lambda: rows(room) == 1)
        await room.press("enter")
        await room.until(lambda: isinstance(room.app.screen, Chooser) and "No, another story" in room.text)
        await room.press("down", "enter")
        await room.until(
            lambda: isinstance(room.app.screen, NotesScreen) and "It stays as it is" in room.said
        )
        assert room.desk.candidates() == []
        assert [n.uid for n in room.desk.notebook.notes()] == [note.uid]


async def test_a_passage_that_is_only_perhaps_the_one_is_shown_as_such_and_kept_with_a_key(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    source = tmp_path / "news"
    source.mkdir()
    file = source / "port.txt"
    whole = f"{_TEXT}\n{_FOURTH}\n"
    file.write_text(whole, "utf-8")
    async with open_room(source=source) as room:
        stored = room.desk.library.article(room.main.reader.opened.uid)  # type: ignore[union-attr]
        assert stored is not None
        at = stored.article.text.index("Mayor")
        span = at, at + len(_SECOND)
        room.desk.notebook.add_note(room.desk.reference(stored), "who paid?", span=span)
        words = _SECOND.split()
        words[3::3] = [f"other{number}" for number in range(len(words[3::3]))]
        file.write_text(whole.replace(_SECOND, " ".join(words)), "utf-8")
        room.main.scan()
        await room.until(lambda: "(perhaps here)" in room.text)
        await room.press("A")
        await room.until(lambda: rows(room) == 1 and "(perhaps the passage)" in room.text)
        await room.press("P")
        await room.until(lambda: "Perhaps here: m keeps it" in room.said)
        reader = room.main.reader
        await room.until(lambda: room.main.pane == "selection")
        assert reader.selection is not None
        assert reader.opened is not None
        chosen = reader.opened.stored.article.text[slice(*reader.selection.span)]
        assert chosen.startswith("Mayor Ada Brenn")
        await room.press("m")
        await room.until(lambda: "Pinned to this passage" in room.said)
        await room.until(lambda: "(perhaps here)" not in room.text and "✎ who paid?" in room.text)
        (note,) = room.desk.notebook.notes()
        assert (note.state, note.is_doubtful, note.quote) == ("placed", False, _SECOND)
        await room.press("u")
        await room.until(lambda: "(perhaps here)" in room.text)
        await room.press("ctrl+r")
        await room.until(lambda: "(perhaps here)" not in room.text)
        file.write_text(whole.replace(_SECOND, "Nobody has said a word since."), "utf-8")
        room.main.scan()
        await room.until(lambda: "1 note has lost its passage: A lists it" in room.said)
        await room.until(lambda: "The passage is gone" in room.text)
