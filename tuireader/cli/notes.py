"""`bookmark`, `note`, `notes`: what the user makes of articles."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuireader.cli.articles import Found, find
from tuireader.cli.finding import SHORT_ID
from tuireader.cli.home import Home, absolute
from tuireader.cli.output import (
    clipped,
    counted,
    readable_date,
    remark,
    say,
    say_json,
    terminal_width,
    wrapped,
)
from tuireader.cli.program import DONE
from tuireader.errors import TuireaderError, UsageError
from tuireader.text.safe import safe_line, safe_text

_SHORTEST_START = 4
"""Characters of an id that are enough to mean it."""

if TYPE_CHECKING:
    from tuireader.notebook.values import ArticleRef, Bookmark, Note


@click.command(name="bookmark")
@click.argument("article", metavar="ARTICLE")
@click.option("--remove", is_flag=True, help="Take the bookmark away.")
def bookmark_command(article: str, remove: bool) -> int:
    """Bookmark an article, or take its bookmark away."""
    with Home(writes=True) as home:
        try:
            ref = _reference(find(home, article))
        except TuireaderError:
            kept = _kept(home, article) if remove else None
            if kept is None:
                raise
            home.notebook.take_bookmark(kept.uid)
            say(f"Bookmark taken away: {safe_line(kept.headline)}")
            return DONE
        changed = home.notebook.set_bookmark(ref, not remove)
        done = ("Bookmark taken away" if remove else "Bookmarked") if changed else "Nothing to change"
        say(f"{done}: {safe_line(ref.headline)}")
        return DONE


@click.command(name="note")
@click.argument("article", metavar="ARTICLE")
@click.argument("text", metavar="TEXT|-")
@click.option("--quote", metavar="PASSAGE", help="The words in the article that the note is about.")
@click.option("--tag", "tags", metavar="T", multiple=True, help="A tag for the note; may be given again.")
def note_command(article: str, text: str, quote: str | None, tags: tuple[str, ...]) -> int:
    """Write a note on an article; TEXT - reads it from stdin.

    Prints the note's id once the note is safe on the disk.
    """
    with Home(writes=True) as home:
        found = find(home, article)
        span = passage(found.article.text, quote) if quote is not None else None
        body = safe_text(_all_of_stdin() if text == "-" else text).strip()
        if not body and span is None:
            raise UsageError("The note is empty", "Give a text, or --quote to mark a passage without one")
        clean = tuple(tag for tag in (safe_line(tag).strip().removeprefix("#") for tag in tags) if tag)
        note = home.notebook.add_note(_reference(found), body, span=span, tags=clean)
        say(note.id)
        return DONE


@click.command(name="notes")
@click.argument("query", metavar="[QUERY]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def notes_command(query: tuple[str, ...], as_json: bool) -> int:
    """List your notes, highlights and bookmarks, or those that QUERY asks for, as in the room.

    Notes whose passage can no longer be found come first, the newest next.
    """
    with Home() as home:
        from tuireader.notebook.values import Bookmark, Note
        from tuireader.room.noting import entries, listed

        wanted = " ".join(query)
        everything = entries(home.notebook.notes(), home.notebook.bookmarks())
        found, error = listed(everything, wanted, "newest")
        if error is not None:
            raise UsageError(
                error.message, "`tuireader notes tag:defence bridge` finds notes by tag and word"
            )
        kept = [entry.of for entry in found if isinstance(entry.of, Note)]
        marks = [entry.of for entry in found if isinstance(entry.of, Bookmark)]
        if as_json:
            for note in kept:
                say_json(_note_object(note))
            for mark in marks:
                say_json(_bookmark_object(mark))
            return DONE
        for note in kept:
            _say_note(note)
        for mark in marks:
            _say_bookmark(mark)
        highlights = sum(note.kind == "highlight" for note in kept)
        parts = [counted(len(kept) - highlights, "note"), counted(len(marks), "bookmark")]
        if highlights:
            parts.insert(1, counted(highlights, "highlight"))
        said = ", ".join(parts)
        remark(
            said if kept or marks else "No note or bookmark fits" if wanted else "No notes or bookmarks yet"
        )
        return DONE


def passage(text: str, quote: str) -> tuple[int, int]:
    """Where `quote` stands in `text`: spaces, quotes and dashes aside; if need be, case and accents.

    Raises:
        UsageError: it stands nowhere, or in several places.
    """
    from tuireader.text.anchorfold import anchor_fold
    from tuireader.text.fold import fold_map

    plain, plain_quote = anchor_fold(text), anchor_fold(quote).text.strip()
    if not plain_quote:
        raise UsageError("The passage to quote is empty", "Give words of the article after --quote")
    loose, loose_quote = fold_map(plain.text), fold_map(plain_quote).text.strip()
    start = _only_place(plain.text, plain_quote)
    if start is not None:
        return plain.span(start, start + len(plain_quote))
    start = _only_place(loose.text, loose_quote) if loose_quote else None
    if start is not None:
        return plain.span(*loose.span(start, start + len(loose_quote)))
    raise UsageError("The article does not hold this passage", "`tuireader show` prints its text")


def _only_place(text: str, sought: str) -> int | None:
    """Where the only `sought` of the text begins; None where there is none.

    Raises:
        UsageError: there are several.
    """
    times = text.count(sought)
    if times > 1:
        raise UsageError(f"The passage stands {times} times in the article", "Quote more of it")
    return text.index(sought) if times else None


def _kept(home: Home, words: str) -> "Bookmark | None":
    """The only bookmark that an id, the start of one or a path means; its article may be gone."""
    path, start = absolute(words), words.strip().lower()
    marks = home.notebook.bookmarks()
    found = [mark for mark in marks if mark.path in (words, path)]
    if not found and len(start) >= _SHORTEST_START:
        found = [mark for mark in marks if mark.uid.startswith(start)]
    return found[0] if len(found) == 1 else None


def _reference(found: Found) -> "ArticleRef":
    """The article as the notebook wants it; its path is one that still leads there from elsewhere."""
    from tuireader.articles.reading import file_hash
    from tuireader.notebook.values import ArticleRef

    article = found.article
    path = absolute(article.path)
    return ArticleRef(
        uid=article.id,
        path=path,
        headline=article.headline,
        date=article.date,
        source=article.source,
        text=article.text,
        raw_hash=file_hash(Path(path)),  # gone from the disk: the note keeps the text itself
    )


def _all_of_stdin() -> str:
    if sys.stdin is None:
        raise UsageError(
            "There is nothing to read the note from", "Give the text itself, or feed it to stdin"
        )
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The note on stdin is not UTF-8 (byte {error.start})", "Convert it first"
        ) from error


def _note_object(note: "Note") -> dict[str, Any]:
    return {
        "id": note.id,
        "article": note.uid,
        "path": note.path,
        "headline": note.headline,
        "kind": note.kind,
        "text": note.body,
        "quote": note.quote,
        "tags": list(note.tags),
        "state": note.state,
        "created": note.created,
        "updated": note.updated,
    }


def _bookmark_object(mark: "Bookmark") -> dict[str, Any]:
    return {
        "id": mark.uid,
        "article": mark.uid,
        "path": mark.path,
        "headline": mark.headline,
        "kind": "bookmark",
        "text": "",
        "quote": None,
        "tags": list(mark.tags),
        "state": "placed",
        "created": mark.created,
        "updated": mark.created,
    }


_STATES = {"placed": "", "moved": "passage moved", "unplaced": "passage not found any more"}


def _say_note(note: "Note") -> None:
    tags = " ".join(f"#{tag}" for tag in note.tags)
    about = [note.created[:10], note.uid[:SHORT_ID], _STATES[note.state], tags]
    if not note.intact:
        about.append("damaged on disk: see `tuireader doctor`")
    say(f"✎ {clipped(note.headline, terminal_width() - 3)}")
    say("  " + clipped(" · ".join(part for part in about if part), terminal_width() - 3))
    if note.quote:
        say(wrapped(f"“{safe_line(note.quote)}”", indent="  │ "))
    if note.body:
        say(wrapped(safe_text(note.body), indent="  "))
    say()


def _say_bookmark(mark: "Bookmark") -> None:
    tags = " ".join(f"#{tag}" for tag in mark.tags)
    about = [mark.created[:10], mark.uid[:SHORT_ID], readable_date(mark.date), mark.source or "", tags]
    say(f"★ {clipped(mark.headline, terminal_width() - 3)}")
    say("  " + clipped(" · ".join(part for part in about if part), terminal_width() - 3))
    say()
