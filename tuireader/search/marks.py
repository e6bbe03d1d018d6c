"""What a search needs to know of the notebook, without knowing the notebook."""

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import Protocol


class Marks(Protocol):
    """What the user did with articles; the notebook's summary is one. Articles are named by `uid`."""

    @property
    def bookmarked(self) -> Set[str]: ...
    @property
    def read(self) -> Set[str]: ...
    @property
    def noted(self) -> Mapping[str, int]:
        """How many notes each article has."""

    @property
    def highlighted(self) -> Set[str]: ...
    @property
    def tags(self) -> Mapping[str, Set[str]]:
        """Tags of each article."""

    @property
    def note_texts(self) -> Sequence[tuple[str, str]]:
        """Article, and the words of a note with its passage."""


class _NoMarks:
    bookmarked: Set[str] = frozenset()
    read: Set[str] = frozenset()
    noted: Mapping[str, int] = MappingProxyType({})
    highlighted: Set[str] = frozenset()
    tags: Mapping[str, Set[str]] = MappingProxyType({})
    note_texts: Sequence[tuple[str, str]] = ()


NO_MARKS: Marks = _NoMarks()
"""Nothing was marked."""
