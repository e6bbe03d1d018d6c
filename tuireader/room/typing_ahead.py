"""Keys in the order they were pressed, each for what it was meant for, however fast they come.

Textual hears a letter in the line it is typed into. Any other key goes through all that the line stands in,
up to the app, before it is known for one of the line's own: on a busy machine a backspace came behind letters
typed after it. And while a sheet opens, keys that are meant for it would be commands of the list.
"""

from collections import deque
from functools import partial
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.widgets import Input, TextArea

from tuireader.room.screens.main import MainScreen

_TRY_EVERY = 0.01
"""Seconds between tries to give keys typed ahead to a sheet that is opening."""
_HOLD = 2.0
"""Seconds after which held keys are given to whatever is there."""


class TypingAhead(App[None]):
    """An app in which nothing that is typed at speed goes astray."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ahead: deque[events.Key] = deque()
        self._ahead_since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while a sheet opens: what is typed for it must not be taken for commands."""
        if isinstance(event, events.InputEvent | events.Paste) and not self.is_running:
            return  # the room has been left meanwhile
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._is_set_up and len(self.screen_stack) == 1:
            main = self.screen_stack[0]
            if isinstance(main, MainScreen) and main.leave_tour(event):
                return
        if self._ahead or self._must_wait(event):
            if not self._ahead:
                self._ahead_since = monotonic()
                self.set_timer(_TRY_EVERY, self._replay)
            self._ahead.append(event)
            return
        await self._hear(event)

    async def _hear(self, key: events.Key) -> None:
        """Give a key to whom it is for; one of a line's own behind the letters that wait there already."""
        line = self.focused
        if not key.is_printable and isinstance(line, Input | TextArea):
            own = [one for one in line._bindings.key_to_bindings.get(key.key, ()) if not one.priority]
            if own:
                if not await self._check_bindings(key.key, priority=True):
                    line.call_later(partial(self.run_action, own[0].action, line))
                return
        await super().on_event(key)

    @property
    def _is_set_up(self) -> bool:
        """Whether the screen on top has all its parts: whoever types while it opens means what is to come."""
        stack = self.screen_stack
        return bool(stack) and stack[-1].is_mounted

    def _must_wait(self, key: events.Key) -> bool:
        """Whether the screen on top is not yet what the key is meant for."""
        if not self._is_set_up:
            return True
        screen, main = self.screen, self.screen_stack[0]
        if isinstance(main, MainScreen) and main.is_between_steps:
            return True
        if not isinstance(screen, MainScreen) or screen.is_typing:
            # Enter, or ctrl+s, belongs after the letters that are still on their way to the line, and after
            # what the line tells of them to those around it: the rows may not be narrowed yet.
            line = screen.focused
            return line is None or (
                not key.is_printable
                and any(node.message_queue_size for node in line.ancestors_with_self if node is not self)
            )
        return screen.is_behind

    async def _replay(self) -> None:
        """Give the keys that were held back, in order, to the screen that is ready now."""
        if not self._is_set_up:
            self._ahead_since = monotonic()
        while (
            self._ahead
            and self._is_set_up
            and (not self._must_wait(self._ahead[0]) or monotonic() - self._ahead_since > _HOLD)
        ):
            await self._hear(self._ahead.popleft())
            self._ahead_since = monotonic()
        if self._ahead:
            self.set_timer(_TRY_EVERY, self._replay)
