"""Bytes to text, files to articles."""

import os
from pathlib import Path

import pytest

from tuireader.articles.decoding import decode, decode_entities
from tuireader.articles.reading import MAX_BYTES, article_from_bytes, read_article, read_bytes
from tuireader.errors import ArticleError

VIETNAMESE = "Giá gạo xuất khẩu của Việt Nam tăng mạnh trong quý đầu năm, theo báo cáo mới nhất."
RUSSIAN = "Совет гавани небольшого города решил покрасить все свои лодки в зелёный цвет до начала лета. " * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_read_without_a_warning(encoding: str) -> None:
    decoded = decode(VIETNAMESE.encode(encoding))
    assert (decoded.text, decoded.warnings) == (VIETNAMESE, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    text = "The harbour board met on a rainy evening."
    assert decode(text.encode(encoding)).text == text


def test_iso_2022_jp_is_decoded_before_its_escapes_could_be_stripped() -> None:
    text = "首相は東京で会談した。"
    assert article_from_bytes(text.encode("iso2022_jp"), "a.txt").paragraphs == (text,)


@pytest.mark.promise("P27")
@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Müller said “no” – twice in Köln, and São Paulo’s mayor agreed.", "cp1252"), (RUSSIAN, "cp1251")],
)
def test_code_pages_are_guessed_aloud(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert any(decoded.encoding in warning for warning in decoded.warnings)


def test_utf7_is_never_decoded() -> None:
    assert decode(b"+AGEAYg- plain").text == "+AGEAYg- plain"


def test_damaged_utf8_keeps_the_rest_and_says_so() -> None:
    decoded = decode(VIETNAMESE.encode()[:-3] + b"\xff\xfe" + VIETNAMESE.encode())
    assert decoded.text.startswith("Giá gạo")
    assert decoded.encoding == "utf-8"
    assert any("unreadable" in warning for warning in decoded.warnings)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(99), b"%PDF-1.7 x", b"PK\x03\x04zip", bytes(100), bytes(range(256)) * 40],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match="not text"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("&ldquo;No&rdquo; &ndash; Smith &amp; Co.", "“No” – Smith & Co."),
        ("&#8217;&#x2019;&nbsp;", "’’\u00a0"),
        ("AT&T &notanentity x&copy", "AT&T &notanentity x&copy"),
    ],
)
def test_entities(text: str, decoded: str) -> None:
    assert decode_entities(text) == decoded


@pytest.mark.parametrize("hidden", [b"&#27;[31mred", b"&#x9b;31mred", b"&#x1b;]52;c;x&#7;", b"\x1b[31mred"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_controls_spelt_as_entities_do_not_get_through(hidden: bytes, name: str) -> None:
    article = article_from_bytes(b"The board met and " + hidden + b" it &amp;#27; rose.", name)
    for text in (article.headline, article.text, article.original):
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)


def test_soft_hyphens_are_gone() -> None:
    assert article_from_bytes("An inter\u00adnational har&shy;bour.".encode(), "a.txt").paragraphs == (
        "An international harbour.",
    )


def test_reading_gives_the_path_as_the_user_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The board met.")
    assert read_article(file).path == str(file)
    assert read_article(file, shown_as="a.txt").path == "a.txt"


@pytest.mark.parametrize("content", [b"", b"\n\n \t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "nothing.txt"
    file.write_bytes(content)
    with pytest.raises(ArticleError, match=r"nothing\.txt cannot be read: it is empty") as caught:
        read_article(file)
    assert caught.value.hint


def test_errors_name_the_file_and_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name, words in [
        ("missing.txt", "no such file"),
        ("picture.txt", "PNG picture"),
        (".", "regular file"),
    ]:
        with pytest.raises(ArticleError, match=words) as caught:
            read_article(tmp_path / name)
        assert str(tmp_path) in caught.value.message
        assert "\n" not in str(caught.value)
        assert caught.value.hint


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="regular file"):
        read_bytes(tmp_path / "pipe.txt")


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ArticleError, match="too large"):
        read_bytes(file)


def test_a_hostile_name_is_shown_on_one_safe_line(tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(tmp_path / "a\x1b]0;x\x07\nb.txt")
    assert str(caught.value).isprintable()
