"""Bookmarks, tags, the read mark, sources, and what the next start wants to find."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tuireader.errors import NotebookError, UnknownSource
from tuireader.notebook.notebook import ArticleRef, Notebook, Source

Make = Callable[..., ArticleRef]


def test_a_bookmark_is_listed_newest_first_with_what_the_article_is_called(
    notebook: Notebook, article: Make
) -> None:
    assert notebook.set_bookmark(article(1), True)
    assert notebook.set_bookmark(article(2), True)
    assert [b.uid for b in notebook.bookmarks()] == [article(2).uid, article(1).uid]
    first = notebook.bookmarks()[1]
    assert (first.path, first.headline, first.date, first.source) == (
        "news/1.txt", "Port Ilse reopens, part 1", "2026-11-21", "Ilse Wire",
    )  # fmt: skip
    assert first.created == "2026-11-22T09:00:03Z"


def test_setting_a_bookmark_twice_changes_nothing_the_second_time(notebook: Notebook, article: Make) -> None:
    assert notebook.set_bookmark(article(), True)
    assert not notebook.set_bookmark(article(), True)
    assert notebook.set_bookmark(article(), False)
    assert not notebook.set_bookmark(article(), False)
    assert notebook.bookmarks() == []


def test_tags_are_cleaned_kept_in_order_and_shown_on_bookmarks(notebook: Notebook, article: Make) -> None:
    notebook.set_tags(article(), ["#ports", " grain  trade ", "ports", "", "ü\0"])
    assert notebook.tags(article().uid) == ("ports", "grain trade", "ü\0")
    notebook.set_bookmark(article(), True)
    assert notebook.bookmarks()[0].tags == ("ports", "grain trade", "ü\0")
    notebook.set_tags(article(), [])
    assert notebook.tags(article().uid) == ()


def test_read_marks_need_no_article_to_be_known(notebook: Notebook, article: Make) -> None:
    assert not notebook.is_read("f" * 16)
    notebook.set_read("f" * 16, True)
    notebook.set_read(article(), True)
    assert notebook.is_read("f" * 16)
    assert notebook.summary().read == {"f" * 16, article().uid}
    notebook.set_read("f" * 16, False)
    assert not notebook.is_read("f" * 16)


def test_a_file_name_that_is_not_utf8_comes_back_as_it_was(notebook: Notebook, article: Make) -> None:
    odd = os.fsdecode(b"/news/\xff\xfe.txt")
    ref = ArticleRef("9" * 16, odd, "Odd \ud800 name", None, None, "A text with \udcff in it.")
    notebook.set_bookmark(ref, True)
    assert notebook.bookmarks()[0].path == odd
    assert notebook.bookmarks()[0].headline == "Odd \ud800 name"
    assert notebook.add_source(odd).path == odd


def test_a_fresh_notebook_reads_the_seeds_and_removing_them_is_remembered(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        assert notebook.sources() == [Source("seeds", "")]
        assert notebook.remove_source("seeds") == Source("seeds", "")
    with Notebook.open(directory) as notebook:
        assert notebook.sources() == []
        assert notebook.add_source("") == Source("seeds", "")


def test_sources_have_absolute_paths_and_names_of_their_own(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert notebook.add_source("a/news") == Source("news", str(tmp_path / "a/news"))
    assert notebook.add_source("b/news") == Source("news-2", str(tmp_path / "b/news"))
    assert notebook.add_source("./a/../a/news") == Source("news", str(tmp_path / "a/news"))
    assert notebook.add_source("c", "papers") == Source("papers", str(tmp_path / "c"))
    assert [s.name for s in notebook.sources()] == ["seeds", "news", "news-2", "papers"]
    with pytest.raises(NotebookError, match="papers"):
        notebook.add_source("d", "papers")
    assert notebook.remove_source("a/news").name == "news"
    assert notebook.remove_source("papers").name == "papers"
    assert [s.name for s in notebook.sources()] == ["seeds", "news-2"]
    assert notebook.add_source("a/news").name == "news"


def test_an_unknown_source_is_answered_with_the_known_ones(notebook: Notebook) -> None:
    with pytest.raises(UnknownSource, match=r"(?s)'nowhere'.*seeds"):
        notebook.remove_source("nowhere")


def test_positions_and_small_things_are_found_at_the_next_start(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        assert notebook.position("a" * 16) is None
        assert notebook.recall("query") is None
        notebook.set_position("a" * 16, 3, 120)
        notebook.set_position("a" * 16, 4, 7)
        notebook.remember("query", 'person:"Ada Brenn" \udc80')
    with Notebook.open(directory) as notebook:
        assert notebook.position("a" * 16) == (4, 7)
        assert notebook.recall("query") == 'person:"Ada Brenn" \udc80'


def test_a_draft_is_offered_until_it_is_dropped(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        assert notebook.draft() is None
        notebook.save_draft("a" * 16, "half a sen", (3, 9))
        notebook.save_draft("a" * 16, "half a sentence", (3, 9), note_id="77", tags=("x", "y"))
    with Notebook.open(directory) as notebook:
        draft = notebook.draft()
        assert draft is not None
        assert (draft.uid, draft.body, draft.span, draft.note_id) == (
            "a" * 16, "half a sentence", (3, 9), "77",
        )  # fmt: skip
        assert draft.tags == ("x", "y")
        assert [(draft.note_id, draft.body) for draft in notebook.drafts()] == [
            ("77", "half a sentence"),
            (None, "half a sen"),
        ]
        notebook.drop_draft("a" * 16, "77")
        assert [draft.body for draft in notebook.drafts()] == ["half a sen"]
        notebook.drop_draft("a" * 16)
        assert notebook.draft() is None
    with Notebook.open(directory) as notebook:
        assert notebook.draft() is None


def test_a_draft_finds_its_passage_in_the_text_as_it_is_now(directory: Path, article: Make) -> None:
    text = article().text
    at = text.index("eleven wrecks")
    span = (at, at + len("eleven wrecks"))
    with Notebook.open(directory) as notebook:
        notebook.save_draft("a" * 16, "how deep?", span, text=text)
    longer = f"Photo: a crane.\n\n{text}"
    with Notebook.open(directory) as notebook:
        draft = notebook.draft()
    assert draft is not None
    assert draft.span == span
    assert draft.anchor is not None
    assert draft.anchor.exact == "eleven wrecks"
    assert draft.span_in(text) == span
    assert draft.span_in(longer) == (span[0] + 17, span[1] + 17)
    assert draft.span_in("A wholly different story about a bakery in Tarsa.") is None


@pytest.mark.parametrize("span", [None, (4, 11), (0, 0), (75, 77)])
def test_a_draft_is_kept_whatever_is_selected(
    span: tuple[int, int] | None, notebook: Notebook, article: Make
) -> None:
    for text in ("", article().text):
        notebook.save_draft("a" * 16, "half a sen", span, text=text)
        draft = notebook.draft()
        assert draft is not None
        assert (draft.body, draft.span) == ("half a sen", span)
        assert (draft.anchor is not None) == (text != "" and span == (4, 11))
        assert draft.span_in(article().text) == span


def test_the_draft_of_a_window_that_still_runs_is_not_offered_to_another(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    program = (
        "import pathlib, sys\n"
        "from tuireader.notebook.notebook import Notebook\n"
        "n = Notebook.open(pathlib.Path(sys.argv[1]))\n"
        "n.save_draft('b' * 16, 'being typed', None)\n"
        "print('saved', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(directory)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=process_environment,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "saved\n"
        with Notebook.open(directory) as notebook:
            assert notebook.draft() is None
            child.kill()
            child.wait()
            draft = notebook.draft()
            assert draft is not None
            assert draft.body == "being typed"


def test_each_of_several_drafts_on_one_article_is_offered_until_it_was_gone_on_with(directory: Path) -> None:
    for words in ("first window", "second window"):
        with Notebook.open(directory) as notebook:
            notebook.save_draft("a" * 16, words, None)
    with Notebook.open(directory) as notebook:
        one, two = notebook.drafts()
        assert (one.body, two.body) == ("second window", "first window")
        assert not one.is_own
        notebook.save_draft("a" * 16, "third window", None)
        # It goes on with the oldest, where it lies; no other gives way to it.
        notebook.save_draft("a" * 16, "first window, and more", None, instead_of=two)
        notebook.save_draft("a" * 16, "first window, and more still", None, instead_of=two)
        assert [(d.body, d.is_own) for d in notebook.drafts()] == [
            ("first window, and more still", False),
            ("third window", True),
            ("second window", False),
        ]
        notebook.drop_draft("a" * 16, left_by=two.session)
        assert [d.body for d in notebook.drafts()] == ["third window", "second window"]
        notebook.drop_draft("a" * 16)
        assert [d.body for d in notebook.drafts()] == ["second window"]
    with Notebook.open(directory) as notebook:
        (left,) = notebook.drafts()
        notebook.drop_draft("a" * 16, left_by=left.session)
        assert notebook.drafts() == []


def test_two_windows_that_go_on_with_one_draft_keep_both_texts(
    directory: Path, process_environment: Mapping[str, str]
) -> None:
    program = (
        "import pathlib, sys\n"
        "from tuireader.notebook.notebook import Notebook\n"
        "n = Notebook.open(pathlib.Path(sys.argv[1]))\n"
        "found = n.drafts()\n"
        "words = 'left, and theirs' if found else 'left'\n"
        "n.save_draft('a' * 16, words, None, instead_of=found[0] if found else None)\n"
        "print('saved', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(directory)]
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True, env=process_environment)
    with Notebook.open(directory) as notebook:
        (left,) = notebook.drafts()
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=process_environment
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "saved\n"
            assert notebook.drafts() == []
            for words in ("left, and", "left, and ours"):
                notebook.save_draft("a" * 16, words, None, instead_of=left)
            assert [d.body for d in notebook.drafts()] == ["left, and ours"]
            child.kill()
        assert sorted(d.body for d in notebook.drafts()) == ["left, and ours", "left, and theirs"]
        notebook.drop_draft("a" * 16, left_by=left.session)  # ours became a note
        assert [d.body for d in notebook.drafts()] == ["left, and theirs"]


def test_two_windows_see_each_others_changes(
    notebook: Notebook, other_window: Notebook, article: Make
) -> None:
    before = other_window.version()
    assert other_window.version() == before
    notebook.set_bookmark(article(), True)
    assert other_window.version() != before
    assert [b.uid for b in other_window.bookmarks()] == [article().uid]


def test_the_marks_version_follows_what_was_made_and_nothing_else(
    notebook: Notebook, other_window: Notebook, article: Make
) -> None:
    note = notebook.add_note(article(), "one", span=(4, 11))
    seen = [notebook.marks_version()]
    assert other_window.marks_version() == seen[0]
    for change in (
        lambda: other_window.set_bookmark(article(), True),
        lambda: notebook.edit_note(note.id, "two"),
        lambda: notebook.set_tags(article(), ["grain"]),
        lambda: other_window.set_read("f" * 16, True, undoable=False),
        lambda: notebook.add_source("/news"),
        notebook.undo,
    ):
        change()
        assert notebook.marks_version() == other_window.marks_version()
        assert notebook.marks_version() not in seen
        seen.append(notebook.marks_version())
    before = notebook.version()
    notebook.set_position(article().uid, 3, 9)
    other_window.remember("query", "grain")
    other_window.save_draft(article().uid, "half a", None)
    notebook.place_notes(article().uid, f"New. {article().text}")
    notebook.set_read("f" * 16, True, undoable=False)  # it is read already
    assert notebook.version() != before
    assert notebook.marks_version() == other_window.marks_version() == seen[-1]


def test_removing_an_article_from_under_its_notes_is_refused(
    notebook: Notebook, directory: Path, article: Make
) -> None:
    notebook.add_note(article(), "kept")
    connection = sqlite3.connect(directory / "notebook.db")
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM article")
    connection.close()
