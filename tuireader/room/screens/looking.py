"""How the room looks, and the tour of it: what is picked or seen is remembered in the notebook."""

from textual.events import Key

from tuireader.room.screens.choosing import Choice, Chooser
from tuireader.room.screens.correcting import CorrectingScreen
from tuireader.room.widgets.tour import Tour
from tuireader.settings.palettes import READABLE, Palette


class LookingScreen(CorrectingScreen):
    """Themes to pick from, each shown as the cursor comes to it; ten keys to begin with."""

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
        )
        chooser.add_class("-clear")  # the room is what there is to see
        room.push_screen(chooser, chosen)

    def _keep_theme(self, name: str) -> None:
        if self.desk.notebook.readonly:
            self.say(f'Theme {name}; to keep it: theme = "{name}" in config.toml')
            return

        def job() -> str:
            self.desk.remember_theme(name, over=self.room.settings.theme)
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
        if not await self.attempt(self.desk.has_seen_tour) and self.app.focused is self.articles:
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
            self.keep(self.desk.remember_tour)
        return key is not None and (key.key == "escape" or (key.key == "q" and tour.is_asked_for))


def _about(palette: Palette) -> str:
    faint = palette.faint_pairs()
    if not faint:
        return palette.words
    ink, ground, measured = min(faint, key=lambda pair: pair[2])
    return f"{palette.words}; hard to read: {ink} on {ground} {measured:.1f}:1, not {READABLE}:1"
