"""Every text colour of every theme can be read: 4.5:1 on each ground it stands on (WCAG 2.2, 1.4.3)."""

import pytest
from textual.color import Color

from tuireader.room.themes import THEMES, theme_of, themes_of
from tuireader.settings import THEMES as NAMES
from tuireader.settings.palettes import BUILT_IN, COLORS, PAIRS, Palette, contrast, read_palette


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777", "#fff") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("palette", BUILT_IN.values(), ids=lambda palette: palette.name)
def test_every_text_can_be_read(palette: Palette) -> None:
    assert palette.faint_pairs() == []
    if not palette.is_terminal:
        assert all(contrast(palette.colors[ink], palette.colors[ground]) >= 4.5 for ink, ground in PAIRS)


def test_every_colour_but_that_of_lines_is_in_a_pair() -> None:
    assert {color for pair in PAIRS for color in pair} == COLORS.keys() - {"rule"}


def test_settings_know_every_theme_by_its_name() -> None:
    assert tuple(theme.name for theme in THEMES) == NAMES


@pytest.mark.parametrize("palette", BUILT_IN.values(), ids=lambda palette: palette.name)
def test_every_colour_of_a_palette_is_in_its_theme(palette: Palette) -> None:
    theme = theme_of(palette)
    stated = {theme.background, theme.surface, theme.panel, theme.foreground, theme.accent, theme.error}
    prefix = "ansi_" if palette.is_terminal else ""
    for color in palette.colors.values():
        assert prefix + color in stated | set(theme.variables.values())
        assert Color.parse(prefix + color)


def test_the_terminals_theme_names_nothing_but_the_terminals_colours() -> None:
    theme = theme_of(BUILT_IN["terminal"])
    assert theme.ansi
    own = [color for name, color in theme.variables.items() if name.startswith("room-")]
    for color in (theme.primary, theme.foreground, theme.background, *own):
        assert color is not None
        assert Color.parse(color).ansi is not None


def test_a_theme_of_the_users_takes_the_rest_from_its_base() -> None:
    mine = read_palette("mine", {"base": "morning", "accent": "#A00000"}, named="config.toml")
    assert mine.colors == {**BUILT_IN["morning"].colors, "accent": "#a00000"}
    theme = themes_of([mine])[-1]
    assert (theme.name, theme.accent, theme.dark) == ("mine", "#a00000", False)
