"""Terminal-safe text: what goes, what stays, how long it takes."""

import time

import pytest

from tuireader.text.safe import MAX_MARKS, safe_line, safe_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x1b]52;c;cHduZWQ=\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x1bP+q544e\x1b\\b", "ab"),
        ("a\x1b_Gf=24\x1b\\b", "ab"),
        ("a\x1b[1;31mred\x1b[0mb", "aredb"),
        ("a\x9b31mb", "ab"),
        ("a\x1b(0b", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x07\x08\x0e\x7fb", "ab"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("inter\u00adnational wo\u200brds\ufeff", "international words"),
        ("a\U000e0041b", "ab"),
    ],
)
def test_what_acts_on_a_terminal_goes_with_its_payload(text: str, clean: str) -> None:
    assert safe_text(text) == clean


def test_an_unterminated_control_string_does_not_swallow_the_article() -> None:
    assert safe_text("before\x1b]0;title\nall of the article") == "before]0;title\nall of the article"


def test_a_sequence_split_by_an_invisible_character_is_not_put_together() -> None:
    assert "\x1b" not in safe_text("\x1b\u200b[31mred")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed(end: str) -> None:
    assert safe_text(f"one{end}two") == "one\ntwo"


def test_tabs_brackets_joiners_and_accents_stay() -> None:
    text = "[red]\t[/] Phạm Minh Chính می\u200cخواهم 👩\u200d🚀"
    assert safe_text(text) == text


def test_lone_surrogates_can_be_encoded_afterwards() -> None:
    assert safe_text("bad\udcff name").encode() == "bad\ufffd name".encode()


def test_towers_of_marks_are_capped() -> None:
    assert safe_text("e" + "\u0301" * 40) == "e" + "\u0301" * MAX_MARKS


def test_safe_line_is_one_line() -> None:
    assert safe_line("  a\r\n b\t\x1b[2Jc ") == "a b c"


@pytest.mark.parametrize(
    "introducer", ["\x1b]", "\x9d", "\x1b[", "\x9b", "\x1bP", "\x1b", "\x1b[0", "\x1b]0;"]
)
def test_introducers_in_bulk_take_linear_time(introducer: str) -> None:
    short, long = introducer * 20_000, introducer * 200_000
    started = time.thread_time()
    safe_text(short)
    middle = time.thread_time()
    safe_text(long)
    # Ten times the text: quadratic time would be a hundred times as long. Wide, for busy machines.
    assert time.thread_time() - middle < 40 * (middle - started) + 0.5
