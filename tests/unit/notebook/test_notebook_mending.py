"""A damaged, empty or missing file: noticed, kept, and everything that is left brought together."""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.notebook.notebook import ArticleRef, Notebook

Make = Callable[..., ArticleRef]
PAGE = 4096


def fill(directory: Path, article: Make, count: int = 120) -> dict[str, str]:
    """A notebook with notes long enough for many pages; id -> text."""
    made = {}
    with Notebook.open(directory) as notebook:
        for number in range(count):
            body = f"note {number} " + "words and more words " * (number % 30)
            made[notebook.add_note(article(number % 9), body).id] = body
        notebook.set_bookmark(article(1), True)
    return made


def zero_page(data: bytearray, page: int) -> None:
    data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)


def random_page(data: bytearray, page: int) -> None:
    data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of a table, leaves first asked of SQLite, else its root page."""
    connection = sqlite3.connect(path)
    root: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    connection.close()
    return [root]


DAMAGES: dict[str, Callable[[bytes, int], bytes]] = {
    "header gone": lambda data, _: bytes(100) + data[100:],
    "first page gone": lambda data, _: bytes(PAGE) + data[PAGE:],
    "cut in half": lambda data, _: data[: len(data) // 2 + 77],
    "cut to a few bytes": lambda data, _: data[:50],
    "text instead": lambda data, _: b"this was a notebook once\n" * 300,
    "a table's root gone": lambda data, root: data[: (root - 1) * PAGE] + bytes(PAGE) + data[root * PAGE :],
    "a table's root random": lambda data, root: (
        data[: (root - 1) * PAGE] + random.Random(1).randbytes(PAGE) + data[root * PAGE :]
    ),
    "empty": lambda data, _: b"",
}


@pytest.mark.promise("P8")
@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_noticed_the_file_kept_and_every_note_brought_back(
    directory: Path, article: Make, kind: str
) -> None:
    made = fill(directory, article)
    path = directory / "notebook.db"
    bad = DAMAGES[kind](path.read_bytes(), pages_of(path, "note_revision")[0])
    path.write_bytes(bad)
    with Notebook.open(directory) as notebook:
        assert "120 notes and 1 bookmark were brought back" in notebook.notices[0]
        assert {note.id: note.body for note in notebook.notes()} == made
        assert [b.uid for b in notebook.bookmarks()] == [article(1).uid]
        assert notebook.health().integrity == "ok"
        notebook.add_note(article(), "and it can be written")
    kept = list((directory / "damaged").glob("*.db")) if kind != "empty" else []
    assert [file.read_bytes() for file in kept] == ([bad] if kind != "empty" else [])
    with Notebook.open(directory) as notebook:
        assert notebook.notices == ()
        assert len(notebook.notes()) == 121


def test_a_missing_file_is_restored_from_what_lies_beside_it(directory: Path, article: Make) -> None:
    made = fill(directory, article, 5)
    Notebook.open(directory).close()
    (directory / "notebook.db").unlink()
    (directory / "notes.jsonl").unlink()
    with Notebook.open(directory) as notebook:
        assert (
            "was missing: 5 notes and 1 bookmark were brought back from the newest backup"
            in notebook.notices[0]
        )
        assert {note.id: note.body for note in notebook.notes()} == made


def test_without_backup_and_copy_what_the_file_still_gives_is_taken(directory: Path, article: Make) -> None:
    made = fill(directory, article)
    with Notebook.open(directory) as notebook:
        notebook.save_draft("a" * 16, "a draft", (4, 11), text="The harbour is open.")
    for path in [directory / "notes.jsonl", *(directory / "backups").iterdir()]:
        path.unlink()
    path = directory / "notebook.db"
    data = bytearray(path.read_bytes())
    at = data.index(b"note 61 words")  # one leaf of the revisions
    zero_page(data, at // PAGE + 1)
    path.write_bytes(data)
    with Notebook.open(directory) as notebook:
        assert "brought back from the damaged file" in notebook.notices[0]
        left = {note.id: note.body for note in notebook.notes()}
        assert left.items() <= made.items()
        assert len(left) >= 90
        draft = notebook.draft()
        assert draft is not None
        assert draft.body == "a draft"
        assert draft.span_in("Now the harbour is open.") == (8, 15)


def test_damaged_backups_and_lines_are_passed_over(directory: Path, article: Make) -> None:
    made = fill(directory, article, 6)
    with Notebook.open(directory) as notebook:
        notebook.backup()
        later = notebook.add_note(article(), "later")
        newest = notebook.backup()
    newest.write_bytes(b"SQLite format 3\0" + bytes(5000))
    copy = directory / "notes.jsonl"
    lines = copy.read_bytes().splitlines()
    copy.write_bytes(b"\n".join([b'{"type": "note", "id": 7}', b"[1", b"\xff\xff", b'"x"', *lines]))
    (directory / "notebook.db").write_bytes(b"gone")
    with Notebook.open(directory) as notebook:
        assert {note.id for note in notebook.notes()} == {*made, later.id}


def test_nothing_left_at_all_begins_anew_and_says_so(directory: Path) -> None:
    directory.mkdir()
    (directory / "notebook.db").write_bytes(b"garbage")
    with Notebook.open(directory) as notebook:
        assert "nothing could be brought back" in notebook.notices[0]
        assert "is kept as" in notebook.notices[1]
        assert notebook.notes() == []


def test_a_write_that_a_crash_cut_off_is_rolled_back_at_the_next_start(
    directory: Path, article: Make, tmp_path: Path
) -> None:
    made = fill(directory, article, 20)
    writer = sqlite3.connect(directory / "notebook.db", isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE note_revision SET body = body || 'spoilt'")  # more than the cache: it spills
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("notebook.db", "notebook.db-journal"):
        (crashed / name).write_bytes((directory / name).read_bytes())
    writer.execute("ROLLBACK")
    writer.close()
    assert (crashed / "notebook.db").read_bytes() != (directory / "notebook.db").read_bytes()
    with Notebook.open(crashed) as notebook:
        assert notebook.notices == ()
        assert {note.id: note.body for note in notebook.notes()} == made


def bit_flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def one_zeroed(data: bytearray, chance: random.Random) -> None:
    zero_page(data, chance.randrange(len(data) // PAGE) + 1)


def one_random(data: bytearray, chance: random.Random) -> None:
    random_page(data, chance.randrange(len(data) // PAGE) + 1)


def ten_random(data: bytearray, chance: random.Random) -> None:
    for _ in range(10):
        one_random(data, chance)


def header_gone(data: bytearray, _: random.Random) -> None:
    data[:100] = bytes(100)


def first_page_gone(data: bytearray, _: random.Random) -> None:
    zero_page(data, 1)


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def sector_zeroed(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // 512) * 512
    data[at : at + 512] = bytes(512)


def pages_swapped(data: bytearray, chance: random.Random) -> None:
    one, two = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]


KINDS = [
    bit_flip, one_zeroed, one_random, ten_random, header_gone, first_page_gone, cut_off, sector_zeroed,
    pages_swapped,
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A notebook of 300 notes with the backup that was made of its first 150; made once, copied to spoil."""
    directory = tmp_path_factory.mktemp("filled") / "data"
    made = {}
    for half in range(2):
        with Notebook.open(directory) as notebook:
            for number in range(half * 150, half * 150 + 150):
                text = f"The harbour master of port {number % 23} wrote this down. " * 4
                ref = ArticleRef(f"{number % 23:016x}", f"{number}.txt", "Ports", None, None, text)
                body = f"note {number} " + "words and more words " * (number % 40)
                span = (4, 11) if number % 2 else None
                made[notebook.add_note(ref, body, span=span, tags=["t"]).id] = body
    return directory, made


def spoil(
    filled: tuple[Path, dict[str, str]], place: Path, kind: Callable[..., None], seed: int, *, alone: bool
) -> None:
    """Damage a copy, open it, and see that what can be had is there and that nothing was made worse."""
    source, made = filled
    shutil.copytree(source, place)
    if alone:  # neither backup nor readable copy
        shutil.rmtree(place / "backups")
        (place / "notes.jsonl").unlink()
    path = place / "notebook.db"
    whole = path.read_bytes()
    data = bytearray(whole)
    kind(data, random.Random(f"{kind.__name__} {seed}"))
    path.write_bytes(data)
    bad = bytes(data)

    def is_untouched(body: str) -> bool:
        """Whether every page on which a text stands, or has stood, is as it was."""
        at = whole.find(body.encode())
        while at >= 0:
            begin = at // PAGE * PAGE
            if bad[begin : begin + PAGE] != whole[begin : begin + PAGE]:
                return False
            at = whole.find(body.encode(), at + 1)
        return True

    begun = time.process_time()
    with Notebook.open(place, upkeep=False) as notebook:
        assert time.process_time() - begun < 3  # of its own time: the machine may have other things to do
        there = {note.id: note.body for note in notebook.notes() if note.intact}
        notices = notebook.notices
        assert notebook.health().integrity == "ok" or not notices
    if notices:
        readable = {note_id for note_id, body in made.items() if not alone or is_untouched(body)}
        kept = [file.read_bytes() for file in (place / "damaged").glob("*.db")]
        assert kept == [bad]
        if made.keys() - there.keys() and len(bad) >= 100:
            assert "missing" in notices[0] or "nothing could be brought back" in notices[0], notices
    else:  # what SQLite does not see is told by the checksums of the notes
        readable = {note_id for note_id, body in made.items() if is_untouched(body)}
    assert there.items() <= made.items()
    assert len(readable & there.keys()) >= 0.99 * len(readable), (len(readable), len(there), notices)
    if notices and not alone:
        assert set(list(made)[:150]) <= there.keys()


@pytest.mark.promise("P8")
@pytest.mark.parametrize("alone", [True, False], ids=["the file alone", "with backup and copy"])
@pytest.mark.parametrize("kind", KINDS)
def test_of_any_damage_nothing_readable_is_lost(
    filled: tuple[Path, dict[str, str]], directory: Path, kind: Callable[..., None], alone: bool
) -> None:
    for seed in range(2):
        spoil(filled, directory / str(seed), kind, seed, alone=alone)


@pytest.mark.promise("P8")
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kind", KINDS)
def test_of_forty_damages_of_each_kind_nothing_readable_is_lost(
    filled: tuple[Path, dict[str, str]], directory: Path, kind: Callable[..., None]
) -> None:
    for seed in range(40):
        place = directory / str(seed)
        spoil(filled, place, kind, seed + 100, alone=seed % 2 == 0)
        shutil.rmtree(place)


def test_without_header_and_first_page_every_note_comes_out_of_the_pages(
    filled: tuple[Path, dict[str, str]], directory: Path
) -> None:
    source, made = filled
    directory.mkdir()
    data = bytearray((source / "notebook.db").read_bytes())
    zero_page(data, 1)
    (directory / "notebook.db").write_bytes(data)
    with Notebook.open(source) as whole, Notebook.open(directory) as notebook:
        assert "300 notes" in notebook.notices[0]
        assert "brought back from the damaged file" in notebook.notices[0]
        assert "missing" not in notebook.notices[0]
        assert notebook.notes() == whole.notes()
        assert {note.id: note.body for note in notebook.notes()} == made


def test_a_note_longer_than_a_page_comes_out_of_the_pages(directory: Path, article: Make) -> None:
    bodies = ["x" * 3_000, "ß🙂" * 5_000, "a" * 200_000]
    with Notebook.open(directory) as notebook:
        for body in bodies:
            notebook.add_note(article(), body)
    path = directory / "notebook.db"
    data = bytearray(path.read_bytes())
    zero_page(data, 1)
    path.write_bytes(data)
    (directory / "notes.jsonl").unlink()
    with Notebook.open(directory) as notebook:
        assert {note.body for note in notebook.notes()} == set(bodies)


@pytest.mark.promise("P8")
def test_words_whose_article_is_lost_are_kept_and_what_is_missing_is_named(
    directory: Path, article: Make
) -> None:
    made = fill(directory, article)
    for path in [directory / "notes.jsonl", *(directory / "backups").glob("*")]:
        path.unlink()
    path = directory / "notebook.db"
    data = bytearray(path.read_bytes())
    # A leaf of `note`, recognised by an id in it without its words; and a leaf of words.
    words = data.index(b"note 61 words") // PAGE
    for page in range(len(data) // PAGE):
        stretch = bytes(data[page * PAGE : page * PAGE + PAGE])
        is_of_notes = b"news/" not in stretch and sum(id.encode() in stretch for id in made) > 5
        if page == words or (is_of_notes and b"words and more" not in stretch and stretch[0] == 0x0D):
            zero_page(data, page + 1)
    path.write_bytes(data)
    with Notebook.open(directory) as notebook:
        there = {note.id: note.body for note in notebook.notes()}
        assert there.items() <= made.items()
        assert len(there) > 80
        assert any("no longer known" in note.headline for note in notebook.notes())
        gone = sorted(made.keys() - there.keys())
        assert f"; {len(gone)} are missing" in notebook.notices[0]
