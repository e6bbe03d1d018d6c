"""Texts as the editors of content systems keep them, in records and in the scripts of pages."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, read_piece
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Piece, Record
from tuireader.errors import ArticleError

P1 = "The ferry company told the town council on Monday that it will buy two electric ships by the summer."
P2 = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe, who has led it since 2019."
FIRST, BOLD, LAST = P1[:30], P1[30:50], P1[50:]


def of(text: Any) -> Record:
    return read_piece(Piece("1", "json", json.dumps({"title": "Two ships", "body": text}).encode()), Fields())


TREES: dict[str, Any] = {
    "Contentful": {"nodeType": "document", "content": [
        {"nodeType": "paragraph", "content": [
            {"nodeType": "text", "value": FIRST}, {"nodeType": "hyperlink", "content": [
                {"nodeType": "text", "value": BOLD}]}, {"nodeType": "text", "value": LAST}]},
        {"nodeType": "embedded-asset-block", "content": [], "data": {}},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": P2}]}]},
    "Sanity": [
        {"_type": "block", "children": [
            {"_type": "span", "text": FIRST}, {"_type": "span", "text": BOLD + LAST}]},
        {"_type": "image", "asset": {"_ref": "x"}},
        {"_type": "block", "children": [{"_type": "span", "text": P2}]}],
    "Slate": [{"type": "p", "children": [{"text": FIRST}, {"text": BOLD, "bold": True}, {"text": LAST}]},
              {"type": "ul", "children": [{"type": "li", "children": [{"text": P2}]}]}],
    "ProseMirror": {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": P1}]},
        {"type": "paragraph", "content": [{"type": "text", "text": P2, "marks": [{"type": "bold"}]}]}]},
    "Lexical": {"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": P1}]},
        {"type": "paragraph", "children": [
            {"type": "link", "children": [{"type": "text", "text": P2[:9]}]},
            {"type": "text", "text": P2[9:]}]}]}},
    "Draft.js": {"blocks": [{"type": "unstyled", "text": P1}, {"text": P2}], "entityMap": {}},
    "Editor.js": {"time": 1, "blocks": [
        {"type": "paragraph", "data": {"text": P1}}, {"type": "paragraph", "data": {"text": P2}}]},
}  # fmt: skip


@pytest.mark.parametrize("editor", TREES)
def test_the_paragraphs_of_an_editors_tree_are_those_of_the_article(tmp_path: Path, editor: str) -> None:
    assert of(TREES[editor]).text == f"{P1}\n\n{P2}"
    file = tmp_path / "a.json"
    file.write_text(json.dumps([{"title": "Two ships", "body": TREES[editor]}]))
    (found,) = read_articles(file)
    assert isinstance(found, Article)
    assert (found.headline, found.paragraphs) == ("Two ships", (P1, P2))


def test_a_tree_without_a_word_or_of_any_depth_is_no_text() -> None:
    deep: dict[str, Any] = {"text": P1}
    for _ in range(300):
        deep = {"children": [deep]}
    for text in ({"blocks": []}, deep, {"children": [{"text": "  "}]}):
        with pytest.raises(Exception, match=r"no field of it holds a text|its text is empty"):
            of(text)


def page(data: Any, body: str = "<div id=__next></div>", kind: str = "application/json") -> Record:
    text = json.dumps(data).replace("</", "<\\/") if not isinstance(data, str) else data
    html = (
        "<!doctype html><html lang=en><head><title>Two ships for the fjord | Skalvik Post</title></head>"
        f'<body>{body}<script id="__NEXT_DATA__" type="{kind}">{text}</script></body></html>'
    )
    return read_piece(Piece(None, "html", html.encode()), Fields())


ARTICLE = {
    "headline": "Two ships for the fjord",
    "body": TREES["Slate"],
    "publishedAt": "2024-11-04T08:00:00Z",
    "author": {"name": "Oda Brandvold"},
}
OTHER = {"title": "Something else altogether", "body": f"{P2} {P2} {P2}", "publishedAt": "2020-01-01"}
HTML = {"title": "Two ships for the fjord", "content": f"<p>{P1}</p><h2>Why</h2><p>{P2}</p>"}


def next_data(*articles: Any) -> dict[str, Any]:
    return {
        "props": {"pageProps": {"article": articles[0], "related": list(articles[1:])}},
        "page": "/[slug]",
    }


def test_the_article_that_a_script_would_show_is_the_article() -> None:
    found = page(next_data(ARTICLE, OTHER))
    assert [block.text for block in found.blocks] == [P1, P2]
    assert (found.stated.headline, found.stated.date) == ("Two ships for the fjord", "2024-11-04")
    assert (found.stated.byline, found.warnings) == ("Oda Brandvold", ())
    assert found.original is not None
    assert "__NEXT_DATA__" in found.original
    parts = page(next_data(HTML)).blocks
    assert [(block.kind, block.text) for block in parts] == [
        ("paragraph", P1), ("subheading", "Why"), ("paragraph", P2)
    ]  # fmt: skip


def test_what_a_page_shows_stands_before_what_its_scripts_hold_of_others() -> None:
    shown = f"<article><h1>Two ships for the fjord</h1><p>{P1}</p><p>{P2}</p></article>"
    for data in (next_data(OTHER), next_data(ARTICLE, OTHER), "{broken", next_data("x")):
        found = page(data, shown)
        assert [block.text for block in found.blocks if block.kind == "paragraph"] == [P1, P2]
        assert found.stated.date is None


def test_an_article_of_another_title_counts_only_where_it_is_the_one() -> None:
    assert page(next_data(OTHER)).text == OTHER["body"]
    with pytest.raises(ArticleError, match="shows no text"):
        page(next_data(OTHER, {"title": "A third of them all", "body": f"{P1} {P1} {P1}"}))
    with pytest.raises(ArticleError, match="shows no text"):
        page(next_data(ARTICLE), kind="text/javascript")


def test_scripts_made_to_keep_a_reader_busy_do_not() -> None:
    begun = time.process_time()
    many = [{f"k{n}": 1, "title": "x", "text": "y"} for n in range(100_000)]
    for data in (many, "[" * 100_000, [[[{}] * 100] * 100] * 50, "9" * 3_000_000):
        assert P1 in page(data, f"<p>{P1}</p>").text
    assert time.process_time() - begun < 20
