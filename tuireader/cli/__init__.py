"""The command line: plain words for people, JSON for programs, one line for an error.

`main` is what the command `tuireader` and `python -m tuireader` run. This module loads next to nothing:
`tuireader --version` and the start of every other command pay for it.
"""

import gc
import sys

from tuireader import __version__


def main() -> None:
    """Run `tuireader` on the arguments of the process, and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        sys.stdout.write(f"tuireader {__version__}\n")
        return
    # Loading makes no garbage; looking for some is a tenth of a short command, and as much again at its end.
    # What works for long looks for it from then on (`opening`, `Home.scan`).
    gc.disable()
    from tuireader.cli.program import run

    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)
