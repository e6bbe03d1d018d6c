"""The one table of what can be done in the reading room.

The bindings, the command palette, the help screen, `tuireader keys` and the README's key table are all made
from `ACTIONS`. No textual in here: the command line reads this table without opening the room.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Where = Literal["list", "text", "both"]
"""Where an action can be asked for: with the list in focus, with the text in focus, or with either."""

Group = Literal["Move", "Find", "Keep", "Look", "Room"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a reader can do."""

    id: str
    """`noun.verb`; the verb with underscores names the screen's `action_…` method."""
    keys: tuple[str, ...]
    """As printed: `j`, `ctrl+d`, `PgDn`. May be empty: then it is in the palette alone."""
    words: str
    """What it does, for help and palette; with a focus on the text where `in_text` is empty."""
    where: Where
    group: Group
    in_text: str = ""
    """What it does in the text, where that differs from the list."""

    @property
    def method(self) -> str:
        """The part of the `action_…` method's name after the underscore."""
        return self.id.partition(".")[2].replace("-", "_")


ACTIONS: tuple[Action, ...] = (
    Action("move.down", ("j", "down"), "Move down", "both", "Move", "Scroll down"),
    Action("move.up", ("k", "up"), "Move up", "both", "Move", "Scroll up"),
    Action("move.first", ("g", "home"), "First article", "both", "Move", "Top of the text"),
    Action("move.last", ("G", "end"), "Last article", "both", "Move", "End of the text"),
    Action(
        "move.page-down",
        ("space", "PgDn"),
        "Page down",
        "both",
        "Move",
        "Page down; at the end the next unread",
    ),
    Action("move.page-up", ("PgUp",), "Page up", "both", "Move"),
    Action("move.half-page-down", ("ctrl+d",), "Half a page down", "both", "Move"),
    Action("move.half-page-up", ("ctrl+u",), "Half a page up", "both", "Move"),
    Action("article.open", ("enter", "l", "right"), "Read the article", "list", "Move"),
    Action("article.leave", ("escape", "h", "left"), "Step back", "both", "Move", "Back to the list"),
    Action("article.next", ("J",), "Next article", "both", "Move", "Next article, staying in the text"),
    Action(
        "article.previous",
        ("K",),
        "Previous article",
        "both",
        "Move",
        "Previous article, staying in the text",
    ),
    Action("text.next-paragraph", ("}",), "Next paragraph", "text", "Move"),
    Action("text.previous-paragraph", ("{",), "Previous paragraph", "text", "Move"),
    Action("room.next-pane", ("tab",), "To the other pane", "both", "Move"),
    Action("find.find", ("/",), "Filter: people, countries, words", "both", "Find", "Find in the text"),
    Action("filter.open-filter", ("\\",), "Filter, from anywhere", "both", "Find"),
    Action("find.next-match", ("n",), "Next match in the text", "text", "Find"),
    Action("find.previous-match", ("N",), "Previous match in the text", "text", "Find"),
    Action(
        "mention.next-mention",
        ("]",),
        "Next mention of who was asked for, else next note, else next name",
        "text",
        "Find",
    ),
    Action("mention.previous-mention", ("[",), "Previous mention", "text", "Find"),
    Action("people.pick-people", ("p",), "People: this article's first, then all", "both", "Find"),
    Action("countries.pick-countries", ("c",), "Countries: this article's first, then all", "both", "Find"),
    Action("list.show-all", ("1",), "List all articles", "list", "Find"),
    Action("list.show-unread", ("2",), "List unread articles", "list", "Find"),
    Action("list.show-bookmarked", ("3",), "List bookmarked articles", "list", "Find"),
    Action("list.show-noted", ("4",), "List articles with notes", "list", "Find"),
    Action("list.sort", ("s",), "Sort: best first, newest, oldest, longest", "list", "Find"),
    Action("article.toggle-bookmark", ("b",), "Bookmark, or take the bookmark away", "both", "Keep"),
    Action("notebook.show-bookmarks", ("B",), "All bookmarks", "both", "Keep"),
    Action("note.write", ("a",), "Note on the article", "both", "Keep", "Note on the paragraph or the match"),
    Action("notebook.show-notes", ("A",), "All notes", "both", "Keep"),
    Action("note.edit", ("e",), "Edit the article's note", "both", "Keep", "Edit the note on the paragraph"),
    Action("article.set-tags", ("t",), "Tags of the article", "both", "Keep"),
    Action("article.toggle-read", ("r",), "Mark read or unread", "both", "Keep"),
    Action("notebook.undo", ("u",), "Undo", "both", "Keep"),
    Action("notebook.redo", ("ctrl+r",), "Redo", "both", "Keep"),
    Action("text.widen", ("+", "="), "Wider column", "both", "Look"),
    Action("text.narrow", ("-",), "Narrower column", "both", "Look"),
    Action("room.zen", ("z",), "Text alone, and back", "both", "Look"),
    Action("text.original", ("O",), "Original text, and back", "text", "Look"),
    Action("article.info", ("i",), "Where the article came from and what was cleaned", "both", "Look"),
    Action("room.theme", (), "Next theme: dark, light, high contrast", "both", "Look"),
    Action("room.commands", (":", "ctrl+p"), "All commands", "both", "Room"),
    Action("room.help", ("?",), "Help", "both", "Room"),
    Action("room.rescan", ("R",), "Look for new and changed articles", "both", "Room"),
    Action("room.quit", ("q",), "Close what is open, then quit", "both", "Room"),
)


def action_named(id: str) -> Action | None:
    """The action of this id, or None."""
    return next((action for action in ACTIONS if action.id == id), None)


PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "default": {},
        "vim": {
            "move.page-down": ("ctrl+f", "space", "PgDn"),
            "move.page-up": ("ctrl+b", "PgUp"),
        },
        # less pages back with b, so the bookmark goes to m, less's own key for a mark.
        "less": {
            "move.page-down": ("space", "f", "PgDn"),
            "move.page-up": ("b", "PgUp"),
            "move.half-page-down": ("d", "ctrl+d"),
            "move.half-page-up": ("u", "ctrl+u"),
            "article.toggle-bookmark": ("m",),
            "notebook.undo": ("U",),
        },
    }
)
"""Sets of keys to start from, by name: what each changes in the table."""


def keymap(preset: str, changes: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The keys of every action: the table's, changed by a preset, changed by the user.

    Args:
        preset: a name in `PRESETS`.
        changes: keys by action id; an empty tuple takes an action's keys away.
    """
    keys = {action.id: action.keys for action in ACTIONS}
    return {**keys, **PRESETS[preset], **changes}
