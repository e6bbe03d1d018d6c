"""What a row of the library holds of one article, made where it was read: in another process, mostly.

All that costs time per article is done here, so that whoever writes does nothing but write.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from tuireader.articles.article import Article
from tuireader.library.indextext import IndexText, index_text, name_words
from tuireader.library.packing import pack, unpack, unpack_found
from tuireader.library.values import Reading
from tuireader.names.overlay import NOTHING, Overlay
from tuireader.names.same import person_key
from tuireader.names.values import Names

_DAY_LENGTH = 10
_FIELDS = "\n"
"""Parts the fields of packed index words; folded words hold no line end."""


class Appearance(NamedTuple):
    """A person or country in one article: what is counted of it; a tuple, for an article has dozens."""

    kind: str
    """`person`, `country`, or `weak` for a country known through a capital alone."""
    key: str
    name: str
    mentions: int
    attributes: tuple[tuple[str, str, int], ...]
    """Kind (`name`, `form`, `title`, `country`), text and count."""
    words: tuple[str, ...]
    """The folded words of a person's forms."""
    is_joined: bool = False
    """Whether the reader has said that all of this name are one."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article as it is written."""

    uid: str
    """The id its text makes; another is given where that one is taken."""
    path: str
    raw_hash: str
    fold_hash: str
    day: str
    """What it is ordered by, see `day_of`."""
    headline: str
    headline_from: str
    date: str | None
    source: str | None
    byline: str | None
    """Who wrote it and who translated it, as one."""
    place: str | None
    words: int
    lead: str
    packed: bytes
    original: bytes
    index: bytes
    """The folded words for the full-text tables, see `unpack_index`."""
    appearances: tuple[Appearance, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        # All that is read is sent to another process. Left to itself, a frozen class sends field by field.
        return Prepared, _every_field(self)

    def article(self) -> Article:
        """The article itself, unpacked."""
        return unpack(self.packed, self.original, uid=self.uid, path=self.path)[0]

    def corrected(self, overlay: Overlay, uid: str) -> "Prepared":
        """The same under the corrections that name the id it is known by."""
        if uid == self.uid or not overlay.names_article(uid):
            return self
        reading = Reading(self.article(), unpack_found(self.packed), self.raw_hash, self.fold_hash)
        return prepare(reading, overlay, uid)


_every_field = attrgetter(*Prepared.__slots__)


def prepare(reading: Reading, overlay: Overlay = NOTHING, uid: str | None = None) -> Prepared:
    """Make of an article all that its rows hold.

    Args:
        reading: the article with its names as they were found.
        overlay: what the reader has corrected.
        uid: the id the article is known by, where it is not the one that its text makes.
    """
    article = reading.article
    names = overlay.over(reading.names, article, uid or article.id)
    packed, original = pack(article, names, reading.names)
    text = index_text(article, names)
    return Prepared(
        uid=article.id,
        path=article.path,
        raw_hash=reading.raw_hash,
        fold_hash=reading.fold_hash,
        day=day_of(article.date),
        headline=article.headline,
        headline_from=article.headline_from,
        date=article.date,
        source=article.source,
        byline=" ".join(filter(None, (article.byline, article.translator))) or None,
        place=article.place,
        words=article.words,
        lead=text.lead,
        packed=packed,
        original=original,
        index=pack_index(text),
        appearances=appearances_of(names, overlay.joined),
    )


def day_of(date: str | None) -> str:
    """What an article is ordered by: its date as far as the year is known, else nothing, which is oldest."""
    return date[:_DAY_LENGTH] if date and date[:4].isdigit() else ""


def pack_index(text: IndexText) -> bytes:
    """The words of an article for the time until they are indexed: to compress them would cost more."""
    fields = (text.headline, text.people, text.countries, text.place, text.everything)
    return _FIELDS.join(fields).encode("utf-8", "surrogatepass")


def unpack_index(data: bytes) -> IndexText:
    """What `pack_index` was given; the lead is not among it."""
    headline, people, countries, place, everything = data.decode("utf-8", "surrogatepass").split(_FIELDS)
    return IndexText(headline, people, countries, place, everything, lead="")


def appearances_of(names: Names, joined: Collection[str] = ()) -> tuple[Appearance, ...]:
    """Who and what appears in an article; two people of one key are counted as one.

    Args:
        names: of the article.
        joined: keys of people who are one whatever their countries.
    """
    counted: dict[tuple[str, str], _Counted] = {}
    for person in names.people:
        entity = "person", person_key(person.name)
        one = counted.get(entity) or counted.setdefault(entity, _Counted(person.name))
        said = one.note(person.name, person.forms, len(person.mentions))
        if person.title:
            said["title", person.title] = said.get(("title", person.title), 0) + 1
        if person.country:
            said["country", person.country] = said.get(("country", person.country), 0) + 1
        for form in (person.name, *person.forms):
            one.words.update(dict.fromkeys(name_words(form)))
    for country in names.countries:
        entity = "weak" if country.evidence == "weak" else "country", country.code
        one = counted.get(entity) or counted.setdefault(entity, _Counted(country.name))
        one.note(country.name, country.forms, len(country.mentions))
    return tuple(
        [
            Appearance(
                kind,
                key,
                one.name,
                one.mentions,
                tuple([(what, text, count) for (what, text), count in one.said.items()]),
                tuple(one.words),
                kind == "person" and key in joined,
            )
            for (kind, key), one in counted.items()
        ]
    )


class _Counted:
    """What is counted of one entity while an article is gone through."""

    __slots__ = ("mentions", "name", "said", "words")

    def __init__(self, name: str) -> None:
        self.name = name
        self.mentions = 0
        # A plain dict: to make and update a `Counter` costs more than all of the counting.
        self.said: dict[tuple[str, str], int] = {}
        self.words: dict[str, None] = {}

    def note(self, name: str, forms: Iterable[str], mentions: int) -> dict[tuple[str, str], int]:
        """Count the name, its forms and how often they stand there; gives the counts, for more of them."""
        self.mentions += mentions
        said = self.said
        said["name", name] = said.get(("name", name), 0) + 1
        for form in forms:
            said["form", form] = said.get(("form", form), 0) + 1
        return said
