"""WARC and WET: the archives that crawlers write, each page that a server gave an article of its own.

Of the records (ISO 28500) only those count that hold a text: `response` and `resource` with a page or plain
text, and `conversion`, the plain text that Common Crawl made of one. Requests, pictures, scripts, redirects
and what the crawler says of itself are passed over.

A server's headers and chunks are read by warcio, in a process that may be killed. The archive is parted here,
line by line: warcio would take an endless line, or a record that is longer than it says, whole into memory.
What is compressed is unpacked here: warcio gives the beginning of what is damaged as if that were all.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, cast

from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.lines import TOO_LONG
from tuireader.articles.formats.transfer import CUT, unpacked
from tuireader.articles.formats.values import address
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import NothingShown, Piece, Record, Unreadable
from tuireader.errors import ArticleError

__all__ = ["read", "split"]

_KINDS = frozenset({"response", "resource", "conversion"})
_TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_LONGEST_HEAD = 64 * 1024
_PART = 256 * 1024
_KEPT_SHORT = "the crawler kept only the beginning of the page"
_ENDLESS = "a record does not say how long it is, and was not read"
_ASTRAY = "a record is longer or shorter than it says; what stood up to the next one was not read"
_MOST_TOO_LONG = 20
"""Records that say they go on beyond the file's end, each of which makes what follows be read again."""
_LONGEST_NUMBER = 18
_VERSION = re.compile(rb"WARC/\d")
_BEGINS = re.compile(rb"WARC/\d\.\d+\s*")
_NEXT = re.compile(rb"(?:\r?\n){2}(?=WARC/\d\.\d+\r?\n[A-Za-z-]+:)")
_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8} *(?:;[^\r\n]*)?\r\n")
_LAST_CHUNK = re.compile(rb"\r\n0+ *(?:;[^\r\n]*)?\r\n(?:[!-9;-~]+:[^\r\n]*\r\n)*(?:\r\n)?\s*\Z")
_LONGEST_TRAILER = 4096
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the texts under their number, from 1.

    Raises:
        ArticleError: it does not begin as such an archive does; the message is the reason.
    """
    count = too_long = 0
    is_first = True
    is_lost = False
    while (found := _head(stream, is_first=is_first, is_lost=is_lost)) is not None:
        is_first = is_lost = False
        head, was_astray = found
        if was_astray:
            count += 1
            yield Unreadable(str(count), _ASTRAY)
        headers = _headers(head)
        stated = headers.get("content-length", "")
        if not stated.isdecimal() or len(stated) > _LONGEST_NUMBER:
            count, is_lost = count + 1, True
            yield Unreadable(str(count), _ENDLESS)
            continue
        length = int(stated)
        if headers.get("warc-type", "").lower() not in _KINDS:
            _pass_over(stream, length)
            continue
        body = stream.read(min(length, MAX_RECORD))
        is_whole = length <= MAX_RECORD and len(body) == length
        if length > MAX_RECORD:
            _pass_over(stream, length - MAX_RECORD)
        elif not is_whole and too_long < _MOST_TOO_LONG and (following := _NEXT.search(body)) is not None:
            # What it says that it is long would take up the last records of the file.
            too_long += 1
            body, rest, is_whole = body[: following.start()], body[following.start() :], True
            stream = cast(BinaryIO, io.BytesIO(rest))
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
    head, body = _parted(data)
    headers = _headers(head)
    stated = headers.get("content-type", "")
    is_whole = True
    if _is_answer(headers, body):
        stated, body, is_whole = _answered(body)
    if not body.strip():
        raise NothingShown("the answer is empty")
    charset = _CHARSET.search(stated)
    fields = fields.with_declared(charset[1] if charset is not None else None, body)
    try:
        made = _made(body, _kind(stated), fields)
    except NothingShown as error:
        if is_whole:
            raise
        raise ArticleError("the page is cut short or damaged before its text", "Fetch it again") from error
    warnings = (*made.warnings, *(() if is_whole else (CUT,)))
    if "warc-truncated" in headers:
        warnings = (*warnings, _KEPT_SHORT)
    url = address(headers.get("warc-target-uri", "").strip("<>"))
    return replace(made, stated=replace(made.stated, url=made.stated.url or url), warnings=warnings)


def _made(body: bytes, kind: str, fields: Fields) -> Record:
    if kind == "text/plain":
        from tuireader.articles.formats.plain import read_text

        return read_text(body, fields, markup="plain")
    from tuireader.articles.formats import page

    return page.read(body, fields)


def _answered(body: bytes) -> tuple[str, bytes, bool]:
    """What a server says its answer is, the answer itself, and whether all of it is there.

    Raises:
        ArticleError: what it was sent in is damaged, or what reads such archives is not installed.
    """
    try:
        from warcio.bufferedreaders import ChunkedDataReader
        from warcio.statusandheaders import StatusAndHeadersParser
    except ImportError as error:
        raise ArticleError(
            "reading web archives needs an extra: pip install 'tuireader[html]'",
            "Install it, then scan again",
        ) from error
    sent = io.BytesIO(body)
    said = StatusAndHeadersParser([], verify=False).parse(sent)
    body = sent.read()
    is_whole = True
    if "chunked" in said.get_header("Transfer-Encoding", "").lower() and _CHUNK.match(body):
        last = _LAST_CHUNK.search(body, max(0, len(body) - _LONGEST_TRAILER))
        is_whole = last is not None
        # What a server says behind the last chunk would be taken for text.
        chunks = io.BytesIO(body[: last.start()] + b"\r\n0\r\n\r\n" if last is not None else body)
        body = ChunkedDataReader(chunks).read(MAX_RECORD)
    body, is_unpacked = unpacked(body, said.get_header("Content-Encoding", ""))
    return said.get_header("Content-Type", ""), body, is_whole and is_unpacked


def _head(stream: BinaryIO, *, is_first: bool, is_lost: bool) -> tuple[bytes, bool] | None:
    """The headers of the next record, and whether something else stood before it; None at the end.

    Where nobody knows how long the one before was, what it holds is looked through for the next.
    """
    line = b"\n"
    while line and not line.strip():
        line = stream.readline(_LONGEST_HEAD)
    if not line and not is_first:
        return None
    was_astray = False
    if _VERSION.match(line.removeprefix(b"\xef\xbb\xbf")) is None:
        if is_first:
            raise ArticleError(
                "it is no WARC archive (it does not begin with 'WARC/')" if line else "it is empty",
                "Plain text has the ending .txt",
            )
        while line and _BEGINS.fullmatch(line) is None:
            line = stream.readline(_LONGEST_HEAD)
        if not line and is_lost:
            return None
        if not line:
            raise EOFError  # what stands here is no record: something of the one before is missing
        was_astray = not is_lost
    lines = [line]
    size = len(line)
    while (line := stream.readline(_LONGEST_HEAD)).strip():
        size += len(line)
        if size > _LONGEST_HEAD:
            raise ValueError
        lines.append(line)
    return b"".join(lines).rstrip(), was_astray


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
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


def _is_answer(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the record holds what a server sent, with its headers; old crawlers do not say so."""
    stated = headers.get("content-type", "").lower()
    return stated.startswith("application/http") or (not stated and _STATUS.match(body) is not None)


def _content_type(headers: Mapping[str, str]) -> str:
    return _kind(headers.get("content-type", "text/html"))


def _kind(stated: str) -> str:
    return (stated or "text/html").partition(";")[0].strip().lower()


def _may_be_text(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether it is a page or a text, be it one of a server that says what is wrong."""
    if not _is_answer(headers, body):
        return _content_type(headers) in _TEXTS
    head, _ = _parted(body)
    status = _STATUS.match(head)
    return status is not None and status[1][:1] != b"3" and _content_type(_headers(head)) in _TEXTS


def _refused(headers: Mapping[str, str], body: bytes) -> str | None:
    """The reason where the server gave something else than what it was asked for."""
    status = _STATUS.match(body) if _is_answer(headers, body) else None
    if status is None or status[1] in (b"200", b"203", b"206"):
        return None
    return f"the server answered {status[1].decode()}"
