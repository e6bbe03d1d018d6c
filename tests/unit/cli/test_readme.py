"""The README says what the code does: its tables are made from it."""

from pathlib import Path

import pytest

from tuireader.cli.program import COMMANDS
from tuireader.cli.reference import PARTS, with_parts
from tuireader.errors import UsageError
from tuireader.room.actions import ACTIONS

README = Path(__file__).parents[3] / "README.md"


def test_its_tables_are_those_of_the_code() -> None:
    """When it fails: python -m tuireader.cli.reference README.md."""
    text = README.read_text("utf-8")
    assert with_parts(text) == text


def test_every_key_and_every_command_stands_in_it() -> None:
    text = README.read_text("utf-8")
    for name in COMMANDS:
        assert f"| `tuireader {name}" in text
    for action in ACTIONS:
        assert not action.keys or (action.words in text)


@pytest.mark.parametrize("name", list(PARTS))
def test_a_lost_marker_is_noticed(name: str) -> None:
    text = README.read_text("utf-8").replace(f"<!-- /{name} -->", "")
    with pytest.raises(UsageError, match=name):
        with_parts(text)


@pytest.mark.parametrize("name", list(PARTS))
def test_an_old_table_is_replaced(name: str) -> None:
    text = README.read_text("utf-8")
    made = PARTS[name]()
    assert with_parts(with_parts(text).replace(made, "| of old | \\1 |")) == with_parts(text)
