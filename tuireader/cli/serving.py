"""`serve`: the reading room in a browser, for this machine alone unless told otherwise."""

import os
import sys
from importlib.util import find_spec
from ipaddress import ip_address

import click

from tuireader.articles.rules import RULE_NAMES
from tuireader.cli.home import absolute
from tuireader.cli.keys import ACTION_IDS
from tuireader.cli.output import complain, say
from tuireader.cli.program import DONE
from tuireader.errors import UsageError, quoted
from tuireader.paths import user_paths
from tuireader.settings import load_settings


@click.command(name="serve")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: a free one.")
def serve_command(paths: tuple[str, ...], host: str, port: int) -> int:
    """Open the reading room in a browser, on your library or on PATHs; Ctrl+C ends it.

    The address that is printed holds a token: whoever has it can read your library and change your notes.
    """
    if find_spec("textual_serve") is None:
        raise UsageError(
            "The room in a browser needs textual-serve", "Install it with: pip install 'tuireader[web]'"
        )
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 -- a path that is no UTF-8 must do
            raise UsageError(f"No such file or folder: {quoted(path)}", "Give paths that exist")
    # What is wrong in it would be said where nobody sees it.
    load_settings(user_paths().settings, actions=ACTION_IDS, rules=RULE_NAMES)
    from tuireader.room.serving import address_of, bound, new_token, serve, web_room

    # -P: nothing that lies in the folder one happens to be in is taken for a part of the program.
    command = [sys.executable, "-P", "-m", "tuireader", *map(absolute, paths)]
    token = new_token()
    try:
        listening = bound(host, port)
    except OSError as error:
        raise UsageError(
            f"Cannot listen at {host}, port {port}: {error.strerror or error}",
            "Give another --port (0 takes a free one) or --host",
        ) from error
    with listening:
        if not _is_this_machine(listening.getsockname()[0]):
            complain("Others can reach this address, and nothing on the way is encrypted: mind who has it")
        say(f"The reading room is at {address_of(listening, token)}")
        say("Ctrl+C ends it.")
        sys.stdout.flush()
        serve(listening, web_room(command, token))
    return DONE


def _is_this_machine(host: str) -> bool:
    return ip_address(host).is_loopback
