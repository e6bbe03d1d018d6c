"""The foot of a sheet: hints whole, and the way out always there."""

import pytest

from tuireader.room.widgets.hints import Hints

CARD = (
    "Enter goes there   T timeline   m merge   s split   r rename   x hide   c country   / narrow   Esc back"
)


@pytest.mark.parametrize("width", [120, 80, 38, 20, 18])
def test_no_line_ends_between_a_key_and_its_words(width: int) -> None:
    lines = Hints(CARD).lines(width)
    assert "   ".join(lines) == CARD
    assert all(len(line) <= width for line in lines)


def test_where_lines_are_few_the_way_out_stays() -> None:
    two = ["Enter goes there   T timeline", "m merge   s split   Esc back"]
    assert Hints(CARD).lines(30, 2) == two
    assert Hints(CARD).lines(38, 1) == ["Enter goes there   Esc back"]


def test_one_that_is_wider_than_the_line_is_broken_between_words() -> None:
    assert Hints("type to narrow: a name, a path   Esc back").lines(16) == [
        "type to narrow:",
        "a name, a path",
        "Esc back",
    ]
    assert Hints("a name, a path   Esc").lines(10) == ["a name, a", "path   Esc"]
