"""What pages and letters say of their encoding, and what of it is believed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.decoding import declared, known_encoding
from tuireader.articles.records import Record
from tuireader.errors import ArticleError

One = Callable[..., Record]

SAID = "The ferry company told the town council on Monday that it will buy two electric ships."
NO_CHARSETS = [
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "undefined",
    "rot13",
    "hex",
]


@pytest.mark.parametrize("name", NO_CHARSETS)
def test_what_python_calls_an_encoding_and_nobody_writes_in_is_none(name: str) -> None:
    assert declared(SAID.encode(), name) is None
    with pytest.raises(ArticleError, match="there is no encoding of text"):
        known_encoding(name)


@pytest.mark.parametrize("name", ["utf-16", "utf-16-be", "utf-32", "cp037", "cp500", *NO_CHARSETS])
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.eml", "Subject: Ships\nContent-Type: text/plain; charset={}\n\n{}\n"),
        ("a.html", "<meta charset={}><p>{}</p>"),
    ],
)
def test_plain_ascii_is_not_what_it_falsely_says(
    tmp_path: Path, one: One, name: str, file: str, text: str
) -> None:
    path = tmp_path / file
    data = text.format(name, SAID).encode()
    path.write_bytes(data + b" " * (-len(data) % 4))
    assert SAID in one(path).text


@pytest.mark.parametrize(
    ("name", "written"),
    [("utf-16", "utf-16"), ("UTF-16LE", "utf-16-le"), ("cp037", "cp037"), ("Shift_JIS", "shift_jis")],
)
def test_what_is_said_rightly_is_believed(name: str, written: str) -> None:
    text = SAID if written != "shift_jis" else "日本の経済は回復した。" * 9
    found = declared(text.encode(written), name)
    assert found is not None
    assert found.text == text
