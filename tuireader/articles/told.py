"""What of an article looks like the furniture of a page: sentences begun as it is, days, broken lines."""

import re

from tuireader.articles.draft import Passage

_SAID = re.compile(r"\b(?:said|says|told|tells|urged|urges|warned|warns)\b")
_OF_SITE = re.compile(r"\W{0,3}(?P<what>advertise (?:with|on)|heard on|why (?:you can )?trust) ", re.I)
"""What is furniture before the name of a site or programme alone: `Heard on Morning Edition`."""


def is_told(rule: str, line: str, lower: str) -> bool:
    """Whether a line that begins as furniture tells of somebody: `Sign up for alerts, the county said.`"""
    if rule not in ("related links", "tags", "copyright") and _SAID.search(lower):
        return True
    if (site := _OF_SITE.match(line)) is None:
        return False
    is_heard = site["what"].lower() == "heard on"
    name = line[site.end() :]
    is_named = name[:1].isupper() or name[:1].isdigit() or lower[site.end() :].startswith(("us", "our "))
    return not is_named or (is_heard and (line[-1] == "." or "," in name))


def is_wrapped(lines: list[str], at: int) -> bool:
    """Whether the line goes on with the sentence of the line above, in a text with hard line breaks."""
    line = lines[at]
    if not at or not (line[0].islower() and (len(line) >= 20 or line[-1] == ".")):
        return False
    above = lines[at - 1]
    return len(above) >= 25 and (above[-1].isalnum() or above[-1] in ",;’'-–")


def is_other_number(line: str, passages: list[Passage], *, first: bool) -> bool:
    """Whether the numbers are no picture of so many: a day, `03/05`, or, as the last line, a mark, `9/10`.

    `first`: nothing stands above them, not even a headline.
    """
    number, _, of = line.partition("/")
    is_day = bool(of) and (number[0] == "0" or not of.strip().isdigit() or int(number) > int(of))
    return first or is_day or [line] == passages[-1].lines[-1:]
