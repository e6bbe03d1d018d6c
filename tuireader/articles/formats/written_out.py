"""Texts as programs write them out into a field: with `\\n` for line ends, as `b'…'`, or only begun."""

import re

__all__ = ["as_meant", "without_rest"]

_LINE_END = re.compile(r"\\r\\n|\\n|\\r")
_SURE = re.compile(r"\\n(?:\\r)?\\n|(?<=[.!?”\"')\]])(?:\\r)?\\n")
"""Where no path of Windows and no formula has it."""
_BYTE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|([nrt'\"\\]))")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_REST = re.compile(r"(?:\s*(?:…|\.{3}))?\s*(\[\+\d{1,9} char(?:acter)?s\])\s*")


def as_meant(text: str) -> str:
    """The text itself, where it is one that was written out; else as it is.

    >>> as_meant(r"The board met.\\n\\nIt spoke.")
    'The board met.\\n\\nIt spoke.'
    """
    if text[:2] in ("b'", 'b"') and text[-1:] == text[1] and len(text) > 3:
        return _of_bytes(text[2:-1]) or text
    if "\\n" in text and "\n" not in text and _SURE.search(text) is not None:
        return _LINE_END.sub("\n", text)
    return text


def without_rest(text: str) -> tuple[str, str]:
    """The text without the mark that says how many characters of it were kept back, and the mark."""
    if not text.rstrip().endswith("]") or (match := _REST.search(text, max(0, len(text) - 60))) is None:
        return text, ""
    return (text[: match.start()], match[1]) if match.end() == len(text) else (text, "")


def _of_bytes(text: str) -> str | None:
    """What Python's way to write bytes stands for, if it is UTF-8."""
    try:
        plain = _BYTE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _sign(found[2]), text)
        return plain.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _sign(letter: str) -> str:
    return _SIGNS.get(letter, letter)
