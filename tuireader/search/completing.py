"""What may follow in a query beside names: its fields, their values, and the user's tags."""

import re
from collections import Counter
from collections.abc import Iterator

from tuireader.search.marks import Marks
from tuireader.search.query import FIELDS, FLAGS, SORTS, whole_name
from tuireader.search.suggesting import Suggestion
from tuireader.text.fold import squash

_EXPLAINED = {
    "person": "whom it is about",
    "country": "a name, code or people",
    "headline": "words of the headline",
    "body": "words of the text",
    "place": "where it was written",
    "source": "who published it",
    "byline": "who wrote it",
    "tag": "your tags",
    "note": "words of your notes",
    "date": "2024, 2024-12, >2024-06, 2024-01..2024-03",
    "is": "unread, read, bookmarked",
    "has": "note, highlight, tag",
    "sort": "date, oldest, relevance, length",
}
_VALUES = {**FLAGS, "sort": SORTS}
_LAST = re.compile(r"""(?:\A|(?<=[\s(-]))(?P<field>[a-z]+):(?P<value>"[^"]*|[^\s()"]*)\Z""", re.IGNORECASE)
_WORD = re.compile(r"(?:\A|(?<=[\s(-]))(?P<word>[a-z]{2,})\Z", re.IGNORECASE)


def complete(text: str, cursor: int, marks: Marks) -> list[Suggestion]:
    """Fields that begin with the word before the cursor, or values of the field that stands there."""
    before = text[:cursor]
    if (last := _LAST.search(before)) is not None:
        field, value = last["field"].lower(), last["value"]
        span = last.start(), cursor
        if field == "tag":
            return list(_tags(value.strip('"'), span, marks))
        values = (
            other for other in _VALUES.get(field, ()) if other.startswith(value.lower()) and other != value
        )
        return [_suggestion("field", f"{field}:{other}", "", 0, f"{field}:{other}", span) for other in values]
    if (word := _WORD.search(before)) is not None:
        typed, span = word["word"].lower(), (word.start(), cursor)
        return [
            _suggestion("field", f"{field}:", _EXPLAINED[field], 0, f"{field}:", span)
            for field in FIELDS
            if field.startswith(typed)
        ]
    return []


def _tags(typed: str, span: tuple[int, int], marks: Marks) -> Iterator[Suggestion]:
    """Tags that begin so, those on most articles first."""
    counts = Counter(tag for tags in marks.tags.values() for tag in tags)
    known = {squash(tag) for tag in counts}
    for tag, articles in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if squash(tag).startswith(squash(typed)) and '"' not in tag:
            # Where another begins so, it is asked for as a whole: what is counted is what is listed.
            is_start = any(other != squash(tag) and other.startswith(squash(tag)) for other in known)
            asked = whole_name("tag", tag) if is_start else f'tag:"{tag}"'
            yield _suggestion("tag", tag, "", articles, asked, span)


def _suggestion(
    kind: str, name: str, detail: str, articles: int, insert: str, span: tuple[int, int]
) -> Suggestion:
    return Suggestion(
        kind="tag" if kind == "tag" else "field",
        name=name,
        detail=detail,
        articles=articles,
        insert=insert,
        how="prefix",
        code=None,
        start=span[0],
        end=span[1],
    )
