"""From an article to the lines of a page: pure, to run in a thread and to be tested without a screen.

A page is a list of lines, each a piece of a block (`block`, `start`, `end`) or a text of its own. Colour is
not decided here: a line says what it is, the reader pane paints it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tuireader.articles.article import Article, Block
from tuireader.names.values import Names
from tuireader.notebook.values import Note
from tuireader.room.dating import date_words
from tuireader.room.glyphs import Glyphs
from tuireader.room.page import Line, LineKind, Link, Page, PassageSpan, PlacedNote, minutes
from tuireader.text.wrap import wrap

_QUOTED = re.compile(r'“[^“”"]+[”"]|"[^“”"]+["”]')
_CLAUSE = 3
"""Spaces in the shortest quotation that is set apart."""

_INDENT = "  "
"""Before the first line of a paragraph that no blank line parts from the one above."""

Measure = Callable[[str], int]
"""Cells a text takes on the screen that it is set for."""


def typeset(
    article: Article,
    names: Names,
    notes: Sequence[PlacedNote],
    *,
    width: int,
    glyphs: Glyphs,
    measure: Measure,
    original: bool = False,
    indented: bool = False,
) -> Page:
    """Set an article for a column of `width` cells.

    Paragraphs are parted by a blank line: those of a news story are short, each says one thing, and a
    note or a caption has its place between two of them. Where lines are dear they may be told by their
    indented first lines instead, as in a book.

    Args:
        article: what is read.
        names: who and where, for the lines under the headline.
        notes: shown under the passages they are on.
        width: cells of the column, 10 or more.
        glyphs: the signs to draw with.
        measure: cells of a text.
        original: set the untouched original instead of the cleaned text.
        indented: part paragraphs by their first lines, not by blank ones.
    """
    width = max(width, 10)
    lines: list[Line] = []
    if original:
        lines += _original(article, width, measure)
    else:
        lines += _head(article, names, width, glyphs, measure)
        for placed in notes:
            if not placed.passage and placed.note.state != "unplaced":
                lines += _note(placed.note, -1, width, glyphs, measure)
        if lines[-1].kind != "blank":
            lines.append(Line("blank"))
        given_headline = _headline_block(article)
        dateline = _dateline(article, width, glyphs, measure)
        for index, block in enumerate(article.blocks):
            under = _under(notes, index, width, glyphs, measure)
            if index != given_headline:
                lead = ""
                if block.kind == "paragraph":
                    lead, dateline = dateline, ""
                    if indented and not lead and lines[-1].kind == "text":
                        lead = _INDENT
                lines += _block(block, index, width, measure, lead)
            lines += under
            if index != given_headline and not (indented and not under and _is_prose(article, index)):
                lines.append(Line("blank"))
        unplaced = [placed.note for placed in notes if placed.note.state == "unplaced"]
        for note in unplaced:
            lines += _note(note, -1, width, glyphs, measure, lost=True)
            lines.append(Line("blank"))
    while lines and lines[-1].kind == "blank":
        lines.pop()
    return Page(tuple(lines), width, _words_after(lines))


def quotations(article: Article) -> list[PassageSpan]:
    """What is quoted in the prose, with its marks: a clause and more; a word or two is a name or a doubt."""
    return [
        PassageSpan(index, *match.span())
        for index, block in enumerate(article.blocks)
        if block.kind == "paragraph"
        for match in _QUOTED.finditer(block.text)
        if match[0].count(" ") >= _CLAUSE
    ]


def _headline_block(article: Article) -> int:
    return next((i for i, block in enumerate(article.blocks) if block.kind == "headline"), -1)


def _head(article: Article, names: Names, width: int, glyphs: Glyphs, measure: Measure) -> list[Line]:
    """Headline; date · source · place · byline; people; countries."""
    block = _headline_block(article)
    headline = article.blocks[block].text if block >= 0 else article.headline
    lines = [
        Line("headline", headline[start:end], block, start, first=start == 0)
        for start, end in wrap(headline, width, measure)
    ]
    lines.append(Line("blank"))
    facts = [
        date_words(article.date),
        article.source or "",
        article.place or "",
        f"by {article.byline}" if article.byline else "",
        f"translated by {article.translator}" if article.translator else "",
        f"{minutes(article.words)} min",
    ]
    lines += _items([(fact, "") for fact in facts if fact], "meta", width, glyphs, measure, most=3)
    people = [(person.name, f'person:"{person.name}"') for person in names.people]
    lines += _items(people, "people", width, glyphs, measure, most=2)
    countries = [(c.name, f'country:"{c.name}"') for c in names.countries if c.evidence != "weak"]
    lines += _items(countries, "countries", width, glyphs, measure, most=2)
    return lines


def _items(
    items: Iterable[tuple[str, str]],
    kind: LineKind,
    width: int,
    glyphs: Glyphs,
    measure: Measure,
    *,
    most: int,
) -> list[Line]:
    """Items joined by a dot, whole, on at most `most` lines; what does not fit is counted: `+5`."""
    queue = list(items)
    gap = f" {glyphs.dot} "
    rows: list[tuple[str, list[Link]]] = []
    text, links = "", list[Link]()
    for at, (item, query) in enumerate(queue):
        rest = len(queue) - at - 1
        more = f"{gap}+{rest}" if rest and len(rows) == most - 1 else ""
        joined = f"{text}{gap}{item}" if text else item
        if text and measure(joined + more) > width:
            if len(rows) == most - 1:
                text += f"{gap}+{rest + 1}"
                break
            rows.append((text, links))
            text, links, joined = "", [], item
        if query:
            links.append(Link(len(joined) - len(item), len(joined), query))
        text = joined
    if text:
        rows.append((text, links))
    made = []
    for text, links in rows:
        start, end = wrap(text, width, measure)[0]
        made.append(Line(kind, text[start:end], links=tuple(link for link in links if link.end <= end)))
    return made


def _dateline(article: Article, width: int, glyphs: Glyphs, measure: Measure) -> str:
    """Where the story was filed, as print has it before the first words; nothing where none was read."""
    if not article.place or all(removed.rule != "dateline" for removed in article.removed):
        return ""
    words = f"{article.place.upper()} {glyphs.dash} "
    return words if measure(words) <= width // 2 else ""


def _is_prose(article: Article, index: int) -> bool:
    """Whether a block and the one behind it are paragraphs."""
    return all(block.kind == "paragraph" for block in article.blocks[index : index + 2])


def _block(block: Block, index: int, width: int, measure: Measure, lead: str) -> list[Line]:
    if block.kind == "caption":
        return _caption(block, index, width, measure)
    kind: LineKind = "subheading" if block.kind in ("subheading", "deck", "headline") else "text"
    indent = measure(lead)
    lines = [
        Line(kind, block.text[start:end], index, start, first=start == 0)
        for start, end in _wrapped_behind(indent, block.text, width, measure)
    ]
    if indent:
        lines[0] = replace(lines[0], indent=indent, lead=lead if lead.strip() else "")
    return lines


def _wrapped_behind(indent: int, text: str, width: int, measure: Measure) -> list[tuple[int, int]]:
    """Wrap a text whose first line has so many cells less."""
    if not indent:
        return wrap(text, width, measure)
    # The first line depends on what stands in it alone: a long text need not be wrapped twice.
    first = wrap(text[: 8 * width], width - indent, measure)
    if len(first) < 3:
        first = wrap(text, width - indent, measure)
    if len(first) == 1:
        return first
    rest = first[1][0]
    return [first[0], *((start + rest, end + rest) for start, end in wrap(text[rest:], width, measure))]


def _caption(block: Block, index: int, width: int, measure: Measure) -> list[Line]:
    """A caption, indented behind a thin bar, its credit at the end of the last line or below it."""
    indent = 2
    room = max(width - indent, 8)
    lines = [
        Line("caption", block.text[start:end], index, start, indent, first=start == 0)
        for start, end in wrap(block.text, room, measure)
    ]
    if block.credit:
        credit = f"Photo: {block.credit}"
        last = lines[-1]
        if measure(last.text) + 2 + measure(credit) <= room:
            lines[-1] = Line("caption", last.text, index, last.start, indent, first=last.first, tail=credit)
        else:
            start, end = wrap(credit, room, measure)[0]
            lines.append(Line("credit", "", index, len(block.text), indent, tail=credit[start:end]))
    return lines


def _under(
    notes: Sequence[PlacedNote], block: int, width: int, glyphs: Glyphs, measure: Measure
) -> list[Line]:
    """The notes whose passage ends in this block; a highlight is only marked, unless it is in doubt."""
    lines: list[Line] = []
    for placed in notes:
        is_told = bool(placed.note.body) or placed.note.is_doubtful
        if is_told and placed.passage and placed.passage[-1].block == block:
            lines += _note(placed.note, block, width, glyphs, measure)
    return lines


def _note(
    note: Note, block: int, width: int, glyphs: Glyphs, measure: Measure, *, lost: bool = False
) -> list[Line]:
    """A note, hanging behind its sign; its tags at the right end of the last line, or below."""
    indent = 2
    room = max(width - indent, 8)
    body = note.body or ("highlight" if note.kind == "highlight" else "")
    pieces = []
    if lost:
        pieces.append(f"The passage is gone: “{note.quote or ''}”")
    pieces += body.expandtabs(4).split("\n")
    texts = [piece[start:end] for piece in pieces for start, end in wrap(piece, room, measure)]
    moved = ["(perhaps here)" if note.is_doubtful else "(moved)"] if note.state == "moved" else []
    tags = " ".join([*moved, *(f"#{tag}" for tag in note.tags)])
    lines = [
        Line("note", text, block, indent=indent, note=note.id, first=number == 0)
        for number, text in enumerate(texts or [""])
    ]
    if tags:
        last = lines[-1]
        if measure(last.text) + 2 + measure(tags) <= room:
            lines[-1] = Line("note", last.text, block, 0, indent, note.id, first=last.first, tail=tags)
        else:
            start, end = wrap(tags, room, measure)[0]
            lines.append(Line("note", "", block, 0, indent, note.id, tail=tags[start:end]))
    return lines


def _original(article: Article, width: int, measure: Measure) -> list[Line]:
    """The text as it was decoded, line for line, before any cleaning."""
    lines = [
        Line("meta", "Original text, as it was read from"),
        Line("meta", article.path[-width:]),
        Line("blank"),
    ]
    for row in article.original.split("\n"):
        row = row.expandtabs(4)
        lines += [Line("text", row[start:end]) for start, end in wrap(row, width, measure)] or [Line("blank")]
    return lines


def _words_after(lines: Sequence[Line]) -> tuple[int, ...]:
    counts, after = [], 0
    for line in reversed(lines):
        counts.append(after)
        if line.kind in ("text", "subheading"):
            after += len(line.text.split())
    return tuple(reversed(counts))
