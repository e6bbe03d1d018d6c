"""Anchors: what they hold, and where the passage is found when the text changed."""

import pytest

from tuireader.errors import NotebookError
from tuireader.notebook.anchors import CONTEXT, Placer, make_anchor, place
from tuireader.notebook.values import Anchor, Placement

STORY = (
    "Ferries to Tarsa run again. The line had stopped in spring "
    "after a fire on the Aurel, its oldest ship.\n\n"
    "Captain Ines Dolm said the crew had practised for weeks; "
    "“we know every bolt of her”, she told reporters.\n\n"
    "A ticket costs four crowns. A ticket for a bicycle costs one crown. Children travel for nothing.\n\n"
    "The town hopes for visitors, and the bakery at the pier has hired two people."
)


def anchor_of(words: str, text: str = STORY) -> Anchor:
    at = text.index(words)
    return make_anchor(text, at, at + len(words))


def found(placement: Placement, text: str) -> str | None:
    return None if placement.start is None else text[placement.start : placement.end]


def test_an_anchor_holds_quote_surroundings_and_position() -> None:
    anchor = anchor_of("four crowns")
    assert anchor.exact == "four crowns"
    assert anchor.prefix == 'of her", she told reporters. A ticket costs '[-CONTEXT:]
    assert anchor.suffix == ". A ticket for a bicycle costs one crown."[:CONTEXT]
    assert (len(anchor.prefix), len(anchor.suffix), anchor.fold_version) == (CONTEXT, CONTEXT, 1)


def test_white_space_at_the_ends_of_a_selection_does_not_belong_to_it() -> None:
    at = STORY.index(" four crowns. ")
    assert make_anchor(STORY, at, at + len(" four crowns. ")).exact == "four crowns."
    assert make_anchor(STORY, -5, 7).exact == "Ferries"
    assert make_anchor(STORY, len(STORY) - 7, len(STORY) + 9).exact == "people."
    with pytest.raises(NotebookError, match="empty"):
        make_anchor(STORY, at, at + 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("o", "o\u200b"),
        lambda text: f"  {text}\n",
    ],
)
def test_a_text_that_only_looks_different_keeps_its_passages_in_place(change: "object") -> None:
    assert callable(change)
    changed = change(STORY)
    for words in ("“we know every bolt of her”", "A ticket for a bicycle", "Ferries"):
        placement = place(anchor_of(words), changed, STORY)
        assert (placement.state, placement.how) == ("placed", "position")
        again = make_anchor(changed, placement.start or 0, placement.end or 0)
        assert again.exact == anchor_of(words).exact


def test_of_two_equal_quotes_the_one_with_the_same_surroundings_is_taken() -> None:
    second = STORY.index("A ticket for")
    anchor = make_anchor(STORY, second, second + len("A ticket"))
    changed = f"Photo: the pier.\n\n{STORY}"
    placement = place(anchor, changed, None)
    assert (placement.state, placement.how) == ("moved", "exact")
    assert placement.start == changed.index("A ticket for")


def test_a_passage_in_a_moved_paragraph_is_found_there() -> None:
    paragraphs = STORY.split("\n\n")
    changed = "\n\n".join(paragraphs[::-1])
    for words in ("practised for weeks", "four crowns", "its oldest ship"):
        placement = place(anchor_of(words), changed, STORY)
        assert (placement.state, found(placement, changed)) == ("moved", words)


def test_a_rewritten_passage_is_followed_by_its_words() -> None:
    changed = STORY.replace(
        "the crew had practised for weeks", "her crew had been practising for several weeks"
    )
    words = "Captain Ines Dolm said the crew had practised for weeks"
    placement = place(anchor_of(words), changed, STORY)
    assert (placement.state, placement.how) == ("moved", "diff")
    assert (
        found(placement, changed) == "Captain Ines Dolm said her crew had been practising for several weeks"
    )


def test_without_a_snapshot_a_rewritten_passage_is_found_by_likeness() -> None:
    changed = f"New: {STORY.replace('hopes for visitors', 'hopes for many visitors')}"
    placement = place(anchor_of("The town hopes for visitors, and the bakery"), changed, None)
    assert (placement.state, placement.how) == ("moved", "fuzzy")
    assert found(placement, changed) == "The town hopes for many visitors, and the bakery"


@pytest.mark.parametrize("words", ["four crowns", "practised for weeks", "Children travel for nothing."])
def test_a_deleted_passage_is_unplaced(words: str) -> None:
    assert place(anchor_of(words), STORY.replace(words, ""), STORY).state == "unplaced"


def test_another_story_holds_nothing() -> None:
    other = "The council met on Friday and spoke of a bridge, a school and the price of coal for an hour."
    for words in ("Tarsa", "The line had stopped in spring", "the bakery at the pier has hired two people."):
        assert place(anchor_of(words), other, STORY) == Placement("unplaced", None, None, "none", 0.0)


def test_a_quote_inside_a_longer_word_is_not_the_passage() -> None:
    text = "Troops from Mali arrived at noon and were met by the minister."
    changed = "Troops from Somalia arrived at noon and were met by the minister."
    anchor = anchor_of("Mali", text)
    assert found(place(anchor, changed, None), changed) is None


def test_a_selection_that_was_cut_inside_a_word_is_found_again() -> None:
    at = STORY.index("bicycle")
    anchor = make_anchor(STORY, at, at + 4)
    changed = f"News. {STORY}"
    assert found(place(anchor, changed, STORY), changed) == "bicy"


def test_a_very_long_passage_is_found_by_its_ends() -> None:
    middle = " ".join(f"Item {n} was sold for {n * 7} crowns." for n in range(80))
    text = f"The auction began at nine. {middle} It ended at dusk."
    changed = f"Update. {text.replace('Item 40 was', 'Item 40, a clock, was')}"
    placement = place(anchor_of(middle, text), changed, None)
    assert (placement.state, placement.how) == ("moved", "fuzzy")
    assert (found(placement, changed) or "").startswith("Item 0 was sold")
    assert (found(placement, changed) or "").endswith("sold for 553 crowns.")


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(0, 7, "Ferries", "", " to Tarsa", 99),
        Anchor(7, 0, "Ferries", "", " to Tarsa", 1),
        Anchor(0, 0, "", "", "", 1),
        Anchor(-3, 4, "Ferries", "", "", 1),
    ],
)
def test_an_anchor_that_cannot_be_understood_is_unplaced_and_no_error(anchor: Anchor) -> None:
    assert place(anchor, STORY, STORY).state == "unplaced"


def test_one_placer_finds_many_and_an_empty_text_none() -> None:
    placer = Placer(f"Intro. {STORY}")
    assert {placer.place(anchor_of(w), STORY).state for w in ("Tarsa", "spring", "bicycle")} == {"moved"}
    assert Placer("").place(anchor_of("Tarsa"), STORY).state == "unplaced"
