"""Cell width, clipping and wrapping."""

import subprocess
import sys

import pytest

from tuireader.text.width import cell_width, clip
from tuireader.text.wrap import wrap


def lines_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("Hanoi", 5), ("Hà Nội", 6), ("Ha\u0300", 2), ("世界", 4), ("👩\u200d🚀", 2), ("“…” — x", 7)],
)
def test_cell_width(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "clipped"),
    [
        ("Hanoi", 5, "Hanoi"),
        ("Hanoi news", 7, "Hanoi…"),
        ("世界世界", 5, "世界…"),
        ("世界世界", 4, "世…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("Hanoi", 1, "…"),
        ("Hanoi", 0, ""),
    ],
)
def test_clip_fits_and_cuts_between_clusters(text: str, cells: int, clipped: str) -> None:
    assert clip(text, cells) == clipped


def test_clip_without_room_for_the_ellipsis_cuts_plainly() -> None:
    assert clip("Hanoi", 2, "...") == "Ha"


def test_lines_break_at_spaces() -> None:
    assert lines_of("the expo opened in Hanoi", 10) == ["the expo", "opened in", "Hanoi"]


def test_a_word_that_does_not_fit_breaks_after_its_hyphen() -> None:
    assert lines_of("the Vietnam-Russia pact", 14) == ["the Vietnam-", "Russia pact"]


def test_numbers_do_not_break_at_hyphens() -> None:
    assert lines_of("on December 19-22", 14) == ["on December", "19-22"]


def test_slashes_break_only_words_wider_than_the_line() -> None:
    assert lines_of("see Resolution 22-NQ/TW", 18) == ["see Resolution", "22-NQ/TW"]
    assert lines_of("https://example.org/a/b", 12) == ["https://", "example.org/", "a/b"]


def test_an_endless_word_is_cut_hard() -> None:
    assert lines_of("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_text_without_spaces_breaks_between_characters_but_not_before_a_stop() -> None:
    assert lines_of("我们在北京。", 10) == ["我们在北", "京。"]


def test_line_feeds_end_lines_and_empty_lines_stay() -> None:
    assert lines_of("a b\n\nc", 10) == ["a b", "", "c"]


def test_nothing_is_one_empty_line() -> None:
    assert wrap("", 10) == [(0, 0)]


def test_another_measure_can_be_handed_in() -> None:
    assert [s for s, _ in wrap("aa bb", 6, measure=lambda text: 2 * len(text))] == [0, 3]


def test_importing_text_does_not_load_the_width_tables() -> None:
    code = "import sys, tuireader.text.wrap, tuireader.text.width; sys.exit('wcwidth' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
