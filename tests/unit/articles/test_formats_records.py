"""Records in JSON, JSON Lines and CSV: each an article of its own, a bad one a reason with its number."""

import bz2
import gzip
import json
import lzma
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.formats import (
    SUFFIXES,
    Fields,
    format_of,
    is_container,
    is_risky,
    json_document,
    pieces,
    read_piece,
)
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Record, Unreadable
from tuireader.errors import ArticleError

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]


FERRY = {
    "title": "The ferry to Skalvik",
    "text": "Minister Oda Brandvold said it was late.",
    "date": "2024-12-19",
}
HARBOUR = {"title": "A harbour painted", "text": "The board voted for green.", "date": "2024-12-20"}


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.txt", "text"), ("A.TXT", "text"), ("a.md", "markdown"), ("a.json", "json"), ("a.ndjson", "jsonl"),
        ("a.jsonl.gz", "jsonl"), ("a.b.csv.XZ", "csv"), ("a.tsv.bz2", "csv"), ("a.gz", None), ("a.png", None),
        ("a", None), ("a.txt.gz.gz", None),
    ],
)  # fmt: skip
def test_a_files_ending_names_its_format(name: str, format_name: str | None) -> None:
    assert format_of(name) == format_name


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_json_lines_are_articles_by_their_line(tmp_path: Path, name: str, read: Read) -> None:
    file = tmp_path / name
    file.write_bytes(b"\xef\xbb\xbf" + lines(FERRY) + b"\r\n  \n{broken\n" + lines(HARBOUR)[:-1])
    found = read(file)
    assert list(found) == ["1", "4", "5"]
    assert isinstance(found["1"], Record)
    assert isinstance(found["5"], Record)
    assert (found["1"].text, found["1"].stated.headline) == (FERRY["text"], FERRY["title"])
    assert found["5"].stated.date == "2024-12-20"
    assert "not JSON" in str(found["4"])


def test_what_json_may_hold_but_news_does_not_is_named(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        lines(1, None, "text", [1], {}, {"title": 5, "text": None}, {"text": {"b": 1}}, {"text": " "})
        + b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    )  # fmt: skip
    found = read(file)
    assert len(found) == 9
    assert all(isinstance(reason, str) and "\n" not in reason for reason in found.values())
    assert "config.toml" not in str(found["6"])
    assert "'title', 'text'" in str(found["6"])


def test_odd_json_that_holds_an_article_is_one(tmp_path: Path, one: One) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        b'{"title":"a","title":"b","text":"x\\u0000y\\ud800\\u001b]0;PWN\\u0007 &amp; z","score":NaN,"n":'
        + b"9" * 5000
        + b"}\n"
    )
    assert one(file).text == "xy\ufffd & z"
    assert one(file).stated.headline == "b"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_compression_is_looked_through(
    tmp_path: Path, pack: Callable[[bytes], bytes], one: One, read: Read
) -> None:
    suffix = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[pack]
    file = tmp_path / f"a.jsonl.{suffix}"
    file.write_bytes(pack(lines(FERRY)) + pack(lines(HARBOUR)))
    assert list(read(file)) == ["1", "2"]
    text = tmp_path / f"a.txt.{suffix}"
    text.write_bytes(pack("Giá gạo xuất khẩu tăng.".encode()))
    assert one(text).text == "Giá gạo xuất khẩu tăng."
    text.write_bytes(pack(bytes(60_000_000)))
    with pytest.raises(ArticleError, match=r"a\.txt\.\w+ cannot be read: it expands"):
        read(text)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_what_was_read_before_the_damage_counts(
    tmp_path: Path, pack: Callable[[bytes], bytes], read: Read
) -> None:
    suffix = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[pack]
    file = tmp_path / f"a.jsonl.{suffix}"
    file.write_bytes(pack(lines(FERRY)) + pack(lines(HARBOUR))[:-12])
    found = read(file)
    assert isinstance(found["1"], Record)
    assert "nothing after this was read" in str(list(found.values())[-1])
    file.write_bytes(b"this was never compressed")
    with pytest.raises(ArticleError, match="damaged"):
        read(file)


def test_a_json_file_is_an_article_or_holds_some(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(FERRY))
    assert list(read(file)) == [None]
    file.write_text(json.dumps([FERRY, 5, HARBOUR]))
    assert {key: type(value) for key, value in read(file).items()} == {"1": Record, "2": str, "3": Record}
    file.write_text(json.dumps({"status": "ok", "response": {"tags": ["a"], "results": [FERRY, HARBOUR]}}))
    assert list(read(file)) == ["1", "2"]
    for broken in ('{"a":1', "", "[" * 200_000, "5"):
        file.write_text(broken)
        with pytest.raises(ArticleError, match=r"a\.json cannot be read") as caught:
            read(file)
        assert caught.value.hint
        assert "\n" not in str(caught.value)


def test_a_table_names_its_fields_in_the_first_row(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(
        "\ufeffHeadline,Body,Published At,Link\r\n"
        '"Ferry, late","It was ""late"".\n\nSecond paragraph.",19/12/2024,https://skalvik.example/1\r\n'
        ",,,\r\n"
        "Empty,,,\r\n"
        "Giá gạo,Giá gạo tăng.,2024-12-20T08:00:00Z,javascript:alert(1)\r\n".encode()
    )
    found = read(file)
    assert list(found) == ["1", "2", "3"]
    first, second, third = found.values()
    assert isinstance(first, Record)
    assert (first.text, first.stated.headline) == ('It was "late".\n\nSecond paragraph.', "Ferry, late")
    assert (first.stated.date, first.stated.url) == ("2024-12-19", "https://skalvik.example/1")
    assert isinstance(second, str)
    assert isinstance(third, Record)
    assert (third.text, third.stated.date, third.stated.url) == ("Giá gạo tăng.", "2024-12-20", None)


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv.gz", "\t")]
)
def test_columns_may_be_parted_otherwise(tmp_path: Path, name: str, delimiter: str, one: One) -> None:
    data = delimiter.join(("title", "text")) + "\n" + delimiter.join(("A", "One, two.")) + "\n"
    (tmp_path / name).write_bytes(gzip.compress(data.encode()) if name.endswith("gz") else data.encode())
    assert one(tmp_path / name).text == "One, two."


def test_a_table_in_another_encoding_is_read(tmp_path: Path, one: One) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("title,text\nKöln,“Müller sagte nein”\n".encode("cp1252"))
    assert one(file).text == "“Müller sagte nein”"
    assert one(file).warnings
    file.write_bytes("title,text\nKöln,Müller\n".encode("utf-16"))
    assert one(file).text == "Müller"


def test_a_table_without_a_text_is_refused_with_what_to_do(tmp_path: Path, one: One, read: Read) -> None:
    file = tmp_path / "a.csv"
    file.write_text("when,what\n1,2\n")
    with pytest.raises(ArticleError, match=r"names no field.*\[fields\]"):
        read(file)
    assert one(file, Fields.of({"text": ["what"]})).text == "2"


def test_a_record_beyond_all_measure_is_passed_over(tmp_path: Path, read: Read) -> None:
    huge = b'{"text": "' + b"x" * MAX_RECORD + b'"}\n'
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines(FERRY) + huge + lines(HARBOUR))
    found = read(file)
    assert list(found) == ["1", "2", "3"]
    assert "8 MB" in str(found["2"])
    table = tmp_path / "a.csv"
    table.write_bytes(
        b"title,text\na,b\n" + b"c," + b"x" * MAX_RECORD + b"\nd,e\n" + b'f,"never closed\n' * 3
    )
    reasons = read(table)
    assert isinstance(reasons["1"], Record)
    assert "8 MB" in str(reasons["2"])
    assert isinstance(reasons["3"], Record)


def test_names_of_fields_in_use_and_of_ones_own() -> None:
    record = {
        "articleBody": "The text.", "headLine": "A title",
        "datePublished": "2024-05-03T10:00:00+02:00",
        "publisher": {"@type": "Organization", "name": "Skalvik Post"},
        "author": [{"name": "A. Moe"}, "B. Lie"],
        "inLanguage": "en_GB", "URL": "https://skalvik.example/a",
        "kicker": "Sea", "where": {"town": "Skalvik"},
    }  # fmt: skip
    piece = Piece("1", "json", json.dumps(record).encode())
    stated = read_piece(piece, Fields()).stated
    assert (stated.headline, stated.date, stated.source) == ("A title", "2024-05-03", "Skalvik Post")
    assert (stated.byline, stated.language) == ("A. Moe, B. Lie", "en-GB")
    assert stated.url == "https://skalvik.example/a"
    own = Fields.of({"text": ["kicker"], "place": ["where.town"]})
    assert read_piece(piece, own).text == "Sea"
    assert read_piece(piece, own).stated.place == "Skalvik"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-05-03", "2024-05-03"), ("2024-05", "2024-05"), ("20240503", "2024-05-03"),
        (1714723200, "2024-05-03"),
        (1714723200000, "2024-05-03"), ("Fri, 03 May 2024 08:00:00 GMT", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("Mon, 30 Feb 2024 25:61:61 +9999", None), ("1e999", None), ("-1", None), (0, None), (True, None),
        ("Thu, 01 Jan 0000 00:00:00 GMT", None), ("not a date", None), ("2024-13-45", None), ({}, None),
    ],
)  # fmt: skip
def test_dates_as_records_have_them(said: object, date: str | None) -> None:
    piece = Piece("1", "json", json.dumps({"text": "x", "date": said}).encode())
    assert read_piece(piece, Fields()).stated.date == date


def test_html_in_a_field_is_read_as_such() -> None:
    text = (
        "<p>The <b>ferry</b> was late.</p><script>bad()</script><h2>Why</h2><p>Fog &amp; rain&#27;[31m.</p>"
    )
    record = read_piece(Piece("1", "json", json.dumps({"content": text}).encode()), Fields())
    assert record.text == "The ferry was late.\n\nWhy\n\nFog & rain."
    assert [block.kind for block in record.blocks] == ["paragraph", "subheading", "paragraph"]
    assert "bad()" in (record.original or "")
    plain = read_piece(Piece("1", "json", json.dumps({"content": "1 < 2 and <x> > 3"}).encode()), Fields())
    assert plain.text == "1 < 2 and <x> > 3"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.jsonl.xz"])
def test_a_reading_may_start_later(tmp_path: Path, name: str) -> None:
    rows = [{"title": str(n), "text": f"Text {n}."} for n in range(20)]
    data = {
        "a.jsonl": lines(*rows),
        "a.jsonl.xz": lzma.compress(lines(*rows)),
        "a.json": json.dumps(rows).encode(),
        "a.csv": b"title,text\n" + b"".join(f"{r['title']},{r['text']}\n".encode() for r in rows),
    }[name]
    (tmp_path / name).write_bytes(data)
    every = list(pieces(tmp_path / name, Fields()))
    assert len(every) == 20
    for start in (0, 7, 20, 25):
        assert list(pieces(tmp_path / name, Fields(), start)) == every[start:]


def test_fields_go_to_another_process_and_tell_themselves_apart() -> None:
    fields = Fields.of({"title": ("kop",), "text": ["verhaal"]}, encoding="cp1258")
    assert pickle.loads(pickle.dumps(fields)) == fields
    others = {Fields().fingerprint(), fields.fingerprint(), Fields.of({"text": ["verhaal"]}).fingerprint()}
    assert len(others) == 3
    assert (
        fields.fingerprint()
        == Fields.of({"text": ("verhaal",), "title": ["kop"]}, encoding="cp1258").fingerprint()
    )


def test_formats_say_what_they_are() -> None:
    formats = {found for suffix in SUFFIXES if (found := format_of(f"a{suffix}"))}
    single = {found for found in formats if not is_container(found)}
    assert single == {"text", "markdown", "html", "mhtml", "mail"}
    # What may hold a page may make its parser hang.
    risky = {"html", "mhtml", "feed", "mail", "mbox", "warc", "zip"}
    assert {found for found in formats if is_risky(found)} == risky


CAFE = {"title": "Café Ørsted", "text": "The café in Ålborg was “full”, said Zoë Ångström."}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.json", "list.json", "a.jsonl", "a.csv"])
def test_the_encoding_that_was_set_is_applied_once(
    tmp_path: Path, one: One, name: str, encoding: str
) -> None:
    text = json.dumps([CAFE] if name == "list.json" else CAFE, ensure_ascii=False) + "\n"
    if name == "a.csv":
        text = "title,text\n" + ",".join(
            '"' + CAFE[key].replace('"', '""') + '"' for key in ("title", "text")
        )
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    record = one(file, Fields(encoding=encoding))
    assert (record.stated.headline, record.text) == (CAFE["title"], CAFE["text"])
    assert record.encoding.startswith(encoding[:5])
    assert record.warnings == ()


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_an_encoding_that_was_guessed_is_told_of_each_record(tmp_path: Path, read: Read, name: str) -> None:
    records = [CAFE, CAFE | {"text": "Another café in Ålborg."}]
    file = tmp_path / name
    parts = [json.dumps(record, ensure_ascii=False) for record in records]
    file.write_bytes(("\n".join(parts) if name == "a.jsonl" else f"[{','.join(parts)}]").encode("cp1252"))
    for record in read(file).values():
        assert isinstance(record, Record)
        assert record.encoding == "cp1252"
        assert "read as cp1252" in record.warnings[0]


def test_only_the_record_with_the_damage_tells_of_it(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(
        json.dumps([CAFE, FERRY], ensure_ascii=False).encode().replace(b"caf\xc3", b"caf\xc3\x28")
    )
    found = read(file)
    assert [len(record.warnings) for record in found.values() if isinstance(record, Record)] == [1, 0]


@pytest.mark.parametrize("levels", [400, 480, 900])
def test_objects_in_objects_are_a_reason_and_no_crash(tmp_path: Path, read: Read, levels: int) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"a":' * levels + '{"x":1}' + "}" * levels)
    try:
        (said,) = read(file).values()
    except ArticleError as error:
        said = error.reason
    assert "nested too deeply" in str(said) or "no field of it holds a text" in str(said)


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ('"date": ' + "9" * 399, (None, None)),
        ('"date": 20230503', ("2023-05-03", None)),
        ('"date": ' + "[" * 300 + "1" + "]" * 300, (None, None)),
        ('"author": ' + "[" * 500 + '"Jo"' + "]" * 500, (None, None)),
        ('"author": ' + '{"name":' * 400 + '"Jo"' + "}" * 400, (None, None)),
        ('"author": [{"name": ["Jo Berg"]}]', (None, "Jo Berg")),
    ],
)
def test_a_field_that_nobody_can_read_is_no_field(fields: str, stated: tuple[str | None, str | None]) -> None:
    piece = Piece("1", "json", f'{{"text": "The board met.", {fields}}}'.encode())
    record = read_piece(piece, Fields())
    assert (record.stated.date, record.stated.byline) == stated


@pytest.mark.parametrize(
    ("name", "head", "bad"),
    [
        ("a.jsonl.gz", b"", b"{}\n"),
        ("a.jsonl", b"", b"x\n"),
        ("a.jsonl", b"", b'{"title": "x", "text": ""}\n'),
        ("a.csv", b"title,text\n", b"x,\n"),
    ],
)
def test_a_container_without_end_and_without_articles_is_given_up(
    tmp_path: Path, read: Read, name: str, head: bytes, bad: bytes
) -> None:
    good = b"Ferry,The ferry was late.\n" if head else lines(FERRY)
    data = head + good + bad * 900 + good + bad * 20_000 + good
    file = tmp_path / name
    file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = read(file)
    assert sum(isinstance(value, Record) for value in found.values()) == 2
    assert len(found) == 1903
    assert "1,000 records in a row held no article, and nothing more was read" in str(found["1903"])


def test_bad_records_among_more_good_ones_end_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes((lines(FERRY) * 2 + b"x\n") * 11_000)
    assert len(list(pieces(file, Fields()))) == 33_000
    file.write_bytes((lines(FERRY) + b"x\nx\n") * 6_000)
    *_, last = pieces(file, Fields())
    assert isinstance(last, Unreadable)
    assert "more than half of all" in last.reason
    assert last.is_end


def test_damage_below_blank_lines_has_a_number_of_its_own(tmp_path: Path, read: Read) -> None:
    noise = json.dumps({"text": os.urandom(300_000).hex()}).encode()
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b"\n\n" + lines(FERRY) + b"\n" + lines(HARBOUR) + noise)[:-200_000])
    found = read(file)
    assert list(found)[:2] == ["3", "5"]
    assert "cut short" in str(found["6"])


UNCLOSED = """title,text
One,"The board met in Skalvik.
Two,The ferry was late again.
Three,"A quote, closed."
Four,The mayor spoke.
"""


@pytest.mark.parametrize("end", ["", 'Five,"Two\nlines, of one text."\n'])
def test_a_quote_that_is_not_closed_glues_no_rows(tmp_path: Path, read: Read, end: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(UNCLOSED + end)
    found = read(file)
    texts = [value.text for value in found.values() if isinstance(value, Record)]
    assert texts[:4] == [
        "The board met in Skalvik.", "The ferry was late again.", "A quote, closed.", "The mayor spoke."
    ]  # fmt: skip
    assert texts[4:] == (["Two\nlines, of one text."] if end else [])
    said = [value.warnings for value in found.values() if isinstance(value, Record)]
    assert said[0] == ("the quote in line 2 is not closed; the cell was ended with the line",)
    assert not any(said[1:])


def test_lines_that_are_no_rows_stay_in_their_cell(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.csv"
    file.write_text('title,text\nOne,"He went home, at last,\nand, it seems, slept."\nTwo,"Never\nclosed.\n')
    one, two = read(file).values()
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.text.split()[-1], one.warnings) == ("slept.", ())
    assert two.text.split() == ["Never", "closed."]
    assert two.warnings == ("the quote in line 4 is not closed before the end of the file",)


def test_a_table_of_too_many_columns_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(",".join(f"c{number}" for number in range(2500)) + ",text\n")
    with pytest.raises(ArticleError, match="it has 2,501 columns; at most 2,000 are read"):
        list(pieces(file, Fields()))


@pytest.mark.parametrize(
    ("name", "separator"),
    [("a.jsonl", "\r"), ("a.jsonl", "\u2028"), ("a.jsonl", "\u2029"), ("a.csv", "\r")],
)
@pytest.mark.parametrize("end", ["", "\n", "separator"])
def test_records_may_end_otherwise_than_with_a_line_feed(
    tmp_path: Path, read: Read, separator: str, name: str, end: str
) -> None:
    texts = [f"The board met, and {'spoke ' * 30_000}of \u2028 {number}." for number in range(3)]
    records = (
        ["title,text", *(f'T,"{text}"' for text in texts)]
        if name == "a.csv"
        else [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    )
    file = tmp_path / name
    text = separator.join(records) + (separator if end == "separator" else end)
    file.write_text(text, "utf-8", newline="")
    found = [value.text for value in read(file).values() if isinstance(value, Record)]
    assert [text[-2:] for text in found] == ["0.", "1.", "2."]


@pytest.mark.parametrize("suffix", [".gz", ".xz"])
def test_what_stands_behind_the_compressed_text_is_said(tmp_path: Path, read: Read, suffix: str) -> None:
    pack = gzip.compress if suffix == ".gz" else lzma.compress
    file = tmp_path / f"a.txt{suffix}"
    file.write_bytes(pack(b"The board met.") + pack(b" It spoke.") + b"<html>not found")
    (text,) = read(file).values()
    assert isinstance(text, Record)
    assert text.text == "The board met. It spoke."
    assert text.warnings == ("something else stands behind its compressed text, and was not read",)
    file = tmp_path / f"a.jsonl{suffix}"
    file.write_bytes(pack(json.dumps({"text": "The board met."}).encode()) + b"garbage")
    first, rest = read(file).values()
    assert isinstance(first, Record)
    assert rest == "something else stands behind its compressed text, and was not read"


def test_an_xz_file_that_wants_too_much_memory_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt.xz"
    greedy = [{"id": lzma.FILTER_LZMA2, "dict_size": 512 * 1024 * 1024}]
    file.write_bytes(lzma.compress(b"The board met.", filters=greedy))
    with pytest.raises(ArticleError, match="unpacking it takes more than 256 MB of memory"):
        list(pieces(file, Fields()))


def test_where_json_breaks_is_told_once(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "never closed\n')
    assert read(file) == {"1": "it is not JSON (unterminated string starting at column 10)"}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.json.gz"])
@pytest.mark.parametrize(
    "data",
    [
        lines(FERRY, HARBOUR),
        b"\xef\xbb\xbf\n" + lines(FERRY, HARBOUR).replace(b"\n", b"\r\n"),
        json.dumps([FERRY, HARBOUR]).encode(),
        json.dumps([FERRY, HARBOUR], indent=1).encode(),
        b"\n".join(json.dumps(record, indent=2).encode() for record in (FERRY, HARBOUR)),
        lines([FERRY], [HARBOUR]),
        lines({"hits": {"total": 2, "hits": [{"_id": 7, "_source": FERRY}, {"_id": 8, "_source": HARBOUR}]}}),
    ],
    ids=["lines", "lines of Windows", "array", "array over lines", "objects over lines", "pages", "answer"],
)
def test_records_are_read_whatever_the_file_calls_itself(
    tmp_path: Path, name: str, data: bytes, read: Read
) -> None:
    if name == "a.jsonl" and b"_source" in data:
        data = lines({"_id": 7, "_source": FERRY}, {"_id": 8, "_source": HARBOUR})
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = read(tmp_path / name)
    assert all(isinstance(record, Record) for record in found.values()), found
    assert [record.text for record in found.values()] == [FERRY["text"], HARBOUR["text"]]
    assert [record.stated.headline for record in found.values()] == [FERRY["title"], HARBOUR["title"]]


def test_of_several_lists_that_of_the_articles_is_read(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.json"
    tags = [{"id": number} for number in range(9)]
    file.write_bytes(lines({"tags": tags, "data": {"items": [FERRY, HARBOUR], "more": tags}}))
    assert [record.text for record in read(file).values()] == [FERRY["text"], HARBOUR["text"]]
    file.write_bytes(lines({"a17": FERRY, "a18": HARBOUR}))
    assert [record.text for record in read(file).values()] == [FERRY["text"], HARBOUR["text"]]
    file.write_bytes(lines({"tags": tags, "author": {"description": "Oda lives in Skalvik."}}))
    assert {str(reason) for reason in read(file).values()} == {"no field of it holds a text (it has 'id')"}


def test_values_behind_each_other_count_until_one_is_damaged(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"".join(json.dumps(r).encode() for r in (FERRY, HARBOUR)) + b'{"text": ')
    found = read(file)
    assert [isinstance(record, Record) for record in found.values()] == [True, True, False]
    assert "nothing after this was read" in str(found["3"])


def test_a_json_file_of_lines_may_have_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setattr(json_document, "LARGEST", 1000)
    monkeypatch.setattr(json_document, "MAX_RECORD", 200)
    (tmp_path / "a.json").write_bytes(lines(*[FERRY] * 20))
    assert len(read(tmp_path / "a.json")) == 20
    (tmp_path / "b.json").write_bytes(json.dumps([FERRY] * 20).encode())
    with pytest.raises(ArticleError, match="too large for one JSON value"):
        read(tmp_path / "b.json")


@pytest.mark.parametrize("said", ["sep=;\r\n", '"sep=;"\n', ""])
def test_what_parts_the_columns_may_be_said_or_found(tmp_path: Path, said: str, one: One) -> None:
    file = tmp_path / "a.csv"
    head = '"title";"text";"date, of, it, all"\n'
    file.write_text(f"{said}{head}The ferry;It was late, again, and full.;2024-12-19\n", "utf-8-sig")
    found = one(file)
    assert (found.text, found.stated.headline) == ("It was late, again, and full.", "The ferry")
