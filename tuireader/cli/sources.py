"""`add`, `remove`, `sources`, `scan`: what the library reads."""

import os
from typing import TYPE_CHECKING

import click

from tuireader.cli.home import Home, absolute, tell_rest
from tuireader.cli.output import complain, counted, remark, say, say_json, table
from tuireader.cli.program import DONE, INTERRUPTED, NOT_DONE, SOME_SKIPPED
from tuireader.errors import TuireaderError, quoted

if TYPE_CHECKING:
    from tuireader.library.values import ScanReport


@click.command(name="add")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
def add_command(paths: tuple[str, ...]) -> int:
    """Add files or folders of articles to the library.

    Takes text, Markdown, web pages, JSON, CSV, feeds and mail, compressed or in zip archives, too.
    Files are only ever read; adding the same folder twice changes nothing.
    """
    refused = 0
    with Home(writes=True) as home:
        for path in paths:
            try:
                _require_readable(path)
                source = home.notebook.add_source(absolute(path))
            except TuireaderError as error:
                complain(str(error))
                refused += 1
            else:
                say(f"{source.name}: {source.path}")
        if refused == len(paths):
            return NOT_DONE
        report = home.scan()
        _tell(report)
        return _code(report, tell_rest(report) or bool(refused))


@click.command(name="remove")
@click.argument("source", metavar="NAME|PATH")
def remove_command(source: str) -> int:
    """Take a source out of the library; what you noted on its articles stays."""
    with Home(writes=True) as home:
        names = {known.name for known in home.notebook.sources()}
        taken = home.notebook.remove_source(source if source in names else _as_kept(home, source))
        report = home.scan()
        for notice in report.notices:
            remark(notice)
        gone = counted(report.removed, "article")
        say(f"Took out {taken.name}: {gone} left the library, your notes stay.")
        return DONE


@click.command(name="sources")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def sources_command(as_json: bool) -> int:
    """List what the library reads, with counts and the last scan."""
    with Home() as home:
        states = home.library.source_states()
        if as_json:
            for state in states:
                say_json(
                    {
                        "name": state.name,
                        "path": state.path,
                        "articles": state.articles,
                        "files": state.files,
                        "last_scan": state.last_scan,
                        "skipped": [{"path": skip.path, "reason": skip.reason} for skip in state.skipped],
                        "ignored": state.ignored,
                    }
                )
            return DONE
        if not states:
            say("No sources. `tuireader add PATH` adds one.")
        rows = []
        for state in states:
            skipped = f"{len(state.skipped):,} skipped" if state.skipped else ""
            scanned = (
                f"scanned {state.last_scan[:16].replace('T', ' ')}" if state.last_scan else "never scanned"
            )
            rows.append((state.name, counted(state.articles, "article"), skipped, scanned, state.path))
        for line in table(rows, right=(1, 2)):
            say(line)
        return DONE


@click.command(name="scan")
def scan_command() -> int:
    """Look for new, changed, moved and vanished files in every source."""
    with Home() as home:
        report = home.scan(check=True)
        _tell(report)
        return _code(report, tell_rest(report))


def _require_readable(path: str) -> None:
    """Refuse a path that is not there before the notebook remembers it.

    Raises:
        TuireaderError: nothing is there, or it may not be read.
    """
    place = absolute(path)
    if not os.path.exists(place):  # noqa: PTH110 -- a path that is no UTF-8 must do
        raise TuireaderError(f"No such file or folder: {quoted(path)}", "Give one that exists")
    if not os.access(place, os.R_OK):
        raise TuireaderError(f"May not read {quoted(path)}", "Give yourself the right to read it")


def _as_kept(home: Home, path: str) -> str:
    """The path as the notebook keeps it; the seeds are kept without one."""
    from tuireader.library.sources import path_text

    place = absolute(path)
    for spec in home.source_specs():
        # A name that is not UTF-8 is shown, and so given, with its bytes written out.
        if spec.path == place or path in (path_text(spec.name), path_text(spec.path)):
            return spec.name
    return place if os.path.lexists(place) else path


def _code(report: "ScanReport", is_some_skipped: bool) -> int:
    if report.stopped:
        return INTERRUPTED
    return SOME_SKIPPED if is_some_skipped else DONE


def _tell(report: "ScanReport") -> None:
    parts = [f"{report.added:,} added", f"{report.updated:,} updated", f"{report.unchanged:,} unchanged"]
    if report.removed:
        parts.append(f"{report.removed:,} removed")
    parts.append(f"{len(report.skipped):,} skipped")
    if report.ignored:
        parts.append(f"{counted(report.ignored, 'other file')} ignored")
    say(", ".join(parts) + f" ({report.seconds:.1f} s)")
