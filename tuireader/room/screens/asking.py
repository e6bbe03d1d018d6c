"""Filter bar and list: what is asked, what answers, and what changes under it."""

import gc
from collections.abc import Sequence

from textual import on, work

from tuireader.room.desk import Desk, ListRow, Scope, Sort
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.panes import Hinted, PanesScreen
from tuireader.room.widgets.article_list import ArticleList
from tuireader.room.widgets.filter_bar import FilterBar
from tuireader.room.widgets.row_list import RowList
from tuireader.search.engine import Answer
from tuireader.search.suggesting import Suggestion

_FIRST_FRAME = 0.3
"""Seconds after which the room is drawn as far as it is; the first article is there by then, mostly."""

LOOK_EVERY = 1.0
"""Seconds between looks at what another window or a scan has changed."""

_SORTS: tuple[Sort, ...] = ("relevance", "date", "oldest", "length")
_SORT_WORDS = {
    "relevance": "best first",
    "date": "newest first",
    "oldest": "oldest first",
    "length": "longest first",
}
CLEARED = "All articles again: / and then Up brings the filter back"
"""What is said when the filter is taken away; untrue as soon as there is another."""
_SCOPE_WORDS: dict[Scope, str] = {
    "all": "",
    "unread": "unread",
    "bookmarked": "bookmarked",
    "noted": "with notes",
}


class AskingScreen(PanesScreen):
    """Asks the library, lists what answers, and keeps up with what changes."""

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__(desk, signs=signs, column=column)
        self._title_words = title
        self._scan_first = scan
        self.scope: Scope = "all"
        self.sort: Sort = "relevance"
        self.total = 0
        """Articles in the library."""
        self._unsearched = 0
        """How many of them a scan has brought in that searches do not find yet."""
        self._will_look = not desk.library.readonly
        """Whether articles are looked for after the first answer: an empty list is no news before."""
        self._unread: int | None = None
        """How many of them are unread; None until they are counted."""
        self._source_names: tuple[str, ...] = ()
        self._library_seen = -1
        self._notebook_seen = -1
        self._menu_wanted = False
        self._offer_after = ""
        self._has_chosen = False
        self._asked = 0
        self._asked_text = ""
        self._answered = 0
        self._stays = False
        """Whether the text that is read stays on the screen although it is listed no more."""

    def on_mount(self) -> None:
        self.is_set_up = True
        self.set_class(self.signs.divider != "│", "-ascii", update=False)
        self.articles.empty_words = ("Reading the articles …",)
        self.start()

    @work(description="work", group="start", exclusive=True)
    async def start(self) -> None:
        """Show what is there, where it was left; then look for what is new."""
        with self.not_painting(_FIRST_FRAME):
            await self.attempt(self.desk.load_drafts)
            # Before the first answer: what another window writes from here on is noticed.
            self._library_seen, self._notebook_seen = await self.attempt(self.desk.versions) or (-1, -1)
            last = await self.attempt(self.desk.memory.last_article)
            await self._ask(last, self._next_question())
            await self.open_first()
        # What is loaded by now stays: no later collection has to look through it (100 ms at a key press).
        gc.freeze()
        if (self._scan_first or not self.total) and not self.desk.library.readonly:
            self.look_for_articles(is_first=True)
        self._will_look = False
        self._source_names = await self.attempt(self.desk.source_names) or ()
        self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.count_unread()
        await self.greet()

    async def open_first(self) -> None:
        """Called with the first answer: what is under the cursor is there with it."""

    def recount(self) -> None:
        answer = self.articles.answer
        # What is listed while another answer is sought is not counted as if it were that.
        if answer is not None and not self.filter_bar.is_wrong and not self.is_asking:
            self._say_count(answer)

    def show_nothing(self) -> None:
        """Empty the reader: nothing is listed."""
        self.reader.show(None)

    def refresh_marks(self) -> None:
        """Draw the list with what the notebook says now, without moving it."""
        start, stop = self.articles.window
        self._fill(self.articles.generation, start, stop)
        self.count_unread()

    @work(description="work", group="unread", exclusive=True)
    async def count_unread(self) -> None:
        """Say how many articles are unread, as soon as that is known."""
        self._unread = await self.attempt(self.desk.unread)
        self.recount()

    @work(description="work", group="title", exclusive=True)
    async def name_sources(self) -> None:
        """Say of which sources the list is, when there are others than before."""
        names = await self.attempt(self.desk.source_names)
        if names and self._source_names and names != self._source_names:
            self._title_words = names[0] if len(names) == 1 else f"{len(names)} sources"
            self.recount()
        self._source_names = names or self._source_names

    async def greet(self) -> None:
        """What the room says when it opens."""

    # -- asking ------------------------------------------------------------------------------------------

    def ask(self, *, select: str | None = None, keep: bool = False) -> None:
        """Answer the query as it stands; put the cursor on `select`, or keep it where it is."""
        opened, follows = self.reader.opened, keep and select is None
        reads = follows and self.has_class("-reading") and opened is not None
        row = self.articles.row(self.articles.cursor)
        if reads and opened is not None and (self._stays or row is None):
            select = opened.uid
        elif follows:  # the row, which may be about to be opened
            select = row.hit.row.uid if row is not None else None
        self._ask_soon(select, self._next_question(), stays=reads, follows=follows)

    def _next_question(self) -> int:
        """A number for what is asked now; answers to lower ones are void."""
        self._asked += 1
        return self._asked

    @property
    def is_asking(self) -> bool:
        """Whether the list does not yet show what is asked."""
        is_first = not self._asked  # which is still to come
        return is_first or self._answered != self._asked or self.filter_bar.text != self._asked_text

    @work(description="work", group="filter", exclusive=True)
    async def _ask_soon(self, select: str | None, number: int, *, stays: bool, follows: bool) -> None:
        await self._ask(select, number, stays=stays, follows=follows)

    async def _ask(
        self, select: str | None, number: int, *, stays: bool = False, follows: bool = False
    ) -> None:
        query, scope, sort = self.filter_bar.text, self.scope, self.sort
        stood = self.articles.cursor
        self._asked_text = query
        page = max(self.articles.page, 20)

        def work() -> tuple[Answer, int | None, int, Sequence[ListRow | None], tuple[int, int]]:
            answer = self.desk.answer(query, scope, sort)
            if not len(answer.ids) and not answer.is_whole:
                # Nothing in the few texts that were read in haste: that is no answer yet.
                answer = self.desk.whole(answer, lambda: number != self._asked)
            found_at = self._index_of(answer, select)
            if found_at is None:
                answer = self.desk.whole(answer)
                found_at = self._index_of(answer, select)
            cursor = found_at or 0
            start = max(cursor - page, 0)
            rows = self.desk.rows(answer, start, min(cursor + 2 * page, len(answer.ids)))
            library = self.desk.library
            return answer, found_at, start, rows, (library.count(), library.unsearched())

        found = await self.attempt(work)
        if number != self._asked:
            return  # something else is asked by now
        row = self.articles.row(self.articles.cursor)
        if follows and self.articles.cursor != stood and row is not None:
            # Whoever has gone on meanwhile is not taken back.
            self._ask_soon(row.hit.row.uid, self._next_question(), stays=stays, follows=True)
            return
        self._answered = number
        if found is None:
            return
        answer, found_at, start, rows, (self.total, self._unsearched) = found
        if answer.error is not None and query.strip():
            # The last good list stays; the bar says what is wrong and where.
            wrong = answer.error
            self.filter_bar.set_count("not understood", wrong=(wrong.start, wrong.end))
            if self.articles.row_count:
                self.complain(wrong.message)
            else:
                self.articles.empty_words = (f"{wrong.message}.", "", "Esc clears the filter.")
                self.articles.refresh()
            return
        if self.status.is_error or self.filter_bar.is_wrong or (query and self.status.message == CLEARED):
            self.say("")
        self._say_empty(query)
        # Who reads is not thrown out of the text by what no longer answers.
        self._stays = stays and found_at is None
        self.articles.show(answer, rows, start, found_at or 0)
        self._say_count(answer)
        self.show_status()
        self._complete(answer, number, select)
        if not len(answer.ids) and not self._stays:
            self.show_nothing()

    @work(description="work", group="whole", exclusive=True)
    async def _complete(self, answer: Answer, number: int, select: str | None) -> None:
        """Fetch the rest of an answer and its count; what is listed already stays where it is."""
        if not answer.is_whole or not answer.total_is_exact:
            whole = await self.attempt(lambda: self.desk.whole(answer, lambda: number != self._asked))
            if whole is None or number != self._asked:
                return
            self.articles.complete(whole)
            self._say_count(whole)
        self.has_answer(self.articles.answer or answer, number)

    def has_answer(self, answer: Answer, number: int) -> None:
        """Called with the whole answer to question `number`."""

    def _index_of(self, answer: Answer, uid: str | None) -> int | None:
        """Where an article stands in an answer, 0 for none that is wanted; None where it does not."""
        if uid is None:
            return 0
        number = self.desk.library.id_of(uid)
        try:
            return answer.ids.index(number) if number is not None else 0
        except ValueError:
            return None

    def _say_count(self, answer: Answer) -> None:
        narrowed = bool(self.filter_bar.text.strip()) or self.scope != "all"
        if narrowed:
            plus = "" if answer.total_is_exact else "+"
            words = f"{answer.total:,}{plus} of {self.total:,}"
            if self._unsearched and self.filter_bar.text.strip():
                later = "wait" if self.has_class("-narrow") else "not searched yet"
                words = f"{words} {self.signs.dot} {self._unsearched:,} {later}"
            if self.scope != "all":
                words = f"{_SCOPE_WORDS[self.scope]} {self.signs.dot} {words}"
        else:
            words = f"{self.total:,} article{'s' if self.total != 1 else ''}"
            if not self.has_class("-narrow"):
                unread = f" {self.signs.dot} {self._unread:,} unread" if self._unread else ""
                words = f"{words}{unread} {self.signs.dot} {self._title_words}"
        if self.sort != "relevance":
            words = f"{words} {self.signs.dot} {_SORT_WORDS[self.sort]}"
        self.filter_bar.set_count(words)

    @property
    def list_hints(self) -> Hinted:
        """What can be done in the list; in an empty one, what makes it another."""
        if self.articles.row_count:
            return super().list_hints
        ways: Hinted = ()
        if self.filter_bar.text.strip():
            ways = (("article.leave", "clear"), ("find.find", "filter"))
        elif self.scope != "all":
            ways = (("list.show-all", "all articles"),)
        elif not self.total and not self._will_look and not self.desk.library.readonly:
            ways = (("room.add-source", "add articles"), ("room.rescan", "look again"))
        return (*ways, ("room.help", "help"), ("room.quit", "quit"))

    def _say_empty(self, query: str) -> None:
        if not self.total:
            add = (*self.room.keys["room.add-source"], ": add")[0]
            words: tuple[str, ...] = ("No articles yet.", "", f"{add} adds a folder or file of them.")
            if self.status.busy or self._will_look:
                words = ("Looking for articles …", "", "They appear here as they are read.")
        elif query.strip():
            words = (f"Nothing matches “{query.strip()}”.", "", "Esc clears the filter.")
        elif self.scope != "all":
            words = (f"No articles {_SCOPE_WORDS[self.scope]}.", "", "1 lists all of them.")
        else:
            words = ()
        self.articles.empty_words = words
        self.reader.empty_words = () if self.total or self._will_look else ("Nothing to read yet.",)

    def say_empty(self) -> None:
        """Say anew what an empty list says: nothing is looked for any more."""
        self.show_status()
        self._say_empty(self.filter_bar.text)
        self.articles.refresh()
        self.reader.refresh()

    @on(ArticleList.WindowWanted)
    def _fetch_window(self, event: ArticleList.WindowWanted) -> None:
        event.stop()
        self._fill(event.generation, event.start, event.stop_at)

    @work(description="work", group="window", exclusive=True)
    async def _fill(self, generation: int, start: int, stop: int) -> None:
        answer = self.articles.answer
        if answer is None:
            return
        rows = await self.attempt(lambda: self.desk.rows(answer, start, stop))
        if rows is not None:
            self.articles.fill(generation, start, rows)

    @property
    def scope_words(self) -> str:
        """What the list is narrowed to beside the query; empty for nothing."""
        return _SCOPE_WORDS[self.scope]

    def next_sort(self) -> None:
        """Sort the list another way."""
        self.sort = _SORTS[(_SORTS.index(self.sort) + 1) % len(_SORTS)]
        words = _SORT_WORDS[self.sort]
        if not self.filter_bar.text.strip():
            # Where nothing is asked the best are the newest: a step between the two would do nothing.
            self.sort = "oldest" if self.sort == "date" else self.sort
            words = _SORT_WORDS["date" if self.sort == "relevance" else self.sort]
        self.say(f"Sorted: {words}")
        self.ask(keep=True)

    # -- what has changed elsewhere ----------------------------------------------------------------------

    @work(description="work", group="look", exclusive=True)
    async def look_for_changes(self) -> None:
        """Take over what another window wrote, and what a scan has brought."""

        versions = await self.attempt(self.desk.versions)
        if versions is None:
            return
        library, notebook = versions
        if self._library_seen not in (-1, library):
            self.ask(keep=True)
            self.count_unread()
            self.name_sources()
        if self._notebook_seen not in (-1, notebook):
            self.refresh_marks()
        self.corrections_changed()
        self._library_seen, self._notebook_seen = library, notebook

    def corrections_changed(self) -> None:
        """Called when other corrections may hold than before."""

    def look_for_articles(self, *, is_first: bool = False) -> None:
        """Called to bring the library up to date; `is_first` says nothing of nothing new."""

    # -- the filter bar ----------------------------------------------------------------------------------

    @on(FilterBar.Changed)
    def _filter_changed(self, event: FilterBar.Changed) -> None:
        event.stop()
        opened = self.reader.opened
        self.ask(select=opened.uid if opened is not None and not event.query.strip() else None)
        # A suggestion that was just taken suggests nothing; the next letter does.
        self._menu_wanted = self.is_typing and event.query != self._offer_after
        self._has_chosen = False
        self._suggest(event.query, event.cursor)

    @work(description="work", group="suggest", exclusive=True)
    async def _suggest(self, query: str, cursor: int) -> None:
        if not query.strip() or not self._menu_wanted:
            self.menu.show(())
            return
        suggestions = await self.attempt(lambda: self.desk.suggest(query, cursor, self.scope))
        self.menu.show(suggestions if suggestions and self._menu_wanted else ())

    def action_take_choice(self) -> None:
        """Tab: write the suggestion in place of what was typed for it."""
        chosen = self.menu.chosen
        if chosen is not None:
            self.take(chosen)
        else:
            self._close_filter()

    def take(self, chosen: Suggestion) -> None:
        """Write a suggestion in place of what was typed for it."""
        text = self.filter_bar.text
        rest = text[chosen.end :].lstrip()
        # After `person:` what is asked for follows at once.
        before = f"{text[: chosen.start]}{chosen.insert}{'' if chosen.insert.endswith(':') else ' '}"
        self._menu_wanted = False
        self.menu.show(())
        self._offer_after = before + rest
        self.filter_bar.set_text(before + rest, cursor=len(before))

    @on(RowList.Chosen, "#menu")
    def _suggestion_clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        chosen = self.menu.chosen
        if chosen is not None:
            self.take(chosen)

    def set_filter(self, query: str) -> None:
        """Ask this, and go to the list."""
        self.filter_bar.set_text(query)
        self._close_filter()

    def _close_filter(self) -> None:
        self._menu_wanted = False
        self.menu.show(())
        self.leave_text()
