"""Which cleaning rules apply: every rule of ours, but for those the user switched off, and the user's own.

The rules' names are those that `Article.removed` gives, beside those of the user's own, and that the README
lists.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import blake2b

from tuireader.settings import CleaningRule, Settings

_VERSION = 6
"""Counts up when the rules of ours come to make other articles of the same text."""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The rules that apply to the articles of one source; a plain value that other processes can be sent."""

    off: frozenset[str] = frozenset()
    """Names of the rules of ours that do not apply."""
    rules: tuple[CleaningRule, ...] = ()
    """The user's own, in their order; they come before ours."""

    def fingerprint(self) -> str:
        """Give 16 hex digits that change whenever the same text may become another article."""
        said = json.dumps([_VERSION, sorted(self.off), [asdict(rule) for rule in self.rules]])
        return blake2b(said.encode(), digest_size=8).hexdigest()


EVERY_RULE = Cleaning()
"""What applies where nothing is set."""


def cleaning_for(settings: Settings, source: str | None = None) -> Cleaning:
    """Give the rules for the articles of the source of this name; None: for files of no source."""
    return Cleaning(frozenset(settings.cleaning.off), tuple(_for_source(settings.cleaning.rules, source)))


def _for_source(rules: Iterable[CleaningRule], source: str | None) -> Iterable[CleaningRule]:
    return (rule for rule in rules if rule.source is None or rule.source == source)
