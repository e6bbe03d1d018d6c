"""`show`: one article or many, as people read them or as programs do."""

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuireader.cli.home import Home
from tuireader.cli.output import complain, readable_date, say, say_json, terminal_width, wrapped
from tuireader.cli.program import DONE, NOT_DONE, SOME_SKIPPED
from tuireader.errors import TuireaderError, UnknownArticle, UsageError, quoted

if TYPE_CHECKING:
    from tuireader.articles.article import Article
    from tuireader.library.library import Library
    from tuireader.names.values import CountryFound, Person, Quote


_LABEL = 11
"""Cells that `People` and `Countries` take beside their names."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article with all that was found in it."""

    article: "Article"
    people: "tuple[Person, ...]"
    countries: "tuple[CountryFound, ...]"
    also: tuple[str, ...] = ()
    """Other paths that hold the same text."""

    def quotes(self) -> "tuple[Quote, ...]":
        """What is said in it, and by whom; found when asked for."""
        from tuireader.names.quotes import find_quotes

        return find_quotes(self.article, self.people)


@click.command(name="show")
@click.argument("articles", metavar="ARTICLE|PATH...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="All that was found, one object a line.")
@click.option("--original", is_flag=True, help="The text as it stood in the file, before any cleaning.")
def show_command(articles: tuple[str, ...], as_json: bool, original: bool) -> int:
    """Print articles: the cleaned text, or all that was found in it."""
    if as_json and original:
        raise UsageError("--json and --original are two ways to print", "Give one of them")
    shown = skipped = 0
    with Home() as home:
        for words in articles:
            try:
                found = find(home, words)
            except TuireaderError as error:
                complain(str(error))
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
            if sys.stdout is not None and len(articles) > 1:
                sys.stdout.flush()
    if not shown:
        return NOT_DONE
    return SOME_SKIPPED if skipped else DONE


def find(home: Home, words: str) -> Found:
    """The article that `words`, an id or a path, mean; a path need not be in the library.

    Raises:
        TuireaderError: there is none, or its file cannot become an article.
    """
    if os.path.lexists(words):
        return _find_at_path(home, words)
    if os.sep in words:
        library = _library_if_made(home)
        try:  # a file that is gone may still be in the library
            return _stored(library, library.resolve(words)) if library else _gone(words)
        except UnknownArticle:
            return _gone(words)
    return _stored(home.library, home.library.resolve(words))


def _gone(words: str) -> Found:
    raise UnknownArticle(f"No such file: {quoted(words)}", "Give a path that exists, or an article's id")


def _stored(library: "Library", uid: str) -> Found:
    stored = library.article(uid)
    if stored is None:
        raise UnknownArticle(f"Article {uid} is no longer in the library", "`tuireader scan` looks again")
    return Found(stored.article, stored.people, stored.countries, stored.also)


def _find_at_path(home: Home, path: str) -> Found:
    """Read the file as it is now; where the library holds it, its id and other paths are the library's."""
    from tuireader.articles.cleaning import cleaning_for
    from tuireader.articles.reading import read_article
    from tuireader.names.find import find_names

    library = _library_if_made(home)
    by_source = any(rule.source for rule in home.settings.cleaning.rules)
    source = _source_of(library, path) if library and by_source else None
    article = read_article(Path(path), shown_as=path, cleaning=cleaning_for(home.settings, source))
    stored = None
    if library is not None:
        try:
            stored = library.article(library.resolve(os.path.abspath(path)))  # noqa: PTH100 -- links stay
        except UnknownArticle:
            stored = None
    also: tuple[str, ...] = ()
    if stored is not None:
        here = os.path.abspath(path)  # noqa: PTH100
        also = tuple(other for other in (stored.article.path, *stored.also) if other not in (here, path))
        article = replace(article, id=stored.article.id)
        if stored.article.blocks == article.blocks and stored.article.place == article.place:
            return Found(article, stored.people, stored.countries, also)
    names = find_names(article)
    return Found(article, names.people, names.countries, also)


def _source_of(library: "Library", path: str) -> str | None:
    """The name of the source that the file is of: of several the one whose folder is nearest."""
    here = Path(os.path.abspath(path))  # noqa: PTH100
    holding = [state for state in library.source_states() if here.is_relative_to(state.path)]
    return max(holding, key=lambda state: len(state.path)).name if holding else None


def _library_if_made(home: Home) -> "Library | None":
    """The library where there is one already; reading a single file is no reason to make it."""
    return home.library_as_it_is if home.paths.library.exists() else None


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
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
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
