"""What the fields of a record say: their names, dates, HTML in them, and what nobody can read."""

import json
import pickle

import pytest

from tuireader.articles.formats import Fields, read_piece
from tuireader.articles.records import Piece


def test_names_of_fields_in_use_and_of_ones_own() -> None:
    record = {
        "articleBody": "The text.", "headLine": "A title",
        "datePublished": "2024-05-03T10:00:00+02:00",
        "publisher": {"@type": "Organization", "name": "Skalvik Post"},
        "author": [{"name": "A. Moe"}, "B. Lie"],
        "inLanguage": "en_GB", "URL": "https://skalvik.example/a",
        "kicker": "Sea", "where": {"town": "Skalvik"},
    }  # fmt: skip
    piece = Piece("1", "json", json.dumps(record).encode())
    stated = read_piece(piece, Fields()).stated
    assert (stated.headline, stated.date, stated.source) == ("A title", "2024-05-03", "Skalvik Post")
    assert (stated.byline, stated.language) == ("A. Moe, B. Lie", "en-GB")
    assert stated.url == "https://skalvik.example/a"
    own = Fields.of({"text": ["kicker"], "place": ["where.town"]})
    assert read_piece(piece, own).text == "Sea"
    assert read_piece(piece, own).stated.place == "Skalvik"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-05-03", "2024-05-03"), ("2024-05", "2024-05"), ("20240503", "2024-05-03"),
        (1714723200, "2024-05-03"),
        (1714723200000, "2024-05-03"), ("Fri, 03 May 2024 08:00:00 GMT", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("Mon, 30 Feb 2024 25:61:61 +9999", None), ("1e999", None), ("-1", None), (0, None), (True, None),
        ("Thu, 01 Jan 0000 00:00:00 GMT", None), ("not a date", None), ("2024-13-45", None), ({}, None),
    ],
)  # fmt: skip
def test_dates_as_records_have_them(said: object, date: str | None) -> None:
    piece = Piece("1", "json", json.dumps({"text": "x", "date": said}).encode())
    assert read_piece(piece, Fields()).stated.date == date


def test_html_in_a_field_is_read_as_such() -> None:
    text = (
        "<p>The <b>ferry</b> was late.</p><script>bad()</script><h2>Why</h2><p>Fog &amp; rain&#27;[31m.</p>"
    )
    record = read_piece(Piece("1", "json", json.dumps({"content": text}).encode()), Fields())
    assert record.text == "The ferry was late.\n\nWhy\n\nFog & rain."
    assert [block.kind for block in record.blocks] == ["paragraph", "subheading", "paragraph"]
    assert "bad()" in (record.original or "")
    plain = read_piece(Piece("1", "json", json.dumps({"content": "1 < 2 and <x> > 3"}).encode()), Fields())
    assert plain.text == "1 < 2 and <x> > 3"


def test_fields_go_to_another_process_and_tell_themselves_apart() -> None:
    fields = Fields.of({"title": ("kop",), "text": ["verhaal"]}, encoding="cp1258")
    assert pickle.loads(pickle.dumps(fields)) == fields
    others = {Fields().fingerprint(), fields.fingerprint(), Fields.of({"text": ["verhaal"]}).fingerprint()}
    assert len(others) == 3
    assert (
        fields.fingerprint()
        == Fields.of({"text": ("verhaal",), "title": ["kop"]}, encoding="cp1258").fingerprint()
    )


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ('"date": ' + "9" * 399, (None, None)),
        ('"date": 20230503', ("2023-05-03", None)),
        ('"date": ' + "[" * 300 + "1" + "]" * 300, (None, None)),
        ('"author": ' + "[" * 500 + '"Jo"' + "]" * 500, (None, None)),
        ('"author": ' + '{"name":' * 400 + '"Jo"' + "}" * 400, (None, None)),
        ('"author": [{"name": ["Jo Berg"]}]', (None, "Jo Berg")),
    ],
)
def test_a_field_that_nobody_can_read_is_no_field(fields: str, stated: tuple[str | None, str | None]) -> None:
    piece = Piece("1", "json", f'{{"text": "The board met.", {fields}}}'.encode())
    record = read_piece(piece, Fields())
    assert (record.stated.date, record.stated.byline) == stated
