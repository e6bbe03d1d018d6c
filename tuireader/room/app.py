"""The Textual app: themes, keymap, signals and the net under everything that is drawn."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, ClassVar

from textual.app import App, SuspendNotSupported
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.filter import LineFilter
from textual.messages import ExitApp
from textual.screen import Screen
from textual.worker import WorkerFailed

from tuireader.room.actions import ACTIONS
from tuireader.room.arrangement import ROOM_FOR_THREE, ROOM_FOR_TWO
from tuireader.room.desk import Desk
from tuireader.room.glyphs import glyphs
from tuireader.room.keymap import keymap
from tuireader.room.keys import textual_keys
from tuireader.room.net import ControlNet
from tuireader.room.screens.main import MainScreen
from tuireader.room.themes import THEMES, themes_of
from tuireader.room.typing_ahead import TypingAhead
from tuireader.settings import Settings
from tuireader.settings.palettes import BUILT_IN

_WATCH_TERMINAL_EVERY = 1.0
"""Seconds between looks whether the terminal is still there: SIGHUP may be ignored by a parent."""


_OUTSIDE_ECHO = 0.5
"""Seconds after another program has ended in which a Ctrl+C that was meant for it may still come in."""


def _driver() -> type[Driver] | None:
    """The driver for this platform; None leaves it to Textual (Windows, and a browser)."""
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from tuireader.room.terminal import RoomDriver

    return RoomDriver


class ReadingRoom(TypingAhead):
    """The room."""

    TITLE = "tuireader"
    # What is narrow and what is short is said here once; the style sheet knows the classes.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOM_FOR_TWO, "-normal"), (ROOM_FOR_THREE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012
    CSS_PATH = "styles/room.tcss"
    ENABLE_COMMAND_PALETTE = False  # the commands are a sheet of the room's own
    PAUSE_GC_ON_SCROLL = True
    # Everywhere but where it undoes what is typed; its keys are set with the table's action of this id.
    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+z", "suspend", show=False, id="room.suspend")]

    def __init__(
        self, desk: Desk, settings: Settings, *, title: str, scan: bool, tours: bool = False
    ) -> None:
        """
        Args:
            desk: what the room works with.
            settings: from `config.toml`.
            title: what the list is of.
            scan: look for new articles at once.
            tours: show the tour of ten keys if the notebook knows nothing of it.
        """
        super().__init__(driver_class=_driver())
        self.desk = desk
        self.settings = settings
        self.tours = tours
        self.palettes = {**BUILT_IN, **settings.themes}
        """All themes, by name."""
        self._title_words = title
        self._scan = scan
        self._net = ControlNet()
        self._is_outside = False
        self._is_leaving = False
        self._is_closing = False
        self._started_by = os.getppid()
        for theme in themes_of(settings.themes.values()):
            self.register_theme(theme)
        wanted = desk.memory.theme(settings.theme)
        self._begin_in(
            next(name for name in (wanted, settings.theme, THEMES[0].name) if name in self.palettes)
        )
        if not settings.animation:
            self.animation_level = "none"
        self.keys = keymap(settings.preset, settings.keys)
        """The keys of each action as they are set."""
        self.set_keymap(
            {
                action.id: textual_keys(self.keys[action.id])
                for action in ACTIONS
                if self.keys[action.id] != action.keys
            }
        )

    def _begin_in(self, theme: str) -> None:
        """Draw in this theme from the first frame on.

        Set as later ones are, Textual would read the style sheets for its own theme, then for this one, and
        style every widget again.
        """
        self.set_reactive(App.theme, theme)
        is_dark = self.current_theme.dark
        self.update_classes({"-dark-mode": is_dark, "-light-mode": not is_dark}, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The room's own colours, for a theme that does not name them."""
        return dict(THEMES[0].variables)

    def get_default_screen(self) -> Screen[None]:
        return MainScreen(
            self.desk,
            signs=glyphs(self.settings.ascii),
            column=self.settings.text_width,
            title=self._title_words,
            scan=self._scan,
        )

    # -- safety --------------------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters and the net that lets no control character out, as one."""
        own = tuple(super().get_line_filters())
        if own != self._net.before:
            self._net = ControlNet(own)
        return [self._net]

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            try:
                loop.add_signal_handler(number, self._stop, number)
            except (NotImplementedError, RuntimeError, ValueError):
                # Not the main thread (tests), or a platform without them: the watch below remains.
                continue
        if sys.platform != "win32" and not self.is_headless and not self.is_web:
            from tuireader.room.terminal import RoomDriver

            if isinstance(self._driver, RoomDriver):
                self._driver.heed_stops(loop)
        self.app_resume_signal.subscribe(self, self._draw_all, immediate=True)
        if not self.is_headless:
            self.set_interval(_WATCH_TERMINAL_EVERY, self._watch_terminal)

    def _stop(self, number: int) -> None:
        """Leave in order, so that the terminal is as it was; what was typed is already kept as a draft."""
        if self._is_outside and number in (signal.SIGINT, signal.SIGQUIT):
            return
        self.leave(128 + number)

    def _watch_terminal(self) -> None:
        try:
            # In a browser it is the server that must be there.
            is_there = (
                self._started_by == os.getppid() if self.is_web else os.isatty(0) and bool(os.ttyname(0))
            )
        except OSError:
            is_there = False
        if not is_there:
            self._stop(signal.SIGHUP)

    def _print_error_renderables(self) -> None:
        """Print no traceback after a crash: it may hold an article's text, raw, and no user can use it.

        `open_room` raises what happened once the terminal is back; the command line's edge keeps a report.
        """
        self._exit_renderables.clear()

    async def _shutdown(self) -> None:
        # What still waits for an answer must not go on among panes that are taken down one by one.
        self._is_closing = True
        self.workers.cancel_all()
        await super()._shutdown()

    def _handle_exception(self, error: Exception) -> None:
        # Who quits while an answer is on its way: it comes to a screen that is already taken down.
        missed = error.error if isinstance(error, WorkerFailed) else error
        if not ((self._exit or self._is_closing) and isinstance(missed, NoMatches)):
            super()._handle_exception(error)

    @property
    def failure(self) -> Exception | None:
        """What ended the room, if a mistake of ours did."""
        return self._exception

    def on_exit_app(self, event: ExitApp) -> None:
        """The page in the browser was closed, or its server ends: go, but keep the place first."""
        if self.is_web and not self._is_leaving:
            event.prevent_default()
            self.leave()

    def leave(self, code: int = 0) -> None:
        """Keep the place, then go."""
        self._is_leaving = True
        screen = self.screen_stack[0]
        if isinstance(screen, MainScreen):
            screen.leave(code)
        else:
            self.exit(return_code=code)

    # -- programs of the user's own ------------------------------------------------------------------

    def run_outside(self, command: Sequence[str], environment: dict[str, str] | None = None) -> str:
        """Hand the terminal to another program until it ends.

        Returns:
            What went wrong, in words; empty when all went well.
        """
        name = os.path.basename(command[0])  # noqa: PTH119 -- a path that is no UTF-8 must do
        # Under `tuireader | cat` the terminal is at stderr: there the other program draws as well.
        out = None if sys.stdout is not None and os.isatty(1) else sys.__stderr__
        try:
            # A Ctrl+C is the other program's; as it goes to the whole group, it must not end the room.
            with self.suspend() if not self.is_headless else nullcontext():
                self._is_outside = True
                done = subprocess.run(
                    command,
                    stdout=subprocess.DEVNULL if self.is_headless else out,
                    stdin=subprocess.DEVNULL if self.is_headless else None,
                    env=environment,
                    check=False,
                )
        except SuspendNotSupported:
            return f"{name} cannot be opened in this terminal"
        except (OSError, ValueError) as error:
            return f"{name} cannot be run: {getattr(error, 'strerror', None) or error}"
        finally:
            self.set_timer(_OUTSIDE_ECHO, self._is_inside)
        if done.returncode < 0:
            return f"{name} was ended by signal {-done.returncode}"
        return f"{name} ended with an error ({done.returncode})" if done.returncode else ""

    def _is_inside(self) -> None:
        self._is_outside = False

    def _draw_all(self, _: object) -> None:
        """Draw all of it: whatever was on the terminal meanwhile has left nothing of the room."""
        self.refresh(layout=True)

    def action_suspend(self) -> None:
        """Stop, as a shell's job does, until `fg`."""
        if self._driver is not None and self._driver.can_suspend:
            self.action_suspend_process()
        elif isinstance(self.screen, MainScreen):
            self.screen.say("No shell started the room here: it cannot be put aside")

    def action_help_quit(self) -> None:
        """Ctrl+C: it copies in an editor, and quits nowhere."""
        if isinstance(self.screen, MainScreen):
            self.screen.say("q quits")

    # -- what screens ask for ------------------------------------------------------------------------

    def show_theme(self, name: str) -> None:
        """Draw the room in this theme, for as long as no other is."""
        self.theme = name

    @property
    def theme_remark(self) -> str:
        """What is to be said of the theme the room is drawn in: that it is hard to read."""
        return next((words for words in self.settings.remarks() if repr(self.theme) in words), "")
