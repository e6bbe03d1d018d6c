"""Corrections by the reader: kept, undone, withdrawn, told in words, carried to another machine."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tuireader.errors import NotebookError, UnknownCorrection
from tuireader.notebook.exporting import export_jsonl
from tuireader.notebook.importing import import_jsonl
from tuireader.notebook.notebook import ArticleRef, Notebook

from .conftest import Clock

Make = Callable[..., ArticleRef]
UID = "a" * 16

EVERY_KIND: list[tuple[dict[str, str], str]] = [
    ({"kind": "merge", "person": "A. Brenn", "other": "Ada Brenn"},
     "“A. Brenn” is the same person as “Ada Brenn”"),
    ({"kind": "split", "person": "Ada Brenn", "form": "Brenn", "other": "Otto Brenn", "article": UID},
     f"“Brenn” in article {UID} does not mean “Ada Brenn” but “Otto Brenn”"),
    ({"kind": "split", "person": "Ada Brenn", "form": "Brenn"},
     "“Brenn” does not mean “Ada Brenn” but somebody else"),
    ({"kind": "rename", "person": "Ada Bren", "other": "Ada Brenn"}, "“Ada Bren” is called “Ada Brenn”"),
    ({"kind": "hide", "person": "Port Ilse"}, "“Port Ilse” is not a person"),
    ({"kind": "add", "form": "the divers' captain", "other": "Ines Dolm"},
     "“the divers' captain” is a person, “Ines Dolm”"),
    ({"kind": "add", "form": "Dolm", "article": UID}, f"“Dolm” in article {UID} is a person"),
    ({"kind": "article-country", "article": UID, "country": "FR", "instead_of": "pt"},
     f"article {UID} is about FR, not PT"),
    ({"kind": "article-country", "article": UID, "country": "fr"}, f"article {UID} is about FR"),
    ({"kind": "article-country", "article": UID, "instead_of": "pt"}, f"article {UID} is not about PT"),
    ({"kind": "person-country", "person": "Ada Brenn", "country": "no"}, "“Ada Brenn” belongs to NO"),
    ({"kind": "person-country", "person": "Ada Brenn"}, "“Ada Brenn” belongs to no country that is known"),
    ({"kind": "encoding", "form": "/news/a  b.txt", "other": "koi8-r"},
     "“/news/a  b.txt” is written in koi8-r"),
]  # fmt: skip


def make_all(notebook: Notebook) -> None:
    for given, _ in EVERY_KIND:
        notebook.correct(**given)  # type: ignore[arg-type]


def test_each_kind_is_kept_in_order_over_a_restart_and_says_itself_in_words(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        make_all(notebook)
        before = notebook.corrections(), notebook.corrections_version()
    with Notebook.open(directory) as notebook:
        assert (notebook.corrections(), notebook.corrections_version()) == before
        assert [correction.words for correction in notebook.corrections()] == [w for _, w in EVERY_KIND]
        assert len({correction.id for correction in notebook.corrections()}) == len(EVERY_KIND)
    lines = [json.loads(line) for line in (directory / "notes.jsonl").read_text("utf-8").splitlines()]
    assert [each["words"] for each in lines if each["type"] == "correction"] == [w for _, w in EVERY_KIND]


def test_fields_are_cleaned_and_codes_are_lower_case(notebook: Notebook) -> None:
    made = notebook.correct("article-country", article=UID, country=" FR ", instead_of="Pt")
    assert (made.country, made.instead_of, made.article, made.person) == ("fr", "pt", UID, "")
    assert notebook.correct("rename", person=" Ada\n Bren", other="Ada  Brenn").other == "Ada Brenn"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kind": "swap"}, "no correction 'swap'"),
        ({"kind": "merge", "person": "A"}, "lacks another name"),
        ({"kind": "merge", "person": "A", "other": " "}, "lacks another name"),
        ({"kind": "rename", "person": "A", "other": "A"}, "called so already"),
        ({"kind": "hide", "person": "A", "other": "B"}, "no place for another name"),
        ({"kind": "person-country", "person": "A", "country": "France"}, "no country code"),
        ({"kind": "article-country", "article": UID}, "changes no country"),
        ({"kind": "article-country", "country": "fr"}, "lacks an article"),
        ({"kind": "encoding", "form": "/news/a.txt"}, "lacks another name"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, str], says: str, notebook: Notebook) -> None:
    with pytest.raises(NotebookError, match=says):
        notebook.correct(**given)  # type: ignore[arg-type]
    assert notebook.corrections() == ()


def test_a_name_is_merged_called_and_placed_in_one_article(notebook: Notebook) -> None:
    made = [
        notebook.correct("merge", person="Brenn", other="Ada Brenn", article=UID),
        notebook.correct("rename", person="Brenn", other="Ada Brenn", article=UID),
        notebook.correct("person-country", person="Brenn", country="no", article=UID),
    ]
    assert [correction.words for correction in made] == [
        f"“Brenn” in article {UID} is the same person as “Ada Brenn”",
        f"“Brenn” in article {UID} is called “Ada Brenn”",
        f"“Brenn” in article {UID} belongs to NO",
    ]
    assert notebook.corrections() == tuple(made)


def test_the_same_correction_twice_is_one(notebook: Notebook) -> None:
    first = notebook.correct("hide", person="Port Ilse")
    assert notebook.correct("hide", person="Port Ilse") == first
    assert notebook.correct("hide", person="Port Ilse", article=UID) != first
    assert len(notebook.corrections()) == 2


def test_a_correction_is_undone_redone_and_withdrawn_and_its_row_stays(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        nothing = notebook.corrections_version()
        made = notebook.correct("hide", person="Port Ilse")
        held = notebook.corrections_version()
        assert held != nothing
    with Notebook.open(directory) as notebook:
        assert notebook.undo() == "correction: “Port Ilse” is not a person"
        assert (notebook.corrections(), notebook.corrections_version()) == ((), nothing)
        assert notebook.redo() == "correction: “Port Ilse” is not a person"
        assert (notebook.corrections(), notebook.corrections_version()) == ((made,), held)
        assert notebook.withdraw(made.id) == made
        assert notebook.corrections() == ()
        assert [json.loads(line)["withdrawn"] for line in export_jsonl(notebook) if made.id in line] == [True]
        assert notebook.undo() == "withdrawal of the correction: “Port Ilse” is not a person"
        assert notebook.corrections() == (made,)
        with pytest.raises(UnknownCorrection, match="'nope'"):
            notebook.withdraw("nope")


def test_the_version_changes_with_corrections_and_with_nothing_else(
    notebook: Notebook, other_window: Notebook, article: Make
) -> None:
    before = notebook.corrections_version()
    notebook.set_bookmark(article(), True)
    notebook.add_note(article(), "one")
    assert notebook.corrections_version() == before
    marks = notebook.marks_version()
    made = other_window.correct("hide", person="Port Ilse")
    assert notebook.corrections_version() == other_window.corrections_version() != before
    assert notebook.marks_version() != marks
    other_window.withdraw(made.id)
    assert notebook.corrections_version() == before


def test_corrections_of_two_machines_come_together_in_one_order(tmp_path: Path, clock: Clock) -> None:
    with (
        Notebook.open(tmp_path / "one", now=clock) as one,
        Notebook.open(tmp_path / "two", now=clock) as two,
    ):
        shared = one.correct("hide", person="Port Ilse")
        import_jsonl(two, export_jsonl(one))
        two.correct("rename", person="Ada Bren", other="Ada Brenn")
        one.correct("merge", person="A. Brenn", other="Ada Brenn")
        two.withdraw(shared.id)
        of_one = list(export_jsonl(one))
        assert import_jsonl(one, export_jsonl(two)).added == 1
        assert import_jsonl(two, of_one).added == 1
        assert one.corrections() == two.corrections()
        assert one.corrections_version() == two.corrections_version()
        assert [correction.kind for correction in one.corrections()] == ["rename", "merge"]
        assert import_jsonl(one, export_jsonl(two)).merged == 0


def test_the_order_is_that_of_making_whatever_the_clock_says(notebook: Notebook, clock: Clock) -> None:
    made = []
    for number in range(3):
        made.append(notebook.correct("hide", person=str(number)).id)
        clock.moment -= timedelta(days=400)
    assert [correction.id for correction in notebook.corrections()] == made


def test_a_kind_of_a_later_version_is_carried_on_and_not_applied(notebook: Notebook, tmp_path: Path) -> None:
    line = {
        "type": "correction", "id": "99", "kind": "twin", "person": "A", "form": "", "other": "B",
        "country": None, "instead_of": None, "article": None, "withdrawn": False,
        "created": "2027-01-01T00:00:00.000000Z", "changed": "2027-01-01T00:00:00.000000Z",
    }  # fmt: skip
    assert import_jsonl(notebook, [json.dumps(line)]).added == 1
    assert notebook.corrections() == ()
    (kept,) = [json.loads(each) for each in export_jsonl(notebook) if '"99"' in each]
    assert line.items() <= kept.items()


def test_corrections_are_brought_back_from_a_damaged_notebook(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        make_all(notebook)
        before = notebook.corrections_version()
    (directory / "notebook.db").write_bytes(b"gone")
    with Notebook.open(directory) as notebook:
        assert notebook.corrections_version() == before


def test_undo_tells_a_correction_by_the_words_of_who_knows_the_article(notebook: Notebook) -> None:
    words = "“A bridge is closed” is not about Georgia"
    made = notebook.correct("article-country", article=UID, instead_of="ge", told=lambda _: words)
    assert notebook.undo() == f"correction: {words}"
    assert notebook.redo() == f"correction: {words}"
    notebook.withdraw(made.id, told=lambda _: words)
    assert notebook.undo() == f"withdrawal of the correction: {words}"
