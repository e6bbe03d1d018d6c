"""Any bytes under any ending give articles or one-line reasons: never an exception, never for long."""

import bz2
import gzip
import io
import json
import lzma
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tuireader.articles.article import Article
from tuireader.articles.formats import SUFFIXES, Fields, format_of, pieces
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Unreadable
from tuireader.articles.sources import Found, Ignored, Skipped, walk
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_text

_SECONDS = 3.0
_PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}

_WORDS = st.text(alphabet=st.characters(codec="utf-16", categories=None), max_size=80).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)
_SNIPPETS = st.sampled_from(
    [
        b"<", b">", b"<p>", b"</p>", b"<br", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [",
        b"<?xml ", b"<?xml version='1.0' encoding='x-evil'?>", b"<rss>", b"<channel>", b"<item>",
        b"</item>", b"<title>", b"<description>", b"</rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"&lt;", b"&#0;", b"&#27;[31m",
        b"&nosuch;", b"<html><body>", b"<figure><figcaption>", b"<script>", b"<meta charset=utf-7>",
        b"<meta charset=koi8-r>", b"<opml>", b"<outline xmlUrl='http://x.example/'/>", b"{", b"}", b"[",
        b"]", b"\"", b"{\"text\": \"", b"\"}\n",
        b"{\"title\": [1, null], \"text\": {\"text\": \"x\"}}\n", b"{\"text\": \"<p>x\"}\n", b"\\ud800",
        b"\\u0000", b",", b":", b"NaN", b"1e999", b"text,title\n", b"\n", b"\r\n", b"\r", b"\t", b"\"\"",
        b"\x00", b"\x1b]0;x\x07", b"\x9b", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe\xff",
        b"From x Thu Jan 1 2024\n", b"From: ", b"Subject: =?utf-8?b?", b"?=\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b--\n",
        b"Content-Type: text/html; charset=x\n\n", b"Content-Transfer-Encoding: base64\n\n",
        b"---\ntitle: x\n---\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"BZh9", b"(AFP)",
        b"Published: 3 May 2023\n", b"# H\n",
    ]
)  # fmt: skip

_BYTES = st.one_of(
    st.lists(st.one_of(_SNIPPETS, _WORDS), max_size=30).map(b"".join),
    st.tuples(_SNIPPETS, st.integers(2, 3000)).map(lambda both: both[0] * both[1]),
    st.binary(max_size=400),
)


def judge(file: Path) -> None:
    """Fails unless the file becomes articles, reasons, or an error that names it, in time."""
    began = time.process_time()
    refused: ArticleError | None = None
    try:
        for found in read_articles(file):
            check(found)
    except ArticleError as error:
        refused = error
    assert time.process_time() - began < _SECONDS
    if refused is not None:
        assert file.name in refused.message
        assert is_a_line(refused.reason)
        assert is_a_line(str(refused))


def check(found: Article | Unreadable) -> None:
    """Fails unless all that could be shown of it is safe to show."""
    if isinstance(found, Unreadable):
        assert is_a_line(found.reason)
        assert is_a_line(found.fragment)
        return
    assert found.original.strip()
    for text in (found.text, found.original, *(piece.text for piece in found.removed)):
        assert safe_text(text) == text
    stated = (found.source, found.byline, found.place, found.url, found.language, found.translator)
    for words in (found.headline, *filter(None, stated)):
        assert is_a_line(words)
    assert found.date is None or re.fullmatch(r"(\d{4}|-)(-\d\d){0,2}", found.date)


def is_a_line(text: str) -> bool:
    return bool(text) and "\n" not in text and safe_text(text) == text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


_ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.promise("P15")
@_ANY
@given(
    data=_BYTES, suffix=st.sampled_from(sorted(SUFFIXES - {".zip"})), packing=st.sampled_from(list(_PACKINGS))
)
@example(data=b"<rss>" * 3000, suffix=".xml", packing="")
@example(data=b"[" * 3000, suffix=".json", packing=".xz")
@example(data=b'{"a":' * 400 + b'{"x":1}' + b"}" * 400, suffix=".json", packing="")
@example(data=b'[{"text":"x"},' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"]", suffix=".json", packing=".gz")
@example(data=b'{"text":"x","author":' + b"[" * 500 + b"]" * 500 + b"}", suffix=".jsonl", packing="")
@example(data=b'{"text":"x","date":' + b"9" * 399 + b"}", suffix=".jsonl", packing="")
@example(data=b"---\ntitle: 0x" + b"F" * 5000 + b"\ndate: !!int x\n---\nA text.", suffix=".md", packing="")
def test_any_bytes_under_any_ending(data: bytes, suffix: str, packing: str, folder: Path) -> None:
    file = folder / f"a{suffix}{packing}"
    file.write_bytes(_PACKINGS[packing](data))
    judge(file)
    file.write_bytes(data)  # not packed at all, or damaged
    judge(file)


@pytest.mark.promise("P15")
@_ANY
@given(
    members=st.dictionaries(
        st.tuples(
            st.sampled_from(["a", "../b", "c/d", "\x1b[31m", "e#1"]), st.sampled_from(sorted(SUFFIXES))
        ),
        _BYTES,
        max_size=4,
    ),
    flipped=st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 255)), max_size=3),
)
def test_any_archive(
    members: dict[tuple[str, str], bytes], flipped: list[tuple[int, int]], folder: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for (name, suffix), data in members.items():
            archive.writestr(name + suffix, data)
    data = bytearray(packed.getvalue())
    for at, bits in flipped:
        data[at % len(data)] ^= bits
    file = folder / "a.zip"
    file.write_bytes(data)
    judge(file)


@_ANY
@given(data=_BYTES, suffix=st.sampled_from(sorted(SUFFIXES)), start=st.integers(0, 5))
def test_a_reading_that_starts_later_goes_on_where_it_says(
    data: bytes, suffix: str, start: int, folder: Path
) -> None:
    file = folder / f"b{suffix}"
    file.write_bytes(data)
    try:
        every = list(pieces(file, Fields()))
    except ArticleError:
        return
    assert list(pieces(file, Fields(), start)) == every[start:]


def _nested(value: object, levels: int, name: str | None) -> object:
    for _ in range(levels):
        value = [value] if name is None else {name: value}
    return value


_HUGE = st.integers(300, 4000).map(lambda digits: 10**digits - 1)
_DEEP = st.builds(
    _nested, st.text(max_size=5), st.integers(5, 150), st.sampled_from([None, "a", "name", "text"])
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | _HUGE | _DEEP,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_RECORDS = st.dictionaries(
    st.sampled_from(["text", "Title", "date", "source", "author", "url", "lang", "place", "content", "x"]),
    st.one_of(_VALUES, st.sampled_from(["2024-01-01", "<p>x</p>", "http://x.example/", 1714723200])),
    max_size=6,
)


@_ANY
@given(
    records=st.lists(st.one_of(_RECORDS, _VALUES), max_size=5), suffix=st.sampled_from([".json", ".jsonl"])
)
def test_any_records(records: list[object], suffix: str, folder: Path) -> None:
    first = records[0] if records else None
    # A file of lines that begins with a list of objects is that list.
    assume(not (suffix == ".jsonl" and isinstance(first, list) and first and isinstance(first[0], dict)))
    lines = "\n".join(map(json.dumps, records)) if suffix == ".jsonl" else json.dumps(records)
    file = folder / f"c{suffix}"
    file.write_text(lines)
    judge(file)
    found = list(read_articles(file)) if records else []
    assert len(found) == len(records)


@pytest.mark.promise("P16")
@_ANY
@given(names=st.sets(st.text(min_size=1, max_size=12), max_size=8))
def test_every_file_of_a_walk_is_accounted_for(
    names: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("walk")
    made = set()
    for name in names:
        safe = name.replace("/", "_").replace("\0", "_")
        try:
            (root / safe).write_text("The board met.")
        except (OSError, ValueError):
            continue
        made.add(safe)
    seen = list(walk(root))
    assert len(seen) == len({item.path for item in seen}) == len(list(root.iterdir()))
    for item in seen:
        assert isinstance(item, Found | Skipped | Ignored)
        if format_of(item.path.name) is not None and not item.path.name.startswith("."):
            assert isinstance(item, Found)
