"""What the library reads: brought up to date while the room is open, told file by file, and added to."""

from time import monotonic

from textual import work
from textual.worker import get_current_worker

from tuireader.errors import TuireaderError
from tuireader.library.values import Progress
from tuireader.room.screens.asking import AskingScreen
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.sources import progress_words, source_rows
from tuireader.room.sourcing import readable

_TELL_EVERY = 0.2
"""Seconds between words on how far a scan is."""


class ScanningScreen(AskingScreen):
    """Scans the sources in a worker, and says what came of it."""

    # -- scans -------------------------------------------------------------------------------------------

    def look_for_articles(self, *, is_first: bool = False) -> None:
        self.scan(is_first=is_first)

    def action_rescan(self) -> None:
        self.say("Looking for new and changed articles")
        self.scan()

    @work(description="work", group="scan", exclusive=True, thread=True)
    def scan(self, *, is_first: bool = False) -> None:
        """Bring the library up to date while the room is in use; `is_first` says nothing of nothing new."""
        worker = get_current_worker()
        told = 0.0
        if not self.total:
            self.app.call_from_thread(setattr, self.status, "busy", "Looking for articles")

        def tell(progress: Progress) -> None:
            nonlocal told
            # A scan reads hundreds of articles a second: it must not wait for the screen at each.
            if monotonic() - told < _TELL_EVERY:
                return
            told = monotonic()
            how_far = progress_words(
                progress.done, progress.total, progress.rate, progress.seconds_left, self.signs.dot
            )
            verb = "Ordering" if progress.phase == "ordering" else "Reading"
            self.app.call_from_thread(setattr, self.status, "busy", f"{verb} articles: {how_far}")

        try:
            report = self.desk.scan(tell, lambda: worker.is_cancelled)
        except TuireaderError as error:
            self.app.call_from_thread(self._scan_failed, error)
        else:
            changed = report.added + report.updated + report.removed
            words = "" if is_first else "Nothing new"
            if changed:
                counts = ((report.added, "new"), (report.updated, "changed"), (report.removed, "gone"))
                words = ", ".join(f"{count:,} {what}" for count, what in counts if count)
            if changed and changed == report.added:
                words = f"{words} article{'s' if changed != 1 else ''}"
            question = self.desk.question()
            if question:
                words = f"{words}  {question}".strip()
            if report.notices:
                # A source that is not there, or half of which is gone: what is listed is what was there.
                more = f" (and {len(report.notices) - 1} more)" if len(report.notices) > 1 else ""
                words = f"{report.notices[0]}{more}" + (f"  {words}" if changed or question else "")
            if report.skipped:
                words = f"{words}  {len(report.skipped):,} skipped: I says why".strip()
            self.app.call_from_thread(self._scan_done, bool(changed), words)

    def _scan_failed(self, error: TuireaderError) -> None:
        self.status.busy = ""
        self.say_empty()
        self.complain(error)

    def _scan_done(self, changed: bool, words: str) -> None:
        self.status.busy = ""
        if words:
            self.say(words)
        self.name_sources()
        if changed or not self.total:
            self.ask(keep=True)
            self.count_unread()

    # -- sources -----------------------------------------------------------------------------------------

    def action_sources(self) -> None:
        """What the library reads, and each file that was skipped with its reason."""
        chooser: Chooser[str] = Chooser(
            "Sources and skipped files",
            lambda: source_rows(self.desk.library.source_states(), self.signs),
            signs=self.signs,
            hint="ctrl+a adds a folder or file   Esc back",
            empty_words="No sources yet: ctrl+a adds a folder or file",
            placeholder="type to narrow: a name, a path, a reason",
            extra_lines=1,
            whole_screen=True,
            on_add=self.action_add_source,
        )
        self.app.push_screen(chooser)

    def action_add_source(self) -> None:
        """Ask for a folder or file, have the library read it, and look for its articles."""
        if self.desk.notebook.readonly or self.desk.library.readonly:
            self.complain("Nothing can be added: another version of tuireader keeps the library")
            return

        def typed(path: str | None) -> None:
            if path is not None:
                self._add_source(path)

        line = LineInput(
            "Read which folder or file?",
            str,
            "a path; its files are only read",
            check=readable,
            does="reads it",
        )
        self.app.push_screen(line, typed)

    @work(description="work", group="add", exclusive=True)
    async def _add_source(self, path: str) -> None:
        added = await self.attempt(lambda: self.desk.add_source(path))
        if added is None:
            return
        name, is_read_here = added
        if is_read_here:
            self.say(f"Added {name}: looking for its articles")
            self.scan()
        else:
            self.say(f"Added {name} to your library; this room stays with what it was opened on")
