"""Undo and redo across all that is made, over restarts and beside another window."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuireader.errors import NotebookError
from tuireader.notebook.notebook import ArticleRef, Notebook

Make = Callable[..., ArticleRef]


def test_everything_is_undone_and_redone_in_order(notebook: Notebook, article: Make) -> None:
    ref = article()
    notebook.set_bookmark(ref, True)
    note = notebook.add_note(ref, "one", tags=["t"])
    notebook.edit_note(note.id, "two", tags=[])
    notebook.set_tags(ref, ["grain"])
    notebook.set_read(ref, True)
    notebook.delete_note(note.id)
    notebook.set_bookmark(ref, False)

    def state() -> object:
        found = [(n.body, n.tags) for n in notebook.notes()]
        return len(notebook.bookmarks()), found, notebook.tags(ref.uid), notebook.is_read(ref.uid)

    states = [state()]
    words = []
    while (undone := notebook.undo()) is not None:
        words.append(undone)
        states.append(state())
    assert words == [
        "removal of the bookmark on “Port Ilse reopens, part 1”",
        "deletion of the note on “Port Ilse reopens, part 1”",
        "read mark on “Port Ilse reopens, part 1”",
        "tags on “Port Ilse reopens, part 1”",
        "edit of the note on “Port Ilse reopens, part 1”",
        "note on “Port Ilse reopens, part 1”",
        "bookmark on “Port Ilse reopens, part 1”",
    ]
    assert states == [
        (0, [], ("grain",), True),
        (1, [], ("grain",), True),
        (1, [("two", ())], ("grain",), True),
        (1, [("two", ())], ("grain",), False),
        (1, [("two", ())], (), False),
        (1, [("one", ("t",))], (), False),
        (1, [], (), False),
        (0, [], (), False),
    ]
    for expected, redone in zip(states[-2::-1], words[::-1], strict=True):
        assert notebook.redo() == redone
        assert state() == expected
    assert notebook.redo() is None
    assert notebook.undo() == words[0]


def test_undo_survives_a_restart(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        notebook.add_note(article(1), "one")
        notebook.add_note(article(2), "two")
        assert notebook.undo() == "note on “Port Ilse reopens, part 2”"
    with Notebook.open(directory) as notebook:
        assert notebook.redo() == "note on “Port Ilse reopens, part 2”"
        assert notebook.undo() == "note on “Port Ilse reopens, part 2”"
        assert notebook.undo() == "note on “Port Ilse reopens, part 1”"
        assert notebook.notes() == []


def test_a_new_action_ends_what_could_be_redone(notebook: Notebook, article: Make) -> None:
    notebook.set_bookmark(article(1), True)
    notebook.undo()
    notebook.set_bookmark(article(2), True)
    assert notebook.redo() is None
    assert notebook.undo() == "bookmark on “Port Ilse reopens, part 2”"
    assert notebook.undo() is None


def test_a_window_undoes_its_own_last_action_not_anothers(
    notebook: Notebook, other_window: Notebook, article: Make
) -> None:
    notebook.set_bookmark(article(1), True)
    other_window.set_bookmark(article(2), True)
    assert notebook.undo() == "bookmark on “Port Ilse reopens, part 1”"
    assert notebook.undo() is None
    assert [b.uid for b in notebook.bookmarks()] == [article(2).uid]


def test_what_another_window_changed_since_is_left_alone_and_said(
    notebook: Notebook, other_window: Notebook, article: Make
) -> None:
    notebook.set_bookmark(article(), True)
    note = notebook.add_note(article(), "mine")
    other_window.edit_note(note.id, "theirs")
    with pytest.raises(NotebookError, match=r"note on .* was changed since"):
        notebook.undo()
    assert notebook.note(note.id).body == "theirs"
    assert notebook.undo() == "bookmark on “Port Ilse reopens, part 1”"


def test_a_redo_does_not_overwrite_what_another_window_did(
    notebook: Notebook, other_window: Notebook, article: Make
) -> None:
    note = notebook.add_note(article(), "one")
    notebook.edit_note(note.id, "two")
    notebook.undo()
    other_window.edit_note(note.id, "three")
    with pytest.raises(NotebookError, match="changed since"):
        notebook.redo()
    assert notebook.note(note.id).body == "three"


def test_reading_marks_that_were_not_asked_for_are_passed_over(notebook: Notebook, article: Make) -> None:
    notebook.set_bookmark(article(), True)
    notebook.set_read(article(), True, undoable=False)
    assert notebook.is_read(article().uid)
    assert notebook.undo() == "bookmark on “Port Ilse reopens, part 1”"
    assert notebook.is_read(article().uid)


def test_a_long_headline_is_cut_at_a_word(notebook: Notebook, article: Make) -> None:
    long = "A headline that goes on and on until nobody remembers how it began, or why"
    notebook.set_bookmark(article(headline=long), True)
    assert notebook.undo() == "bookmark on “A headline that goes on and on until nobody …”"


def test_undoing_a_note_and_its_edit_keeps_every_revision(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "one")
    notebook.edit_note(note.id, "two")
    notebook.undo()
    assert (notebook.note(note.id).body, notebook.note(note.id).revision) == ("one", 3)


def test_what_an_undo_brings_back_comes_back_to_its_place(directory: Path, article: Make) -> None:
    moments = iter(datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 29))
    with Notebook.open(directory, now=lambda: next(moments)) as notebook:
        ref, other = article(1), article(2)
        first = notebook.add_note(ref, "first")
        second = notebook.add_note(ref, "second")
        third = notebook.add_note(ref, "third")
        notebook.set_bookmark(ref, True)
        notebook.set_bookmark(other, True)

        def places() -> object:
            written = {note.id: note.updated for note in notebook.notes()}
            return written, [(mark.uid, mark.created) for mark in notebook.bookmarks()]

        before = places()
        deeds: tuple[Callable[[], object], ...] = (
            lambda: notebook.delete_note(second.id),
            lambda: notebook.delete_all([first.id, third.id]),
            lambda: notebook.edit_note(first.id, "other words"),
            lambda: notebook.set_bookmark(ref, False),
        )
        for deed in deeds:
            deed()
            after = places()
            assert after != before
            notebook.undo()
            assert places() == before
            notebook.redo()
            assert places() == after
            notebook.undo()
        # What is written anew is of the day it was written.
        assert notebook.edit_note(second.id, "new words").updated > notebook.note(third.id).updated
