"""The library's door: open it, bring it up to date, read from it, from any thread."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tuireader.errors import LibraryError
from tuireader.library import doubt, schema
from tuireader.library.answers import TELLING, Answers
from tuireader.library.connection import Connections
from tuireader.library.values import Known, Progress, Read, ScanReport, SourceSpec

if TYPE_CHECKING:
    from tuireader.names.overlay import Correction


class Library(Answers):
    """Everything derived from the sources.

    Safe to use from several threads; each has a connection of its own. Reads raise `LibraryDamaged` when
    the file turns out to be damaged; the next scan, and whoever opens it next, builds it anew.
    """

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the library file, made if it is not there; one that cannot be used is emptied, see `notices`.

        Raises:
            LibraryError: the file cannot be made or read, or another process holds it.
        """
        connections = Connections(path)
        connections.open()
        return cls(connections)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every thread's connection."""
        self._connections.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """What happened to the library file that the user should know, one line each."""
        return tuple(self._connections.notices)

    @property
    def readonly(self) -> bool:
        """Whether the file may only be read: then nothing can be scanned."""
        return self._connections.readonly

    def scan(
        self,
        source_specs: Sequence[SourceSpec],
        *,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        read: Read | None = None,
        known: Known | None = None,
        corrections: "Iterable[Correction]" = (),
        processes: int | None = None,
        check: bool = False,
    ) -> ScanReport:
        """Look for new, changed, moved and vanished files; only what changed, or is to be read in another
        manner than it was, is read.

        Readers see the articles as they come in. A source that is not among these leaves with its articles; a
        source that is gone, or more than half of whose files are, deletes nothing and is named in the
        notices.

        Args:
            progress: told after each file that was read, in this thread.
            stop: asked before each file; True ends the scan, and what was read is kept.
            read: makes an article of a file, in place of the built-in reading and in this process.
            known: asked for the id of a file that is new to the library; with it an article keeps its id
                when the library is built anew. An id that another article carries is not given again.
            corrections: what the reader knows better about people and countries, in the order it was said.
            processes: how many others may read at a time; one for each core if not given.
            check: look through the whole file for damage first (seconds at a hundred thousand articles);
                without, only what the scan happens to read is found damaged.

        Raises:
            LibraryError: another process holds the library, it may not be written, or there is no room.
        """
        if self.readonly:
            raise LibraryError(
                f"The library {str(self._connections.path)!r} may not be written",
                "Make the file and its directory writable",
            )
        from tuireader.library.indexing import Scan  # names and their models: not for those who only read
        from tuireader.names.overlay import Overlay

        def run() -> ScanReport:
            scan = Scan(
                self._connections,
                read=read,
                processes=processes or os.cpu_count() or 1,
                progress=progress,
                stop=stop,
                known=known,
                overlay=Overlay.of(corrections),
            )
            return scan.run(source_specs)

        def anew() -> ScanReport:
            self._connections.start_anew("was damaged")
            report = run()
            return replace(report, notices=(self.notices[-1], *report.notices))

        try:
            if self._connections.is_doubted():
                return anew()
            if check:
                schema.require_sound(self._connections.get())
            return run()
        except (*TELLING, *doubt.MAYBE) as error:
            if not self._is_damage(error):
                if isinstance(error, sqlite3.Error):
                    raise self._unreadable(error) from error
                raise
            return anew()

    def damage(self) -> str:
        """What a look through the whole file finds wrong with it; empty where it is sound.

        Raises:
            LibraryError: it cannot be looked through.
        """
        if self.readonly:
            return ""
        try:
            schema.require_sound(self._connections.get())
        except sqlite3.Error as error:
            if doubt.is_damage(error):
                return str(error)
            raise self._unreadable(error) from error
        return ""

    def correct(
        self, corrections: "Iterable[Correction]", progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Have exactly these corrections of the reader hold; gives how many articles changed by it.

        Costs about a millisecond for each article that a correction which came or went may touch, and
        nothing where none did.

        Args:
            corrections: in the order they were made.
            progress: told now and then how many articles of how many are done.

        Raises:
            LibraryError: another process holds the library, or there is no room.
        """
        if self.readonly:
            return 0
        from tuireader.library.correcting import Correcting
        from tuireader.library.taking import Tally
        from tuireader.library.writing import Writer
        from tuireader.names.overlay import Overlay

        writer = Writer()
        try:
            correcting = Correcting(self._connections, writer, Tally())
            count = correcting.bring(Overlay.of(corrections), progress)
            correcting.settle()
            return count
        except (*TELLING, *doubt.MAYBE) as error:
            self._refuse(error)
            raise
        finally:
            writer.close()
