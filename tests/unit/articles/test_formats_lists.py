"""Lists of records that are larger than memory should be, or are written as no standard has them."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, is_risky_piece, pieces
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Piece, Record, Unreadable

ReadAll = Callable[..., dict[str | None, Record | str]]

P1 = "The ferry company told the town council on Monday that it will buy two électric ships by the summer."
P2 = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe, who has led it since 2019."


def every(path: Path) -> list[Article]:
    return [found for found in read_articles(path) if isinstance(found, Article)]


def array(count: int, kilobytes: int = 20, **how: Any) -> str:
    records = ({"title": f"Number {n}", "text": f"{P1} {n} " * (kilobytes * 10)} for n in range(count))
    return "[\n" + ",\n".join(json.dumps(record, **how) for record in records) + "\n]\n"


def test_an_array_of_any_size_is_read_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(array(3500))
    assert file.stat().st_size > 70_000_000, "one value of so many bytes is refused"
    tracemalloc.start()
    try:
        found = list(pieces(file, Fields()))
        assert all(isinstance(piece, Piece) for piece in found)
        numbers = [piece.fragment for piece in found]
        del found
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        for _ in pieces(file, Fields()):
            pass
        assert tracemalloc.get_traced_memory()[1] - before < 50_000_000
    finally:
        tracemalloc.stop()
    assert numbers == [str(number) for number in range(1, 3501)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_long_array_is_read_in_every_encoding(tmp_path: Path, read: ReadAll, encoding: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(array(450, ensure_ascii=False), encoding)
    found = read(file, Fields(encoding="cp1252") if encoding == "cp1252" else Fields())
    assert len(found) == 450
    last = found["450"]
    assert isinstance(last, Record)
    assert (last.stated.headline, last.text[: len(P1)]) == ("Number 449", P1)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ('{"title": "A", "te', "the list is cut short; nothing after this was read"),
        ('{"title": "A", "text": "It was', "the list is cut short; nothing after this was read"),
        ('{"title": "A"},', "the list is cut short; nothing after this was read"),
        ('{"title": nothing}, {"title": "B"}]' + " " * 100, "it is not JSON; nothing after this was read"),
        ("[" * 200_000, "it is nested too deeply to be a record; nothing after this was read"),
        (
            '{"text": "' + "x" * 17_000_000 + '"}]',
            "the record is longer than 8 MB, and not read",
        ),
        (f'{{"text": "{P1}"}}] and more', "something else stands behind the list, and was not read"),
    ],
    ids=["name", "text", "comma", "wrong", "deep", "long", "behind"],
)
def test_a_long_array_that_is_broken_keeps_what_is_before(tmp_path: Path, end: str, reason: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(array(450).rstrip()[:-1] + "," + end)
    *before, last = pieces(file, Fields())
    assert sum(isinstance(piece, Piece) for piece in before) >= 450
    assert isinstance(last, Unreadable)
    assert last.reason.startswith(reason)
    assert last.is_end


def test_long_arrays_behind_each_other_are_all_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(array(450) + array(2))
    assert [piece.fragment for piece in pieces(file, Fields())][-1] == "452"


WRITTEN = {
    "title": "The council's vote",
    "text": f"{P1}\n\n{P2}",
    "authors": ("Oda Brandvold", "Per Lie"),
    "source": b"Skalvik Post",
    "score": -1.5,
    "tags": {"ships"},
    "nothing": None,
}
LINE = repr(WRITTEN)[:-1] + ", 'date': datetime.datetime(2024, 11, 4, 8, 0), 'id': ObjectId('5f'), 'x': nan}"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.jl"])
def test_dicts_as_python_writes_them_are_records(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(f"{LINE}\n{LINE.replace('vote', 'day').replace(P1, P2)}\n", "utf-8")
    first, second = every(file)
    assert (first.headline, first.date, first.source) == ("The council's vote", "2024-11-04", "Skalvik Post")
    assert (first.byline, first.paragraphs) == ("Oda Brandvold, Per Lie", (P1, P2))
    assert second.headline == "The council's day"


def test_a_list_of_dicts_as_python_writes_them_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(f"[{LINE},\n {LINE.replace('vote', 'day')}]", "utf-8")
    assert [found.headline for found in every(file)] == ["The council's vote", "The council's day"]


@pytest.mark.parametrize(
    "line",
    [
        "{'text': __import__('os').system('touch {}')}",
        "{'text': [x for x in 'abc']}",
        "{'text': f'{1}'}",
        "{'text': 1 + 1}",
        "{'a': " + "[" * 3000 + "]" * 3000 + "}",
        "{'a': " + "-" * 50_000 + "1}",
        "{'a': [" + "[]," * 200_000 + "]}",
        "{'a': " + "9" * 10_000 + "}",
        "{'text': 'It was",
        "{'text': '" + "x" * 3_000_000 + "'}",
    ],
    ids=range(10),
)
def test_what_would_have_to_be_run_or_is_a_trap_is_skipped(tmp_path: Path, read: ReadAll, line: str) -> None:
    file, touched = tmp_path / "a.jsonl", tmp_path / "touched"
    file.write_text(line.replace("{}", str(touched)) + f"\n{LINE}\n", "utf-8")
    found = read(file)
    assert isinstance(found["1"], str)
    assert isinstance(found["2"], Record)
    assert not touched.exists()


def test_a_dict_of_python_may_hold_a_page_under_any_escape() -> None:
    assert is_risky_piece(Piece("1", "json", b"{'text': '\\x3cht' 'ml\\x3e'}"))


SCRAPY = f"""<?xml version="1.0" encoding="utf-8"?>
<items>
<item><title>Ships &amp; quays</title><url>https://skalvik.example/1</url><date>2024-11-04T08:00:00Z</date>
<author><value>Oda Brandvold</value><value>Per Lie</value></author><text>{P1}\n\n{P2}</text></item>
<item><title>Raw</title><text>&lt;p&gt;{P1}&lt;/p&gt;&lt;p&gt;{P2}&lt;/p&gt;</text>
<meta><publisher>Skalvik Post</publisher></meta></item>
<item><title>None</title></item>
</items>"""


def test_what_scrapy_exports_as_xml_is_a_list_of_records(tmp_path: Path, read: ReadAll) -> None:
    file = tmp_path / "a.xml"
    file.write_text(SCRAPY, "utf-8")
    found = read(file)
    first, second = found["1"], found["2"]
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.stated.headline, first.stated.byline) == ("Ships & quays", "Oda Brandvold, Per Lie")
    assert (first.stated.date, first.stated.url) == ("2024-11-04", "https://skalvik.example/1")
    assert first.text == second.text == f"{P1}\n\n{P2}"
    assert second.stated.source == "Skalvik Post"
    assert "no field of it holds a text" in str(found["3"])


@pytest.mark.parametrize(
    "text",
    [
        f"<articles><article title='T'><article>{P1}</article></article></articles>",
        f"<rows><row><title>T</title><text><p>{P1}</p></text></row></rows>",
        f"<resultset><row><field name='title'>T</field><field name='body'>{P1}</field></row></resultset>",
        f"<add><doc><field name='title'>T</field><field name='content'>{P1}</field></doc></add>",
        f"<documents><document><title>T</title><content><text>{P1}</text></content></document></documents>",
        f"<items><item><a><a><a><a><a><a>x</a></a></a></a></a></a><title>T</title><text>{P1}</text></item></items>",
    ],
)
def test_lists_of_other_programs_are_read_as_well(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(text, "utf-8")
    (found,) = every(file)
    assert (found.headline, found.paragraphs) == ("T", (P1,))


NEWS_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:skalvik.example:1">
<itemMeta><provider literal="SKP"><name>Skalvik Presse</name></provider>
<versionCreated>2024-11-05T08:00:00Z</versionCreated><title>Slug-ships</title></itemMeta>
<contentMeta><contentCreated>2024-11-04T08:00:00Z</contentCreated>
<creator><name>Oda Brandvold</name></creator>
<located><name>Skalvik</name></located><language tag="en"/><headline>Two ships</headline></contentMeta>
<contentSet>{}</contentSet></newsItem>"""
XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>x</title></head><body><p>{P1}</p><p>{P2}</p></body></html></inlineXML>"""
NITF = f"""<inlineXML><nitf><body><body.content><block><p>{P1}</p><p>{P2}</p></block></body.content></body>
</nitf></inlineXML>"""
DATA = f"<inlineData>{P1}\n\n{P2}</inlineData>"


@pytest.mark.parametrize("content", [XHTML, NITF, DATA], ids=["xhtml", "nitf", "data"])
@pytest.mark.parametrize("around", ["{}", "<newsMessage><header/><itemSet>{}</itemSet></newsMessage>"])
def test_what_agencies_send_as_newsml_is_an_article(tmp_path: Path, around: str, content: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text('<?xml version="1.0"?>' + around.format(NEWS_ITEM.format(content)), "utf-8")
    (found,) = every(file)
    assert (found.headline, found.date, found.date_from) == ("Two ships", "2024-11-04", "record")
    assert (found.source, found.byline, found.place) == ("Skalvik Presse", "Oda Brandvold", "Skalvik")
    assert (found.language, found.paragraphs) == ("en", (P1, P2))
    assert found.path.endswith("#1") == (around != "{}")


def test_several_items_of_newsml_are_each_an_article(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    items = (NEWS_ITEM.format(DATA).replace("Two ships", f"{number} ships") for number in (1, 2, 3))
    file.write_text(f"<newsMessage><itemSet>{''.join(items)}</itemSet></newsMessage>", "utf-8")
    assert [found.headline for found in every(file)] == ["1 ships", "2 ships", "3 ships"]


def test_what_ghost_exports_is_its_posts(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    posts = [
        {"id": n, "title": f"Ships {n}", "html": f"<p>{P1} {n}</p>", "published_at": "2024-11-04 08:00:00"}
        for n in (1, 2)
    ]
    users = [{"id": 1, "name": "Oda Brandvold", "bio": "x"}]
    data = {"posts": posts, "users": users, "tags": [{"name": "Fjord", "description": "All of it."}]}
    file.write_text(json.dumps({"db": [{"meta": {"version": "5"}, "data": data}]}))
    assert [(found.headline, found.date) for found in every(file)] == [
        ("Ships 1", "2024-11-04"),
        ("Ships 2", "2024-11-04"),
    ]
