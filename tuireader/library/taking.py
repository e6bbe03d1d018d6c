"""What becomes of a file or record that was read: a new article, a new version, a copy, a skipped file."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tuireader.library import appearances, sameness
from tuireader.library.jobs import Job
from tuireader.library.listing import IN_CONTAINER
from tuireader.library.prepared import Prepared
from tuireader.library.values import Known, SkippedFile
from tuireader.library.writing import Writer
from tuireader.names.overlay import NOTHING, Overlay

_MANY = 100_000
"""So many people and countries are told apart; beyond it, counting everybody again costs less."""


@dataclass
class Tally:
    """What a scan has done so far, and what it still has to put right."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    ignored: int = 0
    skipped: list[SkippedFile] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    is_anything_changed: bool = False
    touched: set[int] = field(default_factory=set)
    """Articles (`doc`) that files have come to or gone from: their first path may be another now."""
    entities: set[int] = field(default_factory=set)
    """People and countries to count again."""
    count_everybody: bool = False
    dropped: set[int] = field(default_factory=set)
    """Articles that were without a file when the scan began: their source is no longer listed."""

    def note_entities(self, entities: Iterable[int]) -> None:
        """Have these people and countries counted again; where they are many, everybody."""
        if not self.count_everybody:
            self.entities.update(entities)
            if len(self.entities) > _MANY:
                self.count_everybody = True
                self.entities.clear()

    def count_again(self, db: sqlite3.Connection) -> None:
        """Count again whom there is to count."""
        if self.count_everybody:
            appearances.count_all(db)
        else:
            appearances.count_again(db, self.entities)
        self.count_everybody = False
        self.entities.clear()


class Taking:
    """Takes in what one scan reads, inside the transactions of the scan."""

    def __init__(self, writer: Writer, tally: Tally, known: Known, overlay: Overlay = NOTHING) -> None:
        self._overlay = overlay
        self._writer = writer
        self._tally = tally
        self._known = known
        self.leaving: set[tuple[str, str]] = set()
        """Source and path of the files that have vanished."""

    def take(self, db: sqlite3.Connection, job: Job, prepared: Prepared) -> None:
        """Write down an article that was read."""
        tally = self._tally
        source, path = job.source, job.shown_as
        row = db.execute("SELECT doc FROM file WHERE source = ? AND path = ?", (source, path)).fetchone()
        before: int | None = row[0] if row is not None else None
        is_new = False
        doc = sameness.with_text(db, prepared)
        if doc is not None:
            self._take_known(db, doc, before, path, prepared)
        else:
            doc, uid = self._older(db, source, path, before, prepared)
            if doc is not None:
                self._replace(db, doc, prepared)
                tally.updated += 1
            else:
                is_new = True
                doc, entities = self._writer.add(db, prepared.corrected(self._overlay, uid), uid)
                tally.note_entities(entities)
                if before is None:
                    tally.added += 1
                else:
                    tally.updated += 1
            tally.is_anything_changed = True
        put_file(db, job, raw_hash=prepared.raw_hash, doc=doc)
        if before == doc:
            return
        if before is not None:
            tally.touched.add(before)
            tally.is_anything_changed = True
        if not is_new and sameness.is_elsewhere(db, doc, source, path):
            tally.touched.add(doc)
            tally.is_anything_changed = True
            if sameness.path_described(db, doc) == path:
                # All copies are shown as the first of them is, whichever was read first.
                self._replace(db, doc, prepared)

    def copy(self, db: sqlite3.Connection, job: Job, raw_hash: str, doc: int) -> None:
        """Write down a record that is the same, byte for byte, as one that is the article `doc`."""
        tally = self._tally
        sql = "SELECT doc FROM file WHERE source = ? AND path = ?"
        row = db.execute(sql, (job.source, job.shown_as)).fetchone()
        before: int | None = row[0] if row is not None else None
        put_file(db, job, raw_hash=raw_hash, doc=doc)
        if before == doc:
            tally.unchanged += 1
            return
        if before is None:
            tally.added += 1
        else:
            tally.updated += 1
            tally.touched.add(before)
        tally.touched.add(doc)
        tally.is_anything_changed = True

    def skip(self, db: sqlite3.Connection, job: Job, reason: str) -> None:
        """Remember why a file or record could not be read.

        The article that a file once was stays: it may be mended. A record's number may be another's by now.
        """
        self._tally.skipped.append(SkippedFile(job.source, job.shown_as, reason))
        if job.container is not None:
            self.release(db, job.source, job.shown_as)
        put_file(db, job, reason=reason)

    def keep(self, source: str, path: str, reason: str | None) -> None:
        """Count a file or record that has not changed."""
        if reason is None:
            self._tally.unchanged += 1
        else:
            self._tally.skipped.append(SkippedFile(source, path, reason))

    def release(self, db: sqlite3.Connection, source: str, path: str) -> None:
        """Let go of the article that stood here before."""
        sql = "SELECT doc FROM file WHERE source = ? AND path = ? AND doc IS NOT NULL"
        for (doc,) in db.execute(sql, (source, path)).fetchall():
            self._tally.touched.add(doc)
            self._tally.is_anything_changed = True
            db.execute("UPDATE file SET doc = NULL WHERE source = ? AND path = ?", (source, path))

    def forget(self, db: sqlite3.Connection, source: str, paths: Sequence[str]) -> int:
        """Forget files, and with a container what was in it; gives how many articles' files that were."""
        gone = 0
        for path in paths:
            held = db.execute(
                "SELECT path, doc, pieces FROM file WHERE source = ?1 AND path = ?2 "
                f"UNION ALL SELECT path, doc, pieces FROM {IN_CONTAINER}",
                (source, path),
            ).fetchall()
            for inner, doc, pieces in held:
                gone += pieces is None
                if doc is not None:
                    self._tally.touched.add(doc)
                    self._tally.is_anything_changed = True
                db.execute("DELETE FROM file WHERE source = ? AND path = ?", (source, inner))
        return gone

    def leave(self, db: sqlite3.Connection, source: str, paths: Sequence[str]) -> None:
        """Forget files that are gone, and count them."""
        self._tally.removed += self.forget(db, source, paths)

    def settle(self, db: sqlite3.Connection) -> int:
        """Name articles by their first path and drop those without one; gives how many of old left."""
        tally = self._tally
        gone = []
        for doc in sorted(tally.touched):
            path = sameness.first_path(db, doc)
            if path is None:
                gone.append(doc)
            else:
                self._writer.rename(db, doc, path)
        for doc in gone:
            tally.note_entities(self._writer.entities_of(db, doc))
        self._writer.remove(db, gone)
        tally.touched.clear()
        return len(tally.dropped.intersection(gone))

    def _take_known(
        self, db: sqlite3.Connection, doc: int, before: int | None, path: str, prepared: Prepared
    ) -> None:
        """A text that the library has: the same file again, a moved one, or a copy."""
        tally = self._tally
        if before == doc:
            if sameness.is_described_anew(db, doc, path, prepared):
                self._replace(db, doc, prepared)
                tally.updated += 1
            else:
                tally.unchanged += 1
        elif before is None and not sameness.is_moved(db, doc):
            tally.added += 1
        else:
            tally.updated += 1

    def _replace(self, db: sqlite3.Connection, doc: int, prepared: Prepared) -> None:
        self._tally.note_entities(self._writer.entities_of(db, doc))
        (uid,) = db.execute("SELECT uid FROM article WHERE doc = ?", (doc,)).fetchone()
        self._writer.replace(db, doc, prepared.corrected(self._overlay, uid))
        self._tally.note_entities(self._writer.entities_of(db, doc))
        self._tally.is_anything_changed = True

    def _older(
        self, db: sqlite3.Connection, source: str, path: str, before: int | None, prepared: Prepared
    ) -> tuple[int | None, str]:
        """The article of which the file holds a new version, if any; else the id for a new one."""
        if before is not None:
            goes_on = sameness.goes_on(db, before, source, path, prepared)
            return before if goes_on else None, sameness.free_uid(db, prepared)
        uid = self._known(path, prepared.raw_hash, lambda: prepared.article().text)
        if uid is None:
            return None, sameness.free_uid(db, prepared)
        holder = sameness.with_uid(db, uid)
        if holder is None:
            return None, uid
        if sameness.is_left(db, holder, self.leaving):
            return holder, uid
        return None, sameness.free_uid(db, prepared)


def put_file(
    db: sqlite3.Connection,
    job: Job,
    *,
    raw_hash: str | None = None,
    doc: int | None = None,
    reason: str | None = None,
) -> None:
    """Write down what is known of a file or record; of one that cannot be read, what it was stays known."""
    db.execute(
        "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 1) ON CONFLICT (source, path) DO UPDATE SET "
        "size = excluded.size, mtime = excluded.mtime, reason = excluded.reason, "
        "raw_hash = coalesce(excluded.raw_hash, raw_hash), doc = coalesce(excluded.doc, doc), "
        "container = excluded.container, pieces = NULL, complete = 1",
        (job.source, job.shown_as, job.size, job.mtime_ns, raw_hash, doc, reason, job.container),
    )
