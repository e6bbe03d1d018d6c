"""A line that names the writer among other things: the post, the paper, the town, in many manners."""

import re
from dataclasses import dataclass

from tuireader.articles.agencies import is_known_agency, is_site
from tuireader.articles.byline import BYLINE, MAIL, POST_ALONE, bare_names, is_name
from tuireader.articles.dates import find_date, is_time

_PARTED = re.compile(r"\s*[|•·●/()\[\];]\s*|\s+[-–—]{1,2}\s+|,\s+")
_POST = re.compile(
    r"(?!.*\bof staff)(?:[\w&.’'-]+ ){0,6}(?:writer|reporter|correspondent|editor|columnist|contributor"
    r"|journalist|photographer"
    r"|producer|staff|desk|bureau(?: chief)?|intern|team)(?: (?:at|for|in|of) .{2,40})?",
    re.I,
)
_MARKED = re.compile(
    r"[|•·●/(\[;,–—].*(?:[Ww]riter|[Rr]eporter|[Cc]orrespond|[Ee]ditor|[Cc]olumnist|[Cc]ontrib|[Jj]ourn"
    r"|[Pp]hotog"
    r"|[Pp]rodu|[Ss]taff|[Dd]esk|[Bb]ureau|[Ii]ntern|[Tt]eam|[Pp]ress|[Nn]ews|[A-Z]{2}|@|\.[a-z]{2,4}\b"
    r"|\b[Bb]y )"
    r"|(?:Correspondent|Reporter|Desk),|@"
)
"""What every such line has: something that parts it, and behind it a post, an agency or an address."""
_IN_TOWN = re.compile(r"(?:in|reporting from|from) (?P<town>[^\W\d_a-z].{2,30})")
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line of credits names."""

    byline: str | None
    """None where it is a post and nobody's name: `Staff Correspondent, Sylhet`."""
    place: str | None
    source: str | None


def read_credits(line: str) -> Credits | None:
    """Read a line of a writer and at least one post, agency or address beside; None where it is another.

    `Keisha Grizzle/Gleaner Writer`, `ABC Radio Hobart / By Zoe Cartledge`, `Staff Correspondent, Sylhet`.
    """
    if not 8 <= len(line) <= _LONGEST or line[-1] in ".:?!" or _MARKED.search(line) is None:
        return None
    if find_date(line) is not None:
        return None
    bare = MAIL.sub("", line)
    parts = [part for part in _PARTED.split(bare) if part]
    if not 2 <= len(parts) <= 5:
        return None
    place = source = None
    marked = [
        by["by"] or by["labelled"] for part in parts if (by := BYLINE.fullmatch(part)) and not by["foreign"]
    ]
    byline = bare_names(marked[0]) if marked else None
    told = bare != line or bool(marked)  # whether something beside says that this is about a writer
    for part in parts:
        if (marked and BYLINE.fullmatch(part)) or _POST.fullmatch(part):
            told = True
        elif is_known_agency(part) or is_site(part):
            source, told = source or part, told or byline is not None
        elif (town := _IN_TOWN.fullmatch(part)) is not None:
            place = place or town["town"]
        elif byline is None and (who := bare_names(part)):
            byline = who
        elif is_name(part) and len(part.split()) <= 4:
            place = place or (part if not told or POST_ALONE.fullmatch(parts[0]) else None)
        elif not is_time(part):
            return None
    return Credits(byline, place, source) if told and (byline or POST_ALONE.fullmatch(parts[0])) else None
