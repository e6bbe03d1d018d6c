"""WARC and WET: the archives that crawlers write, each page that a server gave an article of its own.

Of the records (ISO 28500) only those count that hold a text: `response` and `resource` with a page or plain
text, and `conversion`, the plain text that Common Crawl made of one. Requests, pictures, scripts, redirects
and what the crawler says of itself are passed over.

What is in a record is read by warcio, in a process that may be killed. The archive is parted here, line by
line: warcio would take an endless line, or a record that is longer than it says, whole into memory.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.lines import TOO_LONG
from tuireader.articles.formats.values import address
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import NothingShown, Piece, Record, Unreadable
from tuireader.errors import ArticleError

__all__ = ["read", "split"]

_KINDS = frozenset({"response", "resource", "conversion"})
_TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_PACKINGS = frozenset({"gzip", "x-gzip", "deflate"})
_LONGEST_HEAD = 64 * 1024
_PART = 256 * 1024
_ENDLESS = "a record does not say how long it is; the rest was not read"
_VERSION = re.compile(rb"WARC/\d")
_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the texts under their number, from 1.

    Raises:
        ArticleError: it does not begin as such an archive does; the message is the reason.
    """
    count = 0
    is_first = True
    while (head := _head(stream, is_first=is_first)) is not None:
        is_first = False
        headers = _headers(head)
        try:
            length = int(headers.get("content-length", ""))
        except ValueError:
            length = -1
        if length < 0:
            yield Unreadable(str(count + 1), _ENDLESS, is_end=True)
            return
        if headers.get("warc-type", "").lower() not in _KINDS:
            _pass_over(stream, length)
            continue
        body = stream.read(min(length, MAX_RECORD))
        is_whole = length <= MAX_RECORD and len(body) == length
        if length > MAX_RECORD:
            _pass_over(stream, length - MAX_RECORD)
        if not _may_be_text(headers, body):
            continue
        count += 1
        if length > MAX_RECORD:
            yield Unreadable(str(count), f"the record is {TOO_LONG}")
        elif not is_whole:
            raise EOFError
        elif refusal := _refused(headers, body):
            yield Unreadable(str(count), refusal)
        else:
            yield Piece(str(count), "warc", head + b"\r\n\r\n" + body)


def read(data: bytes, fields: Fields) -> Record:
    """Make a `Record` of a text of the archive: of a page as of any page, with its address.

    Raises:
        ArticleError: it has no text, its transfer is damaged, or what reads such archives is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise ArticleError(
            "reading web archives needs an extra: pip install 'tuireader[html]'",
            "Install it, then scan again",
        ) from error
    record = next(iter(ArchiveIterator(io.BytesIO(data))))
    answer = record.http_headers
    stated = (answer or record.rec_headers).get_header("Content-Type", "")
    body = record.content_stream().read(MAX_RECORD)
    if answer is not None:
        _require_unpacked(body, answer.get_header("Content-Encoding", ""))
    if not body.strip():
        raise NothingShown("the answer is empty")
    charset = _CHARSET.search(stated)
    if charset is not None and fields.encoding is None:
        fields = _declared(fields, charset[1], body)
    if _kind(stated) == "text/plain":
        from tuireader.articles.formats.plain import read_text

        made = read_text(body, fields, markup="plain")
    else:
        from tuireader.articles.formats import page

        made = page.read(body, fields)
    url = address(record.rec_headers.get_header("WARC-Target-URI", "").strip("<>"))
    return replace(made, stated=replace(made.stated, url=made.stated.url or url))


def _head(stream: BinaryIO, *, is_first: bool) -> bytes | None:
    """The headers of the next record; None at the end."""
    line = b"\n"
    while line and not line.strip():
        line = stream.readline(_LONGEST_HEAD)
    if not line and not is_first:
        return None
    if _VERSION.match(line.removeprefix(b"\xef\xbb\xbf")) is None:
        if is_first:
            raise ArticleError(
                "it is no WARC archive (it does not begin with 'WARC/')" if line else "it is empty",
                "Plain text has the ending .txt",
            )
        raise EOFError  # what stands here is no record: something of the one before is missing
    lines = [line]
    size = len(line)
    while (line := stream.readline(_LONGEST_HEAD)).strip():
        size += len(line)
        if size > _LONGEST_HEAD:
            raise ValueError
        lines.append(line)
    return b"".join(lines).rstrip()


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, parted, value = line.partition(":")
        if parted:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _pass_over(stream: BinaryIO, length: int) -> None:
    while length > 0:
        part = stream.read(min(length, _PART))
        if not part:
            raise EOFError
        length -= len(part)


def _parted(data: bytes) -> tuple[bytes, bytes]:
    match = _HEADER_END.search(data, 0, _LONGEST_HEAD)
    return (data, b"") if match is None else (data[: match.start()], data[match.end() :])


def _is_answer(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").lower().startswith("application/http")


def _content_type(headers: Mapping[str, str]) -> str:
    return _kind(headers.get("content-type", "text/html"))


def _kind(stated: str) -> str:
    return (stated or "text/html").partition(";")[0].strip().lower()


def _may_be_text(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether it is a page or a text, be it one of a server that says what is wrong."""
    if not _is_answer(headers):
        return _content_type(headers) in _TEXTS
    head, _ = _parted(body)
    status = _STATUS.match(head)
    return status is not None and status[1][:1] != b"3" and _content_type(_headers(head)) in _TEXTS


def _refused(headers: Mapping[str, str], body: bytes) -> str | None:
    """The reason where the server gave something else than what it was asked for."""
    status = _STATUS.match(body) if _is_answer(headers) else None
    if status is None or status[1] in (b"200", b"203", b"206"):
        return None
    return f"the server answered {status[1].decode()}"


def _declared(fields: Fields, charset: str, body: bytes) -> Fields:
    """How to read what is said to be in this encoding, if it can be."""
    from tuireader.articles.decoding import known_encoding

    try:
        name = known_encoding(charset)
        body.decode(name)
    except (ArticleError, UnicodeDecodeError):
        return fields
    return fields if name in ("iso8859-1", "ascii") else replace(fields, encoding=name)


def _require_unpacked(body: bytes, packing: str) -> None:
    """Refuse what is still as it was sent; crawlers unpack, and leave the header.

    Raises:
        ArticleError: it is compressed in a way that nobody here knows, or damaged.
    """
    packing = packing.strip().lower()
    if packing in ("", "identity") or body[:64].lstrip()[:1] == b"<":
        return
    if packing not in _PACKINGS:
        raise ArticleError("the page is compressed in a way that is not known", "Have it unpacked")
    raise ArticleError("the page's compression is damaged", "Fetch it again")
