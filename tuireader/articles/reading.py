"""A file to its articles, without ever waiting on it, changing it or trusting it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.articles.identity import raw_hash
from tuireader.articles.opening import MAX_BYTES, opened, refused, unreadable
from tuireader.articles.records import Unreadable
from tuireader.errors import ArticleError

if TYPE_CHECKING:
    from tuireader.articles.article import Article
    from tuireader.articles.cleaning import Cleaning
    from tuireader.articles.formats import Fields
    from tuireader.articles.records import Piece

__all__ = [
    "MAX_BYTES",
    "article_from_bytes",
    "article_of",
    "file_hash",
    "read_article",
    "read_articles",
    "read_bytes",
]


def read_bytes(path: Path) -> bytes:
    """Read a regular file of at most `MAX_BYTES` as it lies there; never waits for a pipe or device.

    Raises:
        ArticleError: naming the file, with what to do.
    """
    with opened(path) as (file, _):
        try:
            data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise unreadable(path, error) from error
    if len(data) > MAX_BYTES:
        raise refused(path, "it grew too large while it was read", "Try again when it is complete")
    return data


def file_hash(path: Path) -> str:
    """The hash of a file as it is now; empty when it cannot be read: evidence, never a condition."""
    try:
        return raw_hash(read_bytes(path))
    except (ArticleError, OSError, ValueError):
        return ""


def read_articles(
    path: Path,
    fields: "Fields | None" = None,
    *,
    shown_as: str | None = None,
    cleaning: "Cleaning | None" = None,
) -> "Iterator[Article | Unreadable]":
    """Yield the articles that a file holds, and what of it cannot become one, in order.

    Args:
        path: the file; its ending names the format.
        fields: how the user wants records to be read; None: as they come.
        shown_as: the path as the user would write it, for `Article.path`; `path` itself if not given.
        cleaning: the rules that apply; every rule of ours if not given.

    Raises:
        ArticleError: nothing in the file can be read; names it.
    """
    from tuireader.articles.formats import Fields, pieces

    fields = fields or Fields()
    shown = shown_as if shown_as is not None else str(path)
    found = pieces(path, fields)
    while True:
        try:
            piece = next(found)
        except StopIteration:
            return
        except ArticleError as error:
            raise refused(shown, error.reason, error.hint) from error
        if isinstance(piece, Unreadable):
            yield piece
            continue
        try:
            yield article_of(piece, fields, shown, cleaning)
        except ArticleError as error:
            if piece.fragment is None:
                raise refused(shown, error.reason, error.hint) from error
            yield Unreadable(piece.fragment, error.reason)


def article_of(piece: "Piece", fields: "Fields", path: str, cleaning: "Cleaning | None" = None) -> "Article":
    """Make an article of a piece of the file shown as `path`; pure.

    Raises:
        ArticleError: it cannot become one; the message is the reason, without the file's name.
    """
    # The rules' patterns take a while to compile: walking and looking at values must not pay for them.
    from tuireader.articles.cleaning import EVERY_RULE
    from tuireader.articles.describing import describe
    from tuireader.articles.formats import read_piece

    record = read_piece(piece, fields)
    path = path if piece.fragment is None else f"{path}#{piece.fragment}"
    return describe(record, path=path, cleaning=cleaning or EVERY_RULE)


def read_article(path: Path, *, shown_as: str | None = None, cleaning: "Cleaning | None" = None) -> "Article":
    """Read a file that is one article, or the first of those it holds.

    Args:
        path: the file; its ending names the format.
        shown_as: the path as the user would write it, for `Article.path`; `path` itself if not given.
        cleaning: the rules that apply; every rule of ours if not given.

    Raises:
        ArticleError: naming the file: unreadable, too large, not text, empty.
    """
    shown = shown_as if shown_as is not None else str(path)
    said = ""
    for article in read_articles(path, shown_as=shown, cleaning=cleaning):
        if not isinstance(article, Unreadable):
            return article
        said = said or f"{article.fragment}: {article.reason}"
    raise refused(shown, said or "it holds no articles", "There is nothing to read in it")


def article_from_bytes(data: bytes, path: str, cleaning: "Cleaning | None" = None) -> "Article":
    """Make an article of the bytes of a file that is one, and that are already at hand.

    Raises:
        ArticleError: as `read_article` does.
    """
    from tuireader.articles.formats import Fields, format_of
    from tuireader.articles.records import Piece

    try:
        return article_of(Piece(None, format_of(path) or "text", data), Fields(), path, cleaning)
    except ArticleError as error:
        raise refused(path, error.reason, error.hint or "Only text can be read") from error
