"""Where a command keeps things: private, made when needed, and in nobody else's way."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tuireader.cli.doctor import file_system, has_wal_reset_defect
from tuireader.cli.opening import distinct_names
from tuireader.errors import HomeError
from tuireader.paths import private_directory

Tell = Callable[..., tuple[int, str, str]]


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Each umask that a user may come with, for as long as the test runs."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_everything_kept_is_its_owners_alone(home: Path, tmp_path: Path, tell: Tell) -> None:
    article = tmp_path / "news.txt"
    article.write_text("The ferry to Skalvik was late again, its captain said.\n", "utf-8")
    assert tell("add", article)[0] == 0
    assert tell("note", article, "How late?")[0] == 0
    assert tell("bookmark", article)[0] == 0
    kept = [place for place in home.rglob("*") if not place.is_symlink()]
    assert any(place.name == "notebook.db" for place in kept)
    assert any(place.name == "library.db" for place in kept)
    modes = {place: stat.S_IMODE(place.stat().st_mode) for place in kept}
    assert {place: oct(mode) for place, mode in modes.items() if mode & 0o077} == {}


def test_a_directory_that_others_could_look_into_is_closed(tmp_path: Path) -> None:
    place = tmp_path / "data"
    place.mkdir()
    place.chmod(0o755)
    assert stat.S_IMODE(private_directory(place).stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["", "\0"])
def test_a_directory_that_cannot_be_is_an_error_with_a_way_on(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(HomeError, match="XDG"):
        private_directory(tmp_path / "file" / f"data{name}")


def test_sources_only_read_are_left_as_they_were(news: Path, tell: Tell) -> None:
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in news.iterdir()}
    article = news / "ferry.txt"
    on_the_article = (["show", article], ["note", article, "x"], ["bookmark", article])
    for command in (
        ["scan"],
        ["search", "ferry"],
        *on_the_article,
        ["export"],
        ["doctor"],
        ["remove", "news"],
    ):
        assert tell(*command)[0] == 0
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in news.iterdir()} == before


@pytest.mark.parametrize(
    ("sqlite", "has_it"),
    [
        ("3.6.23", False),
        ("3.7.0", True),
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),
        ("3.45.0", True),
        ("3.50.6", True),
        ("3.50.7", False),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.53.0", False),
    ],
)
def test_the_wal_reset_defect_is_known_by_version(sqlite: str, has_it: bool) -> None:
    assert has_wal_reset_defect(sqlite) is has_it


def test_doctor_says_when_others_can_look_in(news: Path, home: Path, tell: Tell) -> None:
    assert tell("doctor")[0] == 0
    place = home / "state" / "tuireader"
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o755)
    code, out, _ = tell("doctor")
    assert code == 2
    assert "! state" in out
    assert "0755" in out
    assert "to do, marked with !" in out


def test_doctor_says_when_a_source_is_gone(tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "away"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry to Skalvik was late again, its captain said.\n", "utf-8")
    assert tell("add", folder)[0] == 0
    (folder / "a.txt").unlink()
    folder.rmdir()
    code, out, _ = tell("doctor")
    assert code == 0
    assert f"Bring{folder}back" in "".join(out.split())  # the line may be broken anywhere
    assert "tuireader remove away" in " ".join(out.split())


def test_doctor_names_a_setting_that_cannot_be_taken(home: Path, tell: Tell) -> None:
    config = home / "config" / "tuireader"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('themee = "morning"\n', "utf-8")
    code, out, _ = tell("doctor")
    assert code == 2
    assert "Did you mean 'theme'?" in out


def test_doctor_goes_on_when_the_notebook_cannot_be_opened(home: Path, tell: Tell) -> None:
    (home / "data").mkdir()
    (home / "data" / "tuireader").write_text("", "utf-8")
    code, out, _ = tell("doctor")
    assert code == 2
    assert "Terminal" in out
    assert str(home / "data" / "tuireader") in out


def test_a_file_system_is_known_where_the_system_tells(tmp_path: Path) -> None:
    if not Path("/proc/self/mounts").exists():
        pytest.skip("this system does not tell")
    assert file_system(Path("/proc/self")) == "proc"
    assert file_system(tmp_path)


def test_paths_of_one_name_are_told_apart() -> None:
    assert distinct_names(["/a/news", "/b/news", "/c/news", "/b/old", "/"]) == [
        "news", "news (2)", "news (3)", "old", "/",
    ]  # fmt: skip


def test_doctor_ends_with_what_is_true(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuireader.cli.doctor.has_wal_reset_defect", lambda sqlite: True)
    code, out, _ = tell("doctor")
    marked = sum(line.startswith("  ? ") for line in out.splitlines())
    assert (code, marked > 0) == (0, True)
    assert out.splitlines()[-1].startswith(f"No problem found; {marked} thing")
    assert "All is well" not in out


@pytest.mark.parametrize(
    "variable", ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"]
)
def test_a_home_that_moves_with_the_working_directory_is_refused(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    monkeypatch.chdir(tmp_path)
    if variable == "HOME":
        for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
            monkeypatch.delenv(f"XDG_{kind}_HOME")
    monkeypatch.setenv(variable, "relative/x")
    code, _, err = tell("sources")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "relative/x" in err
    assert list(tmp_path.iterdir()) == []
