"""WARC, WET and MHTML: pages as crawlers and browsers put them by."""

import gzip
import sys
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tuireader.articles.records import Record
from tuireader.errors import ArticleError

ReadAll = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]

P1 = "The ferry company told the town council on Monday that it will buy two électric ships by the summer."
P2 = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe, who has led it since 2019."
LINK = "https://skalvik.example/ships"
PAGE = (
    "<!doctype html><html><head><title>Two ships</title></head><body><nav>Home</nav>"
    f"<article><h1>Two ships</h1><p>{P1}</p><p>{P2}</p></article></body></html>"
)


def warc(
    kind: str, body: bytes, content: str = "application/http; msgtype=response", link: str = LINK
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {link}\r\nWARC-Date: 2024-11-08T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(headers or ["Content-Type: text/html; charset=utf-8"])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


INFO = warc("warcinfo", b"isPartOf: CC-MAIN\r\n", "application/warc-fields")
ASKED = warc("request", b"GET /ships HTTP/1.1\r\n\r\n", "application/http; msgtype=request")


@pytest.mark.parametrize("ending", ["warc", "warc.gz"])
def test_each_page_that_a_server_gave_is_an_article(tmp_path: Path, ending: str, read: ReadAll) -> None:
    html = "Content-Type: text/html"
    page = PAGE.encode()
    packed = gzip.compress(page)
    records = [
        INFO,
        ASKED,
        warc("response", answer(PAGE.encode())),
        warc("response", answer(b"\x89PNG", "Content-Type: image/png")),
        warc("response", answer(PAGE.encode("cp1252"), "content-type: text/html; charset=windows-1252")),
        warc("response", answer(b"moved", "Location: /x", html, status="301 Moved")),
        warc("response", answer(b"<p>Not here.", html, status="404 Not Found")),
        warc("response", answer(packed, html, "Content-Encoding: gzip")),
        warc("response", answer(PAGE.encode(), html, "Content-Encoding: gzip")),
        warc(
            "response",
            answer(b"5;x=y\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (page[:5], len(page) - 5, page[5:]),
                   html, "Transfer-Encoding: chunked"),
        ),
        warc("resource", PAGE.encode(), "text/html"),
        warc("metadata", b"fetchTimeMs: 7", "application/warc-fields"),
        warc("response", answer(b"", html)),
        warc("response", answer(packed[:40], html, "Content-Encoding: gzip")),
        warc("response", answer(b"xx", html, "Content-Encoding: br")),
        warc("response", answer(zlib.compress(PAGE.encode()), html, "Content-Encoding: deflate")),
    ]  # fmt: skip
    file = tmp_path / f"a.{ending}"
    file.write_bytes(b"".join(map(gzip.compress, records) if ending.endswith("gz") else records))
    found = read(file)
    assert list(found) == [str(number) for number in range(1, 12)]
    reasons = {key: value for key, value in found.items() if isinstance(value, str)}
    assert reasons == {
        "3": "the server answered 404",
        "8": "the answer is empty",
        "9": "the page's compression is damaged",
        "10": "the page's compression is damaged",
    }
    for key, record in found.items():
        if isinstance(record, Record):
            texts = [block.text for block in record.blocks if block.kind == "paragraph"]
            assert texts == [P1, P2], key
            assert (record.stated.url, record.stated.headline) == (LINK, "Two ships")
            assert record.stated.date is None, "when it was fetched is not when it was published"


def test_the_texts_that_common_crawl_makes_of_pages_are_articles(tmp_path: Path, read: ReadAll) -> None:
    texts = [warc("conversion", f"{P1}\n\n{P2}".encode(), "text/plain", f"{LINK}{n}") for n in range(3)]
    file = tmp_path / "CC-MAIN-20241108-00001.warc.wet.gz"
    file.write_bytes(b"".join(map(gzip.compress, [INFO, *texts])))
    found = read(file)
    assert list(found) == ["1", "2", "3"]
    for number, record in enumerate(found.values()):
        assert isinstance(record, Record)
        assert (record.text, record.stated.url) == (f"{P1}\n\n{P2}", f"{LINK}{number}")


def test_an_archive_that_is_cut_short_or_none_says_so(tmp_path: Path, read: ReadAll) -> None:
    file = tmp_path / "a.warc"
    whole = INFO + warc("response", answer(PAGE.encode()))
    file.write_bytes(whole + whole[:-300])
    found = read(file)
    assert isinstance(found["1"], Record)
    assert found["2"] == "it is cut short; nothing after this was read"
    file.write_bytes(whole + b"what is this\r\n")
    assert read(file)["2"] == "it is cut short; nothing after this was read"
    file.write_bytes(whole + whole.replace(b"Content-Length", b"X"))
    assert "does not say how long it is" in str(read(file)["2"])
    file.write_bytes(whole + b"WARC/1.0\r\n" + b"X: y\r\n" * 20_000)
    assert "nothing after this was read" in str(read(file)["2"])
    for nothing, said in (
        (b"", "it is empty"),
        (b"\n\n", "it is empty"),
        (b"<html>", "it is no WARC archive"),
    ):
        file.write_bytes(nothing)
        with pytest.raises(ArticleError, match=said):
            read(file)


def test_a_record_beyond_all_measure_is_passed_over(tmp_path: Path, read: ReadAll) -> None:
    file = tmp_path / "a.warc"
    huge = warc("response", answer(b"<p>" + b"x" * 9_000_000))
    bomb = warc("response", answer(gzip.compress(b"<p>" + b"x" * 50_000_000), "Content-Encoding: gzip"))
    file.write_bytes(huge + bomb + warc("response", answer(PAGE.encode())))
    first, _, last = read(file).values()
    assert "larger" in str(first) or "longer" in str(first)
    assert isinstance(last, Record)


HTML = "Content-Type: text/html"
SUMS = [f"Its sum was {sha256(b'%d' % n).hexdigest()} that day." for n in range(600)]
LONG = PAGE.replace("</article>", "".join(f"<p>{P2} {said}</p>" for said in SUMS) + "</article>")


def sent(body: bytes, *headers: str, extra: str = "", **how: str) -> bytes:
    """A record with what a server sent."""
    record = warc("response", answer(body, *(headers or (HTML,)), **how))
    return record.replace(b"WARC-Record-ID", extra.encode() + b"WARC-Record-ID")


def chunked(data: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"%x\r\n%b\r\n%b" % (len(data), data, end)


@pytest.mark.parametrize(
    "record",
    [
        sent(PAGE.encode()).replace(b"WARC-Target-URI", b"X"),
        sent(PAGE.encode()).replace(b"response\r", b"Response\r"),
        sent(PAGE.encode()).replace(b"WARC/1.0", b"WARC/1.2"),
        sent(PAGE.encode()).replace(LINK.encode(), b"urn:x:y"),
        sent(PAGE.encode()).replace(b"Content-Type: application/http; msgtype=response\r\n", b""),
        sent(PAGE.encode(), extra="X: a\x0cContent-Length: 5\r\n"),
        sent(PAGE.encode(), status="200 OK").replace(b"HTTP/1.1", b"HTTP/2"),
        sent(gzip.compress(PAGE.encode()), HTML, "Content-Encoding: x-gzip"),
        sent(zlib.compress(gzip.compress(PAGE.encode())), HTML, "Content-Encoding: gzip, deflate"),
        sent(zlib.compress(PAGE.encode())[2:-4], HTML, "Content-Encoding: deflate"),
        sent(chunked(PAGE.encode()), HTML, "Transfer-Encoding: Chunked"),
        sent(chunked(PAGE.encode(), b"0\r\nX-Sum: 7\r\n\r\n"), HTML, "Transfer-Encoding: chunked"),
        sent(
            chunked(gzip.compress(PAGE.encode())),
            HTML, "Transfer-Encoding: chunked", "Content-Encoding: gzip",
        ),
        sent(PAGE.encode(), HTML, "Transfer-Encoding: chunked"),
        sent(PAGE.encode() + b" " * (len(PAGE.encode()) % 2), "Content-Type: text/html; charset=utf-16"),
        sent(PAGE.encode(), "Content-Type: text/html; charset=cp037"),
        sent(PAGE.encode(), "Content-Type: text/html; charset=unicode_escape"),
    ],
    ids=range(17),
)  # fmt: skip
def test_a_page_is_read_however_its_record_and_transfer_are_named(
    tmp_path: Path, one: One, record: bytes
) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(record)
    found = one(file)
    assert [block.text for block in found.blocks] == ["Two ships", P1, P2]
    assert [piece.text for piece in found.removed] == ["Home"]
    assert found.warnings == ()


def test_a_page_compressed_with_brotli_is_read_and_a_bomb_is_not(tmp_path: Path, read: ReadAll) -> None:
    brotli = pytest.importorskip("brotli")
    bomb = brotli.compress(b"<p>" + b"x" * 300_000_000, quality=1)
    file = tmp_path / "a.warc"
    file.write_bytes(
        b"".join(
            sent(body, HTML, "Content-Encoding: br")
            for body in (brotli.compress(LONG.encode()), bomb, brotli.compress(LONG.encode())[:-300], b"xx")
        )
    )
    whole, too_large, cut, none = read(file).values()
    assert isinstance(whole, Record)
    assert (whole.blocks[-1].text, whole.warnings) == (f"{P2} {SUMS[-1]}", ())
    assert too_large == "the page is longer than 8 MB, and not read"
    assert isinstance(cut, Record)
    assert "cut short or damaged" in cut.warnings[0]
    assert none == "the page's compression is damaged"


def damaged(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\xff" * 40 + data[len(data) // 2 + 40 :]


@pytest.mark.parametrize(
    ("record", "warning"),
    [
        (sent(gzip.compress(LONG.encode())[:-800], HTML, "Content-Encoding: gzip"), "cut short or damaged"),
        (sent(damaged(gzip.compress(LONG.encode())), HTML, "Content-Encoding: gzip"), "cut short or damaged"),
        (sent(chunked(LONG.encode())[:-9000], HTML, "Transfer-Encoding: chunked"), "cut short or damaged"),
        (sent(LONG.encode(), extra="WARC-Truncated: length\r\n"), "kept only the beginning"),
    ],
    ids=["cut", "damaged", "chunks", "said"],
)
def test_a_page_of_which_the_end_is_missing_says_so(
    tmp_path: Path, one: One, capfd: pytest.CaptureFixture[str], record: bytes, warning: str
) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(record)
    found = one(file)
    assert P1 in found.text
    assert warning in found.warnings[-1]
    assert capfd.readouterr().err == "", "what a library writes there would stand in the reading room"


def test_records_that_are_not_as_long_as_they_say_cost_no_others(tmp_path: Path, read: ReadAll) -> None:
    good = sent(PAGE.encode())
    short = good.replace(b"Content-Length: ", b"Content-Length: 1\r\nX: ", 1)
    long = good.replace(b"Content-Length: ", b"Content-Length: 9")
    file = tmp_path / "a.warc"
    file.write_bytes(good + short + good + long + good)
    found = read(file)
    assert [key for key, record in found.items() if isinstance(record, Record)] == ["1", "3", "4", "5"]
    assert "longer or shorter than it says" in str(found["2"])
    file.write_bytes(good + long * 2000)
    found = read(file)
    assert list(found.values())[-1] == "it is cut short; nothing after this was read"
    for number in ("1_0", "9" * 5000, "-1"):
        file.write_bytes(
            good + good.replace(b"Content-Length: ", f"Content-Length: {number}\r\nX: ".encode())
        )
        assert "does not say how long it is" in str(read(file)["2"])


@pytest.mark.parametrize("ending", ["mhtml", "mht"])
def test_a_page_that_a_browser_saved_is_read_as_a_page(tmp_path: Path, ending: str, one: One) -> None:
    parts = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://skalvik.example/ships\r\n"
        "Subject: Two ships\r\nDate: Wed, 6 Nov 2024 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--x--"\r\n\r\n'
        "----x--\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{PAGE}\r\n----x--\r\nContent-Type: image/png\r\n\r\nPNG\r\n----x----\r\n"
    )
    file = tmp_path / f"a.{ending}"
    file.write_bytes(parts.encode())
    found = one(file)
    assert [block.text for block in found.blocks if block.kind == "paragraph"] == [P1, P2]
    assert (found.stated.url, found.stated.date, found.stated_in) == (LINK, None, "page")
    western = parts.replace("charset=utf-8", "charset=windows-1251")
    file.write_bytes(western.replace("électric", "новых").encode("cp1251", "replace"))
    assert "buy two новых ships" in one(file).text
    file.write_bytes(parts.replace("text/html", "text/css").encode())
    with pytest.raises(AssertionError, match="there is no page in it"):
        one(file)


@pytest.mark.parametrize(
    ("missing", "name", "data", "reason"),
    [
        ("warcio.bufferedreaders", "a.warc", warc("response", answer(PAGE.encode())), "web archives"),
        ("trafilatura", "a.html", PAGE.encode(), "pages"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    read: ReadAll,
    missing: str,
    name: str,
    data: bytes,
    reason: str,
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)  # as Python knows what cannot be imported
    file = tmp_path / name
    file.write_bytes(data)
    (said,) = read(file).values()
    assert said == f"reading {reason} needs an extra: pip install 'tuireader[html]'"
