"""An article that is gone and may be another file now: the reader is asked, and what was made goes along."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tuireader.notebook.notebook import ArticleRef, Notebook

from .conftest import TEXT

Make = Callable[..., ArticleRef]

_WORDS = TEXT.split()
REWRITTEN = " ".join(
    [*_WORDS[: len(_WORDS) * 65 // 100], *(f"anew{n}" for n in range(len(_WORDS) * 35 // 100))]
)
"""Two thirds of its words are left: moved and rewritten, or another story about the same."""
SPAN = (TEXT.index("eleven wrecks"), TEXT.index("eleven wrecks") + len("eleven wrecks"))


@pytest.fixture
def gone(article: Make, tmp_path: Path) -> ArticleRef:
    """An article whose file is not there any more."""
    return replace(article(), path=str(tmp_path / "port.txt"), raw_hash="ab" * 16)


@pytest.fixture
def new(gone: ArticleRef, tmp_path: Path) -> ArticleRef:
    """The file that may be it."""
    path = tmp_path / "harbour.txt"
    path.write_text(REWRITTEN, "utf-8")
    return replace(gone, uid="f" * 16, path=str(path), headline="Harbour", text=REWRITTEN, raw_hash="cd")


def test_what_may_be_it_is_asked_and_not_taken_for_it(
    notebook: Notebook, gone: ArticleRef, new: ArticleRef
) -> None:
    note = notebook.add_note(gone, "which?", span=SPAN)
    assert notebook.known_article(new.path, new.raw_hash, new.text) is None
    (perhaps,) = notebook.perhaps()
    assert (perhaps.uid, perhaps.headline, perhaps.path) == (gone.uid, gone.headline, new.path)
    assert 0.5 <= perhaps.likeness < 0.8
    assert [n.uid for n in notebook.notes()] == [gone.uid]
    notebook.delete_note(note.id)
    assert notebook.perhaps() == []  # there is nothing to ask for


def test_what_was_refused_is_not_asked_again_and_another_file_is(
    notebook: Notebook, gone: ArticleRef, new: ArticleRef, tmp_path: Path
) -> None:
    notebook.set_bookmark(gone, True)
    assert notebook.known_article(new.path, new.raw_hash, new.text) is None
    notebook.refuse(notebook.perhaps()[0])
    assert notebook.perhaps() == []
    assert notebook.known_article(new.path, new.raw_hash, new.text) is None
    assert notebook.perhaps() == []
    third = tmp_path / "third.txt"
    third.write_text(REWRITTEN, "utf-8")
    assert notebook.known_article(str(third), "ef", new.text) is None
    assert [perhaps.path for perhaps in notebook.perhaps()] == [str(third)]
    third.unlink()
    assert notebook.perhaps() == []


def test_a_file_that_is_back_is_asked_about_no_more(
    notebook: Notebook, gone: ArticleRef, new: ArticleRef
) -> None:
    notebook.set_tags(gone, ["grain"])
    assert notebook.known_article(new.path, new.raw_hash, new.text) is None
    assert notebook.perhaps()
    Path(gone.path).write_text(TEXT, "utf-8")
    assert notebook.perhaps() == []


def test_a_record_of_a_file_that_is_there_is_not_gone(
    notebook: Notebook, gone: ArticleRef, new: ArticleRef, tmp_path: Path
) -> None:
    container = tmp_path / "news.jsonl"
    container.write_text("{}\n", "utf-8")
    notebook.add_note(replace(gone, path=f"{container}#1"), "on a record")
    almost = TEXT.replace("eleven wrecks", "twelve wrecks")
    assert notebook.known_article(new.path, "01", almost) is None
    container.unlink()
    assert notebook.known_article(new.path, "01", almost) == gone.uid


def test_all_that_was_made_goes_along_as_one_deed(directory: Path, gone: ArticleRef, new: ArticleRef) -> None:
    with Notebook.open(directory) as notebook:
        kept = notebook.add_note(gone, "when?", span=(4, TEXT.index(" on Monday")), tags=["x"])
        lost = notebook.add_note(gone, "", span=SPAN)
        deleted = notebook.add_note(gone, "no more")
        notebook.delete_note(deleted.id)
        notebook.set_bookmark(gone, True)
        notebook.set_tags(gone, ["grain"])
        notebook.set_tags(new, ["ports"])
        before = notebook.notes(), notebook.bookmarks()
        assert notebook.take_over(gone.uid, new) == 4
        after = {note.id: note for note in notebook.notes()}
        assert {note.uid for note in after.values()} == {new.uid}
        assert {note.headline for note in after.values()} == {"Harbour"}
        assert (after[kept.id].quote, after[kept.id].anchor) == (kept.quote, kept.anchor)
        assert after[kept.id].state == "placed"
        assert after[lost.id].state == "unplaced"
        assert [mark.uid for mark in notebook.bookmarks()] == [new.uid]
        assert notebook.tags(new.uid) == ("ports", "grain")
        assert notebook.tags(gone.uid) == ()
        assert notebook.perhaps() == []
    with Notebook.open(directory) as notebook:
        assert (notebook.undo() or "").startswith("move of what was made on")
        assert (notebook.notes(), notebook.bookmarks()) == before
        assert notebook.tags(new.uid) == ("ports",)
        assert notebook.redo() is not None
        assert {note.id: note for note in notebook.notes()} == after
        # The deleted one went along as well, and comes back there.
        assert notebook.restore_note(deleted.id).uid == new.uid
        assert notebook.take_over(new.uid, new) == 0


def test_a_note_on_an_article_that_left_meanwhile_is_kept(notebook: Notebook, article: Make) -> None:
    notebook.save_draft("a" * 16, "how deep?", SPAN, text=TEXT)
    draft = notebook.draft()
    note = notebook.add_note_on_gone("a" * 16, "", "how deep?", draft, ["x"])
    assert (note.quote, note.state, note.tags) == ("eleven wrecks", "unplaced", ("x",))
    assert "no longer known" in note.headline
    other = notebook.add_note_on_gone("b" * 16, "Port", "on all of it", None, [])
    assert (other.headline, other.quote, other.state) == ("Port", None, "placed")
    assert notebook.undo() is not None
    assert [n.id for n in notebook.notes()] == [note.id]
    # The article is back: its passage is found again.
    ((found, place),) = notebook.place_notes("a" * 16, TEXT)
    assert (found.id, place.start, place.end) == (note.id, *SPAN)


def test_a_passage_that_reads_otherwise_is_only_perhaps_the_one(notebook: Notebook, article: Make) -> None:
    sentence = next(s for s in TEXT.split(". ") if len(s.split()) > 9)
    start = TEXT.index(sentence)
    note = notebook.add_note(article(), "n", span=(start, start + len(sentence)))
    words = sentence.split()
    for at in range(0, len(words), 3):
        words[at] = f"other{at}"
    changed = TEXT.replace(sentence, " ".join(words))
    ((found, place),) = notebook.place_notes(note.uid, changed)
    assert (found.state, place.how) == ("moved", "diff")
    assert found.is_doubtful
    assert [n.is_doubtful for n in notebook.notes()] == [True]
    # A person says where it is, and the doubt is gone, over a restart of the question too.
    assert place.start is not None
    assert place.end is not None
    notebook.pin(note.id, replace(article(), text=changed), place.start, place.end)
    assert [(n.is_doubtful, n.state) for n in notebook.notes()] == [(False, "placed")]
    ((found, _),) = notebook.place_notes(note.uid, changed)
    assert not found.is_doubtful
    notebook.undo()
    assert [n.is_doubtful for n in notebook.notes()] == [True]
    # One word of many is no reason to ask.
    ((found, _),) = notebook.place_notes(note.uid, TEXT.replace(sentence.split()[1], "another"))
    assert not found.is_doubtful
