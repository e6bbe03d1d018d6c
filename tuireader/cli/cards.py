"""Cards on the command line: forms, titles, countries, companions, years, what was said."""

from typing import TYPE_CHECKING, Any

from tuireader.cli.output import counted, readable_date, say, table, terminal_width, wrapped

if TYPE_CHECKING:
    from tuireader.library.cards import Bearer, Card, Said
    from tuireader.library.library import Library
    from tuireader.library.values import PersonEntry

_LABEL = 11
"""Cells that a heading takes beside its lines."""
_BAR = 30
_TITLES = 8
_SAID = 5
_PERHAPS = 5
_BEARERS = 12
_NEWEST = 30
"""So many articles are looked through for quotes."""


def only_one_meant(name: str, entries: "list[PersonEntry]") -> "PersonEntry | None":
    """The one person that a name means: the only one it could, or the only one called so in full."""
    from tuireader.names.same import person_key

    if len(entries) == 1:
        return entries[0]
    key = person_key(name)
    exact = [entry for entry in entries if entry.key.partition("@")[0] == key]
    return exact[0] if len(exact) == 1 else None


def say_card(library: "Library", key: str) -> None:
    """Print the card of the person of this key, nothing where there is none."""
    card = library.person_card(key)
    if card is None:
        return
    say(wrapped(card.name))
    _say_counts(card)
    _under("Titles", [_stated_line(card, at) for at in range(len(card.titles[:_TITLES]))])
    _under("Countries", [", ".join(name for _, name, _ in card.countries)])
    _under("With", [", ".join(f"{beside.name} ({beside.articles})" for beside in card.people)])
    say_periods(card)
    _under("Called so", [_bearer_line(bearer) for bearer in card.bearers[:_BEARERS]])
    offered = library.perhaps_the_same(key)[:_PERHAPS]
    _under("Perhaps", [", ".join(f"{entry.name} ({perhaps.why})" for entry, perhaps in offered)])
    said = library.said_by(key, _NEWEST)
    for number, quote in enumerate(said[:_SAID]):
        where = " · ".join(part for part in (readable_date(quote.date), quote.headline, quote.uid) if part)
        if not number:
            _under("Said", ["as found by rule, which may err"])
        _under(
            "",
            [f"“{quote.text}”" if quote.kind == "direct" else f"– {quote.text}", where],
        )


def say_country_card(library: "Library", code: str) -> bool:
    """Print the card of a country; nothing, and False, where no article names it."""
    card = library.country_card(code)
    if card is None:
        return False
    say(wrapped(f"{card.key}  {card.name}"))
    _say_counts(card)
    _under("Beside it", [", ".join(f"{name} ({count})" for _, name, count in card.countries)])
    _under("People", [", ".join(f"{beside.name} ({beside.articles})" for beside in card.people)])
    say_periods(card)
    return True


def _say_counts(card: "Card") -> None:
    counts = [counted(card.articles, "article"), counted(card.mentions, "mention")]
    if card.is_name_alone:
        counts.append("a name alone: each article says who is meant")
    say(wrapped(" · ".join(counts)))
    _under("Forms", [", ".join(f"{form} ({count})" for form, count in card.forms)])


def say_periods(card: "Card") -> None:
    """The articles over time as bars of text."""
    most = max((count for _, count in card.periods), default=0)
    bar = max(1, min(_BAR, terminal_width() - _LABEL - 20))
    lines = [(period, "█" * max(1, round(count / most * bar)), str(count)) for period, count in card.periods]
    _under("Articles", list(table(lines, right=(), last=4)))


def card_object(card: "Card", said: "list[Said]") -> dict[str, Any]:
    """What `people NAME --json` adds to the object of the one person meant."""
    return {
        "key": card.key,
        "stated": [
            {"title": stated.text, "articles": stated.articles, "first": stated.first, "last": stated.last}
            for stated in card.titles
        ],
        "with": [{"name": beside.name, "articles": beside.articles} for beside in card.people],
        "periods": _period_objects(card),
        **({"bearers": list(map(_bearer_object, card.bearers))} if card.bearers else {}),
        "said": [
            {
                "article": quote.uid,
                "date": quote.date,
                "text": quote.text,
                "kind": quote.kind,
                "mention": [quote.mention.block, quote.mention.start, quote.mention.end],
            }
            for quote in said
        ],
    }


def _bearer_object(bearer: "Bearer") -> dict[str, Any]:
    return {
        "article": bearer.uid,
        "headline": bearer.headline,
        "date": bearer.date,
        "title": bearer.title,
        "country": bearer.country,
        "mentions": len(bearer.mentions),
    }


def country_object(card: "Card") -> dict[str, Any]:
    """What `countries NAME --json` adds to the object of the one country meant."""
    return {
        "beside": [{"code": code, "name": name, "articles": count} for code, name, count in card.countries],
        "people": [{"name": beside.name, "articles": beside.articles} for beside in card.people],
        "periods": _period_objects(card),
    }


def _period_objects(card: "Card") -> list[dict[str, Any]]:
    return [{"period": period, "articles": count} for period, count in card.periods]


def _bearer_line(bearer: "Bearer") -> str:
    """`Senator, in “The bridge” · 4 May 2024 · 0123456789`."""
    said = ", ".join(part for part in (bearer.title, f"in “{bearer.headline}”") if part)
    return " · ".join(part for part in (said, readable_date(bearer.date), bearer.uid) if part)


def _stated_line(card: "Card", at: int) -> str:
    stated = card.titles[at]
    first, last = readable_date(stated.first), readable_date(stated.last)
    dates = first if first == last else f"{first} to {last}"
    return f"{stated.text} ({dates})" if dates else stated.text


def _under(heading: str, lines: list[str]) -> None:
    """The heading, and its lines beside it, each under the first."""
    text = "\n".join(line for line in lines if line)
    if text:
        say(heading.ljust(_LABEL) + wrapped(text, indent=" " * _LABEL)[_LABEL:])
