"""What a library hands out: rows, whole articles, ids, people, countries."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tuireader.errors import UnknownArticle
from tuireader.library.library import Library
from tuireader.library.values import ScanReport

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]


def test_an_article_comes_back_as_it_went_in(
    library: Library, scan: Scan, write: Write, folder: Path
) -> None:
    path = write(
        "a.txt", "Café “Ørsted”", "2024-12", people="Una Hartley", countries="FR, DE?", text="Line one."
    )
    scan()
    (uid,) = library.uids(library.ids())
    stored = library.article(uid)
    assert stored is not None
    assert (stored.article.id, stored.article.path) == (uid, str(path))
    assert stored.article.original == path.read_text()
    assert [block.text for block in stored.article.blocks] == ["Café “Ørsted”", "Line one."]
    assert [person.forms for person in stored.people] == [("Una Hartley", "Hartley")]
    assert [(country.code, country.evidence) for country in stored.countries] == [
        ("FR", "named"),
        ("DE", "weak"),
    ]
    assert stored.people[0].mentions[0].block == 1
    assert library.article("0000000000000000") is None


def test_rows_come_in_the_order_asked_and_without_the_gone(
    library: Library, scan: Scan, write: Write
) -> None:
    for number in range(1, 4):
        write(f"{number}.txt", f"Number {number}", f"2024-01-0{number}")
    scan()
    rows = library.rows([2, 99, 3, 1])
    assert [row.headline for row in rows] == ["Number 2", "Number 3", "Number 1"]
    assert (rows[0].id, rows[0].date, rows[0].source, rows[0].words) == (2, "2024-01-02", "Quire", 1)
    assert library.id_of(rows[0].uid) == 2
    assert library.id_of("nobody") is None
    assert list(library.ids_of([rows[1].uid, "nobody", rows[2].uid])) == [1, 3]
    assert library.uids([3, 1]) == [rows[1].uid, rows[2].uid]


def test_the_longest_come_first_by_length(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "Short", "2024-01-03", text="one")
    write("b.txt", "Long", "2024-01-01", text="one two three four")
    write("c.txt", "Middle", "2024-01-02", text="one two")
    scan()
    assert [row.headline for row in library.rows(library.ids("length"))] == ["Long", "Middle", "Short"]


def test_a_window_larger_than_one_statement(library: Library, scan: Scan, write: Write) -> None:
    for number in range(620):
        # A day each: of one day those that come late may wait to be put in order of their paths.
        day = date(2024, 12, 31) - timedelta(days=number)
        write(f"{number:03}.txt", f"Number {number:03}", day.isoformat())
    scan()
    rows = library.rows(library.ids())
    assert [row.headline for row in rows] == [f"Number {number:03}" for number in range(620)]


def test_resolve_takes_ids_starts_paths_and_file_names(
    library: Library, scan: Scan, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a/one.txt", "One")
    write("b/two.txt", "Two")
    write("c/two.txt", "Another two")
    scan()
    uid = library.resolve(str(path))
    assert library.resolve(uid) == uid
    assert library.resolve(uid[:6].upper()) == uid
    assert library.resolve("one.txt") == uid
    monkeypatch.chdir(folder / "b")
    assert library.resolve("../a/one.txt") == uid
    with pytest.raises(UnknownArticle) as several:
        library.resolve("c/../two_txt")
    assert "two_txt" in several.value.message
    monkeypatch.chdir(folder)
    with pytest.raises(UnknownArticle) as several:
        library.resolve("two.txt")
    assert "b/two.txt" in several.value.hint
    assert "c/two.txt" in several.value.hint


@pytest.mark.parametrize("words", ["", "abc", "dead", "no/such.txt", "%", "x" * 5000, "a\0b", "\udc80"])
def test_resolve_says_when_there_is_none(library: Library, scan: Scan, write: Write, words: str) -> None:
    write("a.txt", "One")
    scan()
    with pytest.raises(UnknownArticle):
        library.resolve(words)


def test_the_start_of_several_ids_names_them(library: Library, scan: Scan, write: Write) -> None:
    for number in range(40):
        write(f"{number}.txt", f"Number {number}")
    scan()
    uids = library.uids(library.ids())
    with pytest.raises(UnknownArticle):
        library.resolve(uids[0][:3])
    assert all(library.resolve(uid[:12]) == uid for uid in uids)


def test_people_are_counted_across_articles(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "A", "2024-01-01", people="Una Hartley, Piet Moor")
    write("b.txt", "B", "2024-01-02", people="Úna Hartley")
    write("c.txt", "C", "2024-01-03", people="Una Hartley")
    scan()
    first, second = library.people()
    assert (first.name, first.articles, first.mentions) == ("Una Hartley", 3, 3)
    assert first.forms == ("Hartley", "Una Hartley", "Úna Hartley")
    assert (first.titles, first.countries) == (("Minister",), ("FR",))
    assert (second.name, second.articles) == ("Piet Moor", 1)
    assert list(library.articles_of_person(first.key)) == [3, 2, 1]
    assert [person.name for person in library.people(limit=1)] == ["Una Hartley"]


@pytest.mark.parametrize("typed", ["una hartley", "Hartley Una", "hartl", "harltey", "Hartly", "ÚNA"])
def test_people_by_name_forgive_order_accents_and_typos(
    library: Library, scan: Scan, write: Write, typed: str
) -> None:
    write("a.txt", "A", people="Una Hartley, Piet Moor")
    scan()
    assert [person.name for person in library.people(typed)] == ["Una Hartley"]
    assert library.people("quux") == []


def test_countries_leave_weak_evidence_out(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "A", "2024-01-01", countries="FR, RU?")
    write("b.txt", "B", "2024-01-02", countries="RU")
    scan()
    assert {entry.code: entry.articles for entry in library.countries()} == {"FR": 1, "RU": 1}
    assert {entry.code: entry.articles for entry in library.countries(weak=True)} == {"FR": 1, "RU": 2}
    assert list(library.articles_of_country("RU")) == [2]
    assert list(library.articles_of_country("ru", weak=True)) == [2, 1]
    assert [entry.code for entry in library.countries("french")] == ["FR"]
    assert library.countries("Mali") == []


def test_every_thread_reads(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "One")
    scan()
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(library.count())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1, 1, 1, 1]
