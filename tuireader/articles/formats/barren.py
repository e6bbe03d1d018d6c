"""Containers that go on and on without an article, as a bomb of a few bytes does, are given up."""

__all__ = ["MOST", "MOST_IN_A_ROW", "Barren"]

MOST_IN_A_ROW = 1000
MOST = 10_000
"""Records without an article before a container is given up; so many in all only if they are most of it."""


class Barren:
    """Counts the items of one container.

    Args:
        most_in_a_row: so many without an article may follow each other.
    """

    def __init__(self, most_in_a_row: int) -> None:
        self._most_in_a_row = most_in_a_row
        self._good = self._bad = self._in_a_row = 0

    @property
    def is_fruitful(self) -> bool:
        """Whether the last item may be an article."""
        return self._in_a_row == 0

    def reason(self, *, is_barren: bool) -> str | None:
        """The reason to give the container up at an item, in which there is an article or not; or None."""
        if not is_barren:
            self._good += 1
            self._in_a_row = 0
            return None
        self._bad += 1
        self._in_a_row += 1
        if self._in_a_row > self._most_in_a_row:
            return f"{self._most_in_a_row:,} records in a row held no article, and nothing more was read"
        if self._bad > max(MOST, self._good):
            return f"{MOST:,} records, more than half of all, held no article, and nothing more was read"
        return None
