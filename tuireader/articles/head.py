"""Above the prose: who wrote it and when, the page's running head, the section it stood in."""

import re

from tuireader.articles.agencies import is_agency, is_known_agency, is_site
from tuireader.articles.dates import date_line, dates_beside, find_date, leave_out_label, says_when
from tuireader.articles.draft import Draft, Passage
from tuireader.text.sentences import ends_with_abbreviation

_HEAD_LINES = 15
"""Bylines and dates stand in the first so many lines, before the prose."""
_PROSE = 140
"""A line this long is prose: what follows is no longer the head."""

_BYLINE = re.compile(
    r"(?:(?:story|text|words|written|reported|reporting|posted|published|report)(?: and (?:photos?|pictures) "
    r")?\s*)?"
    r"\bby\b\s*:?\s+(?P<by>\S.{1,120})"
    r"|(?:author|reporter|text|story|words|writer|byline|penulis|pewarta|reporter|redaktur|autor(?:in)?"
    r"|autora|auteur"
    r"|texte|texto|testo|tekst|tác giả|bài|người viết)s?\s*:\s*(?P<labelled>\S.{1,120})"
    r"|(?:von|par|por|di|oleh|door|av|af)\s*:?\s+(?P<foreign>\S.{1,90})",
    re.I,
)
_NAME_WORD = re.compile(
    r"[^\W\d_a-z][\w.'’“”\"-]*|(?:and|und|et|y|e|dan|và|de|da|di|del|dos|der|den|van|von|bin|binti|al|el|la"
    r"|le|of|the|&)"
    r"|\d(?:st|nd|rd|th)|al-\w+|[“\"]\w+[”\"]",
    re.U,
)
_POST = re.compile(
    r"(?:[\w&./'’ -]{0,40}\b)?(?:writer|reporter|correspondent|editor|columnist|contributor|staff|intern"
    r"|bureau(?: chief)?|desk|journalist|photographer|agency|press|news|reuters|afp|ap|post|times|herald"
    r"|courier"
    r"|tribune|gazette|(?-i:[A-Z]{3,5}))(?:\b[\w,&./'’ -]{0,40})?",
    re.IGNORECASE,
)
_POST_ALONE = re.compile(
    r"(?:an? |our |the |from our )?(?:own |special |chief |senior |staff |web |news |city |foreign |local "
    r"|online |sports? )*"
    r"(?:writers?|reporters?|correspondents?|editors?|staff|desk|bureau|agencies|news desk|newsroom|wire "
    r"services?)",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday the a an our my this that all".split()  # noqa: SIM905
)
_MAIL = re.compile(r"[\s,;|(<\[-]*(?:e-?mail:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>\]]*|[\s,;|(]+@\w{2,30}\)?")
_ELSEWHERE = re.compile(r"\s+(?:in|for|from|with|at|à|en|aus|à)\s+(?=[^\W\d_a-z]).*$")
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
_SECTION = re.compile(
    r"(?:(?:breaking|latest|top|local|world|national|international|regional|city|state|us|u\.s\.|uk|business"
    r"|political)"
    r"\s*(?:news|/|&|and)?\s*)*(?:news|world|politics|business|sports?|opinion|economy|culture|society"
    r"|lifestyle|health|science"
    r"|live|live updates|latest news|technology|tech|entertainment|travel|education|environment|national"
    r"|international|local|analysis|feature|features"
    r"|exclusive|breaking|society|home|arts|weather|features|latest|actualités|monde|économie|sociedad|mundo"
    r"|deportes"
    r"|politik|wirtschaft|kultur|thời sự|thế giới|kinh tế|xã hội|văn hóa|thể thao|chính trị|nasional"
    r"|ekonomi)",
    re.I,
)
_IN_TOWN = re.compile(r"(?<=\w) in [^\W\d_a-z][\w, -]{2,30}$")
_POST_ENDS = re.compile(r",? (?:correspondent|editor|reporter|columnist|writer)$", re.I)
_POST_WORDS = frozenset(
    """
    legal health science political politics education home foreign environment social technology
    business sport sports chief senior diplomatic economics arts world media transport crime defence
    defense special news city religion royal court markets energy consumer affairs and deputy
    associate assistant staff north south east west europe africa asia middle parliamentary
    community features food travel music film
    """.split()  # noqa: SIM905
)
_FILED = re.compile(r"(?:posted |filed )?(?:in|under) ", re.I)
_AND_OTHERS = re.compile(r",? (?:and|with|&) (?:agencies|wire (?:services|reports))$", re.I)
_PAGE_HEAD = re.compile(
    r"(?:page|p\.?|pg\.?)\s*\w?\d{1,3}|\w?\d{1,3}|vol\.?\s*\w+|no\.?\s*\d+|issue\s*\d+", re.I
)
_SEGMENTS = re.compile(r"\s{3,}|\t+|\s*[|•·]\s*|\s+[-–—/]\s+")


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
            if seen > _HEAD_LINES or len(line) > _PROSE:
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
    if _read_date_line(line, draft):
        return "date line"
    if before == "byline" and len(line) <= 60 and (_POST.fullmatch(line) or _MAIL.fullmatch(line)):
        return "byline post"
    if _read_byline(line, draft, first=not headline_seen and before is None):
        return "byline"
    if _read_source(line, draft):
        return "source line"
    if _EDITOR.fullmatch(line):
        return "editors"
    if (
        len(line) <= 40
        and _is_section(line)
        and any(len(a) > 20 for a in ahead)
        and (not headline_seen or line[:3].lower() == "in " or _begins_credits(ahead[0], draft))
    ):
        return "section label"
    if not headline_seen and len(ahead) > 1 and len(line.split()) == 1 and _is_above_headline(ahead, draft):
        return "section label"
    if headline_seen and is_known_agency(line):
        draft.source = draft.source or line
        return "source line"
    if ahead and says_when(line) and date_line(ahead[0], draft.day_first):
        return "date line"
    below_date = before == "date line" and bool(ahead) and len(ahead[0]) > 60
    if (
        headline_seen
        and (who := _bare_name(line))
        and (below_date or (ahead and _is_dated_or_post(ahead[0], draft)))
    ):
        draft.byline = draft.byline or who
        return "byline"
    return _read_segments(line, draft, headline_seen) or _read_beside(line, draft, headline_seen)


def _begins_credits(line: str, draft: Draft) -> bool:
    return _BYLINE.fullmatch(line) is not None or date_line(line, draft.day_first) is not None


def _is_above_headline(ahead: list[str], draft: Draft) -> bool:
    """Whether a date and then a headline follow, so that what stands above is the section."""
    return (
        date_line(ahead[0], draft.day_first) is not None
        and len(ahead[1].split()) >= 4
        and len(ahead[1]) < _PROSE
        and ahead[1][-1] not in ".:"
        and not _begins_credits(ahead[1], draft)
    )


def _is_section(line: str) -> bool:
    parts = re.split(
        r"\s*[|/•·]\s*", re.sub(r"^(?:posted |filed )?(?:in|under) ", "", line.strip(" :|>-–"), flags=re.I)
    )
    return all(map(_SECTION.fullmatch, parts))


def _is_dated_or_post(line: str, draft: Draft) -> bool:
    """Whether the line is one that stands under the writer's name."""
    if _POST_ALONE.fullmatch(line) or date_line(line, draft.day_first):
        return True
    found = find_date(line, draft.day_first) if len(line) <= 90 and not line.endswith(".") else None
    return found is not None and len(found.date) == 10


def _read_beside(line: str, draft: Draft, headline_seen: bool) -> str | None:
    """Read a date with a short name beside it: `Saturday October 9 2021, 12.01am, The Evening Post`."""
    if not headline_seen or len(line) > 90 or line.endswith((".", "?", "!", ":")):
        return None
    found = dates_beside(line, draft.day_first)
    if found is None:
        return None
    dates, rest = found
    parts = [part for part in re.split(r"\s*[,|/–—-]\s*", rest.strip(" ,;:|()/–—-")) if part]
    if (
        not all(len(part) <= 32 and all(map(_NAME_WORD.fullmatch, part.split())) for part in parts)
        or len(parts) > 2
    ):
        return None
    if parts and line.startswith(f"{parts[0]},") and len(line) <= 60:
        draft.beside_date = parts[0]
    draft.updated = draft.updated or dates.updated
    draft.state_date(dates.published, "line")
    return "date line"


def _read_segments(line: str, draft: Draft, headline_seen: bool) -> str | None:
    """Read a line of parts: `By Jo Berg | 3 May 2023 | 3 min read`, `PAGE 4   THE LOG   MARCH 17, 2023`."""
    segments = [part for part in (part.strip() for part in _SEGMENTS.split(line)) if part]
    if not 2 <= len(segments) <= 8:
        return None
    dated, credited, known, unknown = [], [], 0, []
    for segment in segments:
        if date_line(segment, draft.day_first):
            dated.append(segment)
        elif _BYLINE.fullmatch(segment):
            credited.append(segment)
        elif (
            _SOURCE.fullmatch(segment)
            or _EDITOR.fullmatch(segment)
            or _READING.fullmatch(segment)
            or _LABEL.fullmatch(segment)
            or _PAGE_HEAD.fullmatch(segment)
            or is_agency(segment)
            or is_site(segment)
        ):
            known += 1
        else:
            unknown.append(segment)
    if re.search(r"\S\s{3,}\S", line) and any(map(_PAGE_HEAD.fullmatch, segments)):
        return "running head" if not dated else _read_dated(segments, dated, draft)
    if not dated and not (credited and not unknown):
        return None
    if any(len(part) > 60 for part in unknown) or len(unknown) > 3:
        return None
    # One part beside a date may be the headline: only below one it is the paper, the section or a place.
    if len(unknown) == 1 and len(segments) == 2 and not (headline_seen and len(unknown[0]) <= 40):
        return None
    _read_dated(segments, dated, draft)
    if (
        headline_seen
        and draft.byline is None
        and unknown
        and _bare_name(unknown[0])
        and re.search("[|•·]", line)
    ):
        draft.byline = unknown[0]
    return "date line"


def _read_dated(segments: list[str], dated: list[str], draft: Draft) -> str:
    for part in dated:
        _read_date_line(part, draft)
    for part in segments:
        _read_byline(part, draft, first=False)
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


def _read_byline(line: str, draft: Draft, *, first: bool) -> bool:
    """Read a byline; `first`: it is the first line, where a foreign `Von …` may as well begin a headline."""
    match = _BYLINE.fullmatch(line)
    if match is None or (match["foreign"] and first):
        return False
    said = match["by"] or match["labelled"] or match["foreign"]
    who, bare = _MAIL.sub("", said), ""
    if stated := find_date(who, draft.day_first):
        bare = leave_out_label(who[: stated.start])
        dates = date_line(who[len(bare) :], draft.day_first)
        if dates is None or not bare:
            return False
        who = bare
    name, _, post = who.partition(",")
    name, post = name.strip(" ;|-–—"), post.strip()
    if is_known_agency(name) or _POST_ALONE.fullmatch(name):
        if is_known_agency(name):
            draft.source = draft.source or name
    else:
        name, *beside = _SEGMENTS.split(name)
        if beside:
            post = ""
            draft.source = draft.source or next(
                (part for part in beside if is_agency(part) or is_site(part)), None
            )
        name = re.sub(
            r",? (?:and|with|&) (?:agencies|wire (?:services|reports))$",
            "",
            _ELSEWHERE.sub("", name),
            flags=re.I,
        )
        name = _without_agency(name, draft)
        if not _is_name(name) or len(post) > 60 or (match["foreign"] and len(name.split()) > 6):
            return False
        if draft.byline is None:
            joint = bool(post) and _is_names(post) and len(post.split()) > 1
            draft.byline = name + (f", {post}" if joint else "")
            if post and not joint and _is_names(post):
                draft.beside_date = draft.beside_date or post  # `By Dele Akin, Ibadan`
    if bare and (dates := date_line(_MAIL.sub("", said)[len(bare) :], draft.day_first)):
        draft.updated = draft.updated or dates.updated
        draft.state_date(dates.published, "line")
    return True


def _without_agency(name: str, draft: Draft) -> str:
    """Leave out the agency behind a name: `DON RIVERA The Associated Press`."""
    words = name.split()
    for at in range(2, len(words)):
        agency = " ".join(words[at:])
        if is_known_agency(agency):
            draft.source = draft.source or agency
            return " ".join(words[:at])
    return name


def _is_names(words: str) -> bool:
    return not _POST.fullmatch(words) and _is_name(words)


def _is_name(words: str) -> bool:
    if words.endswith((".", ":", "?", "!")) and not ends_with_abbreviation(words):
        return False
    parts = words.split()
    return (
        0 < len(parts) <= 12
        and parts[0].lower() not in _NOT_NAMES
        and parts[0][0] not in "&"
        and not parts[0].islower()
        and all(map(_NAME_WORD.fullmatch, (part.strip(",") for part in parts)))
    )


def _bare_name(line: str) -> str | None:
    """The name that the line is: two to four capitalised words, and where or as what they write."""
    if len(line) > 70:
        return None
    name = _IN_TOWN.sub("", line)
    if ended := _POST_ENDS.search(name):
        words = name[: ended.start()].split()
        while words and (words[-1].lower().strip(",") in _POST_WORDS or words[-1].islower()):
            words.pop()
        name = " ".join(words).rstrip(",")
    parts = name.split()
    is_name = len(name) <= 40 and 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts)
    return name if is_name and _is_name(name) else None
