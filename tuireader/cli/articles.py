"""The articles that words of the command line mean: ids, files, and records in files (`list.jsonl#12`)."""

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.cli.home import Home, absolute
from tuireader.errors import ArticleError, TuireaderError, UnknownArticle, UsageError, quoted

if TYPE_CHECKING:
    from tuireader.articles.article import Article
    from tuireader.articles.records import Piece, Unreadable
    from tuireader.library.library import Library
    from tuireader.library.manner import Manner
    from tuireader.library.pool import Pool
    from tuireader.names.values import CountryFound, Person, Quote

_SECONDS = 20.0
"""How long a page or the like may take to be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article with all that was found in it."""

    article: "Article"
    people: "tuple[Person, ...]"
    countries: "tuple[CountryFound, ...]"
    also: tuple[str, ...] = ()
    """Other paths that hold the same text."""

    def quotes(self) -> "tuple[Quote, ...]":
        """What is said in it, and by whom; found when asked for."""
        from tuireader.names.quotes import find_quotes

        return find_quotes(self.article, self.people)


def find(home: Home, words: str) -> Found:
    """The one article that `words`, an id or a path, mean; a path need not be in the library.

    Raises:
        TuireaderError: there is none, there are several, or its file cannot become an article.
    """
    with closing(find_each(home, words)) as each:
        several = list(islice(each, 2))
    if not several:
        raise UnknownArticle(f"{quoted(words)} holds no articles", "`tuireader show` tells why")
    if len(several) > 1:
        first = next((found for found in several if isinstance(found, Found)), None)
        example = first.article.path if first else f"{words}#1"
        raise UsageError(
            f"{quoted(words)} holds several articles", f"Name one of them, such as {quoted(example)}"
        )
    (found,) = several
    if isinstance(found, TuireaderError):
        raise found
    return found


def find_each(
    home: Home, words: str, *, encoding: str | None = None
) -> Generator[Found | ArticleError, None, None]:
    """The articles that `words` mean, and what of a file cannot become one.

    Args:
        home: whose library is asked for ids and for what is known of a file.
        words: an id, or the start of one; a path; a path and the number or name of a record in it.
        encoding: read files in this encoding, whatever they look like.

    Raises:
        TuireaderError: there is none, or nothing in the file can be read.
    """
    path, fragment = _path_in(words)
    if path is not None:
        yield from _at_path(home, path, fragment, encoding)
    elif os.sep in words:
        library = _library_if_made(home)
        try:  # a file that is gone may still be in the library
            yield _stored(library, library.resolve(words)) if library else _gone(words)
        except UnknownArticle:
            _gone(words)
    else:
        yield _stored(home.library, home.library.resolve(words))


def _path_in(words: str) -> tuple[str | None, str | None]:
    """The file that is named, and behind `#` a record in it; (None, None) where no file is."""
    if os.path.lexists(words):
        return words, None
    at = words.find("#")
    while at > 0:
        if os.path.isfile(words[:at]):  # noqa: PTH113 -- a path that is no UTF-8 must do
            return words[:at], words[at + 1 :]
        at = words.find("#", at + 1)
    return None, None


def _gone(words: str) -> Found:
    raise UnknownArticle(f"No such file: {quoted(words)}", "Give a path that exists, or an article's id")


def _stored(library: "Library", uid: str) -> Found:
    stored = library.article(uid)
    if stored is None:
        raise UnknownArticle(f"Article {uid} is no longer in the library", "`tuireader scan` looks again")
    return Found(stored.article, stored.people, stored.countries, stored.also)


def _at_path(
    home: Home, path: str, fragment: str | None, encoding: str | None
) -> Iterator[Found | ArticleError]:
    """Read the file as it is now, or the one record in it."""
    from tuireader.library.manner import manner_for
    from tuireader.library.sources import path_text

    library = _library_if_made(home)
    settings = home.settings
    by_source = any(rule.source for rule in settings.cleaning.rules) or settings.encodings.keys() - {
        "default"
    }
    manner = manner_for(settings, _source_of(library, path) if library and by_source else None)
    if encoding is None and library is not None:
        encoding = library.encoding_said(path_text(absolute(path)))
    manner = manner.with_encoding(encoding)
    anything = False
    for article in _read(path, fragment, manner):
        anything = True
        yield article if isinstance(article, ArticleError) else _known(library, path, article)
    if not anything and fragment is not None:
        raise UnknownArticle(
            f"{quoted(path)} holds no record {quoted(fragment)}",
            "`tuireader show` without it shows all of them",
        )


def _read(path: str, fragment: str | None, manner: "Manner") -> "Iterator[Article | ArticleError]":
    """The file's articles; those whose parser may hang or crash are read in a process that can be killed."""
    from tuireader.articles.formats import format_at, is_risky, pieces
    from tuireader.articles.opening import refused

    found = pieces(Path(path), manner.fields)
    try:
        wanted = found if fragment is None else _only(found, fragment)
        work = _Work(path, manner)
        elsewhere = _Elsewhere(path, work)
        with closing(elsewhere):
            if is_risky(format_at(Path(path))):
                yield from elsewhere.run(wanted)
                return
            for piece in wanted:
                yield from elsewhere.run([piece]) if _is_risky(piece) else [work(piece)]
    except ArticleError as error:
        raise refused(path, error.reason, error.hint) from error


def _is_risky(piece: "Piece | Unreadable") -> bool:
    from tuireader.articles.formats import is_risky_piece
    from tuireader.articles.records import Unreadable

    return not isinstance(piece, Unreadable) and is_risky_piece(piece)


class _Elsewhere:
    """Reads in a process that can be killed, and is started when it is first needed."""

    def __init__(self, path: str, work: "_Work") -> None:
        self._path = path
        self._work = work
        self._pool: Pool[Piece | Unreadable, Article | ArticleError] | None = None

    def run(self, wanted: "Iterable[Piece | Unreadable]") -> "Iterator[Article | ArticleError]":
        from tuireader.articles.opening import refused
        from tuireader.library.pool import Failed, Pool

        if self._pool is None:
            self._pool = Pool(self._work, processes=1, seconds=_SECONDS)
        for piece, outcome in self._pool.run(wanted):
            yield (
                refused(_named(self._path, piece), outcome.reason, "")
                if isinstance(outcome, Failed)
                else outcome
            )

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()


def _only(found: "Iterator[Piece | Unreadable]", fragment: str) -> "Iterator[Piece | Unreadable]":
    """The piece of this number or name; of a member that is itself a container, all that are in it."""
    for piece in found:
        if piece.fragment == fragment:
            yield piece
            return
        if piece.fragment is not None and piece.fragment.startswith(f"{fragment}#"):
            yield piece


@dataclass(frozen=True, slots=True)
class _Work:
    """Makes articles of the pieces of one file; is sent to the process that reads them."""

    path: str
    manner: "Manner"

    def __call__(self, piece: "Piece | Unreadable") -> "Article | ArticleError":
        from tuireader.articles.opening import refused
        from tuireader.articles.reading import article_of
        from tuireader.articles.records import Unreadable

        if isinstance(piece, Unreadable):
            return refused(_named(self.path, piece), piece.reason, "")
        try:
            return article_of(piece, self.manner.fields, self.path, self.manner.cleaning)
        except ArticleError as error:
            return refused(_named(self.path, piece), error.reason, error.hint)


def _named(path: str, piece: "Piece | Unreadable") -> str:
    return path if piece.fragment is None else f"{path}#{piece.fragment}"


def _known(library: "Library | None", path: str, article: "Article") -> Found:
    """The article with its names; where the library holds it, its id and other paths are the library's."""
    from tuireader.names.find import find_names

    stored = None
    here = os.path.abspath(path) + article.path[len(path) :]  # noqa: PTH100 -- links stay
    if library is not None:
        try:
            stored = library.article(library.resolve(here))
        except UnknownArticle:
            stored = None
    also: tuple[str, ...] = ()
    if stored is not None:
        also = tuple(
            other for other in (stored.article.path, *stored.also) if other not in (here, article.path)
        )
        article = replace(article, id=stored.article.id)
        if stored.article.blocks == article.blocks and stored.article.place == article.place:
            return Found(article, stored.people, stored.countries, also)
    names = find_names(article)
    return Found(article, names.people, names.countries, also)


def _source_of(library: "Library", path: str) -> str | None:
    """The name of the source that the file is of: of several the one whose folder is nearest."""
    here = Path(os.path.abspath(path))  # noqa: PTH100
    holding = [state for state in library.source_states() if here.is_relative_to(state.path)]
    return max(holding, key=lambda state: len(state.path)).name if holding else None


def _library_if_made(home: Home) -> "Library | None":
    """The library where there is one already; reading a single file is no reason to make it."""
    return home.library_as_it_is if home.paths.library.exists() else None
