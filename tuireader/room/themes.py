"""Textual's themes out of palettes (`tuireader.settings.palettes`), which say what is readable on what."""

from collections.abc import Iterable

from textual.theme import BUILTIN_THEMES, Theme

from tuireader.settings.palettes import BUILT_IN, Palette


def theme_of(palette: Palette) -> Theme:
    """The theme with these colours; the room's own stand in its variables, as `room-…`."""
    prefix = "ansi_" if palette.is_terminal else ""
    colors = {key: prefix + color for key, color in palette.colors.items()}
    selected = {"foreground": colors["selected"], "background": colors["selected_ground"]}
    return Theme(
        name=palette.name,
        primary=colors["accent"],
        secondary=colors["dim"],
        accent=colors["accent"],
        warning=colors["mark"],
        error=colors["error"],
        success=colors["accent"],
        foreground=colors["text"],
        background=colors["background"],
        surface=colors["sheet"],
        panel=colors["bar"],
        dark=palette.is_dark,
        ansi=palette.is_terminal,
        variables={
            # What Textual's own widgets are drawn with where there is no shade to reckon.
            **(BUILTIN_THEMES["ansi-dark"].variables if palette.is_terminal else {}),
            **{f"room-{key}": colors[key] for key in ("dim", "rule", "mark", "highlight", "hit", "name")},
            "room-select": selected["foreground"],
            "room-select-ground": selected["background"],
            "room-hit-ground": colors["hit_ground"],
            "room-cursor-ground": colors["cursor"],
            **{f"{what}-{part}": color for what in _SELECTED for part, color in selected.items()},
        },
    )


_SELECTED = ("block-cursor", "input-selection", "screen-selection")
"""What Textual's own widgets select with."""


def themes_of(palettes: Iterable[Palette]) -> tuple[Theme, ...]:
    """The built-in themes, then these."""
    return tuple(map(theme_of, (*BUILT_IN.values(), *palettes)))


THEMES: tuple[Theme, ...] = themes_of(())
"""Those that come with tuireader; the first is the default."""
