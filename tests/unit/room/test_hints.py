"""The foot of a sheet: hints whole, and the way out always there."""

import pytest

from tuireader.room.widgets.hints import Facts, Hints

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


@pytest.mark.parametrize("width", [120, 76, 40, 34, 12])
def test_no_line_ends_between_a_number_and_what_it_counts(width: int) -> None:
    about = "Admiral; Commander of the US Indo-Pacific Command · United States · 1 article · 2 mentions"
    lines = Facts(f"{about}\nas: Paparo", "·").lines(width)
    assert any("1 article" in line for line in lines)
    assert any("2 mentions" in line for line in lines)
    assert lines[-1] == "as: Paparo"
    assert all(len(line) <= width and not line.endswith("·") for line in lines)
    assert "".join(lines).replace(" ", "").replace("·", "") == f"{about}as:Paparo".replace(" ", "").replace(
        "·", ""
    )
