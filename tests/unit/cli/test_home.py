"""Where a command keeps things: private, made when needed, and in nobody else's way."""

import errno
import json
import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tuireader.cli.doctor import file_system, has_html_defects, has_wal_reset_defect
from tuireader.cli.opening import distinct_names
from tuireader.errors import HomeError
from tuireader.library import schema
from tuireader.paths import private_directory

Tell = Callable[..., tuple[int, str, str]]


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Each umask that a user may come with, for as long as the test runs."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.promise("P11")
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


def test_a_directory_mounted_read_only_is_taken_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    said = errno.EROFS

    def refuse(path: Path, mode: int) -> None:
        raise OSError(said, os.strerror(said))

    monkeypatch.setattr(Path, "chmod", refuse)
    assert private_directory(tmp_path / "open") == tmp_path / "open"
    said = errno.EPERM
    with pytest.raises(HomeError):
        private_directory(tmp_path / "open")


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


@pytest.mark.promise("P34")
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


@pytest.mark.promise("P34")
@pytest.mark.parametrize(
    ("python", "has_them"),
    [((3, 11, 9), True), ((3, 13, 14), True), ((3, 13, 15), False), ((3, 14, 6), True), ((3, 14, 7), False)],
)
def test_pythons_with_known_defects_are_known_by_version(python: tuple[int, ...], has_them: bool) -> None:
    assert has_html_defects(python) is has_them


def checks(tell: Tell) -> dict[str, dict[str, str]]:
    """What `doctor --json` says, by group and name."""
    told = json.loads(tell("doctor", "--json")[1])
    assert told["well"] == all(check["state"] != "bad" for check in told["checks"])
    return {f"{check['group']}/{check['name']}": check for check in told["checks"]}


@pytest.mark.promise("P34")
def test_doctor_looks_at_all_that_is_promised(news: Path, tell: Tell) -> None:
    tell("note", news / "ferry.txt", "Who builds it?")
    tell("backup")
    tell("note", news / "ferry.txt", "and when?")
    found = checks(tell)
    assert {
        "Versions/Python", "Versions/SQLite", "Directories/data", "Directories/cache", "Notebook/integrity",
        "Notebook/notes", "Notebook/privacy", "Notebook/backups", "Library/index", "Terminal/TERM",
        "Terminal/clipboard",
    } <= set(found)  # fmt: skip
    assert found["Notebook/notes"]["value"] == "2 notes, 0 bookmarks"
    assert "1 change ago" in found["Notebook/backups"]["value"]
    assert found["Library/index"]["state"] == "ok"
    assert all(check["advice"] for check in found.values() if check["state"] == "bad")


@pytest.mark.promise("P34")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_doctor_warns_of_a_file_system_over_the_network(
    kind: str, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell("sources")
    monkeypatch.setattr("tuireader.cli.doctor.file_system", lambda place: kind)
    found = checks(tell)
    for name in ("data", "cache"):
        assert found[f"Directories/{name}"]["state"] == "note"
        assert kind in found[f"Directories/{name}"]["value"]
        assert found[f"Directories/{name}"]["advice"]


def test_doctor_warns_before_the_disk_is_full(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    tell("sources")
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=5_000_000))
    assert checks(tell)["Directories/data"]["state"] == "bad"
    assert tell("doctor")[0] == 2


@pytest.mark.promise("P34")
def test_doctor_tells_a_note_that_the_disk_has_changed(news: Path, home: Path, tell: Tell) -> None:
    code, out, _ = tell("note", news / "ferry.txt", "Who builds the ferry?")
    path = home / "data" / "tuireader" / "notebook.db"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Who builds the ferry?", b"Who builds the berry?"))
    code_after, told, _ = tell("doctor")
    assert (code, code_after) == (0, 2)
    assert "damaged" in told
    assert out.strip() in told
    assert "damaged on disk" in tell("notes")[1]


def test_doctor_tells_a_damaged_index_and_how_it_is_mended(
    news: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsound(db: object) -> None:
        raise schema.Unsound("row 7 is missing from an index")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "require_sound", unsound)
        code, out, _ = tell("doctor")
    assert code == 2
    assert "row 7 is missing" in out
    assert "tuireader scan" in " ".join(out.split())
    assert tell("doctor")[0] == 0


@pytest.mark.promise("P25")
@pytest.mark.parametrize("home_is", ["unset", "empty"])
@pytest.mark.parametrize("command", [["notes"], ["backup"], ["doctor"], ["restore", "x.db"]])
def test_without_any_home_it_says_so_in_one_line(
    home_is: str, command: list[str], tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(uid: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME")
    if home_is == "empty":
        monkeypatch.setenv("HOME", "")
    else:
        monkeypatch.delenv("HOME")
    monkeypatch.chdir(tmp_path)
    code, out, err = tell(*command)
    assert code == 2
    if command != ["doctor"]:
        assert (out, len(err.splitlines())) == ("", 1)
    assert "Set HOME" in " ".join((out + err).split())
    assert list(tmp_path.iterdir()) == []


def odd_data(kind: str, place: Path) -> None:
    place.parent.mkdir(parents=True)
    if kind == "a file":
        place.write_text("", "utf-8")
    elif kind == "a broken link":
        place.symlink_to(place.parent / "nowhere" / "else")
    elif kind == "a link in a circle":
        place.symlink_to(place)
    else:
        place.mkdir()
        (place / "notebook.db").symlink_to(place / "nowhere")


@pytest.mark.promise("P25")
@pytest.mark.parametrize(
    "kind", ["a file", "a broken link", "a link in a circle", "a notebook that is a broken link"]
)
def test_an_odd_data_directory_is_one_line_and_no_traceback(
    kind: str, home: Path, tuireader_process: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    place = home / "data" / "tuireader"
    odd_data(kind, place)
    for command in (["notes"], ["bookmark", "abcd"], ["export"], ["backup"], ["restore", "x.db"]):
        answer = tuireader_process(*command)
        assert (answer.returncode, answer.stdout, len(answer.stderr.splitlines())) == (2, "", 1), (
            answer.stderr
        )
        assert str(place) in answer.stderr or "x.db" in answer.stderr


@pytest.mark.promise("P25")
def test_a_home_whose_name_is_no_utf_8_keeps_notes(
    tmp_path: Path, tuireader_process: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    odd = str(tmp_path / os.fsdecode(b"h\xff\xfe"))
    environment = {f"XDG_{kind}_HOME": f"{odd}/{kind}" for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    file = tmp_path / "news.txt"
    file.write_text("The ferry to Skalvik was late again, its captain said.\n", "utf-8")
    assert tuireader_process("add", file, env=environment).returncode == 0
    made = tuireader_process("note", file, "How late?", env=environment)
    assert made.returncode == 0, made.stderr
    listed = tuireader_process("notes", "--json", env=environment)
    assert json.loads(listed.stdout)["id"] == made.stdout.strip()
    assert tuireader_process("backup", env=environment).returncode == 0


@pytest.mark.promise("P25")
def test_read_only_data_are_read_with_a_word_and_never_written(
    news: Path, home: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell("note", news / "ferry.txt", "Who builds it?")
    data = home / "data" / "tuireader"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    really = os.access
    # Root may write anywhere; what the check says to others is said to root here.
    monkeypatch.setattr(
        "tuireader.notebook.opening.os.access",
        lambda path, mode: not (mode & os.W_OK and str(path).startswith(str(data))) and really(path, mode),
    )
    code, out, err = tell("notes")
    assert code == 0
    assert "Who builds it?" in out
    assert "may not be written" in err
    code, _, err = tell("note", news / "ferry.txt", "more")
    assert code == 2
    assert "Nothing was saved" in err
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
