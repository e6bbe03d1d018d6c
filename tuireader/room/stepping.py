"""What can be stepped through in an open article: mentions, notes, names, matches; and finding in it."""

from dataclasses import dataclass
from typing import Literal

from tuireader.room.desk import OpenArticle
from tuireader.room.page import PassageSpan
from tuireader.text.fold import fold, fold_map

Thread = Literal["mention", "match"]
"""What can be stepped through: names and notes with `]`, matches with `n`."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step led."""

    number: int
    """1 for the first."""
    total: int
    what: str
    """`Emmanuel Macron`, `note`, the words looked for."""
    has_wrapped: bool


def found_in(opened: OpenArticle, needle: str) -> list[PassageSpan]:
    """Where words stand in the text, across case, accents and line ends."""
    sought = " ".join(fold(needle).split())
    if not sought:
        return []
    found = []
    for index, block in enumerate(opened.stored.article.blocks):
        folded = fold_map(block.text)
        at = folded.text.find(sought)
        while at >= 0:
            found.append(PassageSpan(index, *folded.span(at, at + len(sought))))
            at = folded.text.find(sought, at + len(sought))
    return found


def targets_in(opened: OpenArticle, thread: Thread) -> tuple[str, list[PassageSpan]]:
    """What a thread steps through, in text order, and what it is called.

    Matches are what the query hit. Mentions are those of the people and countries it asked for; where it
    asked for none, the notes, and where there are none, all names.
    """
    if thread == "match":
        return "match", list(opened.hits)
    if opened.asked:
        spans = [PassageSpan(m.block, m.start, m.end) for one in opened.asked for m in one.mentions]
        return ", ".join(one.name for one in opened.asked), _in_order(spans)
    notes = [placed.passage[0] for placed in opened.notes if placed.passage]
    if notes:
        return "note", _in_order(notes)
    people = opened.names.people
    return "name", _in_order([PassageSpan(m.block, m.start, m.end) for p in people for m in p.mentions])


def name_at(opened: OpenArticle | None, span: PassageSpan) -> str:
    """Who is mentioned just there."""
    for person in opened.names.people if opened is not None else ():
        if any((m.block, m.start, m.end) == (span.block, span.start, span.end) for m in person.mentions):
            return person.name
    return "name"


def asked_in(opened: OpenArticle | None) -> tuple[object, ...]:
    """What the query asks of an article: equal when it asks the same, empty when it asks nothing."""
    if opened is None:
        return ()
    return (*(one.name for one in opened.asked), *opened.hits)


def _in_order(spans: list[PassageSpan]) -> list[PassageSpan]:
    return sorted(set(spans), key=lambda span: (span.block, span.start))
