"""The scan: what the sources hold now against what the library knows, and the difference written down.

What a file or record becomes is decided by `taking`; here is the order of things. A source that seems gone or
emptied deletes nothing.
"""

import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from tuireader.articles.sources import walk
from tuireader.library import ordering, unfinished
from tuireader.library.connection import Connections, announce
from tuireader.library.correcting import Correcting
from tuireader.library.jobs import Job, Jobs, Look, Stopped
from tuireader.library.listing import IN_CONTAINER, Listing, is_text
from tuireader.library.manner import DEFAULT_MANNER, Manner
from tuireader.library.pace import Pace
from tuireader.library.pool import Failed, InThisProcess, Pool
from tuireader.library.prepared import Prepared
from tuireader.library.reading import Reader
from tuireader.library.sources import path_text
from tuireader.library.taking import Taking, Tally
from tuireader.library.values import Known, Progress, Read, ScanReport, SkippedFile, SourceSpec
from tuireader.library.writing import Writer
from tuireader.names.overlay import NOTHING, Overlay
from tuireader.paths import own_directories, seeds_directory

_COMMIT_SECONDS = 1.0
_STOPPING_SECONDS = 3.0
"""So long is what readers were given taken from them when a scan is to stop."""
_GROWTH = 8
"""A library that has grown so many times is put in order before the scan goes on, to be searched."""
_AT_ONCE = 500
"""So many articles are put in order in half a second."""
_HANDFUL = 5
"""So many files may vanish at once without a question, be they the whole source."""
_FEW_FILES = 24
_FEW_BYTES = 200_000
"""What is read without starting other processes for it."""
_PATIENCE = 3000
"""So many articles are put in order though the scan is to stop."""

_T = TypeVar("_T")
Reading = Pool[Job, Prepared | str] | InThisProcess[Job, Prepared | str]


class Scan:
    """One run over all sources.

    Args:
        connections: the library's.
        read: makes an article of a file, in this process; other processes read, where it pays, without it.
        processes: how many others may read at a time.
        known: the id under which an article is known elsewhere.
        overlay: what the reader has corrected of people and countries.
    """

    def __init__(
        self,
        connections: Connections,
        *,
        read: Read | None = None,
        processes: int = 1,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        known: Known | None = None,
        overlay: Overlay = NOTHING,
    ) -> None:
        self._connections = connections
        self._read = read
        self._manners: dict[str, Manner] = {}
        """How the files of each source are read, by its name."""
        self._processes = processes
        self._pace = Pace(progress or (lambda _: None))
        self._stop = stop or (lambda: False)
        self._look = Look(self._stop)
        self._tally = Tally()
        self._writer = Writer()
        self._overlay = overlay
        self._taking = Taking(
            self._writer, self._tally, known or (lambda path, raw_hash, text: None), overlay
        )
        self._pool: Pool[Job, Prepared | str] | None = None
        self._name = uuid.uuid4().hex
        self._unfinished: set[str] = set()
        """Scans before this one that were cut short."""
        self._gone_sources: list[str] = []
        self._walked: list[tuple[str, str, int | None]] = []
        """Sources gone through: when, name, and how many files were ignored; None: it is not there."""
        self._before = 0
        """How many articles were in order when the scan began."""
        self._ordered = 0
        """How many articles there were when they were last put in order."""
        self._stopped = False
        self._gives_up = 0.0

    def run(self, sources: Sequence[SourceSpec]) -> ScanReport:
        """Bring the library up to date with the sources; what other sources brought in goes."""
        began = time.monotonic()
        try:
            self._run([replace(spec, name=path_text(spec.name)) for spec in sources])
        finally:
            if self._pool is not None:
                self._pool.close()
            self._writer.close()
        tally = self._tally
        return ScanReport(
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            removed=tally.removed,
            skipped=tuple(tally.skipped),
            ignored=tally.ignored,
            seconds=time.monotonic() - began,
            notices=tuple(tally.notices),
            stopped=self._stopped,
        )

    def _run(self, sources: Sequence[SourceSpec]) -> None:
        # What is put in order goes through temporary tables: on the disk, however large the library is.
        self._connections.get().execute("PRAGMA temp_store = file")
        self._manners = {spec.name: spec.manner for spec in sources if spec.manner is not None}
        with self._connections.writing() as db:
            marks = unfinished.marks(db)
            self._unfinished = set(marks)
            self._before = self._ordered = min([_count(db), *marks.values()])
            self._register(db, sources)
            if marks or self._gone_sources:
                self._tally.dropped = unfinished.left_behind(db)
            self._mark(db)
        correcting = Correcting(self._connections, self._writer, self._tally)
        if self._unfinished:
            correcting.doubt()
        correcting.bring(self._overlay)
        for spec in sources:
            if not self._stopped:
                self._scan_source(spec)
        correcting.own(self._overlay)
        self._finish()
        self._connections.give_back()
        self._connections.expect(much=False)

    def _mark(self, db: sqlite3.Connection) -> None:
        """In the transaction of each change: until `_finish`, a scan cut short must be seen as such."""
        if self._tally.is_anything_changed or self._gone_sources:
            unfinished.mark(db, self._name, self._before)

    def _register(self, db: sqlite3.Connection, sources: Sequence[SourceSpec]) -> None:
        names = {spec.name for spec in sources}
        for (name,) in db.execute("SELECT name FROM source").fetchall():
            if name not in names:
                self._connections.expect(much=True)
                paths = db.execute("SELECT path FROM file WHERE source = ?", (name,))
                self._taking.forget(db, name, [path for (path,) in paths])
                # The source itself goes last: until then it shows that the library is not as it should be.
                db.execute("UPDATE source SET last_scan = NULL WHERE name = ?", (name,))
                self._gone_sources.append(name)
        for place, spec in enumerate(sources):
            manner = self._manner(spec.name).fingerprint()
            # Files that were read in another manner are read again; until then they stay what they were.
            db.execute(
                "UPDATE file SET mtime = -1 WHERE source = ?1 "
                "AND EXISTS (SELECT 1 FROM source WHERE name = ?1 AND manner <> ?2)",
                (spec.name, manner),
            )
            db.execute(
                "INSERT INTO source VALUES (?, ?, ?, NULL, 0, ?) ON CONFLICT (name) DO UPDATE SET "
                "path = excluded.path, place = excluded.place, manner = excluded.manner",
                (spec.name, path_text(spec.path), place, manner),
            )

    def _manner(self, source: str) -> Manner:
        return self._manners.get(source, DEFAULT_MANNER)

    def _scan_source(self, spec: SourceSpec) -> None:
        root = Path(spec.path).expanduser() if spec.path else seeds_directory()
        if not os.path.lexists(root):
            self._walked.append((_now(), spec.name, None))
            self._keep(spec, f"{spec.name}: {str(root)!r} is not there; its articles are kept")
            return
        try:
            with Listing(self._looking(walk(root, own_directories(), self._known_as(spec)))) as listing:
                self._scan_listed(spec, root, listing)
        except Stopped:
            self._stopped = True
            return
        if not self._stopped:
            self._walked.append((_now(), spec.name, listing.ignored))

    def _scan_listed(self, spec: SourceSpec, root: Path, listing: Listing) -> None:
        tally, db = self._tally, self._connections.get()
        tally.ignored += listing.ignored
        if not _was_scanned(db, spec.name):
            tally.notices += [
                f"{spec.name}: {str(item.path)!r} is left out: {item.reason}" for item in listing.left_out
            ]
        vanished = listing.vanished(db, spec.name)
        gone, known = _counted(db, spec.name, vanished), _counted(db, spec.name)
        is_empty = listing.is_empty and root.is_dir()
        if (gone > _HANDFUL and gone * 2 > known) or (gone and is_empty):
            tally.notices.append(
                f"{spec.name}: {gone:,} of {known:,} articles are gone at once; they are kept. "
                "If you took them out yourself, remove the source and add it again"
            )
            vanished = []
        self._taking.leaving.update((spec.name, path) for path in vanished)
        jobs = Jobs(
            spec.name, self._manner(spec.name), listing, db, self._taking, self._look, self._overlay.encodings
        )
        self._pace.begin(spec.name, jobs)
        self._take_in(jobs)
        with self._connections.writing() as writer:
            self._taking.leave(writer, spec.name, vanished)
            listing.note_textless(writer, spec.name)
            self._mark(writer)

    def _known_as(self, spec: SourceSpec) -> Callable[[Path, int, int], bool | None]:
        db = self._connections.get()
        return lambda path, size, mtime_ns: is_text(db, spec.name, path_text(path), size, mtime_ns)

    def _looking(self, items: Iterator[_T]) -> Iterator[_T]:
        for item in items:
            self._look()
            yield item

    def _keep(self, spec: SourceSpec, notice: str) -> None:
        self._tally.notices.append(notice)
        sql = "SELECT path, reason FROM file WHERE source = ? AND pieces IS NULL"
        for path, reason in self._connections.get().execute(sql, (spec.name,)):
            if reason is None:
                self._tally.unchanged += 1
            else:
                self._tally.skipped.append(SkippedFile(spec.name, path, reason))

    def _take_in(self, jobs: Jobs) -> None:
        """Read what there is to read, and write it down as it comes."""
        reading = self._reading(jobs)
        answers = reading.run_with_pauses(self._wanted(jobs))
        going_on = True
        while going_on:
            reading.wait()  # outside of a transaction: others may want to write
            with self._connections.writing() as db:
                self._writer.begin(db)
                until = time.monotonic() + _COMMIT_SECONDS
                going_on = False
                for answer in answers:
                    if answer is not None:
                        self._take(db, *answer, jobs)
                    if self._stopped and time.monotonic() > self._gives_up:
                        break  # what still waits to be read is read by the next scan
                    if answer is None or time.monotonic() > until:
                        going_on = True
                        break
                self._writer.write_out(db)
                jobs.note_progress(db)
                self._mark(db)
                if self._tally.is_anything_changed and self._has_grown(_count(db), jobs):
                    self._put_in_order(db)
                if self._tally.is_anything_changed:
                    announce(db)
            self._connections.give_way()
        answers.close()
        self._pace.end()

    def _has_grown(self, count: int, jobs: Jobs) -> bool:
        """Whether so many articles are worth being put in order before the end, where that is not near."""
        if count > _AT_ONCE and jobs.bytes_done >= jobs.bytes // 4:
            return False
        return count >= _GROWTH * self._ordered

    def _take(self, db: sqlite3.Connection, job: Job, outcome: Prepared | str | Failed, jobs: Jobs) -> None:
        if isinstance(outcome, Prepared):
            self._taking.take(db, job, outcome)
        else:
            self._taking.skip(db, job, outcome.reason if isinstance(outcome, Failed) else outcome)
        jobs.done(job)
        self._pace.step(job.shown_as)

    def _reading(self, jobs: Jobs) -> Reading:
        if self._read is not None or (
            jobs.files <= _FEW_FILES and jobs.bytes <= _FEW_BYTES and not jobs.are_risky
        ):
            here = Reader(self._manners, self._read, self._overlay)
            if self._read is not None:
                return InThisProcess[Job, Prepared | str](here)
            return InThisProcess[Job, Prepared | str](here, self._pool_of_processes, here.is_harmless)
        self._connections.expect(much=True)
        return self._pool_of_processes()

    def _pool_of_processes(self) -> Pool[Job, Prepared | str]:
        if self._pool is None:
            there = Reader(self._manners, overlay=self._overlay)
            self._pool = Pool(
                there,
                processes=self._processes,
                size=Job.weight,
                together=there.together,
                is_light=there.is_light,
                is_plain=there.is_plain,
            )
        return self._pool

    def _wanted(self, jobs: Jobs) -> Iterator[Job | None]:
        try:
            for job in jobs:
                if self._stop():
                    break
                yield job
            else:
                return
        except Stopped:
            pass
        self._stopped = True
        self._gives_up = time.monotonic() + _STOPPING_SECONDS

    def _finish(self) -> None:
        """Drop articles without a file, name the rest by their first path, put all in order.

        All of it, the times of the scan included, is one transaction: a library that was not finished is
        finished by the next scan.
        """
        tally = self._tally
        with self._connections.writing() as db:
            self._writer.begin(db)
            for name in self._gone_sources:
                db.execute("DELETE FROM source WHERE name = ?", (name,))
                db.execute("DELETE FROM textless WHERE source = ?", (name,))
            for now, name, ignored in self._walked:
                # A source that is not there keeps the time it was last seen at, if ever it was.
                db.execute(
                    "UPDATE source SET ignored = coalesce(?3, ignored), "
                    "last_scan = CASE WHEN ?3 IS NULL THEN coalesce(last_scan, ?1) ELSE ?1 END "
                    "WHERE name = ?2",
                    (now, name, ignored),
                )
            if self._unfinished:
                tally.touched |= unfinished.documents(db)
                tally.is_anything_changed = tally.count_everybody = True
                self._writer.full_text.learn_all()
            if self._stopped and ordering.waiting(db) > _PATIENCE:
                return  # who stops it wants it to stop: the next scan finds the mark, and does the rest
            if tally.is_anything_changed:
                tally.removed += self._taking.settle(db)
                self._put_in_order(db)
                announce(db)
            unfinished.clear(db, {self._name, *self._unfinished})

    def _put_in_order(self, db: sqlite3.Connection) -> None:
        tally = self._tally
        self._writer.full_text.settle(db, self._pace.ordering)
        tally.count_again(db)
        self._writer.forget_entities()
        self._ordered = _count(db)


def _was_scanned(db: sqlite3.Connection, source: str) -> bool:
    row = db.execute("SELECT last_scan FROM source WHERE name = ?", (source,)).fetchone()
    return row is not None and row[0] is not None


def _counted(db: sqlite3.Connection, source: str, paths: Sequence[str] | None = None) -> int:
    """How many files and records a source has, or stand at these paths of it."""
    if paths is None:
        sql = "SELECT count(*) FROM file WHERE source = ? AND pieces IS NULL"
        return int(db.execute(sql, (source,)).fetchone()[0])
    sql = (
        "SELECT (SELECT count(*) FROM file WHERE source = ?1 AND path = ?2 AND pieces IS NULL) + "
        f"(SELECT count(*) FROM {IN_CONTAINER} AND pieces IS NULL)"
    )
    return sum(int(db.execute(sql, (source, path)).fetchone()[0]) for path in paths)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _count(db: sqlite3.Connection) -> int:
    """About how many articles there are: how many places are taken, which costs nothing to know."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])
