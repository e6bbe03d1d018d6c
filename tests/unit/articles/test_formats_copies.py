"""Several copies out of a database of newspapers in one text file."""

import gzip
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, may_hold_several, pieces
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Record, Unreadable

ReadAll = Callable[..., dict[str | None, Record | str]]

PROSE = "The ferry company told the town council on Monday that it will buy {} electric ships by the summer."
MORE = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe, who has led it since 2019."


def nexis(number: int) -> str:
    return (
        f"\f                              {number} of 3 DOCUMENTS\n\nSkalvik Post (Norway)\n\n"
        f"November {number}, 2024 Monday\n\nShips number {number}\n\nBYLINE: Oda Brandvold\n\n"
        f"LENGTH: 512 words\n\nBODY:\n{PROSE.format(number)}\n\n{MORE}\n\nLOAD-DATE: November 5, 2024\n\n"
        "Copyright 2024 Skalvik Post AS\nAll Rights Reserved\n"
    )


def nexis_new(number: int) -> str:
    return (
        f"Ships number {number}\nSkalvik Post (Norway)\nNovember {number}, 2024 Monday\n\n"
        "Copyright 2024 Skalvik Post AS All Rights Reserved\n\nSection: NEWS\nLength: 1,512 words\n"
        f"Byline: Oda Brandvold\nBody\n\n\n{PROSE.format(number)}\n\n{MORE}\n\n"
        "Load-Date: November 5, 2024\n\nEnd of Document\n\n\n"
    )


def factiva(number: int) -> str:
    return (
        f"Ships number {number}\n\nBy Oda Brandvold\n512 words\n{number} November 2024\nSkalvik Post\n"
        f"SKPOST\n\n(c) 2024 Skalvik Post AS. All rights reserved.\n\n{PROSE.format(number)}\n\n{MORE}\n\n"
        f"Document SKPOST0020241104ekb40000{number}\n\n"
    )


def proquest(number: int) -> str:
    return (
        f"{'_' * 60}\n\nDocument {number} of 3\n\nShips number {number}\n\nAuthor: Brandvold, Oda\n\n"
        f"Full text: {PROSE.format(number)}\n\n{MORE}\n\nSubject: Ferries\n\nTitle: Ships number {number}\n\n"
        f"Publication title: Skalvik Post; Skalvik\n\nPublication date: Nov {number}, 2024\n\n"
        f"ProQuest document ID: 123456789{number}\n\nDocument URL: https://proquest.example/{number}\n\n"
    )


KINDS = [nexis, nexis_new, factiva, proquest]
COVER = (
    "Date and Time: Tuesday, November 5, 2024 8:00:00 AM\nJob Number: 17\nDocuments (3)\n\n"
    + "".join(f"{n}. Ships number {n}\nClient/Matter: -None-\n" for n in range(1, 40))
    + "| About LexisNexis | Privacy Policy | Copyright © 2024 LexisNexis\n"
)
SEARCHED = "\nSearch Summary\nText\tships\nDate\tAll Dates\nSource\tSkalvik Post\nResults Found\t3\n"


def every(path: Path) -> list[Article | Unreadable]:
    return list(read_articles(path, shown_as=path.name))


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_each_copy_is_an_article(tmp_path: Path, make: Callable[[int], str], encoding: str) -> None:
    file = tmp_path / "copies.txt"
    file.write_text("".join(map(make, (1, 2, 3))), encoding, newline="\r\n")
    assert may_hold_several(file, file.stat().st_size)
    found = [article for article in every(file) if isinstance(article, Article)]
    assert [article.path for article in found] == ["copies.txt#1", "copies.txt#2", "copies.txt#3"]
    for number, article in enumerate(found, 1):
        assert article.headline == f"Ships number {number}"
        assert (article.date, article.source) == (f"2024-11-{number:02}", "Skalvik Post")
        assert article.paragraphs == (PROSE.format(number), MORE)


@pytest.mark.parametrize("name", ["copies.txt.gz", "copies.zip", "copies"])
def test_copies_are_told_apart_in_every_package(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    text = "".join(map(nexis_new, (1, 2, 3)))
    if name.endswith("zip"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("all/copies.txt", text)
    else:
        file.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    assert may_hold_several(file, file.stat().st_size)
    inside = f"{name}#all/copies.txt" if name.endswith("zip") else name
    assert [article.path for article in every(file) if isinstance(article, Article)] == [
        f"{inside}#{number}" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        (COVER + nexis_new(1) + nexis_new(2), ["1"]),
        (factiva(1) + factiva(2) + SEARCHED, ["3"]),
        ("Search: ships\n" + nexis(1) + nexis(2), ["1"]),
    ],
    ids=["cover", "summary", "search"],
)
def test_what_was_searched_for_is_no_article(
    tmp_path: Path, read: ReadAll, text: str, skipped: list[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    found = read(file)
    assert len(found) == 3
    assert [key for key, said in found.items() if isinstance(said, str)] == skipped
    assert "is no article" in str(found[skipped[0]])
    assert sum(len(said.text) for said in found.values() if isinstance(said, Record)) > len(PROSE)


@pytest.mark.parametrize("make", KINDS)
def test_nothing_of_the_copies_is_lost(tmp_path: Path, make: Callable[[int], str]) -> None:
    file = tmp_path / "a.txt"
    text = make(1) + make(2).replace("512 words", "long").replace("1,512 words", "long") + make(3)
    file.write_text(text, "utf-8")
    data = b"".join(getattr(piece, "data", b"") for piece in pieces(file, Fields()))
    assert data.split() == text.encode().split()


@pytest.mark.parametrize(
    "text",
    [
        nexis_new(1), factiva(1) * 1, proquest(1), f"{MORE}\n" * 30 + "Length: 512 words\n" * 3,
        f"End of Document\n{MORE}\n" * 20, f"1 of 3 DOCUMENTS\n{MORE}\n" * 20, f"{'_' * 60}\n{MORE}\n" * 20,
    ],
)  # fmt: skip
def test_a_text_that_is_one_stays_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    assert [piece.fragment for piece in pieces(file, Fields())] == [None]


def test_a_text_in_utf16_is_not_cut_within_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("".join(map(nexis, (1, 2, 3))), "utf-16")
    (found,) = every(file)
    assert isinstance(found, Article)
    assert PROSE.format(3) in " ".join(found.paragraphs)


def test_signs_of_copies_by_the_million_take_little(tmp_path: Path) -> None:
    begun = time.process_time()
    for text in (
        "ProQuest document ID: \n" * 500_000,
        "ProQuest document ID: \n" * 300_000 + "_" * 60 + "\n",
        f"{'_' * 60}\n" * 150_000 + "ProQuest document ID: \n",
        " words" * 1_000_000,
        "1 words\n" * 500_000 + "End of Document\n" * 100_000,
        " " * 8_000_000 + "ProQuest",
    ):
        file = tmp_path / "a.txt"
        file.write_text(f"ProQuest\n{text}")
        assert len(list(pieces(file, Fields()))) >= 1
    assert time.process_time() - begun < 20
