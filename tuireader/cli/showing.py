"""`show`: one article or many, as people read them or as programs do."""

import sys
from typing import TYPE_CHECKING, Any

import click

from tuireader.cli.articles import Found, find_each
from tuireader.cli.home import Home
from tuireader.cli.output import complain, readable_date, say, say_json, terminal_width, wrapped
from tuireader.cli.program import DONE, NOT_DONE, SOME_SKIPPED
from tuireader.errors import ArticleError, TuireaderError, UsageError

if TYPE_CHECKING:
    from tuireader.names.values import Person


_LABEL = 11
"""Cells that `People` and `Countries` take beside their names."""


@click.command(name="show")
@click.argument("articles", metavar="ARTICLE|PATH...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="All that was found, one object a line.")
@click.option("--original", is_flag=True, help="The text as it stood in the file, before any cleaning.")
@click.option("--encoding", metavar="NAME", help="Read files in this encoding: where the guess is wrong.")
def show_command(articles: tuple[str, ...], as_json: bool, original: bool, encoding: str | None) -> int:
    """Print articles: the cleaned text, or all that was found in it. `list.jsonl#12` is one of a file."""
    if as_json and original:
        raise UsageError("--json and --original are two ways to print", "Give one of them")
    if encoding is not None:
        from tuireader.articles.decoding import known_encoding

        encoding = known_encoding(encoding)
    shown = skipped = 0
    with Home() as home:
        for words in articles:
            try:
                for found in find_each(home, words, encoding=encoding):
                    if isinstance(found, ArticleError):
                        complain(str(found))
                        skipped += 1
                        continue
                    if as_json:
                        say_json(as_object(found))
                    elif original:
                        say(found.article.original.rstrip("\n"))
                    else:
                        if shown:
                            say(f"\n{'─' * min(78, terminal_width() - 1)}\n")
                        _say_article(found)
                    shown += 1
                    if sys.stdout is not None:
                        sys.stdout.flush()
            except TuireaderError as error:
                complain(str(error))
                skipped += 1
    if not shown:
        return NOT_DONE
    return SOME_SKIPPED if skipped else DONE


def as_object(found: Found) -> dict[str, Any]:
    """What `show --json` prints of an article: the fields of `design.md` section 3, then the blocks.

    A mention is `[block, start, end]`: an index into `blocks`, and code points in that block's text.
    """
    article = found.article
    return {
        "id": article.id,
        "path": article.path,
        "also": list(found.also),
        "headline": article.headline,
        "headline_from": article.headline_from,
        "date": article.date,
        "date_from": article.date_from,
        "place": article.place,
        "source": article.source,
        "byline": article.byline,
        "translator": article.translator,
        "language": article.language,
        "captions": list(article.captions),
        "paragraphs": list(article.paragraphs),
        "words": article.words,
        "people": [
            {
                "name": person.name,
                "forms": list(person.forms),
                "title": person.title,
                "country": person.country,
                "mentions": [[at.block, at.start, at.end] for at in person.mentions],
            }
            for person in found.people
        ],
        "countries": [
            {
                "code": country.code,
                "name": country.name,
                "forms": list(country.forms),
                "evidence": country.evidence,
            }
            for country in found.countries
        ],
        "quotes": [{"speaker": quote.speaker, "text": quote.text} for quote in found.quotes()],
        "removed": [{"rule": piece.rule, "text": piece.text} for piece in article.removed],
        "encoding": article.encoding,
        "warnings": list(article.warnings),
        "blocks": [
            {"kind": block.kind, "text": block.text, "credit": block.credit} for block in article.blocks
        ],
        "url": article.url,
    }


def _say_article(found: Found) -> None:
    """Headline, where it is from, who and where, then the text in a column with captions set apart."""
    article = found.article
    say(wrapped(article.headline))
    about = [
        readable_date(article.date),
        article.source or "",
        article.place or "",
        article.byline and f"by {_without_by(article.byline)}",
        article.translator and f"translated by {article.translator}",
        f"{article.words:,} words",
        article.id,
    ]
    say(wrapped(" · ".join(part for part in about if part)))
    named = [country.name for country in found.countries if country.evidence != "weak"]
    _say_under("People", "\n".join(_with_title(person) for person in found.people))
    _say_under("Countries", ", ".join(named))
    for block in article.blocks:
        if block.kind == "headline" and block.text == article.headline:
            continue
        say()
        if block.kind == "caption":
            say(wrapped(block.text + (f" (Photo: {block.credit})" if block.credit else ""), indent="  │ "))
        else:
            say(wrapped(block.text))
    for warning in article.warnings:
        complain(f"{article.path}: {warning}")


def _say_under(label: str, names: str) -> None:
    """The label, and beside it the names, each line of them under the first."""
    if names:
        say(label.ljust(_LABEL) + wrapped(names, indent=" " * _LABEL)[_LABEL:])


def _with_title(person: "Person") -> str:
    return f"{person.name}, {person.title}" if person.title else person.name


def _without_by(byline: str) -> str:
    return byline[3:] if byline[:3].casefold() == "by " else byline
