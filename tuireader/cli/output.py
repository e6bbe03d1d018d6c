"""Everything the commands print, made safe for a terminal and for a pipe.

Nothing else in `cli` writes to stdout or stderr: an article, a file name or an error must not be able to
act on the terminal it is shown on (`safe_text`), nor a reader that went away cause a traceback.
"""

import io
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

from tuireader.text.safe import safe_json, safe_line, safe_text

TEXT_WIDTH = 78
"""The widest a printed line of prose gets, in cells: the measure books are set in."""

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DATE = re.compile(r"(\d{4}|-)(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?")


class _Spoken:
    """Whether anything was printed on stdout: what a command has begun to print is not begun again."""

    anything = False


def has_spoken() -> bool:
    """Whether anything was printed on stdout since `silence`."""
    return _Spoken.anything


def silence() -> None:
    """Count what is printed on stdout from now on."""
    _Spoken.anything = False


def say(text: str = "") -> None:
    """Print `text` and a line end on stdout; it may hold lines, but no control sequence survives."""
    _write(sys.stdout, safe_text(text) + "\n")


def say_json(value: Mapping[str, Any]) -> None:
    """Print `value` as one line of JSON, in UTF-8 as JSON is, whatever the terminal's encoding."""
    print_utf8(json_line(value) + "\n")


def print_utf8(text: str) -> None:
    """Print what a program or a file is to have exactly as it is: not made safe, and always UTF-8."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _write(stream, text)


def complain(text: str) -> None:
    """Print one line on stderr, after the name of the program as is the custom."""
    _write(sys.stderr, f"tuireader: {safe_line(text)}\n")


def remark(text: str) -> None:
    """Print one line on stderr that is no complaint: a count, a hint; kept out of what a pipe reads."""
    _write(sys.stderr, safe_line(text) + "\n")


def json_line(value: Mapping[str, Any]) -> str:
    """`value` as JSON on one line: readable letters as they are, everything a terminal acts on escaped."""
    return safe_json(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")))


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:  # None when the process was started with the stream closed
        _Spoken.anything |= stream is sys.stdout
        stream.write(text)


def terminal_width() -> int:
    """Cells to lay lines out in: the terminal's own, 80 without one, never too few to hold a word."""
    return max(20, shutil.get_terminal_size((80, 24)).columns)


def wrapped(text: str, *, indent: str = "", width: int | None = None) -> str:
    """`text` broken into lines of at most `TEXT_WIDTH` cells, each after `indent`."""
    from tuireader.text.width import cell_width  # it knows all of Unicode: not for those who print JSON
    from tuireader.text.wrap import wrap

    room = min(TEXT_WIDTH, (width or terminal_width()) - 1) - cell_width(indent)
    return "\n".join(indent + text[start:end] for start, end in wrap(text, max(10, room)))


def clipped(text: str, cells: int) -> str:
    """`text` on one line of at most `cells`, cut short with an ellipsis if need be."""
    from tuireader.text.width import clip

    return clip(safe_line(text), max(1, cells))


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), last: int = 0) -> list[str]:
    """Rows with their columns aligned by cells; the last column is clipped to what the terminal leaves.

    Args:
        rows: as many texts in each.
        right: the columns that are set to the right, for numbers.
        last: cells the last column gets at least; 0 leaves it whole.
    """
    if not rows:
        return []
    from tuireader.text.width import cell_width, clip

    clean = [[safe_line(text) for text in row] for row in rows]

    def between(text: str) -> int:
        # A text that begins with a mark joins the space before it, and takes another width than alone.
        return max(cell_width(text), cell_width(f" {text} ") - 2)

    widths = [max(between(row[at]) for row in clean) for at in range(len(clean[0]))]
    lines = []
    for row in clean:
        line, end = "", 0
        for at, text in enumerate(row[:-1]):
            end += widths[at]
            if at in right:
                line += " " * (widths[at] - between(text))
                text = " " * (end - cell_width(line + text)) + text
            line += text
            line += " " * (end - cell_width(line)) + "  "
            end += 2
        left = max(last, terminal_width() - 1 - cell_width(line)) if last else cell_width(row[-1])
        lines.append((line + clip(row[-1], max(1, left))).rstrip())
    return lines


def readable_date(date: str | None) -> str:
    """An article's date as people write it: `22 Dec 2024`, `Dec 2024`, `22 Dec`; nothing for none."""
    found = _DATE.match(date or "")
    if found is None:
        return date or ""
    year, month, day = found.groups()
    words = (str(int(day)) if day else "", _MONTHS[int(month)] if month else "", "" if year == "-" else year)
    return " ".join(word for word in words if word)


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `5,000 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class ProgressLine:
    """One line on stderr that says how far the work is; nothing at all where stderr is no terminal."""

    _EVERY = 0.1
    """Seconds between two drawings: often enough to live, seldom enough to cost nothing."""

    def __init__(self) -> None:
        self._shown = (
            sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        )
        self._drawn_at = float("-inf")
        self._is_drawn = False

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, label: str, count: str, share: float | None) -> None:
        """Draw `label`, the counts and, where it is known which share is done, a bar."""
        now = time.monotonic()
        if not self._shown or now - self._drawn_at < self._EVERY:
            return
        from tuireader.text.width import clip

        self._drawn_at, self._is_drawn = now, True
        bar = ""
        if share is not None:
            filled = round(24 * share)
            bar = "█" * filled + "░" * (24 - filled) + "  "
        line = clip(f"{safe_line(label)}  {bar}{count}", terminal_width() - 1)
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that what is printed next stands alone."""
        if self._is_drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_drawn = False


def written_whole(path: str, write: Callable[[TextIO], None]) -> None:
    """Write a file so that there is the old one or the new one, never half: beside it, synced, renamed.

    The file is its owner's alone (0600): what people note is private. A device or a pipe is written to.

    Raises:
        OSError: it cannot be written; what stood there still does.
    """
    target = os.path.realpath(path)  # a link is written through, not replaced
    if os.path.exists(target) and not os.path.isfile(target):  # noqa: PTH110, PTH113
        with open(target, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123
            write(stream)
        return
    beside = f"{target}.{os.getpid()}.part"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 -- a descriptor
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, target)  # noqa: PTH105 -- paths that are no UTF-8 stay as they are
    except BaseException:
        os.unlink(beside)  # noqa: PTH108
        raise
