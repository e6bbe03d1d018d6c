"""Articles that something was made on are known again by their bytes, their text or their path."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tuireader.notebook import annotated
from tuireader.notebook.notebook import ArticleRef, Notebook

from .conftest import TEXT

Make = Callable[..., ArticleRef]

ELSEWHERE = "/elsewhere/9.txt"
REWRITTEN = TEXT.replace("eleven wrecks", "all twelve wrecks").replace("on Monday", "early on Tuesday")
OTHER = (
    "A bakery in Tarsa has won the bread prize of the north for the third time in a row, to nobody's wonder."
)


def bookmarked(notebook: Notebook, ref: ArticleRef) -> None:
    notebook.set_bookmark(ref, True)


def noted(notebook: Notebook, ref: ArticleRef) -> None:
    notebook.add_note(ref, "a word")


def tagged(notebook: Notebook, ref: ArticleRef) -> None:
    notebook.set_tags(ref, ["grain"])


@pytest.fixture
def ref(article: Make) -> ArticleRef:
    return replace(article(), raw_hash="ab" * 16)


@pytest.mark.parametrize("made", [bookmarked, noted, tagged])
def test_what_was_annotated_is_known_by_bytes_text_or_path(
    made: Callable[[Notebook, ArticleRef], None], notebook: Notebook, ref: ArticleRef
) -> None:
    made(notebook, ref)
    assert notebook.known_article(ELSEWHERE, ref.raw_hash, "cleaned in another way") == ref.uid
    assert notebook.known_article(ELSEWHERE, "cd" * 16, TEXT.replace("\n\n", " \n")) == ref.uid
    assert notebook.known_article(ref.path, "cd" * 16, REWRITTEN) == ref.uid


def test_what_is_another_article_is_not_taken_for_it(notebook: Notebook, ref: ArticleRef) -> None:
    assert notebook.known_article(ref.path, ref.raw_hash, TEXT) is None
    bookmarked(notebook, ref)
    assert notebook.known_article(ref.path, "cd" * 16, OTHER) is None
    assert notebook.known_article(ELSEWHERE, "cd" * 16, REWRITTEN) is None


def test_evidence_that_is_missing_proves_nothing(notebook: Notebook, ref: ArticleRef) -> None:
    bookmarked(notebook, replace(ref, path="", raw_hash=""))
    assert notebook.known_article("", "", REWRITTEN) is None


def test_of_articles_that_were_at_one_path_the_likest_is_meant(notebook: Notebook, ref: ArticleRef) -> None:
    bookmarked(notebook, ref)
    bookmarked(notebook, replace(ref, uid="f" * 16, text=OTHER, raw_hash="ef" * 16))
    assert notebook.known_article(ref.path, "cd" * 16, REWRITTEN) == ref.uid
    assert notebook.known_article(ref.path, "cd" * 16, f"{OTHER} So did its cakes.") == "f" * 16


def test_of_two_articles_with_the_same_bytes_the_one_at_the_path_is_meant(
    notebook: Notebook, ref: ArticleRef
) -> None:
    bookmarked(notebook, ref)
    bookmarked(notebook, replace(ref, uid="f" * 16, path=ELSEWHERE))
    assert notebook.known_article(ref.path, ref.raw_hash, TEXT) == ref.uid
    assert notebook.known_article(ELSEWHERE, ref.raw_hash, TEXT) == "f" * 16


def test_a_text_that_changed_by_and_by_is_compared_with_the_one_noted_last(
    notebook: Notebook, ref: ArticleRef
) -> None:
    noted(notebook, ref)
    noted(notebook, replace(ref, text=OTHER, raw_hash=""))
    assert notebook.known_article(ref.path, "cd" * 16, f"{OTHER} So did its cakes.") == ref.uid


def test_what_another_window_annotates_is_known_at_once(
    notebook: Notebook, other_window: Notebook, ref: ArticleRef
) -> None:
    assert notebook.known_article(ref.path, ref.raw_hash, TEXT) is None
    bookmarked(other_window, ref)
    assert notebook.known_article(ref.path, ref.raw_hash, TEXT) == ref.uid


def test_what_another_window_annotates_may_go_unseen_for_a_while_and_what_this_one_does_never(
    notebook: Notebook, other_window: Notebook, ref: ArticleRef
) -> None:
    def known(path: str, raw_hash: str, unseen: float) -> str | None:
        return notebook.known_article(path, raw_hash, OTHER, unseen=unseen)

    assert known(ref.path, ref.raw_hash, 3600) is None
    bookmarked(other_window, ref)
    assert known(ref.path, ref.raw_hash, 3600) is None
    assert known(ref.path, ref.raw_hash, 0) == ref.uid
    bookmarked(notebook, replace(ref, uid="f" * 16, path=ELSEWHERE, raw_hash="ef" * 16))
    assert known(ELSEWHERE, "ef" * 16, 3600) == "f" * 16


def test_many_files_are_asked_about_while_each_kept_text_is_read_once(
    notebook: Notebook, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        bookmarked(notebook, replace(article(number, f"{TEXT} Part {number}."), raw_hash=f"{number:032}"))
    unpack, read = annotated.unpacked, []

    def counting(packed: object, text_hash: str | None) -> str | None:
        read.append(text_hash)
        return unpack(packed, text_hash)

    monkeypatch.setattr("tuireader.notebook.recognising.unpacked", counting)
    for number in range(40, 400):
        assert notebook.known_article(f"news/{number}.txt", f"{number:032}", f"{OTHER} {number}") is None
    bookmarked(notebook, replace(article(41, f"{OTHER} 41"), raw_hash=f"{41:032}"))
    assert notebook.known_article(ELSEWHERE, f"{41:032}", OTHER) == article(41).uid
    assert len(read) == len(set(read)) == 41


def test_any_number_of_threads_may_ask(notebook: Notebook, ref: ArticleRef) -> None:
    bookmarked(notebook, ref)
    told: list[str | None] = []

    def ask(evidence: Sequence[str]) -> None:
        told.extend(notebook.known_article(*evidence) for _ in range(20))

    asking = [
        threading.Thread(target=ask, args=((ref.path, "cd" * 16, text),)) for text in (TEXT, REWRITTEN) * 3
    ]
    for thread in asking:
        thread.start()
    for number in range(5):
        notebook.set_tags(ref, [str(number)])
    for thread in asking:
        thread.join()
    assert told == [ref.uid] * 120


def test_passages_are_looked_for_in_every_text_that_is_still_there(notebook: Notebook, article: Make) -> None:
    at = TEXT.index("eleven wrecks")
    span = (at, at + len("eleven wrecks"))
    lost, kept, gone = (notebook.add_note(article(number), "n", span=span) for number in (1, 2, 3))
    whole = notebook.add_note(article(4), "on all of it")
    texts = {lost.uid: OTHER, kept.uid: TEXT}
    asked = []

    def text_of(uid: str) -> str | None:
        asked.append(uid)
        return texts.get(uid)

    notebook.look_for_passages(text_of)
    assert {note.id: note.state for note in notebook.notes()} == {
        lost.id: "unplaced", kept.id: "placed", gone.id: "placed", whole.id: "placed",
    }  # fmt: skip
    assert sorted(asked) == sorted([lost.uid, kept.uid, gone.uid])


def test_a_file_moved_and_edited_at_once_is_known_where_its_own_is_gone(
    notebook: Notebook, ref: ArticleRef, tmp_path: Path
) -> None:
    old = tmp_path / "port.txt"
    old.write_text(TEXT, "utf-8")
    here = replace(ref, path=str(old))
    noted(notebook, here)
    moved = str(tmp_path / "moved" / "harbour.txt")
    assert (
        notebook.known_article(moved, "cd" * 16, REWRITTEN) is None
    )  # its own file is there: a copy, edited
    old.unlink()
    assert notebook.known_article(moved, "cd" * 16, REWRITTEN) == ref.uid
    assert notebook.known_article(moved, "cd" * 16, OTHER) is None
    half = " ".join(TEXT.split()[: len(TEXT.split()) // 2])
    assert notebook.known_article(moved, "cd" * 16, half) is None
