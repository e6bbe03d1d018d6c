"""An article and its names as bytes: compressed JSON, half the size of the text, read in microseconds."""

import json
import zlib
from collections.abc import Callable, Iterable
from functools import cache, partial
from types import ModuleType
from typing import Any

from tuireader.articles.article import Article, Block, Removed
from tuireader.library.usual import RECORD
from tuireader.names.values import CountryFound, Mention, Names, Person

_WINDOW = 32 * 1024
"""How far zlib looks back."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def pack(article: Article, names: Names, found: Names | None = None) -> tuple[bytes, bytes]:
    """The article with its names, and its original text, each compressed.

    Args:
        article: what is packed.
        names: its names, as the reader has corrected them.
        found: the same as they were found, where that is something else.
    """
    record: dict[str, Any] = {
        "headline": article.headline,
        "headline_from": article.headline_from,
        "date": article.date,
        "date_from": article.date_from,
        "place": article.place,
        "source": article.source,
        "byline": article.byline,
        "translator": article.translator,
        "language": article.language,
        "url": article.url,
        "encoding": article.encoding,
        "warnings": list(article.warnings),
        "blocks": [[block.kind, block.text, block.credit] for block in article.blocks],
        "removed": [[removed.rule, removed.text] for removed in article.removed],
        "people": _people(names),
        "countries": _countries(names),
    }
    if found is not None and found is not names:
        record["found"] = {"people": _people(found), "countries": _countries(found)}
    known = _known([block.text for block in article.blocks])
    return _squeezed(_written(record), known=RECORD), _squeezed(_encoded(article.original), known=known)


def _written(record: dict[str, Any]) -> bytes:
    """The record as JSON in UTF-8."""
    try:
        return _write()(record)
    except TypeError:  # lone surrogates, which are no UTF-8
        return _encoded(_ENCODER.encode(record))


@cache
def _write() -> Callable[[Any], bytes]:
    """What writes JSON; loaded by the first who writes."""
    try:
        from orjson import dumps
    except ImportError:  # not made for this machine; json writes the same bytes, in ten times the time
        return lambda record: _encoded(_ENCODER.encode(record))
    return partial(dumps, default=tuple)  # of tuples with names it asks what they are


def _squeezed(data: bytes, *, known: bytes) -> bytes:
    """The bytes compressed, for `zlib` to expand.

    Args:
        data: what to compress.
        known: what it mostly repeats; whoever expands it has it too.
    """
    deflate, level = _deflate()
    # Without a dictionary none may be given, be it empty: it would be asked for.
    squeeze = deflate.compressobj(level, zdict=known) if known else deflate.compressobj(level)
    packed: bytes = squeeze.compress(data) + squeeze.flush()
    return packed


@cache
def _deflate() -> tuple[ModuleType, int]:
    """What compresses, and how hard it is to try; loaded by the first who writes."""
    try:
        from isal import isal_zlib
    except ImportError:  # not made for this machine; zlib takes five times as long, and a twentieth less room
        return zlib, 6
    return isal_zlib, 2


def is_same(stored: bytes, packed: bytes) -> bool:
    """Whether both are the same article: the bytes may be others, made elsewhere or by another library.

    What is stored and damaged is not the same.
    """
    try:
        return stored == packed or record_of(stored) == record_of(packed)
    except zlib.error:
        return False


def record_of(packed: bytes) -> bytes:
    """The record of an article, JSON in UTF-8, as it was before it was compressed.

    Raises:
        zlib.error: it is damaged.
    """
    return _expanded(packed, known=RECORD)


def _expanded(data: bytes, *, known: bytes) -> bytes:
    """What `_squeezed` was given."""
    expand = zlib.decompressobj(zdict=known)  # which is used by what was compressed with it alone
    whole = expand.decompress(data) + expand.flush()
    if not expand.eof:
        raise zlib.error("what was compressed is cut off")
    return whole


def unpack(
    packed: bytes, original: bytes | None, *, uid: str, path: str, whole: bool = True
) -> tuple[Article, Names]:
    """What `pack` was given.

    Args:
        packed: the article with its names.
        original: its original text; left out where nobody looks at it.
        uid: its id.
        path: where it was read from.
        whole: with the mentions of names and with what was removed: most of the work.
    """
    return unpack_record(record_of(packed), original, uid=uid, path=path, whole=whole)


def unpack_record(
    text: bytes, original: bytes | None, *, uid: str, path: str, whole: bool = True
) -> tuple[Article, Names]:
    """`unpack` for a record that is no longer compressed: JSON in UTF-8."""
    record = json.loads(_decoded(text))
    article = Article(
        id=uid,
        path=path,
        headline=record["headline"],
        headline_from=record["headline_from"],
        date=record["date"],
        date_from=record["date_from"],
        place=record["place"],
        source=record["source"],
        byline=record["byline"],
        translator=record["translator"],
        language=record["language"],
        url=record.get("url"),  # libraries made before there was one
        blocks=tuple(Block(kind, text, credit) for kind, text, credit in record["blocks"]),
        removed=tuple(Removed(rule, text) for rule, text in record["removed"] if whole),
        encoding=record["encoding"],
        warnings=tuple(record["warnings"]),
        original=_original(original, record) if original is not None else "",
    )
    return article, _names(record, whole=whole)


def unpack_found(packed: bytes) -> Names:
    """The names of an article as they were found, whatever the reader has corrected."""
    record = json.loads(_decoded(record_of(packed)))
    return _names(record.get("found", record), whole=True)


def _people(names: Names) -> list[list[Any]]:
    return [[p.name, p.forms, p.title, p.country, p.mentions] for p in names.people]


def _countries(names: Names) -> list[list[Any]]:
    return [[c.code, c.name, c.forms, c.evidence, c.mentions] for c in names.countries]


def _names(record: dict[str, Any], *, whole: bool) -> Names:
    people = tuple(
        Person(name, tuple(forms), title, country, _mentions(spans) if whole else ())
        for name, forms, title, country, spans in record["people"]
    )
    countries = tuple(
        CountryFound(code, name, tuple(forms), evidence, _mentions(spans) if whole else ())
        for code, name, forms, evidence, spans in record["countries"]
    )
    return Names(people, countries)


def _original(data: bytes, record: dict[str, Any]) -> str:
    return _decoded(_expanded(data, known=_known(text for _, text, _ in record["blocks"])))


def _known(texts: Iterable[str]) -> bytes:
    """What an original mostly repeats: with it as a dictionary, little is left to store of it."""
    return _encoded("\n\n".join(texts))[-_WINDOW:]


def _mentions(spans: list[list[int]]) -> tuple[Mention, ...]:
    return tuple(Mention(block, start, end) for block, start, end in spans)


def _encoded(text: str) -> bytes:
    # Lone surrogates stand for bytes of a file name that is not UTF-8.
    return text.encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
