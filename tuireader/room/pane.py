"""What has the keys: the panes of the main screen, the sheets over it, and what each shares with the others.

Which action is for which pane is said in the table of actions; here stand those that several panes have.
No textual in here, as in that table.
"""

from collections.abc import Mapping
from typing import Literal, get_args

Sheet = Literal["notes", "person", "country", "people", "countries", "timeline"]
"""What stands over the main screen with keys of its own: all notes, the card of a person or a country, the
pickers of people and countries, the timeline."""

Pane = Literal["list", "text", "selection", "facets", "names"] | Sheet
"""What has the keys."""

MAIN_PANES: tuple[Pane, ...] = ("list", "text", "selection", "facets", "names")
"""Those of the main screen."""

SHEETS: tuple[Sheet, ...] = get_args(Sheet)

PANES: tuple[Pane, ...] = (*MAIN_PANES, *SHEETS)


def _ids(verbs: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The ids of actions, from their verbs by noun."""
    return frozenset(f"{noun}.{verb}" for noun, of_noun in verbs.items() for verb in of_noun)


_ON_CARDS = _ids(
    {
        "move": ("down", "up", "first", "last", "page-down", "page-up"),
        "article": ("leave",),
        "find": ("find",),
        "notebook": ("undo", "redo"),
        "room": ("timeline", "quit"),
    }
)

SHARED: Mapping[Pane, frozenset[str]] = {
    "selection": _ids(
        {
            "move": ("first", "last", "page-down", "page-up", "half-page-down", "half-page-up"),
            "text": ("widen", "narrow"),
            "room": ("theme", "commands", "help"),
        }
    ),
    "names": _ids(
        {
            "article": ("toggle-bookmark",),
            "find": ("find",),
            "filter": ("open-filter",),
            "text": ("widen", "narrow"),
            "room": ("theme", "commands", "help"),
        }
    ),
    "notes": _ids(
        {
            "move": ("down", "up", "first", "last", "page-down", "page-up", "half-page-down", "half-page-up"),
            "article": ("open", "leave", "set-tags"),
            "find": ("find",),
            "list": ("sort", "export"),
            "note": ("edit", "edit-here", "delete"),
            "notebook": ("undo", "redo"),
            "room": ("quit",),
        }
    ),
    "person": _ON_CARDS,
    "country": _ON_CARDS,
    # There letters are typed, to narrow what is listed.
    "people": frozenset(),
    "countries": frozenset(),
    "timeline": _ids({"move": ("first", "last", "page-down", "page-up"), "room": ("timeline", "quit")}),
}
"""What can be done in a pane beside what is for just that, with the same keys as elsewhere: ids of actions.

The list, the text and the facets are not in it: there holds what is for all of the main screen.
"""
