"""Deeds on all that is listed, and notes put in their place by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.errors import NotebookError
from tuireader.notebook.exporting import export_jsonl
from tuireader.notebook.importing import import_jsonl
from tuireader.notebook.notebook import ArticleRef, Notebook

from .conftest import TEXT

Make = Callable[..., ArticleRef]
OTHER = "A wholly different story about a bakery in Tarsa, whose bread has won the prize of the north."


def test_all_listed_are_bookmarked_as_one_deed(notebook: Notebook, article: Make) -> None:
    notebook.set_bookmark(article(2), True)
    assert notebook.bookmark_all([article(number) for number in (1, 2, 3, 3)], True) == 2
    assert {mark.uid for mark in notebook.bookmarks()} == {article(number).uid for number in (1, 2, 3)}
    assert notebook.undo() == "bookmark on 2 articles"
    assert [mark.uid for mark in notebook.bookmarks()] == [article(2).uid]
    assert notebook.redo() == "bookmark on 2 articles"
    assert notebook.bookmark_all([article(number) for number in (1, 2, 4)], False) == 2
    assert [mark.uid for mark in notebook.bookmarks()] == [article(3).uid]
    assert notebook.bookmark_all([article(9)], True) == 1
    assert notebook.undo() == "bookmark on “Port Ilse reopens, part 9”"


def test_all_listed_are_tagged_as_one_deed_and_keep_the_tags_they_had(
    notebook: Notebook, article: Make
) -> None:
    notebook.set_tags(article(1), ["ports", "old"])
    notebook.set_tags(article(2), ["#grain"])
    listed = [article(number) for number in (1, 2, 3)]
    assert notebook.tag_all(listed, add=["#grain", "new"], remove=["old"]) == 3
    assert [notebook.tags(ref.uid) for ref in listed] == [
        ("ports", "grain", "new"), ("grain", "new"), ("grain", "new"),
    ]  # fmt: skip
    assert notebook.tag_all(listed, add=["grain"]) == 0
    assert notebook.undo() == "tags on 3 articles"
    assert [notebook.tags(ref.uid) for ref in listed] == [("ports", "old"), ("grain",), ()]


def test_all_listed_are_marked_read_as_one_deed(notebook: Notebook, article: Make) -> None:
    notebook.set_read(article(1), True)
    notebook.set_read("f" * 16, True)
    uids = [f"{number:016x}" for number in range(1, 1001)]
    assert notebook.set_read_all(uids, True) == 999
    assert notebook.summary().read == {*uids, "f" * 16}
    assert notebook.undo() == "read mark on 999 articles"
    assert notebook.summary().read == {article(1).uid, "f" * 16}
    assert notebook.set_read_all([], True) == 0
    assert notebook.set_read_all(["f" * 16], False) == 1
    assert notebook.undo() == "unread mark on 1 article"


def test_what_tags_there_were_is_kept(notebook: Notebook, article: Make) -> None:
    for tags in (["one"], ["two"], []):
        notebook.set_tags(article(), tags)
    past = [line for line in export_jsonl(notebook) if '"past"' in line]
    assert ['["one"]' in line for line in past] == [True, False]
    assert '["two"]' in past[1]


def test_tags_of_a_note_change_without_its_words(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "words", tags=["a"])
    assert (notebook.tag_note(note.id, ["b", "#c"]).tags, notebook.note(note.id).body) == (
        ("b", "c"),
        "words",
    )
    notebook.undo()
    assert notebook.note(note.id).tags == ("a",)


def test_several_notes_stand_on_one_passage(notebook: Notebook, article: Make) -> None:
    at = TEXT.index("eleven wrecks")
    span = (at, at + len("eleven wrecks"))
    made = [notebook.add_note(article(), body, span=span) for body in ("", "one", "two")]
    assert [note.kind for note in made] == ["highlight", "note", "note"]
    placed = notebook.place_notes(article().uid, f"Now. {TEXT}")
    assert {(note.id, place.start) for note, place in placed} == {(note.id, at + 5) for note in made}
    notebook.delete_note(made[1].id)
    assert {note.id for note in notebook.notes()} == {made[0].id, made[2].id}


def passage(words: str, text: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def test_a_lost_note_is_pinned_by_hand_and_keeps_the_passage_it_was_made_on(
    directory: Path, article: Make
) -> None:
    with Notebook.open(directory) as notebook:
        lost = notebook.add_note(article(), "which?", span=passage("eleven wrecks", TEXT))
        ((note, _),) = notebook.place_notes(article().uid, OTHER)
        assert note.state == "unplaced"
        now = article(text=OTHER)
        pinned = notebook.pin(lost.id, now, *passage("a bakery in Tarsa", OTHER))
        assert (pinned.state, pinned.quote, pinned.anchor) == ("placed", "eleven wrecks", lost.anchor)
        assert pinned.pin is not None
        assert pinned.pin.exact == "a bakery in Tarsa"
    with Notebook.open(directory) as notebook:
        ((note, place),) = notebook.place_notes(article().uid, OTHER)
        assert (place.how, (place.start, place.end)) == ("hand", passage("a bakery in Tarsa", OTHER))
        # In the next text it is looked for where it was pinned.
        longer = f"Update. {OTHER}"
        ((note, place),) = notebook.place_notes(article().uid, longer)
        assert (note.state, (place.start, place.end)) == ("moved", passage("a bakery in Tarsa", longer))
        assert notebook.undo() == "new place of the note on “Port Ilse reopens, part 1”"
        assert (notebook.note(lost.id).state, notebook.note(lost.id).pin) == ("unplaced", None)
        ((note, place),) = notebook.place_notes(article().uid, f"So. {TEXT}")
        assert (place.start, place.end) == passage("eleven wrecks", f"So. {TEXT}")
        assert notebook.redo() == "new place of the note on “Port Ilse reopens, part 1”"
        ((note, place),) = notebook.place_notes(article().uid, OTHER)
        assert (place.start, place.end) == passage("a bakery in Tarsa", OTHER)


def test_a_note_is_pinned_to_a_passage_of_its_own_article_only(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "n", span=(4, 11))
    whole = notebook.add_note(article(), "on all of it")
    for note_id, ref, span, says in (
        (note.id, article(2), (4, 11), "is on “Port Ilse reopens, part 1”"),
        (whole.id, article(), (4, 11), "on the whole article"),
        (note.id, article(), (4, 4), "passage is empty"),
    ):
        with pytest.raises(NotebookError, match=says):
            notebook.pin(note_id, ref, *span)
    assert notebook.note(note.id) == note


def test_a_pin_is_carried_to_another_machine(notebook: Notebook, article: Make, tmp_path: Path) -> None:
    lost = notebook.add_note(article(), "which?", span=passage("eleven wrecks", TEXT))
    notebook.place_notes(article().uid, OTHER)
    before = list(export_jsonl(notebook))
    notebook.pin(lost.id, article(text=OTHER), *passage("a bakery in Tarsa", OTHER))
    after = list(export_jsonl(notebook))
    with Notebook.open(tmp_path / "fresh") as fresh, Notebook.open(tmp_path / "behind") as behind:
        import_jsonl(fresh, after)
        import_jsonl(behind, before)
        assert import_jsonl(behind, after).merged == 1
        for other in (fresh, behind):
            assert other.note(lost.id) == notebook.note(lost.id)
            ((_, place),) = other.place_notes(article().uid, OTHER)
            assert place.how == "hand"
            again = import_jsonl(other, after)
            assert (again.added, again.merged) == (0, 0)


def test_a_pin_taken_out_elsewhere_is_taken_out_here(
    notebook: Notebook, article: Make, tmp_path: Path
) -> None:
    lost = notebook.add_note(article(), "which?", span=passage("eleven wrecks", TEXT))
    notebook.place_notes(article().uid, OTHER)
    notebook.pin(lost.id, article(text=OTHER), *passage("a bakery in Tarsa", OTHER))
    with Notebook.open(tmp_path / "other") as other:
        import_jsonl(other, export_jsonl(notebook))
        assert other.note(lost.id).state == "placed"
        notebook.undo()
        import_jsonl(other, export_jsonl(notebook))
        assert (other.note(lost.id).pin, other.note(lost.id).state) == (None, "unplaced")
