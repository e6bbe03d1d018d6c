"""From the tree of a query to what the library is asked: a full-text expression, and tests on its yield.

A plan is made for a level: which table (what articles are about, or all their words) and how freely words are
read.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeGuard

from tuireader.library.entities import How as NameHow
from tuireader.library.indextext import country_term, person_term
from tuireader.library.library import Library
from tuireader.library.matching import Table
from tuireader.library.stated import Stating
from tuireader.library.values import StoredArticle
from tuireader.search import marked
from tuireader.search.glancing import Part, phrase_glance, word_glance
from tuireader.search.marks import Marks
from tuireader.search.plan import NOTHING, Lazy, Level, Plan, TextTest, together
from tuireader.search.query import QUOTES, And, Dated, Flag, Node, Not, Or, Query, Term
from tuireader.search.spelling import (
    RANK,
    How,
    Reading,
    Speller,
    country_hows,
    country_of,
    either,
    names_country,
    quoted,
)
from tuireader.search.stated import Stated
from tuireader.search.streams import Streams
from tuireader.search.textmatch import (
    all_texts,
    head_texts,
    holds_all,
    phrase_test,
)
from tuireader.text.fold import squash

_COLUMNS = ("headline", "people", "countries", "place")
"""Of the heads; the words of a phrase stand in one of them."""
_MOST_PEOPLE = 256
_LONGEST_COUNTRY = 5
"""Words in the longest run that is tried as a country: `democratic republic of the congo`."""


_NAME_HOWS: dict[How, NameHow] = {"exact": "exact", "alias": "exact", "prefix": "prefix", "fuzzy": "fuzzy"}


@dataclass
class Planner:
    """Plans one query; what was looked up for one level serves the next."""

    library: Library
    speller: Speller
    stated: Stated
    query: Query
    marks: Marks
    streams: Streams
    readings: dict[Term, Reading] = field(default_factory=dict)
    """Of every term that words or countries answer, for reasons and lights."""
    _people: dict[tuple[tuple[str, ...], How, bool], list[int]] = field(default_factory=dict)

    def plan(self, node: Node, level: Level) -> Plan:
        """What to ask for a part of the query."""
        if isinstance(node, Term):
            return self._term(node, level)
        if isinstance(node, And):
            return self._all(node.parts, level)
        if isinstance(node, Or):
            parts = node.parts
            if level.table == "heads":  # whose an article is says nothing of it, and is asked for again later
                parts = tuple(part for part in parts if not _is_stated(part)) or parts
            return self._any([self.plan(part, level) for part in parts], level.table)
        if isinstance(node, Not):
            return self._not(node.part)
        if isinstance(node, Dated):
            first, last = node.days.low, node.days.high
            if not self.library.extent().is_in_order:
                return Plan(ids=(Lazy(lambda: self.library.dated(first, last)).holds,))
            low, high = self.library.days(first, last)
            return Plan(low=low, high=high) if low <= high else NOTHING
        return self._flag(node)

    def reading(self, term: Term) -> Reading:
        """What a term stands for; looked up once a query."""
        found = self.readings.get(term)
        if found is None:
            found = self._read(term)
            self.readings[term] = found
        return found

    def people(self, asked: Sequence[str], how: How, *, bare: bool = False) -> list[int]:
        """People, by their entity numbers, whom all the folded words name: the most mentioned of them.

        Args:
            asked: the words.
            how: how freely they are read.
            bare: whether they stand for any field: then `oman` is the country, and no Roman.
        """
        key = (tuple(asked), how, bare)
        if key not in self._people:
            whole = [word for word in asked if names_country(word)] if bare else []
            self._people[key] = self.library.numbers_named(asked, _NAME_HOWS[how], _MOST_PEOPLE, whole)
        return self._people[key]

    def names(self, terms: Sequence[Term], how: How) -> Plan:
        """Articles on one person or country that all the terms together name."""
        asked = [word for term in terms for word in term.words]
        text = " ".join(term.text for term in terms)
        codes = [code for code, found in self._codes_of(terms, text) if RANK[found] <= RANK[how]]
        choices = [quoted(country_term(code)) for code in codes]
        if len(asked) == 1:
            readings = self.reading(terms[0]).words
            people = readings[0].expression(how, "heads", names=True) if readings else None
            choices += [f"people : {people}"] if people is not None else []
        elif not (codes and country_of(text) is not None and squash(text) == "us"):
            choices += [quoted(person_term(entity)) for entity in self.people(asked, how, bare=True)]
        return Plan(either(choices)) if choices else NOTHING

    def _codes_of(self, terms: Sequence[Term], text: str) -> tuple[tuple[str, How], ...]:
        if len(terms) == 1:
            return self.reading(terms[0]).countries
        named = country_of(text)
        if named is not None:
            return ((named.code, "exact"),)
        found = country_hows(text)
        words = [word for term in terms for word in self.reading(term).words]
        if any(names_country(term.text) for term in terms) or all(word.occurs for word in words):
            # `niger and` is no way to write Nigeria, and words that are spelt right hold no typo.
            return tuple((code, how) for code, how in found if how != "fuzzy")
        return found

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
            alone = len(self.query.terms) == 1
            return self.speller.reading(term.text, exact=strict, unfinished=unfinished, alone=alone)
        return Reading(
            tuple(self.speller.word(word, unfinished=unfinished, strict=strict) for word in term.words), ()
        )

    def _term(self, term: Term, level: Level) -> Plan:
        if term.field == "person":
            return self._person(term, level)
        if term.field == "country":
            how: How = "exact" if term.manner == "whole" else level.how
            return _any_of([country_term(code) for code in self.reading(term).codes(how)])
        if term.field == "tag":
            return self._of_uids(marked.tagged(self.marks, term))
        if term.field == "note":
            return self._of_uids(marked.noted(self.marks, term, self.reading(term)))
        if _is_stated(term):
            return Plan(among=(self._stating(term, level.how),))
        return self._words(term, level)

    def _person(self, term: Term, level: Level) -> Plan:
        if term.manner == "whole":
            called = self.library.numbers_called(term.words, term.apart)
            return _any_of([person_term(entity) for entity in called])
        how: How = "exact" if term.manner == "exact" else level.how
        readings = self.reading(term).words
        if len(readings) == 1 and how != "fuzzy":
            words = readings[0].expression(how, "heads", names=True)
            if words is None:
                return NOTHING
            plan = Plan(f"people : {words}")
            return plan if level.table == "heads" else self._in_heads(plan, words)
        return _any_of([person_term(entity) for entity in self.people(term.words, how)])

    def _in_heads(self, plan: Plan, wider: str) -> Plan:
        """A plan for the heads as one for all words, of which `wider` lets no answer out."""
        found = Lazy(lambda: self.streams.gathered(plan, "heads"))
        return Plan(wider, ids=(found.holds,))

    def _words(self, term: Term, level: Level) -> Plan:
        reading = self.reading(term)
        phrase = term.manner == "phrase"
        how: How = ("prefix" if reading.growing else "exact") if phrase else level.how
        choices = []
        if reading.words:
            all_words = [word.expression(how, level.table) for word in reading.words]
            if None not in all_words:
                held = [expression for expression in all_words if expression is not None]
                choices.append(f"({' AND '.join(held)})" if len(held) > 1 else held[0])
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
                texts = (_phrase_check(term, reading, "headline"),)
            plan = Plan(scoped, texts=texts)
            return plan if level.table == "heads" else self._in_heads(plan, expression)
        if phrase and term.field is None and level.table == "heads" and len(term.words) > 1:
            expression = either([f"{column} : {expression}" for column in _COLUMNS])
        return Plan(expression, texts=self._checks(term, reading, level, how))

    def _stating(self, term: Term, how: How) -> Lazy:
        """All articles whose source or byline meets the term."""
        field: Stating = "source" if term.field == "source" else "byline"
        return Lazy(lambda: self.stated.ids(field, self.reading(term).words, how))

    def _checks(self, term: Term, reading: Reading, level: Level, how: How) -> tuple[TextTest, ...]:
        """What the full-text table cannot decide: the order of a phrase's words, and their field."""
        if term.manner == "phrase" and (term.field is not None or len(term.words) > 1):
            in_heads = term.field is None and level.table == "heads"
            part: Part = "heads" if in_heads else "body" if term.field == "body" else "texts"
            return (_phrase_check(term, reading, part),)
        if term.field == "body":

            def holds(stored: StoredArticle) -> bool:
                return holds_all(" ".join(all_texts(stored, term.field)), reading.words, how)

            if len(term.words) == 1:
                return (TextTest(holds, word_glance(term.words[0], growing=RANK[how] >= RANK["prefix"])),)
            return (TextTest(holds),)
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
        return together(plans)

    def _run_at(self, parts: Sequence[Node], at: int, level: Level) -> tuple[int, Plan]:
        """The plan for the longest run of words at `at` that names a country or is one word written apart."""
        run: list[Term] = []
        for part in parts[at : at + _LONGEST_COUNTRY]:
            if not is_bare(part):
                break
            run.append(part)
        for size in range(len(run), 1, -1):
            text = " ".join(term.text for term in run[:size])
            named = country_of(text)
            also = quoted(country_term(named.code)) if named is not None else ""
            if not also and size == 2 and self.speller.occurs(squash(text)):
                also = quoted(squash(text))
            if also:
                apart = together([self._term(term, level) for term in run[:size]])
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
        found = Lazy(lambda: frozenset().union(*(self.streams.gathered(plan, table) for plan in living)))
        return Plan(among=(found,))

    def _not(self, part: Node) -> Plan:
        if _is_stated(part):
            return Plan(ids=(self._stating(part, "exact").lacks,))
        plan = self._meant(part)
        if plan.nothing:
            return Plan()
        if plan.is_plain and plan.expression is not None:
            return Plan(without=(f"({plan.expression})",))
        if plan == Plan(low=plan.low, high=plan.high):
            return Plan(ids=(lambda place: not plan.low <= place <= plan.high,))
        return Plan(ids=(Lazy(lambda: self.streams.gathered(plan, "alltext")).lacks,))

    def _meant(self, part: Node) -> Plan:
        """What is excluded: a name in the nearest sense in which it means anybody at all."""
        hows: tuple[How, ...] = ("exact", "prefix", "fuzzy") if _is_name(part) else ("exact",)
        for how in hows:
            plan = self.plan(part, Level("alltext", how))
            if len(hows) == 1 or self.streams.first(plan, "alltext", 1):
                return plan
        return NOTHING

    def _flag(self, flag: Flag) -> Plan:
        uids = marked.flagged(self.marks, flag)
        if flag.value == "unread":
            return Plan(ids=(Lazy(lambda: frozenset(self.library.ids_of(uids))).lacks,))
        return self._of_uids(uids)

    def noted_ids(self, terms: Sequence[Term]) -> Mapping[Term, frozenset[int]]:
        """For each bare term the articles whose notes hold it."""
        if not self.marks.note_texts:
            return {}
        readings = {term: self.reading(term) for term in terms if term.field is None}
        return {
            term: frozenset(self.library.ids_of(marked.noted(self.marks, term, reading)))
            for term, reading in readings.items()
            if reading.words
        }

    def _of_uids(self, uids: Set[str]) -> Plan:
        if not uids:
            return NOTHING
        return Plan(ids=(Lazy(lambda: frozenset(self.library.ids_of(uids))).holds,))


def _phrase_check(term: Term, reading: Reading, part: Part) -> TextTest:
    """The test whether a phrase stands in a part of an article."""
    holds = phrase_test(term.words, growing=reading.growing)

    def check(stored: StoredArticle) -> bool:
        if part == "heads":
            return any(map(holds, head_texts(stored)))
        return any(map(holds, all_texts(stored, None if part == "texts" else part)))

    return TextTest(check, phrase_glance(term.words, part, growing=reading.growing))


def is_bare(node: Node) -> TypeGuard[Term]:
    """Whether it is a word for any field, spelt as one pleases."""
    return isinstance(node, Term) and node.field is None and node.manner == "word"


def _is_name(node: Node) -> bool:
    return isinstance(node, Term) and node.field in ("person", "country")


def _is_stated(node: Node) -> TypeGuard[Term]:
    return isinstance(node, Term) and node.field in ("source", "byline")


def _any_of(terms: Sequence[str]) -> Plan:
    if not terms:
        return NOTHING
    return Plan(either([quoted(term) for term in terms]))
