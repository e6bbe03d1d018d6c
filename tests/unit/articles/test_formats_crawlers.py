"""What crawlers, extractors and programs for data leave behind: each becomes an article as any other."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, read_piece
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Piece, Record, Unreadable

P1 = "The ferry company told the town council on Monday that it will buy two electric ships by the summer."
P2 = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe, who has led it since 2019."
P3 = "The first of them is to sail in May and is to cost ninety million crowns, half of it from the state."
BOTH = f"{P1}\n\n{P2}"
HTML = f"<p>{P1}</p>\n<p>{P2}</p>"
TITLE = "Two electric ships"
DATE = "2024-11-04T08:00:00Z"
LINK = "https://skalvik.example/ships"

ReadAll = Callable[[Path], list[Article | Unreadable]]


def every(path: Path) -> list[Article | Unreadable]:
    return list(read_articles(path, shown_as=path.name))


def only(path: Path) -> Article:
    (found,) = every(path)
    assert isinstance(found, Article), found
    return found


def said(found: Article) -> tuple[str | None, ...]:
    return (found.headline, found.date, found.source, found.byline, found.url)


RECORDS: dict[str, dict[str, Any]] = {
    "news-please": {
        "authors": ["Oda Brandvold"], "date_download": "2024-11-06 09:00:12", "date_modify": None,
        "date_publish": "2024-11-04 08:00:00", "description": "Ships.", "filename": "x.json",
        "image_url": "https://skalvik.example/a.jpg", "maintext": f"{P1}\n{P2}", "title": TITLE,
        "source_domain": "Skalvik Post", "url": LINK,
    },
    "newspaper": {
        "url": LINK, "title": TITLE, "top_image": "x", "movies": [], "keyword_scores": {"ships": 1.2},
        "tags": None, "authors": ["Oda Brandvold"], "publish_date": "2024-11-04T08:00:00+00:00",
        "summary": "", "meta_site_name": "x", "site_name": "Skalvik Post", "text": BOTH,
    },
    "trafilatura": {
        "title": TITLE, "author": "Oda Brandvold", "hostname": "skalvik.example", "date": "2024-11-04",
        "comments": "They should be blue.", "raw_text": f"{P1} {P2}", "text": f"{P1}\n{P2}",
        "filedate": "2024-11-06", "source": LINK, "source-hostname": "Skalvik Post", "excerpt": "Ships.",
    },
    "an item within an item": {
        "url": LINK, "depth": 2,
        "article": {
            "headline": [TITLE], "body": [P1, "", None, P2], "author": ["Oda Brandvold"], "date": [DATE],
            "publisher": "Skalvik Post",
        },
    },
    "parts, some of them pictures": {
        "title": "Two  electric\n ships", "byline": "Oda Brandvold",
        "paragraphs": [{"text": P1}, {"type": "image", "src": "x"}, {"text": P2}],
        "meta": {"published": DATE, "publisher": "Skalvik Post", "url": LINK},
    },
    "a publisher's story": {
        "_id": "X", "type": "story", "headlines": {"basic": TITLE}, "description": {"basic": "A deck."},
        "display_date": DATE, "credits": {"by": [{"type": "author", "name": "Oda Brandvold"}]},
        "canonical_url": LINK, "publisher": "Skalvik Post",
        "content_elements": [
            {"type": "text", "content": P1}, {"type": "image", "caption": "The quay.", "url": "x"},
            {"type": "text", "content": P2},
        ],
    },
    "an answer of a newspaper": {
        "response": {"status": "ok", "results": [{
            "id": "n/1", "webPublicationDate": DATE, "webTitle": TITLE, "webUrl": LINK,
            "fields": {"byline": "Oda Brandvold", "body": HTML, "publication": "Skalvik Post"},
        }]},
    },
    "an answer of a content system": {
        "data": {"type": "node--article", "attributes": {
            "title": TITLE, "created": DATE, "source": "Skalvik Post", "url": LINK, "author": "Oda Brandvold",
            "body": {"value": HTML, "format": "basic_html", "summary": ""},
        }},
    },
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1", "title": "Skalvik Post", "description": "The fjord.",
        "items": [{
            "id": "1", "url": LINK, "title": TITLE, "content_html": HTML, "date_published": DATE,
            "source": "Skalvik Post", "authors": [{"name": "Oda Brandvold"}],
        }],
    },
    "a row of a training set": {
        "text": BOTH,
        "meta": {
            "title": TITLE, "url": LINK, "date": "2024-11-04", "source": "Skalvik Post",
            "author": "Oda Brandvold",
        },
    },
    "a paid extractor": {
        "url": LINK, "article": {
            "headline": TITLE, "datePublished": DATE, "datePublishedRaw": "Nov 4", "articleBody": BOTH,
            "authors": [{"name": "Oda Brandvold", "nameRaw": "By Oda"}], "publisher": "Skalvik Post",
            "breadcrumbs": [{"name": "Home"}], "articleBodyHtml": HTML, "description": "x",
        },
    },
}  # fmt: skip


LISTS = {"an answer of a newspaper", "JSON Feed"}


@pytest.mark.parametrize(
    ("kind", "ending"),
    [(kind, "json") for kind in RECORDS] + [(kind, "jl") for kind in RECORDS if kind not in LISTS],
)
def test_records_as_crawlers_write_them(tmp_path: Path, kind: str, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_text(json.dumps(RECORDS[kind]) + "\n")
    found = only(file)
    assert said(found) == (TITLE, "2024-11-04", "Skalvik Post", "Oda Brandvold", LINK)
    assert found.paragraphs == (P1, P2)


def test_what_names_nobody_is_no_name() -> None:
    record = {"text": P1, "author": 3, "source": LINK, "title": {"rendered": "Ships &#8211; two"}}
    stated = read_piece(Piece("1", "json", json.dumps(record).encode()), Fields()).stated
    assert (stated.byline, stated.source, stated.url) == (None, None, LINK)
    assert stated.headline == "Ships – two"


def test_a_list_of_articles_is_told_from_the_parts_of_one(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"content": [{"title": "A", "text": P1}, {"title": "B", "text": P2}]}))
    assert [found.headline for found in every(file) if isinstance(found, Article)] == ["A", "B"]
    file.write_text(json.dumps({"description": P1, "images": [{"id": 1}, {"id": 2, "text": "x"}]}))
    assert only(file).paragraphs == (P1,)


def test_tables_as_programs_for_data_write_them(tmp_path: Path) -> None:
    table = io.StringIO()
    csv.writer(table).writerows(
        [
            ["", "title", "authors", "publish_date", "text"],
            ["0", TITLE, "['Oda Brandvold', \"Per O'Lie\"]", "2024-11-04 08:00:00", BOTH],
            ["1", TITLE, "[]", "NaN", "nan"],
            ["2", "[Sic] said the mayor", "None", "2024-11-04", f"['{P1}', '{P2}']"],
            ["3", "nan", "\\N", "NULL", "[" * 5000],
        ]
    )
    file = tmp_path / "a.csv"
    file.write_text(table.getvalue(), "utf-8", newline="")
    first, second, third, fourth = every(file)
    assert isinstance(first, Article)
    assert (first.byline, first.date, first.paragraphs) == (
        "Oda Brandvold, Per O'Lie",
        "2024-11-04",
        (P1, P2),
    )
    assert isinstance(second, Unreadable)
    assert isinstance(third, Article)
    assert (third.headline, third.byline, third.paragraphs) == ("[Sic] said the mayor", None, (P1, P2))
    assert isinstance(fourth, Article)
    assert fourth.date is None


def page(head: str, body: str) -> Record:
    text = f"<!doctype html><html lang=en><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read_piece(Piece(None, "html", text.encode()), Fields())


@pytest.mark.parametrize(
    "text", [f"{P1}\n\n{P2}\n{P3}", f"{HTML}<p>{P3}</p>", f"&lt;p>{P1}&lt;p>{P2}&lt;p>{P3}"]
)
@pytest.mark.parametrize(
    "body",
    [
        "<div id=root></div><noscript>You need to enable JavaScript.</noscript>",
        f"<nav>Home</nav><h1>{TITLE}</h1><p>Subscribe to read on.</p>",
        f"<h1>{TITLE}</h1><p>{P1}</p>",
    ],
)
def test_a_text_that_only_json_ld_has_is_the_article(text: str, body: str) -> None:
    stated = {"@type": "NewsArticle", "headline": TITLE, "datePublished": DATE, "articleBody": text}
    found = page(f'<script type="application/ld+json">{json.dumps(stated)}</script>', body)
    assert [block.text for block in found.blocks if block.kind == "paragraph"] == [P1, P2, P3]
    assert (found.stated.date, found.warnings) == ("2024-11-04", ())


def test_what_json_ld_states_of_the_text_does_not_stand_before_what_the_page_shows() -> None:
    stated = {"@type": "NewsArticle", "headline": TITLE, "articleBody": f"{P1} {P2} {P3}"}
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    found = page(head, f"<article><h1>{TITLE}</h1><p>{P1}</p><h2>Why</h2><p>{P2}</p><p>{P3}</p></article>")
    assert [block.text for block in found.blocks] == [TITLE, P1, "Why", P2, P3]


def test_the_elements_of_amp_that_are_no_text_are_left_out() -> None:
    found = page(
        "",
        "<amp-sidebar><ul><li>Sport today</li></ul></amp-sidebar><amp-consent>We value it.</amp-consent>"
        f"<article><h1>{TITLE}</h1><amp-img src=x><noscript>x</noscript></amp-img><p>{P1}</p>"
        "<amp-ad width=3><div placeholder>Advert loading</div><div fallback>Ad failed</div></amp-ad>"
        f"<p>{P2}</p><amp-list><div placeholder>More stories</div></amp-list><p>{P3}</p></article>",
    )
    assert [block.text for block in found.blocks] == [TITLE, P1, P2, P3]
    left = {piece.text for piece in found.removed}
    assert {"Sport today", "Advert loading", "Ad failed", "More stories"} <= left


def one_of(text: str) -> Record:
    return read_piece(Piece("1", "json", json.dumps({"text": text}).encode()), Fields())


@pytest.mark.parametrize(
    "text",
    [
        BOTH.replace("\n", "\\n"), BOTH.replace("\n", "\\r\\n"), f"{P1}\\n{P2}".replace("\\n", "\\n\\n"),
        repr(BOTH.encode()), repr(BOTH.replace('"', "'").encode()), "b\"" + repr(BOTH.encode())[2:-1] + '"',
    ],
)  # fmt: skip
def test_a_text_that_a_program_wrote_out_is_what_it_stands_for(text: str) -> None:
    found = one_of(text)
    assert found.text == BOTH
    assert found.original == text


@pytest.mark.parametrize(
    "text",
    ["It lies in C:\\news\\nothing\\new.", "b'", "b''", "b'caf\\xe9 met'", "the \\nu of it", "x\n.\\n\\ny"],
)
def test_a_text_with_backslashes_of_its_own_keeps_them(text: str) -> None:
    assert one_of(text).text == text


def test_a_text_of_which_the_rest_was_kept_back_says_so() -> None:
    found = one_of(f"{P1} “The old… [+2310 chars]")
    assert found.text == f"{P1} “The old"
    assert [piece.text for piece in found.removed] == ["[+2310 chars]"]
    assert found.warnings == ("the record holds only the beginning of its text",)
    assert one_of(f"{P1} [sic]").warnings == ()


@pytest.mark.parametrize("name", ["a.txt", "a"])
def test_a_text_file_that_is_a_record_is_read_as_one(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    record = {"title": TITLE, "text": BOTH, "date": "2024-11-04"}
    file.write_text("\ufeff\n" + json.dumps(record, indent=1) + "\n", "utf-8")
    assert (only(file).headline, only(file).date, only(file).paragraphs) == (TITLE, "2024-11-04", (P1, P2))
    for text in (f"{{{P1}}}", json.dumps({"a": P1}), json.dumps(record) + json.dumps(record), "{}"):
        file.write_text(text)
        assert only(file).original == text


def test_lists_beside_each_other_are_all_read_but_comments(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    days = {"2024-11-04": [{"title": "A", "text": P1}], "2024-11-05": [{"title": "B", "text": P2}]}
    file.write_text(
        json.dumps({"days": days, "comments": [{"text": "Blue."}, {"text": "No."}, {"text": "Ha."}]})
    )
    assert [found.headline for found in every(file) if isinstance(found, Article)] == ["A", "B"]


def test_lines_of_a_list_without_its_brackets_are_records(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(f"{json.dumps({'title': title, 'text': P1 + title})},\n" for title in "AB"))
    assert [found.headline for found in every(file) if isinstance(found, Article)] == ["A", "B"]


def test_a_text_in_pieces_is_one_text() -> None:
    text = [{"type": "bold", "text": "Ships."}, "\n\nThe ", {"type": "link", "text": "council"}, " met."]
    assert read_piece(Piece("1", "json", json.dumps({"text": text}).encode()), Fields()).text == (
        "Ships.\n\nThe council met."
    )


def test_a_text_that_is_called_a_page_keeps_its_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(BOTH)
    assert only(file).paragraphs == (P1, P2)


def test_the_address_above_a_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{LINK}\n2024-11-04T08:00:00Z\n{TITLE}\n\n{BOTH}\n")
    found = only(file)
    assert (found.url, found.headline, found.date, found.paragraphs) == (LINK, TITLE, "2024-11-04", (P1, P2))
    for text in (LINK, f"{LINK} is where it stood.\n\n{BOTH}", f"{LINK}\n"):
        file.write_text(text)
        assert LINK in only(file).text


def test_front_matter_of_a_program_that_knows_no_yaml_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    title = f"{TITLE}: the story #1"
    file.write_text(f"---\ntitle: {title}\nauthor: Oda Brandvold\ndate: 2024-11-04\n---\n{BOTH}\n")
    found = only(file)
    assert (found.headline, found.byline, found.date) == (title, "Oda Brandvold", "2024-11-04")
    assert (found.warnings, found.paragraphs) == ((), (P1, P2))
