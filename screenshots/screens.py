"""Every screen of the room: what is pressed to come to it, at 120 by 36, and what it then shows.

`tests/room/test_every_screen.py` compares them all at four sizes and in every look.
"""

from screenshots.make import SCENES, Scene, typed

_SIZE = (120, 36)
_STEPS = {scene.name: scene.steps for scene in SCENES}

_TEXT = (("enter",), "Esc list")
_TO_002 = (("j",), "Samuel J. Paparo")
_ALL_NOTES = (*_STEPS["notes"][:-1], (("A",), "All notes (2)"))
_DRAFT = (
    (("a",), "ctrl+s save"),
    (typed("half a thought"), "half a thought"),
    (("escape",), "Draft kept"),
    (("A",), "half a thought"),
)
_AT_MACRON = (*_STEPS["card"][:-1], (("D",), "is no person"))
_HIDDEN = (*_AT_MACRON, (("enter",), "u undo"))


def _command(words: str) -> tuple[tuple[str, ...], str]:
    """A step: type into the palette."""
    return ("colon", *typed(words)), words


SCREENS = tuple(
    Scene(name, _SIZE, steps)
    for name, steps in {
        # Lists
        "list": (),
        "list-marked": (*_STEPS["room"], (("escape",), "Enter read")),
        "typing": _STEPS["filter-person"],
        "filtered": (*_STEPS["filter-person"], (("enter",), "Enter read")),
        "chips": (*_STEPS["filter-country"][:2],),
        "no-result": ((("slash", *typed("zeppelin")), "0 of 5"), (("enter",), "zeppelin")),
        "not-understood": ((("slash", *typed("date:yesterday")), "date:yesterday"),),
        "facets": ((("f",), "── people"), (("G", "k"), "▌ Dec 2022")),
        "tour": _STEPS["tour"],
        # The text
        "text": (_TO_002, _TEXT),
        "text-alone": (_TO_002, _TEXT, (("z",), "z ")),
        "original": (_TO_002, _TEXT, (("O",), "riginal")),
        "find": (_TO_002, _TEXT, (("slash", *typed("expo")), "1 of")),
        "mention": _STEPS["filter-country"],
        "names-above": (_TO_002, _TEXT, (("shift+tab",), "card")),
        "selection": _STEPS["selection"],
        "marked": _STEPS["selection"][:-1],
        # What opens over the room
        "editor": _STEPS["note"],
        "line": (_TO_002, (("t",), "Tags of"), (typed("titles navy"), "titles navy")),
        "notes": _ALL_NOTES,
        "notes-draft": _DRAFT,
        "notes-question": (*_ALL_NOTES, (("D",), "Delete the note")),
        "bookmarks": ((("b",), "Bookmarked"), (("B",), "All bookmarks (1)")),
        "person": (
            (("p",), "in this article"),
            (typed("paparo"), "Commander of the US"),
            (("ctrl+e",), "Enter goes there"),
        ),
        "country": ((("c",), "Countries"), (typed("france"), "France"), (("ctrl+e",), "Enter goes there")),
        "people": ((("p",), "in this article"),),
        "countries": ((("c",), "in this article"),),
        "jump": (_TO_002, _TEXT, (("enter",), "Enter opens the card")),
        "timeline": _STEPS["timeline"],
        "searches": (
            (("slash", *typed("country:france")), "2 of 5"),
            (("enter",), "Enter read"),
            (("S",), "Save this query"),
            (("enter",), "Save the query as"),
            ((*typed("france"), "enter"), "Saved as"),
            (("S",), "Saved searches"),
        ),
        "drop-filter": (
            (("slash", *typed("country:france country:vietnam")), "2 of 5"),
            (("enter",), "Enter read"),
            (("F",), "Take which filter away?"),
        ),
        "export": ((("b",), "Bookmarked"), (("x",), "1 bookmark; not")),
        "correcting": (_TO_002, _TEXT, (("D",), "Whom do you mean?")),
        "corrections": (*_HIDDEN, _command("all corrections"), (("enter",), "All corrections (1)")),
        "info": (_TO_002, (("i",), "encoding")),
        "sources": ((("I",), "Sources and skipped files (4)"),),
        "source": ((("I",), "Sources and skipped files (4)"), (("ctrl+a",), "Read which folder")),
        "help": _STEPS["help"],
        "commands": (_command("note"),),
        "themes": _STEPS["themes"][:-1],
    }.items()
)
"""All that can be come to in a library with articles; the names are those of their pictures."""

EMPTY = Scene("empty", _SIZE, (), opens_with="No articles")
"""A library without any."""
