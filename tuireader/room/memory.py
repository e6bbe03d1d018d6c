"""What the room remembers from one time to the next: how it looked, and which article was open.

Like the desk, of which it is a part, it reads and writes the disk and touches no widget.
"""

from tuireader.notebook.notebook import Notebook
from tuireader.room.arrangement import Arrangement


class Memory:
    """Kept in the notebook, beside what the reader made."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def theme(self, stated: str) -> str:
        """The theme that was picked last, as long as config.toml states what it stated then."""
        picked, _, over = (self._notebook.recall("room.theme") or "").partition(" ")
        return picked if picked and over == stated else stated

    def remember_theme(self, name: str, *, over: str) -> None:
        """The theme to open with, in place of the one that config.toml states now."""
        self._notebook.remember("room.theme", f"{name} {over}")

    def arrangement(self) -> Arrangement:
        """How the room was arranged last."""
        return Arrangement.of(self._notebook.recall("room.arrangement"))

    def remember_arrangement(self, arrangement: Arrangement) -> None:
        """How to arrange the room the next time."""
        self._notebook.remember("room.arrangement", str(arrangement))

    def has_seen_tour(self) -> bool:
        """Whether the tour need not show itself."""
        return self._notebook.recall("room.tour") is not None

    def remember_tour(self) -> None:
        """Let the tour wait until it is called."""
        self._notebook.remember("room.tour", "seen")

    def remember_article(self, uid: str) -> None:
        """The article to open with next time."""
        if not self._notebook.readonly:
            self._notebook.remember("room.article", uid)

    def last_article(self) -> str | None:
        """The article that was open last."""
        return self._notebook.recall("room.article")
