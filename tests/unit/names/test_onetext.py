"""An article as one text: places in it are places in its blocks, and back."""

from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.article import Block
from tuireader.names.onetext import OneText


@given(st.lists(st.text("ab é", max_size=6), max_size=6), st.data())
def test_a_span_within_a_block_leads_there_and_back(texts: list[str], data: st.DataObject) -> None:
    one = OneText([Block("paragraph", text) for text in texts])
    places = [(n, *span) for n, text in enumerate(texts) for span in spans_of(text)]
    some = data.draw(st.lists(st.sampled_from(places), max_size=8)) if places else []
    spans = [(one.starts[n] + start, one.starts[n] + end) for n, start, end in some]
    mentions = one.mentions(spans)
    assert [(m.block, m.start, m.end) for m in mentions] == some
    assert one.spans(mentions) == spans
    assert [one.text[start:end] for start, end in spans] == [texts[n][start:end] for n, start, end in some]


def spans_of(text: str) -> list[tuple[int, int]]:
    """All spans of at least one character."""
    return [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
