"""What a file holds, read through the formats' own doors."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.articles.formats import Fields, pieces, read_piece
from tuireader.articles.records import Record, Unreadable
from tuireader.errors import ArticleError

Found = dict[str | None, Record | str]
"""By fragment: a record, or the reason why there is none."""


def read_file(path: Path, fields: Fields | None = None) -> Found:
    """What a file holds, by fragment."""
    fields = fields or Fields()
    found: Found = {}
    for piece in pieces(path, fields):
        assert piece.fragment not in found
        if isinstance(piece, Unreadable):
            found[piece.fragment] = piece.reason
            continue
        try:
            found[piece.fragment] = read_piece(piece, fields)
        except ArticleError as error:
            found[piece.fragment] = error.reason
    return found


@pytest.fixture
def read() -> Callable[..., Found]:
    """Read all that a file holds."""
    return read_file


@pytest.fixture
def one() -> Callable[..., Record]:
    """Read the only record that a file holds."""

    def read_one(path: Path, fields: Fields | None = None) -> Record:
        (found,) = read_file(path, fields).values()
        assert isinstance(found, Record), found
        return found

    return read_one
