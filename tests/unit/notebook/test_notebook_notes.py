"""Notes and highlights: made, revised, deleted, listed, found again in their text."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuireader.errors import NotebookError, UnknownNote
from tuireader.notebook.notebook import ArticleRef, Notebook
from tuireader.search.marks import Marks

from .conftest import TEXT, Clock

Make = Callable[..., ArticleRef]
HARD = "line one\n\n  \0 NUL, 🧭🏴󠁧󠁢󠁳󠁣󠁴󠁿, שלום, \ud800 and [/] \x1b[31m"


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def test_a_note_comes_back_as_it_was_written(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        made = notebook.add_note(article(), HARD, tags=["#a", "b"])
    with Notebook.open(directory) as notebook:
        assert notebook.note(made.id) == made
        assert notebook.notes() == [made]
    assert (made.body, made.tags, made.kind, made.quote, made.revision) == (HARD, ("a", "b"), "note", None, 1)
    assert made.intact


def test_a_note_on_a_passage_quotes_it(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "who are they?", span=span("“a winter without ships”"))
    assert note.quote == '"a winter without ships"'
    assert (note.kind, note.state) == ("note", "placed")


def test_a_highlight_is_a_passage_without_words_until_some_are_added(
    notebook: Notebook, article: Make
) -> None:
    mark = notebook.add_note(article(), "", span=span("eleven wrecks"))
    assert mark.kind == "highlight"
    assert notebook.edit_note(mark.id, "Eleven!").kind == "note"
    assert notebook.summary().highlighted == {article().uid}


@pytest.mark.parametrize("body", ["", " \n\t "])
def test_nothing_is_not_a_note(notebook: Notebook, article: Make, body: str) -> None:
    with pytest.raises(NotebookError, match="empty"):
        notebook.add_note(article(), body)
    note = notebook.add_note(article(), "words")
    with pytest.raises(NotebookError, match="empty"):
        notebook.edit_note(note.id, body)


@pytest.mark.parametrize("passage", [(5, 5), (75, 77), (10_000, 10_010), (9, 4)])
def test_a_passage_without_characters_is_refused(
    notebook: Notebook, article: Make, passage: tuple[int, int]
) -> None:
    with pytest.raises(NotebookError, match="passage"):
        notebook.add_note(article(), "words", span=passage)
    assert notebook.notes() == []


def test_every_edit_keeps_the_version_before_it(notebook: Notebook, directory: Path, article: Make) -> None:
    note = notebook.add_note(article(), "first", tags=["x"])
    edited = notebook.edit_note(note.id, "second")
    assert (edited.body, edited.tags, edited.revision) == ("second", ("x",), 2)
    assert notebook.edit_note(note.id, "second").revision == 2
    assert notebook.edit_note(note.id, "second", tags=[]).tags == ()
    notebook.delete_note(note.id)
    connection = sqlite3.connect(directory / "notebook.db")
    bodies = connection.execute("SELECT body, deleted FROM note_revision ORDER BY revision").fetchall()
    connection.close()
    assert bodies == [("first", 0), ("second", 0), ("second", 0), ("second", 1)]


def test_a_deleted_note_is_gone_from_lists_and_can_be_restored(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "to be deleted")
    assert notebook.delete_note(note.id).body == "to be deleted"
    assert notebook.notes() == []
    assert notebook.summary().noted == {}
    with pytest.raises(UnknownNote, match="deleted"):
        notebook.note(note.id)
    with pytest.raises(UnknownNote):
        notebook.edit_note(note.id, "ghost")
    assert notebook.restore_note(note.id).body == "to be deleted"
    assert [n.id for n in notebook.notes()] == [note.id]


def test_an_unknown_note_is_an_error_that_names_it(notebook: Notebook) -> None:
    with pytest.raises(UnknownNote, match="'nope'"):
        notebook.note("nope")
    with pytest.raises(UnknownNote):
        notebook.delete_note("\udc80")


@pytest.mark.promise("P26")
def test_notes_are_listed_newest_first_whatever_the_clock_does(
    notebook: Notebook, article: Make, clock: Clock
) -> None:
    made = []
    for moment in (datetime(2026, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC),
                   datetime(2106, 2, 7, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)):  # fmt: skip
        clock.moment = moment
        made.append(notebook.add_note(article(), str(moment)).id)
    assert [note.id for note in notebook.notes()] == made[::-1]


@pytest.mark.promise("P26")
def test_an_edit_counts_although_the_clock_went_back(notebook: Notebook, article: Make, clock: Clock) -> None:
    note = notebook.add_note(article(), "before")
    clock.moment -= timedelta(days=365)
    assert notebook.edit_note(note.id, "after").body == "after"
    assert notebook.note(note.id).body == "after"


def test_the_summary_is_what_search_asks_of_a_notebook(notebook: Notebook, article: Make) -> None:
    notebook.set_bookmark(article(1), True)
    notebook.add_note(article(1), "on the whole", tags=["grain"])
    notebook.add_note(article(2), "on a part", span=span("eleven wrecks"))
    notebook.set_tags(article(2), ["ports"])
    marks: Marks = notebook.summary()
    assert marks.bookmarked == {article(1).uid}
    assert marks.noted == {article(1).uid: 1, article(2).uid: 1}
    assert marks.highlighted == {article(2).uid}
    assert marks.tags == {article(1).uid: {"grain"}, article(2).uid: {"ports"}}
    assert list(marks.note_texts) == [
        (article(2).uid, "eleven wrecks\non a part"),
        (article(1).uid, "on the whole"),
    ]


@pytest.mark.parametrize("body", ["", " \n"])
def test_a_highlight_is_no_note_and_a_noted_passage_is_highlighted(
    notebook: Notebook, article: Make, body: str
) -> None:
    notebook.add_note(article(1), "on the whole")
    notebook.add_note(article(2), body, span=span("eleven wrecks"))
    notebook.add_note(article(3), "on a part", span=span("eleven wrecks"))
    marks = notebook.summary()
    assert marks.noted == {article(1).uid: 1, article(3).uid: 1}
    assert marks.highlighted == {article(2).uid, article(3).uid}
    assert [note.kind for note in notebook.notes()] == ["note", "highlight", "note"]


def test_notes_of_one_article_stand_alone(notebook: Notebook, article: Make) -> None:
    notebook.add_note(article(1), "one")
    two = notebook.add_note(article(2), "two")
    assert notebook.notes(article(2).uid) == [two]


def test_a_passage_that_stayed_is_placed_and_one_that_shifted_says_moved(
    notebook: Notebook, article: Make
) -> None:
    notebook.add_note(article(), "n", span=span("eleven wrecks"))
    ((note, place),) = notebook.place_notes(article().uid, TEXT)
    assert (note.state, place.state, (place.start, place.end)) == ("placed", "placed", span("eleven wrecks"))
    longer = f"Photo: a crane.\n\n{TEXT}"
    ((note, place),) = notebook.place_notes(article().uid, longer)
    assert (note.state, place.state, place.how) == ("moved", "moved", "exact")
    assert (place.start, place.end) == span("eleven wrecks", longer)
    assert notebook.note(note.id).state == "moved"
    ((note, place),) = notebook.place_notes(article().uid, TEXT)
    assert (note.state, place.how) == ("placed", "position")


def test_a_passage_that_is_gone_is_unplaced_listed_first_and_found_again_later(
    notebook: Notebook, article: Make
) -> None:
    lost = notebook.add_note(article(1), "lost", span=span("eleven wrecks"))
    newer = notebook.add_note(article(2), "newer")
    ((note, place),) = notebook.place_notes(article(1).uid, "A wholly different story about a bakery.")
    assert (place.state, place.start, place.end) == ("unplaced", None, None)
    assert [n.id for n in notebook.notes()] == [lost.id, newer.id]
    assert notebook.notes()[0].quote == "eleven wrecks"
    assert notebook.notes()[0].anchor == lost.anchor
    ((note, place),) = notebook.place_notes(article(1).uid, TEXT)
    assert note.state == "placed"
    assert [n.id for n in notebook.notes()] == [newer.id, lost.id]


def test_placing_the_same_text_twice_writes_nothing_the_second_time(
    notebook: Notebook, article: Make
) -> None:
    notebook.add_note(article(), "n", span=span("eleven wrecks"))
    first = notebook.place_notes(article().uid, f"New. {TEXT}")
    version = notebook.version()
    assert notebook.place_notes(article().uid, f"New. {TEXT}") == first
    assert notebook.version() == version


def test_a_note_on_the_whole_article_needs_no_place(notebook: Notebook, article: Make) -> None:
    notebook.add_note(article(), "on all of it")
    ((note, place),) = notebook.place_notes(article().uid, "entirely other words")
    assert (note.state, place.state, place.start) == ("placed", "placed", None)


def test_a_note_whose_text_the_disk_changed_is_shown_as_such(directory: Path, article: Make) -> None:
    with Notebook.open(directory) as notebook:
        note = notebook.add_note(article(), "the harbour master")
        sound = notebook.add_note(article(), "another")
    data = bytearray((directory / "notebook.db").read_bytes())
    at = data.index(b"the harbour master")
    data[at + 5] ^= 0x81  # no longer UTF-8 either
    (directory / "notebook.db").write_bytes(data)
    with Notebook.open(directory) as notebook:
        assert {n.id: n.intact for n in notebook.notes()} == {note.id: False, sound.id: True}
        assert notebook.health().damaged == (note.id,)
        assert not notebook.health().is_well
