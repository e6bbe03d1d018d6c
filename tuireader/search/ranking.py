"""Within a tier: what an article is about. Only the newest few hundred and only their heads count."""

from collections.abc import Sequence

from tuireader.library.library import Library
from tuireader.search.plan import Planner, is_bare
from tuireader.search.query import Term
from tuireader.search.textmatch import Matcher
from tuireader.text.fold import words

_LOOKED_AT = 300
_MOST_MENTIONS = 10
_WHOLE_COUNTRY, _WHOLE_PERSON, _HEADLINE, _LEAD = 8, 6, 4, 2


def by_aboutness(library: Library, planner: Planner, ids: Sequence[int]) -> list[int]:
    """The ids, given newest first, with the newest few hundred ordered by how much they are about it."""
    newest, older = list(ids[:_LOOKED_AT]), list(ids[_LOOKED_AT:])
    if len(newest) < 2:
        return [*newest, *older]
    heads = library.leads(newest)
    docs = [doc for doc, _, _ in heads.values()]
    scores = dict.fromkeys(newest, 0.0)
    terms = [term for term in planner.query.terms if term.field in (None, "person", "country", "headline")]
    matcher = Matcher(terms, {term: planner.reading(term) for term in terms})
    for place, (_, headline, lead) in heads.items():
        in_headline = matcher.met_in(f" {' '.join(words(headline))} ")
        scores[place] += _HEADLINE * in_headline + _LEAD * matcher.met_in(f" {lead} ")
    for entities, weight in _entities(library, planner, terms):
        mentions = library.mentions(entities, docs)
        for place, (doc, _, _) in heads.items():
            count = mentions.get(doc, 0)
            scores[place] += (weight if count else 0) + min(count, _MOST_MENTIONS)
    return [*sorted(newest, key=lambda place: (-scores[place], -place)), *older]


def _entities(library: Library, planner: Planner, terms: Sequence[Term]) -> list[tuple[list[int], int]]:
    """Whom the query means: groups of people or countries, each with what a mention of them is worth."""
    groups: list[tuple[list[int], int]] = []
    bare = [term for term in terms if is_bare(term)]
    runs = [[term] for term in terms if term.field == "person"] + ([bare] if bare else [])
    for at, run in enumerate(runs):
        asked = sorted(word for term in run for word in term.words)
        found = next(
            (
                people
                for how in ("exact", "prefix", "fuzzy")
                if (people := planner.people(asked, how, bare=bool(bare) and at == len(runs) - 1))
            ),
            [],
        )
        whole = [p.entity for p in found if any(sorted(words(form)) == asked for form in p.forms)]
        groups.append((whole, _WHOLE_PERSON))
        groups.append(([p.entity for p in found if p.entity not in whole], 0))
    codes = [code for term in terms for code, _ in planner.reading(term).countries]
    groups.append((list(library.country_entities(codes)), _WHOLE_COUNTRY))
    return [(entities, weight) for entities, weight in groups if entities]
