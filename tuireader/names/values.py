"""What finding names yields: mentions, people, countries, quotes."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Evidence = Literal["named", "organisation", "dateline", "weak"]
"""How a country is known: by name, demonym or abbreviation; inside an organisation's name; from the
dateline; only through a capital or metonym. Strongest first."""


class Mention(NamedTuple):
    """A span of a block that names a person or country; a tuple, for an article has dozens."""

    block: int
    """Index in `Article.blocks`."""
    start: int
    end: int
    """Code points in the block's text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person an article is about, with every form it uses."""

    name: str
    """The fullest form in the article, without rank and honorific."""
    forms: tuple[str, ...]
    """Every form in the text, fullest first; a short form also with its rank: `Gen. Chien`, `Chien`."""
    title: str | None
    """The title as stated, rank before post: `Senior Lieutenant General; Deputy Chief of General Staff …`."""
    country: str | None
    """ISO 3166-1 alpha-2 code of the post or people the article gives, if any."""
    mentions: tuple[Mention, ...]
    """In text order. The span is the name alone, without its title: `Chien` of `Gen. Chien`."""


@dataclass(frozen=True, slots=True)
class CountryFound:
    """A country an article names."""

    code: str
    """ISO 3166-1 alpha-2; `SU`, `YU`, `CS` for states that are no more."""
    name: str
    """The English name news uses: `Vietnam`."""
    forms: tuple[str, ...]
    """Every form in the text, in order of first appearance: `Vietnamese`, `Vietnam`."""
    evidence: Evidence
    """The strongest there is."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said, and by whom; found by rule."""

    speaker: str | None
    """The person's `name`, when it could be told."""
    text: str
    mention: Mention
    kind: Literal["direct", "reported"] = "direct"
    """Between quotation marks, or as the paper tells it: `Lopes said the bridge would be closed`."""


@dataclass(frozen=True, slots=True)
class Names:
    """All that was found in one article."""

    people: tuple[Person, ...]
    """Most mentioned first, then in text order."""
    countries: tuple[CountryFound, ...]
    """Most mentioned first; weak evidence last."""
