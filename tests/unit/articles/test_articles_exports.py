"""Copies out of databases of newspapers, and names and values above a text: read, and out of the prose."""

import pytest

from tuireader.articles.article import Article
from tuireader.articles.cleaning import Cleaning
from tuireader.articles.describing import describe, describe_text
from tuireader.articles.records import Record

P1 = "The ferry company told the town council on Monday that it will buy two electric ships by the summer."
P2 = "“The old ones drink a ton of oil a day,” said the director, Ingrid Moe. Its length: 40 metres."
PROSE = f"{P1}\n\n{P2}"
TITLE = "Two electric ships for the fjord"
NEXIS = f"""1 of 1 DOCUMENTS

Skalvik Post (Norway)

November 4, 2024 Monday
Final Edition

{TITLE}

BYLINE: Oda Brandvold, Staff Reporter

SECTION: NEWS; Pg. A4

LENGTH: 512 words

DATELINE: SKALVIK

HIGHLIGHT: The company will buy two ships.

BODY:
{PROSE}

LOAD-DATE: November 5, 2024

LANGUAGE: ENGLISH

GRAPHIC: Photo, The ferry at the quay.

PUBLICATION-TYPE: Newspaper

Copyright 2024 Skalvik Post AS
All Rights Reserved
"""
NEXIS_NEW = f"""{TITLE}
Skalvik Post (Norway)
November 4, 2024 Monday
Final Edition

Copyright 2024 Skalvik Post AS All Rights Reserved

Section: NEWS; Pg. A4
Length: 1,512 words
Byline: Oda Brandvold
Dateline: SKALVIK
Body


{PROSE}

Graphic

Photo, The ferry at the quay.

Load-Date: November 5, 2024

End of Document
"""
FACTIVA = f"""{TITLE}

By Oda Brandvold
512 words
4 November 2024
06:30
Skalvik Post
SKPOST
A4
English
(c) 2024 Skalvik Post AS. All rights reserved.

{PROSE}

Document SKPOST0020241104ekb400001
"""
PROQUEST = f"""____________________________________________________________

{TITLE}

Author: Brandvold, Oda

Publication info: Skalvik Post ; Skalvik [Skalvik]. 04 Nov 2024: A4.

Abstract: None available.

Full text: {PROSE}

Subject: Ferries; Ships

Publication title: Skalvik Post; Skalvik

Publication date: Nov 4, 2024

ProQuest document ID: 1234567890

Document URL: https://proquest.example/docview/1
"""


@pytest.mark.parametrize(
    "text", [NEXIS, NEXIS_NEW, FACTIVA, PROQUEST], ids=["nexis", "new", "factiva", "proquest"]
)
def test_what_a_database_prints_around_an_article_is_read_and_taken(text: str) -> None:
    found = describe_text(text, path="a.txt")
    assert (found.headline, found.headline_from, found.paragraphs) == (TITLE, "text", (P1, P2))
    assert (found.date, found.date_from, found.source) == ("2024-11-04", "line", "Skalvik Post")
    assert (found.byline, found.place) == ("Oda Brandvold", "SKALVIK" if "ateline" in text.lower() else None)
    (taken,) = [piece.text for piece in found.removed if piece.rule == "database copy"]
    lines = {line.strip() for line in text.split("\n")}
    assert set(taken.split("\n")) <= lines
    left = describe(Record(text), path="a.txt", cleaning=Cleaning(off=frozenset({"database copy"})))
    assert (left.headline, left.source, left.byline) == (TITLE, "Skalvik Post", "Oda Brandvold")
    assert "512 words" in left.text or "ProQuest document ID" in left.text


@pytest.mark.parametrize(
    "text",
    [
        NEXIS + NEXIS.replace("1 of", "2 of"), PROSE, f"{TITLE}\n\nLength: 512 words\n\n{PROSE}",
        f"Document SKPOST0020241104ekb400001\n\n{PROSE}", f"Full text: {PROSE}",
    ],
    ids=["two of them", "none", "no day", "number alone", "label alone"],
)  # fmt: skip
def test_what_is_no_copy_of_one_article_stays(text: str) -> None:
    found = describe_text(text, path="a.txt")
    assert not any(piece.rule == "database copy" for piece in found.removed)
    assert P1 in found.text


def lines(head: str) -> Article:
    return describe_text(f"{head}\n\n{PROSE}\n", path="a.txt")


def test_names_and_values_above_a_text_are_read() -> None:
    found = lines(
        f"Title: {TITLE}\nURL: https://skalvik.example/ships\nDate: 2024-11-04T08:00:00Z\n"
        "Author: Oda Brandvold\nSource : Skalvik Post\nKeywords: ships, oil\nSection:"
    )
    assert (found.headline, found.date, found.date_from) == (TITLE, "2024-11-04", "front matter")
    assert (found.byline, found.source) == ("Oda Brandvold", "Skalvik Post")
    assert (found.url, found.paragraphs) == ("https://skalvik.example/ships", (P1, P2))
    assert found.removed[0].rule == "front matter"


@pytest.mark.parametrize(
    "head",
    [
        f"Title: {TITLE}",
        "Date: 2024-11-04\nAuthor: Oda Brandvold",
        f"Title: {TITLE}\nDate: 2024-11-04\nThe board met on Monday.",
        "Source: the sea. Where boats end.\nHarbour: the beginning of it",
    ],
)
def test_too_little_or_too_much_above_a_text_is_its_own(head: str) -> None:
    assert not any(piece.rule == "front matter" for piece in lines(head).removed)
