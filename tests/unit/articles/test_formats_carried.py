"""Records that carry HTML: a whole page is read as a page is, a piece of one as it stands, a text as text."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, pieces, read_piece
from tuireader.articles.reading import article_of, read_articles
from tuireader.articles.records import Piece, Record, Unreadable
from tuireader.errors import ArticleError

LEAD = (
    "SKALVIK (NTB) - The ferry company told the town council on Monday that it will buy two electric ships."
)
QUOTE = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe, who has led it since 2019."
LAST = "The first of them is to sail in May and is to cost ninety million crowns, half of it from the state."
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="koi8-r"><title>Two electric ships | Skalvik Post</title>
<meta property="og:site_name" content="Skalvik Post"><meta name="author" content="By Oda Brandvold">
<meta property="article:published_time" content="2024-11-04T08:00:00Z">
<link rel="canonical" href="https://skalvik.example/ships"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport today</a></li></ul></nav></header>
<main><article><h1>Two electric ships</h1>
<figure><img src="x.jpg"><figcaption>The ferry “Måken” at the quay.</figcaption></figure>
<p>{LEAD}</p><div class="advert">Advertisement: buy our paint!</div><p>{QUOTE}</p><p>{LAST}</p></article>
<section class="comments"><div><b>fisher99</b><p>They should be blue, and nobody asked us.</p></div></section>
</main><footer><p>Copyright 2024 Skalvik Post.</p></footer></body></html>"""
AROUND = ("Home", "Sport today", "buy our paint", "fisher99", "Copyright")


def piece_of(record: dict[str, Any], **options: Any) -> Piece:
    return Piece("1", "json", json.dumps(record, **options).encode(), "utf-8")


def read(record: dict[str, Any]) -> Record:
    return read_piece(piece_of(record), Fields())


def article(record: dict[str, Any]) -> Article:
    return article_of(piece_of(record), Fields(), "crawl.jsonl")


def only_the_article(found: Article) -> None:
    for words in AROUND:
        assert words not in found.text
        assert any(words in piece.text for piece in found.removed if piece.rule == "page furniture"), words
    assert found.captions == ("The ferry “Måken” at the quay.",)
    assert found.paragraphs == (LEAD.removeprefix("SKALVIK (NTB) - "), QUOTE, LAST)


@pytest.mark.parametrize(
    "name",
    ["html", "raw_html", "rawHTML", "content_html", "text", "body", "content", "article", "page_source"],
)
def test_a_page_in_a_record_is_read_as_a_page(name: str) -> None:
    found = article({"id": 7, name: PAGE})
    only_the_article(found)
    assert (found.headline, found.date, found.date_from) == ("Two electric ships", "2024-11-04", "page")
    assert (found.source, found.byline, found.place) == ("Skalvik Post", "Oda Brandvold", "SKALVIK")
    assert (found.language, found.url) == ("en-GB", "https://skalvik.example/ships")
    assert found.encoding == "utf-8", "the record's encoding is the page's, whatever that says"
    assert found.original == PAGE


def test_the_same_page_is_the_same_in_a_file_and_in_records_of_every_kind(tmp_path: Path) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["id", "html"], ["7", PAGE]])
    escaped = json.dumps({"html": PAGE}).replace("<", "\\u003c").replace(">", "\\u003E")
    for name, text in (
        ("a.html", PAGE.replace("koi8-r", "utf-8")),
        ("a.json", json.dumps([{"html": PAGE}])),
        ("a.jsonl", f"{escaped}\n{escaped}"),
        ("a.csv", table.getvalue()),
    ):
        (tmp_path / name).write_text(text, "utf-8", newline="")
        first = next(read_articles(tmp_path / name))
        assert isinstance(first, Article), name
        only_the_article(first)
        assert (first.headline, first.date) == ("Two electric ships", "2024-11-04")


def test_what_the_record_states_stands_before_what_the_page_does() -> None:
    found = article(
        {
            "title": "Ferries go electric", "author": ["A. Lie"], "date_published": "2024-11-05",
            "publisher": {"name": "NTB"}, "url": "https://ntb.example/1", "html": PAGE,
        }
    )  # fmt: skip
    assert (found.headline, found.byline, found.source) == ("Ferries go electric", "A. Lie", "NTB")
    assert (found.date, found.date_from, found.url) == ("2024-11-05", "record", "https://ntb.example/1")
    assert (found.language, found.place) == ("en-GB", "SKALVIK")


def test_when_a_page_was_fetched_is_not_when_it_was_published() -> None:
    fetched = {"timestamp": 1731000000, "html": PAGE}
    assert (read(fetched).stated.date, read(fetched).stated_in) == ("2024-11-04", "page")
    undated = {"timestamp": 1731000000, "html": PAGE.replace("article:published_time", "x")}
    assert (read(undated).stated.date, read(undated).stated_in) == ("2024-11-07", "record")
    own = Fields.of({"date": ["timestamp"]})
    assert read_piece(piece_of(fetched), own).stated.date == "2024-11-07"


@pytest.mark.parametrize("beside", ["maintext", "text", "content_text", "body"])
def test_a_text_beside_the_page_wins_if_it_has_words(beside: str) -> None:
    assert read({"html": PAGE, beside: QUOTE}).text == QUOTE
    assert read({"content": PAGE, beside: QUOTE}).text == QUOTE
    for nothing in (" \n", "—", "<p></p>", None, []):
        assert LEAD in read({"html": PAGE, beside: nothing}).text
    assert LEAD in read({"html": PAGE, "description": QUOTE}).text, "a summary is not the text"
    empty = "<html><body><script>draw()</script></body></html>"
    assert read({"html": empty, "description": QUOTE}).text == QUOTE
    with pytest.raises(ArticleError, match="the page shows no text"):
        read({"html": empty})


def test_what_the_user_calls_the_text_is_the_text() -> None:
    own = Fields.of({"text": ["fetched.source"]})
    piece = piece_of({"fetched": {"source": PAGE}, "text": QUOTE})
    assert LEAD in read_piece(piece, own).text
    assert read_piece(piece, Fields()).text == QUOTE


@pytest.mark.parametrize(
    "text",
    [
        "In HTML a <p> begins a paragraph, <br>, it is said, ends a line, and <html> begins a page.",
        "He wrote “<b>” and meant (<i>) if a < b and b > c.",
        "The tags <nav> and <main> came with HTML5.\n\nNobody asked for them.",
        "<Harbour> was the name of the boat; <3 was painted on it.",
    ],
)
def test_a_text_that_speaks_of_tags_is_plain(text: str) -> None:
    assert read({"text": text}).text == text
    assert article({"text": text}).original == text


def test_a_piece_of_html_keeps_its_paragraphs_and_loses_what_names_itself_an_advert() -> None:
    related = '<div class="related"><h3>Related</h3><ul><li><a href="/1">Ferry late again</a></li></ul></div>'
    shares = '<div class="sharedaddy sd-sharing"><ul><li>Tweet</li></ul></div>'
    found = article({"content": f"<p>{LEAD}</p><p>Short.</p>{related}<h2>Why</h2><p>{LAST}</p>{shares}"})
    assert found.paragraphs == (LEAD.removeprefix("SKALVIK (NTB) - "), "Short.", "Why", LAST)
    left = {piece.text for piece in found.removed if piece.rule == "page furniture"}
    assert left == {"Related", "Ferry late again", "Tweet"}
    escaped = read({"content": f"<p>{QUOTE}</p>".replace("<", "&lt;").replace(">", "&gt;")})
    assert escaped.text == QUOTE, "a crawler may escape once too often"


def test_a_piece_with_navigation_is_read_as_a_page() -> None:
    body = PAGE[PAGE.index("<header>") : PAGE.index("</body>")]
    only_the_article(article({"title": "Two electric ships", "content": f"<div>{body}</div>"}))


def test_without_the_extra_the_reason_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.jsonl").write_text(f'{json.dumps({"html": PAGE, "summary": "x"})}\n{{"text": "Boats."}}\n')
    first, second = read_articles(tmp_path / "a.jsonl")
    assert isinstance(first, Unreadable)
    assert "pip install 'tuireader[html]'" in first.reason
    assert isinstance(second, Article)
    assert len(list(pieces(tmp_path / "a.jsonl", Fields()))) == 2


def test_hostile_html_in_a_record_is_an_article_or_a_reason() -> None:
    with pytest.raises(ArticleError, match="too large"):
        read({"html": "<html><p>" + "x" * 9_000_000})
    for levels in (300, 3000):
        found = read({"html": f"<html><body><p>{LAST}</p>{'<div>' * levels}<p>{QUOTE}</p>"})
        assert LAST in found.text
    assert read({"html": "<html><p>Boats\x1b]0;PWN\x07 sail.\u202e</p>"}).text.startswith("Boats")
    assert read({"html": "<html>" + "<" * 50_000 + "<p>Boats sail.</p>"}).text
