"""The table of countries: complete by ISO 3166-1, and no form for two."""

import re
import subprocess
import sys

import pycountry
import pytest

from tuireader.names.countries import countries, display_name
from tuireader.names.country_forms import matcher
from tuireader.text.fold import squash

NO_MORE = {"SU", "YU", "CS"}
OUTSIDE_OF_ISO = NO_MORE | {"XK"}


def test_every_country_of_iso_3166_is_there() -> None:
    assert set(countries()) - OUTSIDE_OF_ISO == {country.alpha_2 for country in pycountry.countries}


def test_three_letter_codes_are_those_of_iso() -> None:
    ours = {c.code: c.alpha3 for c in countries().values() if c.code not in OUTSIDE_OF_ISO}
    assert ours == {country.alpha_2: country.alpha_3 for country in pycountry.countries}


def test_names_of_iso_are_known_or_shortened_to_a_known_one() -> None:
    """The table prints Vietnam where ISO has Viet Nam: what stands before the comma leads there."""
    known = {squash(form): c.code for c in countries().values() for form in (*c.named_by, *c.search_names)}
    strangers = [
        country.alpha_2
        for country in pycountry.countries
        if known.get(squash(re.split(r"[,(\[]", country.name)[0])) not in (country.alpha_2, None)
    ]
    # "Korea, …", "Congo, …", "Virgin Islands, …", "Saint Martin (…)" say which one after the comma.
    assert set(strangers) <= {"KP", "CG"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("VN", "Vietnam"),
        ("LA", "Laos"),
        ("KR", "South Korea"),
        ("RU", "Russia"),
        ("SY", "Syria"),
        ("TZ", "Tanzania"),
        ("CI", "Ivory Coast"),
        ("TL", "East Timor"),
        ("BO", "Bolivia"),
        ("IR", "Iran"),
        ("TR", "Turkey"),
        ("SU", "Soviet Union"),
    ],
)
def test_names_are_those_of_the_news(code: str, name: str) -> None:
    assert display_name(code) == name


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert display_name("QQ") == "QQ"


def test_no_form_names_two_countries() -> None:
    owners: dict[str, str] = {}
    for country in countries().values():
        for form in (*country.named_by, *country.capitals):
            assert owners.setdefault(form, country.code) == country.code, form


def test_no_search_name_is_another_countrys_name() -> None:
    names = {squash(form): c.code for c in countries().values() for form in c.named_by}
    for country in countries().values():
        for form in country.search_names:
            assert names.get(squash(form), country.code) == country.code, form


def test_no_two_share_a_search_name() -> None:
    owners: dict[str, str] = {}
    for country in countries().values():
        for form in country.search_names:
            assert owners.setdefault(squash(form), country.code) == country.code, form


def test_every_form_is_found_where_it_stands_alone() -> None:
    """The compiled expression leaves none out, and no longer form swallows it."""
    find = matcher().find
    for country in countries().values():
        for form in country.named_by:
            if form == "Vương quốc Anh" or form[0].isupper() or not form[0].isalpha():
                found = find(form)
                assert [(f.start, f.end) for f in found] == [(0, len(form))], form
                assert country.code in found[0].form.codes, form


@pytest.mark.parametrize(
    "form", ["VIETNAM", "SOUTH KOREA", "EL SALVADOR", "SRI LANKAN", "CÔTE D’IVOIRE", "N'DJAMENA", "OMAN"]
)
def test_forms_in_capitals_are_found_whole(form: str) -> None:
    found = matcher().find(f"x {form} x")
    assert [(f.start, f.end) for f in found] == [(2, 2 + len(form))]


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """Importing the room of countries must not cost its start-up: no table, no expression, no rapidfuzz."""
    code = (
        "import sys; from tuireader.names import countries, country_forms, country_table;"
        "assert 'rapidfuzz' not in sys.modules;"
        "assert country_table.countries.cache_info().currsize == 0;"
        "assert country_forms.matcher.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
