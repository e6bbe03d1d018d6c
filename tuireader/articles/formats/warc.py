"""WARC and WET: the archives that crawlers write, each page that a server gave an article of its own.

Of the records (ISO 28500) only those count that hold a text: `response` and `resource` with a page or plain
text, and `conversion`, the plain text that Common Crawl made of one. Requests, pictures, scripts, redirects
and what the crawler says of itself are passed over.
"""

import re
import zlib
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
_LONGEST_HEAD = 64 * 1024
_PART = 256 * 1024
_ENDLESS = "a record does not say how long it is; the rest was not read"
_VERSION = re.compile(rb"WARC/\d")
_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")
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
        ArticleError: it has no text, or its transfer is damaged.
    """
    head, body = _parted(data)
    headers = _headers(head)
    kind = _content_type(headers)
    charset = _CHARSET.search(headers.get("content-type", ""))
    if _is_answer(headers):
        head, body = _parted(body)
        answer = _headers(head)
        kind = _content_type(answer)
        charset = _CHARSET.search(answer.get("content-type", ""))
        body = _unpacked(body, answer)
    if not body.strip():
        raise NothingShown("the answer is empty")
    if charset is not None and fields.encoding is None:
        fields = _declared(fields, charset[1], body)
    if kind == "text/plain":
        from tuireader.articles.formats.plain import read_text

        record = read_text(body, fields, markup="plain")
    else:
        from tuireader.articles.formats import page

        record = page.read(body, fields)
    url = address(headers.get("warc-target-uri", "").strip("<>"))
    return replace(record, stated=replace(record.stated, url=record.stated.url or url))


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
    return headers.get("content-type", "text/html").partition(";")[0].strip().lower()


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


def _unpacked(body: bytes, answer: Mapping[str, str]) -> bytes:
    """What was sent, without how it was: in chunks, or compressed.

    Raises:
        ArticleError: it is compressed in a way that nobody here knows, or damaged.
    """
    if "chunked" in answer.get("transfer-encoding", "").lower():
        body = _joined(body)
    packing = answer.get("content-encoding", "").strip().lower()
    if packing in ("", "identity") or body[:64].lstrip()[:1] == b"<":  # crawlers unpack, and leave the header
        return body
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise ArticleError("the page is compressed in a way that is not known", "Have it unpacked")
    is_bare = packing == "deflate" and body[:1] != b"\x78"
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS + 32)
    try:
        unpacked = unpacking.decompress(body, MAX_RECORD)
    except zlib.error:
        unpacked = b""
    if not unpacked:
        raise ArticleError("the page's compression is damaged", "Fetch it again")
    return unpacked


def _joined(body: bytes) -> bytes:
    parts = []
    at = 0
    while (match := _CHUNK.match(body, at)) is not None and (size := int(match[1], 16)):
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(parts) or body
