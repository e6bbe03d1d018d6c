"""Which words of an article the full-text tables hold, folded.

Deterministic: to take a row out of a contentless table, SQLite wants the very words that went in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tuireader.articles.article import Article
from tuireader.names.values import Names
from tuireader.text.fold import fold, folded_words, words

_MARK = "\ue000"
"""Begins the terms that stand for a person or country; folded words hold no private-use character."""

_JOINED = re.compile(r"[^\W_]+(?:['-][^\W_]+)+")
_LEAD_WORDS = 30
_LEAD_LETTERS = 1000
_LONGEST_TERM = 200


@dataclass(frozen=True, slots=True)
class IndexText:
    """What goes into the rows of one article."""

    headline: str
    people: str
    countries: str
    place: str
    everything: str
    lead: str
    """The headline's words and, on a line of their own, the first paragraph's: what the article is about."""


def person_term(entity: int) -> str:
    """The term that every article with this person holds."""
    return f"{_MARK}p{entity}"


def country_term(code: str) -> str:
    """The term that every article naming this country holds (weak evidence does not)."""
    return f"{_MARK}c{code.lower()}"


@lru_cache(maxsize=8192)
def name_words(form: str) -> tuple[str, ...]:
    """The folded words of a name, and parts joined that a hyphen or apostrophe parts: `jong un jongun`."""
    folded = fold(form)
    joined = _JOINED.findall(folded) if "-" in folded or "'" in folded else ()
    return (*folded_words(folded), *(word for part in joined for word in words(re.sub("['-]", "", part))))


def index_text(article: Article, names: Names) -> IndexText:
    """The words of an article; the terms of its people are known only to the library: see `with_people`."""
    people = [word for p in names.people for form in (p.name, *p.forms) for word in name_words(form)]
    named = [country for country in names.countries if country.evidence != "weak"]
    # As printed: a country's other names are known to search, and bring its term.
    countries = [word for country in named for form in country.forms for word in words(form)]
    countries += [country_term(country.code) for country in named]
    headline, place = words(article.headline), words(article.place or "")
    parts = [article.source, article.byline, article.translator]
    for block in article.blocks:
        parts += (block.text, block.credit)
    # Folded in one go: a call for each of a hundred blocks costs more than the folding.
    everything = [*headline, *people, *countries, *place, *words("\n".join(filter(None, parts)))]
    terms = (headline, people, countries, place, everything)
    # Neither table keeps positions or counts: a word once is enough, and a third of the work.
    fields = [" ".join(dict.fromkeys(field)) for field in terms]
    # SQLite cuts terms at 32 kB, perhaps inside a character; nobody types a word of more than this.
    if _has_long_term(fields[-1]):  # which has the words of all
        fields = [" ".join(dict.fromkeys(term[:_LONGEST_TERM] for term in field)) for field in terms]
    lead = next((block.text for block in article.blocks if block.kind == "paragraph"), "")
    lead_words = " ".join(words(lead[:_LEAD_LETTERS])[:_LEAD_WORDS])
    about, who, where, stated, every = fields
    return IndexText(about, who, where, stated, every, lead=f"{' '.join(headline)}\n{lead_words}")


def _has_long_term(terms: str) -> bool:
    """Whether one of the terms, with a blank between, is too long; looks at one in thirty."""
    at = 0
    while len(terms) - at > _LONGEST_TERM:
        end = terms.rfind(" ", at, at + _LONGEST_TERM + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def with_people(text: IndexText, entities: Iterable[int]) -> IndexText:
    """The words together with the terms of these people."""
    terms = "".join(f" {person_term(entity)}" for entity in sorted(entities))
    if not terms:
        return text
    people, everything = text.people + terms, text.everything + terms
    return IndexText(text.headline, people, text.countries, text.place, everything, text.lead)
