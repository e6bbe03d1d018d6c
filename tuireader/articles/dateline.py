"""The dateline: `HANOI, Nov 3 (Reuters) - ` before the first words of the prose."""

import re
from itertools import islice

from tuireader.articles.credits import is_agency, is_known_agency
from tuireader.articles.dates import find_date
from tuireader.articles.draft import Draft, Passage

_LONGEST = 90
_DASH = re.compile(r"\s*(?:--|[-–—])\s+(?=\S)")
_AGENCY = re.compile(r"\((?P<agency>[^\W\d_a-z][\w ./&-]{1,40})\)\s*$")
_PLACE_WORD = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w.'’‘ʻ-]*|de|del|da|do|la|le|el|al|of|the|and|d'|sur|am|an|der|y|St\.", re.U
)
_MAX_PLACE_WORDS = 7
_TOWN_AND_COUNTRY = re.compile(
    r"[^\W\d_][\w.'’-]+(?: [\w.'’-]+)?, [^\W\d_][\w.'’-]+(?: [\w.'’-]+)?\s*[–—]\s+"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_dateline(passage: Passage, draft: Draft) -> bool:
    """Lift the dateline off the passage's text, if it has one; read its place, date and agency.

    A place is believed when an agency or a date stands with it, or when it is printed in capitals.
    """
    text = passage.text
    for dash in islice(_DASH.finditer(text, 1, _LONGEST), 2):
        said = text[: dash.start()]
        agency = _AGENCY.search(said)
        rest = said[: agency.start()].rstrip(" ,") if agency else said
        dated = find_date(rest)
        if dated and rest[dated.end :].strip(" ,.:;"):
            continue
        place = (rest[: dated.start] if dated else rest).rstrip(" ,.:;") if dated else rest
        if place and not _is_place(place):
            continue
        source = agency["agency"].strip() if agency else None
        if not place and not (source and is_agency(source)):
            if not (not source and is_agency(rest)):
                continue
            source = rest
        if place and not agency and not dated:
            if is_known_agency(place):
                source, place = place, ""
            elif not _in_capitals(place) and not _TOWN_AND_COUNTRY.fullmatch(text[: dash.end()]):
                continue
        draft.take("dateline", text[: dash.end()].strip())
        draft.place = draft.place or place or None
        if source:
            draft.source = source
        if dated:
            draft.state_date(dated.date, "dateline")
        passage.text = text[dash.end() :]
        return True
    return False


def _is_place(words: str) -> bool:
    parts = words.replace(",", " ").replace("/", " ").split()
    return (
        0 < len(parts) <= _MAX_PLACE_WORDS
        and all(map(_PLACE_WORD.fullmatch, parts))
        and parts[0][0].isupper()
        and parts[0] not in _WEEKDAYS
        and not words.endswith(("!", "?"))
    )


def _in_capitals(place: str) -> bool:
    """Whether the town, before any comma, is printed in capitals: `MACON, Ga.`, `McALLEN, Texas`."""
    town = place.split(",")[0]
    letters = [c for c in town if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.75 * len(letters)
