"""Scan a folder while the reading room is open, and measure for how long the room does not answer.

    python $SHARED/hostile/make_hostile.py OUT --many 50000
    python tests/benchmarks/scan_beside_the_room.py OUT/lib

The room is opened in memory on an empty library and scans by itself. Meanwhile its event loop is to wake up
every 20 ms: how late it does is the gap that a key would wait for. A process that does nothing else wakes up
as often beside it and tells how much of that is the machine's: it is shared. Processor seconds are those of
the room and of all its readers.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec
from tuireader.notebook.notebook import Notebook
from tuireader.paths import private_directory
from tuireader.room import SWITCHES
from tuireader.room.app import ReadingRoom
from tuireader.room.desk import Desk
from tuireader.settings import Settings

_EVERY = 0.02
_YARDSTICK = f"""
import select, sys, time
gaps, last = [], time.monotonic()
while not select.select([sys.stdin], [], [], {_EVERY})[0]:
    now = time.monotonic()
    gaps.append(now - last - {_EVERY})
    last = now
print(*gaps)
"""


def main() -> int:
    """Scan, and print what was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.absolute()
    if not folder.is_dir():
        sys.stderr.write(f"{folder} is not there\n")
        return 2
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(measured(folder, Path(home)))
    return 0


async def measured(folder: Path, home: Path) -> None:
    """Open the room on the folder, wait for the end of its first scan, and tell."""
    spec = SourceSpec("folder", str(folder))
    sys.setswitchinterval(SWITCHES)  # as whoever opens the room has it
    yardstick = subprocess.Popen(
        [sys.executable, "-c", _YARDSTICK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    before, began = processor_seconds(), time.monotonic()
    with (
        Library.open(private_directory(home / "cache") / "library.db") as library,
        Notebook.open(private_directory(home / "data")) as notebook,
    ):
        desk = Desk(library, notebook, lambda: [spec])
        app = ReadingRoom(desk, Settings(animation=False), title="", scan=True)
        async with app.run_test(size=(120, 40)):
            gaps = await late_until(lambda: bool(library.scanned_sources()))
        articles = library.count()
        seconds, spent = time.monotonic() - began, processor_seconds() - before
    out, _ = yardstick.communicate("end\n", timeout=60)
    others = [float(gap) for gap in out.split()]
    sys.stdout.write(
        f"{articles:,} articles; {seconds:.1f} s by the clock, {spent:.1f} s of the processor\n"
        f"the room woke up late by {told(gaps)}\nwho does nothing else, by {told(others)}\n"
    )


async def late_until(holds: Callable[[], bool]) -> list[float]:
    """How late each waking up came until something holds, in seconds."""
    gaps: list[float] = []
    turn = 0
    while True:
        began = time.monotonic()
        await asyncio.sleep(_EVERY)
        gaps.append(time.monotonic() - began - _EVERY)
        turn += 1
        if turn % 25 == 0 and await asyncio.to_thread(holds):
            return gaps


def told(gaps: list[float]) -> str:
    """The longest gaps, in milliseconds."""
    ordered = sorted(gaps)
    p99 = ordered[int(len(ordered) * 0.99)]
    return (
        f"{ordered[len(ordered) // 2] * 1000:.0f} ms mostly, {p99 * 1000:.0f} ms once in a hundred times, "
        f"{ordered[-1] * 1000:.0f} ms at most; "
        f"over 200 ms {sum(gap > 0.2 for gap in gaps)} of {len(gaps):,} times"
    )


def processor_seconds() -> float:
    """Of this process and of those it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    sys.exit(main())
