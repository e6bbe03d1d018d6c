"""The few signs the room draws, in Unicode or in plain ASCII."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; every one takes a single cell."""

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
