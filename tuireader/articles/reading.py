"""A file to an article, without ever waiting on it, changing it or trusting it."""

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.articles.article import Article
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_line, safe_text

if TYPE_CHECKING:
    from tuireader.articles.cleaning import Cleaning

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is refused by its size, before it is read."""

_REASONS = {
    errno.ENOENT: ("there is no such file", "Check the spelling of the path"),
    errno.EACCES: ("it may not be read", "Give yourself permission to read it"),
    errno.EPERM: ("it may not be read", "Give yourself permission to read it"),
    errno.ELOOP: ("its links lead in a circle", "Remove the link"),
    errno.ENAMETOOLONG: ("its path is too long", "Move it to a shorter path"),
    errno.ENOTDIR: ("a part of its path is not a folder", "Check the spelling of the path"),
    errno.ENXIO: ("it is not a regular file", "Only files with text can be read"),
}


def read_bytes(path: Path) -> bytes:
    """Read a regular file of at most `MAX_BYTES`; never waits for a pipe, terminal or device.

    Raises:
        ArticleError: naming the file, with what to do.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _refused(path, "it is not a regular file", "Only files with text can be read")
        if status.st_size > MAX_BYTES:
            raise _refused(
                path,
                f"it is too large ({status.st_size // 1_048_576} MB)",
                f"Articles may have {MAX_BYTES // 1_048_576} MB; split the file",
            )
        with os.fdopen(os.dup(descriptor), "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    finally:
        os.close(descriptor)
    if len(data) > MAX_BYTES:
        raise _refused(path, "it grew too large while it was read", "Try again when it is complete")
    return data


def read_article(path: Path, *, shown_as: str | None = None, cleaning: "Cleaning | None" = None) -> Article:
    """Read a file as an article.

    Args:
        path: the file; its suffix decides between plain text and Markdown.
        shown_as: the path as the user would write it, for `Article.path`; `path` itself if not given.
        cleaning: the rules that apply; every rule of ours if not given.

    Raises:
        ArticleError: naming the file: unreadable, too large, not text, empty.
    """
    shown = shown_as if shown_as is not None else str(path)
    return article_from_bytes(read_bytes(path), shown, cleaning)


def article_from_bytes(data: bytes, path: str, cleaning: "Cleaning | None" = None) -> Article:
    """Make an article of a file's bytes that are already at hand; raises as `read_article` does."""
    # The rules' patterns take a while to compile: walking and looking at values must not pay for them.
    from tuireader.articles.cleaning import EVERY_RULE
    from tuireader.articles.decoding import decode, decode_entities
    from tuireader.articles.describing import describe, markup_of
    from tuireader.articles.records import Record

    try:
        decoded = decode(data)
    except ArticleError as error:
        raise _refused(path, error.message, "Only text and Markdown can be read") from error
    text = safe_text(decode_entities(decoded.text))
    if not text.strip():
        raise _refused(path, "it is empty", "There is nothing to read in it")
    record = Record(text, markup=markup_of(path), encoding=decoded.encoding, warnings=decoded.warnings)
    return describe(record, path=path, cleaning=cleaning or EVERY_RULE)


def _unreadable(path: Path, error: OSError) -> ArticleError:
    reason, hint = _REASONS.get(error.errno or 0, (safe_line(error.strerror or "it cannot be read"), ""))
    return _refused(path, reason, hint)


def _refused(path: Path | str, reason: str, hint: str) -> ArticleError:
    return ArticleError(f"{safe_line(str(path))} cannot be read: {reason}", hint, reason=reason)
