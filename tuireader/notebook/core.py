"""What every part of the notebook stands on: one open store, its changes, undo and the care for it."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from tuireader.errors import NotebookError
from tuireader.notebook import deeds, journal
from tuireader.notebook.columns import instant
from tuireader.notebook.glance import Glance
from tuireader.notebook.keeper import Keeper
from tuireader.notebook.store import Store
from tuireader.notebook.values import Health

T = TypeVar("T")


class Core(Glance):
    """An open store and the window that changes it."""

    def __init__(
        self, directory: Path, store: Store, now: Callable[[], datetime], notices: Sequence[str]
    ) -> None:
        super().__init__(store, notices)
        self._directory = directory
        self._now = now
        self._noticing = threading.Lock()
        self._session = secrets.token_hex(8)
        self._keeper = None if store.readonly or store.path is None else Keeper(store.path, self._notice)
        with store.reading() as connection:
            self._window = journal.Window(self._session, journal.last_touch(connection))

    def close(self) -> None:
        """Bring the readable copy up to date and close; closing twice is no error."""
        if self._keeper is not None:
            self._keeper.close()
        self._store.close()

    @property
    def readonly(self) -> bool:
        """Whether changes are refused; `notices` say why."""
        return bool(self._store.readonly)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know about the notebook, one line each; may grow while it is open."""
        with self._noticing:
            return tuple(self._notices)

    @property
    def today(self) -> date:
        """The day it is, by the notebook's clock."""
        return self._now().date()

    # Undo

    def undo(self) -> str | None:
        """Take back the last thing done here; returns its words (`bookmark on “…”`), None if there is none.

        Raises:
            NotebookError: another window has changed it since; it is left alone, and the next undo passes it.
        """
        return self._told(
            self._change(lambda connection, m: journal.step_back(connection, self._window, m)), "undone"
        )

    def redo(self) -> str | None:
        """Do again what was undone last; returns its words, None if there is nothing.

        Raises:
            NotebookError: it has been changed since; it is left alone.
        """
        return self._told(
            self._change(lambda connection, m: journal.step_forward(connection, self._window, m)), "redone"
        )

    @staticmethod
    def _told(outcome: journal.Outcome | None, what: str) -> str | None:
        if outcome is not None and not outcome.done:
            raise NotebookError(f"Not {what}: {outcome.words} was changed since", "It stays as it is now")
        return None if outcome is None else outcome.words

    # Care

    def version(self) -> int:
        """A number that differs after any change, of this window or another; cheap enough to ask often."""
        return self._store.version()

    def marks_version(self) -> int:
        """A number that differs after a change of notes, marks, searches, corrections or sources.

        By this window or another; not after one of positions, drafts, places of passages, queries asked and
        what is merely remembered. `summary` is equal while it is. Cheap enough to ask at every key.
        """
        return self._store.changes()

    def backup(self, path: Path | None = None) -> Path:
        """Write a whole copy to `path`, or among the backups; returns where it is.

        Raises:
            NotebookError: it could not be written.
        """
        from tuireader.notebook import health

        return health.back_up(self._store, self._directory, path, instant(self._now()))

    def health(self) -> Health:
        """Look at everything that can be checked: integrity, checksums, modes, backups."""
        from tuireader.notebook import health  # few commands ask for it

        return health.examine(self._store, self._directory, self.notices)

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """One consistent state of the file, for export."""
        return self._store.reading()

    def change(self, work: Callable[[sqlite3.Connection, str], T]) -> T:
        """Run one transaction, for import: `work` gets the connection and the moment."""
        return self._change(work)

    def _do(self, deed: Callable[[deeds.Doer], T]) -> T:
        return self._change(lambda connection, moment: deed(deeds.Doer(connection, self._window, moment)))

    def _change(self, work: Callable[[sqlite3.Connection, str], T], *, counts: bool = True) -> T:
        moment = instant(self._now())

        def counted(connection: sqlite3.Connection) -> tuple[T, bool]:
            before = connection.total_changes
            answer = work(connection, moment)
            if changed := counts and connection.total_changes != before:
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'changes'")
            return answer, changed

        answer, changed = self._store.write(counted)
        if changed and self._keeper is not None:
            self._keeper.changed()
        return answer

    def _notice(self, words: str) -> None:
        with self._noticing:
            if words not in self._notices:
                self._notices.append(words)
