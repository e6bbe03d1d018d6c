"""The query language under any text: never raises, prints what it read, points inside the text."""

from hypothesis import given
from hypothesis import strategies as st

from tuireader.search.query import And, Dated, Flag, Node, Not, Or, Query, Term, parse

PIECES = st.sampled_from(
    ["macron", "five no's", "OR", "AND", "-", "--", "(", ")", '"', "'", "“", "”", " ", "  ", "\t",
     "\n", "person:", "country:", "headline:", "body:", "note:", "tag:", "date:", "is:", "has:",
     "sort:", "foo:", ":",
     "2024", "2024-12", "2024-13", "..", ">", "<=", "unread", "note", "relevance", "oldest", "Đặng", "日本",
     "ﬁ", "\u0301", "\u202e", "\x1b[31m", "\0", "\udc80", "👩‍🚀",
     "http://a.b", "O'Brien", "U.S.", "*", "^", "\\"]
)  # fmt: skip
WRITTEN = st.one_of(
    st.text(), st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=9).map(" ".join)
)

WORD = st.from_regex(r"[a-zåđß0-9][a-z0-9'’.&-]{0,8}", fullmatch=True).filter(lambda word: word[-1].isalnum())
FIELD = st.sampled_from(
    [None, "person", "country", "headline", "body", "place", "source", "byline", "tag", "note"]
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A term as the parser makes them."""
    field = draw(FIELD)
    manner = draw(st.sampled_from(["word", "exact", "phrase", "whole"]))
    if manner == "whole" and field not in ("person", "country", "tag"):
        manner = "word"
    if manner == "phrase" and field not in (None, "headline", "body", "note"):
        manner = "word"
    several = manner in ("phrase", "whole") or (
        manner == "word" and field not in (None, "headline", "body", "note")
    )
    text = " ".join(draw(st.lists(WORD, min_size=1, max_size=3))) if several else draw(WORD)
    return Term(text, manner, field)  # type: ignore[arg-type]


LEAVES: st.SearchStrategy[Node] = st.one_of(
    terms(),
    st.sampled_from([Flag("is", "unread"), Flag("has", "note")]),
    st.sampled_from(["date:2024", "date:>2024-02", "date:..2023-01-01", "date:2020..2021-05"]).map(
        lambda text: parse(text).root or Flag("is", "read")
    ),
)


def branches(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees as the parser makes them: no group of one, no group straight inside its like."""

    def group(kind: type[And] | type[Or]) -> st.SearchStrategy[Node]:
        unlike = parts.filter(lambda part: not isinstance(part, kind))
        return st.lists(unlike, min_size=2, max_size=4).map(lambda children: kind(tuple(children)))

    return st.one_of(group(And), group(Or), parts.filter(lambda part: not isinstance(part, Not)).map(Not))


TREES = st.recursive(LEAVES, branches, max_leaves=12)


@given(WRITTEN)
def test_parsing_never_raises_and_errors_point_into_the_text(text: str) -> None:
    query = parse(text)
    if query.error is not None:
        assert 0 <= query.error.start <= query.error.end <= len(text)
        assert query.error.message
    for term in query.terms:
        assert 0 <= term.start < term.end <= len(text)
        assert term.words


@given(WRITTEN)
def test_what_was_read_prints_and_reads_the_same(text: str) -> None:
    query = parse(text)
    if query.error is None:
        again = parse(str(query))
        assert again == query, str(query)
        assert str(again) == str(query)


@given(TREES, st.sampled_from(["relevance", "date", "oldest", "length"]))
def test_every_tree_can_be_written(root: Node, sort: str) -> None:
    query = Query("", root, sort)  # type: ignore[arg-type]
    again = parse(str(query))
    assert again.error is None
    assert again == query, str(query)


@given(st.integers(1, 2000), st.sampled_from(["(", "-(", "- ", '"', "-", "a OR ", "(a OR "]))
def test_no_depth_or_length_breaks_it(times: int, piece: str) -> None:
    query = parse(piece * times + "a")
    str(query)
    assert query.error is None or query.error.end <= len(piece) * times + 1


@given(st.dates(), st.dates())
def test_ranges_hold_their_ends_and_nothing_before_or_after(one: object, two: object) -> None:
    first, last = sorted((str(one), str(two)))
    dated = parse(f"date:{first}..{last}").root
    assert isinstance(dated, Dated)
    assert dated.days.holds(first)
    assert dated.days.holds(last)
    after = parse(f"date:>{last}").root
    before = parse(f"date:<{first}").root
    assert isinstance(after, Dated)
    assert isinstance(before, Dated)
    assert not after.days.holds(last)
    assert not before.days.holds(first)
    assert not dated.days.holds("")
