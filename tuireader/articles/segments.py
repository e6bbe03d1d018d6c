"""Lines above the prose that say several things: who, when, where and for whom, in parts."""

import re

from tuireader.articles.agencies import is_agency, is_known_agency, is_site
from tuireader.articles.byline import BYLINE, NAME_WORD, POST, SEGMENTS, bare_name, is_name, read_byline
from tuireader.articles.dates import date_line, dates_beside, find_date, is_time, says_when
from tuireader.articles.draft import Draft

_SOURCE = re.compile(
    r"(?:source|nguồn|sumber|fuente|quelle|theo|via)\s*:\s*(?P<source>[^\W\d_][^:|]{1,50})", re.I
)
EDITOR = re.compile(r"(?:editor|edited by|editing|biên tập|editor(?:es)?|redaktion)\s*:\s*\S.{1,50}", re.I)
_READING = re.compile(
    r"\d+[ -]min(?:ute)?s?(?: read)?|\d[\d,.]* (?:views|shares|reads|words|comments?)|all|feature", re.I
)
_LABEL = re.compile(
    r"(?:press|news|media) (?:release|statement)|statement|report|analysis|feature|opinion|news|release"
    r"|update|exclusive"
    r"|breaking(?: news)?|communiqué(?: de presse)?|pressemitteilung|nota de prensa",
    re.I,
)
_PUBLISHED = re.compile(r" (?:Published|Posted|Updated)\b| ?[0-2]?\d:[0-5]\d\b")
PLACES_BEGIN = frozenset(
    """
    new san santa santo são sao port puerto los las la le les el al addis kuala abu ho phnom buenos rio
    tel cape saint st st. hong mexico guatemala panama kuwait quezon cebu davao fort mount lake north
    south east west upper lower grand great baton des salt kansas oklahoma jefferson carson colorado
    little long white santiago bandar nur-sultan khan hải hà hồ nha đà da ha ras umm ulan luang nuku'alofa
    """.split()  # noqa: SIM905
)
"""What the names of places of two words and more begin with, and those of people seldom do."""
_PAGE_HEAD = re.compile(
    r"(?:page|p\.?|pg\.?)\s*\w?\d{1,3}|\w?\d{1,3}|vol\.?\s*\w+|no\.?\s*\d+|issue\s*\d+", re.I
)
_BY_BEHIND_TIME = re.compile(r"(?<=\d) (?=[Bb]y [^\W\d_a-z])")
"""Where a writer follows a time: `19/08/2020 - 13:20 By Jonas Valente - Belém`."""
_PAGE_MARK = re.compile(r"(?:page|pages|p\.|pg|edition|issue|vol)[ .]?\w{1,9}|\w{1,9} edition", re.I)
"""What stands beside the date above a headline: `Sun, Feb 17, 2019 page3`."""
_WIDE = re.compile(r"\s{2,}")
"""What parts the head of a printed page where reading it left two blanks of many."""


def read_beside(line: str, draft: Draft, headline_seen: bool) -> str | None:
    """Read a date with a short name beside it: `Saturday October 9 2021, 12.01am, The Evening Post`."""
    if len(line) > 90 or line.endswith((".", "?", "!", ":")):
        return None
    found = dates_beside(line, draft.day_first)
    if found is None:
        return None
    dates, rest = found
    marked = _PAGE_MARK.fullmatch(rest.strip(" ,;:|()/–—-")) is not None
    if not (headline_seen or marked):
        return None
    if marked:
        rest = ""
    parts = [part for part in re.split(r"\s*[,|/–—-]\s*", rest.strip(" ,;:|()/–—-")) if part]
    if (
        not all(len(part) <= 32 and all(map(NAME_WORD.fullmatch, part.split())) for part in parts)
        or len(parts) > 3
    ):
        return None
    if len(parts) == 1 and draft.byline is None and _PUBLISHED.match(line, len(parts[0])):
        draft.byline = bare_name(parts[0])  # `Hanif Samejo Published March 27, 2022`
    if parts and line.startswith((f"{parts[0]},", f"{parts[0]} ")) and len(line) <= 60:
        first = parts[0].split()[0].lower()
        is_named = len(parts) == 1 and first not in PLACES_BEGIN and bare_name(parts[0])
        if draft.byline is None and is_named and not POST.fullmatch(parts[0]):
            draft.byline = parts[0]  # `Emil Ravn, 2 February 2020`
        elif line[len(parts[0])] == ",":
            draft.beside_date = parts[0]
    draft.source = draft.source or next(filter(is_site, parts), None)  # `Agenda.ge, 11 May 2022 - 16:48, …`
    draft.updated = draft.updated or dates.updated
    draft.state_date(dates.published, "line")
    return "date line"


def _is_running_head(line: str) -> bool:
    """Whether a page's number stands at an end of the line, parted from the rest: `6  THE LOG  MARCH 17`."""
    first, *_, last = _WIDE.split(line)
    return _PAGE_HEAD.fullmatch(first) is not None or _PAGE_HEAD.fullmatch(last) is not None


def _is_said(part: str) -> bool:
    """Whether the part reads as words of a sentence: `3 May 2023 - the hall opened on the quay`."""
    return part.count(" ") >= 2 and sum(word.islower() and len(word) > 3 for word in part.split()) >= 2


def is_row(beside: list[str]) -> bool:
    """Whether the line beside a running head is parted as one, and has no date: both are of a table."""
    return any("  " in line and _is_running_head(line) and find_date(line) is None for line in beside)


def read_segments(line: str, draft: Draft, headline_seen: bool) -> str | None:
    """Read a line of parts: `By Jo Berg | 3 May 2023 | 3 min read`, `PAGE 4   THE LOG   MARCH 17, 2023`."""
    line = _BY_BEHIND_TIME.sub(" | ", line, count=1)
    printed = "  " in line and _is_running_head(line)
    parts = _WIDE.split(line) if printed else SEGMENTS.split(line)
    segments = [part for part in (part.strip() for part in parts) if part]
    if not 2 <= len(segments) <= 8:
        return None
    dated, credited, known, unknown = [], [], 0, []
    for segment in segments:
        if date_line(segment, draft.day_first):
            dated.append(segment)
        elif BYLINE.fullmatch(segment):
            credited.append(segment)
        elif (
            _SOURCE.fullmatch(segment)
            or EDITOR.fullmatch(segment)
            or _READING.fullmatch(segment)
            or _LABEL.fullmatch(segment)
            or _PAGE_HEAD.fullmatch(segment)
            or is_agency(segment)
            or is_site(segment)
            or is_time(segment)
            or says_when(segment)
        ):
            known += 1
        else:
            unknown.append(segment)
    if printed or (re.search(r"\S\s{3,}\S", line) and any(map(_PAGE_HEAD.fullmatch, segments))):
        return "running head" if not dated else _read_dated(segments, dated, draft)
    if not dated and not (credited and not unknown):
        return None
    if any(len(part) > 60 or _is_said(part) for part in unknown) or len(unknown) > 3:
        return None
    # One part beside a date may be the headline: only below one it is the paper, the section or a place.
    if len(unknown) == 1 and len(segments) == 2 and not (headline_seen and len(unknown[0]) <= 40):
        return None
    _read_dated(segments, dated, draft)
    last = segments[-1]
    if not unknown and last.isupper() and not (last in dated or is_known_agency(last) or is_time(last)):
        unknown = [last]  # `Published - August 14, 2022 - MYSURU`
    if headline_seen and len(unknown) == 1 and (" - " in line or "●" in line) and is_name(unknown[0].title()):
        at_an_end = (
            unknown[0].isupper() or unknown[0] == segments[0] or (credited and unknown[0] == segments[-1])
        )
        draft.beside_date = draft.beside_date or (unknown[0] if at_an_end else None)  # `Lima - 9 oct 2022 -`
    if (
        headline_seen
        and draft.byline is None
        and unknown
        and "," not in unknown[0]
        and bare_name(unknown[0])
        and re.search("[|•·]", line)
    ):
        draft.byline = unknown[0]
    return "date line"


def _read_dated(segments: list[str], dated: list[str], draft: Draft) -> str:
    for part in dated:
        read_date_line(part, draft)
    for part in segments:
        read_byline(part, draft, first=False)
        read_source(part, draft)
        if is_known_agency(part) or is_site(part):
            draft.source = draft.source or part
    return "date line"


def read_date_line(line: str, draft: Draft) -> bool:
    dates = date_line(line, draft.day_first)
    if dates is None:
        return False
    draft.updated = draft.updated or dates.updated
    draft.state_date(dates.published, "line")
    return True


def read_source(line: str, draft: Draft) -> bool:
    match = _SOURCE.fullmatch(line)
    if match is None:
        return False
    draft.source = draft.source or match["source"].strip(" .")
    return True
