"""Mail: a message is an article (`.eml`), a mailbox (`.mbox`) holds many; attachments are left alone."""

import email
import email.policy
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from typing import BinaryIO

from tuireader.articles.article import Block, Removed
from tuireader.articles.decoding import Decoded, declared, decode_as
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.fragment import fragment_blocks, plain_text
from tuireader.articles.formats.lines import TOO_LONG, EndlessLine, pass_over
from tuireader.articles.formats.values import iso_date, language_tag, line
from tuireader.articles.opening import MAX_RECORD
from tuireader.articles.records import Piece, Record, Stated, Unreadable
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_text

__all__ = ["read", "split"]

_ADDRESS = re.compile(r"\s*<[^<>]*>|\s*\([^()]*\)$")
_LIST_NAME = re.compile(r"\s*(?:\"?([^\"<]+?)\"?\s*)?<[^<>]*>")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_FLOWED = re.compile(r" \n(?=[^\s>])")
_PARTING = re.compile(r"\s*--([\w'()+,./:=?-]{1,70})[ \t]*\n")
_UNPARTED = "the message does not say how its parts are told from each other"
_HEADERS = 256 * 1024
"""Bytes in which the headers must end; longer ones are no mail and slow to parse."""
_MOST_PARTS = 1000
_RULE = "newsletter"
_LINK = r"(?:\s*[|•·:<(\[-]?\s*(?:https?://\S+|mailto:\S+)[>)\]]?)?"
_WAYS_OUT = (
    r"(?:unsubscribe(?: from this list| here| instantly)?|(?:manage|update|change|edit)(?: your)?"
    r"(?: e-?mail| subscription)? (?:preferences|settings|subscriptions?)|privacy (?:policy|notice)"
    r"|forward (?:this e-?mail|to a friend)|contact us|terms(?: of (?:use|service))?"
    r"|view (?:this e-?mail |it |online )?in (?:your |a )?(?:web ?)?browser|view online)"
)
_LETTER = r"(?:e-?mails?|messages?|newsletters?|letters?|mailings?)"
_LONGEST_NOTICE = 400
_NOTICE = re.compile(
    rf"{_WAYS_OUT}{_LINK}(?:\s*[|•·,/-]?\s*{_WAYS_OUT}{_LINK})*\.?"
    rf"|(?:(?:having )?(?:trouble|problems?)|can['’]t see|if you (?:can['’]t|cannot)) .{{0,60}}\bbrowser\b"
    rf".{{0,20}}{_LINK}"
    rf"|(?:view|read|see|open) this {_LETTER} (?:in|on) .{{0,40}}{_LINK}"
    rf"|you(?:['’]re| are)? (?:receiv(?:e|ing|ed)|get|getting) this (?:{_LETTER}|because)\b.{{0,200}}"
    rf"|(?:this {_LETTER} was )?sent to \S+@\S+.{{0,100}}|to unsubscribe\b.{{0,200}}"
    rf"|(?:if you (?:no longer|do not|don['’]t) (?:want|wish)|to stop receiving)\b.{{0,60}}\b{_LETTER}\b"
    rf".{{0,140}}",
    re.IGNORECASE,
)
"""What a letter says of itself and of how to be rid of it, by itself in a line or block."""
_STAND_IN = 400
"""Characters of a plain text that may be there for programs that show no HTML: `View this in a browser`."""
_TIMES = 4
"""So many times as much the HTML then says."""


def split(stream: BinaryIO, fields: Fields) -> Iterator[Piece | Unreadable]:
    """Yield the messages of a mailbox under their number, from 1: each begins with a line `From …`.

    Raises:
        ArticleError: it does not begin with one; the message is the reason.
    """
    count = size = 0
    lines: list[bytes] = []
    blank = True
    try:
        while True:
            raw = stream.readline(MAX_RECORD + 1)
            if not count:
                if raw.isspace():
                    continue
                if not raw.startswith(b"From "):
                    raise ArticleError(
                        "it is no mailbox (it does not begin with a line 'From ')" if raw else "it is empty",
                        "A single message has the ending .eml",
                    )
            if not raw or (blank and raw.startswith(b"From ")):
                if count:
                    yield _message(count, lines, size)
                if not raw:
                    return
                count, size, lines = count + 1, 0, []
                continue
            blank = raw in (b"\n", b"\r\n")
            size += len(raw)
            if len(raw) > MAX_RECORD and not raw.endswith(b"\n"):
                pass_over(stream)
            if size <= MAX_RECORD:
                lines.append(raw)
            else:
                lines.clear()
    except EndlessLine:
        yield Unreadable(str(count), "no line ends from here on; the rest was not read", is_end=True)


def _message(count: int, lines: list[bytes], size: int) -> Piece | Unreadable:
    if size > MAX_RECORD:
        return Unreadable(str(count), f"the message is {TOO_LONG}")
    return Piece(str(count), "mail", _QUOTED_FROM.sub(rb"\1", b"".join(lines)))


def read(data: bytes, fields: Fields) -> Record:
    """Make a `Record` of a message: what it says as plain text if it can, else of its HTML.

    Raises:
        ArticleError: it is no message, or has no text.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    head = re.search(rb"\r?\n\r?\n", data)
    if not re.match(rb"[!-9;-~]{1,80}:|From ", data) or (head.start() if head else len(data)) > _HEADERS:
        raise ArticleError("it is no mail (it does not begin with headers)", "Plain text has the ending .txt")
    message = message_from_bytes(data, policy=email.policy.default)
    warnings: tuple[str, ...] = ()
    part = _text_part(message)
    if part is None and _is_unparted(message):
        part, warnings = _parted(message), (_UNPARTED,)
    if part is None:
        raise ArticleError("the message has no text", "Attachments are not read")
    decoded = _decoded(part, fields.encoding)
    blocks: tuple[Block, ...] = ()
    if part.get_content_type() == "text/html":
        blocks = fragment_blocks(decoded.text)
        text = plain_text(blocks)
    else:
        text = safe_text(decoded.text)
        if "flowed" in str(part.get_param("format", "")).lower():
            text = _FLOWED.sub(" ", text)
    text, signature = _without_signature(text) if not blocks else (text, ())
    if blocks:
        blocks, notices = _without_notices(blocks)
        text = plain_text(blocks)
    else:
        text, notices = _without_notice_lines(text)
    if not text.strip():
        raise ArticleError("the message has no text", "Attachments are not read")
    return Record(
        text=text,
        blocks=blocks,
        stated=Stated(
            headline=line(_header(message, "Subject")),
            date=iso_date(_header(message, "Date")),
            source=_source(message),
            byline=line(_ADDRESS.sub("", _header(message, "From") or "") or _header(message, "From")),
            language=language_tag(_header(message, "Content-Language")),
        ),
        stated_in="mail",
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, *warnings),
        removed=(*notices, *signature),
        original=safe_text(decoded.text),
    )


def _is_unparted(message: EmailMessage) -> bool:
    """Whether it says that it has parts, but none of them begins where they should."""
    return message.get_content_maintype() == "multipart" and not message.is_multipart()


def _parted(message: EmailMessage) -> EmailMessage | None:
    """Its part with the text by the line that seems to part it; else the whole of it, as it stands."""
    text = message.get_payload()
    if not isinstance(text, str) or not text.strip():
        return None
    if line := _PARTING.match(text):
        head = "Content-Type: multipart/mixed"
        parted = email.message_from_string(
            f'{head}; boundary="{line[1]}"\n\n{text}', policy=email.policy.default
        )
        if parted.is_multipart() and (part := _text_part(parted)) is not None:
            return part
    message.replace_header("Content-Type", "text/plain")
    return message


def _text_part(message: EmailMessage) -> EmailMessage | None:
    """The part that says most: plain text, but for a line or nothing that stands in for HTML beside it."""
    plain: EmailMessage | None = None
    html: EmailMessage | None = None
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        attached = part.get_filename() or "attachment" in str(part.get("Content-Disposition", ""))
        if part.is_multipart() or attached or not part.get_payload():
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and plain is None:
            plain = part
        if kind == "text/html" and html is None:
            html = part
    if plain is None or html is None:
        return plain or html
    said = len(_decoded(plain, None).text.strip())
    if said > _STAND_IN or said * _TIMES > len(plain_text(fragment_blocks(_decoded(html, None).text))):
        return plain
    return html


def _decoded(part: EmailMessage, encoding: str | None) -> Decoded:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if encoding is None and charset and charset not in ("us-ascii", "ascii", "iso-8859-1", "latin-1"):
        decoded = declared(data, charset)
        if decoded is not None:
            return decoded
    return decode_as(data, encoding)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
        return None if value is None else str(value)[:4000]
    except Exception:  # noqa: BLE001 - the standard library's header parser raises of every kind on bad ones
        return None


def _source(message: EmailMessage) -> str | None:
    """The list that the message came by, or whom its sender belongs to."""
    listed = _header(message, "List-Id") or ""
    if match := _LIST_NAME.match(listed):
        return line(match[1]) if match[1] else None
    return line(_header(message, "Organization"))


def _without_notices(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Removed, ...]]:
    """The blocks without what a letter says of itself, and that."""
    notices = tuple(block.text for block in blocks if _is_notice(" ".join(block.text.split())))
    kept = tuple(block for block in blocks if block.text not in notices)
    if not notices or not kept:
        return blocks, ()
    return kept, tuple(Removed(_RULE, text) for text in notices)


def _without_notice_lines(text: str) -> tuple[str, tuple[Removed, ...]]:
    """The same of a plain text."""
    lines = text.split("\n")
    kept = [line for line in lines if not _is_notice(line.strip())]
    if len(kept) == len(lines) or not any(map(str.strip, kept)):
        return text, ()
    taken = (line.strip() for line in lines if _is_notice(line.strip()))
    return "\n".join(kept), tuple(Removed(_RULE, line) for line in taken)


def _is_notice(line: str) -> bool:
    return len(line) <= _LONGEST_NOTICE and _NOTICE.fullmatch(line) is not None


def _without_signature(text: str) -> tuple[str, tuple[Removed, ...]]:
    """The text before a line of two hyphens and a space, and what stands below."""
    before, mark, after = text.rpartition("\n-- \n")
    if not mark or after.count("\n") > 15 or not before.strip():
        return text, ()
    return before, (Removed("mail signature", f"-- \n{after}".rstrip()),)
