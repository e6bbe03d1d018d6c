"""Which article a changed, moved, copied or known text is."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.unit.library.conftest import headlines
from tuireader.library.library import Library
from tuireader.library.values import ScanReport

Write = Callable[..., Path]
Scan = Callable[..., ScanReport]

LONG = (
    "The mill by the river grinds rye from the first frost until the last of the snow is gone from the fields"
)


def test_a_changed_text_stays_the_same_article(library: Library, scan: Scan, write: Write) -> None:
    path = write("a.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=LONG)
    scan()
    (uid,) = library.uids(library.ids())
    write("a.txt", "Mill grinds rye", "2024-01-02", people="Una Hartley", text=f"{LONG}, says the miller")
    report = scan()
    assert (report.added, report.updated) == (0, 1)
    stored = library.article(uid)
    assert stored is not None
    assert "says the miller" in stored.article.text
    assert list(library.match("alltext", '"miller"')) == [1]
    assert [(p.name, p.articles, p.mentions) for p in library.people()] == [("Una Hartley", 1, 1)]
    assert library.resolve(str(path)) == uid


def test_another_text_at_the_path_is_another_article(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=LONG)
    scan()
    (before,) = library.uids(library.ids())
    write(
        "a.txt", "Ferry late again", "2024-01-01", text="Nobody could say when a boat would come over today"
    )
    assert scan().updated == 1
    assert headlines(library) == ["Ferry late again"]
    assert library.article(before) is None
    assert library.people() == []
    assert list(library.match("alltext", '"rye"')) == []


def test_a_new_file_takes_the_id_it_is_known_by(library: Library, scan: Scan, write: Write) -> None:
    path = write("a.txt", "Mill grinds rye", "2024-01-01", text=LONG)
    write("b.txt", "Ferry late again", "2024-01-02")
    asked: list[tuple[str, str]] = []

    def known(path: str, raw_hash: str, text: Callable[[], str]) -> str | None:
        assert raw_hash
        asked.append((path, text()))
        return "00000000deadbeef" if LONG in text() else None

    scan(known=known)
    assert library.uids(library.ids())[1] == "00000000deadbeef"
    assert [path for path, _ in sorted(asked)] == [str(path), str(path.with_name("b.txt"))]
    # Known to the library by now: a new version stays what it is, and nobody is asked.
    write("a.txt", "Mill grinds rye", "2024-01-01", text=f"{LONG}, says the miller")
    scan(known=lambda *_: "0123456789abcdef")
    assert library.uids(library.ids())[1] == "00000000deadbeef"


def test_an_id_is_given_once(library: Library, scan: Scan, write: Write) -> None:
    write("a.txt", "Mill grinds rye", "2024-01-01", text=LONG)
    write("b.txt", "Ferry late again", "2024-01-01")
    scan(known=lambda *_: "00000000deadbeef")
    write("c.txt", "Lanterns", "2024-01-01")
    scan(known=lambda *_: "00000000deadbeef")
    uids = library.uids(library.ids())
    assert uids.count("00000000deadbeef") == 1
    assert len(set(uids)) == 3


def test_an_article_moved_and_edited_at_once_goes_on_where_it_is_known(
    library: Library, scan: Scan, write: Write
) -> None:
    old = write("a.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=LONG)
    scan()
    (uid,) = library.uids(library.ids())
    old.unlink()
    new = write("b.txt", "Mill grinds rye", "2024-01-01", people="Una Hartley", text=f"{LONG}, it is said")
    report = scan(known=lambda *_: uid)
    assert (report.added, report.updated, report.removed) == (0, 1, 1)
    stored = library.article(uid)
    assert stored is not None
    assert (stored.article.path, stored.also) == (str(new), ())
    assert "it is said" in stored.article.text
    assert [(person.articles, person.mentions) for person in library.people()] == [(1, 1)]


def test_a_moved_file_keeps_its_article(library: Library, scan: Scan, write: Write, folder: Path) -> None:
    path = write("a.txt", "One", "2024-01-01")
    scan()
    uids = library.uids(library.ids())
    (folder / "deep").mkdir()
    path.rename(folder / "deep" / "b.txt")
    report = scan()
    assert (report.added, report.updated, report.removed) == (0, 1, 1)
    assert library.uids(library.ids()) == uids
    stored = library.article(uids[0])
    assert stored is not None
    assert (stored.article.path, stored.also) == (str(folder / "deep" / "b.txt"), ())


def test_copies_are_one_article_with_the_first_path(
    library: Library, scan: Scan, write: Write, folder: Path
) -> None:
    write("b.txt", "One", "2024-01-01")
    shutil.copy(folder / "b.txt", folder / "a.txt")
    (folder / "c.txt").write_text((folder / "b.txt").read_text().replace(" ", "  "))
    scan()
    assert library.count() == 1
    stored = library.article(library.uids(library.ids())[0])
    assert stored is not None
    assert stored.article.path == str(folder / "a.txt")
    assert stored.also == (str(folder / "b.txt"), str(folder / "c.txt"))
    (folder / "a.txt").unlink()
    scan()
    stored = library.article(library.uids(library.ids())[0])
    assert stored is not None
    assert stored.article.path == str(folder / "b.txt")
