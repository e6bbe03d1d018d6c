"""Painting in steps of the event loop: a key that comes between two of them is heard between them.

Textual lays out and paints in one step, twice where a screen opens, and with it answers all messages that
wait. A room of three panes takes 60 ms for that on a slow core, and nothing is heard meanwhile.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tuireader.room.screens.leaving import Leavable

_AT_ONCE = 1600
"""Cells that are painted in one step: some five milliseconds on a slow core."""
_STEPS = 20
"""Steps in which a very large screen is painted, for each of them takes a while whatever it paints."""


class LineCompositor(Compositor):
    """Has a widget draw the lines that are painted, and no others: Textual's has it draw all that is seen.

    And it leaves no garbage. Textual divides a line that is not cut into itself and has it keep that: all
    that was ever drawn waits for a look through the heap, 15 to 50 ms several times a second while one types.
    """

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """Called by Textual for what is to be painted: for each line of the screen its pieces, by column."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(cut[:-1]) for cut in cuts]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            # Lines are whole: they are cut where widgets meet, not where what is painted ends.
            drawn = seen.intersection(Region(seen.x, crop.y, seen.width, crop.height))
            if not drawn or not drawn.overlaps(crop):
                continue
            strips = widget.render_lines(drawn.translate(-region.offset))
            for y, strip in zip(drawn.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                pieces = chops[y]
                across = [cut for cut in cuts[y] if drawn.x <= cut <= drawn.right]
                parts = (strip,) if len(across) == 2 else strip.divide([cut - drawn.x for cut in across[1:]])
                # What lies over it has been drawn before. Cuts may be older than where widgets stand.
                for begin, part in zip(across, parts, strict=False):
                    if pieces.get(begin) is None:
                        pieces[begin] = part
        return cast("Sequence[Mapping[int, Strip]]", chops)


class Stepped(Leavable):
    """For a screen: what has changed is painted in a step of its own, much of it in several.

    No widget itself: of several bases Textual takes the style sheet of the first widget alone.
    """

    _is_to_paint = False
    """Whether a step is on its way."""
    _waits = False
    """Whether nothing is to be painted yet."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast("Screen[object]", self)._compositor = LineCompositor()

    async def _compose(self) -> None:
        """Called by Textual: the screen is narrow or wide, short or tall, before its widgets are styled.

        Textual learns it from the first event on its size, and styles all of them again.
        """
        screen = cast("Screen[object]", self)
        app, (width, height) = screen.app, screen.app.size
        for cells, breakpoints in ((width, app.HORIZONTAL_BREAKPOINTS), (height, app.VERTICAL_BREAKPOINTS)):
            screen.add_class(*screen._get_breakpoint_classes(cells, breakpoints or []), update=False)
        await super()._compose()  # type: ignore[misc]

    @contextmanager
    def not_painting(self, seconds: float) -> Iterator[None]:
        """Paint nothing meanwhile, but for so many seconds at most: what comes together is drawn once."""
        screen = cast("Screen[object]", self)
        with ExitStack() as waiting:
            self._waits = True
            waiting.callback(self._wait_no_longer)
            waiting.enter_context(screen.app.batch_update())
            screen.set_timer(seconds, waiting.close)
            yield

    def _wait_no_longer(self) -> None:
        self._waits = False
        self._compositor_refresh()

    @property
    def bands(self) -> Sequence[Region]:
        """The parts of the screen as they are painted one after the other, what is large in several steps."""
        return (cast("Screen[object]", self).size.region,)

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
        if self._waits:
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
            at_once = max(_AT_ONCE, screen.size.area // _STEPS)
            if screen.is_current and sum(region.area for region in dirty) > at_once:
                rest = self._take_piece(dirty, at_once)
            super()._compositor_refresh()  # type: ignore[misc]
            if rest:
                dirty.update(rest)
                self._compositor_refresh()
        except Exception as error:  # noqa: BLE001 -- it ends the room, and is reported
            # As Textual does with what goes wrong in a message.
            app._handle_exception(error)

    def _take_piece(self, dirty: set[Region], cells: int) -> set[Region]:
        """Leave what is dirty of the first piece of the screen; gives what remains for the next steps."""
        for piece in _pieces(self.bands, cells):
            first = {part for region in dirty if (part := region.intersection(piece))}
            if first:
                rest = {part for region in dirty for part in _beside(region, piece)}
                dirty.clear()
                dirty.update(first)
                return rest
        return set()


def _pieces(bands: Iterable[Region], cells: int) -> Iterator[Region]:
    """The bands, those that are more than can be painted at once cut into pieces of as many lines each."""
    for band in bands:
        lines = band.height
        for parts in range(-(-band.area // cells), 0, -1):
            height = -(-lines // parts)
            yield Region(band.x, band.bottom - lines, band.width, height)
            lines -= height


def _beside(region: Region, piece: Region) -> Iterator[Region]:
    """What is left of a region without a piece: what lies above, below, and at either side."""
    x, y, width, height = inner = region.intersection(piece)
    if not inner:
        yield region
        return
    for part in (
        Region(region.x, region.y, region.width, y - region.y),
        Region(region.x, y + height, region.width, region.bottom - y - height),
        Region(region.x, y, x - region.x, height),
        Region(x + width, y, region.right - x - width, height),
    ):
        if part:
            yield part
