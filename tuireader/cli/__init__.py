"""The command line: plain words for people, JSON for programs, one line for an error.

`main` is what the command `tuireader` and `python -m tuireader` run. This module loads next to nothing:
`tuireader --version` and the start of every other command pay for it.
"""

import sys

from tuireader import __version__


def main() -> None:
    """Run `tuireader` on the arguments of the process, and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        sys.stdout.write(f"tuireader {__version__}\n")
        return
    from tuireader.cli.program import run

    sys.exit(run(sys.argv[1:]))
