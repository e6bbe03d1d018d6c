"""From the table of actions to Textual's bindings."""

from textual.binding import Binding, BindingType

from tuireader.room.actions import Action
from tuireader.settings.keys import KEY_NAMES

_PRINTED_KEYS = {name: name.lower() for name in KEY_NAMES} | {
    "PgDn": "pagedown",
    "PgUp": "pageup",
    "Esc": "escape",
    ",": "comma",
}
_WITH_CTRL = {
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "@": "at",
}


def textual_keys(keys: tuple[str, ...]) -> str:
    """Keys as printed, as Textual names them: parted by commas; a key nobody has where there is none."""
    return ",".join(map(_textual_key, keys)) or "f24"


def _textual_key(key: str) -> str:
    modifiers, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    names = _PRINTED_KEYS | _WITH_CTRL if modifiers else _PRINTED_KEYS
    return f"{modifiers}{plus}{names.get(last, last)}"


def bindings_of(actions: tuple[Action, ...]) -> list[BindingType]:
    """Textual's bindings for the table of actions; ids let a user's keymap change the keys."""
    return [
        Binding(
            textual_keys(action.keys),
            action.method,
            action.words,
            show=False,
            # In order, before the next key is looked at: "/macorn" typed at once must all reach the filter.
            priority=True,
            id=action.id,
        )
        for action in actions
    ]
