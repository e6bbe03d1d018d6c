"""Articles in JSON and JSON Lines, however the records stand in the file."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.formats import json_document
from tuireader.articles.records import Record
from tuireader.errors import ArticleError

from .invented import FERRY, HARBOUR, lines

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]


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


@pytest.mark.parametrize("levels", [400, 480, 900])
def test_objects_in_objects_are_a_reason_and_no_crash(tmp_path: Path, read: Read, levels: int) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"a":' * levels + '{"x":1}' + "}" * levels)
    try:
        (said,) = read(file).values()
    except ArticleError as error:
        said = error.reason
    assert "nested too deeply" in str(said) or "no field of it holds a text" in str(said)


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


def test_a_json_file_of_lines_or_an_array_may_have_any_size_one_value_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setattr(json_document, "LARGEST", 1000)
    monkeypatch.setattr(json_document, "MAX_RECORD", 200)
    (tmp_path / "a.json").write_bytes(lines(*[FERRY] * 20))
    assert len(read(tmp_path / "a.json")) == 20
    (tmp_path / "b.json").write_bytes(json.dumps([FERRY] * 20).encode())
    assert len(read(tmp_path / "b.json")) == 20
    (tmp_path / "c.json").write_bytes(json.dumps({"articles": [FERRY] * 20}).encode())
    with pytest.raises(ArticleError, match="too large for one JSON value"):
        read(tmp_path / "c.json")
