"""How the room looks, and the tour of it: what is picked, set or seen is remembered in the notebook."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from textual import on, work
from textual.events import Key

from tuireader.room.arrangement import Arrangement, Border
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.correcting import CorrectingScreen
from tuireader.room.widgets.border import PaneBorder
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.tour import Tour
from tuireader.settings.palettes import READABLE, Palette

_REMEMBER_AFTER = 0.3
"""Seconds until what is set is written: a key that is held sets it thirty times a second."""

_STEP = 4
"""Cells by which a key moves a border."""


class LookingScreen(CorrectingScreen):
    """Panes as wide as one likes; themes, each shown as the cursor comes to it; ten keys to begin with."""

    # -- panes -------------------------------------------------------------------------------------------

    _unwritten: Arrangement | None = None
    """What was set and is not yet remembered."""

    def rearrange(self, arrangement: Arrangement) -> None:
        """Draw the room so, and remember it."""
        if arrangement != self.arrangement:
            self.arrangement = arrangement
            self.arrange_panes()
            self._remember_soon()

    def _remember_soon(self) -> None:
        if not self.desk.notebook.readonly:
            self._unwritten = self.arrangement
            self._remember_arrangement()

    @work(description="work", group="arrangement", exclusive=True)
    async def _remember_arrangement(self) -> None:
        await asyncio.sleep(_REMEMBER_AFTER)
        write = self.leave_arrangement()
        if write is not None:
            await self.attempt(write)

    def leave_arrangement(self) -> Callable[[], None] | None:
        """What remembers how the room is arranged; None when that is remembered already."""
        arrangement, self._unwritten = self._unwritten, None
        return None if arrangement is None else lambda: self.desk.memory.remember_arrangement(arrangement)

    @on(PaneBorder.Moved)
    def _border_moved(self, event: PaneBorder.Moved) -> None:
        event.stop()
        if event.how == "reset":
            self.action_border_back()
            return
        width = self.app.size.width
        moved = self.arrangement.with_border(event.border, event.column, width)
        if moved != self.arrangement:
            self.arrangement = moved
            self.give_widths()
        if event.how == "dropped":
            self._remember_soon()
            self.say("Two clicks, or |, put the border back")

    def action_border_left(self) -> None:
        self._move_border(-_STEP)

    def action_border_right(self) -> None:
        self._move_border(_STEP)

    def _move_border(self, by: int) -> None:
        if self.is_narrow:
            self.say("One pane at a time is shown: there is no border to move")
            return
        width = self.app.size.width
        border: Border = "facets" if self.is_in_facets and self.articles.region.width else "list"
        before = self.arrangement.border_at(border, width)
        moved = self.arrangement.with_border(border, before + by, width)
        self.rearrange(moved)
        if moved.border_at(border, width) == before:
            self.say("The border can go no further")
        else:
            facets, articles = moved.shares(width)
            what, cells = ("Facets", facets) if border == "facets" else ("List", articles)
            self.say(f"{what} of {cells}: | puts the border back")

    def action_border_back(self) -> None:
        self.rearrange(self.arrangement.without_widths(self.app.size.width))
        self.say("The panes are as wide as they are by themselves")

    def arrange_panes(self) -> None:
        super().arrange_panes()
        self.reader.set_indented(self.arrangement.is_indented)
        self.articles.set_compact(self.arrangement.is_compact)

    def action_compact(self) -> None:
        is_compact = not self.arrangement.is_compact
        self.rearrange(replace(self.arrangement, is_compact=is_compact))
        self.say(
            "One line an article, until the same is asked again" if is_compact else "More of each article"
        )

    def action_rhythm(self) -> None:
        is_indented = not self.arrangement.is_indented
        self.rearrange(replace(self.arrangement, is_indented=is_indented))
        self.say("Paragraphs indented" if is_indented else "Blank lines between paragraphs")

    # -- themes ------------------------------------------------------------------------------------------

    def action_theme(self) -> None:
        """Pick a theme: the room is drawn in each one come by."""
        room, before = self.room, self.app.theme
        names = [before, *(name for name in room.palettes if name != before)]
        choices = [Choice(n, n, _about(room.palettes[n]), "now" if n == before else "") for n in names]

        def chosen(name: str | None) -> None:
            room.theme = name or before
            if name is not None and name != before:
                self._keep_theme(name)

        chooser = Chooser(
            "Themes",
            lambda: choices,
            signs=self.signs,
            hint=f"Enter keeps it   Esc back to {before}",
            empty_words="",
            on_highlight=room.show_theme,
            writes_whole=True,
        )
        chooser.add_class("-clear")  # the room is what there is to see
        room.push_screen(chooser, chosen)

    def _keep_theme(self, name: str) -> None:
        if self.desk.notebook.readonly:
            self.say(f'Theme {name}; to keep it: theme = "{name}" in config.toml')
            return

        def job() -> str:
            self.desk.memory.remember_theme(name, over=self.room.settings.theme)
            return f"Theme {name}, the next time as well"

        self.keep(job)

    # -- the tour ----------------------------------------------------------------------------------------

    @property
    def tour(self) -> Tour:
        """The ten keys."""
        return self.query_one(Tour)

    def action_tour(self) -> None:
        self.tour.call(self.room.keys, is_asked_for=True)

    async def greet(self) -> None:
        await super().greet()
        if not self.room.tours or self.desk.notebook.readonly or not self.tour.has_room:
            return
        # Whoever has begun to type knows what they want.
        if not await self.attempt(self.desk.memory.has_seen_tour) and self.app.focused is self.articles:
            self.tour.call(self.room.keys, is_asked_for=False)

    def on_mouse_down(self) -> None:
        self.leave_tour()

    def leave_tour(self, key: Key | None = None) -> bool:
        """Close the tour; whether the key was for just that, and shall do nothing else.

        At the first start q still quits: nobody has opened anything that it could close.
        """
        tour = self.tour
        if not tour.display:
            return False
        tour.display = False
        if not tour.is_asked_for:
            self.keep(self.desk.memory.remember_tour)
        return key is not None and (key.key == "escape" or (key.key == "q" and tour.is_asked_for))


def _about(palette: Palette) -> str:
    faint = palette.faint_pairs()
    if not faint:
        return palette.words
    ink, ground, measured = min(faint, key=lambda pair: pair[2])
    return f"{palette.words}; hard to read: {ink} on {ground} {measured:.1f}:1, not {READABLE}:1"
