"""The sources sheet: what the library reads, with counts, and every file that was skipped with its reason."""

from collections.abc import Sequence

from tuireader.library.values import SourceState
from tuireader.room.dating import date_words
from tuireader.room.glyphs import Glyphs
from tuireader.room.widgets.choice_rows import Choice


def source_rows(states: Sequence[SourceState], signs: Glyphs) -> list[Choice[str]]:
    """A row for each source and, under it, one for each file that was skipped."""
    rows: list[Choice[str]] = []
    for state in states:
        counts = [
            _counted(state.articles, "article"),
            _counted(state.files, "file"),
            f"{len(state.skipped):,} skipped",
            f"{state.ignored:,} ignored",
            f"read {_moment(state.last_scan)}" if state.last_scan else "not read yet",
        ]
        rows.append(
            Choice(
                state.path,
                state.name,
                state.path or "comes with tuireader",
                lines=(f" {signs.dot} ".join(counts),),
            )
        )
        root = f"{state.path}/"
        rows += [
            # With the source's name, so that whoever narrows to a source sees what was skipped of it.
            Choice(
                file.path,
                f"  {file.path.removeprefix(root)}",
                tail=f"skipped of {state.name}",
                lines=(f"  {file.reason}",),
            )
            for file in state.skipped
        ]
    return rows


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


def _moment(instant: str) -> str:
    """`22 Nov 2026 09:30` UTC."""
    return f"{date_words(instant[:10])} {instant[11:16]} UTC"


def progress_words(
    done: int, total: int | None, rate: float | None, seconds_left: float | None, dot: str
) -> str:
    """How far a scan is: `1,234 of 5,000 · 120 a second · 2 min left`."""
    words = f"{done:,} of {total:,}" if total else f"{done:,}"
    parts = [words]
    if rate is not None and rate >= 1:
        parts.append(f"{rate:,.0f} a second")
    if seconds_left is not None:
        parts.append(f"{time_words(seconds_left)} left")
    return f" {dot} ".join(parts)


def time_words(seconds: float) -> str:
    """`40 s`, `3 min`, `2 h 5 min`."""
    whole = max(round(seconds), 1)
    if whole < 60:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
