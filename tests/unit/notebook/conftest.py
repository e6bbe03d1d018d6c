"""A notebook in a directory of its own, a clock that ticks, and articles to annotate."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuireader.notebook.notebook import ArticleRef, Notebook

TEXT = (
    "The harbour of Port Ilse reopened on Monday after “a winter without ships”.\n\n"
    "Mayor Ada Brenn said the first grain would leave for Tarsa within a week, and thanked the divers.\n\n"
    "The divers had cleared eleven wrecks. Nobody was hurt, the port office said."
)


class Clock:
    """Moves on by a second whenever it is asked; may be set."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def notebook(directory: Path, clock: Clock) -> Iterator[Notebook]:
    with Notebook.open(directory, now=clock) as opened:
        yield opened


@pytest.fixture
def other_window(notebook: Notebook, directory: Path, clock: Clock) -> Iterator[Notebook]:
    """A second notebook on the same files, opened after the first."""
    with Notebook.open(directory, now=clock) as opened:
        yield opened


@pytest.fixture
def article() -> Callable[..., ArticleRef]:
    def make(number: int = 1, text: str = TEXT, headline: str | None = None) -> ArticleRef:
        return ArticleRef(
            uid=f"{number:016x}",
            path=f"news/{number}.txt",
            headline=headline or f"Port Ilse reopens, part {number}",
            date="2026-11-21",
            source="Ilse Wire",
            text=text,
            raw_hash="0" * 32,
        )

    return make
