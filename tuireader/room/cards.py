"""The card of a person or a country: what is known across the library, each line with where it leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tuireader.library.alone import key_in
from tuireader.library.library import Library
from tuireader.library.values import PersonEntry
from tuireader.names.country_table import display_name
from tuireader.names.same import person_key
from tuireader.names.values import Mention
from tuireader.room.dating import date_words
from tuireader.room.glyphs import Glyphs
from tuireader.room.page import PassageSpan
from tuireader.search.exact import person_query

if TYPE_CHECKING:  # not before a card is asked for
    from tuireader.library.cards import Bearer, Card, Said
    from tuireader.names.profile import Stated

_BAR = 18
"""Cells of the longest bar: it is whole in a terminal of 40."""
_PERIODS = 24
_TITLES = 8
_SAID_IN = 30
"""Articles that are looked through for what a person says."""
_SAID, _REPORTED = "said, as found by rule", "said, as reported and found by rule"
"""Over quotes: a rule took them for somebody's, and may err."""

Ask = Callable[[str, str], str]
"""Gives the query for the articles of a person and of nobody else, by key and name."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a line leads: to a query, to its timeline, to another card, or to a passage."""

    kind: Literal["query", "all", "timeline", "person", "country", "passage"]
    """`all` is a query whose count was seen over all articles: it lists them all, read ones too."""
    to: str
    """The query, the person's key or name, the country's code, or the article."""
    passage: PassageSpan | None = None
    article: str = ""
    """Of a person by name: the article that names them so."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of a card."""

    section: str
    text: str
    detail: str
    tail: str
    lead: Lead


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card as it is shown."""

    name: str
    about: str
    """Title, country and counts; forms: a line each."""
    lines: tuple[CardLine, ...]
    of: Lead
    """Who or what it is the card of."""
    query: str
    """What lists its articles."""
    bearer: "Bearer | None" = None
    """Who it is the card of, where a name alone is meant as one article has it."""


class Cards:
    """Gives the cards of one library; reads the disk."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def card(self, lead: Lead, signs: Glyphs, *, exactly: bool = False) -> CardPage | None:
        """The card of a person, by key or by name, or of a country, by code or name; None for none.

        A name may be typed as one likes, unless it is to be taken `exactly`; an article tells whom it means.
        """

        def ask(key: str, name: str) -> str:
            return person_query(self._library, key, name)

        if lead.kind == "country":
            country = self._library.country_card(lead.to)
            if country is None:
                codes = [entry.code for entry in self._library.countries(lead.to) if entry.name == lead.to]
                country = self._library.country_card(codes[0]) if codes else None
            return country_page(country, ask, signs) if country is not None else None
        key = key_in(person_key(lead.to), lead.article) if lead.article else lead.to
        person = self._library.person_card(key)
        if person is None and exactly:
            person = self._library.person_card(person_key(lead.to)) if not lead.article else None
        elif person is None:
            entries = self._library.people(lead.to, limit=5)
            entry = next((entry for entry in entries if entry.name == lead.to), None) or next(
                iter(entries), None
            )
            person = self._library.person_card(entry.key) if entry is not None else None
        if person is None:
            return None
        said = self._library.said_by(person.key, _SAID_IN)
        perhaps = [(entry, str(how.why)) for entry, how in self._library.perhaps_the_same(person.key)]
        return person_page(person, said, perhaps, ask, signs)


def person_page(
    card: "Card", said: Sequence["Said"], perhaps: Sequence[tuple[PersonEntry, str]], ask: Ask, signs: Glyphs
) -> CardPage:
    """The card of a person, or of a name alone.

    Args:
        card: what the library knows.
        said: what the person says, newest first.
        perhaps: who else may be the same person, with the reason.
        ask: gives queries.
        signs: what to draw with.
    """
    query = ask(card.key, card.name)
    bearer = card.bearers[0] if card.is_of_one_article else None
    lines = [_articles(card, query)] if bearer is None else [_where(bearer)]
    lines += [
        CardLine("titles", title.text, "", _years(title.first, title.last), _stated_in(title, query))
        for title in card.titles[:_TITLES]
        if bearer is None and (len(card.titles) > 1 or title.first)
    ]
    lines += _periods(card, query, signs)
    lines += [
        CardLine("countries", name, "", f"{count:,}", Lead("country", code))
        for code, name, count in card.countries
    ]
    lines += [_bearer(each) for each in card.bearers if bearer is None]
    lines += [
        CardLine(
            _SAID if quote.kind == "direct" else _REPORTED,
            f"“{quote.text}”" if quote.kind == "direct" else quote.text,
            "",
            date_words(quote.date),
            Lead("passage", quote.uid, _span(quote.mention)),
        )
        for quote in sorted(said, key=lambda quote: quote.kind)
    ]
    lines += _beside(card, query, ask)
    lines += [
        CardLine("perhaps also", entry.name, why, f"{entry.articles:,}", Lead("person", entry.key))
        for entry, why in perhaps
    ]
    title = card.titles[0].text if card.titles else ""
    country = card.countries[0][1] if card.countries else ""
    about = _about(card, [title, country], signs)
    return CardPage(card.name, about, tuple(lines), Lead("person", card.key), query, bearer)


def country_page(card: "Card", ask: Ask, signs: Glyphs) -> CardPage:
    """The card of a country."""
    query = f'country:"{card.name}"'
    lines = [_articles(card, query), *_periods(card, query, signs), *_beside(card, query, ask)]
    lines += [
        CardLine("countries beside it", name, "", f"{count:,}", Lead("all", f'{query} country:"{name}"'))
        for _, name, count in card.countries
    ]
    return CardPage(card.name, _about(card, [], signs), tuple(lines), Lead("country", card.key), query)


def _about(card: "Card", about: Sequence[str], signs: Glyphs) -> str:
    counts = [
        f"{card.articles:,} article{'s'[: card.articles != 1]}",
        f"{card.mentions:,} mention{'s'[: card.mentions != 1]}",
    ]
    if card.is_name_alone:
        counts.append("a name alone: each article says who is meant")
    elif card.is_of_one_article:
        counts[0] = "a name alone, as one article has it"
    known = f" {signs.dot} ".join(part for part in (*about, *counts) if part)
    forms = ", ".join(form for form, _ in card.forms)
    return "\n".join(part for part in (known, f"as: {forms}" if forms else "") if part)


def _articles(card: "Card", query: str) -> CardLine:
    words = "the articles" if card.articles != 1 else "the article"
    return CardLine("", f"List {words}", query, f"{card.articles:,}", Lead("all", query))


def _where(bearer: "Bearer") -> CardLine:
    """The way to the one article of a card."""
    return CardLine("", "Open the article", bearer.headline, date_words(bearer.date), _passage(bearer))


def _bearer(bearer: "Bearer") -> CardLine:
    """Who has a name alone in an article; there is a card of each."""
    country = display_name(bearer.country) if bearer.country else ""
    who = ", ".join(part for part in (bearer.title, country) if part)
    lead = Lead("person", bearer.key)
    return CardLine("who is called so", bearer.headline, who, date_words(bearer.date), lead)


def _passage(bearer: "Bearer") -> Lead:
    return Lead("passage", bearer.uid, _span(bearer.mentions[0] if bearer.mentions else None))


def _stated_in(title: "Stated", query: str) -> Lead:
    """The way to where a title is stated, in the newest article that does."""
    return Lead("passage", title.uid, _span(title.mention)) if title.uid else Lead("all", query)


def _span(mention: Mention | None) -> PassageSpan | None:
    return PassageSpan(mention.block, mention.start, mention.end) if mention is not None else None


def _beside(card: "Card", query: str, ask: Ask) -> list[CardLine]:
    return [
        CardLine(
            "appears with" if card.key != card.key.upper() else "people in these articles",
            beside.name,
            "a name alone" if beside.is_name_alone else "",
            f"{beside.articles:,}",
            Lead("all", f"{query} {ask(beside.key, beside.name)}"),
        )
        for beside in card.people
    ]


def _periods(card: "Card", query: str, signs: Glyphs) -> list[CardLine]:
    """The articles by month or year as bars, the newest last."""
    shown = card.periods[-_PERIODS:]
    if not shown:
        return []
    most = max(count for _, count in shown)
    lines = [
        CardLine("articles over time", "Timeline", "to narrow them to days", "", Lead("timeline", query))
    ]
    for period, count in shown:
        bar = signs.bar * max(1, round(count / most * _BAR))
        lines.append(
            CardLine(
                "articles over time",
                f"{date_words(period):<9} {bar}",
                "",
                f"{count:,}",
                Lead("all", f"{query} date:{period}"),
            )
        )
    return lines


def _years(first: str | None, last: str | None) -> str:
    """`Dec 2024`, `20 Dec 2024 to 3 Jan 2025`, or nothing."""
    if not first and not last:
        return ""
    if not last or not first or first == last:
        return date_words(first or last)
    return f"{date_words(first)} to {date_words(last)}"
