"""Ways out for other programs: a table no spreadsheet computes, Web Annotations, a passage to paste."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tuireader.notebook.citing import citation
from tuireader.notebook.notebook import ArticleRef, Notebook
from tuireader.notebook.tables import COLUMNS, export_csv, guarded
from tuireader.notebook.webannotation import export_web_annotations

from .conftest import TEXT

Make = Callable[..., ArticleRef]
SPAN = (TEXT.index("eleven wrecks"), TEXT.index("eleven wrecks") + len("eleven wrecks"))
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\n=1", "'=1", '"=1',
    "＝1", "\u00a0=1", "\u200b=1",
    "\x1b[31m=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "|calc",
]  # fmt: skip


def furnish(notebook: Notebook, article: Make) -> dict[str, str]:
    """A note, a noted passage, a highlight, a bookmark, tags; name -> id."""
    made = {
        "note": notebook.add_note(article(1), "On all of it,\nin two lines", tags=["a", "b"]).id,
        "noted": notebook.add_note(article(1), "which?", span=SPAN).id,
        "highlight": notebook.add_note(article(2), "", span=SPAN, tags=["c"]).id,
    }
    notebook.set_bookmark(article(1), True)
    notebook.set_tags(article(1), ["ports"])
    notebook.set_tags(article(2), ["grain"])
    return made


def rows_of(notebook: Notebook) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(export_csv(notebook)), newline="")))


def test_the_table_has_a_row_for_each_note_and_bookmark(notebook: Notebook, article: Make) -> None:
    made = furnish(notebook, article)
    rows = rows_of(notebook)
    assert tuple(rows[0]) == COLUMNS
    assert sorted(row["kind"] for row in rows) == ["bookmark", "highlight", "note", "note"]
    (noted,) = [row for row in rows if row["id"] == made["noted"]]
    assert (noted["quote"], noted["text"], noted["state"]) == ("eleven wrecks", "which?", "placed")
    assert (noted["headline"], noted["date"], noted["article tags"]) == (
        "Port Ilse reopens, part 1", "2026-11-21", "ports",
    )  # fmt: skip
    (note,) = [row for row in rows if row["id"] == made["note"]]
    assert (note["text"], note["tags"]) == ("On all of it,\nin two lines", "a, b")


@pytest.mark.promise("P28")
@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_can_be_computed(text: str, notebook: Notebook, article: Make) -> None:
    notebook.add_note(article(headline=text), text, tags=[text])
    notebook.set_bookmark(article(headline=text), True)
    out = "".join(export_csv(notebook))
    for row in rows_of(notebook):
        for name in ("headline", "text", "tags"):
            assert not row[name] or row[name][0] == "'" or row[name].lstrip()[:1] not in set("=+-@|\t\r\n")
    assert all(line.startswith('"') for line in out.split("\r\n") if line)
    assert "\x1b" not in out


@pytest.mark.parametrize("text", ["a = b", "3 - 2", "mail@x.example", "plain", "", "“quoted”", "ß🙂"])
def test_a_cell_that_harms_nobody_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
    "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def is_iri(value: object) -> bool:
    return (
        isinstance(value, str) and bool(urlsplit(value).scheme) and not re.search(r"[\s<>\"{}|\\^`]", value)
    )


def check_selector(selector: Any) -> None:
    """Sections 4.2.4 and 4.2.5 of the model."""
    if selector["type"] == "TextQuoteSelector":
        assert set(selector) <= {"type", "exact", "prefix", "suffix"}
        assert isinstance(selector["exact"], str)
        assert selector["exact"]
        assert all(isinstance(selector.get(name, ""), str) for name in ("prefix", "suffix"))
    else:
        assert selector["type"] == "TextPositionSelector"
        assert isinstance(selector["start"], int)
        assert 0 <= selector["start"] < selector["end"]


def check_annotation(annotation: Any) -> None:
    """What section 3 and 4 of the model ask of an Annotation."""
    assert annotation["type"] == "Annotation"
    assert is_iri(annotation["id"])
    assert annotation["motivation"] in MOTIVATIONS
    for name in ("created", "modified"):
        assert DATE_TIME.fullmatch(annotation[name])
    for body in annotation.get("body", []):
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
        assert body["format"] == "text/plain"
    target = annotation["target"]
    if isinstance(target, str):
        assert is_iri(target)
        return
    assert target["type"] == "SpecificResource"
    assert is_iri(target["source"])
    for selector in target["selector"]:
        check_selector(selector)


def check_document(document: Any) -> list[Any]:
    """What section 5 asks of a collection and its page; returns the annotations."""
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert document["type"] == "AnnotationCollection"
    assert is_iri(document["id"])
    items = document["first"]["items"] if document["total"] else []
    if items:
        assert document["first"]["type"] == "AnnotationPage"
        assert document["first"]["startIndex"] == 0
        assert is_iri(document["first"]["id"])
        assert document["last"] == document["first"]["id"]
    assert document["total"] == len(items)
    for item in items:
        check_annotation(item)
    assert len({item["id"] for item in items}) == len(items)
    return list(items)


def test_annotations_are_what_the_model_asks_for(notebook: Notebook, article: Make) -> None:
    furnish(notebook, article)
    items = check_document(json.loads(export_web_annotations(notebook)))
    assert sorted(item["motivation"] for item in items) == [
        "bookmarking", "commenting", "commenting", "highlighting", "tagging",
    ]  # fmt: skip
    (noted,) = [item for item in items if [b["value"] for b in item.get("body", [])] == ["which?"]]
    quote, position = noted["target"]["selector"]
    assert quote["exact"] == "eleven wrecks"
    assert quote["prefix"].endswith("had cleared ")
    assert quote["suffix"].startswith(". Nobody")
    assert position["end"] - position["start"] == len("eleven wrecks")
    (bookmark,) = [item for item in items if item["motivation"] == "bookmarking"]
    assert [(body["value"], body["purpose"]) for body in bookmark["body"]] == [("ports", "tagging")]
    (tagged,) = [item for item in items if item["motivation"] == "tagging"]
    assert [body["value"] for body in tagged["body"]] == ["grain"]


def test_an_empty_notebook_is_a_collection_without_pages(notebook: Notebook) -> None:
    document = json.loads(export_web_annotations(notebook))
    assert check_document(document) == []
    assert "first" not in document
    assert document["annotations"] == []


def test_names_stay_the_same_from_export_to_export(notebook: Notebook, article: Make) -> None:
    furnish(notebook, article)
    moment = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    assert export_web_annotations(notebook, moment) == export_web_annotations(notebook, moment)
    assert json.loads(export_web_annotations(notebook, moment))["export_date"] == "2026-11-26T04:00:00Z"


@pytest.mark.parametrize("path", ["/news/a b/ü\udcff #1?.txt", "news/1.txt", "", "/news/1.txt"])
def test_an_article_is_named_by_its_file_whatever_it_is_called(path: str, notebook: Notebook) -> None:
    ref = ArticleRef("a" * 16, path, "Head \ud800 \x1b[31mline", None, None, TEXT)
    notebook.add_note(ref, "\x1b]52;c;x\x07 [/] שלום \ud800", span=SPAN, tags=["t\x07"])
    out = export_web_annotations(notebook)
    out.encode()
    assert "\x1b" not in out
    assert "\\u001b" not in out
    (item,) = check_document(json.loads(out))
    wanted = "file:///" if path.startswith("/") else "urn:uuid:"
    assert item["target"]["source"].startswith(wanted)


def test_the_same_stands_there_as_hypothesis_exports_it(notebook: Notebook, article: Make) -> None:
    furnish(notebook, article)
    document = json.loads(export_web_annotations(notebook))
    found = document["annotations"]
    assert len(found) == document["total"]
    for each in found:
        # What its import takes over, and groups by.
        assert set(each) >= {"uri", "text", "tags", "target", "document", "user"}
        assert re.fullmatch(r"acct:[^@]+@.+", each["user"])
        assert isinstance(each["text"], str)
        assert all(isinstance(tag, str) for tag in each["tags"])
        assert len(each["target"]) == 1
        for selector in each["target"][0].get("selector", []):
            check_selector(selector)
        assert each["target"][0]["source"] == each["uri"]
        assert each["document"]["title"][0].startswith("Port Ilse reopens")
    (noted,) = [each for each in found if each["text"] == "which?"]
    assert noted["target"][0]["selector"][0]["exact"] == "eleven wrecks"
    (highlight,) = [each for each in found if each["tags"] == ["c"]]
    assert highlight["text"] == ""


def test_a_pinned_note_is_selected_where_it_stands_now(notebook: Notebook, article: Make) -> None:
    note = notebook.add_note(article(), "which?", span=SPAN)
    notebook.pin(note.id, article(text="Another story about a bakery."), 8, 13)
    (item,) = check_document(json.loads(export_web_annotations(notebook)))
    assert item["target"]["selector"][0]["exact"] == "story"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"quote": "It will be quiet", "headline": "A ferry", "source": "Orm Post", "date": "2024-03-05",
             "place": "/news/1.txt"},
            "“It will be quiet”\n— “A ferry”, Orm Post, 2024-03-05. /news/1.txt\n",
        ),
        (
            {"quote": "one\ntwo\n\n three “yes” and \"no\"", "headline": "A ferry", "place": "https://x.example/1"},
            "“one two\n\nthree ‘yes’ and ‘no’”\n— “A ferry”. https://x.example/1\n",
        ),
        ({"quote": "", "headline": "A ferry"}, "— “A ferry”\n"),
        ({"quote": "it’s \x1b[201~rm -rf\x07", "headline": "\x1b]0;x\x07H"}, "“it’s rm -rf”\n— “H”\n"),
    ],
)  # fmt: skip
def test_a_citation_says_where_the_words_are_from(given: dict[str, str], expected: str) -> None:
    assert citation(**given) == expected


@pytest.mark.promise("P20")
def test_exports_hold_notes_whose_articles_are_gone(directory: Path, article: Make) -> None:
    from tuireader.notebook.exporting import export_jsonl, export_markdown

    with Notebook.open(directory) as notebook:
        lost = notebook.add_note(article(), "which?", span=SPAN)
        notebook.place_notes(article().uid, "")
        assert notebook.note(lost.id).state == "unplaced"
        for out in (
            export_markdown(notebook),
            "".join(export_jsonl(notebook)),
            "".join(export_csv(notebook)),
            export_web_annotations(notebook),
        ):
            assert "eleven wrecks" in out
            assert "which?" in out
            assert "Port Ilse reopens" in out
