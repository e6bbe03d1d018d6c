"""Records made to keep a reader busy, or to have pages read where nothing can end it; and what is kept."""

import csv
import io
import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, format_at, is_risky_piece, pieces, read_piece
from tuireader.articles.formats.markup import as_html, looks_like_page
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Piece, Record

One = Callable[..., Record]

P1 = "The ferry company told the town council on Monday that it will buy two electric ships by the summer."
P2 = "The old ones drink a ton of oil a day, said the director, Ingrid Moe, who has led it since 2019."
PAGE = (
    "<!doctype html><html lang=en><head><title>Two ships</title></head><body><nav>Home</nav>"
    f"<article><h1>Two ships</h1><p>{P1}</p><p>{P2}</p></article></body></html>"
)
SECONDS = 20
"""Of processor time, on a machine that is busy: what takes the square of the length takes minutes."""


def of(value: dict[str, Any]) -> Record:
    return read_piece(Piece("1", "json", json.dumps(value).encode()), Fields())


def every(path: Path) -> list[Article]:
    return [found for found in read_articles(path) if isinstance(found, Article)]


PARTS = [
    "<", ">", "&lt;", "&LT;", "&#60;", "&gt;", "p", "P", "nav", "NAV", "a\u017fide", "aside", "html",
    "!doctype", "body", " ", "\n", "\f", "\v", "\u00a0", "\u2003", "\\", "/", "x", "main", "\x00", "&amp;",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
@example("&LT;html&GT;&LT;p&GT;x")
@example("&lt;p&gt;x&#60;nav&#62;")
@example("<nav\f>x<p>y")
@example("<nav\u00a0>x<p>y")
@example("<a\u017fide>x<p>y")
@example("<!doctype\nhtml>x")
def test_what_is_read_as_a_page_was_known_to_be_one_before(text: str) -> None:
    html = as_html(text)
    if html is None or not looks_like_page(html):
        return
    table = io.StringIO()
    csv.writer(table).writerows([["text"], [text.replace("\x00", "")]])
    ways = [
        Piece("1", "json", json.dumps({"text": text}).encode()),
        Piece("1", "json", json.dumps({"text": text}, ensure_ascii=False).encode()),
        Piece("1", "json", json.dumps({"text": text}).encode("utf-16")),
        Piece(
            "1", "json", json.dumps({"text": text}).replace("<", "\\u003C").replace("&", "\\u0026").encode()
        ),
    ]
    if "\x00" not in text:
        ways.append(Piece("1", "csv", table.getvalue().encode()))
    assert all(map(is_risky_piece, ways))


def test_a_text_in_utf16_that_is_a_record_with_a_page_is_not_read_as_one(tmp_path: Path, one: One) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(json.dumps({"title": "T", "text": PAGE}).encode("utf-16"))
    assert one(file).text.startswith('{"title"')
    file.write_bytes(json.dumps({"title": "T", "text": P1}).encode("utf-16"))
    assert one(file).text == P1


@pytest.mark.parametrize(
    "start",
    ["", " " * 600, f"<!--{'x' * 280}-->" * 2, "<?xml version='1.0'?>\n"],
)
def test_it_is_known_before_a_text_is_read_whether_it_is_a_page(tmp_path: Path, start: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(start + PAGE)
    (piece,) = pieces(file, Fields())
    assert isinstance(piece, Piece)
    assert piece.format == format_at(file)


def test_a_long_record_is_read_where_it_can_be_ended() -> None:
    attributes = " ".join(f"a{number}" for number in range(30_000))
    long = {"text": f"<p {attributes}>{P1}</p>"}
    assert is_risky_piece(Piece("1", "json", json.dumps(long).encode()))
    assert not is_risky_piece(Piece("1", "json", json.dumps({"text": f"<p>{P1}</p>" * 900}).encode()))


def test_half_a_character_is_shown_as_one_that_is_missing(tmp_path: Path) -> None:
    record = f'{{"title": "Ships \\ud83d sail", "text": "{P1} \\udc00 end"}}'
    for name, text in (("a.json", f"[{record}]"), ("a.jsonl", record)):
        file = tmp_path / name
        file.write_text(text)
        (found,) = every(file)
        assert found.headline == "Ships \ufffd sail"
        assert found.original == f"{P1} \ufffd end"


@pytest.mark.parametrize(
    "record",
    [
        {**{f"k{number}": 1 for number in range(400_000)}, "text": P1},
        {"text": f"<p>{P1}</p>" + "<ins class=ad></ins>x" * 360_000},
        {"text": f"<p>{P1}</p>" + "<div class=ad>" * 2000 + "x" * 4_000_000},
        {"text": f"<p>{P1}</p>" + "<b>" * 1_000_000},
        {"text": "[caption]" * 400_000 + P1},
        {"text": f"{P1}{' ' * 4_000_000}[+1 chars]"},
        {"title": [[[["x"] * 300] * 12] * 12] * 3, "text": P1},
    ],
    ids=["names", "adverts", "nested", "tags", "shortcodes", "spaces", "lists"],
)
def test_no_record_takes_the_square_of_its_length(record: dict[str, Any]) -> None:
    begun = time.process_time()
    assert P1 in of(record).text
    assert time.process_time() - begun < SECONDS


def test_what_is_hidden_among_the_text_is_kept_by_name() -> None:
    found = of({"text": f"<p>{P1}</p><div class=share>Share <b>this</b></div> and <p>{P2}</p>"})
    assert [block.text for block in found.blocks] == [P1, "and", P2]
    assert [piece.text for piece in found.removed] == ["Share this"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("json", '{{"title": "T", "text": "{}"}}'),
        ("csv", "title,text\nT,{}\n"),
        ("feed", '{{"title": "T", "description": "{}"}}'),
    ],
)
def test_entities_are_accounted_for_and_the_text_is_kept_as_it_was(kind: str, text: str) -> None:
    said = "He said &ldquo;no&rdquo; and &ldquo;never&rdquo; to the coun\u00adcil of Skalvik."
    found = read_piece(Piece("1", kind, text.format(said).encode()), Fields())
    assert found.text == "He said “no” and “never” to the council of Skalvik."
    assert found.original == said.replace("\u00ad", "")
    assert [piece.rule for piece in found.removed] == ["entities", "soft hyphens"]


def test_paragraphs_with_pictures_between_them_stay_apart() -> None:
    found = of({"title": "T", "content": [P1, {"type": "image", "src": "x"}, P2]})
    assert found.text == f"{P1}\n\n{P2}"
    said = of({"text": ["Ships, ", {"type": "bold", "text": "two"}, " of them. ", {"text": "Now"}, " sail!"]})
    assert said.text == "Ships, two of them. Now sail!"


def test_sections_beside_articles_are_no_articles(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    sections = [{"name": "Sport", "description": "All about sport."}]
    file.write_text(json.dumps({"articles": [{"title": "A", "text": P1}], "categories": sections}))
    assert [found.headline for found in every(file)] == ["A"]
    file.write_text(json.dumps({"articles": [{"title": "A", "description": P1}]}))
    assert [found.headline for found in every(file)] == ["A"]


def test_names_of_fields_are_told_whatever_their_case_and_order() -> None:
    fields = Fields.of({"text": ["Verhaal", "story.deep"], "title": ["kop"]})
    record = {"VERHAAL": "", "Pub-Date": "2024-11-04", "story": {"deep": P1}, "KOP": "T", "Text": P2}
    assert fields.find(record, "text") == [P1, P2, {"deep": P1}]
    assert fields.find(record, "title") == ["T"]
    assert fields.find(record, "published") == ["2024-11-04"]
    wide = {**{f"k{number}": 1 for number in range(300)}, **record}
    assert fields.find(wide, "text") == [P1, P2, {"deep": P1}]


def test_names_as_long_as_books_are_not_held() -> None:
    tracemalloc.start()
    try:
        for number in range(30):
            assert of({f"{number}{'x' * 1_000_000}": 1, "text": P1}).text == P1
        assert tracemalloc.get_traced_memory()[0] < 10_000_000
    finally:
        tracemalloc.stop()


FEED = "<rss><channel><title>Skalvik Post</title><item><title>Ships</title>{}</item></channel></rss>"


def test_a_whole_page_in_a_feed_is_read_as_a_page(tmp_path: Path, one: One) -> None:
    file = tmp_path / "a.rss"
    file.write_text(FEED.format(f"<description><![CDATA[{PAGE}]]></description>"))
    found = one(file)
    assert [block.text for block in found.blocks] == ["Two ships", P1, P2]
    assert [piece.text for piece in found.removed] == ["Home"]
    assert (found.stated.headline, found.stated.source) == ("Ships", "Skalvik Post")
    assert found.original == PAGE
    dated = PAGE.replace("<title>", '<meta property="article:published_time" content="2024-11-04"><title>')
    file.write_text(FEED.format(f"<description><![CDATA[{dated}]]></description>"))
    assert (one(file).stated.date, one(file).stated_in) == ("2024-11-04", "page")
    file.write_text(
        FEED.format(
            f"<description><![CDATA[{dated}]]></description><pubDate>Tue, 5 Nov 2024 08:00:00 GMT</pubDate>"
        )
    )
    assert (one(file).stated.date, one(file).stated_in) == ("2024-11-05", "feed")


def test_an_item_that_is_its_title_alone_shows_it_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.rss"
    file.write_text(FEED.format(""))
    (found,) = every(file)
    assert (found.headline, found.original) == ("Ships", "Ships")
