"""The article that a page holds as JSON for a script to show, as `__NEXT_DATA__` does.

Such a page shows next to nothing by itself. What its scripts hold is only ever parsed.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.furniture import letters
from tuireader.articles.formats.markup import looks_like_page
from tuireader.articles.formats.values import line
from tuireader.articles.records import Record
from tuireader.errors import ArticleError

__all__ = ["held_article", "json_scripts"]

_LONGEST_JSON = 4_000_000
_MOST_SCRIPTS = 40
_MOST_OBJECTS = 20_000
_LEAST_TEXT = 200
"""Characters that a text has at least: titles and descriptions of other articles have less."""
_LEAST_TITLE = 8
"""Letters of a title by which one is told from another."""
_FIELDS = Fields()


def json_scripts(tree: Any) -> list[str]:
    """What the page holds as JSON, before anybody takes its scripts out of the tree."""
    texts = (script.text or "" for script in tree.iter("script") if _is_json(script))
    return [text for text in islice(texts, _MOST_SCRIPTS) if _LEAST_TEXT < len(text) <= _LONGEST_JSON]


def held_article(scripts: list[str], title: str | None, shown: int) -> Record | None:
    """The article of the page in its scripts: the one of its title, or the only one where nothing is shown.

    Args:
        scripts: of `json_scripts`.
        title: what the page says it is called.
        shown: characters of text that it shows by itself.
    """
    found = [(letters(name), text, value) for value in _objects(scripts) for name, text in _told(value)]
    page = letters(title or "")
    same = [item for item in found if len(item[0]) >= _LEAST_TITLE and item[0] in page]
    if not same and shown < _LEAST_TEXT and len({text for _, text, _ in found}) == 1:
        same = found
    for _, text, value in sorted(same, key=lambda item: -len(item[1])):
        if not looks_like_page(text):
            from tuireader.articles.formats.records import record_of

            try:
                return record_of(value, _FIELDS)
            except ArticleError:
                continue  # there is no word in it; another may have some
    return None


def _told(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The title and the text of an object that is an article."""
    title = next(filter(None, map(line, _FIELDS.find(value, "title"))), None)
    if title is None:
        return
    from tuireader.articles.formats.records import prose

    texts = [text for held in _FIELDS.find(value, "text") if (text := prose(held))]
    if texts and len(max(texts, key=len)) >= _LEAST_TEXT:
        yield title, max(texts, key=len)


def _objects(scripts: list[str]) -> Iterator[Mapping[str, Any]]:
    """The objects in the scripts, the outer before the inner, and no more than are looked at in a second."""
    left = _MOST_OBJECTS
    for text in scripts:
        try:
            waiting = deque([json.loads(text, strict=False, parse_int=str)])
        except (ValueError, RecursionError):
            continue  # as with JSON-LD: what else the page holds still counts
        while waiting and left:
            value = waiting.popleft()
            if isinstance(value, Mapping):
                left -= 1
                yield value
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value


def _is_json(script: Any) -> bool:
    return bool((script.get("type") or "").partition(";")[0].strip().lower() == "application/json")
