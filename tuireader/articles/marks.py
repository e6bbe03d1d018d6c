"""Marks in the text: the crawler's date before it, the wire's end mark behind it, sentences run together."""

import re

from tuireader.articles.draft import Draft, Passage
from tuireader.text.sentences import ends_with_abbreviation

_DATE_PREFIX = re.compile(
    r"\s*date\s+(?P<date>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?=\s|$)[ \t]*"
)
NUMBERED = re.compile(
    r"(?:(?:news|story|article|document|media|item|press release) (?:code|id|no\.?|number|ref(?:erence)?)"
    r"\s*:?"
    r"|(?:code|id|ref(?:erence)?)\s*:)\s*[A-Z]{0,8}[-/ ]?\d[\w/.-]{2,20}",
    re.I,
)
"""The number a page gives its article: `News Code: 84132207`."""
_END_MARK = re.compile(r"(?P<stop>[.!?…][\"'”’»)]*)?\s*(?P<slash>/{1,2})(?P<dot>\.?)\s*$")
_GLUED = re.compile(r"[.!?][\"'”’»)]?(?=[\"'“‘«(]?[^\W\d_a-zß-öø-ÿ])")
_BEFORE = re.compile(r"(?:[^\W\d_]{2}|\d{2}|[%)])$")
_AFTER = re.compile(
    r"[\"'“‘«(]?(?P<word>[^\W\d_](?:[a-zß-öø-ÿ\u0101-\u024f\u1ea1-\u1ef9][\w'’-]*|['’]\w+)?)(?![\w.])"
)
_ADDRESS = re.compile(r"://|www\.|@|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}(?:/\S*)?$")
_TOP_LEVEL = frozenset("com net org io co js ai tv vn uk us eu info gov edu py txt pdf exe".split())  # noqa: SIM905


def lift_date_prefix(text: str, draft: Draft) -> str:
    """Take ` date 2024-12-22 ` off the very start, where crawlers glue it to the first words."""
    match = _DATE_PREFIX.match(text)
    if match is None:
        return text
    draft.state_date(match["date"], "prefix")
    return text[match.end() :] if draft.take("date prefix", match[0]) else text


def cut_end_mark(passage: Passage, draft: Draft) -> None:
    """Take the wire's end mark (`./.`, `/.`, `//`) off the end; the sentence keeps its full stop."""
    text = passage.text
    match = _END_MARK.search(text, max(0, len(text) - 8))
    if match is None or "://" in text[-40:].rsplit(maxsplit=1)[-1]:
        return
    if match["stop"]:
        if draft.take("end mark", match["slash"] + match["dot"]):
            passage.text = text[: match.end("stop")]
    elif match["dot"]:
        # `the end/.` writes its full stop after the slash: that one stays.
        if draft.take("end mark", match["slash"]):
            passage.text = text[: match.start()] + "."
    elif len(match["slash"]) == 2 and draft.take("end mark", match["slash"]):
        passage.text = text[: match.start()]


def part_glued(text: str) -> list[str]:
    """Part sentences that a lost paragraph break ran together: `equipment.According` is two paragraphs.

    Abbreviations, initials, decimals, addresses and codes (`U.N.`, `Lt.Gen`, `qdnd.vn`, `22-NQ/TW`) stay
    whole.
    """
    stops = _glued_stops(text)
    if not stops:
        return [text]
    parts: list[str] = []
    start = 0
    for match in stops:
        stop, end = match.span()
        after = _AFTER.match(text, end)
        if after is None or _BEFORE.search(text, max(0, stop - 2), stop) is None:
            continue
        word = after["word"]
        if (len(word) == 1 and word not in "AI") or word.lower() in _TOP_LEVEL:
            continue
        if ends_with_abbreviation(text[max(start, stop - 30) : stop + 1]):
            continue
        token = text[max(start, stop - 40) : end].split()[-1] + text[end : end + 40].split(" ", 1)[0]
        if _ADDRESS.search(token):
            continue
        parts.append(text[start:end].strip())
        start = end
    parts.append(text[start:].strip())
    return parts


def _glued_stops(text: str) -> list[re.Match[str]]:
    """The stops right before a word, in order; all others have a blank behind them, and are soon passed."""
    found = []
    for mark in ".!?":
        at = text.find(mark) if mark in text else -1
        while at >= 0:
            if text[at + 1 : at + 2] > " " and (match := _GLUED.match(text, at)):
                found.append(match)
            at = text.find(mark, at + 1)
    return sorted(found, key=re.Match.start) if len(found) > 1 else found
