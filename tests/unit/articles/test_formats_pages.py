"""Web pages: the article without its surroundings, what the page states of it, and what hostile ones do."""

import gzip
import importlib
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, read_piece
from tuireader.articles.reading import article_of, read_article
from tuireader.articles.records import Piece, Record
from tuireader.errors import ArticleError

LEAD = "SKALVIK (NTB) - The harbour board voted on Thursday to repaint all of its boats before the summer."
QUOTE = "“We have waited for this a long time,” said the chair, Ingrid Moe, who has led the board since 2019."
LAST = "The work begins in March and is to cost four million crowns, of which the county pays a half."
HEAD = """
<meta charset="utf-8"><title>Harbour board votes to repaint its boats | Skalvik Post</title>
<meta property="og:site_name" content="Skalvik Post">
<meta property="article:published_time" content="2024-12-19T23:30:00-05:00">
<meta name="author" content="By Oda Brandvold"><link rel="canonical" href="https://skalvik.example/boats">
<script>SECRET()</script><style>.secret{}</style>
"""
ASIDE = """
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport today</a></li></ul></nav></header>
"""
BODY = f"""
<main><article><h1>Harbour board votes to repaint its boats</h1><p class="byline">By Oda Brandvold</p>
<figure><img src="/x.jpg"><figcaption>The boats at the quay on Monday. (Photo: NTB)</figcaption></figure>
<p>{LEAD}</p><div class="advert">Advertisement: buy our paint, now 20% off!</div><p>{QUOTE}</p>
<h2>A matter of colour</h2>
<p>Three painters were asked for their advice, and each of them gave another answer than the others.</p>
<ul><li>green, as it was in the past</li><li>red, as in the arms of the town</li></ul>
<figure><img src="/y.jpg"><figcaption>Ingrid Moe in her office.</figcaption></figure><p>{LAST}</p></article>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/1">Ferry late again</a></li></ul></aside>
<section id="comments" class="comments"><h3>Comments</h3>
<div class="comment"><b>fisher99</b><p>They should be blue, and nobody asked us about it.</p></div></section>
</main>
<footer><p>Copyright 2024 Skalvik Post. All rights reserved.</p></footer>
"""
PAGE = f'<!doctype html><html lang="en-GB"><head>{HEAD}</head><body>{ASIDE}{BODY}</body></html>'


def record(page: str | bytes) -> Record:
    data = page.encode() if isinstance(page, str) else page
    return read_piece(Piece(None, "html", data), Fields())


def article(page: str) -> Article:
    return article_of(Piece(None, "html", page.encode()), Fields(), "boats.html")


def test_only_the_article_of_a_page_remains() -> None:
    found = article(PAGE)
    for words in (
        "Home",
        "Sport today",
        "Ferry late",
        "fisher99",
        "nobody asked us",
        "rights reserved",
        "20% off",
    ):
        assert words not in found.text
        assert any(words in piece.text for piece in found.removed if piece.rule == "page furniture")
    assert "SECRET" not in found.text
    assert not any("SECRET" in piece.text for piece in found.removed)
    assert [(block.kind, block.text[:20]) for block in found.blocks] == [
        ("headline", "Harbour board votes "),
        ("caption", "The boats at the qua"),
        ("paragraph", "The harbour board vo"),
        ("paragraph", QUOTE[:20]),
        ("subheading", "A matter of colour"),
        ("paragraph", "Three painters were "),
        ("paragraph", "green, as it was in "),
        ("paragraph", "red, as in the arms "),
        ("caption", "Ingrid Moe in her of"),
        ("paragraph", LAST[:20]),
    ]
    assert found.blocks[1].credit == "NTB"
    assert found.original == PAGE


def test_what_the_page_states_stands_in_the_article() -> None:
    found = article(PAGE)
    assert (found.headline, found.headline_from) == ("Harbour board votes to repaint its boats", "text")
    assert (found.date, found.date_from) == ("2024-12-19", "page")
    assert (found.source, found.byline, found.place) == ("Skalvik Post", "Oda Brandvold", "SKALVIK")
    assert (found.language, found.url) == ("en-GB", "https://skalvik.example/boats")


def test_json_ld_is_believed_first_and_a_broken_one_is_passed_over() -> None:
    ld = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type":
    ["NewsArticle"], "headline": "Boats &amp; paint", "datePublished": "2024-12-18",
    "author": [{"name": "A. Moe"}], "publisher": {"name": "NTB"}}]}</script>"""
    stated = record(PAGE.replace("</head>", ld + "</head>")).stated
    assert (stated.headline, stated.date, stated.byline) == ("Boats & paint", "2024-12-18", "A. Moe")
    assert stated.source == "NTB"
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", ' + "[" * 90_000 + "</script>"
    assert record(PAGE.replace("</head>", broken + "</head>")).stated.source == "Skalvik Post"


def test_a_page_that_states_no_date_has_none() -> None:
    page = PAGE.replace("article:published_time", "x").replace("2024-12-19", "x")
    assert record(page).stated.date is None
    timed = page.replace("</h1>", '</h1><time datetime="2024-12-20">Friday</time>')
    assert record(timed).stated.date == "2024-12-20"


@pytest.mark.parametrize(
    "picture",
    [
        "<div class=top><h1>Board votes</h1><figure><figcaption>The quay.</figcaption></figure></div>{}",
        "<h1>Board votes</h1><div><p class='wp-caption-text'>The quay.</p></div>{}",
        "<article><header><h1>Board</h1><figure><figcaption>The quay.</figcaption></figure></header>{}",
    ],
)
def test_the_picture_at_the_top_has_its_caption_wherever_it_stands(picture: str) -> None:
    prose = "".join(f"<p>{text}</p>" for text in (LEAD, QUOTE, LAST))
    teaser = "<h3>More</h3><figure><figcaption>Another story.</figcaption></figure>"
    found = article(f"<title>x</title><div>{picture.format(f'<div class=story>{prose}</div>')}</div>{teaser}")
    assert found.captions == ("The quay.",)
    kinds = [block.kind for block in found.blocks]
    assert kinds == ["headline", "caption", "paragraph", "paragraph", "paragraph"]


def test_paragraphs_may_be_parted_by_line_breaks_alone() -> None:
    found = article(f"<h1>Boats</h1><div class=article-text>{LEAD}<br> <br>{QUOTE}<br/><br/>{LAST}</div>")
    assert found.paragraphs[1:] == (QUOTE, LAST)


def test_a_page_without_an_article_is_shown_whole_with_a_warning() -> None:
    found = article("<title>T</title><nav>Menu</nav><p>Hi.</p>")
    assert "Hi." in found.text
    for nothing in ("", "<script>x()</script>", "<p hidden>x</p>", "<p style='display: none'>x</p>"):
        with pytest.raises(ArticleError, match="shows no text"):
            article(f"<body>{nothing}</body>")


@pytest.mark.parametrize(
    ("declared", "encoding", "read_as"),
    [
        ("utf-8", "utf-8", "utf-8"), ("windows-1251", "cp1251", "cp1251"), ("iso-8859-1", "cp1252", "cp1252"),
        ("shift_jis", "shift_jis", "shift_jis"), ("x-none", "utf-8", "utf-8"), ("utf-16", "utf-8", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_that_a_page_declares(declared: str, encoding: str, read_as: str) -> None:
    word = {"cp1251": "Гавань", "cp1252": "Müller’s", "shift_jis": "港町"}.get(encoding, "Giá gạo")
    page = f"<html><head><meta charset={declared}></head><body><p>{word} {LEAD}</p></body></html>"
    found = record(page.encode(encoding))
    assert word in found.text
    assert found.encoding == read_as
    assert found.warnings == ()


def test_a_page_that_is_not_in_the_encoding_it_declares() -> None:
    found = record(f"<meta charset=utf-8><p>Café Müller. {LEAD}</p>".encode("cp1252"))
    assert "Café Müller" in found.text
    assert any("encoding" in warning for warning in found.warnings)


def test_controls_spelt_as_entities_do_not_get_through() -> None:
    page = (
        f"<title>T&#27;]0;PWN&#7;</title><p>{LEAD} x&#27;]0;PWN&#7;y &#x9b;31m &#0; &#x202e;rlo &#xD800;</p>"
    )
    found = article(page)
    for text in (found.text, found.headline, found.original, *(piece.text for piece in found.removed)):
        assert not any(
            (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\u202e\ud800" for c in text
        )


@pytest.mark.parametrize(
    "bomb",
    ["<div>" * 100_000, "<!--" * 100_000, "<a " * 100_000, "<a x='" * 30_000, "</" * 100_000, "<![" * 1000,
     f"<p title='{'A' * 1_000_000}'>x</p>", "<table><tr>" + "<td>c</td>" * 20_000, "<b><i>" * 20_000,
     "&amp;" * 200_000, "<p>x" * 50_000],
    ids=["div", "comment", "tag", "quote", "end", "section", "attr", "row", "inline", "entity", "p"],
)  # fmt: skip
def test_no_page_takes_long(bomb: str) -> None:
    before = yardstick()
    began = time.process_time()
    assert article(f"<html><head><title>T</title></head><body><p>{LEAD}</p>{bomb}</body></html>").text
    took = time.process_time() - began
    # Fifteen of them at most on cores that nobody else uses, 28 where others read memory beside; a page whose
    # time grew with the square of its length would take hundreds.
    assert took < 40 * max(before, yardstick())


def yardstick() -> float:
    """Seconds of processor time that a known piece of work takes here and now."""
    began = time.process_time()
    sum(n * n for n in range(3_000_000))
    return time.process_time() - began


def test_a_page_beyond_all_measure_is_refused() -> None:
    with pytest.raises(ArticleError, match="too large"):
        record(b"<p>" + b"x" * 9_000_000)


def test_without_the_extra_the_reason_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(PAGE)
    with pytest.raises(ArticleError, match=r"a\.html.*pip install 'tuireader\[html\]'"):
        read_article(tmp_path / "a.html")
    monkeypatch.undo()
    assert importlib.import_module("trafilatura")


def test_furniture_whose_letters_the_article_has_too_is_accounted_for() -> None:
    menu = "<nav><ul><li>Port</li><li>Sport</li><li>The harbour board voted</li><li>red</li></ul></nav>"
    page = PAGE.replace("<nav>", f"{menu}<nav>").replace("</main>", "<aside><p>Boats</p></aside></main>")
    found = article(page)
    left = [piece.text for piece in found.removed if piece.rule == "page furniture"]
    assert {"Port", "Sport", "The harbour board voted", "red", "Boats"} <= set(left)
    assert not {LEAD, QUOTE, LAST, "green, as it was in the past"} & set(left)


def test_a_page_nested_deeply_is_read_and_one_nested_beyond_that_says_so() -> None:
    text = f"<p>{LAST}</p>"
    for levels, said in ((300, False), (1900, False), (2500, True)):
        began = time.process_time()
        found = article(f"<html><body>{text}{'<div>' * levels}<p>{QUOTE}</p>{'</div>' * levels}")
        assert LAST in found.text
        assert (QUOTE in found.text) is not said
        assert any("nested too deeply" in warning for warning in found.warnings) is said
        assert time.process_time() - began < 3
    with pytest.raises(ArticleError, match="the page is nested too deeply to be read"):
        record(b"<html><body>" + b"<div>" * 5000 + b"<p>Text.</p>")


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.txt.gz", "a.zip", "1712"])
def test_a_page_that_is_called_a_text_is_read_as_a_page(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    data = b"\xef\xbb\xbf\n<!-- saved -->" + PAGE.encode()
    if name.endswith(".zip"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", data)
    else:
        file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = read_article(file)
    assert found.paragraphs[1] == QUOTE
    assert (found.headline, found.date) == ("Harbour board votes to repaint its boats", "2024-12-19")
    file = tmp_path / "b.txt"
    for text in (f"The tags <html> and <p>.\n\n{LAST}", f"<p>{LAST}</p>", f"<htmlx>{LAST}"):
        file.write_text(text)
        assert read_article(file).original == text
    file = tmp_path / "c.md"
    file.write_text(f"<html>\n\n{LAST}")
    assert read_article(file).date_from is None
