"""Where a sentence ends, by rule, for news prose."""

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev fr sr jr st ste mt ft no nos vs etc inc ltd co corp bros dept univ assn ave
    blvd rd gen lt col maj capt cmdr adm vadm radm brig sgt cpl pvt spec pfc ens cdr cpt hon gov sen rep
    pres amb sens reps gens govs sec supt det insp jan feb mar apr jun jul aug sep sept oct nov dec mon
    tue tues wed thu thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass
    mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo a.m p.m approx art fig vol ed
    eds pp al cf e.g i.e u.s u.k u.n e.u d.c
    """.split()  # noqa: SIM905  (a table of words reads better than a hundred quoted strings)
)
"""Without their final stop, lower case. A stop after one of them ends no sentence by itself."""

_MAY_END = frozenset("a.m p.m etc inc ltd co corp bros jr sr u.s u.k u.n e.u d.c".split())  # noqa: SIM905
"""Abbreviations a sentence does end with, when a word follows that starts one."""

_OPENERS = re.compile(
    r"[\"'“‘«(\[]*(?:The|A|An|He|She|It|They|We|I|In|On|At|But|And|This|That|These|Those|There|Then|His|Her|Its"
    r"|Their|Our|As|After|Before|When|While|If|For|Some|Many|Most|According|However|Meanwhile)\b"
)

# One class of all that it begins with: what has one is found several times faster than a choice of two.
_CANDIDATE = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])[.!?…]*[\"'”’»)\]]*\s+|(?<=[。！？])[。！？]*[」』”’）]*\s*)"
)
_BEFORE_TOKEN = re.compile(r".*[\s(\[\"“‘—–/]", re.DOTALL)
_STARTS = re.compile(r"[\"'“‘«(\[]*(?:[^\W\d_]|\d)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_MAX_TOKEN = 24


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Give the sentences as (start, end) spans in code points, without the white space between them.

    Titles and other abbreviations (`Sr. Lt. Gen.`, `No.`), initials (`J.`, `U.N.`) and decimals end no
    sentence; a stop ends one only before white space and a letter that is not lower case.
    """
    return list(each_sentence(text))


def each_sentence(text: str) -> Iterator[tuple[int, int]]:
    """`split_sentences` one by one, for those who need the first ones only."""
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        if not _ends(text, match):
            continue
        end = match.start() + len(match[0].rstrip())
        if end > start:
            yield start, end
        start = match.end()
    if rest := text[start:].rstrip():
        yield start, start + len(rest)


def ends_with_abbreviation(text: str) -> bool:
    """Whether the stop at the end of `text` belongs to an abbreviation or initial, not to a sentence."""
    if not text.endswith("."):
        return False
    return _abbreviates(_last_token(text, len(text) - 1))


def _abbreviates(token: str) -> bool:
    return token.lower() in _ABBREVIATIONS or (_INITIALS.fullmatch(token) is not None and token[:1].isupper())


def _last_token(text: str, end: int) -> str:
    start = max(0, end - _MAX_TOKEN)
    before = _BEFORE_TOKEN.match(text, start, end)
    return text[before.end() if before else start : end]


def _ends(text: str, match: re.Match[str]) -> bool:
    mark = match[0]
    if mark[0] in "。！？":
        return True
    following = _STARTS.match(text, match.end())
    if following and following[0][-1].islower():
        return False
    if mark[0] == "." and mark[1:2].isspace():
        token = _last_token(text, match.start())
        if token.lower() in _MAY_END and _OPENERS.match(text, match.end()):
            return True
        return not _abbreviates(token)
    return True
