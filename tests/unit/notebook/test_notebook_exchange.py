"""In and out: a document to read, lines that hold all, two machines brought together."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tuireader.errors import NotebookError
from tuireader.notebook.exporting import escaped, export_jsonl, export_markdown
from tuireader.notebook.importing import ImportReport, import_jsonl
from tuireader.notebook.notebook import ArticleRef, Notebook, Source

from .conftest import TEXT, Clock

Make = Callable[..., ArticleRef]


def furnish(notebook: Notebook, article: Make) -> None:
    notebook.set_bookmark(article(1), True)
    notebook.set_tags(article(1), ["ports"])
    notebook.set_read(article(2), True)
    note = notebook.add_note(article(1), "first", span=(4, 11), tags=["x"])
    notebook.edit_note(note.id, "second \0 🙂 שלום \ud800")
    notebook.add_note(article(2), "", span=(4, 11))
    notebook.delete_note(notebook.add_note(article(2), "deleted").id)
    notebook.place_notes(article(1).uid, f"Shifted. {TEXT}")
    notebook.add_source("/news/port")
    notebook.remove_source("seeds")
    notebook.set_position(article(1).uid, 2, 5)
    notebook.remember("query", "port")


@pytest.mark.promise("P29")
def test_import_gives_an_equal_notebook_and_twice_adds_nothing(
    notebook: Notebook, article: Make, tmp_path: Path
) -> None:
    furnish(notebook, article)
    lines = list(export_jsonl(notebook))
    with Notebook.open(tmp_path / "other") as other:
        report = import_jsonl(other, lines)
        # three notes, a bookmark, tags, a read mark; the seeds, which were there, are taken out
        assert report == ImportReport(added=6, merged=1, unchanged=0, not_added=("/news/port",))
        assert sorted(export_jsonl(other)) == sorted(line for line in lines if "/news/port" not in line)
        assert other.notes() == notebook.notes()
        assert other.bookmarks() == notebook.bookmarks()
        assert other.sources() == []
        twice = ImportReport(added=0, merged=0, unchanged=7, not_added=("/news/port",))
        assert import_jsonl(other, lines) == twice
        other.add_source("/news/port")
        assert other.sources() == [Source("port", "/news/port")]
        assert import_jsonl(other, lines).not_added == ()


def source(path: str, *, removed: bool = False, changed: str = "9999", name: str = "x") -> str:
    return json.dumps({"type": "source", "name": name, "path": path, "removed": removed, "changed": changed})


def test_an_import_makes_nobody_read_a_folder_they_have_not_named(notebook: Notebook) -> None:
    notebook.add_source("/news/port")
    notebook.add_source("/news/old")
    notebook.remove_source("/news/old")
    before = notebook.sources()
    lines = [source(path) for path in ("/etc", "etc", "/news/old", "/tmp/\ud800")]
    report = import_jsonl(notebook, [*lines, source("/etc/hidden", name="\ud800")])
    assert report.not_added == ("/etc", "etc", "/news/old", "/tmp/\ud800", "/etc/hidden")
    assert notebook.sources() == before
    # What was taken out elsewhere is taken out here.
    assert import_jsonl(notebook, [source("/news/port", removed=True)]).not_added == ()
    assert [each.name for each in notebook.sources()] == ["seeds"]


def test_two_texts_under_one_checksum_are_both_kept(notebook: Notebook, tmp_path: Path) -> None:
    (given,) = NOTE["revisions"]  # type: ignore[misc]
    right = hashlib.sha256(b"what I wrote").hexdigest()
    one, two = (
        json.dumps({**NOTE, "revisions": [{**given, "body": body, "sha256": right}]})  # type: ignore[dict-item]
        for body in ("what I wrote", "what I wrote, and was lost")
    )
    with Notebook.open(tmp_path / "other") as other:
        for into, lines in ((notebook, (one, two)), (other, (two, one))):
            for line in lines:
                assert import_jsonl(into, [line]).unchanged == 0
            assert [import_jsonl(into, [line]).unchanged for line in lines] == [1, 1]
            assert into.note("77").body == "what I wrote"
            (kept,) = [json.loads(line) for line in export_jsonl(into) if '"note"' in line and '"77"' in line]
            assert {each["body"] for each in kept["revisions"]} == {
                "what I wrote",
                "what I wrote, and was lost",
            }


def test_two_machines_merge_without_loss_in_either_order(
    directory: Path, article: Make, tmp_path: Path, clock: Clock
) -> None:
    with (
        Notebook.open(tmp_path / "one", now=clock) as one,
        Notebook.open(tmp_path / "two", now=clock) as two,
    ):
        shared = one.add_note(article(1), "shared")
        import_jsonl(two, export_jsonl(one))
        one.edit_note(shared.id, "as one sees it")
        two.edit_note(shared.id, "as two sees it")
        only_one, only_two = one.add_note(article(1), "only one"), two.add_note(article(2), "only two")
        one.set_bookmark(article(3), True)
        of_one, of_two = list(export_jsonl(one)), list(export_jsonl(two))
        assert import_jsonl(one, of_two).parted == (shared.id,)
        assert import_jsonl(two, of_one).parted == (shared.id,)
        assert sorted(export_jsonl(one)) == sorted(export_jsonl(two))
        assert {n.id for n in two.notes()} == {shared.id, only_one.id, only_two.id}
        assert two.note(shared.id).body == "as two sees it"  # written last
        history = [json.loads(line) for line in export_jsonl(two)]
        (kept,) = [each["revisions"] for each in history if each.get("id") == shared.id]
        assert [revision["body"] for revision in kept] == ["shared", "as one sees it", "as two sees it"]
        assert import_jsonl(one, export_jsonl(two)).added == 0
        assert import_jsonl(one, export_jsonl(two)).merged == 0


def test_an_older_export_does_not_undo_what_came_after(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "old")
    notebook.set_bookmark(article(), True)
    before = list(export_jsonl(notebook))
    notebook.edit_note(note.id, "new")
    notebook.set_bookmark(article(), False)
    import_jsonl(notebook, before)
    assert notebook.note(note.id).body == "new"
    assert notebook.bookmarks() == []


def test_undo_still_fits_after_an_import(notebook: Notebook, article: Make, tmp_path: Path) -> None:
    note = notebook.add_note(article(1), "mine")
    with Notebook.open(tmp_path / "other") as other:
        other.add_note(article(2), "theirs")
        import_jsonl(notebook, export_jsonl(other))
    assert notebook.undo() == "note on “Port Ilse reopens, part 1”"
    assert note.id not in {n.id for n in notebook.notes()}


NOTE = {
    "type": "note", "id": "77", "article": "a" * 16, "snapshot": None,
    "created": "2026-01-01T00:00:00.000000Z", "anchor": None, "placements": [],
    "revisions": [{"body": "b", "tags": [], "deleted": False, "made": "2026-01-01T00:00:00.000000Z"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Line 2 is not JSON"),
        ("[]", "Line 2 is not a JSON object"),
        ("[" * 200_000, "Line 2 is not JSON"),
        ('{"type": "notebook", "format": 2}', "does not know the format 2"),
        (json.dumps({**NOTE, "id": 7}), "Line 2 is not a note.*id is not a text"),
        (json.dumps({**NOTE, "revisions": []}), "Line 2 is not a note.*no revisions"),
        (json.dumps({**NOTE, "revisions": [{"body": "b"}]}), "Line 2 is not a note.*made is not a text"),
        (json.dumps({"type": "position", "article": "a", "block": 10**30, "character": 1, "changed": "x"}),
         "Line 2 is not a position"),
    ],
)  # fmt: skip
def test_a_line_that_makes_no_sense_is_named_and_nothing_is_imported(
    notebook: Notebook, line: str, words: str
) -> None:
    with pytest.raises(NotebookError, match=rf"(?s){words}"):
        import_jsonl(notebook, [json.dumps({**NOTE, "id": "good"}), line])
    assert notebook.notes() == []


def test_a_note_is_taken_although_its_article_snapshot_and_checksum_are_missing_or_wrong(
    notebook: Notebook,
) -> None:
    spoilt = {**NOTE["revisions"][0], "sha256": "0" * 64}  # type: ignore[dict-item,index]
    lines = [
        json.dumps({**NOTE, "snapshot": "f" * 64, "revisions": [spoilt]}),
        '{"type": "from a later version"}',
    ]
    assert import_jsonl(notebook, lines).added == 1
    (note,) = notebook.notes()
    assert (note.body, note.intact) == ("b", False)
    assert "no longer known" in note.headline


def test_the_document_tells_by_article_what_was_kept(notebook: Notebook, article: Make, clock: Clock) -> None:
    notebook.set_bookmark(article(1), True)
    notebook.set_tags(article(1), ["ports"])
    notebook.add_note(article(2), "Which *grain*?\nAnd when?\n\n- ask", span=(4, 11), tags=["q_1"])
    assert export_markdown(notebook) == (
        "# Notebook\n\n"
        "## Port Ilse reopens, part 2\n\n"
        "2026-11-21 · Ilse Wire · news/2.txt\n\n"
        "> harbour\n\n"
        "Which \\*grain\\*?\\\nAnd when?\n\n\\- ask\n\n"
        "2026-11-22 · Tags: q\\_1\n\n"
        "## Port Ilse reopens, part 1\n\n"
        "2026-11-21 · Ilse Wire · news/1.txt · bookmarked\n\n"
        "Tags: ports\n"
    )


def test_an_empty_notebook_makes_a_document_too(notebook: Notebook) -> None:
    assert export_markdown(notebook).startswith("# Notebook\n")


@pytest.mark.promise("P28")
@pytest.mark.parametrize(
    "text",
    ["*a* _b_ `c` ~~d~~", "# no heading", "1. no list", "12) no list", "- no", "+ no", "> no quote",
     "<b>x</b>", "[a](javascript:alert(1))", "![i](x)", "&lt; &#35;", "a | b", "---", "===", "    code",
     "\tcode", "```sh",
     "http://x.example/_a_", "<http://x.example>", "\\", "a\\", "[^1]: note", "***", "a  "],
)  # fmt: skip
def test_what_stands_in_a_document_reads_as_it_was_written(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"{escaped(text)}\n")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    expected = text.rstrip().replace("\t", "    ")
    assert "".join(child.content for child in children).replace("\u00a0", " ") == expected


def test_the_document_says_of_a_passage_that_it_moved_or_is_lost(notebook: Notebook, article: Make) -> None:
    at = TEXT.index("eleven wrecks")
    notebook.add_note(article(), "which?", span=(at, at + len("eleven wrecks")))
    assert "passage" not in export_markdown(notebook)
    notebook.place_notes(article().uid, f"Shifted. {TEXT}")
    assert "2026-11-22 · the passage has moved or reads otherwise now" in export_markdown(notebook)
    notebook.place_notes(article().uid, "Nothing of it.")
    assert "2026-11-22 · the passage is no longer in the article" in export_markdown(notebook)
