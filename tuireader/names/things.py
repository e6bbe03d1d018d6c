"""What bears a name and is nobody: ships, storms, streets, firms, laws, films, towns."""

import re

from tuireader.names.lexicon import Lexicon
from tuireader.names.tokens import Run
from tuireader.names.wording import THING

NAMED_AFTER = re.compile(
    r"['’]s (?:Law|Theorem|Paradox|Razor|Constant|[Cc]omet|[Dd]isease|[Ss]yndrome|theorem)\b"
)
"""What is somebody's by name alone: `Moore's Law`."""
_WORK = re.compile(
    r"\b(?:film|movie|song|album|single|novel|opera|musical|ballet|series|poem|painting),? [\"“«]$"
)
"""What has a title between marks that may be a name: `the film “Erin Brockovich”`."""
_MARKS = frozenset('"“”«»')


def is_thing(text: str, run: Run, first: int, stop: int, known: Lexicon) -> bool:
    """Whether the words are part of the name of a ship, a storm, a street, a firm, a law."""
    words = run.words
    if not run.wording.classes & THING:
        return stop == len(words) and text.startswith(" &", run.end)
    if stop < len(words) and words[stop] in known.facility:
        return True
    if first and (words[first - 1] in known.ship or words[first - 1] in known.storm):
        return True
    if words[first] in known.ship or words[first] in known.storm:
        return True
    if stop - first > 1 and words[stop - 1] in known.facility and words[stop - 1] not in known.family_place:
        return True
    if " ".join(words[stop - 2 : stop]) in known.brand:
        return True
    return stop == len(words) and text.startswith(" &", run.end)


def is_called_so(text: str, run: Run, first: int, stop: int) -> bool:
    """Whether something bears the name: a film, a disease, a town called after a saint."""
    if text[run.start - 1 : run.start] in _MARKS and _WORK.search(text, max(0, run.start - 16), run.start):
        return True
    if stop < len(run.words) or not text.startswith(("'", "’"), run.end):
        return False
    if run.words[first] in ("St.", "St") and stop - first == 2:
        return True  # St. John's
    return NAMED_AFTER.match(text, run.end) is not None


def is_in_marks(text: str, start: int, end: int) -> bool:
    """Whether a run is all that stands between quotation marks: `Uncle Boon` is what a film is called."""
    return text[start - 1 : start] in _MARKS and text[end : end + 2].lstrip(",.;")[:1] in _MARKS
