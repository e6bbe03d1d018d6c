"""Every name of a country, ready to be looked up: the first search has nothing to fold and sort.

`data/country_names.tsv` is made of `data/countries.tsv` by `python -m tuireader.names.country_index`, again
after each change there (a test says so). It is searched as the text it is: making a list of it would take
ten times as long as all that one search asks.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tuireader.names.country_table import Country, countries, data_text
from tuireader.text.fold import fold, squash

FILE = "country_names.tsv"
_ABOUT = """\
# Made of countries.tsv by `python -m tuireader.names.country_index`. Parted by blank lines: what names a
# country, and its code; its codes, likewise; names from each of their words on, with 1 for a main name, 2 for
# another, 3 from a later word, a + where two letters are enough, then the code and all words.
"""


class Beginning(NamedTuple):
    """A name of a country from one of its words on."""

    letters: str
    """Of the words from there on, squashed."""
    rank: int
    """1: the main name, 2: another, 3: from a later word."""
    is_typed_in_part: bool
    """Not so misspelled and native names, unless four letters stand: `xi` is not on the way to Xianggang."""
    code: str
    words: tuple[str, ...]
    """All folded words of the name."""


def code_of_name(letters: str) -> str | None:
    """The country that has this name, given as squashed letters."""
    return _valued(_parts()[0], letters)


def code_of_code(letters: str) -> str | None:
    """The country that has this code of two or three letters, given in small ones."""
    return _valued(_parts()[1], letters)


def beginning_with(letters: str) -> Iterator[Beginning]:
    """The names that begin so at one of their words, in the order of letters."""
    listed = _parts()[2]
    at = listed.find(f"\n{letters}") + 1
    while at and listed.startswith(letters, at):
        end = listed.index("\n", at)
        rest, rank, code, words = listed[at:end].split("\t")
        yield Beginning(rest, int(rank[0]), rank.endswith("+"), code, tuple(words.split(" ")))
        at = end + 1


def words_of_name(text: str) -> list[str]:
    """The folded words of a name, as they are compared: a hyphen parts them, an apostrophe does not."""
    folded = fold(text).replace("-", " ")
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return folded.split()
    return [word for part in folded.split() if (word := squash(part))]


def made_of(table: Mapping[str, Country]) -> str:
    """What stands in the file for this table."""
    names: dict[str, str] = {}
    for country in table.values():  # a main name wins over another's lesser one
        names.setdefault(squash(country.name), country.code)
    for country in table.values():
        for form in (*country.named_by, *country.search_names):
            names.setdefault(squash(form), country.code)
    codes = {code.casefold(): c.code for c in table.values() for code in (c.code, c.alpha3)}
    beginnings = sorted(_beginnings(table))
    return "\n".join(
        (
            _ABOUT,
            *(f"{letters}\t{code}" for letters, code in sorted(names.items())),
            "",
            *(f"{letters}\t{code}" for letters, code in sorted(codes.items())),
            "",
            *("\t".join(line) for line in beginnings),
            "",
        )
    )


def _beginnings(table: Mapping[str, Country]) -> Iterator[tuple[str, str, str, str]]:
    """Lines on the names worth completing and forgiving: not on abbreviations, which are typed whole."""
    for country in table.values():
        told: set[str] = set()
        usual = (country.name, *country.other_names, *country.demonyms)
        for form in (*usual, *country.search_names):
            words = words_of_name(form)
            if "".join(words) in told:
                continue
            told.add("".join(words))
            sign = "+" if form in usual else ""
            for first in range(len(words)):
                rank = 3 if first else 1 if form == country.name else 2
                yield "".join(words[first:]), f"{rank}{sign}", country.code, " ".join(words)


@cache
def _parts() -> tuple[str, str, str]:
    """Names, codes and beginnings, each line between two line ends."""
    _, names, codes, beginnings = data_text(FILE).split("\n\n")
    return f"\n{names}\n", f"\n{codes}\n", f"\n{beginnings}"


def _valued(lines: str, key: str) -> str | None:
    at = lines.find(f"\n{key}\t")
    if at < 0:
        return None
    start = at + len(key) + 2
    return lines[start : lines.index("\n", start)]


if __name__ == "__main__":
    from tuireader.names.lexicon import DATA

    (DATA / FILE).write_text(made_of(countries()), "utf-8")
    sys.stdout.write(f"{DATA / FILE}\n")
