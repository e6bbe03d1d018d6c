"""What the commands print is safe for terminals and whole for programs."""

import io
import json
import re
import stat
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader.cli import output
from tuireader.text.width import cell_width

HOSTILE = "\x1b]52;c;cm0=\x07 \x9b31m red \u202e bidi \x00 end\ud83d"
ACTS_ON_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def test_printed_text_cannot_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.say(HOSTILE)
    output.complain(HOSTILE)
    output.remark(HOSTILE)
    out, err = capsys.readouterr()
    assert "red" in out
    assert not ACTS_ON_A_TERMINAL.search(out.replace("\n", ""))
    assert not ACTS_ON_A_TERMINAL.search(err.replace("\n", ""))


@given(st.text())
def test_an_error_is_always_one_line(text: str) -> None:
    caught = io.StringIO()
    real, sys.stderr = sys.stderr, caught
    try:
        output.complain(text)
    finally:
        sys.stderr = real
    assert caught.getvalue().count("\n") == 1
    assert len(caught.getvalue().splitlines()) == 1


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters()) | st.integers() | st.none()))
def test_json_is_one_line_that_reads_back_and_acts_on_nothing(value: dict[str, object]) -> None:
    line = output.json_line(value)
    assert json.loads(line) == value
    assert not ACTS_ON_A_TERMINAL.search(line)
    assert len(line.splitlines()) == 1
    line.encode("utf-8")


def test_json_keeps_readable_letters_as_they_are() -> None:
    assert output.json_line({"name": "Phùng Sĩ Tấn 🙂"}) == '{"name": "Phùng Sĩ Tấn 🙂"}'


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), min_size=1, max_size=6))
@example([("", "\U000113b8"), ("", "")])
@example([("\u0301", "a"), ("b", "\u0301")])
def test_columns_stand_under_each_other_in_any_script(rows: list[tuple[str, str]]) -> None:
    lines = output.table([(first, second, "here") for first, second in rows], right=(1,))
    assert len({cell_width(line) for line in lines}) == 1
    assert all(line.endswith("  here") for line in lines)


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2024-12-22", "22 Dec 2024"),
        ("2024-12", "Dec 2024"),
        ("2024", "2024"),
        ("--12-22", "22 Dec"),
        ("2024-02-03T10:11:12Z", "3 Feb 2024"),
        (None, ""),
        ("", ""),
        ("sometime", "sometime"),
    ],
)
def test_dates_are_said_as_people_write_them(date: str | None, read: str) -> None:
    assert output.readable_date(date) == read


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400), st.integers(20, 120))
def test_wrapped_lines_fit_and_hold_every_word(text: str, width: int) -> None:
    lines = output.wrapped(text, indent="  ", width=width).split("\n")
    assert all(cell_width(line) <= width for line in lines)
    kept = [c for c in text if not c.isspace() and not unicodedata.category(c).startswith("Z")]
    assert [c for c in "".join(lines) if not c.isspace()] == kept


def writing(text: str) -> Callable[[TextIO], None]:
    def write(stream: TextIO) -> None:
        stream.write(text)

    return write


class TestWrittenWhole:
    def test_the_file_is_private_and_complete(self, tmp_path: Path) -> None:
        target = tmp_path / "notes.md"
        output.written_whole(str(target), writing("one\n"))
        assert target.read_text("utf-8") == "one\n"
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    def test_what_stood_there_stays_when_writing_fails(self, tmp_path: Path) -> None:
        target = tmp_path / "notes.md"
        target.write_text("old", "utf-8")

        def fail(stream: TextIO) -> None:
            stream.write("half")
            raise OSError(28, "No space left on device")

        with pytest.raises(OSError, match="No space"):
            output.written_whole(str(target), fail)
        assert target.read_text("utf-8") == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]

    def test_a_link_is_written_through(self, tmp_path: Path) -> None:
        real, link = tmp_path / "real.md", tmp_path / "link.md"
        real.write_text("old", "utf-8")
        link.symlink_to(real)
        output.written_whole(str(link), writing("new"))
        assert link.is_symlink()
        assert real.read_text("utf-8") == "new"

    def test_a_device_stays_a_device(self) -> None:
        output.written_whole("/dev/null", writing("gone"))
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


class TestProgressLine:
    def test_nothing_is_drawn_where_stderr_is_no_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        with output.ProgressLine() as line:
            line.show("seeds", "1 of 5", 0.2)
        assert capsys.readouterr().err == ""

    def test_on_a_terminal_it_is_drawn_and_taken_away_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = io.StringIO()
        monkeypatch.setattr(screen, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stderr", screen)
        with output.ProgressLine() as line:
            line.show("se\x1b[2Jeds", "1 of 4", 0.25)
        assert "seeds  ██████░░" in screen.getvalue()
        assert "1 of 4" in screen.getvalue()
        assert "\x1b[2J" not in screen.getvalue()
        assert screen.getvalue().endswith("\r\x1b[K")
