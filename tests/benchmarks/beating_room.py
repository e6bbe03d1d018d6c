"""`tuireader` with a beat in its event loop: the longest waits are written to a file when it ends.

    python beating_room.py FILE [ARGUMENT...]

A beat is due every two milliseconds. Each wait is its time of the clock and how much too late the beat came,
in seconds; each step of the loop that took long is its time and the seconds of processor time.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from tuireader.cli import main

_EVERY = 0.002
waits: list[tuple[float, float]] = []
steps: list[tuple[float, float, str]] = []
_run_forever = asyncio.BaseEventLoop.run_forever
_run_handle = asyncio.Handle._run


def _with_beat(loop: asyncio.BaseEventLoop) -> None:
    def beat(due: float) -> None:
        now = time.perf_counter()
        if now - due > _EVERY:
            waits.append((now, now - due))
        loop.call_later(_EVERY, beat, time.perf_counter() + _EVERY)

    loop.call_soon(beat, time.perf_counter())
    _run_forever(loop)


def _timed(handle: asyncio.Handle) -> None:
    began = time.thread_time()
    _run_handle(handle)
    took = time.thread_time() - began
    if took > _EVERY:
        callback: Any = handle._callback  # type: ignore[attr-defined]
        steps.append((time.perf_counter(), took, repr(getattr(callback, "__self__", callback))[:200]))


if __name__ == "__main__":
    target = Path(sys.argv.pop(1))
    asyncio.BaseEventLoop.run_forever = _with_beat  # type: ignore[method-assign]
    asyncio.Handle._run = _timed  # type: ignore[method-assign]
    try:
        main()
    finally:
        target.write_text(json.dumps({"waits": waits, "steps": steps}), "utf-8")
