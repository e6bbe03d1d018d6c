"""The five seeds: exactly the countries they name, with and without the weak ones, in every form."""

from pathlib import Path

import pytest

from tuireader.articles.article import Block
from tuireader.names.countries import find_countries

SEEDS = Path(__file__).parents[3] / "seeds"

EXPECTED = {
    "000": {"VN": {"Vietnam", "Vietnamese"}},
    "001": {
        "VN": {"Vietnam", "Vietnamese"},
        "CA": {"Canadian"},
        "FR": {"French", "France"},
        "GB": {"UK"},
        "RU": {"Russia", "Russian"},
    },
    "002": {"US": {"US"}, "VN": {"Vietnam", "Vietnamese"}, "FR": {"French", "France"}},
    "003": {"VN": {"Vietnam"}, "SS": {"South Sudan"}},
    "004": {
        "VN": {"Vietnam", "Vietnamese"},
        "CN": {"Chinese"},
        "SS": {"South Sudan"},
        "CF": {"Central African Republic"},
    },
}


@pytest.mark.parametrize("number", EXPECTED)
def test_a_seed_names_exactly_its_countries(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    blocks = [Block("paragraph", line) for line in path.read_text("utf-8").splitlines()]
    found = find_countries(blocks, place="Hanoi" if number == "000" else None, masked=())
    assert {country.code: set(country.forms) for country in found} == EXPECTED[number]


def test_canada_stands_only_in_its_navys_name() -> None:
    (path,) = SEEDS.glob("001_*.txt")
    found = find_countries(
        [Block("paragraph", path.read_text("utf-8").replace("\n", " "))], place=None, masked=()
    )
    assert {country.code: country.evidence for country in found}["CA"] == "organisation"
    assert {country.evidence for country in found if country.code != "CA"} == {"named"}
