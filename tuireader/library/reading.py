"""From a file or record to what the library stores of it; pure, so that it may run in another process."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tuireader.articles.formats import format_of, is_risky, is_risky_piece, pieces, read_piece
from tuireader.articles.opening import compression_of
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError
from tuireader.library.manner import DEFAULT_MANNER, Manner
from tuireader.library.values import Read, Reading
from tuireader.names.overlay import NOTHING, Overlay
from tuireader.text.safe import safe_line

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.articles.article import Article
    from tuireader.articles.records import Record
    from tuireader.library.jobs import Job
    from tuireader.library.prepared import Prepared

_LONGEST_REASON = 200
_LIGHT = 40_000
"""Bytes of a file or record that may be read together with others."""

A = TypeVar("A")
B = TypeVar("B")


def read_file(path: "Path", shown_as: str, manner: Manner = DEFAULT_MANNER) -> Reading:
    """Read a file that is one article and find the names in it.

    Raises:
        ArticleError: the file cannot become an article; names it and the reason.
    """
    return read_piece_of(_piece_of(path, shown_as, manner), shown_as, manner)


def _piece_of(path: "Path | str", shown_as: str, manner: Manner) -> Piece:
    """The one piece of a file that is one article."""
    for piece in pieces(path, manner.fields):
        if isinstance(piece, Unreadable):
            raise ArticleError(f"{safe_line(shown_as)} cannot be read: {piece.reason}", reason=piece.reason)
        return piece
    raise ArticleError(f"{safe_line(shown_as)} cannot be read: it is empty", reason="it is empty")


def read_piece_of(piece: Piece, shown_as: str, manner: Manner) -> Reading:
    """Read a piece of a file and find the names in it.

    Raises:
        ArticleError: the piece cannot become an article.
    """
    return _named(_described(_Opened(piece, read_piece(piece, manner.fields), shown_as, manner)))


class _Opened(NamedTuple):
    """A piece on its way to an article."""

    piece: Piece
    record: "Record"
    shown_as: str
    manner: Manner


def _described(opened: _Opened) -> "tuple[Article, str, str]":
    """The article, and the hashes of its bytes and of its folded text."""
    # The rules' patterns and the models take a while to load: not for those who only look at manners.
    from tuireader.articles.describing import describe
    from tuireader.articles.identity import fold_hash, raw_hash

    piece, record, shown_as, manner = opened
    article = describe(record, path=shown_as, cleaning=manner.cleaning)
    return article, raw_hash(piece.data), fold_hash(record.identity)


def _named(described: "tuple[Article, str, str]") -> Reading:
    from tuireader.names.find import find_names

    article, of_bytes, of_text = described
    return Reading(article, find_names(article), of_bytes, of_text)


@dataclass(frozen=True, slots=True)
class Reader:
    """Does a scan's jobs; is sent to the processes that read."""

    manners: Mapping[str, Manner]
    """By source."""
    read: Read | None = None
    """Reads a file in another way; only within this process."""
    overlay: Overlay = NOTHING
    """What the reader has corrected."""

    def __call__(self, job: "Job") -> "Prepared | str":
        """The article, or the reason why it is none. Never raises."""
        from tuireader.library.prepared import prepare

        manner = self._manner(job)
        try:
            if job.piece is not None:
                return prepare(read_piece_of(job.piece, job.shown_as, manner), self.overlay)
            if self.read is not None:
                return prepare(self.read(job.path, job.shown_as), self.overlay)
            return prepare(read_file(job.path, job.shown_as, manner), self.overlay)
        except ArticleError as error:
            return error.reason
        except Exception as error:  # noqa: BLE001 - one article must never end a scan; it is named instead
            return stumbled(error)

    def together(self, jobs: "Sequence[Job]") -> "list[Prepared | str]":
        """The same for several jobs, each step for all of them before the next.

        The code and the tables of a step are at hand then, where else the processor must fetch them anew for
        each article: a tenth of all the time.
        """
        from tuireader.library.prepared import prepare

        named = _each(_named, _each(_described, _each(self._opened, jobs)))
        return _each(lambda reading: prepare(reading, self.overlay), named)

    @staticmethod
    def is_light(job: "Job") -> bool:
        """Whether reading it takes little and cannot hang or crash, so that it may be read with others."""
        return job.size <= _LIGHT and Reader.is_plain(job)

    @staticmethod
    def is_plain(job: "Job") -> bool:
        """Whether reading it cannot hang or crash, however long it takes."""
        if job.piece is not None:
            return not is_risky_piece(job.piece)
        return compression_of(job.shown_as) is None and not is_risky(format_of(job.shown_as) or "text")

    @staticmethod
    def is_harmless(job: "Job") -> bool:
        """Whether reading cannot hang or crash; of files that are not compressed it is known before."""
        if job.piece is not None:
            return not is_risky_piece(job.piece)
        return compression_of(job.shown_as) is None

    def _opened(self, job: "Job") -> _Opened:
        manner = self._manner(job)
        piece = job.piece if job.piece is not None else _piece_of(job.at, job.shown_as, manner)
        return _Opened(piece, read_piece(piece, manner.fields), job.shown_as, manner)

    def _manner(self, job: "Job") -> Manner:
        encoding = self.overlay.encodings.get(job.container or job.shown_as)
        return self.manners.get(job.source, DEFAULT_MANNER).with_encoding(encoding)


def _each(step: Callable[[A], B], items: "Iterable[A | str]") -> "list[B | str]":
    """Do a step with each item; what it raises becomes the reason, and a reason stays what it is."""
    done: list[B | str] = []
    for item in items:
        if isinstance(item, str):
            done.append(item)
            continue
        try:
            done.append(step(item))
        except ArticleError as error:
            done.append(error.reason)
        except Exception as error:  # noqa: BLE001 - as above
            done.append(stumbled(error))
    return done


def stumbled(error: Exception) -> str:
    """The reason for a file that brought out a mistake of ours."""
    return safe_line(f"tuireader stumbled over it: {type(error).__name__}: {error}")[:_LONGEST_REASON]
