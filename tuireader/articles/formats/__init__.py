"""Formats: which file is which, the articles it holds piece by piece, and a piece as a record.

Splitting is cheap and streams: it knows where one article ends and the next begins and no more. Reading
a piece decodes and parses it; it is pure, so that another process may do it, and where its parser may
hang on a hostile page it should be one that can be killed (`is_risky` of a format, `is_risky_piece`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tuireader.articles.decoding import Decoded, decode_as
from tuireader.articles.effort import Effort, Exhausted, metered
from tuireader.articles.formats import copies
from tuireader.articles.formats.barren import MOST, MOST_IN_A_ROW, Barren
from tuireader.articles.formats.fields import Fields, fields_for
from tuireader.articles.formats.markup import LONGEST_SAFE, may_hold_page
from tuireader.articles.opening import (
    COMPRESSIONS,
    DAMAGED,
    MAX_BYTES,
    START,
    SURPLUS,
    compression_of,
    damage,
    expanded,
    has_surplus,
    opened,
    read_plain,
    read_whole,
    refused,
    start_of,
    start_within,
    suffix_of,
)
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError

if TYPE_CHECKING:
    from tuireader.articles.records import Record

__all__ = [
    "SUFFIXES",
    "Fields",
    "fields_for",
    "format_at",
    "format_of",
    "is_container",
    "is_risky",
    "is_risky_piece",
    "largest",
    "looks_like_page",
    "may_hold_several",
    "pieces",
    "read_piece",
]

_FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".jsonlines": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml", ".opml"), "feed"),
    ".eml": "mail",
    ".mbox": "mbox",
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
    ".zip": "zip",
}
SUFFIXES = frozenset(_FORMATS)
"""Endings of files that are read, without those of their compression."""

_CONTAINERS = frozenset({"json", "jsonl", "csv", "feed", "mbox", "warc", "zip"})
_RISKY = frozenset({"html", "mhtml", "feed", "mail", "mbox", "warc", "zip"})
_RECORDS = frozenset({"json", "csv"})
_SHORT = 400
"""Bytes of a record that is looked into while splitting: shorter ones are seldom articles."""
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,300}?-->\s*){0,3}<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_BEYOND = (RecursionError, MemoryError, ValueError, OverflowError)
"""What foreign parsers, and walks over what they give, raise on input made to break them."""


def format_of(name: str) -> str | None:
    """The format that a file's ending names, compression looked through; None if it is no article file."""
    suffix = suffix_of(name)
    if suffix in COMPRESSIONS:
        suffix = suffix_of(name.rstrip("/")[: -len(suffix)])
        return None if suffix == ".zip" else _FORMATS.get(suffix)
    return _FORMATS.get(suffix)


def looks_like_page(start: bytes) -> bool:
    """Whether a file that begins so is a web page, whatever it is called."""
    return _PAGE.match(start) is not None


def format_at(path: Path | str) -> str:
    """The format of a file: by its ending; what is no more than a text may begin as a page does."""
    named = format_of(str(path)) or "text"
    if named != "text" or compression_of(str(path)) is not None:
        return named
    return _as_it_begins(named, start_of(path))


def _as_it_begins(named: str, data: bytes) -> str:
    """The format of a file, or of a member of an archive: crawlers save pages as `.txt`, too."""
    # No more is looked at than whoever asked before: then it was decided which process reads it.
    return "html" if named == "text" and looks_like_page(data[:START]) else named


def may_hold_several(path: Path | str, size: int) -> bool:
    """Whether a file of so many bytes may hold several articles: by its name, or as a text begins."""
    named = format_of(str(path)) or "text"
    if named != "text":
        return is_container(named)
    if size < copies.LEAST and compression_of(str(path)) is None:
        return False
    return copies.may_be_several(start_within(path, copies.START))


def is_container(format_name: str) -> bool:
    """Whether a file of the format may hold several articles."""
    return format_name in _CONTAINERS


def is_risky(format_name: str) -> bool:
    """Whether reading a piece of the format may hang or crash, and wants a process that can be killed."""
    return format_name in _RISKY


def is_risky_piece(piece: Piece) -> bool:
    """The same of one piece: of a record that may carry a whole page, or is a very long one."""
    return is_risky(piece.format) or (
        piece.format in _RECORDS and (len(piece.data) > LONGEST_SAFE or may_hold_page(piece.data))
    )


def largest(name: str) -> int | None:
    """The most bytes that a file of this name may have on the disk; None if any number will do."""
    found = format_of(name)
    return None if found is not None and is_container(found) else MAX_BYTES


def pieces(
    path: Path | str,
    fields: Fields,
    start: int = 0,
    *,
    at: Callable[[int], None] = lambda place: None,
    look: Callable[[], None] = lambda: None,
) -> Iterator[Piece | Unreadable]:
    """Yield the pieces of a file, each an article's share, and what of it cannot become one.

    The file is read as its ending says; one with an ending that says nothing is plain text. Memory does
    not grow with the file. Where a container's compression is damaged, what was read until there counts,
    and the rest is one `Unreadable`.

    Args:
        path: the file.
        fields: how the user wants the records to be read.
        start: leave out so many of what would be yielded, which costs no more than finding where they end.
        at: told, before each piece, how many bytes of the file, as it lies on the disk, have been read.
        look: called again and again while it is read, pieces or not; what it raises ends the reading.

    Raises:
        ArticleError: nothing in the file can be read; names it and says what to do.
    """
    name = format_of(str(path)) or "text"
    compression = compression_of(str(path))
    if compression is None and not is_container(name):
        data = read_plain(path)
        for piece in islice(_whole(name, data), start, None):
            at(len(data))
            yield piece
        return
    with opened(path, largest=largest(str(path))) as (file, size):
        effort = Effort(size, look)
        try:
            stream = expanded(file, compression, effort.step)
            if compression is None and name != "zip":  # in which one goes back, and each member is metered
                stream = metered(stream, effort, is_unpacked=False)
            found = split_stream(name, stream, fields, effort, size if compression else None)
            for piece in islice(found, start, None):
                at(file.tell())
                yield piece
        except ArticleError as error:
            raise refused(path, error.message, error.hint) from error


def _whole(name: str, data: bytes, warnings: tuple[str, ...] = ()) -> Iterator[Piece | Unreadable]:
    """What is read at once: one article, but for several copies in one text."""
    found = _as_it_begins(name, data)
    return (
        copies.split(data, warnings)
        if found == "text"
        else iter((Piece(None, found, data, warnings=warnings),))
    )


def read_piece(piece: Piece, fields: Fields) -> "Record":
    """Make a record of a piece; needs nothing but its arguments.

    Raises:
        ArticleError: it cannot become an article; the message is the reason, without the file's name.
    """
    try:
        record = _read(piece, fields)
    except _BEYOND as error:
        raise ArticleError(_beyond(error), "Take it out, or mend it") from error
    said = tuple(warning for warning in piece.warnings if warning not in record.warnings)
    return replace(record, warnings=(*record.warnings, *said)) if said else record


def _read(piece: Piece, fields: Fields) -> "Record":
    match piece.format:
        case "markdown":
            from tuireader.articles.formats.plain import read_text

            return read_text(piece.data, fields, markup="markdown")
        case "json":
            from tuireader.articles.formats.records import read_json

            return read_json(_decoded(piece, fields), fields)
        case "csv":
            from tuireader.articles.formats import table

            return table.read(_decoded(piece, fields), fields)
        case "feed":
            from tuireader.articles.formats import feed

            return feed.read(piece.data, fields)
        case "mail":
            from tuireader.articles.formats import mail

            return mail.read(piece.data, fields)
        case "html":
            from tuireader.articles.formats import page

            return page.read(piece.data, fields)
        case "warc":
            from tuireader.articles.formats import warc

            return warc.read(piece.data, fields)
        case "mhtml":
            from tuireader.articles.formats import saved

            return saved.read(piece.data, fields)
        case _:
            from tuireader.articles.formats.plain import read_text

            return read_text(piece.data, fields, markup="plain")


def _decoded(piece: Piece, fields: Fields) -> Decoded:
    """The text of a piece: in UTF-8 where splitting has decoded it, else as somebody says or it looks."""
    if piece.encoding is None:
        return decode_as(piece.data, fields.encoding)
    return Decoded(piece.data.decode("utf-8", "replace"), piece.encoding, piece.warnings)


def _beyond(error: Exception) -> str:
    """The reason for what a parser or a walk over its tree could not cope with."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, MemoryError):
        return "it takes too much memory to read"
    if isinstance(error, OverflowError) or "integer string conversion" in str(error):
        return "a number in it is too large"
    return "it is damaged, or not what it looks like"


def split_stream(
    name: str,
    stream: BinaryIO,
    fields: Fields,
    effort: Effort,
    packed: int | None = None,
) -> Iterator[Piece | Unreadable]:
    """Split a stream of the format without its compression.

    Args:
        name: of the format.
        stream: what to split.
        fields: how the user wants the records to be read.
        effort: is told of each article found.
        packed: its size with the compression, if it had one.

    Raises:
        ArticleError: nothing in it can be read; the message is the reason.
    """
    count = 0
    last: str | None = None
    try:
        if not is_container(name):
            size = packed if packed is not None else MAX_BYTES
            data = read_whole(stream, size=size)
            yield from _whole(name, data, (SURPLUS,) if has_surplus(stream) else ())
            return
        # Pages of an archive may all be empty: there only the number of all that is barren tells.
        barren = Barren(MOST if name == "zip" else MOST_IN_A_ROW)
        for item in _container(name, stream, fields, effort):
            count, last = count + 1, item.fragment
            if reason := barren.reason(is_barren=_is_barren(item, fields)):
                yield Unreadable(item.fragment or str(count), reason, is_end=True)
                return
            if barren.is_fruitful:
                effort.found()
            yield item
        if has_surplus(stream):
            yield Unreadable(_next(last, count), SURPLUS, is_end=True)
    except Exhausted as error:
        if not count:
            raise ArticleError(str(error), "No news is packed like this; look into it") from error
        fragment = "…" if name == "zip" else _next(last, count)
        yield Unreadable(fragment, f"{error}; nothing after this was read", is_end=True)
    except DAMAGED as error:
        said = damage(error)
        if not count:
            raise ArticleError(said, "Get the file again") from error
        yield Unreadable(_next(last, count), f"{said}; nothing after this was read", is_end=True)
    except _BEYOND as error:
        if not count:
            raise ArticleError(_beyond(error), "Take it out, or mend it") from error
        yield Unreadable(_next(last, count), f"{_beyond(error)}; nothing after this was read", is_end=True)


def _next(fragment: str | None, count: int) -> str:
    """The number after the last: of lines there are more than of records."""
    return str(int(fragment) + 1 if fragment is not None and fragment.isdecimal() else count + 1)


def _is_barren(item: Piece | Unreadable, fields: Fields) -> bool:
    """Whether there is no article in the item, as far as that can be told for next to nothing.

    Long records cannot be many in few bytes, and HTML is left to the processes that can be killed.
    """
    if isinstance(item, Unreadable):
        return True
    if len(item.data) > _SHORT or b"<" in item.data or (is_risky_piece(item) and item.format != "feed"):
        return False
    try:
        read_piece(item, fields)
    except ArticleError:
        return True
    return False


def _container(name: str, stream: BinaryIO, fields: Fields, effort: Effort) -> Iterator[Piece | Unreadable]:
    match name:
        case "json":
            from tuireader.articles.formats import json_document

            return json_document.split(stream, fields)
        case "csv":
            from tuireader.articles.formats import table

            return table.split(stream, fields)
        case "feed":
            from tuireader.articles.formats import feed

            return feed.split(stream, fields)
        case "mbox":
            from tuireader.articles.formats import mail

            return mail.split(stream, fields)
        case "warc":
            from tuireader.articles.formats import warc

            return warc.split(stream, fields)
        case "zip":
            from tuireader.articles.formats import archive

            return archive.split(stream, fields, effort)
        case _:
            from tuireader.articles.formats import json_lines

            return json_lines.split(stream, fields)
