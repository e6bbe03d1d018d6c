"""What must hold of any text at all."""

import re
import unicodedata

import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from tuireader.text.anchorfold import anchor_fold, anchor_text
from tuireader.text.fold import fold, fold_map, word_spans, words
from tuireader.text.plain import beyond_plain, caseless, is_evenly_spaced, lines_as_one, word_count
from tuireader.text.safe import safe_line, safe_text
from tuireader.text.sentences import split_sentences
from tuireader.text.width import cell_width, clip, clusters, is_narrow
from tuireader.text.wrap import wrap

_NASTY = st.sampled_from(
    ["\x1b", "]52;c;", "[31m", "P", "\\", "\x07", "\x9b", "\x9d", "\x9c", "\x90", "\r", "\n", "\r\n",
     "\x85", "\u2028", "\u202e", "\u200b", "\u200d", "\ufe0f", "\u0301", "\u0301" * 12, "\udc80",
     "\ufeff", "\U000e0041", "a", "Z", " "]
)  # fmt: skip
hostile = st.lists(st.one_of(_NASTY, st.text(max_size=4)), max_size=30).map("".join)
prose = st.lists(
    st.sampled_from(
        ["Việt", "Nam", "e\u0301", "ß", "Æ", "ﬁ", "’", "“", "—", "-", " ", "\n", "…", "İ", "が",
         "か\u3099", "각", "\u1100\u1161",
         "क्षि", "👩\u200d👩\u200d👧", "世界", "a", "B", ".", "/", "\u00a0", "\u200b", "word", "\u0338", "Σς"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
any_text = st.one_of(hostile, prose, st.text(max_size=60))


@given(hostile)
def test_no_control_survives(text: str) -> None:
    clean = safe_text(text)
    for character in clean:
        assert character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )
    assert not set(clean) & set("\u200e\u200f\u061c\u200b\u00ad\ufeff")


@given(hostile)
def test_safe_text_is_idempotent(text: str) -> None:
    once = safe_text(text)
    assert safe_text(once) == once


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])))
def test_plain_ascii_is_left_as_it_is(text: str) -> None:
    assert safe_text(text) == text


@given(any_text)
def test_safe_line_is_one_line_without_double_spaces(text: str) -> None:
    line = safe_line(text)
    assert line == " ".join(line.split())


@given(any_text)
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(any_text)
def test_fold_map_gives_the_same_text_as_fold(text: str) -> None:
    folded = fold_map(text)
    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)


@given(any_text, st.data())
def test_a_span_of_the_folded_text_comes_from_a_span_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold_map(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold(text[first:last])


@given(any_text)
def test_word_spans_point_at_the_words(text: str) -> None:
    spans = word_spans(text)
    assert [w for w, _, _ in spans] == words(text)
    for word, start, end in spans:
        assert word in fold(text[start:end])


@given(any_text)
def test_anchor_fold_does_not_change_its_own_result(text: str) -> None:
    once = anchor_fold(text).text
    assert anchor_fold(once).text == once


@given(any_text)
def test_anchor_fold_has_an_origin_for_each_character_in_order(text: str) -> None:
    folded = anchor_fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.origins[-1] == len(text)


@given(prose, st.sampled_from(["\n", "\n\n", "  ", " \t"]))
def test_anchor_fold_does_not_care_how_the_text_is_wrapped(text: str, gap: str) -> None:
    assert anchor_fold(text.replace(" ", gap)).text == anchor_fold(text).text


@given(any_text.map(safe_text), st.integers(1, 40))
def test_wrapped_lines_hold_every_character_once_and_fit(text: str, width: int) -> None:
    lines = wrap(text, width)
    covered = [i for start, end in lines for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    for start, end in lines:
        line = text[start:end]
        assert line == line.strip()
        assert cell_width(line) <= width or len(list(clusters(line))) == 1


@given(any_text.map(safe_text), st.integers(0, 30))
def test_clipped_text_fits(text: str, cells: int) -> None:
    clipped = clip(text, cells)
    assert cell_width(clipped) <= cells
    assert clipped == text or text.startswith(clipped.removesuffix("…").rstrip())


@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x20FF, exclude_categories=["Cc", "Cf", "Cs", "Cn"])
    )
)
def test_what_counts_as_narrow_is_one_cell_a_character(text: str) -> None:
    for character in text:
        if is_narrow(character):
            assert wcwidth.wcwidth(character) == 1


@given(any_text.map(safe_text))
def test_sentences_hold_every_character_once(text: str) -> None:
    spans = split_sentences(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip()
        assert start < end


@given(any_text)
def test_anchor_text_is_the_text_of_anchor_fold(text: str) -> None:
    assert anchor_text(text) == anchor_fold(text).text


@given(any_text)
def test_words_are_counted_as_they_are_parted(text: str) -> None:
    assert word_count(text) == len(text.split())


@given(any_text)
def test_the_lines_of_an_evenly_spaced_text_are_its_words(text: str) -> None:
    even = " ".join(text.split())
    assert is_evenly_spaced(even)
    assert is_evenly_spaced(text) == ("  " not in text and not {c for c in text if c.isspace()} - {" ", "\n"})
    if is_evenly_spaced(text):
        assert lines_as_one(text) == even


@given(any_text)
def test_what_is_beyond_plain_is_all_that_is_not_printable_ascii(text: str) -> None:
    assert beyond_plain(text) == "".join(c for c in text if not (" " <= c <= "~" or c == "\n"))


@given(st.one_of(st.characters(), st.sampled_from("ıİſK")), st.sampled_from("aikMsSIz"))
def test_caseless_is_what_patterns_take_for_the_same_letter(character: str, letter: str) -> None:
    is_same = re.fullmatch(letter, character, re.IGNORECASE) is not None
    assert is_same == (caseless(character) == letter.lower())


@given(st.lists(any_text, max_size=40))
def test_a_long_text_folds_as_its_parts_do(parts: list[str]) -> None:
    assert fold("\n".join(parts)) == "\n".join(map(fold, parts))
