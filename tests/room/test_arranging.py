"""Panes as wide as one likes: by keys and by the mouse, the next time as well; the text stays in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import MouseMove

from tuireader.room.arrangement import Arrangement

if TYPE_CHECKING:
    from tests.room.conftest import Opened, OpenRoom

_JOINS = ((1, "┬"), (8, "│"), (-2, "┴"))
"""Where on the screen a line between the panes is to be met."""


def widths(room: Opened) -> tuple[int, ...]:
    """Cells of facets, list and text as they are on the screen; 0 for what is not shown."""
    main = room.main
    return tuple(
        p.region.width if p.display else 0 for p in (main.facets, main.query_one("#left"), main.reader)
    )


async def drag(room: Opened, border: str, *columns: int) -> None:
    """Take hold of a border with the mouse, lead it over columns, and let it go at the last."""
    start = room.main.query_one(border).region
    await room.pilot.mouse_down(offset=(start.x, start.y + 3))
    for column in columns:
        await room.pilot._post_mouse_events([MouseMove], offset=(column, start.y + 3), button=1)
    await room.pilot.mouse_up(offset=(columns[-1], start.y + 3))


async def test_the_border_is_dragged_and_kept_and_the_line_being_read_stays(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.open_file("002")
        await room.press("space")
        await room.until(lambda: room.main.reader.scroll_offset.y > 0)
        place, file = room.main.reader.place, room.file
        assert widths(room) == (0, 48, 71)
        # Narrower and wider than the text's column, and far beyond what the text needs.
        await drag(room, "#list-border", 30, 70, 40, 76, 118)
        await room.until(lambda: widths(room) == (0, 83, 36))
        assert (room.main.reader.place, room.file) == (place, file)
        assert "put the border back" in room.said
        await drag(room, "#list-border", 40, 58)
        await room.until(lambda: widths(room) == (0, 58, 61))
        assert (room.main.reader.place, room.file) == (place, file)
        await room.until(lambda: [room.text.splitlines()[n].find(sign) for n, sign in _JOINS] == [58] * 3)
        # Other sizes, a theme, a filter: the same line, the same article.
        for columns, lines in ((160, 45), (60, 20), (120, 36)):
            await room.pilot.resize_terminal(columns, lines)
            await room.until(lambda columns=columns: room.app.size.width == columns)
        room.app.theme = "morning"
        await room.press("less_than_sign")
        await room.until(lambda: widths(room) == (0, 54, 65))
        room.main.narrow_to("vietnam")
        await room.until(lambda: room.shown("vietnam") == 5)
        await room.until(lambda: not room.main.is_behind)
        assert (room.main.reader.place, room.file) == (place, file)
        room.main.narrow_to("")
        await room.until(lambda: room.shown("") == 5)
        await room.press("minus")
        await room.until(lambda: "Column of 56" in room.said)
        room.app.leave()  # before it is written by itself
        await room.until(lambda: not room.app.is_running)
    async with open_room() as room:
        assert widths(room) == (0, 54, 65)
        assert room.main.reader.column == 56
        border = room.main.query_one("#list-border").region
        await room.pilot.click(offset=(border.x, border.y + 5), times=2)
        await room.until(lambda: widths(room) == (0, 48, 71))
        await room.until(lambda: room.desk.memory.arrangement() == Arrangement(column=56, column_over=78))


async def test_where_three_stand_each_border_moves_alone(open_room: OpenRoom) -> None:
    async with open_room(size=(160, 45)) as room:
        await room.until(lambda: widths(room) == (30, 51, 77))
        await drag(room, "#facets-border", 22)
        await room.until(lambda: widths(room) == (22, 59, 77))
        await drag(room, "#list-border", 60)
        await room.until(lambda: widths(room) == (22, 37, 99))
        await room.press("greater_than_sign")
        await room.until(lambda: "List of 41" in room.said)
        await room.press("f", *["less_than_sign"] * 3)
        await room.until(lambda: "can go no further" in room.said)
        assert widths(room) == (16, 47, 95)
        await room.press("vertical_line")
        await room.until(lambda: widths(room) == (30, 51, 77))
        # In another layout they have other widths.
        await room.pilot.resize_terminal(120, 36)
        await room.until(lambda: room.app.size.width == 120 and widths(room)[0] == 48)
        await room.press("less_than_sign")
        await room.until(lambda: "List of 44" in room.said)
        await room.pilot.resize_terminal(60, 20)
        await room.until(lambda: room.app.size.width == 60)
        await room.press("greater_than_sign")
        await room.until(lambda: "One pane at a time" in room.said)
