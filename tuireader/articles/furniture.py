"""Lines of the page and the wire that are not the article: each kind a named rule.

A rule looks at one whole line; what it takes is named in `Article.removed`.
"""

import re
from dataclasses import dataclass

from tuireader.articles.draft import Draft, Passage

_LONGEST = 120
"""A line longer than this is never furniture."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """A name and what it matches: the whole of a line, case set aside."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> LineRule:
    return LineRule(name, re.compile(pattern, re.IGNORECASE))


SLIDER = re.compile(r"leftcenterrightdel\s*", re.IGNORECASE)
"""The alignment buttons of a web editor, left behind where a picture stood; a caption mostly follows."""

ANYWHERE: tuple[LineRule, ...] = (
    _rule("advert", r"advertis(?:ement|ing)|\[?ad\]?|sponsored(?: content)?|publicité|publicidad"),
    _rule("reading aid", r"(?:story|article) continues below.{0,30}|(?:continue reading|read more)\W*"),
    _rule("share buttons", r"share(?: this(?: article| story)?)?|tweet|e-?mail|print|save|copy link"),
    _rule("release stamp", r"for immediate release:?"),
    _rule("newsletter", r"(?:sign up|subscribe)\b[^.]{0,80}\b(?:newsletters?|alerts?|updates)\b.{0,30}"),
    _rule("page turn", r"[-–—\s]*(?:continued|see) (?:on|from) page \w+[-–—\s]*"),
    _rule("separator", r"(?:[*_=~#•·–—-]\s*){3,}"),
)  # fmt: skip
"""Taken wherever they stand."""

_ANY = re.compile("|".join(rule.pattern.pattern for rule in ANYWHERE), re.IGNORECASE)

AT_END: tuple[LineRule, ...] = (
    _rule("copyright", r"(?:©|\(c\)|copyright\b).{0,110}|.{0,80}\ball rights reserved\.?.{0,30}"),
    _rule("desk initials", r"[a-z]{2,4}(?:[/-][a-z]{2,4})+"),
    _rule("end mark", r"[-–—(\s]*(?:ends?|30|hết)[-–—)\s]*"),
)
"""Taken only after the last of the prose."""

_RELATED = re.compile(
    r"(?:related(?: (?:coverage|stories|articles|news|links|topics|content|reading))?"
    r"|you (?:might|may) also (?:like|be interested in)|more (?:from|on|stories|news|in)\b.{0,40}"
    r"|read (?:also|next|more)|also read|see also|recommended(?: for you| stories| reading)?"
    r"|most (?:read|viewed|popular)|tin liên quan|xem thêm|lire aussi|à lire aussi|leer también)\s*:?",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:media|press|investor|editorial)\b[^.]{0,30}\bcontacts?|contacts?(?: (?:information|details))?"
    r"|for (?:more|further) information.{0,60})\s*:.{0,60}",
    re.IGNORECASE,
)


def drop_furniture(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Take the lines of `ANYWHERE` and slider markers; a passage is parted where a line fell out."""
    kept: list[Passage] = []
    pictured = False
    for passage in passages:
        lines: list[str] = []
        for line in passage.lines:
            if line[:4].lower() == "left" and (marker := SLIDER.match(line)):
                draft.take("slider marker", marker[0].strip())
                line = line[marker.end() :]
                kept += _passage(lines, passage, pictured)
                lines, pictured = [], True
                if not line:
                    continue
            elif len(line) <= _LONGEST and _ANY.fullmatch(line) and (rule := _first(ANYWHERE, line)):
                draft.take(rule.name, line)
                kept += _passage(lines, passage, pictured)
                pictured = pictured and not lines
                lines = []
                continue
            lines.append(line)
            if pictured:
                # The caption is the one line under the picture; prose may follow without a blank line.
                kept += _passage(lines, passage, pictured=True)
                lines, pictured = [], False
        kept += _passage(lines, passage, pictured)
        pictured = pictured and not lines
    return kept


def _passage(lines: list[str], like: Passage, pictured: bool) -> list[Passage]:
    return [Passage(lines, like.kind, like.credit, pictured=pictured)] if lines else []


def drop_related(passages: list[Passage], draft: Draft) -> None:
    """Take a closing list of links to other stories, and a closing contact address.

    Every line after its heading must look like a headline: short and without a full stop.
    """
    for number in range(len(passages) - 1, max(-1, len(passages) - 12), -1):
        lines = passages[number].lines
        if len(lines[0]) <= _LONGEST and _CONTACT.fullmatch(lines[0]) and len(lines) <= 10:
            for line in lines:
                draft.take("contact", line)
            del passages[number]
            continue
        for at, line in enumerate(lines[:20]):
            if len(line) > _LONGEST or not _RELATED.fullmatch(line):
                continue
            after = lines[at + 1 :] + [x for p in passages[number + 1 :] for x in p.lines]
            if len(after) > 20 or any(len(x) > 150 or x.endswith(".") for x in after):
                continue
            for taken in (line, *after):
                draft.take("related links", taken)
            passages[number].lines = lines[:at]
            del passages[number + (1 if at else 0) :]
            break


def end_rule(line: str) -> LineRule | None:
    """Give the rule that takes this line after the last of the prose."""
    return _first(AT_END, line) if len(line) <= _LONGEST else None


def _first(rules: tuple[LineRule, ...], line: str) -> LineRule | None:
    return next((rule for rule in rules if rule.pattern.fullmatch(line)), None)
