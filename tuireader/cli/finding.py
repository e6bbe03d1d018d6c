"""`search`, `people`, `countries`: finding articles, and who and what is in them."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import click

from tuireader.cli.cards import (
    card_object,
    country_object,
    only_one_meant,
    say_card,
    say_country_card,
)
from tuireader.cli.home import Home
from tuireader.cli.output import (
    clipped,
    complain,
    counted,
    readable_date,
    remark,
    say,
    say_json,
    table,
    terminal_width,
    wrapped,
)
from tuireader.cli.program import DONE, NOT_DONE
from tuireader.errors import quoted
from tuireader.text.safe import safe_line

if TYPE_CHECKING:
    from tuireader.notebook.values import Summary
    from tuireader.search.engine import Answer, Hit
    from tuireader.search.reasons import Marked, Reason

SHORT_ID = 10
"""Digits of an id that people are shown: enough for a million articles, few enough to type."""

_PASSAGE = 140
"""Characters of a passage that are printed: two lines."""

_LISTED = 200
"""People and countries that are listed where nothing else is asked for."""


class _QueryCommand(click.Command):
    """A command whose words may begin with a minus: `-word` is of the query language, `--option` is not."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the options, wherever they stand, before a `--` and the words, in their order, behind it."""
        takes_value = {
            name
            for option in self.params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        options: list[str] = []
        words: list[str] = []
        left = iter(args)
        for word in left:
            if word == "--":
                words.extend(left)
            elif word.startswith("--") or word in ctx.help_option_names:
                options.append(word)
                options.extend(islice(left, 1) if word in takes_value else ())
            else:
                words.append(word)
        return super().parse_args(ctx, [*options, "--", *words])


@click.command(name="search", cls=_QueryCommand)
@click.argument("query", metavar="[QUERY]", nargs=-1)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many results."
)
@click.option("--json", "as_json", is_flag=True, help="One object with all results.")
def search_command(query: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Find articles by person, country, headline, text and your notes; typos are forgiven.

    \b
    tuireader search macorn                   a person, misspelt
    tuireader search 'country:"ivory coast"'  a country, by its old name
    tuireader search 'paparo date:2024-12'    both words must fit
    tuireader search macron -vietnam          one word, and not the other
    """
    from tuireader.search.engine import Searcher

    with Home() as home:
        marks = home.glance.summary()
        searcher = Searcher(home.library)
        answer = searcher.search(" ".join(query), marks, in_haste=False)
        if limit > len(answer.ids):
            answer = searcher.whole(answer)
        total = searcher.count(answer)
        explained = searcher.explain(answer, 0, min(limit, len(answer.ids)))
        hits = [hit for hit in explained if hit is not None]  # None: left the library meanwhile
        if as_json:
            say_json(
                {
                    "query": " ".join(query),
                    "total": total,
                    "took_ms": round(answer.took_ms, 2),
                    "error": answer.error
                    and {
                        "message": answer.error.message,
                        "start": answer.error.start,
                        "end": answer.error.end,
                    },
                    "results": [_result(hit, marks) for hit in hits],
                }
            )
        elif answer.error is None:
            number = 0
            for tier, found in _in_tiers(answer, explained):
                if tier and found:
                    say(f"── {tier}\n")
                for hit in found:
                    number += 1
                    _say_hit(number, hit, marks, digits=len(str(len(hits))))
            count = counted(total, "article")
            if total > len(hits):
                remark(f"{len(hits):,} of {count}; --limit N shows more")
            else:
                remark(count if hits else "No article fits")
            if unsearched := home.library.unsearched():
                are = counted(unsearched, "article is", "articles are")
                remark(f"{are} not searched yet: a scan is bringing them in, or the next one will")
        if answer.error is not None:
            part = " ".join(query)[answer.error.start : answer.error.end]
            complain(answer.error.message + (f" (at {quoted(part)})" if part else ""))
            return NOT_DONE
        return DONE


def _in_tiers(answer: "Answer", rows: "Sequence[Hit | None]") -> "Iterator[tuple[str, list[Hit]]]":
    """The hits that are there under the words of their tier; under no words where there is one tier alone."""
    starts = [0, *sorted({tier.start for tier in answer.tiers if tier.start > 0}), len(rows)]
    words = {tier.start: tier.words for tier in answer.tiers} if len(answer.tiers) > 1 else {}
    for start, stop in pairwise(starts):
        yield words.get(start, ""), [hit for hit in rows[start:stop] if hit is not None]


def _result(hit: "Hit", marks: "Summary") -> dict[str, Any]:
    row = hit.row
    return {
        "id": row.uid,
        "path": row.path,
        "headline": row.headline,
        "date": row.date,
        "source": row.source,
        "snippet": hit.snippet.text if hit.snippet else None,
        "bookmarked": row.uid in marks.bookmarked,
        "notes": marks.noted.get(row.uid, 0),
        "reasons": [
            {"field": why.field, "matched": why.matched, "typed": why.typed, "how": why.how}
            for why in hit.reasons
        ],
    }


def _say_hit(number: int, hit: "Hit", marks: "Summary", *, digits: int) -> None:
    """A result as a short paragraph: number and headline, where it is from, why it came, the passage."""
    row = hit.row
    indent = " " * (digits + 2)
    width = terminal_width() - 1 - len(indent)
    noted = marks.noted.get(row.uid, 0)
    about = [row.uid[:SHORT_ID], readable_date(row.date), row.source or "", row.place or ""]
    if row.uid in marks.bookmarked:
        about.append("★ bookmarked")
    if noted:
        about.append(f"✎ {counted(noted, 'note')}")
    say(f"{number:>{digits}}  " + wrapped(safe_line(row.headline), indent=indent)[len(indent) :])
    say(indent + clipped(" · ".join(part for part in about if part), width))
    why = ", ".join(dict.fromkeys(_why(reason) for reason in hit.reasons))
    if why:
        say(indent + clipped(why, width))
    if hit.snippet is not None and hit.snippet.text.strip(" …") not in row.headline:
        say(wrapped(f"“{_around(hit.snippet, _PASSAGE)}”", indent=indent))
    say()


def _around(passage: "Marked", cells: int) -> str:
    """The part of a passage around the first matched words, about so many cells long, cut between words."""
    text = passage.text.strip()
    start, end = passage.spans[0] if passage.spans else (0, 0)
    if len(text) <= cells:
        return text
    first = max(0, min(start - (cells - (end - start)) // 2, len(text) - cells))
    last = min(len(text), first + cells)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        last = max(end, text.rfind(" ", first, last))
    part = text[first:last].strip()
    return ("…" if first else "") + part.rstrip("…") + ("…" if last < len(text) or part.endswith("…") else "")


def _why(reason: "Reason") -> str:
    """`Emmanuel Macron ← macorn`; `Myanmar (Burma) ← burmma`; the word alone where it was typed just so."""
    typed = reason.typed.casefold()
    if reason.matched.casefold() == typed:
        return f"{reason.field}: {reason.matched}"
    is_told = reason.via is None or reason.via.casefold() == typed
    found = reason.matched if is_told else f"{reason.matched} ({reason.via})"
    return f"{reason.field}: {found} ← {reason.typed}"


@click.command(name="people")
@click.argument("name", metavar="[NAME]", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many (without --json: 200).")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def people_command(name: tuple[str, ...], limit: int | None, as_json: bool) -> int:
    """List who is in the library, most mentioned first; or the people a NAME could mean.

    A NAME that means one person shows the card: titles with dates, who appears beside them, what they said.
    """
    with Home() as home:
        most = limit or (None if as_json else _LISTED)
        entries = home.library.people(" ".join(name) or None, limit=None if most is None else most + 1)
        shown = entries[:most]
        meant = only_one_meant(" ".join(name), entries) if name else None
        if meant is not None and not as_json:
            say_card(home.library, meant.key)
            return DONE
        if as_json:
            for person in shown:
                card = home.library.person_card(person.key) if person is meant else None
                more = card_object(card, home.library.said_by(card.key)) if card else {}
                say_json(
                    {
                        "name": person.name,
                        "articles": person.articles,
                        "mentions": person.mentions,
                        "forms": list(person.forms),
                        "titles": list(person.titles),
                        "countries": list(person.countries),
                        **({"alone": True} if person.is_name_alone else {}),
                        **more,
                    }
                )
            return DONE
        rows = [
            (
                person.name,
                counted(person.articles, "article"),
                counted(person.mentions, "mention"),
                "a name alone" if person.is_name_alone else "".join(person.titles[:1]),
            )
            for person in shown
        ]
        _say_table(
            rows, more=len(entries) > len(shown), nobody="Nobody of that name" if name else "Nobody yet"
        )
        return DONE


@click.command(name="countries")
@click.argument("name", metavar="[NAME]", nargs=-1)
@click.option("--weak", is_flag=True, help="Also those known by a capital or a palace alone.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def countries_command(name: tuple[str, ...], weak: bool, limit: int | None, as_json: bool) -> int:
    """List the countries in the library, most mentioned first; or those a NAME could mean.

    A NAME that means one country shows the card: its forms, who and what countries stand beside it, when.
    """
    with Home() as home:
        entries = home.library.countries(" ".join(name) or None, limit=limit and limit + 1, weak=weak)
        shown = entries[:limit]
        meant = entries[0] if name and len(entries) == 1 else None
        if meant is not None and not as_json and say_country_card(home.library, meant.code):
            return DONE
        if as_json:
            for country in shown:
                card = home.library.country_card(country.code) if country is meant else None
                say_json(
                    {
                        "code": country.code,
                        "name": country.name,
                        "articles": country.articles,
                        "mentions": country.mentions,
                        "forms": list(country.forms),
                        **(country_object(card) if card else {}),
                    }
                )
            return DONE
        rows = [
            (
                country.code,
                country.name,
                counted(country.articles, "article"),
                counted(country.mentions, "mention"),
                ", ".join(country.forms),
            )
            for country in shown
        ]
        nobody = "No country of that name" if name else "No countries yet"
        _say_table(rows, more=len(entries) > len(shown), nobody=nobody, numbers=(2, 3))
        return DONE


def _say_table(
    rows: Sequence[Sequence[str]], *, more: bool, nobody: str, numbers: tuple[int, ...] = (1, 2)
) -> None:
    for line in table(rows, right=numbers, last=12):
        say(line)
    if not rows:
        remark(nobody)
    elif more:
        remark(f"The first {len(rows):,}; --limit N shows more")
