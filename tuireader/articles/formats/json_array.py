"""An array of JSON of any size, record by record: memory does not grow with it."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from tuireader.articles.decoding import lost_in
from tuireader.articles.formats.lines import TOO_LONG
from tuireader.articles.formats.records import load_at
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError

__all__ = ["split"]

_PART = 1024 * 1024
_BETWEEN = " \t\r\n,\x1e"
_LONGEST_SIGN = 16
"""Characters from the end within which a name, an escape or a number may have been cut."""
_BEHIND = "something else stands behind the list, and was not read"


def split(stream: BinaryIO, encoding: str | None) -> Iterator[Piece | Unreadable]:
    """Yield the records of the arrays that the stream is, one behind the other, by place from 1.

    Each is handed over as it stands there. What parts them is ASCII in every encoding that a stream of
    `one_byte` has, so that they are told apart in Latin-1, in which every byte is a character.

    Args:
        stream: as `one_byte` gives it, from its beginning.
        encoding: what it was before it became UTF-8; None: it is as it was.
    """
    window = _Window(stream)
    place = 0
    is_inside = False
    while (sign := window.next_sign()) is not None:
        if not is_inside:
            if sign != "[":
                yield Unreadable(str(place + 1), _BEHIND, is_end=True)
                return
            is_inside = True
            window.at += 1
            continue
        if sign == "]":
            is_inside = False
            window.at += 1
            continue
        place += 1
        try:
            record = window.value()
        except ArticleError as error:
            yield Unreadable(str(place), f"{_said(error, window)}; nothing after this was read", is_end=True)
            return
        if record is None:
            said = f"the record is {TOO_LONG}; nothing after it was read either"
            yield Unreadable(str(place), said, is_end=True)
            return
        if len(record) > MAX_RECORD:
            yield Unreadable(str(place), f"the record is {TOO_LONG}")
            continue
        warnings = lost_in(record, encoding) if encoding else ()
        yield Piece(str(place), "json", record, encoding, warnings)
    if is_inside:
        yield Unreadable(str(place + 1), "the list is cut short; nothing after this was read", is_end=True)


def _said(error: ArticleError, window: "_Window") -> str:
    """The reason, without the place: nobody counts lines from where a window begins."""
    if window.is_all and _may_go_on(error):
        return "the list is cut short"
    return "it is not JSON" if isinstance(error.__cause__, json.JSONDecodeError) else error.message


def _may_go_on(error: ArticleError) -> bool:
    """Whether what cannot be read is no more than the beginning of something."""
    cause = error.__cause__
    if not isinstance(cause, json.JSONDecodeError):
        return False
    return cause.msg.startswith("Unterminated string") or cause.pos >= len(cause.doc) - _LONGEST_SIGN


class _Window:
    """The part of a stream that is being read, as characters of one byte each."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._text = ""
        self.at = 0
        self.is_all = False
        """Whether the stream has come to its end."""

    def next_sign(self) -> str | None:
        """The first character that stands for something; None at the end."""
        while True:
            while self.at < len(self._text):
                if self._text[self.at] not in _BETWEEN:
                    return self._text[self.at]
                self.at += 1
            if not self._more():
                return None

    def value(self) -> bytes | None:
        """The value that begins here; None where it is longer than any record.

        Raises:
            ArticleError: it is no JSON, or its end is not there; the message is the reason.
        """
        while True:
            try:
                _, end = load_at(self._text, self.at)
            except ArticleError as error:
                if not _may_go_on(error):
                    raise
                if len(self._text) - self.at > MAX_RECORD:
                    return None
                if not self._more():
                    raise
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            found = self._text[self.at : end].encode("latin-1")
            self.at = end
            return found

    def _more(self) -> bool:
        """Read on, so much that reading a long record anew costs no more than twice its length."""
        data = self._stream.read(max(_PART, len(self._text) - self.at))
        self.is_all = not data
        self._text = self._text[self.at :] + data.decode("latin-1")
        self.at = 0
        return bool(data)
