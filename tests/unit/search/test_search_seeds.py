"""The five seeds answer as a reader would expect."""

import pytest

SEEDS = {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("macorn", ["002"]),
        ("Macron", ["002"]),
        ("paparo", ["002"]),
        ("paparro", ["002"]),
        ("phung si tan", ["000"]),
        ("tan phung si", ["000"]),
        ("Phùng Sĩ Tấn", ["000"]),
        ("chien", ["003"]),
        ("person:chien", ["003"]),
        ("phung", ["004", "000"]),
        ("pham minh", ["002"]),
        ("pham mi", ["002"]),
        ("country:france", ["002", "001"]),
        ("country:french", ["002", "001"]),
        ("country:UK", ["001"]),
        ("country:britain", ["001"]),
        ('country:"south sudan"', ["004", "003"]),
        ("country:sudan", []),
        ("russia", ["001"]),
        ("country:rusia", ["001"]),
        ("rosoboronexport", ["001"]),
        ("rosoboronexprot", ["001"]),
        ('"four no\'s"', ["001"]),
        ("“Four No’s”", ["001"]),
        ("date:2024-12", ["001", "002"]),
        ("date:2024-12-19..2024-12-21", ["002"]),
        ("date:<2024", ["004"]),
        ("source:vna -country:russia", ["000"]),
        ("country:vietnam -macron -person:phung country:france", ["001"]),
    ],
)
def test_a_query_finds_what_it_should_and_nothing_else(seeds, query, expected) -> None:
    assert [name[:3] for name in seeds.find(query)] == expected


@pytest.mark.parametrize(
    "word", ["xi", "mali", "oman", "chad", "niger", "georgia", "jordan", "turkey", "iran"]
)
def test_a_country_that_is_not_there_brings_nobody_else(seeds, word) -> None:
    assert seeds.find(word) == []
    assert seeds.find(f"country:{word}") == []


@pytest.mark.parametrize("word", ["us", "US", "U.S.", "usa", "country:us"])
def test_us_is_the_country_and_no_pronoun(seeds, word) -> None:
    assert [name[:3] for name in seeds.find(word)] == ["002"]


def test_nothing_asked_is_everything_newest_first(seeds) -> None:
    answer = seeds.searcher.run("  ")
    assert [name[:3] for name in seeds.names(answer)] == ["001", "002", "004", "000", "003"]
    assert (answer.total, answer.total_is_exact, answer.error) == (5, True, None)
    assert [hit.reasons for hit in seeds.searcher.explain(answer, 0, 5)] == [()] * 5


@pytest.mark.parametrize(
    "query",
    ["macorn", "phung si tan", "country:france", 'country:"south sudan"', "rosoboronexport", '"four no\'s"',
     "vietnam expo -russia", "(paparo OR chien) is:unread", "date:2024-12..", "sort:oldest defence"],
)  # fmt: skip
def test_typed_letter_by_letter_nothing_breaks(seeds, query) -> None:
    for end in range(len(query) + 1):
        answer = seeds.searcher.run(query[:end])
        hits = seeds.searcher.explain(answer, 0, 5)
        assert len(hits) == answer.total
        assert {name[:3] for name in seeds.names(answer)} <= SEEDS
        for hit in hits:
            for start, stop in hit.headline_spans:
                assert 0 <= start < stop <= len(hit.row.headline)
            if hit.snippet:
                assert all(0 <= a < b <= len(hit.snippet.text) for a, b in hit.snippet.spans)
        seeds.searcher.suggest(query[:end])


@pytest.mark.parametrize(
    ("name", "typed"), [("002", "macorn"), ("002", "macron"), ("003", "chien"), ("000", "phung si tan")]
)
def test_from_the_third_letter_on_the_one_meant_stays_in_sight(seeds, name, typed) -> None:
    for end in range(3, len(typed) + 1):
        assert name in [found[:3] for found in seeds.find(typed[:end])], typed[:end]
