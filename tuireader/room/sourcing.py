"""A path that is typed for what the library is to read."""

import os
from pathlib import Path

from tuireader.errors import UsageError, quoted


def readable(typed: str) -> str:
    """The whole path of what was typed, `~` for the home.

    Raises:
        UsageError: nothing is there, or it may not be read.
    """
    if not typed.strip():
        raise UsageError("No path is typed", "Type one, or leave with Esc")
    try:
        path = Path(typed.strip()).expanduser().absolute()
        is_there = path.exists()
    except (RuntimeError, ValueError, OSError) as error:
        raise UsageError(f"{quoted(typed)} is no path here: {error}", "Type the whole path") from error
    if not is_there:
        raise UsageError(f"No such file or folder: {quoted(str(path))}", "Give one that exists")
    if not os.access(path, os.R_OK):
        raise UsageError(f"May not read {quoted(str(path))}", "Give yourself the right to read it")
    return str(path)
