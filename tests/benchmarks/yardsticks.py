"""What search is measured against, in the same run: fzf, ripgrep, RapidFuzz, and the interpreter itself.

Each gives its times in milliseconds, or None where the program is missing.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Times = list[float]


def percentile(times: Sequence[float], share: float) -> float:
    """The time that this share of all does not exceed."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def processor_ms(work: Callable[[], object]) -> float:
    """Processor time of one call in this thread."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def of_process(
    command: Sequence[str], stdin: Path | None = None, environment: dict[str, str] | None = None
) -> float:
    """Wall time of a process from its start to its end."""
    source = stdin.open("rb") if stdin is not None else subprocess.DEVNULL
    began = time.perf_counter()
    subprocess.run(
        command,
        stdin=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=environment,
    )
    taken = (time.perf_counter() - began) * 1000
    if stdin is not None:
        source.close()  # type: ignore[union-attr]
    return taken


def fzf(headlines: Path, typed: Iterable[str]) -> Times | None:
    """`fzf --filter` over the headlines alone, a process for each keystroke."""
    if shutil.which("fzf") is None:
        return None
    return [of_process(["fzf", "--filter", text], headlines) for text in typed]


def ripgrep(bodies: Path, typed: Iterable[str]) -> Times | None:
    """`rg -c` over the texts in one file."""
    if shutil.which("rg") is None:
        return None
    return [of_process(["rg", "-i", "-c", "-F", "--", text, str(bodies)]) for text in typed]


def wratio(headlines: Sequence[str], typed: Iterable[str]) -> Times:
    """RapidFuzz's WRatio over the headlines."""
    from rapidfuzz import fuzz, process

    return [
        processor_ms(
            lambda text=text: process.extract(text, headlines, scorer=fuzz.WRatio, score_cutoff=70, limit=50)
        )
        for text in typed
    ]


def interpreter(code: str, *arguments: str, times: int = 15) -> Times:
    """A Python process that runs some code."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return [
        of_process([sys.executable, "-c", code, *arguments], environment=environment) for _ in range(times)
    ]
