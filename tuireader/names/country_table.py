"""The table of countries: what each is called, read once from the package's data.

`data/countries.tsv` says at its top what its columns hold. Nothing is read on import.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pkgutil import get_data

_CODE = 2
"""Letters of a code."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory, and every way to name it."""

    code: str
    """ISO 3166-1 alpha-2; `XK` for Kosovo; `SU`, `YU`, `CS` for states that are no more."""
    alpha3: str
    name: str
    """What news in English calls it: `Vietnam`, not `Viet Nam`."""
    other_names: tuple[str, ...]
    """Further names that mean it as surely: `Viet Nam`, `Burma`, `Republic of Korea`."""
    demonyms: tuple[str, ...]
    """People and adjectives: `Vietnamese`, `Dutch`, `Dutchman`."""
    abbreviations: tuple[str, ...]
    """Written as they are here and not otherwise: `US`, `U.S.`, `DPRK`."""
    names_abroad: tuple[str, ...]
    """As news in other languages prints it, where that is no English word: `Việt Nam`, `Allemagne`."""
    capitals: tuple[str, ...]
    """Capitals, seats of power, regions: they hint at the country and do not name it."""
    search_names: tuple[str, ...]
    """What people type for it: misspelled, native and former names; never looked for in an article."""

    @property
    def named_by(self) -> tuple[str, ...]:
        """Every form that names it in an article."""
        return (self.name, *self.other_names, *self.demonyms, *self.abbreviations, *self.names_abroad)


def without_accents(text: str) -> str:
    """The form as newspapers without accents print it: `Côte d'Ivoire` as `Cote d'Ivoire`."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).translate({0x111: "d", 0x110: "D"})


def data_text(file_name: str) -> str:
    """A file of the package's data."""
    # pkgutil, not importlib.resources: the same bytes without that module's 15 ms of imports.
    content = get_data("tuireader.names", f"data/{file_name}")
    if content is None:  # a loader without data files; the package's own always has them
        raise FileNotFoundError(file_name)
    return content.decode("utf-8")


def data_lines(file_name: str) -> Iterator[list[str]]:
    """The rows of a tab-separated file of the package's data, comments and blank lines left out."""
    for line in data_text(file_name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _listed(field: str, *, plain: bool = True) -> tuple[str, ...]:
    forms = [form for form in field.split("; ") if form]
    if plain:
        forms += [without_accents(form) for form in forms]
    return tuple(dict.fromkeys(forms))


class _Table(Mapping[str, Country]):
    """The countries of the file; each row is looked for, and a country made of it, when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}"
        self._made: dict[str, Country] = {}

    def __getitem__(self, code: str) -> Country:
        country = self._made.get(code)
        if country is None:
            at = self._text.find(f"\n{code}\t") + 1
            if not at or len(code) != _CODE:
                raise KeyError(code)
            row = self._text[at : self._text.index("\n", at)]
            country = self._made[code] = _made_of(row.split("\t"))
        return country

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    @cached_property
    def _codes(self) -> Sequence[str]:
        return [line[:_CODE] for line in self._text.splitlines() if line and not line.startswith("#")]


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its code, in the order of the table."""
    return _Table(data_text("countries.tsv"))


def _made_of(row: Sequence[str]) -> Country:
    code, alpha3, name, other, people, short, abroad, weak, search = row
    other_names = _listed(other)
    if (plain := without_accents(name)) != name:
        other_names = tuple(dict.fromkeys((plain, *other_names)))
    return Country(
        code=code,
        alpha3=alpha3,
        name=name,
        other_names=other_names,
        demonyms=_listed(people),
        abbreviations=_listed(short),
        # Without its accents a foreign name may be somebody's: Thái Lan is a country, Thai Lan a woman.
        names_abroad=_listed(abroad, plain=False),
        capitals=_listed(weak),
        search_names=_listed(search),
    )


def display_name(code: str) -> str:
    """The country's English name as news writes it; the code itself when it is unknown."""
    country = countries().get(code)
    return country.name if country else code
