"""The few signs the room draws, in Unicode or in plain ASCII."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; every one takes a single cell."""

    eighths: str
    """Eight signs, for an eighth of a cell up to all of it."""
    axis: str
    corner: str
    tick: str
    caret: str
    """Under the bar that the cursor is on."""
    span: str
    """Under a range, between its ends."""
    span_left: str
    span_right: str
    more_left: str
    more_right: str

    cursor: str
    bookmark: str
    note: str
    unread: str
    rule: str
    divider: str
    caption: str
    anchor: str
    highlight: str
    bar: str
    here: str
    arrow: str
    dot: str
    ellipsis: str
    dash: str


UNICODE = Glyphs(
    eighths="▁▂▃▄▅▆▇█",
    axis="│",
    corner="└",
    tick="┬",
    caret="▲",
    span="━",
    span_left="┣",
    span_right="┫",
    more_left="‹",
    more_right="›",
    cursor="▌",
    bookmark="★",
    note="✎",
    unread="●",
    rule="─",
    divider="│",
    caption="▏",
    anchor="┃",
    highlight="╎",
    bar="█",
    here="›",
    arrow="←",
    dot="·",
    ellipsis="…",
    dash="–",
)

ASCII = Glyphs(
    eighths="_.::####",
    axis="|",
    corner="+",
    tick="+",
    caret="^",
    span="=",
    span_left="[",
    span_right="]",
    more_left="<",
    more_right=">",
    cursor="|",
    bookmark="*",
    note="+",
    unread="o",
    rule="-",
    divider="|",
    caption="|",
    anchor="!",
    highlight=":",
    bar="#",
    here=">",
    arrow="<",
    dot="-",
    ellipsis="~",
    dash="-",
)


def glyphs(ascii_only: bool) -> Glyphs:
    """The set to draw with."""
    return ASCII if ascii_only else UNICODE
