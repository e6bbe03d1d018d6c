"""What keys are called in `[keys]`: as the README's table and `tuireader keys` print them."""

from difflib import get_close_matches

KEY_NAMES = (
    "up", "down", "left", "right", "home", "end", "PgUp", "PgDn", "enter", "escape", "tab", "space",
    "backspace", "delete", "insert", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
"""Keys that are more than a letter or sign."""

_MODIFIERS = ("ctrl", "shift", "alt")
_OTHER_NAMES = {"pageup": "PgUp", "pagedown": "PgDn", "esc": "escape", "return": "enter", "del": "delete"}


def unknown_key(key: str) -> str | None:
    """None for a key there is, else a hint at what was likely meant."""
    *modifiers, last = [key] if len(key) == 1 else key.replace("++", "+\0").split("+")
    last = last.replace("\0", "+")
    is_key = last in KEY_NAMES or (len(last) == 1 and last.isprintable() and not last.isspace())
    if is_key and all(modifier in _MODIFIERS for modifier in modifiers):
        return None
    by_name = {name.lower(): name for name in KEY_NAMES} | _OTHER_NAMES
    near = get_close_matches(key.lower(), by_name, n=1, cutoff=0.6)
    if key == " ":
        meant = "space"
    elif key.lower() in by_name:
        meant = by_name[key.lower()]
    elif key.lower().startswith(("ctrl-", "shift-", "alt-", "c-", "control+", "control-")):
        meant = {"c": "ctrl", "control": "ctrl"}.get(
            word := key.lower().replace("+", "-").partition("-")[0], word
        ) + f"+{key[len(word) + 1 :]}"
    elif near:
        meant = by_name[near[0]]
    else:
        return "A letter or sign, a name like `enter` or `PgDn`, or one with `ctrl+` before it"
    return f"Did you mean {meant!r}?"
