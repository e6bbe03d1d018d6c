"""How every command begins and ends: a first word, exit codes, one line for an error, no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tuireader import __version__
from tuireader.cli import program
from tuireader.cli.program import COMMANDS, run
from tuireader.errors import TuireaderError
from tuireader.paths import Paths

Process = Callable[..., "subprocess.CompletedProcess[str]"]


def only_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "--version"]])
def test_the_version_is_printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert capsys.readouterr().out == f"tuireader {__version__}\n"


def test_the_help_names_every_command_and_each_has_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    help_text = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n  {name} " in help_text
        assert run([name, "--help"]) == 0
        assert capsys.readouterr().out.startswith(f"Usage: tuireader {name}")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["serach"], "Did you mean `tuireader search`?"),
        (["nothing-like-it"], "`tuireader --help` lists the commands"),
        (["./search.txt"], "No such file or folder: './search.txt'"),
        (["show"], "`tuireader show --help` says how"),
        (["search", "--limit", "none", "x"], "`tuireader search --help` says how"),
        (["search", "--limt", "3"], "--limit"),
        (["--frobnicate"], "`tuireader --help` says how"),
        (["export", "--format", "pdf"], "markdown"),
        (["show", "--json", "--original", "x"], "one of them"),
    ],
)
def test_a_wrong_line_is_told_in_one_line_with_a_way_on(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in only_line(err)


def test_a_path_that_is_there_is_opened_and_needs_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "news.txt"
    article.write_text("The ferry left.", "utf-8")
    assert run([str(article)]) == 2
    assert "needs a terminal" in only_line(capsys.readouterr().err)


def test_a_second_path_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path), str(tmp_path / "gone.txt")]) == 2
    assert "gone.txt" in only_line(capsys.readouterr().err)


def test_without_a_terminal_the_room_says_so_and_makes_nothing(
    home: Path, tuireader_process: Process
) -> None:
    done = tuireader_process()
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in only_line(done.stderr)
    assert list(home.iterdir()) == []


def test_a_mistake_in_the_program_is_one_line_and_a_private_report(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a \x1b]0;title\x07 slip")

    monkeypatch.setattr(program.program, "invoke", broken)
    assert run(["doctor"]) == 2
    line = only_line(capsys.readouterr().err)
    report = next(paths.state.iterdir())
    assert str(report) in line
    assert "\x1b" not in line
    assert report.stat().st_mode & 0o077 == 0
    assert "ZeroDivisionError" in report.read_text("utf-8")
    assert "\x1b" not in report.read_text("utf-8")


def test_an_error_we_know_leaves_with_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TuireaderError("The file\nis torn", "Mend it")

    monkeypatch.setattr(program.program, "invoke", refuse)
    assert run([]) == TuireaderError.exit_code
    assert only_line(capsys.readouterr().err) == "tuireader: The file is torn. Mend it"


def test_an_interruption_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program.program, "invoke", interrupted)
    assert run([]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_is_no_error(process_environment: Mapping[str, str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tuireader", "keys"],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=process_environment,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_under_stdout_is_told(process_environment: Mapping[str, str], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tuireader", "keys"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=process_environment,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_letters_that_the_terminal_does_not_have_are_no_error(tuireader_process: Process) -> None:
    done = tuireader_process("keys", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "article.toggle-bookmark" in done.stdout


@pytest.mark.promise("P25")
@pytest.mark.parametrize("kind", ["a file", "a broken link", "read by nobody"])
@pytest.mark.parametrize("command", [["sources"], ["people"], ["search", "x"], ["notes"], ["show", "abcdef"]])
def test_an_odd_home_is_one_line_that_names_it(
    kind: str, command: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = home / "data"
    if kind == "a file":
        place.write_text("", "utf-8")
    elif kind == "a broken link":
        place.symlink_to(home / "nowhere" / "at" / "all")
    else:
        place.mkdir()
        place.chmod(0)
        if os.access(place, os.W_OK):
            pytest.skip("this user may do everything")
    assert run(command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(place) in only_line(err)


@pytest.mark.promise("P25")
def test_no_home_at_all_is_one_line(tuireader_process: Process) -> None:
    done = tuireader_process("sources", env={"HOME": "/proc/none", "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""})
    assert done.returncode == 2
    assert "/proc/none" in only_line(done.stderr)


def test_keys_show_what_the_user_changed(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    paths.config.mkdir(parents=True)
    paths.settings.write_text('[keys]\n"article.toggle-bookmark" = "ctrl+b"\n', "utf-8")
    assert run(["keys"]) == 0
    line = next(
        line for line in capsys.readouterr().out.splitlines() if line.endswith("article.toggle-bookmark")
    )
    assert "ctrl+b" in line


def test_keys_refuse_a_setting_nobody_knows(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    paths.config.mkdir(parents=True)
    paths.settings.write_text('them = "morning"\n', "utf-8")
    assert run(["keys"]) == 2
    assert "'theme'" in only_line(capsys.readouterr().err)


def test_doctor_in_json_is_one_object_of_checks(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["doctor", "--json"])
    told = json.loads(only_line(capsys.readouterr().out))
    assert code == (0 if told["well"] else 2)
    groups = {check["group"] for check in told["checks"]}
    assert groups == {"Versions", "Directories", "Notebook", "Library", "Terminal"}
    assert all(set(check) == {"group", "name", "state", "value", "advice"} for check in told["checks"])
