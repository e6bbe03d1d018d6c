"""Painting in steps of the event loop: a key that comes between two of them is heard between them.

Textual lays out and paints in one step, twice where a screen opens, and with it answers all messages that
wait. A room of three panes takes 60 ms for that on a slow core, and nothing is heard meanwhile.
"""

import asyncio
from collections.abc import Sequence
from typing import cast

from textual.geometry import Region
from textual.screen import Screen

_AT_ONCE = 1200
"""Cells that are painted in one step, wherever they are."""


class Stepped:
    """For a screen: what has changed is painted in a step of its own, much of it band by band.

    No widget itself: of several bases Textual takes the style sheet of the first widget alone.
    """

    _is_to_paint = False
    """Whether a step is on its way."""

    @property
    def bands(self) -> Sequence[Sequence[Region]]:
        """The parts of the screen that are painted one after the other; none: all at once."""
        return ()

    def _compositor_refresh(self) -> None:
        """Called by Textual to paint what has changed."""
        if not self._is_to_paint:
            self._is_to_paint = True
            asyncio.get_running_loop().call_soon(self._paint_some)

    def _paint_some(self) -> None:
        self._is_to_paint = False
        screen = cast("Screen[object]", self)
        app = screen.app
        if not screen.is_running or not screen.is_attached or app._exit:
            return
        if app._batch_count:
            # Nothing is sent to the terminal now.
            screen.call_later(self._compositor_refresh)
            return
        try:
            compositor = screen._compositor
            # Textual forgets what is dirty when it has painted: what became so since it asked goes along.
            compositor.update_widgets(screen._dirty_widgets)
            dirty = compositor._dirty_regions
            rest: set[Region] = set()
            if screen.is_current and sum(region.area for region in dirty) > _AT_ONCE:
                rest = self._take_band(dirty)
            super()._compositor_refresh()  # type: ignore[misc]
            if rest:
                dirty.update(rest)
                self._compositor_refresh()
        except Exception as error:  # noqa: BLE001 -- it ends the room, and is reported
            # As Textual does with what goes wrong in a message.
            app._handle_exception(error)

    def _take_band(self, dirty: set[Region]) -> set[Region]:
        """Leave the first band of what is dirty; gives what remains for the next steps."""
        before: set[Region] = set()
        bands = self.bands
        for number, band in enumerate(bands):
            first = {part for region in dirty for piece in band if (part := region.intersection(piece))}
            if first:
                before = {
                    part
                    for region in dirty
                    for later in bands[number + 1 :]
                    for piece in later
                    if (part := region.intersection(piece))
                }
                dirty.clear()
                dirty.update(first)
                break
        return before
