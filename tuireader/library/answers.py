"""What the library answers: one read each, from any thread."""

import sqlite3
import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from tuireader.errors import LibraryDamaged, LibraryError
from tuireader.library import doubt, entities, facets, matching, ordering, rows, sources, stated, terms
from tuireader.library.connection import Connections, held, is_held
from tuireader.library.values import (
    ArticleRow,
    CountryEntry,
    NamedPerson,
    PersonEntry,
    SourceState,
    StoredArticle,
    Term,
)

if TYPE_CHECKING:
    from tuireader.library.cards import Card, Said
    from tuireader.library.timeline import Timeline
    from tuireader.names.same import Perhaps

TELLING = (sqlite3.DatabaseError, sqlite3.InterfaceError, zlib.error)
"""What a read ends in where the file is not as it should be; so, perhaps, may one of `doubt.MAYBE`."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Answers:
    """The reads of a library.

    Each raises `LibraryDamaged` when the file turns out to be damaged, and `LibraryError` when it cannot be
    read; of damage a note is left beside the file, and the next scan builds it anew.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._extent: tuple[int, rows.Extent] | None = None

    @property
    def is_corrected(self) -> bool:
        """Whether corrections of the reader hold in it."""
        return self._read(rows.is_corrected)

    @property
    def generation(self) -> int:
        """Grows with each change that a reader should notice, whichever process made it."""

        return self._read(rows.generation)

    def encoding_said(self, path: str) -> str | None:
        """What the reader says that the file is written in; None where nothing was said."""
        return self._read(sources.encoding_said, path)

    @property
    def awaits_reading(self) -> bool:
        """Whether there are files that the next scan reads anew, be they changed or not."""
        return self._read(sources.awaits_reading)

    def count(self) -> int:
        """How many articles there are."""
        return self.extent().count

    def unsearched(self) -> int:
        """How many of them a scan has brought in whose words are not searched yet."""
        return self._read(ordering.waiting)

    def extent(self) -> rows.Extent:
        """The lowest and highest id and the number of articles; counted once in each generation."""
        held, generation = self._extent, self.generation
        if held is None or held[0] != generation:
            held = self._extent = self._read(rows.extent)
        return held[1]

    def ids(self, order: rows.Order = "date") -> Sequence[int]:
        """All ids: newest first (`date`), oldest first, or longest first; cheap at any size."""
        return self._read(rows.ids, order, self.extent())

    def rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """What a list shows of these articles, in the order asked; an id that is gone is left out."""
        return self._read(rows.rows, ids)

    def article(self, uid: str) -> StoredArticle | None:
        """The whole article; None when there is none of this id."""
        return self._read(rows.article, uid)

    def articles(self, ids: Sequence[int]) -> dict[int, StoredArticle]:
        """The articles of a window by id, without originals and mentions: for snippets and reasons."""
        return self._read(rows.articles, ids)

    def looked_into(
        self, ids: Sequence[int], glance: Callable[[bytes], bool | None]
    ) -> dict[int, StoredArticle | None]:
        """The articles of which a look at their records does not tell all (see `rows.looked_into`)."""
        return self._read(rows.looked_into, ids, glance)

    def resolve(self, words: str) -> str:
        """The id of the article meant by an id, the start of one (4 characters), a path or a file name.

        Raises:
            UnknownArticle: there is none, or several; the hint names what could be meant.
        """
        return self._read(rows.resolve, words)

    def id_of(self, uid: str) -> int | None:
        """The article's place in the order of dates, as `ids` and `rows` use it."""
        return self._read(rows.id_of, uid)

    def uids(self, ids: Sequence[int]) -> list[str]:
        """The lasting ids of these places, in the order asked."""
        return self._read(rows.uids, ids)

    def ids_of(self, uids: Iterable[str]) -> "array[int]":
        """The places of these articles, ascending; unknown ones are left out."""
        return self._read(rows.ids_of, uids)

    def people(self, name: str | None = None, limit: int | None = 200) -> list[PersonEntry]:
        """Who is in the library, most mentioned first; with a name, whoever it could mean, nearest first."""
        return self._read(entities.people, name, limit)

    def people_in(self, uid: str) -> list[PersonEntry]:
        """The people of an article as all articles have them."""
        return self._read(entities.people_in, uid)

    def countries(
        self, name: str | None = None, limit: int | None = None, weak: bool = False
    ) -> list[CountryEntry]:
        """Which countries are named, most mentioned first; those known through a capital only with `weak`."""
        return self._read(entities.countries, name, limit, weak=weak)

    def person_card(self, key: str) -> "Card | None":
        """All that is known of a person: forms, titles with dates, who appears beside them, when.

        None when the library has nobody of this key.
        """
        from tuireader.library.cards import person_card  # not for those who only search

        return self._read(person_card, key)

    def country_card(self, code: str) -> "Card | None":
        """The card of a country, of the articles that name it; None when none does."""
        from tuireader.library.cards import country_card

        return self._read(country_card, code)

    def said_by(self, key: str, newest: int = 50) -> "list[Said]":
        """What a person says in the newest articles that name them, each with its passage, newest first."""
        from tuireader.library.cards import said_by

        return self._read(said_by, key, newest)

    def perhaps_the_same(self, key: str) -> "list[tuple[PersonEntry, Perhaps]]":
        """Who else may be this person, surest first: for the reader to decide."""
        from tuireader.library.cards import perhaps_the_same

        return self._read(perhaps_the_same, key)

    def articles_of_person(self, key: str) -> "array[int]":
        """Ids of the articles with the person of this key, newest first."""
        return self._read(entities.articles_of, ("person",), key)

    def articles_of_country(self, code: str, weak: bool = False) -> "array[int]":
        """Ids of the articles that name the country, newest first."""
        return self._read(entities.articles_of, ("country", "weak") if weak else ("country",), code.upper())

    def scanned_sources(self) -> set[tuple[str, str]]:
        """Name and path of every source that was gone through to its end."""
        return self._read(sources.scanned_sources)

    def source_states(self) -> list[SourceState]:
        """Every source with its counts and the files that could not be read."""
        return self._read(sources.source_states)

    # What search asks.

    def match(
        self, table: matching.Table, expression: str, *, low: int = 0, high: int = matching.LAST
    ) -> Iterator[int]:
        """Stream the ids that match a full-text expression, newest first (see `matching.match`)."""
        try:
            yield from matching.match(self._connections.get(), table, expression, low=low, high=high)
        except (*TELLING, *doubt.MAYBE) as error:
            self._refuse(error)
            raise

    def newest(
        self, table: matching.Table, expression: str, limit: int, *, low: int = 0, high: int = matching.LAST
    ) -> list[int]:
        """The first ids of `match`, at most `limit`."""
        return self._read(matching.newest, table, expression, limit, low=low, high=high)

    def count_matches(
        self,
        table: matching.Table,
        expression: str,
        limit: int = -1,
        *,
        low: int = 0,
        high: int = matching.LAST,
    ) -> int:
        """How many ids match a full-text expression; at most `limit` are counted, for -1 all."""
        return self._read(matching.count, table, expression, limit, low=low, high=high)

    def ids_within(self, low: int, high: int) -> Iterator[int]:
        """All ids within both, newest first."""
        return rows.within(self.ids("date"), low, high)

    def term(self, word: str) -> Term | None:
        """The folded word with its counts; None when it does not occur."""
        return self._read(terms.term, word)

    def terms_starting(self, start: str, limit: int) -> list[Term]:
        """Words that begin so, at most `limit`."""
        return self._read(terms.starting, start, limit)

    def words_starting(self, start: str, limit: int) -> list[tuple[str, int, int, int]]:
        """The words of `terms_starting` as plain rows."""
        return self._read(terms.words_starting, start, limit)

    def terms_like(self, word: str, edits: int, *, unfinished: bool, limit: int) -> list[tuple[Term, int]]:
        """Words so many edits away, nearest first (see `terms.similar`)."""
        return self._read(terms.similar, word, edits, unfinished=unfinished, limit=limit)

    def people_named(
        self, words: Sequence[str], how: entities.How, limit: int = 500, whole: Collection[str] = ()
    ) -> list[NamedPerson]:
        """People whose forms hold all these folded words in any order (see `entities.people_named`)."""
        return self._read(entities.people_named, words, how, limit, whole)

    def people_numbered(self, numbers: Sequence[int], limit: int) -> list[NamedPerson]:
        """The most mentioned of these people, at most `limit`."""
        return self._read(entities.people_numbered, numbers, limit)

    def numbers_named(
        self, words: Sequence[str], how: entities.How, limit: int, whole: Collection[str] = ()
    ) -> list[int]:
        """The entity numbers alone of `people_named`."""
        return self._read(entities.numbers_named, words, how, limit, whole)

    def numbers_called(self, words: Sequence[str], apart: str | None = None) -> list[int]:
        """The entity numbers of the people who are called just this (see `entities.numbers_called`)."""
        return self._read(entities.numbers_called, words, apart)

    def person_entries(self, numbers: Sequence[int]) -> list[PersonEntry]:
        """People by their entity numbers, with titles and countries, in the order given."""
        return self._read(entities.person_entries, numbers)

    def country_counts(self, codes: Iterable[str]) -> dict[str, int]:
        """In how many articles each of these countries is named."""
        return self._read(entities.country_counts, codes)

    def country_entities(self, codes: Iterable[str]) -> dict[int, int]:
        """Entity numbers of these countries, with the number of articles of each."""
        return self._read(entities.country_entities, codes)

    def appearances(self, number: int) -> dict[int, int]:
        """All articles, by `doc`, that mention this entity, and how often."""
        return self._read(entities.appearances, number)

    def mentions(self, number: int, docs: Sequence[int]) -> dict[int, int]:
        """How often those of the articles, by `doc`, mention this entity that do."""
        return self._read(entities.mentions, number, docs)

    def leads(self, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
        """For each id its `doc`, and the folded words of headline and first paragraph (see `rows.leads`)."""
        return self._read(rows.leads, ids)

    def dated(self, first: str, last: str) -> frozenset[int]:
        """All ids dated within both strings: where ids do not follow the dates (`extent`)."""
        return self._read(rows.dated, first, last)

    def days(self, first: str, last: str) -> tuple[int, int]:
        """The lowest and highest id dated within both strings; (0, -1) for none."""
        return self._read(rows.days, first, last)

    def values_stated(self, field: stated.Stating) -> list[str]:
        """Every source or byline there is, once (see `stated.values`)."""
        return self._read(stated.values, field)

    def ids_stating(self, field: stated.Stating, values: Sequence[str]) -> frozenset[int]:
        """All ids that state one of these sources or bylines."""
        return self._read(stated.ids, field, values)

    def tally(self, ids: Sequence[int], stop: Callable[[], bool]) -> facets.Tally | None:
        """Who, where, when and from whom these articles are; None when stopped."""
        return self._read(facets.tally, ids, stop)

    def tally_all(self, limit: int, stop: Callable[[], bool]) -> facets.Tally | None:
        """The same of all articles, of people and countries the foremost."""
        return self._read(facets.tally_all, limit, stop)

    def timeline(self, ids: Iterable[int] | None, stop: Callable[[], bool]) -> "Timeline | None":
        """How many of these articles are of each date, of all for None; gives None when stopped."""
        from tuireader.library.timeline import timeline  # not for those who only search

        return self._read(timeline, ids, stop)

    def names_of_entities(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Key and name of people or countries by their entity numbers."""
        return self._read(facets.named, numbers)

    def _read(
        self, ask: Callable[Concatenate[sqlite3.Connection, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        try:
            return ask(self._connections.get(), *args, **kwargs)
        except (*TELLING, *doubt.MAYBE) as error:
            self._refuse(error)
            raise

    def _refuse(self, error: Exception) -> None:
        """Raise what an error that a read ended in means; of damage a note is left beside the file.

        An error that says nothing of the library is left to the caller.
        """
        if self._is_damage(error):
            self._connections.doubt()
            raise LibraryDamaged(
                f"The library {str(self._connections.path)!r} is damaged: {error}",
                "Run `tuireader scan`; it builds it anew",
            ) from error
        if isinstance(error, sqlite3.Error):
            raise self._unreadable(error) from error

    def _is_damage(self, error: Exception) -> bool:
        if isinstance(error, TELLING):
            return doubt.is_damage(error)
        return doubt.is_damage(error, self._connections.get())

    def _unreadable(self, error: sqlite3.Error) -> LibraryError:
        if is_held(error):
            return held(self._connections.path)
        return LibraryError(
            f"Cannot read the library {str(self._connections.path)!r}: {error}",
            "Run `tuireader scan`; it builds a damaged library anew",
        )
