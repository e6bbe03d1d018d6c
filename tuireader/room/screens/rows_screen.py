"""A screen whose rows are all there is to move in."""

from typing import TypeVar

from textual.screen import ModalScreen

from tuireader.room.screens.painting import Stepped
from tuireader.room.widgets.row_list import RowList

S = TypeVar("S")


class RowsScreen(Stepped, ModalScreen[S]):
    """Moves in its rows as one moves in the list."""

    @property
    def rows(self) -> RowList:
        """The rows to move in."""
        raise NotImplementedError

    def action_down(self) -> None:
        self.rows.move(1)

    def action_up(self) -> None:
        self.rows.move(-1)

    def action_first(self) -> None:
        self.rows.cursor = 0

    def action_last(self) -> None:
        self.rows.cursor = self.rows.row_count - 1

    def action_page_down(self) -> None:
        self.rows.move(self.rows.page)

    def action_page_up(self) -> None:
        self.rows.move(-self.rows.page)
