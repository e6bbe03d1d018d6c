"""Characters as crawlers leave them: entities decoded, what is unseen left out, and both named."""

import re
from collections import Counter
from dataclasses import dataclass

from tuireader.articles.article import Removed
from tuireader.articles.decoding import ENTITY, decode_entities
from tuireader.text.safe import safe_text

_SOFT_HYPHEN = "\u00ad"
_BROKEN_WORD = re.compile(r"[^\s\u00ad]*\u00ad[^\s]*")
_SHOWN = 12
"""Words with soft hyphens that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Readable:
    """Decoded text made terminal-safe."""

    text: str
    original: str | None
    """The text with its entities as they were written, terminal-safe; None where that is `text`."""
    removed: tuple[Removed, ...]


def readable(text: str) -> Readable:
    """Decode entities, make the text safe for a terminal, and name what that took out."""
    if "&" not in text and _SOFT_HYPHEN not in text:
        return Readable(safe_text(text), None, ())
    removed = []
    decoded = decode_entities(text)
    if decoded != text:
        entities = Counter(match[0] for match in ENTITY.finditer(text))
        listed = [entity if count == 1 else f"{entity} ×{count}" for entity, count in entities.items()]
        removed.append(Removed("entities", safe_text(" ".join(listed[:100]))))
    if _SOFT_HYPHEN in decoded:
        words = [match[0].replace(_SOFT_HYPHEN, "‧") for match in _BROKEN_WORD.finditer(decoded)]
        more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
        removed.append(Removed("soft hyphens", safe_text(" ".join(words[:_SHOWN]))[:1000] + more))
    safe, original = safe_text(decoded), safe_text(text)
    return Readable(safe, original if original != safe else None, tuple(removed))
