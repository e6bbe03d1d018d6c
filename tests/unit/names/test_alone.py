"""Names that say too little to be one person's in two articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.names.alone import is_name_alone


@pytest.mark.parametrize(
    "name",
    [
        *("Johnson", "JOHNSON", "al-Assad", "van Dijk", "Di Lorenzo", "O’Neal", "Judge Farley", "Mr. Smith"),
        *(
            "J. Sato",
            "Sato Jr.",
            "Prince Ali",
            "Sheikh Hamad",
            "King Abdullah",
            "Xi",
            "Nguyen",
            "U",
            "Jong-un",
            "Brenn-Holt",
        ),
    ],
)
def test_a_surname_or_given_name_is_alone_whatever_stands_before_it(name: str) -> None:
    assert is_name_alone(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Boris Johnson", "Xi Jinping", "Bashar al-Assad", "Nguyen Van Anh", "Ada Brenn Jr."),
        *(
            "J.K. Rowling",
            "J. K. Rowling",
            "King Harald",
            "Pope Leo XIV",
            "Charles III",
            "Pelé",
            "Neymar Jr.",
        ),
    ],
)
def test_a_whole_name_is_not_nor_a_throne_nor_who_is_known_by_one(name: str) -> None:
    assert not is_name_alone(name)


@given(st.text(max_size=30))
def test_of_any_text_it_can_be_told(name: str) -> None:
    assert isinstance(is_name_alone(name), bool)
