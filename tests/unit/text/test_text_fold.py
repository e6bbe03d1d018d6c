"""Folding for search and for anchors."""

import pytest

from tuireader.text.anchorfold import anchor_fold
from tuireader.text.fold import fold, fold_map, squash, word_spans, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ngọc Thịnh", "dang thi ngoc thinh"),
        ("Tromsø, Łódź, Straße", "tromso, lodz, strasse"),
        ("Ærø Þór ıİ", "aero thor ii"),
        ("‘Peace’ “War” – no’s", "'peace' \"war\" - no's"),
        ("ﬁnal Ｖｉｅｔ", "final viet"),
        ("Cafe\u0301 CAFÉ", "cafe cafe"),
        ("北京 한국 हिन्दी", "北京 한국 हिन्दी"),
    ],
)
def test_fold_unifies_spelling_and_keeps_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_spans_come_back_to_the_original_through_length_changes() -> None:
    text = "In der Straße nach Ærø"
    folded = fold_map(text)
    at = folded.text.index("strasse")
    assert text[slice(*folded.span(at, at + 7))] == "Straße"
    at = folded.text.index("aero")
    assert text[slice(*folded.span(at, at + 4))] == "Ærø"


def test_a_span_of_half_a_letter_is_the_whole_letter() -> None:
    folded = fold_map("Straße")
    assert folded.span(4, 5) == (4, 5)
    assert folded.span(5, 6) == (4, 5)


def test_marks_belong_to_their_letter() -> None:
    text = "Cafe\u0301 noir"
    folded = fold_map(text)
    assert text[slice(*folded.span(0, 4))] == "Cafe\u0301"


def test_words_split_at_everything_that_is_no_letter_or_digit() -> None:
    assert words("Kim Jong-un’s 22-NQ/TW, Việt_Nam!") == [
        "kim",
        "jong",
        "un",
        "s",
        "22",
        "nq",
        "tw",
        "viet",
        "nam",
    ]


def test_word_spans_point_into_the_original() -> None:
    text = "Ông Phạm Văn Đồng."
    assert [(word, text[start:end]) for word, start, end in word_spans(text)] == [
        ("ong", "Ông"),
        ("pham", "Phạm"),
        ("van", "Văn"),
        ("dong", "Đồng"),
    ]


@pytest.mark.parametrize("spelling", ["Viet Nam", "Việt Nam", "Viet-Nam", "VIETNAM"])
def test_squash_takes_spaces_and_hyphens_out(spelling: str) -> None:
    assert squash(spelling) == "vietnam"


def test_anchor_fold_keeps_case_and_unifies_quotes_dashes_and_spaces() -> None:
    assert anchor_fold(" He said:\n“No”\u00a0—  never…\u200b ").text == 'He said: "No" - never...'


def test_anchor_fold_composes_letters() -> None:
    assert anchor_fold("Cafe\u0301").text == "Café"


def test_anchor_fold_spans_come_back() -> None:
    text = "One\n\n“two”  three"
    folded = anchor_fold(text)
    at = folded.text.index('"two"')
    assert text[slice(*folded.span(at, at + 5))] == "“two”"
