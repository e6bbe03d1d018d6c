"""From the tree of a query to what the library is asked: a full-text expression, and tests on its yield.

A plan is made for a level: which table (what articles are about, or all their words) and how freely words are
read. Everything that the full-text table can decide goes into its expression; the rest are tests on the ids,
cheap ones first, and last those that must look into the stored text.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TypeGuard

from tuireader.library.entities import How as NameHow
from tuireader.library.indextext import country_term, person_term
from tuireader.library.library import Library
from tuireader.library.matching import Table
from tuireader.library.values import NamedPerson, StoredArticle
from tuireader.names.country_lookup import country_named
from tuireader.search.marks import Marks
from tuireader.search.query import QUOTES, And, Dated, Flag, Node, Not, Or, Query, Term
from tuireader.search.spelling import RANK, How, Reading, Speller, country_hows, either, names_country, quoted
from tuireader.search.textmatch import (
    all_texts,
    head_texts,
    holds_all,
    holds_exactly,
    holds_starts,
    phrase_glance,
    phrase_test,
)
from tuireader.text.fold import squash

_LAST = 2**62
_LOOKED_INTO = 64
"""Stored articles fetched at a time for tests on their text."""
_MOST_LOOKED_INTO = 2000
"""A query reads the texts of no more articles than this, for some tenths of a second."""
_LOOKED_INTO_IN_HASTE = 128
_ENOUGH_IN_HASTE = 32
"""While a phrase is being typed, a tier ends with so many texts read, if so many of them answer."""
_MOST_PEOPLE = 256
_LONGEST_COUNTRY = 5
"""Words in the longest run that is tried as a country: `democratic republic of the congo`."""


@dataclass(frozen=True, slots=True)
class Level:
    """How freely a query is read."""

    table: Table
    how: How


@dataclass(frozen=True, slots=True)
class TextTest:
    """Whether an article holds something that the full-text table cannot tell."""

    holds: Callable[[StoredArticle], bool]
    glance: Callable[[bytes], bool] | None = None
    """Tells quickly of most that do not; given the article as the library stores it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the library; `nothing` when no article can answer."""

    expression: str | None = None
    ids: tuple[Callable[[int], bool], ...] = ()
    texts: tuple["TextTest", ...] = ()
    low: int = 0
    high: int = _LAST
    nothing: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the full-text expression says it all."""
        return self.expression is not None and not (self.ids or self.texts or self.low or self.high != _LAST)


_NAME_HOWS: dict[How, NameHow] = {"exact": "exact", "alias": "exact", "prefix": "prefix", "fuzzy": "fuzzy"}

NOTHING = Plan(nothing=True)


@dataclass
class _Lazy:
    """Ids that are only gathered when the first one is asked for."""

    gather: Callable[[], frozenset[int]]

    @cached_property
    def ids(self) -> frozenset[int]:
        return self.gather()

    def holds(self, place: int) -> bool:
        return place in self.ids

    def lacks(self, place: int) -> bool:
        return place not in self.ids


@dataclass
class Planner:
    """Plans one query; what was looked up for one level serves the next."""

    library: Library
    speller: Speller
    query: Query
    marks: Marks
    readings: dict[Term, Reading] = field(default_factory=dict)
    """Of every term that words or countries answer, for reasons and lights."""
    looked_into: int = 0
    """How many stored texts were read so far."""
    gave_up: bool = False
    """Whether there were more than it may read: the answer is not whole."""
    _people: dict[tuple[tuple[str, ...], How, bool], list[NamedPerson]] = field(default_factory=dict)

    def run(
        self, plan: Plan, table: Table, seen: Container[int] = (), *, hurried: bool = False
    ) -> Iterator[int]:
        """Stream the ids that answer and were not seen before, newest first.

        Args:
            plan: what to ask.
            table: which its expression is for.
            seen: ids to leave out.
            hurried: where texts must be read, the newest that answer are enough.
        """
        if plan.nothing:
            return
        found: Iterator[int]
        if plan.expression is not None:
            found = self.library.match(table, plan.expression, low=plan.low, high=plan.high)
        else:
            found = (i for i in self.library.ids("date") if plan.low <= i <= plan.high)
        found = (i for i in found if i not in seen) if seen else found
        for test in plan.ids:
            found = filter(test, found)
        yield from self._looked_into(found, plan.texts, hurried=hurried) if plan.texts else found

    def plan(self, node: Node, level: Level) -> Plan:
        """What to ask for a part of the query."""
        if isinstance(node, Term):
            return self._term(node, level)
        if isinstance(node, And):
            return self._all(node.parts, level)
        if isinstance(node, Or):
            return self._any([self.plan(part, level) for part in node.parts], level.table)
        if isinstance(node, Not):
            return self._not(node.part)
        if isinstance(node, Dated):
            low, high = self.library.days(node.days.low, node.days.high)
            return Plan(low=low, high=high) if low <= high else NOTHING
        return self._flag(node)

    def together(self, plans: Sequence[Plan]) -> Plan:
        """All of the plans as one; their expressions must be for the same table."""
        if any(plan.nothing for plan in plans):
            return NOTHING
        expressions = [plan.expression for plan in plans if plan.expression is not None]
        return Plan(
            expression=" AND ".join(expressions) if expressions else None,
            ids=tuple(test for plan in plans for test in plan.ids),
            texts=tuple(test for plan in plans for test in plan.texts),
            low=max((plan.low for plan in plans), default=0),
            high=min((plan.high for plan in plans), default=_LAST),
        )

    def reading(self, term: Term) -> Reading:
        """What a term stands for; looked up once a query."""
        found = self.readings.get(term)
        if found is None:
            found = self._read(term)
            self.readings[term] = found
        return found

    def people(self, asked: Sequence[str], how: How, *, bare: bool = False) -> list[NamedPerson]:
        """People whom all the folded words name, most mentioned first.

        Args:
            asked: the words.
            how: how freely they are read.
            bare: whether they stand for any field: then `oman` is the country, and no Roman.
        """
        key = (tuple(asked), how, bare)
        if key not in self._people:
            whole = [word for word in asked if names_country(word)] if bare else []
            self._people[key] = self.library.people_named(asked, _NAME_HOWS[how], _MOST_PEOPLE, whole)
        return self._people[key]

    def names(self, terms: Sequence[Term], how: How) -> Plan:
        """Articles on one person or country that all the terms together name."""
        asked = [word for term in terms for word in term.words]
        text = " ".join(term.text for term in terms)
        codes = [code for code, found in self._codes_of(terms, text) if RANK[found] <= RANK[how]]
        alone = codes and country_named(text, codes=False) is not None and squash(text) == "us"
        entities = [] if alone else [person.entity for person in self.people(asked, how, bare=True)]
        return _any_of([country_term(code) for code in codes] + [person_term(entity) for entity in entities])

    def _codes_of(self, terms: Sequence[Term], text: str) -> tuple[tuple[str, How], ...]:
        if len(terms) == 1:
            return self.reading(terms[0]).countries
        named = country_named(text, codes=False)
        if named is not None:
            return ((named.code, "exact"),)
        return country_hows(text)

    def _read(self, term: Term) -> Reading:
        if term.field == "country":
            return Reading((), country_hows(term.text))
        strict = term.manner != "word"
        unfinished = term.end >= len(self.query.text.rstrip())
        if (
            term.manner == "phrase"
            and unfinished
            and self.query.text[-1] not in QUOTES
            and self.query.text[-1] != " "
        ):
            *whole, last = term.words
            readings = [self.speller.word(word, unfinished=False, strict=True) for word in whole]
            return Reading((*readings, self.speller.word(last, unfinished=True)), (), growing=True)
        if term.field is None:
            return self.speller.reading(term.text, exact=strict, unfinished=unfinished)
        return Reading(
            tuple(self.speller.word(word, unfinished=unfinished, strict=strict) for word in term.words), ()
        )

    def _term(self, term: Term, level: Level) -> Plan:
        if term.field == "person":
            how = "exact" if term.manner == "exact" else level.how
            self.reading(term)
            return _any_of([person_term(person.entity) for person in self.people(term.words, how)])
        if term.field == "country":
            return _any_of([country_term(code) for code in self.reading(term).codes(level.how)])
        if term.field == "tag":
            return self._of_uids(self._tagged(term))
        if term.field == "note":
            return self._of_uids(self._noted(term))
        return self._words(term, level)

    def _words(self, term: Term, level: Level) -> Plan:
        reading = self.reading(term)
        phrase = term.manner == "phrase"
        how: How = ("prefix" if reading.growing else "exact") if phrase else level.how
        choices = []
        if reading.words:
            all_words = [word.expression(how) for word in reading.words]
            choices.append(f"({' AND '.join(all_words)})" if len(all_words) > 1 else all_words[0])
            squashed = squash(term.text)
            if len(all_words) > 1 and not phrase and self.speller.occurs(squashed):
                choices.append(quoted(squashed))
        if term.field is None:
            choices += [quoted(country_term(code)) for code in reading.codes(how)]
            if how == "fuzzy" and len(reading.words) == 1:
                choices += self._parted(term.words[0])
        if not choices:
            return NOTHING
        expression = either(choices)
        if term.field in ("headline", "place"):
            scoped = f"{term.field} : {expression}"
            if level.table == "heads" and not phrase:
                return Plan(scoped)
            texts: tuple[TextTest, ...] = ()
            if phrase:
                holds = phrase_test(term.words, growing=reading.growing)
                texts = (TextTest(lambda stored: holds(stored.article.headline), phrase_glance(term.words)),)
            if level.table == "heads":
                return Plan(scoped, texts=texts)
            found = _Lazy(lambda: frozenset(self.run(Plan(scoped, texts=texts), "heads")))
            return Plan(ids=(found.holds,))
        return Plan(expression, texts=self._checks(term, reading, level, how))

    def _checks(self, term: Term, reading: Reading, level: Level, how: How) -> tuple[TextTest, ...]:
        """What the full-text table cannot decide: the order of a phrase's words, and their field."""
        if term.manner == "phrase" and (term.field is not None or len(term.words) > 1):
            holds = phrase_test(term.words, growing=reading.growing)
            glance = phrase_glance(term.words)
            if term.field is None and level.table == "heads":
                return (TextTest(lambda stored: any(map(holds, head_texts(stored))), glance),)
            return (TextTest(lambda stored: any(map(holds, all_texts(stored, term.field))), glance),)
        if term.field in ("body", "source", "byline"):
            return (
                TextTest(
                    lambda stored: holds_all(" ".join(all_texts(stored, term.field)), reading.words, how)
                ),
            )
        return ()

    def _parted(self, word: str) -> list[str]:
        """Two words of which a space was left out, when the word itself does not occur."""
        if len(word) < 6 or self.speller.word(word, unfinished=True).occurs:
            return []
        for at in range(3, len(word) - 2):
            if self.speller.occurs(word[:at]) and self.speller.occurs(word[at:]):
                return [f"({quoted(word[:at])} AND {quoted(word[at:])})"]
        return []

    def _all(self, parts: Sequence[Node], level: Level) -> Plan:
        plans: list[Plan] = []
        at = 0
        while at < len(parts):
            size, plan = self._run_at(parts, at, level)
            plans.append(plan)
            at += size
        return self.together(plans)

    def _run_at(self, parts: Sequence[Node], at: int, level: Level) -> tuple[int, Plan]:
        """The plan for the longest run of words at `at` that names a country or is one word written apart."""
        run: list[Term] = []
        for part in parts[at : at + _LONGEST_COUNTRY]:
            if not is_bare(part):
                break
            run.append(part)
        for size in range(len(run), 1, -1):
            text = " ".join(term.text for term in run[:size])
            named = country_named(text, codes=False)
            also = quoted(country_term(named.code)) if named is not None else ""
            if not also and size == 2 and self.speller.occurs(squash(text)):
                also = quoted(squash(text))
            if also:
                apart = self.together([self._term(term, level) for term in run[:size]])
                if apart.nothing or apart.expression is None:
                    return size, Plan(also)
                return size, Plan(f"(({apart.expression}) OR {also})")
        return 1, self.plan(parts[at], level)

    def _any(self, plans: Sequence[Plan], table: Table) -> Plan:
        living = [plan for plan in plans if not plan.nothing]
        if len(living) < 2:
            return living[0] if living else NOTHING
        if all(plan.is_plain for plan in living):
            return Plan(f"({' OR '.join(f'({plan.expression})' for plan in living)})")
        found = _Lazy(lambda: frozenset(i for plan in living for i in self.run(plan, table)))
        return Plan(ids=(found.holds,))

    def _not(self, part: Node) -> Plan:
        def gather() -> frozenset[int]:
            # A name is excluded in the nearest sense in which it means anybody at all.
            hows: tuple[How, ...] = ("exact", "prefix", "fuzzy") if _is_name(part) else ("exact",)
            for how in hows:
                level = Level("alltext", how)
                if ids := frozenset(self.run(self.plan(part, level), level.table)):
                    return ids
            return frozenset()

        return Plan(ids=(_Lazy(gather).lacks,))

    def _flag(self, flag: Flag) -> Plan:
        marks = self.marks
        if flag.value == "unread":
            return Plan(ids=(_Lazy(lambda: frozenset(self.library.ids_of(marks.read))).lacks,))
        uids = {
            "read": marks.read,
            "bookmarked": marks.bookmarked,
            "note": marks.noted.keys(),
            "highlight": marks.highlighted,
            "tag": {uid for uid, tags in marks.tags.items() if tags},
        }[flag.value]
        return self._of_uids(set(uids))

    def _tagged(self, term: Term) -> set[str]:
        asked = squash(term.text)

        def meets(tag: str) -> bool:
            return squash(tag) == asked if term.manner == "exact" else squash(tag).startswith(asked)

        return {uid for uid, tags in self.marks.tags.items() if any(meets(tag) for tag in tags)}

    def _noted(self, term: Term) -> set[str]:
        if term.manner == "phrase":
            held = phrase_test(term.words, growing=self.reading(term).growing)
            return {uid for uid, text in self.marks.note_texts if held(text)}
        asked = self.reading(term).words
        holds = holds_exactly if term.manner == "exact" or names_country(term.text) else holds_starts
        return {uid for uid, text in self.marks.note_texts if holds(text, asked)}

    def noted_ids(self, terms: Sequence[Term]) -> Mapping[Term, frozenset[int]]:
        """For each bare term the articles whose notes hold it."""
        if not self.marks.note_texts:
            return {}
        found = {term: self._noted(term) for term in terms if term.field is None and self.reading(term).words}
        return {term: frozenset(self.library.ids_of(uids)) for term, uids in found.items()}

    def _of_uids(self, uids: set[str]) -> Plan:
        if not uids:
            return NOTHING
        return Plan(ids=(_Lazy(lambda: frozenset(self.library.ids_of(uids))).holds,))

    def _looked_into(
        self, found: Iterator[int], tests: Sequence[TextTest], *, hurried: bool
    ) -> Iterator[int]:
        glances = [test.glance for test in tests if test.glance is not None]

        def glance(record: bytes) -> bool:
            return all(may_hold(record) for may_hold in glances)

        looked_at = answering = 0
        while chunk := list(islice(found, _LOOKED_INTO)):
            enough = hurried and looked_at >= _LOOKED_INTO_IN_HASTE and answering >= _ENOUGH_IN_HASTE
            if enough or self.looked_into >= _MOST_LOOKED_INTO:
                self.gave_up = True
                return
            self.looked_into += len(chunk)
            looked_at += len(chunk)
            stored = self.library.articles(chunk, glance if glances else None)
            held = [i for i in chunk if i in stored and all(test.holds(stored[i]) for test in tests)]
            answering += len(held)
            yield from held


def is_bare(node: Node) -> TypeGuard[Term]:
    """Whether it is a word for any field, spelt as one pleases."""
    return isinstance(node, Term) and node.field is None and node.manner == "word"


def _is_name(node: Node) -> bool:
    return isinstance(node, Term) and node.field in ("person", "country")


def _any_of(terms: Sequence[str]) -> Plan:
    if not terms:
        return NOTHING
    return Plan(either([quoted(term) for term in terms]))
