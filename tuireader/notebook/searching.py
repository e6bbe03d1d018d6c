"""The notebook's part that keeps queries: saved ones and those asked lately (`searches`)."""

from collections.abc import Sequence

from tuireader.notebook import deeds, searches
from tuireader.notebook.columns import joined_surrogates
from tuireader.notebook.core import Core
from tuireader.notebook.values import SavedSearch


class Searches(Core):
    """Saved searches in an order of their own, and the search history."""

    def save_search(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, after all others.

        Raises:
            NotebookError: it has no name, or another query has it.
        """
        name, query = joined_surrogates(name), joined_surrogates(query)
        return self._do(lambda doer: deeds.save_search(doer, name, query))

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """All saved searches, in the reader's order."""
        with self._store.reading() as connection:
            return searches.list_searches(connection)

    def edit_search(
        self, search_id: str, *, name: str | None = None, query: str | None = None
    ) -> SavedSearch:
        """Give a saved search another name or query; what it was before is kept.

        Raises:
            UnknownSearch: there is none.
            NotebookError: it has no name, or another query has it.
        """
        name = None if name is None else joined_surrogates(name)
        query = None if query is None else joined_surrogates(query)
        return self._do(lambda doer: deeds.edit_search(doer, search_id, name, query))

    def delete_search(self, search_id: str) -> SavedSearch:
        """Take a saved search out; it can be brought back. Returns what it was.

        Raises:
            UnknownSearch: there is none.
        """
        return self._do(lambda doer: deeds.delete_search(doer, search_id))

    def move_search(self, search_id: str, index: int) -> None:
        """Put a saved search at another place in the order, counted from 0.

        Raises:
            UnknownSearch: there is none.
        """
        self._do(lambda doer: deeds.move_search(doer, search_id, index))

    def remember_query(self, query: str) -> None:
        """Put a query at the top of the search history; no deed, so undo passes over it."""
        query = joined_surrogates(query).strip()
        if query:
            self._change(
                lambda connection, moment: searches.remember_query(connection, query, moment), counts=False
            )

    def query_history(self, limit: int = 50) -> tuple[str, ...]:
        """The queries asked, the last one first, each once."""
        with self._store.reading() as connection:
            return searches.list_queries(connection, limit)

    def forget_queries(self, queries: Sequence[str] | None = None) -> int:
        """Take queries, or all, out of the history; one deed. Returns how many there were."""
        gone = self.query_history(limit=-1) if queries is None else tuple(queries)
        return self._do(lambda doer: deeds.forget_queries(doer, gone))
