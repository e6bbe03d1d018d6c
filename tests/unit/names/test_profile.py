"""What many articles say of one person or country."""

from tuireader.names.profile import Profile, Seen, Stated, periods, profile_of_country, profile_of_person
from tuireader.names.same import person_key
from tuireader.names.values import CountryFound, Mention, Names, Person

HERE = (Mention(0, 0, 3),)


def person(name: str, title: str | None = None, country: str | None = None, *forms: str) -> Person:
    return Person(name, (name, *forms), title, country, HERE)


def country(code: str, name: str, *, weak: bool = False) -> CountryFound:
    return CountryFound(code, name, (name,), "weak" if weak else "named", HERE)


ARTICLES = [
    Seen("2021-03-04", Names((person("Ana Lopes", "mayor", "PT", "Lopes"), person("Li Wei")), ())),
    Seen("2023-05", Names((person("Ana Lopes", "minister", "PT"),), (country("PT", "Portugal"),))),
    Seen(None, Names((person("ANA LOPES", "minister"), person("Li Wei")), ())),
    Seen("2023-06-01", Names((person("Li Wei"),), (country("PT", "Portugal"), country("CN", "China")))),
]


def profile() -> Profile:
    return profile_of_person(person_key("Ana Lopes"), ARTICLES)


def test_forms_are_counted_by_article() -> None:
    assert profile().articles == 3
    assert dict(profile().forms) == {"Ana Lopes": 2, "ANA LOPES": 1, "Lopes": 1}


def test_titles_carry_the_first_and_last_date_that_states_them_newest_first() -> None:
    assert profile().titles == (
        Stated("minister", 2, "2023-05", "2023-05"),
        Stated("mayor", 1, "2021-03-04", "2021-03-04"),
    )


def test_who_appears_beside_and_the_countries_of_the_posts() -> None:
    assert profile().people == ((person_key("Li Wei"), "Li Wei", 2),)
    assert profile().countries == (("PT", 2),)


def test_a_country_has_its_people_and_neighbours_weak_ones_left_out() -> None:
    seen = [
        *ARTICLES,
        Seen("2023-07", Names((), (country("PT", "Portugal"), country("FR", "Paris", weak=True)))),
    ]
    found = profile_of_country("PT", seen)
    assert found.articles == 3
    assert found.countries == (("CN", 1),)
    assert {name for _, name, _ in found.people} == {"Ana Lopes", "Li Wei"}


def test_months_while_they_span_three_years_then_years() -> None:
    assert periods([("2023-05", 1), ("2023-06", 2)]) == (("2023-05", 1), ("2023-06", 2))
    assert periods([("2019-01", 1), ("2023-06", 2), ("2023-07", 1)]) == (("2019", 1), ("2023", 3))


def test_undated_articles_are_in_no_period_and_a_year_alone_makes_years() -> None:
    assert periods([("--12-22", 4)]) == ()
    assert periods([("2023", 1), ("2023-06", 2)]) == (("2023", 3),)


def test_nobody_of_the_key_is_an_empty_profile() -> None:
    assert profile_of_person("nobody", ARTICLES) == Profile(0, (), (), (), (), ())
