"""Opening the reading room, on the library or on a few files alone."""

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tuireader.articles.rules import RULE_NAMES
from tuireader.cli.home import Home, absolute
from tuireader.cli.keys import ACTION_IDS
from tuireader.errors import UsageError, quoted
from tuireader.settings import load_settings


def open_library() -> int:
    """Open the room on everything the notebook's sources hold.

    Returns:
        The exit code.

    Raises:
        UsageError: there is no terminal to open it in.
    """
    require_terminal()
    with Home(writes=True) as home:
        from tuireader.room import open_room

        settings = load_settings(home.paths.settings, actions=ACTION_IDS, rules=RULE_NAMES)
        sources = home.source_specs()
        title = sources[0].name if len(sources) == 1 else f"{len(sources)} sources"
        return open_room(
            home.library_as_it_is,
            home.notebook,
            settings,
            sources=home.sources_to_read,
            scan=True,
            title=title,
        )


def open_paths(paths: Sequence[str]) -> int:
    """Open the room on these files and folders, in a library that is gone afterwards; notes are kept as ever.

    Raises:
        UsageError: a path is not there, or there is no terminal.
    """
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 -- a path that is no UTF-8 must do
            raise UsageError(f"No such file or folder: {quoted(path)}", "Give paths that exist")
    require_terminal()
    from tuireader.library.library import Library
    from tuireader.library.manner import manner_for
    from tuireader.library.values import SourceSpec
    from tuireader.room import open_room

    with Home(writes=True) as home, ExitStack() as closing:
        settings = load_settings(home.paths.settings, actions=ACTION_IDS, rules=RULE_NAMES)
        passing = closing.enter_context(tempfile.TemporaryDirectory(prefix="tuireader-"))
        library = closing.enter_context(Library.open(Path(passing) / "library.db"))
        places = dict.fromkeys(absolute(path) for path in paths)
        sources = [
            SourceSpec(name, place, manner_for(settings, None))
            for name, place in zip(distinct_names(places), places, strict=True)
        ]
        title = sources[0].name if len(sources) == 1 else f"{len(sources)} paths"
        return open_room(library, home.notebook, settings, sources=lambda: sources, scan=True, title=title)


def require_terminal() -> None:
    """See that there is something to draw on and to type at: the room reads stdin and draws on stderr.

    Raises:
        UsageError: there is not.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return  # `tuireader serve` draws in a browser, and has said so
    hint = "`tuireader --help` lists the commands that work without one"
    for stream, name in ((sys.stdin, "stdin"), (sys.stderr, "stderr")):
        if stream is None or not stream.isatty():
            raise UsageError(f"The reading room needs a terminal, and {name} is none", hint)
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError(
            "The reading room needs a terminal that can move its cursor, and TERM names none", hint
        )


def distinct_names(places: Sequence[str] | dict[str, None]) -> list[str]:
    """A name for each path: its last part, with a number where two would be called the same."""
    names: list[str] = []
    for place in places:
        name = wanted = os.path.basename(place) or place  # noqa: PTH119 -- see above
        number = 2
        while name in names:
            name, number = f"{wanted} ({number})", number + 1
        names.append(name)
    return names
