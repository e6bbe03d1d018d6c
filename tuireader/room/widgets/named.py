"""The reader with the names above its text: each can be stepped to and followed."""

from rich.cells import cell_len

from tuireader.room.desk import OpenArticle
from tuireader.room.page import Link, Page
from tuireader.room.widgets.reader import ReaderPane
from tuireader.room.widgets.typeset_view import Spot


class NamedReader(ReaderPane):
    """Knows which of the people and countries above the text one is at, if any."""

    @property
    def _links(self) -> list[tuple[int, int, Link]]:
        """Line, column and link of each name that is shown there, in order."""
        return [
            (number, cell_len(line.text[: link.start]), link)
            for number, line in enumerate(self._page.lines)
            for link in line.links
        ]

    @property
    def followed(self) -> str | None:
        """What the name one is at leads to, as a query; None while one is at none."""
        return self._lit.query if self._lit is not None else None

    def enter_names(self) -> bool:
        """Go to the first name above the text; whether there is one."""
        links = self._links
        if links:
            self.go_to_edge(-1)
            self._light(links[0][2])
        return bool(links)

    def step_name(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) name; past the last is the text."""
        links = [link for _, _, link in self._links]
        if self._lit in links:
            at = max(links.index(self._lit) + direction, 0)
            self._light(links[at] if at < len(links) else None)

    def step_line_of_names(self, direction: int) -> None:
        """Go to the name below (1) or above (-1); below the last line is the text."""
        links = self._links
        here = next((place for place in links if place[2] == self._lit), None)
        if here is None:
            return
        rows = sorted({number for number, _, _ in links})
        at = rows.index(here[0]) + direction
        if at >= len(rows):
            self._light(None)
        elif at >= 0:
            row = [place for place in links if place[0] == rows[at]]
            self._light(min(row, key=lambda place: abs(place[1] - here[1]))[2])

    def leave_names(self) -> None:
        """Be in the text again."""
        self._light(None)

    def show(self, opened: OpenArticle | None) -> None:
        if opened is None or self.opened is None or opened.uid != self.opened.uid:
            self._lit = None
        super().show(opened)

    def _light(self, link: Link | None) -> None:
        self._lit = link
        self.refresh()
        self.post_message(self.Moved(self))

    def _take(self, page: Page, spot: Spot | None) -> None:
        # Set for another width a name stands elsewhere, or is only counted.
        query = self.followed
        super()._take(page, spot)
        self._lit = next((link for _, _, link in self._links if link.query == query), None)
