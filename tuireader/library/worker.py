"""One process that reads, and the jobs that wait at it."""

import contextlib
import itertools
import math
import multiprocessing
import os
import queue
import select
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing import connection, resource_tracker
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from tuireader.library.serving import FOR_ALL, serve

_JOBS_AHEAD = 400
"""Jobs that wait at a worker, so that it need never wait for us; at most so many bytes of them."""
BYTES_AHEAD = 2_000_000
_PATIENCE = 6
"""So many times as long may a job take by the clock, on a machine that is busy with other things."""
_STARTING_SECONDS = 60.0
_ENOUGH = 200
"""Jobs that take a worker longer than answers are left to gather."""

J = TypeVar("J")


@dataclass
class Worker(Generic[J]):
    """One process and the jobs that wait at it, the first being worked on."""

    work: Callable[[J], Any]
    work_together: Callable[[list[J]], list[Any]] | None
    jobs: "deque[J]" = field(default_factory=deque)
    sizes: "deque[int]" = field(default_factory=deque)
    size: int = 0
    """Of all of them together."""
    together: "deque[bool]" = field(default_factory=deque)
    """Of each job whether it is done together with others."""
    deadline: float = 0.0

    def __post_init__(self) -> None:
        _start_tracker()
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs, self.work, self.work_together), name="tuireader-reading", daemon=True
        )
        # Until it sets them aside itself, the new process must not die of these either, or the file it was to
        # read would be said to have killed its reader.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, FOR_ALL)
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        # Sent by a thread: a worker that hangs takes nothing, and whoever waited for it to would hang too.
        self._outgoing: queue.SimpleQueue[tuple[list[J], bool] | None] = queue.SimpleQueue()
        self._sender = threading.Thread(target=_send, args=(self.pipe, self._outgoing), daemon=True)
        self._sender.start()
        self._fresh = True
        self._begun = 0.0
        self._spent = 0.0
        """Processor time it had taken by its last answer."""

    @property
    def is_hungry(self) -> bool:
        """Whether more jobs may wait at it."""
        return len(self.jobs) < _JOBS_AHEAD and self.size < BYTES_AHEAD

    @property
    def is_busy_for_long(self) -> bool:
        """Whether it has so much to do that nobody need look at its answers at once."""
        return len(self.jobs) > _ENOUGH

    def give(self, jobs: list[J], sizes: list[int], together: bool, seconds: float) -> None:
        """Send jobs, to be done together or one by one; each may take so many seconds."""
        if not self.jobs:
            self._begin(seconds + (_STARTING_SECONDS if self._fresh else 0))
        self.jobs.extend(jobs)
        self.sizes.extend(sizes)
        self.size += sum(sizes)
        self.together.extend(itertools.repeat(together, len(jobs)))
        self._outgoing.put((jobs, together))

    def done(self, seconds: float, spent: float) -> J:
        """Take off the job that was answered, at `spent` of the processor; the next may take `seconds`."""
        self._fresh = False
        self._spent = spent
        self._begin(seconds)
        self.size -= self.sizes.popleft()
        self.together.popleft()
        return self.jobs.popleft()

    def waits_its_turn(self, seconds: float) -> bool:
        """Whether the job would be done had the machine nothing else to do: then it gets more time."""
        spent = _processor_seconds(self._process.pid)
        if spent is None:
            return False
        left = seconds - (spent - self._spent)
        now = time.monotonic()
        if left <= 0 or now - self._begun >= _PATIENCE * seconds:
            return False
        self.deadline = min(now + left, self._begun + _PATIENCE * seconds)
        return True

    def _begin(self, seconds: float) -> None:
        self._begun = time.monotonic()
        self.deadline = self._begun + seconds

    def kill(self) -> None:
        """End the process, whatever it is at, and let go of all that belongs to it."""
        self._process.kill()
        self._process.join()
        self._outgoing.put(None)
        self._sender.join()  # nobody reads the pipe any more: it fails, and must not be closed under it
        self.pipe.close()
        self._process.close()


def _processor_seconds(pid: int | None) -> float | None:
    """Processor time that a process has taken so far; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def ready_of(workers: "Iterable[Worker[Any]]", seconds: float) -> set[int]:
    """The pipes, by their descriptors, of those who have answered or died; waits at most so long for one.

    As `connection.wait` does, which makes a selector each time: a tenth of the work of taking in an article.
    """
    poll = select.poll()
    for worker in workers:
        poll.register(worker.pipe, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll(math.ceil(seconds * 1000))}


def _start_tracker() -> None:
    """Start Python's tracker of shared resources, which every process that is started afresh is handed.

    It would be given our stderr. In the reading room something stands there that is no file, and no process
    could be started at all.
    """
    stderr = sys.stderr
    try:
        sys.stderr = None
        resource_tracker.ensure_running()
    finally:
        sys.stderr = stderr


def _send(
    pipe: "connection.Connection[Any, Any]", jobs: "queue.SimpleQueue[tuple[list[J], bool] | None]"
) -> None:
    with contextlib.suppress(OSError):  # it has died: seen, and told, when it is listened to
        while (batch := jobs.get()) is not None:
            pipe.send(batch)
