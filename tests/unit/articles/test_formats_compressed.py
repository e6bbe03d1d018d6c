"""Files compressed with gzip, bzip2 and xz: looked through, measured, and read as far as they are whole."""

import bz2
import gzip
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.formats import Fields, pieces
from tuireader.articles.records import Record
from tuireader.errors import ArticleError

from .invented import FERRY, HARBOUR, lines

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]


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


def test_damage_below_blank_lines_has_a_number_of_its_own(tmp_path: Path, read: Read) -> None:
    noise = json.dumps({"text": os.urandom(300_000).hex()}).encode()
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b"\n\n" + lines(FERRY) + b"\n" + lines(HARBOUR) + noise)[:-200_000])
    found = read(file)
    assert list(found)[:2] == ["3", "5"]
    assert "cut short" in str(found["6"])


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
