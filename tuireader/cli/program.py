"""The program: which command a line means, and how every way of failing ends.

Exit codes (`design.md` section 3): 0 done; 1 done, but some inputs were skipped; 2 not done. 130 and 141
are what a shell expects of a program that was interrupted or whose reader went away.
"""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from tuireader import __version__
from tuireader.cli.output import complain, has_spoken, say, silence
from tuireader.errors import LibraryDamaged, TuireaderError, UsageError, quoted
from tuireader.paths import private_directory, user_paths
from tuireader.text.safe import safe_text

DONE, SOME_SKIPPED, NOT_DONE = 0, 1, 2
INTERRUPTED, _READER_GONE = 130, 141

COMMANDS: dict[str, str] = {
    "add": "tuireader.cli.sources",
    "remove": "tuireader.cli.sources",
    "sources": "tuireader.cli.sources",
    "scan": "tuireader.cli.sources",
    "search": "tuireader.cli.finding",
    "show": "tuireader.cli.showing",
    "people": "tuireader.cli.finding",
    "countries": "tuireader.cli.finding",
    "bookmark": "tuireader.cli.notes",
    "note": "tuireader.cli.notes",
    "notes": "tuireader.cli.notes",
    "export": "tuireader.cli.exchange",
    "import": "tuireader.cli.exchange",
    "backup": "tuireader.cli.exchange",
    "restore": "tuireader.cli.exchange",
    "doctor": "tuireader.cli.doctor",
    "keys": "tuireader.cli.keys",
    "config": "tuireader.cli.config",
    "serve": "tuireader.cli.serving",
}
"""The commands in the order of the help, and the module that holds each; read when it is asked for."""

_OPEN = "open these"
"""The command behind `tuireader PATH...`. Nobody can type it: it is no single word."""


class Program(click.Group):
    """The command `tuireader`: a command's name, or paths to read, or nothing to open the library."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; its module is loaded now."""
        if cmd_name == _OPEN:
            return _open_paths
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A first word that is no command is a path to read, or a mistake to help with."""
        first = args[0]
        if first in COMMANDS:
            return super().resolve_command(ctx, args)
        if os.path.lexists(first):
            return _OPEN, _open_paths, args
        if os.sep in first or os.path.splitext(first)[1]:  # noqa: PTH122 -- no command looks like that
            raise UsageError(f"No such file or folder: {quoted(first)}", "Give a path that exists")
        from difflib import get_close_matches

        near = get_close_matches(first, COMMANDS, n=1, cutoff=0.6)
        hint = f"Did you mean `tuireader {near[0]}`?" if near else "`tuireader --help` lists the commands"
        raise UsageError(f"No command and no file is called {quoted(first)}", hint)


@click.command(
    cls=Program,
    name="tuireader",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[PATH... | COMMAND ...]",
    epilog="An ARTICLE is an id, the first 4 or more characters of one, or a path.",
)
@click.option("--version", "shows_version", is_flag=True, help="Print the version and leave.")
@click.pass_context
def program(context: click.Context, shows_version: bool) -> int:
    """The terminal reading room for news.

    Without arguments it opens on your library; with PATHs, on these files and folders alone.
    """
    if shows_version:
        say(f"tuireader {__version__}")
        return DONE
    if context.invoked_subcommand is not None:
        return DONE
    from tuireader.cli.opening import open_library

    return open_library()


@click.command(name=_OPEN, hidden=True)
@click.argument("paths", nargs=-1, required=True)
def _open_paths(paths: tuple[str, ...]) -> int:
    """Open the reading room on these files and folders only."""
    from tuireader.cli.opening import open_paths

    return open_paths(paths)


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` (without the program's name) ask for; every failure is one line on stderr.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What the terminal's encoding cannot say is shown as an escape; it is never an error.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _invoke_again(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except TuireaderError as error:
        complain(str(error))
        return error.exit_code
    except click.ClickException as error:
        complain(_usage_line(error))
        return NOT_DONE
    except OSError as error:
        complain(_system_line(error))
        return NOT_DONE
    except Exception as error:  # noqa: BLE001 -- the edge of the program: kept in a report, told in one line
        complain(_crash_line(error))
        return NOT_DONE
    return code


def _invoke_again(arguments: Sequence[str]) -> int:
    """Do the command, once more where it came upon a damaged library: that is built anew on opening."""
    silence()
    try:
        return _invoke(arguments)
    except LibraryDamaged as error:
        if has_spoken():
            error.hint = "Run the command again: the library is built anew first"
            raise
    return _invoke(arguments)


def _invoke(arguments: Sequence[str]) -> int:
    # Not program.main(): that takes a reader who went away for an error of its own.
    try:
        with program.make_context("tuireader", list(arguments)) as context:
            code = program.invoke(context)
    except click.exceptions.Exit as left:  # `--help` was printed
        return left.exit_code
    return code if isinstance(code, int) else DONE


def _usage_line(error: click.ClickException) -> str:
    message = error.format_message().strip().rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message}. `{context.command_path} --help` says how" if context is not None else message


def _system_line(error: OSError) -> str:
    about = f" {os.fsdecode(error.filename)!r}" if error.filename else ""
    return f"The system refused{about}: {error.strerror or error}. Nothing more was done"


def _leave_quietly() -> int:
    """The reader of our output went away (`| head`): what is still buffered has nowhere to go."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    return _READER_GONE


def _crash_line(error: Exception) -> str:
    """Keep a report of an error that nobody foresaw, and say where it is."""
    what = f"{type(error).__name__}: {error}"[:200]
    try:
        report = _keep_report(error)
    except (OSError, TuireaderError) as refused:
        return f"A mistake in tuireader: {what}. No report could be kept ({refused})"
    return f"A mistake in tuireader: {what}. Please report it with {report}"


def _keep_report(error: Exception) -> Path:
    import platform
    import traceback
    from datetime import UTC, datetime

    place = private_directory(user_paths().state)
    now = datetime.now(UTC)
    report = place / f"crash-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    lines = [
        f"tuireader {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"at {now.isoformat()}",
        f"arguments: {sys.argv[1:]!r}",
        "",
        *traceback.format_exception(error),
    ]
    descriptor = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as stream:  # noqa: PTH123 -- a descriptor
        stream.write(safe_text("\n".join(line.rstrip("\n") for line in lines)) + "\n")
    return report
