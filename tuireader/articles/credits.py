"""Who wrote, translated and sent the article: what the lines above and below the prose say."""

import re

from tuireader.articles.dates import date_line, find_date, says_updated
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.furniture import end_rule
from tuireader.text.sentences import ends_with_abbreviation

_HEAD_LINES = 15
"""Bylines and dates stand in the first so many lines, before the prose."""
_PROSE = 140
"""A line this long is prose: what follows is no longer the head."""

_BYLINE = re.compile(
    r"(?:(?:story|text|written|reported|posted)\s+)?(?:by|author|reporter)\b\s*:?\s+(?P<who>\S.{1,90})", re.I
)
_NAME_WORD = re.compile(
    r"[^\W\d_a-z][\w.'’“”\"-]*|(?:and|de|da|di|del|der|den|van|von|bin|al|el|la|le|of|the|&)|\d(?:st|nd|rd|th)",
    re.U,
)
_POST = re.compile(
    r"(?:[\w&./'’ -]{0,40}\b)?(?:writer|reporter|correspondent|editor|columnist|contributor|staff"
    r"|bureau chief|desk|journalist|photographer|agency|press|reuters|ap|afp)(?:\b[\w,&./'’ -]{0,40})?",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset("monday tuesday wednesday thursday friday saturday sunday the a an".split())  # noqa: SIM905

_TRANSLATOR = re.compile(
    r"\(?translat(?:ed|ion|or)\b[^:]{0,30}?(?:\bby\b|:)\s*(?P<who>[^\W\d_][^.;()]{1,60}?)[.)]*", re.I
)
_REPORTING = re.compile(
    r"\(?(?:(?:additional )?(?:reporting|writing|editing|compiled|edited|written) by\b).{1,200}", re.I
)

_AGENCIES = frozenset(
    """
    reuters afp ap vna ttxvn vov vns xinhua kyodo yonhap bernama antara pti ani ians tass interfax dpa
    ansa efe pna cmc ntb tt anadolu mena wam spa irna kcna kpl akp upi pa bbc cnn voa rfa rfe nhk jiji
    belga apa ritzau ukrinform bta agerpres lusa mti pap ctk sana qna bna petra ina panapress nan gna
    """.split()  # noqa: SIM905
)
_ACRONYM = re.compile(r"[A-Z]{2,6}(?:[/-][A-Z]{2,6}){0,2}")
_SIGN_OFF = re.compile(
    r"(?:[=(\[–—-]+\s*|(?:source|nguồn)\s*:\s*)"
    r"(?P<marked>[^\W\d_][^()\[\]:.]{1,40}(?:\.\w{2,6})?)\s*[=)\]]*|(?P<bare>\S.{1,30})",
    re.I,
)
_CLOSING = re.compile(r"\s*\((?P<source>[A-Z]{2,6}(?:/[A-Z]{2,6})?|[A-Z][a-z]{3,10})\)$")
_CAPS_NAME = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]+\.?){1,4}")
_SEGMENTS = re.compile(r"\s{3,}|\t+|\s+[|•·]\s+|\s+[-–—]\s+")


def is_known_agency(words: str) -> bool:
    """Whether the words are the name or letters of a news agency we know."""
    return words.lower() in _AGENCIES


def is_agency(words: str) -> bool:
    """Whether the words are a known news agency or look like the letters of one."""
    return is_known_agency(words) or _ACRONYM.fullmatch(words) is not None


def read_head(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Lift date lines, bylines and running heads off the lines above the prose."""
    kept: list[Passage] = []
    seen = 0
    credited = False  # a byline was read, so that a post may follow
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
            rule = _head_rule(line, credited, draft)
            if rule is None:
                lines.append(line)
                credited = False
                continue
            draft.take(rule, line)
            credited = rule == "byline"
            if lines:
                kept.append(Passage(lines, pictured=passage.pictured, above_credits=True))
                lines = []
            elif kept and at == 0:
                kept[-1].above_credits = True
        if lines:
            kept.append(Passage(lines, passage.kind, passage.credit, pictured=passage.pictured))
    return kept


def _head_rule(line: str, credited: bool, draft: Draft) -> str | None:
    """Read what the line states into the draft and name the rule; None if it belongs to the article."""
    if credited and len(line) <= 60 and _POST.fullmatch(line):
        return "byline post"
    if _read_date_line(line, draft):
        return "date line"
    if _read_byline(line, draft):
        return "byline"
    segments = _SEGMENTS.split(line)
    if len(segments) < 2:
        return None
    dated = [s for s in segments if date_line(s, draft.day_first)]
    others = [s for s in segments if s not in dated]
    if (
        not dated
        or (len(others) == 1 and not _BYLINE.fullmatch(others[0]))
        or any(len(s) > 60 for s in others)
    ):
        return None
    _read_date_line(dated[0], draft)
    for other in others:
        _read_byline(other, draft)
    return "date line"


def _read_date_line(line: str, draft: Draft) -> bool:
    stated = date_line(line, draft.day_first)
    if stated is None:
        return False
    if says_updated(line):
        draft.updated = draft.updated or stated.date
    else:
        draft.state_date(stated.date, "line")
    return True


def _read_byline(line: str, draft: Draft) -> bool:
    match = _BYLINE.fullmatch(line)
    if match is None:
        return False
    who, _, post = match["who"].partition(",")
    if find_date(who) or not _is_name(who) or (post and len(post) > 60):
        return False
    if draft.byline is None:
        draft.byline = who.strip(" ;|") + (f",{post}" if post and not _POST.fullmatch(post.strip()) else "")
    return True


def _is_name(words: str) -> bool:
    if words.endswith((".", ":", "?", "!")) and not ends_with_abbreviation(words):
        return False
    parts = words.split()
    return (
        0 < len(parts) <= 10 and parts[0].lower() not in _NOT_NAMES and all(map(_NAME_WORD.fullmatch, parts))
    )


def read_tail(passages: list[Passage], draft: Draft) -> None:
    """Lift sign-off, translator, credits and copyright off the last lines, last first."""
    for _ in range(12):
        if not passages:
            return
        lines = passages[-1].lines
        line = lines[-1]
        # The only line there is stays, whatever it looks like: an article is never empty.
        rule = None if len(passages) == len(lines) == 1 else _tail_rule(line, draft)
        if rule is None:
            break
        draft.take(rule, line)
        lines.pop()
        if not lines:
            passages.pop()
    _read_closing_source(passages, draft)


def _tail_rule(line: str, draft: Draft) -> str | None:
    if len(line) > 220:
        return None
    if rule := end_rule(line):
        return rule.name
    if match := _TRANSLATOR.fullmatch(line):
        draft.translator = draft.translator or match["who"].strip()
        return "translator"
    if _REPORTING.fullmatch(line):
        return "reporting credit"
    if match := _SIGN_OFF.fullmatch(line):
        if match["marked"] and (is_agency(match["marked"]) or line[:1].lower() in "sn"):
            draft.source = draft.source or match["marked"].strip()
            return "sign-off"
        if match["bare"] and is_agency(line):
            draft.source = draft.source or line
            return "sign-off"
    if draft.byline is None and line.isupper() and len(line) <= 40 and _CAPS_NAME.fullmatch(line):
        draft.byline = line
        return "byline"
    return None


def _read_closing_source(passages: list[Passage], draft: Draft) -> None:
    """Lift `(PNA)` off the end of the last sentence."""
    if not passages:
        return
    line = passages[-1].lines[-1]
    match = _CLOSING.search(line[-24:])
    if (
        match is None
        or not is_agency(match["source"])
        or not line[: -len(match[0])].rstrip().endswith((".", "”", '"'))
    ):
        return
    draft.source = draft.source or match["source"]
    draft.take("sign-off", match[0].strip())
    passages[-1].lines[-1] = line[: -len(match[0])]
