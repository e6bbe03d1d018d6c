"""The scan: what the sources hold now against what the library knows, and the difference written down.

Which article a file is, is told by `sameness`. A source that seems gone or emptied deletes nothing.
"""

import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tuireader.articles.sources import Found, Skipped, walk
from tuireader.errors import ArticleError
from tuireader.library import sameness, unfinished, writing
from tuireader.library.connection import Connections
from tuireader.library.reading import read_file
from tuireader.library.sources import path_text
from tuireader.library.values import Known, Progress, Read, Reading, ScanReport, SkippedFile, SourceSpec
from tuireader.paths import seeds_directory

_BATCH_FILES = 200
_BATCH_SECONDS = 1.0
_HANDFUL = 5
"""So many files may vanish at once without a question, be they the whole source."""
_UNKNOWN_SIZE = -1


@dataclass
class _Tally:
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    ignored: int = 0
    skipped: list[SkippedFile] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    """Articles whose paths changed."""
    entities: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    """Articles that were without a file when the scan began: their source is no longer listed."""
    gone_sources: list[str] = field(default_factory=list)
    walked: list[tuple[str, str, int | None]] = field(default_factory=list)
    """Sources that were gone through: when, name, and how many files were ignored; None: it is not there."""
    before: int = 0
    """How many articles were in order when the scan began."""
    ordered: int = 0
    """How many articles there were when they were last put in order."""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a walk of one source found."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    ignored: int


class Scan:
    """One run over all sources.

    Args:
        connections: the library's.
        read: makes an article of a file; another may be given by tests and by worker pools.
        known: the id under which an article is known elsewhere.
    """

    def __init__(
        self,
        connections: Connections,
        *,
        read: Read = read_file,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        known: Known | None = None,
    ) -> None:
        self._connections = connections
        self._read = read
        self._progress = progress or (lambda _: None)
        self._stop = stop or (lambda: False)
        self._known = known or (lambda path, raw_hash, text: None)
        self._tally = _Tally()
        self._name = uuid.uuid4().hex
        self._unfinished: set[str] = set()
        """Scans before this one that were cut short."""
        self._leaving: set[tuple[str, str]] = set()
        """Source and path of the files that have vanished."""

    def run(self, sources: Sequence[SourceSpec]) -> ScanReport:
        """Bring the library up to date with the sources; what other sources brought in goes."""
        began = time.monotonic()
        tally = self._tally
        sources = [SourceSpec(path_text(spec.name), spec.path) for spec in sources]
        with self._connections.writing() as db:
            marks = unfinished.marks(db)
            self._unfinished = set(marks)
            tally.before = tally.ordered = min([_count(db), *marks.values()])
            self._register(db, sources)
            if marks or tally.gone_sources:
                tally.dropped = unfinished.left_behind(db)
            self._mark(db)
        for spec in sources:
            if not tally.stopped:
                self._scan_source(spec)
        self._finish()
        return ScanReport(
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            removed=tally.removed,
            skipped=tuple(tally.skipped),
            ignored=tally.ignored,
            seconds=time.monotonic() - began,
            notices=tuple(tally.notices),
            stopped=tally.stopped,
        )

    def _mark(self, db: sqlite3.Connection) -> None:
        """In the transaction of each change: until `_finish`, a scan cut short must be seen as such."""
        if self._tally.touched or self._tally.entities or self._tally.gone_sources:
            unfinished.mark(db, self._name, self._tally.before)

    def _register(self, db: sqlite3.Connection, sources: Sequence[SourceSpec]) -> None:
        names = {spec.name for spec in sources}
        for (name,) in db.execute("SELECT name FROM source").fetchall():
            if name not in names:
                self._forget(
                    db, name, [p for (p,) in db.execute("SELECT path FROM file WHERE source = ?", (name,))]
                )
                # The source itself goes last: until then it shows that the library is not as it should be.
                db.execute("UPDATE source SET last_scan = NULL WHERE name = ?", (name,))
                self._tally.gone_sources.append(name)
        for place, spec in enumerate(sources):
            db.execute(
                "INSERT INTO source VALUES (?, ?, ?, NULL, 0) "
                "ON CONFLICT (name) DO UPDATE SET path = excluded.path, place = excluded.place",
                (spec.name, path_text(spec.path), place),
            )

    def _scan_source(self, spec: SourceSpec) -> None:
        root = Path(spec.path).expanduser() if spec.path else seeds_directory()
        db = self._connections.get()
        sql = "SELECT path, size, mtime, doc, reason FROM file WHERE source = ?"
        known = {
            path: (size, mtime, doc, reason)
            for path, size, mtime, doc, reason in db.execute(sql, (spec.name,))
        }
        if not os.path.lexists(root):
            self._tally.walked.append((_now(), spec.name, None))
            self._keep(spec, known, f"{spec.name}: {str(root)!r} is not there; its articles are kept")
            return
        listing = _list(root)
        present = {path_text(found.path) for found in listing.found}
        present.update(path_text(skipped.path) for skipped in listing.skipped)
        vanished = [path for path in known if path not in present]
        if len(vanished) > _HANDFUL and len(vanished) * 2 > len(known):
            self._tally.notices.append(
                f"{spec.name}: {len(vanished)} of {len(known)} files are gone at once; their articles are "
                "kept. If you took them out yourself, remove the source and add it again"
            )
            vanished = []
        self._leaving.update((spec.name, path) for path in vanished)
        self._tally.ignored += listing.ignored
        changed: list[Found] = []
        for item in listing.found:
            before = known.get(path_text(item.path))
            if before is None or before[:2] != (item.size, item.mtime_ns):
                changed.append(item)
            elif before[3] is not None:
                self._tally.skipped.append(SkippedFile(spec.name, path_text(item.path), before[3]))
            else:
                self._tally.unchanged += 1
        self._note_skipped(spec, listing.skipped)
        self._read_all(spec, changed, len(listing.found))
        with self._connections.writing() as writer:
            self._forget(writer, spec.name, vanished)
            self._tally.removed += len(vanished)
            self._mark(writer)
        if not self._tally.stopped:
            self._tally.walked.append((_now(), spec.name, listing.ignored))

    def _keep(
        self, spec: SourceSpec, known: dict[str, tuple[int, int, int | None, str | None]], notice: str
    ) -> None:
        self._tally.notices.append(notice)
        for path, (_, _, _, reason) in known.items():
            if reason is None:
                self._tally.unchanged += 1
            else:
                self._tally.skipped.append(SkippedFile(spec.name, path, reason))

    def _note_skipped(self, spec: SourceSpec, skipped: Sequence[Skipped]) -> None:
        """Remember what could not be read; an article that it once was stays."""
        if not skipped:
            return
        with self._connections.writing() as db:
            for item in skipped:
                self._tally.skipped.append(SkippedFile(spec.name, path_text(item.path), item.reason))
                self._put_file(db, spec.name, path_text(item.path), _UNKNOWN_SIZE, 0, reason=item.reason)

    def _read_all(self, spec: SourceSpec, files: Sequence[Found], total: int) -> None:
        done = total - len(files)
        batch: list[tuple[Found, Reading | str]] = []
        began = time.monotonic()
        for item in files:
            if self._stop():
                self._tally.stopped = True
                break
            try:
                batch.append((item, self._read(item.path, path_text(item.path))))
            except ArticleError as error:
                batch.append((item, error.reason))
            except Exception as error:  # noqa: BLE001 - one article must never end a scan; it is named instead
                batch.append((item, f"tuireader stumbled over it: {type(error).__name__}: {error}"[:200]))
            done += 1
            self._progress(Progress(spec.name, done, total, path_text(item.path)))
            if len(batch) >= _BATCH_FILES or time.monotonic() - began > _BATCH_SECONDS:
                self._write(spec, batch)
                batch, began = [], time.monotonic()
        self._write(spec, batch)

    def _write(self, spec: SourceSpec, batch: list[tuple[Found, Reading | str]]) -> None:
        if not batch:
            return

        def place(item: tuple[Found, Reading | str]) -> str:
            return writing.day_of(item[1].article.date) if isinstance(item[1], Reading) else ""

        # By date, and within a day the last path first: the list shows the newest first, and paths forwards.
        batch.sort(key=lambda item: path_text(item[0].path), reverse=True)
        batch.sort(key=place)
        with self._connections.writing() as db:
            for item, outcome in batch:
                if isinstance(outcome, Reading):
                    self._put(db, spec.name, item, outcome)
                else:
                    path = path_text(item.path)
                    self._tally.skipped.append(SkippedFile(spec.name, path, outcome))
                    self._put_file(db, spec.name, path, item.size, item.mtime_ns, reason=outcome)
            self._mark(db)
            if _count(db) >= 2 * self._tally.ordered:
                self._put_in_order(db)
            _announce(db)

    def _put(self, db: sqlite3.Connection, source: str, item: Found, reading: Reading) -> None:
        path = path_text(item.path)
        row = db.execute("SELECT doc FROM file WHERE source = ? AND path = ?", (source, path)).fetchone()
        before: int | None = row[0] if row is not None else None
        doc = sameness.with_text(db, reading)
        if doc is not None:
            if before == doc:
                self._tally.unchanged += 1
            elif before is None and not sameness.is_moved(db, doc):
                self._tally.added += 1
            else:
                self._tally.updated += 1
        else:
            doc, uid = self._older(db, source, path, before, reading)
            if doc is not None:
                self._tally.entities |= writing.entities_of(db, doc)
                writing.replace_article(db, doc, reading)
                self._tally.updated += 1
            else:
                doc = writing.add_article(db, reading, uid)
                if before is None:
                    self._tally.added += 1
                else:
                    self._tally.updated += 1
        self._tally.entities |= writing.entities_of(db, doc)
        self._tally.touched |= {doc} if before is None else {doc, before}
        self._put_file(db, source, path, item.size, item.mtime_ns, raw_hash=reading.raw_hash, doc=doc)

    def _older(
        self, db: sqlite3.Connection, source: str, path: str, before: int | None, reading: Reading
    ) -> tuple[int | None, str]:
        """The article of which the file holds a new version, if any; else the id for a new one."""
        if before is not None:
            goes_on = sameness.goes_on(db, before, source, path, reading)
            return before if goes_on else None, sameness.free_uid(db, reading)
        uid = self._known(path, reading.raw_hash, reading.article.text)
        if uid is None:
            return None, sameness.free_uid(db, reading)
        holder = sameness.with_uid(db, uid)
        if holder is None:
            return None, uid
        if sameness.is_left(db, holder, self._leaving):
            return holder, uid
        return None, sameness.free_uid(db, reading)

    def _put_file(
        self,
        db: sqlite3.Connection,
        source: str,
        path: str,
        size: int,
        mtime: int,
        *,
        raw_hash: str | None = None,
        doc: int | None = None,
        reason: str | None = None,
    ) -> None:
        db.execute(
            "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, path) DO UPDATE SET "
            "size = excluded.size, mtime = excluded.mtime, reason = excluded.reason, "
            "raw_hash = coalesce(excluded.raw_hash, raw_hash), doc = coalesce(excluded.doc, doc)",
            (source, path, size, mtime, raw_hash, doc, reason),
        )

    def _forget(self, db: sqlite3.Connection, source: str, paths: Sequence[str]) -> None:
        for path in paths:
            row = db.execute("SELECT doc FROM file WHERE source = ? AND path = ?", (source, path)).fetchone()
            if row is not None and row[0] is not None:
                self._tally.touched.add(row[0])
            db.execute("DELETE FROM file WHERE source = ? AND path = ?", (source, path))

    def _finish(self) -> None:
        """Drop articles without a file, name the rest by their first path, put all in order.

        All of it, the times of the scan included, is one transaction: a library that was not finished is
        finished by the next scan.
        """
        tally = self._tally
        with self._connections.writing() as db:
            for name in tally.gone_sources:
                db.execute("DELETE FROM source WHERE name = ?", (name,))
            for now, name, ignored in tally.walked:
                # A source that is not there keeps the time it was last seen at, if ever it was.
                db.execute(
                    "UPDATE source SET ignored = coalesce(?3, ignored), "
                    "last_scan = CASE WHEN ?3 IS NULL THEN coalesce(last_scan, ?1) ELSE ?1 END "
                    "WHERE name = ?2",
                    (now, name, ignored),
                )
            if self._unfinished:
                docs, entities = unfinished.everything(db)
                tally.touched |= docs
                tally.entities |= entities
            if tally.touched or tally.entities:
                self._settle(db)
            unfinished.clear(db, {self._name, *self._unfinished})

    def _settle(self, db: sqlite3.Connection) -> None:
        tally = self._tally
        for doc in sorted(tally.touched):
            path = db.execute(
                "SELECT file.path FROM file JOIN source ON source.name = file.source WHERE doc = ? "
                "ORDER BY source.place, file.path LIMIT 1",
                (doc,),
            ).fetchone()
            if path is None:
                tally.removed += doc in tally.dropped
                tally.entities |= writing.entities_of(db, doc)
                writing.remove_article(db, doc)
            else:
                db.execute("UPDATE article SET path = ?1 WHERE doc = ?2 AND path <> ?1", (path[0], doc))
        self._put_in_order(db, anew=_count(db) >= 2 * tally.before)
        _announce(db)

    def _put_in_order(self, db: sqlite3.Connection, *, anew: bool = False) -> None:
        if anew or not writing.is_ordered(db):
            writing.order_articles(db)
        writing.refresh_entities(db, self._tally.entities)
        self._tally.entities.clear()
        writing.refresh_vocabulary(db)
        self._tally.ordered = _count(db)


def _list(root: Path) -> _Listing:
    found: list[Found] = []
    skipped: list[Skipped] = []
    ignored = 0
    for item in walk(root):
        if isinstance(item, Found):
            found.append(item)
        elif isinstance(item, Skipped):
            skipped.append(item)
        else:
            ignored += 1
    return _Listing(tuple(found), tuple(skipped), ignored)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM article").fetchone()[0])


def _announce(db: sqlite3.Connection) -> None:
    """Tell every reader, in this process and others, that something changed."""
    db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
