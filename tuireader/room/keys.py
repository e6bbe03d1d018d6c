"""From the table of actions to Textual's bindings."""

from textual.binding import Binding, BindingType

from tuireader.room.actions import Action

_PRINTED_KEYS = {"PgDn": "pagedown", "PgUp": "pageup", ",": "comma"}


def textual_keys(keys: tuple[str, ...]) -> str:
    """Keys as printed, as Textual names them: parted by commas; a key nobody has where there is none."""
    return ",".join(_PRINTED_KEYS.get(key, key) for key in keys) or "f24"


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
