"""Records as `print` writes them out of Python: `{'title': "The board's vote", 'day': date(2024, 5, 3)}`.

Crawlers leave them in files that they call JSON. They are parsed, never run.
"""

import ast
import warnings
from typing import Any

__all__ = ["load_dict"]

LARGEST = 2 * 1024 * 1024
"""Characters; of a parsed text more is held than of JSON."""
_MOST_PARTS = 100_000
_PARTS = "[{(,:"
_DAYS = frozenset({"datetime", "date"})


def load_dict(text: str) -> Any:
    """The value that is written so; dates in ISO 8601, and None for what is no number, string, list or dict.

    Raises:
        ValueError: it is none, too large, or holds what must be run to be known.
    """
    if len(text) > LARGEST or sum(map(text.count, _PARTS)) > _MOST_PARTS:
        raise ValueError("too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python does not know
            tree = ast.parse(text.strip(), mode="eval")
        return _value(tree.body)
    except (SyntaxError, MemoryError, RecursionError, OverflowError) as error:
        raise ValueError("no dict") from error


def _value(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=bytes(value)):
            return value.decode("utf-8", "replace")
        case ast.Constant(value=str() | int() | float() | None as value):
            return value
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return [_value(part) for part in parts]
        case ast.Dict(keys=keys, values=values):
            return {
                _key(key): _value(value) for key, value in zip(keys, values, strict=True) if key is not None
            }
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
        case ast.Call(func=called, args=arguments):
            return _made(_name(called), [_value(part) for part in arguments])
        case ast.Constant() | ast.Name():
            return None  # `nan`, and what else stands for nothing
    raise ValueError("it would have to be run")


def _key(node: ast.expr) -> str:
    return str(_value(node))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _made(name: str, arguments: list[Any]) -> Any:
    """What a call stands for: the day of a date, or the one thing an object is made of: `ObjectId('5f')`.

    Raises:
        ValueError: it makes no such object.
    """
    if name in _DAYS and len(arguments) > 2 and all(isinstance(part, int) for part in arguments[:3]):
        year, month, day = arguments[:3]
        return f"{year:04}-{month:02}-{day:02}"
    if not name[:1].isupper():
        raise ValueError("it would have to be run")
    return arguments[0] if len(arguments) == 1 else None
