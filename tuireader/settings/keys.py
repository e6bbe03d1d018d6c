"""What keys are called in `[keys]`: as the README's table and `tuireader keys` print them."""

import re
from difflib import get_close_matches

KEY_NAMES = (
    "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Enter", "Esc", "Tab", "Space",
    "Backspace", "Delete", "Insert", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
"""Keys that are more than a letter or sign."""

_NAMED = {name.lower(): name for name in KEY_NAMES} | {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "return": "Enter",
    "del": "Delete",
    "ins": "Insert",
    " ": "Space",
}
_MODIFIER = re.compile(r"(ctrl|control|shift|alt|c)[+-](?=.)", re.IGNORECASE)
_MODIFIERS = {"c": "ctrl", "control": "ctrl"}
_SIGNS_WITH_CTRL = "\\]^_@"
"""What a terminal can tell from the sign alone."""


def printed_key(key: str) -> str | None:
    """How a key is written everywhere: of a name its letters' case is free; None for no key there is."""
    right = _as_written(key)
    if right is None or right == key:
        return right
    named = right.rpartition("+")[2] in KEY_NAMES
    # What the room called it before is taken for good: it stands in files of settings.
    return right if named and key.lower().replace("escape", "esc") == right.lower() else None


def unknown_key(key: str) -> str | None:
    """None for a key there is, else a hint at what was likely meant."""
    right = _as_written(key)
    if printed_key(key) is not None:
        return None
    if right is not None:
        return f"Did you mean {right!r}?"
    near = get_close_matches(key.lower(), _NAMED, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {_NAMED[near[0]]!r}?"
    return "A letter or sign, a name like `Enter` or `PgDn`, or one with `ctrl+` before it"


def _as_written(key: str) -> str | None:
    """How the key is to be written; None where nobody can tell which it is."""
    modifiers = []
    last = key
    while found := _MODIFIER.match(last):
        word = found.group(1).lower()
        modifiers.append(_MODIFIERS.get(word, word))
        last = last[found.end() :]
    last = _NAMED.get(last.lower(), last)
    if last not in KEY_NAMES and (len(last) != 1 or not last.isprintable()):
        return None
    if modifiers == ["shift"] and len(last) == 1:
        return last.upper()
    if len(last) == 1 and "ctrl" in modifiers:
        last = last.lower()
        if not (last.isascii() and last.isalnum()) and last not in _SIGNS_WITH_CTRL:
            return None
    return "+".join((*modifiers, last))
