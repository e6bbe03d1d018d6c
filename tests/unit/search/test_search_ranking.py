"""Order: exact before beginnings before running text before typos, and who an article is about."""

import pytest

from tuireader.search import engine, ranking, tiers

TEXTS = {
    "headline": "date 2024-01-01\n\nVelmora harbour reopens\n\nThe harbour reopened after the "
    "storm, the council said.\n",
    "body": "date 2024-02-01\n\nWeather report\n\nIt rained all day. Nobody went to Velmora for "
    "the market.\n",
    "longer": "date 2024-03-01\n\nVelmorans wait for the ferry\n\nThe ferry was late again on "
    "Sunday morning.\n",
    "typo": "date 2024-04-01\n\nThe mill at Velmira\n\nA mill grinds rye there all winter long.\n",
}


def test_tiers_stand_in_order_whatever_the_dates(desk_of) -> None:
    desk = desk_of(TEXTS)
    answer = desk.searcher.run("velmora")
    assert desk.names(answer)[:3] == ["headline", "longer", "body"]
    assert [tier.start for tier in answer.tiers] == list(range(len(answer.tiers)))
    assert [tier.words for tier in answer.tiers][:3] == [
        "person, country or headline",
        "prefix",
        "in the text",
    ]
    assert "typo" not in desk.names(answer)


def test_typos_are_forgiven_where_nothing_is_spelt_so(desk_of) -> None:
    desk = desk_of(TEXTS)
    assert desk.find("velmiar") == ["typo"]
    assert desk.find("'velmiar") == []
    assert set(desk.find("velmorra")) >= {"headline", "body"}


def test_a_spelling_is_not_driven_out_by_newer_articles_on_another(desk_of, monkeypatch) -> None:
    for module in (ranking, tiers):
        monkeypatch.setattr(module, "LOOKED_AT", 3)
    monkeypatch.setattr(engine, "_WINDOW", 3)
    text = "date {}\n\n{} wins\n\n{} won the race on Sunday, the club said. Nobody was hurt.\n"
    texts = {f"new{day}": text.format(f"2024-02-0{day}", "Flore", "Flore Duval") for day in range(1, 7)}
    desk = desk_of({**texts, "old": text.format("2023-01-01", "Elmore", "Pat Elmore")})
    shown = desk.names(desk.searcher.search("elore"))
    assert set(shown[:2]) == {"new6", "old"}
    assert desk.find("elore")[:2] == shown[:2]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mil", True),
        ("mlil", True),
        ("mlll", True),
        ("rie", False),
        ("wnter", True),
        ("wnxer", False),
        ("grnds", True),
    ],
)
def test_edits_grow_with_the_length_of_the_word(desk_of, typed, found) -> None:
    assert ("typo" in desk_of(TEXTS).find(typed)) is found


def test_newer_first_among_equals_and_the_more_about_it_before(desk_of) -> None:
    desk = desk_of(
        {
            "aside": "date 2024-05-01\n\nThe budget\n\nCouncillors met. Later, Minister Una "
            "Hartley left the room.\n",
            "about": "date 2024-01-01\n\nUna Hartley opens the mill\n\nMinister Una Hartley "
            "opened it. Hartley spoke. "
            "Hartley then left.\n",
            "older": "date 2023-01-01\n\nThe plan\n\nCouncillors met. Later, Minister Una Hartley "
            "left the hall.\n",
        }
    )
    assert desk.find("hartley") == ["about", "aside", "older"]
    assert desk.find("hartley sort:date") == ["aside", "about", "older"]
    assert desk.find("hartley sort:oldest") == ["older", "about", "aside"]


@pytest.mark.parametrize(
    ("typed", "sort", "expected"),
    [
        ("ship", "oldest", ["first", "second", "third"]),
        ("ship", "date", ["third", "second", "first"]),
        ("ship", None, ["second", "third", "first"]),
        ("ship", "relevance", ["second", "third", "first"]),
        ("ship sort:relevance", "oldest", ["second", "third", "first"]),
        ("ship sort:date", "oldest", ["third", "second", "first"]),
        ("sort:oldest", "date", ["first", "second", "third"]),
        ("", "oldest", ["first", "second", "third"]),
        ('"old sh', "oldest", ["first", "third"]),
        ('person:"una h', "oldest", ["first", "second"]),
        ("date:2024", "oldest", ["first", "second", "third"]),
    ],
)
def test_an_order_given_holds_where_the_query_states_none(desk_of, typed, sort, expected) -> None:
    desk = desk_of(
        {
            "first": "date 2024-01-01\n\nA harbour\n\nMinister Una Hartley saw an old ship there.\n",
            "second": "date 2024-02-01\n\nA ship\n\nThe ship was seen by Minister Una Hartley.\n",
            "third": "date 2024-03-01\n\nA river\n\nNobody saw the old ship on Monday morning.\n",
        }
    )
    answer = desk.searcher.run(typed, sort=sort)
    assert desk.names(answer) == expected
    assert answer.query.text == typed


def test_sort_orders_everything_when_nothing_is_asked(desk_of) -> None:
    desk = desk_of(TEXTS)
    assert desk.find("sort:oldest") == ["headline", "body", "longer", "typo"]
    assert desk.find("sort:length")[-1] in {"typo", "longer"}


def test_a_country_comes_before_a_person_of_its_name(desk_of) -> None:
    desk = desk_of(
        {
            "person": "date 2024-05-01\n\nA new keeper\n\nJordan Blake joined the club. Mr Blake "
            "said he was glad.\n",
            "land": "date 2024-01-01\n\nTrade talks\n\nMinisters of Jordan and Canada met in "
            "Ottawa about trade.\n",
        }
    )
    assert desk.find("jordan")[0] == "land"
    assert desk.find("country:jordan") == ["land"]
    assert desk.find("Jordan Blake") == ["person"]
    assert desk.find("person:jordan") == ["person"]


def test_look_alikes_are_never_hits(desk_of) -> None:
    desk = desk_of(
        {"nigeria": "date 2024-05-01\n\nTrade in Nigeria\n\nThe Nigerian government met in Abuja.\n"}
    )
    assert desk.find("niger") == []
    assert desk.find("country:niger") == []
    assert desk.find("nigeri") == ["nigeria"]
    assert desk.find("nigerai") == ["nigeria"]


def test_joined_and_split_words_meet(desk_of) -> None:
    desk = desk_of(
        {
            "joined": "date 2024-01-01\n\nA seaport\n\nThe seaport was closed over the winter.\n",
            "apart": "date 2024-02-01\n\nOld mills\n\nThe water mills turn again after many years.\n",
            "hyphen": "date 2024-03-01\n\nTalks\n\nLeader Kim Jong-un met President Anne-Marie "
            "O'Brien on Monday.\n",
        }
    )
    assert desk.find("sea port") == ["joined"]
    assert desk.find("watermills") == ["apart"]
    assert desk.find("kim jongun") == ["hyphen"]
    assert desk.find("obrien") == ["hyphen"]


def test_letters_with_strokes_and_accents_fold(desk_of) -> None:
    desk = desk_of(
        {"one": "date 2024-01-01\n\nFerie i Tromsø\n\nMinister Łukasz Støre-Đặng møtte naboene på søndag.\n"}
    )
    for typed in ("tromso", "TROMSØ", "lukasz", "store", "dang", "mote"):
        assert desk.find(typed) == ["one"], typed
