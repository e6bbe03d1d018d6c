"""The card of a person or a country: what is known across the library, each line with where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tuireader.library.cards import Card, Said
from tuireader.library.values import PersonEntry
from tuireader.room.dating import date_words
from tuireader.room.glyphs import Glyphs
from tuireader.room.page import PassageSpan

_BAR = 24
"""Cells of the longest bar."""
_PERIODS = 24
_TITLES = 8


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a line leads: to a query, to its timeline, to another card, or to a passage."""

    kind: Literal["query", "days", "timeline", "person", "country", "passage"]
    """`days` is a query whose count was seen over all articles; it lists them all."""
    to: str
    """The query, the person's key, the country's code, or the article."""
    passage: PassageSpan | None = None


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


def person_page(
    card: Card, said: Sequence[Said], perhaps: Sequence[tuple[PersonEntry, str]], signs: Glyphs
) -> CardPage:
    """The card of a person.

    Args:
        card: what the library knows.
        said: what the person says, newest first.
        perhaps: who else may be the same person, with the reason.
        signs: what to draw with.
    """
    query = f'person:"{card.name}"'
    lines = [_articles(card, query)]
    lines += [
        CardLine("titles", title.text, "", _years(title.first, title.last), Lead("query", query))
        for title in card.titles[:_TITLES]
        if len(card.titles) > 1 or title.first
    ]
    lines += _periods(card, query, signs)
    lines += [
        CardLine("countries", name, "", f"{count:,}", Lead("country", code))
        for code, name, count in card.countries
    ]
    lines += [
        CardLine(
            "said" if quote.kind == "direct" else "said, as reported",
            f"“{quote.text}”" if quote.kind == "direct" else quote.text,
            "",
            date_words(quote.date),
            Lead(
                "passage",
                quote.uid,
                PassageSpan(quote.mention.block, quote.mention.start, quote.mention.end),
            ),
        )
        for quote in sorted(said, key=lambda quote: quote.kind)
    ]
    lines += _beside(card, query)
    lines += [
        CardLine("perhaps also", entry.name, why, f"{entry.articles:,}", Lead("person", entry.key))
        for entry, why in perhaps
    ]
    title = card.titles[0].text if card.titles else ""
    country = card.countries[0][1] if card.countries else ""
    about = _about(card, [title, country], signs)
    return CardPage(card.name, about, tuple(lines), Lead("person", card.key), query)


def country_page(card: Card, signs: Glyphs) -> CardPage:
    """The card of a country."""
    query = f'country:"{card.name}"'
    lines = [_articles(card, query), *_periods(card, query, signs), *_beside(card, query)]
    lines += [
        CardLine("countries beside it", name, "", f"{count:,}", Lead("query", f'{query} country:"{name}"'))
        for _, name, count in card.countries
    ]
    return CardPage(card.name, _about(card, [], signs), tuple(lines), Lead("country", card.key), query)


def _about(card: Card, about: Sequence[str], signs: Glyphs) -> str:
    counts = [
        f"{card.articles:,} article{'s'[: card.articles != 1]}",
        f"{card.mentions:,} mention{'s'[: card.mentions != 1]}",
    ]
    if card.is_name_alone:
        counts.append("a name alone, perhaps of several people")
    known = f" {signs.dot} ".join(part for part in (*about, *counts) if part)
    forms = ", ".join(form for form, _ in card.forms)
    return "\n".join(part for part in (known, f"as: {forms}" if forms else "") if part)


def _articles(card: Card, query: str) -> CardLine:
    words = "the articles" if card.articles != 1 else "the article"
    return CardLine("", f"List {words}", query, f"{card.articles:,}", Lead("query", query))


def _beside(card: Card, query: str) -> list[CardLine]:
    return [
        CardLine(
            "appears with" if card.key != card.key.upper() else "people in these articles",
            beside.name,
            "",
            f"{beside.articles:,}",
            Lead("query", f'{query} person:"{beside.name}"'),
        )
        for beside in card.people
    ]


def _periods(card: Card, query: str, signs: Glyphs) -> list[CardLine]:
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
                Lead("query", f"{query} date:{period}"),
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
