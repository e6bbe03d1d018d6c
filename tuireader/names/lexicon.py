"""Word classes: which words are ranks, posts, roles, organisation words, countries, particles.

The lists are `data/words.txt`, written by hand. The tagger's features and the document rules read the same
classes, so that a word is judged in one place.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
"""The data files of the package; read as files, for `importlib.resources` costs more than the reading."""


def read_lists(file: str) -> dict[str, list[str]]:
    """The lines of each list of a file in `data/`; `[name]` opens a list, `#` a comment.

    Raises:
        ValueError: a line stands before the first list: the package was built wrongly.
    """
    lists: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in (DATA / file).read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("["):
            lines = lists.setdefault(line.strip("[]"), [])
        elif lines is None:
            raise ValueError(f"{file}: a line stands before the first list: {line!r}")
        else:
            lines.append(line)
    return lists


class Lexicon:
    """The classes under the names the rules use, and the unions they ask for."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        self.honorific = classes["honorific"]
        self.royal = classes["royal"]
        self.rank = classes["rank"]
        self.post = classes["post"]
        self.title_part = classes["title part"]
        self.tagged_role = classes["role"]
        """The part of `role` that the tagger sees."""
        self.role = classes["role"] | classes["trade"]
        self.kin = classes["kin"]
        self.speech = classes["speech"]
        self.quoting = classes["quoting"]
        """Verbs that tell who spoke beside a quote, and elsewhere something else."""
        self.acts = classes["acts"]
        self.verbs = classes["verbs"]
        """Further verbs that somebody's name stands before; the tagger does not see this class."""
        self.organisation = classes["organisation"]
        self.facility = classes["facility"]
        self.office = classes["office"]
        """Words of an office that stand between a title and a name, or before a title: `in Charge Ana Lopes`,
        `District Judge Li Wei`; the tagger does not see this class."""
        self.family_place = classes["family place"]
        """Words of `facility` that are family names too: they end a name as well as a place."""
        self.ship = classes["ship"]
        self.vessel = classes["vessel"]
        """What a ship or street is, in lower case before its name: `the ferry Maria Ana`."""
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
        self.brand = frozenset(name.replace("_", " ") for name in classes["brand"])
        """Firms and figures whose names read like a person's; two words."""
        self.many_are_given = classes["many are given"]
        self.many_are_called = classes["many are called"]
        """Given and family names that so many people have that a middle letter tells them apart."""
        self.area = classes["area"]
        """What a place is, before `of`: `city of Hai Phong`."""
        self.strong_title = self.honorific | self.royal | self.rank | self.post
        """A word that directly precedes a name and, by itself, makes it a person's."""
        self.title = self.strong_title | self.title_part
        """A word that can stand in the chain of words before a name."""
        self.no_last_name = self.organisation | self.time
        """Words that no name has after its first, unless a title or the tagger is sure."""
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
    return Lexicon(
        {name: frozenset(" ".join(lines).split()) for name, lines in read_lists("words.txt").items()}
    )
