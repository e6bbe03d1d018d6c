"""What the notebook gives and takes: frozen values, no storage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PlaceState = Literal["placed", "moved", "unplaced"]
"""Where a passage stands now: where it was, elsewhere or reworded, nowhere to be found."""
SURE = 0.8
"""What is at least so much alike is taken for the same without a question."""
NoteKind = Literal["note", "highlight"]
"""A highlight marks a passage without a word added; everything else, a noted passage too, is a note."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article that something is made on, as it reads at that moment."""

    uid: str
    path: str
    headline: str
    date: str | None
    source: str | None
    text: str
    """`Article.text`: spans count code points in it, and a copy of it is kept with the note."""
    raw_hash: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage, as the W3C Web Annotation model selects it (TextQuoteSelector and TextPositionSelector).

    All of it is of the folded text (`tuireader.text.anchorfold`), in code points. It is never rewritten:
    where the passage stands in a later text is a placement.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    fold_version: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor stands in a text."""

    state: PlaceState
    start: int | None
    """Code points in the text as it is (not folded); None for a note on the whole article or unplaced."""
    end: int | None
    how: str
    """`position`, `exact`, `diff`, `fuzzy`; `hand` where a person pinned it; `none` when unplaced, `article`
    for a note without a passage."""
    score: float
    """0 to 1: how much of quote and surroundings was found again."""

    @property
    def is_doubtful(self) -> bool:
        """Whether so much of the passage reads otherwise that it may be another one: a person is asked."""
        return self.how in ("diff", "fuzzy") and self.score < SURE


@dataclass(frozen=True, slots=True)
class Note:
    """A note or a highlight as it is now."""

    id: str
    uid: str
    path: str
    headline: str
    date: str | None
    source: str | None
    kind: NoteKind
    body: str
    quote: str | None
    """The passage as it read when it was marked, white space folded; None for a note on the article."""
    anchor: Anchor | None
    state: PlaceState
    tags: tuple[str, ...]
    created: str
    """ISO 8601, UTC: `2026-11-22T09:30:00Z`."""
    updated: str
    revision: int
    """How often it was written: 1 when new. Every revision is kept."""
    intact: bool = True
    """False: the text does not have the checksum it was stored with; the disk has changed it."""
    deleted: bool = False
    pin: Anchor | None = None
    """Where a person put it by hand after the passage was lost; `anchor` stays the passage first marked."""
    is_doubtful: bool = False
    """Whether the passage it stands on now is only perhaps its own; see `Placement.is_doubtful`."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An article kept."""

    uid: str
    path: str
    headline: str
    date: str | None
    source: str | None
    created: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept under a name."""

    id: str
    name: str
    query: str
    created: str
    """ISO 8601, UTC."""
    updated: str


CorrectionKind = Literal[
    "merge", "split", "rename", "hide", "add", "article-country", "person-country", "encoding"
]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the reader knows better about who, where or a file; see `corrections` for what each kind fills in.

    Plain values: the notebook knows no library. Whoever applies them goes by the order they are given in.
    """

    id: str
    kind: CorrectionKind
    created: str
    """ISO 8601, UTC."""
    person: str = ""
    """The person it is about, by the name the library shows."""
    form: str = ""
    """The form of a name, as it is written in the text; the path of a file."""
    other: str = ""
    """The other person, or the right name; of a file, what it is written in."""
    country: str | None = None
    """The right country (ISO 3166-1 alpha-2, lower case); None for no country."""
    instead_of: str | None = None
    """The country that was found and is wrong; None when the right one was merely missing."""
    article: str | None = None
    """The uid of the one article it holds for; None: everywhere."""

    @property
    def words(self) -> str:
        """What it says, as a sentence without its full stop."""
        from tuireader.notebook.corrections import in_words  # the sentences stand beside the rules

        return in_words(self)


@dataclass(frozen=True, slots=True)
class Source:
    """Something the library reads. The bundled seeds have the path `""`."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that was being written and never saved."""

    uid: str
    body: str
    span: tuple[int, int] | None
    """The passage, in code points of the text that was open then; `span_in` says where it is now."""
    note_id: str | None
    """The note that was being edited; None for a new one."""
    saved: str
    """When it was last kept, ISO 8601, UTC."""
    tags: tuple[str, ...] = ()
    anchor: Anchor | None = None
    """The passage such that it is found again in a changed text; None where that text was not given."""
    session: str = ""
    """The window that wrote it."""
    is_own: bool = False
    """Whether that is this window."""

    def span_in(self, text: str) -> tuple[int, int] | None:
        """Where the passage stands in `text`; None when there is none or it cannot be found.

        Without an anchor the span counts as it is, as far as `text` reaches to its end.
        """
        if self.anchor is None:
            return self.span if self.span is not None and self.span[1] <= len(text) else None
        from tuireader.notebook.anchors import place  # it is made of these values

        found = place(self.anchor, text, None)
        return None if found.start is None or found.end is None else (found.start, found.end)


@dataclass(frozen=True, slots=True)
class Perhaps:
    """An article whose file is gone, and a file that may be it: moved and edited, or another story."""

    uid: str
    """The article that something was made on."""
    headline: str
    """What it was called."""
    path: str
    """The file that it may be."""
    likeness: float
    """The share of the words, 0.5 to 0.8, that both have."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a list of articles shows or filters by, in one value."""

    bookmarked: frozenset[str]
    read: frozenset[str]
    noted: Mapping[str, int]
    """uid -> how many notes with words of one's own; a highlight without any is none."""
    highlighted: frozenset[str]
    """Articles with a marked passage, with words of one's own or without: a noted highlight is both."""
    tags: Mapping[str, frozenset[str]]
    """uid -> tags of the article and of its notes."""
    note_texts: tuple[tuple[str, str], ...]
    """(uid, quote and body) of every note, newest first."""


@dataclass(frozen=True, slots=True)
class Health:
    """What `doctor` tells about the notebook."""

    path: str
    readonly: bool
    integrity: str
    """`ok`, or the first thing SQLite found wrong."""
    notes: int
    bookmarks: int
    damaged: tuple[str, ...]
    """Ids of notes with a revision that does not have its checksum, and `snapshot …` likewise."""
    loose_modes: tuple[str, ...]
    """Files and directories that others may read, with their mode: `notebook.db 0644`."""
    backups: int
    last_backup: str | None
    """File name of the newest."""
    schema: int
    sqlite: str
    notices: tuple[str, ...]
    unsaved_changes: int = 0
    """How many changes were made since the newest backup."""

    @property
    def is_well(self) -> bool:
        """Whether nothing needs doing."""
        return self.integrity == "ok" and not (self.damaged or self.loose_modes or self.notices)
