"""The colours of the reading room as plain data: the built-in themes, and those that users make of them.

No textual in here: `tuireader config` checks themes without opening the room, and the room makes Textual's
themes from these.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from tuireader.errors import SettingsError, quoted

COLORS: Mapping[str, str] = MappingProxyType(
    {
        "background": "ground of list and text",
        "sheet": "ground of what opens over them",
        "bar": "ground of chips, menus and lines to type in",
        "cursor": "ground of the row under the cursor",
        "text": "text, headlines",
        "dim": "dates, places, captions, hints",
        "rule": "lines between the panes",
        "accent": "what has the keys; who was asked for",
        "name": "people and countries in the text",
        "mark": "bookmarks, notes, tags",
        "error": "what went wrong",
        "hit": "what the query matched",
        "hit_ground": "ground of that",
        "highlight": "ground of highlights",
        "selected": "what is selected",
        "selected_ground": "ground of that",
    }
)
"""What a theme colours, in the words of the documentation: the keys of `[themes.NAME]`."""

PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ground in ("background", "sheet", "bar", "cursor")
      for ink in ("text", "dim", "accent", "name", "mark", "error")),
    *((ink, "highlight") for ink in ("text", "dim", "accent", "name", "mark")),
    *((ink, "hit_ground") for ink in ("hit", "accent", "name", "mark")),
    ("selected", "selected_ground"),
)  # fmt: skip
"""Which colours are written on which."""

READABLE = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""

_SIXTEEN = tuple(
    bright + name
    for bright in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)

TERMINAL_COLORS: tuple[str, ...] = ("default", *_SIXTEEN)
"""What a theme made from `terminal` may name: the terminal's own sixteen, and what it writes with anyway."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme: a colour for each key of `COLORS`."""

    name: str
    words: str
    """What it looks like, in a few words."""
    colors: Mapping[str, str]
    is_terminal: bool = False
    """Whether the colours are names of the terminal's own, not `#rrggbb`."""

    @property
    def is_dark(self) -> bool:
        """Whether it is light on dark; what the terminal's is nobody knows."""
        return self.is_terminal or luminance(self.colors["background"]) < 0.2

    def faint_pairs(self) -> list[tuple[str, str, float]]:
        """Ink, ground and contrast of each pair that is less than `READABLE`; none for the terminal's own."""
        if self.is_terminal:
            return []
        measured = [(i, g, contrast(self.colors[i], self.colors[g])) for i, g in PAIRS]
        return [pair for pair in measured if pair[2] < READABLE]


def _palette(name: str, words: str, colors: str, *, is_terminal: bool = False) -> Palette:
    return Palette(name, words, MappingProxyType(dict(zip(COLORS, colors.split(), strict=True))), is_terminal)


BUILT_IN: Mapping[str, Palette] = MappingProxyType(
    {
        palette.name: palette
        for palette in (
            _palette(
                "evening",
                "dark",
                "#15171b #1b1e23 #22262c #222830 #dcd8d0 #9096a0 #3a4048 #7ab8d4 #a9cfe0 #e8b964 #f08a7c "
                "#f0d9a8 #4a3d20 #263025 #15171b #7ab8d4",
            ),
            _palette(
                "morning",
                "light",
                "#faf8f3 #f3f0e8 #eae6db #ece8dd #2a2a28 #62625c #cfcabd #1f6482 #1f5a75 #8a5a00 #a8321f "
                "#4d3300 #f5dfa6 #dfe9cf #faf8f3 #1f6482",
            ),
            _palette(
                "contrast",
                "black, as strong as can be",
                "#000000 #000000 #1c1c1c #2b2b2b #ffffff #d0d0d0 #909090 #6fe0ff #6fe0ff #ffd84a #ff9d8f "
                "#ffe680 #4a3c00 #1f4a1f #000000 #6fe0ff",
            ),
            # Dim is the terminal's own text, written faintly: its bright black is the ground in some.
            _palette(
                "terminal",
                "your terminal's own sixteen colours",
                "default default default default default default bright_black magenta cyan yellow red "
                "black yellow default black cyan",
                is_terminal=True,
            ),
        )
    }
)
"""The themes that come with tuireader, the default first."""

_LIKELY: Mapping[str, str] = MappingProxyType(
    {
        "black": "#000000", "red": "#cc4444", "green": "#44aa55", "yellow": "#d8b040", "blue": "#4a78c8",
        "magenta": "#b060c0", "cyan": "#4ab0b8", "white": "#ffffff", "grey": "#909090", "gray": "#909090",
        "orange": "#e09040", "brown": "#80603a",
    }
)  # fmt: skip
"""What is proposed to somebody who names a colour where its number is wanted."""


def luminance(color: str) -> float:
    """The relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2), 0 to 1."""
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest(key: str, known: Collection[str]) -> str:
    """A hint at the name that was likely meant; empty where none is near."""
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else ""


def read_palette(name: str, table: Any, *, named: str, prefix: str = "") -> Palette:
    """A user's theme out of its table.

    Args:
        name: what it is to be called.
        table: `base` and any of `COLORS`.
        named: the file, for errors.
        prefix: what stands before a key in errors: `themes.NAME.`, or nothing where the file is the theme.

    Raises:
        SettingsError: it says something that cannot be taken.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"{named}: {name!r} cannot be a theme's name", "Small letters, digits, - and _ will do"
        )
    if name in BUILT_IN:
        raise SettingsError(f"{named}: there is a theme {name!r} already", "Give yours another name")
    if not isinstance(table, dict):
        raise SettingsError(f"{named}: 'themes.{name}' must be a table of its own: [themes.{name}]")
    for key in table:
        if key != "base" and key not in COLORS:
            known = ("base", *COLORS)
            hint = nearest(key, known) or f"There are: {', '.join(known)}"
            raise SettingsError(f"{named}: a theme has no key {prefix + key!r}", hint)
    wanted = table.get("base", next(iter(BUILT_IN)))
    base = BUILT_IN.get(wanted) if isinstance(wanted, str) else None
    if base is None:
        raise SettingsError(
            f"{named}: {prefix + 'base'!r} must be one of {', '.join(BUILT_IN)}, not {quoted(wanted)}",
            nearest(wanted, BUILT_IN) if isinstance(wanted, str) else "",
        )
    colors = dict(base.colors)
    for key, value in table.items():
        if key != "base":
            colors[key] = _color(value, base, named=named, key=prefix + key)
    return Palette(name, f"yours, from {base.name}", MappingProxyType(colors), base.is_terminal)


def _color(value: Any, base: Palette, *, named: str, key: str) -> str:
    if base.is_terminal:
        if value in TERMINAL_COLORS:
            return str(value)
        hint = nearest(value.lower().replace(" ", "_"), TERMINAL_COLORS) if isinstance(value, str) else ""
        wanted = f"one of the terminal's colours, as its base is {base.name!r}"
        raise SettingsError(
            f"{named}: {key!r} must be {wanted}, not {quoted(value)}",
            hint or f"There are: {', '.join(TERMINAL_COLORS)}",
        )
    if isinstance(value, str) and _HEX.fullmatch(value):
        return value.lower()
    raise SettingsError(
        f"{named}: {key!r} must be a colour like {base.colors[key.rpartition('.')[2]]!r}, "
        f"not {quoted(value)}",
        _meant(value) if isinstance(value, str) else "",
    )


def _meant(value: str) -> str:
    """What was likely meant by a colour that is none."""
    near = get_close_matches(value.lower(), _LIKELY, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {_LIKELY[near[0]]!r}?"
    digits = value.strip().lower().removeprefix("0x").lstrip("#").replace("o", "0").replace("l", "1")
    if not re.fullmatch("[0-9a-f]+", digits):
        return ""
    if len(digits) not in (3, 6):
        digits = (digits + digits[-1] * 6)[:6] if len(digits) > 3 else (digits * 3)[:3]
    return f"Did you mean {'#' + digits!r}?"
