"""The user's own cleaning rules, from `[[cleaning.rule]]` of `config.toml`."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tuireader.articles.draft import Draft, Passage
from tuireader.settings import CleaningRule

Spans = Callable[[str], list[tuple[int, int]]]
"""Gives the places in a line that a rule takes."""


def drop_own(passages: list[Passage], rules: tuple[CleaningRule, ...], draft: Draft) -> list[Passage]:
    """Take what the user's rules name: whole lines, and for a rule with `within` parts of lines too."""
    for rule in rules:
        spans = _spans(rule)
        kept: list[Passage] = []
        for passage in passages:
            lines: list[str] = []
            for line in passage.lines:
                places = spans(line)
                for start, end in places:
                    draft.take(rule.name, line[start:end])
                for start, end in reversed(places):
                    line = line[:start] + line[end:]
                if line := line.strip():
                    lines.append(line)
                elif lines and places:  # a line that fell out parts what stood around it
                    kept.append(_like(passage, lines))
                    lines = []
            if lines:
                kept.append(_like(passage, lines))
        passages = kept
    return passages


def _like(passage: Passage, lines: list[str]) -> Passage:
    return passage if lines == passage.lines else Passage(lines, passage.kind, passage.credit)


@lru_cache(maxsize=256)
def _spans(rule: CleaningRule) -> Spans:
    pattern = _compile(rule.match) if rule.regex else None
    literal = " ".join(rule.match.split()).casefold()

    def of_line(line: str) -> list[tuple[int, int]]:
        if pattern is None:
            whole = " ".join(line.split()).casefold() == literal
        else:
            whole = pattern.fullmatch(line) is not None
        return [(0, len(line))] if whole else []

    def within(line: str) -> list[tuple[int, int]]:
        found = (pattern or _compile(_quoted(rule.match))).finditer(line)
        return [match.span() for match in found if match.end() > match.start()]

    return within if rule.within else of_line


def _compile(pattern: str) -> Any:
    """The pattern for RE2, which matches in time linear in the line: no pattern can hang a scan."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(pattern, options)


def _quoted(literal: str) -> str:
    import re2

    return str(re2.escape(literal))
