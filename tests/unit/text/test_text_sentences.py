"""Where sentences end."""

import pytest

from tuireader.text.sentences import ends_with_abbreviation, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Sr. Lt. Gen. Hoang An spoke. He left.", ["Sr. Lt. Gen. Hoang An spoke.", "He left."]),
        ("Admiral Samuel J. Oda came.", ["Admiral Samuel J. Oda came."]),
        ("The U.N. Security Council met. It rose.", ["The U.N. Security Council met.", "It rose."]),
        ("Rates rose 2.5 percent. Shares fell.", ["Rates rose 2.5 percent.", "Shares fell."]),
        ("No. 5 won.", ["No. 5 won."]),
        ("He left at 5 p.m. The rest stayed.", ["He left at 5 p.m.", "The rest stayed."]),
        ("“Go!” he said. “Now.” They went.", ["“Go!” he said.", "“Now.”", "They went."]),
        ("它开始了。它结束了。", ["它开始了。", "它结束了。"]),
        ("  no stop at all  ", ["no stop at all"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    ("text", "is_one"), [("said Thomas J.", True), ("by Lt.", True), ("the end.", False), ("no stop", False)]
)
def test_ends_with_abbreviation(text: str, is_one: bool) -> None:
    assert ends_with_abbreviation(text) is is_one
