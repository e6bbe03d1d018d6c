"""Texts as editors of content systems keep them: a tree of blocks, the leaves of which are runs of words.

Contentful, Sanity, Strapi, ProseMirror, Slate, Lexical, Draft.js and Editor.js differ in what they call them:
a block holds `children`, `content`, `nodes` or `blocks`, a leaf its words as `text` or `value`.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["rich_text"]

_HELD = ("blocks", "children", "content", "nodes")
"""What the parts of a block are called; the first are never runs of words."""
_AROUND = ("root", "data", "document", "doc")
"""What objects are called that hold the blocks, or what a block says."""
_KIND = ("type", "_type", "nodeType")
_RUNS = frozenset({None, "text", "span"})
"""What says of its kind that it is a run of words, if it says anything."""
_DEEPEST = 20


def rich_text(value: Any) -> str | None:
    """The paragraphs of the tree with a blank line between; None where there is no word in it."""
    return _told(value, _DEEPEST).strip() or None


def _told(value: Any, deepest: int) -> str:
    if not deepest or not isinstance(value, Mapping):
        return ""
    for key in _HELD:
        if isinstance(parts := value.get(key), list):
            mark = "" if key != "blocks" and any(map(_is_run, parts)) else "\n\n"
            return mark.join(filter(None, (_told(part, deepest - 1) for part in parts)))
    if (words := _words(value)) is not None:
        return words
    return next((told for key in _AROUND if (told := _told(value.get(key), deepest - 1))), "")


def _is_run(part: Any) -> bool:
    """Whether it is some of the words of a paragraph, and no block of its own."""
    if not isinstance(part, Mapping) or _words(part) is None:
        return False
    return next((part[key] for key in _KIND if key in part), None) in _RUNS


def _words(part: Mapping[str, Any]) -> str | None:
    return next((words for key in ("text", "value") if isinstance(words := part.get(key), str)), None)
