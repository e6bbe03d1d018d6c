"""Zip archives: their members are read in place, each by its own format."""

import gzip
import json
import struct
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles import effort
from tuireader.articles.formats import Fields, pieces
from tuireader.articles.formats import archive as archive_format
from tuireader.articles.records import Record, Unreadable
from tuireader.errors import ArticleError

from .invented import FERRY, HARBOUR, lines

Read = Callable[..., dict[str | None, Record | str]]


def write(tmp_path: Path, members: dict[str, bytes]) -> Path:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_members_are_read_by_their_own_format(tmp_path: Path, read: Read) -> None:
    file = write(
        tmp_path,
        {
            "b.txt": b"The board met.", "dir/a.md": b"# Boats\n\nThe text.", "picture.png": b"\x89PNG",
            "list.jsonl": lines(FERRY, 5, HARBOUR), "old.jsonl.gz": gzip.compress(lines(HARBOUR)),
            "one.json": json.dumps(FERRY).encode(), ".hidden.txt": b"x", "__MACOSX/b.txt": b"x", "dir/": b"",
        },
    )  # fmt: skip
    found = read(file)
    assert list(found) == [
        "b.txt", "dir/a.md", "list.jsonl#1", "list.jsonl#2", "list.jsonl#3", "old.jsonl.gz#1", "one.json",
    ]  # fmt: skip
    assert [key for key, value in found.items() if not isinstance(value, Record)] == ["list.jsonl#2"]
    every = list(pieces(file, Fields()))
    assert list(pieces(file, Fields(), 5)) == every[5:]


def test_what_leads_out_or_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path, read: Read) -> None:
    file = write(
        tmp_path,
        {
            "../../x.txt": b"x", "/abs.txt": b"x", "..\\win.txt": b"x", "C:/x.txt": b"x", "inner.zip": b"PK",
            "bomb.txt": bytes(60_000_000), "e\x1b]0;x\x07.txt": b"A text.", "fine.txt": b"The board met.",
        },
    )  # fmt: skip
    found = read(file)
    good = [key for key, value in found.items() if isinstance(value, Record)]
    assert good == ["e.txt", "fine.txt"]
    assert len(found) == 8
    assert all(key is not None and key.isprintable() for key in found)
    assert "too large" in str(found["bomb.txt"]) or "expands" in str(found["bomb.txt"])
    assert not (tmp_path / "x.txt").exists()


def test_a_damaged_archive_is_an_error_and_a_damaged_member_a_reason(tmp_path: Path, read: Read) -> None:
    file = write(tmp_path, {"a.txt": b"The board met. " * 99, "b.txt": b"The board voted."})
    data = bytearray(file.read_bytes())
    data[60] ^= 0xFF
    file.write_bytes(data)
    found = read(file)
    assert "damaged" in str(found["a.txt"])
    assert isinstance(found["b.txt"], Record)
    for broken in (b"", b"PK\x03\x04", bytes(data[:100])):
        file.write_bytes(broken)
        with pytest.raises(ArticleError, match="no sound zip"):
            read(file)


def written(file: Path, names: list[str]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as archive:
        warnings.simplefilter("ignore")  # of names that are there already
        for name in names:
            archive.writestr(name, b"The board met.")
    return file


def test_members_of_one_name_are_told_apart_in_no_time(tmp_path: Path) -> None:
    names = ["a.txt"] * 4000 + ["a.txt'3.txt", "../b.txt", "../b.txt"]
    file = written(tmp_path / "a.zip", names)
    began = time.process_time()
    found = [piece.fragment for piece in pieces(file, Fields())]
    assert time.process_time() - began < 3
    assert found[:3] == ["a.txt", "a.txt'", "a.txt'3"]
    assert len(set(found)) == len(names)


def test_of_endless_members_the_rest_is_one_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_format, "_MOST_MEMBERS", 3)
    file = written(tmp_path / "a.zip", [f"{number}.txt" for number in range(5)])
    *good, last = pieces(file, Fields())
    assert len(good) == 3
    assert isinstance(last, Unreadable)
    assert "2 members after these 3 were not read" in last.reason


def one_member_listed(times: int) -> bytes:
    """An archive that lists its only member again and again."""
    name, text = b"a.txt", b"The board met."
    known = struct.pack("<LLL", zlib.crc32(text), len(text), len(text))
    member = struct.pack("<4s5H", b"PK\3\4", 20, 0, 0, 0, 0) + known + struct.pack("<HH", len(name), 0)
    member += name + text
    entry = struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 0, 0, 0) + known
    entry += struct.pack("<5HLL", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4HLLH", b"PK\5\6", 0, 0, times, times, times * len(entry), len(member), 0)
    return member + times * entry + end


@pytest.mark.promise("P15")
def test_members_that_lie_over_each_other_are_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(one_member_listed(50_000))
    began = time.process_time()
    *over, last = pieces(file, Fields())
    assert time.process_time() - began < 10
    assert {item.reason for item in over if isinstance(item, Unreadable)} == {
        "it lies over another member, which is a trap"
    }
    assert isinstance(last, Unreadable)
    assert last.is_end
    assert "held no article, and nothing more was read" in last.reason


def test_a_member_that_is_said_to_lie_nowhere_costs_no_other(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.zip"
    archive = bytearray(written(file, ["a.txt", "b.txt"]).read_bytes())
    listed = archive.index(b"PK\x01\x02")
    end = archive.index(b"PK\x05\x06")
    far = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    archive[end + 12 : end + 16] = struct.pack("<L", end - listed + len(far))
    archive[listed + 46 + 5 : listed + 46 + 5] = far
    archive[listed + 30 : listed + 32] = struct.pack("<H", len(far))
    archive[listed + 42 : listed + 46] = b"\xff" * 4
    file.write_bytes(archive)
    found = read(file)
    assert found["a.txt"] == "it is damaged or packed in an unknown way"
    assert isinstance(found["b.txt"], Record)


def test_a_list_of_members_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_format, "_LONGEST_LIST", 1024 * 1024)
    file = tmp_path / "a.zip"
    file.write_bytes(one_member_listed(30_000))
    with pytest.raises(ArticleError, match="its list of members is longer than 1 MB"):
        list(pieces(file, Fields()))


@pytest.mark.promise("P15")
@pytest.mark.parametrize("name", ["blank.jsonl", "blank.jsonl.gz", "blank.txt"])
def test_an_archive_may_not_expand_beyond_all_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(effort, "_RATIO_FROM", 4 * 1024 * 1024)
    monkeypatch.setattr(effort, "_RATIO", 2)
    data = b" " * 3_000_000 + b"\n"
    blank = gzip.compress(data) if name.endswith(".gz") else data
    file = write(tmp_path, {"a.txt": b"The board met.", **{f"{n}{name}": blank for n in range(9)}})
    first, *between, last = pieces(file, Fields())
    assert first.fragment == "a.txt"
    assert len(between) <= 3
    assert isinstance(last, Unreadable)
    assert (last.is_end, last.reason) == (
        True, "it expands to more than 4 MB; nothing after this was read"
    )  # fmt: skip


def test_a_file_that_gives_no_article_for_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "_SECONDS", -1.0)
    file = write(tmp_path, {"a.txt": b"The board met.", "b.txt": b"The ferry was late."})
    *_, last = pieces(file, Fields())
    assert isinstance(last, Unreadable)
    assert last.is_end
    assert "no article was found in" in last.reason
    file = tmp_path / "b.jsonl"
    file.write_bytes(b"\n" * 600_000 + lines(FERRY))
    with pytest.raises(ArticleError, match="no article was found in"):
        list(pieces(file, Fields()))


def test_whoever_reads_is_asked_to_look_though_there_is_no_article(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def look() -> None:
        raise Enough

    file = write(tmp_path, {f"{number}.jsonl": b"{" for number in range(9)})
    with pytest.raises(Enough):
        list(pieces(file, Fields(), look=look))


def test_a_member_without_a_name_is_named_by_its_place(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("a.txt", "b.txt"):
            member = zipfile.ZipInfo(name)
            member.filename = "" if name == "a.txt" else name
            archive.writestr(member, b"The board met.")
    found = read(file)
    assert found["member 1"] == "it has no name"
    assert isinstance(found["b.txt"], Record)
