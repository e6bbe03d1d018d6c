"""Processes that read: what hangs or dies costs one job, and the others are done all the same.

The work is `eval`: a job is an expression, which another process can be given without this module.
"""

import importlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from tuireader.library.pool import Failed, InThisProcess, Pool

HANG = "__import__('threading').Event().wait()"
LOOP = "sum(iter(int, 1))"
HOLD = "__import__('re').match('(a+)+$', 'a' * 64 + 'b')"  # and lets no thread of its process run
DIE = "__import__('os')._exit(3)"

Evaluating = Pool[str, object]


@pytest.fixture
def pool() -> Iterator[Evaluating]:
    made = Evaluating(eval, processes=2, seconds=1)
    yield made
    made.close()


def outcomes(pool: Evaluating, jobs: list[str]) -> dict[str, object]:
    return dict(pool.run(jobs))


def test_every_job_is_answered_once(pool: Evaluating) -> None:
    jobs = [f"{number} * 2" for number in range(500)]
    answers = list(pool.run(jobs))
    assert sorted(job for job, _ in answers) == sorted(jobs)
    assert dict(answers)["21 * 2"] == 42


def test_the_work_is_done_elsewhere(pool: Evaluating) -> None:
    found = outcomes(pool, ["__import__('os').getpid()"])
    assert os.getpid() not in found.values()


def test_a_job_that_kills_its_process_fails_alone(pool: Evaluating) -> None:
    jobs = [f"{number} + 1" for number in range(40)]
    found = outcomes(pool, [*jobs[:20], DIE, *jobs[20:]])
    assert found.pop(DIE) == Failed("its reader crashed over it")
    assert found == {f"{number} + 1": number + 1 for number in range(40)}


@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP", "SIGQUIT"])
def test_what_a_terminal_sends_to_all_of_us_costs_no_job(pool: Evaluating, name: str) -> None:
    job = f"__import__('os').kill(__import__('os').getpid(), __import__('signal').{name})"
    assert outcomes(pool, [job, "6 * 7"]) == {job: None, "6 * 7": 42}


@pytest.mark.parametrize("endless", [HANG, LOOP])
def test_a_job_that_never_ends_is_given_up(pool: Evaluating, endless: str) -> None:
    outcomes(pool, ["1", "2"])  # a process that has begun is not given the time to begin again
    jobs = [f"{number} + 1" for number in range(40)]
    found = outcomes(pool, [*jobs[:5], endless, *jobs[5:]])
    assert found.pop(endless) == Failed("reading it took more than 1 seconds")
    assert found == {f"{number} + 1": number + 1 for number in range(40)}


def test_a_job_that_lets_no_thread_run_is_given_up_too(pool: Evaluating) -> None:
    outcomes(pool, ["1", "2"])
    jobs = [f"{number} + 1  # {'x' * 60_000}" for number in range(40)]
    found = outcomes(pool, [*jobs[:5], HOLD, *jobs[5:]])
    assert found.pop(HOLD) == Failed("reading it took more than 1 seconds")
    assert sorted(found.values(), key=str) == sorted(range(1, 41), key=str)


def test_a_process_that_is_given_up_leaves_nothing_behind_that_still_sends(pool: Evaluating) -> None:
    outcomes(pool, ["1", "2"])
    before = set(threading.enumerate())
    large = [f"{number}  # {'x' * 400_000}" for number in range(6)]
    outcomes(pool, [HOLD, *large])  # more than its pipe has room for: the rest waits to be sent
    pool.close()
    assert not [thread for thread in threading.enumerate() if thread not in before or "_send" in thread.name]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processor time is not told here")
def test_a_job_that_waits_for_its_turn_is_not_given_up(pool: Evaluating) -> None:
    outcomes(pool, ["1", "2"])
    waits = "__import__('threading').Event().wait(2)"
    assert outcomes(pool, [waits]) == {waits: False}


def test_only_deadly_jobs_end_too(pool: Evaluating) -> None:
    assert [result for _, result in pool.run([DIE] * 7)] == [Failed("its reader crashed over it")] * 7


def test_large_jobs_and_large_answers_do_not_wait_for_each_other(pool: Evaluating) -> None:
    jobs = [f"'{number}' * 100_000  # {'x' * 100_000}" for number in range(60)]
    assert sum(len(str(result)) for _, result in pool.run(jobs)) == 100_000 * 10 + 200_000 * 50


def test_jobs_are_taken_as_they_are_needed(pool: Evaluating) -> None:
    taken: list[int] = []

    def jobs() -> Iterator[str]:
        for number in range(100_000):
            taken.append(number)
            yield "1"

    answers = pool.run(jobs())
    for _ in range(10):
        next(answers)
    assert len(taken) < 1000
    answers.close()
    assert outcomes(pool, ["2"]) == {"2": 2}


def test_nobody_is_kept_waiting_while_the_next_job_is_looked_for(pool: Evaluating) -> None:
    asked: list[str | None] = []

    def jobs() -> Iterator[str | None]:
        for job in (None, "1 + 1", None, None, "2 + 2"):
            asked.append(job)
            yield job

    answers = pool.run_with_pauses(jobs())
    assert next(answers) is None
    assert asked == [None]
    assert sorted(filter(None, answers)) == [("1 + 1", 2), ("2 + 2", 4)]
    here = InThisProcess[str, object](eval).run_with_pauses(iter([None, "1 + 1"]))
    assert list(here) == [None, ("1 + 1", 2)]


@pytest.mark.parametrize("started", [0, 1])
def test_where_no_more_processes_are_to_be_had_the_work_is_done_all_the_same(
    pool: Evaluating, monkeypatch: pytest.MonkeyPatch, started: int
) -> None:
    start = SpawnProcess.start
    left = [None] * started

    def refused(process: SpawnProcess) -> None:
        if not left:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        left.pop()
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", refused)
    assert outcomes(pool, [f"{number} + 1" for number in range(200)]) == {
        f"{number} + 1": number + 1 for number in range(200)
    }


def test_without_a_pool_the_same_is_done_here() -> None:
    here = InThisProcess[str, object](eval)
    assert list(here.run(["1", "2 + 2"])) == [("1", 1), ("2 + 2", 4)]


def test_what_may_hang_is_left_to_the_pool(pool: Evaluating) -> None:
    here = InThisProcess[str, object](eval, lambda: pool, lambda job: "os" not in job)
    ask = "__import__('os').getpid()"
    abort = "__import__('os').abort()"
    found = dict(here.run(["7", ask, abort, "2 + 2", "None or " + ask]))
    assert (found["7"], found["2 + 2"]) == (7, 4)
    assert os.getpid() not in (found[ask], found["None or " + ask])
    assert found[abort] == Failed("its reader crashed over it")


@pytest.fixture
def together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evaluating]:
    """A pool of which jobs may be done together: their results say of how many."""
    (tmp_path / "evaluated.py").write_text(
        "def together(jobs):\n    return [(eval(job), len(jobs)) for job in jobs]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    work = importlib.import_module("evaluated").together
    made = Evaluating(
        eval,
        processes=2,
        seconds=1,
        together=work,
        is_light=lambda job: "heavy" not in job,
        is_plain=lambda job: "plain" in job,
    )
    yield made
    made.close()
    del sys.modules["evaluated"]


def test_light_jobs_are_done_together_and_heavy_ones_by_themselves(together: Evaluating) -> None:
    light = [f"{number} + 1" for number in range(200)]
    found = outcomes(together, light)
    assert {job: result for job, (result, _) in found.items()} == {job: eval(job) for job in light}
    assert max(count for _, count in found.values()) > 4
    assert outcomes(together, ["1 + 1  # heavy", "2 + 2"]) == {"1 + 1  # heavy": 2, "2 + 2": 4}


def test_what_is_large_but_plain_is_done_alone_and_goes_on_to_the_next(together: Evaluating) -> None:
    dies = f"{DIE}  # heavy, plain"
    found = outcomes(together, ["1 + 1  # heavy, plain", "2 + 2  # heavy", dies, "3 + 3  # heavy, plain"])
    assert isinstance(found.pop(dies), Failed)
    assert found.pop("1 + 1  # heavy, plain") in ((2, 1), 2)  # 2 where it was done once more
    assert found.pop("3 + 3  # heavy, plain") in ((6, 1), 6)
    assert found == {"2 + 2  # heavy": 4}
    assert outcomes(together, ["7  # heavy, plain"]) == {"7  # heavy, plain": (7, 1)}


def test_nobody_waits_for_answers_that_are_there(together: Evaluating) -> None:
    began = time.monotonic()
    told = []
    for answer in together.run_with_pauses([f"{number} + 1" for number in range(12)]):
        if answer is not None:
            told.append(answer)
            together.wait()  # as a scan does that writes down what it has: there may be no more to come
    assert len(told) == 12
    assert time.monotonic() - began < 20


def test_more_answers_than_may_wait_at_a_reader_all_come(together: Evaluating) -> None:
    jobs = [f"'{number:02}' * 1_000_000" for number in range(40)]
    lengths = {}
    for job, answer in together.run(jobs):
        assert isinstance(answer, tuple)
        lengths[job] = len(answer[0])
        if len(lengths) == 1:
            together.wait()  # whoever takes them is at something else meanwhile
    assert lengths == dict.fromkeys(jobs, 2_000_000)


def test_a_reader_that_dies_over_answers_nobody_has_taken_costs_one_job(together: Evaluating) -> None:
    jobs = [f"'{number:02}' * 100_000" for number in range(30)]
    found = outcomes(together, [*jobs, DIE, *jobs[:5]])
    assert isinstance(found.pop(DIE), Failed)
    assert set(found) == set(jobs)


@pytest.mark.parametrize("bad", [DIE, HANG])
def test_of_jobs_done_together_only_the_one_that_ends_them_fails(together: Evaluating, bad: str) -> None:
    outcomes(together, [str(number) for number in range(64)])  # now all readers have begun
    jobs = [f"{number} + 1" for number in range(40)]
    found = outcomes(together, [*jobs[:20], bad, *jobs[20:]])
    assert isinstance(found.pop(bad), Failed)
    assert {job: result[0] if isinstance(result, tuple) else result for job, result in found.items()} == {
        job: eval(job) for job in jobs
    }


def test_a_stderr_that_is_no_file_hinders_nobody() -> None:
    """So it is in the reading room, where Textual has put something of its own there."""
    program = (
        "import sys, types\n"
        "from tuireader.library.pool import Pool\n"
        "sys.stderr = types.SimpleNamespace(fileno=lambda: -1, write=len, flush=list)\n"
        "pool = Pool(eval, processes=1)\n"
        "print(list(pool.run(['1 + 1', '2 + 2'])))\n"
        "pool.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.stdout == "[('1 + 1', 2), ('2 + 2', 4)]\n", done.stderr
