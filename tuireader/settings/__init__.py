"""The user's settings: `config.toml` and the themes beside it, read and written. A leaf: it knows no room."""

from tuireader.settings.reading import load_settings, not_a_pattern, read_settings
from tuireader.settings.values import (
    FIELD_ROLES,
    PRESETS,
    THEMES,
    WIDTHS,
    CleaningRule,
    CleaningSettings,
    Preset,
    Settings,
)

__all__ = [
    "FIELD_ROLES",
    "PRESETS",
    "THEMES",
    "WIDTHS",
    "CleaningRule",
    "CleaningSettings",
    "Preset",
    "Settings",
    "load_settings",
    "not_a_pattern",
    "read_settings",
]
