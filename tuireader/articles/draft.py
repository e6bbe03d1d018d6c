"""An article in the making: passages on their way to blocks, and what the rules have found so far."""

from dataclasses import dataclass, field

from tuireader.articles.article import BlockKind, Removed


@dataclass(slots=True)
class Passage:
    """Lines between two blank lines; after joining, one line that becomes a block."""

    lines: list[str]
    kind: BlockKind = "paragraph"
    credit: str | None = None
    pictured: bool = False
    """It followed a picture's marker, so that its first line may be a caption."""
    under: bool = False
    """It stood right under the line before, without a blank line between."""
    above_credits: bool = False
    """A byline or date line stood right under it, as under a headline or deck."""

    @property
    def text(self) -> str:
        """The lines as one."""
        return self.lines[0] if len(self.lines) == 1 else " ".join(self.lines)

    @text.setter
    def text(self, text: str) -> None:
        self.lines = [text]


@dataclass(slots=True)
class Draft:
    """What the rules have found and taken out. Of most kinds the first finding stands."""

    passages: list[Passage] = field(default_factory=list)
    headline: str | None = None
    date: str | None = None
    date_from: str | None = None
    updated: str | None = None
    """The date of an `Updated:` line, used when no other is stated."""
    date_below: str | None = None
    """The date of a line below the prose, used when none above it is stated."""
    place: str | None = None
    beside_date: str | None = None
    """The name beside a date or byline, `Geneva, 16 May 2023`: the place where no dateline says it."""
    source: str | None = None
    byline: str | None = None
    translator: str | None = None
    photographer: str | None = None
    """Who took all of the pictures, as a line below the prose says."""
    language: str | None = None
    day_first: bool | None = None
    """Whether the text's own conventions put the day before the month in `04/07/2023`; None: unknown."""
    evenly_spaced: bool = False
    """Whether no line of the passages can have white space within it but single spaces."""
    removed: list[Removed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    off: frozenset[str] = frozenset()
    """Names of the rules that do not apply."""

    def take(self, rule: str, text: str) -> bool:
        """Note that the rule takes this piece out; False, and no note, when the rule is switched off."""
        if rule in self.off:
            return False
        self.removed.append(Removed(rule, text))
        return True

    def state_date(self, date: str | None, where: str) -> None:
        """Keep the date if none as complete is known: a day with its year beats a day, a day beats a year."""
        if date is not None and (self.date is None or _completeness(date) > _completeness(self.date)):
            self.date, self.date_from = date, where


def _completeness(date: str) -> int:
    """Rank `2024-12-22` over `2024-12` over `--12-22`: only a year puts an article in time."""
    return {10: 3, 7: 1 if date.startswith("--") else 2}.get(len(date), 0)
