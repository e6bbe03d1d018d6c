"""The room's main screen: every action of the table, by the panes they act on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events, on, work

from tuireader.errors import TuireaderError
from tuireader.library.values import StoredArticle
from tuireader.room.actions import ACTIONS
from tuireader.room.arrangement import ROOM_FOR_THREE
from tuireader.room.desk import Scope
from tuireader.room.pane import MAIN_PANES, Pane
from tuireader.room.picking import PickItem
from tuireader.room.screens.commanding import CommandingScreen
from tuireader.room.screens.name_sheets import CountriesPicker, NamePicker, PeoplePicker
from tuireader.room.stepping import Thread
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.facets_pane import Group
from tuireader.room.widgets.reader import ReaderPane
from tuireader.room.widgets.row_list import RowList


class MainScreen(CommandingScreen):
    """List, reader and notebook under one's fingers."""

    # -- which action is at hand -------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The same key may mean one thing in the list and another in the text."""
        is_typing = self.is_typing
        if action in _WHILE_TYPING:
            return is_typing
        named = _BY_METHOD.get(action)
        return named is None or (not is_typing and named.is_for(self.pane))

    @property
    def pane(self) -> Pane:
        """What has the keys."""
        if self.is_selecting:
            return "selection"
        if self.is_in_facets:
            return "facets"
        if self.is_in_names:
            return "names"
        return "text" if self.is_in_text else "list"

    @property
    def _rows(self) -> RowList:
        """The rows that keys move in."""
        return self.facets if self.is_in_facets else self.articles

    def on_key(self, event: events.Key) -> None:
        """What comes here is bound to nothing in this pane: a key that is silent leaves one guessing."""
        if event.is_printable and not self.is_typing:
            event.stop()
            shows = (*self.room.keys["room.help"], ":")[0]
            self.say(f"{event.character} does nothing here: {shows} lists what does")

    # -- moving ------------------------------------------------------------------------------------------

    def action_down(self) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(1)
        else:
            self._rows.move(1)

    def action_up(self) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(-1)
        else:
            self._rows.move(-1)

    def action_first(self) -> None:
        if self.is_in_text:
            self.remember_place()
            self.reader.go_to_edge(-1)
        else:
            self._rows.cursor = 0

    def action_last(self) -> None:
        if self.is_in_text:
            self.remember_place()
            self.reader.go_to_edge(1)
        else:
            self._rows.cursor = self._rows.row_count - 1

    def action_page_down(self) -> None:
        if not self.is_in_text:
            self._rows.move(self._rows.page)
        elif self.reader.is_at_end:
            self.to_next_unread()
        else:
            self.reader.scroll_lines(max(self.reader.size.height - 2, 1))

    def action_page_up(self) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(-max(self.reader.size.height - 2, 1))
        else:
            self._rows.move(-self._rows.page)

    def action_half_page_down(self) -> None:
        self._half_page(1)

    def action_half_page_up(self) -> None:
        self._half_page(-1)

    def _half_page(self, direction: int) -> None:
        if self.is_in_text:
            self.reader.scroll_lines(direction * max(self.reader.size.height // 2, 1))
        else:
            self._rows.move(direction * max(self._rows.page // 2, 1))

    def action_leave(self) -> None:
        """The ladder of Esc: a pin, find, original, zen, text, filter, scope; it never quits."""
        if self.is_in_facets:
            self.leave_facets()
        elif self._waiting is not None and self.is_in_text:
            super().action_leave()
        elif self.is_in_text:
            if self.reader.needle:
                self.reader.find("")
            elif self.reader.is_original:
                self.action_original()
            elif self.has_class("-zen"):
                self.action_zen()
            else:
                self.leave_text()
        elif self.filter_bar.text:
            self.clear_filter()
        elif self.scope != "all":
            self._show_scope("all")
        else:
            self.say("q quits")

    def action_next(self) -> None:
        self._step_article(1)

    def action_previous(self) -> None:
        self._step_article(-1)

    def _step_article(self, direction: int) -> None:
        before = self.articles.cursor
        self.remember_place()
        self.articles.move(direction)
        if self.articles.cursor == before:
            self.say("That was the last article" if direction > 0 else "That was the first article")
        elif self.is_in_text:
            self._mark_read()

    def action_next_paragraph(self) -> None:
        self.reader.step_paragraph(1)

    def action_previous_paragraph(self) -> None:
        self.reader.step_paragraph(-1)

    def action_next_pane(self) -> None:
        """From the facets to the list, to the text, and round again."""
        if self.is_in_facets:
            self.leave_facets()
        elif not self.is_in_text:
            self.action_open()
        elif self.app.size.width >= ROOM_FOR_THREE:
            self.enter_facets()
        else:
            self.leave_text()

    # -- finding -----------------------------------------------------------------------------------------

    def action_open_filter(self) -> None:
        self.open_filter()

    def action_find(self) -> None:
        if self.is_in_text:
            self.open_find()
        else:
            self.open_filter()

    def action_next_match(self) -> None:
        self._step("match", 1, "Nothing to step through: / finds in the text")

    def action_previous_match(self) -> None:
        self._step("match", -1, "Nothing to step through: / finds in the text")

    def action_next_mention(self) -> None:
        self._step("mention", 1, "Nobody is named in this text")

    def action_previous_mention(self) -> None:
        self._step("mention", -1, "Nobody is named in this text")

    def _step(self, thread: Thread, direction: int, nothing: str) -> None:
        self.remember_place()
        self.tell_step(self.reader.step(thread, direction), nothing, thread)

    def action_pick_people(self) -> None:
        self._pick(
            PeoplePicker,
            "People",
            self.desk.picker.people,
            self.desk.picker.people_like,
            "No people have been found yet",
        )

    def action_pick_countries(self) -> None:
        nothing = "No countries have been found yet"
        self._pick(
            CountriesPicker,
            "Countries",
            self.desk.picker.countries,
            self.desk.picker.countries_like,
            nothing,
        )

    def _pick(
        self,
        kind: type[NamePicker],
        title: str,
        items: Callable[[StoredArticle | None], Sequence[PickItem]],
        like: Callable[[str], Sequence[PickItem]],
        nothing: str,
    ) -> None:
        opened = self.reader.opened
        uid = opened.uid if opened is not None else ""
        chooser = kind(
            self,
            title,
            # Read anew each time: what is corrected from here is seen here.
            lambda: _choices(items(self.desk.library.article(uid))),
            empty_words=nothing,
            search=lambda typed: _choices(like(typed)),
            on_edit=self._open_picked,
        )
        self.app.push_screen(chooser, self._picked)

    def _open_picked(self, item: PickItem) -> None:
        self.open_card(item.lead)

    def _picked(self, item: PickItem | None) -> None:
        if item is not None:
            self._list_picked(item)

    @work(description="work", group="pick", exclusive=True)
    async def _list_picked(self, item: PickItem) -> None:
        query = await self.attempt(lambda: self.desk.picker.query_of(item))
        if query is not None:
            self.set_filter(query)

    @on(ReaderPane.LinkFollowed)
    def _follow(self, event: ReaderPane.LinkFollowed) -> None:
        event.stop()
        self.open_named(event.query)

    def show_further(self, group: Group) -> None:
        lead = {
            "people": self.action_pick_people,
            "countries": self.action_pick_countries,
            "months": self.action_timeline,
        }.get(group)
        if lead is not None:
            lead()
        else:
            super().show_further(group)

    def action_show_all(self) -> None:
        self._show_scope("all")

    def action_show_unread(self) -> None:
        self._show_scope("unread")

    def action_show_bookmarked(self) -> None:
        self._show_scope("bookmarked")

    def action_show_noted(self) -> None:
        self._show_scope("noted")

    def _show_scope(self, scope: Scope) -> None:
        self.scope = scope
        self.ask(keep=True)

    def action_sort(self) -> None:
        self.next_sort()

    # -- looking -----------------------------------------------------------------------------------------

    def action_widen(self) -> None:
        self._set_column(4)

    def action_narrow(self) -> None:
        self._set_column(-4)

    def _set_column(self, by: int) -> None:
        before = self.reader.column
        # What is wider than its pane is narrowed from what is seen of it: a key that does nothing is none.
        seen = min(before, self.reader.cells) if by < 0 else before
        self.reader.set_column(seen + by)
        stated = self.room.settings.text_width
        self.rearrange(replace(self.arrangement, column=self.reader.column, column_over=stated))
        if self.reader.column == before:
            self.say(
                "The column is as wide as there is room" if by > 0 else "The column is as narrow as it goes"
            )
        else:
            self.say(f"Column of {self.reader.column}")

    def action_zen(self) -> None:
        self.set_class(not self.has_class("-zen"), "-zen", update=False)
        if self.has_class("-zen"):
            self.enter_text()
            self.say("The text alone: z or Esc goes back")
        else:
            self.arrange_panes()

    def action_original(self) -> None:
        self.reader.toggle_original()
        self.say("The text as it was read: O goes back" if self.reader.is_original else "")

    def action_info(self) -> None:
        opened = self.reader.opened
        if opened is not None:
            from tuireader.room.screens.sheets import InfoSheet

            self.app.push_screen(InfoSheet(opened, self.signs))

    # -- the room ----------------------------------------------------------------------------------------

    def action_suspend(self) -> None:
        self.room.action_suspend()

    def action_quit(self) -> None:
        if self.is_in_text or self.is_in_facets:
            self.leave_text()
        else:
            self.room.leave()

    @work(description="work", group="leave", exclusive=True)
    async def leave(self, code: int) -> None:
        """Keep the place, then go; a place that cannot be kept is no reason to stay."""
        await self.deeds_done()
        for keep in (self.leave_place(None), self.leave_arrangement(), self.leave_query()):
            if keep is not None:
                await self.attempt(keep)
        self.app.exit(return_code=code)

    async def greet(self) -> None:
        words = await self.attempt(self.desk.greeting) or self.room.theme_remark
        if words:
            self.say(words)
        await super().greet()

    def has_opened(self, uid: str) -> None:
        super().has_opened(uid)
        self._remember(uid)

    @work(description="work", group="remember", exclusive=True, thread=True, exit_on_error=False)
    def _remember(self, uid: str) -> None:
        try:
            self.desk.memory.remember_article(uid)
        except TuireaderError as error:
            self.app.call_from_thread(self.complain, error)


def _choices(items: Sequence[PickItem]) -> list[Choice[PickItem]]:
    """People or countries as rows to choose from, those of the open article apart."""
    return [
        Choice(
            item,
            item.name,
            item.detail,
            str(item.articles),
            group="in this article" if item.is_here else "in all articles",
        )
        for item in items
    ]


_WHILE_TYPING = {"keep_typed", "drop_typed", "take_choice", "move_choice"}
"""Actions of keys that mean something else while a line is typed in."""

_BY_METHOD = {action.method: action for action in ACTIONS if any(map(action.is_for, MAIN_PANES))}
