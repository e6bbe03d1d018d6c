"""How values stand in columns: text that UTF-8 cannot hold, checksums, tags, instants."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta


def into_column(text: str) -> str | bytes:
    """The text as SQLite takes it: as it is, or as bytes where it holds a lone surrogate.

    File names that are not UTF-8 and JSON from elsewhere bring surrogates, which SQLite cannot bind.
    """
    return encoded(text) if has_surrogate(text) else text


def from_column(value: object) -> str:
    """The text of a column written by `into_column`; bytes that no longer decode show as U+FFFD."""
    if isinstance(value, str):
        return value
    return decoded(value) if isinstance(value, bytes) else str(value)


def optional_from_column(value: object) -> str | None:
    """As `from_column`, for a column that may be NULL."""
    return None if value is None else from_column(value)


def optional_into_column(text: str | None) -> str | bytes | None:
    """As `into_column`, for a value that may be missing."""
    return None if text is None else into_column(text)


def decoded(data: bytes) -> str:
    """UTF-8 with surrogates let through; what is broken beyond that shows as U+FFFD, never raises."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def encoded(text: str) -> bytes:
    """UTF-8 that keeps lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def has_surrogate(text: str) -> bool:
    """Whether UTF-8 proper cannot hold the text."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def joined_surrogates(text: str) -> str:
    """The text with each surrogate pair made the one character that it means."""
    if not has_surrogate(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def checksum(text: str) -> str:
    """SHA-256 over the text, 64 hex digits: SQLite does not see a flipped bit, this does."""
    import hashlib  # OpenSSL comes with it, and who has no notes needs none

    return hashlib.sha256(encoded(text)).hexdigest()


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: no leading `#`, single spaces, each once, in the order given."""
    cleaned = (" ".join(joined_surrogates(tag).split()).lstrip("# ") for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def tags_into_column(tags: Iterable[str]) -> str:
    """Tags as a JSON list; ASCII, so that nothing in a tag can fail to bind."""
    return json.dumps(list(tags))


def tags_from_column(value: object) -> tuple[str, ...]:
    """The tags of a column; a column that the disk has spoilt holds none."""
    try:
        tags = json.loads(from_column(value))
    except ValueError:
        return ()
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def instant(moment: datetime) -> str:
    """A moment to the microsecond, UTC, so that instants compare as text: `2026-11-22T09:30:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_after(moment: str, earlier: str | None) -> str:
    """`moment`, or the next microsecond after `earlier` where the clock has gone back.

    Revisions of one note are ordered by their instants, also between machines.
    """
    if earlier is None or moment > earlier:
        return moment
    try:
        return instant(datetime.fromisoformat(earlier) + timedelta(microseconds=1))
    except (ValueError, OverflowError):
        return moment


def to_the_second(moment: str) -> str:
    """An instant as people read it: `2026-11-22T09:30:00Z`."""
    return f"{moment[:19]}Z" if len(moment) > 19 else moment
