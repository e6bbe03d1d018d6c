"""The rows of the notes screen."""

from tuireader.room.dating import date_words
from tuireader.room.glyphs import Glyphs
from tuireader.room.noting import WANTS, Entry, Order, state_words
from tuireader.room.widgets.choice_rows import Choice


def row_of(entry: Entry, order: Order, signs: Glyphs) -> Choice[Entry]:
    """A draft, note, highlight or bookmark as a row, in a list of this order."""
    sign = {"highlight": signs.highlight, "bookmark": signs.bookmark}.get(entry.kind, signs.note)
    quote = f"“{entry.quote}”" if entry.quote else ""
    body = " ".join(entry.body.split())
    of = entry.of
    # What has become of it comes first: a long headline may run out of the line.
    about = [
        state_words(entry),
        of.headline if body or quote else "",
        date_words(of.date),
        of.source or "",
    ]
    where = f"  {f' {signs.dot} '.join(part for part in about if part)}"
    return Choice(
        entry,
        f"{sign} {body or quote or of.headline}",
        " ".join(f"#{tag}" for tag in entry.tags),
        date_words(entry.touched),
        lines=(f"  {quote or 'on the whole article'}", where) if body else (where,),
        group=_group(entry, order),
    )


def _group(entry: Entry, order: Order) -> str:
    if entry.turn < len(WANTS):
        return WANTS[entry.turn]
    if order == "tag":
        return f"#{entry.tags[0]}" if entry.tags else "without a tag"
    return entry.of.headline if order == "article" else "all others"
