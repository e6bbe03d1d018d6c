"""The room's own themes. Every text colour is at least 4.5:1 on its ground (WCAG 2.2, 1.4.3; tested)."""

from textual.theme import Theme

DARK = Theme(
    name="evening",
    primary="#7ab8d4",
    secondary="#9fb4c7",
    accent="#7ab8d4",
    warning="#e8b964",
    error="#f08a7c",
    success="#a3c98f",
    foreground="#dcd8d0",
    background="#15171b",
    surface="#1b1e23",
    panel="#22262c",
    dark=True,
    variables={
        "room-dim": "#9096a0",
        "room-rule": "#3a4048",
        "room-mark": "#e8b964",
        "room-hit": "#f0d9a8",
        "room-hit-ground": "#4a3d20",
        "room-name": "#a9cfe0",
        "room-cursor-ground": "#222830",
        "block-cursor-foreground": "#15171b",
        "block-cursor-background": "#7ab8d4",
        "input-selection-background": "#3b5563",
    },
)

LIGHT = Theme(
    name="morning",
    primary="#1f6482",
    secondary="#4b5a68",
    accent="#1f6482",
    warning="#8a5a00",
    error="#a8321f",
    success="#3d6b26",
    foreground="#2a2a28",
    background="#faf8f3",
    surface="#f3f0e8",
    panel="#eae6db",
    dark=False,
    variables={
        "room-dim": "#62625c",
        "room-rule": "#cfcabd",
        "room-mark": "#8a5a00",
        "room-hit": "#4d3300",
        "room-hit-ground": "#f5dfa6",
        "room-name": "#1f5a75",
        "room-cursor-ground": "#ece8dd",
        "block-cursor-foreground": "#faf8f3",
        "block-cursor-background": "#1f6482",
        "input-selection-background": "#bcd6e0",
    },
)

CONTRAST = Theme(
    name="contrast",
    primary="#6fe0ff",
    secondary="#ffffff",
    accent="#6fe0ff",
    warning="#ffd84a",
    error="#ff9d8f",
    success="#a8ff8a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={
        "room-dim": "#d0d0d0",
        "room-rule": "#909090",
        "room-mark": "#ffd84a",
        "room-hit": "#000000",
        "room-hit-ground": "#ffd84a",
        "room-name": "#6fe0ff",
        "room-cursor-ground": "#2b2b2b",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#6fe0ff",
        "input-selection-background": "#3a6f80",
    },
)

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST)
"""The first is the default."""
