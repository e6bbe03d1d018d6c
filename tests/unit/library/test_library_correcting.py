"""What the reader corrects of who and where holds everywhere at once, over rescans, until it is withdrawn."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tuireader.articles.reading import read_article
from tuireader.articles.records import Piece
from tuireader.library import jobs, reading
from tuireader.library.library import Library
from tuireader.library.manner import Manner
from tuireader.library.reading import read_file
from tuireader.library.values import Reading, ScanReport, SourceSpec
from tuireader.names.find import find_names
from tuireader.names.overlay import NOTHING, Overlay, Rule

ONE = (
    "Prime Minister Una Hartley opened the ferry line to Norway on Monday. Hartley said that the boats would "
    "be on time. Tom Brinkley of the harbour board applauded."
)
TWO = (
    "President Una M. Hartley and Minister Thomas Brinkley signed the treaty of the lanterns. Brinkley, who "
    "wore a hat, said that Sweden had been asked as well."
)
THREE = "The Old Quay was painted green, said Ada Coalville. Coalville has lived in Norway for eleven years."


def rule(kind: str, **given: Any) -> Rule:
    fields: dict[str, Any] = dict.fromkeys(("person", "form", "other"), "")
    fields |= dict.fromkeys(("country", "instead_of", "article"))
    return Rule(id=f"{kind}-{sorted(given.items())}", kind=kind, **fields | given)


@pytest.fixture
def shelf(library: Library, folder: Path) -> Callable[..., ScanReport]:
    for name, text in (("one", ONE), ("two", TWO), ("three", THREE)):
        (folder / f"{name}.txt").write_text(f"Of {name} and others\n\n{text}\n", "utf-8")

    def scan(*rules: Rule) -> ScanReport:
        return library.scan([SourceSpec("desk", str(folder))], corrections=rules)

    scan()
    return scan


def people(library: Library) -> dict[str, int]:
    return {person.name: person.articles for person in library.people()}


def in_article(library: Library, folder: Path, name: str) -> dict[str, int]:
    stored = library.article(library.resolve(str(folder / f"{name}.txt")))
    assert stored is not None
    return {person.name: len(person.mentions) for person in stored.people}


def state(library: Library) -> dict[str, Any]:
    ids = library.ids()
    return {
        "rows": library.rows(list(ids)),
        "people": library.people(None, None),
        "countries": library.countries(),
        "words": library.terms_starting("", 10_000),
        "hartley": list(library.match("heads", 'people : "hartley"')),
        "articles": [library.article(uid) for uid in library.uids(ids)],
    }


MERGE = rule("merge", person="Thomas Brinkley", other="Tom Brinkley")
RULES = {
    "merge": MERGE,
    "rename": rule("rename", person="Ada Coalville", other="Ada Coalville-Marsh"),
    "hide": rule("hide", person="Una Hartley"),
    "add": rule("add", form="Old Quay"),
    "split": rule("split", person="Una Hartley", form="Una M. Hartley", other="Una Maria Hartley"),
    "person-country": rule("person-country", person="Ada Coalville", country="se"),
}


def test_two_names_are_merged_in_every_article(
    library: Library, shelf: Callable[..., ScanReport], folder: Path
) -> None:
    three = {"Una M. Hartley": 2, "Tom Brinkley": 1, "Ada Coalville": 1}
    assert people(library) == {**three, "Thomas Brinkley": 1}
    assert library.correct([MERGE]) == 1
    assert people(library) == {**three, "Tom Brinkley": 2}
    assert in_article(library, folder, "two")["Tom Brinkley"] == 2
    (tom,) = library.people("brinkley")
    assert set(tom.forms) >= {"Tom Brinkley", "Thomas Brinkley"}


def test_who_is_hidden_is_nobody(library: Library, shelf: Callable[..., ScanReport], folder: Path) -> None:
    library.correct([RULES["hide"]])
    assert "Una Hartley" not in people(library)
    assert list(library.match("heads", 'people : "hartley"')) == []
    assert len(list(library.match("alltext", '"hartley"'))) == 2
    assert "Una Hartley" not in in_article(library, folder, "one")


def test_who_was_missed_is_added(library: Library, shelf: Callable[..., ScanReport], folder: Path) -> None:
    library.correct([RULES["add"]])
    assert people(library)["Old Quay"] == 1
    assert in_article(library, folder, "three")["Old Quay"] == 1


def test_a_form_is_split_off(library: Library, shelf: Callable[..., ScanReport], folder: Path) -> None:
    library.correct([rule("split", person="Una Hartley", form="Una M. Hartley", other="Maria Hartley")])
    assert people(library)["Maria Hartley"] == 1
    assert people(library).get("Una Hartley") == 1


def test_a_correction_of_one_article_touches_no_other(
    library: Library, shelf: Callable[..., ScanReport], folder: Path
) -> None:
    uid = library.resolve(str(folder / "one.txt"))
    library.correct([rule("hide", person="Una Hartley", article=uid)])
    assert people(library)["Una M. Hartley"] == 1


def test_the_country_of_an_article_is_put_right(
    library: Library, shelf: Callable[..., ScanReport], folder: Path
) -> None:
    uid = library.resolve(str(folder / "three.txt"))
    library.correct([rule("article-country", article=uid, country="se", instead_of="no")])
    assert {c.code: c.articles for c in library.countries()} == {"SE": 2, "NO": 1}
    library.correct([rule("article-country", article=uid, instead_of="no")])
    assert {c.code: c.articles for c in library.countries()} == {"SE": 1, "NO": 1}
    library.correct([rule("article-country", article=uid, country="fr")])
    assert {c.code: c.name for c in library.countries()}["FR"] == "France"


@pytest.mark.parametrize("kind", RULES)
def test_what_is_withdrawn_never_was(library: Library, shelf: Callable[..., ScanReport], kind: str) -> None:
    before = state(library)
    assert library.correct([RULES[kind]]) >= 1
    assert state(library) != before
    assert library.correct([RULES[kind]]) == 0
    assert library.correct([]) >= 1
    assert state(library) == before


@pytest.mark.parametrize("kind", RULES)
def test_a_library_made_anew_is_corrected_as_the_old_one_was(
    library: Library, shelf: Callable[..., ScanReport], folder: Path, tmp_path: Path, kind: str
) -> None:
    library.correct([RULES[kind]])
    with Library.open(tmp_path / "anew.db") as anew:
        anew.scan([SourceSpec("desk", str(folder))], corrections=[RULES[kind]])
        assert state(anew) == state(library)


def test_a_text_that_changes_stays_corrected(
    library: Library, shelf: Callable[..., ScanReport], folder: Path
) -> None:
    shelf(MERGE)
    path = folder / "two.txt"
    path.write_text(f"Of two and others\n\n{TWO} It rained.\n", "utf-8")
    shelf(MERGE)
    assert people(library)["Tom Brinkley"] == 2


def test_a_correction_follows_an_article_whose_text_has_changed(
    library: Library, shelf: Callable[..., ScanReport], folder: Path
) -> None:
    hidden = rule("hide", person="Una Hartley", article=library.resolve(str(folder / "one.txt")))
    shelf(hidden)
    path = folder / "one.txt"
    path.write_text(f"Of one and others\n\n{ONE} It rained.\n", "utf-8")
    assert shelf(hidden).updated == 1
    assert people(library)["Una M. Hartley"] == 1


def test_corrections_of_another_window_are_seen(
    library: Library, shelf: Callable[..., ScanReport], tmp_path: Path
) -> None:
    generation = library.generation
    with Library.open(tmp_path / "library.db") as other:
        other.correct([MERGE])
    assert library.generation > generation
    assert people(library)["Tom Brinkley"] == 2
    assert library.correct([MERGE]) == 0


def test_corrections_are_laid_in_the_order_they_were_made(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ONE, "utf-8")
    article, names = read_article(path), find_names(read_article(path))
    rules = (
        rule("rename", person="Una Hartley", other="Una Marsh"),
        rule("person-country", person="Una Marsh", country="no"),
    )

    def countries_of_una(*rules: Rule) -> list[str | None]:
        return [p.country for p in Overlay(rules).over(names, article, "x").people if p.name == "Una Marsh"]

    assert countries_of_una(*rules) == ["NO"]
    assert countries_of_una(*reversed(rules)) != ["NO"]


def test_no_correction_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ONE, "utf-8")
    reading = read_file(path, str(path))
    assert NOTHING.over(reading.names, reading.article, "x") is reading.names
    assert Overlay((MERGE,)).over(reading.names, reading.article, "x") is reading.names


NAMESAKES = {
    "four": "US Senator Martin Dray met the committee in Boston on Monday. Dray spoke for an hour.",
    "five": "German Minister Martin Dray opened a museum in Berlin. Dray thanked the builders.",
    "six": "French Ambassador Martin Drey-Holt visited the harbour. Drey-Holt praised the cranes.",
}


@pytest.mark.parametrize("other", ["Martin Dray", "Martin Drey-Holt"])
def test_namesakes_of_two_countries_are_one_when_the_reader_says_so(
    library: Library, folder: Path, tmp_path: Path, other: str
) -> None:
    for name, text in NAMESAKES.items():
        (folder / f"{name}.txt").write_text(f"Of {name} and others\n\n{text}\n", "utf-8")
    source = SourceSpec("desk", str(folder))
    library.scan([source])
    before = state(library)
    assert [(p.name, p.articles) for p in library.people("martin dray")][:2] == [("Martin Dray", 1)] * 2
    said = rule("merge", person="Martin Dray", other=other)
    assert library.correct([said]) >= 1
    assert people(library) == (
        {"Martin Dray": 2, "Martin Drey-Holt": 1} if other == "Martin Dray" else {"Martin Drey-Holt": 3}
    )
    assert library.correct([said]) == 0
    with Library.open(tmp_path / "anew.db") as anew:
        anew.scan([source], corrections=[said])
        assert state(anew) == state(library)
    library.correct([])
    assert state(library) == before


ALONE = {
    "four": "US Senator Dray met the committee in Boston on Monday. Dray spoke for an hour.",
    "five": "French President Dray opened a museum in Paris. President Dray thanked the builders.",
    "six": "US Senator Martin Dray left Boston on Tuesday.",
}


def test_a_name_alone_is_merged_in_its_article_or_everywhere_as_the_reader_says(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    for name, text in ALONE.items():
        (folder / f"{name}.txt").write_text(f"Of {name} and others\n\n{text}\n", "utf-8")
    source = SourceSpec("desk", str(folder))
    library.scan([source])

    def named() -> dict[str, tuple[int, bool]]:
        return {p.name: (p.articles, p.is_name_alone) for p in library.people("dray")}

    before = state(library)
    assert named() == {"Dray": (2, True), "Martin Dray": (1, False)}
    four = library.resolve(str(folder / "four.txt"))
    here = rule("merge", person="Dray", other="Martin Dray", article=four)
    library.correct([here])
    assert named() == {"Dray": (1, False), "Martin Dray": (2, False)}
    with Library.open(tmp_path / "anew.db") as anew:
        anew.scan([source], corrections=[here])
        assert state(anew) == state(library)
    library.correct([rule("merge", person="Dray", other="Dray")])
    assert named() == {"Dray": (2, False), "Martin Dray": (1, False)}
    library.correct([rule("merge", person="Dray", other="Martin Dray")])
    assert named() == {"Martin Dray": (3, False)}
    library.correct([])
    assert state(library) == before


def test_a_correction_made_during_a_scan_holds_for_what_the_scan_reads_afterwards(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    source = SourceSpec("desk", str(folder))
    library.scan([source])
    (folder / "one.txt").write_text(f"Of one and others\n\n{ONE}\n", "utf-8")
    made = [rule("hide", person="Una Hartley")]

    def correct_meanwhile() -> None:
        with Library.open(tmp_path / "library.db") as other:
            other.correct(made)

    meanwhile = Thread(target=correct_meanwhile)

    def known(*_: object) -> None:
        # Waits for the scan to give way: before, between or after what is still to be written.
        if not meanwhile.ident:
            meanwhile.start()

    library.scan([source], known=known)
    meanwhile.join()
    library.correct(made)
    assert "Una Hartley" not in people(library)


def test_who_is_hidden_while_articles_wait_to_be_put_in_order_is_not_found_in_them(
    library: Library,
    shelf: Callable[..., ScanReport],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "_LOOKING_SECONDS", -1)  # whether to stop is asked at every file
    sources = [SourceSpec("desk", str(folder))]
    for name, text in (("morning", ONE), ("evening", THREE)):
        place = tmp_path / name
        place.mkdir()
        (place / "more.txt").write_text(f"Of the {name} and others\n\n{text}\n", "utf-8")
        sources.append(SourceSpec(name, str(place)))
    hidden = [rule("hide", person="Una Hartley")]
    corrected = []

    def correct_meanwhile() -> bool:
        # As soon as the morning's article is there, and not while the scan writes.
        if not corrected and library.count() == 4 and not is_being_written(tmp_path / "library.db"):
            with Library.open(tmp_path / "library.db") as other:
                corrected.append(other.correct(hidden))
        return False

    library.scan(sources, stop=correct_meanwhile)
    assert corrected == [3]
    library.correct(hidden)
    assert "Una Hartley" not in people(library)
    assert list(library.match("heads", 'people : "una hartley"')) == []
    assert library.damage() == ""
    with Library.open(tmp_path / "anew.db") as anew:
        anew.scan(sources, corrections=hidden)
        assert anew.terms_starting("", 10_000) == library.terms_starting("", 10_000)
        assert anew.people() == library.people()


def is_being_written(path: Path) -> bool:
    """Whether a transaction that writes to a library goes on."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False


def test_a_form_with_its_title_is_split_off_where_it_stands(library: Library, folder: Path) -> None:
    (folder / "one.txt").write_text(
        "Of one and others\n\nMinister Una Hartley opened the line on Monday. Mr. Hartley applauded. Hartley "
        "and the crew left.\n",
        "utf-8",
    )
    library.scan([SourceSpec("desk", str(folder))])
    library.correct([rule("split", person="Una Hartley", form="Mr. Hartley", other="Rob Hartley")])
    assert in_article(library, folder, "one") == {"Una Hartley": 2, "Rob Hartley": 1}


RUSSIAN = "Мэр города сказал, что река спокойна."
"""So short that what it is written in cannot be told."""


@pytest.mark.promise("P27")
def test_a_file_is_read_in_the_encoding_that_the_reader_names(library: Library, folder: Path) -> None:
    data = RUSSIAN.encode("koi8-r")
    (folder / "letter.txt").write_bytes(data)
    (folder / "list.csv").write_bytes(b"title,text\nOne,Of the quay.\nTwo," + data.replace(b",", b"") + b"\n")
    (folder / "other.txt").write_text("The harbour was quiet on Monday.")
    read: list[str] = []
    really = reading.read_piece_of

    def counted(piece: Piece, shown_as: str, manner: Manner) -> Reading:
        read.append(Path(shown_as).name)
        return really(piece, shown_as, manner)

    def scan(*rules: Rule) -> ScanReport:
        read.clear()
        return library.scan([SourceSpec("desk", str(folder))], corrections=rules)

    def text(name: str) -> str:
        stored = library.article(library.resolve(str(folder / name)))
        assert stored is not None
        return stored.article.text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_piece_of", counted)
        scan()
        assert RUSSIAN not in text("letter.txt")
        uid, guessed = library.resolve(str(folder / "letter.txt")), text("list.csv#2")
        letter = rule("encoding", form=str(folder / "letter.txt"), other="koi8-r")
        table = rule("encoding", form=str(folder / "list.csv"), other="koi8-r")
        assert library.correct([letter]) == 0
        assert library.awaits_reading
        assert scan(letter).updated == 1
        assert (read, text("letter.txt")) == (["letter.txt"], RUSSIAN)
        assert library.resolve(str(folder / "letter.txt")) == uid
        assert not library.awaits_reading
        scan(letter, table)
        assert read == ["list.csv#1", "list.csv#2"]
        assert "река спокойна" in text("list.csv#2")
        scan(letter, table)
        assert read == []
        scan()
        assert RUSSIAN not in text("letter.txt")
        assert text("list.csv#2") == guessed
        assert library.resolve(str(folder / "letter.txt")) == uid
