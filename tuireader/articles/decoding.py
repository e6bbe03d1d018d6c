"""Bytes to text: what says its encoding is believed, what does not is tried, then guessed aloud."""

import codecs
import html
import re
from dataclasses import dataclass

from tuireader.errors import ArticleError, quoted

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"\x89PNG", "a PNG picture"), (b"GIF8", "a GIF picture"), (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an archive"), (b"\x1f\x8b", "an archive"), (b"7z\xbc\xaf", "an archive"),
    (b"BZh", "an archive"), (b"\xfd7zXZ", "an archive"), (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"), (b"\xd0\xcf\x11\xe0", "an Office document"),
)  # fmt: skip
_TELLING = tuple(start for start, _ in (*_BINARY, *_BOMS))
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_CONTROLS = bytes(i for i in range(32) if i not in (9, 10, 11, 12, 13, 27)) + b"\x7f"
_PRINTED = bytes((9, 10, 13, *range(32, 127)))
_SAMPLE = 32_768
"""Bytes a guess is made from; more only takes longer."""
_WESTERN = frozenset("éèêëàâáäãåæçñíîïóôöõøœúûüßÉÀÁÄÅÇÑÓÖØÚÜ‘’“”„–—…«»€£°§©®™·•½¡¿ºª\u00a0")
_NO_CHARSETS = frozenset(
    ("utf-7", "punycode", "idna", "undefined", "unicode_escape", "unicode-escape", "raw_unicode_escape",
     "raw-unicode-escape")
)  # fmt: skip
"""What Python calls encodings and nobody writes texts in; reading some takes the square of the length."""
_LOST = "\ufffd".encode()
_REPLACED = "shown as \ufffd"
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as the bytes meant it, not yet safe to show."""

    text: str
    encoding: str
    """Python's name of it."""
    warnings: tuple[str, ...]
    """Bytes replaced, encoding guessed: one line each."""

    def warnings_for(self, part: bytes) -> tuple[str, ...]:
        """The warnings that concern a part of the text, in UTF-8: only its own places that were replaced."""
        guessed = tuple(said for said in self.warnings if not said.endswith(_REPLACED))
        return self.warnings if guessed == self.warnings else (*guessed, *lost_in(part, self.encoding))


def decode(data: bytes) -> Decoded:
    """Decode bytes: byte order mark, UTF-8, UTF-16 without a mark, ISO-2022-JP, else a guess with a warning.

    Raises:
        ArticleError: the bytes are no text; the message says what they look like, without naming a file.
    """
    if data.startswith(_TELLING):
        for start, what in _BINARY:
            if data.startswith(start):
                raise ArticleError(f"this is {what}, not text", "Only text can be read")
        for mark, encoding in _BOMS:
            if data.startswith(mark):
                return _replacing(data[len(mark) :], encoding)
    if b"\x00" in data and (wide := _utf16_without_mark(data)):
        return _replacing(data, wide)
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(64, len(sample) // 20) or controls == len(sample) > 0:
        raise ArticleError("this is binary data, not text", "Only text can be read")
    if b"\x1b" in data and _ISO_2022_JP.search(data):
        try:
            return Decoded(data.decode("iso2022_jp"), "iso2022_jp", ())
        except UnicodeDecodeError:
            pass  # an escape sequence that only looks like it: plain text with a terminal's sequences in it
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _guessed(data)


def decode_as(data: bytes, encoding: str | None) -> Decoded:
    """Decode bytes in the encoding that somebody who knows better has named; `decode` if nobody has.

    Raises:
        ArticleError: as `decode` does; also if Python knows no such encoding of text.
    """
    if encoding is None:
        return decode(data)
    name = known_encoding(encoding)
    for mark, marked in _BOMS:
        if data.startswith(mark) and name.startswith(marked[:6]):
            return _replacing(data[len(mark) :], marked)
    return _replacing(data, name)


def declared(data: bytes, name: str) -> Decoded | None:
    """Decode bytes as they are said to be encoded; None where they cannot be, and look like else.

    Almost any bytes are UTF-16, or an IBM code page: plain ASCII that would become another script is not.
    """
    try:
        known = known_encoding(name)
        text = data.decode(known)
    except (ArticleError, UnicodeDecodeError):
        return None
    if b"<p>".decode(known, "replace") != "<p>" and _reads_as_ascii(data[:_SAMPLE]):
        return None
    return Decoded(text.removeprefix("\ufeff"), known, ())


def known_encoding(name: str) -> str:
    """Python's name of the encoding.

    Raises:
        ArticleError: there is none of this name that turns bytes into text.
    """
    try:
        found = codecs.lookup(name)
        if found.name in _NO_CHARSETS or not isinstance(b"a".decode(name, "replace"), str):
            raise LookupError
    except (LookupError, ValueError, UnicodeError, TypeError) as error:
        raise ArticleError(
            f"there is no encoding of text {quoted(name)}",
            "Some that there are: utf-8, cp1252, cp1258, shift_jis, gb18030",
        ) from error
    return found.name


def decode_entities(text: str) -> str:
    """Decode HTML entities written in full (`&ldquo;`, `&#8211;`): what crawlers leave in plain text.

    Must come before `safe_text`, since entities can spell control characters.
    """
    if "&" not in text:
        return text
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, (_lost_warning(lost, encoding),) if lost else ())


def lost_in(text: bytes, encoding: str) -> tuple[str, ...]:
    """The warning for a text in UTF-8 that was made of another encoding: what could not be read of it."""
    lost = text.count(_LOST)
    return (_lost_warning(lost, encoding),) if lost else ()


def _lost_warning(count: int, encoding: str) -> str:
    return f"{count} unreadable {'place' if count == 1 else 'places'} in the {encoding} text {_REPLACED}"


def _utf16_without_mark(data: bytes) -> str | None:
    """Name the UTF-16 whose zero bytes stand where Latin letters have them."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even < len(sample) // 50:
        return "utf-16-le"
    if even > len(sample) // 5 and odd < len(sample) // 50:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Read as UTF-8 with replacements when most of what is not ASCII is sound, or hardly a byte is not."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if sound >= lost or lost <= max(3, len(data) // 2000):
        # A file that is ASCII but for a few bytes is more likely a Western code page than damaged.
        if sound == 0 and not _has_high_controls(data):
            return None
        return Decoded(text, "utf-8", (_lost_warning(lost, "utf-8"),))
    return None


def _reads_as_ascii(data: bytes) -> bool:
    """Whether hardly a byte is none that plain English is written in."""
    return 20 * len(data.translate(None, _PRINTED)) < len(data)


def _has_high_controls(data: bytes) -> bool:
    """Whether bytes stand in it that no Western text has."""
    return re.search(rb"[\x81\x8d\x8f\x90\x9d\xff\xfe]|[\x80-\x9f]{2}", data) is not None


def _reads_as_western(data: bytes) -> bool:
    """Whether the Western code page makes only letters and signs of it that Western news has.

    The guess is unsure between code pages when there are few accents; the other ones' texts would show
    letters here that no Western language uses.
    """
    foreign = data.translate(None, bytes(range(128)))
    try:
        return set(foreign.decode("cp1252")) <= _WESTERN
    except UnicodeDecodeError:
        return False


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], steps=5, chunk_size=1024).best()
    encoding = best.encoding if best is not None else "cp1252"
    if encoding in ("latin_1", "iso8859_1", "ascii", "utf_7") or _reads_as_western(data[:_SAMPLE]):
        encoding = "cp1252"  # what such text mostly is; Latin-1 would make controls of its quotes
    text = data.decode(encoding, "replace")
    warnings = [f"the file does not say its encoding; read as {encoding}"]
    if lost := text.count("\ufffd"):
        warnings.append(_lost_warning(lost, encoding))
    return Decoded(text, encoding, tuple(warnings))
