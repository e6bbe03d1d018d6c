"""Notes stay with their article through any sequence of moves, renames, edits, copies and deletions (P19)."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuireader.articles.identity import raw_hash
from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.notebook.notebook import ArticleRef, Notebook

_NOUNS = [
    "harbour", "ferry", "captain", "winter", "bakery", "council", "ticket", "bicycle", "bridge",
    "engine", "lighthouse", "orchard",
]  # fmt: skip
_VERBS = [
    "opened", "closed", "repaired", "painted", "sold", "counted", "praised", "feared", "measured",
    "borrowed", "remembered",
]  # fmt: skip
_PLACES = [
    "Aldersund", "Skalvik", "Ostermoor", "Tarsa", "Brennhaven", "Dolmen", "Ilse", "Marrow", "Quill",
    "Vestra", "Yarrow", "Zell",
]  # fmt: skip


def story(number: int, chance: random.Random) -> str:
    """An invented article of its own."""
    sentences = [
        f"The {chance.choice(_NOUNS)} of {chance.choice(_PLACES)} was {chance.choice(_VERBS)} "
        f"on day {chance.randrange(1000)}, and {chance.choice(_NOUNS)}s were {chance.choice(_VERBS)} "
        f"by {chance.randrange(1000)} people from {chance.choice(_PLACES)}."
        for _ in range(12)
    ]
    return f"Story {number} of the {_NOUNS[number % len(_NOUNS)]}. " + " ".join(sentences) + "\n"


def edited(text: str, chance: random.Random) -> str:
    """The text with some of its words changed."""
    words = text.split(" ")
    for at in chance.sample(range(len(words)), len(words) // 10):
        words[at] = chance.choice(_NOUNS)
    return " ".join(words)


class Shelf:
    """A folder of files that are shuffled about, and what is known of each."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.files: dict[int, Path | None] = {}
        folder.mkdir()
        for number in range(6):
            self.files[number] = folder / f"{number}.txt"
            (folder / f"{number}.txt").write_text(story(number, chance), "utf-8")

    def _there(self) -> Iterator[tuple[int, Path]]:
        for number, path in self.files.items():
            if path is not None:
                yield number, path

    def shuffle(self) -> None:
        """One thing happens to one file."""
        there = list(self._there())
        if len(there) < 4:  # more than half gone at once counts as a source that is away
            return
        number, path = self.chance.choice(there)
        what = self.chance.choice(("rename", "move", "edit", "move and edit", "copy", "delete"))
        if what == "delete":
            path.unlink()
            self.files[number] = None
            return
        if what == "copy":
            shutil.copyfile(path, path.with_name(f"copy-{self.chance.randrange(10**6)}.txt"))
            return
        if what != "edit":
            place = self.folder / f"sub{self.chance.randrange(3)}" if "move" in what else path.parent
            place.mkdir(exist_ok=True)
            path = path.rename(place / f"{number}-{self.chance.randrange(10**6)}.txt")
            self.files[number] = path
        if "edit" in what:
            path.write_text(edited(path.read_text("utf-8"), self.chance), "utf-8")


def live_through(place: Path, seed: int) -> None:
    """Note every article, shuffle and scan; every note is listed, and stands with its article."""
    chance = random.Random(seed)
    place.mkdir()
    shelf = Shelf(place / "news", chance)
    specs = [SourceSpec("news", str(shelf.folder))]
    with (
        Notebook.open(place / "data", upkeep=False) as notebook,
        Library.open(place / "library.db") as library,
    ):
        library.scan(specs, known=notebook.known_article)
        uids, made = {}, {}
        for article_id in library.ids():
            (row,) = library.rows([article_id])
            stored = library.article(row.uid)
            assert stored is not None
            article = stored.article
            number = int(Path(article.path).stem)
            data = Path(article.path).read_bytes()
            ref = ArticleRef(
                article.id, article.path, article.headline, None, None, article.text, raw_hash(data)
            )
            uids[number] = article.id
            made[notebook.add_note(ref, f"noted {number}").id] = f"noted {number}"
        for _ in range(4):
            shelf.shuffle()
            if chance.random() < 0.3:  # and sometimes the library is thrown away
                library.close()
                for file in place.glob("library.db*"):
                    file.unlink()
                library = Library.open(place / "library.db")
            library.scan(specs, known=notebook.known_article)
            assert {note.id: note.body for note in notebook.notes()} == made
        for number, path in shelf.files.items():
            stored = library.article(uids[number])
            if path is not None:
                assert stored is not None, (seed, number, path)
        library.close()


@pytest.mark.promise("P19")
def test_notes_stay_with_their_articles_through_moves_edits_and_rebuilds(tmp_path: Path) -> None:
    for seed in range(8):
        live_through(tmp_path / str(seed), seed)


@pytest.mark.promise("P19")
@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_notes_stay_with_their_articles_through_five_hundred_histories(tmp_path: Path) -> None:
    for seed in range(1000, 1500):
        live_through(tmp_path / str(seed), seed)
        shutil.rmtree(tmp_path / str(seed))
