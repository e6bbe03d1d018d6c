"""A look at the notebook: what a command that only searches asks of it, without all that changes it.

The notebook itself begins with this; it takes three times as long to load.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tuireader.notebook import corrections, sources, summing
from tuireader.notebook.columns import instant
from tuireader.notebook.opening import open_store
from tuireader.notebook.store import Store
from tuireader.notebook.values import Correction, Source, Summary


def utcnow() -> datetime:
    """The moment, as the notebook's clock tells it unless another one is given."""
    return datetime.now(UTC)


class Glance:
    """One open notebook, read only; use `Glance.open` and a `with`."""

    def __init__(self, store: Store, notices: Sequence[str]) -> None:
        self._store = store
        self._notices = list(notices)

    @classmethod
    def open(cls, directory: Path, *, now: Callable[[], datetime] = utcnow) -> Self:
        """Open the notebook in a data directory; made, brought up to date or mended where need be.

        Raises:
            HomeError: the directory cannot be had.
            NotebookError: what stands there is no notebook, or another program keeps it locked.
        """
        opened = open_store(directory, instant(now()))
        return cls(opened.store, opened.notices)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close; closing twice is no error."""
        self._store.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know about the notebook, one line each."""
        return tuple(self._notices)

    def summary(self) -> Summary:
        """Everything that lists and filters of articles ask of the notebook."""
        with self._store.reading() as connection:
            return summing.summarise(connection)

    def sources(self) -> list[Source]:
        """What the library reads, in the order it was added."""
        with self._store.reading() as connection:
            return sources.list_sources(connection)

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold, in the order they were made."""
        with self._store.reading() as connection:
            return corrections.list_corrections(connection)
