"""Why an article came back, and what to show of it: reasons, a snippet, the lit parts of its headline."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tuireader.library.entities import allowed_edits
from tuireader.library.indextext import name_words
from tuireader.library.values import ArticleRow, StoredArticle
from tuireader.names.country_lookup import country_named
from tuireader.names.values import CountryFound, Person
from tuireader.names.variants import spelt_alike
from tuireader.search.lately import Shown
from tuireader.search.planner import is_bare
from tuireader.search.query import Term
from tuireader.search.spelling import RANK, How, Reading, names_country
from tuireader.search.textmatch import Matcher, Met, merged, phrase_test
from tuireader.text.fold import squash, word_spans, words

_SNIPPET = 180
"""Characters of a snippet, about two lines of a list."""
_BEFORE = 50
"""Characters shown before the first match."""
_MOST_REASONS = 4
_RANKED = 4
"""Matches of a passage that are asked how near they are."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One way in which an article answers: the room shows `Emmanuel Macron ← macorn`."""

    field: str
    """`person`, `country`, `headline`, `place`, `source`, `byline`, `note`, `tag` or `body`."""
    matched: str
    """The person's or country's name, or the words of the text."""
    typed: str
    how: How
    via: str | None = None
    """The form that was met, where it is not `matched` itself."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text with what to light in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


class _Passages:
    """The blocks of one article and what each meets; a block is looked into once, and only if asked."""

    def __init__(self, matcher: Matcher, shown: Shown) -> None:
        self.blocks = shown.stored.article.blocks
        self._shown = shown
        self._matcher = matcher
        self._may: dict[int, dict[int, bool]] = {}
        self._met: dict[int, list[Met]] = {}

    def may_meet(self, number: int) -> dict[int, bool]:
        """The terms that a block may meet, and whether exactly."""
        if number not in self._may:
            is_without = self._matcher.is_without(self._shown.folded[number])
            self._may[number] = {} if is_without else self._matcher.may_meet(self._shown.padded(number))
        return self._may[number]

    def met(self, number: int) -> list[Met]:
        """What a block meets."""
        if number not in self._met:
            may = self.may_meet(number)
            self._met[number] = self._matcher.spans_of(self.blocks[number].text) if may else []
        return self._met[number]


class Explainer:
    """Explains the hits of one query.

    Args:
        terms: what an answer holds.
        readings: what each term may stand for.
        note_texts: article and text of each note.
    """

    def __init__(
        self, terms: Sequence[Term], readings: Mapping[Term, Reading], note_texts: Sequence[tuple[str, str]]
    ) -> None:
        self._terms = terms
        self._readings = readings
        self._note_texts = note_texts
        self._lit = lit_terms(terms)
        self._matcher = Matcher(self._lit, readings)
        self._single = {
            term: Matcher([term], readings) for term in terms if term.field not in ("tag", "note")
        }

    def explain(
        self, row: ArticleRow, shown: Shown
    ) -> tuple[Marked | None, tuple[tuple[int, int], ...], tuple[Reason, ...]]:
        """Snippet, spans of the headline, reasons."""
        headline = self._matcher.meets(row.headline)
        passages = _Passages(self._matcher, shown)
        reasons = tuple(dict.fromkeys(self._reasons(row, shown.stored, headline, passages)))[:_MOST_REASONS]
        return self._snippet(passages), merged(headline, row.headline), reasons

    def focus(self, stored: StoredArticle) -> list[Person | CountryFound]:
        """Who and which countries of the article the terms mean."""
        found: list[Person | CountryFound] = []
        for run in self._runs():
            found += [person for person, _, _ in self._people(run, stored)]
            found += [country for country, _ in self._countries(run, stored)]
        return list(dict.fromkeys(found))

    def _runs(self) -> Iterator[list[Term]]:
        """Terms that may name somebody together: all bare words, then each word, then each named field."""
        bare = [term for term in self._terms if is_bare(term)]
        if len(bare) > 1:
            yield bare
        for term in self._terms:
            if term.field in (None, "person", "country"):
                yield [term]

    def _reasons(
        self, row: ArticleRow, stored: StoredArticle, headline: Sequence[Met], passages: _Passages
    ) -> Iterator[Reason]:
        explained: set[Term] = set()
        for run in self._runs():
            if explained.issuperset(run):
                continue
            typed = " ".join(term.text for term in run)
            people = self._people(run, stored)
            countries = self._countries(run, stored)
            for person, how, via in people[:2]:
                yield Reason("person", person.name, typed, how, via)
            for country, how in countries[:2]:
                form = next((form for form in country.forms if squash(form) == squash(typed)), None)
                yield Reason("country", country.name, typed, how, form if form != country.name else None)
            if people or countries:
                explained.update(run)
        for place, term in enumerate(self._lit):
            met = [one for one in headline if one.term == place]
            if met and term.field in (None, "headline"):
                explained.add(term)
                best = min(met, key=lambda one: RANK[one.how])
                yield Reason("headline", row.headline[best.start : best.end], term.text, best.how)
        for term in self._terms:
            if term not in explained:
                yield from self._lesser(term, row, stored, passages)

    def _lesser(
        self, term: Term, row: ArticleRow, stored: StoredArticle, passages: _Passages
    ) -> Iterator[Reason]:
        """The best reason of a term that is neither a name nor in the headline."""
        article = stored.article
        fields = (("place", article.place), ("source", article.source), ("byline", article.byline))
        for name, text in fields:
            if text and term.field in (None, name) and (met := self._met(term, text)):
                yield Reason(name, text, term.text, min(met, key=lambda one: RANK[one.how]).how)
                return
        if term.field in (None, "body"):
            best = self._in_body(term, passages)
            if best is not None:
                yield best
                return
        if term.field in (None, "note"):
            for uid, text in self._note_texts:
                if uid == row.uid and (reason := self._in_note(term, text)) is not None:
                    yield reason
                    return
        if term.field == "tag":
            yield Reason("tag", term.text, term.text, "exact")

    def _in_body(self, term: Term, passages: _Passages) -> Reason | None:
        """How the text holds the term: the earliest of what meets it best."""
        best: Reason | None = None
        place = self._lit.index(term)
        for number, block in enumerate(passages.blocks):
            may = passages.may_meet(number)
            if place not in may or (best is not None and RANK[best.how] == 1 and not may[place]):
                continue
            for one in passages.met(number):
                if one.term == place and (best is None or RANK[one.how] < RANK[best.how]):
                    best = Reason("body", block.text[one.start : one.end], term.text, one.how)
                    if RANK[one.how] == 0:
                        return best
        return best

    @staticmethod
    def _in_note(term: Term, text: str) -> Reason | None:
        """How a note holds the term: notes are no part of the vocabulary, and no typo is forgiven in them."""
        first = term.words[0]
        for word, start, end in word_spans(text):
            if word.startswith(first):
                how: How = "exact" if word == first else "prefix"
                return Reason("note", text[start:end], term.text, how)
        return None

    def _met(self, term: Term, text: str) -> list[Met]:
        return self._single[term].meets(text)

    def _people(self, run: Sequence[Term], stored: StoredArticle) -> list[tuple[Person, How, str | None]]:
        """People whom all terms of the run name together, nearest first."""
        if any(term.field == "country" for term in run):
            return []
        if run[0].manner == "whole":
            return [(p, "exact", None) for p in stored.people if tuple(words(p.name)) == run[0].words]
        if any(term.manner == "phrase" for term in run):
            holds = phrase_test([word for term in run for word in term.words])
            held = [person for person in stored.people if any(map(holds, (person.name, *person.forms)))]
            return [(person, "exact", None) for person in held]
        asked = [word for term in run for word in term.words]
        strict = any(term.manner == "exact" for term in run)
        if all(self._readings[term].words == () for term in run):
            return []
        whole = {word for word in asked if names_country(word)} if is_bare(run[0]) else set()
        # What is only similar counts where nobody is named as it was typed, and is dear to find.
        for forgives in (False,) if strict else (False, True):
            found = []
            for person in stored.people:
                how = _person_how(asked, person, whole, forgives=forgives)
                if how is not None and not (strict and how != "exact"):
                    via = None
                    if RANK[how] == 0 and not set(asked) <= set(name_words(person.name)):
                        how, via = (
                            "alias",
                            next((f for f in person.forms if set(asked) <= set(name_words(f))), None),
                        )
                    found.append((person, how, via))
            if found:
                break
        found.sort(key=lambda item: RANK[item[1]])
        return [item for item in found if RANK[item[1]] == RANK[found[0][1]]]

    def _countries(self, run: Sequence[Term], stored: StoredArticle) -> list[tuple[CountryFound, How]]:
        hows: dict[str, How] = {}
        if len(run) == 1:
            hows = dict(self._readings[run[0]].countries)
        elif (named := country_named(" ".join(term.text for term in run), codes=False)) is not None:
            hows = {named.code: "exact"}
        found = [(c, hows[c.code]) for c in stored.countries if c.code in hows and c.evidence != "weak"]
        found.sort(key=lambda item: RANK[item[1]])
        return [item for item in found if RANK[item[1]] == RANK[found[0][1]]]

    def _snippet(self, passages: _Passages) -> Marked | None:
        """The passage that meets most of the terms, the earliest of equals."""
        best: tuple[int, int] = (0, 0)
        chosen: tuple[str, list[Met]] | None = None
        for number, block in enumerate(passages.blocks):
            may = passages.may_meet(number)
            at_best = (len(may), 0 if any(may.values()) else -min(len(may), _RANKED))
            if block.kind == "headline" or not may or (chosen is not None and at_best <= best):
                continue
            met = passages.met(number)
            rank = (len({one.term for one in met}), -sum(RANK[one.how] for one in met[:_RANKED]))
            if met and (chosen is None or rank > best):
                best, chosen = rank, (block.text, met)
                if best == (len(self._lit), 0):
                    break  # no other can meet more, or better
        if chosen is None:
            lead = next((b.text for b in passages.blocks if b.kind == "paragraph"), "")
            return _cut(lead, []) if lead else None
        return _cut(*chosen)


def lit_terms(terms: Sequence[Term]) -> list[Term]:
    """The terms whose words are lit in an article: not those that ask for something around it."""
    return [term for term in terms if term.field not in ("tag", "note", "source", "byline")]


def _person_how(
    asked: Sequence[str], person: Person, whole: Collection[str], *, forgives: bool
) -> How | None:
    """How all the folded words meet the person's names, those of `whole` exactly; the worst counts."""
    names = {word for form in (person.name, *person.forms) for word in name_words(form)}
    worst: How = "exact"
    for word in asked:
        how = _name_how(word, names, forgives=forgives)
        if how is None or (how != "exact" and word in whole):
            return None
        if RANK[how] > RANK[worst]:
            worst = how
    return worst


def _name_how(word: str, names: set[str], *, forgives: bool) -> How | None:
    if word in names:
        return "exact"
    if any(other in names for other in spelt_alike(word)):
        return "alias"
    if any(name.startswith(word) for name in names):
        return "prefix"
    edits = allowed_edits(word) if forgives else 0
    if not edits:
        return None
    from rapidfuzz.distance import OSA  # only a misspelt name pays for the import

    for name in names:
        for start in {name, name[: len(word)], name[: len(word) + 1]}:
            if len(start) >= 4 and OSA.distance(word, start, score_cutoff=edits) <= edits:
                return "fuzzy"
    return None


def _cut(text: str, met: Sequence[Met]) -> Marked:
    """The text from shortly before the first match, cut between words, with the spans moved along."""
    first = met[0].start if met else 0
    start = 0
    if len(text) > _SNIPPET and first > _BEFORE:
        start = text.find(" ", min(first - _BEFORE, max(len(text) - _SNIPPET, 0))) + 1
    end = len(text)
    if end - start > _SNIPPET:
        cut = text.rfind(" ", start, start + _SNIPPET)
        end = cut if cut > max(first, start) else start + _SNIPPET
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    spans = tuple(
        (max(a, start) - start + len(head), min(b, end) - start + len(head))
        for a, b in merged(met, text)
        if a < end and b > start
    )
    return Marked(f"{head}{text[start:end]}{tail}", spans)
