"""What the room needs to correct who and where: corrections made, brought into the library, and offered.

Like the desk, of which it is a part, it reads and writes the disk and touches no widget.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tuireader.library.alone import key_in
from tuireader.library.library import Library
from tuireader.library.values import PersonEntry, StoredArticle
from tuireader.names.alone import is_name_alone
from tuireader.names.country_lookup import countries_like
from tuireader.names.country_table import Country, countries, display_name
from tuireader.names.same import person_key
from tuireader.notebook.notebook import Notebook
from tuireader.notebook.values import Correction, CorrectionKind
from tuireader.text.fold import words as words_of

_MOST_OFFERED = 500
"""People offered before anything is typed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody, a form or a country to choose."""

    value: str
    title: str
    detail: str = ""
    tail: str = ""
    group: str = ""
    also: str = ""
    """What it answers to as well, and is not shown."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction that holds, as a row."""

    correction: Correction
    words: str


@dataclass(frozen=True, slots=True)
class Where:
    """The article in which a correction may hold alone."""

    uid: str
    headline: str


class Corrector:
    """Corrections of one notebook, over one library."""

    def __init__(self, library: Library, notebook: Notebook) -> None:
        self._library = library
        self._notebook = notebook
        self._brought: str | None = None

    # -- making and bringing -------------------------------------------------------------------------

    def correct(self, kind: CorrectionKind, headline: str = "", **fields: Any) -> Correction:
        """Keep a correction; see `Notebook.correct`. Undo tells it with the headline of its article.

        Raises:
            NotebookError: it could not be kept.
        """
        return self._notebook.correct(kind, told=lambda made: in_words(made, headline), **fields)

    @property
    def is_behind(self) -> bool:
        """Whether other corrections hold than the library was brought under, here or in another window."""
        return self._brought != self._notebook.corrections_version()

    def bring(self, progress: Callable[[int, int], None]) -> int:
        """Bring the library under the corrections that hold; gives how many articles changed by it.

        Raises:
            LibraryError: the library could not be written to; it is tried again with the next correction.
        """
        # Noted first: what cannot be brought now must not be tried, and told, each second.
        self._brought = self._notebook.corrections_version()
        return self._library.correct(self._notebook.corrections(), progress)

    # -- all of them ---------------------------------------------------------------------------------

    def kept(self) -> list[Kept]:
        """The corrections that hold, newest first."""
        found = self._notebook.corrections()
        uids = [uid for uid in dict.fromkeys(c.article for c in found) if uid is not None]
        rows = self._library.rows(list(self._library.ids_of(uids)))
        headlines = {row.uid: row.headline for row in rows}
        return [Kept(c, in_words(c, headlines.get(c.article or "", ""))) for c in reversed(found)]

    def take_back(self, kept: Kept) -> None:
        """Have a correction hold no longer; undo tells it in the same words.

        Raises:
            NotebookError: it could not be kept.
        """
        self._notebook.withdraw(kept.correction.id, told=lambda _: kept.words)

    # -- what is offered -----------------------------------------------------------------------------

    def is_name_alone(self, name: str) -> bool:
        """Whether several articles have this name alone, perhaps each for somebody else."""
        numbers = self._library.numbers_called(words_of(name))
        return any(entry.is_name_alone for entry in self._library.person_entries(numbers))

    def in_turn(self, name: str, other: str) -> tuple[str, str]:
        """Who is to be shown as whom: a name alone as the whole one, whichever was asked about."""
        is_turned = self.is_name_alone(other) and not is_name_alone(name)
        return (other, name) if is_turned else (name, other)

    def others(self, name: str, here: StoredArticle | None, uid: str = "") -> list[Offer]:
        """With whom somebody may be merged: who may be the same first, then this article's, then all.

        Args:
            name: who.
            here: the open article.
            uid: the article in which the name means the person, where it does not everywhere.
        """
        key = key_in(person_key(name), uid) if uid else person_key(name)
        likely = [
            Offer(entry.name, entry.name, how.why, f"{entry.articles:,}", "perhaps the same")
            for entry, how in self._library.perhaps_the_same(key)
        ]
        near = [
            Offer(person.name, person.name, person.title or "", "", "in this article")
            for person in (here.people if here is not None else ())
        ]
        rest = [_person(entry) for entry in self._library.people(limit=_MOST_OFFERED)]
        others = [offer for offer in (*rest, *near) if offer.value != name]
        # One of the same name is another person: their posts are of two countries.
        offers = {offer.value: offer for offer in (*others, *likely)}
        order = ("perhaps the same", "in this article", "all people")
        return sorted(offers.values(), key=lambda offer: order.index(offer.group))

    def people_like(self, typed: str, but: str) -> list[Offer]:
        """People of the whole library that a name could mean, but one."""
        return [_person(entry) for entry in self._library.people(typed, limit=50) if entry.name != but]

    def forms(self, name: str, here: StoredArticle | None) -> list[Offer]:
        """The forms somebody is named by, those of the open article first."""
        found: dict[str, Offer] = {}
        for person in here.people if here is not None else ():
            if here is not None and person_key(person.name) == person_key(name):
                blocks = here.article.blocks
                texts = [blocks[m.block].text[m.start : m.end] for m in person.mentions]
                for text in dict.fromkeys(texts):
                    found[text] = Offer(text, text, tail=f"{texts.count(text):,}", group="in this article")
        card = self._library.person_card(person_key(name))
        for form, count in card.forms if card is not None else ():
            found.setdefault(form, Offer(form, form, tail=f"{count:,}", group="in all articles"))
        return list(found.values())

    def countries(self, first: str = "") -> list[Offer]:
        """All countries, the one of this code first."""
        table = countries().values()
        return [_country(country) for country in sorted(table, key=lambda c: (c.code != first, c.name))]

    def countries_like(self, typed: str) -> list[Offer]:
        """Countries that a name, code or people's name could mean, typos forgiven."""
        return [_country(country) for country, _ in countries_like(typed)]


def in_words(correction: Correction, headline: str = "") -> str:
    """What a correction says, with the headline of its article and the names of countries."""
    words = correction.words
    # What stands before may be any name; the codes stand behind the last of these.
    for before in ("belongs to ", "is not about ", "is about "):
        start, found, codes = words.rpartition(before)
        if found and correction.kind in ("person-country", "article-country"):
            for code in (correction.country, correction.instead_of):
                if code is not None:
                    codes = codes.replace(code.upper(), display_name(code.upper()), 1)
            words = start + found + codes
            break
    if correction.article:
        shown = f"“{_short(headline)}”" if headline else f"article {correction.article}"
        words = words.replace(f"article {correction.article}", shown, 1)
    return words


def _short(headline: str) -> str:
    return headline if len(headline) <= 48 else f"{headline[:47].rstrip()}…"


def _person(entry: PersonEntry) -> Offer:
    about = "a name alone" if entry.is_name_alone else "".join(entry.titles[:1])
    return Offer(entry.name, entry.name, about, f"{entry.articles:,}", "all people")


def _country(country: Country) -> Offer:
    also = (*country.named_by, *country.search_names, country.alpha3)
    return Offer(country.code, country.name, tail=country.code, also=" ".join(also))
