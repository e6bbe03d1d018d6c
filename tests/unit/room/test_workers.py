"""Workers of the room say nothing of what they were given.

Textual describes a worker by the `repr` of all its arguments, on the event loop. Of an article of ten
megabytes, or an answer of a hundred thousand ids, that takes longer than the work.
"""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import tuireader.room

MODULES = sorted(Path(str(files(tuireader.room))).rglob("*.py"))


def workers(module: Path) -> Iterator[tuple[str, ast.Call | ast.expr]]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for mark in node.decorator_list:
                called = mark.func if isinstance(mark, ast.Call) else mark
                if isinstance(called, ast.Name) and called.id == "work":
                    yield node.name, mark


def test_there_are_workers_to_look_at() -> None:
    assert sum(len(list(workers(module))) for module in MODULES) > 10


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_worker_is_described_by_its_arguments(module: Path) -> None:
    for name, mark in workers(module):
        assert isinstance(mark, ast.Call), name
        said = {keyword.arg: keyword.value for keyword in mark.keywords}
        described = said.get("description")
        assert isinstance(described, ast.Constant), name
        assert described.value, name  # an empty one counts as none
