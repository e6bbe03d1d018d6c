"""Every form that names a country, and one compiled expression that finds the longest of them.

A form is looked up exactly as printed, straight or curly apostrophe alike. Forms in capital letters
(`SOUTH KOREA`) are looked up by their first word, wherever a word stands in capitals.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from tuireader.names.country_table import countries, data_lines

_LEAST_CAPITALS = 4
"""Letters of a form to be looked for in capitals; shorter ones are abbreviations, and forms of their own."""

_CAPITALS = "[A-ZÀ-Þ]+"
_FIRST_WORD = re.compile(r"\w+")
_CAPITAL_WORD = re.compile(_CAPITALS)

_JOINED = re.compile(rf" {_CAPITALS}|['’-](?!(?:s|ll|re|ve|m|d|t)\b)[^\W_]")
"""How a word goes on in a run; see `tokens.RUN`."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a string in an article means."""

    codes: tuple[str, ...]
    """The countries it names; none for a set phrase that only sounds like one."""
    weak: bool
    """A capital, a seat of power or a region: a hint, not a name."""
    demonym: bool
    """A people or an adjective."""
    key: str
    """The form as the table has it: `Vietnam` for `VIETNAM`."""


class Sighting(NamedTuple):
    """A form where it stands; a tuple, for there are thousands in a collection's every megabyte."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Matcher:
    """The forms and what finds them."""

    forms: Mapping[str, Form]
    pattern: re.Pattern[str]
    """Finds the longest form, else a word in capital letters."""
    in_capitals: Mapping[str, Sequence[tuple[str, Form]]]
    """The forms in capital letters by their first word, longest first."""
    first_words: frozenset[str]
    """What stands at a form's beginning, up to the first sign or space."""
    alone: frozenset[str]
    """Those of them that may begin a form where no capitalised word is joined to them: not `The`, for of
    `The Hague` both words would stand together."""

    def find(self, text: str, spots: Iterable[int] | None = None) -> list[Sighting]:
        """Each form in the text that names a country, longest first at each place, without overlap, in order.

        Args:
            text: where to look.
            spots: the offsets where a first word stands, in order, if they are known already; everywhere else
                nothing is looked for.
        """
        forms, in_capitals = self.forms, self.in_capitals
        found: list[Sighting] = []
        after = 0
        for match in self.pattern.finditer(text) if spots is None else self._at(text, spots):
            words = match[0]
            form = forms.get(words)
            if form is None:
                if words in in_capitals:
                    start = match.start()
                    if start < after:
                        continue
                    for upper, form in in_capitals[words]:
                        after = start + len(upper)
                        if text.startswith(upper, start) and not text[after : after + 1].isalnum():
                            if form.codes:
                                found.append(Sighting(start, after, form))
                            break
                    else:
                        after = 0
                    continue
                if "’" not in words and "\u00a0" not in words:
                    continue
                form = forms[words.replace("’", "'").replace("\u00a0", " ")]
            if form.codes:
                start, end = match.span()
                if start >= after:
                    found.append(Sighting(start, end, form))
        return found

    def _at(self, text: str, spots: Iterable[int]) -> Iterator[re.Match[str]]:
        """The matches of the pattern at the spots, as a search would find them."""
        beyond = 0
        match_at = self.pattern.match
        for spot in spots:
            if spot >= beyond and (match := match_at(text, spot)) is not None:
                beyond = match.end()
                yield match


@cache
def matcher() -> Matcher:
    """The forms of all countries and all set phrases, compiled at the first call (some 50 ms)."""
    forms: dict[str, Form] = {}
    for country in countries().values():
        codes = (country.code,)
        for names, demonym in (
            ((country.name, *country.other_names, *country.abbreviations, *country.names_abroad), False),
            (country.demonyms, True),
        ):
            for name in names:
                forms[name] = Form(codes, weak=False, demonym=demonym, key=name)
    for country in countries().values():
        for name in country.capitals:
            forms.setdefault(name, Form((country.code,), weak=True, demonym=False, key=name))
    for meaning, phrases in data_lines("country_phrases.tsv"):
        meant = () if meaning == "-" else tuple(meaning.removeprefix("~").split())
        for phrase in phrases.split("; "):
            forms[phrase] = Form(meant, weak=meaning.startswith("~"), demonym=False, key=phrase)
    in_capitals = _in_capitals(forms)
    spelled = [*forms, *(upper for spellings in in_capitals.values() for upper, _ in spellings)]
    firsts = [(first[0], name[first.end() :]) for name in spelled if (first := _FIRST_WORD.match(name))]
    return Matcher(
        forms=forms,
        pattern=re.compile(_trie_expression(forms)),
        in_capitals=in_capitals,
        first_words=frozenset([first for first, _ in firsts]),
        alone=frozenset([first for first, rest in firsts if not _is_joined(first, rest)]),
    )


def _is_joined(first: str, rest: str) -> bool:
    """Whether the rest of a form is joined to its first word wherever runs of capitalised words are found."""
    return (len(first) == 1 and rest.startswith(".")) or _JOINED.match(rest) is not None


def _in_capitals(forms: Mapping[str, Form]) -> Mapping[str, Sequence[tuple[str, Form]]]:
    by_first: dict[str, list[tuple[str, Form]]] = {}
    for name, form in forms.items():
        upper = name.upper()
        if len(name) < _LEAST_CAPITALS or upper in forms:
            continue
        for spelled in {upper, upper.replace("'", "’")}:
            if first := _CAPITAL_WORD.match(spelled):
                by_first.setdefault(first[0], []).append((spelled, form))
    for spellings in by_first.values():
        spellings.sort(key=lambda pair: -len(pair[0]))
    return by_first


def _trie_expression(words: Iterable[str]) -> str:
    """An expression for the longest of the words at a word's beginning and end.

    Each branch begins with its letter, so that the engine skips to capitals; only then is looked back.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    branches = [
        f"{re.escape(letter)}(?<![\\w$@].)(?:{_branch(node)}|{_CAPITALS})"
        for letter, node in sorted(root.items())
    ]
    return f"(?:{'|'.join(branches)})(?!\\w)"


_LETTERS = {" ": "[ \u00a0]", "'": "['’]"}


def _branch(node: dict[str, Any]) -> str:
    parts: list[str] = []
    single: list[str] = []
    for letter, below in node.items():
        if not letter:
            continue
        written = _LETTERS.get(letter) or re.escape(letter)
        rest = _branch(below)
        if rest:
            parts.append(written + rest)
        else:
            single.append(written)
    if single:
        parts.append("(?:" + "|".join(single) + ")" if len(single) > 1 else single[0])
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
    return f"(?:{body})?" if "" in node else body
