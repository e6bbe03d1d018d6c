"""The line between two panes, which the mouse can take hold of."""

from dataclasses import dataclass
from typing import Literal

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuireader.room.arrangement import Border
from tuireader.room.glyphs import UNICODE, Glyphs
from tuireader.room.widgets.ink import Grounded


class PaneBorder(Grounded, Widget):
    """One column of rule."""

    ALLOW_SELECT = False

    @dataclass
    class Moved(Message):
        """The border was dragged to a column, let go there, or clicked twice."""

        border: Border
        column: int
        how: Literal["dragged", "dropped", "reset"]

    def __init__(self, border: Border, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:
        """
        Args:
            border: which one it is.
            id: of the widget.
            signs: what to draw with.
        """
        super().__init__(id=id)
        self.between = border
        self._signs = signs
        self._is_held = False
        self._was_moved = False

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self._signs.divider, self.base_ink)])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Where a drag begins."""
        if event.button == 1:
            event.stop()
            self._is_held, self._was_moved = True, False
            self.capture_mouse()
            self.add_class("-held")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go where the mouse is."""
        if self._is_held and event.screen_x != self.region.x:
            event.stop()
            self._was_moved = True
            self.post_message(self.Moved(self.between, int(event.screen_x), "dragged"))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Where a drag ends."""
        if not self._is_held:
            return
        event.stop()
        self._is_held = False
        self.release_mouse()
        self.remove_class("-held")
        if self._was_moved:
            self.post_message(self.Moved(self.between, int(event.screen_x), "dropped"))

    def on_click(self, event: events.Click) -> None:
        """Two clicks, and the panes are as wide as they are by themselves."""
        event.stop()
        if event.chain == 2 and not self._was_moved:
            self.post_message(self.Moved(self.between, self.region.x, "reset"))
