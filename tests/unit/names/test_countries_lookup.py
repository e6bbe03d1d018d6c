"""Countries by what somebody types."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.names import country_index
from tuireader.names.countries import countries, countries_like, country_named, did_you_mean
from tuireader.names.country_table import data_text


def test_the_names_ready_made_are_those_of_the_table() -> None:
    """After a change of the table: `python -m tuireader.names.country_index`."""
    assert data_text(country_index.FILE) == country_index.made_of(countries())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Vietnam", "VN"),
        ("viet nam", "VN"),
        ("VIETNAM", "VN"),
        ("việt nam", "VN"),
        ("Vietnamese", "VN"),
        ("vn", "VN"),
        ("VNM", "VN"),
        ("uk", "GB"),
        ("UK", "GB"),
        ("gb", "GB"),
        ("u.k.", "GB"),
        ("Great Britain", "GB"),
        ("england", "GB"),
        ("British", "GB"),
        ("us", "US"),
        ("USA", "US"),
        ("u.s.", "US"),
        ("America", "US"),
        ("the united states", "US"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("cote divoire", "CI"),
        ("Burma", "MM"),
        ("Holland", "NL"),
        ("Czechia", "CZ"),
        ("czech republic", "CZ"),
        ("Persia", "IR"),
        ("Ceylon", "LK"),
        ("Siam", "TH"),
        ("Zaire", "CD"),
        ("Swaziland", "SZ"),
        ("Phillipines", "PH"),
        ("Cambodja", "KH"),
        ("Indonisia", "ID"),
        ("Kazakstan", "KZ"),
        ("Columbia", "CO"),
        ("Isreal", "IL"),
        ("south korea", "KR"),
        ("southkorea", "KR"),
        ("ROK", "KR"),
        ("korea", "KR"),
        ("dprk", "KP"),
        ("prc", "CN"),
        ("png", "PG"),
        ("south sudan", "SS"),
        ("sudan", "SD"),
        ("congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Deutschland", "DE"),
        ("ussr", "SU"),
        ("the netherlands", "NL"),
        ("The Gambia", "GM"),
        ("türkiye", "TR"),
        ("drc", "CD"),
        ("uae", "AE"),
        ("Heard Island", "HM"),
    ],
)
def test_a_country_is_named_by_any_of_its_names(typed: str, code: str) -> None:
    country = country_named(typed)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("typed", ["", " ", "-", "macron", "xi", "defence", "the", "hanoi", "qq", "vietnamm"])
def test_other_words_name_no_country(typed: str) -> None:
    assert country_named(typed) is None


@pytest.mark.parametrize(
    "typed", ["in", "it", "no", "is", "be", "to", "so", "my", "am", "de", "la", "per", "can", "and"]
)
def test_words_are_no_codes_when_codes_are_not_asked_for(typed: str) -> None:
    assert country_named(typed, codes=False) is None


def test_abbreviations_of_the_news_are_no_mere_codes() -> None:
    assert [c.code for t in ("us", "uk", "uae", "usa") if (c := country_named(t, codes=False))] == [
        "US",
        "GB",
        "AE",
        "US",
    ]


@pytest.mark.parametrize(
    "typed",
    ["us", "mali", "oman", "chad", "niger", "georgia", "jordan", "turkey", "iran", "iraq", "sudan", "guinea"],
)
def test_a_whole_name_brings_no_other_country(typed: str) -> None:
    assert len(countries_like(typed)) == 1


@pytest.mark.parametrize(
    "typed", ["xi", "macorn", "paparo", "chien", "expo", "defence", "peace", "minister", "a", ""]
)
def test_words_of_the_news_bring_no_country(typed: str) -> None:
    assert countries_like(typed) == []


@pytest.mark.parametrize("country", countries().values(), ids=lambda country: country.code)
def test_every_country_is_met_by_its_own_name_alone(country) -> None:  # type: ignore[no-untyped-def]
    assert [(c.code, how) for c, how in countries_like(country.name)] == [(country.code, "exact")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vietnam", [("VN", "exact")]),
        ("viet nam", [("VN", "exact")]),
        ("burma", [("MM", "alias")]),
        ("french", [("FR", "alias")]),
        ("fran", [("FR", "prefix")]),
        ("new z", [("NZ", "prefix")]),
        ("south k", [("KR", "prefix")]),
        ("nige", [("NE", "prefix"), ("NG", "prefix")]),
        ("arabia", [("SA", "prefix")]),
        ("vietnma", [("VN", "fuzzy")]),
        ("south korae", [("KR", "fuzzy")]),
        ("brazl", [("BR", "fuzzy")]),
        ("germnay", [("DE", "fuzzy")]),
        ("unted states", [("US", "fuzzy")]),
        ("egpyt", [("EG", "fuzzy")]),
        ("irna", [("IR", "fuzzy")]),
    ],
)
def test_what_typed_words_could_mean(typed: str, expected: list[tuple[str, str]]) -> None:
    assert [(country.code, how) for country, how in countries_like(typed)] == expected


def test_the_main_names_come_before_the_others_of_those_that_begin_so() -> None:
    assert [c.code for c, _ in countries_like("guine")][:2] == ["GN", "GW"]


@pytest.mark.parametrize(
    ("typed", "meant", "never"),
    [
        ("austrlia", "AU", "AT"),
        ("astralia", "AU", "AT"),
        ("austira", "AT", "AU"),
        ("slovena", "SI", "SK"),
        ("zambai", "ZM", "GM"),
        ("nigera", "NG", "NE"),
        ("icleand", "IS", "IE"),
        ("dominca", "DM", "DO"),
    ],
)
def test_a_slip_leads_to_the_nearer_of_two_look_alikes(typed: str, meant: str, never: str) -> None:
    found = [country.code for country, _ in countries_like(typed)]
    assert found[0] == meant
    assert never not in found


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("iran", ["IQ"]),
        ("Iraqi", ["IR"]),
        ("austria", ["AU"]),
        ("niger", ["NG"]),
        ("slovakia", ["SI"]),
        ("dominica", ["DO"]),
        ("sudan", ["SS"]),
        ("congo", ["CG"]),
        ("austrlia", ["AT"]),
        ("vietnam", []),
        ("fran", []),
        ("macron", []),
        ("", []),
    ],
)
def test_look_alikes_are_offered_apart(typed: str, offered: list[str]) -> None:
    assert [country.code for country in did_you_mean(typed)] == offered


LONG_NAMES = sorted(
    c.name for c in countries().values() if len(c.name) >= 7 and c.name.isalpha() and c.name.isascii()
)


@given(st.sampled_from(LONG_NAMES), st.data())
def test_two_letters_swapped_inside_a_long_name_are_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    country = country_named(name)
    found = countries_like(typed)
    if country_named(typed, codes=False) is None and all(how == "fuzzy" for _, how in found):
        assert country in [c for c, _ in found]


@given(st.text(max_size=24))
def test_anything_typed_is_answered(typed: str) -> None:
    found = countries_like(typed)
    assert len({c.code for c, _ in found}) == len(found)
    order = ["exact", "alias", "prefix", "fuzzy"]
    assert all(order.index(a[1]) <= order.index(b[1]) for a, b in pairwise(found))
    did_you_mean(typed)
