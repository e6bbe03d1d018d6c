"""Leaving a screen: once, whatever still comes to it, and with an end to all that works for it."""

from typing import Any, cast

from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.screen import Screen
from textual.worker import Worker


class Leavable:
    """For a screen: what comes late, from a key, a click or a worker, does nothing to it any more.

    Textual takes the panes down first and calls off the workers afterwards; and it closes whatever is on top
    when a screen is dismissed that is closed already: a sheet below, or the room.

    No widget itself, as `Stepped`.
    """

    _is_left = False
    """Whether it is being taken down."""

    @property
    def is_open(self) -> bool:
        """Whether there are panes to show something on: not before it is laid out, nor once it is left."""
        return cast("Screen[object]", self).is_mounted and not self._is_left

    def run_worker(self, *arguments: Any, **named: Any) -> Worker[Any]:
        """Called by Textual for `@work`: nothing begins to work for a screen that is left."""
        worker = cast("Worker[Any]", super().run_worker(*arguments, **named))  # type: ignore[misc]
        if self._is_left:
            worker.cancel()
        return worker

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close this screen and no other, and give what was asked for; once, however often it is called."""
        screen = cast("Screen[object]", self)
        app = screen.app
        stack = app._screen_stack
        if screen not in stack:
            return AwaitComplete()
        if screen is stack[-1]:
            return cast("AwaitComplete", super().dismiss(result))  # type: ignore[misc]
        # Another has been opened over it meanwhile.
        screen._result_callbacks[-1](result)
        screen._pop_result_callback()
        stack.remove(screen)
        return AwaitComplete(app._replace_screen(screen)).call_next(app)

    def remove(self) -> AwaitRemove:
        """Called by Textual when the screen is left.

        What still waits for an answer is called off first: Textual does that when the panes are gone.
        """
        screen = cast("Screen[object]", self)
        self._is_left = True
        going = set(screen.walk_children(with_self=True))
        for worker in screen.workers:
            if worker.node in going:
                worker.cancel()
        return cast("AwaitRemove", super().remove())  # type: ignore[misc]
