"""From a file or record to what the library stores of it; pure, so that it may run in another process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.articles.formats import pieces, read_piece
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError
from tuireader.library.manner import DEFAULT_MANNER, Manner
from tuireader.library.values import Read, Reading
from tuireader.names.overlay import NOTHING, Overlay
from tuireader.text.safe import safe_line

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.library.jobs import Job
    from tuireader.library.prepared import Prepared

_LONGEST_REASON = 200


def read_file(path: "Path", shown_as: str, manner: Manner = DEFAULT_MANNER) -> Reading:
    """Read a file that is one article and find the names in it.

    Raises:
        ArticleError: the file cannot become an article; names it and the reason.
    """
    for piece in pieces(path, manner.fields):
        if isinstance(piece, Unreadable):
            raise ArticleError(f"{safe_line(shown_as)} cannot be read: {piece.reason}", reason=piece.reason)
        return read_piece_of(piece, shown_as, manner)
    raise ArticleError(f"{safe_line(shown_as)} cannot be read: it is empty", reason="it is empty")


def read_piece_of(piece: Piece, shown_as: str, manner: Manner) -> Reading:
    """Read a piece of a file and find the names in it.

    Raises:
        ArticleError: the piece cannot become an article.
    """
    # The rules' patterns and the models take a while to load: not for those who only look at manners.
    from tuireader.articles.describing import describe
    from tuireader.articles.identity import fold_hash, raw_hash
    from tuireader.names.find import find_names

    record = read_piece(piece, manner.fields)
    article = describe(record, path=shown_as, cleaning=manner.cleaning)
    return Reading(
        article=article,
        names=find_names(article),
        raw_hash=raw_hash(piece.data),
        fold_hash=fold_hash(record.identity),
    )


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

        encoding = self.overlay.encodings.get(job.container or job.shown_as)
        manner = self.manners.get(job.source, DEFAULT_MANNER).with_encoding(encoding)
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


def stumbled(error: Exception) -> str:
    """The reason for a file that brought out a mistake of ours."""
    return safe_line(f"tuireader stumbled over it: {type(error).__name__}: {error}")[:_LONGEST_REASON]
