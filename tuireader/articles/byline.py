"""Bylines: who wrote it, as a line above the prose says."""

import re

from tuireader.articles.agencies import is_agency, is_known_agency, is_site
from tuireader.articles.dates import date_line, find_date, leave_out_label
from tuireader.articles.draft import Draft
from tuireader.text.sentences import ends_with_abbreviation

SEGMENTS = re.compile(r"\s{3,}|\t+|\s*[|•·●]\s*|/\s+|\s+[-–—/]\s+")
"""What parts a line of several things: `By Jo Berg | 3 May 2023`."""
BYLINE = re.compile(
    r"(?:(?:story|text|words|written|reported|reporting|posted|published|report|interview|analysis|opinion"
    r"|commentary|review)(?: and (?:photos?|pictures) )?\s*)?"
    r"(?:\bby\b\s*:?\s+|\bfrom (?=.{5,90} public affairs$))(?P<by>\S.{1,120})"
    r"|(?:author|reporter|text|story|words|writer|byline|penulis|pewarta|reporter|redaktur|autor(?:in)?"
    r"|autora|auteur"
    r"|texte|texto|testo|tekst|tác giả|bài|người viết)s?\s*:\s*(?P<labelled>\S.{1,120})"
    r"|(?:von|par|por|di|oleh|door|av|af)\s*:?\s+(?P<foreign>\S.{1,90})",
    re.I,
)
NAME_WORD = re.compile(
    r"[^\W\d_a-z][\w.'’“”\"-]*|(?:and|und|et|y|e|dan|và|de|da|di|del|dos|der|den|van|von|bin|binti|al|el|la"
    r"|le|of|the|&)"
    r"|\d(?:st|nd|rd|th)|al-\w+|[“\"]\w+[”\"]",
    re.U,
)
POST = re.compile(
    r"(?:[\w&./'’ -]{0,40}\b)?(?:writer|reporter|correspondent|editor|columnist|contributor|staff|intern"
    r"|bureau(?: chief)?|public affairs|desk|journalist|photographer|agency|press|news|reuters|afp|ap|post"
    r"|times|herald"
    r"|courier"
    r"|tribune|gazette|(?-i:[A-Z]{3,5}))(?:\b[\w,&./'’ -]{0,40})?",
    re.IGNORECASE,
)
POST_ALONE = re.compile(
    r"(?:an? |our |the |from our )?(?:own |special |chief |senior |staff |web |news |city |foreign |local "
    r"|online |sports? )*"
    r"(?:writers?|reporters?|correspondents?|editors?|staff(?: reports?)?|desk|bureau|agencies|news desk"
    r"|newsroom|wire "
    r"services?)",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday the a an our my this that all for thank happy
    merry
    """.split()  # noqa: SIM905
)
_NAMES_END_NOT = frozenset(
    "report desk team bureau staff newsroom agencies news correspondent reporter online editors".split()  # noqa: SIM905
)
MAIL = re.compile(r"[\s,;|(<\[-]*(?:e-?mail:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>\]]*|[\s,;|(]+@\w{2,30}\)?")
_ELSEWHERE = re.compile(r"\s+(?:in|for|from|with|at|à|en|aus|à)\s+(?=[^\W\d_a-z]).*$")
_IN_TOWN = re.compile(r"(?<=\w) in [^\W\d_a-z][\w, -]{2,30}$")
_BRACKETED = re.compile(r"\s*[(\[](?P<said>[^()\[\]]{2,50})[)\]]$")
"""Where or for whom behind a name: `Awa Sarr (Saint-Louis, correspondance)`."""
_WITH_AGENCY = re.compile(r",? (?:with|and|&|com|con|avec|mit|e|y|et|und) (?P<agency>[A-Z][\w -]{1,30})$")
"""An agency that helped: `Maja Kobal with AP`."""
_JOINT = re.compile(r",? (?:and|und|et|y|e|dan|và|&) ")
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


def read_byline(line: str, draft: Draft, *, first: bool) -> bool:
    """Read a byline; `first`: it is the first line, where a foreign `Von …` may as well begin a headline."""
    match = BYLINE.fullmatch(line)
    if match is None or (match["foreign"] and first):
        return False
    said = match["by"] or match["labelled"] or match["foreign"]
    who, bare = MAIL.sub("", said), ""
    if behind := _BRACKETED.search(who):
        who = who[: behind.start()]
        draft.source = draft.source or (behind["said"] if is_known_agency(behind["said"]) else None)
    if stated := find_date(who, draft.day_first):
        bare = leave_out_label(who[: stated.start])
        dates = date_line(who[len(bare) :], draft.day_first)
        if dates is None or not bare:
            return False
        who = bare
    name, _, post = who.partition(",")
    name, post = name.strip(" ;|-–—"), post.strip()
    if is_known_agency(name) or POST_ALONE.fullmatch(name):
        if is_known_agency(name):
            draft.source = draft.source or name
    else:
        name, *beside = SEGMENTS.split(name)
        if beside:
            post = ""
            draft.source = draft.source or next(
                (part for part in beside if is_agency(part) or is_site(part)), None
            )
        name = without_helper(name, draft)
        name = re.sub(
            r",? (?:and|with|&) (?:agencies|wire (?:services|reports))$",
            "",
            _ELSEWHERE.sub("", name),
            flags=re.I,
        )
        name = _without_agency(name, draft)
        if not is_name(name) or len(post) > 60 or (match["foreign"] and len(name.split()) > 6):
            return False
        if draft.byline is None:
            joint = bool(post) and _is_names(post) and len(post.split()) > 1
            draft.byline = name + (f", {post}" if joint else "")
            if post and not joint and _is_names(post):
                draft.beside_date = draft.beside_date or post  # `By Dele Akin, Ibadan`
    if bare and (dates := date_line(MAIL.sub("", said)[len(bare) :], draft.day_first)):
        draft.updated = draft.updated or dates.updated
        draft.state_date(dates.published, "line")
    return True


def without_helper(name: str, draft: Draft) -> str:
    """Leave out the agency that helped, and read it: `Maja Kobal with AP`."""
    beside = _WITH_AGENCY.search(name)
    if beside is None or not is_known_agency(beside["agency"]):
        return name
    draft.source = draft.source or beside["agency"]
    return name[: beside.start()]


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
    return not POST.fullmatch(words) and is_name(words)


def is_name(words: str) -> bool:
    if words.endswith((".", ":", "?", "!")) and not ends_with_abbreviation(words):
        return False
    parts = words.split()
    return (
        0 < len(parts) <= 12
        and parts[0].lower() not in _NOT_NAMES
        and parts[0][0] not in "&"
        and not parts[0].islower()
        and all(map(NAME_WORD.fullmatch, (part.strip(",") for part in parts)))
    )


def is_desk(line: str) -> bool:
    """Whether the line is a post, a desk or a bureau, and nobody's name: `Staff Reporter`, `Web Desk`."""
    words = line.lower().split()
    is_short = 2 <= len(words) <= 3 and words[-1] in _NAMES_END_NOT
    return POST_ALONE.fullmatch(line) is not None or (is_short and is_name(line))


def bare_names(line: str) -> str | None:
    """The names that the line is, one or some joined ones: `Jo Berg, Lou Chang and Mia Ek`."""
    first, *last = _JOINT.split(line, maxsplit=1) if len(line) <= 100 else (line,)
    if not last:
        return bare_name(line)
    names = [*first.split(", "), *last]
    return line if len(names) <= 4 and all(map(bare_name, names)) else None


def bare_name(line: str) -> str | None:
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
    if parts and parts[-1].lower() in _NAMES_END_NOT:
        return None  # `Post Report`, `Web Desk`
    fits = len(name) <= 40 and 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts)
    return name if fits and is_name(name) else None
