"""Corrections that are made: kept in the notebook, seen everywhere at once, listed and taken back."""

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic

from textual import work

from tuireader.notebook.values import Correction, CorrectionKind
from tuireader.room.cards import CardPage, Lead
from tuireader.room.correcting import Kept, Where, in_words
from tuireader.room.dating import date_words
from tuireader.room.desk import Desk
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.name_sheets import CardSheet, NamePicker
from tuireader.room.screens.naming import NamingScreen
from tuireader.room.widgets.choice_rows import Choice

_TELL_EVERY = 0.2
"""Seconds between words on how far the library is."""


class CorrectionsScreen(NamingScreen):
    """Keeps the library and all that is shown under the corrections that hold."""

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__(desk, signs=signs, column=column, title=title, scan=scan)
        self._bringing = asyncio.Lock()
        self._is_rereading = False
        """Whether a scan is under way that reads files in another encoding than before."""

    # -- all of them -------------------------------------------------------------------------------------

    def action_corrections(self) -> None:
        """All corrections that hold, newest first; each can be taken back."""

        def load() -> list[Choice[Kept]]:
            kept = self.desk.corrector.kept()
            return [Choice(k, k.words, tail=date_words(k.correction.created[:10])) for k in kept]

        def take_back(kept: Kept) -> None:
            def job() -> str:
                self.desk.corrector.take_back(kept)
                return f"Taken back: {kept.words} {self.signs.dot} u brings it back"

            self.keep(job, self.bring_corrections)

        chooser: Chooser[Kept] = Chooser(
            "All corrections",
            load,
            signs=self.signs,
            hint="ctrl+x takes it back   Enter opens the card   Esc back",
            empty_words="None yet: Enter on a name opens its card, which can be corrected",
            whole_screen=True,
            writes_whole=True,
            on_delete=take_back,
        )
        self.app.push_screen(chooser, self._open_corrected)

    def _open_corrected(self, kept: Kept | None) -> None:
        if kept is None or kept.correction.kind == "encoding":
            return
        correction = kept.correction
        country = correction.country or correction.instead_of or ""
        if correction.kind == "article-country":
            self.open_card(Lead("country", country.upper()))
        else:
            self.open_card(Lead("person", correction.other or correction.person or correction.form))

    # -- done, and seen ----------------------------------------------------------------------------------

    def correct(self, kind: CorrectionKind, where: Where | None = None, **fields: str | None) -> None:
        """Keep a correction, in turn with all other deeds; cards of a name that is another now follow it.

        Args:
            where: the article it is of, if it is of one; else that is the open one.
        """
        where = where or self.here()
        headline = where.headline if where is not None else ""

        def job() -> str:
            correction = self.desk.corrector.correct(kind, headline, **fields)
            words = in_words(correction, headline)
            if kind in ("merge", "rename"):
                self.app.call_from_thread(self._follow_name, correction)
            return f"{words[:1].upper()}{words[1:]} {self.signs.dot} u undo"

        self.keep(job, self.bring_corrections)

    def here(self) -> Where | None:
        """The open article."""
        opened = self.reader.opened
        return Where(opened.uid, opened.stored.article.headline) if opened is not None else None

    def _follow_name(self, correction: Correction) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, CardSheet) and screen.page.name == correction.person:
                screen.becomes(correction.other)

    def undo(self, then: Callable[[], object] | None = None) -> None:
        super().undo(self._brought_then(then))

    def redo(self, then: Callable[[], object] | None = None) -> None:
        super().redo(self._brought_then(then))

    def _brought_then(self, then: Callable[[], object] | None) -> Callable[[], object]:
        def both() -> None:
            self.bring_corrections()
            if then is not None:
                then()

        return both

    def corrections_changed(self) -> None:
        """Called when other corrections may hold: after a scan, or by another window."""
        self.bring_corrections()

    def _scan_done(self, changed: bool, words: str) -> None:
        super()._scan_done(changed, words)
        if changed and self._is_rereading and self._target is not None:
            self.open_article(self._target)
        self._is_rereading = False

    @work(description="work", group="bring")
    async def bring_corrections(self) -> None:
        """Bring the library under the corrections that hold, then show what is shown anew."""
        if not await self.attempt(lambda: self.desk.corrector.is_behind):
            return
        began = monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal began
            if monotonic() - began >= _TELL_EVERY:
                began = monotonic()
                words = f"Correcting: {done:,} of {total:,} articles"
                self.app.call_from_thread(setattr, self.status, "busy", words)

        async with self._bringing:
            changed = await self.attempt(lambda: self.desk.corrector.bring(tell))
            if await self.attempt(lambda: self.desk.library.awaits_reading):
                self._is_rereading = True
                self.scan()
        if self.status.busy.startswith("Correcting"):
            self.status.busy = ""
        if not changed:
            await self._draw_sheets()  # a name alone may be one person now, whom no article tells otherwise
            return
        self.ask(keep=True)
        if self._target is not None:
            self.open_article(self._target)
        await self._draw_sheets()

    async def _draw_sheets(self) -> None:
        """Show cards and pickers that are open with what is known by now; a card of nobody closes."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, NamePicker):
                # One that is just opening loads what is known by now.
                if screen.focused is not None:
                    screen.reload()
            elif isinstance(screen, CardSheet):
                page = await self._page_of(screen.leads)
                if screen.focused is None:
                    # Just opening, with what was known before.
                    screen.call_after_refresh(self._draw_sheets)
                elif page is not None:
                    screen.turn_to(page)
                elif screen is self.app.screen:
                    screen.dismiss(None)

    async def _page_of(self, leads: Sequence[Lead]) -> CardPage | None:
        def first() -> CardPage | None:
            pages = (self.desk.cards.card(lead, self.signs, exactly=True) for lead in leads)
            return next((page for page in pages if page is not None), None)

        return await self.attempt(first)
