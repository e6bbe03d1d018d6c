"""What many articles say of one person."""

from tuireader.names.profile import Profile, Seen, Stated, periods, profile_of_person
from tuireader.names.same import person_key
from tuireader.names.values import Mention, Names, Person

HERE = (Mention(0, 0, 3),)


def person(name: str, title: str | None = None, country: str | None = None, *forms: str) -> Person:
    return Person(name, (name, *forms), title, country, HERE)


ARTICLES = [
    Seen("2021-03-04", Names((person("Ana Lopes", "mayor", "PT", "Lopes"), person("Li Wei")), ())),
    Seen("2023-05", Names((person("Ana Lopes", "minister", "PT"),), ())),
    Seen(None, Names((person("ANA LOPES", "minister"), person("Li Wei")), ())),
    Seen("2023-06-01", Names((person("Li Wei"),), ())),
]


def profile() -> Profile:
    return profile_of_person(person_key("Ana Lopes"), ARTICLES)


def test_forms_are_counted_by_article() -> None:
    assert dict(profile().forms) == {"Ana Lopes": 2, "ANA LOPES": 1, "Lopes": 1}


def test_titles_carry_the_first_and_last_date_that_states_them_newest_first() -> None:
    assert profile().titles == (
        Stated("minister", 2, "2023-05", "2023-05"),
        Stated("mayor", 1, "2021-03-04", "2021-03-04"),
    )


def test_the_countries_of_the_posts_are_counted_by_article() -> None:
    assert profile().countries == (("PT", 2),)


def test_months_while_they_span_three_years_then_years() -> None:
    assert periods([("2023-05", 1), ("2023-06", 2)]) == (("2023-05", 1), ("2023-06", 2))
    assert periods([("2019-01", 1), ("2023-06", 2), ("2023-07", 1)]) == (("2019", 1), ("2023", 3))


def test_undated_articles_are_in_no_period_and_a_year_alone_makes_years() -> None:
    assert periods([("--12-22", 4)]) == ()
    assert periods([("2023", 1), ("2023-06", 2)]) == (("2023", 3),)


def test_nobody_of_the_key_is_an_empty_profile() -> None:
    assert profile_of_person("nobody", ARTICLES) == Profile((), (), ())
