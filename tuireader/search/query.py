"""The query language, as text and as a tree. Parsing never raises: what is wrong is said with its place.

macron defence          both words, anywhere                "five no's"    these words in this order
'word                   exactly this word                   -word          not
one OR two              either; binds closer than a space   ( … )          grouping
person:'"Ada Brenn"     she alone, and nobody whose name has more words, or others that are meant by these
person:'"Ada Brenn@NO"  of several people of just this name the one whom the library tells apart so
person: country: headline: body: place: source: byline: tag: note: date: is: has: sort:
"""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from tuireader.search.dates import DateError, Days, read_days
from tuireader.text.fold import words

Sort = Literal["relevance", "date", "oldest", "length"]
TextField = Literal["person", "country", "headline", "body", "place", "source", "byline", "tag", "note"]
Manner = Literal["word", "exact", "phrase", "whole"]
"""How freely a term is read; `whole`: it is all of a name or tag."""

TEXT_FIELDS: tuple[str, ...] = get_args(TextField)
FLAGS: dict[str, tuple[str, ...]] = {
    "is": ("unread", "read", "bookmarked"),
    "has": ("note", "highlight", "tag"),
}
SORTS: tuple[str, ...] = get_args(Sort)
FIELDS: tuple[str, ...] = (*TEXT_FIELDS, "date", *FLAGS, "sort")

_DEEPEST = 40
_MOST_TERMS = 64
APART = "@"
"""Stands behind a whole name and before what tells somebody from namesakes."""
QUOTES = '"“”„«»'
"""What a phrase may stand between."""
_WHOLE_FIELDS = ("person", "country", "tag")
_FIELD = re.compile(r"([^\W\d_]+):(?!//)")
_MOST_SHOWN = 40
"""Characters of a field that nobody knows which a message repeats."""
_QUOTE = re.compile(rf"[{QUOTES}]")
_BARE = re.compile(rf"[^\s(){QUOTES}]+")
_VALUE = re.compile(rf"[^\s(){QUOTES}]*")
_WHOLE = re.compile(rf"['‘’][{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?")
_PHRASE = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, an exact word or a phrase, in one field or in any."""

    text: str
    manner: Manner = "word"
    field: TextField | None = None
    start: int = dataclasses.field(default=0, compare=False)
    """Where it stands in the query, its field and quotes included."""
    end: int = dataclasses.field(default=0, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """Its folded words; at least one."""
        return tuple(words(self._name_and_apart[0]))

    @property
    def apart(self) -> str | None:
        """What tells the person of a whole name from namesakes; None where all of them are meant."""
        return self._name_and_apart[1]

    @property
    def _name_and_apart(self) -> tuple[str, str | None]:
        name, found, apart = self.text.rpartition(APART)
        if self.field == "person" and self.manner == "whole" and found and words(name):
            return name, apart.strip()
        return self.text, None

    def __str__(self) -> str:
        head = f"{self.field}:" if self.field else ""
        if self.manner == "phrase":
            return f'{head}"{self.text}"'
        if self.manner == "whole":
            return whole_name(self.field or "", self.text)
        if self.manner == "exact":
            return f"{head}'{self.text}"
        # Quotes around a name or place only hold it together.
        whole = bool(_BARE.fullmatch(self.text)) and not (self.field and self.text.startswith("'"))
        return f"{head}{self.text}" if whole else f'{head}"{self.text}"'


@dataclass(frozen=True, slots=True)
class Dated:
    """Dated within these days."""

    days: Days

    def __str__(self) -> str:
        return f"date:{self.days}"


@dataclass(frozen=True, slots=True)
class Flag:
    """What the user did with an article: `is:unread`, `has:note`."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Not:
    """Not what follows."""

    part: "Node"

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class And:
    """All of at least two parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """Any of at least two parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


Node = Term | Dated | Flag | Not | And | Or


@dataclass(frozen=True, slots=True)
class QueryError:
    """What is wrong, and with which part of the text."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What a query says; `str` gives it in its plainest writing."""

    text: str = dataclasses.field(compare=False)
    root: Node | None
    """None: nothing is asked, every article answers."""
    sort: Sort = "relevance"
    error: QueryError | None = None
    states_sort: bool = dataclasses.field(default=False, compare=False)
    """Whether `sort:` was typed, be it the default."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that an answer holds (not the excluded ones), in the order typed."""
        return tuple(_terms(self.root)) if self.root is not None else ()

    def __str__(self) -> str:
        parts = [str(self.root)] if self.root is not None else []
        if self.sort != "relevance" or self.states_sort:
            parts.append(f"sort:{self.sort}")
        if isinstance(self.root, Or) and len(parts) > 1:
            parts[0] = f"({parts[0]})"
        return " ".join(parts)


def whole_name(field: str, name: str) -> str:
    """A query for the person, country or tag of just this name."""
    return f'{field}:\'"{_QUOTE.sub(" ", name)}"'


def parse(text: str) -> Query:
    """Read a query. With an error the tree holds what was understood before it."""
    return _Parser(text).query()


def joined(parts: list[Node]) -> Node | None:
    """All of the parts as one; None for no part."""
    return _all(parts)


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _terms(part)


def _all(parts: list[Node]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else (part,)
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def _any(parts: list[Node]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def _not(part: Node) -> Node:
    return part.part if isinstance(part, Not) else Not(part)


class _ParsingError(Exception):
    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.error = QueryError(message, start, end)


class _Parser:
    """Reads from left to right; `_at` is where it stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._sort: Sort | None = None
        self._count = 0

    def query(self) -> Query:
        parts: list[Node] = []
        error: QueryError | None = None
        try:
            self._sequence(parts, 0)
        except _ParsingError as failed:
            error = failed.error
        stated = self._sort is not None
        return Query(self._text, _all(parts), self._sort or "relevance", error, states_sort=stated)

    def _sequence(self, parts: list[Node], depth: int) -> None:
        """Read parts until the text or the group ends, into `parts`."""
        while True:
            self._skip_space()
            if self._at >= len(self._text):
                return
            if self._text[self._at] == ")":
                if depth:
                    return
                raise _ParsingError("This parenthesis closes nothing", self._at, self._at + 1)
            if self._keyword("AND"):
                continue
            start = self._at
            if self._keyword("OR"):
                raise _ParsingError("OR needs something before it", start, self._at)
            part = self._either(depth)
            if part is not None:
                parts.append(part)

    def _either(self, depth: int) -> Node | None:
        """One part, or several with OR between them."""
        choices = [self._part(depth)]
        while True:
            before = self._at
            self._skip_space()
            if not self._keyword("OR"):
                self._at = before
                break
            self._skip_space()
            if self._at >= len(self._text) or self._text[self._at] == ")":
                break  # still being typed
            start = self._at
            if self._keyword("OR") or self._keyword("AND"):
                raise _ParsingError("OR needs a word after it", start, self._at)
            choices.append(self._part(depth))
        return _any([choice for choice in choices if choice is not None])

    def _part(self, depth: int) -> Node | None:
        if depth >= _DEEPEST:
            raise _ParsingError("Too many parentheses within each other", self._at, self._at + 1)
        character = self._text[self._at]
        if character == "-" and self._at + 1 < len(self._text) and not self._text[self._at + 1].isspace():
            self._at += 1
            if self._text[self._at] == ")":
                return None
            part = self._part(depth + 1)
            return _not(part) if part is not None else None
        if character == "(":
            self._at += 1
            inside: list[Node] = []
            self._sequence(inside, depth + 1)
            self._at += self._at < len(self._text)  # a group still being typed ends with the text
            return _all(inside)
        return self._atom()

    def _atom(self) -> Node | None:
        start = self._at
        named = _FIELD.match(self._text, start)
        if named is not None:
            self._at = named.end()
            return self._field(named[1].lower(), start)
        return self._term(None, start)

    def _field(self, name: str, start: int) -> Node | None:
        if name in TEXT_FIELDS:
            term = self._term(cast(TextField, name), start)
            if term is None:
                raise _ParsingError(f"{name}: needs a word after it", start, self._at)
            return term
        value_start = self._at
        value = _VALUE.match(self._text, self._at)
        assert value is not None  # it may be empty
        self._at = value.end()
        given = value[0]
        if name == "date":
            try:
                return Dated(read_days(given))
            except DateError as error:
                raise _ParsingError(str(error), value_start if given else start, self._at) from error
        if name == "sort":
            self._sort = cast(Sort, self._one_of(name, given, SORTS, start))
            return None
        if name in FLAGS:
            return Flag(name, self._one_of(name, given, FLAGS[name], start))
        shown = name if len(name) <= _MOST_SHOWN else f"{name[:_MOST_SHOWN]}…"
        raise _ParsingError(f"No field {shown}:; there are {', '.join(FIELDS)}", start, start + len(name) + 1)

    def _one_of(self, name: str, given: str, values: tuple[str, ...], start: int) -> str:
        if given.lower() in values:
            return given.lower()
        raise _ParsingError(f"{name}: takes {' or '.join(values)}", start, self._at)

    def _term(self, name: TextField | None, start: int) -> Node | None:
        phrase = _PHRASE.match(self._text, self._at)
        whole = _WHOLE.match(self._text, self._at) if name in _WHOLE_FIELDS else None
        manner: Manner
        if whole is not None:
            self._at = whole.end()
            text = " ".join(whole[1].split())
            manner = "whole"
        elif phrase is not None:
            self._at = phrase.end()
            text = " ".join(phrase[1].split())
            manner = "phrase" if name in (None, "headline", "body", "note") else "word"
        else:
            bare = _BARE.match(self._text, self._at)
            if bare is None:
                if name is None:
                    self._at += 1  # nothing that a term could begin with
                return None
            self._at = bare.end()
            text = bare[0]
            exact = text[0] in "'‘’" and len(text) > 1
            manner = "exact" if exact else "word"
            text = text[1:].rstrip("'’") if exact else text
        if not words(text):
            return None
        self._count += 1
        if self._count > _MOST_TERMS:
            raise _ParsingError(f"Too long: {_MOST_TERMS} words are enough", start, len(self._text))
        return Term(text, manner, name, start, self._at)

    def _skip_space(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _keyword(self, word: str) -> bool:
        """Whether the keyword stands here, by itself; if so, go past it."""
        end = self._at + len(word)
        if self._text[self._at : end] != word or _BARE.match(self._text, end):
            return False
        self._at = end
        return True
