"""What a user may set, and what stands when they set nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from tuireader.settings.palettes import BUILT_IN, READABLE, Palette

Preset = Literal["default", "vim", "less"]
"""Sets of keys to start from."""

THEMES: tuple[str, ...] = tuple(BUILT_IN)
"""The looks that come with the reading room, the default first."""
PRESETS: tuple[Preset, ...] = ("default", "vim", "less")
WIDTHS = range(20, 201)
"""The column widths that a text can be set in, in cells."""

FIELD_ROLES = ("text", "title", "date", "source", "author", "url", "language", "place", "translator")
"""What a field of a record may hold: the keys of `[fields]`."""


def _no_keys() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """What a user wants taken out of articles: `[[cleaning.rule]]`."""

    name: str
    """What `removed` says took the text away."""
    match: str
    """The words, or the regular expression, that a whole line must be; case set aside."""
    regex: bool = False
    within: bool = False
    """Whether it also takes a part of a line."""
    source: str | None = None
    """The name of the only source it is for; None for all."""


@dataclass(frozen=True, slots=True)
class CleaningSettings:
    """`[cleaning]`: rules switched off, and the user's own."""

    off: tuple[str, ...] = ()
    rules: tuple[CleaningRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set. A field's `words` are its line in the reference of the README."""

    theme: str = field(
        default=THEMES[0],
        metadata={"words": "`evening`, `morning` (light), `contrast`, `terminal`, or one of yours"},
    )
    """The look of the reading room: one of `THEMES` or of `themes`."""
    text_width: int = field(default=78, metadata={"words": "widest column of text, in cells (20 to 200)"})
    """The widest the column of an article's text gets, in cells."""
    ascii: bool = field(default=False, metadata={"words": "draw with ASCII characters alone"})
    """Whether lines and marks are drawn with ASCII characters alone."""
    animation: bool = field(default=True, metadata={"words": "let the screen slide and fade"})
    """Whether anything on the screen may move by itself."""
    preset: Preset = field(
        default="default", metadata={"words": "keys to start from: `default`, `vim` or `less`", "in": "keys"}
    )
    """The set of keys that `keys` changes."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys, metadata={"in": "keys"})
    """Keys by action id, for the actions whose keys the user changed; an empty tuple takes them away."""
    cleaning: CleaningSettings = field(default_factory=CleaningSettings, metadata={"in": "cleaning"})
    """Which rules clean articles."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys, metadata={"in": "fields"})
    """By what a field holds (`FIELD_ROLES`), the user's own names of it."""
    encodings: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}), metadata={"in": "encoding"}
    )
    """By the name of a source, the encoding of its files; under `default` that of all others."""
    themes: Mapping[str, Palette] = field(
        default_factory=lambda: MappingProxyType({}), metadata={"in": "themes"}
    )
    """The user's own themes by name: those of `[themes]` and of the folder `themes` beside the file."""

    def remarks(self) -> list[str]:
        """What its owner should know of settings that are taken all the same."""
        told = []
        for palette in self.themes.values():
            if faint := palette.faint_pairs():
                ink, ground, measured = min(faint, key=lambda pair: pair[2])
                more = f", and {len(faint) - 1} more" if len(faint) > 1 else ""
                told.append(
                    f"Theme {palette.name!r} is hard to read: {ink} on {ground} has a contrast of "
                    f"{measured:.1f}:1, text needs {READABLE}:1{more}"
                )
        return told
