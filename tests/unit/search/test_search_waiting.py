"""Old articles that come into a large library wait to be put in order: nobody must notice."""

import pytest

from tuireader.library import ordering
from tuireader.library.values import SourceSpec


def article(day: int, text: str) -> str:
    return f"date 2024-03-{day:02}\n\nReport {day}\n\n{text} It was day {day} of the month.\n"


@pytest.fixture
def desk(desk_of, tmp_path, monkeypatch):
    """Days 4 to 9 in order, then days 2 and 6 of another paper, a changed and a removed article."""
    monkeypatch.setattr(ordering, "_PATIENCE", 0)
    monkeypatch.setattr(ordering, "_WORTH", 0)
    desk = desk_of({f"{day:02}": article(day, "The ferry was late.") for day in range(4, 10)})
    folder = tmp_path / "articles0"
    for day in (2, 6):
        (folder / f"late{day:02}.txt").write_text(article(day, "The other ferry was on time."), "utf-8")
    (folder / "05.txt").write_text(article(5, "The ferry was late. It had been seen by nobody."), "utf-8")
    (folder / "07.txt").unlink()
    desk.library.scan([SourceSpec("desk", str(folder))])
    assert not desk.library.extent().is_in_order
    return desk


def names(desk, ids) -> list[str]:
    return [row.path.rpartition("/")[2].removesuffix(".txt") for row in desk.library.rows(ids)]


def test_lists_follow_the_dates(desk) -> None:
    newest_first = ["09", "08", "late06", "06", "05", "04", "late02"]
    assert names(desk, desk.library.ids()) == newest_first
    assert names(desk, desk.library.ids("oldest")) == newest_first[::-1]
    assert desk.find("") == newest_first
    assert desk.find("ferry sort:date") == newest_first
    assert desk.find("ferry sort:oldest") == newest_first[::-1]
    assert desk.library.count() == len(newest_first)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:2024-03-06", {"06", "late06"}),
        ("date:..2024-03-04", {"04", "late02"}),
        ("ferry date:>2024-03-05", {"06", "late06", "08", "09"}),
        ("-date:2024-03-06", {"09", "08", "05", "04", "late02"}),
        ("'nobody", {"05"}),
        ("'other", {"late02", "late06"}),
        ("late -'other", {"09", "08", "06", "05", "04"}),
    ],
)
def test_queries_find_what_waits(desk, query, expected) -> None:
    assert set(desk.find(query)) == expected


def test_all_are_put_in_order_when_they_are_many(desk, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ordering, "_ASTRAY", 1)
    (tmp_path / "articles0" / "03.txt").write_text(article(3, "No ferry at all."), "utf-8")
    desk.library.scan([SourceSpec("desk", str(tmp_path / "articles0"))])
    assert desk.library.extent().is_in_order
    assert list(desk.library.ids()) == list(range(8, 0, -1))
    assert desk.find("ferry sort:date") == ["09", "08", "06", "late06", "05", "04", "03", "late02"]


def test_what_comes_takes_the_places_of_the_newest_that_are_gone(desk_of, tmp_path) -> None:
    desk = desk_of({f"{day:02}": article(day, "The ferry was late.") for day in (1, 2, 3)})
    folder = tmp_path / "articles0"
    for day in (2, 3):
        (folder / f"0{day}.txt").unlink()
    desk.library.scan([SourceSpec("desk", str(folder))])
    (folder / "09.txt").write_text(article(9, "The ferry came."), "utf-8")
    desk.library.scan([SourceSpec("desk", str(folder))])
    assert (desk.library.count(), list(desk.library.ids())) == (2, [2, 1])
    assert desk.find("") == ["09", "01"]
    assert set(desk.find("ferry")) == {"09", "01"}
