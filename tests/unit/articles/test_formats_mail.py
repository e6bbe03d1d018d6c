"""Mail and mailboxes."""

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from tuireader.articles.reading import read_article
from tuireader.articles.records import Record
from tuireader.errors import ArticleError

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]


def message(text: str = "The board met.\n", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = headers.pop("sender", "Oda Brandvold <oda@skalvik.example>")
    mail["Date"] = "Thu, 19 Dec 2024 23:30:00 -0500"
    mail["Subject"] = headers.pop("subject", "Båter & maling")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def write(tmp_path: Path, data: bytes, name: str = "a.eml") -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def test_a_message_is_an_article(tmp_path: Path, one: One) -> None:
    mail = message("Giá gạo tăng.\n\nAnother.\n\n-- \nOda\n", List_Id='"Skalvik news" <news.skalvik.example>')
    mail.add_alternative("<p>HTML</p>", subtype="html")
    mail.add_attachment(b"secret", maintype="application", subtype="pdf", filename="../../x.pdf")
    found = one(write(tmp_path, bytes(mail)))
    assert found.text == "Giá gạo tăng.\n\nAnother.\n"
    assert [piece.rule for piece in found.removed] == ["mail signature"]
    stated = found.stated
    assert (stated.headline, stated.date, stated.byline) == ("Båter & maling", "2024-12-19", "Oda Brandvold")
    assert (stated.source, found.stated_in, found.encoding) == ("Skalvik news", "mail", "utf-8")


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path, one: One) -> None:
    mail = message()
    mail.set_content("<style>x</style><p>One.</p><p>Two &amp; three.</p>", subtype="html")
    assert one(write(tmp_path, bytes(mail))).text == "One.\n\nTwo & three."


@pytest.mark.parametrize(
    ("plain", "is_read"),
    [
        ("\n", False),
        ("View this mail in a browser: https://skalvik.example\n", False),
        ("The board met.\n" * 9, True),
    ],
)
def test_a_plain_text_that_only_stands_in_for_the_html_is_not_the_article(
    tmp_path: Path, plain: str, is_read: bool, one: One
) -> None:
    mail = message(plain)
    mail.add_alternative("<p>The harbour board voted for green boats.</p>" * 9, subtype="html")
    found = one(write(tmp_path, bytes(mail)))
    assert ("harbour board" in found.text, "The board met" in found.text) == (not is_read, is_read)


@pytest.mark.parametrize("charset", ["iso-2022-jp", "shift_jis", "utf-8", "euc-jp"])
def test_the_charset_of_a_part_is_believed(tmp_path: Path, charset: str, one: One) -> None:
    mail = message()
    mail.set_content("首相は東京で会談した。\n", charset=charset)
    assert one(write(tmp_path, bytes(mail))).text.strip() == "首相は東京で会談した。"


def test_a_mailbox_holds_many(tmp_path: Path, read: Read) -> None:
    mails = [message(f"Text {n}.\n\n>From the quay.\n", subject=f"Mail {n}") for n in range(3)]
    box = b"".join(b"From oda Thu Dec 19 23:30:00 2024\n" + bytes(mail) + b"\n" for mail in mails)
    found = read(write(tmp_path, b"\n" + box + b"From x Thu Dec 19 2024\nno header here\n", "a.mbox"))
    assert list(found) == ["1", "2", "3", "4"]
    for number in range(3):
        record = found[str(number + 1)]
        assert isinstance(record, Record)
        assert record.stated.headline == f"Mail {number}"
        assert "\nFrom the quay." in record.text
    assert "no mail" in str(found["4"])


@pytest.mark.parametrize(
    "data", [b"", b"just text\n", b"\x89PNG\r\n\x1a\n", b"Subject: x\n\n", b"A: b\n" * 90_000]
)
@pytest.mark.parametrize("name", ["a.eml", "a.mbox"])
def test_what_is_no_mail_is_said(tmp_path: Path, data: bytes, name: str) -> None:
    file = write(tmp_path, data, name)
    with pytest.raises(ArticleError, match=r"a\.\w+ cannot be read: (it is|the message)") as caught:
        read_article(file)
    assert "\n" not in str(caught.value)


def test_headers_cannot_act_on_a_terminal(tmp_path: Path, one: One) -> None:
    raw = (
        b"From: =?utf-8?q?A=1b=5d0=3bPWN=07?= <x>\r\nSubject: =?utf-8?b?G1szMW1yZWQ=?=\r\n x\r\n"
        b"Date: not a date\r\nContent-Type: text/plain; charset=x-evil\r\n\r\nbody \x1b[31m\r\n"
    )
    found = one(write(tmp_path, raw))
    assert found.stated.date is None
    for text in (found.stated.headline, found.stated.byline, found.text.strip()):
        assert text is not None
        assert text.isprintable()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/mixed", "--x\nContent-Type: text/plain\n\nThe board met.\n--x--\n"),
        ("multipart/mixed", "--x\nContent-Type: text/html\n\n<p>The board met.\n--x\n"),
        ("multipart/alternative; boundary=y", "The board met.\n"),
        ("multipart/mixed; boundary=''", "\nThe board met.\n"),
    ],
)
def test_a_message_whose_parts_nobody_can_tell_apart_is_read(
    tmp_path: Path, kind: str, body: str, one: One
) -> None:
    found = one(write(tmp_path, f"Subject: x\nContent-Type: {kind}\n\n{body}".encode()))
    assert found.text.strip() == "The board met."
    assert found.warnings == ("the message does not say how its parts are told from each other",)


@pytest.mark.parametrize("part", ["message/rfc822\n\n", "multipart/mixed; boundary={0}\n\n--{0}\n"])
def test_mail_in_mail_in_mail_is_a_reason_in_plain_words(tmp_path: Path, part: str) -> None:
    parts = "".join(f"Content-Type: {part.format(number)}" for number in range(3000))
    file = write(tmp_path, f"Subject: x\n{parts}\n\nThe board met.\n".encode())
    with pytest.raises(ArticleError) as caught:
        read_article(file)
    assert caught.value.reason == "it is nested too deeply"


NOTICES = (
    "View in browser",
    "Having trouble reading this? View it in your browser.",
    "You are receiving this email because you signed up at skalvik.example.",
    "Unsubscribe | Manage preferences",
    "To unsubscribe, write to letters@skalvik.example",
)
SAID = (
    "The board met on Monday and voted to paint all of its boats.",
    "If you don’t want to wait, go, said the mayor.",
)


def test_what_a_letter_says_of_itself_is_no_part_of_it(tmp_path: Path, one: One) -> None:
    head = "From: Letter <l@skalvik.example>\nSubject: Boats\nMIME-Version: 1.0\nContent-Type: text/{}\n\n"
    file = tmp_path / "a.eml"
    lines = (*NOTICES[:2], *SAID, *NOTICES[2:], "Unsubscribe: https://skalvik.example/u?id=7")
    for kind, body in (
        ("html", "".join(f"<table><tr><td>{line}</td></tr></table>" for line in lines)),
        ("plain", "\n\n".join(lines)),
    ):
        file.write_text(head.format(kind) + body)
        found = one(file)
        assert [line for line in found.text.split("\n") if line] == list(SAID)
        assert [piece.text for piece in found.removed] == [line for line in lines if line not in SAID]
        assert {piece.rule for piece in found.removed} == {"newsletter"}
    file.write_text(head.format("plain") + "Unsubscribe")
    assert one(file).text.strip() == "Unsubscribe", "nothing else is there to be read"
