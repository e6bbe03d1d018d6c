"""Every text colour of every theme can be read: 4.5:1 on each ground it stands on (WCAG 2.2, 1.4.3)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from tuireader.room.themes import THEMES
from tuireader.settings import THEMES as NAMES


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""

    def luminance(color: str) -> float:
        parts = [channel / 255 for channel in Color.parse(color).rgb]
        red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    variables = theme.variables
    grounds = [theme.background, theme.surface, theme.panel, variables["room-cursor-ground"]]
    inks = [
        theme.foreground,
        theme.accent,
        theme.error,
        *(variables[f"room-{n}"] for n in ("dim", "mark", "name")),
    ]
    for ground in grounds:
        for ink in inks:
            assert ground is not None
            assert ink is not None
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(variables["room-hit"], variables["room-hit-ground"]) >= 4.5
    assert contrast(variables["room-select"], variables["room-select-ground"]) >= 4.5
    for ink in (theme.foreground, variables["room-mark"], variables["room-name"], variables["room-dim"]):
        assert ink is not None
        assert contrast(ink, variables["room-highlight"]) >= 4.5, ink


def test_settings_know_every_theme_by_its_name() -> None:
    assert tuple(theme.name for theme in THEMES) == NAMES
