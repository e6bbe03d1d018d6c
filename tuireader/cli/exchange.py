"""`export`, `import`, `backup`, `restore`: the notebook's ways out and in."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from tuireader.cli.home import Home, absolute
from tuireader.cli.output import counted, print_utf8, remark, say, written_whole
from tuireader.cli.program import DONE
from tuireader.errors import TuireaderError, UsageError, quoted

if TYPE_CHECKING:
    from tuireader.notebook.notebook import Notebook

_NAMED = 5
"""So many sources that were not added are named in one line."""


@click.command(name="export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "jsonl", "csv", "webannotation"]),
    default="markdown",
    show_default=True,
    help="markdown to read; jsonl with all of it, history included; csv for spreadsheets; webannotation "
    "(JSON-LD) for other annotation programs.",
)
@click.option("-o", "--output", "target", metavar="FILE", default="-", help="Where to, instead of stdout.")
def export_command(form: str, target: str) -> int:
    """Write out your notebook: notes, highlights, bookmarks and tags."""
    with Home() as home:
        lines = _lines(home.notebook, form)
        if target == "-":
            # An export is for a program or a file: it is not cut, folded or made safe a second time.
            for line in lines:
                print_utf8(line)
            return DONE

        def write(stream: TextIO) -> None:
            stream.writelines(lines)

        try:
            written_whole(target, write)
        except OSError as error:
            raise TuireaderError(
                f"Cannot write {quoted(target)}: {error.strerror}", "Give another FILE"
            ) from error
        return DONE


def _lines(notebook: "Notebook", form: str) -> Iterator[str]:
    if form == "csv":
        from tuireader.notebook.tables import export_csv

        yield from export_csv(notebook)
        return
    if form == "webannotation":
        from tuireader.notebook.webannotation import export_web_annotations

        yield export_web_annotations(notebook)
        return
    from tuireader.notebook.exporting import export_jsonl, export_markdown

    if form == "markdown":
        yield export_markdown(notebook).rstrip("\n") + "\n"
        return
    for line in export_jsonl(notebook):
        yield line.rstrip("\n") + "\n"


@click.command(name="import")
@click.argument("file", metavar="FILE")
def import_command(file: str) -> int:
    """Take in a notebook exported as jsonl; importing twice adds nothing. FILE - reads stdin.

    Folders it names as sources are not added; it says which, for you to add.
    """
    from tuireader.notebook.importing import import_jsonl

    hint = "Give a file made by `tuireader export --format jsonl`"
    try:
        if file == "-":
            text = sys.stdin.buffer.read().decode("utf-8") if sys.stdin is not None else ""
        else:
            text = Path(file).read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"Cannot read {quoted(file)}: {error.strerror}", hint) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{quoted(file)} is not UTF-8", hint) from error
    with Home(writes=True) as home:
        # Not splitlines(): a note may hold characters that it takes for line ends.
        report = import_jsonl(home.notebook, [line for line in text.split("\n") if line.strip()])
        say(f"{report.added:,} added, {report.merged:,} merged, {report.unchanged:,} already there")
        if report.not_added:
            paths = " ".join(shlex.quote(path) for path in report.not_added[:_NAMED])
            rest = len(report.not_added) - _NAMED
            more = f" (and {rest:,} more)" if rest > 0 else ""
            remark(f"Sources are not added: {paths}{more}; add them yourself with: tuireader add PATH")
        return DONE


@click.command(name="backup")
@click.argument("file", metavar="[FILE]", required=False)
def backup_command(file: str | None) -> int:
    """Copy the notebook, whole and checked, to a new FILE or among its own backups."""
    with Home() as home:
        made = home.notebook.backup(Path(absolute(file))) if file else home.notebook.backup()
        say(f"Backup: {made}")
        return DONE


@click.command(name="restore")
@click.argument("file", metavar="FILE")
def restore_command(file: str) -> int:
    """Put a backup in the place of your notebook, which is kept aside.

    FILE is a path, or the name of one of the notebook's own backups.
    """
    from tuireader.notebook.backup import DIRECTORY
    from tuireader.notebook.columns import instant
    from tuireader.notebook.glance import utcnow
    from tuireader.notebook.restoring import restore
    from tuireader.paths import user_paths

    # The notebook is not opened: it may be what is to be restored from.
    data = user_paths().data
    path = Path(absolute(file))
    own = data / DIRECTORY / file
    if not path.exists() and own.name == file and own.exists():
        path = own
    done = restore(data, path, instant(utcnow()))
    say(f"Restored: {counted(done.notes, 'note')} and {counted(done.bookmarks, 'bookmark')}")
    if done.kept_aside is not None:
        had = (
            "could not be read" if done.notes_before is None else f"had {counted(done.notes_before, 'note')}"
        )
        say(f"The notebook that was there {had} and is kept as {done.kept_aside}")
    return DONE
