"""From safe text to an article: every cleaning rule in its order."""

import re
from functools import partial

from tuireader.articles.article import Article, Block
from tuireader.articles.captions import mark_captions
from tuireader.articles.cleaning import EVERY_RULE, Cleaning
from tuireader.articles.dateline import (
    begins_as_town,
    begins_with_capitals,
    read_agency_dateline,
    read_colon_dateline,
    read_dateline,
    read_lone_dateline,
    read_unmarked_dateline,
)
from tuireader.articles.dates import is_ambiguous, stated_date, which_first
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.exports import lift_export
from tuireader.articles.frontmatter import lift_front_matter
from tuireader.articles.furniture import drop_furniture
from tuireader.articles.head import read_head
from tuireader.articles.headline import derive_headline, find_headline
from tuireader.articles.identity import article_id
from tuireader.articles.language import language_of, puts_day_first
from tuireader.articles.markdown import LARGEST, markdown_passages
from tuireader.articles.marks import cut_end_mark, lift_date_prefix, part_glued
from tuireader.articles.opening import suffix_of
from tuireader.articles.own_rules import drop_own
from tuireader.articles.passages import join_lines, split_passages
from tuireader.articles.records import Markup, Record, Stated
from tuireader.articles.related import drop_related
from tuireader.articles.tail import read_tail
from tuireader.text.plain import is_evenly_spaced
from tuireader.text.safe import safe_line

_MARKDOWN = frozenset({".md", ".markdown"})
_FILE_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-_/.]?)(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)(?!\d)"
)
_HASH = re.compile(r"(?<![0-9A-Za-z])(?=\d*[a-f])[0-9a-f]{12,}(?![0-9A-Za-z])", re.IGNORECASE)
_HEAD = 800
"""Characters in which a date above the prose stands."""
_DATELINE_WITHIN = 4
"""The dateline stands in one of the first so many paragraphs."""


def describe(record: Record, *, path: str, cleaning: Cleaning = EVERY_RULE) -> Article:
    """Make an article of what a format found.

    Never fails: text that no rule understands is one or more paragraphs. What the record states stands
    before what a front matter states, and that before what the text says.

    Args:
        record: its text, decoded and terminal-safe, with what is stated beside it.
        path: where it was read from, shown as it is given; read only for a date in the file's name.
        cleaning: the rules that apply, and the user's own.
    """
    draft = Draft(warnings=list(record.warnings), off=cleaning.off)
    left_out = [piece for piece in record.removed if not draft.take(piece.rule, piece.text)]
    # What a format has parted into blocks is no file that could begin with a front matter.
    body, front = (record.text, Stated()) if record.blocks else lift_front_matter(record.text, draft)
    draft.headline = record.stated.headline or front.headline
    draft.state_date(record.stated.date, record.stated_in)
    draft.state_date(front.date, "front matter")
    if not record.blocks:
        body = lift_date_prefix(lift_export(body, draft), draft)
    draft.language = record.stated.language or front.language or language_of(body)
    draft.day_first = puts_day_first(draft.language)
    if draft.day_first is None and (date := is_ambiguous(body[:_HEAD])):
        draft.day_first = which_first(body, date)
    markdown = record.markup == "markdown"
    if markdown and len(body) > LARGEST:
        draft.warnings.append("too long to be read as Markdown; shown as plain text")
        markdown = False
    if record.blocks:
        passages = [Passage(block.text.split("\n"), block.kind, block.credit) for block in record.blocks]
    elif markdown:
        passages = markdown_passages(body, draft)
    else:
        passages = split_passages(body, draft)
        # The rules take whole lines, or an end of one; only the user's own may take something from within.
        draft.evenly_spaced = not cleaning.rules and is_evenly_spaced(record.text)
    if cleaning.rules:
        passages = drop_own(passages, cleaning.rules, draft)
    passages = drop_furniture(passages, draft)
    read_tail(passages, draft)
    if drop_related(passages, draft):
        read_tail(passages, draft)
    passages = read_head(passages, draft)
    passages = mark_captions(join_lines(passages, draft), draft)
    _credit_photographer(passages, draft)
    if "glued sentences" not in draft.off:
        passages = _part_sentences(passages)
    _read_dateline(passages, draft)
    for passage in passages:
        if "/" in passage.lines[0][-4:]:
            cut_end_mark(passage, draft)
    passages = [p for p in passages if p.lines[0]]
    # What a format leaves out has no place in the text: with its rule off it stands below the article.
    passages += [Passage(piece.text.strip().split("\n")) for piece in left_out if piece.text.strip()]
    given = next((p.text for p in passages if p.kind == "headline"), None)
    draft.headline = draft.headline or given
    find_headline(passages, draft)
    if draft.date is None or len(draft.date) < 7 or draft.date.startswith("--"):
        draft.state_date(draft.date_below, "line")
        draft.state_date(draft.updated, "line")
        draft.state_date(_date_in_path(path), "file name")
    headline = draft.headline or derive_headline(passages, partial(_called_after, path))
    blocks = tuple([Block(p.kind, text, p.credit) for p in passages if (text := p.text)])
    if draft.headline and given is None and not any(b.kind == "headline" for b in blocks):
        blocks = (Block("headline", draft.headline), *blocks)
    removed = tuple(draft.removed)
    if not blocks:  # a date and nothing else, say: what would leave nothing to read is left in its place
        blocks, removed = _as_it_stands(record.text), record.removed
    stated = record.stated
    return Article(
        id=article_id(record.identity),
        path=path,
        headline=headline,
        headline_from="text" if draft.headline else "derived",
        date=draft.date,
        date_from=draft.date_from,
        place=stated.place or front.place or draft.place or draft.beside_date,
        source=stated.source or front.source or draft.source,
        byline=stated.byline or front.byline or draft.byline,
        translator=stated.translator or front.translator or draft.translator,
        language=draft.language,
        url=stated.url or front.url,
        blocks=blocks,
        removed=removed,
        encoding=record.encoding,
        warnings=tuple(draft.warnings),
        original=record.text if record.original is None else record.original,
    )


def _as_it_stands(text: str) -> tuple[Block, ...]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(Block("paragraph", line) for line in lines if line)


def describe_text(text: str, *, path: str) -> Article:
    """`describe` for plain or Markdown text, told apart by the suffix of `path`."""
    return describe(Record(text, markup=markup_of(path)), path=path)


def markup_of(path: str) -> Markup:
    """How the text of the file is to be read, by its suffix."""
    return "markdown" if suffix_of(path) in _MARKDOWN else "plain"


def _called_after(path: str) -> str:
    """The file's name without its ending: what an article without a word is called."""
    name = path.rstrip("/").rpartition("/")[2]
    return safe_line(name[: len(name) - len(suffix_of(name))]) or "Untitled"


def _date_in_path(path: str) -> str | None:
    """The date that a file's name or its folders state: `2023-05-03`, `20230503`, `2023/05/03/`.

    Eight digits of a checksum, `aafc20751014affc`, are none.
    """
    name = path[-200:]
    if _FILE_DATE.search(name) is None:  # a checksum costs five times as much to look for
        return None
    for match in reversed(list(_FILE_DATE.finditer(_HASH.sub("", name)))):
        if stated := stated_date("-".join(match.group("year", "month", "day"))):
            return stated
    return None


def _read_dateline(passages: list[Passage], draft: Draft) -> None:
    prose = [passage for passage in passages if passage.kind == "paragraph"]
    found = False
    listed = sum(map(begins_as_town, prose)) > 1
    for number, passage in enumerate(prose):
        # The items of a roundup have datelines of their own: only what an agency stands in is one there.
        if found or number >= _DATELINE_WITHIN:
            while read_dateline(passage, draft, sure=True):
                found = True
            continue
        found = read_agency_dateline(passage, draft) or read_lone_dateline(passage, draft)
        while read_dateline(passage, draft, sure=found, listed=listed):
            found = True
        if not found and draft.place is None and read_unmarked_dateline(passage, draft):
            found = True
        # Where more than one paragraph begins as `PUNE: ` does, they are the words of speakers.
        if number < 2 and not found and begins_with_capitals(passage):
            found = sum(map(begins_with_capitals, prose)) == 1 and read_colon_dateline(passage, draft)


def _credit_photographer(passages: list[Passage], draft: Draft) -> None:
    """Credit the pictures that say nothing themselves to who is named below the prose."""
    for passage in passages:
        if passage.kind == "caption" and draft.photographer:
            passage.credit = passage.credit or draft.photographer


def _part_sentences(passages: list[Passage]) -> list[Passage]:
    parted: list[Passage] = []
    for passage in passages:
        if passage.kind != "paragraph" or len(parts := part_glued(passage.text)) == 1:
            parted.append(passage)
        else:
            parted += [Passage([part]) for part in parts if part]
    return parted
