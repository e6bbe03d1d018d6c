"""Tags as they are typed in a line, and lines of tags."""

import re
from collections.abc import Iterable

_TAG = re.compile(r'(?<![^\s,#])"((?:[^"]|"")*)"(?![^\s,#])|[^\s,#]+')
"""A tag in a line of them: in quotes it may hold spaces, commas and signs, and a quote twice."""


def tags_in(typed: str) -> tuple[str, ...]:
    """The tags in a line: parted by spaces or commas, with or without their sign or quotes, each once."""
    found = (
        part[0] if part[1] is None else " ".join(part[1].replace('""', '"').split())
        for part in _TAG.finditer(typed)
    )
    return tuple(dict.fromkeys(filter(None, found)))


def tags_line(tags: Iterable[str]) -> str:
    """A line of which `tags_in` makes just these tags: those that were made elsewhere may hold spaces."""
    return " ".join(
        tag if tags_in(tag) == (tag,) and not tag.startswith('"') else '"{}"'.format(tag.replace('"', '""'))
        for tag in tags
    )
