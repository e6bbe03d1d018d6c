"""Above the prose: who wrote it and when, the page's running head, the section it stood in."""

import re

from tuireader.articles.agencies import is_agency, is_known_agency, is_site
from tuireader.articles.byline import (
    BYLINE,
    MAIL,
    NAME_WORD,
    POST,
    POST_ALONE,
    SEGMENTS,
    bare_name,
    bare_names,
    is_desk,
    is_name,
    read_byline,
)
from tuireader.articles.credits import read_credits
from tuireader.articles.dates import (
    date_line,
    dates_beside,
    find_date,
    is_time,
    says_when,
)
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.marks import NUMBERED
from tuireader.articles.section import PROSE, begins_credits, is_above_headline, is_above_title, is_section

_HEAD_LINES = 15
"""Bylines and dates stand in the first so many lines, before the prose."""
_SOURCE = re.compile(
    r"(?:source|nguồn|sumber|fuente|quelle|theo|via)\s*:\s*(?P<source>[^\W\d_][^:|]{1,50})", re.I
)
_EDITOR = re.compile(r"(?:editor|edited by|editing|biên tập|editor(?:es)?|redaktion)\s*:\s*\S.{1,50}", re.I)
_READING = re.compile(
    r"\d+[ -]min(?:ute)?s?(?: read)?|\d[\d,.]* (?:views|shares|reads|words|comments?)|all|feature", re.I
)
_LABEL = re.compile(
    r"(?:press|news|media) (?:release|statement)|statement|report|analysis|feature|opinion|news|release"
    r"|update|exclusive"
    r"|breaking(?: news)?|communiqué(?: de presse)?|pressemitteilung|nota de prensa",
    re.I,
)
_CONTACT = re.compile(r"(?:(?:media|press|news) )?contacts?(?: information)?:.{0,60}", re.I)
_ADDRESS = re.compile(r"@[\w-]+\.|(?:\d[\s().-]?){7}|^(?:tel|phone|e-?mail|fax|cell|mobile|office)\b", re.I)
_SERVICES = ("News Service", "News Agency", "News Network", "News Bureau", "Press Service", "Wire Service")
_IN_TOWN = re.compile(r"in ([^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]+){0,2})")
"""Where the writer is, on the line below the name."""
_WITH_POST = re.compile(
    r"(?P<who>[^,|/]{4,40}),? (?:[\w’'.&-]+ ){0,3}(?:Staff |Special |Senior )?"
    r"(?:Writer|Reporter|Correspondent)"
)
"""A writer with a post, and nothing parting them: `Leon Jackson Gleaner Writer`."""
_POST_BEGINS = re.compile(
    r"(?:Our |Special |Staff |Own |News )*(?:Correspondent|Reporter|Writer|Desk|Bureau)\b"
)
_DIGIT_OR_COLON = re.compile(r"[\d:]")
_PAPER = re.compile(
    r" \((?P<within>(?:The )?[A-Z][\w’']+(?: [A-Z][\w’']+){0,3})\)$"
    r"| [-–—] (?P<behind>(?:The )?[A-Z][\w’'.]+(?: [A-Z][\w’']+){0,3})$"
)
"""The paper behind its writer: `Yudha Pratama (The Jakarta Post)`, `Emerita Yap - The Philippine Star`."""
_GIVEN_BY = re.compile(r"(?:news |content |photo |text )?(?:provided|issued|released|distributed) by:?", re.I)
"""Above the name of a company, on sites that print what companies send."""
_PUBLISHED = re.compile(r" (?:Published|Posted|Updated)\b| ?[0-2]?\d:[0-5]\d\b")
_PAPER_OF_TOWN = re.compile(r"(?:The )?[A-Z][\w’']+(?: [A-Z][\w’']+){0,3} \([A-Z][\w’' ]+\)")
"""Another paper the article is taken from: `The Herald (Harare)`."""
_PLACES_BEGIN = frozenset(
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
_PAGE_MARK = re.compile(r"(?:page|pages|p\.|pg|edition|issue|vol)[ .]?\w{1,9}|\w{1,9} edition", re.I)
"""What stands beside the date above a headline: `Sun, Feb 17, 2019 page3`."""
_WIDE = re.compile(r"\s{2,}")
"""What parts the head of a printed page where reading it left two blanks of many."""


def read_head(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Lift date lines, bylines and running heads off the lines above the prose."""
    kept: list[Passage] = []
    seen = 0
    headline_seen = False
    before: str | None = None  # the rule that took the line before
    lines_ahead = [line for passage in passages[:_HEAD_LINES] for line in passage.lines[:_HEAD_LINES]]
    for number, passage in enumerate(passages):
        if seen >= _HEAD_LINES:
            return kept + passages[number:]
        lines: list[str] = []
        for at, line in enumerate(passage.lines):
            seen += 1
            if seen > _HEAD_LINES or len(line) > PROSE:
                lines += passage.lines[at:]
                seen = _HEAD_LINES
                break
            rule = _head_rule(line, before, draft, lines_ahead[seen:], headline_seen)
            if rule is None or not draft.take(rule, line):
                lines.append(line)
                before = None
                headline_seen = headline_seen or len(line) > 20
                continue
            before = rule
            if lines:
                kept.append(Passage(lines, pictured=passage.pictured, above_credits=True))
                lines = []
            elif kept and at == 0:
                kept[-1].above_credits = True
        if lines:
            kept.append(Passage(lines, passage.kind, passage.credit, pictured=passage.pictured))
    return kept


def _head_rule(
    line: str, before: str | None, draft: Draft, ahead: list[str], headline_seen: bool
) -> str | None:
    """Read what the line states into the draft and name the rule; None if it belongs to the article."""
    if before == "source line" and line == draft.source:
        return "source line"  # below `News provided by`
    if _read_date_line(line, draft):
        return "date line"
    if before == "byline" and (town := _IN_TOWN.fullmatch(line)):
        draft.beside_date = draft.beside_date or town[1]
        return "byline post"
    if before == "byline" and len(line) <= 60 and (POST.fullmatch(line) or MAIL.fullmatch(line)):
        draft.source = draft.source or (line if is_known_agency(line) else None)
        return "byline post"
    is_beside = before is not None or (ahead and date_line(ahead[0], draft.day_first))
    if headline_seen and is_beside and is_desk(line) and not is_known_agency(line):
        return "byline post"
    if read_byline(line, draft, first=not headline_seen and before is None):
        return "byline"
    if _read_source(line, draft):
        return "source line"
    if _GIVEN_BY.fullmatch(line) and ahead and len(ahead[0]) <= 60:
        draft.source = draft.source or ahead[0]
        return "source line"
    if _EDITOR.fullmatch(line):
        return "editors"
    if NUMBERED.fullmatch(line):
        return "article number"
    if (
        len(line) <= 40
        and is_section(line)
        and any(len(a) > 20 for a in ahead)
        and (not headline_seen or line[:3].lower() == "in " or begins_credits(ahead[0], draft))
    ):
        return "section label"
    if not headline_seen and len(ahead) > 1 and len(line.split()) == 1 and is_above_headline(ahead, draft):
        return "section label"
    if not headline_seen and before in ("contact", None) and _is_contact(line, before):
        return "contact"
    if line[:5] == "From:" and len(line) <= PROSE:
        draft.source = draft.source or (line[5:].strip() if len(line) <= 50 else None)
        return "source line"
    if headline_seen and _DIGIT_OR_COLON.search(line) is None and is_known_agency(line):
        draft.source = draft.source or line
        return "source line"
    if not headline_seen and before == "date line" and len(ahead) > 1 and _PAPER_OF_TOWN.fullmatch(line):
        draft.source = draft.source or line.partition(" (")[0]
        return "source line"
    if not headline_seen and ahead and is_above_title(line, ahead):
        return "section label"
    if headline_seen and ahead and _read_place(line, before, ahead[0], draft):
        return "dateline"
    if ahead and says_when(line) and date_line(ahead[0], draft.day_first):
        return "date line"
    if _read_credits(line, ahead, draft, headline_seen):
        return "byline"
    if headline_seen and (match := _WITH_POST.fullmatch(line)) and (who := bare_name(match["who"])):
        draft.byline = draft.byline or who
        return "byline"
    below_date = before == "date line" and bool(ahead) and (len(ahead[0]) > 60 or _is_place(ahead[0]))
    if headline_seen and (below_date or (ahead and _is_dated_or_post(ahead[0], draft))):
        if paper := _PAPER.search(line):
            draft.source = draft.source or paper["within"] or paper["behind"]
        name, _, beside = _PAPER.sub("", line).partition(", ")
        if not is_name(beside) or POST.fullmatch(beside.title()):
            name, beside = _PAPER.sub("", line), ""
        who = bare_names(name)
        if who and who.endswith(_SERVICES):
            draft.source = draft.source or who
            return "source line"
        if who:
            draft.byline = draft.byline or who
            draft.beside_date = draft.beside_date or beside or None  # `Losana Tukai, SUVA`
            return "byline"
    return _read_segments(line, draft, headline_seen) or _read_beside(line, draft, headline_seen)


def _read_credits(line: str, ahead: list[str], draft: Draft, headline_seen: bool) -> bool:
    """Read a line of a writer and a post; above the headline, a post and a town over a date."""
    if not headline_seen and not (
        ahead and _POST_BEGINS.match(line) and date_line(ahead[0], draft.day_first)
    ):
        return False
    found = read_credits(line) if draft.byline is None else None
    if found is None:
        return False
    draft.byline = found.byline
    draft.beside_date = draft.beside_date or found.place
    draft.source = draft.source or found.source
    return True


def _is_contact(line: str, before: str | None) -> bool:
    """Whether the line begins or goes on with an address above the headline, as press releases have it."""
    if before is None:
        return _CONTACT.fullmatch(line) is not None
    named = bare_name(line) or bare_name(line.partition(",")[0])
    return len(line) <= 60 and (
        _ADDRESS.search(line) is not None or (named is not None and len(line.split()) <= 6)
    )


def _read_place(line: str, before: str | None, following: str, draft: Draft) -> bool:
    """Read a line that is the dateline's place alone: `ARTVIN, Türkiye`, below a date `ANKARA`."""
    line = line.rstrip(":—–- ")
    if not line or len(line) > 45 or any(map(str.isdigit, line)) or line[-1] in ".:;!?" or draft.place:
        return False
    town, comma, country = line.partition(", ")
    words = town.split()
    is_alone = before == "date line" and len(words) == 1 and not comma and len(following) > 60
    if not (town.isupper() or is_alone) or not 1 <= len(words) <= 3 or not is_name(town.title()):
        return False
    if not town.isupper():
        draft.beside_date = draft.beside_date or town  # the paper's own town, mostly
        return town.istitle()
    if comma and (not is_name(country) or len(country.split()) > 4 or POST.fullmatch(country.title())):
        return False
    if not comma:
        if before not in ("date line", "byline") or len(following) <= 60:
            return False
        if len(words) > 1 and draft.byline is None and words[0].lower() not in _PLACES_BEGIN:
            return False  # a writer in capitals
    elif len(following) <= 60 and date_line(following, draft.day_first) is None:
        return False
    draft.place = line
    return True


def _is_place(line: str) -> bool:
    """Whether the line is a town in capitals with a dash behind it: `LILONGWE, MALAWI —`."""
    return len(line) <= 45 and line[-1] in "—–" and line.isupper()


def _is_dated_or_post(line: str, draft: Draft) -> bool:
    """Whether the line is one that stands under the writer's name."""
    if POST_ALONE.fullmatch(line) or date_line(line, draft.day_first) or _IN_TOWN.fullmatch(line):
        return True
    if len(line) <= 50 and len(line.split()) <= 6 and line[-1] not in ".:?!" and POST.fullmatch(line):
        return BYLINE.fullmatch(line) is None
    found = find_date(line, draft.day_first) if len(line) <= 90 and not line.endswith(".") else None
    return found is not None and len(found.date) == 10


def _read_beside(line: str, draft: Draft, headline_seen: bool) -> str | None:
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
        or len(parts) > 2
    ):
        return None
    if len(parts) == 1 and draft.byline is None and _PUBLISHED.match(line, len(parts[0])):
        draft.byline = bare_name(parts[0])  # `Hanif Samejo Published March 27, 2022`
    if parts and line.startswith((f"{parts[0]},", f"{parts[0]} ")) and len(line) <= 60:
        first = parts[0].split()[0].lower()
        is_named = len(parts) == 1 and first not in _PLACES_BEGIN and bare_name(parts[0])
        if draft.byline is None and is_named and not POST.fullmatch(parts[0]):
            draft.byline = parts[0]  # `Emil Ravn, 2 February 2020`
        elif line[len(parts[0])] == ",":
            draft.beside_date = parts[0]
    draft.updated = draft.updated or dates.updated
    draft.state_date(dates.published, "line")
    return "date line"


def _is_running_head(line: str) -> bool:
    """Whether a page's number stands at an end of the line, parted from the rest: `6  THE LOG  MARCH 17`."""
    first, *_, last = _WIDE.split(line)
    return _PAGE_HEAD.fullmatch(first) is not None or _PAGE_HEAD.fullmatch(last) is not None


def _read_segments(line: str, draft: Draft, headline_seen: bool) -> str | None:
    """Read a line of parts: `By Jo Berg | 3 May 2023 | 3 min read`, `PAGE 4   THE LOG   MARCH 17, 2023`."""
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
            or _EDITOR.fullmatch(segment)
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
    if any(len(part) > 60 for part in unknown) or len(unknown) > 3:
        return None
    # One part beside a date may be the headline: only below one it is the paper, the section or a place.
    if len(unknown) == 1 and len(segments) == 2 and not (headline_seen and len(unknown[0]) <= 40):
        return None
    _read_dated(segments, dated, draft)
    last = segments[-1]
    if not unknown and last.isupper() and not (last in dated or is_known_agency(last) or is_time(last)):
        unknown = [last]  # `Published - August 14, 2022 - MYSURU`
    if headline_seen and len(unknown) == 1 and (" - " in line or "●" in line) and is_name(unknown[0].title()):
        at_an_end = unknown[0].isupper() or unknown[0] == segments[0]
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
        _read_date_line(part, draft)
    for part in segments:
        read_byline(part, draft, first=False)
        _read_source(part, draft)
        if is_known_agency(part) or is_site(part):
            draft.source = draft.source or part
    return "date line"


def _read_date_line(line: str, draft: Draft) -> bool:
    dates = date_line(line, draft.day_first)
    if dates is None:
        return False
    draft.updated = draft.updated or dates.updated
    draft.state_date(dates.published, "line")
    return True


def _read_source(line: str, draft: Draft) -> bool:
    match = _SOURCE.fullmatch(line)
    if match is None:
        return False
    draft.source = draft.source or match["source"].strip(" .")
    return True
