"""With whom somebody may be merged, and which of two names stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.notebook.notebook import Notebook
from tuireader.room.correcting import Corrector

TEXTS = {
    "bridge": "Senator Hartwell voted against the toll of the bridge on Tuesday. Hartwell left early.",
    "museum": "French President Hartwell opened a museum in Paris. President Hartwell thanked the builders.",
    "mayor": "Mayor Joe Hartwell opened the bridge in Ostermoor on Monday.",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(f"The {name} of today\n\n{text}\n")
    with Library.open(tmp_path / "library.db") as opened:
        opened.scan([SourceSpec("news", str(folder))])
        yield opened


def test_whoever_bears_a_name_alone_is_offered_the_whole_names_and_the_name_elsewhere(
    library: Library, tmp_path: Path
) -> None:
    with Notebook.open(tmp_path / "notes") as notebook:
        corrector = Corrector(library, notebook)
        offers = corrector.others("Hartwell", None, library.resolve("bridge.txt"))
        assert [(o.value, o.detail, o.tail) for o in offers] == [
            ("Joe Hartwell", "part", "1"),
            ("Hartwell", "name alone", "2"),
        ]
        assert [(o.value, o.detail) for o in corrector.people_like("hartwell", "Joe Hartwell")] == [
            ("Hartwell", "a name alone")
        ]


def test_a_name_alone_becomes_the_whole_name_whichever_was_asked_about(
    library: Library, tmp_path: Path
) -> None:
    with Notebook.open(tmp_path / "notes") as notebook:
        corrector = Corrector(library, notebook)
        assert corrector.in_turn("Joe Hartwell", "Hartwell") == ("Hartwell", "Joe Hartwell")
        assert corrector.in_turn("Hartwell", "Joe Hartwell") == ("Hartwell", "Joe Hartwell")
        assert corrector.is_name_alone("Hartwell")
        assert not corrector.is_name_alone("Joe Hartwell")
        corrector.correct("merge", person="Hartwell", other="Hartwell")
        assert corrector.bring(lambda done, total: None) >= 0
        assert not corrector.is_name_alone("Hartwell")
        (entry,) = [e for e in library.people("hartwell") if e.name == "Hartwell"]
        assert (entry.articles, entry.is_name_alone) == (2, False)
