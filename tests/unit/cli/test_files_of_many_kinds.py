"""`show` on containers, records in them, pages, and files in another encoding than they look to be."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.cli import articles
from tuireader.library.manner import Manner

Tell = Callable[..., tuple[int, str, str]]

_RECORDS = (
    b'{"title":"The ferry","text":"Minister Oda Brandvold of Norway said it was late.","date":"2024-12-19"}\n'
    b"{broken\n"
    b'{"verhaal":"The board met in Hanoi."}\n'
)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    (tmp_path / "list.jsonl").write_bytes(_RECORDS)
    return tmp_path / "list.jsonl"


def test_a_container_shows_all_its_records(records: Path, tell: Tell) -> None:
    code, out, err = tell("show", records, "--json")
    (shown,) = map(json.loads, out.splitlines())
    assert code == 1
    assert (shown["path"], shown["headline"], shown["date"]) == (f"{records}#1", "The ferry", "2024-12-19")
    assert [person["name"] for person in shown["people"]] == ["Oda Brandvold"]
    bad, unknown = err.splitlines()
    assert "list.jsonl#2 cannot be read: it is not JSON" in bad
    assert "list.jsonl#3 cannot be read: no field" in unknown
    assert "[fields]" in unknown


def test_one_record_is_shown_by_its_number(records: Path, tell: Tell) -> None:
    code, out, err = tell("show", f"{records}#1")
    assert (code, err) == (0, "")
    assert out.startswith("The ferry\n")
    assert "Brandvold" in tell("show", "--original", f"{records}#1")[1]
    code, out, err = tell("show", f"{records}#2")
    assert (code, out, "#2 cannot be read: it is not JSON" in err) == (2, "", True)
    code, out, err = tell("show", f"{records}#99")
    assert (code, out) == (2, "")
    assert "holds no record '99'" in err


def test_fields_are_named_in_the_settings(records: Path, tell: Tell, home: Path) -> None:
    config = home / "config" / "tuireader" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[fields]\ntext = "verhaal"\n')
    code, out, _ = tell("show", f"{records}#3", "--json")
    assert (code, json.loads(out)["paragraphs"]) == (0, ["The board met in Hanoi."])


def test_notes_ask_which_of_several_is_meant(records: Path, tell: Tell) -> None:
    code, out, err = tell("note", records, "late again")
    assert (code, out) == (2, "")
    assert "list.jsonl#1" in err
    assert tell("note", f"{records}#1", "late again")[0] == 0
    assert "list.jsonl#1" in tell("notes", "--json")[1]


def test_records_in_an_archive_and_of_a_file_with_a_hash_in_its_name(tmp_path: Path, tell: Tell) -> None:
    with zipfile.ZipFile(tmp_path / "a#1.zip", "w") as archive:
        archive.writestr("list.jsonl", _RECORDS)
        archive.writestr("b.html", "<title>T</title><p>The board met on Monday in the town of Skalvik.</p>")
    code, out, err = tell("show", f"{tmp_path}/a#1.zip#list.jsonl#1", "--json")
    assert (code, err, json.loads(out)["path"]) == (0, "", f"{tmp_path}/a#1.zip#list.jsonl#1")
    code, out, _ = tell("show", tmp_path / "a#1.zip", "--json")
    paths = [json.loads(line)["path"].rpartition(".zip#")[2] for line in out.splitlines()]
    assert (code, paths) == (1, ["list.jsonl#1", "b.html"])
    code, out, err = tell("show", f"{tmp_path}/a#1.zip#list.jsonl", "--json")
    assert (code, len(out.splitlines()), len(err.splitlines())) == (1, 1, 2)


def test_a_file_is_read_again_in_another_encoding(tmp_path: Path, tell: Tell, home: Path) -> None:
    """P27: what was guessed is said, and can be overruled, for one reading or for good."""
    file = tmp_path / "old.txt"
    file.write_bytes("Nhà máy đóng cho hôm nay.".encode("cp1258"))
    _, guessed, err = tell("show", file, "--original")
    _, out, err = tell("show", file)
    assert "does not say its encoding" in err
    code, out, err = tell("show", "--encoding", "windows-1258", "--original", file)
    assert (code, err) == (0, "")
    assert "Nhà máy đóng cho" in out
    assert out != guessed
    assert json.loads(tell("show", "--encoding", "cp1258", "--json", file)[1])["encoding"] == "cp1258"
    config = home / "config" / "tuireader" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[encoding]\ndefault = "cp1258"\n')
    assert tell("show", "--original", file)[1] == out
    for name in ("nope", "base64", "utf-7", "x\x1b[31m"):
        code, out, err = tell("show", "--encoding", name, file)
        assert (code, out) == (2, "")
        assert "there is no encoding" in err
        assert err.strip().isprintable()


def test_a_page_that_kills_its_reader_is_named_and_the_rest_is_shown(
    records: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = records.with_name("page.html")
    page.write_text("<title>T</title><p>The board met.</p>")
    work = articles._Work

    def deadly_for_pages(path: str, manner: Manner) -> Callable[..., object]:
        return os.abort if path.endswith(".html") else work(path, manner)

    monkeypatch.setattr(articles, "_Work", deadly_for_pages)
    code, out, err = tell("show", page, f"{records}#1")
    assert (code, out.startswith("The ferry\n")) == (1, True)
    assert err == f"tuireader: {page} cannot be read: its reader crashed over it\n"
