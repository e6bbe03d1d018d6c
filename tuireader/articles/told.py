"""Sentences of an article that begin as the furniture of a page does."""

import re

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
