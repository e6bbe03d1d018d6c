"""The order of paths, in SQL and here: by name, and what differs only in a number at its end by the number.

So that `list.jsonl#2` stands before `list.jsonl#10`.
"""

_DIGITS = "0123456789"


def path_key(path: str) -> tuple[str, int, str]:
    """What paths are compared by."""
    return path.rstrip(_DIGITS), len(path), path


def by_path(column: str = "path", way: str = "ASC") -> str:
    """The terms of an `ORDER BY` that compares as `path_key` does."""
    return f"rtrim({column}, '{_DIGITS}') {way}, length({column}) {way}, {column} {way}"
