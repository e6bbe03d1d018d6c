"""Articles in CSV and TSV, a row each: how columns are parted, quotes that nobody closed."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.formats import Fields, pieces
from tuireader.articles.records import Record
from tuireader.errors import ArticleError

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]


def test_a_table_names_its_fields_in_the_first_row(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(
        "\ufeffHeadline,Body,Published At,Link\r\n"
        '"Ferry, late","It was ""late"".\n\nSecond paragraph.",19/12/2024,https://skalvik.example/1\r\n'
        ",,,\r\n"
        "Empty,,,\r\n"
        "Giá gạo,Giá gạo tăng.,2024-12-20T08:00:00Z,javascript:alert(1)\r\n".encode()
    )
    found = read(file)
    assert list(found) == ["1", "2", "3"]
    first, second, third = found.values()
    assert isinstance(first, Record)
    assert (first.text, first.stated.headline) == ('It was "late".\n\nSecond paragraph.', "Ferry, late")
    assert (first.stated.date, first.stated.url) == ("2024-12-19", "https://skalvik.example/1")
    assert isinstance(second, str)
    assert isinstance(third, Record)
    assert (third.text, third.stated.date, third.stated.url) == ("Giá gạo tăng.", "2024-12-20", None)


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv.gz", "\t")]
)
def test_columns_may_be_parted_otherwise(tmp_path: Path, name: str, delimiter: str, one: One) -> None:
    data = delimiter.join(("title", "text")) + "\n" + delimiter.join(("A", "One, two.")) + "\n"
    (tmp_path / name).write_bytes(gzip.compress(data.encode()) if name.endswith("gz") else data.encode())
    assert one(tmp_path / name).text == "One, two."


def test_a_table_in_another_encoding_is_read(tmp_path: Path, one: One) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("title,text\nKöln,“Müller sagte nein”\n".encode("cp1252"))
    assert one(file).text == "“Müller sagte nein”"
    assert one(file).warnings
    file.write_bytes("title,text\nKöln,Müller\n".encode("utf-16"))
    assert one(file).text == "Müller"


def test_a_table_without_a_text_is_refused_with_what_to_do(tmp_path: Path, one: One, read: Read) -> None:
    file = tmp_path / "a.csv"
    file.write_text("when,what\n1,2\n")
    with pytest.raises(ArticleError, match=r"names no field.*\[fields\]"):
        read(file)
    assert one(file, Fields.of({"text": ["what"]})).text == "2"


UNCLOSED = """title,text
One,"The board met in Skalvik.
Two,The ferry was late again.
Three,"A quote, closed."
Four,The mayor spoke.
"""


@pytest.mark.parametrize("end", ["", 'Five,"Two\nlines, of one text."\n'])
def test_a_quote_that_is_not_closed_glues_no_rows(tmp_path: Path, read: Read, end: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(UNCLOSED + end)
    found = read(file)
    texts = [value.text for value in found.values() if isinstance(value, Record)]
    assert texts[:4] == [
        "The board met in Skalvik.", "The ferry was late again.", "A quote, closed.", "The mayor spoke."
    ]  # fmt: skip
    assert texts[4:] == (["Two\nlines, of one text."] if end else [])
    said = [value.warnings for value in found.values() if isinstance(value, Record)]
    assert said[0] == ("the quote in line 2 is not closed; the cell was ended with the line",)
    assert not any(said[1:])


def test_lines_that_are_no_rows_stay_in_their_cell(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "a.csv"
    file.write_text('title,text\nOne,"He went home, at last,\nand, it seems, slept."\nTwo,"Never\nclosed.\n')
    one, two = read(file).values()
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.text.split()[-1], one.warnings) == ("slept.", ())
    assert two.text.split() == ["Never", "closed."]
    assert two.warnings == ("the quote in line 4 is not closed before the end of the file",)


def test_a_table_of_too_many_columns_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(",".join(f"c{number}" for number in range(2500)) + ",text\n")
    with pytest.raises(ArticleError, match="it has 2,501 columns; at most 2,000 are read"):
        list(pieces(file, Fields()))


@pytest.mark.parametrize("said", ["sep=;\r\n", '"sep=;"\n', ""])
def test_what_parts_the_columns_may_be_said_or_found(tmp_path: Path, said: str, one: One) -> None:
    file = tmp_path / "a.csv"
    head = '"title";"text";"date, of, it, all"\n'
    file.write_text(f"{said}{head}The ferry;It was late, again, and full.;2024-12-19\n", "utf-8-sig")
    found = one(file)
    assert (found.text, found.stated.headline) == ("It was late, again, and full.", "The ferry")
