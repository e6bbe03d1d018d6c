"""How a server sent a page: compressed, of which no more is unpacked than a page may have."""

import zlib

from tuireader.articles.formats.lines import TOO_LONG
from tuireader.articles.opening import MAX_RECORD
from tuireader.errors import ArticleError

__all__ = ["CUT", "unpacked"]

CUT = "the page was cut short or damaged on its way; what follows is missing"
"""What a reader is told of a page whose beginning alone came out."""
_PART = 1024
"""Bytes that are unpacked at once: what came out before the damage is not lost."""
_TOO_LARGE = ArticleError(f"the page is {TOO_LONG}", "Pages of articles are smaller")


def unpacked(body: bytes, packing: str) -> tuple[bytes, bool]:
    """The body of an answer without its compression, and whether all of it came out.

    Crawlers unpack, and leave the header: what begins as a page does is one already.

    Args:
        body: as it was sent, without chunks.
        packing: `Content-Encoding`; of several the last was put on last.

    Raises:
        ArticleError: it is compressed in a way that cannot be read here, too large, or nothing came out.
    """
    is_whole = True
    for name in reversed([part.strip().lower() for part in packing.split(",")]):
        if name in ("", "identity") or body[:64].lstrip()[:1] == b"<":
            continue
        if name in ("gzip", "x-gzip", "deflate"):
            body, is_so = _inflated(body, is_bare=name == "deflate" and body[:1] != b"\x78")
        elif name == "br":
            body, is_so = _of_brotli(body)
        else:
            raise ArticleError("the page is compressed in a way that is not known", "Have it unpacked")
        if not body:
            raise ArticleError("the page's compression is damaged", "Fetch it again")
        is_whole = is_whole and is_so
    return body, is_whole


def _inflated(body: bytes, *, is_bare: bool) -> tuple[bytes, bool]:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS + 32)
    parts = []
    length = 0
    try:
        for at in range(0, len(body), _PART):
            parts.append(unpacking.decompress(body[at : at + _PART], MAX_RECORD + 1 - length))
            length += len(parts[-1])
            if length > MAX_RECORD:
                raise _TOO_LARGE
            if unpacking.eof:
                break
    except zlib.error:
        return b"".join(parts), False
    return b"".join(parts), unpacking.eof


def _of_brotli(body: bytes) -> tuple[bytes, bool]:
    try:
        import brotli
    except ImportError as error:
        raise ArticleError(
            "reading pages compressed with Brotli needs an extra: pip install 'tuireader[html]'",
            "Install it, then scan again",
        ) from error
    unpacking = brotli.Decompressor()
    parts = []
    length = 0
    try:
        for at in range(0, len(body), _PART):
            # A few bytes of Brotli hold gigabytes: so much is asked for and no more.
            data = body[at : at + _PART]
            while part := unpacking.process(data, output_buffer_limit=MAX_RECORD + 1 - length):
                data = b""
                parts.append(part)
                length += len(part)
                if length > MAX_RECORD:
                    raise _TOO_LARGE
                if unpacking.can_accept_more_data():
                    break
    except brotli.error:
        return b"".join(parts), False
    return b"".join(parts), bool(unpacking.is_finished())
