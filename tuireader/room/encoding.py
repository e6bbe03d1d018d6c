"""What a file may be written in: the encodings to choose from, each with what its text would read as."""

import re
from pathlib import Path

from tuireader.articles.decoding import decode_as
from tuireader.articles.opening import compression_of, expanded, opened
from tuireader.errors import ArticleError
from tuireader.room.correcting import Offer
from tuireader.text.safe import safe_line

_ENCODINGS = {
    "utf-8": "Unicode",
    "utf-16": "Unicode",
    "cp1252": "Western Europe, Windows",
    "iso8859-15": "Western Europe",
    "mac_roman": "Western Europe, old Macs",
    "cp850": "Western Europe, DOS",
    "cp1250": "Central Europe, Windows",
    "iso8859-2": "Central Europe",
    "cp1251": "Cyrillic, Windows",
    "koi8-r": "Russian",
    "koi8-u": "Ukrainian",
    "iso8859-5": "Cyrillic",
    "cp866": "Cyrillic, DOS",
    "cp1253": "Greek, Windows",
    "cp1254": "Turkish, Windows",
    "cp1255": "Hebrew, Windows",
    "cp1256": "Arabic, Windows",
    "cp1257": "Baltic, Windows",
    "cp1258": "Vietnamese, Windows",
    "cp874": "Thai",
    "shift_jis": "Japanese",
    "euc_jp": "Japanese",
    "iso2022_jp": "Japanese",
    "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional",
    "euc_kr": "Korean",
}
_LOOKED_AT = 256 * 1024
_BEFORE, _SHOWN = 24, 120
"""Bytes around the first one that encodings differ in."""
_FOREIGN = re.compile(rb"[\x80-\xff\x1b]")


def file_of(path: str) -> str:
    """The file that an article's path names: of a record the one it stands in."""
    while not Path(path).exists() and "#" in path:
        path = path.rpartition("#")[0]
    return path


def encodings_for(path: str, now: str) -> list[Offer]:
    """The encodings to choose from for a file, the one it is read in first."""
    sample = _sample(path)
    names = sorted(_ENCODINGS, key=lambda name: name != now)
    return [Offer(name, name, _read_as(sample, name), also=_ENCODINGS[name]) for name in names]


def _sample(path: str) -> bytes:
    """Bytes of the file in which encodings differ; none where it cannot be read or is an archive."""
    try:
        with opened(Path(path), largest=None) as (file, _):
            data = expanded(file, compression_of(path)).read(_LOOKED_AT)
    except (ArticleError, OSError, EOFError):
        return b""
    first = _FOREIGN.search(data)
    start = max(0, first.start() - _BEFORE) if first is not None else 0
    start -= start % 4  # characters of two or four bytes are not cut
    return b"" if data.startswith(b"PK") else data[start : start + _SHOWN]


def _read_as(sample: bytes, encoding: str) -> str:
    if not sample:
        return _ENCODINGS[encoding]
    try:
        return safe_line(decode_as(sample, encoding).text)
    except ArticleError:
        return _ENCODINGS[encoding]
