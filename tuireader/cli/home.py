"""What a command works in: the user's notebook and library, opened when first asked for.

The notebook knows the sources; the library is made from them. A library that does not hold them yet (the
first use, a rebuilt one) is filled at once, without a question.
"""

import gc
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tuireader.cli.output import ProgressLine, complain, remark
from tuireader.cli.stopping import Stopping
from tuireader.errors import HomeError
from tuireader.paths import Paths, private_directory, seeds_directory, user_paths

if TYPE_CHECKING:  # each command loads only the rooms it enters
    from tuireader.library.library import Library
    from tuireader.library.values import Progress, ScanReport, SkippedFile, SourceSpec
    from tuireader.notebook.glance import Glance
    from tuireader.notebook.notebook import Notebook
    from tuireader.settings import Settings


_RECORDS_NAMED = 5
"""So many skipped records of one file are named one by one."""
_LONGEST_SHOWN = 200
"""Characters of a path that are shown whole in a message."""


_MOST_ASKED = 3
"""Articles that are gone and may be another file now, of which a scan tells."""
_UNSEEN_SECONDS = 0.05
"""For so long a scan need not know what another window notes on an article."""


class Home:
    """The notebook and the library of one user, for as long as a command runs. A context manager."""

    def __init__(self, paths: Paths | None = None, *, writes: bool = False) -> None:
        """
        Args:
            paths: the directories; those of the user who runs this where not given.
            writes: whether the notebook will be written to: then the backup that is due is made, too.
        """
        self.paths = paths or user_paths()
        self._writes = writes
        self._closing = ExitStack()
        self._notebook: Notebook | None = None
        self._glance: Glance | None = None
        self._library: Library | None = None
        self._settings: Settings | None = None
        self._told: set[str] = set()

    def __enter__(self) -> "Home":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.__exit__(kind, error, trace)

    @property
    def notebook(self) -> "Notebook":
        """The user's notebook, opened; what it has to say about itself goes to stderr."""
        if self._notebook is None:
            from tuireader.notebook.notebook import Notebook

            opened = Notebook.open(private_directory(self.paths.data), upkeep=self._writes)
            self._notebook = self._closing.enter_context(opened)
            self._tell(opened.notices)
        return self._notebook

    @property
    def glance(self) -> "Glance":
        """The notebook for reading alone, which is opened in half the time; `notebook` where that is open."""
        if self._notebook is not None or self._writes:
            return self.notebook
        if self._glance is None:
            from tuireader.notebook.glance import Glance

            opened = Glance.open(private_directory(self.paths.data))
            self._glance = self._closing.enter_context(opened)
            self._tell(opened.notices)
        return self._glance

    @property
    def library(self) -> "Library":
        """The library with all sources of the notebook in it."""
        library = self.library_as_it_is
        if library.readonly:
            return library
        from tuireader.library.sources import path_text

        specs = self.source_specs()
        # A scan that was cut short before its end has left no time: it is made up for.
        if library.scanned_sources() != {(path_text(spec.name), path_text(spec.path)) for spec in specs}:
            tell_rest(self.scan())
        corrections = self.glance.corrections()
        if corrections or library.is_corrected:
            library.correct(corrections)
        return library

    @property
    def library_as_it_is(self) -> "Library":
        """The library as the last scan left it."""
        if self._library is None:
            from tuireader.library.library import Library

            try:
                private_directory(self.paths.cache)
            except HomeError:
                if not os.access(self.paths.library, os.R_OK):
                    raise
            opened = Library.open(self.paths.library)
            self._library = self._closing.enter_context(opened)
            if opened.readonly:
                remark("The library may not be written: it is shown as the last scan left it")
            for notice in opened.notices:
                remark(notice)
        return self._library

    @property
    def settings(self) -> "Settings":
        """What the user has set that commands heed; keys are for the room to check.

        Raises:
            SettingsError: the file says something that cannot be taken.
        """
        if self._settings is None:
            from tuireader.articles.rules import RULE_NAMES
            from tuireader.settings import load_settings

            self._settings = load_settings(self.paths.settings, rules=RULE_NAMES)
        return self._settings

    def source_specs(self) -> "list[SourceSpec]":
        """The notebook's sources with the paths they stand for here."""
        from tuireader.library.values import SourceSpec

        seeds = str(seeds_directory())
        return [SourceSpec(source.name, source.path or seeds) for source in self.glance.sources()]

    def sources_to_read(self) -> "list[SourceSpec]":
        """The same with how each is read, as the user's settings have it now."""
        from tuireader.articles.rules import RULE_NAMES
        from tuireader.cli.keys import ACTION_IDS
        from tuireader.library.manner import manner_for
        from tuireader.settings import load_settings

        settings = load_settings(self.paths.settings, actions=ACTION_IDS, rules=RULE_NAMES)
        return [replace(spec, manner=manner_for(settings, spec.name)) for spec in self.source_specs()]

    def scan(self, sources: "Sequence[SourceSpec] | None" = None, *, check: bool = False) -> "ScanReport":
        """Bring the library up to date with its sources; a line on the terminal says how far it is.

        Ctrl-C stops it where it is: what was read is kept.

        With `check` the library file is looked through for damage first.
        """
        gc.enable()  # see `cli.main`
        with ProgressLine() as line, Stopping() as stopping:
            report = self.library_as_it_is.scan(
                self.sources_to_read() if sources is None else sources,
                progress=lambda progress: line.show(*_in_words(progress)),
                stop=lambda: stopping.is_asked,
                known=partial(self.notebook.known_article, unseen=_UNSEEN_SECONDS),
                corrections=self.notebook.corrections(),
                check=check,
            )
        # Some may have been made in a window while it went on.
        self.library_as_it_is.correct(self.notebook.corrections())
        if report.stopped:
            remark("Stopped; what was read is kept, and `tuireader scan` goes on from here")
        if report.added or report.updated:
            self.notebook.follow_articles(self._path_of)
            self.notebook.look_for_passages(self._text_of)
        for perhaps in self.notebook.perhaps()[:_MOST_ASKED]:
            remark(
                f"“{perhaps.headline[:60]}” is gone, and what you made on it waits; {perhaps.path} has "
                f"{perhaps.likeness:.0%} of its words: `tuireader`, then A, asks whether it is the same"
            )
        return report

    def _tell(self, notices: "Sequence[str]") -> None:
        """Say each of the notebook's notices once, however often it is opened."""
        for notice in notices:
            if notice not in self._told:
                remark(notice)
        self._told.update(notices)

    def _text_of(self, uid: str) -> str | None:
        stored = self.library_as_it_is.article(uid)
        return None if stored is None else stored.article.text

    def _path_of(self, uid: str) -> str | None:
        stored = self.library_as_it_is.article(uid)
        return None if stored is None else absolute(stored.article.path)


def tell_rest(report: "ScanReport") -> bool:
    """Say on stderr what a scan noticed and each file it skipped, with the reason; whether there was one.

    Of a file many of whose records were skipped, one line tells how many and why the first was.
    """
    for notice in report.notices:
        remark(notice)
    files: dict[str, list[SkippedFile]] = {}
    for skipped in report.skipped:
        files.setdefault(skipped.path.partition("#")[0], []).append(skipped)
    for file, records in sorted(files.items()):
        records.sort(key=lambda skipped: (len(skipped.path), skipped.path))  # #2 stands before #10
        if len(records) <= _RECORDS_NAMED:
            for skipped in records:
                complain(f"skipped {_in_short(skipped.path)}: {skipped.reason}")
            continue
        first = records[0]
        complain(
            f"skipped {len(records):,} records of {_in_short(file)}, the first {first.path[len(file) :]}: "
            f"{first.reason}. `tuireader sources --json` names all"
        )
    return bool(report.skipped)


def _in_words(progress: "Progress") -> tuple[str, str, float | None]:
    """What the line on the terminal says of a scan: label, counts with rate and time left, and share done."""
    count = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,}"
    if progress.phase == "ordering":
        return "Putting in order", count, progress.share
    if progress.rate is not None:
        count += f"  {progress.rate:,.0f}/s"
    if progress.seconds_left is not None:
        count += f"  {_time_left(progress.seconds_left)}"
    return progress.source, count, progress.share


def _time_left(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s left"
    minutes = round(seconds / 60)
    return f"{minutes} min left" if minutes < 120 else f"{minutes / 60:.0f} h left"


def _in_short(path: str) -> str:
    """A path that a line can hold: of a very long one the beginning and the end."""
    return path if len(path) <= _LONGEST_SHOWN else f"{path[:80]} … {path[-80:]}"


def absolute(path: str) -> str:
    """`path` from the root of the file system, links kept as the user named them."""
    return os.path.abspath(Path(path).expanduser())  # noqa: PTH100 -- Path.absolute keeps `..`
