"""config.toml: what it may say, and how it says no."""

import contextlib
import os
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.formats import Fields, fields_for
from tuireader.articles.rules import RULE_NAMES
from tuireader.cli.config import remarks
from tuireader.cli.reference import settings_list
from tuireader.errors import SettingsError
from tuireader.room import themes
from tuireader.room.actions import ACTIONS
from tuireader.room.keymap import PRESETS as ROOM_PRESETS
from tuireader.room.keymap import conflicts, keymap
from tuireader.settings import (
    FIELD_ROLES,
    PRESETS,
    THEMES,
    CleaningRule,
    CleaningSettings,
    Settings,
    load_settings,
    read_settings,
)
from tuireader.settings.keys import unknown_key
from tuireader.settings.palettes import BUILT_IN
from tuireader.settings.writing import in_toml, initial_file, reference

ACTION_IDS = {action.id for action in ACTIONS}


def read(text: str) -> Settings:
    return read_settings(text, named="config.toml", actions=ACTION_IDS)


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.toml") == Settings()
    assert load_settings(tmp_path / "none" / "config.toml") == Settings()


def test_every_setting_is_taken() -> None:
    settings = read(
        'theme = "morning"\ntext_width = 60\nascii = true\nanimation = false\n'
        '[keys]\npreset = "vim"\n"article.toggle-bookmark" = "m"\n"room.quit" = ["Q", "ctrl+q"]\n'
    )
    assert (settings.theme, settings.text_width, settings.ascii, settings.animation) == (
        "morning",
        60,
        True,
        False,
    )
    assert settings.preset == "vim"
    assert settings.keys == {"article.toggle-bookmark": ("m",), "room.quit": ("Q", "ctrl+q")}


def test_names_of_fields_and_encodings_are_taken() -> None:
    settings = read(
        '[fields]\ntext = "story"\ntitle = ["kop", "a.b"]\n[encoding]\ndefault = "cp1258"\nold = "koi8-r"'
    )
    assert settings.fields == {"text": ("story",), "title": ("kop", "a.b")}
    assert settings.encodings == {"default": "cp1258", "old": "koi8-r"}
    assert fields_for(settings, "old") == Fields.of(
        {"text": ["story"], "title": ["kop", "a.b"]}, encoding="koi8-r"
    )
    assert fields_for(settings, "new").encoding == fields_for(settings).encoding == "cp1258"


def test_an_action_written_without_quotes_is_the_same_action() -> None:
    assert read('[keys]\narticle.toggle-bookmark = "m"').keys == {"article.toggle-bookmark": ("m",)}


def test_an_empty_list_takes_the_keys_of_an_action_away() -> None:
    assert read('[keys]\n"room.zen" = []').keys == {"room.zen": ()}


@pytest.mark.parametrize(
    ("text", "named", "nearest"),
    [
        ('them = "morning"', "'them'", "'theme'"),
        ("textwidth = 60", "'textwidth'", "'text_width'"),
        ('[field]\ntext = "x"', "'field'", "'fields'"),
        ('[fields]\ntexts = "x"', "[fields] has no 'texts'", "'text'"),
        ("[fields]\ntext = 5", "'fields.text'", "a list of names"),
        ('[fields]\ntext = [""]', "'fields.text'", "a list of names"),
        ("fields = 5", "'fields'", "[fields]"),
        ('[encoding]\nold = "koi8-x"', "'encoding.old'", "'koi8_"),
        ("[encoding]\nold = 5", "'encoding.old'", "cp1258"),
        ('[encoding]\nold = "utf-7"', "'encoding.old'", "'utf"),
        (
            '[encoding]\nold = "base64"',
            "'encoding.old'",
            "no encoding of text: 'base64'. Some there are: utf-8",
        ),
        ('[encoding]\nold = "rot_13"', "'encoding.old'", "no encoding of text: 'rot_13'"),
        ('theme = "mornin"', "'theme'", "'morning'"),
        ("theme = 3", "'theme'", "evening"),
        ("text_width = 5", "'text_width'", "20 to 200"),
        ("text_width = true", "'text_width'", "20 to 200"),
        ('text_width = "78"', "'text_width'", "20 to 200"),
        ("ascii = 1", "'ascii'", "true or false"),
        ('animation = "no"', "'animation'", "true or false"),
        ('keys = "vim"', "'keys'", "[keys]"),
        ('[keys]\npreset = "vi"', "'keys.preset'", "'vim'"),
        ('[keys]\n"article.toggle-bokmark" = "b"', "'article.toggle-bokmark'", "'article.toggle-bookmark'"),
        ('[keys]\n"room.quit" = 3', "'keys.room.quit'", "list of keys"),
        ('[keys]\n"room.quit" = ["q", ""]', "'keys.room.quit'", "list of keys"),
        ("theme = 3\ntheme 4", "config.toml", "line 2"),
        ('[keys]\n"room.quit" = "ctrl-q"', "'keys.room.quit'", "'ctrl+q'"),
        ('[keys]\n"room.quit" = ["q", "pagedown"]', "'keys.room.quit'", "'PgDn'"),
        ('[keys]\n"room.quit" = "Entr"', "'Entr'", "'Enter'"),
        ('[keys]\n"room.quit" = "gg"', "'gg'", "A letter"),
        ("themes = 3", "'themes'", "[themes.NAME]"),
        ("[themes]\nmine = 3", "'themes.mine'", "[themes.mine]"),
        ("[themes.mine]\nacent = '#fff'", "'themes.mine.acent'", "'accent'"),
        ("[themes.mine]\nbase = 'evning'", "'themes.mine.base'", "'evening'"),
        ("[themes.mine]\nbase = 3", "'themes.mine.base'", "evening"),
        ("[themes.mine]\naccent = '7ab8d4'", "'themes.mine.accent'", "'#7ab8d4'"),
        ("[themes.mine]\naccent = '#7ab8dO'", "'themes.mine.accent'", "'#7ab8d0'"),
        ("[themes.mine]\naccent = 'orang'", "'themes.mine.accent'", "'#e09040'"),
        ("[themes.mine]\naccent = 7", "'themes.mine.accent'", "#7ab8d4"),
        ("[themes.mine]\nbase = 'terminal'\naccent = 'bright blu'", "'themes.mine.accent'", "'bright_blue'"),
        ("[themes.mine]\nbase = 'terminal'\naccent = '#123456'", "'themes.mine.accent'", "default"),
        ("[themes.evening]\naccent = '#fff'", "'evening'", "another name"),
        ("[themes.'My theme']\naccent = '#fff'", "'My theme'", "Small letters"),
        ("theme = 'min'\n[themes.mine]", "'theme'", "'mine'"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_file_key_and_nearest_name(
    text: str, named: str, nearest: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read(text)
    assert "config.toml" in str(caught.value)
    assert named in str(caught.value)
    assert nearest in str(caught.value)
    assert "Did you mean 'rot" not in str(caught.value)


@pytest.mark.parametrize(
    ("start", "named"),
    [
        ("text_width = ", "a number in it"),
        ("theme = 0x", "'theme'"),
        ("themes.mine.accent = 0x", "'themes.mine.accent'"),
        ("themes.mine.base = 0x", "'themes.mine.base'"),
        ("text_width = 0x", "'text_width'"),
    ],
)
def test_a_number_beyond_all_measure_is_an_error_like_any_other(start: str, named: str) -> None:
    with pytest.raises(SettingsError, match=r"config\.toml") as caught:
        read(start + "9" * 10_000)
    assert named in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_bytes(b'theme = "\xff"')
    with pytest.raises(SettingsError, match=r"config\.toml is not UTF-8"):
        load_settings(config)


def test_a_folder_in_place_of_the_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=str(tmp_path)):
        load_settings(tmp_path)


@given(st.text(max_size=60))
def test_no_file_whatsoever_raises_anything_else(text: str) -> None:
    with contextlib.suppress(SettingsError):
        assert isinstance(read(text), Settings)


def test_the_themes_are_those_that_the_room_has() -> None:
    assert [theme.name for theme in themes.THEMES] == list(THEMES)
    assert Settings().theme == THEMES[0]


def test_the_presets_are_those_that_the_room_has() -> None:
    assert set(PRESETS) == set(ROOM_PRESETS)
    assert Settings().preset == PRESETS[0]


def test_the_printed_reference_is_a_file_that_changes_nothing() -> None:
    text = settings_list().removeprefix("```toml\n").removesuffix("\n```")
    assert tomllib.loads(text)["text_width"] == 78
    assert read(text) == Settings()


def test_a_new_file_changes_nothing_nor_do_its_settings_switched_on_nor_what_is_left_without_comments() -> (
    None
):
    text = initial_file()
    assert tomllib.loads(text) == {}
    assert read(text) == Settings()
    switched_on = re.sub(r"^#(?! )", "", text, flags=re.M)
    assert set(tomllib.loads(switched_on)) >= {"theme", "text_width", "keys", "themes", "fields", "cleaning"}
    assert read(switched_on) == Settings()
    bare = re.sub(r"\s*#.*$", "", switched_on, flags=re.M)
    assert "#" not in bare
    assert read(bare) == Settings()


def test_the_examples_in_a_new_file_can_be_taken() -> None:
    """Each paragraph of examples with its comment signs taken away, but for what is prose."""
    is_code = re.compile(r"# (\[|[\w.-]+ = |\"[^\"]+\" = )")
    lines = [line[2:] if is_code.match(line) else line for line in reference().split("\n")]
    settings = read("\n".join(lines))
    assert settings.themes["mine"].colors == BUILT_IN["evening"].colors
    assert settings.keys["room.quit"] == ("q", "ctrl+q")
    assert settings.cleaning.rules[0].source == "ap"
    assert settings.encodings["old archive"] == "koi8-r"
    assert settings.fields["text"] == ("story_text", "story.body")


WORDS = st.text(min_size=1).filter(str.strip)
RULES = st.builds(CleaningRule, name=WORDS, match=WORDS, regex=st.just(False))


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(THEMES),
        text_width=st.integers(20, 200),
        ascii=st.booleans(),
        preset=st.sampled_from(PRESETS),
        keys=st.dictionaries(st.sampled_from(sorted(ACTION_IDS)), st.sampled_from([(), ("q",), (",", "\\")])),
        fields=st.dictionaries(st.sampled_from(FIELD_ROLES), st.tuples(WORDS)),
        encodings=st.dictionaries(st.text(), st.just("cp1258")),
        cleaning=st.builds(CleaningSettings, rules=st.tuples(RULES)),
    )
)
def test_the_values_that_hold_are_printed_as_toml_that_sets_them(settings: Settings) -> None:
    assert read(in_toml(settings)) == settings


def test_themes_are_taken_from_the_file_and_from_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "paper.toml").write_text('base = "morning"\ntext = "#000"\n', "utf-8")
    (tmp_path / "themes" / "read me.txt").write_text("not one", "utf-8")
    config = tmp_path / "config.toml"
    assert load_settings(config).themes["paper"].colors["text"] == "#000"
    config.write_text('theme = "paper"\n[themes.mine]\nbase = "terminal"\nmark = "bright_red"\n', "utf-8")
    settings = load_settings(config)
    assert settings.theme == "paper"
    assert list(settings.themes) == ["paper", "mine"]
    assert settings.themes["mine"].is_terminal
    assert read(in_toml(settings)).themes.keys() == settings.themes.keys()


def test_what_is_wrong_in_a_themes_file_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    mine = tmp_path / "themes" / "mine.toml"
    mine.write_text('acent = "#000"', "utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml: .*'acent'\. Did you mean 'accent'"):
        load_settings(tmp_path / "config.toml")
    mine.write_text('accent = "#000', "utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml is not TOML"):
        load_settings(tmp_path / "config.toml")
    mine.write_text("", "utf-8")
    (tmp_path / "config.toml").write_text("[themes.mine]", "utf-8")
    with pytest.raises(SettingsError, match="file of its own"):
        load_settings(tmp_path / "config.toml")


def test_a_theme_that_is_hard_to_read_is_taken_with_a_remark() -> None:
    settings = read('[themes.mist]\ntext = "#555"\ndim = "#333"')
    assert settings.themes["mist"].colors["text"] == "#555"
    (remark,) = settings.remarks()
    assert "'mist'" in remark
    assert "dim on highlight" in remark
    assert "1.1:1" in remark
    assert Settings().remarks() == read('[themes.x]\nbase = "terminal"').remarks() == []


def test_a_key_for_two_actions_in_one_place_is_told_and_for_two_places_not() -> None:
    told = remarks(read('[keys]\n"article.toggle-read" = "b"'))
    assert any("'b'" in line and "article.toggle-bookmark and article.toggle-read" in line for line in told)
    assert remarks(read("")) == []


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_no_key_twice_in_one_place_and_leaves_every_action_in_reach(preset: str) -> None:
    keys = keymap(preset, {})
    assert conflicts(keys) == []
    for action in ACTIONS:
        assert keys[action.id] or not action.keys, action.id
        assert not any(unknown_key(key) for key in keys[action.id])


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("C-b", "ctrl+b"), ("control+b", "ctrl+b"), ("ctrl+B", "ctrl+b"), ("shift+a", "A"),
        ("PAGEDOWN", "PgDn"),
        ("ctrl-pgdn", "ctrl+PgDn"), (" ", "Space"), ("return", "Enter"), ("backspce", "Backspace"),
    ],
)  # fmt: skip
def test_a_key_by_another_name_is_told_its_own(key: str, meant: str) -> None:
    assert unknown_key(key) == f"Did you mean {meant!r}?"
    assert unknown_key(meant) is None


@pytest.mark.parametrize(
    "key", ["+", "-", ",", "é", "G", "c", "ctrl+a", "ctrl+]", "shift+left", "alt+x", "f12", "Esc"]
)
def test_a_key_there_is_is_taken(key: str) -> None:
    assert unknown_key(key) is None


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("enter", "Enter"), ("ESC", "Esc"), ("escape", "Esc"), ("shift+tab", "shift+Tab"), ("pgdn", "PgDn")],
)
def test_a_key_in_other_letters_is_taken_and_printed_as_everywhere(typed: str, printed: str) -> None:
    assert read(f'[keys]\n"room.zen" = "{typed}"').keys == {"room.zen": (printed,)}


@pytest.mark.parametrize("key", ["gg", "ctrl+", "ctrl+ö", "hyper+x+y", "\x07", ""])
def test_a_key_there_is_not_is_refused(key: str) -> None:
    assert unknown_key(key)


def test_what_is_no_file_of_settings_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "config.toml"
    os.mkfifo(pipe)
    with pytest.raises(SettingsError, match="regular"):
        load_settings(pipe)
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)
    with pytest.raises(SettingsError, match="larger"):
        load_settings(large)


CLEANING = """
[cleaning]
off = ["share buttons", "dateline"]

[[cleaning.rule]]
name = "paywall"
match = "Read on for .1"
regex = true
source = "ap"

[[cleaning.rule]]
name = "teaser"
match = "In brief"
within = true
"""


def test_cleaning_rules_are_taken() -> None:
    settings = read_settings(CLEANING, named="config.toml", rules=RULE_NAMES)
    assert settings.cleaning == CleaningSettings(
        off=("share buttons", "dateline"),
        rules=(
            CleaningRule("paywall", "Read on for .1", regex=True, source="ap"),
            CleaningRule("teaser", "In brief", within=True),
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cleaning = 3", "cleaning"),
        ("[cleaning]\noff = 3", "cleaning.off"),
        ('[cleaning]\noff = ["share button"]', "share buttons"),
        ("[cleaning]\nof = []", "off"),
        ("[cleaning]\nrule = 3", "cleaning.rule"),
        ('[[cleaning.rule]]\nname = "x"', "cleaning.rule.match"),
        ('[[cleaning.rule]]\nname = ""\nmatch = "x"', "cleaning.rule.name"),
        ('[[cleaning.rule]]\nname = "x"\nmatch = "y"\nregexp = true', "regex"),
        ('[[cleaning.rule]]\nname = "x"\nmatch = "("\nregex = true', "missing )"),
        ('[[cleaning.rule]]\nname = "x"\nmatch = "(?=y)"\nregex = true', "cleaning.rule.match"),
        ('[[cleaning.rule]]\nname = "x"\nmatch = "y"\nsource = 3', "cleaning.rule.source"),
        ('[[cleaning.rule]]\nname = "x"\nmatch = "y"\nregex = "yes"', "cleaning.rule.regex"),
    ],
)
def test_a_cleaning_rule_that_cannot_be_taken_is_named(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(text, named="config.toml", rules=RULE_NAMES)
    assert said in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.message.startswith("config.toml")
