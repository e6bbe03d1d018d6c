"""The keys of every action: the table's own, sets to start from, and what the user changes.

No textual in here: the command line reads and checks keys without opening the room.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tuireader.room.actions import ACTIONS
from tuireader.room.pane import PANES, Pane

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "default": {},
        "vim": {
            "move.down": ("j", "ctrl+e", "ctrl+n", "Down"),
            "move.up": ("k", "ctrl+y", "Up"),
            "move.page-down": ("ctrl+f", "Space", "PgDn"),
            "move.page-up": ("ctrl+b", "PgUp"),
            "place.back": ("ctrl+o", "Backspace"),
            "room.next-pane": ("ctrl+w", "Tab"),
        },
        # less pages back with b, so the bookmark goes to m, less's own key for a mark.
        "less": {
            "move.down": ("j", "ctrl+n", "Down"),
            "move.up": ("k", "ctrl+y", "Up"),
            "move.first": ("g", "<", "Home"),
            "move.last": ("G", ">", "End"),
            "panes.border-left": (",",),
            "panes.border-right": (".",),
            "move.page-down": ("Space", "f", "ctrl+v", "PgDn"),
            "room.facets": ("ctrl+f",),
            "move.page-up": ("b", "ctrl+b", "PgUp"),
            "move.half-page-down": ("d", "ctrl+d"),
            "move.half-page-up": ("u", "ctrl+u"),
            "article.toggle-bookmark": ("m",),
            "passage.highlight": ("M",),
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


def conflicts(keys: Mapping[str, tuple[str, ...]]) -> list[tuple[str, Pane, tuple[str, ...]]]:
    """The keys that mean two things in one place: key, place, ids of the actions."""
    found = []
    for pane in PANES:
        taken: dict[str, list[str]] = {}
        for action in ACTIONS:
            for key in dict.fromkeys(keys[action.id]) if action.is_for(pane) else ():
                taken.setdefault(key, []).append(action.id)
        found += [(key, pane, tuple(ids)) for key, ids in taken.items() if len(ids) > 1]
    return found
