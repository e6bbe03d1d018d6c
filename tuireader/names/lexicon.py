"""Word classes: which words are ranks, posts, roles, organisation words, countries, particles.

The lists are `data/words.txt`, written by hand. The tagger's features and the document rules read the same
classes, so that a word is judged in one place.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

NO_WORDS: frozenset[str] = frozenset()


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Every class of `data/words.txt` by name.

    Raises:
        ValueError: the file has a word before its first class; it is part of the package, so a build is broken.
    """
    classes: dict[str, set[str]] = {}
    words: set[str] | None = None
    for line in (files("tuireader.names") / "data" / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("["):
            words = classes.setdefault(line.strip("[]"), set())
        elif words is None:
            raise ValueError(f"words.txt: a word stands before the first class: {line!r}")
        else:
            words.update(line.split())
    return {name: frozenset(words) for name, words in classes.items()}


class Lexicon:
    """The classes under the names the rules use, and the unions they ask for."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        self.honorific = classes["honorific"]
        self.royal = classes["royal"]
        self.rank = classes["rank"]
        self.post = classes["post"]
        self.title_part = classes["title part"]
        self.role = classes["role"]
        self.kin = classes["kin"]
        self.speech = classes["speech"]
        self.acts = classes["acts"]
        self.organisation = classes["organisation"]
        self.facility = classes["facility"]
        self.ship = classes["ship"]
        self.storm = classes["storm"]
        self.time = classes["time"]
        self.function = classes["function"]
        self.particle = classes["particle"]
        self.suffix = classes["suffix"]
        self.preposition = classes["preposition"]
        self.country = classes["country"]
        self.country_part = classes["country part"]
        self.capital = classes["capital"]
        self.place = classes["place"]
        self.fame = classes["fame"]
        self.strong_title = self.honorific | self.royal | self.rank | self.post
        """A word that directly precedes a name and, by itself, makes it a person's."""
        self.title = self.strong_title | self.title_part
        """A word that can stand in the chain of words before a name."""
        self.not_a_name = (
            self.function
            | self.time
            | self.organisation
            | self.title
            | self.country
            | self.country_part
            | self.capital
            | self.place
        )
        """Words of which no name consists entirely, unless a title or the text says otherwise."""


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the process, read when first asked for."""
    return Lexicon(word_classes())
