"""The ends of a selection, without a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuireader.room.selecting import Ground, Selection, Unit

_TEXT = "Gen. Chien spoke. He was glad!\n\nThe expo’s end came on Monday, aides said. All left."
_GROUND = Ground(_TEXT, [(0, 30), (32, len(_TEXT))])


def chosen(selection: Selection) -> str:
    """What is selected."""
    return _TEXT[slice(*selection.span)]


def test_it_begins_at_a_word_without_its_stop() -> None:
    assert chosen(_GROUND.word_at(5)) == "Chien"
    assert chosen(_GROUND.word_at(16)) == "He"
    assert chosen(_GROUND.word_at(36)) == "expo’s"


def test_it_grows_and_shrinks_by_words_over_paragraphs() -> None:
    selection = _GROUND.word_at(25)
    for wanted in ("glad!\n\nThe", "glad!\n\nThe expo’s"):
        selection = _GROUND.moved(selection, "word", 1)
        assert chosen(selection) == wanted
    selection = _GROUND.moved(selection, "word", -1)
    assert chosen(selection) == "glad!\n\nThe"
    selection = _GROUND.moved(_GROUND.moved(selection, "word", -1), "word", -1)
    assert chosen(selection) == "was "


def test_its_other_end_moves_too() -> None:
    selection = _GROUND.moved(_GROUND.word_at(36), "word", 1).turned
    assert chosen(_GROUND.moved(selection, "word", -1)) == "The expo’s end"
    assert chosen(_GROUND.moved(selection, "word", 1)) == "end"


def test_it_becomes_whole_sentences_then_paragraphs_then_a_word() -> None:
    sentence = _GROUND.grown(_GROUND.word_at(5))
    assert chosen(sentence) == "Gen. Chien spoke."
    paragraph = _GROUND.grown(sentence)
    assert chosen(paragraph) == "Gen. Chien spoke. He was glad!"
    assert chosen(_GROUND.grown(paragraph)) == "Gen"


def test_characters_are_never_cut_apart() -> None:
    text = "ae\u0301o👩‍👩‍👧!"
    ground = Ground(text, [(0, len(text))])
    selection = Selection(0, 1)
    taken = []
    for _ in range(4):
        selection = ground.moved(selection, "character", 1)
        taken.append(text[: selection.moving])
    assert taken == ["ae\u0301", "ae\u0301o", "ae\u0301o👩‍👩‍👧", text]


@given(
    st.lists(st.text(st.sampled_from("ab .’“\u0301日👩\u200d"), max_size=12), min_size=1, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["character", "word", "sentence", "paragraph"]), st.sampled_from([1, -1])),
        max_size=12,
    ),
    st.integers(0, 60),
)
def test_any_moves_stay_in_the_text_and_keep_something_selected(
    blocks: list[str], moves: list[tuple[Unit, int]], at: int
) -> None:
    text = "\n\n".join(blocks)
    starts = [sum(len(b) + 2 for b in blocks[:n]) for n in range(len(blocks))]
    ground = Ground(text, [(s, s + len(b)) for s, b in zip(starts, blocks, strict=True)])
    selection = ground.word_at(min(at, len(text)))
    for unit, direction in moves:
        selection = ground.moved(selection, unit, direction)
        start, end = selection.span
        assert 0 <= start <= end <= len(text)
        assert start < end or not text
        assert ground.grown(selection).span[1] <= len(text)
