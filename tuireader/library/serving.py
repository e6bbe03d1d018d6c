"""What a process does that reads for a pool: jobs in, results out, until nobody is there to ask."""

import contextlib
import gc
import multiprocessing
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import connection
from typing import Any

_MEMORY = 3 * 1024**3
"""Bytes of address space that a worker may have."""
_LOOKS_FOR_GARBAGE = (20_000, 50, 100)
"""How seldom a worker looks for what holds itself: next to nothing of an article does."""
_TURNS = 500
"""So many lots of light jobs are done before a worker looks for it everywhere: a tenth of a second's work."""
_AHEAD = 8_000_000
"""Bytes of results that may wait for whoever takes them."""
_SWITCHING_SECONDS = 0.001
"""So soon has the thread that sends results its turn when one was taken."""
_PR_SET_PDEATHSIG = 1
FOR_ALL = (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)
"""What a terminal sends to all processes in it (Ctrl-C, its window closed): meant for whoever started us."""
_NICENESS = 5
"""Workers give way to whoever reads or types."""


def serve(
    pipe: "connection.Connection[Any, Any]",
    work: Callable[[Any], Any],
    together: Callable[[list[Any]], list[Any]] | None,
) -> None:
    """The worker's whole life: messages of jobs in, results out, until the pipe closes.

    Args:
        pipe: gives lists of jobs, each with whether they are done together; takes lists of results, each with
            the processor time that was spent so far.
        work: what is done with a job.
        together: what is done with jobs that are done together.
    """
    for number in FOR_ALL:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, FOR_ALL)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # a parser's chatter must not reach the terminal
        os.dup2(silence, descriptor)
    with contextlib.suppress(OSError):
        os.nice(_NICENESS)
    _limit_memory()
    _die_with_parent()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()
    gc.set_threshold(*_LOOKS_FOR_GARBAGE)
    # Jobs are taken off the pipe at once: two that both wait for room in it would wait for ever.
    waiting: queue.SimpleQueue[tuple[list[Any], bool] | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, waiting), daemon=True).start()
    sys.setswitchinterval(_SWITCHING_SECONDS)
    answers = _Answers(pipe)
    garbage = _Garbage()
    while (message := waiting.get()) is not None and answers.are_wanted:
        jobs, is_together = message
        if is_together and together is not None:
            answers.put(together(jobs))
            garbage.is_hardly_any()
            continue
        for job in jobs:
            answers.wait()
            answers.put([work(job)])
        answers.wait()
        garbage.may_be()
    answers.end()


class _Garbage:
    """Spares Python looking for what holds itself where there is none: a fifteenth of reading plain articles.

    What they leave behind is what is remembered for the next ones, and Python would look through all of it.
    Set aside (`gc.freeze`), it is looked through no more; once in a while all of it is, as nobody is perfect.
    """

    def __init__(self) -> None:
        self._is_none = True
        self._turns = 0

    def may_be(self) -> None:
        """Something was done that may leave garbage: a page was read."""
        self._is_none = False

    def is_hardly_any(self) -> None:
        """Something was done that leaves none, or next to none."""
        self._turns += 1
        if self._turns % _TURNS == 0:
            gc.unfreeze()
            self._is_none = False
        if not self._is_none:
            gc.collect()
            self._is_none = True
        gc.freeze()


class _Answers:
    """Sends results by a thread of its own: whoever takes them takes many at a time, and works in between."""

    def __init__(self, pipe: "connection.Connection[Any, Any]") -> None:
        self._pipe = pipe
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._bytes = 0
        self._taken = threading.Condition()
        self.are_wanted = True
        """Whether somebody is there to take them."""
        self._sender = threading.Thread(target=self._send, daemon=True)
        self._sender.start()

    def put(self, results: list[Any]) -> None:
        """Have results sent; waits while too many wait already."""
        # Pickled here: the pickler of a pipe looks for ways of its own at each object.
        data = pickle.dumps((time.process_time(), results), pickle.HIGHEST_PROTOCOL)
        with self._taken:
            self._taken.wait_for(lambda: self._bytes < _AHEAD or not self.are_wanted)
            self._bytes += len(data)
        self._waiting.put(data)

    def wait(self) -> None:
        """Wait until all are sent: what this process dies of then is the first job without an answer."""
        with self._taken:
            self._taken.wait_for(lambda: not self._bytes or not self.are_wanted)

    def end(self) -> None:
        """Send all that wait, and no more."""
        self._waiting.put(None)
        self._sender.join()

    def _send_at_once(self, data: bytes) -> None:
        """As `send_bytes` does, which would part what is long in two.

        Between the two this thread would need Python's lock, while another one may hold it for as long as a
        hostile text likes; and whoever has read the first half waits for the second.
        """
        left = memoryview(struct.pack("!i", len(data)) + data)
        while left:
            left = left[os.write(self._pipe.fileno(), left) :]

    def _send(self) -> None:
        with contextlib.suppress(OSError):
            while (data := self._waiting.get()) is not None:
                self._send_at_once(data)
                with self._taken:
                    self._bytes -= len(data)
                    self._taken.notify()
        with self._taken:
            self.are_wanted = False
            self._taken.notify()


def _receive(
    pipe: "connection.Connection[Any, Any]", waiting: "queue.SimpleQueue[tuple[list[Any], bool] | None]"
) -> None:
    try:
        while True:
            waiting.put(pipe.recv())
    except (EOFError, OSError):
        waiting.put(None)


def _die_with_parent() -> None:
    """Have the system end us with whoever started us: a parser that hangs lets no thread of ours do it."""
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # Linux; elsewhere the thread must do


def _leave_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _limit_memory() -> None:
    import resource

    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
