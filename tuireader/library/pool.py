"""Reading articles in processes of their own, which may hang or die without harm.

A worker gets jobs over a pipe and answers them one by one, so that whoever waits always knows which job is
being worked on: a worker that takes too long over it is killed, and that job fails; the rest goes to another.
Jobs that hardly ever fail may be done together, for less, and go on while their answers wait to be taken;
where one does fail after all, those without an answer are done one by one.
Workers are started afresh (`spawn`), never forked: an open SQLite connection must not be.
"""

import itertools
import pickle
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from tuireader.library.worker import BYTES_AHEAD, Worker, ready_of

_JOBS_A_MESSAGE = 16
_SECONDS = 20.0
"""A job that takes longer is given up: of processor time, where that can be told."""
_PAUSE_SECONDS = 0.02
_GATHERING_SECONDS = 0.3
"""So long are answers left to gather where workers have enough to do: to write many at once costs least."""

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that ended its worker."""

    reason: str
    """One line."""


class InThisProcess(Generic[J, R]):
    """The same as a pool, without one: for a handful of jobs that nothing can go wrong with.

    Args:
        work: what is done with a job.
        pool: gives the pool that does the others.
        is_harmless: whether a job is none of them.
    """

    def __init__(
        self,
        work: Callable[[J], R],
        pool: "Callable[[], Pool[J, R]] | None" = None,
        is_harmless: Callable[[J], bool] = lambda job: True,
    ) -> None:
        self._work = work
        self._pool = pool
        self._is_harmless = is_harmless
        self._waits_for: Pool[J, R] | None = None

    def run(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Failed]]:
        """Do the jobs one after the other."""
        for answer in self.run_with_pauses(jobs):
            if answer is None:
                self.wait()
            else:
                yield answer

    def run_with_pauses(self, jobs: Iterable[J | None]) -> Generator[tuple[J, R | Failed] | None, None, None]:
        """The same, with None wherever the jobs have one, or there is nothing to do but to `wait`."""
        for job in jobs:
            if job is None:
                yield None
            elif self._pool is None or self._is_harmless(job):
                yield job, self._work(job)
            else:
                self._waits_for = self._pool()
                yield from self._waits_for.run_with_pauses([job])

    def wait(self) -> None:
        """Wait until the pool has answered, if it is at work."""
        if self._waits_for is not None:
            self._waits_for.wait()

    def close(self) -> None:
        """Nothing to end: the pool is whose that gave it."""


class Pool(Generic[J, R]):
    """So many worker processes, started when there is work.

    Args:
        work: what is done with a job; picklable, as are jobs and results. It must not raise.
        processes: how many workers.
        seconds: how long a job may take, in seconds of processor time.
        size: how many bytes a job weighs, so that few large ones wait in memory.
        together: what is done with several jobs at once, for less than one by one; gives their results.
        is_light: whether a job is so small and harmless that it may be done together with others.
        is_plain: whether a job is as harmless, whatever its size: others go on while its answer waits.
    """

    def __init__(
        self,
        work: Callable[[J], R],
        *,
        processes: int,
        seconds: float = _SECONDS,
        size: Callable[[J], int] = lambda job: 0,
        together: Callable[[list[J]], list[R]] | None = None,
        is_light: Callable[[J], bool] = lambda job: True,
        is_plain: Callable[[J], bool] = lambda job: False,
    ) -> None:
        self._work = work
        self._together = together
        self._is_light = is_light
        self._is_plain = is_plain
        self._seconds = seconds
        self._size = size
        self._workers: list[Worker[J]] = []
        self._processes = processes
        self._untold = 0
        """Results that have come and that nobody has taken yet: nobody need wait then."""

    def run(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Failed]]:
        """Do the jobs; gives each with its result in the order they are done.

        Jobs are taken from the iterable as they are needed. Closing the generator drops what waits.
        """
        for answer in self.run_with_pauses(jobs):
            if answer is None:
                self.wait()
            else:
                yield answer

    def wait(self) -> None:
        """Wait until a worker has answered or has had its time, and longer where all are busy for longer."""
        busy = [worker for worker in self._workers if worker.jobs]
        if busy and not self._untold:
            timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
            if ready_of(busy, timeout) and all(worker.is_busy_for_long for worker in busy):
                time.sleep(_GATHERING_SECONDS)

    def run_with_pauses(self, jobs: Iterable[J | None]) -> Generator[tuple[J, R | Failed] | None, None, None]:
        """The same, with None wherever there is nothing to do but to `wait`: nobody need be kept waiting.

        None among the jobs says that the next one is still being looked for.
        """
        waiting = iter(jobs)
        again: deque[J] = deque()
        """Jobs of a worker that died over another one."""
        self._untold = 0
        try:
            while True:
                is_all = self._feed(again, waiting)
                if not self._processes:
                    # The system gives us no process: slower, and without protection, but done.
                    left: Iterator[J] = _drain(again)
                    for job in itertools.chain[J | None](left, waiting):
                        yield (job, self._work(job)) if job is not None else None
                    return
                busy = [worker for worker in self._workers if worker.jobs]
                if not busy:
                    if not is_all:
                        yield None
                    elif not again:
                        return
                    continue
                timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
                ready = ready_of(busy, min(timeout, _PAUSE_SECONDS))
                if not ready and timeout > _PAUSE_SECONDS:
                    yield None
                for worker in busy:
                    if worker.pipe.fileno() in ready:
                        yield from self._answer(worker, again)
                    elif worker.deadline <= time.monotonic() and not (
                        # While others' answers were taken, its own may have come.
                        ready_of([worker], 0) or worker.waits_its_turn(self._seconds)
                    ):
                        reason = f"reading it took more than {self._seconds:.0f} seconds"
                        yield from self._given_up(worker, reason, again)
        finally:
            for worker in list(self._workers):
                if worker.jobs:
                    self._end(worker, deque())

    def close(self) -> None:
        """End all workers."""
        for worker in list(self._workers):
            self._end(worker, deque())

    def _feed(self, again: "deque[J]", waiting: Iterator[J | None]) -> bool:
        """Give every worker jobs enough to be busy until we look again; False: the next is not found yet."""
        left: Iterator[J] = _drain(again)
        hungry = True
        while hungry:
            hungry = False
            for number in range(self._processes):
                worker = self._workers[number] if number < len(self._workers) else None
                if worker is not None and not worker.is_hungry:
                    continue
                # What a worker left that died is done one by one: one of them may be what it died of.
                together = self._together is not None and not again
                batch, is_all = self._batch(left if again else waiting)
                if not batch:
                    return is_all
                if worker is None:
                    try:
                        worker = Worker[J](self._work, self._together)
                    except OSError:
                        again.extend(batch)
                        self._processes = len(self._workers)
                        return is_all
                    self._workers.append(worker)
                for lot, is_together in self._lots(batch) if together else ((batch, False),):
                    worker.give(lot, [self._size(job) for job in lot], is_together, self._seconds)
                if not is_all:
                    return False
                hungry = hungry or worker.is_hungry
        return True

    def _lots(self, batch: list[J]) -> Iterator[tuple[list[J], bool]]:
        """Jobs as they are given to a worker, and whether they are done as those done together are.

        What may hang or crash is answered before the next is begun; whoever does it waits for that.
        """
        for is_light, found in itertools.groupby(batch, self._is_light):
            lot = list(found)
            if is_light:
                yield lot, len(lot) > 1 or self._is_plain(lot[0])
            else:
                yield from (([job], self._is_plain(job)) for job in lot)

    def _batch(self, jobs: Iterator[J | None]) -> tuple[list[J], bool]:
        """Jobs for one message, and False where the next ones are still being looked for."""
        batch: list[J] = []
        weight = 0
        for job in itertools.islice(jobs, _JOBS_A_MESSAGE):
            if job is None:
                return batch, False
            batch.append(job)
            weight += self._size(job)
            if weight > BYTES_AHEAD // 4:
                break
        return batch, True

    def _answer(self, worker: "Worker[J]", again: "deque[J]") -> Iterator[tuple[J, R | Failed]]:
        """What a worker has answered with its next message."""
        try:
            spent, results = pickle.loads(worker.pipe.recv_bytes())
        except (EOFError, OSError):
            yield from self._given_up(worker, "its reader crashed over it", again)
            return
        for self._untold in range(len(results) - 1, -1, -1):
            yield worker.done(self._seconds, spent), results[-1 - self._untold]

    def _given_up(self, worker: "Worker[J]", reason: str, again: "deque[J]") -> Iterator[tuple[J, Failed]]:
        """End a worker that hangs or has died: the job it was at fails, if it was at no others."""
        if worker.jobs and not worker.together[0]:
            yield worker.jobs.popleft(), Failed(reason)
        self._end(worker, again)

    def _end(self, worker: "Worker[J]", again: "deque[J]") -> None:
        self._workers.remove(worker)
        again.extend(worker.jobs)
        worker.jobs.clear()
        worker.kill()


def _drain(waiting: "deque[J]") -> Iterator[J]:
    while waiting:
        yield waiting.popleft()
