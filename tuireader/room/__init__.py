"""The reading room: the only package that imports textual, and that only when the room is opened."""

import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.library.library import Library
    from tuireader.library.values import SourceSpec
    from tuireader.notebook.notebook import Notebook
    from tuireader.settings import Settings

SWITCHES = 0.001
"""Seconds after which a worker that computes lets the screen have its turn; Python's own 5 ms can be felt."""

YOUNG = (2_000, 10, 50)
"""Objects made until the newest are looked through for garbage, how often those are until the older ones are,
and these until all are: 20 ms while one types, which Python's own figures bring once a second."""


def open_room(
    library: "Library",
    notebook: "Notebook",
    settings: "Settings",
    *,
    sources: Callable[[], Sequence["SourceSpec"]],
    scan: bool,
    title: str,
) -> int:
    """Open the reading room and stay until it is left.

    Args:
        library: what is read; indexed in the room when it is new or `scan` is set.
        notebook: what the reader makes.
        settings: from `config.toml`.
        sources: gives what a scan reads; asked at each scan.
        scan: look for new articles at once, while the room is in use.
        title: what the list is of: `seeds`, `3 sources`, a path.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.
    """
    from tuireader.room.app import ReadingRoom
    from tuireader.room.desk import Desk

    desk = Desk(library, notebook, sources)
    room = ReadingRoom(desk, settings, title=title, scan=scan, tours=True)
    sys.setswitchinterval(SWITCHES)
    # What is loaded by now stays. From here on garbage is looked for again (see `cli.main`).
    gc.freeze()
    gc.set_threshold(*YOUNG)
    gc.enable()
    room.run()
    if room.failure is not None:
        raise room.failure
    return room.return_code or 0
