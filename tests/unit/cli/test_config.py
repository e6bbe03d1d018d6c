"""`tuireader config`: where the settings are, what holds, a new file of them, whether it can be taken."""

import tomllib
from collections.abc import Callable

import pytest

from tuireader.paths import Paths
from tuireader.settings import Settings, load_settings, read_settings
from tuireader.settings.writing import initial_file

Tell = Callable[..., tuple[int, str, str]]


def write(paths: Paths, text: str) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(text, "utf-8")


def test_it_says_where_the_file_is_and_what_holds(tell: Tell, paths: Paths) -> None:
    code, out, err = tell("config")
    assert code == 0
    assert f"{paths.settings} (not there yet: `tuireader config --init` makes it)" in err
    assert read_settings(out, named="stdout") == Settings()
    write(paths, "text_width = 60\n[keys]\n'room.zen' = []\n")
    code, out, err = tell("config")
    assert code == 0
    assert err == f"{paths.settings}\n"
    assert tomllib.loads(out)["keys"] == {"preset": "default", "room.zen": []}
    assert read_settings(out, named="stdout") == load_settings(paths.settings)


def test_a_new_file_is_made_for_its_owner_alone_and_never_over_another(tell: Tell, paths: Paths) -> None:
    assert tell("config", "--init")[0] == 0
    assert paths.settings.read_text("utf-8") == initial_file()
    assert paths.settings.stat().st_mode & 0o777 == 0o600
    assert paths.settings.parent.stat().st_mode & 0o777 == 0o700
    write(paths, "text_width = 60\n")
    code, out, err = tell("config", "--init")
    assert (code, out) == (2, "")
    assert f"{paths.settings} is there already" in err
    assert paths.settings.read_text("utf-8") == "text_width = 60\n"
    assert list(paths.settings.parent.iterdir()) == [paths.settings]


def test_a_link_to_nowhere_is_a_file_that_is_there(tell: Tell, paths: Paths) -> None:
    paths.settings.parent.mkdir(parents=True)
    paths.settings.symlink_to("elsewhere.toml")
    assert tell("config", "--init")[0] == 2
    assert not (paths.settings.parent / "elsewhere.toml").exists()


@pytest.mark.parametrize(
    ("text", "code", "out", "err"),
    [
        ("", 0, "can be taken", ""),
        ("[themes.mist]\ntext = '#333'", 0, "can be taken", "'mist' is hard to read"),
        ("[keys]\n'room.help' = 'b'", 0, "can be taken", "The key 'b' means"),
        ("theme = 'mornin'", 2, "", "Did you mean 'morning'?"),
        ("[keys]\n'room.hlp' = 'b'", 2, "", "Did you mean 'room.help'?"),
        ("[cleaning]\noff = ['datline']", 2, "", "Did you mean 'dateline'?"),
    ],
)
def test_a_check_says_whether_it_can_be_taken_and_what_is_odd(
    tell: Tell, paths: Paths, text: str, code: int, out: str, err: str
) -> None:
    write(paths, text)
    told = tell("config", "--check")
    assert told[0] == code
    assert out in told[1]
    assert err in told[2]
    assert bool(told[2]) == bool(err)


def test_a_check_of_no_file_says_so(tell: Tell) -> None:
    code, out, err = tell("config", "--check")
    assert (code, err) == (0, "")
    assert "not there" in out
    assert tell("config", "--check", "--init")[0] == 2


def test_the_keys_of_a_preset_are_listed_whatever_is_set(tell: Tell, paths: Paths) -> None:
    write(paths, "[keys]\n'move.page-down' = 'F'")
    assert "ctrl+f Space PgDn" in tell("keys", "--preset", "vim")[1]
    assert "b ctrl+b PgUp" in tell("keys", "--preset", "less")[1]
    assert "  F  " in tell("keys")[1]
