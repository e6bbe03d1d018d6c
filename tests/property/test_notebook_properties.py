"""Export and import are inverse; a passage is found or said to be lost, never put elsewhere."""

import random
import tempfile
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tuireader.errors import NotebookError
from tuireader.notebook.anchors import make_anchor, place
from tuireader.notebook.exporting import export_jsonl, export_markdown
from tuireader.notebook.importing import import_jsonl
from tuireader.notebook.notebook import ArticleRef, Notebook
from tuireader.text.anchorfold import anchor_fold

# Everything that text may hold, and more of what breaks things: NUL, surrogates, emoji, right-to-left, marks.
HARD = st.text(
    st.one_of(st.characters(), st.sampled_from("\0\ud800\udcff🙂👩‍🚀א\u202eé\u0301\n\t#*_`")), max_size=60
)
TAGS = st.lists(st.text(max_size=12), max_size=3)
NOTES = st.lists(
    st.tuples(st.integers(0, 3), HARD, st.tuples(st.integers(0, 40), st.integers(0, 40)), TAGS), max_size=6
)
TEXT = "On the quay stood a clock. It showed noon although it was dusk, and nobody minded at all."


@settings(max_examples=60)
@given(NOTES, st.lists(HARD, max_size=3), HARD)
def test_an_exported_notebook_imports_as_an_equal_one(
    notes: list[tuple[int, str, tuple[int, int], list[str]]], edits: list[str], path: str
) -> None:
    with (
        tempfile.TemporaryDirectory() as directory,
        Notebook.open(Path(directory) / "one") as one,
        Notebook.open(Path(directory) / "two") as two,
    ):
        for number, body, span, tags in notes:
            ref = ArticleRef(f"{number:016x}", path, body or "x", None, path, TEXT + path)
            one.set_tags(ref, tags)
            try:
                note = one.add_note(ref, body, span=span if span[0] % 2 else None, tags=tags)
                for edit in edits:
                    one.edit_note(note.id, edit)
            except NotebookError as error:
                assert "empty" in str(error)  # noqa: PT017  # most draws are fine; these are refused rightly
        lines = list(export_jsonl(one))
        for line in lines:
            assert "\n" not in line
            assert line.encode().decode() == line
        import_jsonl(two, lines)
        assert two.notes() == one.notes()
        assert all(note.intact for note in two.notes())
        assert sorted(export_jsonl(two)) == sorted(lines)
        again = import_jsonl(two, lines)
        assert (again.added, again.merged) == (0, 0)
        assert export_markdown(one) == export_markdown(two)


WORDS = [
    "harbour",
    "ferry",
    "captain",
    "winter",
    "bakery",
    "council",
    "ticket",
    "bicycle",
    "bridge",
    "engine",
]


@st.composite
def stories(draw: st.DrawFn) -> list[str]:
    """Sentences of random words, each its own list so that edits can be made by word."""
    count = draw(st.integers(30, 120))
    chance = random.Random(draw(st.integers(0, 2**32)))
    return [chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(count)]


@given(stories(), st.data())
def test_after_any_edit_a_passage_is_found_with_its_words_or_said_to_be_lost(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, min(len(words), first + 15)))
    start = len(" ".join(words[:first])) + (first > 0)
    anchor = make_anchor(text, start, start + len(" ".join(words[first:last])))
    changed = list(words)
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(changed)))
        kind = data.draw(st.sampled_from(("insert", "delete", "replace", "swap")))
        if kind == "insert":
            changed[at:at] = ["new"] * data.draw(st.integers(1, 5))
        elif kind == "delete":
            del changed[at : at + data.draw(st.integers(1, 10))]
        elif kind == "replace":
            changed[at : at + 1] = ["other"]
        else:
            changed = changed[at:] + changed[:at]
    new = " ".join(changed)
    placement = place(anchor, new, text)
    if placement.state == "unplaced":
        assert (placement.start, placement.end) == (None, None)
        return
    assert placement.start is not None
    assert placement.end is not None
    passage = anchor_fold(new[placement.start : placement.end]).text
    if placement.state == "placed" or placement.how == "exact":
        assert passage == anchor.exact
    else:
        kept = set(passage.split()) & set(words[first:last])
        assert kept  # never a passage that shares no word with what was marked


def test_words_that_are_all_only_alike_are_not_the_passage() -> None:
    around = "harbour34 bakery8 winter30 council39"
    text = f"The report told of {around} bakery22 engine39"
    anchor = make_anchor(text, text.index("bakery22"), len(text))
    assert place(anchor, f"The report told of {around} bakery34 engine13", None).state == "unplaced"
    found = place(anchor, f"The report told of {around} bakery34 engine39", None)
    assert (found.state, found.how) == ("moved", "fuzzy")


@given(stories(), stories(), st.integers(0, 20), st.integers(1, 8))
def test_a_text_without_any_of_its_words_does_not_get_the_note(
    words: list[str], others: list[str], first: int, count: int
) -> None:
    text, other = " ".join(words), " ".join(f"q{word[::-1]}" for word in others)
    passage = " ".join(words[first : first + count])
    assume(passage)
    start = text.index(passage)
    anchor = make_anchor(text, start, start + len(passage))
    placement = place(anchor, other, text)
    assert placement.state != "placed"
    assert placement.how != "diff"


@given(HARD, st.integers(0, 60), st.integers(0, 60), HARD)
def test_any_text_can_be_anchored_and_placed(text: str, start: int, end: int, before: str) -> None:
    try:
        anchor = make_anchor(text, start, end)
    except NotebookError:
        return
    same = place(anchor, text, None)
    assert same.state == "placed"
    assert anchor_fold(text).text[anchor.start : anchor.end] == anchor.exact
    for other in (before + text, text + before, before):
        placement = place(anchor, other, text)
        if placement.start is not None:
            assert 0 <= placement.start < (placement.end or 0) <= len(other)
