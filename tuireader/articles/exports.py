"""Copies out of databases of newspapers (Nexis, Factiva, ProQuest): what they print around an article.

All of them print the headline, the paper, the day and the length above it, and below it what they know it by.
"""

import re
from collections.abc import Sequence

from tuireader.articles.dates import dates_beside, find_date, is_time
from tuireader.articles.draft import Draft

RULE = "database copy"
_LAST = 60
"""Characters at the end of a text in which the number of a Factiva document is all of a line."""
_WITHIN = 60
"""Lines in which the length is told."""
_LABELLED = re.compile(r"([A-Z][A-Za-z][A-Za-z /-]{0,24}):[ \t]*(.*)")
_LENGTH = re.compile(r"length: *[\d,.]+ words", re.IGNORECASE)
_WORDS = re.compile(r"[\d,.]+ words", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d+ of \d+ documents\s*", re.IGNORECASE)
_BODY = re.compile(r"body:?\s*", re.IGNORECASE)
_RIGHTS = re.compile(r"\(c\)|©|copyright\b|all rights reserved", re.IGNORECASE)
_EDITION = re.compile(r".{0,40}\bedition\b.{0,10}", re.IGNORECASE)
_BELOW_NEXIS = re.compile(
    r"(?:load-date|language|graphic|publication-type|document-type|journal-code|notes|correction-date):.*"
    r"|graphic|classification|end of document",
    re.IGNORECASE,
)
_BELOW_PROQUEST = re.compile(
    r"(?:subject|location|people|company / organization|title|publication (?:title|year|date|subject|info)"
    r"|identifier / keyword|document type|place of publication|country of publication|proquest document id"
    r"|document url|copyright|last updated|database): .*",
    re.IGNORECASE,
)
_FACTIVA = re.compile(r"Document [A-Za-z]{2}[A-Za-z0-9]{14,40}")
_POST = re.compile(
    r",?\s+(?:staff|special|senior|chief|(?:\w+ )?(?:correspondent|reporter|writer|editor|bureau))\b.*"
    r"|,? of the .*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)$")


def lift_export(text: str, draft: Draft) -> str:
    """The text without what a database printed around it, of which headline, paper and day are read."""
    if not _may_be_export(text):
        return text
    lines = text.split("\n")
    found = _nexis(lines, draft) or _factiva(lines, draft) or _proquest(lines, draft)
    if found is None:
        return text
    begin, end = found
    body = "\n".join(lines[begin:end]).strip("\n")
    around = [line.strip() for line in (*lines[:begin], *lines[end:]) if line.strip()]
    if not body.strip() or not draft.take(RULE, "\n".join(around)):
        return text
    return body


def _may_be_export(text: str) -> bool:
    """Whether the text has what one of the copies has; most are looked at no further."""
    # One letter is looked for at the speed of memory, words are not.
    return (
        "ength:" in text
        or "LENGTH:" in text
        or "\nDocument " in text.rstrip()[-_LAST:]
        or ("Q" in text and "ProQuest" in text)
    )


def _nexis(lines: Sequence[str], draft: Draft) -> tuple[int, int] | None:
    """From where to where the article is in a copy out of Nexis; None where the text is none."""
    length = next((n for n, line in enumerate(lines[:_WITHIN]) if _LENGTH.fullmatch(line.strip())), None)
    if length is None or sum(_NUMBER.fullmatch(line) is not None for line in lines) > 1:
        return None  # several articles are no article
    begin = _first(lines, length, _BODY)
    begin = begin + 1 if begin is not None and begin - length < 20 else _behind_labels(lines, length)
    above = [line.strip() for line in lines[:begin] if line.strip() and not _NUMBER.fullmatch(line)]
    labels = _labels(above)
    names = [line for line in above if _LABELLED.fullmatch(line) is None and not _is_notice(line)]
    day = next((n for n, line in enumerate(names) if dates_beside(line)), None)
    if day is None:
        return None
    before, after = names[:day], names[day + 1 :]
    if after and len(after) > 3:
        return None
    draft.headline = draft.headline or labels.get("headline") or " ".join(after) or next(iter(before), None)
    if after or len(before) > 1 or "headline" in labels:
        _state_paper(before[-1] if before else None, draft)
    _state_day(names[day], draft)
    _state_writer(labels.get("byline"), draft)
    draft.place = draft.place or labels.get("dateline")
    return begin, _first(lines, begin, _BELOW_NEXIS) or len(lines)


def _factiva(lines: Sequence[str], draft: Draft) -> tuple[int, int] | None:
    """The same of a copy out of Factiva."""
    end = next((n for n in range(len(lines) - 1, 0, -1) if lines[n].strip()), 0)
    words = next((n for n, line in enumerate(lines[:_WITHIN]) if _WORDS.fullmatch(line.strip())), None)
    rights = _first(lines, words or 0, _RIGHTS, whole=False)
    if words is None or rights is None or rights - words > 20 or not _FACTIVA.fullmatch(lines[end].strip()):
        return None
    above = [line.strip() for line in lines[:words] if line.strip()]
    below = [line.strip() for line in lines[words + 1 : rights] if line.strip()]
    titles = [line for line in above if not line.startswith("By ")]
    day = next((n for n, line in enumerate(below) if dates_beside(line)), None)
    if not titles or day is None:
        return None
    draft.headline = draft.headline or titles[0]
    _state_writer(next((line for line in above if line.startswith("By ")), None), draft)
    _state_day(below[day], draft)
    _state_paper(next((line for line in below[day + 1 :] if not is_time(line)), None), draft)
    return rights + 1, end


def _proquest(lines: list[str], draft: Draft) -> tuple[int, int] | None:
    """The same of a copy out of ProQuest; its first words stand behind a label, which is cut off."""
    begin = next((n for n, line in enumerate(lines) if line.startswith("Full text: ")), None)
    if begin is None or not any(line.startswith("ProQuest document ID: ") for line in lines[begin:]):
        return None
    end = _first(lines, begin + 1, _BELOW_PROQUEST) or len(lines)
    labels = _labels([line.strip() for line in (*lines[:begin], *lines[end:])])
    named = (line.strip() for line in lines[:begin] if line.strip(" _-*=") and not _LABELLED.fullmatch(line))
    draft.headline = draft.headline or labels.get("title") or next(named, None)
    last, parted, first = (labels.get("author") or "").partition(", ")
    _state_writer(f"{first} {last}" if parted and "," not in first and ";" not in first else last, draft)
    _state_paper((labels.get("publication title") or "").partition(";")[0].strip() or None, draft)
    _state_day(labels.get("publication date") or "", draft)
    if RULE not in draft.off:
        lines[begin] = lines[begin].removeprefix("Full text: ")
    return begin, end


def _first(lines: Sequence[str], begin: int, what: re.Pattern[str], *, whole: bool = True) -> int | None:
    look = what.fullmatch if whole else what.match
    return next((n for n in range(begin, len(lines)) if look(lines[n].strip())), None)


def _behind_labels(lines: Sequence[str], at: int) -> int:
    """The first line behind those that are blank or labelled."""
    while at < len(lines) and (not lines[at].strip() or _LABELLED.fullmatch(lines[at].strip())):
        at += 1
    return at


def _labels(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if (match := _LABELLED.fullmatch(line)) and match[2].strip():
            found.setdefault(match[1].lower(), match[2].strip())
    return found


def _is_notice(line: str) -> bool:
    return any((_RIGHTS.match(line), _EDITION.fullmatch(line), _BODY.fullmatch(line), is_time(line)))


def _state_paper(name: str | None, draft: Draft) -> None:
    if name:
        draft.source = draft.source or _ASIDE.sub("", name) or None


def _state_day(line: str, draft: Draft) -> None:
    if stated := find_date(line):
        draft.state_date(stated.date, "line")


def _state_writer(said: str | None, draft: Draft) -> None:
    if said:
        draft.byline = (
            draft.byline or _POST.sub("", said.removeprefix("By ").removeprefix("by ")).strip() or None
        )
