"""What there is to read in one source, article by article: files, and the records of containers.

A container's row counts how many of its records are done without a gap: a scan that was cut short goes on
from there. Records that are still there byte for byte are not read again.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from tuireader.articles.formats import format_at, format_of, is_container, is_risky, may_hold_several, pieces
from tuireader.articles.identity import raw_hash
from tuireader.articles.records import Piece, Unreadable
from tuireader.errors import ArticleError
from tuireader.library.listing import IN_CONTAINER, Listed, Listing, Stored
from tuireader.library.manner import Manner
from tuireader.library.reading import stumbled

_LARGEST_STAMP = 2**62 - 1
_MOST_READ = 20_000
"""Records of a file that are remembered, to know their copies by."""
_MOST_TEXTS = 100
_LOOKING_SECONDS = 0.2
"""After so long without a job others have a turn, and it is asked whether to stop."""


class Stopped(Exception):
    """The scan is to stop; raised in the middle of what takes long, be it a folder or a file."""


class Look:
    """Asks whether to stop, where much is done that is no job; never more often than is good."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop
        self.rest()

    def rest(self) -> float:
        """Somebody has just asked: it is soon enough to ask in a while. Gives when that is over."""
        self._next = time.monotonic() + _LOOKING_SECONDS
        return self._next

    def __call__(self) -> None:
        """Ask, if it is time to.

        Raises:
            Stopped: the answer was yes.
        """
        if time.monotonic() < self._next:
            return
        self.rest()
        if self._stop():
            raise Stopped


class Job(NamedTuple):
    """An article to read: a whole file, or a piece of one. A tuple, which is sent to others for least."""

    source: str
    at: str
    """The file's path as the system is asked for it."""
    shown_as: str
    """The path as the library keeps it, with the record's fragment behind `#`."""
    size: int
    """Bytes: of the file, or of the record."""
    mtime_ns: int
    """Of the file; of a record a stamp that is another whenever the file's size or time is."""
    piece: Piece | None = None
    container: str | None = None
    """The path, as the library keeps it, of the file that the record is in."""
    number: int = 0
    """Which piece of its file it is, from 1."""

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.at)

    @staticmethod
    def weight(job: "Job") -> int:
        """How many bytes wait in memory for the job to be done."""
        return max(200, job.size) if job.piece is None else len(job.piece.data)


class Taker(Protocol):
    """What is told of files that need no reading."""

    def skip(self, db: sqlite3.Connection, job: Job, reason: str) -> None: ...
    def copy(self, db: sqlite3.Connection, job: Job, raw_hash: str, doc: int) -> None: ...
    def keep(self, source: str, path: str, reason: str | None) -> None: ...
    def leave(self, db: sqlite3.Connection, source: str, paths: Sequence[str]) -> None: ...
    def release(self, db: sqlite3.Connection, source: str, path: str) -> None: ...


@dataclass(slots=True)
class _Container:
    """A container that is being read."""

    listed: Listed
    contiguous: int
    """Pieces that are done, from the first on without a gap."""
    beyond: set[int] = field(default_factory=set)
    """Pieces done after a gap."""
    ended: int | None = None
    """How many pieces there are, once it is known."""
    is_damaged: bool = False
    """Nobody knows what else is in it."""
    read: dict[str, str] = field(default_factory=dict)
    """Where records were met first in this scan, by the hash of their bytes."""
    is_plain: bool = False
    """It turned out to be one article, named by the file alone."""

    def done(self, number: int) -> None:
        self.beyond.add(number)
        while self.contiguous + 1 in self.beyond:
            self.contiguous += 1
            self.beyond.discard(self.contiguous)

    @property
    def kind(self) -> str | None:
        return format_of(self.listed.at)

    @property
    def is_complete(self) -> bool:
        return self.contiguous == self.ended


class Jobs:
    """The jobs of one source, found while they are asked for, inside the transactions of the scan.

    None comes in between where the next job is long in being found. Who iterates may meet `Stopped`.
    """

    def __init__(
        self,
        source: str,
        manner: Manner,
        listing: Listing,
        db: sqlite3.Connection,
        taker: Taker,
        look: Look,
        encodings: Mapping[str, str],
    ) -> None:
        self._look = look
        self._encodings = encodings
        self._source = source
        self._manner = manner
        self._listing = listing
        self._db = db
        self._taker = taker
        self._open: dict[str, _Container] = {}
        self.files = 0
        """Files to read."""
        self.bytes = 0
        """Their size on the disk."""
        self.unread = 0
        """Files that need no reading."""
        self.has_containers = False
        self._is_risky = False
        self._texts: list[Path] = []
        """Some of those that may be pages, whatever their ending says."""
        self.bytes_done = 0
        for listed, _, change in listing.compared(db, source):
            self._look()
            if change in ("same", "unreadable"):
                self.unread += 1
                continue
            kind = format_of(listed.at) or ""
            self.files += 1
            self.bytes += listed.size
            self.has_containers = self.has_containers or is_container(kind)
            self._is_risky = self._is_risky or is_risky(kind)
            if kind in ("", "text") and len(self._texts) < _MOST_TEXTS:
                self._texts.append(listed.path)

    @property
    def are_risky(self) -> bool:
        """Whether some of the files may make their parser hang or crash; of a few each is asked."""
        return self._is_risky or any(is_risky(format_at(path)) for path in self._texts)

    def __iter__(self) -> Iterator[Job | None]:
        pause = self._look.rest()
        for job in self._found():
            if job is not None:
                yield job
            elif time.monotonic() < pause:
                continue
            else:
                yield None
            pause = self._look.rest()

    def _found(self) -> Iterator[Job | None]:
        """Every job, and None for what needs none."""
        for listed, known, change in self._listing.compared(self._db, self._source):
            self._look()
            if change == "same":
                self._keep(listed, known)
            elif change == "unreadable":
                self._taker.skip(self._db, self._job(listed), listed.reason or "")
            elif may_hold_several(listed.at, listed.size):
                self.has_containers = True  # of a text it is known only now
                yield from self._records(listed, known if change == "unfinished" else None)
            else:
                yield self._job(listed)
                continue
            yield None

    def done(self, job: Job) -> None:
        """Note that the job was done, whatever became of it."""
        if job.piece is None:
            self.bytes_done += job.size
        elif (container := self._open.get(job.container or job.shown_as)) is not None:
            container.done(job.number)

    def note_progress(self, db: sqlite3.Connection) -> None:
        """Write down how far the containers have come; what is no longer in one that is through leaves."""
        for path, container in list(self._open.items()):
            if container.is_plain:
                if container.is_complete:
                    self._taker.leave(db, self._source, self._stale(db, path, None))
                    del self._open[path]
                continue
            db.execute(
                "UPDATE file SET pieces = ?, complete = ? WHERE source = ? AND path = ?",
                (container.contiguous, container.is_complete, self._source, path),
            )
            if container.is_complete:
                if not container.is_damaged:  # what a broken download cuts off is not gone
                    self._taker.leave(db, self._source, self._stale(db, path, _stamp(container.listed)))
                self._taker.release(db, self._source, path)
                del self._open[path]

    def _stale(self, db: sqlite3.Connection, path: str, mtime_ns: int | None) -> list[str]:
        sql = f"SELECT path FROM {IN_CONTAINER} AND mtime IS NOT ?3"
        return [inner for (inner,) in db.execute(sql, (self._source, path, mtime_ns))]

    def _job(self, listed: Listed) -> Job:
        return Job(self._source, listed.at, listed.shown_as, listed.size, listed.mtime_ns)

    def _keep(self, listed: Listed, known: Stored | None) -> None:
        """Count a file that has not changed, or the records in it."""
        if known is None or known.pieces is None:
            self._taker.keep(self._source, listed.shown_as, known.reason if known else None)
            return
        if known.reason is not None:
            self._taker.keep(self._source, listed.shown_as, known.reason)
        sql = f"SELECT path, reason FROM {IN_CONTAINER}"
        for path, reason in self._db.execute(sql, (self._source, listed.shown_as)):
            self._taker.keep(self._source, path, reason)

    def _records(self, listed: Listed, unfinished: Stored | None) -> Iterator[Job | None]:
        start = unfinished.pieces or 0 if unfinished is not None else 0
        container = self._open[listed.shown_as] = _Container(listed, start)
        number = start
        self._begin(listed, start)
        if unfinished is not None:
            self._keep_first(listed)
        before = self.bytes_done

        def come_to(place: int) -> None:
            self.bytes_done = before + min(place, listed.size)

        try:
            manner = self._manner.with_encoding(self._encodings.get(listed.shown_as))
            found = pieces(listed.path, manner.fields, start, at=come_to, look=self._look)
            for number, piece in enumerate(found, start + 1):
                if isinstance(piece, Unreadable):
                    container.is_damaged = container.is_damaged or piece.is_end
                    job = self._record(listed, piece.fragment, None, number)
                    if unfinished is None or not self._was_skipped(job):
                        self._taker.skip(self._db, job, piece.reason)
                    container.done(number)
                    yield None
                    continue
                job = self._record(listed, piece.fragment, piece, number)
                if piece.fragment is None:
                    container.is_plain = True
                elif self._is_known(job, piece, container, goes_on=unfinished is not None):
                    container.done(number)
                    yield None
                    continue
                yield job
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 - one file must never end a scan; it is named instead
            said = error.reason if isinstance(error, ArticleError) else stumbled(error)
            self._taker.skip(self._db, self._job(listed), said)
            container.is_damaged = True
            if number == start == 0 and not self._has_records(listed):
                container.is_plain = True  # there is nothing in it that could be called its records
        else:
            if number == 0:
                container.is_plain = True
                self._taker.skip(self._db, self._job(listed), "it holds no articles")
        container.ended = number
        self.bytes_done = before + listed.size

    def _has_records(self, listed: Listed) -> bool:
        sql = f"SELECT 1 FROM {IN_CONTAINER} LIMIT 1"
        return self._db.execute(sql, (self._source, listed.shown_as)).fetchone() is not None

    def _begin(self, listed: Listed, start: int) -> None:
        self._db.execute(
            "INSERT INTO file VALUES (?1, ?2, ?3, ?4, NULL, NULL, NULL, NULL, ?5, 0) "
            "ON CONFLICT (source, path) DO UPDATE SET size = ?3, mtime = ?4, reason = NULL, "
            "container = NULL, pieces = ?5, complete = 0",
            (self._source, listed.shown_as, listed.size, listed.mtime_ns, start),
        )

    def _keep_first(self, listed: Listed) -> None:
        """Count the records that an earlier scan came to."""
        sql = f"SELECT path, reason FROM {IN_CONTAINER} AND mtime = ?3"
        for path, reason in self._db.execute(sql, (self._source, listed.shown_as, _stamp(listed))).fetchall():
            self._taker.keep(self._source, path, reason)

    def _record(self, listed: Listed, fragment: str | None, piece: Piece | None, number: int) -> Job:
        if fragment is None:
            return Job(
                self._source, listed.at, listed.shown_as, listed.size, listed.mtime_ns, piece, None, number
            )
        return Job(
            self._source,
            listed.at,
            f"{listed.shown_as}#{fragment}",
            len(piece.data) if piece is not None else 0,
            _stamp(listed),
            piece,
            listed.shown_as,
            number,
        )

    def _is_known(self, job: Job, piece: Piece, container: _Container, *, goes_on: bool) -> bool:
        """Whether the record need not be read; then it is counted, and written down."""
        if goes_on and self._was_skipped(job):
            return True
        digest = raw_hash(piece.data)
        return self._is_as_before(job, digest) or self._is_copy(job, digest, container)

    def _was_skipped(self, job: Job) -> bool:
        """Whether an earlier scan of the same file came to the record, and said why it is no article."""
        sql = "SELECT 1 FROM file WHERE source = ? AND path = ? AND mtime = ? AND reason IS NOT NULL"
        return self._db.execute(sql, (job.source, job.shown_as, job.mtime_ns)).fetchone() is not None

    def _is_copy(self, job: Job, digest: str, container: _Container) -> bool:
        """Whether a record that was read in this scan is the same byte for byte; then it is written down.

        Members of an archive are not: what they are called may be a part of the article.
        """
        if container.kind == "zip":
            return False
        first = container.read.setdefault(digest, job.shown_as)
        if first == job.shown_as:
            if len(container.read) > _MOST_READ:
                container.read.clear()
            return False
        sql = "SELECT doc, raw_hash, mtime FROM file WHERE source = ? AND path = ?"
        row = self._db.execute(sql, (job.source, first)).fetchone()
        if row is None or row[0] is None or row[1:] != (digest, job.mtime_ns):
            return False  # it waits to be read, or is no article
        self._taker.copy(self._db, job, digest, row[0])
        return True

    def _is_as_before(self, job: Job, digest: str) -> bool:
        """Whether the record is there as it was when it was read in the same manner; then it is counted."""
        row = self._db.execute(
            "SELECT raw_hash, reason, mtime FROM file WHERE source = ? AND path = ?",
            (self._source, job.shown_as),
        ).fetchone()
        if row is None or row[2] == -1 or row[0] is None or row[0] != digest:
            return False
        if row[2] != job.mtime_ns:  # else it was counted with those that an earlier scan came to
            self._taker.keep(self._source, job.shown_as, row[1])
            self._db.execute(
                "UPDATE file SET mtime = ? WHERE source = ? AND path = ?",
                (job.mtime_ns, self._source, job.shown_as),
            )
        return True


def _stamp(listed: Listed) -> int:
    """What the records that were found in this state of the file are marked with."""
    return hash((listed.size, listed.mtime_ns)) & _LARGEST_STAMP
