"""Which articles answer by what the user did with them: flags, tags, and the words of notes."""

from collections.abc import Set

from tuireader.search.marks import Marks
from tuireader.search.query import Flag, Term
from tuireader.search.spelling import Reading, names_country
from tuireader.search.textmatch import holds_exactly, holds_starts, phrase_test
from tuireader.text.fold import squash


def flagged(marks: Marks, flag: Flag) -> Set[str]:
    """Articles for which the flag holds; for `is:unread` those for which it does not."""
    if flag.value in ("unread", "read"):
        return marks.read
    if flag.value == "bookmarked":
        return marks.bookmarked
    if flag.value == "note":
        return marks.noted.keys()
    if flag.value == "highlight":
        return marks.highlighted
    return {uid for uid, tags in marks.tags.items() if tags}


def tagged(marks: Marks, term: Term) -> Set[str]:
    """Articles with the tag, or one that begins so."""
    asked = squash(term.text)

    def meets(tag: str) -> bool:
        return squash(tag) == asked if term.manner in ("exact", "whole") else squash(tag).startswith(asked)

    return {uid for uid, tags in marks.tags.items() if any(meets(tag) for tag in tags)}


def noted(marks: Marks, term: Term, reading: Reading) -> Set[str]:
    """Articles on which a note was written that holds the term."""
    if term.manner == "phrase":
        held = phrase_test(term.words, growing=reading.growing)
        return {uid for uid, text in marks.note_texts if held(text)}
    holds = holds_exactly if term.manner == "exact" or names_country(term.text) else holds_starts
    return {uid for uid, text in marks.note_texts if holds(text, reading.words)}
