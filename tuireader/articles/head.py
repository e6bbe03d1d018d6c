"""Above the prose: who wrote it and when, the page's running head, the section it stood in."""

import re

from tuireader.articles.agencies import is_known_agency, is_site
from tuireader.articles.byline import (
    BYLINE,
    MAIL,
    POST,
    POST_ALONE,
    bare_name,
    bare_names,
    is_desk,
    is_name,
    read_byline,
    without_helper,
)
from tuireader.articles.credits import read_credits
from tuireader.articles.dates import (
    date_line,
    find_date,
    says_when,
)
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.marks import NUMBERED
from tuireader.articles.section import PROSE, begins_credits, is_above_headline, is_above_title, is_section
from tuireader.articles.segments import (
    EDITOR,
    PLACES_BEGIN,
    is_row,
    read_beside,
    read_date_line,
    read_segments,
    read_source,
)

_HEAD_LINES = 15
"""Bylines and dates stand in the first so many lines, before the prose."""
_SENTENCES = 4
"""So many of them are prose, however short each is."""
_CONTACT = re.compile(r"(?:(?:media|press|news) )?contacts?(?: information)?:.{0,60}", re.I)
_ADDRESS = re.compile(r"@[\w-]+\.|(?:\d[\s().-]?){7}|^(?:tel|phone|e-?mail|fax|cell|mobile|office)\b", re.I)
_SERVICES = ("News Service", "News Agency", "News Network", "News Bureau", "Press Service", "Wire Service")
_LABEL_ALONE = re.compile(
    r"(?:source|author|editor|edited by|writer|reporter|by|words|time|date|published|posted|updated)\s*:?",
    re.I,
)
"""A label over what it is for: `Source`, and in the next line `China Military Online`."""
_FOR_PAPER = re.compile(
    r"(?:[Ff]or|[Ss]pecial (?:to|for)) (?:the |The )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,4}"
)
"""For whom a writer writes, below the name: `For The Weekly Thimble`."""
_OF_PICTURE = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2} ?/ ?(?P<sender>[A-Z][\w ]{1,24})")
"""Who took the picture whose caption stands above: `Elliot Sands / Reuters`."""
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
_SMALL_WORDS = frozenset("of and the for in on de la le du des da do di del von und et e y dan".split())  # noqa: SIM905
_DIGIT_OR_COLON = re.compile(r"[\d:]")
_PAPER = re.compile(
    r" \((?P<within>(?:The )?[A-Z][\w’']+(?: [A-Z][\w’']+){0,3})\)$"
    r"| [-–—] (?P<behind>(?:The )?[A-Z][\w’'.]+(?: [A-Z][\w’']+){0,3})$"
)
"""The paper behind its writer: `Yudha Pratama (The Jakarta Post)`, `Emerita Yap - The Philippine Star`."""
_GIVEN_BY = re.compile(r"(?:news |content |photo |text )?(?:provided|issued|released|distributed) by:?", re.I)
"""Above the name of a company, on sites that print what companies send."""
_PAPER_OF_TOWN = re.compile(r"(?:The )?[A-Z][\w’']+(?: [A-Z][\w’']+){0,3} \([A-Z][\w’' ]+\)")
"""Another paper the article is taken from: `The Herald (Harare)`."""


def read_head(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Lift date lines, bylines and running heads off the lines above the prose."""
    kept: list[Passage] = []
    seen = 0
    headline_seen = False
    sentences = 0
    before: str | None = None  # the rule that took the line before
    valued: str | None = None  # the rule of a label whose value stands in this line
    lines_ahead = [line for passage in passages[:_HEAD_LINES] for line in passage.lines[:_HEAD_LINES]]
    for number, passage in enumerate(passages):
        if seen >= _HEAD_LINES:
            return kept + passages[number:]
        lines: list[str] = []
        for at, line in enumerate(passage.lines):
            seen += 1
            if seen > _HEAD_LINES or len(line) > PROSE or sentences == _SENTENCES:
                lines += passage.lines[at:]
                seen = _HEAD_LINES
                break
            ahead = lines_ahead[seen:]
            rule, valued = valued, None
            if rule is None and ahead and _LABEL_ALONE.fullmatch(line) and _may_be_value(ahead[0]):
                rule = valued = _head_rule(
                    f"{line.rstrip(' :')}: {ahead[0]}", before, draft, [], headline_seen
                )
            if rule is None:
                said = line[2:].lstrip() if line[0] in "*•·" and line[1:2] == " " else line
                rule = _head_rule(said, before, draft, ahead, headline_seen) if said else None
            if rule == "running head" and (
                is_row(ahead[:1]) or is_row(lines_ahead[max(0, seen - 2) : seen - 1])
            ):
                rule = None  # rows of a table
            if rule is None or not draft.take(rule, line):
                lines.append(line)
                before = None
                headline_seen = headline_seen or len(line) > 20
                sentences += len(line) > 20 and line[-1] in ".!?”"
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
    of_picture = _OF_PICTURE.fullmatch(line) if before is None and "/" in line else None
    is_credit = of_picture is not None and is_known_agency(of_picture["sender"])
    if line.startswith(("Copyright ", "COPYRIGHT ", "©")) and _DIGIT_OR_COLON.search(line) is None:
        is_credit = True
    if is_credit:
        return None
    if read_date_line(line, draft):
        return "date line"
    if before == "byline" and (town := _IN_TOWN.fullmatch(line)):
        draft.beside_date = draft.beside_date or town[1]
        return "byline post"
    is_post = before == "byline" and len(line) <= 60
    if is_post and (POST.fullmatch(line) or MAIL.fullmatch(line) or _FOR_PAPER.fullmatch(line)):
        draft.source = draft.source or (line if is_known_agency(line) else None)
        return "byline post"
    is_alone = headline_seen and len(line) <= 50 and is_desk(line) and not is_known_agency(line)
    if is_alone and (before is not None or (ahead and date_line(ahead[0], draft.day_first))):
        return "byline post"
    if read_byline(line, draft, first=not headline_seen and before is None):
        return "byline"
    if read_source(line, draft):
        return "source line"
    if _GIVEN_BY.fullmatch(line) and ahead and len(ahead[0]) <= 60 and _is_titled(ahead[0]):
        draft.source = draft.source or ahead[0]
        return "source line"
    if EDITOR.fullmatch(line):
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
    if not headline_seen and line in ahead[:4] and bare_names(line):
        return "byline"  # it stands below the headline once more
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
            name, beside = MAIL.sub("", _PAPER.sub("", line)), ""
        who = bare_names(without_helper(name, draft))
        if who and who.endswith(_SERVICES):
            draft.source = draft.source or who
            return "source line"
        if who:
            draft.byline = draft.byline or who
            draft.beside_date = draft.beside_date or beside or None  # `Losana Tukai, SUVA`
            return "byline"
    return read_segments(line, draft, headline_seen) or read_beside(line, draft, headline_seen)


def _is_titled(line: str) -> bool:
    """Whether each word has a capital but the small ones: the name of a company, and hardly a headline."""
    words = line.split()
    return len(words) <= 8 and all(not w[0].islower() or w in _SMALL_WORDS for w in words)


def _may_be_value(line: str) -> bool:
    """Whether the line may be what a label above it is for, and no headline or deck."""
    return len(line) <= 60 and (_DIGIT_OR_COLON.search(line) is not None or is_site(line) or _is_titled(line))


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
        if len(words) > 1 and draft.byline is None and words[0].lower() not in PLACES_BEGIN:
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
    if len(line) > PROSE:
        return False
    if MAIL.fullmatch(f" {line}") or _FOR_PAPER.fullmatch(line):
        return True
    if POST_ALONE.fullmatch(line) or date_line(line, draft.day_first) or _IN_TOWN.fullmatch(line):
        return True
    if len(line) <= 50 and len(line.split()) <= 6 and line[-1] not in ".:?!" and POST.fullmatch(line):
        return BYLINE.fullmatch(line) is None
    found = find_date(line, draft.day_first) if len(line) <= 90 and not line.endswith(".") else None
    return found is not None and len(found.date) == 10
