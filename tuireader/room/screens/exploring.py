"""Ways through the library: back where one was, unread ones, saved and past searches, exports."""

from collections.abc import Callable, Collection

from textual import work

from tuireader.notebook.part import Part
from tuireader.notebook.values import SavedSearch
from tuireader.room.screens.asking import CLEARED
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.keeping import KeepingScreen
from tuireader.room.screens.line_input import LineInput
from tuireader.room.screens.marking import MarkingScreen
from tuireader.room.tagging import tags_in
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.filter_bar import FindInput

_PLACES = 100
"""Places that are remembered to go back to."""

Place = tuple[str, int, int]
"""An article, and a block and an offset in it."""


class ExploringScreen(MarkingScreen):
    """Goes back, goes on, and comes again."""

    # -- back where one was ------------------------------------------------------------------------------

    _places: tuple[Place, ...] = ()

    def remember_place(self) -> None:
        """Call before leaving a place in the text for another by more than a page."""
        opened = self.reader.opened
        if opened is None or not self.is_in_text or self.reader.is_original:
            return
        here = (opened.uid, *(self.reader.place or (0, 0)))
        if not self._places or self._places[-1] != here:
            self._places = (*self._places[-_PLACES:], here)

    def action_back(self) -> None:
        """Go back to where one was."""
        opened = self.reader.opened
        here = (
            (opened.uid, *(self.reader.place or (0, 0))) if opened is not None and self.is_in_text else None
        )
        while self._places and self._places[-1] == here:
            self._places = self._places[:-1]
        if not self._places:
            self.say("Nowhere to go back to")
            return
        uid, block, offset = self._places[-1]
        self._places = self._places[:-1]
        left = len(self._places)
        self.say(f"Back; {left} more" if left else "Back where it began")
        if opened is not None and opened.uid == uid:
            self.enter_text()
            self.reader.go_to_place(block, offset)
        else:
            self.go_to(uid, None, place=(block, offset))

    # -- unread ones -------------------------------------------------------------------------------------

    @work(description="work", group="next-unread", exclusive=True)
    async def to_next_unread(self) -> None:
        """Open the next unread article below the cursor, however far it is."""
        answer, at = self.articles.answer, self.articles.cursor + 1
        if answer is None:
            return
        found = await self.attempt(lambda: self.desk.next_unread(answer, at))
        if found is None:
            self.say("No unread article below this one")
            return
        self.remember_place()
        self.articles.cursor = found
        if self.is_in_text:
            self._mark_read()

    def action_next_unread(self) -> None:
        self.to_next_unread()

    def action_catch_up(self) -> None:
        """Mark all that is listed read: one deed, undone at once."""
        answer = self.articles.answer
        if answer is None or not len(answer.ids):
            self.say("Nothing is listed")
            return

        def job() -> str:
            count = self.desk.mark_all_read(answer)
            if not count:
                return "All that is listed was read already"
            return f"{count:,} article{'s' if count != 1 else ''} marked read {self.signs.dot} u undo"

        self.keep(job)

    def action_bookmark_listed(self) -> None:
        """Bookmark all that is listed: one deed, undone at once."""
        answer = self.articles.answer
        if answer is None or not len(answer.ids):
            self.say("Nothing is listed")
            return

        def job() -> str:
            count = self.desk.bookmark_listed(answer)
            if not count:
                return "All that is listed was bookmarked already"
            return f"{count:,} article{'s' if count != 1 else ''} bookmarked {self.signs.dot} u undo"

        self.keep(job)

    def action_tag_listed(self) -> None:
        """Give tags to all that is listed, beside those they have: one deed, undone at once."""
        answer = self.articles.answer
        if answer is None or not len(answer.ids):
            self.say("Nothing is listed")
            return

        def typed(words: str | None) -> None:
            tags = tags_in(words or "")
            if not tags:
                return

            def job() -> str:
                count = self.desk.tag_listed(answer, tags)
                if not count:
                    return "All that is listed had these tags already"
                return f"{count:,} article{'s' if count != 1 else ''} tagged {self.signs.dot} u undo"

            self.keep(job)

        title = f"Tags for all that is listed: {answer.total:,}, beside those they have"
        self.app.push_screen(LineInput(title, str, "tags, parted by spaces"), typed)

    # -- queries asked before ----------------------------------------------------------------------------

    _history: tuple[str, ...] = ()
    _history_at: int = -1
    _history_draft: str = ""

    def open_filter(self) -> None:
        super().open_filter()
        self._history_at = -1
        self._load_history()

    @work(description="work", group="history", exclusive=True)
    async def _load_history(self) -> None:
        self._history = await self.attempt(self.desk.notebook.query_history) or ()

    def _close_filter(self) -> None:
        super()._close_filter()
        self._keep_query()

    def action_drop_typed(self) -> None:
        """Esc: what was asked is not lost with it."""
        if not isinstance(self.focused, FindInput):
            self._keep_query()
        super().action_drop_typed()

    def clear_filter(self) -> None:
        """List everything again."""
        self._keep_query()
        self.filter_bar.set_text("")
        self.say(CLEARED)

    def _keep_query(self) -> None:
        write = self.leave_query()
        if write is not None:
            self.keep(write)

    def leave_query(self) -> Callable[[], None] | None:
        """What keeps the query among those asked before; None when there is none that is not there yet."""
        query = self.filter_bar.text.strip()
        if not query or self.desk.notebook.readonly or query == (self._history[:1] or ("",))[0]:
            return None
        return lambda: self.desk.notebook.remember_query(query)

    def action_move_choice(self, direction: int) -> None:
        """Up past the menu: what was asked before; down from there: back to what was being typed."""
        is_old = self._history_at >= 0
        goes_up = direction < 0 and (self.menu.chosen is None or not self.menu.cursor)
        if isinstance(self.focused, FindInput) or not (is_old or goes_up):
            super().action_move_choice(direction)
            return
        if self._history_at < 0:
            self._history_draft = self.filter_bar.text
        at = self._history_at - direction
        # What stands there already is no step back.
        if at == 0 and direction < 0 and self._history[:1] == (self._history_draft.strip(),):
            at = 1
        if at >= len(self._history):
            self.say("No older query")
            return
        self._history_at = max(at, -1)
        text = self._history[at] if at >= 0 else self._history_draft
        self._offer_after = text
        self.filter_bar.set_text(text)

    # -- saved searches ----------------------------------------------------------------------------------

    def action_saved_searches(self) -> None:
        """Pick a saved search, or save the query that is asked."""
        query = self.filter_bar.text.strip()
        to_save = SavedSearch("", "", query, "", "")

        def load() -> list[Choice[SavedSearch]]:
            kept = self.desk.notebook.saved_searches()
            rows = [Choice(search, search.name, search.query, group="saved") for search in kept]
            if query and all(search.query != query for search in kept):
                rows.insert(0, Choice(to_save, "Save this query", query, group="now"))
            return rows

        chooser: Chooser[SavedSearch] = Chooser(
            "Saved searches",
            load,
            signs=self.signs,
            hint="Enter asks it   ctrl+e renames   ctrl+x deletes   Esc back",
            empty_words="None yet: filter the list (/), then S saves the query",
            on_delete=self._delete_search,
            on_edit=self._rename_search,
        )
        self.app.push_screen(chooser, self._search_chosen)

    def action_save_search(self) -> None:
        """Save what is asked, under a name; Enter alone names it as it is asked."""
        query = self.filter_bar.text.strip()
        if not query:
            self.say("Nothing is asked, so there is nothing to save: / filters")
        elif self.filter_bar.is_wrong:
            self.say("What is asked is not understood yet")
        else:
            self._name_search("Save what is asked as", query, lambda name: self._save_search(name, query))

    def _search_chosen(self, search: SavedSearch | None) -> None:
        if search is not None and search.id:
            self.scope = "all"
            self.set_filter(search.query)
        elif search is not None:
            self._name_search("Save the query as", "", lambda name: self._save_search(name, search.query))

    def _name_search(self, title: str, name: str, done: Callable[[str], None]) -> None:
        def typed(words: str | None) -> None:
            if words is not None and words.strip():
                done(words.strip())

        self.app.push_screen(LineInput(title, lambda: name, "a name"), typed)

    def _save_search(self, name: str, query: str) -> None:
        def job() -> str:
            self.desk.notebook.save_search(name, query)
            return f"Saved as “{name}”: S lists them {self.signs.dot} u undo"

        self.keep(job)

    def _rename_search(self, search: SavedSearch) -> None:
        if not search.id:
            self._search_chosen(search)
            return

        def rename(name: str) -> None:
            def job() -> str:
                self.desk.notebook.edit_search(search.id, name=name)
                return f"Renamed to “{name}” {self.signs.dot} u undo"

            self.keep(job)

        self._name_search(f"Rename “{search.name}”", search.name, rename)

    def _delete_search(self, search: SavedSearch) -> None:
        if not search.id:
            return

        def job() -> str:
            self.desk.notebook.delete_search(search.id)
            return f"Search “{search.name}” deleted {self.signs.dot} u brings it back"

        self.keep(job)

    # -- exports -----------------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Write out what was made of the articles that are listed."""
        answer = self.articles.answer
        if answer is None or not len(answer.ids):
            self.say("Nothing is listed")
            return
        ask_for_file(self, lambda: self.desk.uids(answer))


def ask_for_file(
    main: KeepingScreen,
    uids: Collection[str] | Callable[[], Collection[str]],
    notes: Collection[str] | None = None,
    bookmarks: Collection[str] | None = None,
) -> None:
    """Ask for a file and write to it what was made of some articles (see `write_part`)."""
    from tuireader.room.exporting import ENDINGS, kept_words, offered_file, write_part

    notebook = main.desk.notebook
    told: list[str] = []

    def wanted() -> Collection[str]:
        return uids() if callable(uids) else uids

    def about() -> str:
        """What goes into the file, before it is named."""
        words = kept_words(Part(notebook, uids=wanted(), notes=notes, bookmarks=bookmarks))
        if not words:
            return "Nothing is kept of what is listed: bookmark, highlight or note something first"
        return f"{words}; not the articles themselves"

    def write(path: str) -> None:
        file, words = write_part(notebook, path, uids=wanted(), notes=notes, bookmarks=bookmarks)
        told[:] = [f"Written: {words} to {file}"]

    def closed(path: str | None) -> None:
        if path is not None:
            main.say(told[0])

    line = LineInput(
        "Export what you made of what is listed",
        lambda: offered_file(notebook.today),
        f"a path; {', '.join(ENDINGS)}",
        about=about,
        check=write,
        does="writes it",
        is_offer=True,
    )
    main.app.push_screen(line, closed)
