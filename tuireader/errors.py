"""One tree of errors. Each says in one line what went wrong and what to do next.

The command line prints `str(error)` on stderr and leaves with `exit_code`; the reading room shows the
same line. Nothing in here knows a screen.
"""

_QUOTED = 80
"""Characters of what somebody gave that a message repeats."""


def quoted(given: object) -> str:
    """What somebody gave as a message repeats it: in quotes on one line; of what is very long both ends."""
    try:
        text = given if isinstance(given, str) else repr(given)
    except ValueError:  # Python writes no whole number of more than some thousand digits
        text = "a number of thousands of digits"
    half = _QUOTED // 2
    short = text if len(text) <= _QUOTED else f"{text[: half - 1]}…{text[-half:]}"
    return repr(short) if isinstance(given, str) else short


class TuireaderError(Exception):
    """Something a user can do something about.

    Args:
        message: what happened, in one line, naming the file or the word.
        hint: what to do next, in one sentence; may be empty.
    """

    exit_code = 2
    """What the command leaves with (`design.md` section 3): 2, not done."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UsageError(TuireaderError):
    """The command or its arguments make no sense."""


class HomeError(TuireaderError):
    """A directory for data, cache, config or state cannot be had."""


class SettingsError(TuireaderError):
    """`config.toml` has a key or a value that cannot be taken."""


class ArticleError(TuireaderError):
    """A file cannot become an article: unreadable, too large, not text, empty.

    Args:
        message: what happened, in one line, naming the file.
        hint: what to do next.
        reason: the same without the file's name, for a list that names it anyway.
    """

    def __init__(self, message: str, hint: str = "", *, reason: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason or message


class UnknownArticle(TuireaderError):
    """No article has this id or path, or the start of an id fits several."""


class UnknownSource(TuireaderError):
    """The library reads no source of this name or path."""


class LibraryError(TuireaderError):
    """The library cannot be opened or built."""


class LibraryDamaged(LibraryError):
    """The library turned out to be damaged; whoever opens or scans it next builds it anew."""


class NotebookError(TuireaderError):
    """The notebook cannot be opened, or a change could not be kept."""


class NotebookReadOnly(NotebookError):
    """The notebook can be read but not written (newer version, read-only directory)."""


class NotebookBusy(NotebookError):
    """Another program held the notebook for too long; nothing was written."""


class OutsideError(TuireaderError):
    """A program of the user's own, an editor or a pager, could not be run or ended with an error."""


class UnknownNote(NotebookError):
    """No note has this id."""


class UnknownSearch(NotebookError):
    """No saved search has this id."""


class UnknownCorrection(NotebookError):
    """No correction has this id."""
