"""The main screen's parts, and how they share the room there is."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.geometry import Region
from textual.screen import Screen

from tuireader.errors import TuireaderError
from tuireader.room.actions import ACTIONS
from tuireader.room.arrangement import ROOM_FOR_THREE, ROOM_FOR_TWO
from tuireader.room.desk import Desk
from tuireader.room.glyphs import Glyphs
from tuireader.room.keys import bindings_of
from tuireader.room.pane import MAIN_PANES
from tuireader.room.screens.painting import Stepped
from tuireader.room.widgets.article_list import ArticleList
from tuireader.room.widgets.border import PaneBorder
from tuireader.room.widgets.chips import Chips
from tuireader.room.widgets.facets_pane import FacetsPane
from tuireader.room.widgets.filter_bar import FilterBar, FilterInput, FindBar, FindInput, SuggestionMenu
from tuireader.room.widgets.rule import Rule
from tuireader.room.widgets.selectable import SelectableReader
from tuireader.room.widgets.status_line import StatusLine
from tuireader.room.widgets.tour import Tour

if TYPE_CHECKING:
    from tuireader.room.app import ReadingRoom

T = TypeVar("T")

Hinted = tuple[tuple[str, str], ...]
"""Actions, or their keys, with what they do in a word."""

_ROOM_FOR_MINUTES = 60
"""Cells from which the line at the foot has room for more than the place and the ways out."""


class Across(Horizontal):
    """Panes side by side."""

    BLANK = True


class Stacked(Vertical):
    """What stands one above the other in a pane; the line under the menu is its own."""


class PanesScreen(Stepped, Screen[None]):
    """Filter bar, list, text and status line: one pane or two, and which has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(a for a in ACTIONS if any(map(a.is_for, MAIN_PANES)))),
        Binding("enter", "keep_typed", show=False, priority=True),
        Binding("escape", "drop_typed", show=False, priority=True),
        Binding("tab", "take_choice", show=False, priority=True),
        Binding("down", "move_choice(1)", show=False, priority=True),
        Binding("up", "move_choice(-1)", show=False, priority=True),
    ]
    AUTO_FOCUS = "#list"
    BLANK = True  # covered by its panes, as they are by what is in them: their lines are not worth drawing

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int) -> None:
        super().__init__()
        self.is_set_up = False
        """Whether all its parts are there."""
        self.desk = desk
        self.signs = signs
        self.arrangement = desk.memory.arrangement()
        """What was set by hand."""
        self._column = self.arrangement.column_or(column)

    def compose(self) -> ComposeResult:
        yield FilterBar(id="filter")
        yield Chips(id="chips", signs=self.signs)
        yield Rule("┬" if self.signs.divider == "│" else "+", id="rule-top", signs=self.signs)
        with Across(id="panes"):
            yield FacetsPane(id="facets", signs=self.signs)
            yield PaneBorder("facets", id="facets-border", signs=self.signs)
            with Stacked(id="left"):
                yield SuggestionMenu(id="menu", signs=self.signs)
                yield ArticleList(id="list", signs=self.signs)
            yield PaneBorder("list", id="list-border", signs=self.signs)
            yield SelectableReader(id="reader", signs=self.signs, column=self._column)
        yield FindBar(id="find")
        yield Rule("┴" if self.signs.divider == "│" else "+", id="rule-bottom", signs=self.signs)
        yield Tour(id="tour", signs=self.signs)
        yield StatusLine(id="status")

    @property
    def room(self) -> "ReadingRoom":
        """The app, as what it is."""
        return cast("ReadingRoom", self.app)

    @property
    def articles(self) -> ArticleList:
        """The list."""
        return self.query_one(ArticleList)

    @property
    def reader(self) -> SelectableReader:
        """The text."""
        return self.query_one(SelectableReader)

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self.query_one(StatusLine)

    @property
    def filter_bar(self) -> FilterBar:
        """The line at the head."""
        return self.query_one(FilterBar)

    @property
    def menu(self) -> SuggestionMenu:
        """What the word being typed could mean."""
        return self.query_one(SuggestionMenu)

    @property
    def facets(self) -> FacetsPane:
        """What is listed, counted."""
        return self.query_one(FacetsPane)

    @property
    def bands(self) -> Sequence[Region]:
        """What stands above the panes, the list, what stands below them, then the text and the facets."""
        if not self.is_set_up:
            return super().bands
        width, height = self.size
        panes = self.query_one("#panes").region
        reader, facets = self.reader, self.facets
        text_from = reader.region.x if reader.display else width
        list_from = facets.region.right if facets.display and facets.region.right < text_from else 0
        return (
            Region(0, 0, width, panes.y),
            Region(list_from, panes.y, text_from - list_from, panes.height),
            Region(0, panes.bottom, width, height - panes.bottom),
            Region(text_from, panes.y, width - text_from, panes.height),
            Region(0, panes.y, list_from, panes.height),
        )

    @property
    def is_in_facets(self) -> bool:
        """Whether the facets have the focus."""
        return self.focused is self.facets

    @property
    def is_in_text(self) -> bool:
        """Whether the text has the focus."""
        return self.focused is self.reader

    @property
    def is_typing(self) -> bool:
        """Whether a line is typed in."""
        return isinstance(self.focused, FilterInput | FindInput)

    @property
    def is_narrow(self) -> bool:
        """Whether list and text are shown one at a time."""
        return self.app.size.width < ROOM_FOR_TWO or (self.has_class("-zen") and self.has_class("-reading"))

    async def attempt(self, job: Callable[[], T]) -> T | None:
        """Run what may block on the disk off the event loop; say what went wrong, and give None then."""
        try:
            return await asyncio.to_thread(job)
        except TuireaderError as error:
            self.complain(error)
            return None

    def say(self, words: str) -> None:
        """Tell what just happened, on a screen that stands over this one as well."""
        self._tell(words)

    def _tell(self, words: str, *, is_error: bool = False) -> None:
        self.status.say(words, is_error=is_error)
        if self.app.screen is not self:
            for line in self.app.screen.query(StatusLine):
                line.say(words, is_error=is_error)

    def complain(self, error: TuireaderError | str) -> None:
        """Tell what went wrong and what to do."""
        self._tell(str(error), is_error=True)

    # -- panes -------------------------------------------------------------------------------------------
    # The style sheet knows none of the classes that are set here: nothing has to be styled anew.

    def on_descendant_focus(self) -> None:
        self.show_status()
        self.reader.refresh()

    def on_resize(self, event: Resize) -> None:
        self.call_later(self.arrange_panes)

    def arrange_panes(self) -> None:
        """Show list and text as there is room: in code, so that the focus can follow before the next key."""
        is_reading = self.has_class("-reading")
        alone = self.is_narrow
        is_faceted = self.has_class("-faceted") and not is_reading
        is_wide = self.app.size.width >= ROOM_FOR_THREE
        left = self.query_one("#left")
        # Where there is no room for three, the facets stand in the list's place while they are asked for.
        self.facets.display = is_faceted or (is_wide and not alone)
        left.display = not (alone and is_reading) and (is_wide or not is_faceted)
        self.reader.display = is_reading or not alone
        self.give_widths()
        self.query_one(Chips).display = self.query_one(Chips).has_class("-there")
        self.reader.set_class(alone, "-alone", update=False)
        hides_bars = self.has_class("-zen") and is_reading
        self.filter_bar.display = not hides_bars
        self.query_one("#rule-top").display = not hides_bars
        if hides_bars:
            self.query_one(Chips).display = False
        self.call_after_refresh(self._tell_room)

    def give_widths(self) -> None:
        """Give each pane the cells that were set by hand, or that suit the room there is."""
        left = self.query_one("#left")
        facets, articles = self.arrangement.shares(self.app.size.width)
        is_alone = not self.reader.display
        self.facets.styles.width = "1fr" if is_alone else facets
        left.styles.width = "1fr" if is_alone else articles
        self.query_one("#facets-border").display = self.facets.display and left.display
        self.query_one("#list-border").display = not is_alone and (left.display or self.facets.display)
        joins = [
            self.arrangement.border_at(border.between, self.app.size.width)
            for border in self.query(PaneBorder)
            if border.display
        ]
        for rule in self.query(Rule):
            rule.joins = tuple(joins)

    def _tell_room(self) -> None:
        """Say how many and where, in as many words as there is room for now."""
        self.recount()
        self.show_status()

    def recount(self) -> None:
        """Say again how many articles are listed, in as many words as there is room for."""

    def enter_text(self) -> None:
        """Give the text the focus; where there is room for one, show it alone."""
        self.remove_class("-faceted", update=False)
        self.add_class("-reading", update=False)
        self.arrange_panes()
        self.set_focus(self.reader)

    def enter_facets(self) -> None:
        """Go to the facets."""
        self.remove_class("-reading", update=False)
        self.add_class("-faceted", update=False)
        self.arrange_panes()
        self.set_focus(self.facets)

    def leave_facets(self) -> None:
        """Back from the facets to the list."""
        self.leave_text()

    def leave_text(self) -> None:
        """Back to the list."""
        self.remove_class("-reading", "-faceted", update=False)
        self.arrange_panes()
        self.set_focus(self.articles)
        self.call_after_refresh(self.articles.show_cursor)

    def open_filter(self) -> None:
        """Go to the filter bar."""
        self.remove_class("-reading", "-faceted", update=False)
        self.arrange_panes()
        line = self.filter_bar.input
        self.set_focus(line)
        line.cursor_position = len(line.value)
        line.is_fresh = True

    def show_status(self) -> None:
        """Where one is, and what can be pressed there."""
        reader = self.reader
        if reader.opened is None or (self.is_narrow and not self.has_class("-reading")):
            self.status.place = ""
        else:
            left = reader.minutes_left if self.app.size.width >= _ROOM_FOR_MINUTES else 0
            rest = f" {self.signs.dot} {left} min left" if left and not reader.is_at_end else ""
            self.status.place = f"{reader.progress_words}{rest}"
        if self.is_in_text:
            ahead = ("mention.next-mention", f"next {reader.ahead}")
            if reader.is_at_end:
                ahead = ("move.page-down", "next unread")
            way_out = (("article.leave", "list"), ("room.help", "help"))
            further = (("find.find", "find"), ("note.write", "note"), ("text.select", "select"))
            # Where there is room for two or three, the ways out come first.
            is_short = self.app.size.width < _ROOM_FOR_MINUTES
            hints: Hinted
            if is_short:
                hints = (*way_out, ahead, *further)
            elif self.is_narrow:
                # The list is out of sight: how to come back to it must not be what is cut off.
                hints = (ahead, *way_out, *further)
            else:
                hints = (ahead, *further, *reversed(way_out))
            self.status.hints = self.hints(*hints)
        elif self.is_in_facets:
            self.status.hints = self.hints(
                ("facet.include", "only these"),
                ("article.leave", "list"),
                ("facet.exclude", "without"),
                ("room.help", "help"),
            )
        elif isinstance(self.focused, FilterInput):
            self.status.hints = (("Enter", "list"), ("Esc", "clear"), ("Tab", "take name"))
        elif isinstance(self.focused, FindInput):
            self.status.hints = (("Enter", "keep"), ("Esc", "stop"), ("Down Up", "step"))
        else:
            self.status.hints = self.hints(*self.list_hints)

    @property
    def list_hints(self) -> Hinted:
        """What can be done in the list."""
        return (
            ("article.open", "read"),
            ("find.find", "filter"),
            ("room.help", "help"),
            ("article.toggle-bookmark", "bookmark"),
            ("note.write", "note"),
            ("room.facets", "facets"),
            ("room.quit", "quit"),
        )

    def hints(self, *hinted: tuple[str, str]) -> Hinted:
        """What stands at the foot: actions by their first key as it is set; one without keys is left out."""
        keys = self.room.keys
        return tuple((keys[id][0], words) for id, words in hinted if keys[id])
