"""Records of any kind: told by the ending of their file, measured, decoded; a bad one is a reason."""

import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.formats import SUFFIXES, Fields, format_of, is_container, is_risky, pieces
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Record, Unreadable

from .invented import FERRY, HARBOUR, lines

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]

CAFE = {"title": "Café Ørsted", "text": "The café in Ålborg was “full”, said Zoë Ångström."}


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


def test_formats_say_what_they_are() -> None:
    formats = {found for suffix in SUFFIXES if (found := format_of(f"a{suffix}"))}
    single = {found for found in formats if not is_container(found)}
    assert single == {"text", "markdown", "html", "mhtml", "mail"}
    # What may hold a page may make its parser hang.
    risky = {"html", "mhtml", "feed", "mail", "mbox", "warc", "zip"}
    assert {found for found in formats if is_risky(found)} == risky


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
