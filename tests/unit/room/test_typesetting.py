"""Setting an article: nothing is lost, nothing is too wide, every place is found again."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuireader.articles.article import Article, Block, BlockKind, Removed
from tuireader.names.values import CountryFound, Mention, Names, Person
from tuireader.notebook.values import Note
from tuireader.room.dating import date_words
from tuireader.room.glyphs import ASCII, UNICODE, Glyphs
from tuireader.room.page import Page, PassageSpan, PlacedNote, minutes
from tuireader.room.typesetting import typeset

NOBODY = Names((), ())


def article(*blocks: Block, **changes: object) -> Article:
    """An article of these blocks."""
    values: dict[str, object] = {
        "id": "0" * 16, "path": "a.txt", "headline": "A derived headline", "headline_from": "derived",
        "date": "2024-12-22", "date_from": "prefix", "place": "Hanoi", "source": "VNA", "byline": None,
        "translator": None, "language": None, "blocks": blocks, "removed": (), "encoding": "utf-8",
        "warnings": (), "original": "the original\n\n  text", **changes,
    }  # fmt: skip
    return Article(**values)  # type: ignore[arg-type]


def page(
    of: Article,
    names: Names = NOBODY,
    notes: tuple[PlacedNote, ...] = (),
    width: int = 40,
    glyphs: Glyphs = UNICODE,
    indented: bool = False,
) -> Page:
    """Set for a width."""
    return typeset(of, names, notes, width=width, glyphs=glyphs, measure=cell_len, indented=indented)


def note(body: str, **changes: object) -> Note:
    """A note of this body."""
    values: dict[str, object] = {
        "id": "n1", "uid": "0" * 16, "path": "a.txt", "headline": "A", "date": None, "source": None,
        "kind": "note", "body": body, "quote": "the quote", "anchor": None, "state": "placed", "tags": (),
        "created": "2024-01-01T00:00:00Z", "updated": "2024-01-01T00:00:00Z", "revision": 1, **changes,
    }  # fmt: skip
    return Note(**values)  # type: ignore[arg-type]


TEXT = st.text(st.sampled_from("abc def. ,-日本語ếđ👨‍👩‍👧e\u0301 \u00a0"), min_size=1, max_size=300)
BLOCK = st.builds(
    Block, st.sampled_from(["paragraph", "caption", "subheading"]), TEXT, st.none() | st.just("VNA")
)


LIFTED = (Removed("dateline", "HANOI (VNA) -"),)


@given(st.lists(BLOCK, min_size=1, max_size=5), st.integers(10, 100), st.booleans())
def test_every_word_is_on_the_page_and_no_line_is_too_wide(
    blocks: list[Block], width: int, indented: bool
) -> None:
    made = page(article(*blocks, removed=LIFTED), width=width, indented=indented)
    for index, block in enumerate(blocks):
        pieces = [line for line in made.lines if line.block == index and line.kind != "credit"]
        assert "".join("".join(line.text.split()) for line in pieces) == "".join(block.text.split())
        for line in pieces:
            assert block.text[line.start : line.start + len(line.text)] == line.text
    for line in made.lines:
        assert line.indent + cell_len(line.text) <= width


@given(st.lists(BLOCK, min_size=1, max_size=5), st.integers(10, 100), st.booleans(), st.data())
def test_a_place_is_on_the_line_that_is_found_for_it(
    blocks: list[Block], width: int, indented: bool, data: st.DataObject
) -> None:
    of = article(*blocks, removed=LIFTED)
    made = page(of, width=width, indented=indented)
    index = data.draw(st.integers(0, len(blocks) - 1))
    offset = data.draw(st.integers(0, len(blocks[index].text) - 1))
    line = made.lines[made.line_of(index, offset)]
    if any(piece.block == index for piece in made.lines):
        assert line.block == index
        assert line.start <= offset or blocks[index].text[offset : line.start].isspace()


def test_the_head_tells_when_where_who() -> None:
    people = (Person("Ana Vu", ("Ana Vu",), None, None, (Mention(0, 0, 6),)),)
    countries = (
        CountryFound("VN", "Vietnam", ("Vietnam",), "named", ()),
        CountryFound("LA", "Laos", ("Vientiane",), "weak", ()),
    )
    made = page(article(Block("paragraph", "Ana Vu spoke.")), Names(people, countries))
    texts = [line.text for line in made.lines]
    assert texts[0] == "A derived headline"
    assert "22 Dec 2024 · VNA · Hanoi · 1 min" in texts
    (link,) = next(line for line in made.lines if line.kind == "people").links
    assert link.query == 'person:"Ana Vu"'
    assert "Laos" not in "".join(texts)


def test_people_that_do_not_fit_are_counted() -> None:
    people = tuple(Person(f"Person Number{n}", (), None, None, ()) for n in range(12))
    lines = [
        line
        for line in page(article(Block("paragraph", "x")), Names(people, ())).lines
        if line.kind == "people"
    ]
    assert len(lines) == 2
    shown = sum(len(line.links) for line in lines)
    assert lines[-1].text.endswith(f"+{12 - shown}")
    for line in lines:
        assert all(line.text[link.start : link.end].startswith("Person Number") for link in line.links)


def test_a_given_headline_is_set_once() -> None:
    kinds: tuple[BlockKind, ...] = ("headline", "paragraph")
    made = page(
        article(
            *(Block(kind, f"The {kind}") for kind in kinds), headline="The headline", headline_from="text"
        )
    )
    assert [line.text for line in made.lines].count("The headline") == 1


def test_a_story_says_where_it_was_filed_before_its_first_words() -> None:
    text = "The tide rose over the quay at noon and stayed there until the evening."
    of = article(Block("caption", "A quay"), Block("paragraph", text), removed=LIFTED)
    first, second = [line for line in page(of).lines if line.kind == "text"]
    assert (first.lead, first.indent) == ("HANOI – ", 8)
    assert (first.text, second.start) == (text[: len(first.text)], len(first.text) + 1)
    # Only where one was read, and where there is room.
    assert all(not line.lead for line in page(article(Block("paragraph", text))).lines)
    assert all(not line.lead for line in page(of, width=12).lines)


def test_indented_paragraphs_follow_each_other_but_what_stands_between_them_is_apart() -> None:
    of = article(*(Block("paragraph", f"{n} word") for n in "1234"), Block("caption", "c"))
    placed = PlacedNote(note("mine"), (PassageSpan(1, 0, 1),))
    lines = page(of, notes=(placed,), indented=True).lines
    told = [(line.kind, line.indent, line.text) for line in lines if line.block >= 0 or line.kind == "blank"]
    assert told[-8:] == [
        ("text", 0, "1 word"), ("text", 2, "2 word"), ("note", 2, "mine"), ("blank", 0, ""),
        ("text", 0, "3 word"), ("text", 2, "4 word"), ("blank", 0, ""), ("caption", 2, "c"),
    ]  # fmt: skip


def test_notes_stand_under_their_passage_with_their_tags() -> None:
    of = article(Block("paragraph", "One."), Block("paragraph", "Two."))
    placed = PlacedNote(note("check this", tags=("a", "b")), (PassageSpan(0, 0, 4),))
    lines = page(of, notes=(placed,)).lines
    at = next(number for number, line in enumerate(lines) if line.kind == "note")
    assert (lines[at].text, lines[at].tail, lines[at - 1].text) == ("check this", "#a #b", "One.")


def test_a_highlight_is_told_of_in_words_only_where_it_is_in_doubt() -> None:
    of = article(Block("paragraph", "One."))
    for doubt, told in ((False, []), (True, [("highlight", "(perhaps here)")])):
        mark = note("", kind="highlight", state="moved", is_doubtful=doubt)
        lines = page(of, notes=(PlacedNote(mark, (PassageSpan(0, 0, 4),)),)).lines
        assert [(line.text, line.tail) for line in lines if line.kind == "note"] == told


def test_a_note_whose_passage_is_gone_is_shown_with_its_quote() -> None:
    of = article(Block("paragraph", "One."))
    lines = page(of, notes=(PlacedNote(note("mine", state="unplaced"), ()),)).lines
    assert any("The passage is gone: “the quote”" in line.text for line in lines)
    assert lines[-1].text == "mine"


def test_the_original_is_set_line_for_line() -> None:
    made = typeset(
        article(Block("paragraph", "clean")),
        NOBODY,
        (),
        width=40,
        glyphs=ASCII,
        measure=cell_len,
        original=True,
    )
    assert "the original" in [line.text for line in made.lines]
    assert "clean" not in [line.text for line in made.lines]


def test_dates_are_told_as_far_as_they_are_known() -> None:
    stated = ("2024-12-22", "2024-12", "2024", "--12-22", None, "2024-12-22T10:00:00Z", "x")
    told = ["22 Dec 2024", "Dec 2024", "2024", "22 Dec", "", "22 Dec 2024", "x"]
    assert [date_words(date) for date in stated] == told


def test_minutes_shrink_as_one_reads() -> None:
    made = page(article(*(Block("paragraph", "word " * 200) for _ in range(10))))
    left = [made.minutes_left(number) for number in range(len(made.lines))]
    assert left == sorted(left, reverse=True)
    assert (left[0], left[-1]) == (minutes(2000), 0) == (8, 0)
    assert left[-3:-1] == [1, 1]  # while anything follows
